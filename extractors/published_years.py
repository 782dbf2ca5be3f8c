"""The year of a phrase that has none, seen from the day of publication."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.written import Written

FINE = frozenset({"day", "days", "month", "months"})
_OPEN = re.compile(r"(?<!\w)(?:từ|kể\s+từ)(?:\s+ngày)?\s{1,3}\Z")  # a beginning, not the present
_BY_NOW = re.compile(
    r"\s{1,3}(?:(?P<past>vừa\s+(?:qua|rồi)|mới\s+đây)|(?P<next>sắp\s+tới|tới(?:\s+đây)?))(?!\w)(?!\s+(?:[0-9]|ngày|hết|tháng))"
)
_DEADLINE = re.compile(
    r"(?<!\w)(?:trước|(?:chậm|muộn|trễ)\s+nhất|hạn|không\s+quá|hạn\s+cuối|(?<!tính\s)(?:đến|tới))"
    r"(?!\w)[^.;]{0,12}\Z"
)
_TO_COME = re.compile(
    r"(?<!\w)(?:sẽ|hoàn\s+thành|dự\s+kiến|phấn\s+đấu|tham\s+mưu|trình|yêu\s+cầu|đề\s+nghị|giao|phải|cần|báo\s+cáo)(?!\w)"
)
_DONE = re.compile(r"(?<!\w)(?:đã|vừa|từ\s+đầu\s+năm|tính\s+đến|đạt|chưa)(?!\w)")
_WILL = re.compile(r"(?<!\w)(?:sẽ|dự\s+kiến)(?!\w)")
_BEGINS = re.compile(r"(?<!\w)(?:bắt\s+đầu|có\s+hiệu\s+lực|hiệu\s+lực\s+thi\s+hành)(?!\w)")
_CLAUSE_MARK = re.compile(r"[,;:.\n](?!\w)")
# Days from publication that a notice tells of without a year: ahead, back, ahead in a task.
_AHEAD, _PAST, _FAR = 31, 60, 200


def is_due(folded: str, one: Written) -> bool:
    """Tell whether a phrase is a deadline by the words before it: "trước 15/11"."""
    before = _DEADLINE.search(folded, max(0, one.start - 24), one.start)
    return before is not None or folded.startswith(("đến ", "trước "), one.start)


def is_open(folded: str, told: Written) -> bool:
    """Tell whether a day only begins a stretch: "kể từ ngày 01/7"."""
    alone = told.grain == "day" and not told.years
    return alone and _OPEN.search(folded, max(0, told.start - 16), told.start) is not None


class PublishedYears:
    """What the day of publication tells of the years of one text; asked only where it is known."""

    def __init__(self, scan: Scan, published: date, title: int | None) -> None:
        """Take the scan, its day of publication and the year in its title."""
        self._scan = scan
        self._published = published
        self._title = title
        self._sentences = [s.start for s in scan.sentences]

    def of(self, one: Written, weak: int | None) -> tuple[int, str]:
        """The year of a plan's title, else the one that brings the phrase near to its notice."""
        published = self._published
        named = weak if weak is not None else self._title
        source = "title" if weak is None else "sentence"
        around = self._around(one)
        to_come = _TO_COME.search(around) is not None
        done = _DONE.search(around) is not None
        planned = named is not None and published.year <= named <= published.year + 1
        if one.grain in {"day", "days"}:
            clause = self._clause(one)
            due = is_due(self._scan.folded, one) and (to_come or not done)
            due = due or (bool(_WILL.search(clause)) and not _DONE.search(clause))
            year = self._nearest_day(one, due=due, begins=bool(_BEGINS.search(clause)))
            gone = self._days_ahead(one, year, published) < -_PAST
            return (named, source) if named and planned and gone else (year, "published")
        if named is not None and planned:
            return named, source
        to_come = to_come and not done
        if named == published.year - 1 and not to_come and one.grain not in FINE:
            return named, source
        if to_come and self._days_ahead(one, published.year, published, last=True) < -_FAR:
            return published.year + 1, "published"
        if not to_come and self._days_ahead(one, published.year, published) > _FAR:
            return published.year - 1, "published"
        return published.year, "published"

    def from_now(self, one: Written) -> int | None:
        """The year of "20/2 vừa rồi", "6 tháng đầu năm nay": counted from publication."""
        year = self._published.year
        if self._scan.folded.endswith(("năm nay", "năm ngoái"), one.start, one.end):
            return year
        told = _BY_NOW.match(self._scan.folded, one.end)
        if told is None or one.grain not in {"day", "days"}:
            return None
        step = -1 if told["past"] else 1
        ahead = self._days_ahead(one, year, self._published)
        return year + step if ahead * step < 0 else year

    def not_far_ahead(self, one: Written, year: int) -> int:
        """The year before where a day would lie much farther ahead than notices look."""
        if one.grain not in {"day", "days"}:
            return year
        ahead = self._days_ahead(one, year, self._published)
        before = self._days_ahead(one, year - 1, self._published)
        due = is_due(self._scan.folded, one)
        far = ahead > _FAR or (ahead > _AHEAD and not due and before > -_PAST)
        return year - 1 if far and before > -_FAR else year

    def _nearest_day(self, one: Written, *, due: bool, begins: bool) -> int:
        """The year that brings a day near: the last that is not ahead, for a task the next."""
        published, folded = self._published, self._scan.folded
        begins = begins or is_open(folded, one) or folded.startswith("từ", one.start)
        if begins and not due:
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

    def _days_ahead(self, one: Written, year: int, published: date, *, last: bool = False) -> int:
        interval = one.interval(year)
        if interval is None:  # 29/2
            return (date(year, one.first[0], 1) - published).days if one.first[0] else 0
        return (date.fromisoformat(interval[last]) - published).days

    def _around(self, one: Written) -> str:
        """The words of the sentence around a phrase, folded."""
        place = bisect_right(self._sentences, one.start) - 1
        if place < 0:
            return ""
        sentence = self._scan.sentences[place]
        begin, end = max(sentence.start, one.start - 120), min(sentence.end, one.end + 60)
        return self._scan.folded[begin:end]

    def _clause(self, one: Written) -> str:
        """The words around a phrase between two marks of its sentence, folded."""
        folded = self._scan.folded
        begin = max(0, one.start - 120)
        for mark in _CLAUSE_MARK.finditer(folded, begin, one.start):
            begin = mark.end()
        stop = _CLAUSE_MARK.search(folded, one.end, one.end + 120)
        return folded[begin : stop.start() if stop else one.end + 120]
