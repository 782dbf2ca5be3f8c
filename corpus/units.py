"""Provinces and agencies as the corpus keeps them, and which province a notice belongs to."""

from __future__ import annotations

import json
import tomllib
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from extractors import provinces
from extractors.text import plain

if TYPE_CHECKING:
    import sqlite3

CENTRAL = "Trung ương"
_TODAY = "9999-12-31"
_LAST_DAY_OF_63 = "2025-06-30"


class Belongs(NamedTuple):
    """The unit a name meant on a day, and the one its land belongs to now."""

    then: str | None
    now: str | None


@lru_cache(maxsize=65_536)
def province_at(name: str | None, day: str | None) -> Belongs:
    """Give the province that `name` means on an ISO day; (None, None) where it names none.

    An undated notice keeps the name's own meaning: the old unit where the name ended with the
    merger, else the unit that bears it today.

    >>> province_at("Đắk Nông", "2019-04-02"), province_at("dak nong", "2025-08-01")
    (Belongs(then='Đắk Nông', now='Lâm Đồng'), Belongs(then='Lâm Đồng', now='Lâm Đồng'))
    """
    found = provinces.province_of(name, day) if name else None
    if found is None:
        return Belongs(None, None)
    merged = day is not None and day >= provinces.MERGER
    return Belongs(found.now if merged else found.name, found.now)


@lru_cache(maxsize=4096)
def province_names(name: str) -> tuple[str, ...]:
    """Give the names under which the notices of a province are kept, its own first.

    A new province also means the old ones that went into it; an old one only itself.

    >>> province_names("lam dong")
    ('Lâm Đồng', 'Bình Thuận', 'Đắk Nông')
    """
    found = provinces.province_of(name, _TODAY)
    if found is None:
        return ()
    if found.name != found.now:
        return (found.name,)
    old = [unit.name for unit in _old_units() if unit.now == found.name]
    return (found.name, *sorted(set(old) - {found.name}))


@cache
def _old_units() -> tuple[provinces.Province, ...]:
    return _units(_LAST_DAY_OF_63)


@cache
def _units(day: str) -> tuple[provinces.Province, ...]:
    names = {provinces.province_of(name, day) for name in _all_names()}
    return tuple(sorted((unit for unit in names if unit), key=lambda unit: unit.code))


@cache
def _all_names() -> tuple[str, ...]:
    with resources.files("extractors").joinpath("provinces.csv").open(encoding="utf-8") as file:
        return tuple(line.split(",")[0] for line in list(file)[1:])


@cache
def agencies() -> dict[str, dict[str, object]]:
    """Give the bodies of `agencies.toml` by key."""
    text = resources.files("extractors").joinpath("agencies.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, object]] = tomllib.loads(text)["agencies"]
    return found


def agency_of(name: str) -> str | None:
    """Give the key of the body of a name or code in any spelling; None where none is known.

    >>> agency_of("bo noi vu"), agency_of("SNV"), agency_of("Sở KH&CN"), agency_of("Sở Sao Hỏa")
    ('BNV', 'SNV', 'SKHCN', None)
    """
    return _keys().get(_letters(name))


@cache
def _keys() -> dict[str, str]:
    keys: dict[str, str] = {}
    for key, body in agencies().items():
        for column in ("codes", "names"):
            told = body[column]
            for name in told if isinstance(told, list) else ():
                keys.setdefault(_letters(str(name)), key)
    return keys


def _letters(name: str) -> str:
    return "".join(letter for letter in plain(name) if letter.isalnum())


class Successor(NamedTuple):
    """The body that took over, by its key, and the first day on which it stood."""

    id: str
    since: str


def successor_of(agency: str) -> Successor | None:
    """Give which body took over from one that is no more; None where none is known.

    >>> successor_of("BTTTT"), successor_of("SNV")
    (Successor(id='BKHCN', since='2025-03-01'), None)
    """
    body = agencies().get(agency, {})
    successor, until = body.get("successor"), body.get("until")
    if not successor or not until:
        return None
    return Successor(str(successor), str(date.fromisoformat(str(until)) + timedelta(days=1)))


@cache
def level_of_code(code: str) -> str | None:
    """Give the level of the body that a code in a symbol stands for; None where it is not known.

    >>> level_of_code("BNV"), level_of_code("TTG"), level_of_code("SNV"), level_of_code("QH15")
    ('central', 'central', 'province', 'central')
    """
    bare = _code_key(code).rstrip("0123456789")
    return _levels().get(bare)


@cache
def _levels() -> dict[str, str | None]:
    levels: dict[str, str | None] = {}
    for body in agencies().values():
        codes, level = body["codes"], body.get("level")
        if not isinstance(codes, list):
            continue
        for code in codes:
            key = _code_key(code)
            levels[key] = str(level) if level and levels.get(key, level) == level else None
    return levels


def _code_key(code: str) -> str:
    return plain(code).upper().replace("&", "").replace("-", "").replace(".", "")


def fill_units(connection: sqlite3.Connection) -> None:
    """Bring the tables `provinces` and `agencies` up to the vocabulary; writes only changes."""
    units = [
        (unit.scheme, unit.code, unit.name, unit.kind, unit.region, unit.now)
        for unit in (*_old_units(), *_units(_TODAY))
        if unit.scheme == "2004" or unit.name == unit.now
    ]
    units = sorted({row[:2]: row for row in units}.values())
    bodies = [_agency_row(key, body) for key, body in sorted(agencies().items())]
    for table, rows in (("provinces", units), ("agencies", bodies)):
        held = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
        if held == rows:
            continue
        marks = ", ".join("?" * len(rows[0]))
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"DELETE FROM {table}")
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        connection.execute("COMMIT")


def _agency_row(key: str, body: dict[str, object]) -> tuple[object, ...]:
    names = body["names"]
    return (
        key,
        names[0] if isinstance(names, list) else key,
        json.dumps(names, ensure_ascii=False),
        json.dumps(body["codes"], ensure_ascii=False),
        body.get("level"),
        body.get("since"),
        body.get("until"),
        body.get("successor"),
    )
