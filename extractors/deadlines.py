"""By when a clause wants its action done."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from extractors import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference

_EVERY = r"(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý|năm|6\s+tháng)"
_RECURRING = re.compile(
    r"(?:trước\s+)?(?:(?:ngày"
    r"|mùng)\s+\d{1,2}\s+(?:của\s+)?(?:tháng\s+\d{1,2}\s+)?)?(?:định\s+kỳ\s+)?"
    + _EVERY
    + r"|báo\s+cáo\s+định\s+kỳ|định\s+kỳ\s+(?:\d+\s+tháng|quý|tháng|năm|tuần|báo\s+cáo)"
    r"|ngày\s+\d{1,2}\s+(?:của\s+)?tháng\s+(?:cuối|đầu)(?:\s+(?:cùng|mỗi|của))*\s+quý"
    r"|(?:mỗi\s+)?(?:ngày|tuần|tháng|quý|năm|giờ)\s+(?:ít\s+nhất\s+)?(?:một|\d+)\s+(?:lần|buổi)"
    r"|(?:vào\s+)?ngày\s+cuối\s+(?:tuần|tháng|quý)"
)
# A time that is no period holds one of the first, one that recurs one of the second too.
_TIME = re.compile(r"ngày|tháng|năm|quý|tuần|giờ|định|lần|buổi")
_MAY_RECUR = re.compile(r"hằng|hàng|mỗi|định|quý|lần|buổi|cuối")
# "đánh giá cán bộ hằng năm" is only a name, "đôn đốc hằng tuần" is not.
_REPORTING = re.compile(
    r"báo\s+cáo|gửi|định\s+kỳ|trước\s+ngày|tổng\s+hợp|\A(?:hằng|hàng|mỗi)"
    r"|(?:hằng|hàng|mỗi)\s+(?:ngày|tuần|tháng|quý)|\s(?:lần|buổi)(?!\w)|ngày\s+cuối"
)
_ANCHOR = r",?\s+(?:kể\s+)?từ\s+(?:(?:ngày|khi)\s+)?(?P<anchor>[^,;.]{1,80})"
_RELATIVE = re.compile(
    r"(?:trong(?:\s+(?:vòng|thời\s+hạn|thời\s+gian))?|(?:chậm|muộn)\s+nhất(?:\s+là)?"
    r"|không\s+quá|thời\s+hạn|sau)"
    rf"\s+(?:là\s+)?{terms.COUNT}\s+(?P<unit>ngày|tháng|tuần|giờ)(?P<working>\s+làm\s+việc)?"
    rf"(?:{_ANCHOR}|\s+(?:trước|sau)\s+(?:khi|ngày)[^,;.]{{1,80}}|(?<=làm việc)|(?<=giờ))"
    r"|trước\s+(?:khi|ngày)\s+(?!\d)[^,;.]{1,60}?\s+ít\s+nhất\s+\d{1,3}\s+(?:ngày|tháng|tuần|giờ)"
    r"|(?:trong\s+(?:vòng|thời\s+hạn)|(?:chậm|muộn)\s+nhất(?:\s+là)?|không\s+quá"
    r"|thời\s+hạn)\s+(?:là\s+)?"
    r"\d{1,3}\s+(?:ngày|tháng|tuần|giờ)"
)
# What stands right before a period that makes it a deadline; the longest first.
_BY = re.compile(
    r"(?:(?:chậm|muộn|trễ)\s+nhất(?:\s+là)?(?:\s+(?:vào|trong|đến|trước))?"
    r"|không\s+(?:muộn|chậm|trễ)\s+hơn(?:\s+là)?"
    r"|trước(?:\s+(?:hoặc\s+(?:trong|vào)|khi\s+(?:kết\s+thúc|hết)))?|không\s+quá"
    r"|hạn\s+(?:cuối|chót)(?:\s+là)?|thời\s+hạn(?:\s+hoàn\s+thành)?\s*:?|xong(?:\s+(?:trong"
    r"|trước|vào))?"
    r"|(?:từ\s+nay\s+)?(?:cho\s+)?(?:đến|tới)(?:\s+hết)?|trong|hoàn\s+thành(?:\s+(?:trong|trước"
    r"|vào))?|hết|vào"
    r"|phấn\s+đấu)"
    r"(?:\s+\d{1,2}(?:\s+giờ|h|g)(?:\s*\d{1,2}(?:\s+phút)?)?,?)?(?:\s+(?:ngày|hết|cuối))?[\s:]*\Z"
)
_FIRM = re.compile(r"(?:nhất|hơn|trước|quá|hạn|xong|hoàn\s+thành|hết)")
_UNTIL = re.compile(
    r"(?:phấn\s+đấu|hoàn\s+thành|từ\s+nay|dự\s+kiến|mục\s+tiêu)(?:\W+\w+){0,3}\W*\Z"
)
_END_OF = re.compile(
    r"(?:từ\s+nay\s+đến\s+(?:cuối|hết)\s+(tháng|năm|quý)|đến\s+(?:cuối|hết)\s+(tháng|năm|quý)"
    r"|ngay\s+trong\s+(tháng|năm|quý)\s+(?:này|nay)|trong\s+(tháng|năm|quý)\s+(?:này|nay)"
    r"|xong\s+trong\s+(tháng|năm|quý)|hoàn\s+thành\s+trong\s+(tháng|năm|quý))(?!\w|\s*(?:\d"
    r"|[ivx]+(?!\w)))"
)
# A period that says itself by when: "Từ tháng 4 đến tháng 9, Sở sẽ kiểm tra".
_INNER = re.compile(r"(?:đến|tới|trước|trong|từ|quý|tháng)\s")
_WITHIN = re.compile(r"trong\s")
# That day too: "trước 17 giờ ngày 28/10", "trước hoặc trong ngày 15", "trước khi hết tháng 10".
_BEFORE = re.compile(r"(?<!\w)trước(?!\w|\s+(?:hoặc|khi)\s|\s+\d+(?:\s+giờ|h|g))")
_PROLONGS = re.compile(r"(?:kéo\s+dài|gia\s+hạn)\s[^,;]*\Z")
_NEAR = 14  # characters from the start of the clause
_LONG = {"years", "stage", "term", "school_year"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which and the words that set it.

    `kind` is day, end_of_period, relative or recurring; the last two have no day.
    """

    day: str | None
    text: str
    kind: str


