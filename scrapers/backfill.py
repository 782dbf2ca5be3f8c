"""Where the back-fill of a site's listings stands, and how long it may still take."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from scrapers.exchange import utc
from scrapers.page import Request
from scrapers.revisits import present

if TYPE_CHECKING:
    import sqlite3

    from scrapers.frontier import Frontier

_LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Backlog:
    """What a site's back-fill has still to ask for.

    `waiting` are articles and files that are known and not yet fetched, `places` the number of the
    next page of each listing that was not yet followed to its end; a pager does not say how many
    come behind it. `pace` is back-fill's pages a day in the last week, 0 where there was none.
    """

    site: str
    waiting: int
    places: tuple[int, ...]
    pace: float

    @property
    def days(self) -> int | None:
        """Give how many days the known pages take at this pace, None where it has none yet."""
        if not self.waiting:
            return 0
        return math.ceil(self.waiting / self.pace) if self.pace else None

    def __str__(self) -> str:
        """Give it in words, empty where nothing is left.

        >>> str(Backlog("so_hue", 120, (9,), 50.0))
        'back-fill: 120 pages left and what comes from page 9 on, at least 3 days at 50 a day'
        """
        if not self.waiting and not self.places:
            return ""
        behind = ", ".join(map(str, self.places))
        if not self.waiting:
            return f"back-fill: goes on from page {behind}"
        pages = f"{self.waiting} page{'s' if self.waiting != 1 else ''} left"
        more = f" and what comes from page {behind} on" if self.places else ""
        if self.days is None:
            return f"back-fill: {pages}{more}"
        least = "at least " if self.places else ""
        unit = "day" if self.days == 1 else "days"
        pace = f" at {self.pace:.0f} a day" if self.pace else ""
        return f"back-fill: {pages}{more}, {least}{self.days} {unit}{pace}"


def backlogs(frontier: Frontier, only: str | None = None) -> dict[str, Backlog]:
    """Give what is left of the back-fill, by site, or of one; sites without any are left out."""
    site_only = {"only": only}
    waiting = frontier.rows(
        "SELECT site, count(*) AS n FROM pages WHERE deep = 1 AND last_status IS NULL"
        " AND kind <> 'local' AND (:only IS NULL OR site = :only) GROUP BY site",
        site_only,
    )
    left = {row["site"]: int(row["n"]) for row in waiting}
    places: dict[str, list[int]] = {}
    for row in frontier.rows(
        "SELECT site, root, min(number) AS number FROM ("
        " SELECT site, root, number FROM places UNION ALL"
        " SELECT v.site, l.root, l.number FROM listings l JOIN visits v ON v.id = l.visit"
        " WHERE l.deep = 1 AND l.done = 0) WHERE :only IS NULL OR site = :only"
        " GROUP BY site, root ORDER BY site, number",
        site_only,
    ):
        places.setdefault(row["site"], []).append(row["number"])
    paces = _paces(frontier, only) if left else {}
    return {
        site: Backlog(site, left.get(site, 0), tuple(places.get(site, ())), paces.get(site, 0.0))
        for site in sorted({*left, *places})
    }


def _paces(frontier: Frontier, only: str | None) -> dict[str, float]:
    since = utc(present(frontier) - _LATELY)
    rows = frontier.rows(
        "SELECT p.site, count(*) AS n, count(DISTINCT date(a.fetched_at, '+7 hours')) AS days"
        " FROM pages p JOIN answers a ON a.id = (SELECT min(id) FROM answers WHERE page = p.id)"
        " WHERE p.deep = 1 AND a.fetched_at > :since AND (:only IS NULL OR p.site = :only)"
        " GROUP BY p.site",
        {"since": since, "only": only},
    )
    return {row["site"]: row["n"] / row["days"] for row in rows}


def known(db: sqlite3.Connection, site: str, root: str) -> bool:
    """Tell whether what is new on a listing ends where a page shows nothing new."""
    found = db.execute(
        "SELECT 1 FROM followed WHERE site = :site AND root = :root"
        " UNION ALL SELECT 1 FROM places WHERE site = :site AND root = :root",
        {"site": site, "root": root},
    ).fetchone()
    return found is not None


def put_place(db: sqlite3.Connection, site: str, root: str, number: int, at: Request) -> None:
    """Keep where a listing goes on next time; of two places the earlier one.

    A place that is a form's answer holds for that night only: then the front leads there anew.
    """
    if at.method != "GET":
        return
    db.execute(
        "INSERT INTO places VALUES (?, ?, ?, ?, '[]', ?) ON CONFLICT DO UPDATE SET"
        " number = excluded.number, url = excluded.url, guessed = excluded.guessed"
        " WHERE excluded.number < number",
        (site, root, number, at.url, at.guessed),
    )


def drop_place(db: sqlite3.Connection, site: str, root: str) -> None:
    """Forget where a listing goes on: a visit is there, or it was followed to its end."""
    db.execute("DELETE FROM places WHERE site = ? AND root = ?", (site, root))


def take_places(db: sqlite3.Connection, site: str, visit: int) -> None:
    """Have a visit go on where the back-fill of its listings ended."""
    db.execute(
        "INSERT OR IGNORE INTO listings (visit, listing, number, root, url, method, form, guessed,"
        " deep) SELECT l.visit, l.listing, p.number, p.root, p.url, 'GET', p.form, p.guessed, 1"
        " FROM places p JOIN listings l ON l.visit = :visit AND l.number = 1 AND l.root = p.root"
        " WHERE p.site = :site",
        {"site": site, "visit": visit},
    )


def keep_places(db: sqlite3.Connection, site: str, visit: int) -> None:
    """Keep where the listings of a visit go on that were not read to their ends."""
    for row in db.execute(
        "SELECT * FROM listings WHERE visit = ? AND number > 1 AND done <> 1 ORDER BY number",
        (visit,),
    ).fetchall():
        at = Request(row["url"], row["method"], (), bool(row["guessed"]))
        put_place(db, site, row["root"], row["number"], at)
