"""What a page's body carries besides its text, taken out before the body is read."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING

from scrapers.selectors import Element, NotPlainError, checked, compiled

if TYPE_CHECKING:
    from lxml import etree


_ALIKE = re.compile(r":(?:has|not)\([\w.#-]+\)")


def without(body: Element, drop: tuple[str, ...]) -> tuple[Element, tuple[str, ...]]:
    """Give the body without what plain CSS of `drop` finds in it, and the selectors left to do.

    lxml takes some forty selectors out in a hundredth of the time that soupsieve needs. The page's
    own tree stays as it is.

    >>> from lxml import html
    >>> page = html.fromstring("<div>Kế hoạch <nav>Trang chủ</nav>số 19<p>a</p></div>")
    >>> found, rest = without(page, ("nav", "p:first-child"))
    >>> html.tostring(found, encoding="unicode"), rest
    ('<div>Kế hoạch số 19<p>a</p></div>', ('p:first-child',))
    """
    finder, rest = _parted(drop)
    if finder is None:
        return body, rest
    own = deepcopy(body)
    own.tail = None
    found = finder(own)
    for part in found if isinstance(found, list) else ():
        if isinstance(part, Element) and part is not own:
            _take_out(part)
    return own, rest


@cache
def _parted(drop: tuple[str, ...]) -> tuple[etree.XPath | None, tuple[str, ...]]:
    """Give what finds all plain ones at once, and those that only soupsieve understands."""
    plain: list[str] = []
    rest: list[str] = []
    for selector in drop:
        (plain if is_plain(selector) else rest).append(selector)
    return (compiled(", ".join(plain)) if plain else None), tuple(rest)


@cache
def is_plain(selector: str) -> bool:
    """Tell whether lxml and soupsieve find the same by a selector.

    >>> is_plain("a.ten"), is_plain("li:has(.gio):not(.an)"), is_plain("a:first-child")
    (True, True, False)
    """
    if ":" in _ALIKE.sub("", selector):  # of other pseudo-classes the two need not think alike
        return False
    try:
        checked(selector)
    except NotPlainError:
        return False
    return True


def _take_out(part: Element) -> None:
    """Remove an element, and leave the text behind it."""
    parent, before = part.getparent(), part.getprevious()
    if parent is None:
        return
    if part.tail:
        if before is None:
            parent.text = (parent.text or "") + part.tail
        else:
            before.tail = (before.tail or "") + part.tail
    parent.remove(part)
