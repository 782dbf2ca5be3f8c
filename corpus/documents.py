"""Mentions to documents: after a batch of notices is stored, what they cite is linked.

Only what changed is looked at again, number by number, each number as a whole; so the outcome
does not depend on the order in which notices came.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from corpus import works
from corpus.resolve import Mention, resolve
from corpus.rows import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from corpus.resolve import Case, Decision

_HOLDING = "('document', 'document_page')"
_DIRECTED = (
    "amends", "replaces", "repeals", "extends", "based_on", "implements", "proposed_by",
    "contained_in", "approved_by", "replies_to", "follows", "issues",
)  # fmt: skip
# A notice that is published in several provinces is not believed to be of its site's province.
_FEW_WORDS = 3
_MENTIONS = f"""
SELECT c.id, c.notice, n.work, t.attachment, c.code, c.type, c.number, c.year, c.symbol, c.date,
       c.issuer, c.issuer_id, c.subject, c.quote, c.own, c.antecedent, n.published,
       CASE WHEN w.provinces > 1 THEN n.province_named
            WHEN n.province_from = 'site' THEN s.province
            ELSE coalesce(n.province_then, n.province_now) END,
       iif(w.provinces > 1, 'text', n.province_from),
       c.own AND (n.genre IN {_HOLDING} OR (t.attachment IS NOT NULL AND e.genre IN {_HOLDING})),
       c.bucket
FROM citations AS c
JOIN notices AS n ON n.id = c.notice
JOIN sites AS s ON s.name = n.site
JOIN (SELECT m.work, count(DISTINCT m.province_now) AS provinces FROM notices AS m
      WHERE m.work IN (SELECT o.work FROM citations AS b JOIN notices AS o ON o.id = b.notice
                       WHERE b.bucket = ?1)
      GROUP BY m.work) AS w ON w.work = n.work
JOIN texts AS t ON t.id = c.text_id
JOIN extractions AS e ON e.text_id = c.text_id
WHERE c.bucket = ?1
"""


def link(connection: sqlite3.Connection) -> int:
    """Bring documents, relations and works up to the stored notices; one transaction.

    Gives how many numbers were looked at. Nothing to do costs nothing.
    """
    with transaction(connection):
        _mark_numbers_of(connection, works.link(connection))
        buckets = [
            key
            for (key,) in connection.execute(
                "SELECT key FROM unlinked WHERE kind = 'bucket' ORDER BY key"
            )
        ]
        notices: set[str] = set()
        for bucket in buckets:
            notices |= _link_bucket(connection, bucket)
        _link_relations(connection, notices)
        connection.execute("DELETE FROM unlinked")
    return len(buckets)


def _mark_numbers_of(connection: sqlite3.Connection, works_changed: Iterable[str]) -> None:
    """Mark the numbers that publications cite: who else publishes them bears on whose they are."""
    connection.executemany(
        "INSERT OR IGNORE INTO unlinked SELECT DISTINCT 'bucket', c.bucket FROM citations AS c"
        " JOIN notices AS n ON n.id = c.notice WHERE n.work = ?",
        [(work,) for work in works_changed],
    )


def _link_bucket(connection: sqlite3.Connection, bucket: str) -> set[str]:
    """Link all mentions of one number; gives the notices that mention it."""
    mentions = [Mention(*row) for row in connection.execute(_MENTIONS, (bucket,))]
    decisions, documents = resolve(mentions)
    citing: dict[str, set[str]] = {}
    for mention in mentions:
        document = decisions[mention.id].document
        if document and not mention.own:
            citing.setdefault(document, set()).add(mention.work)
    connection.execute(
        "UPDATE citations SET document = NULL WHERE bucket = ? AND document IS NOT NULL", (bucket,)
    )
    connection.execute("DELETE FROM documents WHERE bucket = ?", (bucket,))
    connection.executemany(
        "INSERT INTO documents (id, family, type, number, year, symbol, code, date, issuer,"
        " issuer_id, jurisdiction, jurisdiction_from, subject, bucket, notice, attachment,"
        " works) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (*_document_row(name, told, bucket), len(citing.get(name, ())))
            for name, told in sorted(documents.items())
        ],
    )
    connection.executemany(
        "UPDATE citations SET document = ?, document_from = ?, unresolved = ?, candidates = ?"
        " WHERE id = ?",
        [_decision_row(m.id, decisions[m.id]) for m in mentions],
    )
    return {mention.notice for mention in mentions}


def _decision_row(citation: str, decision: Decision) -> tuple[str | None, ...]:
    return (
        decision.document,
        decision.found_by,
        decision.unresolved,
        decision.candidates,
        citation,
    )


def _document_row(name: str, told: list[Case], bucket: str) -> tuple[str | None, ...]:
    identity = told[0].identity
    held = min((c.mention for c in told if c.mention.holds), key=lambda m: m.id, default=None)
    mentions = [c.mention for c in told]
    is_name = identity.family == "name"
    return (
        name,
        identity.family,
        _commonest(m.type for m in mentions),
        None if is_name else _commonest(m.number for m in mentions) or bucket,
        identity.year or _commonest(m.year or (m.date or "")[:4] for m in mentions),
        _commonest(m.symbol for m in mentions),
        _commonest(m.code for m in mentions),
        (held.date if held else None) or _commonest(m.date for m in mentions),
        _commonest(m.issuer for m in mentions),
        _commonest(m.issuer_id for m in mentions),
        identity.jurisdiction,
        _commonest(c.source for c in told),
        _commonest(m.quote for m in mentions)
        if is_name
        else _subject(m.subject for m in mentions),
        bucket,
        held.notice if held else None,
        held.attachment if held else None,
    )  # fmt: skip


def _commonest(values: Iterable[str | None]) -> str | None:
    """Give the value told most often, the longest and then the least of equals."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda v: (-counted[v], -len(v), v), default=None)


def _subject(values: Iterable[str | None]) -> str | None:
    """Give the subject told most often; of equals the shortest that says something.

    A subject runs on to its clause's end, so the longer of two is oftener the one read too far.
    """
    counted = Counter(" ".join(value.split()) for value in values if value)
    return min(
        counted,
        key=lambda v: (-counted[v], v.count(" ") < _FEW_WORDS, len(v), v),
        default=None,
    )


def _link_relations(connection: sqlite3.Connection, notices: Iterable[str]) -> None:
    """Tie the document that a notice or attachment is to the documents that its text cites."""
    kinds = ", ".join(f"'{kind}'" for kind in _DIRECTED)
    for notice in sorted(notices):
        connection.execute(
            "DELETE FROM relations WHERE citation IN (SELECT id FROM citations WHERE notice = ?)",
            (notice,),
        )
        held = dict(
            connection.execute(
                "SELECT ifnull(attachment, ''), id FROM documents WHERE notice = ?"
                " ORDER BY id DESC",
                (notice,),
            )
        )
        if not held:
            continue
        rows = connection.execute(
            "SELECT c.id, c.document, c.relation, ifnull(t.attachment, '') FROM citations AS c"
            " JOIN texts AS t ON t.id = c.text_id WHERE c.notice = ? AND c.document IS NOT NULL"
            f" AND c.own = 0 AND c.relation IN ({kinds})",
            (notice,),
        ).fetchall()
        connection.executemany(
            "INSERT INTO relations (from_document, to_document, kind, citation)"
            " VALUES (?, ?, ?, ?)",
            [
                (own, document, relation, citation)
                for citation, document, relation, attachment in rows
                if (own := held.get(attachment) or held.get("")) and own != document
            ],
        )
