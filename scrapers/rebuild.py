"""crawl.db made anew from the archive, which keeps of each answer whose it is and what it was."""

from __future__ import annotations

import hashlib
import itertools
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scrapers import forgotten, relisted
from scrapers.acts import KeepRobots
from scrapers.archive import Archive, ArchiveError
from scrapers.exchange import request_key
from scrapers.frontier import Frontier
from scrapers.ledger import account, page_of
from scrapers.notice import Attachment
from scrapers.outcome import Outcome, Row
from scrapers.owner import owned
from scrapers.page import Item
from scrapers.page_acts import KeepLocal, RecordPage
from scrapers.settings import ConfigError
from scrapers.status import Status
from scrapers.store import LOCAL

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from scrapers.archive import Record
    from scrapers.exchange import Location
    from scrapers.forgotten import Forgotten

_CHUNK = 500  # records in a transaction
_HERE = "WHERE site = :site AND kind = :kind AND identity = :identity"
_INFERRED = {
    200: Status.OK, 304: Status.NOT_MODIFIED, 404: Status.NOT_FOUND, 410: Status.GONE,
}  # of older archives  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was found: answers in the archive, pages and files they are of, and what is unreadable.

    `kept` is where the former crawl.db lies, None where there was none.
    """

    answers: int
    pages: int
    unreadable: tuple[str, ...]
    kept: Path | None


def rebuild(folder: Path) -> Rebuilt:
    """Make `folder`/crawl.db from the archive; the former one is kept as backup/crawl-before.db.

    Pages, files, their versions, problems and due days come back; of visits, what they listed and
    how many answers they brought; where back-fill goes on; and what tells whether a site is as it
    was. Of listings that an earlier vanban archived only their number is known: these are followed
    once more by the next crawl. Raises ConfigError where a crawl is going on or the folder cannot
    be written.
    """
    with owned(folder):
        new = folder / "crawl-new.db"
        _remove(new)
        archive = Archive(folder / "archive")
        unreadable: list[str] = []
        with Frontier(new) as frontier:
            answers = _replay(frontier, archive, unreadable, forgotten.load(folder))
            with frontier.transaction() as db:
                relisted.end_visits(db)
            pages = frontier.rows("SELECT count(*) AS n FROM pages WHERE digest IS NOT NULL")[0][
                "n"
            ]
            frontier.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return Rebuilt(answers, pages, tuple(unreadable), _put_in_place(folder, new))


def _put_in_place(folder: Path, new: Path) -> Path | None:
    old = folder / "crawl.db"
    kept = None
    try:
        if old.exists():
            kept = folder / "backup" / "crawl-before.db"
            kept.parent.mkdir(exist_ok=True)
            shutil.copy2(old, kept)
            _remove(old)
        new.replace(old)
        _remove(new)
    except OSError as error:
        raise ConfigError(f"{old}: {error.strerror}") from error
    return kept


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _replay(frontier: Frontier, archive: Archive, unreadable: list[str], gone: Forgotten) -> int:
    places = archive.locations(unreadable)
    count = 0
    while some := list(itertools.islice(places, _CHUNK)):
        with frontier.transaction() as db:
            for location in some:
                try:
                    record = archive.read(location)
                except ArchiveError as error:
                    unreadable.append(str(error))
                    continue
                _apply(db, location, record, gone)
                account(db, location)
                count += 1
    return count


def _apply(db: sqlite3.Connection, location: Location, record: Record, gone: Forgotten) -> None:
    told = record.options
    if record.kind == "resource":
        if place := told.get(LOCAL):
            digest = hashlib.sha256(record.payload).hexdigest()
            KeepLocal(digest=digest, at=record.fetched_at, **place).apply(db, location)
        return
    kind, status = told.get("kind"), told.get("status")
    if kind == "robots" and status != "redirect":
        key = request_key(record.method, record.url, record.form)
        KeepRobots(told["origin"], key, record.fetched_at).apply(db, location)
    elif kind == "listing" and status != "redirect":
        relisted.apply(db, location, record, _visit(db, told, record.fetched_at), gone)
    elif kind in {"article", "attachment"} and status != "redirect":
        _record(db, location, record)


def _record(db: sqlite3.Connection, location: Location, record: Record) -> None:
    told = record.options
    status = Status(told.get("status") or _INFERRED.get(record.status or 0, Status.REFUSED))
    visit = _visit(db, told, record.fetched_at)
    row = _page(db, told, visit, record.fetched_at)
    digest = None
    if record.kind == "revisit":
        if row["digest"] is None:  # what it refers to is lost: the page is asked for again
            return
        digest = row["digest"]
    elif status is Status.OK:
        digest = hashlib.sha256(record.payload).hexdigest()
    headers = {name.lower(): value for name, value in record.headers}
    outcome = Outcome(
        status,
        told.get("note", ""),
        digest=digest,
        answered=record.fetched_at,
        media_type=told.get("media_type"),
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        published=told.get("published"),
        name=told.get("name"),
        attachments=tuple(Attachment(url, name) for url, name in told.get("attachments", ())),
        lacks=frozenset(told["lacks"][1:]) if "lacks" in told else None,
    )
    moved = None
    if "moved_to" in told:
        item = Item(told["moved_to"], told.get("listed_title") or "", told.get("listed_published"))
        moved = Row(told.get("moved_identity") or told["moved_to"], item)
    RecordPage(told["site"], visit, page_of(row), outcome, moved).apply(db, location)


def _visit(db: sqlite3.Connection, told: dict[str, Any], at: str) -> int:
    """Give the visit in which an answer came; it counts as finished with its last one."""
    site, started = told["site"], told.get("visit") or at[:10]
    # An empty digest of the declaration has what could not be read looked at again.
    db.execute("INSERT OR IGNORE INTO sites VALUES (?, '', 3650)", (site,))
    found = db.execute(
        "SELECT id FROM visits WHERE site = ? AND started = ?", (site, started)
    ).fetchone()
    if found is None:
        relisted.end_visits(db, site)
        added = db.execute(
            "INSERT INTO visits (site, started, finished) VALUES (?, ?, ?)", (site, started, at)
        )
        return added.lastrowid or 0
    db.execute("UPDATE visits SET finished = ? WHERE id = ?", (at, found["id"]))
    return int(found["id"])


def _page(db: sqlite3.Connection, told: dict[str, Any], visit: int, at: str) -> sqlite3.Row:
    names = ("parent", "name", "listed_title", "listed_published", "listed_by")
    values = {**dict.fromkeys(names), **told, "visit": visit}
    first = db.execute(f"SELECT first_seen FROM pages {_HERE}", values).fetchone()
    values["first_seen"] = told.get("first_seen") or (first["first_seen"] if first else at)
    added = db.execute(
        "INSERT OR IGNORE INTO pages (site, kind, identity, url, parent, name, listed_title,"
        " listed_published, listed_by, first_seen, first_visit) VALUES (:site, :kind, :identity,"
        " :url, :parent, :name, :listed_title, :listed_published, :listed_by, :first_seen, :visit)",
        values,
    ).rowcount
    if added and told["kind"] == "article":
        db.execute("UPDATE visits SET new = new + 1 WHERE id = ?", (visit,))
    db.execute(
        "UPDATE pages SET listed_title = :listed_title, listed_published = :listed_published,"
        f" listed_by = :listed_by, first_seen = :first_seen {_HERE}",
        values,
    )
    found: sqlite3.Row = db.execute(f"SELECT * FROM pages {_HERE}", values).fetchone()
    return found
