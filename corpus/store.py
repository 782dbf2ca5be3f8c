"""Writes readings into the corpus, one transaction a notice, or many notices in one of `batch`.

The same readings give the same rows in whatever order they come, run times aside. Documents and
works depend on all notices together: call `documents.link` when a batch is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import extractors
from corpus import directives, facts_rows, fulltext, ids, reading_rows, works
from corpus.belonging import Belonging, belonging_of
from corpus.facts_rows import TextRow
from corpus.rows import insert, transaction, upsert
from corpus.seen import (
    clear_problems,
    put_pages,
    put_problems,
    put_run,
    put_site,
    put_visit,
)

if TYPE_CHECKING:
    import sqlite3

    from corpus.records import AttachmentReading, Reading
    from extractors.facts import Context

__all__ = [
    "batch",
    "clear_problems",
    "forget",
    "is_stale",
    "put",
    "put_pages",
    "put_problems",
    "put_run",
    "put_site",
    "put_visit",
]


batch = transaction  # around many calls of `put`: about twice as fast, kept or lost together


def is_stale(
    connection: sqlite3.Connection,
    site: str,
    identity: str,
    text: str,
    context: Context,
    *,
    attachment_url: str | None = None,
    version: str = extractors.VERSION,
) -> bool:
    """Give whether a text must be extracted: it is new, or it, its context or the code changed.

    `text` is the normalised text, as `Facts.text` holds it.
    """
    notice = ids.notice_id(site, identity)
    attachment = ids.attachment_id(notice, attachment_url) if attachment_url else None
    row = connection.execute(
        "SELECT e.fingerprint FROM texts AS t JOIN extractions AS e ON e.text_id = t.id"
        " WHERE t.notice = ? AND t.attachment IS ? AND t.current = 1",
        (notice, attachment),
    ).fetchone()
    return row is None or row[0] != ids.fingerprint(text, context, version)


def put(connection: sqlite3.Connection, reading: Reading) -> str:
    """Store a reading in place of what was held of its notice; gives the notice's id.

    A changed text becomes a new version; facts follow the newest. Texts of attachments that the
    page no longer links to go with them. The site must have been put before.
    """
    notice = ids.notice_id(reading.site, reading.identity)
    put_one = _Putting(connection, notice, reading, belonging_of(reading))
    with transaction(connection):
        _mark_unlinked(connection, notice)
        _put_notice(put_one)
        held = connection.execute("SELECT id FROM attachments WHERE notice = ?", (notice,))
        wanted = {ids.attachment_id(notice, a.attachment.url) for a in reading.attachments}
        for (attachment,) in held.fetchall():
            if attachment not in wanted:
                _drop_attachment(connection, attachment)
        _put_text(put_one)
        for position, attached in enumerate(reading.attachments):
            _put_attachment(put_one, position, attached)
        _mark_unlinked(connection, notice)
    return notice


class _Putting(NamedTuple):
    """What the steps of one `put` share."""

    connection: sqlite3.Connection
    notice: str
    reading: Reading
    belongs: Belonging


def _put_notice(put_one: _Putting) -> None:
    connection, notice, reading, belongs = put_one
    row = reading_rows.notice_row(reading, notice, belongs)
    upsert(connection, "notices", row, key=("id",))
    works.put_keys(connection, notice, reading.facts.text)


def _put_attachment(put_one: _Putting, position: int, attached: AttachmentReading) -> None:
    row = reading_rows.attachment_row(put_one.notice, position, attached)
    upsert(put_one.connection, "attachments", row, key=("id",))
    if attached.facts is not None:
        _put_text(put_one, attached)


def _put_text(put_one: _Putting, attached: AttachmentReading | None = None) -> None:
    connection, notice, reading, belongs = put_one
    facts = attached.facts if attached else reading.facts
    if facts is None:
        return
    attachment = ids.attachment_id(notice, attached.attachment.url) if attached else None
    pages = attached.text.pages if attached else reading.notice.pages
    told = TextRow("", notice, attachment, pages, reading.notice.published)
    text = _newest(connection, reading, facts.text, told)
    insert(connection, "extractions", reading_rows.extraction_row(reading, facts, text.id))
    facts_rows.insert(connection, facts, text)
    fulltext.put(connection, reading_rows.entry(reading, facts, text, belongs))


def _newest(connection: sqlite3.Connection, reading: Reading, text: str, row: TextRow) -> TextRow:
    """Give the row of this very text, without facts: the newest version, or a new one."""
    digest = ids.digest(reading.notice.title, text)
    held = connection.execute(
        "SELECT id, version, digest FROM texts WHERE notice = ? AND attachment IS ?"
        " AND current = 1",
        (row.notice, row.attachment),
    ).fetchone()
    if held is not None:
        _drop_facts(connection, held[0])
        if held[2] == digest:
            return row._replace(id=held[0])
        connection.execute("UPDATE texts SET current = 0 WHERE id = ?", (held[0],))
    version = held[1] + 1 if held is not None else 1
    new = row._replace(id=ids.text_id(row.notice, row.attachment, version))
    insert(connection, "texts", reading_rows.text_row(reading, text, new, version))
    return new


def _drop_facts(connection: sqlite3.Connection, text_id: str) -> None:
    fulltext.remove(connection, text_id)
    for table in ("extractions", *facts_rows.TABLES):
        connection.execute(f"DELETE FROM {table} WHERE text_id = ?", (text_id,))


def _drop_attachment(connection: sqlite3.Connection, attachment: str) -> None:
    texts = connection.execute("SELECT id FROM texts WHERE attachment = ?", (attachment,))
    for (text_id,) in texts.fetchall():
        _drop_facts(connection, text_id)
    connection.execute("DELETE FROM attachments WHERE id = ?", (attachment,))


def forget(connection: sqlite3.Connection, notice: str) -> None:
    """Take a notice out of the corpus with its texts, versions, facts and index rows."""
    with transaction(connection):
        _mark_unlinked(connection, notice)
        texts = connection.execute("SELECT id FROM texts WHERE notice = ?", (notice,))
        for (text_id,) in texts.fetchall():
            _drop_facts(connection, text_id)
        connection.execute("DELETE FROM notices WHERE id = ?", (notice,))


def _mark_unlinked(connection: sqlite3.Connection, notice: str) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO unlinked SELECT 'bucket', bucket FROM citations WHERE notice = ?1"
        " UNION SELECT 'document', document FROM citations WHERE notice = ?1"
        " AND document IS NOT NULL",
        (notice,),
    )
    connection.execute(
        "INSERT OR IGNORE INTO unlinked SELECT 'notice', id FROM notices WHERE id = ?1"
        " UNION SELECT 'work', work FROM notices WHERE id = ?1",
        (notice,),
    )
    directives.mark(connection, notice)
