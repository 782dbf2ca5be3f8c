"""What the page of one document shows, by its id: `corpus.cite` knows documents by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.cite import cite
from corpus.query import QueryError
from corpus.units import CENTRAL
from corpus.web import words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from corpus.cite import Citing, Document, Unresolved


@dataclass(frozen=True, slots=True)
class CitingWork:
    """A publication that cites a document: one of its notices, and its words, each once."""

    first: Citing
    places: int  # notices of the work that cite it
    quotes: tuple[tuple[str, str], ...]  # how it cites, as read out, and the quote


def read(connection: sqlite3.Connection, name: str) -> Document | None:
    """Give the document with an id, with who cites it and what it cites; None where none has it."""
    row = connection.execute(
        "SELECT code, subject, bucket, jurisdiction, year FROM documents WHERE id = ?", (name,)
    ).fetchone()
    if row is None:
        return None
    code, subject, bucket, jurisdiction, year = row
    province = None if jurisdiction in {None, CENTRAL} else jurisdiction.split(" / ")[0]
    for asked in (code, subject, bucket):
        try:
            found = cite(connection, asked or "", province, year).documents
        except QueryError:  # a document without a number whose name is not a law's
            continue
        for document in found:
            if document.id == name:
                return document
    return None


def by_work(mentions: Iterable[Citing]) -> list[CitingWork]:
    """Give the mentions of a document by publication, in the order in which they come."""
    return _grouped((citing, words.value("relation", citing.relation)) for citing in mentions)


def unresolved_by_work(mentions: Iterable[Unresolved]) -> list[CitingWork]:
    """Give mentions without a document by publication, each with why it has none."""
    return _grouped((each.citing, words.value("reason", each.reason)) for each in mentions)


def _grouped(mentions: Iterable[tuple[Citing, str]]) -> list[CitingWork]:
    works: dict[str, list[tuple[Citing, str]]] = {}
    for citing, tag in mentions:
        works.setdefault(citing.work, []).append((citing, tag))
    return [
        CitingWork(
            told[0][0],
            len({citing.notice for citing, _ in told}),
            tuple(dict.fromkeys((tag, " ".join(citing.quote.split())) for citing, tag in told)),
        )
        for told in works.values()
    ]
