"""Rows of numbers against their days: which do not fit, and which types share one counter.

Numbers are given in the order of signing, so within a year a higher number is never earlier. A
few days of slack are normal: a number is taken in the morning and signed in the evening.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from corpus.components import Components

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SLACK = 3  # days by which a higher number may be earlier
_SWITCHES = 4  # from one type to the other along rising numbers, from which they share a counter
_CLASHES = 0.2  # of the dated numbers out of order, from which they do not
_ENOUGH = 4  # dated numbers of two types together
_SHOWN = 4


class Numbered(NamedTuple):
    """A document's number with its day."""

    number: int
    type: str
    code: str
    date: str | None
    held: bool
    works: int
    document: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A number that fits, next to one that does not."""

    code: str
    date: str


@dataclass(frozen=True, slots=True)
class Outlier:
    """A number whose day does not fit between its neighbours: day, year or number may be wrong.

    `fits_year`: the year before or after, among whose numbers it would fit; None where in neither.
    """

    code: str
    date: str
    document: str
    before: Neighbour | None
    after: Neighbour | None
    fits_year: str | None


@dataclass(frozen=True, slots=True)
class Counter:
    """Whether two types of a body share one row of numbers in a year: inferred, never told.

    `verdict`: "một sổ" (one counter), "sổ riêng" (two), "chưa rõ". `evidence` says by what.
    """

    where: str
    types: tuple[str, str]
    verdict: str
    evidence: tuple[str, ...]


ONE, TWO, UNKNOWN = "một sổ", "sổ riêng", "chưa rõ"


def outliers(numbered: Sequence[Numbered], near: Sequence[Numbered] = ()) -> tuple[Outlier, ...]:
    """Give the numbers that must go for the rest to rise with their days; as few as possible.

    Held documents weigh more than cited ones: their day is their own. `near` are the numbers of
    the years beside this one.

    >>> made = [Numbered(n, "KH", f"{n}/KH-UBND", d, False, 1, str(n)) for n, d in
    ...     [(5, "2024-01-10"), (9, "2024-11-02"), (12, "2024-03-01"), (20, "2024-05-05")]]
    >>> [(o.code, o.before.code, o.after.code) for o in outliers(made)]
    [('9/KH-UBND', '5/KH-UBND', '12/KH-UBND')]
    """
    dated = _dated(numbered)
    kept = _rising(dated)
    fits = {one.document for one in kept}
    beside = _by_year(near)
    return tuple(_outlier(one, kept, beside) for one in dated if one.document not in fits)


def _by_year(near: Sequence[Numbered]) -> dict[str, list[Numbered]]:
    """Give of each year the numbers that fit their days."""
    years: dict[str, list[Numbered]] = {}
    for one in near:
        years.setdefault((one.date or "")[:4], []).append(one)
    return {year: _rising(_dated(members)) for year, members in years.items()}


def _outlier(
    one: Numbered, kept: Sequence[Numbered], beside: Mapping[str, Sequence[Numbered]]
) -> Outlier:
    before, after = _neighbours(one, kept)
    told = str(one.date)
    own = told[:4]
    for year in (str(int(own) - 1), str(int(own) + 1)):
        if _fits(one._replace(date=_in_year(told, year)), beside.get(year, ())):
            return Outlier(one.code, told, one.document, before, after, year)
    return Outlier(one.code, told, one.document, before, after, None)


def _in_year(day: str, year: str) -> str:
    return year + ("-02-28" if day[4:] == "-02-29" else day[4:])


def _fits(one: Numbered, kept: Sequence[Numbered]) -> bool:
    """Give whether a number lies between two that stand around it, by number and by day."""
    before, after = _neighbours(one, kept)
    return (
        before is not None
        and after is not None
        and one.date is not None
        and before.date <= one.date <= after.date
    )


def _neighbours(
    one: Numbered, kept: Sequence[Numbered]
) -> tuple[Neighbour | None, Neighbour | None]:
    at = bisect_left([(other.number, other.code) for other in kept], (one.number, one.code))
    before = kept[at - 1] if at else None
    after = kept[at] if at < len(kept) else None
    return (
        Neighbour(before.code, str(before.date)) if before else None,
        Neighbour(after.code, str(after.date)) if after else None,
    )


def _dated(numbered: Sequence[Numbered]) -> list[Numbered]:
    return sorted(
        (one for one in numbered if one.date and len(one.date) == 10),
        key=lambda one: (one.number, one.code, str(one.date), one.document),
    )


def _rising(dated: Sequence[Numbered]) -> list[Numbered]:
    """Give the heaviest run in which days rise with numbers; O(n log n) with a Fenwick tree."""
    ranked = {day: at for at, day in enumerate(sorted({d for o in dated for d in _days(o)}), 1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranked) + 1)
    came_from: list[int] = []
    top = (0.0, -1)
    for at, one in enumerate(dated):
        own, latest = _days(one)
        weight, before = _best_until(best, ranked[latest])
        came_from.append(before)
        reached = (weight + _weight(one), at)
        _raise(best, ranked[own], reached)
        top = max(top, reached, key=lambda pair: (pair[0], -pair[1]))
    kept = []
    at = top[1]
    while at >= 0:
        kept.append(dated[at])
        at = came_from[at]
    return kept[::-1]


def _days(one: Numbered) -> tuple[str, str]:
    """Give the day of a number, and the last day that a lower one may have."""
    own = date.fromisoformat(str(one.date))
    return own.isoformat(), (own + timedelta(days=_SLACK)).isoformat()


def _weight(one: Numbered) -> float:
    return 1.0 + (1.0 if one.held else 0.0) + min(one.works, 10) / 20


def _best_until(best: Sequence[tuple[float, int]], at: int) -> tuple[float, int]:
    found = (0.0, -1)
    while at > 0:
        found = max(found, best[at], key=lambda pair: (pair[0], -pair[1]))
        at -= at & -at
    return found


def _raise(best: list[tuple[float, int]], at: int, reached: tuple[float, int]) -> None:
    while at < len(best):
        if reached[0] > best[at][0]:
            best[at] = reached
        at += at & -at


def compare(by_type: Mapping[str, Sequence[Numbered]], where: str) -> tuple[Counter, ...]:
    """Give for each two types whether they share one counter, with what shows it."""
    return tuple(
        Counter(where, (one, other), *_verdict(by_type[one], by_type[other]))
        for one, other in combinations(sorted(by_type), 2)
    )


def _verdict(one: Sequence[Numbered], other: Sequence[Numbered]) -> tuple[str, tuple[str, ...]]:
    mine = {numbered.number: numbered for numbered in one}
    both = [(mine[theirs.number], theirs) for theirs in other if theirs.number in mine]
    if both:
        shown = tuple(f"số {a.number} có cả {_said(a)} và {_said(b)}" for a, b in both[:_SHOWN])
        return TWO, shown
    dated = _dated([*one, *other])
    if len({numbered.type for numbered in dated}) < 2 or len(dated) < _ENOUGH:
        return UNKNOWN, ("quá ít số có ngày để so",)
    kept = _rising(dated)
    fits = {numbered.document for numbered in kept}
    clashes = [numbered for numbered in dated if numbered.document not in fits]
    if len(clashes) > _CLASHES * len(dated):
        between = [f"{_said(a)} trước {_said(b)}" for a, b in _inversions(dated)]
        return TWO, tuple(between[:_SHOWN])
    switches = [(a, b) for a, b in pairwise(kept) if a.type != b.type]
    if len(switches) < _SWITCHES or clashes:
        return UNKNOWN, (f"không số nào trùng, nhưng chỉ xen kẽ {len(switches)} lần",)
    shown = tuple(f"{_said(a)} rồi đến {_said(b)}" for a, b in switches[:_SHOWN])
    return ONE, (f"không số nào trùng, xen kẽ {len(switches)} lần theo ngày tăng dần", *shown)


def _inversions(dated: Sequence[Numbered]) -> Iterator[tuple[Numbered, Numbered]]:
    """Give neighbours of two types of which the higher number is the earlier, and by how much."""
    for a, b in pairwise(dated):
        if a.type != b.type and _days(b)[1] < str(a.date):
            yield b, a


def _said(one: Numbered) -> str:
    return f"{one.code} ({one.date})" if one.date else one.code


def groups(
    by_type: Mapping[str, Sequence[Numbered]], told: Sequence[Counter]
) -> list[tuple[str, ...]]:
    """Give the types that share one counter together, the others alone."""
    parts = Components({kind: kind for kind in sorted(by_type)})
    for counter in told:
        if counter.verdict == ONE:
            parts.join(*counter.types)
    return [tuple(sorted(group)) for group in parts.groups()]
