"""`vanban check`: the citations of a draft against the corpus (soát viện dẫn)."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

import extractors
from corpus import database
from corpus.check import Checked, check
from corpus.task_rows import day_as_written
from pipeline import listing
from pipeline.commands import DAY, JSON, a_province, iso_day, vanban
from pipeline.console import say, table
from scrapers import local
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.workspace import Workspace

_HEADINGS = ("STT", "Viện dẫn", "Số, ký hiệu", "Ngày", "Kết luận", "Kho đang giữ", "Lưu ý")
_VERDICTS = {
    "found": "khớp",
    "in_doubt": "chưa rõ",
    "contradicted": "mâu thuẫn",
    "replaced": "đã bị thay thế",
    "unknown": "chưa có trong kho",
}


@vanban("check", 'vanban check du-thao-bao-cao.docx --province "Đồng Tháp" --out soat.xlsx')
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--province", callback=a_province, help="Whose draft it is.")
@click.option("--day", type=DAY, callback=iso_day, help="The draft's day (default: today).")
@listing.to_file
@JSON
def command(
    workspace: Workspace,
    file: Path,
    province: str | None,
    day: str | None,
    out: Path | None,
    *,
    as_json: bool,
) -> int:
    """Check each citation of a draft: found, in doubt, contradicted, replaced, or unknown here.

    Number, date and issuer decide; remarks tell of another subject, of bodies and provinces that
    have a successor, and of laws cited otherwise than required since 1/4/2025. Nothing is stored,
    and nothing says that a document is in force: only what this corpus holds.
    """
    if not file.is_file():  # a device or a pipe has no end
        raise ConfigError(f"{file}: not a file")
    try:
        notice = local.read(file)
    except local.Unreadable as problem:
        raise ConfigError(f"{file}: {problem}: no text can be read from this file") from problem
    except OSError as error:
        raise ConfigError(f"{file}: {error.strerror or error}") from error
    context = extractors.Context(notice.published, province, notice.title)
    facts = extractors.extract(notice.text, context)
    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        checked = check(connection, facts, province, day=day)
    finally:
        connection.close()
    if out is not None:
        listing.write(workspace, out, f"Soát viện dẫn: {file.name}", _HEADINGS, _report(checked))
    elif as_json:
        for row in checked:
            click.echo(json.dumps(dataclasses.asdict(row), ensure_ascii=False))
    else:
        table(_HEADINGS, _report(checked))
    if not checked:
        say(f"{file}: no citation of a document by its number, and of no law by its name")
    return 0


def _report(checked: Sequence[Checked]) -> list[tuple[object, ...]]:
    """The rows that an official reads and signs: everything in Vietnamese."""
    return [
        (
            n,
            _line(r.quote),
            r.code,
            r.date and day_as_written(r.date),
            _VERDICTS[r.verdict],
            r.held,
            "; ".join(r.remarks),
        )
        for n, r in enumerate(checked, 1)
    ]


def _line(quote: str) -> str:
    return " ".join(quote.split())
