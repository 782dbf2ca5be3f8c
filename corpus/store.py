"""Writes readings into the corpus, one transaction a notice, or many notices in one of `batch`.

The same readings give the same rows in whatever order they come, run times aside. Documents and
works depend on all notices together: call `documents.link` when a batch is stored.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import extractors
from corpus import facts_rows, fulltext, ids, works
from corpus.belonging import Belonging, belonging_of
from corpus.facts_rows import TextRow
from corpus.rows import transaction, upsert
from corpus.seen import (
    clear_problems,
    put_pages,
    put_problems,
    put_run,
    put_site,
    put_visit,
)
from extractors.facts import Context

if TYPE_CHECKING:
    import sqlite3

    from corpus.records import ArchivePlace, AttachmentReading, Reading

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
    told, facts = reading.notice, reading.facts
    row: dict[str, object] = {
        "id": notice,
        "site": reading.site,
        "identity": reading.identity,
        "url": told.url,
        "title": told.title,
        "published": told.published,
        "published_from": told.published_from,
        "author": told.author,
        "genre": reading.genre or facts.genre,
        "reform": int(facts.reform),
        "areas": json.dumps(facts.areas),
        "work": notice,
        "province_then": belongs.then,
        "province_now": belongs.now,
        "province_from": belongs.source,
        "province_named": belongs.named,
        "first_seen": reading.first_seen,
        "last_seen": reading.last_seen,
        "withdrawn": reading.withdrawn,
        **_place(reading.archive),
        "read_from": reading.read_from,
        "content_key": works.content_key(
            told, facts.text, [a.digest or a.attachment.url for a in reading.attachments]
        ),
        "title_key": works.title_key(told.title),
    }
    upsert(connection, "notices", row, key=("id",))


def _place(place: ArchivePlace | None) -> dict[str, object]:
    return {
        "archive_file": place.file if place else None,
        "archive_offset": place.offset if place else None,
        "archive_length": place.length if place else None,
    }


def _put_attachment(put_one: _Putting, position: int, attached: AttachmentReading) -> None:
    row: dict[str, object] = {
        "id": ids.attachment_id(put_one.notice, attached.attachment.url),
        "notice": put_one.notice,
        "position": position,
        "url": attached.attachment.url,
        "name": attached.attachment.name,
        "media_type": attached.text.media_type,
        "digest": attached.digest,
        "problem": attached.text.problem,
        **_place(attached.archive),
    }
    upsert(put_one.connection, "attachments", row, key=("id",))
    if attached.facts is not None:
        _put_text(put_one, attached)


def _put_text(put_one: _Putting, attached: AttachmentReading | None = None) -> None:
    connection, notice, reading, belongs = put_one
    facts = attached.facts if attached else reading.facts
    if facts is None:
        return
    attachment = ids.attachment_id(notice, attached.attachment.url) if attached else None
    pages = attached.text.pages if attached else ()
    text = _newest(connection, reading, facts.text, TextRow("", notice, attachment, pages))
    version = reading.extractor or extractors.VERSION
    title = reading.notice.title
    context = Context(published=reading.notice.published, province=reading.province, title=title)
    connection.execute(
        "INSERT INTO extractions (text_id, version, fingerprint, genre, reform, areas)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            text.id,
            version,
            ids.fingerprint(facts.text, context, version),
            facts.genre,
            int(facts.reform),
            json.dumps(facts.areas),
        ),
    )
    facts_rows.insert(connection, facts, text)
    issuers = {r.issuer for r in facts.references if r.own}
    names = fulltext.names_of(facts.references, {belongs.then, belongs.now, *issuers})
    fulltext.put(connection, text.id, notice, names)


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
    connection.execute(
        "INSERT INTO texts (id, notice, attachment, version, current, title, text, digest, pages,"
        " seen) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?)",
        (
            new.id,
            row.notice,
            row.attachment,
            version,
            reading.notice.title,
            text,
            digest,
            json.dumps(row.pages),
            reading.last_seen,
        ),
    )
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
        "INSERT OR IGNORE INTO unlinked SELECT DISTINCT 'bucket', bucket FROM citations"
        " WHERE notice = ?",
        (notice,),
    )
    connection.execute(
        "INSERT OR IGNORE INTO unlinked SELECT 'content', content_key FROM notices WHERE id = ?1"
        " UNION SELECT 'title', title_key FROM notices WHERE id = ?1",
        (notice,),
    )
