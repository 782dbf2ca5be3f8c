"""The rows of made-up notices as they are once all is linked: what `million.py build` writes.

Linking a million notices would take hours and tell what the generator knows: a document is its
code, its day and its issuer; the copies of a notice are one work. The tables have the rows, and
the sizes, that `documents.link` leaves; keys that only linking looks up are made of nothing.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import generate

from corpus import bulk, facts_rows, fulltext, ids
from corpus.belonging import Belonging
from corpus.units import province_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.records import Reading
    from extractors.facts import Reference

Rows = dict[tuple[str, tuple[str, ...]], list[tuple[object, ...]]]

_CITATIONS = facts_rows.COLUMNS["citations"]
_LINKED = (*_CITATIONS, "document", "document_from", "unresolved")
_TOLD = ("id", "type", "number", "symbol", "code", "date", "issuer", "issuer_id", "bucket",
         "jurisdiction", "citing", "notice")  # fmt: skip
_BELONGS = ("based_on", "implements")
_NEAR, _PHRASE = 8, 6  # keys of a notice, and of a recommendation


@dataclass(slots=True)
class Final:
    """The rows of one chunk by table and columns, and what goes into the full-text indexes."""

    rows: Rows = field(default_factory=dict)
    entries: list[tuple[str, ...]] = field(default_factory=list)
    columns: list[dict[str, tuple[str, ...]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def packed(self) -> bytes:
        """Give the chunk as bytes: strings and numbers alone are faster handed over so."""
        return marshal.dumps((self.rows, self.entries, self.columns, self.words))

    @staticmethod
    def unpacked(data: bytes) -> Final:
        """Give the chunk that was packed."""
        return Final(*marshal.loads(data))  # noqa: S302  (made by ourselves)

    def add(self, table: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
        """Add rows of a table."""
        self.rows.setdefault((table, columns), []).extend(rows)


def packed_chunk(number: int, seed: int) -> bytes:
    """Give the final rows of one chunk of notices, packed."""
    return final(generate.chunk(number, seed)).packed()


def final(readings: list[Reading]) -> Final:
    """Give the final rows of some notices; a copy comes right after what it is a copy of."""
    made = Final()
    works = _works(readings)
    random = Random(readings[0].identity)  # noqa: S311  (noise, no secret)
    directive: list[str] = []  # of the notice before
    keys: list[int] = []  # of the notice before
    for reading in readings:
        is_copy = reading.identity.endswith("-c")
        keys = keys if is_copy else [random.getrandbits(63) for _ in range(_NEAR)]
        belongs = Belonging(*province_at(reading.province, reading.notice.published), "site", None)
        prepared = bulk.prepare(reading, belongs=belongs, near_keys=keys)
        work = works[prepared.notice]
        for (table, columns), rows in prepared.rows.items():
            if table == "notices":
                at = columns.index("work")
                made.add(table, columns, ((*r[:at], work, *r[at + 1 :]) for r in rows))
            elif table != "citations":
                made.add(table, columns, rows)
        cited = prepared.rows["citations", _CITATIONS]
        _add_citations(made, reading.facts.references, cited, work, prepared.notice)
        asked = prepared.rows["recommendations", facts_rows.COLUMNS["recommendations"]]
        names = [str(row[0]) for row in asked]
        directive = directive if is_copy else names
        made.add("directives", ("recommendation", "directive"), zip(names, directive, strict=True))
        made.add("phrase_keys", ("key", "recommendation"), (
            (random.getrandbits(63), name) for name in names for _ in range(_PHRASE)
        ))  # fmt: skip
        made.entries += map(tuple, prepared.entries)
        made.columns += map(dict, prepared.columns)
    written = (part for held in made.columns for part in held["fulltext"][:2])
    made.words = sorted(fulltext.words_in(written))
    return made


def _works(readings: list[Reading]) -> dict[str, str]:
    """Give the work of each notice: of two copies the one with the lesser id."""
    names = [ids.notice_id(r.site, r.identity) for r in readings]
    works = {name: name for name in names}
    for at, reading in enumerate(readings):
        if reading.identity.endswith("-c"):
            both = names[at - 1 : at + 1]
            works |= dict.fromkeys(both, min(both))
    return works


def _add_citations(
    made: Final,
    references: tuple[Reference, ...],
    rows: list[tuple[object, ...]],
    work: str,
    notice: str,
) -> None:
    documents = [_document(told) for told in references]
    made.add("citations", _LINKED, (
        (*row, name, "identity" if name else None, None if name else "year_missing")
        for row, name in zip(rows, documents, strict=True)
    ))  # fmt: skip
    own = [name for told, name in zip(references, documents, strict=True) if told.own]
    if work == notice:
        made.add("told", _TOLD, {
            (name, *_row(told), int(name not in own), notice if told.own else None)
            for told, name in zip(references, documents, strict=True) if name
        })  # fmt: skip
    made.add("relations", ("from_document", "to_document", "kind", "citation"), (
        (own[0], name, told.relation, row[0])
        for told, name, row in zip(references, documents, rows, strict=True)
        if own and name and name != own[0] and told.relation in _BELONGS
    ))  # fmt: skip


def _document(told: Reference) -> str | None:
    return ids.digest("document", told.code, told.date, told.issuer) if told.date else None


def _row(told: Reference) -> tuple[str | None, ...]:
    bucket = (told.number or "").lstrip("0") or "0"
    where = (told.issuer or "").partition(" tỉnh ")[2] or "Trung ương"
    return (told.type, told.number, told.symbol, told.code, told.date, told.issuer,
            told.issuer_id, bucket, where)  # fmt: skip


# What was told of each document, by those who told it.
TOLD = f"CREATE TEMP TABLE told ({', '.join(_TOLD)})"
DOCUMENTS = """
INSERT INTO documents (id, family, type, number, year, symbol, code, date, issuer, issuer_id,
    jurisdiction, jurisdiction_from, bucket, works, notice)
SELECT id, 'state', type, number, substr(date, 1, 4), symbol, code, date, issuer, issuer_id,
    jurisdiction, 'issuer', bucket, sum(citing), max(notice)
FROM told GROUP BY id
"""
