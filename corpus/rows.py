"""How rows are written: as one transaction, and one in place of another."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block as one transaction: all of it is kept, or nothing.

    Inside another one it is a part of that: undone alone, kept with the whole.
    """
    nested = connection.in_transaction
    connection.execute("SAVEPOINT part" if nested else "BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK TO part" if nested else "ROLLBACK")
        if nested:
            connection.execute("RELEASE part")
        raise
    connection.execute("RELEASE part" if nested else "COMMIT")


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    """Write a row that is not there yet."""
    connection.execute(insertion(table, row), tuple(row.values()))


def insertion(table: str, columns: Iterable[str]) -> str:
    """Give the statement that writes a row with these columns.

    >>> insertion("sites", ["name", "title"])
    'INSERT INTO sites (name, title) VALUES (?, ?)'
    """
    names = tuple(columns)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def upsert(
    connection: sqlite3.Connection, table: str, row: Mapping[str, object], key: tuple[str, ...]
) -> None:
    """Write a row, in place of the one that has the same values in the columns `key`."""
    names = list(row)
    sets = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    connection.execute(
        f"{insertion(table, names)} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {sets}",
        tuple(row.values()),
    )
