"""Points and periods in time, as closed ISO intervals.

`periods` finds what is written; here each takes its year: its own, else the one of the sentence,
of the dates before it, of the title, of the day of publication. A phrase whose year nobody tells
is no item.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from extractors import relative_days
from extractors.facts import Period
from extractors.governing_years import GoverningYears

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Reference
    from extractors.written import Written

_SPANS = frozenset({"half", "months", "quarter"})
# The span told last, in another year; "so với cùng kỳ năm 2018" is the year as it is written.
_SAME = re.compile(r"(?<!\w)(?P<with>(?:với|so)\s+)?cùng\s+kỳ(?:\s+của)?\s{1,3}\Z")
_FROM_NOW = re.compile(r"(?<!\w)từ\s+nay\s+(?:cho\s+)?(?:đến|tới)(?:\s+hết)?\s{1,3}\Z")
# "Từ đầu năm 2025 đến hết ngày 27/5": one stretch, from the first day of the year.
_YEAR_BEGINS = re.compile(
    r"(?<!\w)(?:từ|kể\s+từ)\s+đầu\s+năm(?:\s+(?:nay|(?:19|20)[0-9]{2}))?,?\s+(?:cho\s+)?(?:đến|tới)(?:\s+hết)?\s{1,3}\Z"
)
_OF_YEAR = frozenset({"day", "month", "quarter"})


def find(scan: Scan, references: Sequence[Reference]) -> tuple[Period, ...]:
    """Give the dates and periods of a scan, in order and apart. O(n).

    Dates inside references are dates too; numbers, ranks and standards are none.

    >>> from extractors import atoms
    >>> from extractors.facts import Context
    >>> text = "Ngày 20/10, tổng kết 9 tháng đầu năm 2021 theo Kế hoạch số 771/KH-UBND"
    >>> [(p.first, p.last, p.year_source) for p in find(atoms.scan(text, Context()), ())]
    [('2021-10-20', '2021-10-20', 'sentence'), ('2021-01-01', '2021-09-30', 'explicit')]
    """
    # A document that nobody published is told from its own day.
    published = scan.context.published or next((r.date for r in references if r.own), None)
    years = GoverningYears(scan, [(r.start, r.end, r.date) for r in references], published)
    out: list[Period] = []
    span: Written | None = None
    for one in scan.times:
        year, source = (one.year, "explicit") if one.year is not None else years.of(one)
        period = _period(scan, _same_span(scan, one, span), year, source, published)
        if period is not None:
            while out and out[-1].start >= period.start:  # the year of "từ đầu năm 2025 đến …"
                out.pop()
            out.append(period)
            span = one if one.grain in _SPANS else span
    if published is not None:
        out += relative_days.find(scan, date.fromisoformat(published), out)
        out.sort(key=lambda p: (p.start, p.end))
    return tuple(out)


def _same_span(scan: Scan, one: Written, span: Written | None) -> Written:
    """The phrase, or "cùng kỳ năm 2022" as the span told last in that year."""
    if span is None or one.grain != "year":
        return one
    same = _SAME.search(scan.folded, max(0, one.start - 24), one.start)
    if same is None or same["with"]:
        return one
    return replace(span, start=same.start(), end=one.end)


def _period(
    scan: Scan, one: Written, year: int | None, source: str, published: str | None
) -> Period | None:
    interval = one.interval(year) if year is not None else None
    if interval is None:
        return None
    start, grain, (first, last) = one.start, one.grain, interval
    if published is not None and published <= last:
        since = _FROM_NOW.search(scan.folded, max(0, start - 24), start)
        if since is not None:
            start, grain, first = since.start(), "days", published
    begins = grain in _OF_YEAR and _YEAR_BEGINS.search(scan.folded, max(0, start - 40), start)
    if begins:
        start, grain, first = begins.start(), "days", f"{last[:4]}-01-01"
    quote = scan.text[start : one.end]
    return Period(start, one.end, quote, first, last, grain, one.approximate, source)
