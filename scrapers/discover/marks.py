"""An element's selectors: the plain CSS by which it is found again on other pages of a site."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from scrapers.selectors import NotPlainError, find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scrapers.selectors import Element

_NAME = re.compile(r"[A-Za-z_][\w-]*")
# Numbers of modules, posts and web parts, and hashes of build tools, change from page to page.
_PASSING = re.compile(r"\d{3,}|[0-9a-f]{8}|_ctl\d|_g_|INSTANCE|[a-z]+\d+[a-z]+\d", re.IGNORECASE)
# What a theme says of a row's place or state, not of its kind.
_STATE = re.compile(
    r"(?:active|current|selected|first|last|odd|even|row\d*|item-?\d+|col(?:-\w+)*|clearfix"
    r"|container(?:-\w+)?|m[tblrxy]?-\d|p[tblrxy]?-\d|d-\w+|text-\w+|pull-\w+|hidden|visible)"
)
_ANCESTORS = 6
_SHORTEST_START = 4  # letters that addresses of one list share
_QUOTABLE = re.compile(r"[\w/.?&=%:+~-]+")
_TEXT_TAGS = frozenset({"article", "h1", "h2", "h3", "h4", "main", "time"})
_AREAS = frozenset({"article", "header", "main", "section"})


def of(element: Element) -> Iterator[str]:
    """Give selectors that may find an element, the plainest and most lasting first.

    >>> from lxml import html
    >>> page = html.fromstring('<div id="tin"><h1 class="ten active">Kế hoạch</h1></div>')
    >>> list(of(page[0]))[:3]
    ['h1.ten', '.ten', '#tin h1.ten']
    """
    names = list(own(element))
    yield from names
    above = list(_above(element))
    steps = [*names, str(element.tag)]
    for around in above:
        for step in steps:
            yield f"{around} {step}"
    parent = element.getparent()
    if parent is not None:
        for around in own(parent):
            yield f"{around} > {element.tag}"
    if element.tag in _TEXT_TAGS:
        yield str(element.tag)
    for one in styled(element):
        yield one
        yield from (f"{around} {one}" for around in above)


def alone(page: Element, css: str) -> Element | None:
    """Give the one element that a selector finds, None where it finds none or several."""
    try:
        found = find(page, css)
    except NotPlainError:
        return None
    return found[0] if len(found) == 1 else None


def classes(element: Element) -> tuple[str, ...]:
    """Give an element's classes that say what it is."""
    return tuple(
        name
        for name in (element.get("class") or "").split()
        if _NAME.fullmatch(name) and not _PASSING.search(name) and not _STATE.fullmatch(name)
    )


def path(element: Element, depth: int = 5) -> tuple[str, ...]:
    """Give an element's place by tags and classes: rows of one list have the same."""
    steps: list[str] = []
    node: Element | None = element
    while node is not None and isinstance(node.tag, str) and len(steps) < depth:
        steps.append(".".join([node.tag, *classes(node)[:1]]))
        node = node.getparent()
    return tuple(steps)


def ancestors(element: Element) -> Iterator[Element]:
    """Give the elements around an element, the nearest first."""
    node = element.getparent()
    while node is not None:
        yield node
        node = node.getparent()


def within(element: Element, others: Iterable[Element]) -> bool:
    """Tell whether an element is one of others, or inside one."""
    kept = set(others)
    return element in kept or any(above in kept for above in ancestors(element))


def own(element: Element) -> Iterator[str]:
    """Give the selectors that need nothing but the element itself."""
    name = element.get("id") or ""
    if _NAME.fullmatch(name) and not _PASSING.search(name):
        yield f"#{name}"
    if (kind := element.get("itemprop") or "") and _NAME.fullmatch(kind):
        yield f"{element.tag}[itemprop={kind}]"
    for one in classes(element):
        yield f"{element.tag}.{one}"
        yield f".{one}"
    if both := classes(element)[1:]:
        yield f".{classes(element)[0]}.{both[0]}"
    tail = name.rpartition("_")[2]
    if _PASSING.search(name) and re.fullmatch(r"[A-Za-z][A-Za-z-]{3,}\d?", tail):
        yield f"[id$=_{tail}]"


def passing(element: Element) -> Iterator[str]:
    """Give selectors by names that a build tool made: they hold until the portal is built anew."""
    for name in (element.get("class") or "").split():
        if _NAME.fullmatch(name) and _PASSING.search(name):
            yield f"{element.tag}.{name}"


def placed(element: Element) -> Iterator[str]:
    """Give the selector by an element's place: what is left where nothing has a name or a look.

    >>> from lxml import html
    >>> page = html.fromstring("<body><table><tr><td>a</td><td>b</td></tr></table></body>")
    >>> list(placed(page.xpath("//td")[1]))
    ['body > table:nth-of-type(1) > tr:nth-of-type(1) > td:nth-of-type(2)']
    """
    steps: list[str] = []
    for node in (element, *ancestors(element)):
        name = (
            next((css for css in own(node) if css[0] == "#"), None) if node is not element else None
        )
        if name or node.tag in {"body", "html"}:
            steps.append(name or str(node.tag))
            break
        before = sum(1 for _ in node.itersiblings(str(node.tag), preceding=True))
        steps.append(f"{node.tag}:nth-of-type({before + 1})")
    if len(steps) > 1:
        yield " > ".join(reversed(steps))


def by_address(links: Sequence[Element]) -> str | None:
    """Give the selector of links by what all their addresses begin with, None where that is little.

    Up to a name of a parameter or a folder: on pages that give nothing a class, nothing else parts
    the rows from the menu.

    >>> from lxml import html
    >>> page = html.fromstring("<p><a href='/xem?muc=7&id=4'>A</a> <a href='/xem?muc=7&id=5'>B</a>")
    >>> by_address(list(page))
    "a[href^='/xem?muc=7&id=']"
    """
    hrefs = [link.get("href") or "" for link in links]
    first, last = min(hrefs, default=""), max(hrefs, default="")
    start = "".join(
        a for a, b in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    )
    start = start[: max(start.rfind("/"), start.rfind("="), start.rfind("?")) + 1]
    if len(start) < _SHORTEST_START or not _QUOTABLE.fullmatch(start):
        return None
    return f"a[href^='{start}']"


def styled(element: Element) -> Iterator[str]:
    """Give selectors by how an element is laid out or its letters look, where nothing has a name.

    >>> from lxml import html
    >>> page = html.fromstring("<table><tr><td align='justify' width='60%'>Tin</td></tr></table>")
    >>> list(styled(page[0][0]))
    ["td[align='justify']", "td[width='60%']", "td[align='justify'][width='60%']"]
    """
    if element.tag == "font":
        for name in ("size", "color", "class"):
            if re.fullmatch(r"[\w#+-]+", said := element.get(name) or ""):
                yield f"font[{name}='{said}']"
    size = re.search(r"font-size\s*:\s*(\d+p[xt])", element.get("style") or "")
    if size is not None:
        yield f"{element.tag}[style*='{size[1]}']"
    laid = [
        f"[{name}='{said}']"
        for name in ("align", "valign", "width", "colspan", "bgcolor", "face")
        if re.fullmatch(r"[\w#%., -]+", said := element.get(name) or "")
    ]
    yield from (f"{element.tag}{one}" for one in laid)
    if len(laid) > 1:
        yield f"{element.tag}{''.join(laid)}"


def _above(element: Element) -> Iterator[str]:
    near = [node for _, node in zip(range(_ANCESTORS), ancestors(element), strict=False)]
    for node in near:
        yield from own(node)
    yield from (str(node.tag) for node in near if node.tag in _AREAS)
