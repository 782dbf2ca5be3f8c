"""Files that people write, one over the other: what all share, a family, a site."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from scrapers.strict import Mistake

_ADD_UP = frozenset(
    {
        "author_clean", "blocked", "drop", "drop_query", "drop_text", "end_text", "not_article",
        "soft_404",
    }
)  # fmt: skip

_TABLE = re.compile(r"\s*\[+([^\[\]]+)\]+\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*([\w."'-]+)\s*=""")


def read(path: Path) -> dict[str, Any]:
    """Give what a file says; raise ConfigError with its name where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error


def merged(shared: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Lay a file over what it shares: tables key by key, lists of furniture and marks add up."""
    both = dict(shared)
    for key, value in own.items():
        below = both.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            both[key] = merged(below, value)
        elif key in _ADD_UP and isinstance(below, list) and isinstance(value, list):
            both[key] = below + value
        else:
            both[key] = value
    return both


def told(mistake: Mistake, path: Path) -> str:
    """Give a mistake as one line, behind the number of the file's line that says it."""
    number = None if mistake.is_missing else line_of(path, list(mistake.keys))
    return f"line {number}: {mistake}" if number else str(mistake)


def line_of(path: Path, keys: list[str]) -> int | None:
    """Give the line on which a file says a key, None where it does not say it.

    `keys` lead there from the top: tables, the key, and numbers of a list's entries. A list over
    several lines is searched for none of them: the line is the one of its key.
    """
    try:
        written = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    table: list[str] = []
    found = None
    for number, line in enumerate(written, 1):
        if header := _TABLE.match(line):
            table = [part.strip(" \"'") for part in header[1].split(".")]
        elif key := _KEY.match(line):
            said = [*table, *(part.strip(" \"'") for part in key[1].split("."))]
            wanted = [one for one in keys if not one.isdecimal()][: len(said)]
            if said == wanted and (found is None or len(said) > found[0]):
                found = (len(said), number)
    return found[1] if found else None
