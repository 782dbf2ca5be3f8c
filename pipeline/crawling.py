"""Which sites a crawl visits, how it is shown, and what its reports say."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.console import progress, say
from scrapers import site as declarations
from scrapers.crawl import crawl
from scrapers.frontier import Frontier
from scrapers.guard import Guard
from scrapers.night import in_window, window_begins, window_ends
from scrapers.rebuild import rebuild
from scrapers.revisits import present
from scrapers.settings import ConfigError
from scrapers.shard import sharded
from scrapers.stamps import VIETNAM
from scrapers.status import Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pipeline.console import Step
    from pipeline.workspace import Workspace
    from scrapers.crawl import Progress, SiteReport
    from scrapers.settings import Settings
    from scrapers.site import Site


def chosen(
    workspace: Workspace, names: Sequence[str], shard: str | None, *, everything: bool
) -> list[Site]:
    """Give the sites that a person asked for; raise ConfigError where none or unknown."""
    if everything == bool(names):
        raise ConfigError("crawl: say which sites, or --all (not both); `vanban sites list`")
    data = workspace.folder
    sites = (
        list(declarations.all_sites(data))
        if everything
        else [declarations.find(name, data) for name in names]
    )
    return _sharded(sites, shard) if shard else sites


def _sharded(sites: list[Site], shard: str) -> list[Site]:
    """Give the sites of shard K of N, and say which were moved because they share an address."""
    mine, _, of = shard.partition("/")
    if not (mine.isdigit() and of.isdigit() and 1 <= int(mine) <= int(of)):
        raise ConfigError(f"--shard {shard}: K/N with 1 <= K <= N, as in 2/3")
    chosen, moved = sharded(sites, int(mine), int(of), Guard())
    for one in moved:
        say(
            f"{', '.join(one.sites)}: share an address and fall into shards"
            f" {', '.join(map(str, one.shards))}: left to {one.shards[0]}"
        )
    return chosen


def make_anew(workspace: Workspace) -> None:
    """Make crawl.db anew from the archive, and say what was found."""
    made = rebuild(workspace.made().folder)
    for what in made.unreadable:
        say(what)
    say(
        f"{workspace.crawl}: made anew from {made.answers} answers, {made.pages} pages and files of"
        " which read well; back-fill goes on where it was"
        + (f"; the former one is {made.kept}" if made.kept else "")
    )


def until_moment(clock: str | None, now: datetime | None = None) -> datetime | None:
    """Give the next moment at which Vietnam's clocks show HH:MM, in UTC.

    >>> until_moment("06:00", datetime(2026, 3, 1, 20, 0, tzinfo=UTC)).isoformat()
    '2026-03-01T23:00:00+00:00'
    """
    if clock is None:
        return None
    here = (now or datetime.now(UTC)).astimezone(VIETNAM)
    try:
        hour, minute = (int(part) for part in clock.split(":"))
        then = here.replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError as error:
        raise ConfigError(f"--until {clock}: a time of day as 06:00") from error
    return (then if then > here else then + timedelta(days=1)).astimezone(UTC)


def end_of(
    workspace: Workspace, until: str | None, *, at_once: bool = False, wall: datetime | None = None
) -> datetime | None:
    """Give when a crawl that begins now ends: at `until` or with the night window, None for never.

    Raise ConfigError outside the window, unless it is to begin `at_once`.
    """
    wall = wall or datetime.now(UTC)
    end = until_moment(until, wall)
    night = workspace.settings().night
    if night is None or at_once:
        return end
    now = _now(workspace, wall)
    if not in_window(now, night):
        begins = window_begins(now, night).astimezone(VIETNAM)
        raise ConfigError(
            f"vanban.toml: night = {night}: portals are asked again from {begins:%H:%M %d/%m/%Y};"
            " --now asks them at once"
        )
    closing = wall + (window_ends(now, night) - now)
    return closing if end is None else min(end, closing)


def _now(workspace: Workspace, wall: datetime) -> datetime:
    if not workspace.crawl.exists():
        return wall
    with Frontier(workspace.crawl, read_only=True) as frontier:
        return present(frontier, wall)


def visit(
    workspace: Workspace,
    sites: Sequence[Site],
    *,
    since: str | None = None,
    limit: int | None = None,
    until: datetime | None = None,
    at: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> tuple[SiteReport, ...]:
    """Crawl the sites into the workspace, showing how it goes on."""
    settings = settings or workspace.settings()
    abroad = [site.name for site in sites if site.name not in (at or {})]
    if abroad and not settings.contact:
        raise ConfigError(
            "vanban.toml: contact is missing: say whom a portal's operator can write to, as in "
            'contact = "mailto:ten@don-vi.vn"'
        )
    workspace.made()
    with progress("crawl") as step, _shown(step) as shown:
        return crawl(
            sites, workspace.folder, settings,
            since=since, limit=limit, until=until, at=at, progress=shown,
        )  # fmt: skip


class _Bar:
    """Counts addresses asked for; called from many threads."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._lock = threading.Lock()
        self._done: dict[str, int] = {}
        self._waiting: dict[str, int] = {}

    def started(self, site: str) -> None:
        """Show nothing: the first address does."""

    def advanced(self, site: str, done: int, waiting: int) -> None:
        """Move the bar by what the site got on since the last time."""
        with self._lock:
            more = done - self._done.get(site, 0)
            self._done[site], self._waiting[site] = done, waiting
            total = sum(self._done.values()) + sum(self._waiting.values())
            self._step(site, done=more, total=total)

    def finished(self, report: SiteReport) -> None:
        """Show nothing: the table at the end does."""


@contextmanager
def _shown(step: Step) -> Iterator[Progress]:
    yield _Bar(step)


HEADINGS = ("site", "listed", "new", "fetched", "unchanged", "failed", "soft_404", "problems")


def rows(reports: Sequence[SiteReport]) -> list[list[object]]:
    """Give what a crawl did as rows under HEADINGS."""
    return [
        [r.site, r.counts.listed, r.counts.new, r.counts.fetched, r.counts.unchanged,
         r.counts.failed, r.counts.soft_404, _statuses(r)]
        for r in reports
    ]  # fmt: skip


def tell(reports: Sequence[SiteReport], silenced: Collection[str] = ()) -> int:
    """Say what newly failed at sites that are not silenced, and give the exit status."""
    status = 0
    if why := next((t.note for s in reports for t in s.news if t.status is Status.NETWORK), None):
        say(f"network: {why}; nothing is concluded of any site")
        status = 1
    for site in reports:
        if site.finished and not site.counts.new and not site.counts.fetched:
            say(f"{site.site}: 0 new of {site.counts.listed} listed{_seen(site)}")
        if site.backlog:
            say(f"{site.site}: {site.backlog}")
        for trouble in site.news:
            if site.site not in silenced and trouble.status is not Status.NETWORK:
                status = 1
                where = trouble.url or "the whole site"
                say(f"{site.site}: {where}: {trouble.status}: {trouble.note}")
    return status


def _seen(site: SiteReport) -> str:
    """Give what proves a zero: which listings answered, and how much was looked at again."""
    listings = f" on {site.read} listing page{'s' if site.read != 1 else ''} that answered"
    again = site.counts.unchanged
    return listings + (f"; {again} looked at again, unchanged" if again else "")


def _statuses(site: SiteReport) -> str:
    counted: dict[str, int] = {}
    for trouble in site.troubles:
        counted[str(trouble.status)] = counted.get(str(trouble.status), 0) + 1
    return ", ".join(f"{name} {count}" for name, count in sorted(counted.items()))
