"""`vanban sites`: the registry of portals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from pipeline.commands import FILE, vanban
from pipeline.console import say, table
from pipeline.single import Unanswered, fetched
from scrapers import page, recognise
from scrapers import site as declarations
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.workspace import Workspace
    from scrapers.site import Site


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


@vanban("add", 'vanban sites add https://sokhcn.tinh.gov.vn/tin-tuc --province "Huế"')
@click.argument("url")
@click.option("--province", required=True, help="Whose portal it is, by its name of that time.")
@click.option("--from-file", type=FILE, help="The page, saved: nothing is fetched.")
def _add(space: Workspace, url: str, province: str, from_file: Path | None) -> int:
    """Recognise the CMS of a listing page, write its declaration, and show what it reads.

    Partial as yet: the bundled families are recognised, each by two signals; for another CMS write
    DATA/sites/NAME.toml by hand. The declaration stays unverified until it was crawled.
    """
    html = from_file.read_bytes() if from_file else fetched(space, url, None)
    found = recognise.families_of(html)
    if len(found) != 1:
        raise ConfigError(
            f"sites add {url}: of no family that is known ({', '.join(declarations.families())}); "
            "copy a bundled declaration to DATA/sites/ and change it"
        )
    name = recognise.name_of(url)
    path = space.made().folder / "sites" / f"{name}.toml"
    if path.exists():
        raise ConfigError(f"{path}: there already")
    path.parent.mkdir(exist_ok=True)
    path.write_text(recognise.declaration(url, found[0], province, name), encoding="utf-8")
    try:
        listing = page.read_listing(declarations.load(path), html, url)
    except (page.NotOnPage, page.SoftNotFound, page.Blocked, ConfigError) as problem:
        path.unlink()
        raise ConfigError(f"sites add {url}: a {found[0]} page, but {problem}") from problem
    for item in listing.items:
        click.echo(f"{item.published or '-'}\t{item.title}\t{item.url}")
    say(f"{path}: {found[0]}, {len(listing.items)} rows read; crawl it with `vanban crawl {name}`")
    return 0


@vanban("check", "vanban sites check daknong_stc")
@click.argument("names", nargs=-1)
def _check(space: Workspace, names: tuple[str, ...]) -> int:
    """Ask each site's first listing page and say whether it still reads as declared."""
    sites = [declarations.find(n, space.folder) for n in names] or list(
        declarations.all_sites(space.folder)
    )
    rows = [(site.name, *_answer(space, site)) for site in sites]
    table(["site", "answer", "rows", "newest"], rows)
    return 1 if any(answer != "as declared" for _, answer, _, _ in rows) else 0


def _answer(space: Workspace, site: Site) -> tuple[str, int, str]:
    url = site.listing_urls()[0]
    try:
        listing = page.read_listing(site, fetched(space, url, site), url)
    except (page.NotOnPage, page.SoftNotFound, page.Blocked, Unanswered) as problem:
        return str(problem), 0, ""
    newest = max((item.published or "" for item in listing.items), default="")
    enough = len(listing.items) >= site.min_items
    return ("as declared" if enough else "too few rows"), len(listing.items), newest


for made in (_list, _show, _add, _check):
    command.add_command(made)
