"""What a page's body carries besides its text, taken out before the body is read."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import cast

from lxml import etree

from scrapers.selectors import Element, NotPlainError, checked, compiled

_TAG = re.compile(r"[a-z][a-z0-9]*")
_CLASS = re.compile(r"\.[A-Za-z][\w-]*", re.ASCII)
_CLASSED = etree.XPath("descendant-or-self::*/@class/..", regexp=False)
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
    parted = _parted(drop)
    if parted.finds_nothing:
        return body, parted.rest
    own = deepcopy(body)
    own.tail = None
    for part in parted.found(own):
        if part is not own:
            _take_out(part)
    return own, parted.rest


@dataclass(frozen=True, slots=True)
class _Parted:
    """Selectors by how they are looked for: the most of them name a tag or a class.

    `rest` are those that only soupsieve understands.
    """

    tags: tuple[str, ...]
    classes: frozenset[str]
    others: etree.XPath | None
    rest: tuple[str, ...]

    @property
    def finds_nothing(self) -> bool:
        return not (self.tags or self.classes or self.others)

    def found(self, body: Element) -> list[Element]:
        """Give the elements that all but `rest` find."""
        found = list(body.iter(*self.tags)) if self.tags else []
        if self.classes:
            classed = cast("list[Element]", _CLASSED(body))
            found += [
                one
                for one in classed
                if not self.classes.isdisjoint((one.get("class") or "").split())
            ]
        if self.others is not None:
            found += cast("list[Element]", self.others(body))
        return found


@cache
def _parted(drop: tuple[str, ...]) -> _Parted:
    rest = tuple(selector for selector in drop if not is_plain(selector))
    plain = [selector.strip() for selector in drop if is_plain(selector)]
    tags = tuple(one for one in plain if _TAG.fullmatch(one))
    classes = frozenset(one[1:] for one in plain if _CLASS.fullmatch(one))
    others = [one for one in plain if not (_TAG.fullmatch(one) or _CLASS.fullmatch(one))]
    return _Parted(tags, classes, compiled(", ".join(others)) if others else None, rest)


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
