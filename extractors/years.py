"""Years and longer: "năm 2023", "giai đoạn 2021 - 2025", "nhiệm kỳ", "năm học", years as labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.days import GAP, YEAR
from extractors.words import Cue, Figures
from extractors.written import Written

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from extractors.words import Words

_TO = rf"{GAP}(?:-|đến\s+hết|đến|tới){GAP}(?:năm\s+)?"
_NAMES = r"giai\s+đoạn|thời\s+k[ỳìíý]|nhiệm\s+k[ỳìíý]|năm\s+học|niên\s+khóa|niên\s+độ|khóa"
_PERIOD = Cue(
    rf"(?<!\w)(?P<name>{_NAMES})(?:\s+từ)?(?:\s+[0-9]{{1,2}})?(?:\s+năm)?\s{{1,3}}(?P<a>(?:19|20)[0-9]{{2}})(?:{_TO}|/|(?=20))(?P<b>{YEAR})",
    ("giai", "thời", "nhiệm", "năm", "niên", "khóa"),
)
_RANGE = Cue(
    rf"[12](?<![\w/.,-].)(?<=[12])(?P<a>[0-9]{{3}}){_TO}(?P<b>{YEAR})(?![/\w]|[.,][0-9])",
    figures=Figures(least=4, most=4),
)
_YEAR = re.compile(rf"năm(?<!\w...)[\s*:]{{0,3}}({YEAR})(?![/.-][0-9]|%)")
_MORE = re.compile(rf"{GAP}(?:,|và|;|hoặc|đến){GAP}(?:năm\s+)?({YEAR})(?![\w/%]|[.,][0-9])")
_LABEL = Cue(
    r"(?:1(?=9[4-9])|2(?=0))(?<![\w/.,:-].)[0-9]{3}(?![\w/%]|[.,:-][0-9]|-[a-zđ])",
    figures=Figures(least=4, most=4),
)
_SINCE = re.compile(r"(?<!\w)từ\s{1,3}(?:năm\s{1,3})?\Z")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s*\"“(]{0,3}\Z")
_AFTER = re.compile(
    r"\t|[\s*]{0,3}(?:[,;.:)“”\"|]|\Z|\n|\("
    r"|(?:của|về|và|trên|tại|với|đạt|là|so|cho|do|được|đã|theo|có|tỉnh|cả)(?!\w))"
)
_SERIES = re.compile(r"\s{0,2}\(\s{0,2}[0-9]{1,3}\s?/\s?[0-9]{1,3}")
# A row of a series: "2019 đạt 72,10 điểm; 2020 đạt ...", "- 2017: hạng 9/14".
_ROW = re.compile(
    r"\s{0,2}(?::\s|(?:đạt|là|hạng|xếp|đứng|được|lên|còn|tăng|giảm|xuống|nhích|tụt|vươn)(?:\s+\w+){0,2}\s+[0-9])"
)
_OPENS_ROW = re.compile(r"(?:\A|[\n:;,(\t|])[\s*+•-]{0,4}\Z")
_BRACKETED = re.compile(r"[^\W\d_]\s?[\dIVXivx]{0,4}\s?\(\s?\Z")  # "giai đoạn 1 (2018)"
# "41,71 (2021) xuống 41,56 (2022)": the year of a value.
_OF_VALUE = re.compile(r"[.,][0-9]{1,4}(?:\s?%|\s?điểm)?\s?\(\s?\Z|(?:%|điểm)\s?\(\s?\Z")
# "Quyết định 1649/QĐ-UBND 2019 sắp xếp đơn vị": how collections of law call an act.
_NAMED_ON = re.compile(r"\s+[^\W\d_]{2,}|\s*(?:[.,;:|)\n]|\Z)")
# "SIPAS 2021 nhận định", "(Vietnam ICT Index) 2016 do": an index has a year, whatever follows.
_INDEX = re.compile(
    r"(?<!\w)(?:index|papi|pci|ddci|dci|sipas|pii|pgi|dti|gii|egdi|cchc|chuyển\s+đổi\s+số|cải\s+cách\s+hành\s+chính)"
    r"[\s*\"”)]{1,4}\Z"
)
_NAMED = re.compile(r"(?<!\w)năm[\s*]{1,3}\Z")
_AIMED = re.compile(
    r"(?<!\w)(?:định\s+hướng|tầm\s+nhìn|lộ\s+trình|mục\s+tiêu)\s+(?:đến|tới)\s{1,3}\Z"
)
_TO_NOW = re.compile(r"\s{1,3}(?:cho\s+)?(?:đến|tới)\s+nay(?!\w)")
# Before a number of four figures these make a count, a name or a price of it.
_NO_YEAR = re.compile(
    r"số|hơn|gần|khoảng|trên|dưới|tổng|đạt|có|là|mã|thoại|qua|đường|phòng|được|cộng|bằng|tới|ít|nhất"
    r"|tối|thiểu|đa|chừng|độ|lên|xuống|còn|tăng|giảm|cấp|đến|ngày|tháng|quyển|trang|điều|mục|lô|thửa"
    r"|đồng|triệu|tỷ|và|với|từ|iso|windows|fax|office|hotline|đài|sn|km|ấp|tổ|nhà|hộp|xe|biển|máy|giá|cho"
)


def find(words: Words, numbered: Container[int] = ()) -> Iterator[Written]:
    """Give the years, periods of years and years as labels of a folded text; not in order.

    `numbered` are the places where an identifier ends.
    """
    folded = words.folded
    for m in _PERIOD.matches(words):
        yield from _period(m)
    for m in _RANGE.matches(words):
        yield from _range(folded, m)
    yield from _listed(folded)
    for m in _LABEL.matches(words):
        named = m.start() - 1 in numbered and _NAMED_ON.match(folded, m.end())
        if named or _is_label(folded, m):
            year = int(m[0])
            yield Written(m.start(), m.end(), "year", (1, 1), (12, 0), year)


def _period(m: re.Match[str]) -> Iterator[Written]:
    first, last = int(m["a"]), int(m["b"])
    if last < first:
        return
    name = " ".join(m["name"].split())
    if name in {"năm học", "niên khóa"}:
        yield Written(
            m.start(), m.end(), "school_year", (9, 1), (5, 0), last, last - first, approximate=True
        )
    else:
        grain = "term" if name.startswith(("nhiệm", "khóa")) else "stage"
        yield Written(m.start(), m.end(), grain, (1, 1), (12, 0), last, last - first)


def _range(folded: str, m: re.Match[str]) -> Iterator[Written]:
    first, last = int(m[0][:4]), int(m["b"])
    if not 1900 <= first < last <= first + 60:
        return
    since = _SINCE.search(folded, max(0, m.start() - 12), m.start())
    start = since.start() if since else m.start()
    named = _NAMED.search(folded, max(0, m.start() - 8), m.start())
    if not since and named:
        start = named.start()
    yield Written(start, m.end(), "years", (1, 1), (12, 0), last, last - first)


def _listed(folded: str) -> Iterator[Written]:
    """Years after "năm", each of a list for itself: "các năm 2021, 2022 và 2023"."""
    m = _YEAR.search(folded)
    while m is not None:
        yield Written(m.start(), m.end(), "year", (1, 1), (12, 0), int(m[1]))
        end = m.end()
        while (more := _MORE.match(folded, end)) is not None:
            yield Written(more.start(1), more.end(1), "year", (1, 1), (12, 0), int(more[1]))
            end = more.end()
        m = _YEAR.search(folded, end)


def _is_label(folded: str, m: re.Match[str]) -> bool:
    """Whether a number of four figures is a year: a word that can have a year stands before it."""
    if _SERIES.match(folded, m.end()):
        return True
    begin = max(0, m.start() - 8)
    if _ROW.match(folded, m.end()) and _OPENS_ROW.search(folded, begin, m.start()):
        return True
    if folded.startswith(")", m.end()) and _BRACKETED.search(folded, begin, m.start()):
        return True
    if folded.startswith(")", m.end()) and _OF_VALUE.search(folded, max(0, begin - 8), m.start()):
        return True
    if _INDEX.search(folded, max(0, m.start() - 32), m.start()):
        return True
    if folded.endswith("từ ", begin, m.start()) and _TO_NOW.match(folded, m.end()):
        return True
    if _AIMED.search(folded, max(0, m.start() - 24), m.start()):
        return True
    if not _AFTER.match(folded, m.end()):
        return False
    if folded.endswith("so với ", begin, m.start()):
        return True
    before = _WORD_BEFORE.search(folded, max(0, m.start() - 20), m.start())
    return before is not None and not _NO_YEAR.fullmatch(before[1])
