"""What became of a page, and a local file taken in, as changes of crawl.db."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from scrapers.exchange import now
from scrapers.expectations import count_fields
from scrapers.ledger import (
    NEVER,
    account,
    claim,
    enter_page,
    enter_problem,
    keep_answer,
)
from scrapers.revisits import ABSENT, after_failure, appeared, next_look, spread, when_absent
from scrapers.status import TEMPORARY, Status

if TYPE_CHECKING:
    import sqlite3

    from scrapers.exchange import Location
    from scrapers.outcome import Outcome, Page, Row

_GOOD = frozenset({Status.OK, Status.NOT_MODIFIED})
_SEEN = "UPDATE pages SET last_visit = ?, last_status = ?, last_seen = ?, due = ?, step = 0"


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Keep what became of a page; `moved` is the other article that it led to."""

    site: str
    visit: int
    page: Page
    outcome: Outcome
    moved: Row | None = None

    def apply(self, db: sqlite3.Connection, location: Location | None) -> bool:
        """Tell whether it is a problem that was not known before."""
        page, outcome = self.page, self.outcome
        at = outcome.answered or now()
        claim(db, outcome.keys, location)
        row = db.execute("SELECT digest, step FROM pages WHERE id = ?", (page.id,)).fetchone()
        if location is not None:
            digest = outcome.digest
            if outcome.status is Status.NOT_MODIFIED:
                digest = row["digest"]
            keep_answer(db, page.id, self.visit, at, outcome.status, digest, location)
        if outcome.lacks is not None:
            count_fields(db, self.visit, outcome.lacks)
        if outcome.status in _GOOD:
            self._good(db, row, at, location)
            return False
        return self._bad(db, row, at, location)

    def _bad(
        self, db: sqlite3.Connection, row: sqlite3.Row, at: str, location: Location | None
    ) -> bool:
        page, outcome = self.page, self.outcome
        if outcome.status is Status.MOVED:
            self._forget_problem(db)
            if self.moved is not None:
                enter_page(db, self.site, self.visit, self.moved)
        due = None if outcome.status in TEMPORARY else after_failure(row["step"], moment(at))
        if outcome.status in ABSENT and row["digest"] is not None:
            due = when_absent(db, page.id, moment(at))
        db.execute(
            "UPDATE pages SET last_visit = ?, last_status = ?, due = ?, step = step + ?"
            " WHERE id = ?",
            (self.visit, outcome.status, due, due is not None, page.id),
        )
        if outcome.status in {Status.MOVED, Status.ELSEWHERE}:
            return False
        self._count(db, "soft_404" if outcome.status is Status.SOFT_404 else "failed")
        return enter_problem(db, self.site, self.visit, page.url, outcome, location, at)

    def _good(
        self, db: sqlite3.Connection, row: sqlite3.Row, at: str, location: Location | None
    ) -> None:
        page, outcome = self.page, self.outcome
        same = outcome.status is Status.NOT_MODIFIED or outcome.digest == row["digest"]
        edited = not same and row["digest"] is not None
        due = self._next_look(db, moment(at), edited=edited)
        self._forget_problem(db)
        self._count(db, "unchanged" if same else "fetched")
        if same or location is None:
            db.execute(f"{_SEEN} WHERE id = ?", (self.visit, outcome.status, at, due, page.id))
            return
        db.execute(
            f"{_SEEN}, changed = ?, answered = ?, digest = ?, media_type = ?, etag = ?,"
            " last_modified = ?, file = ?, start = ?, length = ?,"
            " published = coalesce(?, published), name = coalesce(?, name) WHERE id = ?",
            (
                self.visit, outcome.status, at, due, now(), at, outcome.digest, outcome.media_type,
                outcome.etag, outcome.last_modified, location.file, location.offset,
                location.length, outcome.published, outcome.name, page.id,
            ),
        )  # fmt: skip
        for file in outcome.attachments:
            db.execute(
                "INSERT OR IGNORE INTO pages"
                " (site, kind, identity, url, parent, name, first_seen, first_visit, deep)"
                " SELECT ?, 'attachment', ?, ?, ?, ?, ?, ?, deep FROM pages WHERE id = ?",
                (self.site, file.url, file.url, page.identity, file.name, at, self.visit, page.id),
            )

    def _next_look(self, db: sqlite3.Connection, at: datetime, *, edited: bool) -> str:
        if edited:
            return spread(next_look(at, at), at, self.page.url)
        row = db.execute(_APPEARED, (self.page.id,)).fetchone()
        due = next_look(appeared(row, self.outcome.published, at), at)
        return spread(due, at, self.page.url)

    def _forget_problem(self, db: sqlite3.Connection) -> None:
        db.execute("DELETE FROM problems WHERE site = ? AND url = ?", (self.site, self.page.url))

    def _count(self, db: sqlite3.Connection, column: str) -> None:
        db.execute(f"UPDATE visits SET {column} = {column} + 1 WHERE id = ?", (self.visit,))


@dataclass(frozen=True, slots=True)
class KeepLocal:
    """Keep where a local file lies in the archive, and what is told of it."""

    site: str
    identity: str
    url: str
    digest: str
    media_type: str
    name: str | None = None
    title: str | None = None
    published: str | None = None
    at: str | None = None

    def apply(self, db: sqlite3.Connection, location: Location | None) -> bool:
        """Tell whether the file is new or has changed."""
        if location is None:
            return False
        at = self.at or now()
        values = {
            "site": self.site, "identity": self.identity, "url": self.url, "digest": self.digest,
            "at": at, "media_type": self.media_type, "name": self.name, "title": self.title,
            "published": self.published, "file": location.file, "start": location.offset,
            "length": location.length, "never": NEVER,
        }  # fmt: skip
        old = db.execute(_LOCAL, values).fetchone()
        db.execute(_ADD_LOCAL, values)
        page = db.execute(_LOCAL, values).fetchone()["id"]
        keep_answer(db, page, None, at, Status.OK, self.digest, location)
        account(db, location)
        return old is None or old["digest"] != self.digest


def moment(at: str) -> datetime:
    """Give a time of crawl.db as a datetime."""
    return datetime.fromisoformat(at)


_APPEARED = """
SELECT p.first_seen, p.answered,
  coalesce(p.published, p.listed_published, a.published, a.listed_published) AS day,
  (SELECT count(DISTINCT digest) FROM answers WHERE page = p.id) AS contents
FROM pages p
LEFT JOIN pages a ON a.site = p.site AND a.kind = 'article' AND a.identity = p.parent
WHERE p.id = ?
"""
_LOCAL = (
    "SELECT id, digest FROM pages WHERE site = :site AND kind = 'local' AND identity = :identity"
)
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
