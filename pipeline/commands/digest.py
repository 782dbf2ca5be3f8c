"""`vanban digest`: what is new for saved searches, a document or an agency."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from corpus import database
from corpus.digest import Interest, digest
from corpus.digest_forms import FORMS, render
from corpus.search import QueryError
from pipeline import interests
from pipeline.commands import DAY, a_province, iso_day, vanban
from scrapers.exchange import now
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.workspace import Workspace


@vanban("digest", 'vanban digest --since 2026-11-15 --search "cải cách hành chính" --form mail')
@click.argument("names", nargs=-1, metavar="[NAME…]")
@click.option(
    "--since", type=DAY, callback=iso_day, required=True, help="First seen since this day."
)
@click.option("--search", help="What `vanban search` would be asked.")
@click.option("--document", help="A document's number: who cites it anew.")
@click.option("--agency", help="A body: what cites its documents or tells it what to do.")
@click.option(
    "--province",
    callback=a_province,
    help="Only of this province; of a document, whose number it is.",
)
@click.option("--form", type=click.Choice(FORMS), default="text", show_default=True)
def command(
    workspace: Workspace,
    names: Sequence[str],
    since: str,
    search: str | None,
    document: str | None,
    agency: str | None,
    province: str | None,
    form: str,
) -> int:
    """Tell what is new since a day, each publication once however many sites carry it.

    NAME… are saved searches of DATA/searches.toml, all of them where nothing else is asked. Each is
    a table of its name with search, document or agency, and province, genre, area where wanted.
    A mail goes to standard output with its subject; `sendmail -t` needs a To line before it.
    """
    asked = search or document or agency
    if asked and names:
        raise click.UsageError("name saved searches, or ask for something, not both")
    if asked:
        told = [Interest(asked, search, document, agency if not search else None, province)]
    else:
        told = _saved(workspace, names)
    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        digests = [digest(connection, interest, since) for interest in told]
    except QueryError as error:
        raise ConfigError(str(error)) from error
    finally:
        connection.close()
    click.echo(render(digests, form, now()), nl=False)
    return 0


def _saved(workspace: Workspace, names: Sequence[str]) -> list[Interest]:
    path = workspace.folder / "searches.toml"
    saved = {interest.name: interest for interest in interests.load(path)}
    if unknown := [name for name in names if name not in saved]:
        raise ConfigError(f"{path}: no search {unknown[0]!r}; there are {', '.join(saved)}")
    return [saved[name] for name in names or saved]
