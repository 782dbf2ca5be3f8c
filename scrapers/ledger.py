"""Rows of crawl.db as the acts of a visit write them; each runs inside the writer's transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scrapers.backfill import drop_place
from scrapers.exchange import now, request_key
from scrapers.outcome import Counts, Listing, Outcome, Page, Row
from scrapers.page import Item
from scrapers.status import BLOCKS, Status

if TYPE_CHECKING:
    import sqlite3

    from scrapers.exchange import Location
    from scrapers.page import Request
    from scrapers.site import Site

NEVER = "9999-12-31"  # due on no day: a local file is not asked for
READ_AGAIN = BLOCKS | {
    Status.NOT_ON_PAGE, Status.NEEDS_API, Status.SOFT_404, Status.WRONG_TYPE,
}  # fmt: skip


def enter_page(
    db: sqlite3.Connection, site: str, visit: int, row: Row, *, deep: bool = False
) -> tuple[int, bool]:
    """Give the id of an article and whether it is new; one identity is one page."""
    is_new = db.execute(
        "INSERT OR IGNORE INTO pages (site, kind, identity, url, listed_title,"
        " first_seen, first_visit, deep) VALUES (?, 'article', ?, ?, ?, ?, ?, ?)",
        (site, row.identity, row.item.url, row.item.title, now(), visit, deep),
    ).rowcount
    found = db.execute(
        "SELECT id, listed_title, listed_published, listed_by FROM pages"
        " WHERE site = ? AND kind = 'article' AND identity = ?",
        (site, row.identity),
    ).fetchone()
    better = found["listed_by"] == "feed" and row.item.told_by == "listing"  # a row goes before
    if row.item.published is not None and (found["listed_published"] is None or better):
        db.execute(
            "UPDATE pages SET listed_published = ?, listed_by = ? WHERE id = ?",
            (row.item.published, row.item.told_by, found["id"]),
        )
    if row.item.title and not found["listed_title"]:  # a sitemap knows no titles
        db.execute("UPDATE pages SET listed_title = ? WHERE id = ?", (row.item.title, found["id"]))
    return int(found["id"]), bool(is_new)


def claim(db: sqlite3.Connection, keys: tuple[str, ...], location: Location | None) -> None:
    """Take answers off the list of unused ones, and account for what was archived."""
    for key in keys:
        db.execute("DELETE FROM unclaimed WHERE key = ?", (key,))
    if location is not None:
        account(db, location)


def account(db: sqlite3.Connection, location: Location) -> None:
    """Move the mark of what is accounted for, never back: an older answer may be used again."""
    db.execute(
        "INSERT INTO archived VALUES (1, :file, :start, :length) ON CONFLICT DO UPDATE"
        " SET file = :file, start = :start, length = :length"
        " WHERE (:file, :start) > (file, start)",
        {"file": location.file, "start": location.offset, "length": location.length},
    )


def keep_answer(
    db: sqlite3.Connection,
    page: int,
    visit: int | None,
    fetched_at: str,
    status: str,
    digest: str | None,
    location: Location,
) -> None:
    """Keep where an answer of a page lies; one place in the archive is one answer."""
    db.execute(
        "INSERT INTO answers (page, visit, fetched_at, status, digest, file, start, length)"
        " SELECT :page, :visit, :at, :status, :digest, :file, :start, :length WHERE NOT EXISTS"
        " (SELECT 1 FROM answers WHERE file = :file AND start = :start AND page = :page"
        " AND status = :status)",
        {
            "page": page, "visit": visit, "at": fetched_at, "status": status, "digest": digest,
            "file": location.file, "start": location.offset, "length": location.length,
        },
    )  # fmt: skip


def page_of(row: sqlite3.Row) -> Page:
    """Give the page to ask for that a row of `pages` holds."""
    return Page(
        item=Item(
            row["url"],
            row["listed_title"] or "",
            row["listed_published"],
            row["listed_by"] or "listing",
        ),
        **{name: row[name] for name in _SAME_IN_ROW},
    )


_SAME_IN_ROW = (
    "id", "kind", "identity", "url", "parent", "name", "first_seen", "digest", "answered", "etag",
    "last_modified",
)  # fmt: skip


def enter_problem(
    db: sqlite3.Connection,
    site: str,
    visit: int | None,
    url: str,
    outcome: Outcome,
    place: Location | None,
    at: str | None = None,
) -> bool:
    """Keep what is wrong at an address; tell whether it was not known before."""
    old = db.execute(
        "SELECT status FROM problems WHERE site = ? AND url = ?", (site, url)
    ).fetchone()
    db.execute(
        "INSERT INTO problems VALUES"
        " (:site, :url, :status, :note, :now, :now, :visit, :file, :start, :length)"
        " ON CONFLICT DO UPDATE SET last_at = :now, note = :note, visit = :visit,"
        " first_at = CASE WHEN status = :status THEN first_at ELSE :now END, status = :status,"
        " file = :file, start = :start, length = :length",
        {
            "site": site, "url": url, "status": outcome.status,
            "note": outcome.note, "now": at or now(), "visit": visit,
            "file": place.file if place else None,
            "start": place.offset if place else None,
            "length": place.length if place else None,
        },
    )  # fmt: skip
    return old is None or old["status"] != outcome.status


def add_listing(
    db: sqlite3.Connection,
    visit: int,
    listing: int,
    number: int,
    root: str,
    request: Request,
    *,
    deep: bool = False,
) -> None:
    """Enter a listing page, unless the pager has led round to one that was read already."""
    form = json.dumps(request.form, ensure_ascii=False)
    known = db.execute(
        "SELECT 1 FROM listings WHERE visit = ? AND listing = ? AND url = ? AND form = ?",
        (visit, listing, request.url, form),
    ).fetchone()
    if known is None:
        db.execute(
            "INSERT OR IGNORE INTO listings (visit, listing, number, root, url, method, form,"
            " guessed, deep) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (visit, listing, number, root, request.url, request.method, form, request.guessed,
             deep),
        )  # fmt: skip


def mark_listing(db: sqlite3.Connection, visit: int, at: Listing, done: int) -> None:
    """Take note that a listing page was read (1), or failed or was cut short (2)."""
    db.execute(
        "UPDATE listings SET done = ? WHERE visit = ? AND listing = ? AND number = ?",
        (done, visit, at.listing, at.number),
    )


def follow_to_end(db: sqlite3.Connection, site: str, at: Listing) -> None:
    """Take note that a listing was followed to its end."""
    drop_place(db, site, at.root)
    db.execute("INSERT OR IGNORE INTO followed VALUES (?, ?)", (site, at.root))


def count_listed(db: sqlite3.Connection, visit: int) -> None:
    """Bring the number of articles that a visit found listed up to date."""
    db.execute(
        "UPDATE visits SET listed ="
        " max(listed, (SELECT count(DISTINCT page) FROM listed WHERE visit = :visit))"
        " WHERE id = :visit",
        {"visit": visit},
    )


def counts(db: sqlite3.Connection, visit: int) -> Counts:
    """Give how a visit goes."""
    row = db.execute("SELECT * FROM visits WHERE id = ?", (visit,)).fetchone()
    names = ("listed", "new", "fetched", "unchanged", "failed", "soft_404")
    return Counts(*(row[name] for name in names))


def read_again(db: sqlite3.Connection, site: Site) -> None:
    """Take the pages that could not be read from the archive again: the rules have changed.

    Files that lay elsewhere by the old rules are looked at again, too.
    """
    db.execute(
        "UPDATE pages SET due = NULL, step = 0 WHERE site = ? AND last_status = ?",
        (site.name, Status.ELSEWHERE),
    )
    marks = ", ".join(f"'{status}'" for status in sorted(READ_AGAIN))
    found = db.execute(
        f"SELECT * FROM problems WHERE site = ? AND status IN ({marks}) AND file IS NOT NULL",
        (site.name,),
    ).fetchall()
    for row in found:
        key = request_key("GET", site.fetch_url(row["url"]), b"")
        place = (row["file"], row["start"], row["length"])
        db.execute("INSERT OR REPLACE INTO unclaimed VALUES (?, ?, ?, ?, ?)",
                   (key, NEVER, *place))  # fmt: skip
        db.execute(
            "UPDATE pages SET due = NULL, step = 0 WHERE site = ? AND url = ?",
            (site.name, row["url"]),
        )
