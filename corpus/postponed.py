"""What a first load leaves for its end: an index made of all rows at once costs a fraction.

What is left is kept in the corpus itself (table `postponed`), so that a load that was killed loses
nothing: `catch_up` is called whenever a corpus is opened to write.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from corpus import fulltext
from corpus.rows import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

# Indexes that hold a rule (unique ones) stay, and those of tables that a load does not write.
_INDEXES = """
SELECT sql FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX %'
  AND tbl_name IN ({}) ORDER BY rowid
"""


def postpone(connection: sqlite3.Connection, tables: tuple[str, ...]) -> None:
    """Drop the indexes of some tables that only make searching fast, until `catch_up`.

    Also keep the full-text index from merging its parts meanwhile.
    """
    marks = ", ".join("?" * len(tables))
    with transaction(connection):
        waiting = connection.execute(_INDEXES.format(marks), tables).fetchall()
        connection.executemany("INSERT INTO postponed (sql) VALUES (?)", waiting)
        for (sql,) in waiting:
            connection.execute(f"DROP INDEX {sql.split()[2]}")
        fulltext.keep_parts(connection)


def catch_up(connection: sqlite3.Connection) -> None:
    """Make what was postponed; where nothing was, it costs nothing."""
    waiting = connection.execute("SELECT rowid, sql FROM postponed ORDER BY rowid").fetchall()
    if not waiting:
        return
    with transaction(connection):
        fulltext.join_parts(connection)
    for row, sql in waiting:
        with transaction(connection):
            connection.execute(sql.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS", 1))
            connection.execute("DELETE FROM postponed WHERE rowid = ?", (row,))


@contextmanager
def first_load(connection: sqlite3.Connection, tables: tuple[str, ...]) -> Iterator[bool]:
    """Postpone what can be within a block where the corpus holds no notices; gives whether so."""
    is_first = connection.execute("SELECT 1 FROM notices LIMIT 1").fetchone() is None
    if is_first:
        postpone(connection, tables)
    try:
        yield is_first
    finally:
        if is_first:
            catch_up(connection)
