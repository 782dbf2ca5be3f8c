"""The listing pages that the archive keeps, entered in a crawl.db that is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapers.acts import EndListing, EnterListing
from scrapers.backfill import keep_places
from scrapers.expectations import KeepMarks
from scrapers.ledger import count_listed, enter_problem
from scrapers.outcome import Listing, Outcome, Row
from scrapers.page import Item, Request
from scrapers.redact import OVERWRITTEN
from scrapers.status import Status

if TYPE_CHECKING:
    import sqlite3

    from scrapers.archive import Record
    from scrapers.exchange import Location
    from scrapers.forgotten import Forgotten


def apply(
    db: sqlite3.Connection, location: Location, record: Record, visit: int, gone: Forgotten
) -> None:
    """Do once more what a visit did with a listing page; rows that were forgotten stay out."""
    told = record.options
    at = Listing(
        told.get("listing", 0), told.get("number", 1), told["root"], bool(told.get("followed")),
        Request(told["url"], guessed=bool(told.get("guessed"))), bool(told.get("deep")),
    )  # fmt: skip
    if at.followed:
        db.execute("INSERT OR IGNORE INTO followed VALUES (?, ?)", (told["site"], at.root))
    if told["status"] != Status.OK:
        _end(db, location, record, visit, at)
    elif "rows" in told or "parts" in told:
        _enter(db, location, record, visit, at, gone)
    else:  # an older archive knows how many there were
        db.execute(
            "UPDATE visits SET listed = listed + ?, read = read + 1 WHERE id = ?",
            (told["shown"], visit),
        )


def _enter(
    db: sqlite3.Connection,
    location: Location,
    record: Record,
    visit: int,
    at: Listing,
    gone: Forgotten,
) -> None:
    told, when = record.options, record.fetched_at
    rows = tuple(
        Row(identity, Item(url, title, day, by))
        for identity, url, title, day, by in told.get("rows", ())
        if not gone.page(told["site"], identity) and identity.strip(OVERWRITTEN)
    )
    parts = tuple(Request(url) for url in told.get("parts", ()))
    act = EnterListing(
        told["site"], visit, at, rows, _next(told), bool(told.get("cut")), parts=parts
    )
    act.apply(db, location)
    db.execute(
        "UPDATE pages SET first_seen = ? WHERE site = ? AND first_visit = ? AND first_seen > ?",
        (when, told["site"], visit, when),
    )
    if marks := told.get("marks"):
        KeepMarks(told["site"], told["family"], frozenset(marks)).apply(db, location)
        db.execute("UPDATE marks SET since = ? WHERE site = ?", (when, told["site"]))


def _next(told: dict[str, Any]) -> Request | None:
    """Give the next page; one that a form posts to has a form no more, and is no place."""
    if "next" not in told:
        return None
    url, method, guessed = told["next"]
    return Request(url, method, (), guessed)


def _end(
    db: sqlite3.Connection, location: Location, record: Record, visit: int, at: Listing
) -> None:
    told = record.options
    outcome = Outcome(Status(told["status"]), told.get("note", ""), answered=record.fetched_at)
    over = bool(told.get("over"))
    EndListing(told["site"], visit, at, outcome, over).apply(db, location)
    if not over:  # as of then, not of now
        problem = (told["site"], visit, at.request.url, outcome, location, record.fetched_at)
        db.execute("DELETE FROM problems WHERE site = ? AND url = ? AND first_at > ?",
                   (told["site"], at.request.url, record.fetched_at))  # fmt: skip
        enter_problem(db, *problem)


def end_visits(db: sqlite3.Connection, site: str | None = None) -> None:
    """End what visits have of listings, of one site or of all; keep where they go on."""
    open_ = db.execute(
        "SELECT id, site FROM visits WHERE (?1 IS NULL OR site = ?1) AND (EXISTS (SELECT 1 FROM"
        " listings WHERE visit = id) OR EXISTS (SELECT 1 FROM listed WHERE visit = id))",
        (site,),
    ).fetchall()
    for visit in open_:
        count_listed(db, visit["id"])
        keep_places(db, visit["site"], visit["id"])
        for table in ("listed", "listings"):
            db.execute(f"DELETE FROM {table} WHERE visit = ?", (visit["id"],))
