"""A page of no declared site, read by its CMS's rules, its own marks, or a generic reader."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import trafilatura

from extractors.text import normalise, plain
from scrapers import recognise, stamps
from scrapers import site as declarations
from scrapers.blocks import lines
from scrapers.discover import articles, bodies, marks
from scrapers.discover.opened import Opened, same_title
from scrapers.encoding import decoded
from scrapers.page import Blocked, NotOnPage, SoftNotFound, read_article
from scrapers.parsed import metadata, soup_of, stated_days, text_of, tree_of
from scrapers.selectors import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapers.notice import Notice
    from scrapers.selectors import Element

# The reader's own names of what it kept, and those that a browser knows.
_IN_HTML = {
    "head": "h2", "row": "tr", "cell": "td", "item": "li", "lb": "br", "quote": "blockquote",
    "hi": "span", "ref": "a", "del": "s",
}  # fmt: skip
_ALIKE = 0.6  # of the words of either reading stand in the other
_SHORTEST = 15  # letters of a title: a portal's sections have shorter names
_LONGEST = 400
_CALLED = re.compile(
    r"(?i)(?:^|[\s_-])(?:lbl)?(?:tieu-?_?de|ten-?_?(?:bai|tin)|(?:news|article|post|entry|detail|bv)"
    r"-?_?(?:title|tieude)|content-?heading|title-?_?(?:news|article|detail|post)|tieude)(?:$|[\s_-])"
)
_PARTS = re.compile(r"\s+[|»–-]\s+")
_NOWHERE = "http://localhost"  # where a saved page comes from that does not say it


@dataclass(frozen=True, slots=True)
class Read:
    """Title and text of a page, and the day that its head states; the body's days are nobody's."""

    title: str
    text: str
    published: str | None


def notice(html: bytes, url: str, charset: str | None = None) -> Notice | None:
    """Give the notice of a page of no declared site, None where it says nothing.

    By the rules of its CMS where the page shows both signals of one; else by what the page itself
    marks as title, text, day, author and files, if the generic reader finds the same text there;
    else what that reader gives. `published` never comes from the text: an element called a date
    beside the title (`selector`), or the head (`metadata`).
    """
    source = decoded(html, charset)
    found = read(html, charset)
    for rules in _rules(source, url, found):
        notice = _by_rules(rules, html, url, charset)
        known = rules["family"] != declarations.GENERIC
        if notice is not None and (known or found is None or _alike(notice.text, found.text)):
            return notice
    if found is None:
        return None
    bare = _site(
        {"family": declarations.GENERIC, "article": {"title": "html", "body": "html"}}, url
    )
    whole = _by_site(bare, html, url, charset)
    if whole is None:
        return None
    origin = "metadata" if found.published else None
    return replace(
        whole, title=found.title, text=found.text, published=found.published,
        published_from=origin, author=None, attachments=(),
    )  # fmt: skip


def read(html: bytes, charset: str | None = None) -> Read | None:
    """Give what the generic reader takes from a page besides its furniture, None where nothing.

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
    tree = tree_of(source)
    stated = stated_days(metadata(tree))
    days = (day for stamp in stated if (day := stamps.day(stamp)))
    return Read(_title(tree), text, next(days, None))


def _title(tree: Element) -> str:
    """Give the title that a page's head states, less the portal's name; else its one heading.

    >>> page = "<title>Kế hoạch kiểm tra năm 2024 - Sở Nội vụ</title><h1>Sở Nội vụ</h1>"
    >>> _title(tree_of(page))
    'Kế hoạch kiểm tra năm 2024'
    """
    called, alone = _called_title(tree), _one_heading(tree)
    headings = [text_of(one) for one in find(tree, "h1, h2, [itemprop=headline]")]
    told = [metadata(tree).get("og:title", ""), *(text_of(one) for one in find(tree, "title")[:1])]
    for said in filter(None, told):
        shown = [text for text in headings if len(text) > _SHORTEST and said.startswith(text)]
        part = max(_PARTS.split(said), key=len).strip()
        if called is not None and not shown and not same_title(called, part):
            return called  # the head says whose portal it is
        heads = recognise.is_portal(part) and len(alone) > len(part)
        if shown or (len(part) > _SHORTEST and not heads):
            return normalise(shown[0] if shown else part)
    return normalise(alone)


def _one_heading(tree: Element) -> str:
    """Give the text of the one heading of the highest kind that a page has."""
    for kind in ("h1", "h2"):
        if found := [text_of(one) for one in find(tree, kind)]:
            return found[0] if len(found) == 1 else ""
    return ""


def _called_title(tree: Element) -> str | None:
    """Give the text of the one element that its own name calls the title, None where none is."""
    named = [
        text
        for one in tree.iter("div", "p", "span", "td", "h1", "h2", "h3", "h4", "strong")
        if _CALLED.search(f"{one.get('class') or ''} {one.get('id') or ''}")
        and _SHORTEST < len(text := text_of(one)) < _LONGEST
        and not find(one, "a, li, table")
        and not any(node.tag in {"a", "li"} for node in marks.ancestors(one))
    ]
    found = list(dict.fromkeys(named))
    return normalise(found[0]) if len(found) == 1 else None


def _rules(source: str, url: str, found: Read | None) -> Iterator[dict[str, Any]]:
    """Give the rules that may read a page: its family's, then those that it shows itself."""
    families = recognise.families_of(f"{source}\n{url}")
    if len(families) == 1:
        yield {"family": families[0]}
    one = Opened(url, source, found.title if found else _title(tree_of(source)), None)
    title, body = articles.title([one]), bodies.body([one])
    if title and body:
        date = articles.date([one], body)
        inside = articles.glued([one], title, date) if date else None
        yield {
            "family": declarations.GENERIC,
            "article": {
                "title": [title],
                "title_drop": [inside] if inside else [],
                "body": [body],
                "date": [date] if date else [],
                "drop": [date] if date else [],
                "author": list(bodies.authors([one], body)),
                "attach": list(bodies.attachments([one], title, body)),
            },
        }


def _by_rules(rules: dict[str, Any], html: bytes, url: str, charset: str | None) -> Notice | None:
    return _by_site(_site(rules, url), html, url, charset)


def _by_site(site: declarations.Site, html: bytes, url: str, charset: str | None) -> Notice | None:
    try:
        return read_article(site, html, url, charset=charset)
    except (NotOnPage, SoftNotFound, Blocked):
        return None


def _site(rules: dict[str, Any], url: str) -> declarations.Site:
    """Give a site that is only this page's."""
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else _NOWHERE
    own: dict[str, Any] = {
        "name": "local", "title": "", "origin": home, "province": "", "kind": "office",
        "rights": "official", "evidence": "", "listings": [{"url": "/", "category": ""}],
    }  # fmt: skip
    if rules["family"] == declarations.GENERIC:
        own |= {"identity_patterns": ["(?!)"], "listing": {"item": "li"}}
    return declarations.declared(own | rules, Path("local.toml"))


def _alike(ours: str, theirs: str) -> bool:
    """Tell whether two readings of a page are of the same text."""
    one, other = set(plain(ours).split()), set(plain(theirs).split())
    return len(one & other) >= _ALIKE * max(1, min(len(one), len(other)))


def _html(body: Element) -> Element:
    """Give the reader's tree as HTML, so that one reading of lists and tables serves all pages."""
    tree = copy.deepcopy(body)
    for element in tree.iter():
        if element.tag == "list":
            element.tag = "ol" if element.get("rend") == "ol" else "ul"
        else:
            element.tag = _IN_HTML.get(element.tag, element.tag)
    return tree
