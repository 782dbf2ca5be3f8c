"""The measurements inside a comparison: "so với năm 2021 (90,90%)", "năm 2013 là 19/19 đơn vị"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.score_measure import Measure

if TYPE_CHECKING:
    from extractors.numbers import Number

_RANKED = re.compile(r"(?<!\w)(?:bậc|hạng|thứ|vị\s+trí|xếp|đứng)(?!\w)")
_RANK_CUE = re.compile(r"(?:hạng|thứ|vị\s+trí|vị\s+thứ|số|xếp|đứng)\s+(?:là\s+)?\Z")
_WEEKDAY = re.compile(r"(?<!\w)(?:ngày|sáng|chiều|tối|hôm|vào)\s+thứ\s+\Z")
_TELLS = re.compile(r"(?:là|đạt|mức|được|ở|còn|\(|:|điểm|số)\s*\Z")
_NEAR = 160  # characters left of a comparison that say what it compares
_ANOTHER_UNIT = re.compile(r"\s*(?!(?:và|năm|của|trong|so|nhưng|đến|tỉnh|sở|đơn)(?!\w))[^\W\d_]")


def rank_compared(folded: str, first: Number, second: Number) -> Measure | None:
    """Give the rank "19/19" of a comparison, None where its clause ranks nobody."""
    whole = first.value.is_integer() and second.value.is_integer() and second.unit is None
    if not whole or not 0 < first.value <= second.value:
        return None
    if _RANKED.search(folded, max(0, first.start - _NEAR), first.start) is None:
        return None
    return Measure(first.start, second.end, "rank", first.value, second.value, compared=True)


def value_compared(folded: str, number: Number) -> Measure | None:
    """Give the value or rank that a number of a comparison tells."""
    if number.unit is not None:
        return Measure(
            number.start, number.end, "value", number.value, None, number.unit, compared=True
        )
    left = folded[max(0, number.start - 24) : number.start]
    if number.value.is_integer():
        if number.value > 0 and _RANK_CUE.search(left) and not _WEEKDAY.search(left):
            return Measure(number.start, number.end, "rank", number.value, compared=True)
        return None
    if _TELLS.search(left) is None or _ANOTHER_UNIT.match(folded, number.end):
        return None
    return Measure(number.start, number.end, "value", number.value, None, None, compared=True)
