"""Questions to the snapshot, asked in a thread of Datasette's and ended when they take too long."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any, TypeVar

from corpus.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Callable

_Answer = TypeVar("_Answer")


class TooLongError(Exception):
    """A question was not answered in time."""


async def ask(
    datasette: Any,  # noqa: ANN401  (Datasette has no types)
    question: Callable[[sqlite3.Connection], _Answer],
    seconds: float = 2.0,
) -> _Answer:
    """Give what `question` answers on a connection to the snapshot; rows come as tuples.

    TooLongError where SQLite is still at it after `seconds`; a question that sets a limit of its
    own (`corpus.search.search`) has that one.
    """

    def within(connection: sqlite3.Connection) -> _Answer:
        clock = Clock(seconds)
        factory, connection.row_factory = connection.row_factory, None
        connection.set_progress_handler(lambda: int(clock.is_over()), 2000)
        try:
            return question(connection)
        except sqlite3.OperationalError as error:
            if "interrupt" in str(error):
                raise TooLongError from error
            raise
        finally:
            connection.set_progress_handler(None, 0)
            connection.row_factory = factory

    answer: _Answer = await datasette.get_database().execute_fn(within)
    return answer
