"""A listing in, its rows and the way on out: a page, a feed, a sitemap, a JSON answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import soupsieve

from scrapers import feeds, sitemaps, stamps
from scrapers.api import parse_listing
from scrapers.blocks import squeezed
from scrapers.pager import next_request
from scrapers.parsed import NotOnPage, soup_of
from scrapers.rows import Item, ListingPage, Request
from scrapers.status import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag

    from scrapers.parsed import Page
    from scrapers.site import Site

_PARTS = 500  # of a sitemap
_GLUED = re.compile(
    r"\s*[(\[]\s*(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*[)\]]$"
)


def read_listing(site: Site, html: bytes, url: str, *, charset: str | None = None) -> ListingPage:
    """Give the rows of a listing page and the way to the next one.

    `url` is where the page was asked for, `charset` what the answer's header says. The answer
    itself tells whether it is a page, a feed, a sitemap or JSON. Rows that lead elsewhere are left
    out. Raise NotOnPage where no row leads to an article, or SoftNotFound or Blocked where the page
    says why.
    """
    try:
        html = sitemaps.opened(html)
    except FetchError as error:
        raise NotOnPage(site.name, "listing.item", f"a packed file, {error}") from error
    if (kind := feeds.kind_of(html)) is not None:
        return _fed(site, html, url, kind)
    page = parse_listing(site, html, url, charset)
    items = tuple(_items(page))
    if not items:
        page.explain()
        raise NotOnPage(site.name, "listing.item", site.listing.item)
    return ListingPage(items, next_request(page, len(items)))


def _fed(site: Site, payload: bytes, url: str, kind: str) -> ListingPage:
    """Give the entries of a feed or sitemap that are articles; an empty feed is no fault."""
    if kind in {"urlset", "sitemapindex"}:
        found = sitemaps.read(payload, url)
        listed, parts = found.entries, found.parts
    else:
        listed, parts = feeds.entries(payload, url), ()
    items: dict[str, Item] = {}
    for entry in listed:
        address = site.article_url(site.declared_url(entry.url))
        if (identity := site.identity(address)) is not None:
            items.setdefault(identity, Item(address, entry.title, entry.published, "feed"))
    kept = [part for part in parts if site.holds(part) and not site.leaves_out(part)]
    held = tuple(Request(site.declared_url(part)) for part in kept[:_PARTS])
    if not items and not held:
        raise NotOnPage(site.name, "listing.item", f"{kind}: no entry is an article")
    return ListingPage(tuple(items.values()), parts=held)


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
        address = page.site.article_url(page.address(str(link.get("href"))) or "")
        identity = page.site.identity(address)
        if identity is not None and identity not in seen:
            seen.add(identity)
            yield Item(address, undated(squeezed(link.get_text()), published), published)


def undated(title: str, day: str | None) -> str:
    """Give a title without the day that is glued to it in brackets, where it is this very day.

    >>> undated("Kết luận kiểm tra (17/11/2023)", "2023-11-17")
    'Kết luận kiểm tra'
    """
    glued = _GLUED.search(title)
    if day is None or glued is None or not glued.start() or stamps.day(glued[1]) != day:
        return title
    return title[: glued.start()]


def _link(site: Site, row: Tag) -> Tag | None:
    """Give the one link of a row, None where the row (a table's head) has none."""
    found = [tag for tag in soupsieve.select(site.listing.link, row) if tag.get("href")]
    if len({str(tag.get("href")) for tag in found}) > 1:
        raise NotOnPage(site.name, "listing.link", site.listing.link)
    named = [tag for tag in found if squeezed(tag.get_text())]  # not the one around a picture
    return next(iter(named or found), None)


def _row_day(site: Site, row: Tag) -> str | None:
    if site.listing.date is None:
        return None
    found = soupsieve.select_one(site.listing.date, row)
    if found is None:
        return None
    return stamps.found(
        str(found.get("datetime") or found.get_text(" ")), site.listing.date_pattern
    )
