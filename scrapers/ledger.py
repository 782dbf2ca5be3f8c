"""Rows of crawl.db as a visit writes them; each function runs inside the caller's transaction."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from scrapers.exchange import now, request_key
from scrapers.frontier import NEVER, account, utc
from scrapers.outcome import Outcome, Page
from scrapers.page import Item
from scrapers.status import Status

if TYPE_CHECKING:
    import sqlite3

    from scrapers.exchange import Location
    from scrapers.site import Site

_AGAIN = (1, 7, 30, 180)  # days after which a page is looked at again, ever more rarely
LONGEST_DAYS = _AGAIN[-1]
_READ_AGAIN = frozenset({Status.NOT_ON_PAGE, Status.SOFT_404, Status.BLOCKED, Status.WRONG_TYPE})


def enter_page(
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


def claim(db: sqlite3.Connection, keys: tuple[str, ...], location: Location | None) -> None:
    """Take answers off the list of unused ones, and account for what was archived."""
    for key in keys:
        db.execute("DELETE FROM unclaimed WHERE key = ?", (key,))
    if location is not None:
        account(db, location)


def in_days(step: int) -> str:
    """Give when a page is looked at again after so many looks in vain."""
    return utc(datetime.now(UTC) + timedelta(days=_AGAIN[min(step, len(_AGAIN) - 1)]))


def page_of(row: sqlite3.Row) -> Page:
    """Give the page to ask for that a row of `pages` holds."""
    return Page(
        item=Item(row["url"], row["listed_title"] or "", row["listed_published"]),
        **{name: row[name] for name in _SAME_IN_ROW},
    )


_SAME_IN_ROW = (
    "id", "kind", "identity", "url", "parent", "name", "digest", "answered", "etag",
    "last_modified",
)  # fmt: skip


def enter_problem(
    db: sqlite3.Connection, site: str, visit: int, url: str, outcome: Outcome
) -> bool:
    """Keep what is wrong at an address; tell whether it was not known before."""
    old = db.execute(
        "SELECT status FROM problems WHERE site = ? AND url = ?", (site, url)
    ).fetchone()
    place = outcome.location
    db.execute(
        "INSERT INTO problems VALUES"
        " (:site, :url, :status, :note, :now, :now, :visit, :file, :start, :length)"
        " ON CONFLICT DO UPDATE SET last_at = :now, note = :note, visit = :visit,"
        " first_at = CASE WHEN status = :status THEN first_at ELSE :now END, status = :status,"
        " file = :file, start = :start, length = :length",
        {
            "site": site, "url": url, "status": outcome.status,
            "note": outcome.note, "now": now(), "visit": visit,
            "file": place.file if place else None,
            "start": place.offset if place else None,
            "length": place.length if place else None,
        },
    )  # fmt: skip
    return old is None or old["status"] != outcome.status


def read_again(db: sqlite3.Connection, site: Site) -> None:
    """Take the pages that could not be read from the archive again: the rules have changed.

    Files that lay elsewhere by the old rules are looked at again, too.
    """
    db.execute(
        "UPDATE pages SET due = NULL, step = 0 WHERE site = ? AND last_status = ?",
        (site.name, Status.ELSEWHERE),
    )
    marks = ", ".join(f"'{status}'" for status in sorted(_READ_AGAIN))
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
