"""`vanban restore`: a new data folder from a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline import backup as kept
from pipeline.commands import FILE, vanban
from pipeline.console import progress, say

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.workspace import Workspace


@vanban("restore", "vanban restore /mnt/disk/vanban-2026-11-22.tar --data data")
@click.argument("file", type=FILE)
def command(workspace: Workspace, file: Path) -> int:
    """Lay the backup in FILE out as a new data folder; nothing is written over."""
    with progress("restore") as step:
        done = kept.restore(file, workspace.folder, step)
    say(f"{workspace.folder}: {done.files} files, {done.bytes / 1e6:.1f} MB; now: vanban extract")
    return 0
