"""The full-text index: each text as written and as typed without diacritics, side by side.

SQLite's own folding cannot do it: `remove_diacritics` finds "Nam" for "năm" and does not fold đ.
The index holds no text of its own; a row is taken out by saying again what was put in. Titles are
also indexed alone: of a word that bodies are full of, those in titles are found at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.folding import bare, bare_of, exact
from corpus.number_words import numbers_in_bare

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Entry", "bare", "clear", "exact", "put", "put_new", "put_rows", "remove"]

_COLUMNS = "title, body, names, title_plain, body_plain, names_plain, keys"
_TITLES = "title, title_plain, keys"
_INDEXES = {
    "fulltext": f"fulltext (rowid, {_COLUMNS}) VALUES ({', '.join('?' * 8)})",
    "fulltext_titles": f"fulltext_titles (rowid, {_TITLES}) VALUES (?, ?, ?, ?)",
}
_TAKEN_OUT = {
    "fulltext": f"fulltext (fulltext, rowid, {_COLUMNS}) VALUES ('delete', {', '.join('?' * 8)})",
    "fulltext_titles": f"fulltext_titles (fulltext_titles, rowid, {_TITLES})"
    " VALUES ('delete', ?, ?, ?, ?)",
}
_PARTS = 1900  # SQLite allows 2000
_MERGED, _MERGED_AT_ONCE = 4, 16  # SQLite's own settings


class Entry(NamedTuple):
    """What one text is found by; `names` and `keys` are kept beside the index."""

    text_id: str
    notice: str
    title: str
    text: str
    names: str
    keys: str

    def columns(self) -> dict[str, tuple[str, ...]]:
        """Give the columns of its row in each index."""
        title, body = exact(self.title), exact(self.text)
        typed_body = bare_of(body)
        names = exact(f"{self.names} | {' '.join(numbers_in_bare(typed_body))}")
        written = title, body, names
        typed = bare_of(title), typed_body, bare_of(names)
        return {
            "fulltext": (*written, *typed, self.keys),
            "fulltext_titles": (written[0], typed[0], self.keys),
        }


def words_in(columns: Iterable[str]) -> set[str]:
    """Give the words that a beginning of three letters may stand for; long numbers are none.

    `columns` are folded; each word is given with its diacritics and without.
    """
    told: set[str] = set()
    for column in columns:
        told.update(column.split())
    found = set(re.findall(r"[^\W_]{3,24}", " ".join(told)))
    words = {word for word in found if len(word) <= 4 or word.isalpha()}
    return words | set(map(bare_of, words))


def put(connection: sqlite3.Connection, entry: Entry) -> None:
    """Index one stored text, in place of what the index held of it."""
    remove(connection, entry.text_id)
    put_new(connection, [entry], [entry.columns()])


def put_new(
    connection: sqlite3.Connection,
    entries: Sequence[Entry],
    columns: Sequence[Mapping[str, tuple[str, ...]]],
    words: Iterable[str] | None = None,
) -> None:
    """Index texts of which the index holds nothing; `columns` are theirs, in the same order.

    `words` are those that beginnings stand for, in all of them, where they are known.
    """
    (last,) = connection.execute("SELECT ifnull(max(row), 0) FROM fulltext_rows").fetchone()
    connection.executemany(
        "INSERT INTO fulltext_rows (row, text_id, notice, names, keys) VALUES (?, ?, ?, ?, ?)",
        ((row, e.text_id, e.notice, e.names, e.keys) for row, e in enumerate(entries, last + 1)),
    )
    put_rows(connection, dict(enumerate(columns, last + 1)), words)


def put_rows(
    connection: sqlite3.Connection,
    columns: Mapping[int, Mapping[str, tuple[str, ...]]],
    words: Iterable[str] | None = None,
) -> None:
    """Write rows of the indexes by their number, and the words in them."""
    for index, into in _INDEXES.items():
        connection.executemany(
            f"INSERT INTO {into}", ((row, *held[index]) for row, held in columns.items())
        )
    if words is None:
        words = words_in(part for held in columns.values() for part in held["fulltext"][:2])
    # None is ever taken out: another text may hold it.
    connection.executemany(
        "INSERT OR IGNORE INTO fulltext_words (word) VALUES (?)",
        ((word,) for word in sorted(words)),
    )


def keep_parts(connection: sqlite3.Connection) -> None:
    """Write parts of the indexes beside each other, until `join_parts`: it is faster."""
    for index in _INDEXES:
        _configure(connection, index, automerge=0, crisismerge=_PARTS)


def join_parts(connection: sqlite3.Connection) -> None:
    """Make one of the parts of each index: it is searched faster, and parts are merged again."""
    for index in _INDEXES:
        _configure(connection, index, automerge=_MERGED, crisismerge=_MERGED_AT_ONCE)
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")


def _configure(connection: sqlite3.Connection, index: str, **settings: int) -> None:
    for name, value in settings.items():
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES (?, ?)", (name, value))


def clear(connection: sqlite3.Connection) -> None:
    """Take all out of the indexes."""
    for index in _INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")


def remove(connection: sqlite3.Connection, text_id: str) -> None:
    """Take a text out of the index; nothing happens where it is not in it."""
    held = connection.execute(
        "SELECT r.row, r.notice, t.title, t.text, r.names, r.keys FROM fulltext_rows AS r"
        " JOIN texts AS t ON t.id = r.text_id WHERE r.text_id = ?",
        (text_id,),
    ).fetchone()
    if held is None:
        return
    row, *told = held
    columns = Entry(text_id, *told).columns()
    for index, from_ in _TAKEN_OUT.items():
        connection.execute(f"INSERT INTO {from_}", (row, *columns[index]))
    connection.execute("DELETE FROM fulltext_rows WHERE row = ?", (row,))
