"""`vanban demo`: the whole way on the bundled sample portals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.commands import vanban
from pipeline.demo import demo

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("demo", "vanban demo")
def command(workspace: Workspace) -> int:
    """Serve five sample portals on loopback, crawl and read them, and show what comes of it.

    All that the portals publish is invented. The same code crawls real portals; only the addresses
    differ.
    """
    return demo(workspace)
