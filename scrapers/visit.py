"""One visit of one site in crawl.db: what to ask for, and what became of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from scrapers.exchange import Location, now, request_key
from scrapers.frontier import NEVER, Frontier, account, utc
from scrapers.page import Item, ListingPage, Request
from scrapers.status import TEMPORARY, Status

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from scrapers.notice import Attachment
    from scrapers.site import Site

_AGAIN = (1, 7, 30, 180)  # days after which a page is looked at again, ever more rarely
_READ_AGAIN = frozenset({Status.NOT_ON_PAGE, Status.SOFT_404, Status.BLOCKED, Status.WRONG_TYPE})
_READING = {
    "listing", "article", "identity_patterns", "not_article", "url_date", "soft_404", "blocked",
}  # fmt: skip
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing page to read: which of the site's listings, its number there, how to ask."""

    listing: int
    number: int
    request: Request


@dataclass(frozen=True, slots=True)
class Page:
    """A page to ask for, and what its last good answer was."""

    id: int
    kind: str
    identity: str
    url: str
    parent: str | None
    name: str | None
    item: Item
    digest: str | None
    answered: str | None
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page. `keys` name the requests that led there."""

    status: Status
    note: str = ""
    location: Location | None = None
    keys: tuple[str, ...] = ()
    digest: str | None = None
    answered: str | None = None
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    published: str | None = None
    name: str | None = None
    attachments: tuple[Attachment, ...] = field(default=())
    moved_to: str | None = None  # the declared address of another article


@dataclass(frozen=True, slots=True)
class Seen:
    """A listing page's rows: `unseen` on it so far in this visit, `new` to the site altogether."""

    unseen: int
    new: int


class Follow(Enum):
    """Whether a listing goes on behind a page: to the next one, no further, or cut short."""

    ON = 0
    END = 1
    CUT = 2  # there was more to read: the next visit goes to the end


