"""The single measurements of a text: values, ranks and changes, before they become scores."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING

from extractors.indices import DATA
from extractors.numbers import COUNTED, is_day_month
from extractors.score_brackets import ranks_as_marks, ranks_in_brackets
from extractors.score_changes import (
    STEPS,
    change_in_list,
    change_of,
    changes_in_words,
    is_from_mean,
)
from extractors.score_compared import rank_compared, value_compared
from extractors.score_measure import Measure
from extractors.score_moves import with_moves
from extractors.score_rank_words import ranks_in_words
from extractors.score_ranks import rank_of_number, rank_of_pair
from extractors.score_refused import is_aim, is_maximum, is_no_result
from extractors.score_series import NO_UNIT_AFTER, change_again, goes_on
from extractors.text import CAPITALS, fold, word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.numbers import Number
    from extractors.score_comparisons import Comparison, Comparisons

__all__ = ["Measure", "find_measures"]

_WINDOW = 72  # characters left of a number that may hold its cue
_TOLD_BY = ("hạng", "thứ", "xếp", "đứng", "trí", "điểm")  # a rank or points without a unit
_NAMES_INDEX = re.compile(
    r"chuyển\s+đổi\s+số|chỉ\s+số|điểm|index|papi|pci|dti|sipas|pii|pgi|đạt|giá\s+trị"
)
_TELLS = re.compile(
    r"(?:đạt|giá\s+trị|điểm\s+số|với\s+chỉ\s+số|tổng\s+điểm|"
    r"là|:|=|được|còn|lên|xuống|với|mức|ước|ghi|có|chỉ|\()[ ]*\Z"
)
_SCALES = (1, 10, 80, 100)
_FULL = 100
_SCORES = re.compile(r"(?:đạt|với|được|là|:|\(|có|chỉ|mức|số|=|chấm|ghi|còn|lên|xuống|,|và)\s*\Z")
_AT_LEVEL = re.compile(r"(?:(?:đạt|ở)\s+mức|chiếm\s+t[ỷỉ]\s+trọng)\s*\Z")
# "Chỉ số X của A và B thấp hơn đáng kể, ở mức lần lượt là 43,96 và 41,77": named far before.
_AT_LEVEL_OF = re.compile(r"(?:mức|lần\s+lượt|tương\s+ứng)(?:\s+(?:lần\s+lượt|là|đạt))*\s*\Z")
_INDEX_FAR = re.compile(r"(?<!\w)(?:chỉ\s+số|index|papi|pci|ddci|dti|pii)(?!\w)[^.;:\n]*\Z")
# "PCI 2021: Hải Dương 67,65 (hạng 13), Hưng Yên 63,76": behind the names of a list.
_IN_LIST = re.compile(
    rf"(?:[:;,(]|(?<!\w)và|\))\s+(?:[^\W\d_]+[ .-]{{1,3}}){{0,6}}[{CAPITALS}][^\W\d_]*\s+\Z"
)
_INDEX_OF_LIST = re.compile(
    r"(?<!\w)(?:chỉ\s+số|index|papi|pci|ddci|dti|pii|sipas|chuyển\s+đổi\s+số)(?!\w)(?:[^.:\n]|\.(?=[0-9]))*:(?:[^.\n]|\.(?=[0-9]))*\Z"
)
_BY_PLAN = re.compile(r"[,(]\s*(?:và\s+)?bằng\s+\Z|(?<!\w)và\s+bằng\s+\Z")
_RANGE_BEFORE = re.compile(r"(?:từ\s*)?[0-9][0-9.,]*\s?%?\s?[-–]\s?\Z")
_PER_TIME = re.compile(r"\s*/\s*(?:năm|tháng|ngày|quý|triệu)")
_POINTS_CUE = re.compile(
    r"(?:số\s+điểm|điểm\s+số|tổng\s+điểm|mức\s+điểm|điểm\s+trung\s+bình|(?<!thời\s)(?<!địa\s)điểm)(?:\s+(?:là|đạt|của))?\s*:?\s*\Z"
)
_MEAN_POINTS = re.compile(
    r"(?<!\w)(?:điểm\s+(?:bình\s+quân|trung\s+bình|số)|(?:số|tổng)\s+điểm)(?!\w)[^,;.()%]*\Z"
)
_SCALE = re.compile(
    r"\s*(?:(?:papi|pci|ddci|pii|dti)\s*)?(?:\(\s*)?(?:trên|/|(?<=\()thang|theo\s+thang)\s*(?:thang\s+)?(?:điểm\s+)?(?:tổng\s+)?(?:số\s+)?(?:điểm\s+)?"
    r"(?:tối\s+đa\s+)?(?:là\s+)?([0-9]{2,4})(?:\s+điểm)?(?![\w%]|[.,][0-9])"
)
_OF_SCALE = re.compile(
    r"(?<!\w)(?:trên|thang)\s+(?:thang\s+)?(?:tổng\s+)?(?:số\s+)?(?:điểm\s+)?(?:(?:đánh\s+giá|tối\s+đa|chuẩn)\s+)?(?:là\s+)?\Z"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:{word_list(fold(word) for word in DATA['refused']['before'])})"
    r"(?:\s+(?:là|từ))?\s*\Z"
)
_AFTER_POINTS = re.compile(
    rf"\s+(?:{word_list(fold(w.strip()) for w in DATA['refused']['after'])})(?!\w)"
)
_PLACES = re.compile(r"(?<!\w)(?:tại|ở|bố\s+trí|lắp\s+đặt)\s+(?:[0-9]+/)?\Z")
_VOTES = re.compile(  # readers rate a page: "5 điểm trong 2 đánh giá"
    r"\s*(?:điểm\s*)?(?:trong|trên|/|-)\s*(?:tổng\s+(?:số\s+)?)?[0-9]+\s+"
    r"(?:đánh\s+giá|phiếu\s+bầu|lượt\s+(?:đánh\s+giá|bình\s+chọn))"
)
_THRESHOLD = re.compile(r"(?:\(\s*(?:từ|trên|dưới)|(?<!\w)từ|(?<!\w)chiếm|(?<!\w)bị)\s*\Z")
_COMPARATORS = (
    (">", re.compile(r"(?:trên|hơn|vượt|vượt\s+quá|>)\s*\Z")),
    (
        "<",
        re.compile(r"(?:dưới|gần|chưa\s+đạt|chưa\s+đến|không\s+đạt|chưa\s+tới|chưa\s+được|<)\s*\Z"),
    ),
    (
        "≥",
        re.compile(
            r"(?:tối\s+thiểu|ít\s+nhất|không\s+dưới|không\s+thấp\s+hơn|≥)(?:\s+(?:là|đạt))?\s*\Z"
        ),
    ),
    ("≤", re.compile(r"(?:tối\s+đa|không\s+quá|không\s+vượt\s+quá|nhiều\s+nhất|≤)(?:\s+là)?\s*\Z")),
)
_ENDS = re.compile(r"\s*(?:[,;.)](?![0-9])|\Z|\n)")  # "UBND thị xã 93,5/100, ..."
# "Hạng Địa phương Điểm số | 1 Hạ Long 78,45": the first row of a table begins.
_RATE_ABOVE = re.compile(r"(?:(?:tỷ|tỉ)\s+lệ(?:\s+[^\W\d_]+){0,3}|đạt|chiếm)\s*\Z")
_ROW = re.compile(
    rf"\s[{CAPITALS}][^\W\d_]*(?:[ ,&-]{{1,3}}[^\W\d_]+){{0,8}}\s{{1,3}}[0-9]{{1,3}}[.,][0-9]"
)
# "DTI: Chính quyền số đạt 0,63 (thứ 20/63); Kinh tế số 0,5312 (thứ 30/63)".
_RANK_BEHIND = re.compile(r"\s*[(,]\s*(?:xếp\s+|đứng\s+)?(?:thứ|hạng|vị\s+trí)(?!\w)")
_OF_DTI = re.compile(r"(?<!\w)(?:dti|chuyển\s+đổi\s+số)(?!\w)[^\n]*\Z")
_AND = re.compile(r"\s*(?:,|và|,\s*và)\s*")
_GIVEN_OUT = re.compile(
    r"(?<!\w)(?:lần\s+lượt|tương\s+ứng|theo\s+thứ\s+tự)(?:\s+(?:là|đạt|với|có|được|ở|mức|còn))*\s*\Z"
)
_OR_MORE = re.compile(r"\s*trở\s+lên")


def find_measures(scan: Scan, comparisons: Comparisons) -> list[Measure]:
    """Give the measurements of a text in order; O(n). Counts, dates and shares are none."""
    out: list[Measure] = []
    numbers = scan.numbers
    at = 0
    while at < len(numbers):
        number = numbers[at]
        paired = at + 1 < len(numbers) and _joined(scan, number, numbers[at + 1])
        beside = comparisons.at(number.start)
        if beside is not None and beside.kind != "move":
            measure = _compared(scan, numbers, at, beside, paired=paired)
            paired = paired and measure is not None
        elif (
            number.unit
            and not paired
            and not is_from_mean(_left(scan, number.start))
            and (more := comparisons.told_more(number.start))
        ):
            signed = more * number.value
            measure = Measure(number.start, number.end, "change", signed, None, number.unit)
        else:
            measure = _pair(scan, number, numbers[at + 1]) if paired else _single(scan, numbers, at)
        if out and not paired and (again := change_again(scan.folded, out[-1], number)):
            measure = again
        if measure is None and out:
            second = numbers[at + 1] if paired else None
            last = out[-1]
            if last.kind == "rank_change" and len(out) > 1 and second:
                last = out[-2]  # "1/63 (tăng 3 bậc); X 2/63"
            measure = goes_on(scan.folded, last, number, second)
        at += 2 if paired else 1
        if measure is not None:
            out.append(measure)
    if ")" in scan.text:
        out += ranks_in_brackets(scan.text, scan.folded)
        out += ranks_as_marks(scan.text, scan.folded)
    out += ranks_in_words(scan.words)
    out += changes_in_words(scan.words)
    out.sort(key=lambda m: (m.start, m.end))
    return with_moves(scan.words, _apart(out))


def _compared(
    scan: Scan, numbers: Sequence[Number], at: int, beside: Comparison, *, paired: bool
) -> Measure | None:
    """A measurement inside a comparison; in a bracket it is told as any other."""
    number = numbers[at]
    if number.end > beside.end:
        return None
    found = None
    if beside.kind == "bracket":
        found = _pair(scan, number, numbers[at + 1]) if paired else _single(scan, numbers, at)
    if found is not None:
        return replace(found, compared=True)
    if paired:
        return rank_compared(scan.folded, number, numbers[at + 1])
    return value_compared(scan.folded, number)


def _apart(measures: list[Measure]) -> list[Measure]:
    out: list[Measure] = []
    for measure in measures:
        if not out or measure.start >= out[-1].end:
            out.append(measure)
    return out


def _joined(scan: Scan, left: Number, right: Number) -> bool:
    gap = scan.folded[left.end : right.start]
    return len(gap) < 4 and gap.strip() in {"/", "\\"} and left.unit is None


def _left(scan: Scan, at: int) -> str:
    return scan.folded[max(0, at - _WINDOW) : at]


def _pair(scan: Scan, first: Number, second: Number) -> Measure | None:
    """A rank of so many, "3/19", or points of a scale, "89/90 điểm"; None for a plain share."""
    left, folded = _left(scan, first.start), scan.folded
    if folded.startswith("/", second.end) or _is_day(folded, first, second):
        return None
    if _VOTES.match(folded, second.end):
        return None
    if rank := rank_of_pair(left, folded, first, second):
        return rank
    points = _POINTS_CUE.search(left)
    told = second.value in _SCALES and not first.value.is_integer()
    told = told and (_is_index_value(left) or _ENDS.match(folded, second.end) is not None)
    if not (second.unit == "điểm" or points or told) or first.value > second.value:
        return None
    full = second.value == _FULL and NO_UNIT_AFTER.match(folded, second.end)
    if first.value.is_integer() and not (points or full or _SCORES.search(left)):
        return None  # "19/26 điểm vượt ngưỡng" counts places
    if _BEFORE.search(left) or _THRESHOLD.search(left):
        return None
    start = first.start - (len(left) - points.start() if points else 0)
    return Measure(start, second.end, "value", first.value, second.value, "điểm", _compare(left))


def _is_day(folded: str, first: Number, second: Number) -> bool:
    day, month = first.value, second.value
    if second.unit or not (day.is_integer() and month.is_integer()):
        return False
    return is_day_month(folded, first.start, second.end, int(day), int(month))


def _single(scan: Scan, numbers: Sequence[Number], at: int) -> Measure | None:
    left = _left(scan, numbers[at].start)
    return None if _only_counts(scan.folded, numbers, at, left) else _told(scan, numbers, at, left)


def _told(scan: Scan, numbers: Sequence[Number], at: int, left: str) -> Measure | None:
    number, folded = numbers[at], scan.folded
    whole = len(left)
    if left.rstrip().endswith(("-", "–")):
        left = _RANGE_BEFORE.sub("", left)
    if _PER_TIME.match(folded, number.end) or _VOTES.match(folded, number.end):
        return None
    if number.unit and (is_aim(folded, number) or _is_zoom(scan, number)):
        return None
    change = change_of(left, folded, number) or change_in_list(left, folded, number)
    if change is not None and change.kind == "rank_change" and is_aim(folded, number):
        return None
    if change is not None:  # the lower end of a range stands between
        return replace(change, start=change.start - (whole - len(left)))
    if number.unit is None:
        return _bare(scan, numbers, at, left)
    allowed = _AT_LEVEL.search(left) or (number.unit == "%" and _BY_PLAN.search(left))
    if _BEFORE.search(left) and not allowed:
        return None
    if is_no_result(left, folded, number):
        return None
    if number.unit == "điểm" and (is_maximum(folded, number) or _is_count(folded, number, left)):
        return None
    comparator = "≥" if _OR_MORE.match(folded, number.end) else _compare(left)
    of, end = _scale(folded, number) if number.unit == "điểm" else (None, number.end)
    return Measure(number.start, end, "value", number.value, of, number.unit, comparator)


def _only_counts(folded: str, numbers: Sequence[Number], at: int, left: str) -> bool:
    """Whether a whole number has none of the words beside it that make a result of it."""
    number = numbers[at]
    if number.unit is not None or not number.value.is_integer():
        return False
    if at + 1 < len(numbers) and numbers[at + 1].unit is not None:  # "từ 80 - 90%"
        return False
    return not (any(word in left for word in _TOLD_BY) or STEPS.match(folded, number.end))


def _is_zoom(scan: Scan, number: Number) -> bool:
    """Whether "100%" stands alone in its line: how large a page is shown."""
    if number.value != _FULL or number.unit != "%":
        return False
    if _RATE_ABOVE.search(scan.folded, max(0, number.start - 40), number.start):
        return False  # "- Tỉ lệ đạt | 100%": the cells of a form, a line each
    line = scan.blocks[bisect_right(scan.blocks, number.start, key=attrgetter("start")) - 1]
    return line.start == number.start and line.end <= number.end


def _is_count(folded: str, number: Number, left: str) -> bool:
    """Whether "điểm" after a number counts places or criteria, or a limit of a grade is told.

    A count is often printed with a zero before it: "05 điểm".
    """
    zero = folded[number.start] == "0" and number.value >= 1 and number.value.is_integer()
    none = number.value == 0 and number.value.is_integer()
    limit = number.value.is_integer() and _THRESHOLD.search(left) is not None
    places = number.value.is_integer() and _PLACES.search(left) is not None
    return zero or none or limit or places or _AFTER_POINTS.match(folded, number.end) is not None


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
        lower = number._replace(unit=following.unit)
        changed = change_of(left, folded, lower)
        return changed or Measure(
            number.start, number.end, "value", number.value, None, following.unit
        )
    if (
        following
        and following.unit in {"%", "điểm"}
        and not number.value.is_integer()
        and _AND.fullmatch(folded, number.end, following.start)
        and _GIVEN_OUT.search(left)
    ):
        return Measure(number.start, number.end, "value", number.value, None, following.unit)
    if number.value.is_integer() and 0 < number.value < 1000:
        rank = rank_of_number(left, folded, number)
        if rank is None and _ROW.match(scan.text, number.end):
            return None
        return rank or _points_before(folded, number, left)
    return _points_before(folded, number, left) or _index_value(scan, number, left)


def _points_before(folded: str, number: Number, left: str) -> Measure | None:
    """Points whose noun stands left: "điểm số 84"."""
    points = _POINTS_CUE.search(left) if "điểm" in left else None
    if points is None or COUNTED.match(folded, number.end) or _OF_SCALE.search(left):
        return None
    if re.search(r"số|tổng|trung|mức", points[0]) and not is_maximum(folded, number):
        start = number.start - (len(left) - points.start())
        of, end = _scale(folded, number)
        return Measure(start, end, "value", number.value, of, "điểm", _compare(left))
    return None


def _scale(folded: str, number: Number) -> tuple[float | None, int]:
    """What a value could reach at most, "46,04 (trên tổng điểm là 80)", and where that ends."""
    told = _SCALE.match(folded, number.end)
    if told is None or float(told[1]) < number.value:
        return None, number.end
    return float(told[1]), told.end()


def _is_index_value(left: str) -> bool:
    return _NAMES_INDEX.search(left) is not None and _TELLS.search(left) is not None


def _is_listed(scan: Scan, number: Number) -> bool:
    """Whether a decimal stands behind a name in a list that an index heads."""
    begin = max(0, number.start - _WINDOW)
    if not _IN_LIST.search(scan.text, begin, number.start):
        return False
    far = max(0, number.start - 5 * _WINDOW)
    return _INDEX_OF_LIST.search(scan.folded, far, number.start) is not None


def _index_value(scan: Scan, number: Number, left: str) -> Measure | None:
    """A bare decimal after the name of an index: "Chỉ số PCI đạt 67,12"."""
    folded = scan.folded
    printed = folded[number.start : number.start + 2]
    if printed[0] == "0" and printed[1:].isdigit():  # a telephone number
        return None
    if number.value.is_integer() or not NO_UNIT_AFTER.match(folded, number.end):
        return None
    far = _AT_LEVEL_OF.search(left) and _INDEX_FAR.search(
        folded, max(0, number.start - 3 * _WINDOW), number.start
    )
    part = (
        number.value < 1
        and _RANK_BEHIND.match(folded, number.end)
        and _OF_DTI.search(folded, max(0, number.start - 3 * _WINDOW), number.start)
    )
    if far or part or _is_index_value(left) or _is_listed(scan, number):
        of, end = _scale(folded, number)
        unit = "điểm" if of or _MEAN_POINTS.search(left) else None
        return Measure(number.start, end, "value", number.value, of, unit, "=")
    return None
