"""A listing page in, its rows and the way to the next page out."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

import soupsieve

from scrapers import stamps
from scrapers.blocks import squeezed
from scrapers.parsed import NotOnPage, parse, soup_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from bs4 import Tag

    from scrapers.parsed import Page
    from scrapers.site import Site


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for next: a declared address, and a form where the pager posts one.

    `guessed` says that no link led here (a page number counted up): an answer 404 or a page
    without items is then the end of the listing, not a fault.
    """

    url: str
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a listing: declared address, title as shown, ISO day if the row tells it."""

    url: str
    title: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class ListingPage:
    """The rows of one listing page in order, and how to ask for the next one."""

    items: tuple[Item, ...]
    next: Request | None = None


def read_listing(site: Site, html: bytes, url: str, *, charset: str | None = None) -> ListingPage:
    """Give the rows of a listing page and the way to the next one.

    `url` is where the page was asked for, `charset` what the answer's header says. Rows that lead
    elsewhere are left out. Raise NotOnPage where no row leads to an article, or SoftNotFound or
    Blocked where the page says why.
    """
    page = parse(site, html, url, charset)
    items = tuple(_items(page))
    if not items:
        page.explain()
        raise NotOnPage(site.name, "listing.item", site.listing.item)
    return ListingPage(items, _next(page, len(items)))


def _items(page: Page) -> Iterator[Item]:
    rules = page.site.listing
    seen: set[str] = set()
    for element in page.find(rules.item):
        row = soup_of(element)
        link = _link(page.site, row)
        if link is None:
            continue
        published = _row_day(page.site, row)
        for part in [found for css in rules.drop for found in soupsieve.select(css, link)]:
            part.extract()
        address = page.address(str(link.get("href"))) or ""
        identity = page.site.identity(address)
        if identity is not None and identity not in seen:
            seen.add(identity)
            yield Item(address, squeezed(link.get_text()), published)


def _link(site: Site, row: Tag) -> Tag | None:
    """Give the one link of a row, None where the row (a table's head) has none."""
    found = [tag for tag in soupsieve.select(site.listing.link, row) if tag.get("href")]
    if len({str(tag.get("href")) for tag in found}) > 1:
        raise NotOnPage(site.name, "listing.link", site.listing.link)
    return found[0] if found else None


def _row_day(site: Site, row: Tag) -> str | None:
    if site.listing.date is None:
        return None
    found = soupsieve.select_one(site.listing.date, row)
    if found is None:
        return None
    return stamps.found(
        str(found.get("datetime") or found.get_text(" ")), site.listing.date_pattern
    )


def _next(page: Page, items: int) -> Request | None:
    rules = page.site.listing
    if rules.script is not None:
        script = import_module(f"scrapers.families.{rules.script}")
        return cast("Request | None", script.next_page(page))
    if rules.next_path is not None:
        return _counted(page, rules.next_path, items)
    if rules.next is None:
        return None
    links = [page.address(tag.get("href") or "") for tag in page.find(rules.next)]
    found = [link for link in links if link and page.site.holds(link)]
    if rules.pick == "min_greater":
        present = _present(page)
        numbered = [(n, link) for link in found if (n := _number(rules.number, link)) is not None]
        later = sorted(pair for pair in numbered if pair[0] > present)
        found = [later[0][1]] if later else []
    if not found:
        return None
    target = found[-1] if rules.pick == "last" else found[0]
    return Request(target) if target != page.url else None


def _present(page: Page) -> int:
    """Give the number of the page that is being read, as its address tells it."""
    number = _number(page.site.listing.number, page.url)
    return page.site.listing.first_page if number is None else number


def _number(pattern: re.Pattern[str] | None, url: str) -> int | None:
    match = pattern.search(url) if pattern else None
    return int(match[1]) if match else None


def _counted(page: Page, next_path: str, items: int) -> Request | None:
    """Give the next page of a listing whose pages are not linked: the address, one page more."""
    size = page.site.listing.page_size
    if size is not None and items < size:
        return None
    starts = [start.rstrip("/") for start in page.site.listing_urls()]
    listing = max((s for s in starts if f"{page.url}/".startswith(f"{s}/")), key=len, default=None)
    if listing is None:
        return None
    return Request(next_path.format(listing=listing, page=_present(page) + 1), guessed=True)
