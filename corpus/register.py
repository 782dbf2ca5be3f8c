"""The numbers of an agency, year by year: which are held, which only cited, which never seen.

A portal that lists 300 of 900 numbers has no error in any log; the numbers themselves tell it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from corpus import counters
from corpus.asked import LOWER, PLACE
from corpus.bodies import bodies_in
from corpus.counters import Counter, Numbered, Outlier
from corpus.folding import bare, exact
from corpus.identity import body_key, period_of
from corpus.units import agency_of, province_at, province_names
from extractors.agencies import ENTRIES, agency_codes
from extractors.provinces import MERGER
from extractors.text import fold, plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence


_AFRESH = ", từ 1/7"  # a merged province counts anew, also under the name of one of the old


class RegisterError(ValueError):
    """A register that cannot be asked for; one line says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of numbers: of a body, in a year (or a term of the Party), of one or more types.

    `types` are several where they share one counter. `held` are numbers whose document is in the
    corpus, `cited` those that are only cited, `missing` the stretches up to `highest` of which
    nothing was seen, each from its first to its last number. `highest` is the least that was
    issued, never how many were. `normative`: numbers with the year in them, counted apart.
    """

    agency: str
    jurisdiction: str
    period: str
    types: tuple[str, ...]
    normative: bool
    held: tuple[str, ...]
    cited: tuple[str, ...]
    missing: tuple[tuple[int, int], ...]
    highest: int
    outliers: tuple[Outlier, ...]

    @property
    def never_seen(self) -> int:
        """How many numbers up to the highest were never seen."""
        return sum(last - first + 1 for first, last in self.missing)


@dataclass(frozen=True, slots=True)
class Register:
    """The rows of numbers of an agency, and whether its types share one counter.

    `placeless` counts documents of such a body of which nobody knows whose they are.
    """

    rows: tuple[Row, ...]
    counters: tuple[Counter, ...]
    placeless: int


class _Asked(NamedTuple):
    key: str | None  # of agencies.toml
    organs: frozenset[str]  # how symbols name it
    jurisdiction: str | None
    name: str
    unit: str | None = None  # a district or commune, folded, without diacritics


def register(
    connection: sqlite3.Connection,
    agency: str,
    *,
    year: int | str | None = None,
    province: str | None = None,
    type: str | None = None,  # noqa: A002  (the option is called so)
) -> Register:
    """Give the numbers of an agency: by name ("Sở Nội vụ", "UBND huyện Cần Giuộc") or code (SNV).

    Where neither the name nor `province` says whose it is, each has rows of its own. `type` is an
    abbreviation (KH). Rows are in order of place, year and type. RegisterError for a name that is
    no body, a place that is no province, or a year that is none.
    """
    asked = _asked(agency, province)
    if year is not None and not re.fullmatch(r"(?:19|20)\d\d", str(year)):
        raise RegisterError(f"year {year!r}: four figures, 1945 to 2100")
    found, placeless = _documents(connection, asked)
    groups: dict[tuple[str, str, bool], dict[str, list[Numbered]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for jurisdiction, period, normative, numbered in found:
        groups[jurisdiction, period, normative][numbered.type].append(numbered)
    rows: list[Row] = []
    told: list[Counter] = []
    for (jurisdiction, period, normative), by_type in sorted(groups.items()):
        if year is not None and not _in_period(str(year), period):
            continue
        shared = counters.compare(by_type, f"{jurisdiction}, {period}")
        others = _other_years(groups, jurisdiction, period, normative=normative)
        for types in counters.groups(by_type, shared):
            if type is not None and plain(type) not in {plain(one) for one in types}:
                continue
            members = [one for name in types for one in by_type[name]]
            near = [one for name in types for one in others.get(name, ())]
            rows.append(_row(asked.name, jurisdiction, period, types, members, near,
                             normative=normative))  # fmt: skip
        told += [one for one in shared if type is None or _names(one, type)]
    return Register(tuple(rows), tuple(told), placeless)


def _names(counter: Counter, kind: str) -> bool:
    return plain(kind) in {plain(one) for one in counter.types}


def _in_period(year: str, period: str) -> bool:
    """Give whether a year lies in one, "2024", "2025, từ 1/7" or "2020-2025"."""
    years: list[str] = re.findall(r"\d{4}", period)
    return years[0] <= year <= years[-1]


def _asked(agency: str, province: str | None) -> _Asked:
    """Give whom a name or code means; "UBND" alone is the province's."""
    if province is not None and not province_names(province):
        raise RegisterError(f"{province!r} is no province")
    place = province_names(province)[0] if province else None
    code = agency_codes().get(agency.strip()) or agency_codes().get(agency.strip().upper())
    unit = None
    is_bare = bare(agency) == exact(agency)
    named = () if code or is_bare else bodies_in(agency.strip(), place, None)
    if code is None and not named:
        code, told, unit = _without_diacritics(agency)
        place = place or told
    if code is None and not named and is_bare:  # "Chi cục X"
        named = bodies_in(agency.strip(), place, None)
    if code is None and not named:
        raise RegisterError(f"{agency[:80]!r}: no agency is known by this name or code")
    key = code or named[0].key
    entry = ENTRIES.get(key)
    organs = {_organ(one) for one in entry.codes} if entry else set()
    jurisdiction = named[0].jurisdiction if named else None
    if entry is not None and entry.level == "central":
        jurisdiction = "Trung ương"
    name = entry.name if entry else agency
    return _Asked(key, frozenset(organs), jurisdiction or place, name, unit)


