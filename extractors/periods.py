"""What a text writes of days, months, quarters, years and longer, with or without a year."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import day_lists, months, years
from extractors.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractors.identifiers import Identifier
    from extractors.text import Span
    from extractors.words import Words

_SHIFT = re.compile(r"\s{1,3}năm\s+(sau|tới|trước|ngoái|nay)(?!\w)")
_SHIFT_TAIL = re.compile(r"\s{1,3}(sau|tới|trước|ngoái|nay)(?!\w)")
_SHIFTS = {"sau": 1, "tới": 1, "nay": 0, "trước": -1, "ngoái": -1}
_UNTIL = re.compile(r"[\s*]{1,3}(?:đến|tới)(?:\s+hết)?[\s*]{1,3}")
_SINCE = re.compile(r"(?<!\w)(?:kể\s+)?từ\s{1,3}\Z")
_JOINED = {
    "day": "days",
    "days": "days",
    "month": "months",
    "months": "months",
    "quarter": "months",
    "half": "months",
    "year": "years",
    "years": "years",
    "stage": "years",
    "term": "years",
    "school_year": "years",
}


def find(
    words: Words, identifiers: Iterable[Identifier] = (), away: Iterable[Span] = ()
) -> tuple[Written, ...]:
    """Give the phrases of time of a folded text, in order and apart. O(n).

    None is part of an identifier or lies in `away`, the addresses and the furniture of a page.

    >>> from extractors.words import Words
    >>> [w.grain for w in find(Words("từ 01/01/2023 đến hết quý i năm 2024; 6 tháng đầu năm"))]
    ['months', 'half']
    """
    folded = words.folded
    named = [(i.start, i.end) for i in identifiers]
    found = [
        *day_lists.find(words),
        *months.find(words),
        *years.find(words, {end for _, end in named}),
    ]
    found.sort(key=lambda w: (w.start, -w.end))
    out: list[Written] = []
    end = 0
    for one in _free(found, sorted([*named, *away])):
        if one.start >= end:
            out.append(_shifted(folded, one))
            end = out[-1].end
    return tuple(_ranges(folded, out))


def _shifted(folded: str, one: Written) -> Written:
    """The phrase with its "năm sau" or "năm trước"."""
    if one.year is not None:
        return one
    named = folded.endswith("năm", one.start, one.end)
    m = (_SHIFT_TAIL if named else _SHIFT).match(folded, one.end)
    return replace(one, end=m.end(), shift=_SHIFTS[m[1]]) if m else one


def _ranges(folded: str, found: list[Written]) -> Iterator[Written]:
    """The phrases, two that "từ ... đến" joins as one: "từ 01/01/2023 đến hết quý I năm 2024"."""
    place = 0
    while place < len(found):
        one = found[place]
        place += 1
        last = found[place] if place < len(found) else None
        if last is not None and _UNTIL.fullmatch(folded, one.end, last.start):
            joined = _range(folded, one, last)
            if joined is not None:
                yield joined
                place += 1
                continue
        yield one


def _range(folded: str, one: Written, last: Written) -> Written | None:
    since = _SINCE.search(folded, max(0, one.start - 10), one.start)
    start = since.start() if since else one.start
    opened = since or folded.startswith("từ", one.start) or _both_told(one, last)
    if not opened or one.shift or last.shift or (one.year and last.year is None):
        return None
    years = last.years
    if one.year is not None and last.year is not None:
        years = last.year - one.year + one.years
    if years < 0:
        return None
    grain = (
        one.grain if one.grain == last.grain and one.grain.endswith("s") else _JOINED[last.grain]
    )
    approximate = one.approximate or last.approximate
    return Written(start, last.end, grain, one.first, last.last, last.year, years, approximate)


def _both_told(one: Written, last: Written) -> bool:
    """Whether two months say their years: "tháng 10/2022 đến tháng 9/2023" needs no "từ"."""
    months = one.grain == last.grain == "month"
    return months and one.year is not None and last.year is not None


def _free(found: list[Written], taken: list[tuple[int, int]]) -> Iterator[Written]:
    place, reach = 0, -1
    for one in found:
        while place < len(taken) and taken[place][0] < one.end:
            reach = max(reach, taken[place][1])
            place += 1
        if one.start >= reach:
            yield one
