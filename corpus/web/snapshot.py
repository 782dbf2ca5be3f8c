"""Snapshots of `corpus.db` that nobody writes to: what the web pages show.

Each has a name of its own, so that a server goes on reading the one before until it has opened
the new one.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from corpus import persons
from corpus.database import copy_to
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"corpus-(\d{8}T\d{6}\.\d{6})Z\.db")
_FORM = "%Y%m%dT%H%M%S.%f"
_KEPT = 2  # the newest, and the one that a server may still be reading
_ABANDONED = timedelta(days=1)  # a half-written file this old has no writer any more


def publish(connection: sqlite3.Connection, folder: Path) -> Path:
    """Give the path of a new snapshot of the corpus, whole or not there at all.

    The numbers and mail addresses of persons are struck out of it.

    It is named by its time, `corpus-20260701T031500.000000Z.db`; the one before is kept, older
    ones go. ConfigError in one line where the folder cannot be written or is full; what stood
    there stays.
    """
    try:
        return _publish(connection, folder)
    except (OSError, sqlite3.DatabaseError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ConfigError(f"{folder}: cannot publish: {why}") from error


def _publish(connection: sqlite3.Connection, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    _clean(folder)
    path = folder / f"corpus-{_moment_after(newest(folder)).strftime(_FORM)}Z.db"
    partial = path.with_suffix(".part")
    try:
        copy_to(connection, partial)
        with closing(sqlite3.connect(partial)) as copy, copy:
            persons.mask_all(copy)
        _sync(partial)
        partial.rename(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    _sync(folder)
    for old in _all(folder)[:-_KEPT]:
        old.unlink(missing_ok=True)
    return path


def newest(folder: Path) -> Path | None:
    """Give the newest snapshot of a folder, None where there is none."""
    found = _all(folder)
    return found[-1] if found else None


def moment(path: Path) -> datetime:
    """Give when a snapshot was made, in UTC, from its name.

    >>> from pathlib import Path
    >>> moment(Path("corpus-20260701T031500.000000Z.db")).isoformat()
    '2026-07-01T03:15:00+00:00'
    """
    told = _NAME.fullmatch(path.name)
    if told is None:
        raise ConfigError(f"{path}: not the name of a snapshot")
    return datetime.strptime(told[1], _FORM).replace(tzinfo=UTC)


def _all(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def _moment_after(before: Path | None) -> datetime:
    """Give the present, or a moment after the last snapshot where the clock was set back."""
    now = datetime.now(UTC)
    return now if before is None else max(now, moment(before) + timedelta(microseconds=1))


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clean(folder: Path) -> None:
    """Drop what a killed publication left behind."""
    oldest = (datetime.now(UTC) - _ABANDONED).timestamp()
    for partial in folder.glob("corpus-*.part*"):
        if partial.stat().st_mtime < oldest:
            partial.unlink(missing_ok=True)
