"""`vanban forget`: a notice taken out of everything, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.commands import vanban
from pipeline.console import say
from pipeline.forget import forget

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("forget", 'vanban forget https://so.example.gov.vn/tin-123 --reason "yêu cầu của công dân"')
@click.argument("url")
@click.option("--reason", required=True, help="Kept with the tombstone; name no person in it.")
def command(workspace: Workspace, url: str, reason: str) -> int:
    """Remove the notice at URL with its files, and never fetch it again.

    Text, versions, facts, index, judgements, snapshots, exported files and the records of the
    archive go, and its title and address in what the portal's other pages say; a tombstone with the
    reason and digests stays and outlives every rebuilding. What the portal says again of it goes
    after each crawl. Copies on other sites are notices of
    their own: `vanban search` shows them. Backups that lie outside the data folder are yours to
    remove.
    """
    gone = forget(workspace.existing(), url, reason)
    say(f"{url}: {gone.notices} notices and {gone.records} records of the archive are gone")
    for path in gone.exports:
        say(f"removed {path}")
    for backup in sorted(workspace.folder.rglob("*.tar")):
        say(f"{backup}: if this is a backup, it still holds the notice: write a new one")
    return 0
