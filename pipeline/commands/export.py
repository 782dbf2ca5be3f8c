"""`vanban export`: every table, or a query's result, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus import database
from corpus.export import FORMATS, export
from pipeline.commands import vanban
from pipeline.forget import note_export
from scrapers import cdxj
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("export", 'vanban export out/ --format xlsx --query "SELECT * FROM plan_references"')
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice([*FORMATS, "cdxj"]), default="csv", show_default=True
)
@click.option("--query", help="A SELECT instead of every table and view.")
@click.option("--persons", is_flag=True, help="Keep telephone, mail and ID numbers of persons.")
@click.option("--excel", is_flag=True, help="CSV for Excel: formulas guarded; the plain is exact.")
def command(
    workspace: Workspace, folder: Path, form: str, query: str | None, *, persons: bool, excel: bool
) -> int:
    """Write every table and view, or a query's result, a file each.

    cdxj is an index of the archive by address and time, as pywb and others read it.
    Telephone, mail and ID numbers of persons are struck out unless --persons. The files are noted:
    `vanban forget` removes them.
    """
    if form == "cdxj":
        return _index(workspace, folder)
    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        for path in export(connection, folder, form, query=query, excel=excel, persons=persons):
            note_export(workspace.folder, path)
            click.echo(path)
    finally:
        connection.close()
    return 0


def _index(workspace: Workspace, folder: Path) -> int:
    if not workspace.archive.is_dir():
        raise ConfigError(f"{workspace.archive}: not there yet; `vanban crawl` makes it")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "index.cdxj"
    note_export(workspace.folder, path)
    cdxj.write(workspace.archive, path)
    click.echo(path)
    return 0
