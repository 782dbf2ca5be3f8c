"""`vanban sites`: the registry of portals."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import click

from pipeline import alive
from pipeline.commands import JSON, a_province, vanban
from pipeline.console import rows_out, say
from pipeline.single import Unanswered, asking
from scrapers import declare
from scrapers import site as declarations
from scrapers.answers import charset_of
from scrapers.discover.finding import Kept
from scrapers.discover.survey import Owner, survey
from scrapers.settings import ConfigError
from scrapers.site_check import checked
from scrapers.stamps import VIETNAM
from scrapers.strict import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.workspace import Workspace
    from scrapers.discover.finding import Fetch
    from scrapers.discover.making import Survey
    from scrapers.exchange import Exchange
    from scrapers.page import Request
    from scrapers.site import Site

_NEVER = "never"
_TOLD = frozenset(
    {"name", "title", "family", "origin", "province", "agency", "kind", "rights", "evidence"}
)


@click.group("sites", epilog="Example:  vanban sites list")
def command() -> None:
    """The registry: which portals are declared, and which were ever seen alive."""


@vanban("list", "vanban sites list --json")
@JSON
def _list(space: Workspace, *, as_json: bool) -> int:
    """List the declared sites.

    `unverified`: whoever wrote the declaration never saw it answer. `seen` is the last day on
    which a check or a crawl from this data folder read it as declared, or never.
    """
    sites = declarations.all_sites(space.folder)
    seen = alive.seen(space)
    if as_json:
        for site in sites:
            row = {key: value for key, value in plain(site).items() if key in _TOLD}
            row["state"] = _state(site, seen)
            row["seen"] = seen.get(site.name, _NEVER)
            click.echo(json.dumps(row, ensure_ascii=False))
        return 0
    rows_out(
        ["site", "family", "province", "state", "seen", "origin", "title"],
        [
            [s.name, s.family, s.province, _state(s, seen), seen.get(s.name, _NEVER), s.origin,
             s.title]
            for s in sites
        ],
    )  # fmt: skip
    never = sum(_state(site, seen) == "unverified" for site in sites)
    say(f"{len(sites)} sites, {never} of them never seen alive")
    return 0


def _state(site: Site, seen: dict[str, str]) -> str:
    return "alive" if site.name in seen else site.state


@vanban("show", "vanban sites show daknong_stc")
@click.argument("name")
def _show(space: Workspace, name: str) -> int:
    """Print a site's whole declaration as it holds: the family's rules and its own."""
    site = declarations.find(name, space.folder)
    click.echo(json.dumps(plain(site), ensure_ascii=False, indent=1))
    return 0


@vanban("add", 'vanban sites add https://sokhcn.tinh.gov.vn/tin-tuc --province "Huế"')
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@click.option("--name", help="What to call the site (default: by its host).")
@click.option("--province", callback=a_province,
              help="Whose portal it is, by its name then (default: as its pages say).")  # fmt: skip
@click.option("--title", help="What the portal calls itself (default: as its pages say).")
@click.option("--at", metavar="ORIGIN", help="Fetch from a mirror, a saved copy or loopback.")
@click.option("--dry-run", is_flag=True, help="Show what would be written, and write nothing.")
@click.option("--force", is_flag=True, help="Write a declaration of that name anew.")
@JSON
def _add(
    space: Workspace,
    urls: tuple[str, ...],
    name: str | None,
    province: str | None,
    title: str | None,
    at: str | None,
    *,
    dry_run: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Recognise the CMS of a listing page, write its declaration, and show what it reads.

    The family is recognised by two signals; where its rules find nothing, or for an unknown CMS,
    they are found on the listing and on some articles that it opens. The first URL decides;
    further ones are other listings of the same site. `sure` says how far two witnesses agree;
    what is marked `check` is for you to look at, in the file too.
    """
    owner = Owner(name, title, province, at)
    try:
        with asking(space, at) as ask:
            if not dry_run:
                space.made()
            made = survey(_fetch(ask), urls, owner)
    except Unanswered as problem:
        say(str(problem))
        return 1
    name = made.site.name
    if not force and name in declarations.names(space.folder):
        raise ConfigError(f"sites add: a site {name} is declared already: --name N, or --force")
    _show_findings(made, as_json=as_json)
    if dry_run:
        say(declare.text(made.own, made.remarks) + "nothing was written")
        return 0
    path = declare.write(space.folder / "sites", made, force=force)
    if at is None:
        alive.mark(space, [name], _today())
    _say_added(space, made, path)
    return 0


def _fetch(ask: Callable[[str | Request, Site | None], Exchange]) -> Fetch:
    def fetch(request: Request, site: Site) -> Kept:
        answer = ask(request if request.form else site.fetch_url(request.url), site)
        return Kept(site.declared_url(answer.url), answer.payload, charset_of(answer))

    return fetch


def _show_findings(made: Survey, *, as_json: bool) -> None:
    rows_out(
        ["field", "rule", "example", "sure", "why"],
        [[one.field, one.rule, one.example, one.sure, one.why] for one in made.findings],
        as_json=as_json,
    )


def _say_added(space: Workspace, made: Survey, path: Path) -> None:
    name = made.site.name
    for other in declarations.all_sites(space.folder):
        if other.name != name and other.holds(made.site.origin):
            say(f"{other.name} declares the same host: crawl one of the two")
    if made.remarks:
        say(f"to check in {path}: {', '.join(made.remarks)}")
    say(
        f"{path}: {made.site.family}, {len(made.page.items)} rows on the first page; "
        f"crawl it with `vanban crawl {name}`"
    )


@vanban("check", "vanban sites check daknong_stc")
@click.argument("names", nargs=-1)
@click.option("--at", metavar="ORIGIN", help="Ask the one site's mirror, saved copy or loopback.")
@JSON
def _check(space: Workspace, names: tuple[str, ...], at: str | None, *, as_json: bool) -> int:
    """Ask each site's first listing page and its newest article: do they read as declared?

    Where one does not, the selector that broke is named and the exit status is 1. Where both do,
    the day is kept: `sites list` shows it as `seen`. A copy (`--at`) proves nothing of the portal:
    its day is not kept.
    """
    sites = [declarations.find(n, space.folder) for n in names] or list(
        declarations.all_sites(space.folder)
    )
    if at is not None:
        if len(sites) != 1:
            raise ConfigError(f"sites check --at {at}: for one site at a time")
        sites = [sites[0].at(at)]
    with asking(space, at) as ask:
        rows = [checked(_fetch(ask), site) for site in sites]
    rows_out(
        ["site", "answer", "rows", "newest", "article"],
        [[one.site, one.answer, one.rows, one.newest, one.article] for one in rows],
        as_json=as_json,
    )
    if at is None:
        alive.mark(space, [one.site for one in rows if one.holds], _today())
    return 0 if all(one.holds for one in rows) else 1


def _today() -> str:
    return datetime.now(VIETNAM).date().isoformat()


for made_command in (_list, _show, _add, _check):
    command.add_command(made_command)
