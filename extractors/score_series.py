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
    r"(?<!\w)(?:lần\s+lượt|tương\s+ứng|theo\s+thứ\s+tự)(?!\w)[^;.:](?:[^;:]{0,120})\Z"
)
_TURN_AHEAD = re.compile(
    r"[^,;.:0-9]*[0-9]{1,3}(?:\s*(?:,|và|,\s*và)\s*(?:(?:thứ|hạng)\s+)?[0-9]{1,3})+[^,;.:0-9]{0,30}(?:lần\s+lượt|thuộc\s+về)"
)
_AND = re.compile(r"\s*(?:,|và|,\s*và)\s+")
_WHERE = re.compile(r"\s+(?:cả|toàn|của|tại|về|bảng)(?!\w)")
_STEPS = re.compile(r"\s*(?:bậc|hạng|vị\s+trí|thứ\s+hạng)(?!\w)")
_RESPECTIVE = re.compile(r"\s*(?:điểm\s*|%\s*)?(?:,\s*và|,|;|và)\s+(?:(?:thứ|hạng|vị\s+trí)\s+)*")
_ELIDED = re.compile(
    r"\s*(?:[^\W\d_]+\s*){0,3}(?:,|;|và)(?:[\s\"“”,&-]|[^\W\d_]+)+"
)  # "..., trục B 40/63"
_ALIKE = re.compile(
    r"\s*[,;]?\s*(?:(?:và|còn|của|là|đạt|được)\s+)*(?:(?!(?:tăng|giảm|thêm|cao|thấp|hơn|kém)\s)[^\W\d_]+\s+){1,6}"
)  # "; của Y 0,64"


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
    follows = last.kind == "rank" and number.value == last.number + 1 and number.unit is None
    ends = NO_UNIT_AFTER.match(folded, number.end) or _WHERE.match(folded, number.end)
    if follows and _AND.fullmatch(gap) and ends:
        return Measure(number.start, number.end, "rank", number.value, last.of)
    if _RESPECTIVE.fullmatch(gap) and _in_turn(folded, last.start):
        unit = number.unit or last.unit
        if last.kind == "rank" and number.value.is_integer() and number.unit is None:
            return Measure(number.start, number.end, "rank", number.value, last.of)
        if last.kind == "value" and (number.unit == last.unit or not number.value.is_integer()):
            return Measure(number.start, number.end, "value", number.value, None, unit)
    if len(gap) > _WINDOW or last.kind != "value" or number.value.is_integer():
        return None
    alike = last.unit is None and _ALIKE.fullmatch(gap) and NO_UNIT_AFTER.match(folded, number.end)
    if not alike and _SERIES.fullmatch(gap) is None:
        return None
    return Measure(number.start, number.end, "value", number.value, None, number.unit or last.unit)


def _in_turn(folded: str, place: int) -> bool:
    """Whether what stands at a place is given out one by one: "lần lượt là 86,5% và 88,9%"."""
    before = _IN_TURN.search(folded, max(0, place - 2 * _WINDOW), place)
    return before is not None or _TURN_AHEAD.match(folded, place) is not None
