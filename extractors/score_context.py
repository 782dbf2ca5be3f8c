"""What the rules of scores look up in one text: bodies, indices and periods by place."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from extractors.bodies import Body, find_bodies
from extractors.indices import IndexMention, find_indices
from extractors.score_owners import Owners, self_named
from extractors.score_periods import Periods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference

NEAR = 400  # characters within which a sentence speaks of one thing
FAR = 3000  # characters within which a text goes on with the index it named


class Surroundings:
    """The bodies, indices and periods of one text, each found when it is first asked for.

    Most texts measure nothing, and then nothing of it is needed.
    """

    def __init__(
        self, scan: Scan, references: Sequence[Reference], dates: Sequence[Period]
    ) -> None:
        self.scan = scan
        self._references = references
        self._dates = dates

    @cached_property
    def owners(self) -> Owners:
        """Whom the text speaks of."""
        return Owners(self.scan, self._bodies)

    @cached_property
    def periods(self) -> Periods:
        """When what the text tells was."""
        return Periods(self.scan, self._references, self._dates, self._indices)

    @cached_property
    def _indices(self) -> tuple[IndexMention, ...]:
        return find_indices(self.scan.text, self.scan.folded, self.scan.words)

    @cached_property
    def _index_starts(self) -> list[int]:
        return [m.start for m in self._indices]

    @cached_property
    def _listed(self) -> list[IndexMention]:
        return [m for m in self._indices if m.index.unit]

    @cached_property
    def _listed_starts(self) -> list[int]:
        return [m.start for m in self._listed]

    @cached_property
    def _bodies(self) -> list[Body]:
        spans = [
            (r.start, r.end) for r in self._references
        ]  # a body in a citation is not measured,
        spans += [(m.start, m.end) for m in self._indices]  # nor one in the name of an index
        found = find_bodies(self.scan, self_named(self.scan))
        return _outside([b for b in found if not self.scan.menus.holds(b.start)], spans)

    @cached_property
    def _body_starts(self) -> list[int]:
        return [b.start for b in self._bodies]

    @cached_property
    def _title(self) -> tuple[IndexMention, ...]:
        title = self.scan.context.title or ""
        return find_indices(title, title.lower())

    def bodies(self, start: int, end: int) -> list[Body]:
        """Give the bodies that lie between two places."""
        first = bisect_left(self._body_starts, start)
        last = bisect_left(self._body_starts, end)
        return [b for b in self._bodies[first:last] if b.end <= end]

    def bodies_before(self, place: int, most: int) -> list[Body]:
        """Give those of the last bodies before a place that are called by a name of their own."""
        last = bisect_left(self._body_starts, place)
        return [b for b in self._bodies[max(0, last - most) : last] if b.is_named]

    def indices(self, start: int, end: int) -> Sequence[IndexMention]:
        """Give the index mentions that begin between two places."""
        first = bisect_left(self._index_starts, start)
        return self._indices[first : bisect_left(self._index_starts, end)]

    def index_before(self, start: int, end: int) -> IndexMention | None:
        """Give the last index named between two places."""
        place = bisect_left(self._index_starts, end) - 1
        mention = self._indices[place] if place >= 0 else None
        return mention if mention and mention.end > start else None

    def index_of_text(self, sentence_start: int, place: int) -> IndexMention | None:
        """Give the index that the text goes on with: named not far before, else in the title.

        A listed index goes before one that only its words call so ("7 chỉ số thành phần").
        """
        at = bisect_left(self._listed_starts, place) - 1
        listed = self._listed[at] if at >= 0 else None
        if listed and listed.start >= sentence_start - FAR:
            return listed
        title = self._title[0] if self._title else None
        return title or self.index_before(max(0, sentence_start - FAR), place)


def _outside(bodies: list[Body], spans: list[tuple[int, int]]) -> list[Body]:
    """The bodies that begin in none of the spans."""
    spans.sort()
    out, at, until = [], 0, 0
    for body in bodies:
        while at < len(spans) and spans[at][0] <= body.start:
            until = max(until, spans[at][1])
            at += 1
        if body.start >= until:
            out.append(body)
    return out
