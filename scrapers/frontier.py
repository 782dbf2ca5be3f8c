"""crawl.db: which pages there are, how the last visit of each site went, what is wrong."""

from __future__ import annotations

import itertools
import re
import sqlite3
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scrapers.closing import Closing
from scrapers.exchange import Location, now, utc
from scrapers.settings import ConfigError
from scrapers.state import (
    Fetched,
    Problem,
    SiteStatus,
    Version,
    fetched,
    location_of,
    problem,
    site_status,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["VERSION", "Fetched", "Frontier", "Location", "Problem", "SiteStatus", "Version"]

VERSION = 3
_LONGEST_REST = timedelta(days=30)
_DISK = frozenset(
    {
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
    }
)  # fmt: skip
_SCHEMA = Path(__file__).with_name("crawl.sql")
_ADDED = (  # columns that older files lack
    ("pages", "listed_by", "TEXT"),
    ("pages", "deep", "INTEGER NOT NULL DEFAULT 0"),
    ("visits", "read", "INTEGER NOT NULL DEFAULT 0"),
    ("visits", "broken", "INTEGER NOT NULL DEFAULT 0"),
    ("listings", "deep", "INTEGER NOT NULL DEFAULT 0"),
)
_FROM_1 = """
INSERT INTO answers (page, fetched_at, status, digest, file, start, length)
SELECT id, coalesce(answered, changed, last_seen), 'ok', digest, file, start, length
FROM pages WHERE digest IS NOT NULL ORDER BY file, start;
"""


class Frontier(Closing):
    """The state of all crawls in one SQLite file; safe to share between threads.

    Opening it makes the file, or raises ConfigError: a newer schema, no database, not writable.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        except OSError as error:
            raise ConfigError(f"{path}: {error.strerror}") from error
        except sqlite3.Error as error:
            raise ConfigError(f"{path}: {error}") from error
        self._db.row_factory = sqlite3.Row
        try:
            self._migrate()
            if read_only:
                self._db.execute("PRAGMA query_only = ON")
        except sqlite3.Error as error:
            self._db.close()
            raise ConfigError(f"{path}: {error}") from error
        except ConfigError:
            self._db.close()
            raise

    def _migrate(self) -> None:
        """Bring the schema up to date; a newer one is left untouched."""
        found = self._db.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise ConfigError(
                f"{self.path}: schema {found} is newer than this vanban knows ({VERSION})"
            )
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")  # the archive is synced before
        self._db.execute("PRAGMA wal_autocheckpoint = 4000")  # 16 MB: all wait while it is emptied
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute("PRAGMA cache_size = -256")  # kilobytes; the system keeps the file anyway
        if found < VERSION:
            schema = _SCHEMA.read_text(encoding="utf-8")
            if found:
                schema = _added_since(schema, self._db)
            if found == 1:
                schema += _FROM_1
            self._db.executescript(f"BEGIN; {schema} PRAGMA user_version = {VERSION}; COMMIT;")

    def check(self) -> None:
        """Raise ConfigError where the file is damaged."""
        try:
            found = [" ".join(str(r[0]).split()) for r in self.rows("PRAGMA quick_check(1)")]
        except sqlite3.DatabaseError as error:
            found = [str(error)]
        if found != ["ok"]:
            raise ConfigError(
                f"{self.path}: damaged ({found[0]}): put a copy of backup/ in its place, or make it"
                " anew from the archive with `vanban crawl --rebuild`"
            )

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside one transaction: all of it is kept, or nothing."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException as error:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DISK:  # the rest is detail
                    raise ConfigError(f"{self.path}: {error}") from error
                raise

    def rows(self, sql: str, values: Mapping[str, object] | None = None) -> list[sqlite3.Row]:
        """Give what a query finds."""
        with self._lock:
            return self._db.execute(sql, dict(values or {})).fetchall()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    def fetched(self, since: str | None = None) -> Iterator[Fetched]:
        """Give the last good answer of each page by site, kind and identity.

        With `since` (UTC, ISO) only what is new or has changed since then.
        """
        found = self.rows(
            "SELECT * FROM pages WHERE digest IS NOT NULL AND changed >= :since"
            " ORDER BY site, kind, identity",
            {"since": since or ""},
        )
        earlier = self._versions()
        for row in found:
            yield fetched(row, earlier.get(row["id"], ()))

    def _versions(self) -> dict[int, tuple[Version, ...]]:
        """Give the earlier good answers of each page that had others than its newest."""
        found = self.rows(
            "SELECT page, fetched_at, digest, file, start, length FROM answers WHERE page IN"
            " (SELECT page FROM answers WHERE digest IS NOT NULL"
            "  GROUP BY page HAVING count(DISTINCT digest) > 1)"
            " AND digest IS NOT NULL ORDER BY page, id"
        )
        pages = itertools.groupby(found, key=lambda row: int(row["page"]))
        return {page: versions(rows) for page, rows in pages}

    def sealed(self) -> frozenset[str]:
        """Give the archive files that are complete."""
        return frozenset(row["file"] for row in self.rows("SELECT file FROM sealed"))

    def status(self, today: datetime | None = None) -> tuple[SiteStatus, ...]:
        """Give how the last visit of each site went, by name."""
        today = today or datetime.now(UTC)
        found = self.rows(
            "SELECT v.*, s.max_age_days, p.status AS problem_status, p.note AS problem_note,"
            " (SELECT max(coalesce(published, listed_published)) FROM pages"
            "   WHERE pages.site = v.site) AS newest"
            " FROM visits v JOIN sites s ON s.name = v.site"
            " LEFT JOIN problems p ON p.site = v.site AND p.url = ''"
            " WHERE v.id = (SELECT max(id) FROM visits WHERE site = v.site) ORDER BY v.site"
        )
        return tuple(site_status(row, today) for row in found)

    def last_listed(self) -> dict[str, str]:
        """Give when the last visit of each site began that found articles listed, in UTC."""
        found = self.rows(
            "SELECT site, max(started) AS started FROM visits WHERE listed > 0 GROUP BY site"
        )
        return {row["site"]: row["started"] for row in found}

    def problems(self, site: str | None = None) -> tuple[Problem, ...]:
        """Give what is wrong at present, by site and address."""
        found = self.rows(
            "SELECT * FROM problems WHERE :site IS NULL OR site = :site ORDER BY site, url",
            {"site": site},
        )
        return tuple(problem(row) for row in found)

    def local(self, site: str, identity: str, digest: str) -> Location | None:
        """Give where exactly this local file lies in the archive, None if it never came."""
        found = self.rows(
            "SELECT file, start, length FROM pages WHERE site = :site AND kind = 'local'"
            " AND identity = :identity AND digest = :digest",
            {"site": site, "identity": identity, "digest": digest},
        )
        return location_of(found[0]) if found else None

    # What ties the archive to this file

    def accounted(self) -> Location | None:
        """Give the last location in the archive that this file knows of."""
        found = self.rows("SELECT file, start, length FROM archived")
        return location_of(found[0]) if found else None

    def forget_lost(self, ends: Mapping[str, int]) -> int:
        """Have pages asked for again whose answers the archive lost; give how many they are."""
        lost = 0
        with self.transaction() as db:
            for table, forget in _FORGET.items():
                for row in db.execute(f"SELECT DISTINCT file FROM {table} WHERE file IS NOT NULL"):
                    values = {"file": row["file"], "end": ends.get(row["file"], 0)}
                    count = db.execute(forget, values).rowcount
                    lost += count if table == "pages" else 0
            for row in db.execute("SELECT * FROM archived").fetchall():
                end = ends.get(row["file"], 0)
                if row["start"] + row["length"] > end:
                    db.execute("UPDATE archived SET start = 0, length = ?", (end,))
        return lost

    def recall(self, key: str) -> Location | None:
        """Give where an answer lies that was archived and not used yet."""
        found = self.rows(
            "SELECT * FROM unclaimed WHERE key = :key AND until > :now", {"key": key, "now": now()}
        )
        return location_of(found[0]) if found else None

    def robots(self, origin: str) -> Location | None:
        """Give where the robots.txt of an origin lies, if it is less than a day old."""
        fresh = utc(datetime.now(UTC) - timedelta(days=1))
        found = self.rows(
            "SELECT * FROM robots WHERE origin = :origin AND fetched BETWEEN :fresh AND :now",
            {"origin": origin, "fresh": fresh, "now": now()},
        )
        return location_of(found[0]) if found else None

    def not_before(self, host: str) -> str | None:
        """Give until when a host asked to be left alone, None if that is over."""
        found = self.rows(
            "SELECT not_before FROM hosts WHERE host = :host"
            " AND not_before BETWEEN :now AND :latest",  # later still: the clock was wrong
            {"host": host, "now": now(), "latest": utc(datetime.now(UTC) + _LONGEST_REST)},
        )
        return str(found[0]["not_before"]) if found else None


_FORGET = {
    "pages": "UPDATE pages SET file = NULL, start = NULL, length = NULL, digest = NULL,"
    " etag = NULL, last_modified = NULL, due = NULL, last_visit = NULL, last_status = NULL"
    " WHERE file = :file AND start + length > :end",
    "answers": "DELETE FROM answers WHERE file = :file AND start + length > :end",
    "robots": "DELETE FROM robots WHERE file = :file AND start + length > :end",
    "unclaimed": "DELETE FROM unclaimed WHERE file = :file AND start + length > :end",
    "problems": "UPDATE problems SET file = NULL, start = NULL, length = NULL"
    " WHERE file = :file AND start + length > :end",
}


def _added_since(schema: str, db: sqlite3.Connection) -> str:
    """Give the statements of a schema that make what an older file lacks."""
    held = {row[0] for row in db.execute("SELECT name FROM sqlite_master")}
    added, statement = "", ""
    for table, column, kind in _ADDED:
        names = {row["name"] for row in db.execute(f"PRAGMA table_info({table})")}
        if column not in names:
            added += f"ALTER TABLE {table} ADD COLUMN {column} {kind};\n"
    for line in schema.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            made = re.search(r"^CREATE (?:UNIQUE )?(?:TABLE|INDEX) (\w+)", statement, re.MULTILINE)
            if made is not None and made[1] not in held:
                added += statement
            statement = ""
    return added
