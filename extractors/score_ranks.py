"""Ranks told with numbers: "xếp thứ 3/19", "đồng hạng 20", "(17/63)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.score_measure import Measure

if TYPE_CHECKING:
    from extractors.numbers import Number

STAND = (
    r"(?:xếp|đứng|duy\s+trì|giữ\s+vững|giữ\s+nguyên|giữ|giành|chiếm|ở|vươn\s+lên|leo\s+lên|lên|về|đạt|nằm|xuống|tụt|(?<!lâm\s)đồng|cùng|"
    r"vẫn|chỉ|hiện|trở\s+lại|là|còn|được)(?:\s+(?:xếp|đứng))?"
)
_CUE = re.compile(
    rf"(?<!\w)(?P<stand>{STAND}\s+(?:(?:ở|tại|lên|vào|xuống)\s+)?)?"
    r"(?:(?:vị\s+trí|thứ\s+hạng|vị\s+thứ|xếp\s+hạng|hạng|xếp|đứng)(?:\s+(?:thứ\s+tự|thứ\s+hạng|thứ|số|hạng|chung))?"
    r"|(?P<bare>thứ))\s*(?:là|:)?\s*\(?\s*\Z"
)
_MOVED = re.compile(r"(?<!\w)(?:vươn\s+lên|lên|xuống|còn|về|giữ|leo\s+lên)\s+\Z")
_PLACE_ONLY = re.compile(r"vị\s+trí\s*\Z")  # "chuyển đổi vị trí 17 người" ranks nobody
_MOVE_TOLD = re.compile(r"\s*[(,]\s*(?:tăng|giảm|lùi|tụt|lên|xuống)\s+[0-9]+\s+(?:bậc|hạng)")
_WEAK = re.compile(
    r"(?![\w\W]*(?:từ|lên|ở|xuống|đồng|cùng|giữ)\s+(?:\w+\s+)?\w+\s*\Z)[\w\W]*?(?<!\w)(?:xếp|đứng|hạng)\s*"
)
# "Lai Châu xếp hạng 6", "Hà Giang (hạng 5)": a rank where an index is told of, no class of things.
_TELLS_RANK = re.compile(
    r"(?:[\w)]\s*[(,;:–-]\s*(?:và\s+)?|(?<!\w)(?:và|là|giữ|ở|còn|về|lên|xuống|được|đứng|đạt|năm\s+[0-9]{4}|vẫn|chỉ|đồng|"
    r"cùng|với|tại)\s+|\A)(?:thứ\s+)?hạng\s+\Z|(?<!\w)(?:các|có)\s+thứ\s+hạng\s+\Z|(?<!\w)xếp\s+(?:hạng|vị\s+trí)\s+\Z|\s(?:xếp|đứng)\s+\Z"
)
_OF_THINGS = re.compile(
    r"(?<!\w)(?:bệnh\s+viện|công\s+ty|chức\s+danh|viên\s+chức|giáo\s+viên|bác\s+sĩ|đô\s+thị|khách\s+sạn|di\s+tích|"
    r"nhà|giấy\s+phép|sự\s+nghiệp|công\s+trình|trường|huân\s+chương|doanh\s+nghiệp|hồ\s+chứa)\s[^,;.:]{0,30}\Z"
)
_STANDS_ALONE = re.compile(
    r"\s*(?:\Z|[,;.:()\n\"”–-]|(?:và|trong|trên|cả|toàn|về|so|với|năm|tăng|giảm|là|của|tại|ở|khu\s+vực|thì|do|còn|nhưng|"
    r"song|vùng|chung|chỉ\s+số|bảng)(?!\w))"
)
_INDEX_NEAR = re.compile(
    r"chỉ\s+số|index|papi|pci|dti|sipas|(?<!\w)pii(?!\w)|pgi|bảng\s+xếp\s+hạng|thứ\s+hạng|kết\s+quả\s+xếp\s+hạng"
)
_BEHIND_RESULT = re.compile(
    r"(?:điểm|%|bậc|[0-9])\s*[,;(–-]\s*(?:và\s+)?(?:xếp\s+|đứng\s+)?hạng\s+\Z"
)
_RANKING = re.compile(
    r"(?:papi|pci|dti|sipas|index)(?!\w)|xếp\s+(?:hạng|thứ|loại)|thứ\s+hạng|chỉ\s+số|đứng\s+thứ|dẫn\s+đầu"
)
_NO_ORDINAL_BEFORE = re.compile(
    r"(?:năm|lần|đợt|ngày|họp|phiên|hội\s+nghị|đại\s+hội|khóa|khoá|kỳ|quý|tháng|buổi|vào|sáng|chiều|tuần|hằng|hàng|người|thế\s+kỷ|con|"
    r"bên|nhóm|tốp|giai\s+đoạn|đổi)\s+\Z"
)
_NAMED_PAIR = re.compile(r"(?:(?:19|20)[0-9]{2}|[^\W\d_])\s*\(\s*(?:hạng|thứ|xếp)?\s*\Z")
_WEEKDAY_PAIR = re.compile(
    r"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)(?:\s+(?:vừa|tuần|rồi|qua|tới|này|sau))*"
    r"|(?:sáng|chiều|tối|hôm|ngày)(?!\w)[^,;.]{0,30})\s*\(\s*\Z"
)
_VALUE_PAIR = re.compile(r"([0-9]{1,3}[.,][0-9]{1,4})\s*%\s*\(\s*\Z")
UNITS = (
    r"(?:tỉnh|sở|đơn\s+vị|huyện|xã|phường|địa\s+phương|cơ\s+quan|bộ|cục|phòng|thành\s+phố|quận|"
    r"chi\s+cục|ngành|ban)"
)
# The same and more, as words between a value and its rank, or before a list.
UNIT_WORDS = (
    r"sở|ban|ngành|bộ|cơ\s+quan(?:\s+(?:ngang\s+bộ|ngang\s+sở|tương\s+đương(?:\s+sở)?|chuyên\s+môn))?|"
    r"đơn\s+vị|huyện|quận|đặc\s+khu|xã|phường|thị\s+trấn|thị\s+xã|thị|thành\s+phố|thành|tỉnh|"
    r"địa\s+phương|khu\s+vực|vùng|cấp|khối|nhóm|(?:tổng\s+|chi\s+)?cục(?:\s+(?:hải\s+quan|thuế|thống\s+kê))?|công\s+an"
)
_LEADS_ON = re.compile(
    r"\s*(?:vươn\s+|tụt\s+)?(?:lên|xuống|về)\s+(?:(?:vị\s+trí|hạng|thứ)\s+){0,2}[0-9]{1,3}/[0-9]"
)
_OF = re.compile(
    rf"\s*(?:trên|trong|/|của)\s*(?:tổng\s+)?(?:số\s+)?(?:toàn\s+quốc\s+)?([0-9]{{1,3}})\s+{UNITS}"
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
        named = _NAMED_PAIR.search(left) and not _WEEKDAY_PAIR.search(left)
        if not (leads_on or named or _is_no_share(left, folded, first, second)):
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
    if cue is not None and left.endswith("sắp ", 0, cue.start()):  # "sắp xếp 3 quận"
        return None
    if cue is None or (not cue["stand"] and _NO_ORDINAL_BEFORE.search(left, 0, cue.start())):
        return None
    return cue.start()


_WEEKDAY = re.compile(r"\s*[,(]?\s*(?:ngày\s+)?[0-9]{1,2}\s?[/-]\s?[0-9]")  # "Thứ 7, ngày 02/12"
_LASTED = re.compile(r"\s+(?:năm|lần|kỳ)\s+(?:liên|liền)(?!\w)")
# "Diện tích lớn thứ 3 cả nước", "dân số đứng thứ 8", "xuất khẩu gạo đứng thứ 2": how big.
_OF_BIGNESS = re.compile(
    r"(?:(?<!\w)(?:lớn|đông|đông\s+dân|rộng|dài|nhiều|trẻ|già)\s+|(?<!\w)(?:diện\s+tích|dân\s+số|trữ\s+lượng|sản\s+lượng|xuất\s+khẩu|"
    r"nền\s+kinh\s+tế|chiều\s+dài|bờ\s+biển|mật\s+độ)(?!\w)(?![^;:]*(?:chỉ\s+số|index|điểm)(?!\w))[^;:]*)\Z"
)
_MAY_BE_BIG = re.compile("lớn|đông|rộng|dài|nhiều|trẻ|già|tích|dân|lượng|khẩu|kinh|biển|mật")


def ranks_size(left: str, cue: int) -> bool:
    """Tell whether a rank whose cue begins at a place of `left` tells how big something is."""
    return bool(_MAY_BE_BIG.search(left, 0, cue) and _OF_BIGNESS.search(left[:cue]))


def rank_of_number(left: str, folded: str, number: Number) -> Measure | None:
    """Give the rank of one number, "đứng thứ 3", with how many were ranked where it follows."""
    cue = _cue(left)
    if cue is None or ranks_size(left, cue):
        return None
    of = _OF.match(folded, number.end)
    start = number.start - len(left) + cue
    if _LASTED.match(folded, number.end):  # "giữ vững vị trí 3 năm liên tiếp"
        return None
    if left.endswith(": ") and folded.startswith(". ", number.end):  # the first of a numbered list
        return None
    if _PLACE_ONLY.fullmatch(left, cue) and of is None:
        alone = _MOVE_TOLD.match(folded, number.end)
        if not alone or not _INDEX_NEAR.search(folded, max(0, number.start - 700), number.start):
            return None
    if folded.startswith("thứ", start) and _WEEKDAY.match(folded, number.end):
        return None
    if folded.startswith("thứ", start) and not _tells_ranking(folded, start, number.end):
        return None
    weak = of is None and _WEAK.fullmatch(folded, max(0, start - 6), number.start)
    if weak and not _BEHIND_RESULT.search(left) and not _is_told(left, folded, number):
        return None
    end = of.end(1) if of else number.end
    return Measure(start, end, "rank", number.value, float(of[1]) if of else None)


def _is_told(left: str, folded: str, number: Number) -> bool:
    """Whether a bare "hạng 5" ranks: it stands alone, beside a body, and an index is told of."""
    if not (_TELLS_RANK.search(left) and _STANDS_ALONE.match(folded, number.end)):
        return False
    if _OF_THINGS.search(left):
        return False
    return _INDEX_NEAR.search(folded, max(0, number.start - 700), number.end + 40) is not None


def _tells_ranking(folded: str, start: int, end: int) -> bool:
    """Whether a bare "thứ 7" ranks: it may be a day of the week."""
    if folded[max(0, start - 1) : start] == "(":
        return False
    return _RANKING.search(folded, max(0, start - 400), end + 60) is not None
