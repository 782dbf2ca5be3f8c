"""`vanban status`: how each site is."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from pipeline import letter, silence
from pipeline.commands import DAY, JSON, iso_day, vanban
from pipeline.console import say, table
from scrapers import site as declarations
from scrapers.backfill import backlogs
from scrapers.frontier import Frontier
from scrapers.settings import ConfigError
from scrapers.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.workspace import Workspace
    from scrapers.frontier import SiteStatus


@vanban("status", "vanban status --new")
@click.option("--new", "only_new", is_flag=True, help="Only sites with a problem not silenced.")
@click.option("--mail", is_flag=True, help="What is new as a text to mail; nothing if nothing is.")
@click.option("--changes", "edited", is_flag=True, help="What portals edited in their notices.")
@click.option("--since", type=DAY, callback=iso_day, help="Only edits found on this day or later.")
@JSON
def command(
    workspace: Workspace,
    since: str | None,
    *,
    only_new: bool,
    mail: bool,
    edited: bool,
    as_json: bool,
) -> int:
    """Tell for each site the last visit, what was new, what failed, whether it is stale, and why.

    With --new only the sites with a problem that `vanban ack` has not silenced; the exit status is
    then 1 if there is any. --mail prints what no earlier mail said, with a Subject line. --changes
    prints each edit of a notice with the text before and after.
    """
    if edited:
        return _show_changes(workspace, since or "", as_json=as_json)
    if not workspace.crawl.exists():
        raise ConfigError(f"{workspace.crawl}: nothing was crawled yet")
    if mail:
        click.echo(letter.write(workspace, loud(workspace, sites(workspace))), nl=False)
        return 0
    return show(workspace, only_new=only_new, as_json=as_json)


def _show_changes(workspace: Workspace, since: str, *, as_json: bool) -> int:
    from corpus import database  # noqa: PLC0415  (a second to load, which `status` need not wait)
    from corpus.changes import changes  # noqa: PLC0415  (as above)

    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        for change in changes(connection, since):
            if as_json:
                click.echo(json.dumps(asdict(change), ensure_ascii=False))
                continue
            click.echo(f"{change.site}: {change.title}\n  {change.url}")
            if change.attachment:
                click.echo(f"  {change.attachment}")
            click.echo(f"  version {change.version}; as before until {change.seen}")
            for edit in change.edits:
                for mark, text in (("-", edit.before), ("+", edit.after)):
                    click.echo("".join(f"  {mark} {line}\n" for line in text.split("\n") if line),
                               nl=False)  # fmt: skip
    finally:
        connection.close()
    return 0


def show(workspace: Workspace, *, only_new: bool = False, as_json: bool = False) -> int:
    """Print the state of the sites and give the exit status."""
    states = sites(workspace)
    shown = loud(workspace, states) if only_new else states
    if as_json:
        for row in as_rows(workspace, shown):
            click.echo(json.dumps(row, ensure_ascii=False))
    else:
        excepted = declarations.tls_exceptions(workspace.folder)
        backlog = left_to_fill(workspace)
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
            if left := backlog.get(state.site):
                say(f"{state.site}: {left}")
    return tell(shown) if only_new else 0


def loud(workspace: Workspace, states: Iterable[SiteStatus]) -> tuple[SiteStatus, ...]:
    """Give the sites with a problem that nobody silenced."""
    silenced = silence.active(workspace)
    return tuple(state for state in states if why(state) and state.site not in silenced)


def sites(workspace: Workspace) -> tuple[SiteStatus, ...]:
    """Give how the last visit of each site went, by name."""
    with Frontier(workspace.crawl) as frontier:
        return frontier.status()


def left_to_fill(workspace: Workspace) -> dict[str, str]:
    """Give in words what is left of each site's back-fill."""
    with Frontier(workspace.crawl) as frontier:
        return {site: str(left) for site, left in backlogs(frontier).items()}


def as_rows(workspace: Workspace, states: Iterable[SiteStatus]) -> list[dict[str, object]]:
    """Give the state of sites as JSON has it."""
    until = silence.load(workspace)
    backlog = left_to_fill(workspace)
    excepted = declarations.tls_exceptions(workspace.folder)
    return [
        asdict(state)
        | {
            "why": why(state),
            "silenced_until": until.get(state.site),
            "tls_exceptions": excepted.get(state.site, ""),
            "back_fill": backlog.get(state.site, ""),
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
