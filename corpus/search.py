"""Full text: what is found, best first, with the passage, within a second.

Relevance is worked out over a bounded set of candidates (`corpus.candidates`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.candidates import Candidate, candidates
from corpus.clock import Clock
from corpus.facets import Counted, Facet, facets
from corpus.filters import Filters
from corpus.passage import finders, passage, places
from corpus.query import Query, QueryError, expanded, parse

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

__all__ = ["Counted", "Facet", "Filters", "Hit", "QueryError", "Results", "search"]

_SECONDS = 0.9  # an answer is there within a second
_READ = 20  # candidates whose text is read for relevance, and as many more as are asked for
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
    withdrawn: str | None = None  # since when (UTC) its portal no longer shows it


@dataclass(frozen=True, slots=True)
class Results:
    """The hits, best first; `found` works were looked at, and `more` says that it is a bound.

    `interrupted`: the time was over; these are the hits up to then. `facets` where they were asked.
    """

    query: str
    hits: tuple[Hit, ...]
    found: int
    more: bool
    interrupted: bool
    facets: tuple[Facet, ...] = ()


def search(
    connection: sqlite3.Connection,
    query: str,
    filters: Filters | None = None,
    *,
    limit: int = 20,
    seconds: float = _SECONDS,
    with_facets: bool = False,
    counted: Counted | None = None,
) -> Results:
    """Give the notices that have what a person typed, best first, each work once.

    A word with diacritics is found as it is, one without also with them. Documents whose number
    is asked come first, then titles, then bodies. QueryError says in one line why a query cannot
    be asked. Queries are interrupted after `seconds`, with what there is. Facets are counted in
    the provinces of today and by year of publication, or as `counted` says.
    """
    asked = parse(query)
    clock = Clock(seconds)
    with clock.stopping(connection):
        asked = expanded(connection, asked, clock)
        found, more = candidates(
            connection, asked, filters or Filters(), clock, counted=with_facets
        )
        best = _by_work(connection, found, asked, clock, limit)
        told: tuple[Facet, ...] = ()
        if with_facets:
            more = more or clock.rang
            told = facets(connection, found, counted or Counted(), clock, more=more)
    more = more or clock.rang
    return Results(
        query,
        tuple(_hit(connection, candidate) for candidate in best[:limit]),
        len({candidate.work for candidate in found}),
        more,
        clock.rang,
        told,
    )


def _by_work(
    connection: sqlite3.Connection,
    found: Iterable[Candidate],
    query: Query,
    clock: Clock,
    limit: int,
) -> list[Candidate]:
    """Give the best candidate of each work, best first; the likeliest are read for it."""
    for candidate in found:
        candidate.relevance = _OF_DOCUMENTS if candidate.genre in _HOLDING else 0.0
    likely = sorted(found, key=Candidate.rank, reverse=True)[: _READ + limit]
    _read(connection, likely, query, clock)
    best: dict[str, Candidate] = {}
    for candidate in sorted(likely, key=Candidate.rank, reverse=True):
        shown = best.setdefault(candidate.work, candidate)
        if candidate.stands_for(shown):
            best[candidate.work] = candidate
    return list(best.values())


def _read(
    connection: sqlite3.Connection, likely: list[Candidate], query: Query, clock: Clock
) -> None:
    """Read candidates for their relevance."""
    named = {candidate.text_id: candidate for candidate in likely}
    texts = clock.rows(
        connection,
        f"SELECT id, substr(text, 1, ?) FROM texts WHERE id IN ({', '.join('?' * len(named))})",
        (_READ_CHARACTERS, *named),
    )
    pairs = finders(query.pairs())
    sought = [*finders(query.wanted), *pairs]
    for name, text in texts:
        candidate = named[name]
        candidate.text = text
        candidate.spans = places(text, sought)
        candidate.relevance += _relevance(candidate, len(query.wanted))
        candidate.relevance += 2 * sum(map(bool, places(candidate.title, pairs)))
        if clock.is_over():
            clock.rang = True
            return


def _relevance(candidate: Candidate, words: int) -> float:
    """Give how much a text is about the terms: their number for its length, pairs twice."""
    length = max(len(candidate.text) / 6, 1) / 600
    return sum(
        (1 if at < words else 2) * len(spans) / (len(spans) + 0.5 + length)
        for at, spans in enumerate(candidate.spans)
    )


def _hit(connection: sqlite3.Connection, found: Candidate) -> Hit:
    row = connection.execute(
        "SELECT n.url, n.site, n.province_then, n.province_now, n.withdrawn, a.name"
        " FROM notices AS n"
        " LEFT JOIN attachments AS a ON a.id = ? WHERE n.id = ?",
        (found.attachment, found.notice),
    ).fetchone()
    copies = connection.execute(
        "SELECT count(*) FROM notices WHERE work = ?", (found.work,)
    ).fetchone()
    url, site, then, now, withdrawn, attachment = row
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
        withdrawn=withdrawn,
    )
