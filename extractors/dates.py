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

from extractors import periods, relative_days
from extractors.facts import Period
from extractors.governing_years import GoverningYears

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Reference
    from extractors.written import Written
_SPANS = frozenset({"half", "months", "quarter"})
_SAME = re.compile(r"(?<!\w)cùng\s+kỳ(?:\s+của)?\s{1,3}\Z")  # the span told last, in another year
_FROM_NOW = re.compile(r"(?<!\w)từ\s+nay\s+(?:cho\s+)?(?:đến|tới)(?:\s+hết)?\s{1,3}\Z")


def find(scan: Scan, references: Sequence[Reference]) -> tuple[Period, ...]:
    """Give the dates and periods of a scan, in order and apart. O(n).

    Dates inside references are dates too; numbers, ranks and standards are none.

    >>> from extractors import atoms
    >>> from extractors.facts import Context
    >>> text = "Ngày 20/10, tổng kết 9 tháng đầu năm 2021 theo Kế hoạch số 771/KH-UBND"
    >>> [(p.first, p.last, p.year_source) for p in find(atoms.scan(text, Context()), ())]
    [('2021-10-20', '2021-10-20', 'sentence'), ('2021-01-01', '2021-09-30', 'explicit')]
    """
    written = periods.find(scan)
    published = scan.context.published
    years = GoverningYears(scan, written, references)
    out: list[Period] = []
    span: Written | None = None
    for one in written:
        year, source = (one.year, "explicit") if one.year is not None else years.of(one)
        start = one.start
        same = _SAME.search(scan.folded, max(0, start - 16), start) if one.grain == "year" else None
        if same is not None and span is not None:
            start, one = same.start(), replace(span, end=one.end)
        interval = one.interval(year) if year is not None else None
        if interval is None:
            continue
        if one.grain in _SPANS:
            span = one
        first, last = interval
        since = _FROM_NOW.search(scan.folded, max(0, start - 24), start) if published else None
        if since is not None and published and published <= last:
            start, first = since.start(), published
        grain = "days" if since is not None else one.grain
        quote = scan.text[start : one.end]
        out.append(Period(start, one.end, quote, first, last, grain, one.approximate, source))
    if published is not None:
        out += relative_days.find(scan, date.fromisoformat(published), out)
        out.sort(key=lambda p: (p.start, p.end))
    return tuple(out)
