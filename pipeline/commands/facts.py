"""`vanban facts`: the facts of texts, pages or attachments, a JSON object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import extractors
from pipeline.commands import DAY, FILE, a_province, iso_day, vanban
from pipeline.console import say
from pipeline.meta import Meta
from pipeline.meta import load as load_meta
from scrapers import local

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.workspace import Workspace


@vanban("facts", "vanban facts --published 2024-03-30 thong-bao.txt | jq .references")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--published", type=DAY, callback=iso_day, help="Day of publication of the files.")
@click.option("--province", callback=a_province, help="Province of the files.")
@click.option(
    "--meta",
    type=FILE,
    metavar="FILE.jsonl",
    help="published, province, title by id; wins over the two options above.",
)
@click.option("--with-text", is_flag=True, help="Add the text that the offsets count in.")
def command(
    _workspace: Workspace,
    files: tuple[Path, ...],
    published: str | None,
    province: str | None,
    meta: Path | None,
    *,
    with_text: bool,
) -> int:
    """Print the facts of texts, saved pages or attachments, a JSON object a line.

    `id` is the file's name without its ending. A file that cannot be read is named on standard
    error, the others are read all the same, and the exit status is 1.
    """
    known = load_meta(meta)
    failed = 0
    for path in files:
        about = known.get(path.stem, Meta(id=path.stem, published=published, province=province))
        try:
            notice = local.read(path, published=about.published, title=about.title)
        except local.Unreadable as problem:
            failed += 1
            say(f"{path}: {problem}")
            continue
        except OSError as error:
            failed += 1
            say(f"{path}: {error.strerror}")
            continue
        context = extractors.Context(notice.published, about.province, notice.title)
        facts = extractors.extract(notice.text, context)
        row: dict[str, object] = {
            "id": path.stem,
            "published": notice.published,
            "province": about.province,
        }
        row |= extractors.to_json(facts)
        if with_text:
            row["text"] = facts.text
        click.echo(json.dumps(row, ensure_ascii=False))
    return 1 if failed else 0
