"""Writes what the crawl saw into the corpus: sites, runs, visits, pages, problems."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from corpus import ids
from corpus.rows import transaction, upsert

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from corpus.records import Page, Problem, Run, Site, Visit

__all__ = [
    "clear_problems", "put_pages", "put_problems", "put_run", "put_site", "put_visit",
    "put_withdrawn",
]  # fmt: skip


def put_site(connection: sqlite3.Connection, site: Site) -> None:
    """Store a site, in place of what was held under its name."""
    with transaction(connection):
        upsert(connection, "sites", _fields(site), key=("name",))


def put_run(connection: sqlite3.Connection, run: Run) -> None:
    """Store a run; put it again when it has finished."""
    with transaction(connection):
        upsert(connection, "runs", _fields(run), key=("id",))


def put_visit(connection: sqlite3.Connection, visit: Visit) -> None:
    """Store a visit; its site and run must have been put before."""
    with transaction(connection):
        upsert(connection, "visits", _fields(visit), key=("site", "started"))


def put_pages(connection: sqlite3.Connection, pages: Iterable[Page]) -> None:
    """Store what the crawl saw of addresses, in one transaction, after the notices they gave."""
    with transaction(connection):
        for page in pages:
            row = _fields(page)
            identity = row.pop("identity")
            notice = ids.notice_id(page.site, str(identity)) if identity is not None else None
            held = connection.execute("SELECT 1 FROM notices WHERE id = ?", (notice,)).fetchone()
            upsert(
                connection,
                "pages",
                {**row, "notice": notice if held else None},
                key=("site", "url"),
            )


def put_withdrawn(connection: sqlite3.Connection, since: Mapping[tuple[str, str], str]) -> None:
    """Keep since when portals no longer show notices, by site and identity; the others are there.

    A notice that is withdrawn stays as it is, with its texts and facts.
    """
    rows = [(moment, site, identity) for (site, identity), moment in sorted(since.items())]
    with transaction(connection):
        held = connection.execute(
            "SELECT withdrawn, site, identity FROM notices WHERE withdrawn IS NOT NULL"
        ).fetchall()
        back = [(None, *row[1:]) for row in held if tuple(row[1:]) not in since]
        connection.executemany(
            "UPDATE notices SET withdrawn = ? WHERE site = ? AND identity = ?", [*back, *rows]
        )


def put_problems(connection: sqlite3.Connection, problems: Iterable[Problem]) -> None:
    """Store problems besides those held, each in place of its like at the same address."""
    with transaction(connection):
        for problem in problems:
            upsert(connection, "problems", _fields(problem), key=("site", "url", "kind"))


def clear_problems(connection: sqlite3.Connection) -> None:
    """Take out all problems, before those of the present are put."""
    with transaction(connection):
        connection.execute("DELETE FROM problems")


def _fields(record: Site | Run | Visit | Page | Problem) -> dict[str, object]:
    return {f.name: getattr(record, f.name) for f in dataclasses.fields(record)}
