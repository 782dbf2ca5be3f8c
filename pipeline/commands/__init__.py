"""The commands of `vanban`, one module each, and the options they share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable


def vanban(name: str, example: str) -> Callable[[Callable[..., int | None]], click.Command]:
    """Make a click command that takes `--data` and whose help ends with an example.

    The function gets the Workspace as its first argument and gives the exit status (None is 0).
    """

    def decorate(function: Callable[..., int | None]) -> click.Command:
        @click.pass_context
        def call(ctx: click.Context, /, data: str | None, **options: Any) -> int | None:  # noqa: ANN401  (click's own)
            return function(workspace(ctx, data), **options)

        call.__doc__ = function.__doc__
        call.__click_params__ = list(getattr(function, "__click_params__", []))  # type: ignore[attr-defined]
        made = click.command(name, epilog=f"Example:  {example}")(call)
        made.params.append(
            click.Option(["--data"], metavar="DIR", help="Data folder (default: data/).")
        )
        return made

    return decorate


def workspace(ctx: click.Context, data: str | None) -> Workspace:
    """Give the data folder: the option after the command, else before it, else VANBAN_DATA."""
    before = ctx.find_root().obj
    return Workspace(Path(data or before or os.environ.get("VANBAN_DATA") or "data"))


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


def iso_day(_ctx: click.Context, _parameter: click.Parameter, value: Any) -> str | None:  # noqa: ANN401
    """Give the ISO day of a click.DateTime, for `callback=`."""
    return None if value is None else value.date().isoformat()


def a_province(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Give a province's name as written, for `callback=`; refuse what names none."""
    from extractors.provinces import province_of  # noqa: PLC0415  (`--help` need not read it)

    if value is not None and province_of(value) is None:
        raise click.BadParameter(f"{value!r} is no province, neither before nor since 1/7/2025")
    return value


JSON = click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
