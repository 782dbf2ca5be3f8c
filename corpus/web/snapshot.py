"""Snapshots: complete copies of the corpus that are never written to again."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_PATTERN = "corpus-*.db"
_KEPT = 2  # the newest, and the one before, which a server may still be showing


def publish(connection: sqlite3.Connection, folder: Path) -> Path:
    """Write a snapshot of the corpus into a folder; gives its file.

    It appears under its name only when it is complete. Older ones but the last go. ConfigError in
    one line where the folder cannot be written or is full; then the old snapshot stays.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f".{_PATTERN}.part*"):
            left.unlink()
        path = folder / _next_name(folder)
        partial = folder / f".{path.name}.part"
        connection.execute("VACUUM INTO ?", (str(partial),))
        partial.replace(path)
        for old in _all(folder)[:-_KEPT]:
            old.unlink()
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be written: {error.strerror}") from error
    except sqlite3.OperationalError as error:
        raise ConfigError(f"{folder}: no snapshot could be made: {error}") from error
    return path


def newest(folder: Path) -> Path | None:
    """Give the newest snapshot of a folder, None where there is none."""
    return next(reversed(_all(folder)), None)


def _all(folder: Path) -> list[Path]:
    return sorted(folder.glob(_PATTERN))


def _next_name(folder: Path) -> str:
    last = newest(folder)
    number = time.time_ns()
    if last is not None:  # also when the clock was set back
        number = max(number, int(last.stem.removeprefix("corpus-")) + 1)
    return f"corpus-{number:020d}.db"
