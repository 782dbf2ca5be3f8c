"""`vanban export`: every table, or a query's result, as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus import database
from corpus.export import FORMATS, export
from pipeline.commands import vanban
from pipeline.forget import note_export

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("export", 'vanban export out/ --format xlsx --query "SELECT * FROM plan_references"')
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("--query", help="A SELECT instead of every table and view.")
@click.option("--persons", is_flag=True, help="Keep telephone, mail and ID numbers of persons.")
@click.option("--excel", is_flag=True, help="CSV for Excel: formulas guarded; the plain is exact.")
def command(
    workspace: Workspace, folder: Path, form: str, query: str | None, *, persons: bool, excel: bool
) -> int:
    """Write every table and view, or a query's result, a file each.

    Telephone, mail and ID numbers of persons are struck out unless --persons. The files are noted:
    `vanban forget` removes them.
    """
    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        for path in export(connection, folder, form, query=query, excel=excel, persons=persons):
            note_export(workspace.folder, path)
            click.echo(path)
    finally:
        connection.close()
    return 0
