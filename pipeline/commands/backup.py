"""`vanban backup`: what cannot be made again, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import backup as kept
from pipeline.commands import vanban
from pipeline.console import progress, say

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("backup", "vanban backup /mnt/disk/vanban-2026-11-22.tar")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(workspace: Workspace, file: Path) -> int:
    """Write archive, crawl.db, reviews.db, declarations and settings to one tar FILE.

    corpus.db and the published snapshot stay out: `vanban extract` makes them from the rest.
    A crawl may go on meanwhile.
    """
    if not file.parent.is_dir():
        raise click.BadParameter(f"{file.parent}: no such folder", param_hint="FILE")
    with progress("backup") as step:
        done = kept.backup(workspace, file, step)
    say(f"{file}: {done.files} files, {done.bytes / 1e6:.1f} MB")
    return 0
