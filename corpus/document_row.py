"""A document as a row: what it is, by what those who cite it say and by its own text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.mention import Case, Identity, Mention

COLUMNS = (
    "id", "family", "type", "number", "year", "symbol", "code", "date", "issuer", "issuer_id",
    "jurisdiction", "jurisdiction_from", "subject", "bucket", "notice", "attachment", "works",
)  # fmt: skip
_FEW_WORDS = 3


def document_row(name: str, told: list[Case], bucket: str) -> tuple[str | None, ...]:
    """Give a value for each of `COLUMNS` but the last: what most of the mentions tell."""
    identity = told[0].identity
    held = min(
        (c.mention for c in told if c.mention.holds),
        key=lambda m: (m.notice != m.work, m.id),
        default=None,
    )
    mentions = [c.mention for c in told]
    is_name = identity.family == "name"
    body = _commonest(m.issuer_id for m in mentions)
    return (
        name,
        identity.family,
        _commonest(m.type for m in mentions),
        None if is_name else _commonest(m.number for m in mentions) or bucket,
        _year(identity, mentions),
        _commonest(m.symbol for m in mentions),
        _commonest(m.code for m in mentions),
        (held.date if held else None) or _commonest(m.date for m in mentions),
        issuer_of(mentions, body),
        body,
        identity.jurisdiction,
        _commonest(c.source for c in told),
        _commonest(m.quote for m in mentions)
        if is_name
        else _subject(m.subject for m in mentions),
        bucket,
        held.notice if held else None,
        held.attachment if held else None,
    )  # fmt: skip


def _year(identity: Identity, mentions: list[Mention]) -> str | None:
    """Give the year of a document, also where its numbers run through a term."""
    if identity.family in {"state", "name"} and identity.year:
        return identity.year[:4]
    return _commonest(m.year or (m.date or "")[:4] for m in mentions) or identity.year


def _commonest(values: Iterable[str | None]) -> str | None:
    """Give the value told most often, the longest and then the least of equals."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda v: (-counted[v], -len(v), v), default=None)


def issuer_of(mentions: list[Mention], body: str | None) -> str | None:
    """Give how the issuing body is named most often: "UBND tỉnh Long An" before "Long An".

    Headings in capitals come last.
    """
    named = [m.issuer for m in mentions if m.issuer_id == body] if body else []
    counted = Counter(name for name in named or (m.issuer for m in mentions) if name)
    return min(counted, key=lambda v: (v.isupper(), -counted[v], -len(v), v), default=None)


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
