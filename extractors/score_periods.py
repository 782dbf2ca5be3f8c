"""The year or period that a result was measured in, from the dates of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference
    from extractors.indices import IndexMention
    from extractors.score_drafts import Draft

_COMPARED = re.compile(
    r"(?:so\s+với|hơn|cùng\s+kỳ|từ)(?:\s+(?:kết\s+quả|mức|của|cùng\s+kỳ|với|đầu))*\s*\Z"
)
_AS_OF = re.compile(r"(?:tính\s+đến|đến|số\s+liệu)(?:\s+(?:đến|hết|ngày|thời\s+điểm))*\s*\Z")
_PREFIX = re.compile(
    r"\A(?:trong|cả|hết|đến|vào|của|ngày|năm(?=\s+\d)|giai\s+đoạn|thời\s+kỳ|\s)+", re.IGNORECASE
)
_TELLS = re.compile(r"\(?(?:\s*là|\s*:|(?<=\()\s*(?:đạt|chỉ\s+đạt|xếp|đứng|thứ|hạng|\d))")
_NEAR = 300  # characters within which a paragraph speaks of one period
_FAR = 3000  # characters within which a text speaks of one year of an index
_HEAD = 800  # characters that hold the title of a document
_WITHIN = re.compile(r"(?:trong|kết\s+quả|hết|cả)\s*\Z")
_DAY_GRAINS = {"day", "days"}


class Periods:
    """The periods of one text, asked by place."""

    def __init__(
        self,
        scan: Scan,
        references: Sequence[Reference],
        dates: Sequence[Period],
        indices: Sequence[IndexMention],
    ) -> None:
        self._scan = scan
        inside = [(r.start, r.end) for r in references]
        starts = [s for s, _ in inside]
        self._dates = []
        for date in sorted(dates, key=lambda d: d.start):
            place = bisect_left(starts, date.start + 1) - 1
            within = place >= 0 and date.end <= inside[place][1]
            if not within and self._usable(date):
                self._dates.append(date)
        self._starts = [d.start for d in self._dates]
        index_ends = [m.end for m in indices]
        self._labels = [d for d in self._dates if self._is_label(d, index_ends)]
        self._label_starts = [d.start for d in self._labels]
        first = self._dates[0] if self._dates else None
        self._first = first if first and first.start < _HEAD else None
        years = Counter(d.quote.lower() for d in self._dates if d.grain == "year")
        common = years.most_common(1)[0][0] if years and max(years.values()) > 1 else None
        self._commonest = next((d for d in self._dates if d.quote.lower() == common), None)
        title = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", scan.context.title or "")
        self._title = title[0] if title else None

    def _usable(self, date: Period) -> bool:
        left = self._scan.folded[max(0, date.start - 30) : date.start]
        if date.grain in _DAY_GRAINS:
            return (
                _AS_OF.search(left) is not None
                or re.match(r"(?:tính\s+)?đến", self._scan.folded[date.start : date.end])
                is not None
            )
        opened = self._scan.folded[date.end : date.end + 12].lstrip()
        return _COMPARED.search(left) is None or _TELLS.match(opened) is not None

    def _is_label(self, date: Period, index_ends: Sequence[int]) -> bool:
        """Whether a date belongs to the name of an index: "Chỉ số CCHC cấp sở năm 2023"."""
        place = bisect_left(index_ends, date.start + 1) - 1
        if place < 0 or date.start - index_ends[place] > 200:
            return False
        gap = self._scan.folded[index_ends[place] : date.start]
        return re.search(r"[.;():]|(?<!\w)đạt(?!\w)", gap) is None

    def of(self, draft: Draft) -> str | None:
        """Give the period of a result: in its own words, its sentence, or the text before."""
        left, start, until = draft.left, draft.start, draft.until
        end = (draft.value or draft.rank or draft).end
        own = self._after(end, until, at_once=True) or self._last(left, start)
        if own is None:
            own = self._after(end, until)
        if own is None:
            own = self._last(draft.sentence.start, left) or self._told(draft.sentence.start)
        return written(own) if own else self._title

    def _told(self, end: int) -> Period | None:
        """The period that the text goes on with: of the index named, just told, or of the title."""
        place = bisect_left(self._label_starts, end) - 1
        if place >= 0 and end - self._label_starts[place] < _FAR:
            return self._labels[place]
        near = self._last(max(0, end - _NEAR), end)
        if near and _WITHIN.search(self._scan.folded[max(0, near.start - 12) : near.start]):
            return near
        return self._first or self._commonest or near or self._last(0, end)

    def before(self, place: int) -> str | None:
        """Give the last period that labels an index before a place, else the title's year."""
        last = self._told(place)
        return written(last) if last else self._title

    def _last(self, start: int, end: int) -> Period | None:
        place = bisect_left(self._starts, end) - 1
        date = self._dates[place] if place >= 0 else None
        return date if date and date.start >= start and date.end <= end + 1 else None

    def _after(self, end: int, until: int, *, at_once: bool = False) -> Period | None:
        """The period that follows: "xếp thứ 3/19 năm 2023"."""
        place = bisect_left(self._starts, end)
        date = self._dates[place] if place < len(self._dates) else None
        if date is None or date.end > until or date.start - end > 60:
            return None
        gap = self._scan.folded[end : date.start]
        if at_once:
            return date if not gap.strip() or gap.strip() == "trong" else None
        return date if not re.search(r"[;.(]|so\s+với|\d", gap) else None


def written(date: Period) -> str:
    """Give a period as people label a result with it: a year as four digits, else as written.

    >>> from extractors.facts import Period
    >>> written(Period(0, 8, "năm 2023", "2023-01-01", "2023-12-31", "year"))
    '2023'
    """
    if date.grain == "year" and date.first:
        return date.first[:4]
    return " ".join(_PREFIX.sub("", date.quote).split())
