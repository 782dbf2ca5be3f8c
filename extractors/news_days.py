"""The year of a day of news where nobody tells when the text was published.

What is told has happened: the day lies after the days, results and documents that its passage
tells of. "Sáng 19/4, … công bố Chỉ số CCHC năm 2022" is a day of 2023.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.atoms import Scan
    from extractors.written import Written

_CUE = re.compile(
    r"(?<!\w)(?:(?P<measured>index|papi|pci|ddci|dci|sipas|pii|pgi|dti|chỉ\s+số|công\s+bố|xếp\s+(?:hạng|thứ)|so\s+với)"
    r"|(?P<done>tổng\s+kết|sơ\s+kết|kết\s+quả|đánh\s+giá|xếp\s+loại|bình\s+xét|thành\s+tích|kiểm\s+điểm)"
    r"|(?P<ahead>phương\s+hướng|nhiệm\s+vụ|dự\s+(?:toán|kiến|báo))"
    r"|(?P<planned>triển\s+khai|kế\s+hoạch|chương\s+trình|mục\s+tiêu|giao|chỉ\s+tiêu|phấn\s+đấu|cải\s+thiện"
    r"|nâng\s+cao|duy\s+trì))(?!\w)"
)
# What opens a term: "Tối 17/10, … Đại hội đại biểu Đảng bộ tỉnh, nhiệm kỳ 2020 - 2025".
_CONGRESS = re.compile(r"(?<!\w)(?:đại\s+hội(?!\s+đồng)|bầu(?!\w)|(?:phiên|kỳ)\s+họp\s+thứ\s+nhất)")
_WAY = 300  # characters between the day and the term
_STOP = re.compile(r"[.;\n]\s")
_AHEAD = re.compile(
    r"(?<!\w)(?:đến|tới|trước|(?<!phương )hướng|hạn|(?:chậm|muộn|trễ)\s+nhất|không\s+quá"
    r"|tầm\s+nhìn|dự\s+kiến|lộ\s+trình|hết)(?!\w)[^.;]{0,12}\Z"
    r"|(?<!\w)(?:chuẩn\s+bị|sẽ|hiệu\s+lực|bắt\s+đầu|chính\s+thức)(?!\w)[^.;\n]{0,40}?(?<!\w)từ\s+(?:ngày\s+)?\Z"
)
_NEAR = 90  # characters before a period to the word that tells what it is to the text
# How many days before the end of a year, or of a part of it, its results are told; and how many
# before their beginning the plans. What is measured is published afterwards.
_EARLY = {"measured": (30, 10), "done": (90, 31), "ahead": (120, 45), "planned": (45, 31)}
_OVER = frozenset({"measured", "done"})
_BACK = 60  # "Trước đó, ngày …": days that news goes back behind what it tells
_FINE = frozenset({"day", "days", "month", "months"})
_NONE = frozenset({"years", "stage", "term"})


def founded(scan: Scan, one: Written) -> int | None:
    """Give the first year of the term whose congress a day of news tells of, else None."""
    at = bisect_right(scan.times, one.start, key=lambda t: t.start)
    for term in scan.times[at : at + 2]:
        opens = _CONGRESS.search(scan.folded, one.end, term.start)
        if term.grain == "term" and term.year and opens and term.start - one.end < _WAY:
            return term.year - term.years
    return None


def year_of(
    scan: Scan, one: Written, told: Iterable[Written], news: tuple[str, str] | None
) -> tuple[int, Written] | None:
    """Give the first year in which a day lies after what is `told`, and what told it; or None.

    It does not lie long before the `news` of the text that was dated before it either.
    """
    bounds = [(bound, t) for t in told if (bound := _bound(scan, t)) is not None]
    if news is not None:
        bounds.append((date.fromisoformat(news[1]) - timedelta(days=_BACK), one))
    latest, by = max(bounds, key=lambda bound: bound[0], default=(date.min, one))
    for year in (latest.year, latest.year + 1) if bounds else ():
        interval = one.interval(year)
        if interval is not None and interval[1] >= latest.isoformat():
            return year, by
    return None


def _bound(scan: Scan, told: Written) -> date | None:
    """The first day on which a text can tell of a period as it does."""
    interval = told.interval(told.year) if told.year is not None else None
    begin = max(0, told.start - _NEAR)
    if interval is None or told.grain in _NONE or _AHEAD.search(scan.folded, begin, told.start):
        return None
    first, last = map(date.fromisoformat, interval)
    if told.grain in _FINE or told.grain == "school_year":
        over = told.years and told.grain in _FINE  # a stretch of years is told when it ends
        return (last if over else first) - timedelta(days=_BACK)
    for stop in _STOP.finditer(scan.folded, begin, told.start):
        begin = stop.end()
    what = _what(scan, begin, told.start)
    if what is None:
        return first
    early = _EARLY[what][told.grain != "year"]
    return (last if what in _OVER else first) - timedelta(days=early)


def _what(scan: Scan, begin: int, end: int) -> str | None:
    """What the words before a period make it to the text; None: nothing in particular.

    An index is measured where nothing else is said of it: "Kế hoạch nâng cao Chỉ số PAPI năm …".
    """
    cues = [str(m.lastgroup) for m in _CUE.finditer(scan.folded, begin, end)]
    others = [cue for cue in cues if cue != "measured"]
    if "ahead" in others and others[-1] not in _OVER:
        return "ahead"
    return others[-1] if others else cues[-1] if cues else None
