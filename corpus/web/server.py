"""`vanban serve`: the web pages on one address, until stopped."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

import uvicorn

from corpus.web import snapshot
from corpus.web.app import Newest
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def serve(
    folder: Path,
    host: str = "127.0.0.1",
    port: int = 8001,
    *,
    say: Callable[[str], None] | None = None,
) -> None:
    """Show the newest snapshot of a folder, and each newer one, until Ctrl-C.

    Port 0 takes a free one; `say` is told the address. ConfigError in one line: no snapshot, a
    port in use, or an address that is not ours.
    """
    if snapshot.newest(folder) is None:
        raise ConfigError(f"{folder}: no snapshot to show; `vanban run` publishes one")
    listening = _listen(host, port)
    with listening:
        if say:
            say(f"http://{_shown(host)}:{listening.getsockname()[1]}/")
        config = uvicorn.Config(
            Newest(folder), log_level="warning", access_log=False, server_header=False
        )
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise ConfigError(
                f"port {port} of {host} is in use; take another with --port"
            ) from error
        raise ConfigError(f"{host}:{port}: {error}") from error
    return listening


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
