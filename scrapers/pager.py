"""The way from a listing page to the next: a link, a count, what JSON tells, a script."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit, urlunsplit

from scrapers.embedded import led_to
from scrapers.parsed import text_of
from scrapers.rows import Request

if TYPE_CHECKING:
    from scrapers.parsed import Page


def next_request(page: Page, items: int) -> Request | None:
    """Give how to ask for the page after one that shows so many rows, None on the last one."""
    rules = page.site.listing
    if page.from_api:
        return _next_of_api(page, items)
    if rules.script is not None:
        script = import_module(f"scrapers.families.{rules.script}")
        request = cast("Request | None", script.next_page(page))
        if request is not None:  # else: a theme of its CMS that links its pages
            return request
    if rules.next_path is not None:
        number = _number(rules.number, page.url, rules.first_page)
        total = _total(page, rules.total)
        pages = number - rules.first_page + 1
        if rules.page_size and _is_last(items, total, rules.page_size, pages):
            return None
        return _counted(page, rules.next_path, number, known=total is not None)
    return _linked(page)


def _linked(page: Page) -> Request | None:
    """Give the next page as the present one links to it."""
    rules = page.site.listing
    if rules.next is None:
        return None
    links = [page.address(led_to(tag)) for tag in page.find(rules.next)]
    found = [link for link in links if link and page.site.holds(link)]
    if rules.pick == "min_greater":
        present = _number(rules.number, page.url, rules.first_page)
        numbered = [(_number(rules.number, link, present), link) for link in found]
        later = sorted(pair for pair in numbered if pair[0] > present)
        found = [later[0][1]] if later else []
    if not found:
        return None
    target = found[-1] if rules.pick == "last" else found[0]
    if rules.next_keep is not None:
        target = _keeping(target, rules.next_keep)
    return Request(target) if target != page.url else None


def _next_of_api(page: Page, items: int) -> Request | None:
    api = page.site.api
    if api is None:
        return None
    told = [page.address(tag.get("href") or "") for tag in page.find("a.api-next")]
    if told and told[0] and page.site.holds(told[0]):
        return Request(told[0])
    if api.next is not None or api.next_path is None:
        return None
    first = page.site.listing.first_page
    number = _number(api.number, page.url, first)
    total = _total(page, ".api-total")
    size = _number(api.size, page.url, 0) or page.site.listing.page_size
    if size and _is_last(items, total, size, number - first + 1):
        return None
    return _counted(page, api.next_path, number, known=total is not None)


def _is_last(items: int, total: int | None, size: int, pages: int) -> bool:
    """Tell whether so many pages of so many rows are all."""
    if total is not None:
        return total <= size * pages
    return items < size


def _keeping(url: str, names: re.Pattern[str]) -> str:
    """Give an address with these parameters only: others carry state, or what was asked before."""
    parts = urlsplit(url)
    kept = [part for part in parts.query.split("&") if names.search(part.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept)))


def _number(pattern: re.Pattern[str] | None, url: str, otherwise: int) -> int:
    match = pattern.search(url) if pattern else None
    return int(match[1]) if match else otherwise


def _counted(page: Page, next_path: str, number: int, *, known: bool) -> Request | None:
    """Give the next page of a listing whose pages are not linked: the address, one page more.

    `known` says that there is one; else it is a guess.
    """
    if "{listing}" not in next_path:  # asked by a script, at an address of its own
        target = page.address(next_path.format(listing="", page=number + 1))
        return Request(target, guessed=not known) if target else None
    within = (start for start in page.site.listing_urls() if _is_under(page.url, start))
    listing = max(within, key=len, default=None)
    if listing is None and page.from_api and number == 1:
        listing = page.url
    if listing is None:
        return None
    if not next_path.startswith(("{listing}?", "{listing}&")):
        listing = listing.rstrip("/")
    return Request(next_path.format(listing=listing, page=number + 1), guessed=not known)


def _is_under(url: str, listing: str) -> bool:
    """Tell whether an address is a listing's or one of its pages'.

    The front page is only before addresses that are its own: everything lies under it.
    """
    start = listing.rstrip("/")
    if not urlsplit(listing).path.strip("/"):
        return (
            re.match(rf"{re.escape(start)}/?(?:[?&]|$|(?:page|trang|p)[/-]?\d+)", url) is not None
        )
    return re.match(rf"{re.escape(start)}(?:[/?&]|$)", url) is not None


def _total(page: Page, css: str | None) -> int | None:
    """Give the number of all rows: the largest of "Hiển thị 1 - 10 trong 1.005 kết quả"."""
    shown = " ".join(text_of(found) for found in page.find(css)) if css else ""
    numbers = [int(number.replace(".", "")) for number in re.findall(r"\d[\d.]*", shown)]
    return max(numbers, default=None)
