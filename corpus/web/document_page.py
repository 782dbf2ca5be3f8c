"""What the page of one document shows, by its id: `corpus.cite` knows documents by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.cite import cite
from corpus.query import QueryError
from corpus.units import CENTRAL

if TYPE_CHECKING:
    import sqlite3

    from corpus.cite import Document


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
