"""Whom an order is for: the name with the relative phrase that belongs to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import names_end, proper_end

if TYPE_CHECKING:
    from extractors.actors import Names
    from extractors.atoms import Scan

_RELATIVE = cues.spaced(
    r"(?:(?<=quan) (?:trực tiếp )?(?:đến|tới)(?!\w))"
    r"| (?:(?:đang|còn|vẫn|bị|thường xuyên) )?(?:có (?:thứ hạng|tỷ lệ|tỉ lệ|hồ sơ|chỉ số|điểm"
    r"|kết quả"
    r"|số|tên|nhiều|mức|dự án|công trình|thủ tục|vi phạm|tồn tại|hạn chế|sai phạm|diện tích|trụ sở"
    r"|cán bộ|công chức|biên chế|nguồn|tiến độ|tiêu chí|đơn vị|người|trường hợp|liên quan)|xếp"
    r"|xếp loại"
    r"|xếp hạng|đạt|thuộc|nằm|để|chưa|chậm|vi phạm|đứng|phụ trách)(?!\w)"
)
# They tell what a body is or did, inside the relative phrase too.
_STATIVE = cues.spaced(
    r"(?:giảm|tăng|đạt|vượt|xếp loại|xếp|thực hiện|giải quyết|xử lý|tham gia|sử dụng|hoàn thành|nộp"
    r"|đăng ký|thông báo|báo cáo|quản lý|phụ trách|tổ chức|chỉ tiêu|kiểm tra|thanh tra|làm việc|làm"
    r"|yêu cầu|đề nghị|kiến nghị|phản ánh|cấp|chi|thu|đầu tư|quy định|áp dụng"
    r"|có trách nhiệm|tiếp nhận|trả kết quả|đánh giá|nêu)(?!\w)"
)
_NOT_BEFORE = cues.spaced(
    r"(?<!\w)(?:chưa|không|được|đã|bị|để|về|của|số|việc|từ|theo|trong|hồ sơ|công tác|tỷ lệ|chỉ số"
    r"|và|,|do|mà|có|nhiệm vụ|kết quả|thứ|đang|phải|chậm) \Z"
)
_REFRAINS = cues.spaced(r"(?:không (?!đạt|có|đúng|đủ|còn)|đừng |chớ )\w")
_WORD = re.compile(r"\w+")
_REACH = 110  # characters of a relative phrase


def addressed(scan: Scan, known: Names, at: int, end: int) -> int | None:
    """Give where the name of those who are told ends, None where none begins at `at`.

    "các sở có thứ hạng giảm từ 3 bậc trở lên | trực tiếp giải trình": up to what they are to do.
    """
    last = names_end(scan, known, at, end) or proper_end(scan, at, end)
    if last is None or not _RELATIVE.match(scan.folded, last, end):
        return last
    if cues.TIME.match(scan.folded, last + 1, end):
        return last
    for word in list(_WORD.finditer(scan.folded, last, min(end, last + _REACH)))[1:]:
        if scan.folded.find(";", last, word.start()) >= 0:
            break
        if cues.STRICT_MODAL.match(scan.folded, word.start(), end):
            return _before(scan, word.start())
        if _STATIVE.match(scan.folded, word.start()):
            continue
        if _NOT_BEFORE.search(scan.folded, last, word.start()):
            continue
        if _REFRAINS.match(scan.folded, word.start(), end):
            return _before(scan, word.start())
        if clauses.is_action(scan, word.start(), end) and scan.text[word.start()].islower():
            return _before(scan, word.start())
    return last


def _before(scan: Scan, at: int) -> int:
    while scan.text[at - 1] in " \n,*":
        at -= 1
    return at
