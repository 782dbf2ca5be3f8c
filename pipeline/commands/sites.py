"""`vanban sites`: the registry of portals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from pipeline.commands import FILE, JSON, a_province, vanban
from pipeline.console import rows_out, say
from pipeline.single import Unanswered, asking
from scrapers import page, recognise
from scrapers import site as declarations
from scrapers.answers import charset_of
from scrapers.frontier import Frontier
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.workspace import Workspace
    from scrapers.exchange import Exchange
    from scrapers.page import ListingPage
    from scrapers.site import Site


@click.group("sites", epilog="Example:  vanban sites list")
def command() -> None:
    """The registry: which portals are declared, and which were ever seen alive."""


@vanban("list", "vanban sites list --json")
@JSON
def _list(space: Workspace, *, as_json: bool) -> int:
    """List the declared sites.

    `unverified`: whoever wrote the declaration never saw it answer. `listed here` is the day of the
    last visit from this data folder that found articles.
    """
    sites = declarations.all_sites(space.folder)
    answered = _answered(space)
    if as_json:
        for site in sites:
            row = site.model_dump(mode="json", include={
                "name", "title", "family", "origin", "province", "agency", "kind", "rights",
                "state", "evidence",
            })  # fmt: skip
            row["listed_here"] = answered.get(site.name)
            click.echo(json.dumps(row, ensure_ascii=False))
        return 0
    rows_out(
        ["site", "family", "province", "state", "listed here", "origin", "title"],
        [
            [s.name, s.family, s.province, s.state, answered.get(s.name), s.origin, s.title]
            for s in sites
        ],
    )
    unverified = [site for site in sites if site.state == "unverified"]
    never = sum(site.name not in answered for site in unverified)
    say(f"{len(sites)} sites, {len(unverified)} unverified, {never} of them never seen alive here")
    return 0


def _answered(space: Workspace) -> dict[str, str]:
    """Give the day of the last visit of each site that found articles."""
    if not space.crawl.exists():
        return {}
    with Frontier(space.crawl) as frontier:
        return {name: moment[:10] for name, moment in frontier.last_listed().items()}


@vanban("show", "vanban sites show daknong_stc")
@click.argument("name")
def _show(space: Workspace, name: str) -> int:
    """Print a site's whole declaration as it holds: the family's rules and its own."""
    site = declarations.find(name, space.folder)
    click.echo(json.dumps(site.model_dump(mode="json"), ensure_ascii=False, indent=1))
    return 0


@vanban("add", 'vanban sites add https://sokhcn.tinh.gov.vn/tin-tuc --province "Huế"')
@click.argument("url")
@click.option("--province", required=True, callback=a_province,
              help="Whose portal it is, by its name of that time.")  # fmt: skip
@click.option("--from-file", type=FILE, help="The page, saved: nothing is fetched.")
@JSON
def _add(
    space: Workspace, url: str, province: str, from_file: Path | None, *, as_json: bool
) -> int:
    """Recognise the CMS of a listing page, write its declaration, and show what it reads.

    Partial as yet: the bundled families are recognised, each by two signals; for another CMS write
    DATA/sites/NAME.toml by hand. The declaration stays unverified until it was crawled.
    """
    charset = None
    if from_file:
        html = from_file.read_bytes()
    else:
        try:
            with asking(space) as ask:
                answer = ask(url, None)
        except Unanswered as problem:
            say(str(problem))
            return 1
        html, charset = answer.payload, charset_of(answer)
    found = recognise.families_of(html, charset)
    if len(found) != 1:
        raise ConfigError(
            f"sites add {url}: of no family that is known ({', '.join(declarations.families())}); "
            "copy a bundled declaration to DATA/sites/ and change it"
        )
    path = _declare(space, url, found[0], province)
    try:
        listing = page.read_listing(declarations.load(path), html, url, charset=charset)
    except (page.NotOnPage, page.SoftNotFound, page.Blocked, ConfigError) as problem:
        path.unlink()
        raise ConfigError(f"sites add {url}: a {found[0]} page, but {problem}") from problem
    _show_rows(listing, as_json=as_json)
    say(
        f"{path}: {found[0]}, {len(listing.items)} rows read; "
        f"crawl it with `vanban crawl {path.stem}`"
    )
    return 0


def _declare(space: Workspace, url: str, family: str, province: str) -> Path:
    """Write a declaration where none of its name stands; give its path."""
    name = recognise.name_of(url)
    path = space.made().folder / "sites" / f"{name}.toml"
    if name in declarations.names(space.folder):
        raise ConfigError(f"sites add {url}: a site {name} is declared already")
    path.parent.mkdir(exist_ok=True)
    path.write_text(recognise.declaration(url, family, province, name), encoding="utf-8")
    return path


def _show_rows(listing: ListingPage, *, as_json: bool) -> None:
    rows_out(
        ["published", "title", "url"],
        [[item.published, item.title, item.url] for item in listing.items],
        as_json=as_json,
    )


@vanban("check", "vanban sites check daknong_stc")
@click.argument("names", nargs=-1)
@JSON
def _check(space: Workspace, names: tuple[str, ...], *, as_json: bool) -> int:
    """Ask each site's first listing page and say whether it still reads as declared.

    The exit status is 1 if one does not.
    """
    sites = [declarations.find(n, space.folder) for n in names] or list(
        declarations.all_sites(space.folder)
    )
    with asking(space) as ask:
        rows = [[site.name, *_answer(ask, site)] for site in sites]
    rows_out(["site", "answer", "rows", "newest"], rows, as_json=as_json)
    return 1 if any(row[1] != "as declared" for row in rows) else 0


def _answer(ask: Callable[[str, Site | None], Exchange], site: Site) -> tuple[str, int, str | None]:
    url = site.listing_urls()[0]
    try:
        answer = ask(url, site)
        listing = page.read_listing(site, answer.payload, url, charset=charset_of(answer))
    except (page.NotOnPage, page.SoftNotFound, page.Blocked, Unanswered) as problem:
        return str(problem), 0, None
    newest = max((item.published or "" for item in listing.items), default="") or None
    enough = len(listing.items) >= site.min_items
    return ("as declared" if enough else "too few rows"), len(listing.items), newest


for made in (_list, _show, _add, _check):
    command.add_command(made)
