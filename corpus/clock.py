"""Queries that end when their time is over, with the rows up to then."""

from __future__ import annotations

import itertools
import os
import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class _Alarms:
    """Rings at given moments, from one thread for all: to start one takes as long as a query."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew: a forked process has the alarms and not the thread."""
        self._turn = threading.Condition()
        self._put: dict[int, tuple[float, Callable[[], object]]] = {}
        self._names = itertools.count()
        self._wakes: float | None = None  # None: there is no thread yet

    def put(self, moment: float, ring: Callable[[], object]) -> int:
        """Have `ring` called at a moment of `time.monotonic`; gives what takes that back."""
        with self._turn:
            name = next(self._names)
            self._put[name] = moment, ring
            if self._wakes is None:
                threading.Thread(target=self._keep, daemon=True, name="vanban-alarms").start()
                self._wakes = moment
            elif moment < self._wakes:
                self._turn.notify()
        return name

    def take(self, name: int) -> None:
        """Take an alarm back: it does not ring from now on."""
        with self._turn:
            self._put.pop(name, None)

    def _keep(self) -> None:
        with self._turn:
            while True:
                now = time.monotonic()
                due = [name for name, (moment, _) in self._put.items() if moment <= now]
                for name in due:
                    with suppress(sqlite3.ProgrammingError):  # it is closed already
                        self._put.pop(name)[1]()
                self._wakes = min((m for m, _ in self._put.values()), default=float("inf"))
                self._turn.wait(min(self._wakes - now, threading.TIMEOUT_MAX))


_alarms = _Alarms()
os.register_at_fork(after_in_child=_alarms.forget)


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
        connection.set_progress_handler(lambda: int(self.is_over()), 2000)
        alarm = _alarms.put(self._end, connection.interrupt)
        try:
            yield
        finally:
            _alarms.take(alarm)  # what the connection is at from now on is not ours
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
