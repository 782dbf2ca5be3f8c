"""The whole way on the bundled sample portals, and what a user wants to see of it."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from corpus import database, overview
from corpus.cite import cite
from pipeline import crawling, run
from pipeline.commands.extract import tell
from pipeline.console import progress, say, table
from scrapers.frontier import Frontier
from scrapers.samples.portal import SITES, portals
from scrapers.samples.server import serve
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from pipeline.workspace import Workspace


def demo(workspace: Workspace, *, as_json: bool = False) -> int:
    """Serve the sample portals, crawl, extract, publish and summarise; give the exit status."""
    shown = portals()
    _refuse_real_crawl(workspace, {portal.site.name for portal in shown})
    _declare(workspace, [portal.site.name for portal in shown])
    say(f"serving {len(shown)} sample portals on loopback")
    hurried = replace(workspace.settings(), delay=0.0)  # they are our own servers
    with serve(shown) as origins:
        sites = [portal.site for portal in shown]
        reports = crawling.visit(workspace, sites, at=origins, settings=hurried)
    status = crawling.tell(reports)
    with progress("extract") as step:
        extracted = run.extract(workspace, step)
    status = max(status, tell(extracted))
    run.publish(workspace)
    connection = database.open_corpus(workspace.corpus, create=False)
    try:
        if as_json:
            click.echo(json.dumps(_as_json(connection), ensure_ascii=False))
        else:
            _summary(connection)
            _next(workspace)
    finally:
        connection.close()
    return status


def _declare(workspace: Workspace, names: Iterable[str]) -> None:
    declared = workspace.made().folder / "sites"
    declared.mkdir(exist_ok=True)
    for name in names:
        shutil.copy(SITES / f"{name}.toml", declared)


def _as_json(connection: sqlite3.Connection) -> dict[str, object]:
    found = (overview.most_cited(connection, "KH"), overview.longest_series(connection),
             overview.tasks(connection))  # fmt: skip
    plans, series, tasks = ([asdict(one) for one in kind] for kind in found)
    return {
        "sites": [asdict(site) for site in overview.sites(connection)],
        "publications": overview.work_count(connection),
        "facts": overview.fact_counts(connection),
        "most_cited_plans": plans,
        "index_series": series,
        "recommendations": tasks,
    }


def _refuse_real_crawl(workspace: Workspace, samples: set[str]) -> None:
    if not workspace.crawl.exists():
        return
    with Frontier(workspace.crawl) as frontier:
        real = sorted({state.site for state in frontier.status()} - samples)
    if real:
        raise ConfigError(
            f"{workspace.folder}: holds a crawl of {', '.join(real[:3])}; "
            "give the demo a folder of its own with --data DIR"
        )


def _summary(connection: sqlite3.Connection) -> None:
    sites = overview.sites(connection)
    click.echo("\nSites")
    table(
        ["site", "family", "province", "notices", "attachments", "problems"],
        [[s.site, s.family, s.province, s.notices, s.attachments, s.problems] for s in sites],
    )
    notices = sum(site.notices for site in sites)
    click.echo(
        f"\n{len(sites)} sites, {notices} notices, {overview.work_count(connection)} publications "
        f"(copies count once), {sum(site.problems for site in sites)} problems"
    )
    counts = overview.fact_counts(connection)
    click.echo("Facts  " + " · ".join(f"{kind} {count}" for kind, count in counts.items()))
    _show_plan(connection)
    _show_series(connection)
    _show_tasks(connection)


def _show_plan(connection: sqlite3.Connection) -> None:
    for plan in overview.most_cited(connection, "KH"):
        click.echo(
            f"\nMost cited plan  {plan.type} {plan.code}, {plan.date or 'không rõ ngày'}, "
            f"{plan.issuer or 'không rõ cơ quan'} — {plan.works} publications cite it"
        )
        answer = cite(connection, plan.code)
        for document in answer.documents:
            if document.id == plan.document:
                works: set[str] = set()
                for citing in document.cited_by:
                    if citing.work not in works:
                        works.add(citing.work)
                        click.echo(f"  {citing.published}  [{citing.relation}] {citing.title}")


def _show_series(connection: sqlite3.Connection) -> None:
    for series in overview.longest_series(connection):
        click.echo(f"\nIndex series  {series.indicator}, {series.subject}: “{series.title}”")
        for point in series.points:
            rank = f"   {point.rank}/{point.ranked or '?'}" if point.rank else ""
            value = f"{point.value:.2f}".replace(".", ",")
            click.echo(f"  {point.period}  {value:>7} {point.unit or ''}{rank}")


def _show_tasks(connection: sqlite3.Connection) -> None:
    click.echo("\nRecommendations, those still due first")
    for task in overview.tasks(connection):
        quote = " ".join(task.quote.split())
        click.echo(f"  {task.deadline}  {task.state}")
        click.echo(f"    {task.agent or '?'} → {task.addressee or '?'}: {quote[:150]}")


def _next(workspace: Workspace) -> None:
    data = "" if str(workspace.folder) == "data" else f" --data {workspace.folder}"
    click.echo("\nTry next")
    for command in (
        'search "dong thap"',
        "cite 771/KH-UBND",
        "coverage --by province,year",
        "status",
        "serve",
    ):
        click.echo(f"  vanban {command}{data}")
