"""One site from its listings to the archive: articles, then their files."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scrapers.answers import article_outcome, charset_of, file_outcome, unread_status
from scrapers.fetch import Answer, Ask
from scrapers.outcome import Counts, Follow, Outcome, Page
from scrapers.page import Blocked, NotOnPage, Request, SoftNotFound, read_listing
from scrapers.report import Bounds, Progress, SiteReport, Trouble
from scrapers.status import HOST_FAILURES, Status
from scrapers.transport import host_of
from scrapers.visit import Visit

if TYPE_CHECKING:
    import threading
    from collections.abc import Mapping

    from scrapers.exchange import Exchange
    from scrapers.fetch import Fetcher
    from scrapers.outcome import Listing, Seen
    from scrapers.page import ListingPage
    from scrapers.settings import Settings
    from scrapers.site import Site
    from scrapers.store import Store


class _Ended(Exception):  # noqa: N818  (a turn of events, not a fault)
    """The visit ends here; `status` says why."""

    def __init__(self, status: Status, note: str = "") -> None:
        super().__init__(status)
        self.status, self.note = status, note


@dataclass(slots=True)
class Walk:
    """The visit of one site, to be run once by one thread."""

    site: Site
    store: Store
    fetcher: Fetcher
    settings: Settings
    bounds: Bounds
    stop: threading.Event
    progress: Progress
    _visit: Visit = field(init=False)
    _troubles: list[Trouble] = field(default_factory=list)
    _news: list[Trouble] = field(default_factory=list)
    _done: int = 0
    _failures: int = 0  # in a row
    _articles_read: int = 0
    _misread: list[str] = field(default_factory=list)  # why, of each article that did not read

    def run(self) -> SiteReport:
        """Give the report of the visit; what could not be done by now goes on next time."""
        self.progress.started(self.site.name)
        self._visit = Visit(self.store.frontier, self.site)
        try:
            self._respect_last_time()
            self._read_listings()
            self._read_pages()
        except _Ended as end:
            report = self._report(end)
        else:
            report = self._report(None)
        self.progress.finished(report)
        return report

    def _respect_last_time(self) -> None:
        host = host_of(self._home)
        if until := self.store.frontier.not_before(host):
            raise _Ended(Status.RATE_LIMITED, f"{host} asks to be left alone until {until}")

    def _report(self, end: _Ended | None) -> SiteReport:
        if end is not None and end.status is Status.STOPPED:
            return self._made(self._visit.counts(), finished=False)
        if end is not None:
            self._add_trouble(end.status, end.note)
        elif not self._visit.counts().listed:
            why = "".join(f": {one.status}: {one.note}" for one in self._troubles[:1])
            self._add_trouble(Status.NOTHING_LISTED, f"no listing shows an article{why}")
        elif self._misread and not self._articles_read:
            note = f"none of {len(self._misread)} articles reads as declared: {self._misread[0]}"
            self._add_trouble(Status.NOT_ON_PAGE, note)
        no_article = not self._misread and not self._articles_read
        unproven = Status.NOT_ON_PAGE if no_article else None
        return self._made(self._visit.close(unproven), finished=True)

    def _made(self, counts: Counts, *, finished: bool) -> SiteReport:
        return SiteReport(
            self.site.name, counts, finished, tuple(self._troubles), tuple(self._news)
        )

    # Listings

    def _read_listings(self) -> None:
        while (at := self._visit.next_listing()) is not None:
            if self.bounds.limit is not None and self._visit.waiting() >= self.bounds.limit:
                return
            request = replace(at.request, url=self.site.fetch_url(at.request.url))
            answer = self._fetch(request, Ask(self.settings.max_page_bytes))
            if answer.status is Status.OK and answer.last is not None:
                self._enter(at, answer, answer.last)
            else:
                self._give_up(at, answer)

    def _enter(self, at: Listing, answer: Answer, last: Exchange) -> None:
        try:
            page = read_listing(self.site, last.payload, answer.url, charset=charset_of(last))
        except (NotOnPage, SoftNotFound, Blocked) as error:
            answer = replace(answer, status=unread_status(error), note=str(error))
            self._give_up(at, answer)
            return
        keys = tuple(hop.key for hop in answer.hops)
        with self.store.committing():
            location = self.store.keep(answer.hops, self._place("listing", at))
            self._visit.enter(at, page, lambda seen: self._goes_on(at, page, seen), location, keys)
        self._advance()
        if at.number == 1 and len(page.items) < self.site.min_items:
            note = f"{len(page.items)} articles, {self.site.min_items} expected"
            self._add_trouble(Status.FEW_LISTED, note)

    def _goes_on(self, at: Listing, page: ListingPage, seen: Seen) -> Follow:
        """Follow the pager to the end once; afterwards only while it shows what is new."""
        days = [item.published for item in page.items]
        behind = self.bounds.since
        if behind and all(day is not None and day < behind for day in days):
            return Follow.CUT
        if at.number >= self.settings.max_listing_pages:
            return Follow.CUT
        known = at.followed and at.number > 1 and not seen.new
        return Follow.END if known else Follow.ON

    def _give_up(self, at: Listing, answer: Answer) -> None:
        nothing = {Status.NOT_FOUND, Status.GONE, Status.SOFT_404, Status.NOT_ON_PAGE}
        over = at.request.guessed and at.number > 1 and answer.status in nothing
        with self.store.committing():
            outcome = self._kept(answer, self._place("listing", at))
            news = self._visit.end_listing(at, outcome, over=over)
        if not over:
            self._note(Trouble(at.request.url, outcome.status, outcome.note), news=news)
            self._watch(answer)

    # Articles and their files

    def _read_pages(self) -> None:
        articles = 0
        while True:
            full = self.bounds.limit is not None and articles >= self.bounds.limit
            pages = self._visit.due(("attachment",) if full else ("article", "attachment"))
            if not pages:
                return
            for page in pages:
                if page.kind == "article":
                    if self.bounds.limit is not None and articles >= self.bounds.limit:
                        continue
                    articles += 1
                    self._ask_article(page)
                else:
                    self._ask_file(page)

    def _ask_article(self, page: Page) -> None:
        ask = Ask(self.settings.max_page_bytes, etag=page.etag, last_modified=page.last_modified)
        answer = self._fetch_page(page, ask)
        outcome = Outcome(answer.status, answer.note)
        if answer.status is Status.OK and answer.last is not None:
            outcome = article_outcome(self.site, page, answer, answer.last)
        if outcome.status is Status.NOT_ON_PAGE:
            self._misread.append(outcome.note)
        elif outcome.status in {Status.OK, Status.NOT_MODIFIED}:
            self._articles_read += 1
        self._commit(page, answer, outcome)

    def _ask_file(self, page: Page) -> None:
        if not self.site.carries_file(page.url):
            self._visit.record(page, Outcome(Status.ELSEWHERE))
            return
        ask = Ask(
            self.settings.max_file_bytes,
            etag=page.etag,
            last_modified=page.last_modified,
            follows=self.site.carries_file,
        )
        answer = self._fetch_page(page, ask)
        outcome = Outcome(answer.status, answer.note)
        if answer.status is Status.OK and answer.last is not None:
            outcome = file_outcome(answer.last)
        self._commit(page, answer, outcome)

    def _fetch_page(self, page: Page, ask: Ask) -> Answer:
        return self._fetch(Request(self.site.fetch_url(page.url)), ask)

    def _commit(self, page: Page, answer: Answer, outcome: Outcome) -> None:
        same = outcome.digest is not None and outcome.digest == page.digest
        same = same or outcome.status is Status.NOT_MODIFIED
        place = self._place(page.kind, page)
        with self.store.committing():
            kept = self._kept(answer, place, page.answered if same else None)
            outcome = replace(outcome, location=kept.location, keys=kept.keys)
            news = self._visit.record(page, outcome)
        good = {Status.OK, Status.NOT_MODIFIED, Status.MOVED}
        if outcome.status not in good:
            self._note(Trouble(page.url, outcome.status, outcome.note), news=news)
        self._advance()
        self._watch(replace(answer, status=outcome.status, note=outcome.note))

    # What all of them share

    @property
    def _home(self) -> str:
        return self.site.fetched_from or self.site.origin

    def _fetch(self, request: Request, ask: Ask) -> Answer:
        if self.stop.is_set():
            raise _Ended(Status.STOPPED)
        if self.site.fetched_from is not None and not self.site.holds(request.url):
            note = f"not at {self.site.fetched_from}"
            return Answer(Status.ADDRESS_REFUSED, request.url, note=note)
        own = self.site.delay if self.site.fetched_from is None else None
        pause = self.settings.delay if own is None else own
        ask = replace(
            ask,
            pause=pause,
            home=self._home,
            follows=ask.follows or self.site.holds,
            retries=0 if self._failures else None,  # it was patiently asked only now
        )
        answer = self.fetcher.fetch(request, ask)
        if answer.status is Status.STOPPED:
            raise _Ended(Status.STOPPED)
        return answer

    def _kept(
        self, answer: Answer, place: Mapping[str, object], same_as: str | None = None
    ) -> Outcome:
        """Archive an answer and give its outcome; to be called inside `committing`."""
        location = self.store.keep(answer.hops, place, same_as)
        keys = tuple(hop.key for hop in answer.hops)
        return Outcome(answer.status, answer.note, location, keys)

    def _watch(self, answer: Answer) -> None:
        """Leave a host alone that asks for it, blocks us, or fails time after time."""
        if answer.status is Status.RATE_LIMITED:
            host = host_of(answer.url)
            self.store.frontier.leave_alone(host, answer.wait or self.settings.longest_wait)
            if host == host_of(self._home):
                raise _Ended(Status.RATE_LIMITED, answer.note)
        if host_of(answer.url) != host_of(self._home):
            return
        if answer.status not in HOST_FAILURES:
            self._failures = 0
            return
        self._failures += 1
        if self._failures >= self.settings.failures_in_a_row:
            note = f"{self._failures} failures in a row, the last: {answer.status} {answer.note}"
            raise _Ended(Status.CIRCUIT_OPEN, note)

    def _add_trouble(self, status: Status, note: str) -> None:
        """Keep what is wrong with the site as a whole."""
        self._note(Trouble("", status, note), news=self._visit.trouble(status, note))

    def _note(self, trouble: Trouble, *, news: bool) -> None:
        self._troubles.append(trouble)
        if news:
            self._news.append(trouble)

    def _advance(self) -> None:
        self._done += 1
        self.progress.advanced(self.site.name, self._done, self._visit.waiting())

    def _place(self, kind: str, of: Page | Listing) -> dict[str, object]:
        """Give what the archive keeps of whose answer it is, so that crawl.db can be made anew."""
        place: dict[str, object] = {"site": self.site.name, "kind": kind}
        if isinstance(of, Page):
            place |= {
                "identity": of.identity, "url": of.url, "parent": of.parent, "name": of.name,
                "listed_title": of.item.title or None, "listed_published": of.item.published,
            }  # fmt: skip
        else:
            place |= {"listing": of.listing, "number": of.number, "url": of.request.url}
        return place
