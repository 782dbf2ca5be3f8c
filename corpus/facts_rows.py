"""Facts as rows: each fact goes to the table of its kind, a column a field."""

from __future__ import annotations

import dataclasses
import json
from bisect import bisect_right
from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from corpus import ids
from corpus.identity import bucket_of
from corpus.jurisdiction import place_after
from corpus.rows import insertion
from extractors.facts import Finding, Period, Recommendation, Reference, Score, Topic

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from extractors.facts import Facts

Fact = Reference | Period | Score | Recommendation | Finding | Topic

_KINDS: dict[str, type[Fact]] = {
    "citations": Reference,
    "dates": Period,
    "scores": Score,
    "recommendations": Recommendation,
    "findings": Finding,
    "topics": Topic,
}
TABLES = tuple(_KINDS)
_PLACE = ("start", "end", "quote")
_BY_PLACE = (*_PLACE, "antecedent")  # what moves when the text around a fact changes
_FIRST = ("id", "text_id", "notice", "start_char", "end_char", "quote", "page")
_OF_CITATIONS = ("antecedent", "bucket", "issuer_in", "day")


def _values(table: str) -> tuple[str, ...]:
    """Give the fields of a kind of fact that are its own, whatever stands around it."""
    names = (field.name for field in dataclasses.fields(_KINDS[table]))
    return tuple(name for name in names if name not in _BY_PLACE)


COLUMNS = {
    table: (*_FIRST, *_values(table), *(_OF_CITATIONS if table == "citations" else ()))
    for table in TABLES
}
_READ = {table: attrgetter(*_values(table)) for table in TABLES if len(_values(table)) > 1}


class TextRow(NamedTuple):
    """A stored text: `attachment` is None for the page's own, `pages` where each page begins.

    `day` is the one on which its notice was published.
    """

    id: str
    notice: str
    attachment: str | None
    pages: tuple[int, ...]
    day: str | None = None


def insert(connection: sqlite3.Connection, facts: Facts, text: TextRow) -> None:
    """Write the facts of one text."""
    for table, found in rows(facts, text).items():
        connection.executemany(insertion(table, COLUMNS[table]), found)


def rows(facts: Facts, text: TextRow) -> dict[str, list[tuple[object, ...]]]:
    """Give the rows of the facts of one text, by table, a value for each of `COLUMNS`."""
    found: dict[str, tuple[Fact, ...]] = {
        "citations": facts.references,
        "dates": facts.dates,
        "scores": facts.scores,
        "recommendations": facts.recommendations,
        "findings": facts.findings,
        "topics": facts.topics,
    }
    made = {table: _rows(table, of_kind, text) for table, of_kind in found.items() if of_kind}
    if facts.references:
        whole = zip(made["citations"], _of_citations(facts, made["citations"], text), strict=True)
        made["citations"] = [(*row, *more) for row, more in whole]
    return made


def _rows(table: str, found: tuple[Fact, ...], text: TextRow) -> list[tuple[object, ...]]:
    seen: Counter[str] = Counter()
    key = text.attachment or text.notice
    read = _READ.get(table) or (lambda fact: (getattr(fact, _values(table)[0]),))
    made = []
    for fact in found:
        values = read(fact)
        told = " ".join(fact.quote.split()) + repr(values)
        identity = ids.fact_id(key, table, told, seen[told])
        seen[told] += 1
        page = bisect_right(text.pages, fact.start) if text.pages else None
        made.append(
            (identity, text.id, text.notice, fact.start, fact.end, fact.quote, page,
             *map(_cell, values))
        )  # fmt: skip
    return made


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


def _of_citations(
    facts: Facts, rows: list[tuple[object, ...]], text: TextRow
) -> Iterator[tuple[object, ...]]:
    """Name antecedents by their id, and put each citation where its document is looked for."""
    references = facts.references
    at = {reference.start: index for index, reference in enumerate(references)}
    for index, told in enumerate(references):
        root = index
        for _ in references:  # a chain is no longer than the list, a circle ends
            before = references[root].antecedent
            if before is None or before not in at or at[before] == index:
                break
            root = at[before]
        yield (
            rows[root][0] if root != index else None,
            bucket_of(references[root]),
            place_after(facts.text, told.issuer, told.end),
            text.day,
        )


def load(connection: sqlite3.Connection, text_id: str) -> dict[str, tuple[Fact, ...]]:
    """Give the facts of one stored text by table, in reading order, as they were put.

    A citation's antecedent is the first mention of its chain.
    """
    return {table: _load(connection, table, kind, text_id) for table, kind in _KINDS.items()}


def _load(
    connection: sqlite3.Connection, table: str, kind: type[Fact], text_id: str
) -> tuple[Fact, ...]:
    fields = [f.name for f in dataclasses.fields(kind)]
    columns = [{"start": "start_char", "end": "end_char"}.get(name, name) for name in fields]
    rows = connection.execute(
        f"SELECT id, {', '.join(columns)} FROM {table} WHERE text_id = ?"
        " ORDER BY start_char, end_char, id",
        (text_id,),
    ).fetchall()
    starts = {row[0]: row[1] for row in rows}
    booleans = {f.name for f in dataclasses.fields(kind) if f.type == "bool"}
    found = []
    for _, *cells in rows:
        values = dict(zip(fields, cells, strict=True))
        values.update({name: bool(values[name]) for name in booleans})
        if "partners" in values:
            values["partners"] = tuple(json.loads(values["partners"]))
        if values.get("antecedent") is not None:
            values["antecedent"] = starts[values["antecedent"]]
        found.append(kind(**values))
    return tuple(found)
