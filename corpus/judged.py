"""A fact as it is judged: by its id, with the text that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from corpus import facts_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

NOTICE = "notice"  # the kind of a judgement on a whole text: right says that nothing is missing


class Judged(NamedTuple):
    """A fact, or a whole text, with where it stands; `fields` are the values that it was given."""

    id: str
    kind: str
    notice: str
    attachment: str | None
    url: str
    text: str
    digest: str
    quote: str
    start: int
    end: int
    fields: dict[str, Any]


def fact_of(corpus: sqlite3.Connection, name: str) -> Judged | None:
    """Give a fact by its id, None where there is none."""
    for kind, found in _tables(corpus, name):
        values = dict(zip(_fields(kind), found[8:], strict=True))
        return Judged._make((name, kind, *found[:8], values))
    return None


def _tables(corpus: sqlite3.Connection, name: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for kind in facts_rows.TABLES:
        columns = "".join(f", f.{field}" for field in _fields(kind))
        row = corpus.execute(
            f"SELECT f.notice, t.attachment, n.url, t.text, t.digest, f.quote, f.start_char,"
            f" f.end_char{columns} FROM {kind} AS f JOIN texts AS t ON t.id = f.text_id"
            " JOIN notices AS n ON n.id = f.notice WHERE f.id = ?",
            (name,),
        ).fetchone()
        if row is not None:
            yield kind, row


def _fields(kind: str) -> tuple[str, ...]:
    """Give the columns that the extractor fills, the place left out."""
    return tuple(
        name for name in facts_rows.COLUMNS[kind]
        if name not in {"id", "text_id", "notice", "start_char", "end_char", "quote", "page",
                        "antecedent", "bucket", "issuer_in", "day"}
    )  # fmt: skip


def whole_text(corpus: sqlite3.Connection, name: str) -> Judged | None:
    """Give the text of a notice's page or of an attachment, by the id of either."""
    row = corpus.execute(
        "SELECT n.id, t.attachment, n.url, t.text, t.digest FROM texts AS t"
        " JOIN notices AS n ON n.id = t.notice"
        " WHERE t.current = 1 AND coalesce(t.attachment, t.notice) = ?1"
        " AND t.notice = coalesce((SELECT notice FROM attachments WHERE id = ?1), ?1)",
        (name,),
    ).fetchone()
    if row is None:
        return None
    return Judged._make((name, NOTICE, *row, "", 0, len(row[3]), {}))
