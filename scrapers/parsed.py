"""A page as it was parsed: what selectors find on it, what it links to, what its head says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from lxml import etree

from scrapers import selectors
from scrapers.addresses import resolved
from scrapers.blocks import squeezed
from scrapers.encoding import decoded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bs4 import Tag

    from scrapers.selectors import Element
    from scrapers.site import Site


class NotOnPage(Exception):  # noqa: N818  (the design's name: it says what happened)
    """A declared selector did not find exactly one element: the page or the site has changed."""

    def __init__(self, site: str, field: str, selector: str) -> None:
        super().__init__(f"{site}: {field}: {selector!r} is not on the page exactly once")
        self.site, self.field, self.selector = site, field, selector


class DrawnByScript(NotOnPage):
    """The page is an empty shell that a script fills: only the answers it asks for can be read."""

    def __init__(self, site: str) -> None:
        super().__init__(site, "api", "(a page that a script draws: declare its JSON answers)")


class SoftNotFound(Exception):  # noqa: N818
    """The page answers 200 and says that there is nothing here."""


class Blocked(Exception):  # noqa: N818
    """A gate or firewall answered in the site's place; the text says by which mark."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a site: its declared address, its text, and the tree of its elements."""

    site: Site
    url: str
    text: str
    tree: Element
    base: str  # what its links are relative to
    from_api: bool = False  # made of a JSON answer

    def find(self, css: str) -> list[Element]:
        """Give the elements that a plain selector finds."""
        return selectors.find(self.tree, css)

    def one(self, field: str, fallbacks: Iterable[str]) -> Element:
        """Give the element of the first selector that finds any; it must find exactly one."""
        tried = ""
        for css in fallbacks:
            tried = css
            found = self.find(css)
            if len(found) == 1:
                return found[0]
            if found:
                break
        raise NotOnPage(self.site.name, field, tried)

    def address(self, href: str) -> str | None:
        """Give the declared address of a link, None where it leads to no page."""
        target = resolved(href, self.base)
        return self.site.declared_url(target) if target else None

    def explain(self) -> None:
        """Raise what the page itself says of why there is nothing on it."""
        for pattern in self.site.blocked:
            if pattern.search(self.text):
                raise Blocked(f"{self.site.name}: {pattern.pattern}")
        for pattern in self.site.soft_404:
            if pattern.search(self.text):
                raise SoftNotFound(f"{self.site.name}: {pattern.pattern}")
        if self.find("script[type=module]") and len(_visible(self.tree)) < 200:
            raise DrawnByScript(self.site.name)


def _visible(tree: Element) -> str:
    """Give the text of a page that stands there without a script."""
    silent = "self::script or self::style or self::noscript or self::title"
    parts = tree.xpath(f"//text()[not(ancestor::*[{silent}])]")
    return squeezed("".join(str(part) for part in cast("list[object]", parts)))


def metadata(tree: Element) -> dict[str, str]:
    """Give what a page says of itself: Open Graph, schema.org; the first of a name.

    A `datePublished` on the page itself counts if there is one only: lists of other notices carry
    theirs, too.
    """
    said: dict[str, str] = {}
    for tag in selectors.find(tree, "meta[property][content], meta[itemprop][content]"):
        name = tag.get("property") or tag.get("itemprop") or ""
        said.setdefault(name, squeezed(tag.get("content") or ""))
    marked = selectors.find(tree, "[itemprop=datePublished]:not(meta)")
    if len(marked) == 1:
        stamp = marked[0].get("content") or marked[0].get("datetime") or text_of(marked[0])
        said.setdefault("datePublished", stamp)
    scripts = selectors.find(tree, 'script[type="application/ld+json"]')
    linked = [entry for script in scripts for entry in _linked(script.text or "")]
    for entry in sorted(linked, key=lambda entry: "Article" not in str(entry.get("@type"))):
        if isinstance(entry.get("datePublished"), str):
            said.setdefault("datePublished", str(entry["datePublished"]))
    return said


def stated_days(said: dict[str, str]) -> tuple[str, ...]:
    """Give the stamps by which the head dates the publication, the most telling first."""
    names = ("article:published_time", "datePublished")
    return tuple(said[name] for name in names if said.get(name))


def _linked(source: str) -> list[dict[str, object]]:
    """Give the entries of a script of linked data, none where it is broken."""
    try:
        linked = json.loads(source)
    except (ValueError, RecursionError):
        return []
    if isinstance(linked, dict) and isinstance(linked.get("@graph"), list):
        linked = linked["@graph"]
    entries = linked if isinstance(linked, list) else [linked]
    return [entry for entry in entries if isinstance(entry, dict)]


def parse(site: Site, html: bytes, url: str, charset: str | None) -> Page:
    """Give the page of an answer's bytes; `url` is where it was asked for."""
    return page_of(site, decoded(html, charset), url)


def page_of(site: Site, text: str, url: str, *, shown: str | None = None) -> Page:
    """Give the page of an answer's text; `shown` is the markup where the answer is none itself."""
    tree = tree_of(text if shown is None else shown)
    url = site.declared_url(url)
    declared = next((one for one in tree.iter("base") if one.get("href") is not None), None)
    base = resolved(declared.get("href") or "", url) if declared is not None else None
    return Page(site, url, text, tree, base or url, from_api=shown is not None)


def tree_of(text: str) -> Element:
    """Give the tree of a page's text, an empty one where there is nothing on it."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    tree = etree.fromstring((text.strip() or "<html></html>").encode(), parser)
    return etree.Element("html") if tree is None else tree  # nothing but a comment


def text_of(element: Element) -> str:
    """Give an element's text on one line."""
    return squeezed("".join(cast("Iterable[str]", element.itertext())))


def soup_of(element: Element) -> Tag:
    """Give one element to BeautifulSoup: a whole page costs it ten times as much."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  (5 MB that a crawl seldom needs)

    source = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return BeautifulSoup(source, "lxml")
