"""The full-text index: each text as written and as typed without diacritics, side by side.

SQLite's own folding cannot do it: `remove_diacritics` finds "Nam" for "năm" and does not fold đ.
The index holds no text of its own; a row is taken out by saying again what was put in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.text import fold, plain

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from extractors.facts import Reference

_FORM = 1  # raise it when `columns` gives other words for the same text: the index is made anew
_COLUMNS = "title, body, names, title_plain, body_plain, names_plain"


# Every Latin letter to its base letter, one for one, so that offsets stay true.
_BASE = {
    point: base
    for point in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if len(base := plain(chr(point))) == 1
}


def exact(text: str) -> str:
    """Give the text as a query with diacritics meets it, as long as the text itself."""
    return fold(text)


def bare(text: str) -> str:
    """Give the text as a query without diacritics meets it, as long as the text itself.

    Like `extractors.text.plain`, ten times as fast.

    >>> bare("Kế hoạch của tỉnh Đồng Tháp")
    'ke hoach cua tinh dong thap'
    """
    return fold(text).translate(_BASE)


def columns(title: str, body: str, names: str) -> tuple[str, ...]:
    """Give the six columns of one row of the index."""
    parts = (title, body, names)
    return (*map(exact, parts), *map(bare, parts))


def names_of(references: Iterable[Reference], names: Iterable[str | None]) -> str:
    """Give what a text is found by besides its words: document numbers, provinces, agencies.

    A number is there whole and as type with number, since people also type "kh 771".

    >>> from extractors.facts import Reference
    >>> plan = Reference(0, 9, "KH 771", "771/KH-UBND", "KH", "771", symbol="KH-UBND")
    >>> names_of([plan], ["Đồng Tháp", None])
    '771/KH-UBND kh771 | Đồng Tháp'
    """
    terms = {" ".join(dict.fromkeys(_words_of(r))) for r in references if r.code}
    return " | ".join([*sorted(terms), *sorted({name for name in names if name})])


def _words_of(reference: Reference) -> Iterator[str]:
    code = reference.code or ""
    number = re.match(r"\d+[a-zđ]?", bare(code))
    yield code
    if number:
        letters = re.search(r"[a-z][a-z0-9]*", bare(code)[number.end() :])
        for kind in (reference.type, letters[0] if letters else None):
            if kind:
                yield joined(kind, number[0])


def joined(kind: str, number: str) -> str:
    """Give type and number as the one word that the index holds for them.

    >>> joined("QĐ", "02")
    'qd2'
    """
    return bare(kind) + (number.lower().lstrip("0") or "0")


def put(connection: sqlite3.Connection, text_id: str, notice: str, names: str) -> None:
    """Index one stored text, in place of what the index held of it."""
    remove(connection, text_id)
    row = connection.execute(
        "INSERT INTO fulltext_rows (text_id, notice, names) VALUES (?, ?, ?)",
        (text_id, notice, names),
    ).lastrowid
    title, text = connection.execute(
        "SELECT title, text FROM texts WHERE id = ?", (text_id,)
    ).fetchone()
    connection.execute(
        f"INSERT INTO fulltext (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (row, *columns(title, text, names)),
    )


def remove(connection: sqlite3.Connection, text_id: str) -> None:
    """Take a text out of the index; nothing happens where it is not in it."""
    held = connection.execute(
        "SELECT r.row, t.title, t.text, r.names FROM fulltext_rows AS r"
        " JOIN texts AS t ON t.id = r.text_id WHERE r.text_id = ?",
        (text_id,),
    ).fetchone()
    if held is None:
        return
    row, title, text, names = held
    connection.execute(
        f"INSERT INTO fulltext (fulltext, rowid, {_COLUMNS})"
        " VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)",
        (row, *columns(title, text, names)),
    )
    connection.execute("DELETE FROM fulltext_rows WHERE row = ?", (row,))


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the whole index anew from the stored texts."""
    connection.execute("INSERT INTO fulltext (fulltext) VALUES ('delete-all')")
    rows = connection.execute(
        "SELECT r.row, t.title, t.text, r.names FROM fulltext_rows AS r"
        " JOIN texts AS t ON t.id = r.text_id ORDER BY r.row"
    )
    connection.executemany(
        f"INSERT INTO fulltext (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((row, *columns(title, text, names)) for row, title, text, names in rows),
    )


def refresh_outdated(connection: sqlite3.Connection) -> None:
    """Rebuild the index where other code made it; its form is kept in `PRAGMA user_version`."""
    (form,) = connection.execute("PRAGMA user_version").fetchone()
    if form == _FORM:
        return
    connection.execute("BEGIN IMMEDIATE")
    rebuild(connection)
    connection.execute(f"PRAGMA user_version = {_FORM}")
    connection.execute("COMMIT")
