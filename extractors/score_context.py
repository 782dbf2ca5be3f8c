"""What the rules of scores look up in one text: bodies, indices and periods by place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from extractors.bodies import Body, find_bodies
from extractors.body_lists import is_title
from extractors.index_parts import find_parts
from extractors.indices import IndexMention, find_indices
from extractors.score_comparisons import Comparisons
from extractors.score_owners import LEVELS, Owners, self_named
from extractors.score_periods import Periods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference

NEAR = 400  # characters within which a sentence speaks of one thing
FAR = 3000  # characters within which a text goes on with the index it named


_NEWS_AGENCY = re.compile(r"\(\s*(?:TTXVN|[A-ZĐ]{3,10}(?![a-zà-ỹ])|Báo\s|Chinhphu)[^)\n]{0,30}\)")
_STOP = re.compile(r"[(),.:;0-9]")
_JOINED = re.compile(
    r"[\s()\"“”]*(?:năm\s+)?(?:(?:19|20)[0-9]{2})?[\s()\"“”]*(?:,|và|,\s*và|cùng)?[\s()\"“”]*(?:kết\s+quả\s+)?"
)
_LONGEST_PLACE = 40  # characters


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
    def comparisons(self) -> Comparisons:
        """What the text compares its results with."""
        return Comparisons(self.scan.words)

    @cached_property
    def plain(self) -> str:
        """The folded text without its comparisons; offsets agree."""
        return self.comparisons.blanked()

    @cached_property
    def owners(self) -> Owners:
        """Whom the text speaks of."""
        return Owners(self.scan, self._measured_bodies, self._bodies)

    @cached_property
    def periods(self) -> Periods:
        """When what the text tells was."""
        return Periods(self.scan, self._references, self._dates, self._indices, self.comparisons)

    @cached_property
    def _indices(self) -> tuple[IndexMention, ...]:
        found = [
            m
            for m in find_indices(self.scan.text, self.scan.folded, self.scan.words)
            if self.comparisons.at(m.start) is None
        ]
        if not self._title and not any(m.index.unit for m in found):
            return tuple(found)
        parts = [
            m
            for m in find_parts(self.scan.text, self.scan.words)
            if self.comparisons.at(m.start) is None
        ]
        return _with_parts(found, parts)

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
    def _all_starts(self) -> list[int]:
        return [b.start for b in self._bodies]

    @cached_property
    def _measured_bodies(self) -> list[Body]:
        beside = [(c.start, c.end) for c in self.comparisons.all if c.kind != "bracket"]
        beside += self._datelines()
        found = [b for b in self._bodies if not is_title(self.scan, b)]
        found = [b for b in found if not self._is_central(b)]
        ends = {m.end for m in self._indices}
        named = [b for b in found if b.name.lower() not in LEVELS or not self._names(b, ends)]
        return _outside(named, beside)

    def _is_central(self, body: Body) -> bool:
        """Whether "Trung ương" only tells whose cities are ranked: "thành phố trực thuộc ..."."""
        central = body.name.lower().startswith(("trung ương", "tw"))
        return central and self.scan.folded.endswith("trực thuộc ", 0, body.start)

    def _datelines(self) -> list[tuple[int, int]]:
        """The places that reports come from: "Hà Nội (TTXVN 18/4) Trong năm 2023, ..."."""
        text, out = self.scan.text, []
        for agency in _NEWS_AGENCY.finditer(text):
            begin = text.rfind("\n", 0, agency.start()) + 1
            place = text[begin : agency.start()].strip(" *_#")
            if 0 < len(place) < _LONGEST_PLACE and place[0].isupper() and not _STOP.search(place):
                out.append((begin, agency.start()))
        return out

    def _names(self, body: Body, ends: set[int]) -> bool:
        """Whether a level belongs to the name of an index: "DTI cấp xã của ..."."""
        start = body.start
        while start and self.scan.text[start - 1] in " )":
            start -= 1
        return bool(ends.intersection(range(start - 1, body.start + 1)))

    @cached_property
    def _body_starts(self) -> list[int]:
        return [b.start for b in self._measured_bodies]

    @cached_property
    def _title(self) -> tuple[IndexMention, ...]:
        title = self.scan.context.title or ""
        return find_indices(title, title.lower())

    def bodies(self, start: int, end: int) -> list[Body]:
        """Give the bodies that lie between two places and are not only compared with."""
        first = bisect_left(self._body_starts, start)
        last = bisect_left(self._body_starts, end)
        return [b for b in self._measured_bodies[first:last] if b.end <= end]

    def compared_bodies(self, start: int, end: int) -> list[Body]:
        """Give the bodies that a comparison between two places names."""
        first = bisect_left(self._all_starts, start)
        last = bisect_left(self._all_starts, end)
        return [b for b in self._bodies[first:last] if b.end <= end]

    def bodies_before(self, place: int, most: int) -> list[Body]:
        """Give those of the last bodies before a place that are called by a name of their own."""
        last = bisect_left(self._body_starts, place)
        return [b for b in self._measured_bodies[max(0, last - most) : last] if b.is_named]

    def indices(self, start: int, end: int) -> Sequence[IndexMention]:
        """Give the index mentions that begin between two places."""
        first = bisect_left(self._index_starts, start)
        return self._indices[first : bisect_left(self._index_starts, end)]

    def index_before(self, start: int, end: int) -> IndexMention | None:
        """Give the last index named between two places."""
        place = bisect_left(self._index_starts, end) - 1
        mention = self._indices[place] if place >= 0 else None
        return mention if mention and mention.end > start else None

    @cached_property
    def _only_index(self) -> IndexMention | None:
        """The index that the text names, where it names one only."""
        one = {m.index.key for m in self._listed}
        return self._listed[0] if len(one) == 1 else None

    def index_of_text(self, sentence_start: int, place: int) -> IndexMention | None:
        """Give the index that the text goes on with: named not far before, else in the title.

        A listed index goes before one that only its words call so ("7 chỉ số thành phần").
        """
        at = bisect_left(self._listed_starts, place) - 1
        listed = self._listed[at] if at >= 0 else None
        if listed and listed.start >= sentence_start - FAR:
            return self._first_named(at) if listed.end <= sentence_start else listed
        title = self._title[0] if self._title else None
        title = title or self._only_index or self.index_before(max(0, sentence_start - FAR), place)
        return title or self._index_soon(place)

    def _first_named(self, at: int) -> IndexMention:
        """The first of the indices that are named in one breath: "công bố PAR INDEX và SIPAS"."""
        while at and _JOINED.fullmatch(
            self.scan.folded, self._listed[at - 1].end, self._listed[at].start
        ):
            at -= 1
        return self._listed[at]

    def _index_soon(self, place: int) -> IndexMention | None:
        """The index named next in the same paragraph: "2019 (43/63) ... là đường đi của Chỉ số"."""
        at = bisect_left(self._listed_starts, place)
        following = self._listed[at] if at < len(self._listed) else None
        if following is None or following.start > place + NEAR:
            return None
        return following if "\n" not in self.scan.text[place : following.start] else None


def _with_parts(found: list[IndexMention], parts: list[IndexMention]) -> tuple[IndexMention, ...]:
    """The mentions in order and apart; a part goes before an index that only its words call so."""
    listed = [m for m in found if m.index.unit or m.index.by]
    holding = [p for p in parts if any(_holds(p, m) for m in listed)]
    listed = _clear_of(listed, holding)
    found = _clear_of(found, holding)
    parts = _clear_of(parts, listed)
    both = sorted([*_clear_of(found, parts), *parts], key=lambda m: (m.start, -m.end))
    out: list[IndexMention] = []
    for mention in both:
        if not out or mention.start >= out[-1].end:
            out.append(mention)
    return tuple(out)


def _holds(part: IndexMention, index: IndexMention) -> bool:
    """Whether the name of a part has that of an index in it: "tác động đến sự hài lòng của …"."""
    return part.start <= index.start and index.end < part.end


def _clear_of(mentions: list[IndexMention], others: list[IndexMention]) -> list[IndexMention]:
    """The mentions that overlap none of the others, which are in order and apart."""
    others = sorted(others, key=lambda m: m.start)
    ends = [m.end for m in others]
    out = []
    for mention in mentions:
        at = bisect_right(ends, mention.start)
        if at == len(others) or others[at].start >= mention.end:
            out.append(mention)
    return out


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
