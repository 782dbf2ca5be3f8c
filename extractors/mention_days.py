"""The day of a document that its mention does not say whole: it stands before, or has no year.

"Ngày 27/3, Sở … ban hành Kế hoạch số …", "Cùng ngày, …", "Nghị quyết số 66 ngày 26/3 của …",
"Quyết định số … về …, ngày 08/9/2016". The days are those of the scan, so that the date of a
document and the date in the text have one year.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from extractors import days
from extractors.document_types import WORDS
from extractors.governing_years import GoverningYears
from extractors.text import Span, word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.mentions import Mention
    from extractors.written import Written

_ACTS = word_list(
    (
        *WORDS["acts"],
        "thống nhất",
        "đồng ý",
        "giao",
        "chỉ đạo",
        "yêu cầu",
        "đề nghị",
        "gửi",
        "trả lời",
    )
)
_CLOSES = re.compile(rf"[\s*]{{0,3}}(?:[,.;)\]”\"\n]|\Z|(?:của|về|v/v|{_ACTS})(?!\w))")
_SAME_DAY = re.compile(r"(?<!\w)(?:trong\s+|cũng\s+|vào\s+){0,2}cùng\s+ngày[\s,*]{0,4}\Z")
# What may stand before a day that opens its clause.
_OPENS = re.compile(
    r"[^\w;]*(?:(?:và|vào|trước\s+đó|tiếp\s+đó|sau\s+đó|mới\s+đây|gần\s+đây|theo\s+đó|đặc\s+biệt|cụ\s+thể|trong"
    r"|cách\s+đây\s+(?:đúng\s+|tròn\s+|hơn\s+)?[0-9]{1,3}\s+năm"
    r"|(?:rạng\s+)?sáng|trưa|chiều|tối)[\s,:*]{1,3}){0,4}(?:(?:ngày|hôm)\s{1,3})?"
)
# What may stand between a day and the body that acts on it; another verb has its own day.
_BETWEEN = re.compile(
    r"[\s,*)]{0,4}(?:(?:tại|thay\s+mặt|thừa|đồng\s+chí|ông|bà|nhằm|để|trước|trên\s+cơ\s+sở|căn\s+cứ"
    r"|thực\s+hiện|theo|sau\s+khi|giữa|trong)(?!\w)[^,;:]{1,90}(?:,[\s*]{1,3}|\Z)){0,2}"
    r"(?:[^,;:.]{3,80}?(?:,[\s*]{1,3}[^,;:.]{3,80}?)?\svà\s)?"  # "Sở Nội vụ và | Sở Tài chính"
)
_SPEAKS = re.compile(r"[\s*]+(?:cho\s+(?:biết|hay)|thông\s+tin|khẳng\s+định)(?!\w)")  # that day
_BOUND = re.compile(r"(?<!\w)(?:từ|đến|tới|trước|sau|kể\s+từ|hết)\s{1,3}(?:ngày\s{1,3})?\Z")
# A subject is over before a comma and a day, or after the year it is about.
_AT_END = re.compile(
    rf"(?:,[\s*]{{0,3}}|(?<=[12][0-9]{{3}})[\s*]{{1,3}})(?:(?:được\s+)?(?:k[ýí]|ban\s+hành)\s+)?"
    rf"(?P<day>{days.DAY})[\s*]{{0,3}}\Z"
)
_LONGEST_DAY = 60  # characters


def behind(scan: Scan, place: int) -> Written | None:
    """Give the day without a year that stands at `place` and ends its clause: "ngày 26/3 của"."""
    at = bisect_left(scan.times, place, key=lambda t: t.start)
    day = scan.times[at] if at < len(scan.times) and scan.times[at].start == place else None
    if day is None or day.grain != "day" or day.year is not None:
        return None
    return day if _CLOSES.match(scan.folded, day.end) else None


def before(scan: Scan, one: Mention, body: Span | None) -> Written | None:
    """Give the day on which the text lets `body` issue a mention; it stands before them."""
    stop = body.start if body else one.start
    if _SAME_DAY.search(scan.folded, max(one.clause, stop - 30), stop):
        return _last(scan, 0, stop)
    day = _last(scan, one.clause, stop)
    if day is None or (body and _SPEAKS.match(scan.folded, body.end)):
        return None
    if not scan.folded[day.end : stop].strip(" ,\n*)"):
        return day
    opens = _OPENS.fullmatch(scan.folded, one.clause, day.start)
    way = one.issued and opens and _BETWEEN.fullmatch(scan.folded, day.end, stop)
    bound = _BOUND.search(scan.folded, max(0, day.start - 16), day.start)
    return day if way and not bound else None


def _last(scan: Scan, begin: int, end: int) -> Written | None:
    """The last day told between two places."""
    at = bisect_right(scan.times, end, key=lambda t: t.end) - 1
    day = scan.times[at] if at >= 0 and scan.times[at].start >= begin else None
    return day if day is not None and day.grain == "day" else None


def after(scan: Scan, about: Span) -> tuple[str, Span] | None:
    """Give the day that a subject ends in, and the subject without it; None where it has none."""
    m = _AT_END.search(scan.folded, max(about.start, about.end - _LONGEST_DAY), about.end)
    day = days.read(m["day"]) if m else None
    return (day, Span(about.start, m.start())) if m and day else None


def give_years(scan: Scan, found: Sequence[Mention]) -> None:
    """Date the mentions whose day is known: in its own year, that of the number or its context."""
    if all(one.day is None for one in found):
        return
    published = scan.context.published or next((one.date for one in found if one.own), None)
    years = GoverningYears(scan, [(one.start, one.end, one.date) for one in found], published)
    known = {(one.number, one.date[5:]): int(one.date[:4]) for one in found if one.date}
    for one in found:
        if one.day is None or one.date is not None:
            continue
        told = one.day.year or (int(one.ident.year) if one.ident.year else None)
        told = told or known.get((one.number, "{:02}-{:02}".format(*one.day.first)))
        year = told or years.of(one.day)[0]
        interval = one.day.interval(year) if year is not None else None
        one.date = interval[0] if interval else None
