"""`vanban run`: what a nightly job calls."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from pipeline import afresh, crawling, run, silence
from pipeline.commands import JSON, status, vanban
from pipeline.commands.extract import tell
from pipeline.console import progress, rows_out, say

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("run", "vanban run --until 06:00")
@click.argument("names", nargs=-1)
@click.option("--until", metavar="HH:MM", help="Stop crawling at this time of day in Vietnam.")
@click.option("--now", "at_once", is_flag=True, help="Also outside the hours of `night`.")
@click.option("--shard", metavar="K/N", help="Only the K-th of N parts of the hosts.")
@JSON
def command(
    workspace: Workspace,
    names: tuple[str, ...],
    until: str | None,
    shard: str | None,
    *,
    at_once: bool,
    as_json: bool,
) -> int:
    """Crawl all sites, or those named, extract, publish a snapshot, and say how each site is.

    Exit status 1 says that something failed that did not fail before, or that a site has a problem
    which `vanban ack` did not silence. With --json one object: crawl, extract, published, status.
    """
    sites = crawling.chosen(workspace, names, shard, everything=not names)
    end = crawling.end_of(workspace, until, at_once=at_once)
    reports = crawling.visit(workspace, sites, until=end)
    afresh.redact_new(workspace)
    if not as_json:
        rows_out(crawling.HEADINGS, crawling.rows(reports))
    silenced = silence.active(workspace)
    exit_status = crawling.tell(reports, silenced)
    with progress("extract") as step:
        extracted = run.extract(workspace, step)
    exit_status = max(exit_status, tell(extracted, silenced))
    published = run.publish(workspace)
    say(f"published {published}")
    if not as_json:
        return max(exit_status, status.show(workspace, only_new=True))
    states = status.sites(workspace)
    made = {
        "crawl": [dict(zip(crawling.HEADINGS, row, strict=True)) for row in crawling.rows(reports)],
        "extract": {
            "read": extracted.read, "fresh": extracted.fresh, "problems": len(extracted.problems),
        },
        "published": str(published),
        "status": status.as_rows(workspace, states),
    }  # fmt: skip
    click.echo(json.dumps(made, ensure_ascii=False))
    return max(exit_status, status.tell(status.loud(workspace, states)))
