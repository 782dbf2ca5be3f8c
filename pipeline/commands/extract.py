"""`vanban extract`: read and extract what is stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline import run
from pipeline.commands import vanban
from pipeline.console import progress, say
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pipeline.run import Extracted
    from pipeline.workspace import Workspace


@vanban("extract", "vanban extract --all")
@click.option("--all", "everything", is_flag=True, help="Everything, not only what is stale.")
def command(workspace: Workspace, *, everything: bool) -> int:
    """Read and extract what is stale: new pages and files, new code, new vocabulary.

    corpus.db is made from the archive alone: delete it, and this makes it again.
    """
    if not workspace.crawl.exists():
        raise ConfigError(f"{workspace.crawl}: nothing was crawled or ingested yet")
    with progress("extract") as step:
        return report(run.extract(workspace, step, everything=everything))


def report(extracted: Extracted) -> int:
    """Say what an extraction did and give the exit status."""
    for problem in extracted.problems:
        say(f"{problem.site}: {problem.url}: {problem.kind}: {problem.reason}")
    click.echo(
        f"{extracted.read} read, {extracted.fresh} fresh, {len(extracted.problems)} with a problem"
    )
    return 1 if extracted.new_problems else 0
