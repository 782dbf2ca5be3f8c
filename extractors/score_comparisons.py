"""What a result is compared with: "so với năm 2021 (90,9%)", "(năm 2022 là 78,3%)", "từ 51 lên"."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.words import Words


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stretch that tells of another result than its clause: `text[start:end]`.

    kind: with ("so với …"), than ("cao hơn mức …"), bracket ("(năm 2022 là …)"), move ("từ … lên").
    What is told in it, a year, a body, a value, governs nothing outside.
    """

    start: int
    end: int
    kind: str


YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
NUMBER = r"[0-9]{1,3}(?:[.,][0-9]{1,4})?(?:\s?/\s?[0-9]{1,3})?(?:\s?%|\s+điểm(?!\w))?"
ORDINAL = r"(?:nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười|một)"
PLACE = r"(?:(?:xếp|đứng|ở|vị\s+trí|thứ\s+hạng|vị\s+thứ|hạng|thứ|số|mức|điểm)\s+){0,4}"
_BEFORE_NOW = r"(?:trước(?:\s+đó|\s+đây)?|ngoái|liền\s+(?:kề|trước)(?:\s+trước)?(?:\s+đó)?|qua)"
_TIME = (
    rf"(?:(?:cùng\s+kỳ(?:\s+của)?\s+)?(?:(?:6|9|11)\s+tháng\s+(?:đầu\s+)?)?(?:các\s+)?năm\s+(?:{YEAR}|{_BEFORE_NOW})"
    rf"|cùng\s+kỳ(?:\s+(?:{YEAR}|{_BEFORE_NOW}))?|(?:đầu|cuối|giữa)\s+(?:năm(?:\s+{YEAR})?|nhiệm\s+kỳ|kỳ)"
    rf"|(?:quý|tháng)\s+[0-9ivx]+(?:(?:\s*/\s*|\s+(?:các\s+)?năm\s+|\s+){YEAR}(?:\s?[-–]\s?{YEAR})?|\s+{_BEFORE_NOW})?"
    rf"|(?:kỳ|lần|quý|tháng|đợt|tuần)(?:\s+(?:công\s+bố|đánh\s+giá|xếp\s+hạng|khảo\s+sát))?\s+{_BEFORE_NOW}"
    rf"|{YEAR}|giai\s+đoạn\s+{YEAR}\s?[-–]\s?{YEAR})"
)
_VERB = (
    r"(?:xếp|đứng|đạt|tăng|giảm|cao|thấp|nằm|thuộc|vươn|tụt|có|dẫn|hơn|vượt|giữ|trở|được|là|đã|"
    r"vẫn|cũng|chỉ|còn)"
)
_NUMBERED = rf"\([^()\n]*?(?<![\w,.])(?!{YEAR}\s*\)){PLACE}[0-9][^()\n]*\)"
# A bracket behind a comparison holds what is compared with, unless it tells a move of the result.
_OLD_BRACKET = re.compile(
    rf"\s*(?=\()(?![^)\n]{{0,80}}(?<!\w)(?:tăng|giảm|từ|lên|xuống|hơn|thêm)(?!\w))(?=[^)\n]{{0,80}}\)){_NUMBERED}"
)
_OLD_VALUE = re.compile(
    rf"\s+(?:(?:chỉ\s+)?là|ở(?=\s+mức))\s+{PLACE}{NUMBER}(?:\s+(?:đơn\s+vị|tỉnh|sở|huyện|xã|phường)(?!\w))?"
)
_WITH = Cue(
    r"(?<!\w)so(?:\s+sánh)?(?:\s+với(?!\w)|(?=\s+(?:năm|tháng|quý|cùng\s+kỳ|kỳ|đầu\s+năm|cuối\s+năm|papi|pci|sipas|dti|ddci|par\s+index|chỉ\s+số)\s))",
    ("so",),
)
_NOUNS = (
    r"(?:(?:tốc\s+độ\s+tăng(?:\s+trưởng)?|mức\s+tăng(?:\s+trưởng)?|kết\s+quả|đánh\s+giá|công\s+bố|xếp\s+hạng|mức|điểm\s+số|điểm|chỉ\s+số|thời\s+điểm|của|bảng\s+xếp\s+hạng|thứ\s+hạng|vị\s+trí|"
    rf"tốp|top|chung|lần|{NUMBER}|[a-z-]{{3,8}}(?:\s+index)?)\s+){{0,6}}?"
)
_WITH_TIME = re.compile(rf"\s+{_NOUNS}{_TIME}(?!\w)")
_NP_END = re.compile(
    rf"[;:()\n“”\"]|[.,](?![0-9])|\s+(?:nhưng|song|thì|tuy\s+nhiên|đồng\s+thời|qua\s+đó|(?:và\s+)?(?:đã\s+)?"
    rf"(?:tăng|giảm|xếp|đứng|vươn|tụt))(?!\w)|\s+và\s+(?={_VERB}(?!\w))"
)
_MEAN = r"(?:bình\s+quân|trung\s+bình|mặt\s+bằng|mức\s+chung)"
_THAN = Cue(
    rf"(?<!\w)(?:(?:(?:cao|thấp|nhiều|ít|tốt|kém|lớn|nhỏ)\s+)?hơn|kém|vượt|(?<!mặt\s)bằng|trên|dưới)\s+"
    rf"(?:(?:hẳn|nhiều|rất\s+nhiều|khá|xa)\s+)?(?:so\s+với\s+)?"
    rf"(?=(?:điểm\s+|mức\s+|chỉ\s+số\s+)?(?:{_MEAN}|(?:tốc\s+độ|mức)\s+tăng(?!\s+[0-9])|kết\s+quả|năm\s+(?:{YEAR}|{_BEFORE_NOW})|cùng\s+kỳ)|mức\s+[0-9])",
    (
        "cao",
        "thấp",
        "nhiều",
        "ít",
        "tốt",
        "kém",
        "lớn",
        "nhỏ",
        "hơn",
        "vượt",
        "bằng",
        "trên",
        "dưới",
    ),
)
_THAN_VALUE = re.compile(rf"mức\s+{NUMBER}(?:\s+(?:của|trong)\s+{_TIME}(?!\w))?")
_THAN_END = re.compile(r"[;:()\n“”\"0-9]|[.,](?![0-9])|\s+(?:là|nhưng|song|và|từ)(?!\w)")
# "Cao hơn mức trung bình của cả nước là 42,33 điểm": so much is no difference.
_THAN_MEAN = re.compile(rf"\s+(?:chỉ\s+)?là\s+(?=[2-9][0-9](?:[.,][0-9]|\s?%|\s+điểm)){NUMBER}")
_THAN_YEAR = re.compile(rf"{_NOUNS}{_TIME}(?!\w)")
_INDEX = r"(?:chỉ\s+số\s+)?[a-z-]{3,8}(?:\s+index)?"
_BRACKET = re.compile(
    rf"\(\s*(?P<told>(?:(?:(?:trong|của|vào|kết\s+quả|{_INDEX})\s+)?(?:năm\s+|cùng\s+kỳ\s+)?"
    rf"(?:{YEAR}|(?:năm|kỳ)\s+{_BEFORE_NOW})(?![\w/.]|\s*[-–]\s*[0-9]|\s*\))|cùng\s+kỳ(?!\w))"
    r"[^()\n]*?[0-9][^()\n]*)(?=\))"
)
# "43,11 (năm 2023, hạng 20/61)": the year and rank of the value before the bracket.
_LABEL = re.compile(rf"(?:năm\s+)?{YEAR}\s*[,;]\s*{PLACE}[0-9/]+[^0-9]*\Z")
_VALUE = re.compile(r"[0-9](?:\s?%|\s+điểm)?\s*\Z")
MOVE = Cue(
    rf"(?<!\w)(?P<told>từ\s+{PLACE}(?P<old>{NUMBER})(?:\s*,?\s*\(?(?:(?:trong|của|vào|ở)\s+)?{_TIME}\)?)?)"
    r"(?:\s*,\s+(?:[^\W\d_]+\s+){1,5}?|\s*,?\s+)(?=(?:(?:đã|nay|hiện)\s+)?(?:(?:vươn|tụt|nhảy|lùi|leo|tăng|giảm|rơi|cải\s+thiện|nhích|trượt|thăng|vọt|bật|bứt\s+phá|lọt|trồi|sụt)\s+)?"
    rf"(?:mạnh\s+)?(?:lên|xuống|còn|về|thành|tới|đến(?=\s+(?:vị|thứ|hạng)))(?:\s+(?:còn|tới|đến|mức|đứng|xếp))?\s+{PLACE}(?:[0-9]|{ORDINAL}(?!\w)|ngôi\s))",
    ("từ",),
)


