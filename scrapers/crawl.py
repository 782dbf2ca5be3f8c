"""A crawl: sites in, archive and crawl.db filled, a report of each site out."""

from __future__ import annotations

import threading
from collections import deque
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers.backup import back_up
from scrapers.fetch import Fetcher
from scrapers.groups import groups_of, processes_for
from scrapers.guard import Guard
from scrapers.network import Network
from scrapers.owner import owned
from scrapers.report import Bounds, Progress, SiteReport, Trouble
from scrapers.rounds import Listener, Round, by_network
from scrapers.store import Store
from scrapers.transport import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from scrapers.rounds import Group
    from scrapers.settings import Settings
    from scrapers.site import Site

__all__ = ["Progress", "SiteReport", "Trouble", "crawl"]


class Silent:
    """Progress that nobody watches."""

    def started(self, site: str) -> None:
        """Show nothing."""

    def advanced(self, site: str, done: int, waiting: int) -> None:
        """Show nothing."""

    def finished(self, report: SiteReport) -> None:
        """Show nothing."""


def crawl(
    sites: Iterable[Site],
    folder: Path,
    settings: Settings,
    *,
    since: str | None = None,
    limit: int | None = None,
    until: datetime | None = None,
    at: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
    guard: Guard | None = None,
) -> tuple[SiteReport, ...]:
    """Visit sites, several hosts at once, and give a report of each, by name.

    What is new or due goes into `folder`/archive, what became of it into `folder`/crawl.db. A visit
    that was interrupted goes on where it was. `since` (ISO day) stops a listing behind that day,
    `limit` bounds the articles asked for at each site, `until` ends the run, `stop` too. `at` maps
    a site's name to another origin to fetch it from. Where the network is at fault, no site's state
    changes and the reports say `network`. Ctrl-C ends the run cleanly and is raised again. Raises
    ConfigError where another crawl owns the folder, or it cannot be written or is full.

    Many hosts are parted between a process per core; with a `guard` of the caller's, which cannot
    be sent there, all is done in this one.
    """
    stop = stop or threading.Event()
    moved = [site.at(at[site.name]) if at and site.name in at else site for site in sites]
    own = _endpoints((at or {}).values())
    processes = 1 if guard is not None else None
    guard = guard or Guard(own)
    bounds, progress = Bounds(since, limit), progress or Silent()
    with owned(folder):
        back_up(folder)
        with Store(folder, settings) as store:
            groups = groups_of(moved, guard)
            hosts = {host_of(site.fetched_from or site.origin) for site in moved}
            listener = Listener(Network(len(hosts)), stop)
            clock = _stopping_at(until, stop)
            processes = processes or processes_for(len(groups), settings.processes)
            try:
                if processes > 1:
                    from scrapers.crew import Crew  # noqa: PLC0415  (multiprocessing for many)

                    crew = Crew(store, settings, bounds, own, groups, stop, progress, listener)
                    reports = crew.run(processes)
                else:
                    reports = _run_here(
                        store, settings, bounds, guard, groups, stop, progress, listener
                    )
            finally:
                stop.set()
                if clock is not None:
                    clock.cancel()
    why = listener.verdict()
    return tuple(sorted((by_network(one, why) for one in reports), key=lambda one: one.site))


def _run_here(
    store: Store,
    settings: Settings,
    bounds: Bounds,
    guard: Guard,
    groups: list[Group],
    stop: threading.Event,
    progress: Progress,
    listener: Listener,
) -> list[SiteReport]:
    """Run all groups in threads of this process."""
    waiting = deque(groups)
    reports: list[SiteReport] = []
    fetcher = Fetcher(settings, store, guard=guard, stop=stop)

    def take() -> Group | None:
        try:
            return waiting.popleft()
        except IndexError:
            return None

    walks = Round(
        store, fetcher, settings, bounds, stop, progress, listener.heard, take, reports.append
    )
    try:
        walks.run(min(settings.hosts_at_once, len(groups)))
        walks.conclude(network=listener.verdict() is not None)
    finally:
        fetcher.close()
    return reports


def _endpoints(origins: Iterable[str]) -> set[tuple[str, int]]:
    found = set()
    for origin in origins:
        parts = urlsplit(origin)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found.add(((parts.hostname or "").lower(), port))
    return found


def _stopping_at(until: datetime | None, stop: threading.Event) -> threading.Timer | None:
    """Set `stop` when the time has come; measured from now on, so a clock set anew is no matter."""
    if until is None:
        return None
    timer = threading.Timer(max(0.0, (until - datetime.now(UTC)).total_seconds()), stop.set)
    timer.daemon = True
    timer.start()
    return timer
