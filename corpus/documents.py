"""Mentions to documents: after a batch of notices is stored, what they cite is linked.

Only what changed is looked at again, number by number, each number as a whole; so the outcome
does not depend on the order in which notices came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from corpus import directives, works
from corpus.document_row import COLUMNS, document_row
from corpus.mention import Mention
from corpus.relations import Itself, Said, needs_text, relations
from corpus.resolve import resolve
from corpus.rows import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from corpus.relations import Relation
    from corpus.resolve import Decision

_HOLDING = "('document', 'document_page')"
# A notice that is published in several provinces is not believed to be of its site's province.
_MENTIONS = f"""
WITH published AS MATERIALIZED (
  SELECT m.work, min(m.province_now) < max(m.province_now) AS widely FROM notices AS m
  WHERE m.work IN (SELECT o.work FROM citations AS k JOIN notices AS o ON o.id = k.notice
                   WHERE k.bucket = ?1)
  GROUP BY m.work)
SELECT c.id, c.notice, n.work, t.attachment, c.code, c.type, c.number, c.year, c.symbol, c.date,
       c.issuer, c.issuer_id, c.subject, c.quote, c.own, c.antecedent, n.published,
       CASE WHEN p.widely THEN n.province_named
            WHEN n.province_from = 'site' THEN s.province
            ELSE coalesce(n.province_then, n.province_now) END,
       iif(p.widely, 'text', n.province_from),
       c.own AND (n.genre IN {_HOLDING} OR (t.attachment IS NOT NULL AND e.genre IN {_HOLDING})),
       c.bucket, c.issuer_in, c.document, c.document_from, c.unresolved, c.candidates