_NEAR = 24  # characters between what is compared with and the difference
_LONGEST = 160  # characters of what is compared with


def find_comparisons(words: Words) -> tuple[Comparison, ...]:
    """Give the comparisons of a folded text in order, apart; the wider goes first. O(n).

    >>> from extractors.words import Words
    >>> folded = "đạt 92,1%, cao hơn 1,2% so với năm 2021 (90,9%); từ vị trí 9 (năm 2022) lên thứ 3"
    >>> [folded[c.start : c.end].strip() for c in find_comparisons(Words(folded))]
    ['so với năm 2021 (90,9%)', 'từ vị trí 9 (năm 2022)']
    """
    folded = words.folded
    found = [Comparison(*m.span("told"), "move") for m in MOVE.matches(words)]
    found += [
        Comparison(m.start(), _with_end(folded, m.end()), "with") for m in _WITH.matches(words)
    ]
    found += [
        Comparison(m.start(), _than_end(folded, m.end()), "than") for m in _THAN.matches(words)
    ]
    found += [
        Comparison(*m.span("told"), "bracket")
        for m in _BRACKET.finditer(folded)
        if not (_LABEL.match(m["told"]) and _VALUE.search(folded, max(0, m.start() - 8), m.start()))
    ]
    found.sort(key=lambda c: (c.start, -c.end))
    out: list[Comparison] = []
    for one in found:
        if not out or one.start >= out[-1].end:
            out.append(one)
    return tuple(out)