class Calendar:
    """The periods of a text by place, those inside citations left out."""

    def __init__(
        self, scan: Scan, references: Sequence[Reference], dates: Sequence[Period]
    ) -> None:
        cited = sorted((r.start, r.end) for r in references)
        starts = [s for s, _ in cited]

        def inside(period: Period) -> bool:
            i = bisect_left(starts, period.start + 1) - 1
            return i >= 0 and cited[i][1] >= period.end

        self._scan = scan
        self._periods = sorted((p for p in dates if not inside(p)), key=lambda p: p.start)
        self._starts = [p.start for p in self._periods]

    def within(self, start: int, end: int) -> list[Period]:
        """Give the periods that begin in the stretch, in order."""
        return self._periods[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, place: int) -> str | None:
        """Give the last single day that the text named before a place."""
        for p in reversed(self._periods[max(0, bisect_left(self._starts, place) - 20) :]):
            if p.start < place and p.grain == "day" and p.last:
                return p.last
        return self._scan.context.published

    def find(self, start: int, end: int, *, whole: bool = False) -> Deadline | None:
        """Give the deadline that `text[start:end]` sets, None where it sets none.

        `whole` says that the stretch is a field that holds nothing but the time.
        """
        folded = self._scan.folded
        if not _TIME.search(folded, start, end):
            return self._by_period(start, end, whole=whole)
        may_recur = _MAY_RECUR.search(folded, start, end)
        recurring = _RECURRING.search(folded, start, end) if may_recur else None
        if recurring and (whole or _REPORTING.search(folded, start, end)):
            named = self.within(start, recurring.start())
            if not any(self._of(period, start, end, whole=whole) for period in named):
                return self._made(recurring, None, "recurring")
        relative = _RELATIVE.search(folded, start, end)
        if relative and relative["anchor"]:
            return self._made(relative, self._counted(relative), "relative")
        if found := self._by_period(start, end, whole=whole):
            return found
        if end_of := _END_OF.search(folded, start, end):
            day = self.before(end_of.start())
            return self._made(
                end_of, _last_day(day, end_of[end_of.lastindex or 1]), "end_of_period"
            )
        return self._made(relative, None, "relative") if relative else None

    def _by_period(self, start: int, end: int, *, whole: bool) -> Deadline | None:
        told = (self._of(period, start, end, whole=whole) for period in self.within(start, end))
        return next((deadline for deadline in told if deadline), None)

    def _counted(self, relative: re.Match[str]) -> str | None:
        """Give the day so many days after the anchor, None where the anchor is no day."""
        anchors = self.within(relative.start(), relative.end("anchor"))
        anchor = anchors[0].last if anchors and anchors[0].grain == "day" else None
        unit = relative["unit"]
        if anchor is None or unit not in {"ngày", "tuần", "tháng"}:
            return None
        working = relative["working"] is not None
        start = date.fromisoformat(anchor)
        return terms.end_of(start, relative["count"], unit, working=working).isoformat()

    def _made(self, match: re.Match[str], day: str | None, kind: str) -> Deadline:
        return Deadline(day, self._scan.text[match.start() : match.end()].strip(), kind)

    def _of(self, period: Period, start: int, end: int, *, whole: bool) -> Deadline | None:
        folded = self._scan.folded
        if period.last is None or period.end > end + 1:
            return None
        at = max(start, period.start - 45)
        by = _BY.search(folded, at, period.start)
        single = period.grain in {"day", "days"}
        near = period.start - start < _NEAR
        inner = _INNER if near or period.grain == "days" else _WITHIN
        opens = (single or near) and inner.match(folded, period.start, period.end)
        if not (by or whole or opens) or _PROLONGS.search(folded, start, period.start):
            return None
        lead = folded[by.start() : period.start] if by else folded[period.start : period.end]
        if not single and not whole and self._is_vague(lead, start, by.start() if by else at):
            return None
        if period.grain in _LONG and not _FIRM.search(lead) and not whole:
            return None
        day = self._ahead(period)
        ending = folded.startswith("cuối", period.start) or lead.endswith("cuối ")
        if _BEFORE.search(lead) and period.first and not ending:  # the day named is too late
            length = date.fromisoformat(period.last) - date.fromisoformat(period.first)
            day = (date.fromisoformat(day) - length - timedelta(days=1)).isoformat()
        began = by.start() if by else period.start
        words = self._scan.text[began : period.end].strip()
        return Deadline(day, words, "day" if single else "end_of_period")

    def _ahead(self, period: Period) -> str:
        """Give the last day; a year that only the context gave is not before the text's own."""
        last, published = str(period.last), self._scan.context.published
        if period.year_source == "explicit" or not published or last >= published[:10]:
            return last
        following = str(int(last[:4]) + 1) + last[4:].replace("02-29", "02-28")
        return following if following >= published[:10] and period.grain != "year" else last

    def _is_vague(self, lead: str, start: int, place: int) -> bool:
        """Tell whether "đến năm 2030" only belongs to a name: "Chiến lược dữ liệu đến năm 2030"."""
        if lead.startswith("vào"):
            return True
        if not lead.startswith("đến") or "hết" in lead or "cuối" in lead or place == start:
            return False
        return not _UNTIL.search(self._scan.folded, max(start, place - 40), place)


def _last_day(day: str | None, unit: str) -> str | None:
    """Give the last day of the month, quarter or year of a day."""
    if day is None:
        return None
    at = date.fromisoformat(day)
    month = {"tháng": at.month, "quý": (at.month - 1) // 3 * 3 + 3}.get(unit, 12)
    following = date(at.year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).isoformat()
