"""Many sites at once, in threads: each group of hosts has one visitor at a time."""

from __future__ import annotations

import threading
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scrapers.desk import seated
from scrapers.outcome import Counts
from scrapers.report import SiteReport, Trouble
from scrapers.status import Status
from scrapers.thrift import Thrift
from scrapers.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapers.books import Books
    from scrapers.fetch import Fetcher
    from scrapers.network import Network, Sighting
    from scrapers.report import Bounds, Progress
    from scrapers.settings import Settings
    from scrapers.site import Site

Group = tuple["Site", ...]  # sites that share a machine: one after the other


@dataclass(slots=True)
class Round:
    """What the walks of one process share, and the walks themselves.

    `take` gives the next group, None where none is left; `report` is told how each site went.
    Walks that hold something back wait in `held` for `conclude`.
    """

    books: Books
    fetcher: Fetcher
    settings: Settings
    bounds: Bounds
    stop: threading.Event
    progress: Progress
    heard: Callable[[Sighting], None]
    take: Callable[[], Group | None]
    report: Callable[[SiteReport], None]
    held: list[Walk] = field(default_factory=list)
    _thrift: Thrift = field(default_factory=Thrift)

    def run(self, threads: int) -> None:
        """Visit all groups; whatever ends one walk early ends all of them cleanly."""
        with ThreadPoolExecutor(max(1, threads)) as pool:
            futures = [pool.submit(self._walk_groups) for _ in range(max(1, threads))]
            try:
                wait(futures, return_when=FIRST_EXCEPTION)
            except BaseException:
                self.stop.set()
                raise
            failed = [future for future in futures if future.done() and future.exception()]
            if failed:
                self.stop.set()
                failed[0].result()

    def conclude(self, *, network: bool) -> None:
        """Have the sites reported that held something back."""
        for walk in self.held:
            self.report(walk.conclude(network=network))
        self.held.clear()

    def _walk_groups(self) -> None:
        with seated():
            while (group := self.take()) is not None:
                for site in group:
                    if self.stop.is_set():
                        self.report(not_begun(site))
                    else:
                        self._walk(site)

    def _walk(self, site: Site) -> None:
        walk = Walk(
            site, self.books, self.fetcher, self.settings, self.bounds, self.stop,
            self.progress, self.heard, self._thrift,
        )  # fmt: skip
        report = walk.run()
        if report is None:
            self.held.append(walk)
        else:
            self.report(report)


class Listener:
    """Hears what all hosts answer, and stops the run when only the network can be at fault."""

    def __init__(self, network: Network, stop: threading.Event) -> None:
        self._network = network
        self._stop = stop
        self._lock = threading.Lock()
        self._why: str | None = None

    def heard(self, one: Sighting) -> None:
        """Take in what a host answered."""
        with self._lock:
            self._network.saw(one)
            self._why = self._why or self._network.verdict()
        if self._why is not None:
            self._stop.set()

    def verdict(self) -> str | None:
        """Give, when everything has been asked, why it is the network; None where it is not."""
        with self._lock:
            self._why = self._why or self._network.verdict(over=True)
            return self._why


def not_begun(site: Site) -> SiteReport:
    """Give the report of a site that the run did not come to."""
    return SiteReport(site.name, Counts(0, 0, 0, 0, 0, 0), finished=False)


def by_network(report: SiteReport, why: str | None) -> SiteReport:
    """Give the report with the network's fault, where the visit ended unfinished for it."""
    if why is None or report.finished:
        return report
    trouble = Trouble("", Status.NETWORK, why)
    return replace(report, troubles=(*report.troubles, trouble), news=(*report.news, trouble))
