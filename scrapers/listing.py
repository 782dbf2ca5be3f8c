"""A listing in, its rows and the way on out: a page, a feed, a sitemap, a JSON answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers import feeds, selectors, sitemaps, stamps
from scrapers.api import parse_listing
from scrapers.blocks import squeezed
from scrapers.furniture import is_plain, without
from scrapers.pager import next_request
from scrapers.parsed import NotOnPage, soup_of, text_of
from scrapers.rows import Item, ListingPage, Request
from scrapers.status import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapers.parsed import Page
    from scrapers.selectors import Element
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
    written = (rules.link, *rules.drop, *([rules.date] if rules.date else []))
    all_plain = all(is_plain(selector) for selector in written)
    seen: set[str] = set()
    for element in page.find(rules.item):
        is_silent = next(element.iter("script", "style", "template"), None) is not None
        shown = (_shown if all_plain and not is_silent else _shown_by_soup)(page.site, element)
        if shown is None:
            continue
        address = page.site.article_url(page.address(shown.href) or "")
        identity = page.site.identity(address)
        if identity is not None and identity not in seen:
            seen.add(identity)
            yield Item(address, undated(shown.title, shown.day), shown.day)


def undated(title: str, day: str | None) -> str:
    """Give a title without the day that is glued to it in brackets, where it is this very day.

    >>> undated("Kết luận kiểm tra (17/11/2023)", "2023-11-17")
    'Kết luận kiểm tra'
    """
    glued = _GLUED.search(title)
    if day is None or glued is None or not glued.start() or stamps.day(glued[1]) != day:
        return title
    return title[: glued.start()]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What stands in a row: the link as written, its text, and the ISO day."""

    href: str
    title: str
    day: str | None


def _shown(site: Site, row: Element) -> _Shown | None:
    """Give what stands in a row where lxml understands every selector: ten times as fast."""
    rules = site.listing
    links = [link for link in selectors.find(row, rules.link) if link.get("href")]
    which = _which(site, [(link.get("href") or "", text_of(link)) for link in links])
    if which is None:
        return None
    day = None
    if rules.date is not None and (dated := selectors.find(row, rules.date)):
        stamp = dated[0]
        told = stamp.get("datetime") or " ".join(str(part) for part in stamp.itertext())
        day = stamps.found(told, rules.date_pattern)
    trimmed, _ = without(links[which], rules.drop)
    return _Shown(links[which].get("href") or "", text_of(trimmed), day)


def _shown_by_soup(site: Site, element: Element) -> _Shown | None:
    """Give what stands in a row; soupsieve understands what plain selectors cannot say."""
    import soupsieve  # noqa: PLC0415  (with BeautifulSoup 5 MB that few portals need)

    row = soup_of(element)
    links = [tag for tag in soupsieve.select(site.listing.link, row) if tag.get("href")]
    which = _which(site, [(str(tag.get("href")), squeezed(tag.get_text())) for tag in links])
    if which is None:
        return None
    day = None
    if site.listing.date is not None and (dated := soupsieve.select_one(site.listing.date, row)):
        told = str(dated.get("datetime") or dated.get_text(" "))
        day = stamps.found(told, site.listing.date_pattern)
    link = links[which]
    for part in [found for css in site.listing.drop for found in soupsieve.select(css, link)]:
        part.extract()
    return _Shown(str(link.get("href")), squeezed(link.get_text()), day)


def _which(site: Site, links: list[tuple[str, str]]) -> int | None:
    """Give which is the one link of a row, None where the row (a table's head) has none."""
    if len({href for href, _ in links}) > 1:
        raise NotOnPage(site.name, "listing.link", site.listing.link)
    named = [number for number, (_, text) in enumerate(links) if text]  # not around a picture
    return next(iter(named or range(len(links))), None)
