"""`vanban cite`: a document by its number."""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from corpus import cite, database, remarks, tasks
from corpus.bodies import bodies_in, body_of_symbol
from corpus.query import QueryError
from corpus.web import words
from pipeline import listing
from pipeline.commands import a_province, vanban
from pipeline.console import say
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corpus.answer import Answer, Cited, Citing, Document
    from pipeline.workspace import Workspace


_HEADINGS = (
    "Văn bản", "Ngày", "Cơ quan ban hành", "Quan hệ", "Trích nguyên văn", "Trang", "Ngày đăng",
    "Tỉnh", "Nguồn", "Nơi đăng", "Liên kết",
)  # fmt: skip


@vanban("cite", 'vanban cite 771/KH-UBND --province "Long An"')
@click.argument("code")
@click.option(
    "--province",
    callback=a_province,
    help="Whose document, where several bodies gave the same number.",
)
@click.option("--year", type=click.IntRange(1945, 2100), help="The document's year.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True,
              help="Mentions shown, newest first.")  # fmt: skip
@listing.to_file
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(
    workspace: Workspace,
    code: str,
    province: str | None,
    year: int | None,
    *,
    limit: int,
    out: Path | None,
    as_json: bool,
) -> int:
    """Tell what a document is, who cites it and how, and what it cites.

    The number in any spelling: 771/KH-UBND, 771 kh ubnd, kh 771, "Kế hoạch số 771".
    """
    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        answer = cite.cite(connection, code, province, year, limit=limit)
    except QueryError as error:
        raise ConfigError(str(error)) from error
    finally:
        connection.close()
    if as_json:
        click.echo(json.dumps(asdict(answer), ensure_ascii=False))
        return 0
    if out is not None:
        listing.write(workspace, out, f"Nơi viện dẫn {code}", _HEADINGS, list(_mentions(answer)))
    elif answer.documents or answer.unresolved:
        _print(code, answer)
    else:
        say(f"{code}: not cited anywhere in this corpus")
    return 0


def _print(code: str, answer: Answer) -> None:
    if len(answer.documents) > 1:
        count = len(answer.documents) + answer.more
        click.echo(f"{code}: {count} văn bản khác nhau mang số này\n")
    for document in answer.documents:
        _show(document)
    if answer.more:
        say("there are more documents than are shown; narrow with --province or --year")
    if answer.unresolved:
        click.echo("Lượt viện dẫn chưa xác định được văn bản:")
        for left in answer.unresolved:
            reason = words.value("unresolved", left.reason)
            click.echo(f"  {reason}: {_about(left.citing)}: {_flat(left.citing.quote)}")
        if answer.more_unresolved:
            say("there are more mentions left open than are shown")


def _mentions(answer: Answer) -> Iterator[tuple[object, ...]]:
    """A line for each mention; what is left open says why in the place of the document."""
    for document in answer.documents:
        name = words.document_name(document.type, document.code)
        about = (name, document.date or document.year, document.issuer)
        yield from ((*about, *_told(citing)) for citing in document.cited_by)
    for left in answer.unresolved:
        reason = words.value("unresolved", left.reason)
        yield (f"{left.code or ''} ({reason})", left.date, left.issuer, *_told(left.citing))


def _told(citing: Citing) -> tuple[object, ...]:
    relation = words.value("relation", citing.relation) if citing.relation else ""
    quote = " ".join(citing.quote.split())
    return (relation, quote, citing.title, citing.published, citing.province, citing.site,
            citing.copies, citing.url)  # fmt: skip


def _show(document: Document) -> None:
    click.echo(words.document_name(document.type, document.code, document.subject))
    held = document.held
    lines = [
        ("ngày", document.date or (f"năm {document.year}" if document.year else None)),
        ("cơ quan ban hành", document.issuer),
        ("thuộc", document.jurisdiction),
        ("nay", "; ".join(_successors(document)) or None),
        ("về", document.subject),
        ("toàn văn", held and f"{held.title}, {held.attachment or 'trang'} <{held.url}>"),
    ]
    for name, value in lines:
        if value:
            click.echo(f"  {name}: {value}")
    _show_others("đã được sửa đổi, thay thế bởi", document.changed_by)
    click.echo(f"  được viện dẫn trong {document.works} tin, văn bản:")
    for _, mentions in itertools.groupby(document.cited_by, key=lambda citing: citing.work):
        listed = list(mentions)
        click.echo(f"    - {_about(listed[0])}")
        for citing in listed:
            click.echo(f"        {_relation(citing.relation)}{_flat(citing.quote)}")
    if (left := document.works - len({citing.work for citing in document.cited_by})) > 0:
        click.echo(f"    … và {left} tin, văn bản khác")
    _show_others("viện dẫn", document.cites)
    click.echo("")


def _successors(document: Document) -> Iterator[str]:
    """Who has taken over from the body and the province that gave the number."""
    named = bodies_in(document.issuer or "", document.jurisdiction, document.date)
    body = named[0].key if named else body_of_symbol((document.code or "").partition("/")[2])
    return remarks.successors(body, document.jurisdiction, tasks.today())


def _show_others(label: str, others: Sequence[Cited]) -> None:
    if others:
        click.echo(f"  {label}:")
    for other in others:
        name = words.document_name(other.type, other.code)
        click.echo(f"    - {name}  {_relation(other.relation)}{_flat(other.quote)}")


def _about(citing: Citing) -> str:
    copies = f"{citing.copies} nơi đăng" if citing.copies > 1 else None
    parts = (citing.published, citing.province, citing.site, copies)
    return f"{citing.title} ({', '.join(part for part in parts if part)})"


def _relation(relation: str | None) -> str:
    return f"[{words.value('relation', relation)}] " if relation else ""


def _flat(quote: str) -> str:
    return "“" + " ".join(quote.split()) + "”"
