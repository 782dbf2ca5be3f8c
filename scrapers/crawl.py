"""A crawl: sites in, archive and crawl.db filled, a report of each site out."""

from __future__ import annotations

import threading
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers.fetch import Fetcher
from scrapers.guard import Guard
from scrapers.owner import owned
from scrapers.report import Bounds, Progress, SiteReport, Trouble
from scrapers.store import Store
from scrapers.transport import host_of
from scrapers.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from scrapers.settings import Settings
    from scrapers.site import Site

__all__ = ["Progress", "SiteReport", "Trouble", "crawl"]


class _Silent:
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
    a site's name to another origin to fetch it from. Ctrl-C ends the run cleanly and is raised
    again. Raises ConfigError where another crawl owns the folder or it cannot be written.
    """
    stop = stop or threading.Event()
    moved = [site.at(at[site.name]) if at and site.name in at else site for site in sites]
    guard = guard or Guard(_endpoints((at or {}).values()))
    with owned(folder), Store(folder, settings) as store:
        fetcher = Fetcher(settings, store, guard=guard, stop=stop)
        clock = _stopping_at(until, stop)
        try:
            reports = _run(
                [
                    [
                        Walk(
                            site,
                            store,
                            fetcher,
                            settings,
                            Bounds(since, limit),
                            stop,
                            progress or _Silent(),
                        )
                        for site in group
                    ]
                    for group in _by_host(moved)
                ],
                settings.hosts_at_once,
                stop,
            )
        finally:
            fetcher.close()
            if clock is not None:
                clock.cancel()
    return tuple(sorted(reports, key=lambda report: report.site))


def _run(groups: list[list[Walk]], at_once: int, stop: threading.Event) -> list[SiteReport]:
    """Run each group in one thread; whatever ends this early ends all of them cleanly."""
    with ThreadPoolExecutor(min(at_once, max(1, len(groups)))) as pool:
        futures: list[Future[list[SiteReport]]] = [
            pool.submit(lambda group: [walk.run() for walk in group], group) for group in groups
        ]
        try:
            wait(futures, return_when=FIRST_EXCEPTION)
            return [report for future in futures if future.done() for report in future.result()]
        finally:
            stop.set()


def _by_host(sites: Iterable[Site]) -> list[list[Site]]:
    """Give the sites of each host together: a host has one visitor at a time."""
    groups: dict[str, list[Site]] = {}
    for site in sites:
        groups.setdefault(host_of(site.fetched_from or site.origin), []).append(site)
    return list(groups.values())


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
