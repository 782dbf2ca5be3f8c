"""One desk for all walks of a process: who computes sits at it, who waits has left it.

Python computes in one thread at a time anyway. Where a hundred threads ask for that turn at once,
each answer waits for all of them in the middle of its reading, and a hundred parsed pages lie in
memory; so a walk keeps the desk from one wait to the next.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Desk:
    """A lock that knows how many hold it or wait for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._changed = threading.Condition(threading.Lock())
        self._wanted = 0

    def take(self) -> None:
        with self._changed:
            self._wanted += 1
        self._lock.acquire()

    def leave(self) -> None:
        self._lock.release()
        with self._changed:
            self._wanted -= 1
            if not self._wanted:
                self._changed.notify_all()

    def wait_until_free(self, longest: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self._wanted, longest)


_desk = _Desk()
_local = threading.local()


@contextmanager
def seated() -> Iterator[None]:
    """Hold the desk inside the `with`, less what is done `away` from it."""
    _desk.take()
    try:
        _local.seated = True
        yield
    finally:
        _local.seated = False
        _desk.leave()


@contextmanager
def away() -> Iterator[None]:
    """Leave the desk to others while this thread waits; nothing changes for one that has none."""
    if not getattr(_local, "seated", False):
        yield
        return
    _local.seated = False
    _desk.leave()
    try:
        yield
    finally:
        _desk.take()
        _local.seated = True


def wait_until_free(longest: float) -> None:
    """Wait, away from the desk, until nobody wants it, or so many seconds."""
    _desk.wait_until_free(longest)
