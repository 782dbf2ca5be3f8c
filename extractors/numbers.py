"""Numbers, shares and ranks as they are printed: decimal comma, thousands dot, "3/19"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.identifiers import Identifier

# In folded text.
IN_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip


class Number(NamedTuple):
    """A number with the unit that stands right of it: '%', 'điểm' or None."""

    start: int
    end: int
    value: float
    unit: str | None


@dataclass(frozen=True, slots=True)
class Rank:
    """Two whole numbers with a slash that are no date: "3/19" (third of 19), "58/79"."""

    start: int
    end: int
    rank: int
    ranked: int


# Left of a pair these make a day and month of it, unless a counting noun stands right.
DAY_CUES = (
    "ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|từ|đến|tới|trước|sau|hết|vào|lúc|"
    "(?<!đúng )(?<!quá )(?<!trễ )(?<!sớm )(?<!trước )hạn|"
    "thời điểm|(?:hôm|sáng|trưa|chiều|tối) (?:nay|qua),?|"
    "(?:chậm|muộn|trễ) nhất(?: là)?|hạn (?:cuối|chót)(?: là)?|không quá|"
    "(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
    "(?: (?:vừa rồi|vừa qua|tuần này|tuần trước|này|tới))?,?"
)
_NUMBER = re.compile(
    r"[0-9](?<![\w.,].)[0-9]{0,14}(?:[.,][0-9]{1,9}){0,4}(?![0-9])(?:(\s{0,2}%)|\s{1,2}(điểm)(?!\w))?"
)
_PAIR = re.compile(
    r"[0-9](?<![\w/.,-].)[0-9]{0,2}(?:\s?/\s?)[0-9]{1,3}(?![\w]|\s?/\s?[0-9]|[.,][0-9]|-[a-zđ])"
)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?\Z")


def find(folded: str, identifiers: Sequence[Identifier]) -> tuple[Number, ...]:
    """Give the numbers of a folded text that are not part of an identifier, in order.

    >>> [(n.value, n.unit) for n in find("đạt 84,95%, 86.45 %, 85.600 phiếu", ())]
    [(84.95, '%'), (86.45, '%'), (85600.0, None)]
    """
    taken = _Taken(identifiers)
    out = []
    for m in _NUMBER.finditer(folded):
        start, end = m.span()
        if taken.at(start):
            continue
        if m.lastindex:
            unit, digits = "%" if m[1] else m[2], folded[start : m.start(m.lastindex)].rstrip()
        else:
            unit, digits = None, m[0]
        value = _value(folded, start, digits, unit)
        if value is not None:
            out.append(Number(start, end, value, unit))
    return tuple(out)


def ranks(folded: str, identifiers: Sequence[Identifier]) -> tuple[Rank, ...]:
    """Give the pairs that are ranks or shares: no day cue stands before them.

    >>> [(r.rank, r.ranked) for r in ranks("xếp 3/19, ngày 12/3, 58/79 cơ quan", ())]
    [(3, 19), (58, 79)]
    """
    taken = _Taken(identifiers)
    out = []
    for m in _PAIR.finditer(folded):
        if taken.at(m.start()):
            continue
        left, _, right = m[0].partition("/")
        first, second = int(left), int(right)
        if not is_day_month(folded, m.start(), m.end(), first, second):
            out.append(Rank(m.start(), m.end(), first, second))
    return tuple(out)


_CUE = re.compile(rf"(?:{DAY_CUES})(?:\s+là)?[:\s(]*\Z")
_NAMED = re.compile(r"(?<!\w)ngày[\s*:(]{0,4}\Z")  # "ngày 07/10 Sở Nội vụ có thông báo"
COUNTED = re.compile(
    r"\s*(?:đơn vị|sở|ban|bộ|ngành|huyện|quận|thị xã|xã|phường|thị trấn|tỉnh|thành phố|cơ quan"
    r"|tiêu chí|chỉ tiêu|chỉ số|nhiệm vụ|tthc|thủ tục|hồ sơ|phiếu|điểm|vùng|trục|người|đại biểu"
    r"|phòng|thôn|ấp|khóm|nội dung|dịch vụ|dự án|văn bản|nhóm|cán bộ|công chức|viên chức|trường"
    r"|doanh nghiệp|công trình|mô hình|sáng kiến|mục tiêu|ý kiến|kiến nghị|giải pháp|lĩnh vực|hộ"
    r"|trung tâm|chi cục|cuộc|lượt|trường hợp|quy trình|danh mục|học sinh|môn|bước|mẫu|lớp"
    r"|địa phương|thành viên)(?!\w)"
    # A share in brackets behind it, or what it rose to: no day, "tăng từ 10/12 lên 11/12".
    r"|\s*\((?:(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ)\s+){0,2}[0-9]{1,3}(?:[.,][0-9]{1,2})?\s?%"
    r"|\s+(?:lên|xuống|còn)\s+[0-9]{1,3}\s?/\s?[0-9]{1,3}(?![0-9/])"
)


def is_day_month(folded: str, start: int, end: int, day: int, month: int) -> bool:
    """Tell whether the pair at `start:end` is a day and month and neither share nor rank."""
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    before = folded[max(0, start - 24) : start]
    return bool(_CUE.search(before)) and (
        bool(_NAMED.search(before)) or not COUNTED.match(folded, end)
    )


def _value(folded: str, start: int, digits: str, unit: str | None) -> float | None:
    thousands = unit is None and "." in digits and _THOUSANDS.match(digits)
    if thousands and not _INDEX.search(folded, max(0, start - 40), start):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    if digits.count(".") > 1:
        return None
    return float(digits)


_INDEX = re.compile(r"(?:papi|dti|chuyển đổi số|đạt)\D{0,20}\Z")


class _Taken:
    """Which places lie inside an identifier; asked in rising order."""

    def __init__(self, identifiers: Sequence[Identifier]) -> None:
        self._spans = iter([*((i.start, i.end) for i in identifiers), (1 << 62, 1 << 62)])
        self._start, self._end = next(self._spans)

    def at(self, place: int) -> bool:
        while place >= self._end:
            self._start, self._end = next(self._spans)
        return self._start <= place
