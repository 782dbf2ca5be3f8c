"""Sitemaps: the addresses that a portal gives to search engines, in parts and packed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers.addresses import resolved
from scrapers.body import unpacked
from scrapers.feeds import Entry, children, day_of, kind_of, tree_of, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapers.selectors import Element

_MOST = 50_000  # what the protocol allows in one file
_BYTES = 50 * 2**20


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The entries of a sitemap, or the addresses of its parts where it is an index."""

    entries: tuple[Entry, ...] = ()
    parts: tuple[str, ...] = ()


def opened(payload: bytes) -> bytes:
    """Give an answer unpacked if it is a packed file; raise FetchError where it grows too large."""
    if not payload.startswith(b"\x1f\x8b"):
        return payload
    return b"".join(unpacked([payload], "gzip", _BYTES))


def read(payload: bytes, url: str) -> Sitemap:
    """Give what a sitemap lists; `url` is where it was asked for.

    The day is the one of a news entry: `lastmod` tells a change, not a publication.

    >>> urls = b"<urlset><url><loc>https://so.mau.example/a-1</loc></url></urlset>"
    >>> read(urls, "https://so.mau.example/sitemap.xml").entries[0].url
    'https://so.mau.example/a-1'
    """
    tree = tree_of(payload)
    if kind_of(payload) == "sitemapindex":
        found = (resolved(value(part, "loc"), url) for part in children(tree, "sitemap"))
        return Sitemap(parts=tuple(dict.fromkeys(part for part in found if part))[:_MOST])
    return Sitemap(entries=tuple(_entries(tree, url))[:_MOST])


def _entries(tree: Element, url: str) -> Iterator[Entry]:
    for element in children(tree, "url"):
        address = resolved(value(element, "loc"), url)
        news = next(children(element, "news"), None)
        if address is not None and news is not None:
            yield Entry(address, value(news, "title"), day_of(news))
        elif address is not None:
            yield Entry(address)
