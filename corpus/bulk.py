"""Many readings at once: rows made where they were read, written table by table.

What `store.put` writes for each, faster: a first crawl, or all of it read anew by new code.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from corpus import facts_rows, fulltext, ids, reading_rows, store, works
from corpus.belonging import belonging_of
from corpus.facts_rows import TextRow
from corpus.postponed import first_load
from corpus.rows import insertion

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from corpus.belonging import Belonging
    from corpus.fulltext import Entry
    from corpus.reading_rows import Row
    from corpus.records import AttachmentReading, Reading

__all__ = ["TABLES", "Prepared", "load", "prepare", "write"]

_BATCH = 1000  # notices in one transaction
# A row comes after the rows that it points to.
TABLES = ("notices", "near_keys", "attachments", "texts", "extractions", *facts_rows.TABLES)


class Prepared(NamedTuple):
    """The rows of one reading that is new to the corpus; `rows` by table and its columns."""

    notice: str
    rows: dict[tuple[str, tuple[str, ...]], list[tuple[object, ...]]]
    entries: list[Entry]
    columns: list[Mapping[str, tuple[str, ...]]]
    buckets: frozenset[str]


def load(connection: sqlite3.Connection, prepared: Iterable[Prepared]) -> int:
    """Store what was prepared as `store.put` does with readings, in batches; gives how many.

    A batch is kept or lost as a whole. Sites must have been put before, and `documents.link` is to
    be called afterwards.
    """
    count = 0
    rows = iter(prepared)
    with first_load(connection, TABLES):
        while batch := list(islice(rows, _BATCH)):
            write(connection, batch)
            count += len(batch)
    return count


def write(connection: sqlite3.Connection, batch: Iterable[Prepared]) -> None:
    """Write prepared readings in one transaction.

    sqlite3.IntegrityError where a notice is held already, or comes twice: nothing is written then.
    """
    with store.batch(connection):
        _write(connection, list(batch))


def _write(connection: sqlite3.Connection, batch: list[Prepared]) -> None:
    by_table: dict[tuple[str, tuple[str, ...]], list[tuple[object, ...]]] = {}
    for one in batch:
        for where, rows in one.rows.items():
            by_table.setdefault(where, []).extend(rows)
    for table, columns in sorted(by_table, key=lambda where: TABLES.index(where[0])):
        connection.executemany(insertion(table, columns), by_table[table, columns])
    entries = [entry for one in batch for entry in one.entries]
    fulltext.put_new(connection, entries, [columns for one in batch for columns in one.columns])
    marks = [("bucket", bucket) for one in batch for bucket in one.buckets]
    marks += [(kind, one.notice) for one in batch for kind in ("notice", "work")]
    connection.executemany("INSERT OR IGNORE INTO unlinked (kind, key) VALUES (?, ?)", marks)


def prepare(
    reading: Reading, *, belongs: Belonging | None = None, near_keys: Iterable[int] | None = None
) -> Prepared:
    """Give the rows of a reading; no database is needed for it.

    `belongs` and `near_keys` where they are known already.
    """
    notice = ids.notice_id(reading.site, reading.identity)
    prepared = Prepared(notice, {}, [], [], frozenset())
    belongs = belonging_of(reading) if belongs is None else belongs
    near_keys = works.near_keys(reading.facts.text) if near_keys is None else near_keys
    _add(prepared, "notices", reading_rows.notice_row(reading, notice, belongs))
    for key in dict.fromkeys(near_keys):
        _add(prepared, "near_keys", {"key": key, "notice": notice})
    _add_text(prepared, reading, belongs, None)
    for position, attached in enumerate(reading.attachments):
        _add(prepared, "attachments", reading_rows.attachment_row(notice, position, attached))
        _add_text(prepared, reading, belongs, attached)
    at = facts_rows.COLUMNS["citations"].index("bucket")
    cited = prepared.rows.get(("citations", facts_rows.COLUMNS["citations"]), [])
    return prepared._replace(buckets=frozenset(str(row[at]) for row in cited))


def _add(prepared: Prepared, table: str, row: Row) -> None:
    prepared.rows.setdefault((table, tuple(row)), []).append(tuple(row.values()))


def _add_text(
    prepared: Prepared, reading: Reading, belongs: Belonging, attached: AttachmentReading | None
) -> None:
    facts = attached.facts if attached else reading.facts
    if facts is None:
        return
    attachment = ids.attachment_id(prepared.notice, attached.attachment.url) if attached else None
    text = TextRow(
        ids.text_id(prepared.notice, attachment, 1),
        prepared.notice,
        attachment,
        attached.text.pages if attached else reading.notice.pages,
        reading.notice.published,
    )
    _add(prepared, "texts", reading_rows.text_row(reading, facts.text, text, 1))
    _add(prepared, "extractions", reading_rows.extraction_row(reading, facts, text.id))
    for table, rows in facts_rows.rows(facts, text).items():
        prepared.rows.setdefault((table, facts_rows.COLUMNS[table]), []).extend(rows)
    entry = reading_rows.entry(reading, facts, text, belongs)
    prepared.entries.append(entry)
    prepared.columns.append(entry.columns())
