"""`vanban demo`: the whole way on the bundled sample portals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.commands import vanban
from pipeline.demo import demo

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("demo", "vanban demo")
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object.")
def command(workspace: Workspace, *, as_json: bool) -> int:
    """Serve five sample portals on loopback, crawl and read them, and show what comes of it.

    All that the portals publish is invented. The same code crawls real portals; only the addresses
    differ.
    """
    return demo(workspace, as_json=as_json)
