"""Stated changes of a result: "tăng 1,82%", "giảm 3 bậc", "+0,5 điểm"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.score_measure import Measure

if TYPE_CHECKING:
    from extractors.numbers import Number

_CUE = re.compile(
    r"(?<!\w)(?P<cut>cắt\s+|cắt,\s+|rút\s+)?(?P<verb>tăng|giảm|cao\s+hơn|thấp\s+hơn|nhiều\s+hơn|"
    r"ít\s+hơn|kém\s+hơn|kém|vượt|tụt|lùi|thăng|nhảy|sụt|nhích|tiến|cải\s+thiện|lên|xuống|nâng|hạ)"
    r"(?:\s+(?:thêm|khoảng|được|gần|tới|nhẹ|mạnh|bình\s+quân|trung\s+bình|điểm|tổng\s+cộng|trên|hơn|"
    r"tương\s+ứng|lần\s+lượt|hạng|thứ\s+hạng|bậc|đến|lên|xuống))*"
    r"(?:\s+(?:so\s+)?(?:với\s+)?(?:cùng\s+kỳ|mức|trung\s+bình|năm|kế\s+hoạch)[^,;.%]{0,40}?)?"
    r"\s*(?:là\s+|:\s*)?\Z"
)
_UPWARD_ONLY = {
    "lên",
    "xuống",
    "nâng",
    "hạ",
    "vượt",
    "tiến",
}  # with a plain number these tell a value
_DOWN = ("giảm", "thấp", "ít", "kém", "tụt", "lùi", "sụt", "xuống", "hạ")
_REDUCED = re.compile(
    r"\s*(?:về\s+)?(?:thời\s+gian|thời\s+hạn|số\s+lượng|chi\s+phí|thủ\s+tục|tthc|biên\s+chế|đầu\s+mối|"
    r"thành\s+phần|kinh\s+phí)"
)
_STEPS = re.compile(r"\s*(?:bậc|hạng|vị\s+trí|thứ\s+hạng)(?!\w)")
_SIGN = re.compile(r"(?<![\w)])([+−-])\s?\Z")


def change_of(left: str, folded: str, number: Number) -> Measure | None:
    """Give the change that a number tells, None where it tells none.

    `left` is the folded text before the number. Time or paper that is saved is no change.
    """
    steps = _STEPS.match(folded, number.end) if number.unit is None else None
    if number.unit is None and steps is None:
        return None
    sign = _SIGN.search(left)
    cue = _CUE.search(left)
    if cue is None and not (sign and sign[1] == "+"):
        return None
    if cue is not None:
        verb = " ".join(cue["verb"].split())
        plain = verb in _UPWARD_ONLY and steps is None
        # "thấp hơn mức bình quân cả nước (83,94%)": the value of the other, not the difference
        others = verb.endswith(("hơn", "kém")) and "(" in cue[0]
        if cue["cut"] or plain or others or _REDUCED.match(folded, number.end):
            return None
        start = number.start - (len(left) - cue.start("verb"))
        signed = -number.value if verb.startswith(_DOWN) else number.value
    else:
        start, signed = number.start - 1, number.value
    kind = "rank_change" if steps else "change"
    end = steps.end() if steps else number.end
    return Measure(start, end, kind, signed, None, number.unit)
