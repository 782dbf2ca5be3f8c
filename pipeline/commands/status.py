"""`vanban status`: how each site is."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from pipeline import silence
from pipeline.commands import vanban
from pipeline.console import say, table
from scrapers.frontier import Frontier
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pipeline.workspace import Workspace
    from scrapers.frontier import SiteStatus


@vanban("status", "vanban status --new")
@click.option("--new", "only_new", is_flag=True, help="Only sites with a problem not silenced.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
def command(workspace: Workspace, *, only_new: bool, as_json: bool) -> int:
    """Tell for each site the last visit, what was new, what failed, whether it is stale, and why.

    With --new only the sites with a problem that `vanban ack` has not silenced; the exit status is
    then 1 if there is any.
    """
    if not workspace.crawl.exists():
        raise ConfigError(f"{workspace.crawl}: nothing was crawled yet")
    return show(workspace, only_new=only_new, as_json=as_json)


def show(workspace: Workspace, *, only_new: bool = False, as_json: bool = False) -> int:
    """Print the state of the sites and give the exit status."""
    silenced = silence.load(workspace)
    today = datetime.now(UTC).date().isoformat()
    with Frontier(workspace.crawl) as frontier:
        states = frontier.status()
    loud = [s for s in states if why(s) and silenced.get(s.site, "") < today]
    shown = loud if only_new else list(states)
    if as_json:
        for state in shown:
            row = asdict(state) | {"why": why(state), "silenced_until": silenced.get(state.site)}
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        table(
            ["site", "last visit", "listed", "new", "fetched", "failed", "soft_404", "why"],
            [
                [s.site, s.last_visit[:16].replace("T", " "), s.listed, s.new, s.fetched, s.failed,
                 s.soft_404, why(s)]
                for s in shown
            ],
        )  # fmt: skip
    if only_new and not loud:
        say("no site has a new problem")
    return 1 if only_new and loud else 0


def why(state: SiteStatus) -> str:
    """Give what is wrong with a site, empty where nothing is."""
    return "; ".join(part for part in (state.problem, state.stale) if part)
