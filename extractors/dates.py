"""Points and periods in time, as closed ISO intervals.

`periods` finds what is written; here each takes its year: its own, else the one of the sentence,
of the dates before it, of the title, of the day of publication. A phrase whose year nobody tells
is no item.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING

from extractors import periods, relative_days
from extractors.facts import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Reference
    from extractors.written import Written

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_AHEAD = timedelta(days=31)  # a notice rarely tells of a day further ahead than this
_DEADLINE = re.compile(
    r"(?<!\w)(?:trước|chậm nhất|hạn|không quá|hạn cuối|muộn nhất)(?!\w)[^.;]{0,12}\Z"
)
# A year that is compared with, or aimed at, does not govern the days around it.
_ASIDE = re.compile(
    r"(?:so\s+với|cùng\s+kỳ|đến|tới|hướng)(?:\s+cùng\s+kỳ)?(?:\s+(?:hết|cuối))?\s{1,3}\Z"
)
_NEAR = 1500  # characters back to a date that still governs
_FINE = frozenset({"day", "days", "month", "months"})


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
    years = _Years(scan, written, references)
    out = []
    for one in written:
        year, source = (one.year, "explicit") if one.year is not None else years.of(one)
        if year is None:
            continue
        interval = one.interval(year)
        if interval is not None and one.year is None and one.grain in {"day", "days"}:
            interval = _not_ahead(scan, one, year, interval)
        if interval is None:
            continue
        out.append(
            Period(
                one.start,
                one.end,
                scan.text[one.start : one.end],
                interval[0],
                interval[1],
                one.grain,
                one.approximate,
                source,
            )
        )
    if published is not None:
        out += relative_days.find(scan, date.fromisoformat(published), out)
        out.sort(key=lambda p: (p.start, p.end))
    return tuple(out)


def _not_ahead(
    scan: Scan, one: Written, year: int, interval: tuple[str, str]
) -> tuple[str, str] | None:
    """The day, or that of the year before where it would lie far ahead and is no deadline."""
    published = date.fromisoformat(scan.context.published or interval[0])
    if _DEADLINE.search(scan.folded, max(0, one.start - 24), one.start):
        return interval
    ahead = date.fromisoformat(interval[0]) > published + _AHEAD
    return one.interval(year - 1) if ahead else interval


class _Years:
    """The years a text tells, to be asked for the year of a phrase that has none."""

    def __init__(
        self, scan: Scan, written: Sequence[Written], references: Sequence[Reference]
    ) -> None:
        self._scan = scan
        self._told = [one for one in written if one.year is not None]
        self._starts = [one.start for one in self._told]
        self._sentences = [s.start for s in scan.sentences]
        self._cited = [(r.start, r.end) for r in references]
        title = _YEAR.search(scan.context.title or scan.text[: scan.text.find("\n", 20) + 1])
        self._title = int(title[0]) if title else None
        self._published = int(scan.context.published[:4]) if scan.context.published else None

    def of(self, one: Written) -> tuple[int | None, str]:
        """Give the year that governs a phrase, and who told it."""
        here = self._sentence(one)
        if here is not None:
            return here, "sentence"
        before = self._before(one)
        fine = one.grain in _FINE
        told = [(before, "sentence"), (self._title, "title"), (self._published, "published")]
        if not fine:
            told = told[1:] + told[:1]
        for year, source in told:
            if year is not None:
                return year, source
        at = bisect_right(self._starts, one.start)
        near = at and one.start - self._told[at - 1].end <= _NEAR
        return (self._told[at - 1].year, "reference") if near else (None, "")

    def _sentence(self, one: Written) -> int | None:
        place = bisect_right(self._sentences, one.start) - 1
        if place < 0:
            return None
        sentence = self._scan.sentences[place]
        at = bisect_right(self._starts, one.start)
        near = [
            t
            for t in self._told[max(0, at - 4) : at + 4]
            if sentence.start <= t.start and t.end <= sentence.end and not self._is_aside(t)
        ]
        free = [t for t in near if not self._is_cited(t)] or near
        if not free:
            return None
        best = min(free, key=lambda t: min(abs(t.start - one.end), abs(one.start - t.end)))
        return best.year

    def _before(self, one: Written) -> int | None:
        at = bisect_right(self._starts, one.start)
        for told in reversed(self._told[max(0, at - 12) : at]):
            if one.start - told.end > _NEAR:
                return None
            if told.grain in _FINE and not self._is_cited(told):
                return told.year
        return None

    def _is_aside(self, told: Written) -> bool:
        coarse = told.grain in {"year", "years", "stage"}
        folded = self._scan.folded
        return coarse and bool(_ASIDE.search(folded, max(0, told.start - 24), told.start))

    def _is_cited(self, told: Written) -> bool:
        at = bisect_right(self._cited, (told.start, 1 << 62)) - 1
        return at >= 0 and self._cited[at][1] >= told.end
