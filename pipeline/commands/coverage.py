"""`vanban coverage`: how much is known, beside how much was crawled."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from corpus import database
from corpus.coverage import BY, YEARS, CoverageError, coverage
from pipeline import listing
from pipeline.commands import JSON, vanban
from pipeline.console import table
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.workspace import Workspace

_COUNTS = ("works", "notices", "facts", "pages", "failed", "soft404")


@vanban("coverage", "vanban coverage --by province,year --units 63")
@click.option("--by", default="province,year", show_default=True, help=f"Of {', '.join(BY)}.")
@click.option("--units", type=click.Choice(["63", "34"]), default="34", show_default=True,
              help="Provinces as before or since 1/7/2025.")  # fmt: skip
@click.option("--year-of", type=click.Choice(YEARS), default="published", show_default=True,
              help="Whose year.")  # fmt: skip
@listing.to_file
@JSON
def command(
    workspace: Workspace, by: str, units: str, year_of: str, out: Path | None, *, as_json: bool
) -> int:
    """Count publications, notices and facts beside the pages that were asked for.

    What has no date or no province is a row of its own. A row with pages and no works was crawled
    and holds nothing; a province without a row was not crawled.
    """
    parts = tuple(part.strip() for part in by.split(",") if part.strip())
    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        cells = coverage(connection, parts, units=int(units), year_of=year_of)
    except CoverageError as error:
        raise ConfigError(f"--by {by}: {error}") from error
    finally:
        connection.close()
    rows = [[*cell.key, *(getattr(cell, name) for name in _COUNTS)] for cell in cells]
    if out is not None:
        listing.write(workspace, out, "Độ phủ", (*parts, *_COUNTS), rows)
    elif as_json:
        for row in rows:
            click.echo(
                json.dumps(dict(zip((*parts, *_COUNTS), row, strict=True)), ensure_ascii=False)
            )
    else:
        table([*parts, *_COUNTS], rows)
    return 0
