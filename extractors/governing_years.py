"""The year of a phrase that has none: of its sentence, heading, paragraph, title or publication."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Reference
    from extractors.written import Written

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_NEAR = 1500  # characters back to a date that still governs
_FINE = frozenset({"day", "days", "month", "months"})
_NAMES_A_YEAR = frozenset({"year", "years", "stage", "term", "school_year"})
# A year that is compared with, or aimed at, does not govern the days around it.
_ASIDE = re.compile(
    r"(?:so\s+với|cùng\s+kỳ|đến|tới|hướng)(?:\s+cùng\s+kỳ)?(?:\s+(?:hết|cuối))?\s{1,3}\Z"
)
# A year that tells when, and not which: "Trong năm 2022, …" but "Chỉ số CCHC năm 2022".
_WHEN = re.compile(r"(?:\A|[\n.;:,(*-]|(?<!\w)(?:trong|vào|từ|kể từ|đầu|cuối|giữa))\s{0,3}\Z")
_TO_NOW = re.compile(
    r"[\s*]{1,3}(?:cho\s+)?(?:đến|tới)\s+(?:nay|thời\s+điểm)|\s+trở\s+(?:lại|về)\s"
)
_BY_NOW = re.compile(
    r"\s{1,3}(?:(?P<past>vừa\s+(?:qua|rồi)|mới\s+đây)|(?P<next>sắp\s+tới|tới(?:\s+đây)?))(?!\w)(?!\s+(?:[0-9]|ngày|hết|tháng))"
)
_OPEN = re.compile(r"(?<!\w)(?:từ|kể\s+từ)(?:\s+ngày)?\s{1,3}\Z")  # a beginning, not the present
_HEADING = re.compile(
    r"[\s#*_]*(?:[IVX]{1,5}[.)/]|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)]|[A-Z][.)]|Phần|PHẦN|#)"
)
_LONGEST_HEADING = 120  # characters
_DEADLINE = re.compile(
    r"(?<!\w)(?:trước|(?:chậm|muộn|trễ)\s+nhất|hạn|không\s+quá|hạn\s+cuối|(?<!tính\s)(?:đến|tới))"
    r"(?!\w)[^.;]{0,12}\Z"
)
_TO_COME = re.compile(
    r"(?<!\w)(?:sẽ|hoàn\s+thành|dự\s+kiến|phấn\s+đấu|tham\s+mưu|trình|yêu\s+cầu|đề\s+nghị|giao|phải|cần|báo\s+cáo)(?!\w)"
)
_DONE = re.compile(r"(?<!\w)(?:đã|vừa|từ\s+đầu\s+năm|tính\s+đến|đạt|chưa)(?!\w)")
# Days from publication that a notice tells of without a year: ahead, back, ahead in a task.
_AHEAD, _PAST, _FAR = 31, 60, 200


class GoverningYears:
    """The years a text tells, to be asked for the year of a phrase that has none."""

    def __init__(
        self,
        scan: Scan,
        written: Sequence[Written],
        references: Sequence[Reference],
        published: str | None,
    ) -> None:
        self._scan = scan
        self._told = [one for one in written if one.year is not None]
        self._starts = [one.start for one in self._told]
        self._sentences = [s.start for s in scan.sentences]
        self._lines = [b.start for b in scan.blocks]
        self._cited = [(r.start, r.end) for r in references]
        self._issued = [r.date for r in references]
        self._headings = [t for t in self._told if self._is_heading(t)]
        self._heading_starts = [t.start for t in self._headings]
        title = _YEAR.search(scan.context.title or scan.text[: scan.text.find("\n", 20) + 1])
        self._title = int(title[0]) if title else None
        self._published = date.fromisoformat(published) if published else None

    def of(self, one: Written) -> tuple[int | None, str]:
        """Give the year that governs a phrase, and who told it."""
        if (issued := self._of_document(one)) is not None:
            return issued, "reference"
        if (near := self._seen_from_now(one)) is not None:
            return near, "published"
        year, source = self._told_for(one)
        return (None if year is None else self._not_far_ahead(one, year)), source

    def _of_document(self, one: Written) -> int | None:
        """The year that was read for the day of a document: "Nghị quyết số 66 ngày 26/3"."""
        at = bisect_right(self._cited, (one.start, 1 << 62)) - 1
        issued = self._issued[at] if at >= 0 and self._cited[at][1] >= one.end else None
        year = int(issued[:4]) if issued else 0
        interval = one.interval(year) if issued and one.grain == "day" else None
        return year if interval is not None and interval[0] == issued else None

    def _seen_from_now(self, one: Written) -> int | None:
        """The year of "20/2 vừa rồi", "6 tháng đầu năm nay": counted from publication."""
        if self._published is None:
            return None
        year = self._published.year
        if self._scan.folded.endswith(("năm nay", "năm ngoái"), one.start, one.end):
            return year
        told = _BY_NOW.match(self._scan.folded, one.end)
        if told is None or one.grain not in {"day", "days"}:
            return None
        step = -1 if told["past"] else 1
        ahead = self._days_ahead(one, year, self._published)
        return year + step if ahead * step < 0 else year

    def _told_for(self, one: Written) -> tuple[int | None, str]:
        near = self._in_sentence(one)
        here = self._nearest(one, [t for t in near if self._tells_when(t)])
        if here is not None:
            return here, "sentence"
        weak = self._nearest(one, near)
        before = self._before(one) if one.grain in _FINE else None
        if before is not None and before.start >= self._line(one.start):
            return before.year, "sentence"
        heading = bisect_right(self._heading_starts, one.start) - 1
        if heading >= 0:
            return self._headings[heading].year, "title"
        if self._published is not None:
            return self._by_publication(one, weak)
        if weak is not None:
            return weak, "sentence"
        if before is not None:
            return before.year, "sentence"
        if self._title is not None:
            return self._title, "title"
        year, source = self._farther(one)
        return (year, source) if year is not None else self._later(one)

    def _by_publication(self, one: Written, weak: int | None) -> tuple[int, str]:
        """The year of a plan's title, else the one that brings the phrase near to its notice."""
        published = self._published or date.min
        named = weak if weak is not None else self._title
        source = "title" if weak is None else "sentence"
        around = self._around(one)
        to_come = _TO_COME.search(around) is not None
        done = _DONE.search(around) is not None
        planned = named is not None and published.year <= named <= published.year + 1
        if one.grain in {"day", "days"}:
            due = self._is_due(one) and (to_come or not done)
            year = self._nearest_day(one, published, due=due)
            gone = self._days_ahead(one, year, published) < -_PAST
            return (named, source) if named and planned and gone else (year, "published")
        if named is not None and planned:
            return named, source
        to_come = to_come and not done
        if named == published.year - 1 and not to_come and one.grain not in _FINE:
            return named, source
        if to_come and self._days_ahead(one, published.year, published, last=True) < -_FAR:
            return published.year + 1, "published"
        if not to_come and self._days_ahead(one, published.year, published) > _FAR:
            return published.year - 1, "published"
        return published.year, "published"

    def _is_due(self, one: Written) -> bool:
        folded = self._scan.folded
        before = _DEADLINE.search(folded, max(0, one.start - 24), one.start)
        return before is not None or folded.startswith(("đến ", "trước "), one.start)

    def _nearest_day(self, one: Written, published: date, *, due: bool) -> int:
        """The year that brings a day near: the last that is not ahead, for a task the next."""
        if not due and (self._is_open(one) or self._scan.folded.startswith("từ", one.start)):
            year = published.year  # "có hiệu lực kể từ ngày 01/7"
            return min(
                (year - 1, year, year + 1),
                key=lambda y: abs(self._days_ahead(one, y, published)),
            )
        for year in (published.year - 1, published.year):
            if due and self._days_ahead(one, year, published) >= -_PAST:
                return year
            if not due and self._days_ahead(one, year + 1, published) > _AHEAD:
                return year
        return published.year + 1

    def _not_far_ahead(self, one: Written, year: int) -> int:
        """The year before where a day would lie much farther ahead than notices look."""
        if self._published is None or one.grain not in {"day", "days"}:
            return year
        ahead = self._days_ahead(one, year, self._published)
        before = self._days_ahead(one, year - 1, self._published)
        far = ahead > _FAR or (ahead > _AHEAD and not self._is_due(one) and before > -_PAST)
        return year - 1 if far and before > -_FAR else year

    def _days_ahead(self, one: Written, year: int, published: date, *, last: bool = False) -> int:
        interval = one.interval(year)
        if interval is None:  # 29/2
            return (date(year, one.first[0], 1) - published).days if one.first[0] else 0
        return (date.fromisoformat(interval[last]) - published).days

    def _in_sentence(self, one: Written) -> list[Written]:
        place = bisect_right(self._sentences, one.start) - 1
        if place < 0:
            return []
        sentence = self._scan.sentences[place]
        at = bisect_right(self._starts, one.start)
        return [
            t
            for t in self._told[max(0, at - 4) : at + 4]
            if sentence.start <= t.start
            and t.end <= sentence.end
            and not self._is_aside(t)
            and not self._is_cited(t)
        ]

    def _nearest(self, one: Written, told: list[Written]) -> int | None:
        if not told:
            return None
        best = min(told, key=lambda t: min(abs(t.start - one.end), abs(one.start - t.end)))
        return best.year

    def _before(self, one: Written) -> Written | None:
        at = bisect_right(self._starts, one.start)
        for told in reversed(self._told[max(0, at - 12) : at]):
            if one.start - told.end > _NEAR:
                return None
            if told.grain in _FINE and not self._is_cited(told) and not self._is_open(told):
                return told
        return None

    def _farther(self, one: Written) -> tuple[int | None, str]:
        """The year of what was told last before, of a cited document if need be."""
        at = bisect_right(self._starts, one.start)
        near = at and one.start - self._told[at - 1].end <= _NEAR
        return (self._told[at - 1].year, "reference") if near else (None, "")

    def _later(self, one: Written) -> tuple[int | None, str]:
        """The year of the first day or month told behind, where a text begins without a year."""
        at = bisect_right(self._starts, one.start)
        for told in self._told[at : at + 12]:
            if told.grain in _FINE and not (self._is_cited(told) or told.start - one.end > _NEAR):
                return told.year, "following"
        return None, ""

    def _tells_when(self, told: Written) -> bool:
        if told.grain not in _NAMES_A_YEAR:
            return not self._is_open(told)
        return bool(_WHEN.search(self._scan.folded, max(0, told.start - 12), told.start))

    def _is_open(self, told: Written) -> bool:
        folded = self._scan.folded
        alone = told.grain == "day" and not told.years
        opened = _OPEN.search(folded, max(0, told.start - 16), told.start)
        return alone and bool(opened)

    def _is_aside(self, told: Written) -> bool:
        coarse = told.grain in {"year", "years", "stage"}
        folded = self._scan.folded
        aside = _ASIDE.search(folded, max(0, told.start - 24), told.start)
        return coarse and bool(aside or _TO_NOW.match(folded, told.end))

    def _is_cited(self, told: Written) -> bool:
        at = bisect_right(self._cited, (told.start, 1 << 62)) - 1
        return at >= 0 and self._cited[at][1] >= told.end

    def _line(self, place: int) -> int:
        at = bisect_right(self._lines, place) - 1
        return self._lines[at] if at >= 0 else 0

    def _around(self, one: Written) -> str:
        """The words of the sentence around a phrase, folded."""
        place = bisect_right(self._sentences, one.start) - 1
        if place < 0:
            return ""
        sentence = self._scan.sentences[place]
        begin, end = max(sentence.start, one.start - 120), min(sentence.end, one.end + 60)
        return self._scan.folded[begin:end]

    def _is_heading(self, told: Written) -> bool:
        """Whether a year stands in the heading of a section: "Phần thứ hai: NHIỆM VỤ NĂM 2021"."""
        if told.grain not in {"year", "half", "quarter", "months"} or self._is_cited(told):
            return False
        at = bisect_right(self._lines, told.start) - 1
        line = self._scan.blocks[at]
        words = self._scan.text[line.start : line.end]
        if len(words) > _LONGEST_HEADING or words[-1] in ".;,":
            return False
        return bool(_HEADING.match(words)) and told.end >= line.end - 12
