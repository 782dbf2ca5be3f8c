"""Months, quarters and parts of a year: "tháng 3, 4 năm 2022", "quý III", "9 tháng đầu năm"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.days import GAP, YEAR
from extractors.numbers import IN_WORDS
from extractors.words import Cue, Figures
from extractors.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.words import Words

_OF_YEAR = rf"(?:{GAP}(?:/|-|\.(?=[0-9])|,?{GAP}(?:của\s+)?n[ăa]m){GAP}({YEAR}))"
_MONTH = r"(?:1[0-2]|0?[1-9])(?![0-9])"
_CONNECT = rf"{GAP}(?:-|đến\s+hết|đến|tới|,|và|và\s+trong){GAP}(?:hết\s+)?"
_MONTHS = Cue(
    rf"(?<!\w)tháng{GAP}({_MONTH})(?:{GAP}[/-]{GAP}({YEAR}))?"
    rf"((?:{_CONNECT}(?:tháng{GAP})?{_MONTH}(?:{GAP}[/-]{GAP}{YEAR})?(?!{GAP}(?:tháng|/|%|[.,][0-9]))){{0,11}}){_OF_YEAR}?"
    rf"(?!{GAP}(?:/|lần|buổi|cuộc|ngày|âm\s+lịch|kỳ(?!\w)|số(?!\w)|bài(?!\w)|lượt))",
    ("tháng",),
)
_EACH = re.compile(r"(?<!\w)(?:mỗi|hằng|hàng|từng)\s{1,3}\Z")
# "đường 3 tháng 2", "Cách mạng tháng 8": names of streets, squares and of the revolution.
_STREET = re.compile(
    r"(?<!\w)(?:(?:đường|phố|quảng\s+trường|công\s+viên)\s{1,2}[0-9]{1,2}|cách\s+mạng)\s{1,2}\Z"
)
_NEXT_MONTH = re.compile(rf"({_CONNECT})(tháng{GAP})?({_MONTH})(?:{GAP}[/-]{GAP}({YEAR}))?")
_SEVERAL = re.compile(r"(?<!\w)(?:(?:trong\s+)?(?:các|những|hai|ba|bốn|0?[2-6]))\s{1,3}\Z")
_TAIL_YEAR = re.compile(rf"[/-]{GAP}{YEAR}\Z")
_SHORT_MONTH = Cue(rf"(?<!\w)t\.?([01]?[0-9])[/-]({YEAR})", ("t",))
_BARE_MONTH = Cue(
    rf"([0-9](?<![\w/.,-].)(?:(?<=1)[0-2]|(?<=0)[1-9]|(?<=[1-9])))/({YEAR})(?![/\w]|[.,-][0-9])",
    figures=Figures(most=2, behind="/"),
)
_ISO_MONTH = Cue(
    r"(?<!\w)(?:date|month|published|updated|tháng)[\s:]{1,3}((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])(?![\w/-])",
    ("date", "month", "published", "updated", "tháng"),
)
_EVERY = re.compile(r"\s{1,3}(?:h[ằà]ng|mỗi)\s+năm(?!\w)")
_MONTH_CUE = re.compile(r"(?<!\w)(?:từ|đến|tới|trước|trong|sau|kể từ|hết|\()\s{0,2}\Z")
_PART = re.compile(r"(?<!\w)(đầu|giữa|cuối|thượng\s+tuần|trung\s+tuần|hạ\s+tuần)\s{1,3}\Z")
_FROM = re.compile(r"(?<!\w)từ\s{1,3}\Z")
_PARTS = {"đầu": (1, 10), "giữa": (11, 20), "cuối": (21, 0)}
_PARTS |= {"thượng tuần": (1, 10), "trung tuần": (11, 20), "hạ tuần": (21, 0)}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4} | {
    f"{z}{n}": n for z in ("", "0") for n in range(1, 5)
}
_Q = r"(iv|i{1,3}|0?[1-4])(?!\w)"
_QUARTER = Cue(
    rf"(?<!\w)qu[ýí]\s{{1,3}}{_Q}"
    rf"(?:{_OF_YEAR}|(?:{GAP},{GAP}(?:iv|i{{1,3}}|0?[1-4])(?!\w)){{0,2}}{GAP}(-|đến|,|và){GAP}(qu[ýí]\s)?{_Q}{_OF_YEAR}?)?",
    ("quý", "quí"),
)
_LAST_QUARTER = Cue(rf"qu[ýí]\s+(?:(đầu|cuối)\s+)?năm(?:\s+({YEAR}))?(?!\s+học)", ("quý", "quí"))
_WORD_MONTHS = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
}
_WORD_MONTH = Cue(
    rf"(?<!\w)tháng\s{{1,3}}(giêng|mười\s+(?:một|hai)|{'|'.join(list(_WORD_MONTHS)[1:-2])}){_OF_YEAR}",
    ("tháng",),
)
_SPAN = Cue(
    rf"(?<!\w)tháng(?:\s+(đầu|cuối))?\s+(?:(?:của\s+)?năm(?:\s+năm(?=\s))?(?:{GAP}({YEAR})|(?!\w)(?!\s+học))|({YEAR}))",
    ("tháng",),
)
_DAY_OF = re.compile(r"(?<!\w)ngày\s{1,2}([0-9]{1,2})\s{1,2}\Z")  # "ngày 12 tháng Ba năm 2020"
_COUNT = re.compile(r"(?<![\w.,/-])([0-9]{1,2}|" + "|".join(IN_WORDS) + r")\s{1,3}\Z")
# A report's "Trong 9 tháng, …" counts from January, as reports are due; "Trong 4 tháng, …" and
# "trong 6 tháng kể từ ngày …" are lengths.
_MONTHS_SO_FAR = Cue(
    r"(?<!\w)(?:trong|kết\s+quả)\s{1,3}(0?[369]|1[01]|ba|sáu|chín)\s{1,3}tháng"
    r"(?:\s+vừa\s+qua)?(?=\s{0,2},(?!\s+(?:kể|tính|từ)))",
    ("trong", "kết"),
)
# "tăng trưởng 9 tháng đạt 6,9%": a rate or sum of the year so far, not a length.
_REACHED = re.compile(
    r"(?<![\w.,/-])(?<!sau )(?<!mỗi )(?<!vòng )(?<!hơn )(?<!gần )(0?[369]|1[01])\s{1,3}\Z"
)
_REACHES = Cue(
    r"(?<!\w)tháng\s+(?:(?:mới|đã|chỉ|ước|ước\s+tính)\s+){0,2}(?:đạt(?!\w)|(?:tăng|giảm)\s+[0-9])",
    ("tháng",),
)
_HALF = Cue(rf"nửa\s+(đầu|cuối)\s+năm(?:\s+({YEAR}))?(?!\s+học)", ("nửa",))


def find(words: Words) -> Iterator[Written]:
    """Give the months, quarters and parts of years of a folded text; not in order.

    >>> from extractors.words import Words
    >>> [w.interval(w.year) for w in find(Words("quý iii/2024"))]
    [('2024-07-01', '2024-09-30')]
    """
    yield from _months(words)
    yield from _quarters(words)
    yield from _spans(words)


def _year(figures: str | None) -> int | None:
    return int(figures) if figures else None


def _months(words: Words) -> Iterator[Written]:
    folded = words.folded
    for m in _MONTHS.matches(words):
        if _STREET.search(folded, max(0, m.start() - 24), m.start()):
            continue
        if m[2] or m[4] or not _is_recurring(folded, m):
            yield from _month_list(folded, m)
    yield from _other_months(words)


def _is_recurring(folded: str, m: re.Match[str]) -> bool:
    """Whether a month comes again and again: "mỗi tháng 2 lần", "tháng 9 - 12 hằng năm"."""
    each = _EACH.search(folded, max(0, m.start() - 8), m.start())
    return bool(each or _EVERY.match(folded, m.end()))


def _other_months(words: Words) -> Iterator[Written]:
    """Months in other forms: "2025-07", "T9/2023", "tháng Ba năm 2020", "từ 6/2022"."""
    folded = words.folded
    for m in _ISO_MONTH.matches(words):
        month = int(m[2])
        yield Written(m.start(1), m.end(), "month", (month, 1), (month, 0), int(m[1]))
    for m in _SHORT_MONTH.matches(words):
        yield Written(m.start(), m.end(), "month", (int(m[1]), 1), (int(m[1]), 0), int(m[2]))
    for m in _WORD_MONTH.matches(words):
        month = _WORD_MONTHS[" ".join(m[1].split())]
        if day := _DAY_OF.search(folded, max(0, m.start() - 10), m.start()):
            month_day = (month, int(day[1]))
            yield Written(day.start(), m.end(), "day", month_day, month_day, int(m[2]))
        elif not _COUNT.search(folded, max(0, m.start() - 8), m.start()):
            yield Written(m.start(), m.end(), "month", (month, 1), (month, 0), int(m[2]))
    for m in _BARE_MONTH.matches(words):
        if _MONTH_CUE.search(folded, max(0, m.start() - 8), m.start()):
            yield Written(m.start(), m.end(), "month", (int(m[1]), 1), (int(m[1]), 0), int(m[2]))


@dataclass(slots=True)
class _Month:
    """A month of a list; `joins` tells how it hangs on the one before: "-", "," or ""."""

    start: int
    end: int
    month: int
    year: int | None
    joins: str


def _month_list(folded: str, m: re.Match[str]) -> Iterator[Written]:
    """The months of "tháng 3, 4, 5 năm 2022" as one, of "tháng 3/2022 và tháng 4/2022" apart."""
    since = _FROM.search(folded, max(0, m.start() - 6), m.start())
    several = _SEVERAL.search(folded, max(0, m.start() - 12), m.start()) is not None
    found = [_Month(m.start(), m.end(2) if m[2] else m.end(1), int(m[1]), _year(m[2]), "")]
    for n in _NEXT_MONTH.finditer(folded, m.start(3), m.end(3)):
        listed = "," in n[1] or "và" in n[1]
        named = bool(n[2])
        one = _Month(n.start(3), n.end(), int(n[3]), _year(n[4]), "," if listed else "-")
        if named:
            one.start = n.start(2)
        if not listed and not (named or since or "-" in n[1]):
            break
        if listed and not named and not (several or m[4] or _TAIL_YEAR.search(m[3])):
            break  # "tháng 3, 5 đơn vị"
        if listed and (named or found[-1].year):
            one.joins = ""
        found.append(one)
    else:
        if m[4]:
            found[-1].end, found[-1].year = m.end(), int(m[4])
    year: int | None = None
    groups: list[list[_Month]] = [[]]
    for one in reversed(found):
        one.year = year = one.year or year
        groups[-1].insert(0, one)
        if one.joins == "":
            groups.append([])
    for group in reversed(groups[:-1]):
        yield _of_months(folded, group, since if group[0] is found[0] else None)


def _of_months(folded: str, group: list[_Month], since: re.Match[str] | None) -> Written:
    one, last = group[0], group[-1]
    if len(group) == 1:
        part = _PART.search(folded, max(0, one.start - 13), one.start)
        begin, stop = _PARTS[" ".join(part[1].split())] if part else (1, 0)
        start = part.start() if part else one.start
        first, final = (one.month, begin), (one.month, stop)
        return Written(start, one.end, "month", first, final, one.year, 0, part is not None)
    start = since.start() if since else one.start
    span = last.year - one.year if last.year and one.year else 0
    return Written(start, last.end, "months", (one.month, 1), (last.month, 0), last.year, span)


def _quarters(words: Words) -> Iterator[Written]:
    for m in _QUARTER.matches(words):
        one, other, year = _ROMAN[m[1]], _ROMAN[m[5] or m[1]], _year(m[2] or m[6])
        first, last = (3 * one - 2, 1), (3 * other, 0)
        if m[4] and m[3] in {",", "và"}:  # "quý III, quý IV" are two
            yield Written(m.start(), m.end(1), "quarter", first, (3 * one, 0), year)
            yield Written(m.start(4), m.end(), "quarter", (3 * other - 2, 1), last, year)
        elif one <= other:
            grain = "quarter" if one == other else "months"
            yield Written(m.start(), m.end(), grain, first, last, year)
    for m in _LAST_QUARTER.matches(words):
        count = _COUNT.search(words.folded, max(0, m.start() - 8), m.start())
        if m[1] is None and (count is None or m[2] is None):
            continue
        said = count[1] if count else "1"
        several = int(said) if said.isdigit() else IN_WORDS[said]
        if not 1 <= several <= 4:
            continue
        months = 3 * several  # "2 quý đầu năm 2020"
        first, last = ((13 - months, 1), (12, 0)) if m[1] == "cuối" else ((1, 1), (months, 0))
        grain = "quarter" if months == 3 else "half" if months == 6 else "months"
        start = count.start() if count else m.start()
        yield Written(start, m.end(), grain, first, last, _year(m[2]))


def _spans(words: Words) -> Iterator[Written]:
    """N months from the beginning or to the end of a year, and its halves."""
    folded = words.folded
    for m in _SPAN.matches(words):
        count = _COUNT.search(folded, max(0, m.start() - 8), m.start())
        year = _year(m[2] or m[3])
        if count is None or (m[1] is None and year is None):
            continue
        months = int(count[1]) if count[1].isdigit() else IN_WORDS[count[1]]
        if not 1 <= months <= 12:
            continue
        first, last = ((13 - months, 1), (12, 0)) if m[1] == "cuối" else ((1, 1), (months, 0))
        grain = "half" if months == 6 else "months"
        yield Written(count.start(), m.end(), grain, first, last, year)
    for m in _MONTHS_SO_FAR.matches(words):
        months = int(m[1]) if m[1].isdigit() else IN_WORDS[m[1]]
        grain = "half" if months == 6 else "months"
        yield Written(m.start(1), m.end(), grain, (1, 1), (months, 0), None)
    for m in _REACHES.matches(words):
        count = _REACHED.search(folded, max(0, m.start() - 8), m.start())
        if count is not None:
            months, end = int(count[1]), m.start() + len("tháng")
            grain = "half" if months == 6 else "months"
            yield Written(count.start(), end, grain, (1, 1), (months, 0), None)
    for m in _HALF.matches(words):
        first, last = ((7, 1), (12, 0)) if m[1] == "cuối" else ((1, 1), (6, 0))
        yield Written(m.start(), m.end(), "half", first, last, _year(m[2]))
