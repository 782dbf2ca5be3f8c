"""The corpus as web pages: `publish` a snapshot, `serve` the newest one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.web.snapshot import publish

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["publish", "serve"]


def serve(folder: Path, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Show the newest snapshot of a folder until stopped; see `corpus.web.server.serve`."""
    from corpus.web import server  # noqa: PLC0415  (Datasette takes a second)

    server.serve(folder, host, port)
