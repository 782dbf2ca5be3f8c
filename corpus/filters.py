"""What a search is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import keys
from corpus.folding import bare
from corpus.query import parse
from corpus.units import agencies, province_names
from extractors.text import normalise

_YEARS = 40  # in a period; a longer one is not looked up in the index
_FIRST_YEAR, _LAST_YEAR = 1945, 2100


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

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if isinstance(value, str):  # half a surrogate pair cannot be looked up
                object.__setattr__(self, name, normalise(value))

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

    def match(self) -> str | None:
        """Give what narrows it for MATCH, in any index: the words that texts are filed under."""
        filed: list[list[str]] = []
        if self.province is not None:
            names = province_names(self.province) or (self.province,)
            of_then = [keys.key(keys.PROVINCE_THEN, name) for name in names]
            filed.append([*of_then, keys.key(keys.PROVINCE_NOW, names[0])])
        for kind, value in (
            (keys.GENRE, self.genre),
            (keys.SITE, self.site),
            (keys.AREA, self.area),
            (keys.YEAR, self.year),
        ):
            if value is not None:
                filed.append([keys.key(kind, str(value))])
        if self.year is None and (years := self._years()):
            filed.append([keys.key(keys.YEAR, str(year)) for year in years])
        each = [f"{{keys}} : ({' OR '.join(map(_quoted, words))})" for words in filed]
        return f"({' AND '.join(each)})" if each else None

    def _years(self) -> range | None:
        if self.since is None and self.until is None:
            return None
        first = _year_of(self.since, _FIRST_YEAR)
        last = _year_of(self.until, _LAST_YEAR)
        return range(first, last + 1) if 0 <= last - first < _YEARS else None

    def match_agency(self) -> str | None:
        """Give the agency under all its names and codes, for MATCH over whole texts."""
        if self.agency is None:
            return None
        asked = bare(self.agency).strip()
        names = [self.agency]
        filed = []
        for key, body in agencies().items():
            told = [key, *_strings(body["names"]), *_strings(body["codes"])]
            if asked in {bare(name) for name in told}:
                names = [*names, *told[1:]]
                filed.append(f"{{keys}} : {_quoted(keys.key(keys.AGENCY, key))}")
        terms = {term.match() for name in names for term in parse(f'"{name}"').wanted}
        return f"({' OR '.join([*sorted(terms), *filed])})"


def _year_of(day: str | None, otherwise: int) -> int:
    year = (day or "")[:4]
    return int(year) if year.isascii() and year.isdigit() else otherwise


def _quoted(word: str) -> str:
    return '"' + word.replace('"', " ") + '"'


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
