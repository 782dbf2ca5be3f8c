"""The citations of a draft against what the corpus knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.cite import Document, cite
from corpus.query import QueryError
from extractors.text import fold

if TYPE_CHECKING:
    import sqlite3

    from extractors.facts import Facts, Reference


@dataclass(frozen=True, slots=True)
class Checked:
    """One citation of a draft and what is held of it.

    `verdict`: found, in_doubt (several documents may be meant), contradicted (another date or
    issuer is held), replaced, unknown. `held` says in words what the verdict rests on.
    """

    start: int
    end: int
    quote: str
    code: str
    date: str | None
    verdict: str
    held: str


def check(
    connection: sqlite3.Connection, facts: Facts, province: str | None = None
) -> list[Checked]:
    """Give each citation of a draft, in its order, with a verdict; nothing is stored."""
    return [
        _checked(connection, reference, province)
        for reference in facts.references
        if reference.code is not None and not reference.own
    ]


def _checked(connection: sqlite3.Connection, reference: Reference, province: str | None) -> Checked:
    code = reference.code or ""
    verdict, held = _verdict(connection, reference, code, province)
    return Checked(
        reference.start, reference.end, reference.quote, code, reference.date, verdict, held
    )


def _verdict(
    connection: sqlite3.Connection, reference: Reference, code: str, province: str | None
) -> tuple[str, str]:
    try:
        documents = cite(connection, code, province).documents
        documents = documents or cite(connection, code).documents
    except QueryError as error:
        return "unknown", str(error)
    if not documents:
        return "unknown", "not in this corpus"
    same_day = [d for d in documents if reference.date and d.date == reference.date]
    if not same_day and reference.date and all(d.date for d in documents):
        return "contradicted", "held with the date " + ", ".join(str(d.date) for d in documents)
    meant = same_day or list(documents)
    if len(meant) > 1:
        return "in_doubt", f"{len(meant)} documents have this number"
    document = meant[0]
    if by := _replaced_by(connection, document):
        return "replaced", f"by {by}"
    if _other_issuer(reference, document):
        return "contradicted", f"held as issued by {document.issuer}"
    return "found", f"cited in {document.works} publications"


def _replaced_by(connection: sqlite3.Connection, document: Document) -> str | None:
    row = connection.execute(
        "SELECT d.code FROM relations AS r JOIN documents AS d ON d.id = r.from_document"
        " WHERE r.to_document = ? AND r.kind IN ('replaces', 'repeals') LIMIT 1",
        (document.id,),
    ).fetchone()
    return None if row is None else str(row[0])


def _other_issuer(reference: Reference, document: Document) -> bool:
    """Tell whether the draft names a body whose name shares no word with the one that is held."""
    if reference.issuer is None or document.issuer is None or reference.issuer_id is not None:
        return False
    return not set(fold(reference.issuer).split()) & set(fold(document.issuer).split())
