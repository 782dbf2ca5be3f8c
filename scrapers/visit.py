"""One visit of one site in crawl.db: what to ask for, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapers.acts import (
    BeginVisit,
    Begun,
    CloseVisit,
    CountVisit,
    EndListing,
    EnterListing,
    NoteTrouble,
    form_of,
)
from scrapers.backfill import backlogs
from scrapers.books import Entry
from scrapers.exchange import utc
from scrapers.ledger import page_of
from scrapers.night import Clock
from scrapers.outcome import Counts, Listing, Outcome, Page, Row, Seen
from scrapers.page import Item, Request
from scrapers.page_acts import RecordPage
from scrapers.revisits import LATEST, present

if TYPE_CHECKING:
    from scrapers.books import Act, Books, Hop
    from scrapers.page import ListingPage
    from scrapers.site import Site
    from scrapers.status import Status

_BATCH = 200
_BACKFILL = "(deep = 1 AND last_status IS NULL)"
# Each part is found by an index: to look at all pages of a site for each ten of them takes the
# square of their number.
_DUE = " UNION ALL ".join(
    f"SELECT id FROM pages WHERE site = :site AND due {when}"
    for when in ("IS NULL", "<= :now", "> :latest")
)
_AHEAD = "SELECT id FROM pages WHERE site = :site AND last_seen > :now"


class Visit:
    """The open visit of a site: an interrupted one goes on, else a new one begins.

    What changes something takes the hops to be archived before, and is one transaction. `proves`
    names a host that has answered as itself.
    """

    def __init__(self, books: Books, site: Site) -> None:
        self._books = books
        self.site = site
        self.frontier = books.frontier
        self.declaration = site.reading_digest()[:16]  # by which its answers are read now
        begun: Begun = books.write(Entry(BeginVisit(site)))
        self.id, self.started = begun.id, begun.started
        self._clock = Clock(present(self.frontier))
        self._due = _DUE
        if self.frontier.rows(f"{_AHEAD} LIMIT 1", self._moment()):
            self._due += f" UNION ALL {_AHEAD}"

    def next_listing(
        self, without: frozenset[tuple[int, int]] = frozenset(), *, deep: bool = False
    ) -> Listing | None:
        """Give the next listing page to read; `without` those (listing, number).

        `deep` gives those that are read for back-fill.
        """
        found = self._books.frontier.rows(
            "SELECT *, EXISTS (SELECT 1 FROM followed WHERE site = :site AND root = listings.root)"
            " AS followed FROM listings WHERE visit = :visit AND done = 0 AND deep = :deep"
            " ORDER BY listing, number LIMIT :some",
            {"visit": self.id, "site": self.site.name, "some": len(without) + 1,
             "deep": deep},
        )  # fmt: skip
        for row in found:
            if (row["listing"], row["number"]) not in without:
                request = Request(row["url"], row["method"], form_of(row), bool(row["guessed"]))
                followed = bool(row["followed"])
                return Listing(
                    row["listing"], row["number"], row["root"], followed, request, bool(row["deep"])
                )
        return None

    def enter(
        self,
        at: Listing,
        page: ListingPage,
        *,
        cut: bool = False,
        hops: tuple[Hop, ...] = (),
        keys: tuple[str, ...] = (),
        proves: str = "",
    ) -> Seen:
        """Enter the rows of a listing page, and the next page where the listing goes on."""
        rows = tuple(self._row(item) for item in page.items)
        act = EnterListing(self.site.name, self.id, at, rows, page.next, cut, keys, page.parts)
        seen: Seen = self._write(act, hops, proves)
        return seen

    def end_listing(
        self, at: Listing, outcome: Outcome, *, over: bool = False, hops: tuple[Hop, ...] = ()
    ) -> bool:
        """End a listing at an answer that shows nothing: it is `over`, or broken.

        Tell whether that is a problem that was not known before.
        """
        return bool(self._write(EndListing(self.site.name, self.id, at, outcome, over), hops))

    def due(
        self,
        kinds: tuple[str, ...],
        without: frozenset[int] = frozenset(),
        *,
        deep: bool = True,
    ) -> tuple[Page, ...]:
        """Give the next pages to ask for, at most 200, articles before files.

        First what is new, then what was asked for before and is due, then, with `deep`, back-fill.
        A page seen or due too far in the future is due too: the clock was wrong then, or is now.
        """
        marks = ", ".join(f"'{kind}'" for kind in kinds)
        found = self._books.frontier.rows(
            f"SELECT * FROM pages WHERE id IN ({self._due}) AND kind IN ({marks})"
            " AND (last_visit IS NULL OR last_visit <> :visit)"
            f" AND (:deep OR NOT {_BACKFILL})"
            f" ORDER BY {_BACKFILL}, last_status IS NOT NULL, kind, id LIMIT :batch",
            {**self._moment(), "batch": _BATCH + len(without), "deep": deep},
        )
        return tuple(page_of(row) for row in found if row["id"] not in without)[:_BATCH]

    def record(
        self, page: Page, outcome: Outcome, hops: tuple[Hop, ...] = (), *, proves: str = ""
    ) -> bool:
        """Keep what became of a page; tell whether it is a problem that was not known before."""
        moved = None
        if outcome.moved_to is not None:
            item = Item(outcome.moved_to, page.item.title, page.item.published)
            moved = self._row(item)
        act = RecordPage(self.site.name, self.id, page, outcome, moved)
        return bool(self._write(act, hops, proves))

    def trouble(self, status: Status, note: str) -> bool:
        """Keep what is wrong with the site as a whole; tell whether that is news."""
        return bool(self._write(NoteTrouble(self.site.name, self.id, status, note)))

    def keep(self, act: Act) -> None:
        """Keep something else in crawl.db."""
        self._write(act)

    def close(self, unproven: frozenset[Status] = frozenset()) -> Counts:
        """End the visit; what was wrong with the site as a whole and was not found now is over.

        `unproven` is what this visit could not have found, whether it is there or not.
        """
        counts: Counts = self._write(CloseVisit(self.site.name, self.id, unproven))
        return counts

    def counts(self) -> Counts:
        """Give how the visit goes."""
        counts: Counts = self._write(CountVisit(self.id))
        return counts

    def listings_read(self) -> int:
        """Give how many listing pages answered and were read."""
        row = self._books.frontier.rows("SELECT read FROM visits WHERE id = :id", {"id": self.id})
        return int(row[0]["read"])

    def backlog(self) -> str:
        """Give in words what is left of the site's back-fill, empty where nothing is."""
        left = backlogs(self._books.frontier, self.site.name).get(self.site.name)
        return "" if left is None else str(left)

    def waiting(self) -> int:
        """Give how many pages have still to be asked for."""
        return int(
            self._books.frontier.rows(
                f"SELECT count(*) AS n FROM pages WHERE id IN ({self._due}) AND kind <> 'local'"
                " AND (last_visit IS NULL OR last_visit <> :visit)",
                self._moment(),
            )[0]["n"]
        )

    def _write(self, act: Act, hops: tuple[Hop, ...] = (), proves: str = "") -> Any:  # noqa: ANN401  (what the act tells)
        return self._books.write(Entry(act, hops), proves=proves)

    def _row(self, item: Item) -> Row:
        return Row(self.site.identity(item.url) or item.url, item)

    def _moment(self) -> dict[str, object]:
        today = self._clock.now()
        latest = utc(today + LATEST)
        return {"site": self.site.name, "visit": self.id, "now": utc(today), "latest": latest}
