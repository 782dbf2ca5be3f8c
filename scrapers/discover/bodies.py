"""Where the text stands on the articles of a site, what is to be dropped from it, and its files."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

from scrapers.addresses import is_download, is_file, resolved
from scrapers.discover import marks
from scrapers.discover.articles import is_stamp
from scrapers.discover.opened import Opened, fitting, pieces, same_title
from scrapers.parsed import text_of
from scrapers.selectors import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from scrapers.selectors import Element

_NO_BODY = frozenset(
    {"a", "b", "em", "font", "i", "li", "p", "small", "span", "strong", "tbody", "tr", "u"}
)
_INSIDE = 0.9  # of a page's own text lies in one child: the body is in there
_AROUND = 1.5  # times as much text as its own, furniture and links included
_ALLOWED = 400  # and so many letters more, for a body that is a line long
_PARTS = ("div", "ul", "table", "section", "span", "aside")
_FILE_MARKS = (
    ".pdf", ".PDF", ".doc", ".DOC", ".xls", ".XLS", ".zip", ".rar", "download=", "/Attachments/",
    "LinkClick.aspx?",
)  # fmt: skip
_LONGEST_NAME = 60
_OFFERS = re.compile(
    r"(?i)(?:tải\s+(?:về|xuống|tệp|file)|download|(?:tệp|file|tài\s+liệu)\s+đính\s+kèm)"
    r"(?:\s+(?:tại\s+đây|văn\s+bản|tệp|file))?"
)
_RIGHT = (".text-right", ".text-end", ".text-align-right", ".align-right", ".has-text-align-right")
_CALLED_AUTHOR = re.compile(
    r"(?i)(?:^|[\s_-])(?:author|tac-?_?gia|but-?_?danh|byline|nguoi-?_?viet|nguon(?:-?_?tin)?)(?:$|[\s_-])"
)
_LONGEST_FURNITURE = 200
_LINKS = 0.6  # of the text of a list of other articles


def body(opened: Sequence[Opened], listing: Element | None = None) -> str | None:
    """Give the selector of the smallest element with nearly all that no other page says."""
    texts = [{text for _, text in pieces(one.tree)} for one in opened]
    known = {text for text, count in Counter(t for one in texts for t in one).items() if count > 1}
    if listing is not None:
        known |= {text for _, text in pieces(listing)}
    for way in (_names, marks.styled, marks.placed):
        if css := fitting(opened, partial(_bodies, known=known, names=way)):
            return css
    return None


def attachments(opened: Sequence[Opened], title: str, body: str) -> tuple[str, ...]:
    """Give selectors of the links to files in the element around title and body: no menu's."""
    around = list(dict.fromkeys(_around(opened, title, body)))
    css = next((css for css in around if _has_own_files(opened, css)), None)
    if css is None:
        return _named(opened, around[0] if around else "body")
    marked = tuple(f"{css} a[href*='{mark}']" for mark in _FILE_MARKS)
    handed = [a for one in opened for a in find(one.tree, f"{css} a[href]") if _is_handed(a, one)]
    starts = marks.by_address(handed) if handed else None
    return (*marked, *([f"{css} {starts}"] if starts else []), *_named(opened, css))


def _around(opened: Sequence[Opened], title: str, body: str) -> Iterator[str]:
    """Give selectors of the elements around title and body, the nearest first; the page last."""
    for one in opened:
        held, head = marks.alone(one.tree, body), marks.alone(one.tree, title)
        around = set(marks.ancestors(head)) if head is not None else set()
        for node in marks.ancestors(held) if held is not None else ():
            if node not in around or node.tag in {"body", "html", "form"}:
                continue
            named = (css for css in marks.of(node))
            yield from (
                css for css in named if all(_holds(page, css, (title, body)) for page in opened)
            )
    yield "body"


def _has_own_files(opened: Sequence[Opened], css: str) -> bool:
    """Tell whether an element links to files, and to none that every page links to."""
    linked = [
        {
            address
            for a in find(one.tree, f"{css} a[href]")
            if is_download(address := resolved(a.get("href") or "", one.url) or "")
        }
        for one in opened
    ]
    if len(opened) == 1:
        return bool(linked[0]) and css != "body"
    return any(linked) and not set.intersection(*linked)


def _named(opened: Sequence[Opened], around: str) -> tuple[str, ...]:
    """Give selectors of links inside an element whose text is a file's name, whatever they lead to.

    By what holds them, else by what their addresses begin with.
    """
    pages = [find(one.tree, f"{around} a[href]") for one in opened]
    named = [[a for a in links if _is_named(a)] for links in pages]
    starts = marks.by_address(list(chain(*named)))
    for a in (links[0] for links in named if links):
        parts = (css for css in marks.of(a) if css[0] in ".#" or "." in css)
        for css in (*parts, *([starts] if starts else [])):
            found = [find(one.tree, f"{around} {css}") for one in opened]
            if sum(map(len, found)) >= sum(map(len, named)) and all(map(_is_named, chain(*found))):
                return (f"{around} {css}",)
    return ()


def _is_handed(link: Element, one: Opened) -> bool:
    """Tell whether a link leads to what hands files out, with no file's ending in its address."""
    href = link.get("href") or ""
    return is_download(resolved(href, one.url) or "") and not any(m in href for m in _FILE_MARKS)


