"""`vanban read`: the notice that a page gives."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands import vanban
from pipeline.console import say
from pipeline.single import Unanswered, asking
from scrapers import local, page
from scrapers import site as declarations
from scrapers.answers import charset_of
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pipeline.workspace import Workspace
    from scrapers.notice import Notice
    from scrapers.site import Site


@vanban("read", "vanban read trang.html --site daknong_stc --url http://stc.daknong.gov.vn/tin/")
@click.argument("file_or_url")
@click.option("--url", help="The address that the page is of, where it is a file.")
@click.option("--site", "name", help="The declaration to read it with (default: by the address).")
def command(workspace: Workspace, file_or_url: str, url: str | None, name: str | None) -> int:
    """Print the notice that a page or file gives, as JSON.

    A page of a declared site is read with its declaration, any other with the generic reader.
    """
    is_url = file_or_url.startswith(("http://", "https://"))
    site = _site(workspace, name, file_or_url if is_url else url)
    try:
        given = _asked(workspace, file_or_url, site) if is_url else _saved(Path(file_or_url), url)
        notice = _notice(given, site)
    except Unanswered as problem:
        say(str(problem))
        return 1
    except (page.NotOnPage, page.SoftNotFound, page.Blocked, local.Unreadable) as problem:
        say(f"{file_or_url}: {type(problem).__name__}: {problem}")
        return 1
    click.echo(json.dumps(_row(notice), ensure_ascii=False))
    return 0


@dataclass(frozen=True, slots=True)
class _Given:
    payload: bytes
    name: str
    address: str
    charset: str | None = None


def _asked(workspace: Workspace, url: str, site: Site | None) -> _Given:
    with asking(workspace) as ask:
        answer = ask(url, site)
    return _Given(answer.payload, "page.html", answer.url, charset_of(answer))


def _saved(path: Path, url: str | None) -> _Given:
    try:
        return _Given(path.read_bytes(), path.name, url or path.resolve().as_uri())
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error


def _site(workspace: Workspace, name: str | None, address: str | None) -> Site | None:
    if name is not None:
        return declarations.find(name, workspace.folder)
    if address is None:
        return None
    sites = declarations.all_sites(workspace.folder)
    return next((site for site in sites if site.holds(address)), None)


def _notice(given: _Given, site: Site | None) -> Notice:
    if site is not None:
        return page.read_article(site, given.payload, given.address, charset=given.charset)
    return local.from_bytes(
        given.payload, name=given.name, url=given.address, charset=given.charset
    )


def _row(notice: Notice) -> dict[str, object]:
    order = ("url", "site", "title", "published", "published_from", "author", "text", "attachments")
    fields = asdict(notice)
    return {key: fields[key] for key in order}
