"""Which columns of a table tell one result: its value, its rank, its change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.table_columns import Column

_MANY = 3  # value columns of one year beyond which they are parts of the last
_MEASURED = {"value", "rank", "change", "grade", "scale"}


@dataclass(frozen=True, slots=True)
class Spot:
    """The columns of one result: its value, its rank, and all of its year or index."""

    value: int | None
    rank: int | None
    group: tuple[int, ...]


def spots_of(columns: Sequence[Column]) -> list[Spot]:
    """Give the results that a row tells: one for each value column of a year or index."""
    out = []
    for group in _groups(columns):
        values = [p for p in group if columns[p].role == "value"]
        ranks = [p for p in group if columns[p].role == "rank"]
        if not values and not ranks:
            if any(columns[p].role == "grade" for p in group):
                out.append(Spot(None, None, tuple(group)))  # "Cơ quan | Xếp loại"
            continue
        before = [p for p in values if ranks and p < ranks[0]]
        main = (before or values)[-1] if values else None
        chosen: list[int | None] = [*values] if 0 < len(values) <= _MANY else [main]
        out += [
            Spot(place, ranks[0] if ranks and place == main else None, tuple(group))
            for place in chosen
        ]
    return out


def _groups(columns: Sequence[Column]) -> list[list[int]]:
    """The measured columns by year and index; a column that tells neither belongs to the last."""
    groups: dict[tuple[str | None, str | None], list[int]] = {}
    several = len({c.year for c in columns if c.year}) > 1
    key: tuple[str | None, str | None] = (None, None)
    for place, column in enumerate(columns):
        if column.role not in _MEASURED:
            continue
        year = column.year if several else None
        if year is not None and year != key[0]:
            key = (year, column.index.key if column.index else None)
        elif column.index is not None:
            key = (key[0], column.index.key)
        groups.setdefault(key, []).append(place)
    _join_ranks(columns, groups)
    return _of_latest(columns, groups) if several else list(groups.values())


def _join_ranks(
    columns: Sequence[Column], groups: dict[tuple[str | None, str | None], list[int]]
) -> None:
    """Put a rank that stands first, "Hạng | Đơn vị | Điểm DDCI", to the only index of its year."""
    for year, index in [*groups]:
        roles = {columns[p].role for p in groups[year, index]}
        beside = [key for key in groups if key[0] == year and key[1] is not None]
        if index is not None or "rank" not in roles or "value" in roles or len(beside) != 1:
            continue
        own = groups[beside[0]]
        if not roles & {columns[p].role for p in own}:
            own[:] = sorted([*own, *groups.pop((year, index))])


def _of_latest(
    columns: Sequence[Column], groups: dict[tuple[str | None, str | None], list[int]]
) -> list[list[int]]:
    """The groups, the columns that tell no year put to the latest one.

    In "Hạng | Đơn vị | Điểm 2022 | Điểm 2021 | Thay đổi" the rank and the change are of 2022.
    """
    years = [year for year, _ in groups if year]
    latest = [key for key in groups if key[0] == max(years)]
    if len(latest) != 1:
        return list(groups.values())
    own = groups[latest[0]]
    roles = {columns[p].role for p in own}
    before = groups.get((None, None), [])
    if before is not own and not roles & {columns[p].role for p in before}:
        own += groups.pop((None, None), [])
    changes = [p for p, c in enumerate(columns) if c.role == "change"]
    if len(changes) == 1 and changes[0] not in own:
        for group in groups.values():
            if changes[0] in group:
                group.remove(changes[0])
        own += changes
    own.sort()
    return list(groups.values())
