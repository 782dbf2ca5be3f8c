"""Jobs done in order, here or by several processes: a process pool here, Dask's on a cluster."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from corpus import bulk
from corpus.records import Problem
from pipeline import engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pipeline.engine import Job, Source

_CHUNK = 8  # jobs handed to a process at a time
_AHEAD = 64 * _CHUNK  # jobs that are read before their readings are asked for, at most
_Made = TypeVar("_Made")


class Rows(NamedTuple):
    """A notice read and made into rows at once; `links` are the addresses of its files."""

    prepared: bulk.Prepared
    links: tuple[str, ...]


def rows(job: Job, source: Source) -> Rows | Problem:
    """Read one notice as `engine.read` does, for a corpus that holds nothing of it."""
    reading = engine.read(job, source)
    if isinstance(reading, Problem):
        return reading
    prepared = bulk.prepare(replace(reading, read_from=job.state()))
    links = tuple(attached.attachment.url for attached in reading.attachments)
    return Rows(prepared, links)


@contextmanager
def done(
    work: Callable[[Job, Source], _Made], jobs: Iterable[Job], source: Source, processes: int
) -> Iterator[Iterator[_Made]]:
    """Give what `work` makes of the jobs, in their order; with one process, here."""
    listed = list(jobs)
    engine.refresh()
    source.recogniser()  # what it lacks is told before anything is read
    if processes <= 1 or len(listed) < 2 * _CHUNK:
        yield (work(job, source) for job in listed)
        return
    with ProcessPoolExecutor(processes, initializer=_live_with_parent) as pool:
        try:
            yield _done_by(pool, work, listed, source)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # Ctrl-C waits for nothing more


def _done_by(
    pool: ProcessPoolExecutor,
    work: Callable[[Job, Source], _Made],
    jobs: list[Job],
    source: Source,
) -> Iterator[_Made]:
    """Read some hundred jobs at a time: readings that nobody took yet fill the memory."""
    for at in range(0, len(jobs), _AHEAD):
        some = jobs[at : at + _AHEAD]
        yield from pool.map(work, some, [source] * len(some), chunksize=_CHUNK)


def _live_with_parent() -> None:
    """Leave Ctrl-C to the parent, and end with it, however it ends: `kill -9` leaves no orphan."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
