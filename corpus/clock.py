"""Queries that end when their time is over, with the rows up to then."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(slots=True)
class Clock:
    """Stops SQLite when the time is over; `rang` says that it did."""

    seconds: float
    rang: bool = False
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        self._end = time.monotonic() + self.seconds

    def is_over(self) -> bool:
        """Give whether the time is over."""
        return time.monotonic() > self._end

    @contextmanager
    def stopping(self, connection: sqlite3.Connection) -> Iterator[None]:
        """End what SQLite is at within the block when the time is over.

        The progress handler is asked between steps of a query; a single step of the full-text
        index may take long, and only an interrupt ends that one.
        """
        is_left, turn = False, threading.Lock()

        def ring() -> None:
            with turn:
                if not is_left:  # what the connection is at then is not ours
                    connection.interrupt()

        timer = threading.Timer(max(0.0, self._end - time.monotonic()), ring)
        timer.daemon = True
        connection.set_progress_handler(lambda: int(self.is_over()), 2000)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with turn:
                is_left = True
            connection.set_progress_handler(None, 0)

    def rows(
        self, connection: sqlite3.Connection, sql: str, values: Iterable[object]
    ) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query, as many as come in time."""
        if self.rang:
            return
        try:
            yield from connection.execute(sql, tuple(values))
        except sqlite3.OperationalError as error:
            if "interrupt" not in str(error):
                raise
            self.rang = True
