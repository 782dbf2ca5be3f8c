"""Where a statement begins after what only leads to it: who says so, when, by what occasion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.clauses import after_connectors
from extractors.text import CAPITALS
from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.atoms import Scan

# No connectors here: "Còn 11 hồ sơ", "Riêng việc số hóa".
KEPT = re.compile(r"(?:còn|riêng)(?!\w)")
_BESIDE = cues.spaced(
    r"(?:theo|bên cạnh|ngoài|mặc dù|tiếp theo|căn cứ)\s[^,;:]{3,160},"
    r"|(?:tính )?đến (?:hết )?(?:ngày|tháng|nay)[^,;:]{0,30},"
    r"|(?:qua|kết quả|thực tế)\s[^,;:.]{0,60}?cho thấy,?"
    r"|(?:qua|trong) quá trình [^;:.]{3,320}?, (?=(?:tình hình|việc|công tác|một số|vẫn|còn|tiến độ"
    r"|chất lượng)(?!\w))"
    r"|khi (?:tham dự|tham gia|thực hiện|tiếp nhận|giải quyết|triển khai|làm việc)[^;:.]{3,200}?,"
    r" (?=(?:một số|nhiều|cán bộ|công chức|vẫn|còn)(?!\w))"
    r"|(?:qua|trong|sau|tại|từ) (?:quá trình|thực hiện|triển khai|thời điểm|kiểm tra"
    r"|rà soát)\s[^,;:]{0,60},"
    r"|(?:đoàn|tổ|đoàn kiểm tra|tổ kiểm tra|đoàn giám sát|đoàn công tác) phát hiện "
    r"|(?:một )?nguyên nhân(?: (?:chủ yếu|chính|khách quan|chủ quan|cơ bản|một phần|sâu xa"
    r"|được chỉ ra|của (?:tình trạng|việc|hạn chế)[^,;:]{0,40}?)){0,2}(?: (?:là do|là|do|vì)|:)"
    r"(?: (?:do|vì))? "
    r"|(?:điểm (?:yếu|trừ|nghẽn)|hạn chế|tồn tại|cái (?:yếu|khó|vướng)|chỗ (?:dở|yếu)|khó khăn"
    r"|vướng mắc)(?: (?:của|lớn nhất|chính|chung|hiện nay|nữa|nhất)[^,;:]{0,30}?)? là "
    r"|(?:hiện trạng|trong khi đó,?|ngược lại,?|dù vậy,?|thế nhưng,?|dẫu vậy,?|điều đáng nói,?) "
)
# "Đoàn kiểm tra chỉ ra, | ...": whoever says so stands before.
_TOLD = Cue(
    r"(?<=\s)(?:(?:cho\s+(?:biết|rằng|thấy|hay)|thừa\s+nhận|nhận\s+(?:định|thấy)|nhìn\s+nhận"
    r"|ghi\s+nhận|lưu\s+ý|(?:thẳng\s+thắn\s+)?chỉ\s+ra|chỉ\s+rõ|nêu\s+(?:rõ|thực\s+t(?:ế|rạng))"
    r"|phân\s+tích|lý\s+giải|bộc\s+bạch|trăn\s+trở|băn\s+khoăn|nói\s+thẳng)"
    r"(?:,|\s+rằng|\s+là|:)?\s+)",
    [
        *("cho", "thừa", "nhận", "nhìn", "ghi", "lưu", "thẳng", "chỉ", "nêu", "phân", "lý", "bộc"),
        *("trăn", "băn", "nói"),
    ],
)
# Who was asked is part of what is told: "34% doanh nghiệp cho biết gặp khó".
_ASKED = cues.spaced(
    r"%|(?<!\w)(?:doanh nghiệp|người dân|hộ|người được hỏi|bà con|khách hàng)(?!\w)"
)
_BREAK = re.compile(r"[;:.]")
_PLACE = re.compile(rf"[{CAPITALS}][\w.]*(?:[ ][{CAPITALS}][\w.]*){{0,4}}\s?:\s")
_FARTHEST = 180  # characters


def begins(scan: Scan, start: int, end: int) -> int:
    """Give where the statement begins after "Tuy nhiên, qua kiểm tra cho thấy,"."""
    place = _PLACE.match(scan.text, start, end)
    at = place.end() if place else start
    while True:
        begun = at
        beside = _BESIDE.match(scan.folded, at, end) or _said(scan, at, end)
        at = beside.end() if beside else at
        after, _ = after_connectors(scan, at, end)
        if not KEPT.match(scan.folded, at, end):
            at = after
        preface = lacks.PREFACE.match(scan.folded, at, end)
        at = preface.end() if preface else at
        if at == begun:
            return at


def _said(scan: Scan, at: int, end: int) -> re.Match[str] | None:
    """Give what only says who found the shortcoming: "Sở Nội vụ nhận thấy | ..."."""
    told = _TOLD.search(scan.words, at + 4, min(end, at + _FARTHEST))
    if not told or _BREAK.search(scan.folded, at, told.start()):
        return None
    return None if _ASKED.search(scan.folded, at, told.start()) else told
