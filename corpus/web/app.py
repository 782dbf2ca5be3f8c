"""The web application: Datasette over one snapshot, and the next one when it appears."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import handle_exception
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm
from datasette.utils import parse_metadata

from corpus.web import pages, snapshot

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Message = dict[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]

NAME = "corpus"  # of the database, in addresses
_HERE = Path(__file__).parent
_LOOK_EVERY = 1.0  # seconds between two looks for a new snapshot
# Else Datasette prints a visitor's every mistyped address with all local variables.
handle_exception.rich = None
SETTINGS = {
    "allow_download": False,
    "default_allow_sql": False,
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 500,
    "suggest_facets": False,
    "default_page_size": 50,
    "max_csv_mb": 50,
    "allow_csv_stream": False,
    "truncate_cells_html": 400,
}


def datasette(path: Path) -> Datasette:
    """Give a Datasette over one snapshot: no downloads, no SQL of the visitor's own."""
    if not pm.is_registered(pages):
        pm.register(pages, name="vanban")
    metadata = parse_metadata((_HERE / "metadata.yml").read_text(encoding="utf-8"))
    shown = Datasette(
        files=[],
        metadata=metadata,
        template_dir=str(_HERE / "templates"),
        static_mounts=[("vanban", str(_HERE / "static"))],
        settings=SETTINGS,
    )
    shown.remove_database("_memory")
    shown.add_database(Database(shown, path=str(path), is_mutable=False), name=NAME)
    return shown


@dataclass(slots=True)
class _Shown:
    path: Path
    datasette: Datasette
    app: Any
    requests: int = 0

    def end(self) -> None:
        """Close files and threads, once no request needs them."""
        self.datasette.executor.shutdown(wait=False)
        self.datasette.get_database(NAME).close()


class Newest:
    """An ASGI application that shows the newest snapshot of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shown: _Shown | None = None
        self._looked = float("-inf")
        self._lock = asyncio.Lock()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request from the snapshot that is newest when it comes."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        shown = await self._newest()
        shown.requests += 1
        try:
            await shown.app(scope, receive, send)
        finally:
            shown.requests -= 1
            if shown is not self._shown and not shown.requests:
                shown.end()

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        await self._newest()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        if self._shown:
            self._shown.end()
        await send({"type": "lifespan.shutdown.complete"})

    async def _newest(self) -> _Shown:
        async with self._lock:
            if self._shown and time.monotonic() - self._looked < _LOOK_EVERY:
                return self._shown
            self._looked = time.monotonic()
            path = snapshot.newest(self._folder)
            if self._shown and path in {None, self._shown.path}:
                return self._shown
            if path is None:
                raise FileNotFoundError(self._folder)
            old, shown = self._shown, datasette(path)
            await shown.invoke_startup()
            self._shown = _Shown(path, shown, shown.app())
            if old and not old.requests:
                old.end()
            return self._shown
