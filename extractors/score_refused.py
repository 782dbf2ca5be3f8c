"""Numbers that look like results and are none: gaps, limits, suppositions, what can be reached."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.numbers import Number

# "hơn đơn vị xếp nhì 1,12%", "khoảng cách giữa ... là 14,11 điểm": a gap between two, no result.
_GAP = re.compile(
    r"(?:\A|[,;.(])\s*(?:chỉ\s+)?(?:cao\s+|thấp\s+)?(?:hơn|kém)\s+[^\W\d][^,;.(]*\Z"
    r"|(?<!\w)(?:thiếu|chênh(?:\s+nhau|\s+lệch)?|cách|kém)\s+(?:đúng\s+|chỉ\s+|tới\s+)?\Z|(?<!\w)(?:khoảng\s+cách|chênh\s+lệch|cách\s+biệt)(?!\w)[^,;.]*\Z"
)
# "Khoảng cách giữa A và đơn vị đứng thứ hai là B khá lớn (1,2 điểm)".
_APART = re.compile(
    r"(?<!\w)giữa\s[^,;.()]{1,60}\svà\s[^,;.()]{1,60}\s(?:lớn|nhỏ|xa|rộng|hẹp)\s*\(\Z|(?<!\w)(?:khoảng\s+cách|chênh\s+lệch)\s+(?:điểm\s+(?:số\s+)?)?giữa\s[^,;.()]*\(\Z"
)
_MAY_BE_GAP = re.compile("hơn|kém|thiếu|chênh|cách|khoảng|các |những|điểm")
# "Các xã dưới 70 điểm": a class. "Thang điểm: thẩm định 65 điểm, điều tra 35 điểm": a method.
_NO_RESULT = re.compile(
    r"(?<!\w)(?:các|những)\s+(?:(?:đơn\s+vị|địa\s+phương|cơ\s+quan|sở|ban|ngành|huyện|xã|phường|tỉnh)"
    r"(?:,\s*|\s+))+(?:dưới|trên|từ)\s+\Z"
    r"|(?<!\w)điểm\s+(?:chuẩn|sàn|thi|trúng\s+tuyển|xét\s+tuyển|đầu\s+vào)(?!\w)[^,;.:\n]*\Z"
)
# "gồm 3 trụ cột: Chính quyền số (400 điểm), ...": what can be reached, nobody's result.
_MAXIMA = re.compile(
    r"(?<!\w)(?:gồm|chia\s+(?:thành|làm)|cấu\s+trúc(?:\s+(?:theo|thành|gồm))?|có|với|trên)\s+"
    r"(?:có\s+)?[0-9]+\s+(?:nhóm\s+)?"
    r"(?:chỉ\s+số|tiêu\s+chí|trụ\s+cột|lĩnh\s+vực|nội\s+dung|phần|nhóm|trục|thành\s+phần|mục)(?!\w)"
    r"(?![^.\n]*(?:đạt|xếp|đứng|tăng|giảm)(?!\w))(?:[^.\n]|\.(?=[0-9]))*\Z"
)
# "mỗi chỉ số 10 điểm", "thang điểm là 100 điểm", "điểm tối đa của trục là 10 điểm".
_OF_EACH = re.compile(
    r"(?<!\w)(?:mỗi|từng)\s+(?:chỉ\s+số|tiêu\s+chí|trục|nội\s+dung|lĩnh\s+vực|trụ\s+cột|thành\s+phần|nhóm|câu|mục|phần)"
    r"(?!\w)(?![^,;.()]*(?:đạt|tăng|giảm)(?!\w))[^,;.()]*\Z"
    r"|(?<!\w)(?:thang(?:\s+điểm)?|(?:điểm\s+)?(?:tối\s+đa|tuyệt\s+đối|chuẩn))(?!\w)(?![^,;.()]*(?:đạt|tăng|giảm)(?!\w))[^,;.()]*\Z"
)
# "Thang điểm là 100, trong đó thẩm định là 68 điểm, điều tra là 32 điểm": how points are given.
_SHARED_OUT = re.compile(
    r"(?<!\w)(?:thang|cơ\s+cấu)\s+điểm(?!\w)(?![^.;\n]*(?:đạt|xếp|đứng|tăng|giảm)(?!\w))[^.;\n]*\Z"
)
_FURTHEST = 300  # characters back to what tells the structure of an index
# "nếu tỷ lệ giải ngân không đạt 90%", "không có đơn vị nào dưới 60 điểm": nobody's result.
_MAY_SUPPOSE = re.compile("nếu|nào|giả|trường")
_SUPPOSED = re.compile(
    r"(?<!\w)(?:nếu|giả\s+sử|trường\s+hợp)(?!\w)[^,;.:]*\Z"
    r"|(?<!\w)(?:không|chưa)\s+(?:có|còn|để)\s+(?:một\s+)?(?:[^\W\d_]+\s+){1,4}nào(?!\w)[^,;.:]*\Z"
)
_OWNED = re.compile(r"\s+vốn\s+(?:điều\s+lệ|nhà\s+nước|của\s+nhà\s+nước)(?!\w)")  # whose a firm is
_EXCEEDS = re.compile(r"(?<!\w)vượt\s+(?:(?:trên|gần|hơn|khoảng)\s+)?\Z")  # a plan, by so much
_PART_OF_CHANGE = re.compile(
    r"(?:tăng|giảm|cắt|(?:nhiều|ít|cao|thấp)\s+hơn|thêm|bớt)\s+(?:được\s+)?[0-9][0-9.,]*(?:\s+[^\W\d_]+){1,4}\s*[(=]\s*\Z"
)


# "Phấn đấu năm 2025 đạt 80%", "(mục tiêu 70%)", "cắt giảm tối thiểu 30%": what is aimed at.
_MAY_AIM = re.compile("mục tiêu|chỉ tiêu|phấn đấu|tối thiểu|ít nhất|phải|sẽ|cần |nhằm")
_AIMS = re.compile(
    r"(?:(?<!hoàn\sthành\s)(?<!vượt\s)(?<!đạt\s)(?<!với\s)(?<!theo\s)(?<!hiện\s)(?<!các\s)mục\s+tiêu|(?:mục|chỉ)\s+tiêu\s+(?:đề\s+ra|đặt\s+ra|giao|phấn\s+đấu|cắt|tăng|đến)"
    r"|đặt\s+(?:ra\s+)?chỉ\s+tiêu|phấn\s+đấu|(?<!đạt\s)tối\s+thiểu|(?<!\w)(?:phải|sẽ|cần|nhằm)\s+(?:đạt|tăng|giảm|nâng|có|đưa))(?!\w)"
    r"(?![^;:\n]*(?<!\w)(?:đã|chỉ|mới|kết\s+quả|vượt|ước|hiện)(?!\w))(?!\s*,\s*(?:đạt|tăng|giảm|chiếm|bằng)(?!\w))[^;.:()\n]*\(?\s*\Z"
)
_COMPARED = re.compile(r"\s*so\s+với\s")
_AIM_BACK = 160  # characters back to the word that aims


def is_aim(folded: str, number: Number) -> bool:
    """Tell whether a number is a target and nobody's result: "phấn đấu đạt 80%"."""
    begin = max(0, number.start - _AIM_BACK)
    if _MAY_AIM.search(folded, begin, number.start) is None:
        return False
    if _COMPARED.match(folded, number.end):  # "không đạt chỉ tiêu (81,9% so với 95%)"
        return False
    return _AIMS.search(folded, begin, number.start) is not None


