"""`vanban run`: what a nightly job calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline import crawling, run
from pipeline.commands import vanban
from pipeline.commands.extract import report
from pipeline.commands.status import show
from pipeline.console import progress, say

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("run", "vanban run --until 06:00")
@click.option("--until", metavar="HH:MM", help="Stop crawling at this time of day in Vietnam.")
@click.option("--shard", metavar="K/N", help="Only the K-th of N parts of the hosts.")
def command(workspace: Workspace, until: str | None, shard: str | None) -> int:
    """Crawl all sites, extract, publish a snapshot for `vanban serve`, and say how each site is.

    Exit status 1 says that something failed that did not fail before.
    """
    sites = crawling.chosen(workspace, (), shard, everything=True)
    status = crawling.report(crawling.visit(workspace, sites, until=crawling.until_moment(until)))
    with progress("extract") as step:
        status = max(status, report(run.extract(workspace, step)))
    say(f"published {run.publish(workspace)}")
    return max(status, show(workspace, only_new=True))
