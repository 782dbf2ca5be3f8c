"""Days and lists of days: "12/3/2024", "từ 28/9 đến 02/10/2023", "các ngày 11, 12/10/2023"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractors import numbers, paper_days
from extractors.days import BARE_YEAR, GAP, SLASH, YEAR
from extractors.words import Cue, Figures
from extractors.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.words import Words

_REST = (  # of a day, after its figures
    rf"(?:{SLASH}[0-9]{{1,2}}{SLASH}{YEAR}|{GAP}/{GAP}[0-9]{{1,2}}(?![0-9])(?:\s{{1,3}}năm\s{{1,3}}{YEAR})?"
    rf"|{GAP}tháng{GAP}[0-9]{{1,2}}(?![0-9])(?:{GAP},?{GAP}n[ăa]m[\s*:]{{0,3}}{YEAR}|{BARE_YEAR})?|(?![0-9]))"
)
_ONE = rf"[0-9]{{1,2}}{_REST}"
# Time and weekday may stand before each end: "từ 18 giờ ngày 26/9 đến thứ hai ngày 28/9/2025".
_CLOCK = (
    r"(?:[0-9]{1,2}\s?(?:giờ|h|g)(?:\s?[0-9]{1,2}(?:\s?phút)?)?"
    r"|(?:rạng\s)?sáng|trưa|chiều|tối|đêm|thứ\s(?:\w+|[2-7])|chủ\snhật)[\s,*]{1,3}(?=ngày)"
)
# "từ ngày 26/9 (thứ Hai) đến", "23/1/2017 (26 tháng Chạp) đến".
_ASIDE = (
    r"(?:\s?\((?:thứ|chủ\s+nhật|tức|nhằm|m[ùồ]ng|[0-9]{1,2}\s+tháng\s)[^()\n]{0,40}\)"
    r"(?=\s(?:đến|tới)))?"
)
_CONNECT = (
    rf"{_ASIDE}{GAP}(?:-|đến\s+(?:hết|trước)|đến|tới|và|,|&){GAP}"
    rf"(?:{_CLOCK})?(?:(?:hết\s+)?ngày{GAP})?"
)
_LIST = Cue(
    # "Thứ 6, 12/03/2021" is one day, and so is "Kế hoạch số 08, ngày 12/01/2022".
    r"[0-9](?:(?<![\w/.,].)(?<!thứ .(?=,))(?<!số .)(?<!số: .)(?<![0-9]:.)"
    # "Quận 5, ngày 20 tháng 3", "Đợt 2, ngày 12/4": the number of a place or turn.
    r"(?<!(?:quận|thôn|khóm|khối|khóa|khoá) .(?=[0-9]?,))(?<!phường .(?=[0-9]?,))"
    r"(?<!(?:đợt|lần|khu) .(?=[0-9]?,))(?<!(?:tổ|ấp|kỳ) .(?=[0-9]?,))|(?<=ngày.))"
    rf"[0-9]?{_REST}(?:{_CONNECT}{_ONE}){{0,6}}"
    rf"(?![0-9]|{GAP}/{GAP}[0-9])",
    figures=Figures(most=2),
)
_ITEM = re.compile(rf"(?<![0-9])(?<!giờ )(?<![0-9][hg]){_ONE}(?!\s?(?:giờ|phút|[hg](?!\w)))")
_FIGURES = re.compile(r"[0-9]+")
_HEAD = re.compile(
    rf"(?P<from>(?<!\w)từ[\s*]{{1,3}}(?:{_CLOCK})?)?"
    r"(?P<day>(?<!\w)(?:(?:các|(?<!thứ )hai|(?<!thứ )ba|những|trong)[\s*]{1,3}){0,2}"
    r"ngày[\s*:(]{0,4}(?:m[ùồ]ng\s)?)?\Z"
)
_CUE = re.compile(rf"(?<!\w)(?:{numbers.DAY_CUES})[\s*:(]{{0,4}}\Z")
_PART_OF_DAY = re.compile(
    r"(?<!\w)(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|chủ nhật,?|thứ \w+,?)[\s*:(]{0,4}\Z"
)
_LATEST = re.compile(
    r"(?<!\w)(?:(?:chậm|muộn|trễ)\s+nhất|hạn\s+(?:cuối|chót))(?:\s+(?:là|vào|đến|trước)){0,2}\s+\Z"
)
_SINCE = re.compile(r"từ[\s*]{1,3}")
# A day of remembrance tells no event: "kỷ niệm Ngày thành lập ... 28/8", "nghỉ lễ 30/4".
_FEAST = re.compile(
    r"(?:(?:kỷ\s+niệm|chào\s+mừng|(?:dịp|kỳ|đợt)\s+(?:nghỉ\s+)?lễ|nghỉ\s+lễ|ngày\s+(?:quốc\s+khánh|thành\s+lập|giải\s+phóng|truyền\s+thống|quốc\s+tế"
    r"|nhà\s+giáo))(?:(?!(?<!\w)(?:vào|trước|sau|từ|đến|sáng|chiều|tối)(?!\w))[^.;\n]){0,60}"
    r"|(?:quốc\s+khánh|nghỉ\s+lễ|ngày\s+lễ|dịp\s+lễ|đợt\s+lễ|lễ|dịp)(?:\s+ngày)?[\s(,*]{1,3})\Z"
)
# "Kỷ niệm 50 năm Ngày thành lập (31/3/1975 - 31/3/2025)": two days, no stretch of years.
_REMEMBERED = re.compile(
    r"(?<!\w)(?:kỷ\s+niệm|[0-9]{2,3}\s+năm|ngày\s+(?:thành\s+lập|truyền\s+thống|giải\s+phóng|sinh|mất)"
    r"|năm\s+ngày)(?!\w)[^.;\n]*\Z"
)
_FAR_BACK = 120  # characters back to the word of remembrance
_SHARE = re.compile(r"(?<!\w)(?:chiếm|khoảng|gần|hơn|trên|đạt)\s+(?:đến|tới)\s+\Z")
_LUNAR = re.compile(
    r"[\s*,(]{0,3}(?:âm\s+lịch|al\b|tháng\s+giêng|(?:hằng|hàng|mỗi)\s+(?:năm|tháng))"
)
# When a page was published, as its software prints it with AM or PM.
_STAMP = re.compile(
    r"([0-9]{1,2})/([0-9]{1,2})/[0-9]{4},?\s{1,4}([0-9]{1,2}):[0-9]{2}(:[0-9]{2})?\s{0,3}[ap]m(?!\w)"
)
# A page's software glues the day to a word: "video17/11/2023 09:33".
_GLUED = Cue(
    rf"[0-9](?<=[a-zà-ỹ]{{3}}.)[0-9]?([/.])[0-9]{{1,2}}\1{YEAR}(?!/[0-9])",
    figures=Figures(most=2, behind="/."),
)
# Papers write "17-3"; without a month behind the hyphen joins day and month.
_DASH_REST = rf"(?:-[0-9]{{1,2}}(?![0-9])(?:-{YEAR}|\s{{1,2}}năm\s{{1,2}}{YEAR})?|(?![0-9]))"
_DASH_ONE = rf"[0-9]{{1,2}}{_DASH_REST}"
_DASH_ITEM = re.compile(_DASH_ONE)
_DASHED = Cue(
    rf"[0-9](?<![\w/.,-].)[0-9]?{_DASH_REST}"
    rf"(?:(?:,\s|\s{{1,2}}(?:-|đến(?:\s+hết)?|tới|và)\s{{1,2}})(?:{_CLOCK})?(?:ngày\s{{1,2}})?{_DASH_ONE}){{0,6}}"
    rf"(?!{GAP}(?:[0-9/-]|[.,][0-9]|tháng|%|giờ|độ))",
    figures=Figures(most=2),
)
_DASHED_PAIR = re.compile(
    rf"[0-9]{{1,2}}-[0-9]{{1,2}}(?:,|\s(?:và|đến|tới))\s(?:hết\s)?(?:ngày\s)?[0-9]{{1,2}}-[0-9]{{1,2}}-{YEAR}"
)
_CLOSED = re.compile(r"[\s*]{0,3}(?:[.,;:)\n]|\Z)")
_DECEMBER, _LAST = 12, 31


class _Day(NamedTuple):
    start: int
    end: int
    day: int
    month: int | None
    year: int | None
    to_next: str  # "-" a range, "," a list, "" the last


def find(words: Words) -> Iterator[Written]:
    """Give the days and ranges of days of a folded text, in order.

    >>> from extractors.words import Words
    >>> [w.interval(w.year) for w in find(Words("từ ngày 26 đến ngày 28/9/2023"))]
    [('2023-09-26', '2023-09-28')]
    """
    folded = words.folded
    yield from _dashed(words)
    yield from paper_days.find(words)
    for m in _LIST.matches(words):
        if _DASHED_PAIR.fullmatch(m[0]):
            continue
        if m.end() - m.start() > 2 and ("/" in m[0] or "t" in m[0] or "." in m[0] or "-" in m[0]):
            yield from _groups(folded, m, _ITEM)
    for m in _GLUED.matches(words):
        yield from _groups(folded, m, _ITEM)


def _dashed(words: Words) -> Iterator[Written]:
    """Days and months with a hyphen, alone, in ranges and in lists: "từ 22 đến 26-12"."""
    folded = words.folded
    for m in _DASHED.matches(words):
        if "-" not in m[0]:
            continue
        items = [item[0].count("-") for item in _DASH_ITEM.finditer(m[0])]
        if 1 not in items and (len(items) == 1 or not items[-1]):
            continue
        before = folded[max(0, m.start() - 24) : m.start()]
        if (
            _PART_OF_DAY.search(before)
            or _LATEST.search(before)
            or items[-1] > 1
            or ("năm" not in m[0] and _CLOSED.match(folded, m.end()))
        ):
            yield from _groups(folded, m, _DASH_ITEM)


def _groups(folded: str, m: re.Match[str], item: re.Pattern[str]) -> Iterator[Written]:
    items = _days(m, item)
    while items and items[-1].month is None:
        items.pop()  # "ngày 12/10 đến 17 giờ": the last number is no day
    if not items or _is_decimal(m, items):
        return
    if items[-1].year is None and _LUNAR.match(folded, m.end()):
        return  # "ngày 25/3, 25/6 hằng năm"
    head = _HEAD.search(folded[max(0, m.start() - 24) : m.start()])
    named = bool(head and head["day"])
    since = bool(head and head["from"])
    start = m.start() - len(head[0]) if head and head[0] else m.start()
    while not (named or since) and len(items) > 1 and _names_next(m.string, items):
        start = m.string.rfind("ngày", items[0].end, items[1].start)
        items, named = items[1:], True  # "Phường 5, ngày 10 tháng 02 năm 2014"
    first = 0
    while first < len(items):
        last = first
        while last + 1 < len(items) and _holds(items[last], named=named or since or first > 0):
            last += 1
        group = items[first : last + 1]
        if group[0].to_next == "," and not _in_a_row(group):
            group = group[:1]
            last = first
        begin = start if first == 0 else group[0].start
        last_words = folded[group[-1].start : group[-1].end]
        spelled = "năm" in last_words and "tháng" not in last_words  # "ngày 10/12 năm 2021"
        yearless = group[-1].year is None or spelled
        if not yearless or (
            _may_be_day(folded, group, named=named, since=since)
            and not _FEAST.search(folded[max(0, start - 80) : start])
        ):
            yield from _written(folded, begin, group)
        first = last + 1


def _names_next(folded: str, items: list[_Day]) -> bool:
    """Whether a bare number stands before a day that is called so, and is none itself."""
    one, following = items[:2]
    bare = folded[one.start : one.end].isdigit() and one.to_next == ","
    return bare and folded[one.end : following.start].rstrip(" \n*").endswith("ngày")


def _days(m: re.Match[str], pattern: re.Pattern[str]) -> list[_Day]:
    """The days of a list, each with the month and year it takes from the next."""
    found = list(pattern.finditer(m.string, m.start(), m.end()))
    out: list[_Day] = []
    month: int | None = None
    year: int | None = None
    after: re.Match[str] | None = None
    for item in reversed(found):
        figures = [int(f) for f in _FIGURES.findall(item[0])]
        year = figures[2] if len(figures) > 2 else year
        month = figures[1] if len(figures) > 1 else month
        to_next = _connector(m.string[item.end() : after.start()], len(figures)) if after else ""
        if to_next == "-" and len(figures) > 2 and _is_anniversary(m, figures, out[-1]):
            to_next = ";"
        out.append(_Day(item.start(), item.end(), figures[0], month, year, to_next))
        after = item
    out.reverse()
    return out


def _is_anniversary(m: re.Match[str], figures: list[int], then: _Day) -> bool:
    """Whether the next day is the same day years later, and a text remembers the first."""
    again = (then.day, then.month) == (figures[0], figures[1]) and then.year != figures[2]
    begin = max(0, m.start() - _FAR_BACK)
    return again and _REMEMBERED.search(m.string, begin, m.start()) is not None


def _is_decimal(m: re.Match[str], items: list[_Day]) -> bool:
    """Whether the list is a share with a decimal comma, "2,0/10 điểm"."""
    glued = len(items) > 1 and m.string[items[0].end : items[1].start] == ","
    return any(d.day == 0 for d in items) or (
        glued and bool(numbers.COUNTED.match(m.string, m.end()))
    )


def _connector(between: str, figures: int) -> str:
    """How a day hangs on the next: "-" range, "," a list with a shared month, ";" two days."""
    if "," in between or "và" in between or "&" in between:
        return "," if figures == 1 else ";"
    return "-"


def _holds(day: _Day, *, named: bool) -> bool:
    return day.to_next == "-" or (day.to_next == "," and named)


def _in_a_row(group: list[_Day]) -> bool:
    """Whether listed days follow each other: "các ngày 11, 12" is one stretch, "5 và 20" is not."""
    return all(b.day == a.day + 1 for a, b in pairwise(group))


def _written(folded: str, start: int, group: list[_Day]) -> Iterator[Written]:
    one, last = group[0], group[-1]
    if one.month is None or last.month is None:
        return
    since = _SINCE.match(folded, start) if len(group) == 1 else None
    start = since.end() if since else start
    end = last.end
    first_day, last_day = (one.month, one.day), (last.month, last.day)
    if len(group) == 1 and last.year and last.day <= _DECEMBER and _is_american(folded, one.start):
        first_day = last_day = (last.day, last.month)
    if _LUNAR.match(folded, end):
        return
    grain = "day" if len(group) == 1 else "days"
    year = last.year
    if year is None and one.year is not None:  # "từ ngày 23/1/2017 đến hết ngày 5/2"
        year = one.year + (last_day < first_day)
    span = (year - one.year) if one.year and year else 0
    yield Written(start, end, grain, first_day, last_day, year, span)


def _is_american(folded: str, start: int) -> bool:
    """Whether the stamp of a page that stands here has its month first.

    So print those who write no leading zeros, "5/9/2021 8:03 AM"; "12/05/2016 04:00:00 PM" has its
    day first. Where a stamp shows neither, seconds belong to the latter.
    """
    stamp = _STAMP.match(folded, start)
    if stamp is None:
        return False
    figures = stamp.group(1, 2, 3)
    if any(f.startswith("0") for f in figures) or int(stamp[2]) > _DECEMBER:
        return int(stamp[2]) > _DECEMBER
    return stamp[4] is None or any(len(f) == 1 for f in figures)


def _may_be_day(folded: str, group: list[_Day], *, named: bool, since: bool) -> bool:
    """Whether figures without a year are a day: a cue stands left, no counted noun right."""
    before = folded[max(0, group[0].start - 24) : group[0].start]
    counted = not named and (numbers.COUNTED.match(folded, group[-1].end) or _SHARE.search(before))
    if counted or not (named or since or _CUE.search(before)):
        return False
    return all(1 <= d.day <= _LAST and 1 <= (d.month or 0) <= _DECEMBER for d in group)
