"""Stated changes of a result: "tăng 1,82%", "giảm 3 bậc", "+0,5 điểm"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.numbers import IN_WORDS
from extractors.score_measure import Measure
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.numbers import Number
    from extractors.words import Words

_CUE = re.compile(
    r"(?<!\w)(?P<cut>cắt\s+|cắt,\s+|rút\s+)?(?P<verb>tăng(?:\s+trưởng)?|giảm|cao\s+hơn|thấp\s+hơn|nhiều\s+hơn|"
    r"ít\s+hơn|kém\s+hơn|hơn(?=\s+(?:năm|mức|cùng|trung|bình|kết|lần|kỳ)\s)|kém|vượt|hụt|bớt|(?:có\s+)?thêm|tụt|thụt|lùi|thăng|nhảy|sụt|nhích|tiến|cải\s+thiện|lên|xuống|nâng|hạ)"
    r"(?:\s+(?:thêm|khoảng|được|gần|tới|nhẹ|mạnh|bình\s+quân|trung\s+bình|điểm|tổng\s+cộng|trên|hơn|"
    r"(?:nhiều|ít|mạnh|cao|thấp|sâu|lớn|nhanh|chậm|nhỏ)\s+nhất|cao(?=\s+(?:trên|hơn|tới)\s)|khá\s+(?:cao|mạnh|sâu)|tương\s+ứng|lần\s+lượt|vọt|tiến|đáng\s+kể|hẳn|lại|xấp\s+xỉ|hạng|thứ\s+hạng|bậc|đến|lên|xuống))*"
    r"(?:\s+(?:so\s+)?(?:với\s+)?(?:cùng\s+kỳ|mức|trung\s+bình|năm|kế\s+hoạch)[^,;.%()]{0,40}?)?"
    r"\s*(?:(?:là|(?<=nhất\s)với|(?<=nhất\s)đạt|(?<=nhất\s)\((?:với\s|đạt\s|là\s)?)\s*)?\Z"
)
# "Giảm nhiều nhất là 2,94% và ít nhất là 0,21%": the least goes on with the verb of the most.
_LEAST = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm)(?!\w)[^;.()]{0,16}?\s(?:nhiều|cao|mạnh|lớn|sâu)\s+nhất(?:\s+(?:là|với|đạt))?\s+[0-9][0-9.,]*(?:\s?%|\s+điểm)?"
    r"\s*(?:,|và|,\s*và)\s*(?:ít|thấp|nhỏ)\s+nhất\s+(?:(?:là|với|chỉ|đạt)\s+)*\Z"
)
_UPWARD_ONLY = {
    "lên",
    "xuống",
    "nâng",
    "hạ",
    "vượt",
    "tiến",
}  # with a plain number these tell a value
_DOWN = ("giảm", "thấp", "hụt", "bớt", "ít", "kém", "tụt", "thụt", "lùi", "sụt", "xuống", "hạ")
_REDUCED = re.compile(
    r"\s*(?:về\s+)?(?:thời\s+gian|thời\s+hạn|số\s+lượng|chi\s+phí|thủ\s+tục|tthc|biên\s+chế|đầu\s+mối|"
    r"thành\s+phần|kinh\s+phí)"
)
# "(cao hơn trung bình cả nước 1,2 điểm)": beside the result, whose own change may follow.
_FROM_MEAN = re.compile(
    r"\(\s*(?:cao|thấp)\s+hơn\s+(?:so\s+với\s+)?(?:mức\s+|điểm\s+)*(?:trung\s+bình|bình\s+quân)[^()]*\Z"
)
_REACHED = re.compile(r"\s(?:lên|xuống|đến)\s+\Z")
STEPS = re.compile(r"\s*(?:bậc|hạng|vị\s+trí|thứ\s+hạng)(?!\w)")
_OF_PERCENT = re.compile(r"\s+phần\s+trăm(?!\w)|\s*%")
_SIGN = re.compile(r"(?<![\w)])([+−-])\s?\Z")


# "3/8 chỉ số tăng điểm (A (0,02 điểm), B (0,05 điểm))": the verb makes each a change. What is
# below one point is no value of a part, which goes from 1 to 10.
_LISTED = re.compile(
    r"(?<!\w)(?P<verb>tăng|giảm|tụt|sụt|mất|được\s+cộng|bị\s+trừ)\s+(?:điểm(?:\s+số)?\s*)?(?:(?:ở|tại)\s[^().;:0-9]{1,40})?"
    r"(?:[(:]|,?\s*(?:(?:bao\s+)?gồm|là|như|đó\s+là|cụ\s+thể(?:\s+là)?|trong\s+đó\s+có)(?!\w)\s*:?)"
    r"(?:[^().;:0-9]{3,90}\(\s*[0-9],[0-9]{1,4}\s*điểm\s*\)\s*(?:[,;]|và|[,;]\s*và)\s)*"
    r"[^().;:0-9]{3,90}\(\s*\Z"
)
_OF_ONE = re.compile(r"(?<!\w)dti(?!\w)|chuyển\s+đổi\s+số|ict\s+index")  # go from 0 to 1
_LIST_BACK = 500  # characters back to the verb of a list


def is_from_mean(left: str) -> bool:
    """Tell whether a bracket says how far a result is from a mean, which is no change of it."""
    return "(" in left and _FROM_MEAN.search(left) is not None


def change_in_list(left: str, folded: str, number: Number) -> Measure | None:
    """Give the change that a number in brackets tells by the verb of its list."""
    if number.unit != "điểm" or not 0 < number.value < 1 or not left.rstrip().endswith("("):
        return None
    begin = max(0, number.start - _LIST_BACK)
    found = _LISTED.search(folded, begin, number.start)
    if found is None or _OF_ONE.search(folded, begin, number.start):
        return None
    down = found["verb"].startswith((*_DOWN, "mất", "bị"))
    signed = -number.value if down else number.value
    return Measure(number.start, number.end, "change", signed, None, number.unit)


def change_of(left: str, folded: str, number: Number) -> Measure | None:
    """Give the change that a number tells, None where it tells none.

    `left` is the folded text before the number. Time or paper that is saved is no change.
    """
    steps = STEPS.match(folded, number.end) if number.unit is None else None
    if number.unit is None and steps is None:
        return None
    sign = _SIGN.search(left)
    cue = _CUE.search(left) or ("nhất" in left and _LEAST.search(left)) or None
    bracketed = sign is not None and left[: sign.start()].endswith("(")
    if cue is None and not (sign and (sign[1] == "+" or bracketed)):
        return None
    if cue is not None and is_from_mean(left):
        return None
    if cue is not None:
        verb = " ".join(cue["verb"].split())
        # "nhảy lên 65,43 điểm": where it got to, not how far
        plain = steps is None and (verb in _UPWARD_ONLY or _REACHED.search(cue[0]) is not None)
        # "thấp hơn mức bình quân cả nước (83,94%)": the value of the other, not the difference
        others = verb.endswith(("hơn", "kém")) and "(" in cue[0]
        cut = cue.re is _CUE and cue["cut"]
        saved = verb.startswith(_DOWN) and _REDUCED.match(folded, number.end)
        if cut or plain or others or saved:
            return None
        start = number.start
        if cue.re is _CUE:
            start -= len(left) - cue.start("verb")
        signed = -number.value if verb.startswith(_DOWN) else number.value
    else:
        start = number.start - 1
        signed = number.value if sign and sign[1] == "+" else -number.value
    kind = "rank_change" if steps else "change"
    end = steps.end() if steps else number.end
    unit = "%" if _OF_PERCENT.match(folded, end) else number.unit
    return Measure(start, end, kind, signed, None, unit)


_STEPS_IN_WORDS = Cue(
    r"(?<!\w)(?P<verb>tăng|giảm|tụt|lùi|thăng|lên|xuống|tiến|nhảy|cải\s+thiện|hạ|nâng)"
    rf"(?:\s+(?:thêm|được|đúng|tới|liền|mạnh|hạng))*\s+(?P<many>{'|'.join(IN_WORDS)})\s+(?:bậc|hạng|vị\s+trí)(?!\w)",
    ("tăng", "giảm", "tụt", "lùi", "thăng", "lên", "xuống", "tiến", "nhảy", "cải", "hạ", "nâng"),
)


def changes_in_words(words: Words) -> Iterator[Measure]:
    """Give the moves whose number is a word: "lùi một bậc"."""
    for match in _STEPS_IN_WORDS.matches(words):
        many = IN_WORDS[match["many"]]
        signed = -many if match["verb"].startswith(_DOWN) else many
        yield Measure(*match.span(), "rank_change", float(signed))
