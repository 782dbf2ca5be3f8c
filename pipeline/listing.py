"""`--out FILE` and `--excel`: how every command that gives a list writes it to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus import lists
from pipeline.console import say
from pipeline.forget import note_export

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline.workspace import Workspace

_EXCEL = "vanban.excel"


def _remember(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click's own)
    ctx.meta[_EXCEL] = value


def to_file(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options `--out FILE` (its argument `out`) and `--excel`."""
    excel = click.option(
        "--excel",
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help="With --out FILE.csv: for Excel, formulas guarded; the plain one is exact.",
    )
    out = click.option(
        "--out",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the list to FILE.xlsx (ready to print), .csv or .jsonl instead.",
    )
    return out(excel(function))


def write(
    workspace: Workspace,
    out: Path,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
) -> None:
    """Write a list where `--out` says, and remember the file, so that `forget` can remove it.

    ConfigError in one line: another ending, or a folder that cannot be written.
    """
    excel = click.get_current_context().meta.get(_EXCEL, False)
    lists.write(out, title, headings, rows, excel=excel)
    note_export(workspace.folder, out)
    say(f"{out}: {len(rows)} rows")
