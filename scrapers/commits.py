"""Many threads that each want something on the disk, and one that brings it there for all."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scrapers.desk import away

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scrapers.books import Entry


@dataclass(slots=True, eq=False)
class _Waiting:
    entry: Entry
    told: Any = None
    done: bool = False
    error: BaseException | None = None


class Commits:
    """Commits what comes in while a commit is under way together, in one, as the next.

    `commit` takes entries and gives what each tells, or raises: then none of them is kept, and
    each of their writers hears of it.
    """

    def __init__(self, commit: Callable[[list[Entry]], list[Any]]) -> None:
        self._commit = commit
        self._queue: list[_Waiting] = []
        self._queue_lock = threading.Lock()
        self._turn = threading.Lock()

    def submit(self, entries: Sequence[Entry]) -> list[Any]:
        """Give what each entry tells, once all of them are on the disk."""
        mine = [_Waiting(entry) for entry in entries]
        with self._queue_lock:
            self._queue += mine
        with away():
            self._turn.acquire()
        try:
            if not all(one.done for one in mine):
                self._commit_queue()
        finally:
            self._turn.release()
        for one in mine:
            if one.error is not None:
                raise one.error
        return [one.told for one in mine]

    def _commit_queue(self) -> None:
        with self._queue_lock:
            batch, self._queue = self._queue, []
        try:
            told = self._commit([one.entry for one in batch])
            for one, tells in zip(batch, told, strict=True):
                one.told = tells
        except BaseException as error:
            for one in batch:
                one.error = error
            raise
        finally:
            for one in batch:
                one.done = True
