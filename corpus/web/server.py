"""Serves the newest snapshot, and takes the next one when it appears, without a pause."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import sqlite3
import time
from typing import TYPE_CHECKING

import uvicorn

from corpus.database import open_corpus
from corpus.web import pages, snapshot
from corpus.web.configuration import datasette_on
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from corpus.web.guard import App, Receive, Scope, Send

log = logging.getLogger("vanban")

_LOOK_EVERY = 1.0  # seconds between two looks for a newer snapshot
_COUNTING = 60_000  # milliseconds for the row count of one table
_LAST_ANSWERS = 5  # seconds that requests have to end in when the server is stopped


class Shown:
    """One snapshot with the Datasette on it, and how many requests are reading it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._datasette = datasette_on(path)
        self._app: App = self._datasette.app()
        self._reading = 0
        self._retired = False

    async def start(self) -> None:
        """Count what the pages show, so that nobody waits for it later."""
        try:
            await self._datasette.invoke_startup()
            await self._datasette.get_database().table_counts(limit=_COUNTING)
            await pages.at_a_glance(self._datasette)
        except BaseException:
            self._close()
            raise

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a retired snapshot is closed after the last one."""
        self._reading += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._reading -= 1
            self._close_if_done()

    def retire(self) -> None:
        """Close the snapshot as soon as nobody reads it."""
        self._retired = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self._retired and not self._reading:
            self._close()

    def _close(self) -> None:
        self._datasette.executor.shutdown(wait=False)
        for database in self._datasette.databases.values():
            database.close()


class Site:
    """The web pages as an ASGI app: each request is answered from the newest snapshot."""

    def __init__(self, folder: Path, look_every: float = _LOOK_EVERY) -> None:
        self._folder = folder
        self._look_every = look_every
        self._looked = 0.0
        self._refused: Path | None = None  # a snapshot that could not be opened
        self._opening = asyncio.Lock()
        self._shown: Shown | None = None

    async def open(self) -> Path:
        """Open the newest snapshot and give its path; ConfigError where there is none."""
        path = snapshot.newest(self._folder)
        if path is None:
            raise ConfigError(f"{self._folder}: no snapshot yet; `vanban run` publishes one")
        self._shown = await _open(path)
        return path

    def close(self) -> None:
        """Close the snapshot when the last request is answered."""
        if self._shown is not None:
            self._shown.retire()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            raise RuntimeError(f"only HTTP is served, not {scope['type']}")
        await self._look()
        if self._shown is None:
            await self.open()
        assert self._shown is not None  # noqa: S101  (`open` raises otherwise)
        await self._shown.answer(scope, receive, send)

    async def _look(self) -> None:
        """Take a newer snapshot; meanwhile others are answered from the one before."""
        if self._opening.locked() or time.monotonic() - self._looked < self._look_every:
            return
        async with self._opening:
            self._looked = time.monotonic()
            path = snapshot.newest(self._folder)
            before = self._shown
            if path in {None, self._refused} or (before is not None and path == before.path):
                return
            assert path is not None  # noqa: S101  (just asked)
            try:
                self._shown = await _open(path)
            except ConfigError as error:
                self._refused = path
                log.warning("%s; showing the one before", error)
                return
            log.info("showing %s", path)
            if before is not None:
                before.retire()


async def _open(path: Path) -> Shown:
    """Give a snapshot ready to be shown; ConfigError where it is broken or of another schema."""
    try:
        open_corpus(path, create=False, read_only=True).close()
        shown = Shown(path)
        await shown.start()
    except ConfigError as error:
        raise ConfigError(f"{error}; `vanban serve --publish` makes a new snapshot") from error
    except (OSError, sqlite3.DatabaseError) as error:
        raise ConfigError(f"{path}: cannot be shown: {error}") from error
    return shown


def serve(folder: Path, host: str, port: int, ready: Callable[[str], None] | None = None) -> None:
    """Serve the snapshots of a folder until Ctrl-C; `ready` gets the address once it listens.

    Port 0 takes a free one. ConfigError in one line where the port is in use, the host is not
    ours, or no snapshot is there yet.
    """
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(folder, host, port, ready))


async def _serve(folder: Path, host: str, port: int, ready: Callable[[str], None] | None) -> None:
    site = Site(folder)
    with contextlib.closing(_listen(host, port)) as listening:
        await site.open()
        config = uvicorn.Config(
            site,
            log_level="warning",
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=_LAST_ANSWERS,
        )
        if ready is not None:
            ready(_address(host, listening))
        try:
            await uvicorn.Server(config).serve(sockets=[listening])
        finally:
            site.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(where)
            listening.listen()
        except BaseException:
            listening.close()
            raise
    except OSError as error:
        raise ConfigError(f"{host}:{port}: {error.strerror}; try another --port") from error
    return listening


def _address(host: str, listening: socket.socket) -> str:
    named = f"[{host}]" if ":" in host else host
    return f"http://{named}:{listening.getsockname()[1]}/"
