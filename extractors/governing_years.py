"""The year of a phrase that has none: of its sentence, heading, paragraph, title or publication."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from extractors import news_days
from extractors.published_years import FINE, PublishedYears, is_due, is_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.written import Written

# Of a title: no stage, no number of a document, no aim.
_YEAR = re.compile(
    r"(?<![0-9/])(?<![12][0-9]{3}[-–])(?<![12][0-9]{3} [-–] )(?<!đến )(?<!đến năm )(?<!tầm nhìn )"
    r"(?<!tầm nhìn năm )(?:19|20)[0-9]{2}(?![0-9/]|\s?[-–]\s?[12][0-9]{3})"
)
_NEAR = 1500  # characters back to a date that still governs
_FARTHEST = 4000  # where nothing else tells
_NAMES_A_YEAR = frozenset({"year", "school_year"})
_SEVERAL_YEARS = frozenset({"years", "stage", "term"})  # none of them is the year of a day
# A year that is compared with, or aimed at, does not govern the days around it.
_ASIDE = re.compile(
    r"(?:so\s+với|cùng\s+kỳ|đến|tới|hướng)(?:\s+cùng\s+kỳ)?(?:\s+(?:hết|cuối))?\s{1,3}\Z"
)
# A year that tells when, and not which: "Trong năm 2022, …" but "Chỉ số CCHC năm 2022".
_WHEN = re.compile(r"(?:\A|[\n.;:,(*-]|(?<!\w)(?:trong|vào|từ|kể từ|đầu|cuối|giữa))\s{0,3}\Z")
_JUST_PAST = re.compile(r"\s+(?:vừa\s+(?:qua|rồi)|mới\s+đây)(?!\w)")  # a month of news
_TO_NOW = re.compile(
    r"[\s*]{1,3}(?:cho\s+)?(?:đến|tới)\s+(?:nay|thời\s+điểm)|\s+trở\s+(?:lại|về)\s"
)
_HEADING = re.compile(
    r"[\s#*_]*(?:[IVX]{1,5}[.)/]|[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}[.)]|[A-Z][.)]|Phần|PHẦN|#)"
)
_SHORTEST_TITLE = 20  # characters
_LONGEST_HEADING = 120  # characters


class GoverningYears:
    """The years a text tells, to be asked for the year of a phrase that has none."""

    def __init__(
        self,
        scan: Scan,
        cited: Sequence[tuple[int, int, str | None]],
        published: str | None,
    ) -> None:
        """Take the scan, where its mentions of documents stand with their days, and its own day."""
        self._scan = scan
        self._told = [t for t in scan.times if t.year is not None and self._governs(t)]
        self._starts = [one.start for one in self._told]
        # "Từ ngày 15/11/2025 đến …; (từ ngày 15/11 đến …)": told with their year once.
        self._dated = {(t.grain, t.first, t.last): t.year for t in reversed(self._told)}
        self._sentences = [s.start for s in scan.sentences]
        self._lines = [b.start for b in scan.blocks]
        self._cited = [(start, end) for start, end, _ in cited]
        self._issued = [issued for _, _, issued in cited]
        self._headings = [t for t in self._told if self._is_heading(t)]
        self._heading_starts = [t.start for t in self._headings]
        title = _YEAR.search(scan.context.title or _first_lines(scan))
        self._title = int(title[0]) if title else None
        self._news: tuple[str, str] | None = None  # the day of news told last
        day = date.fromisoformat(published) if published else None
        self._seen = PublishedYears(scan, day, self._title) if day else None

    def of(self, one: Written) -> tuple[int | None, str]:
        """Give the year that governs a phrase, and who told it."""
        if (issued := self._of_document(one)) is not None:
            return issued, "reference"
        if self._seen is not None and (near := self._seen.from_now(one)) is not None:
            return near, "published"
        year, source = self._told_for(one)
        if self._seen is not None and year is not None:
            year = self._seen.not_far_ahead(one, year)
        return year, source

    def _of_document(self, one: Written) -> int | None:
        """The year that was read for the day of a document: "Nghị quyết số 66 ngày 26/3"."""
        at = bisect_right(self._cited, (one.start, 1 << 62)) - 1
        issued = self._issued[at] if at >= 0 and self._cited[at][1] >= one.end else None
        year = int(issued[:4]) if issued else 0
        interval = one.interval(year) if issued and one.grain == "day" else None
        return year if interval is not None and interval[0] == issued else None

    def _governs(self, told: Written) -> bool:
        """Whether a year can be that of a day: a term's and a person's year of birth cannot."""
        born = self._scan.folded.endswith("sinh ", 0, told.start)
        return told.grain not in _SEVERAL_YEARS and not born

    def _told_for(self, one: Written) -> tuple[int | None, str]:
        near = self._in_sentence(one)
        here = self._nearest(one, [t for t in near if self._tells_when(t)])
        if here is not None:
            return here, "sentence"
        weak = self._nearest(one, near)
        before = self._before(one) if one.grain in FINE else None
        if before is not None and before.start >= self._line(one.start):
            return before.year, "sentence"
        heading = bisect_right(self._heading_starts, one.start) - 1
        if heading >= 0:
            return self._headings[heading].year, "title"
        if self._seen is not None:
            return self._seen.of(one, weak)
        return self._unpublished(one, near) or self._farther(one)

    def _unpublished(self, one: Written, near: list[Written]) -> tuple[int | None, str] | None:
        """The year of a phrase in a text whose day of publication nobody tells."""
        past = one.grain == "month" and _JUST_PAST.match(self._scan.folded, one.end)
        same = self._dated.get((one.grain, one.first, one.last))
        if same and one.grain == "day":
            return same, "sentence"
        if (past or one.grain in {"day", "days"}) and not is_due(self._scan.folded, one):
            news = (same, "sentence") if same else self._after_what_is_told(one, near)
            if news is not None:
                return news
        if (weak := self._nearest(one, near)) is not None:
            return weak, "sentence"
        before = self._before(one) if one.grain in FINE else None
        if before is not None:
            return before.year, "sentence"
        return (self._title, "title") if self._title is not None else None

    def _after_what_is_told(
        self, one: Written, near: list[Written]
    ) -> tuple[int | None, str] | None:
        """The year of a day of news: after the days around it and what its sentence tells of."""
        at = bisect_right(self._starts, one.start)
        around = [
            t
            for t in self._told[max(0, at - 12) : at + 12]
            if one.start - t.end <= _NEAR and t.start - one.end <= _NEAR
        ]
        founded = news_days.founded(self._scan, one)
        if founded is not None:
            self._news = one.interval(founded)
            return founded, "sentence"
        told = [t for t in around if t.grain in FINE or t in near]
        news = news_days.year_of(self._scan, one, told or around, self._news)
        if news is None:
            return None
        year, by = news
        self._news = one.interval(year) or self._news
        behind = by.start > one.start and by not in near
        return year, "reference" if self._is_cited(by) else "following" if behind else "sentence"

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
            opens = is_open(self._scan.folded, told)
            if told.grain in FINE and not opens and not self._is_cited(told):
                return told
        return None

    def _farther(self, one: Written) -> tuple[int | None, str]:
        """The year of what was told last before, of a cited document if need be, or first behind.

        Behind only a day or month counts, where a text begins without a year.
        """
        at = bisect_right(self._starts, one.start)
        before = [t for t in self._told[max(0, at - 12) : at] if not self._is_aside(t)]
        told = before[-1] if before else self._told[at - 1] if at else None
        if told is not None and one.start - told.end <= _FARTHEST:
            return told.year, "reference"
        for told in self._told[at : at + 12]:
            near = told.start - one.end <= _FARTHEST
            if near and told.grain in FINE and not self._is_cited(told):
                return (told.year or 0) - told.years, "following"
        only = {t.year for t in self._told if t.grain in FINE or t.grain in _NAMES_A_YEAR}
        return (only.pop(), "following") if len(only) == 1 else (None, "")

    def _tells_when(self, told: Written) -> bool:
        if told.grain == "months" and told.years > 1:  # "(từ tháng 1/2014 - 6/2016)"
            return False
        if told.grain not in _NAMES_A_YEAR:
            return not is_open(self._scan.folded, told)
        return bool(_WHEN.search(self._scan.folded, max(0, told.start - 12), told.start))

    def _is_aside(self, told: Written) -> bool:
        if told.grain != "year":
            return False
        folded = self._scan.folded
        aside = _ASIDE.search(folded, max(0, told.start - 24), told.start)
        return bool(aside or _TO_NOW.match(folded, told.end))

    def _is_cited(self, told: Written) -> bool:
        at = bisect_right(self._cited, (told.start, 1 << 62)) - 1
        return at >= 0 and self._cited[at][1] >= told.end

    def _line(self, place: int) -> int:
        at = bisect_right(self._lines, place) - 1
        return self._lines[at] if at >= 0 else 0

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


def _first_lines(scan: Scan) -> str:
    """The first line or two of a text, whole though its lines are broken: they title it."""
    first = next((s.end for s in scan.sentences if s.end >= _SHORTEST_TITLE), 0)
    line = scan.text.find("\n", _SHORTEST_TITLE) + 1
    return scan.text[: max(first, line) if line else 0]
