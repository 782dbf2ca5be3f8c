"""Verbs that are only spoken of: "công tác rà soát, bổ sung", "để niêm yết, đăng tải"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.clauses import is_action

if TYPE_CHECKING:
    from extractors.atoms import Scan

# Right after these a verb is only spoken of: "công tác rà soát, bổ sung".
_SCOPE = cues.spaced(
    r"(?<!\w)(?:công tác|việc|hoạt động|quá trình|quy trình|tình trạng|hành vi|trường hợp|nhiệm vụ"
    r"|giải pháp|biện pháp|phương án|quy định|chính sách|chương trình|dự án|đề án|ý thức"
    r"|trách nhiệm|năng lực|kỹ năng|nhu cầu|văn bản|chức năng|thẩm quyền|về|trong"
    r"|từ|cho|theo(?! dõi)|đã|được|bị|của|tiến độ|chất lượng|hiệu quả"
    r"|dịch vụ|hình thức|nội dung|cơ chế|lĩnh vực|hệ thống|phần mềm|phong trào|ý kiến|người|kết quả"
    r"|thủ tục|mô hình|tỷ lệ|cách thức|phương thức|nguyên tắc|tính|sự|các khâu|khả năng|và|,)"
    r"(?: (?:tiếp tục|thường xuyên|tăng cường|đẩy mạnh))? (?=(\w+))"
)
# What follows these belongs to them to its end.
_UNDER = cues.spaced(
    r"(?<!\w)(?:để|nhằm|khi|nếu|sau|trước|mà|vì|(?<!lý.)do|đảm bảo|bảo đảm|giúp"
    r"|tạo điều kiện|cách)(?!\w)"
)
# "các trường hợp đón, | trả khách": the other half of what is spoken of.
_HALF = cues.spaced(
    r"(?<!\w)(?:các|những|mọi|trường hợp|việc|hành vi|công tác|tình trạng) \w+\s*\Z"
)
_TITLE = re.compile(
    r"(?:chỉ\s+thị|chỉ\s+đạo|công\s+văn|văn\s+bản|kế\s+hoạch|quy\s+định|nghị\s+quyết|kết\s+luận"
    r"|quyết\s+định"
    r"|thông\s+báo|công\s+điện|hướng\s+dẫn|đề\s+án|chương\s+trình|nghị\s+định|thông\s+tư|quy\s+chế)"
    r"(?!\w)[^;:]{0,160}?\svề\s+(?:việc\s+)?"
)
# What a document may be about; "bố trí kinh phí" is not.
_POLICY = re.compile(
    r"(?:nâng\s+cao|tăng\s+cường|đẩy\s+mạnh|đẩy\s+nhanh|chấn\s+chỉnh|siết\s+chặt|thúc\s+đẩy"
    r"|kiểm\s+soát"
    r"|cải\s+thiện|phát\s+triển|phòng\s+ngừa|ngăn\s+chặn|đổi\s+mới|hoàn\s+thiện|thu\s+hút"
    r"|phát\s+huy"
    r"|cắt\s+giảm|đơn\s+giản\s+hóa|xây\s+dựng|quản\s+lý|khắc\s+phục|tiết\s+kiệm|sắp\s+xếp)(?!\w)"
)
_LONG = 400  # characters


def spoken_of(stretch: str) -> bool:
    """Tell whether a stretch of an object ends in verbs that are only spoken of."""
    if _UNDER.search(stretch) or _HALF.search(stretch):
        return True
    return any(cues.ACTION.match(stretch, m.start(1)) for m in _SCOPE.finditer(stretch))


def in_title(scan: Scan, begun: int, body: int) -> bool:
    """Tell whether a comma goes on with a document's subject: "về tăng cường kỷ cương, |"."""
    if not _POLICY.match(scan.folded, body):
        return False
    title = _TITLE.search(scan.folded, max(begun, body - _LONG), body)
    return title is not None and is_action(scan, title.end(), body)
