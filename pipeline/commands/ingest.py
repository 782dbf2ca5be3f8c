"""`vanban ingest`: local files as notices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import run
from pipeline.commands import DAY, FILE, a_province, iso_day, vanban
from pipeline.commands.extract import tell
from pipeline.console import progress, say
from pipeline.ingest import take_in
from pipeline.meta import Meta
from pipeline.meta import load as load_meta

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("ingest", 'vanban ingest van-ban/ --province "Đồng Tháp" --source luu-tru')
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--province", callback=a_province, help="Province of the notices.")
@click.option("--published", type=DAY, callback=iso_day, help="Day of publication of the notices.")
@click.option("--source", default="local", show_default=True, help="The name they are kept under.")
@click.option(
    "--meta",
    type=FILE,
    metavar="FILE.jsonl",
    help="published, province, title by id; wins over options.",
)
def command(
    workspace: Workspace,
    paths: tuple[Path, ...],
    province: str | None,
    published: str | None,
    source: str,
    meta: Path | None,
) -> int:
    """Take local files as notices: texts, pages, PDF, office files, ZIP, WARC; folders recursively.

    They go into the archive with the options, and are read and extracted at once. The same file
    under the same name is taken in once.
    """
    known = load_meta(meta)
    about = Meta(id="", published=published, province=province)
    with progress("ingest") as step:
        taken = take_in(workspace, paths, about, known, source, step)
    for path, reason in taken.left:
        say(f"{path}: {reason}")
    say(f"{taken.new} new or changed, {taken.known} known, {len(taken.left)} left")
    with progress("extract") as step:
        extracted = run.extract(workspace, step)
    return max(tell(extracted), 1 if taken.left else 0)
