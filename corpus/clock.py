"""Queries that end when their time is over, with the rows up to then."""

from __future__ import annotations

import sqlite3
import time
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
