"""The full-text index made anew from the stored texts, where other code made it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from corpus import fulltext
from corpus.keys import keys_of

if TYPE_CHECKING:
    import sqlite3

_FORM = 2  # raise it when the index gets other words for the same text: it is made anew

_ROWS = """
SELECT r.row, r.text_id, r.notice, t.title, r.names, n.site, n.genre, n.published, n.province_then,
       n.province_now, n.areas, (SELECT group_concat(DISTINCT issuer_id) FROM citations AS c
                                 WHERE c.text_id = r.text_id)
FROM fulltext_rows AS r JOIN notices AS n ON n.id = r.notice JOIN texts AS t ON t.id = r.text_id
ORDER BY r.row
"""


def rebuild(connection: sqlite3.Connection) -> None:
    """Make the whole index anew from the stored texts."""
    fulltext.clear(connection)
    for row, text_id, notice, title, names, *filed in connection.execute(_ROWS).fetchall():
        site, genre, published, then, now, areas, bodies = filed
        told = json.loads(areas), (bodies or "").split(",")
        keys = keys_of(site, genre, published, (then, now), *told)
        connection.execute("UPDATE fulltext_rows SET keys = ? WHERE row = ?", (keys, row))
        (text,) = connection.execute("SELECT text FROM texts WHERE id = ?", (text_id,)).fetchone()
        entry = fulltext.Entry(text_id, notice, title, text, names, keys)
        fulltext.put_rows(connection, {row: entry.columns()})


def refresh_outdated(connection: sqlite3.Connection) -> None:
    """Rebuild the index where other code made it; its form is kept in `PRAGMA user_version`."""
    (form,) = connection.execute("PRAGMA user_version").fetchone()
    if form == _FORM:
        return
    connection.execute("BEGIN IMMEDIATE")
    rebuild(connection)
    connection.execute(f"PRAGMA user_version = {_FORM}")
    connection.execute("COMMIT")
