"""Whose turn it is at a machine: one request at a time, and a pause between two."""

from __future__ import annotations

import random
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapers.desk import away
from scrapers.status import FetchError, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_EASE = 30.0  # seconds
_SPREAD = 32  # a part of a pause that chance may add; more would cost pages


@dataclass(slots=True)
class _Queue:
    lock: threading.Lock = field(default_factory=threading.Lock)
    last_end: float | None = None  # monotonic, as all times here: a clock set anew hurries nobody
    held_until: float = 0.0
    latency: float = 0.0  # of its last answer


class Turns:
    """One turn at a time for each machine, and never one sooner than its pause after the last.

    A machine is named by its address: hosts that share one share its turns. The pause is counted
    from the end of an answer, so it sees at least as much between two requests, and a little more,
    by chance: machines that are asked alike do not fall into step. One that answers late is given
    `ease` times as long as it took, up to half a minute. `stop` ends every wait.
    """

    def __init__(self, stop: threading.Event, ease: float = 0.0) -> None:
        self.stop = stop
        self._ease = ease
        self._lock = threading.Lock()
        self._queues: dict[str, _Queue] = {}

    @contextmanager
    def turn(self, machine: str, pause: float) -> Iterator[None]:
        """Wait for a turn at the machine and hold it; raise FetchError stopped at the run's end."""
        queue = self._queue(machine)
        with _held(queue.lock):
            ready = queue.held_until
            if queue.last_end is not None:
                eased = min(self._ease * queue.latency, _LONGEST_EASE)
                ready = max(ready, queue.last_end + spread(max(pause, eased)))
            self._sleep_until(ready)
            try:
                yield
            finally:
                queue.last_end = time.monotonic()

    def hold(self, machine: str, seconds: float) -> None:
        """Leave the machine alone for so long from now."""
        queue = self._queue(machine)
        queue.held_until = max(queue.held_until, time.monotonic() + seconds)

    def took(self, machine: str, seconds: float) -> None:
        """Keep how long a machine took to begin its answer."""
        self._queue(machine).latency = seconds

    def _queue(self, machine: str) -> _Queue:
        with self._lock:
            return self._queues.setdefault(machine, _Queue())

    def _sleep_until(self, ready: float) -> None:
        while not self.stop.is_set():
            left = ready - time.monotonic()
            if left <= 0:
                return
            with away():
                self.stop.wait(left)
        raise FetchError(Status.STOPPED)


def spread(pause: float) -> float:
    """Give a pause, or up to 3 % more, never less.

    >>> 2.0 <= spread(2.0) <= 2.0625
    True
    """
    return pause * (1 + random.random() / _SPREAD)  # noqa: S311  (nothing is to be kept secret)


@contextmanager
def _held(lock: threading.Lock) -> Iterator[None]:
    """Hold a lock inside the `with`; the desk is left to others while it is waited for."""
    if not lock.acquire(blocking=False):
        with away():
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Give the seconds that a Retry-After header asks for, in either of its forms.

    >>> retry_after("120")
    120.0
    >>> retry_after("Wed, 15 Nov 2023 08:00:30 GMT", datetime(2023, 11, 15, 8, tzinfo=UTC))
    30.0
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - (now or datetime.now(UTC))).total_seconds())
