"""`vanban cite`: a document by its number."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from corpus import cite, database
from corpus.query import QueryError
from pipeline.commands import vanban
from pipeline.console import say
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from corpus.cite import Citing, Document
    from pipeline.workspace import Workspace


@vanban("cite", 'vanban cite 771/KH-UBND --province "Long An"')
@click.argument("code")
@click.option("--province", help="Whose document, where several bodies gave the same number.")
@click.option("--year", type=click.IntRange(1945, 2100), help="The document's year.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(
    workspace: Workspace, code: str, province: str | None, year: int | None, *, as_json: bool
) -> int:
    """Tell what a document is, who cites it and how, and what it cites.

    The number in any spelling: 771/KH-UBND, 771 kh ubnd, kh 771, "Kế hoạch số 771".
    """
    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        answer = cite.cite(connection, code, province, year)
    except QueryError as error:
        raise ConfigError(str(error)) from error
    finally:
        connection.close()
    if as_json:
        click.echo(json.dumps(asdict(answer), ensure_ascii=False))
        return 0
    if not answer.documents and not answer.unresolved:
        say(f"{code}: not cited anywhere in this corpus")
        return 0
    if len(answer.documents) > 1:
        click.echo(f"{code}: {len(answer.documents)} văn bản khác nhau mang số này\n")
    for document in answer.documents:
        _show(document)
    if answer.unresolved:
        click.echo("Lượt viện dẫn chưa xác định được văn bản:")
        for left in answer.unresolved:
            click.echo(f"  {left.reason}: {_citing(left.citing)}")
    return 0


def _show(document: Document) -> None:
    click.echo(" ".join(part for part in (document.type, document.code) if part))
    lines = [
        ("ngày", document.date or (f"năm {document.year}" if document.year else None)),
        ("cơ quan ban hành", document.issuer),
        ("thuộc", document.jurisdiction and f"{document.jurisdiction}"),
        ("về", document.subject),
        ("toàn văn", document.held and f"{document.held.title} <{document.held.url}>"),
    ]
    for name, value in lines:
        if value:
            click.echo(f"  {name}: {value}")
    click.echo(f"  được viện dẫn trong {document.works} tin, văn bản:")
    for citing in document.cited_by:
        click.echo(f"    - {_citing(citing)}")
    if document.cites:
        click.echo("  viện dẫn:")
        for cited in document.cites:
            name = " ".join(part for part in (cited.type, cited.code) if part)
            click.echo(f"    - {name} ({cited.relation}): {_flat(cited.quote)}")
    click.echo("")


def _citing(citing: Citing) -> str:
    about = ", ".join(part for part in (citing.published, citing.province, citing.site) if part)
    relation = f" [{citing.relation}]" if citing.relation else ""
    return f"{citing.title} ({about}){relation}: {_flat(citing.quote)}"


def _flat(quote: str) -> str:
    return "“" + " ".join(quote.split()) + "”"
