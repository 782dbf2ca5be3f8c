"""The changes that a visit makes in crawl.db, as values, applied by the one writer in its order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from scrapers.backfill import drop_place, keep_places, known, put_place, take_places
from scrapers.exchange import now, utc
from scrapers.ledger import (
    account,
    add_listing,
    claim,
    count_listed,
    counts,
    enter_page,
    enter_problem,
    follow_to_end,
    mark_listing,
    read_again,
)
from scrapers.outcome import Counts, Listing, Outcome, Row, Seen
from scrapers.page import Request

if TYPE_CHECKING:
    import sqlite3

    from scrapers.exchange import Location
    from scrapers.site import Site
    from scrapers.status import Status

_LONGEST_REST = timedelta(days=30)
_ANOTHER_NIGHT = timedelta(hours=12)  # a visit that began before is not taken up any more


@dataclass(frozen=True, slots=True)
class Begun:
    """A visit that may go on: its number, and when it began."""

    id: int
    started: str


@dataclass(frozen=True, slots=True)
class BeginVisit:
    """Open a visit of a site, or take up the one that was interrupted in the same night.

    One of an earlier night is ended: what is new by now goes before what it had still to do.
    """

    site: Site

    def apply(self, db: sqlite3.Connection, location: Location | None) -> Begun:  # noqa: ARG002  (as every act)
        """Declare the site, and give its open visit."""
        self._declare(db)
        name = self.site.name
        row = db.execute(
            "SELECT id, started FROM visits WHERE site = ? AND finished IS NULL", (name,)
        ).fetchone()
        if row is not None and not _is_old(row["started"]):
            return Begun(row["id"], row["started"])
        if row is not None:
            end_visit(db, name, row["id"])
        begun = db.execute("INSERT INTO visits (site, started) VALUES (?, ?)", (name, now()))
        visit = begun.lastrowid or 0
        for number, url in enumerate(self.site.listing_urls()):
            add_listing(db, visit, number, 1, url, Request(url))
        take_places(db, name, visit)
        started = db.execute("SELECT started FROM visits WHERE id = ?", (visit,)).fetchone()[0]
        return Begun(visit, started)

    def _declare(self, db: sqlite3.Connection) -> None:
        name, digest = self.site.name, self.site.reading_digest()
        old = db.execute("SELECT declaration FROM sites WHERE name = ?", (name,)).fetchone()
        db.execute(
            "INSERT INTO sites VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET"
            " declaration = excluded.declaration, max_age_days = excluded.max_age_days",
            (name, digest, self.site.max_age_days),
        )
        if old is not None and old["declaration"] != digest:
            read_again(db, self.site)


@dataclass(frozen=True, slots=True)
class EnterListing:
    """Enter the rows of a listing page, and the next page where the listing goes on.

    `more` is the page that the pager shows next; `cut` says that it is not followed. What is new
    ends at a page without anything new; what lies behind is back-fill.
    """

    site: str
    visit: int
    at: Listing
    rows: tuple[Row, ...]
    more: Request | None
    cut: bool
    keys: tuple[str, ...] = ()
    parts: tuple[Request, ...] = ()  # further listings that the page names: a sitemap's

    def apply(self, db: sqlite3.Connection, location: Location | None) -> Seen:
        """Give what of the page was unseen and new."""
        claim(db, self.keys, location)
        db.execute("UPDATE visits SET read = read + 1 WHERE id = ?", (self.visit,))
        unseen = new = 0
        for row in self.rows:
            page, is_new = enter_page(db, self.site, self.visit, row, deep=self.at.deep)
            new += is_new
            unseen += db.execute(
                "INSERT OR IGNORE INTO listed VALUES (?, ?, ?)",
                (self.visit, self.at.listing, page),
            ).rowcount
        db.execute("UPDATE visits SET new = new + ? WHERE id = ?", (new, self.visit))
        db.execute(
            "DELETE FROM problems WHERE site = ? AND url = ?", (self.site, self.at.request.url)
        )
        self._go_on(db, unseen, new)
        self._take_parts(db)
        return Seen(unseen, new)

    def _take_parts(self, db: sqlite3.Connection) -> None:
        at = self.at
        for part in self.parts:
            last = db.execute(
                "SELECT max(number) FROM listings WHERE visit = ? AND listing = ?",
                (self.visit, at.listing),
            ).fetchone()[0]
            add_listing(db, self.visit, at.listing, last + 1, at.root, part)

    def _go_on(self, db: sqlite3.Connection, unseen: int, new: int) -> None:
        at = self.at
        more = self.more if unseen else None  # a pager that shows nothing unseen has ended
        is_known = known(db, self.site, at.root)
        mark_listing(db, self.visit, at, 1)
        if at.deep:
            drop_place(db, self.site, at.root)
        if more is None:
            if at.deep or not is_known:  # a listing that is known may have a place farther behind
                follow_to_end(db, self.site, at)
        elif self.cut:
            put_place(db, self.site, at.root, at.number + 1, more)
        elif new or at.number == 1 or (at.deep and not at.followed):
            deep = at.deep or not is_known
            add_listing(db, self.visit, at.listing, at.number + 1, at.root, more, deep=deep)


@dataclass(frozen=True, slots=True)
class EndListing:
    """End a listing at an answer that shows nothing: it is `over`, or broken."""

    site: str
    visit: int
    at: Listing
    outcome: Outcome
    over: bool = False

    def apply(self, db: sqlite3.Connection, location: Location | None) -> bool:
        """Tell whether that is a problem that was not known before."""
        claim(db, self.outcome.keys, location)
        mark_listing(db, self.visit, self.at, 1 if self.over else 2)
        if not self.over:
            db.execute("UPDATE visits SET broken = broken + 1 WHERE id = ?", (self.visit,))
        if self.over:
            follow_to_end(db, self.site, self.at)
            return False
        url = self.at.request.url
        return enter_problem(db, self.site, self.visit, url, self.outcome, location)


@dataclass(frozen=True, slots=True)
class NoteTrouble:
    """Keep what is wrong with a site as a whole."""

    site: str
    visit: int
    status: Status
    note: str

    def apply(self, db: sqlite3.Connection, location: Location | None) -> bool:
        """Tell whether that is news."""
        outcome = Outcome(self.status, self.note)
        return enter_problem(db, self.site, self.visit, "", outcome, location)


@dataclass(frozen=True, slots=True)
class CloseVisit:
    """End a visit; what was wrong with the site as a whole and was not found now is over.

    `unproven` is what this visit could not have found, whether it is there or not.
    """

    site: str
    visit: int
    unproven: frozenset[Status] = frozenset()

    def apply(self, db: sqlite3.Connection, location: Location | None) -> Counts:  # noqa: ARG002  (as every act)
        """Give how the visit went."""
        db.execute(
            "DELETE FROM problems WHERE site = ? AND url = '' AND visit IS NOT ?"
            " AND status NOT IN (SELECT value FROM json_each(?))",
            (self.site, self.visit, json.dumps(sorted(self.unproven))),
        )
        end_visit(db, self.site, self.visit)
        return counts(db, self.visit)


def end_visit(db: sqlite3.Connection, site: str, visit: int) -> None:
    """End a visit as it is, and keep where its listings go on."""
    db.execute("UPDATE visits SET finished = ? WHERE id = ?", (now(), visit))
    count_listed(db, visit)
    keep_places(db, site, visit)
    db.execute("DELETE FROM listed WHERE visit = ?", (visit,))
    db.execute("DELETE FROM listings WHERE visit = ?", (visit,))


def _is_old(started: str) -> bool:
    age = datetime.fromisoformat(now()) - datetime.fromisoformat(started)
    return abs(age) > _ANOTHER_NIGHT


@dataclass(frozen=True, slots=True)
class CountVisit:
    """Count what an open visit has listed by now."""

    visit: int

    def apply(self, db: sqlite3.Connection, location: Location | None) -> Counts:  # noqa: ARG002  (as every act)
        """Give how the visit goes."""
        count_listed(db, self.visit)
        return counts(db, self.visit)


@dataclass(frozen=True, slots=True)
class KeepRobots:
    """Keep where the robots.txt of an origin lies."""

    origin: str
    key: str
    fetched: str

    def apply(self, db: sqlite3.Connection, location: Location | None) -> None:
        """Keep it from the moment of its answer on."""
        if location is None:
            return
        db.execute(
            "INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?, ?)",
            (self.origin, self.fetched, location.file, location.offset, location.length),
        )
        claim(db, (self.key,), location)


@dataclass(frozen=True, slots=True)
class LeaveAlone:
    """Keep that a host asked to be left alone for so many seconds, at most 30 days."""

    host: str
    seconds: float

    def apply(self, db: sqlite3.Connection, location: Location | None) -> None:  # noqa: ARG002  (as every act)
        """Count from now on."""
        rest = min(timedelta(seconds=min(self.seconds, 1e8)), _LONGEST_REST)
        until = utc(datetime.now(UTC) + rest)
        db.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", (self.host, until))


@dataclass(frozen=True, slots=True)
class Adopt:
    """Take in answers that were archived when a crawl was killed; they are recalled for a day."""

    orphans: dict[str, Location]
    last: Location | None

    def apply(self, db: sqlite3.Connection, location: Location | None) -> None:  # noqa: ARG002  (as every act)
        """Keep them under their requests, and account for the archive up to the last."""
        until = utc(datetime.now(UTC) + timedelta(days=1))
        for key, place in self.orphans.items():
            db.execute(
                "INSERT OR REPLACE INTO unclaimed VALUES (?, ?, ?, ?, ?)",
                (key, until, place.file, place.offset, place.length),
            )
        if self.last is not None:
            account(db, self.last)


def form_of(row: sqlite3.Row) -> tuple[tuple[str, str], ...]:
    """Give the form of a listing page, as a row of `listings` holds it."""
    return tuple((str(name), str(value)) for name, value in json.loads(row["form"]))