FROM citations AS c
JOIN notices AS n ON n.id = c.notice
JOIN published AS p ON p.work = n.work
JOIN sites AS s ON s.name = n.site
JOIN texts AS t ON t.id = c.text_id
JOIN extractions AS e ON e.text_id = c.text_id
WHERE c.bucket = ?1
"""


def link(connection: sqlite3.Connection) -> int:
    """Bring documents, relations and works up to the stored notices; one transaction.

    Gives how many numbers were looked at. Nothing to do costs nothing.
    """
    with transaction(connection):
        works_changed = works.link(connection)
        _mark_numbers_of(connection, works_changed)
        touched = _touched(connection, works_changed)
        buckets = sorted(_marked(connection, "bucket"))
        notices: set[str] = set()
        for bucket in buckets:
            notices |= _link_bucket(connection, bucket, touched)
        _link_relations(connection, notices)
        directives.link(connection)
        connection.execute("DELETE FROM unlinked")
    return len(buckets)


def _mark_numbers_of(connection: sqlite3.Connection, works_changed: Iterable[str]) -> None:
    """Mark the numbers that publications cite: who else publishes them bears on whose they are."""
    connection.executemany(
        "INSERT OR IGNORE INTO unlinked SELECT DISTINCT 'bucket', c.bucket FROM citations AS c"
        " JOIN notices AS n ON n.id = c.notice WHERE n.work = ?",
        [(work,) for work in works_changed],
    )


class _Touched(NamedTuple):
    """What changed since the last linking: all that mentions of other notices tell stands."""

    notices: set[str]
    documents: set[str]  # that notices meant which say something else now, or are gone


def _touched(connection: sqlite3.Connection, works_changed: Iterable[str]) -> _Touched:
    notices = _marked(connection, "notice")
    for work in works_changed:
        notices.update(
            name for (name,) in connection.execute("SELECT id FROM notices WHERE work = ?", (work,))
        )
    return _Touched(notices, _marked(connection, "document"))


def _marked(connection: sqlite3.Connection, kind: str) -> set[str]:
    rows = connection.execute("SELECT key FROM unlinked WHERE kind = ?", (kind,))
    return {key for (key,) in rows}


def _link_bucket(connection: sqlite3.Connection, bucket: str, touched: _Touched) -> set[str]:
    """Link all mentions of one number; gives the notices of which something changed by it.

    Only what changed is made and written: a night's new notices touch nearly every small number.
    """
    before: dict[str, tuple[str | None, ...]] = {}
    mentions: list[Mention] = []
    for *told, document, found_by, unresolved, candidates in connection.execute(
        _MENTIONS, (bucket,)
    ):
        mentions.append(Mention(*told))
        before[mentions[-1].id] = (document, found_by, unresolved, candidates)
    decisions, told_by = resolve(mentions)
    changed = [m for m in mentions if decisions[m.id] != before[m.id]]
    stale = touched.documents | {
        document
        for m in (*changed, *(m for m in mentions if m.notice in touched.notices))
        for document in (before[m.id][0], decisions[m.id].document)
        if document is not None
    }
    citing = _citing_works(mentions, decisions, stale)
    rows = {
        name: (*document_row(name, told, bucket), len(citing.get(name, ())))
        for name, told in sorted(told_by.items())
        if name in stale
    }
    notices, vanished = _put_documents(connection, bucket, rows, kept=told_by.keys() - stale)
    connection.executemany(
        "UPDATE citations SET document = ?, document_from = ?, unresolved = ?, candidates = ?"
        " WHERE id = ?",
        [(*decisions[m.id], m.id) for m in changed],
    )
    connection.executemany("DELETE FROM documents WHERE id = ?", vanished)
    return notices | {mention.notice for mention in changed}


def _put_documents(
    connection: sqlite3.Connection,
    bucket: str,
    rows: Mapping[str, tuple[object, ...]],
    kept: AbstractSet[str],
) -> tuple[set[str], list[tuple[str]]]:
    """Write the documents of a number that changed; those `kept` are as they were.

    Gives the notices that became one of them, or are one no more, and the documents that are to
    go as soon as no citation points to them.
    """
    columns = ", ".join(COLUMNS)
    held = {
        row[0]: row
        for row in connection.execute(
            f"SELECT {columns} FROM documents WHERE bucket = ?", (bucket,)
        )
        if row[0] not in kept
    }
    sets = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
    connection.executemany(
        f"INSERT INTO documents ({columns}) VALUES ({', '.join('?' * len(COLUMNS))})"
        f" ON CONFLICT (id) DO UPDATE SET {sets}",
        [row for name, row in rows.items() if held.get(name) != row],
    )
    parts = [COLUMNS.index(name) for name in ("id", "type", "notice", "attachment")]
    was, now = ({tuple(row[p] for p in parts) for row in r.values()} for r in (held, rows))
    notices = {str(notice) for _, _, notice, _ in was ^ now if notice is not None}
    return notices, [(name,) for name in held if name not in rows]


def _citing_works(
    mentions: Iterable[Mention], decisions: Mapping[str, Decision], asked: AbstractSet[str]
) -> dict[str, set[str]]:
    """Give the works that cite each document: "Kế hoạch này", in the plan itself, is not it."""
    itself = {(decisions[m.id].document, m.notice, m.attachment) for m in mentions if m.own}
    citing: dict[str, set[str]] = {}
    for mention in mentions:
        document = decisions[mention.id].document
        if document not in asked:
            continue
        if document and (document, mention.notice, mention.attachment) not in itself:
            citing.setdefault(document, set()).add(mention.work)
    return citing


def _link_relations(connection: sqlite3.Connection, notices: Iterable[str]) -> None:
    """Find anew what documents do to each other in the texts of some notices."""
    for notice in sorted(notices):
        connection.execute(
            "DELETE FROM relations WHERE citation IN (SELECT id FROM citations WHERE notice = ?)",
            (notice,),
        )
        held: dict[str, Itself] = {
            attachment: Itself(document, kind)
            for attachment, document, kind in connection.execute(
                "SELECT ifnull(attachment, ''), id, type FROM documents WHERE notice = ?"
                " ORDER BY id DESC",
                (notice,),
            )
        }
        said: dict[tuple[str, str], list[Said]] = {}
        for text_id, attachment, *told in connection.execute(_SAID, (notice,)):
            said.setdefault((text_id, attachment), []).append(Said(*told))
        found = {
            relation
            for (text_id, attachment), mentions in said.items()
            for relation in _relations(
                connection, text_id, mentions, held.get(attachment) or held.get("")
            )
        }
        connection.executemany(
            "INSERT INTO relations (from_document, to_document, kind, citation)"
            " VALUES (?, ?, ?, ?)",
            sorted(found),
        )


_SAID = """
SELECT c.text_id, ifnull(t.attachment, ''), c.id, c.start_char, c.end_char, c.relation, c.document,
       c.own
FROM citations AS c JOIN texts AS t ON t.id = c.text_id
WHERE c.notice = ? ORDER BY c.text_id, c.start_char, c.end_char, c.id
"""


def _relations(
    connection: sqlite3.Connection, text_id: str, said: list[Said], itself: Itself | None
) -> list[Relation]:
    changes = needs_text(mention.relation for mention in said)
    if not changes and itself is None:
        return []
    text = ""
    if changes:
        row = connection.execute("SELECT text FROM texts WHERE id = ?", (text_id,)).fetchone()
        text = row[0]
    return relations(text, said, itself)
