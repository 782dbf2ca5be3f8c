"""The bare numbers that go on with a measurement: "lần lượt là 86,5 và 88,9"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.score_measure import Measure

if TYPE_CHECKING:
    from extractors.numbers import Number

NO_UNIT_AFTER = re.compile(
    r"\s*(?:\Z|[,;.()\n|*“”\"-]|(?:và|xếp|đứng|tăng|giảm|so|trên|cao|thấp|hạng|thuộc|nằm|trong|năm|với)(?!\w))"
)
_WINDOW = 72  # characters between a measurement and the next of its series
# "43,02 (năm 2021), 42,57 (năm 2022) và 43,11": a series goes on.
_SERIES = re.compile(
    r"\s*\((?:năm\s+)?(?:19|20)[0-9]{2}[^()]{0,30}\)\s*[,;]?\s*(?:và\s+)?(?:đạt\s+)?"
)
_IN_TURN = re.compile(
    r"(?<!\w)(?:lần\s+lượt|tương\s+ứng|theo\s+thứ\s+tự)(?!\w)[^;.:](?:[^;:]|;(?=\s*(?:(?:và\s+)?[0-9]|\Z))){0,120}\Z"
)
_TURN_AHEAD = re.compile(
    r"[^,;.:0-9]*[0-9]{1,3}(?:\s*(?:,|và|,\s*và)\s*(?:(?:thứ|hạng)\s+)?[0-9]{1,3})+[^,;.:0-9]{0,30}(?:lần\s+lượt|thuộc\s+về)"
)
_AND = re.compile(r"\s*(?:,|và|,\s*và)\s+")
_WHERE = re.compile(r"\s+(?:cả|toàn|của|tại|về|bảng)(?!\w)")
_STEPS = re.compile(r"\s*(?:bậc|hạng|vị\s+trí|thứ\s+hạng)(?!\w)")
_RESPECTIVE = re.compile(r"\s*(?:điểm\s*|%\s*)?(?:,\s*và|,|;|và)\s+(?:(?:thứ|hạng|vị\s+trí)\s+)*")
_ELIDED = re.compile(
    r"\s*(?:[^\W\d_]+\s*){0,3}(?:\([^()]{0,40}\)\s*)?(?:,|;|và)(?:[\s\"“”,&-]|[^\W\d_])+"
)  # "..., trục B 40/63"
_ALIKE = re.compile(
    r"\s*\)?\s*[,;]?\s*(?:(?:và|còn|của|là|đạt|được)\s+)*(?:(?!(?:tăng|giảm|thêm|cao|thấp|hơn|kém)\s)[^\W\d_]+\s+){1,9}\(?"
)  # "; của Y 0,64"


_NEXT_POINTS = re.compile(
    r"\s*(?:,|;|và|,\s*và)\s+(?:(?!(?:tăng|giảm|thêm|cao|thấp|hơn|kém)\s)[^\W\d_]+[\s–-]+){1,5}"
)  # "..., Y 70,6"


def goes_on(folded: str, last: Measure, number: Number, second: Number | None) -> Measure | None:
    """Give the next of a series: of values with their years, of "lần lượt", of ranks of so many."""
    gap = folded[last.end : number.start] if number.start - last.end < 2 * _WINDOW else "."
    if second is not None:
        same = last.kind == "rank" and last.of == second.value and second.value > 4
        whole = number.value.is_integer() and 0 < number.value <= second.value
        if not (same and whole and second.unit is None and _ELIDED.fullmatch(gap)):
            return None
        return Measure(number.start, second.end, "rank", number.value, second.value)
    if (
        last.kind == "change"
        and _AND.fullmatch(gap)
        and (steps := _STEPS.match(folded, number.end))
    ):
        moved = number.value if last.number > 0 else -number.value
        return Measure(number.start, steps.end(), "rank_change", moved)
    if last.kind == "rank" and _is_next_rank(folded, last, number, gap):
        return Measure(number.start, number.end, "rank", number.value, last.of)
    if _RESPECTIVE.fullmatch(gap) and _in_turn(folded, last.start):
        unit = number.unit or last.unit
        if last.kind == "rank" and number.value.is_integer() and number.unit is None:
            return Measure(number.start, number.end, "rank", number.value, last.of)
        if last.kind == "value" and (number.unit == last.unit or not number.value.is_integer()):
            return Measure(number.start, number.end, "value", number.value, None, unit)
    if len(gap) > _WINDOW or last.kind != "value" or number.value.is_integer():
        return None
    pattern = _ALIKE if last.unit is None else _NEXT_POINTS
    points = last.unit is None or (last.unit == "điểm" and number.unit is None)
    alike = points and pattern.fullmatch(gap) and NO_UNIT_AFTER.match(folded, number.end)
    if not alike and _SERIES.fullmatch(gap) is None:
        return None
    return Measure(number.start, number.end, "value", number.value, None, number.unit or last.unit)


# "Tăng 1,2% so với năm 2022 và 3,4% so với năm 2021": the same change, told since another time.
_AGAIN = re.compile(r"\s*(?:điểm\s*)?so\s+với\s[^,;.:\n()]{1,40}?\s*(?:,|và|,\s*và)\s+")
_SINCE = re.compile(r"\s*(?:điểm\s*)?(?:so\s+)?với\s+(?:cùng|năm|quý|tháng|kỳ|đầu|cuối)(?!\w)")


def change_again(folded: str, last: Measure, number: Number) -> Measure | None:
    """Give the change that a number tells whose direction is that of the change before it."""
    if last.kind != "change" or number.unit != last.unit or number.start - last.end > _WINDOW:
        return None
    gap = folded[last.end : number.start]
    if _AGAIN.fullmatch(gap) is None or _SINCE.match(folded, number.end) is None:
        return None
    signed = number.value if last.number > 0 else -number.value
    return Measure(number.start, number.end, "change", signed, None, number.unit)


# "Xếp thứ 45, 40, 33 và 28": what stands ahead of one of its numbers.
_RANK_LIST = re.compile(
    r"[0-9]{1,2}(?:\s*,\s*[0-9]{1,2}){0,12}\s*,?\s*và\s+[0-9]{1,2}(?![0-9]|[.,/][0-9])"
)


def _is_next_rank(folded: str, last: Measure, number: Number, gap: str) -> bool:
    """Whether a bare number is a rank as the one before it: "thứ 4 và 5", "thứ 45, 40 và 33"."""
    if number.unit is not None or not number.value.is_integer():
        return False
    ends = NO_UNIT_AFTER.match(folded, number.end) or _WHERE.match(folded, number.end)
    if number.value == last.number + 1 and _AND.fullmatch(gap) and ends:
        return True
    return _in_list(folded, last, number, gap)


def _in_list(folded: str, last: Measure, number: Number, gap: str) -> bool:
    """Whether a number is in a list of three ranks or more: the last one follows "và"."""
    between = gap.strip(" ,")
    if between:
        ends = NO_UNIT_AFTER.match(folded, number.end) and folded[last.start].isdigit()
        return between == "và" and bool(ends)
    listed = _RANK_LIST.match(folded, number.start) if "," in gap else None
    return listed is not None and NO_UNIT_AFTER.match(folded, listed.end()) is not None


def _in_turn(folded: str, place: int) -> bool:
    """Whether what stands at a place is given out one by one: "lần lượt là 86,5% và 88,9%"."""
    before = _IN_TURN.search(folded, max(0, place - 2 * _WINDOW), place)
    return before is not None or _TURN_AHEAD.match(folded, place) is not None