@dataclass(frozen=True, slots=True)
class Counts:
    """How a visit went, in pages."""

    listed: int
    new: int
    fetched: int
    unchanged: int
    failed: int
    soft_404: int


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
            self.backfilled = bool(
                db.execute(
                    "SELECT 1 FROM visits WHERE site = ? AND complete = 1", (site.name,)
                ).fetchone()
            )

    def next_listing(self) -> Listing | None:
        """Give the next listing page to read."""
        found = self._frontier.rows(
            "SELECT * FROM listings WHERE visit = :visit AND done = 0"
            " ORDER BY listing, number LIMIT 1",
            {"visit": self.id},
        )
        if not found:
            return None
        row = found[0]
        form = tuple((str(name), str(value)) for name, value in json.loads(row["form"]))
        request = Request(row["url"], row["method"], form, bool(row["guessed"]))
        return Listing(row["listing"], row["number"], request)

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
            _claim(db, keys, location)
            for item in page.items:
                page_id, is_new = _enter_page(db, self.site, self.id, item.url, item)
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
            if more is not None and follow is Follow.ON:
                self._add_listing(db, at.listing, at.number + 1, more)
        return seen

    def end_listing(self, at: Listing, outcome: Outcome | None = None) -> bool:
        """End a listing; `outcome` says why if it is not its end. Tell whether that is news."""
        with self._frontier.transaction() as db:
            self._mark(db, at, 1 if outcome is None else 2)
            if outcome is None:
                return False
            _claim(db, outcome.keys, outcome.location)
            return self._problem(db, at.request.url, outcome)

    def due(self, kinds: tuple[str, ...]) -> tuple[Page, ...]:
        """Give the next pages to ask for, at most 200: new ones first, articles before files.

        A page last seen in the future is due too: the clock was wrong then, or is now.
        """
        marks = ", ".join(f"'{kind}'" for kind in kinds)
        found = self._frontier.rows(
            f"SELECT * FROM pages WHERE site = :site AND kind IN ({marks})"
            " AND (due IS NULL OR due <= :now OR last_seen > :now)"
            " AND (last_visit IS NULL OR last_visit <> :visit)"
            " ORDER BY last_status IS NOT NULL, kind, id LIMIT :batch",
            {"site": self.site.name, "now": now(), "visit": self.id, "batch": _BATCH},
        )
        return tuple(_page(row) for row in found)

    def record(self, page: Page, outcome: Outcome) -> bool:
        """Keep what became of a page; tell whether it is a problem that was not known before."""
        with self._frontier.transaction() as db:
            _claim(db, outcome.keys, outcome.location)
            db.execute(
                "UPDATE pages SET last_visit = ?, last_status = ? WHERE id = ?",
                (self.id, outcome.status, page.id),
            )
            if outcome.status in {Status.OK, Status.NOT_MODIFIED}:
                self._good(db, page, outcome)
                return False
            if outcome.status is Status.MOVED:
                _enter_page(db, self.site, self.id, outcome.moved_to or "", page.item)
            step = db.execute("SELECT step FROM pages WHERE id = ?", (page.id,)).fetchone()["step"]
            due = None if outcome.status in TEMPORARY else _in_days(step)
            db.execute(
                "UPDATE pages SET due = ?, step = step + ? WHERE id = ?",
                (due, due is not None, page.id),
            )
            if outcome.status is Status.MOVED:
                return False
            self._count(db, "soft_404" if outcome.status is Status.SOFT_404 else "failed")
            return self._problem(db, page.url, outcome)

    def trouble(self, status: Status, note: str) -> bool:
        """Keep what is wrong with the site as a whole; tell whether that is news."""
        with self._frontier.transaction() as db:
            return self._problem(db, "", Outcome(status, note))

    def close(self, *, sound: bool) -> Counts:
        """End the visit; a `sound` one takes back what was wrong with the site as a whole."""
        with self._frontier.transaction() as db:
            if sound:
                db.execute("DELETE FROM problems WHERE site = ? AND url = ''", (self.site.name,))
            db.execute(
                "UPDATE visits SET finished = :now, complete = NOT EXISTS"
                " (SELECT 1 FROM listings WHERE visit = :visit AND done <> 1) WHERE id = :visit",
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
                " AND (due IS NULL OR due <= :now)"
                " AND (last_visit IS NULL OR last_visit <> :visit)",
                {"site": self.site.name, "now": now(), "visit": self.id},
            )[0]["n"]
        )

    def _declare(self, db: sqlite3.Connection) -> None:
        name = self.site.name
        rules = self.site.model_dump_json(include=_READING)
        digest = hashlib.sha256(rules.encode()).hexdigest()
        old = db.execute("SELECT declaration FROM sites WHERE name = ?", (name,)).fetchone()
        db.execute(
            "INSERT INTO sites VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET"
            " declaration = excluded.declaration, max_age_days = excluded.max_age_days",
            (name, digest, self.site.max_age_days),
        )
        if old is not None and old["declaration"] != digest:
            self._read_again(db)

    def _read_again(self, db: sqlite3.Connection) -> None:
        """Take the pages that could not be read from the archive again: the rules have changed."""
        marks = ", ".join(f"'{status}'" for status in sorted(_READ_AGAIN))
        found = db.execute(
            f"SELECT * FROM problems WHERE site = ? AND status IN ({marks}) AND file IS NOT NULL",
            (self.site.name,),
        ).fetchall()
        for row in found:
            key = request_key("GET", self.site.fetch_url(row["url"]), b"")
            place = (row["file"], row["start"], row["length"])
            db.execute("INSERT OR REPLACE INTO unclaimed VALUES (?, ?, ?, ?, ?)",
                       (key, NEVER, *place))  # fmt: skip
            db.execute(
                "UPDATE pages SET due = NULL, step = 0 WHERE site = ? AND url = ?",
                (self.site.name, row["url"]),
            )

    def _begin(self, db: sqlite3.Connection) -> int:
        visit = db.execute(
            "INSERT INTO visits (site, started) VALUES (?, ?)", (self.site.name, now())
        ).lastrowid
        self.id = visit or 0
        for number, url in enumerate(self.site.listing_urls()):
            self._add_listing(db, number, 1, Request(url))
        return self.id

    def _add_listing(
        self, db: sqlite3.Connection, listing: int, number: int, request: Request
    ) -> None:
        """Enter a listing page, unless the pager has led round to one that was read already."""
        form = json.dumps(request.form, ensure_ascii=False)
        known = db.execute(
            "SELECT 1 FROM listings WHERE visit = ? AND listing = ? AND url = ? AND form = ?",
            (self.id, listing, request.url, form),
        ).fetchone()
        if known is None:
            db.execute(
                "INSERT INTO listings VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                (self.id, listing, number, request.url, request.method, form, request.guessed),
            )

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
            (now(), _in_days(step), step + 1, page.id),
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

    def _problem(self, db: sqlite3.Connection, url: str, outcome: Outcome) -> bool:
        old = db.execute(
            "SELECT status FROM problems WHERE site = ? AND url = ?", self._at(url)
        ).fetchone()
        place = outcome.location
        db.execute(
            "INSERT INTO problems VALUES"
            " (:site, :url, :status, :note, :now, :now, :visit, :file, :start, :length)"
            " ON CONFLICT DO UPDATE SET last_at = :now, note = :note, visit = :visit,"
            " first_at = CASE WHEN status = :status THEN first_at ELSE :now END, status = :status,"
            " file = :file, start = :start, length = :length",
            {
                "site": self.site.name, "url": url, "status": outcome.status,
                "note": outcome.note, "now": now(), "visit": self.id,
                "file": place.file if place else None,
                "start": place.offset if place else None,
                "length": place.length if place else None,
            },
        )  # fmt: skip
        return old is None or old["status"] != outcome.status

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


def _enter_page(
    db: sqlite3.Connection, site: Site, visit: int, url: str, item: Item
) -> tuple[int, bool]:
    """Give the id of an article and whether it is new; one identity is one page."""
    identity = site.identity(url) or url
    is_new = db.execute(
        "INSERT OR IGNORE INTO pages (site, kind, identity, url, listed_title, listed_published,"
        " first_seen, first_visit) VALUES (?, 'article', ?, ?, ?, ?, ?, ?)",
        (site.name, identity, url, item.title, item.published, now(), visit),
    ).rowcount
    row = db.execute(
        "SELECT id, listed_published FROM pages"
        " WHERE site = ? AND kind = 'article' AND identity = ?",
        (site.name, identity),
    ).fetchone()
    if row["listed_published"] is None and item.published is not None:
        db.execute(
            "UPDATE pages SET listed_published = ? WHERE id = ?", (item.published, row["id"])
        )
    return int(row["id"]), bool(is_new)


def _claim(db: sqlite3.Connection, keys: tuple[str, ...], location: Location | None) -> None:
    """Take answers off the list of unused ones, and account for what was archived."""
    for key in keys:
        db.execute("DELETE FROM unclaimed WHERE key = ?", (key,))
    if location is not None:
        account(db, location)


def _in_days(step: int) -> str:
    return utc(datetime.now(UTC) + timedelta(days=_AGAIN[min(step, len(_AGAIN) - 1)]))


def _page(row: sqlite3.Row) -> Page:
    return Page(
        item=Item(row["url"], row["listed_title"] or "", row["listed_published"]),
        **{name: row[name] for name in _SAME_IN_ROW},
    )


_SAME_IN_ROW = (
    "id", "kind", "identity", "url", "parent", "name", "digest", "answered", "etag",
    "last_modified",
)  # fmt: skip