def _without_diacritics(agency: str) -> tuple[str | None, str | None, str | None]:
    """Give the key of a body that is typed without diacritics, its province and its unit.

    >>> _without_diacritics("so noi vu tinh long an"), _without_diacritics("ubnd huyen lai vung")
    (('SNV', 'Long An', None), ('UBND', None, 'huyen lai vung'))
    """
    typed = " ".join(bare(agency).split())
    lower = LOWER.search(typed)
    unit = lower[0] if lower else None
    beside = typed if lower is None else typed[: lower.start()]
    if unit and (above := re.search(r",? (?:tinh|tp|thanh pho) .*", unit)):  # whose district it is
        unit, beside = unit[: above.start()], beside + above[0]
    place = PLACE.search(beside)
    body = PLACE.sub(" ", beside, count=1).strip(" ,").removesuffix(" tinh")
    names = province_names(place["name"]) if place else ()
    return agency_of(body), next(iter(names), None), unit


def _organ(code: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", plain(code).upper())


_DOCUMENTS = """
SELECT id, family, type, number, year, symbol, code, date, issuer_id, jurisdiction, works,
       notice IS NOT NULL
FROM documents WHERE family IN ('state', 'party') AND number IS NOT NULL
"""


def _documents(
    connection: sqlite3.Connection, asked: _Asked
) -> tuple[list[tuple[str, str, bool, Numbered]], int]:
    """Give the documents of a body with place and period, and how many have no place."""
    found, placeless = [], 0
    for (name, family, kind, number, year, symbol, code, date, issuer_id, jurisdiction, works,
         held) in connection.execute(_DOCUMENTS):  # fmt: skip
        body = body_key(symbol, kind)
        if not _is_of(asked, body, issuer_id):
            continue
        digits = re.match(r"\d{1,7}", number)
        if digits is None or int(digits[0]) == 0:
            continue
        if jurisdiction is None:
            placeless += 1
            continue
        period = period_of(family, body, date, year)
        if period is None or not _is_there(asked, jurisdiction, date, year):
            continue
        if (date or "")[:4] == MERGER[:4] <= period and len(province_names(jurisdiction)) > 1:
            period += _AFRESH if str(date) >= MERGER else ""
        normative = re.match(r"\d+\w?/\d{4}/", code or "") is not None
        numbered = Numbered(int(digits[0]), kind or "CV", code or number, date, bool(held), works,
                            name)  # fmt: skip
        found.append((jurisdiction, period, normative, numbered))
    return found, placeless


def _is_of(asked: _Asked, body: str | None, issuer_id: str | None) -> bool:
    """Give whether a document is of a body: by its symbol, or by its issuer where that is bare."""
    if body is not None:
        organ = _organ(body.split("-")[0])
        if asked.organs:
            return organ in asked.organs
    return issuer_id is not None and issuer_id == asked.key


def _is_there(asked: _Asked, jurisdiction: str, date: str | None, year: str | None) -> bool:
    """Give whether a document is of the asked place; of a merged province also the older ones."""
    province, _, unit = jurisdiction.partition(" / ")
    if asked.unit is not None:
        return bare(unit) == asked.unit and asked.jurisdiction in {None, province}
    if asked.jurisdiction is None or asked.jurisdiction == jurisdiction:
        return True
    day = date or (f"{year}-06-30" if year else None)
    return not unit and province_at(asked.jurisdiction, day).then == jurisdiction


def _other_years(
    groups: dict[tuple[str, str, bool], dict[str, list[Numbered]]],
    jurisdiction: str,
    period: str,
    *,
    normative: bool,
) -> dict[str, list[Numbered]]:
    """Give the numbers of the years before and after: one with a wrong year may belong there."""
    near: dict[str, list[Numbered]] = defaultdict(list)
    if period.isdigit():
        for other in (str(int(period) - 1), str(int(period) + 1)):
            for kind, numbered in groups.get((jurisdiction, other, normative), {}).items():
                near[kind] += numbered
    return near


def _row(
    agency: str,
    jurisdiction: str,
    period: str,
    types: Sequence[str],
    numbered: Sequence[Numbered],
    near: Sequence[Numbered],
    *,
    normative: bool,
) -> Row:
    outliers = counters.outliers(numbered, near)
    wrong = {outlier.code for outlier in outliers if outlier.fits_year is not None}
    believed = [one for one in numbered if one.code not in wrong] or list(numbered)
    highest = max(one.number for one in believed)
    seen = {one.number for one in numbered}
    return Row(
        agency, jurisdiction, period, tuple(types), normative,
        held=_codes(one for one in numbered if one.held),
        cited=_codes(one for one in numbered if not one.held),
        missing=tuple(_gaps(seen, highest)),
        highest=highest,
        outliers=outliers,
    )  # fmt: skip


def _codes(numbered: Iterable[Numbered]) -> tuple[str, ...]:
    ordered = sorted(numbered, key=lambda one: (one.number, fold(one.code)))
    return tuple(dict.fromkeys(one.code for one in ordered))


def _gaps(seen: set[int], highest: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of numbers that are not there, up to the highest.

    >>> list(_gaps({2, 3, 7}, 7))
    [(1, 1), (4, 6)]
    """
    before = 0
    for number in sorted(number for number in seen if number <= highest):
        if number > before + 1:
            yield before + 1, number - 1
        before = number
