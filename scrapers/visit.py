"""One visit of one site in crawl.db: what to ask for, and what became of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from scrapers.exchange import now
from scrapers.frontier import utc
from scrapers.ledger import (
    LONGEST_DAYS,
    claim,
    enter_page,
    enter_problem,
    in_days,
    page_of,
    read_again,
)
from scrapers.outcome import Counts, Follow, Listing, Outcome, Page, Seen
from scrapers.page import Request
from scrapers.status import TEMPORARY, Status

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from scrapers.exchange import Location
    from scrapers.frontier import Frontier
    from scrapers.page import ListingPage
    from scrapers.site import Site

_BATCH = 200
_IS_DUE = "due IS NULL OR due <= :now OR due > :latest OR last_seen > :now"


class Visit:
    """The open visit of a site: an interrupted one goes on, else a new one begins.

    Each method that changes something is one transaction.
    """

    def __init__(self, frontier: Frontier, site: Site) -> None:
        self._frontier = frontier
        self.site = site
        with frontier.transaction() as db:
            self._declare(db)
            row = db.execute(
                "SELECT id FROM visits WHERE site = ? AND finished IS NULL", (site.name,)
            ).fetchone()
            self.id: int = row["id"] if row else self._begin(db)

    def next_listing(self) -> Listing | None:
        """Give the next listing page to read."""
        found = self._frontier.rows(
            "SELECT *, EXISTS (SELECT 1 FROM followed WHERE site = :site AND root = listings.root)"
            " AS followed FROM listings WHERE visit = :visit AND done = 0"
            " ORDER BY listing, number LIMIT 1",
            {"visit": self.id, "site": self.site.name},
        )
        if not found:
            return None
        row = found[0]
        form = tuple((str(name), str(value)) for name, value in json.loads(row["form"]))
        request = Request(row["url"], row["method"], form, bool(row["guessed"]))
        return Listing(row["listing"], row["number"], row["root"], bool(row["followed"]), request)

    def enter(
        self,
        at: Listing,
        page: ListingPage,
        goes_on: Callable[[Seen], Follow],
        location: Location | None,
        keys: tuple[str, ...],
    ) -> Seen:
        """Enter the rows of a listing page, and the next page where the listing goes on."""
        unseen = new = 0
        with self._frontier.transaction() as db:
            claim(db, keys, location)
            for item in page.items:
                page_id, is_new = enter_page(db, self.site, self.id, item.url, item)
                new += is_new
                unseen += db.execute(
                    "INSERT OR IGNORE INTO listed VALUES (?, ?, ?)", (self.id, at.listing, page_id)
                ).rowcount
            seen = Seen(unseen, new)
            db.execute("UPDATE visits SET new = new + ? WHERE id = ?", (new, self.id))
            db.execute("DELETE FROM problems WHERE site = ? AND url = ?", self._at(at.request.url))
            more = page.next if unseen else None  # a pager that shows nothing unseen has ended
            follow = Follow.END if more is None else goes_on(seen)
            self._mark(db, at, 2 if follow is Follow.CUT else 1)
            if follow is Follow.END:
                self._followed(db, at)
            if more is not None and follow is Follow.ON:
                self._add_listing(db, at.listing, at.number + 1, at.root, more)
        return seen

    def end_listing(self, at: Listing, outcome: Outcome, *, over: bool = False) -> bool:
        """End a listing at an answer that shows nothing: it is `over`, or broken.

        Tell whether that is a problem that was not known before.
        """
        with self._frontier.transaction() as db:
            claim(db, outcome.keys, outcome.location)
            self._mark(db, at, 1 if over else 2)
            if over:
                self._followed(db, at)
                return False
            return enter_problem(db, self.site.name, self.id, at.request.url, outcome)

    def due(self, kinds: tuple[str, ...]) -> tuple[Page, ...]:
        """Give the next pages to ask for, at most 200: new ones first, articles before files.

        A page seen or due too far in the future is due too: the clock was wrong then, or is now.
        """
        marks = ", ".join(f"'{kind}'" for kind in kinds)
        found = self._frontier.rows(
            f"SELECT * FROM pages WHERE site = :site AND kind IN ({marks})"
            f" AND ({_IS_DUE})"
            " AND (last_visit IS NULL OR last_visit <> :visit)"
            " ORDER BY last_status IS NOT NULL, kind, id LIMIT :batch",
            {**self._moment(), "batch": _BATCH},
        )
        return tuple(page_of(row) for row in found)

    def record(self, page: Page, outcome: Outcome) -> bool:
        """Keep what became of a page; tell whether it is a problem that was not known before."""
        with self._frontier.transaction() as db:
            claim(db, outcome.keys, outcome.location)
            db.execute(
                "UPDATE pages SET last_visit = ?, last_status = ? WHERE id = ?",
                (self.id, outcome.status, page.id),
            )
            if outcome.status in {Status.OK, Status.NOT_MODIFIED}:
                self._good(db, page, outcome)
                return False
            if outcome.status is Status.MOVED:
                db.execute("DELETE FROM problems WHERE site = ? AND url = ?", self._at(page.url))
                enter_page(db, self.site, self.id, outcome.moved_to or "", page.item)
            step = db.execute("SELECT step FROM pages WHERE id = ?", (page.id,)).fetchone()["step"]
            due = None if outcome.status in TEMPORARY else in_days(step)
            db.execute(
                "UPDATE pages SET due = ?, step = step + ? WHERE id = ?",
                (due, due is not None, page.id),
            )
            if outcome.status in {Status.MOVED, Status.ELSEWHERE}:
                return False
            self._count(db, "soft_404" if outcome.status is Status.SOFT_404 else "failed")
            return enter_problem(db, self.site.name, self.id, page.url, outcome)

    def trouble(self, status: Status, note: str) -> bool:
        """Keep what is wrong with the site as a whole; tell whether that is news."""
        with self._frontier.transaction() as db:
            return enter_problem(db, self.site.name, self.id, "", Outcome(status, note))

    def close(self, unproven: Status | None = None) -> Counts:
        """End the visit; what was wrong with the site as a whole and was not found now is over.

        `unproven` is what this visit could not have found, whether it is there or not.
        """
        with self._frontier.transaction() as db:
            db.execute(
                "DELETE FROM problems WHERE site = ? AND url = '' AND visit IS NOT ?"
                " AND status IS NOT ?",
                (self.site.name, self.id, unproven),
            )
            db.execute(
                "UPDATE visits SET finished = :now WHERE id = :visit",
                {"now": now(), "visit": self.id},
            )
            self._count_listed(db)
            db.execute("DELETE FROM listed WHERE visit = ?", (self.id,))
            db.execute("DELETE FROM listings WHERE visit = ?", (self.id,))
        return self.counts()

    def counts(self) -> Counts:
        """Give how the visit goes."""
        with self._frontier.transaction() as db:
            self._count_listed(db)
            row = db.execute("SELECT * FROM visits WHERE id = ?", (self.id,)).fetchone()
        return Counts(
            *(row[n] for n in ("listed", "new", "fetched", "unchanged", "failed", "soft_404"))
        )

    def waiting(self) -> int:
        """Give how many pages have still to be asked for."""
        return int(
            self._frontier.rows(
                "SELECT count(*) AS n FROM pages WHERE site = :site AND kind <> 'local'"
                f" AND ({_IS_DUE})"
                " AND (last_visit IS NULL OR last_visit <> :visit)",
                self._moment(),
            )[0]["n"]
        )

    def _declare(self, db: sqlite3.Connection) -> None:
        name = self.site.name
        digest = self.site.reading_digest()
        old = db.execute("SELECT declaration FROM sites WHERE name = ?", (name,)).fetchone()
        db.execute(
            "INSERT INTO sites VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET"
            " declaration = excluded.declaration, max_age_days = excluded.max_age_days",
            (name, digest, self.site.max_age_days),
        )
        if old is not None and old["declaration"] != digest:
            read_again(db, self.site)

    def _begin(self, db: sqlite3.Connection) -> int:
        visit = db.execute(
            "INSERT INTO visits (site, started) VALUES (?, ?)", (self.site.name, now())
        ).lastrowid
        self.id = visit or 0
        for number, url in enumerate(self.site.listing_urls()):
            self._add_listing(db, number, 1, url, Request(url))
        return self.id

    def _add_listing(
        self, db: sqlite3.Connection, listing: int, number: int, root: str, request: Request
    ) -> None:
        """Enter a listing page, unless the pager has led round to one that was read already."""
        form = json.dumps(request.form, ensure_ascii=False)
        known = db.execute(
            "SELECT 1 FROM listings WHERE visit = ? AND listing = ? AND url = ? AND form = ?",
            (self.id, listing, request.url, form),
        ).fetchone()
        if known is None:
            db.execute(
                "INSERT INTO listings VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
                (
                    self.id, listing, number, root, request.url, request.method, form,
                    request.guessed,
                ),
            )  # fmt: skip

    def _followed(self, db: sqlite3.Connection, at: Listing) -> None:
        db.execute("INSERT OR IGNORE INTO followed VALUES (?, ?)", (self.site.name, at.root))

    def _mark(self, db: sqlite3.Connection, at: Listing, done: int) -> None:
        db.execute(
            "UPDATE listings SET done = ? WHERE visit = ? AND listing = ? AND number = ?",
            (done, self.id, at.listing, at.number),
        )

    def _good(self, db: sqlite3.Connection, page: Page, outcome: Outcome) -> None:
        same = outcome.status is Status.NOT_MODIFIED or outcome.digest == page.digest
        step = 0
        if same:
            row = db.execute("SELECT step FROM pages WHERE id = ?", (page.id,)).fetchone()
            step = row["step"]
        db.execute(
            "UPDATE pages SET last_seen = ?, due = ?, step = ? WHERE id = ?",
            (now(), in_days(step), step + 1, page.id),
        )
        db.execute("DELETE FROM problems WHERE site = ? AND url = ?", self._at(page.url))
        self._count(db, "unchanged" if same else "fetched")
        if same or outcome.location is None:
            return
        db.execute(
            "UPDATE pages SET changed = ?, answered = ?, digest = ?, media_type = ?, etag = ?,"
            " last_modified = ?, file = ?, start = ?, length = ?,"
            " published = coalesce(?, published), name = coalesce(?, name) WHERE id = ?",
            (
                now(), outcome.answered, outcome.digest, outcome.media_type, outcome.etag,
                outcome.last_modified, outcome.location.file, outcome.location.offset,
                outcome.location.length, outcome.published, outcome.name, page.id,
            ),
        )  # fmt: skip
        for file in outcome.attachments:
            db.execute(
                "INSERT OR IGNORE INTO pages"
                " (site, kind, identity, url, parent, name, first_seen, first_visit)"
                " VALUES (?, 'attachment', ?, ?, ?, ?, ?, ?)",
                (self.site.name, file.url, file.url, page.identity, file.name, now(), self.id),
            )

    def _moment(self) -> dict[str, object]:
        latest = utc(datetime.now(UTC) + timedelta(days=LONGEST_DAYS + 1))
        return {"site": self.site.name, "visit": self.id, "now": now(), "latest": latest}

    def _at(self, url: str) -> tuple[str, str]:
        return self.site.name, url

    def _count(self, db: sqlite3.Connection, column: str) -> None:
        db.execute(f"UPDATE visits SET {column} = {column} + 1 WHERE id = ?", (self.id,))

    def _count_listed(self, db: sqlite3.Connection) -> None:
        db.execute(
            "UPDATE visits SET listed ="
            " max(listed, (SELECT count(DISTINCT page) FROM listed WHERE visit = :visit))"
            " WHERE id = :visit",
            {"visit": self.id},
        )
