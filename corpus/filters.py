"""What a search is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.fulltext import bare
from corpus.query import parse
from corpus.units import agencies, province_names


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; days are ISO and inclusive."""

    province: str | None = None
    agency: str | None = None
    genre: str | None = None
    year: int | str | None = None
    since: str | None = None
    until: str | None = None
    area: str | None = None
    site: str | None = None

    def conditions(self) -> tuple[str, list[object]]:
        """Give the conditions on a notice `n` as SQL, each begun with AND, and their values."""
        parts: list[str] = []
        values: list[object] = []

        def add(condition: str, *given: object) -> None:
            parts.append(f"AND {condition}")
            values.extend(given)

        if self.province is not None:
            names = province_names(self.province) or (self.province,)
            marks = ", ".join("?" * len(names))
            add(f"(n.province_then IN ({marks}) OR n.province_now = ?)", *names, names[0])
        for column, value in (("genre", self.genre), ("site", self.site)):
            if value is not None:
                add(f"n.{column} = ?", value)
        if self.year is not None:
            add("n.published BETWEEN ? AND ?", f"{self.year}-01-01", f"{self.year}-12-31")
        if self.since is not None:
            add("n.published >= ?", self.since)
        if self.until is not None:
            add("n.published <= ?", self.until)
        if self.area is not None:
            add("EXISTS (SELECT 1 FROM json_each(n.areas) WHERE value = ?)", self.area)
        return " ".join(parts), values

    def agency_match(self) -> str | None:
        """Give the agency under all its names and codes, for MATCH."""
        if self.agency is None:
            return None
        asked = bare(self.agency).strip()
        names = [self.agency]
        for key, body in agencies().items():
            told = [key, *_strings(body["names"]), *_strings(body["codes"])]
            if asked in {bare(name) for name in told}:
                names = [*names, *told[1:]]
        terms = {term.match() for name in names for term in parse(f'"{name}"').wanted}
        return f"({' OR '.join(sorted(terms))})"


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
