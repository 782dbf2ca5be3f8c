"""One site from its listings to the archive: articles, then their files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scrapers.answers import (
    article_outcome,
    bare_outcome,
    charset_of,
    file_outcome,
    keys_of,
    unread_status,
)
from scrapers.asking import Asking, VisitEnded
from scrapers.books import packed
from scrapers.network import sighting
from scrapers.outcome import Counts, Outcome, Page
from scrapers.page import Blocked, NotOnPage, SoftNotFound, read_listing
from scrapers.places import listing_place, page_place, shown_place
from scrapers.reach import Reach
from scrapers.report import Bounds, Progress, SiteReport, Trouble
from scrapers.status import Status
from scrapers.transport import host_of
from scrapers.troubles import Troubles
from scrapers.verdict import Verdict
from scrapers.visit import Visit

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from scrapers.asked import Answer
    from scrapers.books import Books
    from scrapers.exchange import Exchange
    from scrapers.fetch import Fetcher
    from scrapers.network import Sighting
    from scrapers.outcome import Listing
    from scrapers.settings import Settings
    from scrapers.site import Site
    from scrapers.thrift import Thrift

_GOOD = frozenset({Status.OK, Status.NOT_MODIFIED, Status.MOVED})


@dataclass(slots=True)
class Walk:
    """The visit of one site, to be run once by one thread, then concluded.

    What fails before the site has answered well, or because it cannot be reached, is held back:
    a captive portal or a cut cable fails everywhere, and is no site's fault. `heard` is told what
    each host answers. The next good answer, or `conclude`, has it written.
    """

    site: Site
    books: Books
    fetcher: Fetcher
    settings: Settings
    bounds: Bounds
    stop: threading.Event
    progress: Progress
    heard: Callable[[Sighting], None]
    thrift: Thrift
    _visit: Visit = field(init=False)
    _asking: Asking = field(init=False)
    _end: VisitEnded | None = None
    _troubles: Troubles = field(default_factory=Troubles)
    _verdict: Verdict = field(default_factory=Verdict)
    _skipped: set[int] = field(default_factory=set)  # files on a host that is left alone now
    _done: int = 0
    _waiting: int = 0
    _articles: int = 0  # asked for
    _reach: Reach = field(init=False)

    def run(self) -> SiteReport | None:
        """Give the report of the visit; what could not be done by now goes on next time.

        None: something is held back until it is known whether the network is at fault.
        """
        self.progress.started(self.site.name)
        self._visit = Visit(self.books, self.site)
        self._asking = Asking(self.site, self.books, self.fetcher, self.settings, self.stop)
        self._reach = Reach(self.bounds.since, self.settings.max_listing_pages)
        self._waiting = self._visit.waiting()
        try:
            self._asking.respect_last_time()
            self._read_listings()
            self._read_pages(deep=False)
            self._fill_back()
        except VisitEnded as end:
            self._end = end
        left_alone = self._end is not None and self._end.status is Status.CIRCUIT_OPEN
        waits = self._troubles.waits or (left_alone and not self._troubles.proven)
        return None if waits else self.conclude(network=False)

    def conclude(self, *, network: bool) -> SiteReport:
        """Give the report; what was held back is written, unless it was the network's fault."""
        if network:
            report = self._made(self._visit.counts(), finished=False)
        else:
            self._troubles.release()
            if self._end is None or self._end.status is not Status.STOPPED:
                self.books.prove(host_of(self._asking.home))  # it said no, but it was asked
            report = self._report(self._end)
        self.progress.finished(report)
        return report

    def _report(self, end: VisitEnded | None) -> SiteReport:
        if end is not None and end.status is Status.STOPPED:
            return self._made(self._visit.counts(), finished=False)
        if end is not None:
            self._add_trouble(end.status, end.note)
        else:
            listed = self._visit.counts().listed
            for one in self._verdict.troubles(self._visit, listed, self._troubles.every):
                self._add_trouble(one.status, one.note)
        return self._made(self._visit.close(self._verdict.unproven()), finished=True)

    def _made(self, counts: Counts, *, finished: bool) -> SiteReport:
        return SiteReport(
            self.site.name, counts, finished,
            tuple(self._troubles.every), tuple(self._troubles.news),
            self._visit.listings_read(), self._visit.backlog(),
        )  # fmt: skip

    # Listings

    def _read_listings(self) -> None:
        while (at := self._visit.next_listing(frozenset(self._troubles.listings))) is not None:
            if self.bounds.limit is not None and self._visit.waiting() >= self.bounds.limit:
                return
            self._read_listing(at)

    def _fill_back(self) -> None:
        """Read what is known and not asked for yet, then listings farther and farther back."""
        while True:
            self._read_pages()
            if self.bounds.limit is not None and self._articles >= self.bounds.limit:
                return
            at = self._visit.next_listing(frozenset(self._troubles.listings), deep=True)
            if at is None:
                return
            self._read_listing(at)

    def _read_listing(self, at: Listing) -> None:
        request = replace(at.request, url=self.site.fetch_url(at.request.url))
        answer = self._asking.listing(request)
        if answer.status is Status.OK and answer.last is not None:
            self._verdict.saw_listing(self._visit, answer.last, charset_of(answer.last))
            self._enter(at, answer, answer.last)
        else:
            self._give_up(at, answer)

    def _enter(self, at: Listing, answer: Answer, last: Exchange) -> None:
        try:
            page = read_listing(self.site, last.payload, answer.url, charset=charset_of(last))
        except (NotOnPage, SoftNotFound, Blocked) as error:
            self._hear(at.request.url, answer, well=False)
            self._give_up(at, replace(answer, status=unread_status(error), note=str(error)))
            return
        page = self._reach.within(at, page)
        cut = self._reach.ends_behind(at, page)
        place = {
            **listing_place(self.site, self._visit, at),
            **shown_place(self.site, page, self._verdict.marks, cut=cut),
        }
        seen = self._visit.enter(
            at,
            page,
            cut=cut,
            hops=packed(answer.hops, place),
            keys=keys_of(answer),
            proves=host_of(answer.url) if page.items else "",
        )
        self._hear(at.request.url, answer, well=bool(page.items or page.parts))
        self._waiting += seen.new
        self._advance()
        if at.number == 1 and not page.parts and len(page.items) < self.site.min_items:
            note = f"{len(page.items)} articles, {self.site.min_items} expected"
            self._add_trouble(Status.FEW_LISTED, note)

    def _give_up(self, at: Listing, answer: Answer) -> None:
        nothing = {
            Status.NOT_FOUND, Status.GONE, Status.REFUSED, Status.SOFT_404, Status.NOT_ON_PAGE,
        }  # fmt: skip
        over = at.request.guessed and at.number > 1 and answer.status in nothing
        outcome = bare_outcome(answer)
        place = {
            **listing_place(self.site, self._visit, at),
            "status": str(answer.status),
            "note": answer.note,
            "over": over,
        }
        hops = packed(answer.hops, place)
        if over:
            self._visit.end_listing(at, outcome, over=True, hops=hops)
            return
        self._troubles.listings.add((at.listing, at.number))
        self._troubles.fail(
            Trouble(at.request.url, outcome.status, outcome.note),
            lambda: self._visit.end_listing(at, outcome, hops=hops),
        )
        self._hear(at.request.url, answer, well=False)
        self._asking.heed(answer, answer.status, answer.note)

    # Articles and their files

    def _read_pages(self, *, deep: bool = True) -> None:
        while True:
            full = self.bounds.limit is not None and self._articles >= self.bounds.limit
            kinds = ("attachment",) if full else ("article", "attachment")
            without = frozenset(self._troubles.pages | self._skipped)
            pages = self._visit.due(kinds, without, deep=deep)
            if not pages:
                return
            self._waiting = self._visit.waiting()
            self.thrift.give_back()
            for page in pages:
                if page.kind == "article":
                    if self.bounds.limit is not None and self._articles >= self.bounds.limit:
                        continue
                    self._articles += 1
                    self._ask_article(page)
                else:
                    self._ask_file(page)

    def _ask_article(self, page: Page) -> None:
        answer = self._asking.article(page)
        self.site = self._asking.site
        outcome = Outcome(answer.status, answer.note)
        if answer.status is Status.OK and answer.last is not None:
            absent = self._asking.absent
            outcome = article_outcome(self.site, page, answer, answer.last, absent)
        if outcome.status in {Status.NOT_ON_PAGE, Status.NEEDS_API}:
            self._verdict.misread.append(outcome.note)
        elif outcome.status in {Status.OK, Status.NOT_MODIFIED}:
            self._verdict.read += 1
        self._commit(page, answer, outcome)

    def _ask_file(self, page: Page) -> None:
        if not self.site.carries_file(page.url):
            self._visit.record(page, Outcome(Status.ELSEWHERE))
            return
        answer = self._asking.file(page)
        if answer.status is Status.CIRCUIT_OPEN:
            self._skipped.add(page.id)
            return
        outcome = Outcome(answer.status, answer.note)
        if answer.status is Status.OK and answer.last is not None:
            outcome = file_outcome(answer.last)
        self._commit(page, answer, outcome)

    def _commit(self, page: Page, answer: Answer, outcome: Outcome) -> None:
        same = outcome.digest is not None and outcome.digest == page.digest
        same = same or outcome.status is Status.NOT_MODIFIED
        at = answer.last.at if answer.last is not None else None
        outcome = replace(outcome, keys=keys_of(answer), answered=at)
        hops = packed(
            answer.hops,
            page_place(self.site, self._visit, page, outcome),
            page.answered if same else None,
        )
        if outcome.status in _GOOD:
            self._visit.record(page, outcome, hops, proves=host_of(answer.url))
        else:
            self._troubles.pages.add(page.id)
            self._troubles.fail(
                Trouble(page.url, outcome.status, outcome.note),
                lambda: self._visit.record(page, outcome, hops),
            )
        self._hear(page.url, answer, well=outcome.status in _GOOD)
        self._waiting = max(0, self._waiting - 1)
        self._advance()
        self._asking.heed(answer, outcome.status, outcome.note)

    # What is held back until the site has answered well

    def _hear(self, asked: str, answer: Answer, *, well: bool) -> None:
        """Tell what a host answered; what reads as declared is no captive portal's page."""
        if well:
            self._troubles.prove()
        if answer.last is not None and answer.last.location is not None:
            return  # from the archive
        if (seen := sighting(self.site.fetch_url(asked), answer, well=well)) is not None:
            self.heard(seen)

    def _add_trouble(self, status: Status, note: str) -> None:
        """Keep what is wrong with the site as a whole."""
        self._troubles.add(Trouble("", status, note), lambda: self._visit.trouble(status, note))

    def _advance(self) -> None:
        self._done += 1
        self.progress.advanced(self.site.name, self._done, self._waiting)
