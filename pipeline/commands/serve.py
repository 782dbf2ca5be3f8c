"""`vanban serve`: the web pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from corpus.web import server, snapshot
from pipeline import run
from pipeline.commands import vanban
from pipeline.console import say

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("serve", "vanban serve --port 8080")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--publish", is_flag=True, help="Publish corpus.db as it is now, then serve it.")
def command(workspace: Workspace, port: int, host: str, *, publish: bool) -> None:
    """Serve the web pages on the newest published snapshot until Ctrl-C.

    A snapshot that `vanban run` publishes meanwhile is taken without a pause. Where none stands
    yet, corpus.db is published first.
    """
    if publish or snapshot.newest(workspace.published) is None:
        say(f"published {run.publish(workspace)}")

    def ready(address: str) -> None:
        say(f"serving {address}  (Ctrl-C stops)")

    server.serve(workspace.published, host, port, ready)
