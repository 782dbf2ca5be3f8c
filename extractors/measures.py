"""The single measurements of a text: values, ranks and changes, before they become scores."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.indices import DATA
from extractors.text import fold, word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.numbers import Number


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that measures, with its cue: `text[start:end]`.

    kind: value, rank, change, rank_change. `number` is the value, the rank or the signed change;
    `of` is the scale of a value or how many were ranked.
    """

    start: int
    end: int
    kind: str
    number: float
    of: float | None = None
    unit: str | None = None
    comparator: str = "="


_WINDOW = 72  # characters left of a number that may hold its cue
_ORDINALS = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7}
_ORDINALS |= {"tám": 8, "chín": 9, "mười": 10}
_STAND = r"(?:xếp|đứng|giữ|ở|vươn\s+lên|lên|về|đạt|nằm|xuống|tụt)"
_RANK_CUE = re.compile(
    rf"(?:{_STAND}\s+(?:(?:ở|tại|lên|vào)\s+)?)?"
    r"(?:(?:vị\s+trí|thứ\s+hạng|vị\s+thứ|xếp\s+hạng|hạng|xếp|đứng)(?:\s+(?:thứ|số|hạng|chung))?"
    r"|(?P<bare>thứ))\s*(?:là|:)?\s*\(?\s*\Z"
)
_NAMES_INDEX = re.compile(r"chỉ\s+số|điểm|index|papi|pci|dti|sipas|pii|pgi|đạt|giá\s+trị")
_WEAK_RANK = re.compile(r"(?![\w\W]*(?:từ|lên|ở)\s+\w+\s*\Z)[\w\W]*?(?<!\w)(?:xếp|đứng|hạng)\s*")
_RANGE_BEFORE = re.compile(r"(?:từ\s*)?[0-9][0-9.,]*\s?%?\s?[-–]\s?\Z")
_PER_TIME = re.compile(r"\s*/\s*(?:năm|tháng|ngày|quý|triệu)")
_RANKING = re.compile(r"xếp\s+(?:hạng|thứ|loại)|thứ\s+hạng|chỉ\s+số|đứng\s+thứ|dẫn\s+đầu")
_NO_ORDINAL_BEFORE = re.compile(
    r"(?:năm|lần|đợt|ngày|khóa|khoá|kỳ|quý|tháng|buổi|vào|sáng|chiều|tuần|hằng|hàng|người|thế\s+kỷ|con|"
    r"bên|nhóm|tốp|giai\s+đoạn)\s+\Z"
)
_NAMED_PAIR = re.compile(r"(?:(?:19|20)[0-9]{2}|[^\W\d_])\s*\(\s*(?:hạng|thứ|xếp)?\s*\Z")
_CHANGE_CUE = re.compile(
    r"(?<!\w)(?P<cut>cắt\s+|cắt,\s+|rút\s+)?(?P<verb>tăng|giảm|cao\s+hơn|thấp\s+hơn|nhiều\s+hơn|"
    r"ít\s+hơn|kém\s+hơn|kém|vượt|tụt|lùi|thăng|nhảy|sụt|cải\s+thiện|lên|xuống|nâng|hạ)"
    r"(?:\s+(?:thêm|khoảng|được|gần|tới|nhẹ|mạnh|bình\s+quân|trung\s+bình|điểm|tổng\s+cộng|trên|hơn|"
    r"tương\s+ứng|lần\s+lượt|hạng|thứ\s+hạng|bậc))*"
    r"(?:\s+(?:so\s+)?(?:với\s+)?(?:cùng\s+kỳ|mức|trung\s+bình|năm|kế\s+hoạch)[^,;.%]{0,40}?)?"
    r"\s*(?:là\s+|:\s*)?\Z"
)
_UPWARD_ONLY = {"lên", "xuống", "nâng", "hạ", "vượt"}  # with a plain number these tell a value
_DOWN = ("giảm", "thấp", "ít", "kém", "tụt", "lùi", "sụt", "xuống", "hạ")
_REDUCED = re.compile(
    r"\s*(?:về\s+)?(?:thời\s+gian|thời\s+hạn|số\s+lượng|chi\s+phí|thủ\s+tục|tthc|biên\s+chế|đầu\s+mối|"
    r"thành\s+phần|kinh\s+phí)"
)
_STEPS = re.compile(r"\s*(?:bậc|hạng|vị\s+trí|thứ\s+hạng)(?!\w)")
_OF = re.compile(
    r"\s*(?:trên|trong|/)\s*(?:tổng\s+)?(?:số\s+)?(?:toàn\s+quốc\s+)?([0-9]{1,3})\s+"
    r"(?:tỉnh|sở|đơn\s+vị|huyện|xã|phường|địa\s+phương|cơ\s+quan|bộ|cục|phòng|thành\s+phố)"
)
_POINTS_CUE = re.compile(
    r"(?:số\s+điểm|điểm\s+số|tổng\s+điểm|điểm\s+trung\s+bình|điểm)(?:\s+(?:là|đạt|của))?\s*:?\s*\Z"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:{word_list(fold(word) for word in DATA['refused']['before'])})"
    r"(?:\s+(?:là|từ))?\s*\Z"
)
_AFTER_POINTS = re.compile(
    rf"\s+(?:{word_list(fold(w.strip()) for w in DATA['refused']['after'])})(?!\w)"
)
_COMPARATORS = (
    (">", re.compile(r"(?:trên|hơn|vượt|vượt\s+quá)\s*\Z")),
    ("<", re.compile(r"(?:dưới|chưa\s+đạt|chưa\s+đến|không\s+đạt|chưa\s+tới|chưa\s+được)\s*\Z")),
    (
        "≥",
        re.compile(
            r"(?:tối\s+thiểu|ít\s+nhất|không\s+dưới|không\s+thấp\s+hơn)(?:\s+(?:là|đạt))?\s*\Z"
        ),
    ),
    ("≤", re.compile(r"(?:tối\s+đa|không\s+quá|không\s+vượt\s+quá|nhiều\s+nhất)(?:\s+là)?\s*\Z")),
)
_OR_MORE = re.compile(r"\s*trở\s+lên")
_GROUP_BEFORE = re.compile(r"(?:nhóm|tốp|top|một\s+trong|những)(?!\w)[^.;:(]*\Z")
_WORD_RANK = re.compile(
    r"(?<!\w)(?:(?P<first>dẫn\s+đầu|(?<!người\s)đứng\s+đầu(?!\s+(?:cơ\s+quan|đơn\s+vị|các|cấp|chính|ubnd|sở))"
    r"|quán\s+quân|ngôi\s+đầu\s+bảng|đầu\s+bảng\s+xếp\s+hạng)"
    r"|(?P<second>á\s+quân)"
    rf"|(?:{_STAND}\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?:thứ|hạng)|vị\s+trí\s+(?:thứ|số)|xếp|đứng)\s+"
    r"(?P<word>nhất|nhì|hai|ba|tư|sáu|bảy|tám|chín|mười|năm(?!\s+(?:19|20)))(?!\w))"
)


