"""Tables and views as pandas frames, for notebooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.database import tables
from corpus.export import research
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from pandas import DataFrame  # type: ignore[import-untyped,import-not-found,unused-ignore]


def frame(connection: sqlite3.Connection, view: str, where: Mapping[str, object]) -> DataFrame:
    """Give the rows of a table or view that have the given values; None stands for NULL."""
    pandas = research("pandas")
    if view not in tables(connection):
        raise ConfigError(f"no table or view {view!r}: one of {', '.join(tables(connection))}")
    known = [row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (view,))]
    for name in where:
        if name not in known:
            raise ConfigError(f"{view}: no column {name!r}: one of {', '.join(known)}")
    conditions = " AND ".join(f"{name} IS ?" for name in where) or "1"
    found: DataFrame = pandas.read_sql_query(
        f"SELECT * FROM {view} WHERE {conditions}", connection, params=tuple(where.values())
    )
    return found
