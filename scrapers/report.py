"""What a crawl says: how each site went, and how it goes on meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from scrapers.outcome import Counts
    from scrapers.status import Status


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong: where (empty: the whole site), its name, what was seen."""

    url: str
    status: Status
    note: str


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What a crawl did at a site, in pages (an interrupted visit that went on counts as one).

    `listed` articles on the listing pages that were read, `new` of them never seen before;
    `fetched` new or changed answers; `unchanged` looked at again in vain; then what failed, and
    pages that say that there is nothing. `troubles` is everything that went wrong now, and
    `news` what of it was not known before. `finished` is False where the run ended first. `read`
    listing pages answered and were read; `backlog` says what is left of back-fill, if anything.
    """

    site: str
    counts: Counts
    finished: bool
    troubles: tuple[Trouble, ...] = ()
    news: tuple[Trouble, ...] = ()
    read: int = 0
    backlog: str = ""


class Progress(Protocol):
    """Who shows how a crawl goes on; called from the crawl's threads."""

    def started(self, site: str) -> None:
        """Show that a site's visit begins."""

    def advanced(self, site: str, done: int, waiting: int) -> None:
        """Show how many addresses were asked for, and how many are known to wait."""

    def finished(self, report: SiteReport) -> None:
        """Show how a site's visit went."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a crawl goes: no listing behind the day `since`, at most `limit` articles a site."""

    since: str | None = None
    limit: int | None = None
