"""Feeds and sitemaps that a page or robots.txt names: what lists articles where no row is found."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scrapers import feeds, sitemaps
from scrapers.addresses import resolved
from scrapers.discover.finding import Kept, Unanswered
from scrapers.parsed import tree_of
from scrapers.rows import Request
from scrapers.selectors import find
from scrapers.status import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapers.discover.finding import Fetch
    from scrapers.feeds import Entry
    from scrapers.site import Site

_SITEMAP = re.compile(r"(?im)^\s*sitemap\s*:\s*(\S+)")
_MOST = 5  # addresses asked for the sake of one portal


@dataclass(frozen=True, slots=True)
class Fed:
    """A feed or sitemap: its address, the answer that shows its entries (a part of an index)."""

    url: str
    shown: Kept
    entries: tuple[Entry, ...]


def lists(fetch: Fetch, site: Site, page: Kept) -> Iterator[Fed]:
    """Give the feeds, then the sitemaps, that name pages of the site, with their entries."""
    asked: set[str] = set()
    for url in _addresses(fetch, site, page):
        if url in asked or not site.holds(url) or len(asked) == _MOST:
            continue
        asked.add(url)
        try:
            kept = fetch(Request(url), site)
        except Unanswered:
            continue
        if (found := fed(fetch, site, kept)) is not None:
            yield found


def fed(fetch: Fetch, site: Site, kept: Kept) -> Fed | None:
    """Give what a feed or sitemap lists of the site's own pages, None for any other answer.

    Of an index of sitemaps the last part is asked for that lists any: the newest is there.
    """
    kept = _opened(kept)
    kind = feeds.kind_of(kept.payload)
    if kind == "sitemapindex":
        parts = [part for part in sitemaps.read(kept.payload, kept.url).parts if site.holds(part)]
        told = [part for part in parts if not site.leaves_out(part)]
        for part in reversed(told[-_MOST:]):
            try:
                shown = _opened(fetch(Request(part), site))
            except Unanswered:
                continue
            if feeds.kind_of(shown.payload) == "urlset" and (own := _own(site, shown, "urlset")):
                return Fed(kept.url, shown, own)
        return None
    if kind is None or not (own := _own(site, kept, kind)):
        return None
    return Fed(kept.url, kept, own)


def _own(site: Site, kept: Kept, kind: str) -> tuple[Entry, ...]:
    read = sitemaps.read(kept.payload, kept.url).entries if kind == "urlset" else None
    entries = feeds.entries(kept.payload, kept.url) if read is None else read
    return tuple(entry for entry in entries if site.holds(entry.url))


def _opened(kept: Kept) -> Kept:
    """Give an answer unpacked, where it is a packed sitemap."""
    try:
        return replace(kept, payload=sitemaps.opened(kept.payload))
    except FetchError:
        return kept


def _addresses(fetch: Fetch, site: Site, page: Kept) -> Iterator[str]:
    links = find(tree_of(page.text), "link[rel=alternate][type][href]")
    for link in links:
        if re.search(r"rss|atom|xml", link.get("type") or ""):
            yield resolved(link.get("href") or "", page.url) or page.url
    try:
        robots = fetch(Request(f"{site.origin}/robots.txt"), site).text
    except Unanswered:
        robots = ""
    yield from _SITEMAP.findall(robots)
    yield f"{site.origin}/sitemap.xml"