def find_measures(scan: Scan) -> list[Measure]:
    """Give the measurements of a text in order; O(n). Counts, dates and shares are none."""
    out: list[Measure] = []
    numbers = scan.numbers
    at = 0
    while at < len(numbers):
        number = numbers[at]
        paired = at + 1 < len(numbers) and _joined(scan, number, numbers[at + 1])
        measure = _pair(scan, number, numbers[at + 1]) if paired else _single(scan, numbers, at)
        at += 2 if paired else 1
        if measure is not None:
            out.append(measure)
    out += _word_ranks(scan.folded)
    out.sort(key=lambda m: (m.start, m.end))
    return _apart(out)


def _apart(measures: list[Measure]) -> list[Measure]:
    out: list[Measure] = []
    for measure in measures:
        if not out or measure.start >= out[-1].end:
            out.append(measure)
    return out


def _joined(scan: Scan, left: Number, right: Number) -> bool:
    gap = scan.folded[left.end : right.start]
    return len(gap) < 4 and gap.strip() == "/" and left.unit is None


def _left(scan: Scan, at: int) -> str:
    return scan.folded[max(0, at - _WINDOW) : at]


def _pair(scan: Scan, first: Number, second: Number) -> Measure | None:
    """A rank of so many, "3/19", or points of a scale, "89/90 điểm"; None for a plain share."""
    left = _left(scan, first.start)
    whole = first.value.is_integer() and second.value.is_integer()
    cue = _rank_cue(left)
    if whole and first.value <= second.value and second.unit is None and cue is not None:
        start = first.start - len(left) + cue
        return Measure(start, second.end, "rank", first.value, second.value)
    points = _POINTS_CUE.search(left)
    if (second.unit == "điểm" or points) and first.value <= second.value:
        if _BEFORE.search(left):
            return None
        start = first.start - (len(left) - points.start() if points else 0)
        unit = "điểm"
        return Measure(start, second.end, "value", first.value, second.value, unit, _compare(left))
    if whole and first.value <= second.value and second.unit is None and _NAMED_PAIR.search(left):
        return Measure(first.start, second.end, "rank", first.value, second.value)
    return None


