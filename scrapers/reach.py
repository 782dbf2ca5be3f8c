"""How far a listing is followed in one visit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapers.outcome import Listing
    from scrapers.page import ListingPage

_DEPTH = 3  # indexes of sitemaps, one naming the next


@dataclass(slots=True)
class Reach:
    """Follows no listing behind the day `since`, nor over more pages than `most`."""

    since: str | None
    most: int
    _depths: dict[str, int] = field(default_factory=dict)  # of the parts that indexes name

    def within(self, at: Listing, page: ListingPage) -> ListingPage:
        """Give a page without parts where indexes lead to indexes without end."""
        depth = self._depths.get(at.request.url, 0) + 1
        if depth > _DEPTH:
            return replace(page, parts=())
        self._depths.update({part.url: depth for part in page.parts})
        return page

    def ends_behind(self, at: Listing, page: ListingPage) -> bool:
        """Tell whether a listing is cut short behind this page, to be followed on another day."""
        days = [item.published for item in page.items]
        behind = self.since
        if behind and all(day is not None and day < behind for day in days):
            return True
        return at.number >= self.most
