"""A listing in, its rows and the way on out: a page, a feed, a sitemap, a JSON answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.text import plain
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
_SYMBOL = re.compile(r"(?=\S*\d)(?=\S*[/.-])\S+|\d+")  # a register links number and subject alike
_DAY = r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
_CLOCK = r"\d{1,2}(?::\d\d){1,2}(?:\s*[AaPpSsCc][MmAaHh])?"
_MOMENT = rf"(?:{_CLOCK}[\s,|-]*{_DAY}|{_DAY}[\s,|-]*{_CLOCK})"
_SAID = r"(?:(?:ngày\s+)?(?:đăng|cập\s+nhật)(?:\s+(?:ngày|lúc))?|ngày\s+đăng)\s*:?\s*"
# A day in brackets, with its hour, said to be the day of publication, or behind a dash.
_GLUED = tuple(
    re.compile(rf"(?i){pattern}")
    for pattern in (
        rf"\s*[(\[]\s*(?:{_SAID})?(?:{_MOMENT}|{_DAY})\s*[)\]]$",
        rf"^[(\[]\s*(?:{_MOMENT}|{_DAY})\s*[)\]]\s*[-–:|]?\s*",
        rf"\s*[-–|,]?\s*(?:{_SAID})?{_MOMENT}$",
        rf"\s*[-–|,]?\s*{_SAID}{_DAY}$",
        rf"\s+[-–|]\s+{_DAY}$",
        rf"^{_MOMENT}\s*[-–:|]?\s*",
        rf"^{_DAY}\s*[-–:|]\s+",
    )
)

_FROM = re.compile(r"(?i)(?:\d[/.-]\d{1,4}|\b(?:ngày|từ)\s+\d{1,2})$")  # a stretch of days


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
        identity = site.identity(address)
        if identity is not None and not is_private(site, entry.title):
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
        if identity is not None and identity not in seen and not is_private(page.site, shown.title):
            seen.add(identity)
            yield Item(address, undated(shown.title, shown.day), shown.day)


def is_private(site: Site, title: str) -> bool:
    """Tell whether a row's title says what the site's `private` patterns find in addresses.

    Many portals have numbers in their addresses only. Names of sections, which begin with a slash,
    are no part of a title.
    """
    if not site.private:
        return False
    name = re.sub(r"[^a-z0-9]+", "-", plain(title)).strip("-")
    return any(pattern.search(name) for pattern in site.private)


def undated(title: str, day: str | None) -> str:
    """Give a title without the day that is glued to it, where it is this very day.

    >>> undated("Kết luận kiểm tra (17/11/2023)", "2023-11-17")
    'Kết luận kiểm tra'
    >>> undated("Họp ngày 17/11/2023", "2023-11-17"), undated("Lịch họp - 17/11/2023", "2023-11-17")
    ('Họp ngày 17/11/2023', 'Lịch họp')
    """
    if day is None or day[:4] not in title:
        return title
    return next((rest for rest, told in _unstamped(title) if stamps.day(told) == day), title)


def unstamped(title: str) -> str:
    """Give a title without any day that looks glued to it: to compare it with another.

    >>> unstamped("Lịch họp - 17/11/2023"), unstamped("Lịch họp từ ngày 16 - 17/11/2023")
    ('Lịch họp', 'Lịch họp từ ngày 16 - 17/11/2023')
    """
    return next((rest for rest, _ in _unstamped(title)), title)


def _unstamped(title: str) -> Iterator[tuple[str, str]]:
    for pattern in _GLUED:
        if (glued := pattern.search(title)) is None:
            continue
        told = next(part for part in glued.groups() if part)
        rest = (title[: glued.start()] + title[glued.end() :]).strip()
        if rest and not _FROM.search(rest):
            yield rest, told


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
    said = [number for number in named if not _SYMBOL.fullmatch(links[number][1])]
    return next(iter(said or named or range(len(links))), None)