def _rank_cue(left: str) -> int | None:
    """Where in `left` the cue of a rank begins that ends it; None where there is none."""
    cue = _RANK_CUE.search(left)
    if cue is None or _NO_ORDINAL_BEFORE.search(left, 0, cue.start()):
        return None
    word = left[cue.start() - 1 : cue.start()]
    return None if word.isalnum() else cue.start()


def _single(scan: Scan, numbers: Sequence[Number], at: int) -> Measure | None:
    number = numbers[at]
    left, folded = _RANGE_BEFORE.sub("", _left(scan, number.start)), scan.folded
    if _PER_TIME.match(folded, number.end):
        return None
    change = _change(left, folded, number)
    if change is not None:
        return change
    if number.unit is None:
        return _bare(scan, numbers, at, left)
    if _BEFORE.search(left) and not re.search(r"đạt\s+mức\s*\Z", left):
        return None
    if number.unit == "điểm" and (
        _AFTER_POINTS.match(folded, number.end)
        or (number.value.is_integer() and _leading(folded, number))
    ):
        return None
    comparator = "≥" if _OR_MORE.match(folded, number.end) else _compare(left)
    scale = re.compile(
        r"\s*(?:trên|/)\s*(?:thang\s+(?:điểm\s+)?|tổng\s+(?:số\s+)?(?:điểm\s+)?)?([0-9]{2,4})(?:\s+điểm)?(?![\w,.%])"
    ).match(folded, number.end)
    of = (
        float(scale[1])
        if scale and number.unit == "điểm" and float(scale[1]) >= number.value
        else None
    )
    return Measure(
        number.start,
        scale.end() if of and scale else number.end,
        "value",
        number.value,
        of,
        number.unit,
        comparator,
    )


def _leading(folded: str, number: Number) -> bool:
    """A count is often printed with a zero before it: "05 điểm"."""
    return folded[number.start] == "0" and number.value >= 1


def _compare(left: str) -> str:
    return next((sign for sign, pattern in _COMPARATORS if pattern.search(left)), "=")


