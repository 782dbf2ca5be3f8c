"""What crawl.db tells: pages, visits and problems, as rows become types."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from scrapers.exchange import Location

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Version:
    """A content that a page had: where it lies, when it was first (`since`) and last `seen`."""

    location: Location
    digest: str
    since: str
    seen: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """The last good answer of a page, or a local file.

    `kind` is article, attachment or local; `parent` the identity of the article that links to an
    attachment (the first one that did). `digest` is SHA-256 of the unpacked body. Times are UTC,
    `listed_published` is a day of Vietnam's civil time. `versions` are its contents from the first
    to this one; empty where there was only this one.
    """

    site: str
    kind: str
    identity: str
    url: str
    location: Location
    parent: str | None
    name: str | None
    listed_title: str | None
    listed_published: str | None
    listed_by: Literal["listing", "feed"] | None
    first_seen: str
    last_seen: str
    digest: str
    media_type: str | None
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """How the last visit of a site went. `stale` is empty, or says in words why it is."""

    site: str
    last_visit: str
    finished: bool
    listed: int
    new: int
    fetched: int
    unchanged: int
    failed: int
    soft_404: int
    problem: str | None
    stale: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at an address, or with a site as a whole (`url` empty), and since when."""

    site: str
    url: str
    status: str
    note: str
    first_at: str
    last_at: str
    location: Location | None = None


def fetched(row: sqlite3.Row, earlier: tuple[Version, ...] = ()) -> Fetched:
    """Give the good answer that a row of `pages` holds, with the contents that came before."""
    location = Location(row["file"], row["start"], row["length"])
    if earlier:  # the same content may lie in several places: the page's own one counts
        earlier = (*earlier[:-1], replace(earlier[-1], location=location, digest=row["digest"]))
    return Fetched(
        location=location,
        versions=earlier,
        **{name: row[name] for name in _SAME_IN_ROW},
    )


def versions(rows: Iterable[sqlite3.Row]) -> tuple[Version, ...]:
    """Give the contents of a page from rows of `answers`, equal ones in a row as one."""
    found: list[Version] = []
    for row in rows:
        at = max(row["fetched_at"], found[-1].seen if found else "")  # a clock may have gone back
        if found and found[-1].digest == row["digest"]:
            found[-1] = replace(found[-1], seen=at)
        else:
            location = Location(row["file"], row["start"], row["length"])
            found.append(Version(location, row["digest"], at, at))
    return tuple(found)


def problem(row: sqlite3.Row) -> Problem:
    """Give the problem that a row of `problems` holds."""
    names = ("site", "url", "status", "note", "first_at", "last_at")
    return Problem(location=location_of(row), **{name: row[name] for name in names})


def site_status(row: sqlite3.Row, today: datetime) -> SiteStatus:
    """Give how the visit went that a row of `visits`, with its site and problem, holds."""
    stale = ""
    oldest = (today - timedelta(days=row["max_age_days"])).date().isoformat()
    if row["finished"] and not row["listed"]:
        stale = "nothing listed"
    elif row["newest"] is not None and row["newest"] < oldest:
        stale = f"nothing newer than {row['newest']}"
    trouble = None
    if row["problem_status"] is not None:
        trouble = f"{row['problem_status']}: {row['problem_note']}"
    return SiteStatus(
        site=row["site"],
        last_visit=row["started"],
        finished=row["finished"] is not None,
        problem=trouble,
        stale=stale,
        **{name: row[name] for name in _COUNTS},
    )


def location_of(row: sqlite3.Row) -> Location | None:
    """Give where a row says that an answer lies, None where it says nothing."""
    return None if row["file"] is None else Location(row["file"], row["start"], row["length"])


_SAME_IN_ROW = (
    "site", "kind", "identity", "url", "parent", "name", "listed_title", "listed_published",
    "listed_by", "first_seen", "last_seen", "digest", "media_type",
)  # fmt: skip
_COUNTS = ("listed", "new", "fetched", "unchanged", "failed", "soft_404")
