"""How many works a search finds of each province, year, genre, area, site and agency."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus import keys
from corpus.query import QueryError
from corpus.units import agencies, province_names
from extractors.provinces import MERGER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from corpus.candidates import Candidate
    from corpus.clock import Clock

FIELDS = ("province", "year", "genre", "area", "site", "agency")
_LISTED = 20  # values of a field
_YEARS = {
    "document": "SELECT DISTINCT notice, year FROM documents WHERE notice IN ({0})",
    "measured": "SELECT DISTINCT notice, substr(period, 1, 4) FROM scores"
    " WHERE period GLOB '[12][0-9][0-9][0-9]*' AND notice IN ({0})",
}


@dataclass(frozen=True, slots=True)
class Facet:
    """How many works have `value` in `field`; with `more`, at least so many.

    None stands for no province and for undated. An agency is one that issued a document which the
    work names.
    """

    field: str
    value: str | None
    works: int
    more: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """In which units provinces are counted, and whose year: as `corpus.coverage` does.

    34 since 2025-07-01 or 63 before; published, document or measured.
    """

    units: int = 34
    year_of: str = "published"

    def __post_init__(self) -> None:
        if self.units not in {34, 63}:
            raise QueryError(f"units {self.units}: 34 or 63")
        if self.year_of not in {"published", *_YEARS}:
            raise QueryError(f"year of {self.year_of!r}: published, {', '.join(_YEARS)}")


def facets(
    connection: sqlite3.Connection,
    found: Sequence[Candidate],
    counted: Counted,
    clock: Clock,
    *,
    more: bool,
) -> tuple[Facet, ...]:
    """Count the works of candidates, for each field the commonest values first."""
    works: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    years = _years(connection, found, counted.year_of, clock)
    for candidate in found:
        for year in years.get(candidate.notice, (None,)):
            works["year", year].add(candidate.work)
        works["province", _province(candidate, counted.units)].add(candidate.work)
        for field, value in _values(candidate):
            works[field, value].add(candidate.work)
    values = [Facet(field, value, len(those), more) for (field, value), those in works.items()]
    values.sort(key=lambda facet: (-facet.works, facet.value or ""))
    return tuple(
        facet
        for field in FIELDS
        for facet in [each for each in values if each.field == field][:_LISTED]
    )


def _years(
    connection: sqlite3.Connection, found: Iterable[Candidate], year_of: str, clock: Clock
) -> dict[str, list[str | None]]:
    """Give the years of the notices that have any."""
    years: dict[str, list[str | None]] = defaultdict(list)
    if year_of == "published":
        told = {c.notice: c.published[:4] for c in found if c.published}
        return {notice: [year] for notice, year in told.items()}
    notices = sorted({candidate.notice for candidate in found})
    sql = _YEARS[year_of].format(", ".join("?" * len(notices)))
    for notice, year in clock.rows(connection, sql, notices):
        years[notice].append(year)
    return years


def _province(candidate: Candidate, units: int) -> str | None:
    """Give the province; which of the old ones a later notice of a merged one means, nobody says.

    In units of 63 such a notice keeps the new name, with "(từ 1/7/2025)".
    """
    then = candidate.province_then
    if units == 34 or then is None:
        return candidate.province
    is_merged = (candidate.published or "") >= MERGER and len(province_names(then)) > 1
    return f"{then} (từ 1/7/2025)" if is_merged else then


def _values(candidate: Candidate) -> Iterator[tuple[str, str | None]]:
    yield "genre", candidate.genre
    yield "site", candidate.site
    for area in json.loads(candidate.areas):
        yield "area", area
    bodies = _agencies()
    for word in candidate.keys.split():
        if word in bodies:
            yield "agency", bodies[word]


@cache
def _agencies() -> dict[str, str]:
    return {keys.key(keys.AGENCY, agency): agency for agency in agencies()}
