"""The one way to open `corpus.db`."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import sqlite_utils

from corpus import kept
from corpus.postponed import catch_up
from corpus.reindex import refresh_outdated
from corpus.schema import migrations
from corpus.units import fill_units
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["copy_to", "open_corpus", "tables"]


_CACHE = 64 * 1024  # KiB: ids are spread over the indexes


def open_corpus(path: Path, *, create: bool = True, read_only: bool = False) -> sqlite3.Connection:
    """Give a connection to a corpus of the present schema, migrated where it was older.

    Before that a copy of the older one is kept (`corpus.kept`).

    With `create` a missing file (and its folder) is made; without it a missing file is an error,
    and so is a newer schema, a file that is no corpus, or a folder that cannot be written:
    ConfigError with one line. `read_only` neither migrates nor writes.
    """
    if not create and not path.exists():
        raise ConfigError(f"{path}: no such database; `vanban crawl` or `vanban ingest` makes one")
    if not read_only:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"{path.parent}: {error.strerror}") from error
    try:
        return _connect(path, read_only=read_only)
    except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=30
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        is_present = _refuse_newer(connection, path)
        if not read_only:
            _migrate(connection, path)
        _refuse_older(path, is_older=read_only and not is_present)
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_newer(connection: sqlite3.Connection, path: Path) -> bool:
    """Give whether the schema is the present one; raise where the file has unknown ones."""
    database = sqlite_utils.Database(connection, execute_plugins=False)
    applied = {migration.name for migration in migrations.applied(database)}
    pending = {migration.name for migration in migrations.pending(database)}
    ours = {migration.name for migration in migrations._migrations}  # noqa: SLF001  (no public list)
    if newer := sorted(applied - ours):
        raise ConfigError(f"{path}: schema {newer[-1]} is newer than this vanban knows; update it")
    return not pending


def _refuse_older(path: Path, *, is_older: bool) -> None:
    if is_older:
        raise ConfigError(f"{path}: not a corpus, or of an older schema; open it once to write")


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    database = sqlite_utils.Database(connection, execute_plugins=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA wal_autocheckpoint = 8000")
    if pending := migrations.pending(database):
        # A crash may have left the empty list of migrations behind, and nothing else.
        others = set(database.table_names()) - {migrations.migrations_table}
        if others and not migrations.applied(database):
            raise ConfigError(f"{path}: a database, but not a corpus")
        if others:
            kept.keep(connection, path, pending[0].name)
        migrations.apply(database)
    fill_units(connection)
    catch_up(connection)
    refresh_outdated(connection)


def tables(connection: sqlite3.Connection) -> list[str]:
    """Give the names of the tables and views that people use, tables first, each kind by name."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'fulltext%' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%'"
        " ESCAPE '\\' AND name NOT IN ('near_keys', 'phrase_keys', 'postponed', 'unlinked')"
        " ORDER BY type, name"
    )
    return [name for (name,) in rows]


def copy_to(connection: sqlite3.Connection, path: Path) -> None:
    """Write a compact copy of the database to a new file that needs no journal beside it."""
    connection.execute("VACUUM INTO ?", (str(path),))
