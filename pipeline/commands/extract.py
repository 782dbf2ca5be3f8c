"""`vanban extract`: read and extract what is stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline import run
from pipeline.commands import vanban
from pipeline.console import progress, say
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Collection

    from pipeline.run import Extracted
    from pipeline.workspace import Workspace


@vanban("extract", "vanban extract --all")
@click.option("--all", "everything", is_flag=True, help="Everything, not only what is stale.")
def command(workspace: Workspace, *, everything: bool) -> int:
    """Read and extract what is stale: new pages and files, new code, new vocabulary.

    corpus.db is made from the archive and crawl.db: delete it, and this makes it again.
    """
    if not workspace.crawl.exists():
        raise ConfigError(f"{workspace.crawl}: nothing was crawled or ingested yet")
    with progress("extract") as step:
        extracted = run.extract(workspace, step, everything=everything)
    return tell(extracted)


def tell(extracted: Extracted, silenced: Collection[str] = ()) -> int:
    """Say what an extraction did, name what did not read, and give the exit status."""
    for problem in extracted.problems:
        if problem.site not in silenced:
            where = problem.url or "the whole site"
            say(f"{problem.site}: {where}: {problem.kind}: {problem.reason}")
    say(f"{extracted.read} read, {extracted.fresh} fresh, {len(extracted.problems)} with a problem")
    return 1 if any(p.site not in silenced for p in extracted.new_problems) else 0
