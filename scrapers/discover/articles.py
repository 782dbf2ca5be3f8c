"""Where title and day stand on the articles of a site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers import stamps
from scrapers.discover import marks
from scrapers.discover.opened import Opened, fitting
from scrapers.parsed import text_of
from scrapers.selectors import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapers.selectors import Element

_MONTH = r"(?:\d{1,2}|một|giêng|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?|chạp)"
STAMPS = (
    re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"),
    re.compile(r"(?<!\d)\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}(?!\d)"),
    re.compile(
        rf"(?i)(?<!\d)\d{{1,2}}[\s-]*(?:tháng|thg\.?|th\.?)[\s-]*{_MONTH}[\s,-]+(?:năm\s+)?\d{{4}}(?!\d)"
    ),
    re.compile(rf"(?i)(?<!\w)(?:tháng|thg\.?|th\.?)\s*{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}(?!\d)"),
    re.compile(r"(?<!\d)\d{4}/\d{1,2}/\d{1,2}(?!\d)"),
)
_SAYS_DAY = re.compile(r"date|time|ngay|publish|post-?on|created|meta", re.IGNORECASE)
_POSTED = re.compile(
    r"(?i)(?:ngày\s+(?:đăng|cập\s+nhật|xuất\s+bản|gửi)|(?:đăng|cập\s+nhật|xuất\s+bản)\s+(?:lúc|ngày))"
    r"(?:\s+tin)?\s*:?\s*\d"
)
_HOLDS_DAY = (
    "time",
    "span",
    "div",
    "p",
    "em",
    "i",
    "small",
    "li",
    "td",
    "h5",
    "b",
    "font",
    "label",
)
_LONGEST_STAMP = 70
_SHORTEST_TITLE = 15


def title(opened: Sequence[Opened]) -> str | None:
    """Give the selector of the title, which the listing's row or the page's head tells.

    Where they tell none: of a heading that is another on each page.
    """
    css = fitting(opened, lambda one: one.titles())
    if css is None and len(opened) > 1:
        css = fitting(opened, lambda one: find(one.tree, "h1"))
        shown = {_shown(one, css) for one in opened} if css else set()
        if len(shown) < len(opened) or len(min(shown, key=len)) < _SHORTEST_TITLE:
            return None  # the portal's own name
    return css


def date(opened: Sequence[Opened], body: str) -> str | None:
    """Give the selector of the day of publication; the rows' days tell which of several it is.

    What stands in the body counts only if it is called a date there: a text is full of days.
    """
    told = [one.published for one in opened]
    css = fitting(opened, lambda one: _dates(one, body), by_place=any(told))
    if css is None:
        return None
    days = [_day(found) for one in opened for found in find(one.tree, css)]
    if any(told) and not any(day == said for day, said in zip(days, told, strict=True)):
        return None
    if len(opened) > 1 and len({_shown(one, css) for one in opened}) == 1 and len({*told}) != 1:
        return None  # a clock
    return css


def glued(opened: Sequence[Opened], title: str, date: str) -> str | None:
    """Give what finds the day inside the title's element, None where it does not stand there."""
    for one in opened:
        held, found = marks.alone(one.tree, title), marks.alone(one.tree, date)
        if held is None or found is None or found is held or not marks.within(found, [held]):
            return None
    return next(marks.own(found), str(found.tag)) if opened and found is not None else None


def is_stamp(text: str) -> bool:
    """Tell whether a piece of text is little more than a day."""
    return len(text) <= _LONGEST_STAMP and any(pattern.search(text) for pattern in STAMPS)


def _shown(one: Opened, css: str) -> str:
    found = marks.alone(one.tree, css)
    return "" if found is None else found.get("datetime") or text_of(found)


def _day(element: Element) -> str | None:
    stamp = element.get("datetime") or element.get("content") or text_of(element)
    return stamps.found(stamp, STAMPS) if len(stamp) <= _LONGEST_STAMP else None


def _dates(one: Opened, body: str) -> list[Element]:
    """Give the elements that show a day, the likeliest first: the row's, one so called."""
    held = find(one.tree, body) if body else []
    found = [
        element
        for element in one.tree.iter(*_HOLDS_DAY)
        if _day(element) is not None
        and not any(node.tag == "a" for node in marks.ancestors(element))
        and (_is_called_day(element) or not marks.within(element, held))
    ]
    place = {element: at for at, element in enumerate(one.tree.iter())}
    top = next((place[element] for element in one.titles()), 0)

    def rank(element: Element) -> tuple[bool, bool, int, int]:
        differs = one.published is not None and _day(element) != one.published
        far = abs(place[element] - top) // 5
        return differs, not _is_called_day(element), far, len(text_of(element))

    return sorted(found, key=rank)


def _is_called_day(element: Element) -> bool:
    named = " ".join(str(element.get(name) or "") for name in ("class", "id", "itemprop"))
    if element.tag == "time" or _SAYS_DAY.search(named):
        return True
    return _POSTED.match(text_of(element)) is not None
