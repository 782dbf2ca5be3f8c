"""What a corpus holds, at a glance: counts, the most cited document, a series, open tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from corpus.tasks import TaskFilters, rows, today

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

KINDS = {
    "references": "citations",
    "dates": "dates",
    "scores": "scores",
    "recommendations": "recommendations",
    "findings": "findings",
    "topics": "topics",
}


@dataclass(frozen=True, slots=True)
class SiteCount:
    """A site with how many notices and attachments are held of it, and how many problems."""

    site: str
    title: str | None
    family: str | None
    province: str | None
    notices: int
    attachments: int
    problems: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A document with how many works cite it."""

    document: str
    type: str | None
    code: str
    date: str | None
    issuer: str | None
    jurisdiction: str | None
    subject: str | None
    works: int


@dataclass(frozen=True, slots=True)
class Point:
    """One year of an index series."""

    period: str
    value: float | None
    unit: str | None
    rank: int | None
    ranked: int | None


@dataclass(frozen=True, slots=True)
class Series:
    """The results of one body in one index, by year."""

    indicator: str
    subject: str
    title: str  # of the notice that tells it
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A recommendation that has a deadline, with the state that the corpus can know."""

    state: str
    deadline: str | None
    agent: str | None
    addressee: str | None
    quote: str
    title: str  # of the notice that tells it
    notice: str
    recommendation: str  # id of the fact


def sites(connection: sqlite3.Connection) -> list[SiteCount]:
    """Give every site with what is held of it, by name."""
    rows = connection.execute(
        "SELECT s.name, s.title, s.family, s.province,"
        " (SELECT count(*) FROM notices WHERE site = s.name),"
        " (SELECT count(*) FROM attachments AS a JOIN notices AS n ON n.id = a.notice"
        "   WHERE n.site = s.name AND a.digest IS NOT NULL),"
        " (SELECT count(*) FROM problems WHERE site = s.name)"
        " FROM sites AS s ORDER BY s.name"
    )
    return [SiteCount(*row) for row in rows]


def fact_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Give how many facts of each kind are held; copies of a work count once."""
    return {
        kind: connection.execute(
            f"SELECT count(*) FROM {table} AS f JOIN notices AS n ON n.id = f.notice"
            " WHERE n.id = n.work"
        ).fetchone()[0]
        for kind, table in KINDS.items()
    }


def work_count(connection: sqlite3.Connection) -> int:
    """Give how many publications are held; copies on several sites are one."""
    count: int = connection.execute("SELECT count(DISTINCT work) FROM notices").fetchone()[0]
    return count


def most_cited(connection: sqlite3.Connection, kind: str, limit: int = 1) -> list[Cited]:
    """Give the documents of a type (KH, QĐ ...) that most works cite."""
    rows = connection.execute(
        "SELECT id, type, code, date, issuer, jurisdiction, subject, works FROM documents"
        " WHERE type = ? AND code IS NOT NULL AND works > 0"
        " ORDER BY works DESC, code, id LIMIT ?",
        (kind, limit),
    )
    return [Cited(*row) for row in rows]


def longest_series(connection: sqlite3.Connection, limit: int = 1) -> list[Series]:
    """Give the index series of one body with the most years in one notice."""
    found = connection.execute(
        "SELECT s.indicator, s.subject, s.title, s.notice, count(DISTINCT s.period) AS years"
        " FROM index_series AS s WHERE s.subject IS NOT NULL AND s.period IS NOT NULL"
        " AND s.value IS NOT NULL AND s.statistic IS NULL AND s.notice = s.work"
        " GROUP BY 1, 2, s.notice HAVING years > 1 ORDER BY years DESC, 1, 2, s.notice LIMIT ?",
        (limit,),
    ).fetchall()
    return [
        Series(indicator, subject, title, _points(connection, notice, indicator, subject))
        for indicator, subject, title, notice, _ in found
    ]


def _points(
    connection: sqlite3.Connection, notice: str, indicator: str, subject: str
) -> tuple[Point, ...]:
    """Give each year once: the value told with its rank, else the one told first."""
    rows = connection.execute(
        "SELECT period, value, unit, rank, ranked FROM scores WHERE notice = ? AND indicator = ?"
        " AND subject = ? AND value IS NOT NULL AND period IS NOT NULL AND statistic IS NULL"
        " ORDER BY rank IS NULL, start_char, id",
        (notice, indicator, subject),
    )
    points: dict[str, Point] = {}
    for row in rows:
        points.setdefault(row[0], Point(*row))
    return tuple(points[period] for period in sorted(points))


def tasks(connection: sqlite3.Connection, limit: int = 5) -> list[Task]:
    """Give directives and recommendations with a deadline, the most pressing first.

    Those whose deadline is still to come, soonest first; then the overdue, latest first.
    """
    for filters in _soonest_first():
        found = rows(connection, filters, limit=limit)
        if len(found) == limit:
            break
    return [
        Task(row.state, row.due, row.agent, row.lead, row.quote, row.title, row.notice, row.fact)
        for row in found
        if row.due is not None
    ]


def _soonest_first() -> Iterator[TaskFilters]:
    """Give narrow lists before wide ones: of a million notices the next two months are enough."""
    day = date.fromisoformat(today())
    yield TaskFilters(since=day.isoformat(), until=(day + timedelta(days=60)).isoformat())
    yield TaskFilters(since=(day - timedelta(days=365)).isoformat())
    yield TaskFilters()
