"""Datasette on one snapshot: settings, and what people see of it from `metadata.toml`."""

from __future__ import annotations

import contextlib
import sqlite3
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from corpus.web import plugin, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAME = "corpus"  # of the database, whatever the snapshot's file is called
_HERE = Path(__file__).parent
_METADATA: Mapping[str, Any] = tomllib.loads((_HERE / "metadata.toml").read_text(encoding="utf-8"))
TABLES: Mapping[str, Mapping[str, Any]] = _METADATA["tables"]
_SETTINGS = {
    "allow_csv_stream": True,
    "allow_download": False,
    "default_allow_sql": False,
    "default_cache_ttl": 60,
    "default_page_size": 50,
    "facet_time_limit_ms": 500,
    "force_https_urls": False,
    "max_csv_mb": 100,
    "max_returned_rows": 1000,
    "num_sql_threads": 3,
    "sql_time_limit_ms": 1000,
    "suggest_facets": False,
    "truncate_cells_html": 280,
}


class _Listing(Database):  # type: ignore[misc]  # Datasette has no types
    """Datasette's own list of tables, in memory; its writer thread would never end."""

    _writing: sqlite3.Connection | None = None

    async def execute_write_fn(self, fn: Callable[[sqlite3.Connection], Any], **_: object) -> Any:  # noqa: ANN401
        """Give what `fn` gives on the connection that writes; it takes milliseconds."""
        if self._writing is None:
            self._writing = self.connect(write=True)
        return fn(self._writing)

    def close(self) -> None:
        """Close the connection that writes."""
        if self._writing is not None:
            self._writing.close()


def datasette_on(snapshot: Path) -> Datasette:
    """Give a Datasette that shows a snapshot, opened immutable; it has not started yet."""
    _register()
    datasette = Datasette(
        immutables=[str(snapshot)],
        metadata=metadata(snapshot),
        settings=_SETTINGS,
        template_dir=str(_HERE / "templates"),
        static_mounts=[("static", str(_HERE / "static"))],
    )
    held = datasette.databases[snapshot.stem]
    datasette.remove_database(snapshot.stem)
    datasette.add_database(held, name=NAME)
    datasette.remove_database("_internal")
    datasette.add_database(_Listing(datasette, memory_name=snapshot.name), name="_internal")
    return datasette


def _register() -> None:
    """Add our pages to Datasette's plugins, which are one list for the whole process.

    Its own page for errors goes: it prints every wrong address with a traceback.
    """
    if not pm.has_plugin("corpus.web.plugin"):
        pm.register(plugin, "corpus.web.plugin")
        pm.unregister(name="datasette.handle_exception")


def metadata(snapshot: Path) -> dict[str, Any]:
    """Give Datasette's metadata: tables as declared, columns by name, every other table denied."""
    address = f"{snapshot.absolute().as_uri()}?immutable=1"
    with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
            )
        ]
        columns = {name: _columns(connection, name) for name in names}
    tables = {name: _table(name, columns[name]) for name in names}
    told = {key: _METADATA[key] for key in ("title", "description")}
    return {**told, "databases": {NAME: {**told, "allow_sql": False, "tables": tables}}}


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return [name for (name,) in rows]


def _table(name: str, columns: list[str]) -> dict[str, Any]:
    if name not in TABLES:
        return {"hidden": True, "allow": False}
    named = {each: words.column(each, name) for each in columns}
    return {**TABLES[name], "columns": named, "order": list(TABLES).index(name)}
