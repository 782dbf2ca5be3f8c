"""What the front page shows: counted once for each snapshot, since a snapshot does not change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import overview

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The corpus at a glance."""

    works: int
    notices: int
    sites: int
    facts: dict[str, int]
    plans: tuple[overview.Cited, ...]
    series: tuple[overview.Series, ...]
    tasks: tuple[overview.Task, ...]
    first: str | None  # ISO days of the oldest and the newest notice
    last: str | None
    provinces: tuple[str, ...]  # that a search can be narrowed to
    years: tuple[str, ...]


def read(connection: sqlite3.Connection) -> FrontPage:
    """Give what the front page shows."""
    notices, sites, first, last = connection.execute(
        "SELECT count(*), count(DISTINCT site), min(published), max(published) FROM notices"
    ).fetchone()
    facts = overview.fact_counts(connection)
    facts.pop("topics")
    return FrontPage(
        works=overview.work_count(connection),
        notices=notices,
        sites=sites,
        facts=facts,
        plans=tuple(overview.most_cited(connection, "KH", 5)),
        series=tuple(overview.longest_series(connection)),
        tasks=tuple(overview.tasks(connection, 5)),
        first=first,
        last=last,
        provinces=_texts(
            connection,
            "SELECT DISTINCT province_now FROM notices WHERE province_now IS NOT NULL ORDER BY 1",
        ),
        years=_texts(
            connection,
            "SELECT DISTINCT substr(published, 1, 4) FROM notices WHERE published IS NOT NULL"
            " ORDER BY 1 DESC",
        ),
    )


def _texts(connection: sqlite3.Connection, sql: str) -> tuple[str, ...]:
    return tuple(text for (text,) in connection.execute(sql))
