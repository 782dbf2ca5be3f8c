"""Facts as rows: each fact goes to the table of its kind, a column a field."""

from __future__ import annotations

import dataclasses
import json
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from corpus import ids
from corpus.identity import bucket_of
from extractors.facts import Finding, Period, Recommendation, Reference, Score, Topic

if TYPE_CHECKING:
    import sqlite3

    from extractors.facts import Facts

    Fact = Reference | Period | Score | Recommendation | Finding | Topic
    Row = dict[str, object]

TABLES = ("citations", "dates", "scores", "recommendations", "findings", "topics")
_FIELD_OF = {"citations": "references"}  # elsewhere the table is called as the field of Facts
_PLACE = ("start", "end", "quote")
_BY_PLACE = (*_PLACE, "antecedent")  # what moves when the text around a fact changes


class TextRow(NamedTuple):
    """A stored text: `attachment` is None for the page's own, `pages` where each page begins."""

    id: str
    notice: str
    attachment: str | None
    pages: tuple[int, ...]


def insert(connection: sqlite3.Connection, facts: Facts, text: TextRow) -> None:
    """Write the facts of one text."""
    for table in TABLES:
        found: tuple[Fact, ...] = getattr(facts, _FIELD_OF.get(table, table))
        if not found:
            continue
        rows = _rows(table, found, text.attachment or text.notice)
        if table == "citations":
            _complete_citations(facts.references, rows)
        for fact, row in zip(found, rows, strict=True):
            row["text_id"] = text.id
            row["notice"] = text.notice
            row["page"] = bisect_right(text.pages, fact.start) if text.pages else None
        names = list(rows[0])
        marks = ", ".join("?" * len(names))
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",
            [tuple(row.values()) for row in rows],
        )


def _rows(table: str, found: tuple[Fact, ...], text_key: str) -> list[Row]:
    seen: Counter[str] = Counter()
    rows = []
    for fact in found:
        told = {f.name: getattr(fact, f.name) for f in dataclasses.fields(fact)}
        values = {name: value for name, value in told.items() if name not in _BY_PLACE}
        values["quote"] = " ".join(fact.quote.split())
        key = json.dumps(values, ensure_ascii=False, sort_keys=True)
        identity = ids.fact_id(text_key, table, values, seen[key])
        seen[key] += 1
        row: Row = {
            "id": identity,
            "start_char": fact.start,
            "end_char": fact.end,
            "quote": fact.quote,
        }
        row.update((name, _cell(value)) for name, value in told.items() if name not in _PLACE)
        rows.append(row)
    return rows


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


def _complete_citations(references: tuple[Reference, ...], rows: list[Row]) -> None:
    """Name antecedents by their id, and put each citation where its document is looked for."""
    at = {reference.start: index for index, reference in enumerate(references)}
    for index, row in enumerate(rows):
        root = index
        for _ in references:  # a chain is no longer than the list, a circle ends
            before = references[root].antecedent
            if before is None or before not in at or at[before] == index:
                break
            root = at[before]
        row["antecedent"] = rows[root]["id"] if root != index else None
        row["bucket"] = bucket_of(references[root])


def load(connection: sqlite3.Connection, text_id: str) -> dict[str, tuple[Fact, ...]]:
    """Give the facts of one stored text by table, in reading order, as they were put.

    A citation's antecedent is the first mention of its chain.
    """
    kinds: dict[str, type[Fact]] = {
        "citations": Reference,
        "dates": Period,
        "scores": Score,
        "recommendations": Recommendation,
        "findings": Finding,
        "topics": Topic,
    }
    return {table: _load(connection, table, kind, text_id) for table, kind in kinds.items()}


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
