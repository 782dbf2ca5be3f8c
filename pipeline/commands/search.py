"""`vanban search`: full text, with or without diacritics."""

from __future__ import annotations

import itertools
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.text import Text

from corpus import database
from corpus.coverage import YEARS
from corpus.search import Counted, Filters, QueryError, search
from corpus.web.words import AREAS
from pipeline import listing
from pipeline.commands import DAY, JSON, a_province, iso_day, vanban
from pipeline.console import say
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from corpus.search import Facet, Hit
    from pipeline.workspace import Workspace


@vanban("search", 'vanban search "dong thap" --year 2024 --genre news')
@click.argument("query")
@click.option(
    "--province", callback=a_province, help="Old or new name, with or without diacritics."
)
@click.option("--agency", help='A body, as "Sở Nội vụ" or SNV.')
@click.option(
    "--genre", type=click.Choice(["document", "document_page", "news", "report", "other"])
)
@click.option("--year", type=click.IntRange(1945, 2100), help="Year of publication.")
@click.option("--from", "since", type=DAY, callback=iso_day, help="Published on this day or later.")
@click.option("--to", "until", type=DAY, callback=iso_day, help="Published on this day or before.")
@click.option("--area", type=click.Choice(list(AREAS)), help="Area of the reform.")
@click.option("--site", help="Only this site.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--facets", is_flag=True, help="Count what is found by province, year, genre ...")
@click.option("--units", type=click.Choice(["63", "34"]), default="34", show_default=True,
              help="With --facets: provinces as before or since 1/7/2025.")  # fmt: skip
@click.option("--year-of", type=click.Choice(YEARS), default="published", show_default=True,
              help="With --facets: whose year is counted.")  # fmt: skip
@listing.to_file
@JSON
def command(
    workspace: Workspace,
    query: str,
    *,
    limit: int,
    facets: bool,
    units: str,
    year_of: str,
    out: Path | None,
    as_json: bool,
    **given: object,
) -> int:
    """Search titles, texts and attachments; each publication once, best first.

    Words without diacritics find those with them; "a phrase in quotes", beginnings of three letters
    or more with *, NOT word. A number finds its document in any spelling: 771/KH-UBND, kh 771.
    With --facets and --json the last line is an object with the counts.
    """
    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        if given["site"] is not None:
            _refuse_unknown(connection, str(given["site"]))
        filters = Filters(**given)  # type: ignore[arg-type]
        results = search(connection, query, filters, limit=limit, with_facets=facets,
                         counted=Counted(int(units), year_of))  # fmt: skip
    except QueryError as error:
        raise ConfigError(str(error)) from error
    finally:
        connection.close()
    if out is not None:
        listing.write(workspace, out, f"Kết quả tìm: {query}", _HEADINGS, _rows(results.hits))
    for hit in results.hits if out is None else ():
        if as_json:
            click.echo(json.dumps(asdict(hit), ensure_ascii=False))
        else:
            _show(hit)
    if facets and as_json:
        click.echo(json.dumps({"facets": list(map(asdict, results.facets))}, ensure_ascii=False))
    elif facets:
        _show_facets(results.facets)
    bound = "at least " if results.more else ""
    late = "; stopped after 1 s" if results.interrupted else ""
    say(f"{len(results.hits)} of {bound}{results.found} publications found{late}")
    return 0


def _refuse_unknown(connection: sqlite3.Connection, site: str) -> None:
    if not connection.execute("SELECT 1 FROM sites WHERE name = ?", (site,)).fetchone():
        raise QueryError(f"--site {site}: no site of that name; `vanban status` lists them")


def _rows(hits: Sequence[Hit]) -> list[tuple[object, ...]]:
    return [
        (n, h.title, h.published, h.province_then, h.genre, h.site, h.copies,
         " ".join(h.passage.split()), h.url)
        for n, h in enumerate(hits, 1)
    ]  # fmt: skip


def _show(hit: Hit) -> None:
    console = Console(highlight=False, soft_wrap=True)
    where = " · ".join(
        part
        for part in (
            hit.published or "không rõ ngày",
            hit.province_then,
            hit.genre,
            hit.site,
            f"{hit.copies} nơi đăng" if hit.copies > 1 else None,
            f"tệp {hit.attachment}" if hit.attachment else None,
            f"trang đã gỡ từ {hit.withdrawn[:10]}" if hit.withdrawn else None,
        )
        if part
    )
    console.print(Text(hit.title, style="bold"))
    console.print(Text(f"  {where}", style="dim"))
    passage = Text("  " + hit.passage.replace("\n", " "))
    for start, end in hit.marks:
        passage.stylize("bold yellow", start + 2, end + 2)
    console.print(passage)
    console.print(Text(f"  {hit.url}", style="blue"))


_HEADINGS = (
    "STT",
    "Tiêu đề",
    "Ngày đăng",
    "Tỉnh",
    "Loại",
    "Trang",
    "Nơi đăng",
    "Đoạn trích",
    "Liên kết",
)
_FIELDS = {"province": "tỉnh", "year": "năm", "genre": "loại tin", "area": "lĩnh vực",
           "site": "trang", "agency": "cơ quan ban hành văn bản được nêu"}  # fmt: skip


def _show_facets(facets: Sequence[Facet]) -> None:
    for field, counted in itertools.groupby(facets, key=lambda facet: facet.field):
        values = (
            f"{facet.value or 'không rõ'} {'≥ ' if facet.more else ''}{facet.works}"
            for facet in counted
        )
        click.echo(f"{_FIELDS[field]}: {' · '.join(values)}")
