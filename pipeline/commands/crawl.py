"""`vanban crawl`: fetch what is new or due into the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline import afresh, crawling
from pipeline.commands import DAY, JSON, iso_day, vanban
from pipeline.console import rows_out
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("crawl", "vanban crawl daknong_stc --at http://127.0.0.1:8765")
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every declared site.")
@click.option("--since", type=DAY, callback=iso_day, help="Nothing listed before this day.")
@click.option("--limit", type=click.IntRange(min=1), help="At most this many articles a site.")
@click.option("--until", metavar="HH:MM", help="Stop at this time of day in Vietnam.")
@click.option("--now", "at_once", is_flag=True, help="Also outside the hours of `night`.")
@click.option("--shard", metavar="K/N", help="Only the K-th of N parts of the hosts.")
@click.option("--at", metavar="ORIGIN", help="Fetch the one site from another origin.")
@click.option("--rebuild", is_flag=True, help="Make crawl.db anew from the archive; ask nobody.")
@JSON
def command(
    workspace: Workspace,
    names: tuple[str, ...],
    since: str | None,
    limit: int | None,
    until: str | None,
    shard: str | None,
    at: str | None,
    *,
    everything: bool,
    rebuild: bool,
    at_once: bool,
    as_json: bool,
) -> int:
    """Fetch what is new or due into the archive, politely; `vanban extract` reads it.

    Ctrl-C or a crash loses nothing: the same command goes on. `--at` fetches from a mirror, a saved
    copy or loopback; identities stay as declared.
    """
    if rebuild:
        if names or everything:
            raise ConfigError("crawl --rebuild: takes no sites: it makes crawl.db as a whole")
        crawling.make_anew(workspace)
        return 0
    sites = crawling.chosen(workspace, names, shard, everything=everything)
    if at is not None and len(sites) != 1:
        raise ConfigError(f"--at {at}: for one site at a time")
    reports = crawling.visit(
        workspace,
        sites,
        since=since,
        limit=limit,
        until=crawling.end_of(workspace, until, at_once=at_once or at is not None),
        at={sites[0].name: at} if at is not None else None,
    )
    afresh.redact_new(workspace)
    rows_out(crawling.HEADINGS, crawling.rows(reports), as_json=as_json)
    return crawling.tell(reports)
