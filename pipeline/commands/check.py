"""`vanban check`: the citations of a draft against the corpus (soát viện dẫn)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

import extractors
from corpus import database
from corpus.check import Checked, check
from pipeline.commands import JSON, a_province, vanban
from pipeline.console import say, table
from scrapers import local
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pipeline.workspace import Workspace


@vanban("check", "vanban check du-thao-bao-cao.docx")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--province", callback=a_province, help="Whose draft it is.")
@JSON
def command(workspace: Workspace, file: Path, province: str | None, *, as_json: bool) -> int:
    """Check each citation of a draft: found, in doubt, contradicted, replaced, or unknown here.

    Partial as yet: number, date and issuer are compared; subjects, successor bodies and the form
    required since 1/4/2025 are not. Nothing is stored.
    """
    try:
        notice = local.read(file)
    except local.Unreadable as problem:
        raise ConfigError(f"{file}: {problem}") from problem
    context = extractors.Context(notice.published, province, notice.title)
    facts = extractors.extract(notice.text, context)
    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        checked = check(connection, facts, province)
    finally:
        connection.close()
    if as_json:
        for row in checked:
            click.echo(json.dumps(_row(row), ensure_ascii=False))
    else:
        table(
            ["verdict", "code", "date", "held", "quote"],
            [[r.verdict, r.code, r.date, r.held, " ".join(r.quote.split())] for r in checked],
        )
    say("number, date and issuer are compared; subjects and successor bodies are not yet")
    return 0


def _row(checked: Checked) -> dict[str, object]:
    return {name: getattr(checked, name) for name in checked.__dataclass_fields__}
