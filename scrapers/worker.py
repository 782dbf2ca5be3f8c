"""One process of a crawl that has several: visits the sites it is given, writes through the owner.

`python -m scrapers.worker FD`, where FD is the pipe to the owner of the data folder.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
import time
import traceback
from concurrent.futures import Future
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from scrapers.archive import Archive
from scrapers.books import Books
from scrapers.desk import away
from scrapers.fetch import Fetcher
from scrapers.frontier import Frontier
from scrapers.guard import Guard
from scrapers.link import Said, Start
from scrapers.rounds import Round
from scrapers.status import UNREACHED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapers.books import Entry
    from scrapers.network import Sighting
    from scrapers.report import SiteReport
    from scrapers.rounds import Group

_SAY_AGAIN = 60.0  # seconds after which a host's answer is told again, though it is as before
_FIRST = 3  # answers of a host that are told in any case
_SWITCH = 0.0005  # seconds: an answer must not wait for a page that is read, ten times over


class Link(Books):
    """The owner's books, read here and written there; and the owner's ear for all the rest."""

    def __init__(self, pipe: Connection, start: Start, stop: threading.Event) -> None:
        super().__init__()
        self.frontier = Frontier(start.folder / "crawl.db", read_only=True)
        self.archive = Archive(start.folder / "archive")
        self._pipe = pipe
        self._stop = stop
        self._numbers = itertools.count(1)
        self._sending = threading.Lock()
        self._asked: dict[int, Future[Any]] = {}
        self._told: dict[str, tuple[bool, int, float]] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def write_all(self, entries: Sequence[Entry]) -> list[Any]:
        """Have the owner archive the hops and apply the acts; give what each tells."""
        told: list[Any] = self.ask(Said.WRITE, tuple(entries))
        return told

    def take(self) -> Group | None:
        """Give the next sites to visit, None where none are left."""
        group: Group | None = self.ask(Said.TAKE)
        return group

    def heard(self, one: Sighting) -> None:
        """Tell what a host answered, where it is news."""
        failing = one.status in UNREACHED
        was, times, at = self._told.get(one.host, (failing, 0, 0.0))
        is_odd = one.body is not None or one.target is not None
        is_news = was != failing or times < _FIRST or time.monotonic() > at + _SAY_AGAIN
        if is_odd or is_news:
            self._told[one.host] = (failing, times + 1, time.monotonic())
            self.say(Said.HEARD, one)

    def report(self, report: SiteReport) -> None:
        """Tell how a site went."""
        self.say(Said.REPORT, report)

    # What a walk shows of its progress

    def started(self, site: str) -> None:
        """Tell that a site's visit begins."""
        self.say(Said.STARTED, site)

    def advanced(self, site: str, done: int, waiting: int) -> None:
        """Tell how far a visit is."""
        self.say(Said.ADVANCED, (site, done, waiting))

    def finished(self, report: SiteReport) -> None:
        """Tell nothing: the report does."""

    def ask(self, kind: str, what: object = None) -> Any:  # noqa: ANN401  (as each kind says)
        """Give the owner's answer; raise what the owner could not do."""
        number, answer = next(self._numbers), Future[Any]()
        self._asked[number] = answer
        self.say(kind, what, number)
        with away():
            found = answer.result()
        if isinstance(found, BaseException):
            raise found
        return found

    def say(self, kind: str, what: object = None, number: int = 0) -> None:
        """Tell the owner something; where the owner is gone, this process ends too."""
        with self._sending:
            try:
                self._pipe.send((number, kind, what))
            except OSError:
                os._exit(1)

    def _listen(self) -> None:
        while True:
            try:
                number, what = self._pipe.recv()
            except (EOFError, OSError):
                os._exit(1)  # the owner is gone: nothing that is found now can be kept
            if number == 0:
                self._stop.set()
            else:
                self._asked.pop(number).set_result(what)


def main(descriptor: int) -> None:
    """Visit what the owner gives until nothing is left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the owner passes it on
    sys.setswitchinterval(_SWITCH)
    pipe = Connection(descriptor)
    _, start = pipe.recv()
    stop = threading.Event()
    if start.stopped:
        stop.set()
    link = Link(pipe, start, stop)
    fetcher = Fetcher(start.settings, link, guard=Guard(start.own), stop=stop)
    walks = Round(
        link, fetcher, start.settings, start.bounds, stop, link, link.heard, link.take, link.report
    )
    try:
        walks.run(start.threads)
        walks.conclude(network=link.ask(Said.VERDICT))
    except Exception as error:  # noqa: BLE001  (whatever it is, the owner raises it)
        error.add_note(traceback.format_exc())
        link.say(Said.FAILED, error)  # the owner raises it
        sys.exit(1)
    link.say(Said.DONE)
    fetcher.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
