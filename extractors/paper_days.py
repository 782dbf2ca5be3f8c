"""Days in the forms of papers and of page software: "18.5", "28- 8", ISO, "10 Feb 2025"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.days import YEAR
from extractors.words import Cue, Figures
from extractors.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.words import Words

_SINCE_BEFORE = re.compile(r"(?<!\w)từ\s{1,3}\Z")
# "ngày 18.5", "sáng 9.11": a dot, where nothing makes a decimal of it.
_DOTTED = Cue(
    r"(?<!\w)(?:ngày(?<!mỗi ....)(?<!một ....)(?<!số ....)(?<!quân ....)(?<!bình ....)"
    r"|sáng|chiều|tối|đêm)\s{1,2}"
    r"(?:((?:[0-2]?[1-9]|[123]0|31))\s?(?:-|đến|tới|và)\s?)?"  # "từ ngày 12 - 14.11"
    r"((?:[0-2]?[1-9]|[123]0|31)\.(?:1[0-2]|0?[1-9]))(?![0-9.]|,[0-9])"
    r"(?=\s{0,2}(?:[,;:)\n-]|\.(?:\s|\Z)|\Z)|\s{1,2}(?:đến|tới|và|tại|của|vừa|này|năm|ở|do|là|trên|qua|trong|với|để|về|theo"
    r"|khi|ông|bà|đã|sẽ|đoàn|ubnd|hđnd|sở|tổng|thủ|phó|chủ|các|có|được|đồng\s+chí)(?!\w))",
    ("ngày", "sáng", "chiều", "tối", "đêm"),
)
_DOTTED_TO = re.compile(
    r"\s{1,2}(?:-|đến(?:\s+hết)?|tới)\s{1,2}(?:ngày\s{1,2})?((?:[0-2]?[1-9]|[123]0|31)\.(?:1[0-2]|0?[1-9]))(?![0-9]|[.,][0-9])"
)
_ISO = Cue(
    r"((?:1(?<![\w/.,-].)9|2(?<![\w/.,-].)0)[0-9]{2})-([0-9]{2})-([0-9]{2})"
    r"(?:t[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:z|[+-][0-9]{2}:?[0-9]{2})?)?"
    r"(?![\w/-]|\.[0-9])",
    figures=Figures(least=4, most=4, behind="-"),
)
# "Chiều 28- 8": a space on one side of the hyphen.
_SPACED = Cue(
    r"(?<!\w)(?:ngày|sáng|trưa|chiều|tối|đêm)\s{1,2}([0-2]?[0-9]|3[01])-\s(1[0-2]|0?[1-9])(?:-\s?((?:19|20)[0-9]{2}))?"
    r"(?![0-9/-]|[.,][0-9]|\s{0,3}(?:/|tháng|-|%|giờ|năm))",
    ("ngày", "sáng", "trưa", "chiều", "tối", "đêm"),
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = Cue(
    rf"(?<!\w)({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?,?\s{{1,3}}({YEAR})",
    [
        *("january", "february", "march", "april", "june", "july", "august", "september"),
        *("october", "november", "december", "sept", *_MONTHS),
    ],
)
_FIGURE_BEFORE = re.compile(r"(?<![\w/.])([0-9]{1,2})\s{1,3}\Z")


def find(words: Words) -> Iterator[Written]:
    """Give such days of a folded text; not in order.

    >>> from extractors.words import Words
    >>> [w.interval(2024) for w in find(Words("sáng 18.5 và chiều 28- 8"))]
    [('2024-05-18', '2024-05-18'), ('2024-08-28', '2024-08-28')]
    """
    yield from _dotted(words)
    for m in _SPACED.matches(words):
        month_day = (int(m[2]), int(m[1]))
        start = m.start() if words.folded.startswith("ngày", m.start()) else m.start(1)
        yield Written(start, m.end(), "day", month_day, month_day, int(m[3]) if m[3] else None)
    for m in _ISO.matches(words):
        month_day = (int(m[2]), int(m[3]))
        yield Written(m.start(), m.end(), "day", month_day, month_day, int(m[1]))
    yield from _english(words)


def _dotted(words: Words) -> Iterator[Written]:
    """Days and months with a dot: "từ ngày 18.5 đến ngày 21.5"."""
    folded = words.folded
    for m in _DOTTED.matches(words):
        since = _SINCE_BEFORE.search(folded, max(0, m.start() - 6), m.start())
        until = _DOTTED_TO.match(folded, m.end()) if m[1] is None else None
        day, month = map(int, m[2].split("."))
        last = tuple(map(int, until[1].split("."))) if until else (day, month)
        day = int(m[1] or day)
        ranges = until is not None or m[1] is not None
        named = folded.startswith("ngày", m.start())
        start = since.start() if since and ranges else m.start() if named else m.start(2)
        end, grain = (until.end() if until else m.end()), "days" if ranges else "day"
        yield Written(start, end, grain, (month, day), (last[1], last[0]), None)


def _english(words: Words) -> Iterator[Written]:
    """Days as a page's own software prints them: "Mon, 10 Feb 2025"."""
    folded = words.folded
    for m in _ENGLISH.matches(words):
        figures = _FIGURE_BEFORE.search(folded, max(0, m.start() - 6), m.start())
        if figures is not None:
            month_day = (_MONTHS.index(m[1]) + 1, int(figures[1]))
            yield Written(figures.start(1), m.end(), "day", month_day, month_day, int(m[2]))