def _bare(scan: Scan, numbers: Sequence[Number], at: int, left: str) -> Measure | None:
    """A number without a unit: a rank, points after their noun, or the lower end of a range."""
    number, folded = numbers[at], scan.folded
    following = numbers[at + 1] if at + 1 < len(numbers) else None
    if (
        following
        and following.unit
        and re.fullmatch(r"\s?[-–]\s?", folded[number.end : following.start])
    ):
        lower = replace(number, unit=following.unit)
        changed = _change(left, folded, lower)
        return changed or Measure(
            number.start, number.end, "value", number.value, None, following.unit
        )
    if number.value.is_integer() and 0 < number.value < 1000:
        return _rank(folded, number, left) or _points_before(number, left)
    return _points_before(number, left) or _index_value(folded, number, left)


def _rank(folded: str, number: Number, left: str) -> Measure | None:
    """A rank of one number, "đứng thứ 3", with how many were ranked where it follows."""
    cue = _rank_cue(left)
    if cue is None:
        return None
    of = _OF.match(folded, number.end)
    start = number.start - len(left) + cue
    if left.endswith(": ") and folded.startswith(". ", number.end):  # the first of a numbered list
        return None
    if folded.startswith("thứ", start) and not _tells_ranking(folded, start, number.end):
        return None
    if of is None and _WEAK_RANK.fullmatch(folded, max(0, start - 6), number.start):
        return None
    return Measure(start, number.end, "rank", number.value, float(of[1]) if of else None)


def _tells_ranking(folded: str, start: int, end: int) -> bool:
    """Whether a bare "thứ 7" ranks: it may be a day of the week."""
    if folded[max(0, start - 1) : start] == "(":
        return False
    return _RANKING.search(folded, max(0, start - 400), end + 60) is not None


def _points_before(number: Number, left: str) -> Measure | None:
    """Points whose noun stands left: "điểm số 84"."""
    points = _POINTS_CUE.search(left)
    if points and re.search(r"số|tổng|trung", points[0]):
        start = number.start - (len(left) - points.start())
        return Measure(start, number.end, "value", number.value, None, "điểm", _compare(left))
    return None


def _index_value(folded: str, number: Number, left: str) -> Measure | None:
    """A bare decimal after the name of an index: "Chỉ số PCI đạt 67,12"."""
    printed = folded[number.start : number.start + 2]
    if printed[0] == "0" and printed[1:].isdigit():  # a telephone number
        return None
    if (
        not number.value.is_integer()
        and _NAMES_INDEX.search(left)
        and re.search(r"(?:đạt|là|:|=|được|còn|lên|\()[ ]*\Z", left)
    ):
        return Measure(number.start, number.end, "value", number.value, None, None, "=")
    return None


def _change(left: str, folded: str, number: Number) -> Measure | None:
    steps = _STEPS.match(folded, number.end) if number.unit is None else None
    if number.unit is None and steps is None:
        return None
    sign = re.search(r"(?<![\w)])([+−-])\s?\Z", left)
    cue = _CHANGE_CUE.search(left)
    if cue is None and not (sign and sign[1] == "+"):
        return None
    if cue is not None:
        verb = " ".join(cue["verb"].split())
        if (
            cue["cut"]
            or (verb in _UPWARD_ONLY and steps is None)
            or _REDUCED.match(folded, number.end)
        ):
            return None
        start = number.start - (len(left) - cue.start("verb"))
        signed = -number.value if verb.startswith(_DOWN) else number.value
    else:
        start, signed = number.start - 1, number.value
    kind = "rank_change" if steps else "change"
    end = steps.end() if steps else number.end
    return Measure(start, end, kind, signed, None, number.unit)


def _word_ranks(folded: str) -> list[Measure]:
    out = []
    for match in _WORD_RANK.finditer(folded):
        if match["first"] and _GROUP_BEFORE.search(
            folded, max(0, match.start() - 40), match.start()
        ):
            continue
        rank = 1 if match["first"] else 2 if match["second"] else _ORDINALS[match["word"]]
        of = _OF.match(folded, match.end())
        out.append(
            Measure(match.start(), match.end(), "rank", float(rank), float(of[1]) if of else None)
        )
    return out
