"""Feeds and sitemaps that a page or robots.txt names: what lists articles where no row is found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers import feeds, sitemaps
from scrapers.addresses import resolved
from scrapers.discover.finding import Kept, Unanswered
from scrapers.parsed import tree_of
from scrapers.rows import Request
from scrapers.selectors import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapers.discover.finding import Fetch
    from scrapers.feeds import Entry
    from scrapers.site import Site

_SITEMAP = re.compile(r"(?im)^\s*sitemap\s*:\s*(\S+)")
_MOST = 5  # addresses asked for the sake of one portal


def lists(fetch: Fetch, site: Site, page: Kept) -> Iterator[tuple[Kept, tuple[Entry, ...]]]:
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
        if entries := entries_of(site, kept):
            yield kept, entries


def entries_of(site: Site, kept: Kept) -> tuple[Entry, ...]:
    """Give what a feed or sitemap lists of the site's own pages, nothing for any other answer."""
    kind = feeds.kind_of(kept.payload)
    if kind is None:
        return ()
    if kind in {"urlset", "sitemapindex"}:
        found = sitemaps.read(kept.payload, kept.url).entries
    else:
        found = feeds.entries(kept.payload, kept.url)
    return tuple(entry for entry in found if site.holds(entry.url))


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
