"""Which texts a query may mean: a bounded number of them, the likeliest kinds first.

SQLite's bm25 reads every match of every word, which takes seconds for "kế hoạch" at a million
notices. So the newest stored of each kind are taken, and relevance is worked out among them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from corpus.codes import HELD, fitting

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from corpus.clock import Clock
    from corpus.filters import Filters
    from corpus.passage import Spans
    from corpus.query import Query

_HELD = 20  # documents of the number that is asked
_IN_TITLES = 150
_CHECKED = 25  # titles, where each text under them has to be looked into
_IN_BODIES = 300
_COUNTED = 1000  # the same, where facets are asked for


@dataclass(slots=True)
class Candidate:
    """A text that has what is asked, with what of its notice is shown and counted."""

    text_id: str
    notice: str
    work: str
    title: str
    published: str | None
    genre: str
    attachment: str | None
    site: str
    province: str | None
    areas: str
    keys: str
    province_then: str | None
    in_title: bool = False
    is_asked: bool = False
    relevance: float = 0.0
    text: str = ""
    spans: list[Spans] = field(default_factory=list)

    def stands_for(self, other: Candidate) -> bool:
        """Give whether it is shown in place of a copy that was found first."""
        return (
            self.notice == self.work != other.notice
            and (self.is_asked, self.in_title) == (other.is_asked, other.in_title)
            and (self.attachment is None) == (other.attachment is None)
        )

    def rank(self) -> tuple[bool, bool, float, str, str]:
        """Give what candidates are ordered by, best last."""
        return (
            self.is_asked,
            self.in_title,
            self.relevance,
            self.published or "",
            self.notice,
        )


_FOUND = """
SELECT n.row, n.text_id, n.notice, n.work, n.title, n.published, n.genre, n.attachment, n.site,
       n.province_now, n.areas, n.keys, n.province_then
FROM {index} AS f JOIN fulltext_found AS n ON n.row = f.rowid
WHERE {index} MATCH ? {where}
ORDER BY f.rowid DESC LIMIT ?
"""
_ROW = "AND f.rowid = ?"
_IN_TEXT = "SELECT 1 FROM fulltext AS f WHERE fulltext MATCH ? AND f.rowid = ?"


def candidates(
    connection: sqlite3.Connection,
    query: Query,
    filters: Filters,
    clock: Clock,
    *,
    counted: bool = False,
) -> tuple[list[Candidate], bool]:
    """Give the texts that may be meant, and whether there are more of them than were looked at.

    `counted`: more are looked at, since they are counted too.
    """
    found: dict[str, Candidate] = {}
    for candidate in _asked(connection, query, filters, clock):
        found.setdefault(candidate.text_id, candidate)
    agency = filters.match_agency()
    where, values = filters.conditions()
    most = _COUNTED if counted else _IN_BODIES
    more = False
    of_titles = _CHECKED if agency or query.unwanted else _IN_TITLES
    for index, match, bound in (
        ("fulltext_titles", _both(query.match_title(), filters.match()), of_titles),
        ("fulltext", _both(query.match(), filters.match(), agency), most),
    ):
        sql = _FOUND.format(index=index, where=where)
        rows = list(clock.rows(connection, sql, (match, *values, bound)))
        more = index == "fulltext" and len(rows) == bound  # it holds the titles too
        for row, *told in rows:
            if told[0] in found:
                continue
            candidate = Candidate(*told)
            candidate.in_title = index == "fulltext_titles"
            if not candidate.in_title or _text_agrees(connection, query, agency, row, clock):
                found[candidate.text_id] = candidate
    return list(found.values()), more


def _text_agrees(
    connection: sqlite3.Connection, query: Query, agency: str | None, row: int, clock: Clock
) -> bool:
    """Give whether the text under a title has the agency too, and nothing that is excluded."""
    checks = ((agency, True), (query.match_unwanted(), False))
    return all(
        any(clock.rows(connection, _IN_TEXT, (match, row))) is wanted
        for match, wanted in checks
        if match is not None
    )


def _asked(
    connection: sqlite3.Connection, query: Query, filters: Filters, clock: Clock
) -> Iterator[Candidate]:
    """Give the texts of the documents whose number is asked."""
    where, values = filters.conditions()
    match = _both(query.match(), filters.match(), filters.match_agency())
    sql = _FOUND.format(index="fulltext", where=f"{_ROW} {where}")
    for row in _held(connection, query, clock):
        for _, *told in clock.rows(connection, sql, (match, row, *values, 1)):
            candidate = Candidate(*told)
            candidate.is_asked = True
            yield candidate


def _held(connection: sqlite3.Connection, query: Query, clock: Clock) -> list[int]:
    """Give the rows of the index that hold a document of a number that is asked."""
    places: list[tuple[int, str, str | None]] = []
    for number in (term.number for term in query.wanted if term.number):
        key = number.number.lstrip("0") or "0"
        for bucket in {key, key[:-1] + "đ" if key.endswith("d") else key}:
            for code, kind in fitting(partial(clock.rows, connection), bucket, HELD, number.fits):
                places += clock.rows(
                    connection,
                    "SELECT works, notice, attachment FROM documents WHERE bucket = ?1"
                    " AND code IS ?2 AND type IS ?3 AND (?4 IS NULL OR year IS ?4)"
                    " AND notice IS NOT NULL ORDER BY works DESC LIMIT ?5",
                    (bucket, code, kind, number.year, _HELD),
                )
    rows: list[tuple[int]] = []
    places.sort(key=lambda place: (-place[0], place[1], place[2] or ""))
    for _, notice, attachment in places[:_HELD]:
        rows += clock.rows(
            connection,
            "SELECT r.row FROM fulltext_rows AS r JOIN texts AS t ON t.id = r.text_id"
            " WHERE r.notice = ? AND t.attachment IS ?",
            (notice, attachment),
        )
    return [row for (row,) in rows]


def _both(*matches: str | None) -> str:
    return " AND ".join(f"({match})" for match in matches if match)
