"""The year or period that a result was measured in, from the dates of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from extractors.genre import subject_of
from extractors.score_labels import covers, reported_in, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference
    from extractors.indices import IndexMention
    from extractors.score_drafts import Draft

_COMPARED = re.compile(
    r"(?:so\s+với|hơn|cùng\s+kỳ|từ|sau(?:\s+(?:hai|ba|bốn|các|những))?)(?:\s+(?:kết\s+quả|mức|của|cùng\s+kỳ|với|đầu))*\s*\Z"
)
_AS_OF = re.compile(r"(?:tính\s+đến|đến|số\s+liệu)(?:\s+(?:đến|hết|ngày|thời\s+điểm))*\s*\Z")
_TELLS = re.compile(r"\(?(?:\s*là|\s*:|(?<=\()\s*(?:đạt|chỉ\s+đạt|xếp|đứng|thứ|hạng|\d))")
_OF_NEXT = re.compile(r"\s*(?:là|đạt|chỉ\s+đạt|:|xếp|đứng|được|có|[0-9])")
_NEAR = 300  # characters within which a paragraph speaks of one period
_FAR = 3000  # characters within which a text speaks of one year of an index
_HEAD = 800  # characters that hold the title of a document
_WITHIN = re.compile(r"(?:trong|kết\s+quả|hết|cả)\s*\Z")
_LABEL_GAP = re.compile(r"[.;:(]|(?<!\w)(?:đạt|gồm|được|triển\s+khai|từ|so\s+với|theo)(?!\w)")
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
        cited = [(r.start, r.end) for r in references]
        starts = [s for s, _ in cited]
        free = []
        for date in sorted(dates, key=lambda d: d.start):
            place = bisect_left(starts, date.start + 1) - 1
            if place < 0 or date.end > cited[place][1]:
                free.append(date)
        self._dates = [d for d in free if self._usable(d)]
        self._starts = [d.start for d in self._dates]
        index_ends = [m.end for m in indices]
        self._ranges = [d for d in free if covers(d)]
        self._range_starts = [d.start for d in self._ranges]
        self._labels = [d for d in self._dates if self._is_label(d, index_ends)]
        self._label_starts = [d.start for d in self._labels]
        self._label_places = set(self._label_starts)
        first = self._dates[0] if self._dates else None
        self._first = first if first and first.start < _HEAD else None
        years = Counter(d.quote.lower() for d in self._dates if d.grain == "year")
        common = years.most_common(1)[0][0] if years and max(years.values()) > 1 else None
        self._commonest = next((d for d in self._dates if d.quote.lower() == common), None)
        title = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", scan.context.title or "")
        told = {
            d.first[:4]
            for d in free
            if d.first and d.first[:4] in d.quote and d.first != scan.context.published
        }
        only = told.pop() if len(told) == 1 else None
        self._title = title[0] if title else only
        self._reported = reported_in(subject_of(scan)) or self._in_lead()

    def _in_lead(self) -> str | None:
        """The period that the lead of a report names: "báo cáo kết quả 9 tháng năm 2024 ..."."""
        lead = re.search(
            r"(?:báo\s+cáo|tổng\s+hợp|kết\s+quả)[^\n.;:]{0,200}như\s+sau", self._scan.folded[:1500]
        )
        return reported_in(lead[0]) if lead else None

    def _usable(self, date: Period) -> bool:
        left = self._scan.folded[max(0, date.start - 30) : date.start]
        if date.grain in _DAY_GRAINS:
            as_of = re.match(r"(?:tính\s+)?đến", self._scan.folded[date.start : date.end])
            return _AS_OF.search(left) is not None or as_of is not None
        opened = self._scan.folded[date.end : date.end + 12].lstrip()
        return _COMPARED.search(left) is None or _TELLS.match(opened) is not None

    def _is_label(self, date: Period, index_ends: Sequence[int]) -> bool:
        """Whether a date belongs to the name of an index: "Chỉ số CCHC cấp sở năm 2023"."""
        place = bisect_left(index_ends, date.start + 1) - 1
        if place < 0 or date.grain != "year" or date.start - index_ends[place] > 200:
            return False
        gap = self._scan.folded[index_ends[place] : date.start].removeprefix(")")
        return _LABEL_GAP.search(gap) is None

    def of(self, draft: Draft, *, is_rate: bool = False) -> str | None:
        """Give the period of a result: in its own words, its sentence, or the text before.

        A rate goes on with the period that its text reports on, an index with its own year.
        """
        left, start, until = draft.left, draft.start, draft.until
        end = (draft.value or draft.rank or draft).end
        own = self._after(end, until, at_once=True) or self._last(start, end)
        own = own or self._last(left, start)
        own = own or self._after(end, until) or self._last(draft.sentence.start, left)
        if own is not None:
            return written(own)
        begin = draft.sentence.start
        return self._of_report(begin, start) if is_rate else self.before(begin)

    def _of_report(self, sentence: int, place: int) -> str | None:
        """The period of a rate: that of its paragraph, else the one that the text reports on."""
        begin = self._scan.text.rfind("\n", max(0, sentence - _FAR), sentence) + 1
        near = self._last(max(begin, sentence - _FAR), sentence)
        if near is not None and near.start not in self._label_places:
            return written(near)
        at = bisect_left(self._range_starts, place) - 1
        ranged = self._ranges[at] if at >= 0 else None
        year_only = self._reported is None or self._reported.isdigit()
        if ranged and ranged.start >= sentence and year_only:
            return written(ranged)
        if self._reported:
            return self._reported
        near = self._within(sentence) or ranged or self._first or self._commonest
        return written(near) if near else self.before(sentence)

    def _within(self, end: int) -> Period | None:
        near = self._last(max(0, end - _NEAR), end)
        if near and _WITHIN.search(self._scan.folded[max(0, near.start - 12) : near.start]):
            return near
        return None

    def before(self, place: int) -> str | None:
        """Give the last period that labels an index before a place, else the title's year."""
        at = bisect_left(self._label_starts, place) - 1
        if at >= 0 and place - self._label_starts[at] < _FAR:
            return written(self._labels[at])
        if near := self._within(place):
            return written(near)
        if self._reported:
            return self._reported
        last = self._first or self._commonest or self._last(0, place)
        return written(last) if last else self._title

    def _last(self, start: int, end: int) -> Period | None:
        place = bisect_left(self._starts, end) - 1
        date = self._dates[place] if place >= 0 else None
        return date if date and date.start >= start and date.end <= end + 1 else None

    def _after(self, end: int, until: int, *, at_once: bool = False) -> Period | None:
        """The period that follows: "xếp thứ 3/19 năm 2023", "42,57 (năm 2022)"."""
        place = bisect_left(self._starts, end)
        date = self._dates[place] if place < len(self._dates) else None
        if date is None or date.end > until or date.start - end > 60:
            return None
        gap = self._scan.folded[end : date.start]
        following = self._scan.folded[date.end : date.end + 12]
        if at_once and gap.strip() == "(":
            return date if re.match(r"\s*[),]", following) else None
        if at_once:
            return date if not gap.strip() or gap.strip() == "trong" else None
        if "," in gap and _OF_NEXT.match(following):
            return None
        return date if not re.search(r"[;.(]|so\s+với|\d", gap) else None
