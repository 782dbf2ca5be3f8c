"""How many works a search finds of each province, year, genre, area, site and agency."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus import keys
from corpus.units import agencies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.candidates import Candidate

FIELDS = ("province", "year", "genre", "area", "site", "agency")
_LISTED = 20  # values of a field


@dataclass(frozen=True, slots=True)
class Facet:
    """How many works have `value` in `field`; with `more`, at least so many.

    The province is the one of today; None stands for none and for undated. An agency is one that
    issued a document which the work names.
    """

    field: str
    value: str | None
    works: int
    more: bool


def facets(found: Iterable[Candidate], *, more: bool) -> tuple[Facet, ...]:
    """Count the works of candidates, for each field the commonest values first."""
    works: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for candidate in found:
        for field, value in _values(candidate):
            works[field, value].add(candidate.work)
    counted = [Facet(field, value, len(those), more) for (field, value), those in works.items()]
    counted.sort(key=lambda facet: (-facet.works, facet.value or ""))
    return tuple(
        facet
        for field in FIELDS
        for facet in [each for each in counted if each.field == field][:_LISTED]
    )


def _values(candidate: Candidate) -> Iterator[tuple[str, str | None]]:
    yield "province", candidate.province
    yield "year", candidate.published[:4] if candidate.published else None
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
