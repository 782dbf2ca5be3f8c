"""What a text writes of days, months, quarters, years and longer, with or without a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors import day_lists, years
from extractors.days import GAP, YEAR
from extractors.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.atoms import Scan

_OF_YEAR = rf"(?:{GAP}(?:/|-|,?{GAP}(?:của\s+)?năm){GAP}({YEAR}))"
_MONTH = r"(?:1[0-2]|0?[1-9])(?![0-9])"
_CONNECT = rf"{GAP}(?:-|đến\s+hết|đến|tới|,|và|và\s+trong){GAP}(?:hết\s+)?"
_MONTHS = re.compile(
    rf"tháng(?<!\w.....){GAP}({_MONTH})(?:{GAP}/{GAP}({YEAR}))?"
    rf"((?:{_CONNECT}(?:tháng{GAP})?{_MONTH}(?:{GAP}/{GAP}{YEAR})?(?!{GAP}(?:tháng|/|%|[.,][0-9]))){{0,11}}){_OF_YEAR}?"
    rf"(?!{GAP}(?:/|lần|buổi|cuộc|ngày|âm\s+lịch|năm\s+(?:sau|trước|tới)))"
)
_NEXT_MONTH = re.compile(rf"({_CONNECT})(tháng{GAP})?({_MONTH})(?:{GAP}/{GAP}({YEAR}))?")
_TAIL_YEAR = re.compile(rf"/{GAP}{YEAR}\Z")
_SHORT_MONTH = re.compile(rf"t(?<!\w.)\.?([01]?[0-9])/({YEAR})")
_BARE_MONTH = re.compile(rf"(?=[01]?[0-9]/)(?<![\w/.,-])({_MONTH})/({YEAR})(?![/\w]|[.,-][0-9])")
_MONTH_CUE = re.compile(r"(?<!\w)(?:từ|đến|tới|trước|sau|kể từ|hết|\()\s{0,2}\Z")
_PART = re.compile(r"(?<!\w)(đầu|giữa|cuối|thượng\s+tuần|trung\s+tuần|hạ\s+tuần)\s{1,3}\Z")
_FROM = re.compile(r"(?<!\w)từ\s{1,3}\Z")
_PARTS = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, 0)}
_PARTS |= {"thượng tuần": (1, 10), "trung tuần": (11, 20), "hạ tuần": (21, 0)}
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "01": 1,
    "02": 2,
    "03": 3,
    "04": 4,
}
_Q = r"(iv|i{1,3}|0?[1-4])(?!\w)"
_QUARTER = re.compile(
    rf"qu[ýí](?<!\w...)\s{{1,3}}{_Q}(?:{GAP}(?:-|đến|,|và){GAP}(?:qu[ýí]\s)?{_Q})?{_OF_YEAR}?"
)
_LAST_QUARTER = re.compile(rf"qu[ýí]\s+(đầu|cuối)\s+năm(?:\s+({YEAR}))?(?!\s+học)")
_WORDS = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
_SPAN = re.compile(
    rf"tháng(?<!\w.....)(?:\s+(đầu|cuối))?\s+(?:(?:của\s+)?năm(?:{GAP}({YEAR})|(?!\w)(?!\s+học))|({YEAR}))"
)
_COUNT = re.compile(r"(?<![\w.,/-])([0-9]{1,2}|" + "|".join(_WORDS) + r")\s{1,3}\Z")
_HALF = re.compile(rf"nửa\s+(đầu|cuối)\s+năm(?:\s+({YEAR}))?(?!\s+học)")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s\"'<>)\]]{1,2000}|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
)


def find(scan: Scan) -> list[Written]:
    """Give the phrases of time of a scan, in order and apart, none inside an identifier."""
    folded = scan.folded
    found = [
        *day_lists.find(folded),
        *_months(folded),
        *_quarters(folded),
        *_spans(folded),
        *years.find(scan),
    ]
    found.sort(key=lambda w: (w.start, -w.end))
    out: list[Written] = []
    end = 0
    for one in _free(found, _taken(scan)):
        if one.start >= end:
            out.append(one)
            end = one.end
    return out


def _taken(scan: Scan) -> list[tuple[int, int]]:
    """Where no date is: identifiers, addresses, furniture."""
    spans = [(i.start, i.end) for i in scan.identifiers]
    spans += [m.span() for m in _URL.finditer(scan.folded)]
    spans += [(f.start, f.end) for f in scan.furniture]
    return sorted(spans)


def _free(found: list[Written], taken: list[tuple[int, int]]) -> Iterator[Written]:
    place, reach = 0, -1
    for one in found:
        while place < len(taken) and taken[place][0] < one.end:
            reach = max(reach, taken[place][1])
            place += 1
        if one.start >= reach:
            yield one


def _year(figures: str | None) -> int | None:
    return int(figures) if figures else None


def _months(folded: str) -> Iterator[Written]:
    for m in _MONTHS.finditer(folded):
        yield from _month_list(folded, m)
    for m in _SHORT_MONTH.finditer(folded):
        yield Written(m.start(), m.end(), "month", (int(m[1]), 1), (int(m[1]), 0), int(m[2]))
    for m in _BARE_MONTH.finditer(folded):
        if _MONTH_CUE.search(folded, max(0, m.start() - 8), m.start()):
            yield Written(m.start(), m.end(), "month", (int(m[1]), 1), (int(m[1]), 0), int(m[2]))


@dataclass(slots=True)
class _Month:
    """A month of a list; `joins` tells how it hangs on the one before: "-", "," or ""."""

    start: int
    end: int
    month: int
    year: int | None
    joins: str


def _month_list(folded: str, m: re.Match[str]) -> Iterator[Written]:
    """The months of "tháng 3, 4, 5 năm 2022" as one, of "tháng 3/2022 và tháng 4/2022" apart."""
    since = _FROM.search(folded, max(0, m.start() - 6), m.start())
    found = [_Month(m.start(), m.end(2) if m[2] else m.end(1), int(m[1]), _year(m[2]), "")]
    for n in _NEXT_MONTH.finditer(folded, m.start(3), m.end(3)):
        listed = "," in n[1] or "và" in n[1]
        named = bool(n[2])
        one = _Month(n.start(3), n.end(), int(n[3]), _year(n[4]), "," if listed else "-")
        if named:
            one.start = n.start(2)
        if not listed and not (named or since or "-" in n[1]):
            break
        if listed and not named and not (m[4] or _TAIL_YEAR.search(m[3])):
            break  # "tháng 3, 5 đơn vị"
        if listed and (named or found[-1].year):
            one.joins = ""
        found.append(one)
    else:
        if m[4]:
            found[-1].end, found[-1].year = m.end(), int(m[4])
    year: int | None = None
    groups: list[list[_Month]] = [[]]
    for one in reversed(found):
        one.year = year = one.year or year
        groups[-1].insert(0, one)
        if one.joins == "":
            groups.append([])
    for group in reversed(groups[:-1]):
        yield _of_months(folded, group, since if group[0] is found[0] else None)


def _of_months(folded: str, group: list[_Month], since: re.Match[str] | None) -> Written:
    one, last = group[0], group[-1]
    if len(group) == 1:
        part = _PART.search(folded, max(0, one.start - 13), one.start)
        begin, stop = _PARTS[" ".join(part[1].split())] if part else (1, 0)
        start = part.start() if part else one.start
        first, final = (one.month, begin), (one.month, stop)
        return Written(start, one.end, "month", first, final, one.year, 0, part is not None)
    start = since.start() if since else one.start
    span = last.year - one.year if last.year and one.year else 0
    return Written(start, last.end, "months", (one.month, 1), (last.month, 0), last.year, span)


def _quarters(folded: str) -> Iterator[Written]:
    for m in _QUARTER.finditer(folded):
        one, other = _ROMAN[m[1]], _ROMAN[m[2] or m[1]]
        first, last = (3 * one - 2, 1), (3 * other, 0)
        if one <= other:
            yield Written(
                m.start(),
                m.end(),
                "quarter" if one == other else "months",
                first,
                last,
                _year(m[3]),
            )
    for m in _LAST_QUARTER.finditer(folded):
        first, last = ((10, 1), (12, 0)) if m[1] == "cuối" else ((1, 1), (3, 0))
        yield Written(m.start(), m.end(), "quarter", first, last, _year(m[2]))


def _spans(folded: str) -> Iterator[Written]:
    """N months from the beginning or to the end of a year, and its halves."""
    for m in _SPAN.finditer(folded):
        count = _COUNT.search(folded, max(0, m.start() - 8), m.start())
        year = _year(m[2] or m[3])
        if count is None or (m[1] is None and year is None):
            continue
        months = int(count[1]) if count[1].isdigit() else _WORDS[count[1]]
        if not 1 <= months <= 12:
            continue
        first, last = ((13 - months, 1), (12, 0)) if m[1] == "cuối" else ((1, 1), (months, 0))
        grain = "half" if months == 6 else "months"
        yield Written(count.start(), m.end(), grain, first, last, year)
    for m in _HALF.finditer(folded):
        first, last = ((7, 1), (12, 0)) if m[1] == "cuối" else ((1, 1), (6, 0))
        yield Written(m.start(), m.end(), "half", first, last, _year(m[2]))
