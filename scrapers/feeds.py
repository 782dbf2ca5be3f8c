"""Feeds: RSS and Atom as portals write them, with the links repaired."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from lxml import etree

from scrapers import stamps
from scrapers.addresses import resolved
from scrapers.blocks import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapers.selectors import Element

_ROOT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<[?!][^>]*>\s*)*<(?:[\w-]+:)?"
    rb"(rss|RDF|feed|urlset|sitemapindex)[\s>]"
)
_DATES = ("pubDate", "published", "date", "updated", "publication_date")
_STAMP = (re.compile(r"\d{4}-\d\d-\d\d\S*"), re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed or sitemap lists: an address fit to ask for, title and ISO day if told."""

    url: str
    title: str = ""
    published: str | None = None


def kind_of(payload: bytes) -> str | None:
    """Give the name of the first element of a feed or sitemap, None for every other answer.

    >>> kind_of(b'<?xml version="1.0"?><rss version="2.0"></rss>'), kind_of(b"<html></html>")
    ('rss', None)
    """
    match = _ROOT.match(payload[:4096])
    return match[1].decode() if match else None


def entries(payload: bytes, url: str) -> tuple[Entry, ...]:
    """Give the entries of an RSS or Atom feed in their order; `url` is where it was asked for.

    An entry without a link that can be asked for is left out; what is broken behind an entry costs
    the rest of the feed, not the entries before it.

    >>> feed = '<rss><item><title>Kế hoạch</title><link>http:so.mau.example/a</link></item></rss>'
    >>> entries(feed.encode(), "https://so.mau.example/rss")[0].url
    'http://so.mau.example/a'
    """
    return tuple(_entries(tree_of(payload), url))


def tree_of(payload: bytes) -> Element:
    """Give the tree of an XML answer: no entity is resolved, nothing fetched, the broken mended."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        tree = etree.fromstring(payload.strip(), parser)
    except etree.XMLSyntaxError:  # there is not even one element
        return etree.Element("empty")
    return etree.Element("empty") if tree is None else tree


def children(element: Element, name: str) -> Iterator[Element]:
    """Give the children of that name, in whatever name space."""
    return (child for child in element if _name(child) == name)


def value(element: Element, name: str) -> str:
    """Give the text of the first child of that name on one line, empty where there is none."""
    found = next(children(element, name), None)
    return "" if found is None else squeezed("".join(map(str, found.itertext())))


def day_of(element: Element) -> str | None:
    """Give the ISO day, in Vietnam's civil time, by which an element dates a publication."""
    for name in _DATES:
        if stamp := value(element, name):
            return _day(stamp)
    return None


def _entries(tree: Element, url: str) -> Iterator[Entry]:
    for element in tree.iter():
        if _name(element) in {"item", "entry"}:
            address = resolved(_link(element), url)
            if address is not None:
                yield Entry(address, _plain(value(element, "title")), day_of(element))


def _link(element: Element) -> str:
    """Give the address of an entry: RSS writes it as text, Atom as an attribute."""
    for link in children(element, "link"):
        if link.get("rel", "alternate") == "alternate" and link.get("href"):
            return link.get("href") or ""
    return value(element, "link") or value(element, "guid")


def _plain(title: str) -> str:
    """Give a title without the markup that some feeds escape twice."""
    plain = re.sub(r"</?[a-zA-Z][^>]*>", "", title)
    if "&" in plain:
        from html import unescape  # noqa: PLC0415  (half a megabyte of entities, for few feeds)

        plain = unescape(plain)
    return squeezed(plain)


def _day(stamp: str) -> str | None:
    try:
        moment = parsedate_to_datetime(stamp)
    except ValueError:
        return stamps.found(stamp, _STAMP)
    if moment.tzinfo is not None:
        moment = moment.astimezone(stamps.VIETNAM)
    return moment.date().isoformat()


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
