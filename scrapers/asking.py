"""How one site is asked in a visit: with its own manners, until it wants to be left alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers.acts import LeaveAlone
from scrapers.asked import Answer, Ask
from scrapers.books import Entry
from scrapers.page import Request
from scrapers.status import BLOCKS, HOST_FAILURES, Status
from scrapers.transport import host_of

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from scrapers.absent import Absent
    from scrapers.books import Books
    from scrapers.fetch import Fetcher
    from scrapers.outcome import Page
    from scrapers.settings import Settings
    from scrapers.site import Site

_CLOSED = BLOCKS | {Status.NOT_FOUND, Status.GONE, Status.REFUSED, Status.ROBOTS}


class VisitEnded(Exception):  # noqa: N818  (a turn of events, not a fault)
    """The visit ends here; `status` says why."""

    def __init__(self, status: Status, note: str = "") -> None:
        super().__init__(status)
        self.status, self.note = status, note


@dataclass(slots=True)
class Asking:
    """Asks for what one visit wants; raises VisitEnded where there is no more asking."""

    site: Site  # read without its interface from when that is found closed
    books: Books
    fetcher: Fetcher
    settings: Settings
    stop: threading.Event
    _failures: int = 0  # in a row

    @property
    def home(self) -> str:
        """Give the origin that stands for the site."""
        return self.site.fetched_from or self.site.origin

    def respect_last_time(self) -> None:
        """End the visit before it begins where the host asked for rest."""
        host = host_of(self.home)
        if until := self.books.frontier.not_before(host):
            raise VisitEnded(Status.RATE_LIMITED, f"{host} asks to be left alone until {until}")

    def listing(self, request: Request) -> Answer:
        """Give how asking for a listing page ended."""
        return self._fetch(request, self._ask(self.settings.max_page_bytes))

    def article(self, page: Page) -> Answer:
        """Give how asking for an article ended; where the interface is closed, for its own page."""
        answer = self._page(page, self.settings.max_page_bytes)
        if self._is_closed(answer, page):
            self.site = self.site.without_api()
            answer = self._page(page, self.settings.max_page_bytes)
        return answer

    def file(self, page: Page) -> Answer:
        """Give how asking for a file ended; it may lie on other hosts than the site's pages."""
        return self._page(page, self.settings.max_file_bytes, self.site.carries_file)

    def absent(self) -> Absent | None:
        """Give what the host shows where there is nothing, None where it says so."""
        return self.fetcher.absent(self.home, self._ask(self.settings.max_page_bytes))

    def heed(self, answer: Answer, status: Status, note: str) -> None:
        """Leave a host alone that asks for it, blocks us, or fails time after time."""
        host = host_of(answer.url)
        if status is Status.RATE_LIMITED:
            rest = answer.wait or self.settings.longest_wait
            self.books.write(Entry(LeaveAlone(host, rest)))
            if host == host_of(self.home):
                raise VisitEnded(Status.RATE_LIMITED, note)
        if host != host_of(self.home):
            return
        if status not in HOST_FAILURES:
            self._failures = 0
            return
        self._failures += 1
        if self._failures >= self.settings.failures_in_a_row:
            why = f"{self._failures} failures in a row, the last: {status} {note}"
            raise VisitEnded(Status.CIRCUIT_OPEN, why)

    def _page(self, page: Page, limit: int, follows: Callable[[str], bool] | None = None) -> Answer:
        return self._fetch(Request(self.site.fetch_url(page.url)), self._ask(limit, page, follows))

    def _is_closed(self, answer: Answer, page: Page) -> bool:
        """Tell whether an interface is closed to us that has pages beside it."""
        api = self.site.api
        if api is None or not (api.use and api.pages):
            return False
        asked_it = self.site.fetch_url(page.url) != self.site.without_api().fetch_url(page.url)
        return asked_it and answer.status in _CLOSED

    def _ask(
        self, limit: int, known: Page | None = None, follows: Callable[[str], bool] | None = None
    ) -> Ask:
        """Give how to ask with this site's manners, limits and exceptions."""
        own = self.site.delay if self.site.fetched_from is None else None
        return Ask(
            limit,
            pause=self.settings.delay if own is None else own,
            home=self.home,
            etag=known.etag if known else None,
            last_modified=known.last_modified if known else None,
            digest=known.digest if known else None,
            follows=follows or self.site.holds,
            retries=0 if self._failures else None,  # it was patiently asked only now
            tls=self.site.tls,
            cookies=self.site.cookies,
        )

    def _fetch(self, request: Request, ask: Ask) -> Answer:
        if self.stop.is_set():
            raise VisitEnded(Status.STOPPED)
        if self.site.fetched_from is not None and not self.site.holds(request.url):
            note = f"not at {self.site.fetched_from}"
            return Answer(Status.ADDRESS_REFUSED, request.url, note=note)
        answer = self.fetcher.fetch(request, ask)
        if answer.status is Status.STOPPED:
            raise VisitEnded(Status.STOPPED)
        at_home = host_of(request.url) == host_of(self.home)
        if answer.status is Status.CIRCUIT_OPEN and at_home:
            raise VisitEnded(Status.CIRCUIT_OPEN, answer.note)
        return answer
