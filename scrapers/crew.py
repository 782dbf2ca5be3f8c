"""The processes of a crawl, as the one that owns the data folder sees them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from dataclasses import dataclass, field
from multiprocessing import Pipe
from typing import TYPE_CHECKING, Any

from scrapers.link import Said, Start
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from scrapers.books import Entry
    from scrapers.report import Bounds, Progress, SiteReport
    from scrapers.rounds import Group, Listener
    from scrapers.settings import Settings
    from scrapers.site import Site
    from scrapers.store import Store

_LOSSES = 5  # processes that may be lost in a run before it is ended
_PATIENCE = 30.0  # seconds for a process to end once it is told to


@dataclass(slots=True, eq=False)
class _Worker:
    """A process, the pipe to it, and what it has been given and not yet reported."""

    process: subprocess.Popen[bytes]
    pipe: Connection
    given: dict[str, Site] = field(default_factory=dict)
    asks_verdict: int | None = None  # the number of its question
    done: bool = False
    sending: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, number: int, what: object) -> None:
        """Answer a question; number 0 asks it to stop. A process that is gone hears nothing."""
        with self.sending:
            try:
                self.pipe.send((number, what))
            except OSError:
                return


class Crew:
    """Parts groups of hosts between processes, and writes what they find; the only writer.

    A process asks for a group when a thread of it is free; hosts that share an address are in one
    group, so that their delays are counted in one place. What it finds it sends here, and goes on
    when that is on the disk. A process that is lost is replaced, and its sites begun again where
    crawl.db left them. Processes end with this one, however it ends: they see the pipe closed.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        bounds: Bounds,
        own: set[tuple[str, int]],
        groups: list[Group],
        stop: threading.Event,
        progress: Progress,
        listener: Listener,
    ) -> None:
        self._store = store
        self._settings = settings
        self._bounds = bounds
        self._own = own
        self._groups = deque(groups)
        self._all = len(groups)
        self._stop = stop
        self._progress = progress
        self._listener = listener
        self._lock = threading.Lock()
        self._workers: list[_Worker] = []
        self._reports: list[SiteReport] = []
        self._error: BaseException | None = None
        self._losses = 0
        self._of = 1  # processes

    def run(self, processes: int) -> list[SiteReport]:
        """Give the report of each site."""
        self._of = processes
        pumps = [
            threading.Thread(target=self._serve, name=f"crew-{n}", daemon=True)
            for n in range(processes)
        ]
        threading.Thread(target=self._pass_on_stop, daemon=True).start()
        try:
            for pump in pumps:
                pump.start()
            for pump in pumps:
                pump.join()
        except KeyboardInterrupt:
            self._stop.set()
            for pump in pumps:
                pump.join(_PATIENCE)
            raise
        finally:
            self._stop.set()
            for worker in self._workers:
                worker.process.kill()
                worker.process.wait()
                worker.pipe.close()
        if self._error is not None:
            raise self._error
        return self._reports

    def _pass_on_stop(self) -> None:
        self._stop.wait()
        with self._lock:
            workers = list(self._workers)
        for worker in workers:
            worker.tell(0, None)

    def _serve(self) -> None:
        """Keep one process going until all is done; begin another where it is lost."""
        try:
            while True:
                worker = self._begin()
                self._listen(worker)
                if worker.done or self._error is not None:
                    return
                self._take_back(worker)
                # Its hosts have been asked a moment ago: the next must not hurry them.
                self._stop.wait(self._pause(worker))
        except BaseException as error:
            self._fail(error)
            if not isinstance(error, Exception):
                raise

    def _begin(self) -> _Worker:
        mine, theirs = Pipe()
        with theirs:
            command = [
                sys.executable, "-X", "no_debug_ranges",  # less memory
                "-m", "scrapers.worker", str(theirs.fileno()),
            ]  # fmt: skip
            process = subprocess.Popen(  # noqa: S603  (our own module)
                command,
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                env={
                    **os.environ,
                    "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                    "MALLOC_ARENA_MAX": "1",  # or each thread keeps memory of its own
                    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0",  # as above
                },
                process_group=0,  # Ctrl-C is this process's to pass on
            )
        worker = _Worker(process, mine)
        with self._lock:
            self._workers.append(worker)
        # No process takes more than its part: it would keep the others from theirs.
        threads = max(1, -(-min(self._settings.hosts_at_once, self._all) // self._of))
        worker.tell(
            0,
            Start(
                self._store.frontier.path.parent, self._settings, self._bounds,
                frozenset(self._own), threads, stopped=self._stop.is_set(),
            ),
        )  # fmt: skip
        return worker

    def _listen(self, worker: _Worker) -> None:
        """Do what a process says until it is done or lost; what it sends together is one commit."""
        while not worker.done:
            try:
                said = [worker.pipe.recv()]
                while worker.pipe.poll():
                    said.append(worker.pipe.recv())
            except (EOFError, OSError):
                return
            writes: list[tuple[int, tuple[Entry, ...]]] = []
            for number, kind, what in said:
                if kind == Said.WRITE:
                    writes.append((number, what))
                else:
                    self._heed(worker, number, kind, what)
            if writes:
                self._write(worker, writes)

    def _write(self, worker: _Worker, writes: list[tuple[int, tuple[Entry, ...]]]) -> None:
        try:
            told = self._store.write_all([one for _, entries in writes for one in entries])
        except BaseException as error:
            said = error if isinstance(error, ConfigError) else RuntimeError("not written")
            for number, _ in writes:
                worker.tell(number, said)
            raise
        for number, entries in writes:
            worker.tell(number, told[: len(entries)])
            del told[: len(entries)]

    def _heed(self, worker: _Worker, number: int, kind: str, what: Any) -> None:  # noqa: ANN401  (as each kind says)
        if kind == Said.TAKE:
            worker.tell(number, self._give(worker))
        elif kind == Said.HEARD:
            self._listener.heard(what)
        elif kind == Said.STARTED:
            self._progress.started(what)
        elif kind == Said.ADVANCED:
            self._progress.advanced(*what)
        elif kind == Said.REPORT:
            self._take_report(worker, what)
        elif kind == Said.VERDICT:
            self._ask_verdict(worker, number)
        elif kind == Said.FAILED:
            self._fail(what)
        elif kind == Said.DONE:
            worker.done = True

    def _give(self, worker: _Worker) -> Group | None:
        with self._lock:
            group = self._groups.popleft() if self._groups else None
            worker.given.update({site.name: site for site in group or ()})
        return group

    def _take_report(self, worker: _Worker, report: SiteReport) -> None:
        with self._lock:
            worker.given.pop(report.site, None)
            self._reports.append(report)
        self._progress.finished(report)

    def _ask_verdict(self, worker: _Worker, number: int) -> None:
        """Answer when nobody has anything more to ask: only then is it known what failed."""
        with self._lock:
            worker.asks_verdict = number
            waiting = [w for w in self._workers if w.process.poll() is None and not w.done]
            busy = bool(self._groups) or any(one.asks_verdict is None for one in waiting)
        if not busy or self._error is not None:
            failed = self._error is not None
            self._answer_all(network=failed or self._listener.verdict() is not None)

    def _answer_all(self, *, network: bool) -> None:
        with self._lock:
            asking = [one for one in self._workers if one.asks_verdict is not None]
            questions = [one.asks_verdict for one in asking]
            for one in asking:
                one.asks_verdict = None
        for one, question in zip(asking, questions, strict=True):
            one.tell(question or 0, network)

    def _take_back(self, worker: _Worker) -> None:
        """Give what a lost process has not reported to the next one."""
        worker.process.kill()
        worker.process.wait()
        with self._lock:
            self._workers.remove(worker)
            worker.pipe.close()
            if worker.given:
                self._groups.appendleft(tuple(worker.given.values()))
            self._losses += 1
        if self._losses >= _LOSSES:
            raise ConfigError(
                f"{self._losses} processes of the crawl were killed, the last with status"
                f" {worker.process.returncode} (is the memory full?); the same command goes on"
            )

    def _pause(self, worker: _Worker) -> float:
        own = [site.delay or 0.0 for site in worker.given.values() if site.fetched_from is None]
        return max([self._settings.delay, *own])

    def _fail(self, error: BaseException) -> None:
        with self._lock:
            self._error = self._error or error
        self._stop.set()
        self._answer_all(network=True)  # whatever was held back stays unwritten
