"""crawl.db: which pages there are, how the last visit of each site went, what is wrong."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from scrapers.closing import Closing
from scrapers.exchange import Location, now
from scrapers.settings import ConfigError
from scrapers.state import Fetched, Problem, SiteStatus, fetched, location_of, problem, site_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["NEVER", "VERSION", "Fetched", "Frontier", "Location", "Problem", "SiteStatus"]

VERSION = 1
_LONGEST_REST = timedelta(days=30)
_DISK = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR})
_SCHEMA = Path(__file__).with_name("crawl.sql")
NEVER = "9999-12-31"  # due on no day: a local file is not asked for


class Frontier(Closing):
    """The state of all crawls in one SQLite file; safe to share between threads.

    Opening it makes the file, or raises ConfigError: a newer schema, no database, not writable.
    """

    def __init__(self, path: Path) -> None:
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
        self._db.execute("PRAGMA foreign_keys = ON")
        if found < VERSION:
            schema = _SCHEMA.read_text(encoding="utf-8")
            self._db.executescript(f"BEGIN; {schema} PRAGMA user_version = {VERSION}; COMMIT;")

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
                if getattr(error, "sqlite_errorcode", None) in _DISK:
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
        for row in found:
            yield fetched(row)

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

    def add_local(
        self,
        *,
        site: str,
        identity: str,
        url: str,
        location: Location,
        digest: str,
        media_type: str,
        name: str | None = None,
        title: str | None = None,
        published: str | None = None,
    ) -> bool:
        """Keep where a local file lies in the archive; tell whether it is new or has changed."""
        at = now()
        values = {
            "site": site, "identity": identity, "url": url, "digest": digest, "at": at,
            "media_type": media_type, "name": name, "title": title, "published": published,
            "file": location.file, "start": location.offset, "length": location.length,
            "never": NEVER,
        }  # fmt: skip
        with self.transaction() as db:
            old = db.execute(
                "SELECT digest FROM pages WHERE site = :site AND kind = 'local'"
                " AND identity = :identity",
                values,
            ).fetchone()
            db.execute(_ADD_LOCAL, values)
            account(db, location)
        return old is None or old["digest"] != digest

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

    def adopt(self, orphans: Mapping[str, Location], last: Location | None) -> None:
        """Take in answers that were archived when a crawl was killed; `recall` finds them a day."""
        until = utc(datetime.now(UTC) + timedelta(days=1))
        with self.transaction() as db:
            for key, location in orphans.items():
                db.execute(
                    "INSERT OR REPLACE INTO unclaimed VALUES (?, ?, ?, ?, ?)",
                    (key, until, location.file, location.offset, location.length),
                )
            if last is not None:
                account(db, last)

    def forget_lost(self, ends: Mapping[str, int]) -> int:
        """Have pages asked for again whose answers the archive lost; give how many they are."""
        lost = 0
        with self.transaction() as db:
            for table in ("pages", "robots", "unclaimed", "problems"):
                for row in db.execute(f"SELECT DISTINCT file FROM {table} WHERE file IS NOT NULL"):
                    values = {"file": row["file"], "end": ends.get(row["file"], 0)}
                    lost += db.execute(_FORGET[table], values).rowcount
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

    def keep_robots(self, origin: str, location: Location, key: str) -> None:
        """Keep where the robots.txt of an origin lies."""
        with self.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?, ?)",
                (origin, now(), location.file, location.offset, location.length),
            )
            db.execute("DELETE FROM unclaimed WHERE key = ?", (key,))
            account(db, location)

    def not_before(self, host: str) -> str | None:
        """Give until when a host asked to be left alone, None if that is over."""
        found = self.rows(
            "SELECT not_before FROM hosts WHERE host = :host"
            " AND not_before BETWEEN :now AND :latest",  # later still: the clock was wrong
            {"host": host, "now": now(), "latest": utc(datetime.now(UTC) + _LONGEST_REST)},
        )
        return str(found[0]["not_before"]) if found else None

    def leave_alone(self, host: str, seconds: float) -> None:
        """Keep that a host asked to be left alone for so long, at most 30 days."""
        until = datetime.now(UTC) + min(timedelta(seconds=min(seconds, 1e8)), _LONGEST_REST)
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", (host, utc(until)))


_ADD_LOCAL = """
INSERT INTO pages (site, kind, identity, url, name, listed_title, listed_published, published,
  first_seen, last_status, last_seen, changed, digest, media_type, file, start, length, due)
VALUES (:site, 'local', :identity, :url, :name, :title, :published, :published,
  :at, 'ok', :at, :at, :digest, :media_type, :file, :start, :length, :never)
ON CONFLICT (site, kind, identity) DO UPDATE SET
  url = :url, name = :name, listed_title = :title, listed_published = :published,
  published = :published, last_seen = :at, changed = :at, digest = :digest,
  media_type = :media_type, file = :file, start = :start, length = :length
"""
_FORGET = {
    "pages": "UPDATE pages SET file = NULL, start = NULL, length = NULL, digest = NULL,"
    " etag = NULL, last_modified = NULL, due = NULL, last_visit = NULL, last_status = NULL"
    " WHERE file = :file AND start + length > :end",
    "robots": "DELETE FROM robots WHERE file = :file AND start + length > :end",
    "unclaimed": "DELETE FROM unclaimed WHERE file = :file AND start + length > :end",
    "problems": "UPDATE problems SET file = NULL, start = NULL, length = NULL"
    " WHERE file = :file AND start + length > :end",
}


def account(db: sqlite3.Connection, location: Location) -> None:
    """Move the mark of what is accounted for; another worker may have moved it further."""
    db.execute(
        "INSERT INTO archived VALUES (1, :file, :start, :length) ON CONFLICT DO UPDATE"
        " SET file = :file, start = :start, length = :length"
        " WHERE (:file, :start) > (file, start)",
        {"file": location.file, "start": location.offset, "length": location.length},
    )


def utc(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
