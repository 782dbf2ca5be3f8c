"""Ranks in prose: "xếp thứ 3/19", "đứng thứ nhì", "đồng hạng 20", "đội sổ"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.score_measure import Measure
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.numbers import Number
    from extractors.words import Words

_ORDINALS = {"nhất": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7}
_ORDINALS |= {"tám": 8, "chín": 9, "mười": 10}
_STAND = (
    r"(?:xếp|đứng|giữ\s+vững|giữ|ở|vươn\s+lên|lên|về|đạt|nằm|xuống|tụt|đồng|cùng|vẫn|chỉ|hiện)"
    r"(?:\s+(?:xếp|đứng))?"
)
_CUE = re.compile(
    rf"(?<!\w)(?P<stand>{_STAND}\s+(?:(?:ở|tại|lên|vào|xuống)\s+)?)?"
    r"(?:(?:vị\s+trí|thứ\s+hạng|vị\s+thứ|xếp\s+hạng|hạng|xếp|đứng)(?:\s+(?:thứ|số|hạng|chung))?"
    r"|(?P<bare>thứ))\s*(?:là|:)?\s*\(?\s*\Z"
)
_MOVED = re.compile(r"(?<!\w)(?:vươn\s+lên|lên|xuống|còn|về|giữ|leo\s+lên)\s+\Z")
_PLACE_ONLY = re.compile(r"vị\s+trí\s*\Z")  # "chuyển đổi vị trí 17 người" ranks nobody
_WEAK = re.compile(
    r"(?![\w\W]*(?:từ|lên|ở|xuống|đồng|cùng|giữ)\s+(?:\w+\s+)?\w+\s*\Z)[\w\W]*?(?<!\w)(?:xếp|đứng|hạng)\s*"
)
_BEHIND_RESULT = re.compile(
    r"(?:điểm|%|bậc|[0-9])\s*[,;(]\s*(?:và\s+)?(?:xếp\s+|đứng\s+)?hạng\s+\Z"
)
_RANKING = re.compile(r"xếp\s+(?:hạng|thứ|loại)|thứ\s+hạng|chỉ\s+số|đứng\s+thứ|dẫn\s+đầu")
_NO_ORDINAL_BEFORE = re.compile(
    r"(?:năm|lần|đợt|ngày|khóa|khoá|kỳ|quý|tháng|buổi|vào|sáng|chiều|tuần|hằng|hàng|người|thế\s+kỷ|con|"
    r"bên|nhóm|tốp|giai\s+đoạn|đổi)\s+\Z"
)
_NAMED_PAIR = re.compile(r"(?:(?:19|20)[0-9]{2}|[^\W\d_])\s*\(\s*(?:hạng|thứ|xếp)?\s*\Z")
_VALUE_PAIR = re.compile(r"([0-9]{1,3}[.,][0-9]{1,4})\s*%\s*\(\s*\Z")
_UNITS = (
    r"(?:tỉnh|sở|đơn\s+vị|huyện|xã|phường|địa\s+phương|cơ\s+quan|bộ|cục|phòng|thành\s+phố|quận|"
    r"chi\s+cục|ngành|ban)"
)
_OF = re.compile(
    rf"\s*(?:trên|trong|/|của)\s*(?:tổng\s+)?(?:số\s+)?(?:toàn\s+quốc\s+)?([0-9]{{1,3}})\s+{_UNITS}"
)
_OF_ALL = re.compile(
    rf"\s*(?:(?:trên|trong|của)\s+)?(?:tổng\s+)?(?:số\s+)?([0-9]{{1,3}})\s+{_UNITS}"
)
_GROUP_BEFORE = re.compile(
    r"(?:nhóm|tốp|top|một\s+trong|những|giữa|khoảng\s+cách)(?!\w)[^.;:(,]*(?:,\s*(?:và\s+)?(?:ban|ngành|tỉnh|thành\s+phố|huyện|"
    r"thị\s+xã|quận|xã|phường|thị\s+trấn|đặc\s+khu|đơn\s+vị)\s*)*\Z"
)
_WORDS = Cue(
    r"(?<!\w)(?:(?P<first>dẫn\s+đầu|(?<!người\s)đứng\s+đầu(?!\s+(?:cơ\s+quan|đơn\s+vị|các|cấp|chính|"
    r"ubnd|sở|một\s+số|tổ\s+chức))|quán\s+quân|ngôi\s+đầu\s+bảng|đầu\s+bảng\s+xếp\s+hạng|"
    rf"cao\s+nhất(?=\s+(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?[0-9]{{1,3}}\s+{_UNITS}))"
    r"|(?P<second>á\s+quân)"
    r"|(?P<last>đội\s+sổ|(?:đứng|xếp|nằm|ở|bị\s+xếp)\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?:cuối|bét|chót)"
    r"(?:\s+(?:bảng|cùng))?(?!\s+(?:năm|tháng|quý|kỳ))|cuối\s+bảng|bét\s+bảng|"
    rf"thấp\s+nhất(?=\s+(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?[0-9]{{1,3}}\s+{_UNITS}))"
    r"|(?P<near_last>(?:đứng|xếp|nằm|ở|bị\s+xếp)\s+(?:ở\s+)?(?:vị\s+trí\s+)?áp\s+(?:chót|cuối)(?:\s+bảng)?)"
    rf"|(?:{_STAND}\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?:thứ|hạng)|vị\s+trí\s+(?:thứ|số)|xếp|đứng|(?<=\()thứ|"
    r"(?:(?<=[,;]\s)|(?<=và\s))thứ(?=\s+\w+\s+(?:là|thuộc|với)\s))\s+"
    r"(?P<word>nhất|nhì|hai|ba|tư|sáu|bảy|tám|chín|mười|năm(?!\s+(?:19|20)))(?!\w))",
    (
        *("dẫn", "đứng", "quán", "ngôi", "đầu", "cao", "á", "đội", "xếp", "nằm", "ở", "bị", "cuối"),
        *("bét", "thấp", "giữ", "vươn", "lên", "về", "đạt", "xuống", "tụt", "đồng", "cùng", "vẫn"),
        *("chỉ", "hiện", "vị", "thứ"),
    ),
)
_LEADS_ON = re.compile(
    r"\s*(?:vươn\s+|tụt\s+)?(?:lên|xuống|về)\s+(?:(?:vị\s+trí|hạng|thứ)\s+){0,2}[0-9]{1,3}/[0-9]"
)
_NAMES_THEM = re.compile(r"\s*(?::|(?:là|gồm|thuộc|với|đạt|chỉ)(?!\w))")
_CLASS = re.compile(  # "đề nghị các đơn vị xếp cuối": whoever is the last, no result
    rf"(?<!\w)(?:các|những)\s+{_UNITS}(?:(?:\s*,\s*|\s+và\s+|\s+){_UNITS})*\s+(?:bị\s+)?\Z"
)
_LAST_GROUP = re.compile(
    r"(?:(?:nhóm|tốp|top|giữa)(?!\w)[^.;:(,]*|(?:đầu\s+bảng|cao\s+nhất|đứng\s+đầu)\s+và\s*)\Z"
)


def rank_of_pair(left: str, folded: str, first: Number, second: Number) -> Measure | None:
    """Give the rank of so many that "3/19" tells, None for a share.

    `left` is the folded text before the pair.
    """
    if not (first.value.is_integer() and second.value.is_integer() and second.unit is None):
        return None
    if not 0 < first.value <= second.value:
        return None
    cue = _cue(left)
    cue = _moved(left, folded, first) if cue is None else cue
    if cue is None:
        leads_on = left.endswith("từ ") and _LEADS_ON.match(folded, second.end)
        if not (leads_on or _NAMED_PAIR.search(left) or _is_no_share(left, folded, first, second)):
            return None
        cue = len(left)
    start = first.start - len(left) + cue
    return Measure(start, second.end, "rank", first.value, second.value)


def _moved(left: str, folded: str, first: Number) -> int | None:
    """Where the verb of a move begins, "vươn lên 3/19"; None where no ranking is told of."""
    moved = _MOVED.search(left)
    near = folded[max(0, first.start - 200) : first.start]
    return moved.start() if moved and re.search(r"xếp|hạng|bậc|dẫn\s+đầu", near) else None


def _is_no_share(left: str, folded: str, first: Number, second: Number) -> bool:
    """Whether "84,92% (17/63)" gives a rank: it closes at once and is not that share of all."""
    value = _VALUE_PAIR.search(left)
    if value is None or not re.match(r"\s*[),;]", folded[second.end : second.end + 3]):
        return False
    told = float(value[1].replace(",", "."))
    return abs(first.value / second.value * 100 - told) > 1 and "chỉ số" in left


def _cue(left: str) -> int | None:
    """Where in `left` the cue of a rank begins that ends it; None where there is none."""
    # Each cue holds one of these; most stretches hold none.
    if not ("hạng" in left or "thứ" in left or "xếp" in left or "đứng" in left or "trí" in left):
        return None
    cue = _CUE.search(left)
    if cue is None or _NO_ORDINAL_BEFORE.search(left, 0, cue.start()):
        return None
    return cue.start()


def rank_of_number(left: str, folded: str, number: Number) -> Measure | None:
    """Give the rank of one number, "đứng thứ 3", with how many were ranked where it follows."""
    cue = _cue(left)
    if cue is None:
        return None
    of = _OF.match(folded, number.end)
    start = number.start - len(left) + cue
    if left.endswith(": ") and folded.startswith(". ", number.end):  # the first of a numbered list
        return None
    if _PLACE_ONLY.fullmatch(left, cue) and of is None:
        return None
    if folded.startswith("thứ", start) and not _tells_ranking(folded, start, number.end):
        return None
    weak = of is None and _WEAK.fullmatch(folded, max(0, start - 6), number.start)
    if weak and not _BEHIND_RESULT.search(left):
        return None
    end = of.end(1) if of else number.end
    return Measure(start, end, "rank", number.value, float(of[1]) if of else None)


def _tells_ranking(folded: str, start: int, end: int) -> bool:
    """Whether a bare "thứ 7" ranks: it may be a day of the week."""
    if folded[max(0, start - 1) : start] == "(":
        return False
    return _RANKING.search(folded, max(0, start - 400), end + 60) is not None


def ranks_in_words(words: Words) -> Iterator[Measure]:
    """Give the ranks told in words.

    The last of a ranking has the number of all, or 0; the last but one has one less.
    """
    folded = words.folded
    for match in _WORDS.matches(words):
        before = folded[max(0, match.start() - 80) : match.start()]
        if match["first"] and _GROUP_BEFORE.search(before):
            continue
        if match["last"] and _LAST_GROUP.search(before):
            continue
        if match["last"] and _CLASS.search(before) and not _NAMES_THEM.match(folded, match.end()):
            continue
        of = _OF_ALL.match(folded, match.end())
        many = float(of[1]) if of else None
        end = of.end(1) if of else match.end()
        yield Measure(match.start(), end, "rank", _rank_in_words(match, many), many)


def _rank_in_words(match: re.Match[str], many: float | None) -> float:
    """The rank that words tell; of an unknown number 0 is the last and -1 the last but one."""
    if match["last"]:
        return many or 0.0
    if match["near_last"]:
        return (many or 0.0) - 1
    if match["first"]:
        return 1.0
    return 2.0 if match["second"] else float(_ORDINALS[match["word"]])