def _with_end(folded: str, at: int) -> int:
    """Where "so với …" ends: behind its time, or where its noun phrase does."""
    if timed := _WITH_TIME.match(folded, at):
        end = timed.end()
    else:
        closed = _NP_END.search(folded, at, at + _LONGEST)
        end = closed.start() if closed else at
    value = _OLD_VALUE.match(folded, end) or _OLD_BRACKET.match(folded, end)
    return value.end() if value else end


def _than_end(folded: str, at: int) -> int:
    """Where "cao hơn mức bình quân cả nước" ends: before the difference that it tells."""
    if value := _THAN_VALUE.match(folded, at):
        return value.end()
    if timed := _THAN_YEAR.match(folded, at):
        end = timed.end()
    else:
        closed = _THAN_END.search(folded, at, at + _LONGEST)
        end = closed.start() if closed else at
    value = _OLD_BRACKET.match(folded, end) or _THAN_MEAN.match(folded, end)
    return value.end() if value else end


_ABOUT = re.compile(
    r"(?:\scủa(?:\s[^\W\d_]+){1,3}?)?(?:\s(?:gần|khoảng|hơn|trên|tới|đến|là|những))+\s+\Z|\s+\Z"
)


class Comparisons:
    """The comparisons of one text, asked by place."""

    def __init__(self, words: Words) -> None:
        self.all = find_comparisons(words)
        self._starts = [c.start for c in self.all]
        self._folded = words.folded

    def at(self, place: int) -> Comparison | None:
        """Give the comparison that a place lies in."""
        if not self.all:
            return None
        position = bisect_right(self._starts, place) - 1
        one = self.all[position] if position >= 0 else None
        return one if one and place < one.end else None

    def before(self, place: int) -> Comparison | None:
        """Give the comparison that ends right before a place: "so với năm 2020 (từ …"."""
        position = bisect_right(self._starts, place - 1) - 1
        one = self.all[position] if position >= 0 else None
        near = one is not None and not self._folded[one.end : place].strip(" (,;")
        return one if near else None

    def told_more(self, place: int) -> int:
        """Tell whether a place tells how much more (1) or less (-1) than what is compared, or 0.

        "Cao hơn mức trung bình cả nước (82,66%) gần 8%": the 8 % are more.
        """
        position = bisect_right(self._starts, place) - 1
        if position < 0 or place - self.all[position].end > _NEAR:
            return 0
        gap = _ABOUT.search(self._folded, max(0, place - _NEAR), place)
        one = self.before(gap.start() if gap else place)
        if one is None or one.kind != "than":
            return 0
        words = self._folded[one.start : one.end]
        if words.startswith(("cao", "nhiều", "lớn", "tốt", "hơn", "vượt")):
            return 1
        return -1 if words.startswith(("thấp", "ít", "kém", "nhỏ")) else 0

    def blanked(self) -> str:
        """Give the folded text with blanks for what is compared with; offsets agree."""
        if not self.all:
            return self._folded
        out, at = [], 0
        for one in self.all:
            out += [self._folded[at : one.start], " " * (one.end - one.start)]
            at = one.end
        return "".join((*out, self._folded[at:]))
