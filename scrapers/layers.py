"""Files that people write, one over the other: what all share, a family, a site."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError

_ADD_UP = frozenset(
    {
        "author_clean", "blocked", "drop", "drop_query", "drop_text", "end_text", "not_article",
        "soft_404",
    }
)  # fmt: skip


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


def first_mistake(error: ValidationError) -> str:
    """Give the first mistake as one line: key, value and what is wrong with it."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return f"{key}: missing"
    return f"{key} = {first['input']!r}: {first['msg']}"
