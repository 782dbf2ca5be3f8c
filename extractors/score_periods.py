"""The year or period that a result was measured in, from the dates of its text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from extractors.act_types import subject_of
from extractors.facts import Period
from extractors.score_headings import Headings
from extractors.score_labels import covers, reported_in, written, year_told_in
from extractors.score_publication import by_publication, seen_from_now, tells_earlier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.atoms import Scan
    from extractors.facts import Reference
    from extractors.indices import IndexMention
    from extractors.score_comparisons import Comparison, Comparisons
    from extractors.score_drafts import Draft

_COMPARED = re.compile(
    r"(?:so\s+với|hơn|cùng\s+kỳ|từ|sau(?:\s+(?:hai|ba|bốn|các|những))?)(?:\s+(?:kết\s+quả|mức|của|cùng\s+kỳ|với|đầu))*\s*\Z"
)
_AS_OF = re.compile(
    r"(?:tính\s+đến|đến|số\s+liệu)(?:\s+(?:đến|hết|ngày|thời\s+điểm|cuối|lúc|hồi|[0-9]{1,2}\s?(?:h|giờ|g)"
    r"(?:\s?[0-9]{1,2}(?:\s+phút|['’])?)?,?))*\s*\Z"
)
_TOLD_AS_OF = re.compile(r"(?:kể\s+)?từ\s+đầu\s+năm|(?:tính\s+)?đến")
_TELLS = re.compile(r"\(?(?:\s*là|\s*:|(?<=\()\s*(?:đạt|chỉ\s+đạt|xếp|đứng|thứ|hạng|\d))")
_NEAR = 300  # characters within which a paragraph speaks of one period
_REACH = 800  # characters: farther back in one sentence no words tell the time of a rate
_FAR = 3000  # characters within which a text speaks of one year of an index
_HEAD = 800  # characters that hold the title of a document
_WITHIN = re.compile(r"(?:trong|kết\s+quả|hết|cả)\s*\Z")
_LABEL_GAP = re.compile(r"[.;:(]|(?<!\w)(?:đạt|gồm|được|triển\s+khai|từ|so\s+với|theo)(?!\w)")
_DAY_GRAINS = {"day", "days"}
# When something was told or held, "công bố cuối tháng 7", is not what was measured.
_PLANNED = {"stage", "term", "years"}  # these are no results before they are over
_OF_EVENTS = {"month", "months", "quarter", "year"}
_EVENT = re.compile(
    r"(?<!\w)(?:công\s+bố|ban\s+hành|ký|khai\s+mạc|bế\s+mạc|diễn\s+ra|thành\s+lập|phát\s+hành|giao\s+ban|"
    r"phiên\s+họp|thường\s+kỳ|cuộc\s+họp|họp|hồi)(?:\s+(?:vào|hồi|trong|từ|thường\s+kỳ|đầu|cuối|giữa))*\s*\Z"
)
_YEAR_BEHIND = re.compile(
    r"\)?\s+(?:năm\s+)?((?:19|20)[0-9]{2})(?![0-9/%]|\s*[-–]\s*[0-9]|[.,][0-9])"
)
_QUARTER = re.compile(r"quý ([IVX]+)/((?:19|20)[0-9]{2})")
# "Thu ngân sách 7 tháng đạt 318 tỷ đồng, bằng 70,6%": no date, but a period.
_MONTHS = re.compile(
    r"(?<![\w/-])(?<!\w\s-\s)((?:[2-9]|1[01])\s+tháng(?:\s+(?:đầu|cuối)\s+năm)?)"
    r"(?=,|\s+(?:đạt|là|ước|thực\s+hiện|toàn|tỉnh|cả)(?!\w))"
)
_YEAR_ALONE = re.compile(r"(?<![0-9/.,-])(?:19|20)[0-9]{2}(?![0-9/%]|[.,][0-9])")
# "Nâng cao chỉ số PCI năm 2025": a year that is worked for.
_WORKED_FOR = re.compile(
    r"(?<!\w)(?:nâng\s+cao|cải\s+thiện|kế\s+hoạch|phấn\s+đấu|mục\s+tiêu|triển\s+khai|nhiệm\s+vụ|khảo\s+sát)(?!\w)[^,;.\n]*\Z"
)
# "(sơ bộ quý I/2015 tăng 7,90%)": what a bracket tells governs nothing behind it.
_BRACKETED = re.compile(r"(?>[^()\n]|\([^()\n]{0,40}\)){0,120}\)")
_YEAR_BEFORE = re.compile(
    r"(?:năm|kỳ)\s+(?:trước|ngoái|liền)|cùng\s+kỳ(?!\s+(?:năm\s+)?(?:19|20))|đầu\s+năm(?!\s+(?:19|20))"
)


class Periods:
    """The periods of one text, asked by place."""

    def __init__(
        self,
        scan: Scan,
        references: Sequence[Reference],
        dates: Sequence[Period],
        indices: Sequence[IndexMention],
        comparisons: Comparisons,
    ) -> None:
        self._scan = scan
        self._comparisons = comparisons
        self._quarters: dict[str, str] = {}
        cited = [(r.start, r.end) for r in references]
        starts = [s for s, _ in cited]
        free = []
        for date in sorted(dates, key=lambda d: d.start):
            place = bisect_left(starts, date.start + 1) - 1
            if place < 0 or date.end > cited[place][1]:
                free.append(date)
        self._free = free
        self._free_starts = [d.start for d in free]
        free = [d for d in free if comparisons.at(d.start) is None]
        self._dates = [d for d in free if self._usable(d)]
        self._starts = [d.start for d in self._dates]
        index_ends = [m.end for m in indices]
        self._ranges = [d for d in free if covers(d)]
        self._range_starts = [d.start for d in self._ranges]
        self._labels = [d for d in self._dates if self._is_label(d, index_ends)]
        self._labels = sorted([*self._labels, *self._bare_labels(indices)], key=lambda d: d.start)
        self._label_starts = [d.start for d in self._labels]
        self._label_places = set(self._label_starts)
        first = self._dates[0] if self._dates else None
        self._first = first if first and first.start < _HEAD else None
        years = Counter(d.quote.lower() for d in self._dates if d.grain == "year")
        common = years.most_common(1)[0][0] if years and max(years.values()) > 1 else None
        self._commonest = next((d for d in self._dates if d.quote.lower() == common), None)
        title = year_told_in(scan.context.title or "")
        told = {
            d.first[:4]
            for d in free
            if d.first and d.first[:4] in d.quote and d.first != scan.context.published
        }
        only = told.pop() if len(told) == 1 else None
        self._title = title or only
        self._reported = reported_in(subject_of(scan)) or self._in_lead()
        self._main = self._of_head()
        self._headings = Headings(scan, self._dates)

    def _of_head(self) -> str | None:
        """The latest year of an index that the head of a text tells results of."""
        head = [d for d in self._labels if d.start < _NEAR and d.first]
        told = [
            d.first[:4]
            for d in head
            if d.first and not _WORKED_FOR.search(self._scan.folded, max(0, d.start - 120), d.start)
        ]
        if self._reported and self._reported.isdigit():
            told.append(self._reported)
        return max(told, default=None)

    def _bare_labels(self, indices: Sequence[IndexMention]) -> Iterator[Period]:
        """The years that stand right behind an index and are no date elsewhere: "PCI 2021"."""
        known = set(self._starts)
        for mention in indices:
            year = _YEAR_BEHIND.match(self._scan.folded, mention.end)
            if year and year.start(1) not in known and self._comparisons.at(year.start(1)) is None:
                told = year[1]
                yield Period(*year.span(1), told, f"{told}-01-01", f"{told}-12-31", "year")

    def _in_lead(self) -> str | None:
        """The period that the lead of a report names: "báo cáo kết quả 9 tháng năm 2024 ..."."""
        lead = re.search(
            r"(?:báo\s+cáo|tổng\s+hợp|kết\s+quả)[^\n.;:]{0,200}như\s+sau", self._scan.folded[:1500]
        )
        return reported_in(lead[0]) if lead else None

    def _usable(self, date: Period) -> bool:
        left = self._scan.folded[max(0, date.start - 30) : date.start]
        published = self._scan.context.published
        if date.grain in _PLANNED and date.last and published and date.last > published:
            return False
        if date.grain in _OF_EVENTS and _EVENT.search(left):
            return False
        if left.endswith("lần ") and self._scan.folded.startswith("đầu", date.start):
            return False  # "lần đầu năm 2021"
        if date.grain in _DAY_GRAINS:
            as_of = _TOLD_AS_OF.match(self._scan.folded, date.start, date.end)
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

    def of(
        self,
        draft: Draft,
        *,
        is_rate: bool = False,
        is_index: bool = False,
        running: tuple[int, str] | None = None,
    ) -> str | None:
        """Give the period of a result: in its own words, its sentence, or the text before.

        A rate of which no time is told has none; an index has that before its publication.
        A rate goes on with the period that its text reports on, an index with its own year, or
        with the one `running`: that of the result before, with its place.
        """
        left, start, until = draft.left, draft.start, draft.until
        end = (draft.value or draft.rank or draft).end
        own = self._after(end, until, at_once=True) or self._last(start, end)
        own = own or self._last(left, start) or self._after(end, until)
        if own is not None:
            return self._in_full(written(own))
        shared = self._open(draft.sentence.start, left, start)
        if is_rate:
            return self._in_full(written(shared)) if shared else self._of_rate(draft)
        return self._of_index(draft, shared, running, is_index=is_index)

    def _of_index(
        self,
        draft: Draft,
        shared: Period | None,
        running: tuple[int, str] | None,
        *,
        is_index: bool,
    ) -> str | None:
        """The year of an index that its clause leaves out; `shared` is that of its sentence.

        What "năm trước" begins is of the year before, what "trước đó" begins of nobody knows when.
        """
        begin, start = draft.sentence.start, draft.start
        year = self._in_full(written(shared)) if shared else self.before(begin, running)
        earlier, years = tells_earlier(self._scan.folded, max(draft.left, start - _NEAR), start)
        if earlier and self._comparisons.at(start) is None:
            return str(int(year) - years) if years and year and year.isdigit() else None
        return year or (by_publication(self._scan, begin, start) if is_index else None)

    def _of_rate(self, draft: Draft) -> str | None:
        """The period of a rate that its sentence leaves out: of its paragraph, its report."""
        begin, start = draft.sentence.start, draft.start
        at = bisect_left(self._range_starts, start) - 1
        ranged = at >= 0 and self._range_starts[at] >= begin
        near = max(begin, start - _REACH)
        told = None if ranged else _MONTHS.search(self._scan.folded, near, start)
        if told:
            return self._in_full(" ".join(told[1].split()))
        label = self._of_report(begin, start) or seen_from_now(self._scan, begin, start)
        return self._in_full(label) if label else None

    def _in_full(self, label: str) -> str:
        """A label without its year as the title has it with one: "6 tháng đầu năm 2022"."""
        told = self._reported
        if quarter := _QUARTER.fullmatch(label):
            return self._quarter(label, quarter[1], quarter[2])
        return told if told and not _YEAR_ALONE.search(label) and told.startswith(label) else label

    def _quarter(self, label: str, quarter: str, year: str) -> str:
        """A quarter with its year as the text writes it: "quý III năm 2014", "quý III/2014"."""
        if label not in self._quarters:
            folded = self._scan.folded
            slashed = re.search(rf"quý\s+{quarter.lower()}\s*/\s*{year}", folded)
            spelt = re.search(rf"quý\s+[ivx1-4]+\s+năm\s+{year}", folded)
            told = f"quý {quarter} năm {year}" if spelt and not slashed else label
            self._quarters[label] = told
        return self._quarters[label]

    def compared(self, place: int, beside: Comparison, now: str | None) -> str | None:
        """Give the period of a result that another one, of the period `now`, is compared with."""
        inside = [d for d in self._inside(beside) if d.grain not in _DAY_GRAINS]
        before = [d for d in inside if d.end <= place]
        if told := (before[-1:] or inside[:1]):
            return written(told[0])
        words = self._scan.folded[beside.start : beside.end]
        if years := _YEAR_ALONE.findall(words):
            return str(years[0])
        if beside.kind == "move" and (last := self._comparisons.before(beside.start)):
            return self.compared(place, last, now)
        if _YEAR_BEFORE.search(words) or beside.kind == "move":
            return str(int(now) - 1) if now and now.isdigit() else None
        return now

    def _inside(self, beside: Comparison) -> list[Period]:
        first = bisect_left(self._free_starts, beside.start)
        return self._free[first : bisect_left(self._free_starts, beside.end)]

    def _of_report(self, sentence: int, place: int) -> str | None:
        """The period of a rate: that of its paragraph, else the one that the text reports on."""
        begin = self._scan.text.rfind("\n", max(0, sentence - _FAR), sentence) + 1
        near = self._last(max(begin, sentence - _FAR), sentence)
        if near is not None and near.start not in self._label_places:
            return written(near)
        if near is None and (head := self._headings.before(sentence)):
            return self._in_full(written(head))
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

    def before(self, place: int, running: tuple[int, str] | None = None) -> str | None:
        """Give the last period that labels an index before a place, else the title's year.

        In one paragraph a later year goes before an earlier one: that is compared with.
        """
        at = bisect_left(self._label_starts, place) - 1
        is_near = at >= 0 and place - self._label_starts[at] < _FAR
        if running and (not is_near or self._label_starts[at] < running[0]):
            return running[1]
        if is_near:
            begin = self._scan.text.rfind("\n", 0, place) + 1
            here = [d for d in self._labels[max(0, at - 8) : at + 1] if d.start >= begin]
            return max(written(d) for d in here) if here else self._of_paragraph_before(at)
        if near := self._within(place):
            return written(near)
        if self._reported:
            return self._reported
        last = (
            self._nearest_label(at)
            or self._latest_first()
            or self._commonest
            or self._last(0, place)
        )
        return written(last) if last else self._title

    def above(self, place: int) -> str | None:
        """Give the year of the index that the line right above a table names, else the text's."""
        at = bisect_left(self._label_starts, place) - 1
        label = self._labels[at] if at >= 0 else None
        near = label and not self._scan.text[label.end : place].strip(" \n*_:)")
        return written(label) if label and near else self.before(place)

    def _of_paragraph_before(self, at: int) -> str:
        """The year of the paragraph whose last label is `at`, the head's where that is later."""
        begin = self._scan.text.rfind("\n", 0, self._labels[at].start) + 1
        told = max(written(d) for d in self._labels[max(0, at - 8) : at + 1] if d.start >= begin)
        return max(told, self._main) if self._main and told.isdigit() else told

    def _latest_first(self) -> Period | None:
        """The first period of the head, of its sentence the latest: "năm 2021 …, năm 2022 …"."""
        first = self._first
        if first is None or first.grain != "year":
            return first
        closed = self._scan.text.find(". ", first.end)
        same = [d for d in self._dates if d.grain == "year" and d.start < closed]
        return max([first, *same], key=written)

    def _nearest_label(self, at: int) -> Period | None:
        """The label that follows where none stands near before, "Báo cáo PCI 2021"."""
        following = self._labels[at + 1 : at + 2]
        return following[0] if following else self._labels[at] if at >= 0 else None

    def _last(self, start: int, end: int) -> Period | None:
        place = bisect_left(self._starts, end) - 1
        date = self._dates[place] if place >= 0 else None
        return date if date and date.start >= start and date.end <= end + 1 else None

    def _open(self, start: int, end: int, result: int) -> Period | None:
        """The last period between two places that no bracket, closed before a result, holds."""
        place = bisect_left(self._starts, end) - 1
        while place >= 0 and self._starts[place] >= start:
            date = self._dates[place]
            bracket = date.grain not in _DAY_GRAINS and _BRACKETED.match(
                self._scan.folded, date.end, result
            )
            if date.end <= end + 1 and (date.start in self._label_places or not bracket):
                return date
            place -= 1
        return None

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
        if "," in gap and not re.match(r"\s*(?:[.;)]|\Z)", following):  # the next clause's
            return None
        return date if not re.search(r"[;.(]|so\s+với|\d", gap) else None
