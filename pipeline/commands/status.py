"""`vanban status`: how each site is."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipeline import silence
from pipeline.commands import JSON, vanban
from pipeline.console import say, table
from scrapers import site as declarations
from scrapers.frontier import Frontier
from scrapers.settings import ConfigError
from scrapers.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.workspace import Workspace
    from scrapers.frontier import SiteStatus


@vanban("status", "vanban status --new")
@click.option("--new", "only_new", is_flag=True, help="Only sites with a problem not silenced.")
@JSON
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
    states = sites(workspace)
    shown = loud(workspace, states) if only_new else states
    if as_json:
        for row in as_rows(workspace, shown):
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        excepted = declarations.tls_exceptions(workspace.folder)
        table(
            ["site", "last visit", "listed", "new", "fetched", "failed", "soft_404", "why"],
            [
                [s.site, s.last_visit[:16].replace("T", " "), s.listed, s.new, s.fetched, s.failed,
                 s.soft_404, why(s)]
                for s in shown
            ],
        )  # fmt: skip
        for state in shown:
            if text := excepted.get(state.site):
                say(f"{state.site}: TLS with exceptions: {text}")
    return tell(shown) if only_new else 0


def loud(workspace: Workspace, states: Iterable[SiteStatus]) -> tuple[SiteStatus, ...]:
    """Give the sites with a problem that nobody silenced."""
    silenced = silence.active(workspace)
    return tuple(state for state in states if why(state) and state.site not in silenced)


def sites(workspace: Workspace) -> tuple[SiteStatus, ...]:
    """Give how the last visit of each site went, by name."""
    with Frontier(workspace.crawl) as frontier:
        return frontier.status()


def as_rows(workspace: Workspace, states: Iterable[SiteStatus]) -> list[dict[str, object]]:
    """Give the state of sites as JSON has it."""
    until = silence.load(workspace)
    excepted = declarations.tls_exceptions(workspace.folder)
    return [
        asdict(state)
        | {
            "why": why(state),
            "silenced_until": until.get(state.site),
            "tls_exceptions": excepted.get(state.site, ""),
        }
        for state in states
    ]


def tell(states: Sequence[SiteStatus]) -> int:
    """Name sites with a problem that nobody silenced, and give the exit status."""
    for state in states:
        say(f"{state.site}: {why(state)}  (`vanban ack {state.site} --until D` silences it)")
    if not states:
        say("no site has a problem that is not silenced")
    return 1 if states else 0


def why(state: SiteStatus) -> str:
    """Give what is wrong with a site, empty where nothing is."""
    listed = not (state.problem or "").startswith(Status.NOTHING_LISTED)  # else it says so itself
    return "; ".join(part for part in (state.problem, listed and state.stale) if part)
