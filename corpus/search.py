"""Full text: what is found, best first, with the passage, within a second.

Relevance is worked out over a bounded set of candidates, titles first and newest first: SQLite's
bm25 reads every match of every word, which takes seconds for "kế hoạch" at a million notices.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.clock import Clock
from corpus.filters import Filters
from corpus.fulltext import bare
from corpus.passage import Spans, passage, places
from corpus.query import Query, QueryError, parse

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Filters", "Hit", "QueryError", "Results", "search"]

_SECONDS = 1.0
_IN_TITLES = 150
_IN_BODIES = 300
_READ = 60  # candidates whose text is read for relevance, and as many more as are asked for
_READ_CHARACTERS = 200_000  # of one text
_HOLDING = {"document", "document_page"}
_OF_DOCUMENTS = 0.4  # how much more a document counts than news


@dataclass(frozen=True, slots=True)
class Hit:
    """One work found: its best notice, and the passage with the places of the words in it."""

    notice: str
    work: str
    title: str
    url: str
    site: str
    published: str | None
    province_then: str | None
    province_now: str | None
    genre: str
    passage: str
    marks: tuple[tuple[int, int], ...]  # start and end in `passage`
    attachment: str | None  # name of the file that the passage stands in
    copies: int  # on how many pages this work is published
    score: float


@dataclass(frozen=True, slots=True)
class Results:
    """The hits, best first; `found` works were looked at, and `more` says that it is a bound.

    `interrupted`: the second was over; these are the hits up to then.
    """

    query: str
    hits: tuple[Hit, ...]
    found: int
    more: bool
    interrupted: bool


@dataclass(slots=True)
class _Candidate:
    text_id: str
    notice: str
    work: str
    title: str
    published: str | None
    genre: str
    attachment: str | None
    in_title: bool
    is_asked: bool
    relevance: float = 0.0
    text: str = ""
    spans: list[Spans] = field(default_factory=list)

    def stands_for(self, other: _Candidate) -> bool:
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


def search(
    connection: sqlite3.Connection,
    query: str,
    filters: Filters | None = None,
    *,
    limit: int = 20,
    seconds: float = _SECONDS,
) -> Results:
    """Give the notices that have what a person typed, best first, each work once.

    A word with diacritics is found as it is, one without also with them. Documents whose number
    is asked come first, then titles, then bodies. QueryError says in one line why a query cannot
    be asked. Queries are interrupted after `seconds`, with what there is.
    """
    asked = parse(query)
    clock = Clock(seconds)
    connection.set_progress_handler(lambda: int(clock.is_over()), 2000)
    try:
        found, more = _candidates(connection, asked, filters or Filters(), clock)
        best = _by_work(connection, found, asked, clock, limit)
    finally:
        connection.set_progress_handler(None, 0)
    hits = tuple(_hit(connection, candidate) for candidate in best[:limit])
    works = len({candidate.work for candidate in found})
    return Results(query, hits, works, more or clock.rang, clock.rang)


_CANDIDATES = """
SELECT r.text_id, n.id, n.work, n.title, n.published, n.genre, t.attachment
FROM fulltext AS f
JOIN fulltext_rows AS r ON r.row = f.rowid
JOIN texts AS t ON t.id = r.text_id
JOIN notices AS n ON n.id = r.notice
WHERE fulltext MATCH ? {where}
ORDER BY f.rowid DESC LIMIT ?
"""


def _candidates(
    connection: sqlite3.Connection, query: Query, filters: Filters, clock: Clock
) -> tuple[list[_Candidate], bool]:
    where, values = filters.conditions()
    match = filters.agency_match()
    sql = _CANDIDATES.format(where=where)
    found: dict[str, _Candidate] = {}
    more = False
    asked = _asked_documents(connection, query, clock)
    tiers = (
        (query.match_title(), True, _IN_TITLES),
        (query.match(), False, _IN_BODIES),
    )
    for expression, in_title, most in tiers:
        full = f"({expression}) AND {match}" if match else expression
        count = 0
        for row in clock.rows(connection, sql, (full, *values, most)):
            candidate = _Candidate(*(*row, in_title, row[1] in asked))
            found.setdefault(candidate.text_id, candidate)
            count += 1
        more = more or count == most
    return list(found.values()), more


def _asked_documents(
    connection: sqlite3.Connection, query: Query, clock: Clock
) -> frozenset[object]:
    """Give the notices that are the very document whose number is asked."""
    numbers = [term for term in query.wanted if term.number]
    found = set()
    for term in numbers:
        number = (term.number or "").lstrip("abcdefghijklmnopqrstuvwxyz")
        rows = clock.rows(
            connection,
            "SELECT notice, code FROM documents WHERE bucket IN (?, ?) AND notice IS NOT NULL",
            (number, re.sub("d$", "đ", number)),
        )
        found |= {notice for notice, code in rows if term.alone or term.pattern().match(bare(code))}
    return frozenset(found)


def _by_work(
    connection: sqlite3.Connection,
    found: list[_Candidate],
    query: Query,
    clock: Clock,
    limit: int,
) -> list[_Candidate]:
    """Give the best candidate of each work, best first; the likeliest are read for it."""
    for candidate in found:
        candidate.relevance = _OF_DOCUMENTS if candidate.genre in _HOLDING else 0.0
    likely = sorted(found, key=_Candidate.rank, reverse=True)[: _READ + limit]
    for candidate in likely:
        if clock.is_over():
            clock.rang = True
            break
        _read(connection, candidate, query, clock)
    best: dict[str, _Candidate] = {}
    for candidate in sorted(likely, key=_Candidate.rank, reverse=True):
        shown = best.setdefault(candidate.work, candidate)
        if candidate.stands_for(shown):
            best[candidate.work] = candidate
    return list(best.values())


def _read(
    connection: sqlite3.Connection,
    candidate: _Candidate,
    query: Query,
    clock: Clock,
) -> None:
    """Read a candidate for its relevance."""
    rows = clock.rows(
        connection,
        "SELECT substr(text, 1, ?) FROM texts WHERE id = ?",
        (_READ_CHARACTERS, candidate.text_id),
    )
    candidate.text = next(rows, ("",))[0]
    pairs = query.pairs()
    candidate.spans = places(candidate.text, (*query.wanted, *pairs))
    words = max(len(candidate.text) / 6, 1)
    for count, term_spans in enumerate(candidate.spans):
        often = len(term_spans)
        weight = 1 if count < len(query.wanted) else 2
        candidate.relevance += weight * often / (often + 0.5 + words / 600)
    candidate.relevance += 2 * sum(map(bool, places(candidate.title, pairs)))


def _hit(connection: sqlite3.Connection, found: _Candidate) -> Hit:
    row = connection.execute(
        "SELECT n.url, n.site, n.province_then, n.province_now, a.name FROM notices AS n"
        " LEFT JOIN attachments AS a ON a.id = ? WHERE n.id = ?",
        (found.attachment, found.notice),
    ).fetchone()
    copies = connection.execute(
        "SELECT count(*) FROM notices WHERE work = ?", (found.work,)
    ).fetchone()
    url, site, then, now, attachment = row
    shown, marks = passage(found.text, found.spans)
    return Hit(
        notice=found.notice,
        work=found.work,
        title=found.title,
        url=url,
        site=site,
        published=found.published,
        province_then=then,
        province_now=now,
        genre=found.genre,
        passage=shown,
        marks=marks,
        attachment=attachment,
        copies=copies[0],
        score=round(found.relevance, 4),
    )
