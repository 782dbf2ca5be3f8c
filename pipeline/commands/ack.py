"""`vanban ack`: silence a site's problem until a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline import silence
from pipeline.commands import DAY, iso_day, vanban
from scrapers import site as declarations

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("ack", "vanban ack langson_vanphong --until 2026-12-31")
@click.argument("site")
@click.option("--until", type=DAY, callback=iso_day, required=True, help="Silent to this day.")
def command(workspace: Workspace, site: str, until: str) -> int:
    """Silence the problem of a site until a day: `status --new` and `run` do not report it."""
    declarations.find(site, workspace.folder)
    silence.add(workspace, site, until)
    click.echo(f"{site}: silent until {until}")
    return 0
