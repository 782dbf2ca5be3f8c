"""The bodies that are known by name, from `agencies.toml`: their keys, codes and successors."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "agencies.toml").read_text(encoding="utf-8")
)
_LISTED: dict[str, dict[str, Any]] = _DATA["agencies"]
WORDS: dict[str, Any] = _DATA["words"]  # roles, generic nouns, small words of names
HEADS: dict[str, str | None] = {fold(head): level or None for head, level in _DATA["heads"].items()}


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """A line of agencies.toml: since and until are ISO days, successor is a key."""

    key: str
    name: str
    codes: tuple[str, ...]
    level: str | None
    since: str | None
    until: str | None
    successor: str | None


ENTRIES: Mapping[str, AgencyEntry] = MappingProxyType(
    {
        key: AgencyEntry(
            key,
            entry["names"][0],
            tuple(entry["codes"]),
            entry.get("level"),
            entry.get("since"),
            entry.get("until"),
            entry.get("successor"),
        )
        for key, entry in _LISTED.items()
    }
)


def agency_codes() -> Mapping[str, str]:
    """Give every code that stands for a body in a document's symbol, with the body's key.

    Codes stand as printed (TTg), in capitals (TTG), and without "&", "-" and ".".

    >>> agency_codes()["SKH&CN"], agency_codes()["SKHCN"], agency_codes()["TTG"]
    ('SKHCN', 'SKHCN', 'TTg')
    """
    return _CODES


def successor_of(key: str, day: str) -> str:
    """Give the key of the body that does the work of `key` on an ISO day.

    >>> successor_of("STTTT", "2024-05-01"), successor_of("STTTT", "2025-05-01")
    ('STTTT', 'SKHCN')
    """
    while (entry := ENTRIES[key]).until and entry.successor and entry.until < day:
        key = entry.successor
    return key


def _codes() -> Iterator[tuple[str, str]]:
    for key, entry in _LISTED.items():
        for code in entry["codes"]:
            bare = re.sub(r"[&.,\-]", "", code)
            yield from ((form, key) for form in (code, code.upper(), bare, bare.upper()))


def _spellings(name: str) -> Iterator[str]:
    """A name with the ways to write its "và", "&" and commas."""
    parts = re.split(r"( và |&|, ?| - )", name)
    forms = {
        " và ": (" và ", " & ", "-", " "),
        "&": ("&", " & ", "", "-", " và "),
        ", ": (", ", " - ", "-", " "),
        ",": (",", ", ", "-", ""),
        " - ": (" - ", "-", ", ", " "),
    }
    yield from ("".join(choice) for choice in product(*(forms.get(p, (p,)) for p in parts)))


_CODES: Mapping[str, str] = MappingProxyType(
    dict(reversed([*_codes()]))  # the first line that has a code keeps it
)
KEYS: dict[str, str] = {}  # folded spelling -> key
for _key, _entry in _LISTED.items():
    for _name in _entry["names"]:
        for _form in _spellings(_name):
            KEYS.setdefault(" ".join(fold(_form).split()), _key)
