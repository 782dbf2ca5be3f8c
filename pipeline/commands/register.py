"""`vanban register`: the numbers of an agency that are held, only cited, or never seen."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from corpus import database, register
from corpus.register import RegisterError
from pipeline import listing
from pipeline.commands import vanban
from pipeline.console import say, table
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from corpus.counters import Neighbour
    from corpus.register import Register, Row
    from pipeline.workspace import Workspace

_SHOWN = 12  # stretches of numbers in a line
_HEADINGS = ("Cơ quan", "Của", "Năm", "Loại", "Số, ký hiệu", "Tình trạng")


@vanban("register", 'vanban register SNV --province "Long An" --year 2024')
@click.argument("agency")
@click.option("--year", type=click.IntRange(1945, 2100), help="Only this year.")
@click.option("--province", help="Whose, where the name does not tell.")
@click.option("--type", "kind", help="Only this type of document: KH, QĐ, CV ...")
@listing.to_file
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(
    workspace: Workspace,
    agency: str,
    *,
    year: int | None,
    province: str | None,
    kind: str | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """Tell which numbers of an agency are held, which only cited, and which were never seen.

    AGENCY by name ("Sở Nội vụ", "UBND huyện Cần Giuộc") or code (SNV). The highest number is the
    least that was issued. Days that do not rise with the numbers are named with their neighbours.
    """
    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        found = register.register(connection, agency, year=year, province=province, type=kind)
    except RegisterError as error:
        raise ConfigError(str(error)) from error
    finally:
        connection.close()
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
        return 0
    if not found.rows:
        say(f"{agency}: no number of it is known in this corpus")
    if out is not None:
        listing.write(workspace, out, f"Sổ văn bản: {agency}", _HEADINGS, list(_numbers(found)))
        return 0
    _show(found)
    return 0


def _numbers(found: Register) -> Iterator[tuple[object, ...]]:
    """A line for each number that is held or cited, and for each stretch that nobody saw."""
    for row in found.rows:
        about = (row.agency, row.jurisdiction, row.period, _types(row))
        yield from ((*about, code, "có toàn văn") for code in row.held)
        yield from ((*about, code, "chỉ được viện dẫn") for code in row.cited)
        for first, last in row.missing:
            yield (*about, str(first) if first == last else f"{first}-{last}", "chưa thấy")


def _show(found: Register) -> None:
    table(
        ["Của", "Năm", "Loại", "Có toàn văn", "Chỉ được viện dẫn", "Chưa thấy",
         "Ít nhất đã ban hành"],
        [
            [row.jurisdiction, row.period, _types(row), len(row.held), len(row.cited),
             row.never_seen, row.highest]
            for row in found.rows
        ],
    )  # fmt: skip
    for row in found.rows:
        click.echo(f"\n{row.agency}, {row.jurisdiction}, {row.period}, {_types(row)}")
        for name, codes in (("có toàn văn", row.held), ("chỉ được viện dẫn", row.cited)):
            if codes:
                click.echo(f"  {name}: {', '.join(codes)}")
        if row.missing:
            click.echo(f"  chưa thấy: {_stretches(row)}")
        for outlier in row.outliers:
            fits = f"; hợp với các số năm {outlier.fits_year}" if outlier.fits_year else ""
            click.echo(f"  ngày không thuận với số: {outlier.code} ngày {outlier.date}, "
                       f"giữa {_near(outlier.before)} và {_near(outlier.after)}{fits}")  # fmt: skip
    for counter in found.counters:
        click.echo(f"\n{counter.where}: {' và '.join(counter.types)}: {counter.verdict}")
        for line in counter.evidence:
            click.echo(f"  {line}")
    if found.placeless:
        say(f"{found.placeless} documents of such a body are left out: nobody tells whose they are")


def _types(row: Row) -> str:
    return "+".join(row.types) + (" (có năm trong số)" if row.normative else "")


def _stretches(row: Row) -> str:
    shown = [f"{a}" if a == b else f"{a}-{b}" for a, b in row.missing[:_SHOWN]]
    more = len(row.missing) - len(shown)
    return ", ".join(shown) + (f" … và {more} khoảng khác" if more else "")


def _near(neighbour: Neighbour | None) -> str:
    return f"{neighbour.code} ({neighbour.date})" if neighbour else "không có số nào"