def _is_named(link: Element) -> bool:
    said = text_of(link)
    return is_file(f"http://x/{said}") or _OFFERS.fullmatch(said) is not None


def authors(opened: Sequence[Opened], body: str) -> tuple[str, ...]:
    """Give selectors of the author's name in the body: so called, to the right, or in bold."""
    ways = ("[style*='text-align:right']", "[style*='text-align: right']", "[align=right]", *_RIGHT)
    right = [f"{body} {tag}{way}" for tag in ("p", "div") for way in ways]
    called = (
        f"{body} {css}"
        for one in opened
        for held in find(one.tree, body)
        for part in held.iter("div", "p", "span", "strong", "em", "b")
        if _CALLED_AUTHOR.search(f"{part.get('class') or ''} {part.get('id') or ''}")
        for css in islice(marks.own(part), 1)
    )
    names = [f"{css} {tag}" for css in right for tag in ("strong", "b", "em", "i")] + right
    names += [f"{body} > p:last-of-type > {tag}" for tag in ("b", "strong")]
    return tuple(css for css in dict.fromkeys([*called, *names]) if _is_name(opened, css))


def furniture(
    opened: Sequence[Opened], body: str, is_article: Callable[[str], bool]
) -> tuple[str, ...]:
    """Give what is to be dropped from the body: lists of other articles, what all pages repeat."""
    found: dict[str, None] = {}
    for one in opened:
        held = marks.alone(one.tree, body)
        gone: set[Element] = set()
        for part in () if held is None else held.iter(*_PARTS):
            if part is held or any(node in gone for node in marks.ancestors(part)):
                continue
            css = next((css for css in marks.of(part) if css[0] in ".#"), None)
            if css is not None and (
                _is_list(one, part, is_article) or _is_repeated(opened, f"{body} {css}")
            ):
                gone.add(part)
                found[css] = None
    return tuple(found)


def _bodies(
    one: Opened, known: set[str], names: Callable[[Element], Iterator[str]]
) -> list[Element]:
    """Give the element with the page's own text, and those around it that hold little more."""
    weight = _weights(one, known)
    node = next(iter(find(one.tree, "body")), None)
    if node is None or not weight[node]:
        return []
    while len(node):
        heaviest = max(node, key=lambda child: weight[child])
        if weight[heaviest] < _INSIDE * weight[node]:
            break
        node = heaviest
    most = _AROUND * weight[node] + _ALLOWED
    held = takewhile(
        lambda element: element.tag not in {"body", "html"} and len(text_of(element)) <= most,
        (node, *marks.ancestors(node)),
    )
    return [
        element
        for element in held
        if element.tag in {"article", "main"} or (_may_hold(element) and next(names(element), None))
    ]


def _may_hold(element: Element) -> bool:
    """Tell whether an element is of a kind that holds a text: a span (of WebForms) with blocks."""
    return element.tag not in _NO_BODY or (
        element.tag in {"font", "span"} and find(element, "p, div, table") != []
    )


def _names(element: Element) -> Iterator[str]:
    yield from marks.own(element)
    yield from marks.passing(element)


def _weights(one: Opened, known: set[str]) -> Counter[Element]:
    """Give how many letters of the page's own text each element holds.

    Links are not counted, nor what other pages say, nor the title or a stamp.
    """
    said = one.witnesses()
    weight: Counter[Element] = Counter()
    for holder, text in pieces(one.tree):
        around = [holder, *marks.ancestors(holder)]
        if (
            text in known
            or is_stamp(text)
            or any(node.tag == "a" for node in around)
            or any(same_title(text, title) for title in said)
        ):
            continue
        for node in around:
            weight[node] += len(text)
    return weight


def _is_name(opened: Sequence[Opened], css: str) -> bool:
    """Tell whether what a selector finds last is a name wherever it finds anything."""
    last = [text_of(found[-1]) for one in opened if (found := find(one.tree, css))]
    said = [text for text in last if text]
    return bool(said) and all(
        2 <= len(text) <= _LONGEST_NAME and not is_stamp(text) for text in said
    )


def _holds(one: Opened, css: str, inner: Sequence[str]) -> bool:
    around = marks.alone(one.tree, css)
    held = [marks.alone(one.tree, part) for part in inner]
    return around is not None and all(
        part is not None and marks.within(part, [around]) for part in held
    )


def _is_list(one: Opened, part: Element, is_article: Callable[[str], bool]) -> bool:
    """Tell whether a part of the body is a list of other articles."""
    links = [a for a in find(part, "a[href]") if text_of(a)]
    other = [a for a in links if is_article(resolved(a.get("href") or "", one.url) or "")]
    return len(other) > 1 and sum(len(text_of(a)) for a in other) >= _LINKS * len(text_of(part))


def _is_repeated(opened: Sequence[Opened], css: str) -> bool:
    """Tell whether every page has this part in its body, its numbers aside."""
    parts = [marks.alone(one.tree, css) for one in opened]
    said = {re.sub(r"\d+", "0", text_of(part)) for part in parts if part is not None}
    alike = len(said) == 1 and None not in parts and len(parts) > 1
    return alike and 0 < len(min(said)) <= _LONGEST_FURNITURE
