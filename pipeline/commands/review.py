"""`vanban review`: what people judge of facts, kept beside the corpus and never made again."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus import database, review_gold, reviews
from corpus.reviews import Review, ReviewError
from pipeline import listing
from pipeline.commands import JSON, vanban
from pipeline.console import say, table
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    import sqlite3

    from pipeline.workspace import Workspace


_HEADINGS = ("fact", "kind", "verdict", "corrections", "status", "note", "state", "quote")


@vanban("review", "vanban review 1f0c…9a --correct deadline=2024-04-15 --note 'xem phụ lục'")
@click.argument("fact", required=False, metavar="FACT_ID")
@click.option("--right", is_flag=True, help="The fact is as it should be.")
@click.option("--wrong", is_flag=True, help="There is no such fact in the text.")
@click.option("--correct", "corrections", multiple=True, metavar="FIELD=VALUE",
              help="What a field should be; empty for none. As often as needed.")  # fmt: skip
@click.option("--status", help=f"Of a recommendation: {', '.join(reviews.STATUSES)}.")
@click.option("--note", help="Whatever else is to be remembered.")
@click.option("--list", "listed", is_flag=True, help="The judgements, in order.")
@click.option("--ask-again", is_flag=True, help="With --list: only those whose fact changed.")
@click.option("--to-gold", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT.jsonl",
              help="Write the judged texts with all their facts as gold.")  # fmt: skip
@listing.to_file
@JSON
def command(
    workspace: Workspace,
    fact: str | None,
    *,
    right: bool,
    wrong: bool,
    corrections: tuple[str, ...],
    status: str | None,
    note: str | None,
    listed: bool,
    ask_again: bool,
    to_gold: Path | None,
    out: Path | None,
    as_json: bool,
) -> int:
    """Judge a fact by its id (`vanban tasks --json`, the web pages), list judgements, make gold.

    The id of a notice or attachment judges its text as a whole: --right says that no fact is
    missing in it. A fact that only moved keeps its judgement; one that changed is "hỏi lại".
    """
    if sum((fact is not None, listed, to_gold is not None)) != 1:
        raise ConfigError("review: one of FACT_ID, --list and --to-gold OUT.jsonl")
    judging = fact is not None
    if not judging and (right or wrong or corrections or status or note):
        raise ConfigError("review: a judgement needs a FACT_ID")
    if out is not None and not listed:
        raise ConfigError("review: --out goes with --list")
    if ask_again and not listed:
        raise ConfigError("review: --ask-again goes with --list")
    held = workspace.existing()
    path = held.folder / "reviews.db"
    with (
        closing(database.open_corpus(held.corpus, create=False)) as corpus,
        closing(reviews.open_reviews(path, create=judging)) as judged,
    ):
        if fact is not None:
            if right and wrong:
                raise ConfigError("review: right or wrong, not both")
            verdict = "right" if right else "wrong" if wrong else None
            try:
                told = reviews.judge(judged, corpus, fact, verdict=verdict, status=status,
                                     corrections=_fields(corrections), note=note)  # fmt: skip
            except ReviewError as error:
                raise ConfigError(f"review: {error}") from error
            _show([told], as_json=as_json)
        elif to_gold is not None:
            _write_gold(judged, corpus, to_gold)
        else:
            found = reviews.listed(judged, corpus, ask_again=ask_again)
            if out is not None:
                listing.write(workspace, out, "Nhận xét", _HEADINGS, [_cells(r) for r in found])
            else:
                _show(found, as_json=as_json)
    return 0


def _fields(told: tuple[str, ...]) -> dict[str, str]:
    fields = {}
    for one in told:
        name, equals, value = one.partition("=")
        if not equals:
            raise ConfigError(f"review: --correct {one[:60]!r}: FIELD=VALUE")
        fields[name.strip()] = value
    return fields


def _show(found: list[Review], *, as_json: bool) -> None:
    if as_json:
        for one in found:
            click.echo(json.dumps(asdict(one), ensure_ascii=False))
        return
    table(_HEADINGS, [(*cells[:-1], str(cells[-1])[:100]) for cells in map(_cells, found)])


def _cells(one: Review) -> tuple[object, ...]:
    return (one.now or one.fact, one.kind, one.verdict, _values(one), one.status,
            " ".join((one.note or "").split()), one.state, " ".join(one.quote.split()))  # fmt: skip


def _values(review: Review) -> str:
    return "; ".join(f"{name}={value}" for name, value in review.corrections.items())


def _write_gold(judged: sqlite3.Connection, corpus: sqlite3.Connection, out: Path) -> None:
    found = review_gold.gold(judged, corpus)
    try:
        folder = review_gold.write(found, out)
    except OSError as error:
        raise ConfigError(f"{out}: {error.strerror or error}") from error
    for one in found:
        missing = f"{one.left} facts not judged" if one.left else "not judged as a whole"
        say(f"{one.id}: {'complete' if one.complete else f'not complete: {missing}'}")
    say(f"{len(found)} texts in {out}, their words in {folder}")
