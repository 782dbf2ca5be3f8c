"""`vanban tasks`: what was recommended to whom, by when, and what is known of it since."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from corpus import database, reviews, tasks
from corpus.web import words
from pipeline import listing
from pipeline.commands import DAY, JSON, a_province, iso_day, vanban
from pipeline.console import say, table

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.workspace import Workspace

_SHORT = {"soon": tasks.SOON, "ahead": tasks.NOT_YET, "overdue": tasks.OVERDUE,
          "followed": tasks.FOLLOWED, "undated": tasks.NO_DEADLINE}  # fmt: skip
_PASSAGE = 160  # characters shown


def _state(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is None or value in tasks.STATES:
        return value
    if value not in _SHORT:
        short = ", ".join(_SHORT)
        raise click.BadParameter(f"{value!r}: one of {short}, or the state's own words")
    return _SHORT[value]


def _with(row: tasks.TaskRow, judged: reviews.Review | None, number: int) -> tasks.TaskRow:
    if judged is None:
        return replace(row, number=number)
    corrected = tuple(
        f"sửa {words.column(name).lower()}: {words.value(name, told or None) or 'bỏ trống'}"
        for name, told in judged.corrections.items()
    )
    return replace(
        row, number=number, reviewed=judged.status, note=judged.note, corrected=corrected
    )


@vanban("tasks", 'vanban tasks --agency "Sở Nội vụ" --state overdue')
@click.option("--agency", help="Who is to act or to help: by name, or by code (SNV).")
@click.option("--province", callback=a_province, help="Old or new name.")
@click.option("--state", callback=_state, help=f"{', '.join(_SHORT)}, or the words of the state.")
@click.option("--from", "since", type=DAY, callback=iso_day, help="Due on this day or later.")
@click.option("--to", "until", type=DAY, callback=iso_day, help="Due on this day or before.")
@click.option("--as-of", type=DAY, callback=iso_day, help="As it stood on this day (today).")
@click.option("--kind", type=click.Choice(tasks.KINDS), default="task", show_default=True,
              help="Commitments and targets in figures are lists of their own.")  # fmt: skip
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True)
@listing.to_file
@JSON
def command(
    workspace: Workspace,
    *,
    agency: str | None,
    province: str | None,
    state: str | None,
    since: str | None,
    until: str | None,
    as_of: str | None,
    kind: str,
    limit: int,
    out: Path | None,
    as_json: bool,
) -> int:
    """List what is to be done, what is due next first, with the state that the corpus can know.

    One row a directive, however many pages tell it. A later passage may be the result, and never
    proves it: read it. What `vanban review` keeps of a task is shown beside its state; a fact
    judged wrong is no task.
    """
    filters = tasks.TaskFilters(agency, province, state, since, until, (kind,))
    held = workspace.existing()
    with closing(database.open_corpus(held.corpus, create=False)) as connection:
        judged = reviews.of_facts(held.folder / "reviews.db", connection)
        wrong = {fact for fact, one in judged.items() if one.verdict == "wrong"}
        found = tasks.rows(connection, filters, as_of, limit=limit + 1 + len(wrong))
    left = [row for row in found if row.fact not in wrong]
    if len(left) < len(found):
        say(f"left out as judged wrong: {len(found) - len(left)}")
    found = [_with(row, judged.get(row.fact), at) for at, row in enumerate(left, 1)]
    if not found:
        say(f"no {kind} fits")
    if len(found) > limit:
        say(f"there are more than {limit}; narrow, or --limit N")
    if as_json:
        for row in found[:limit]:
            click.echo(json.dumps(asdict(row), ensure_ascii=False))
        return 0
    cells = [row.cells() for row in found[:limit]]
    if out is not None:
        listing.write(workspace, out, "Nhiệm vụ và thời hạn", tasks.COLUMNS, cells)
        return 0
    table(tasks.COLUMNS, cells)
    for row in found[:limit]:
        for passage in row.results:
            quote = " ".join(passage.quote.split())[:_PASSAGE]
            say(f"{row.number}: {passage.day} {passage.title}: “{quote}” ({passage.score})")
    return 0
