"""The copy of a database that is kept when a newer vanban changes its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


def keep(connection: sqlite3.Connection, path: Path, migration: str) -> Path:
    """Copy a database to backup/NAME-before-MIGRATION.db beside it; gives the copy.

    It stands for the one before the latest change of schema: an earlier copy is removed once this
    one is whole. sqlite3.Error and OSError where there is no room for it: then nothing is to be
    changed.
    """
    copy = path.parent / "backup" / f"{path.stem}-before-{migration}.db"
    if copy.exists():  # of a change that was interrupted: what it was before
        return copy
    copy.parent.mkdir(exist_ok=True)
    half = copy.with_suffix(".part")
    half.unlink(missing_ok=True)
    try:
        connection.execute("VACUUM INTO ?", (str(half),))
        half.replace(copy)
    finally:
        half.unlink(missing_ok=True)
    for other in copies(path):
        if other != copy:
            other.unlink()
    return copy


def copies(path: Path) -> list[Path]:
    """Give the copies that are kept of a database."""
    return sorted((path.parent / "backup").glob(f"{path.stem}-before-*.db"))
