"""`vanban sites`: the registry of portals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from pipeline.commands import vanban
from pipeline.console import say, table
from scrapers import site as declarations
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@click.group("sites", epilog="Example:  vanban sites list")
def command() -> None:
    """The registry: which portals are declared, and which were ever seen alive."""


@vanban("list", "vanban sites list --json")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
def _list(space: Workspace, *, as_json: bool) -> int:
    """List the declared sites; `unverified` ones were never seen to answer as declared."""
    sites = declarations.all_sites(space.folder)
    if as_json:
        for site in sites:
            row = site.model_dump(mode="json", include={
                "name", "title", "family", "origin", "province", "agency", "kind", "rights",
                "state", "evidence",
            })  # fmt: skip
            click.echo(json.dumps(row, ensure_ascii=False))
        return 0
    table(
        ["site", "family", "province", "state", "origin", "title"],
        [[s.name, s.family, s.province, s.state, s.origin, s.title] for s in sites],
    )
    unverified = sum(site.state == "unverified" for site in sites)
    say(f"{len(sites)} sites, {unverified} of them never seen alive")
    return 0


@vanban("show", "vanban sites show daknong_stc")
@click.argument("name")
def _show(space: Workspace, name: str) -> int:
    """Print a site's whole declaration as it holds: the family's rules and its own."""
    site = declarations.find(name, space.folder)
    click.echo(json.dumps(site.model_dump(mode="json"), ensure_ascii=False, indent=1))
    return 0


@vanban("add", "vanban sites add https://sokhcn.tinh.gov.vn/tin-tuc")
@click.argument("url")
def _add(space: Workspace, url: str) -> int:
    """Recognise the CMS of a listing page and write its declaration (partial as yet)."""
    del space
    raise ConfigError(
        f"sites add {url}: recognising a CMS is not there yet; copy a file of scrapers/sites/ to "
        "DATA/sites/ and change origin, listings and province"
    )


@vanban("check", "vanban sites check daknong_stc")
@click.argument("names", nargs=-1)
def _check(space: Workspace, names: tuple[str, ...]) -> int:
    """Read each site's own test page with its declaration (asking the live site comes later)."""
    sites = [declarations.find(n, space.folder) for n in names] or list(
        declarations.all_sites(space.folder)
    )
    table(["site", "state", "test pages"], [[s.name, s.state, len(s.sample)] for s in sites])
    return 0


for made in (_list, _show, _add, _check):
    command.add_command(made)
