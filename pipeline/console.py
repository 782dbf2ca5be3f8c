"""One way to show progress and to print tables: standard error and standard output."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Step(Protocol):
    """Counts the steps of one long piece of work."""

    def __call__(self, what: str = "", *, done: int = 1, total: int | None = None) -> None:
        """Say that `done` more steps are done, and what is at hand."""


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Step]:
    """Show a bar on a terminal, and a plain line now and then where there is none."""
    if sys.stderr.isatty():
        with _drawn(label, total) as draw:
            yield draw
        return
    count = 0

    def line(what: str = "", *, done: int = 1, total: int | None = None) -> None:
        nonlocal count
        del what, total
        before, count = count, count + done
        if count // 500 > before // 500:
            say(f"{label}: {count}")

    yield line
    say(f"{label}: {count} done")


@contextmanager
def _drawn(label: str, total: int | None) -> Iterator[Step]:
    from rich.console import Console  # noqa: PLC0415  (2 MB that a nightly job has no use for)
    from rich.progress import (  # noqa: PLC0415  (as above)
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    what_is_at_hand = TextColumn("{task.fields[what]}", markup=False)  # addresses hold brackets
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeElapsedColumn(), what_is_at_hand)  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total, what="")

        def draw(what: str = "", *, done: int = 1, total: int | None = None) -> None:
            if total is not None:
                bar.update(task, total=total)
            bar.update(task, advance=done, what=what[:60])

        yield draw


def say(text: str) -> None:
    """Tell a person something that is not data."""
    click.echo(text, err=True)


def table(headings: Sequence[str], rows: Sequence[Sequence[object]], title: str = "") -> None:
    """Print a table as data: drawn on a terminal, tab-separated where it goes to a file or pipe."""
    if not sys.stdout.isatty():
        click.echo("\t".join(headings))
        for row in rows:
            click.echo("\t".join(_cell(value).replace("\t", " ") for value in row))
        return
    from rich.console import Console  # noqa: PLC0415  (as above)
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(*headings, title=title or None, title_justify="left")
    for row in rows:
        drawn.add_row(*(Text(_cell(value)) for value in row))  # [Infographic] is no markup
    Console().print(drawn)


def rows_out(
    headings: Sequence[str], rows: Sequence[Sequence[object]], *, as_json: bool = False
) -> None:
    """Print rows as a table, or as a JSON object a line whose keys are the headings."""
    if not as_json:
        table(headings, rows)
        return
    keys = [heading.replace(" ", "_") for heading in headings]
    for row in rows:
        click.echo(json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False))


def _cell(value: object) -> str:
    return "" if value is None else str(value)
