"""A page of no declared site: what a generic reader makes of it."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import trafilatura

from extractors.text import normalise
from scrapers import stamps
from scrapers.blocks import lines
from scrapers.encoding import decoded
from scrapers.parsed import metadata, soup_of, stated_days, tree_of

if TYPE_CHECKING:
    from scrapers.selectors import Element

# The reader's own names of what it kept, and those that a browser knows.
_IN_HTML = {
    "head": "h2", "row": "tr", "cell": "td", "item": "li", "lb": "br", "quote": "blockquote",
    "hi": "span", "ref": "a", "del": "s",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """Title and text of a page, and the day that its head states; the body's days are nobody's."""

    title: str
    text: str
    published: str | None


def read(html: bytes, charset: str | None = None) -> Read | None:
    """Give what a page says besides its furniture, None where that is nothing.

    Tables keep their cells (parted by tabs) and lists their numbers, as on the pages of declared
    sites. `charset` is what an answer's header said.
    """
    source = decoded(html, charset)
    found = trafilatura.bare_extraction(
        source, include_comments=False, include_tables=True, favor_recall=True
    )
    body: Element | None = getattr(found, "body", None)
    text = "" if body is None else normalise("\n".join(lines(soup_of(_html(body)))))
    if not text.strip():
        return None
    stated = stated_days(metadata(tree_of(source)))
    days = (day for stamp in stated if (day := stamps.day(stamp)))
    return Read(normalise(getattr(found, "title", None) or ""), text, next(days, None))


def _html(body: Element) -> Element:
    """Give the reader's tree as HTML, so that one reading of lists and tables serves all pages."""
    tree = copy.deepcopy(body)
    for element in tree.iter():
        if element.tag == "list":
            element.tag = "ol" if element.get("rend") == "ol" else "ul"
        else:
            element.tag = _IN_HTML.get(element.tag, element.tag)
    return tree
