"""The command `vanban`: data to standard output, all else to standard error.

Exit status: 0 all done; 1 done, but something new failed that standard error names; 2 wrong use,
told in one line.
"""

from __future__ import annotations

import errno
import importlib
import os
import sqlite3
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import click

from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

_DISK = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
                   sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN})  # fmt: skip
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES,
                      errno.EPERM, errno.EIO})  # fmt: skip

# In the order of the work, which is the order of `vanban --help`.
COMMANDS = {
    "demo": ("pipeline.commands.demo", "The whole way on the bundled sample portals."),
    "sites": ("pipeline.commands.sites", "The registry: list, show, add, check."),
    "crawl": ("pipeline.commands.crawl", "Fetch what is new or due into the archive."),
    "ingest": ("pipeline.commands.ingest", "Take local files as notices."),
    "extract": ("pipeline.commands.extract", "Read and extract what is stale."),
    "run": ("pipeline.commands.run", "Crawl, extract, publish, status: the nightly job."),
    "read": ("pipeline.commands.read", "Print the notice that a page gives."),
    "facts": ("pipeline.commands.facts", "Print the facts of texts, pages or attachments."),
    "search": ("pipeline.commands.search", "Full text, with or without diacritics."),
    "cite": ("pipeline.commands.cite", "A document by its number: what it is, who cites it."),
    "check": ("pipeline.commands.check", "The citations of a draft against the corpus."),
    "tasks": ("pipeline.commands.tasks", "What is to be done by whom and when, and its state."),
    "register": ("pipeline.commands.register", "The numbers of an agency: held, cited, not seen."),
    "review": ("pipeline.commands.review", "Judge facts: right, wrong, corrected; make gold."),
    "digest": ("pipeline.commands.digest", "What is new for a search, a document, an agency."),
    "coverage": ("pipeline.commands.coverage", "How much is known, beside what was crawled."),
    "export": ("pipeline.commands.export", "Every table as Parquet, CSV, XLSX, JSON Lines, spaCy."),
    "status": ("pipeline.commands.status", "Each site: last visit, new, failed, stale, why."),
    "ack": ("pipeline.commands.ack", "Silence a site's problem until a day."),
    "forget": ("pipeline.commands.forget", "A notice taken out of everything, for good."),
    "backup": ("pipeline.commands.backup", "All that cannot be made again, in one file."),
    "restore": ("pipeline.commands.restore", "A new data folder from a backup."),
    "serve": ("pipeline.commands.serve", "The web pages."),
    "evaluate": ("pipeline.commands.evaluate", "Precision, recall, F1 for each kind of fact."),
}


class Commands(click.Group):
    """Imports a command's module only when it is called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the commands in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and give one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a reader that goes away (`vanban search … | head`) is no error."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # what is left in the buffer goes nowhere
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table above, without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("vanban"), prog_name="vanban")
@click.option("--data", metavar="DIR", help="Data folder (default: data/, or VANBAN_DATA).")
@click.pass_context
def cli(ctx: click.Context, data: str | None) -> None:
    """Vietnamese administrative portals as a database to search and count.

    Start with `vanban demo`; then `vanban search "dong thap"`.
    """
    ctx.obj = data


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    try:
        status = cli.main(args=arguments, prog_name="vanban", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped; the same command goes on from here", err=True)
        return 130
    except (click.ClickException, ConfigError, sqlite3.OperationalError, OSError) as error:
        message = _one_line(error)
        if message is None:  # a bug of ours: the traceback says where
            raise
        click.echo(message, err=True)
        return 2
    return status if isinstance(status, int) else 0


def _one_line(error: Exception) -> str | None:
    """Give what a person did wrong, or what the disk refuses, in one line; None for a bug."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    name, message = "vanban", str(error)
    if isinstance(error, click.ClickException):
        where = getattr(error, "ctx", None)
        name = where.command_path if where is not None else name
        message = error.format_message()
    elif isinstance(error, sqlite3.OperationalError):
        if error.sqlite_errorcode & 0xFF not in _DISK:  # the low byte is the kind of error
            return None
        message = f"{error}: is the disk full, read-only or in use by another?"
    elif isinstance(error, OSError):
        if error.errno not in _NO_ROOM:
            return None
        message = f"{error.filename or 'cannot write'}: {error.strerror}"
    return f"{name}: {' '.join(message.split())}"


if __name__ == "__main__":
    sys.exit(main())
