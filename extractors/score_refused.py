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
_MAY_BE_GAP = re.compile("hơn|kém|thiếu|chênh|cách|khoảng|các |những|điểm")
# "Các xã dưới 70 điểm": a class. "Thang điểm: thẩm định 65 điểm, điều tra 35 điểm": a method.
_NO_RESULT = re.compile(
    r"(?<!\w)(?:các|những)\s+(?:(?:đơn\s+vị|địa\s+phương|cơ\s+quan|sở|ban|ngành|huyện|xã|phường|tỉnh)"
    r"(?:,\s*|\s+))+(?:dưới|trên|từ)\s+\Z"
    r"|(?<!\w)điểm\s+(?:chuẩn|sàn|thi|trúng\s+tuyển|xét\s+tuyển|đầu\s+vào)(?!\w)[^,;.:\n]*\Z"
    r"|(?:thang|cơ\s+cấu)\s+điểm(?:\s+\w+){0,6}\s*:[^.;\n]*\Z"
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
_FURTHEST = 300  # characters back to what tells the structure of an index
# "nếu tỷ lệ giải ngân không đạt 90%", "không có đơn vị nào dưới 60 điểm": nobody's result.
_MAY_SUPPOSE = re.compile("nếu|nào|giả|trường")
_SUPPOSED = re.compile(
    r"(?<!\w)(?:nếu|giả\s+sử|trường\s+hợp)(?!\w)[^,;.:]*\Z"
    r"|(?<!\w)(?:không|chưa)\s+(?:có|còn|để)\s+(?:một\s+)?(?:[^\W\d_]+\s+){1,4}nào(?!\w)[^,;.:]*\Z"
)
_COMPARED = re.compile(
    r"\s*(?:so\s+với|chỉ\s+tiêu|kế\s+hoạch|dự\s+toán|mục\s+tiêu|nghị\s+quyết)(?!\w)"
)
_PART_OF_CHANGE = re.compile(
    r"(?:tăng|giảm|cắt|(?:nhiều|ít|cao|thấp)\s+hơn|thêm|bớt)\s+(?:được\s+)?[0-9][0-9.,]*(?:\s+[^\W\d_]+){1,4}\s*[(=]\s*\Z"
)


def is_no_result(left: str, folded: str, number: Number) -> bool:
    """Tell whether a number in percent or points measures nobody; `left` is what stands before it.

    "Nếu tỷ lệ không đạt 90%", "khoảng cách là 14,11 điểm", "điểm chuẩn là 27,5 điểm".
    """
    if left.endswith("vượt ") and _COMPARED.match(folded, number.end):
        return True
    if left.rstrip().endswith(("(", "=")) and _PART_OF_CHANGE.search(left):
        return True
    if _MAY_SUPPOSE.search(left) and _SUPPOSED.search(left):
        return True
    return bool(_MAY_BE_GAP.search(left) and (_GAP.search(left) or _NO_RESULT.search(left)))


def is_maximum(folded: str, number: Number) -> bool:
    """Tell whether round points are what a part of an index can reach at most."""
    whole = number.value.is_integer() and number.value % 5 == 0
    if number.value.is_integer() and _OF_EACH.search(
        folded, max(0, number.start - 60), number.start
    ):
        return True
    return whole and bool(_MAXIMA.search(folded, max(0, number.start - _FURTHEST), number.start))