def is_no_result(left: str, folded: str, number: Number) -> bool:
    """Tell whether a number in percent or points measures nobody; `left` is what stands before it.

    "Nếu tỷ lệ không đạt 90%", "khoảng cách là 14,11 điểm", "điểm chuẩn là 27,5 điểm".
    """
    if number.unit == "%" and (_EXCEEDS.search(left) or _OWNED.match(folded, number.end)):
        return True
    if left.rstrip().endswith(("(", "=")) and _PART_OF_CHANGE.search(left):
        return True
    if _NORM.match(folded, number.end) and _ENTITLES.search(left):
        return True
    if "trọng số" in left and _WEIGHT.search(left):
        return True
    if _MAY_SUPPOSE.search(left) and _SUPPOSED.search(left):
        return True
    if _is_class(left, folded, number):
        return True
    if left.endswith("(") and _APART.search(folded, max(0, number.start - _FURTHEST), number.start):
        return True
    return bool(_MAY_BE_GAP.search(left) and (_GAP.search(left) or _NO_RESULT.search(left)))


# "Nhóm B đạt từ 80% đến dưới 90%", "các tỉnh từ 90% trở lên được xếp nhóm A": how classes are cut.
_RANGE_OPENS = re.compile(r"(?<!tăng\s)(?<!giảm\s)(?<!nâng\s)(?<!\w)từ\s+\Z")
_RANGE_GOES_ON = re.compile(
    r"\s*(?:(?:đến|tới)\s+|[-–]\s*(?=dưới|cận|<))(?:dưới\s+|cận\s+|<\s*)?[0-9]"
)
_RANGE_CLOSES = re.compile(
    r"(?<!tăng\s)(?<!giảm\s)(?<!nâng\s)(?<!\w)từ\s+[0-9][0-9.,]*\s?(?:%|điểm)?\s*"
    r"(?:(?:đến|tới)\s+(?:dưới\s+|cận\s+)?|[-–]\s*(?:dưới\s+|cận\s+|<\s*))\Z"
)
# "nhóm A đạt từ 90% trở lên", "loại Yếu đối với các đơn vị dưới 50%": a class by its name.
_CLASS_NAMED = re.compile(
    r"(?<!\w)(?:nhóm|loại|mức)\s+(?:[a-d]|[1-5ivx]{1,3}|xuất\s+sắc|tốt|khá|trung\s+bình|yếu|kém)(?!\w)"
    r"(?:\s+(?:đối\s+với|gồm|là|cho)?\s*(?:các|những)\s+(?:đơn\s+vị|địa\s+phương|cơ\s+quan|sở|huyện|xã)[^;:.]{0,40}?)?"
    r"\s+(?:(?:đạt|có)\s+)?(?:(?:chỉ\s+số|điểm|kết\s+quả)\s+)?(?P<bound>từ|dưới|trên)\s+\Z"
)
_AND_UP = re.compile(r"\s?(?:điểm\s+)?(?:trở\s+lên|trở\s+xuống)(?!\w)")
# "Quỹ thanh toán 95% chi phí", "được hưởng 80% mức lương": what the law gives, not what was got.
_NORM = re.compile(
    r"\s*(?:chi\s+phí|mức\s+(?:lương|hưởng|đóng|chuẩn|giá|hỗ\s+trợ|trợ\s+cấp)|(?:tiền\s+)?lương|học\s+phí|giá\s+(?:dịch|trị|gói)"
    r"|nhân\s+với|tiền\s+(?:thuê|sử|phạt|thưởng|công))(?!\w)"
)
_ENTITLES = re.compile(
    r"(?<!\w)(?:thanh\s+toán|chi\s+trả|hưởng|hỗ\s+trợ|đóng|trợ\s+cấp|phụ\s+cấp|thu|nộp|miễn|được\s+giảm|thấp\s+hơn|cao\s+hơn"
    r"|bằng|tối\s+đa|không\s+quá|theo\s+tỷ\s+lệ)(?!\w)(?![^,;.:]*(?<!\w)(?:đã|đạt|được\s+[0-9]))[^,;.:]{0,40}\Z"
)
_WEIGHT = re.compile(r"(?<!\w)(?<!không\s)(?<!có\s)trọng\s+số(?!\w)[^.;\n]{0,40}\Z")
_CLASSED = re.compile(
    r"\s*(?:trở\s+lên\s*,?\s*)?(?:thì\s+)?(?:được\s+)?(?:xếp|phân|đánh\s+giá)\s+(?:(?:vào|thành)\s+)?(?:loại|nhóm|hạng|mức)"
)


_ANYBODY = re.compile(r"(?<!\w)(?:những|các)\s[^:;]*\Z")


def _is_class(left: str, folded: str, number: Number) -> bool:
    """Whether a number cuts classes from each other."""
    named = _CLASS_NAMED.search(left)
    if named and (named["bound"] != "từ" or _AND_UP.match(folded, number.end)):
        return True
    if _RANGE_OPENS.search(left):
        if _RANGE_GOES_ON.match(folded, number.end):
            return True
    elif _RANGE_CLOSES.search(left):
        return True
    anybody = _ANYBODY.search(left)
    return bool(anybody) and _CLASSED.match(folded, number.end) is not None


def is_maximum(folded: str, number: Number) -> bool:
    """Tell whether round points are what a part of an index can reach at most."""
    whole = number.value.is_integer() and number.value % 5 == 0
    if number.value.is_integer() and _SHARED_OUT.search(
        folded, max(0, number.start - _FURTHEST), number.start
    ):
        return True
    if number.value.is_integer() and _OF_EACH.search(
        folded, max(0, number.start - 60), number.start
    ):
        return True
    return whole and bool(_MAXIMA.search(folded, max(0, number.start - _FURTHEST), number.start))
