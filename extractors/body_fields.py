"""Fields of work in the names of bodies: "Ban Chỉ huy phòng thủ dân sự", "ngành giáo dục"."""

from __future__ import annotations

import re

from extractors import cues

IN_NAME = cues.spaced(
    r"(?:cấp (?:tỉnh|huyện|xã|trên|ủy|có thẩm quyền)|cứu nạn|thư ký|khám(?:,| và)? chữa bệnh"
    r"|chi (?:cục|nhánh|bộ)|giáo dục và đào tạo"
    r"|thông tin và truyền thông|quản lý nhà nước)(?!\w)"
)
# Fields of work that a body is named after; any other verb after its proper name is what it does.
IN_TITLE = cues.spaced(
    r"(?:đầu tư|đào tạo|bồi dưỡng|giáo dục|xây dựng|quản lý|truyền thông|thông tin|thi đua"
    r"|khen thưởng|thanh tra|kiểm tra|giám sát|tổ chức|bảo vệ|phát triển|hỗ trợ|tư vấn|kiểm định"
    r"|giám định|đăng ký|đăng kiểm|thống kê|hợp tác|cải cách|kiểm soát|tiếp nhận|trả kết quả"
    r"|xúc tiến|điều hành|tuyên truyền|vận động|đấu giá|đấu thầu|chuyển giao|ứng dụng|quy hoạch"
    r"|thẩm định|dự toán|quyết toán|cấp|chi|thu|tổng hợp|phòng ngừa|phòng chống|khai thác"
    r"|giải quyết|lưu trữ|thực hành|thí nghiệm|thử nghiệm|sản xuất|chăm sóc|tham mưu|giúp việc"
    r"|lãnh đạo|chỉ đạo)(?!\w)"
)
# "Ban Chỉ huy | phòng thủ dân sự": what it is set up for, not what it does.
_SET_UP = cues.spaced(r"(?:ban (?:chỉ (?:đạo|huy)|quản lý)|hội đồng|tổ công tác|tiểu ban|quỹ) ")
_COUNCIL = cues.spaced(r"(?:ban (?:chỉ (?:đạo|huy)|quản lý)|hội đồng|tổ công tác|tiểu ban|quỹ) \Z")
_FIELD = cues.spaced(
    r"(?:phòng(?:,| và)? chống|phòng thủ|phòng ngừa|ứng phó|giải phóng mặt bằng|cải cách|giảm nghèo"
    r"|chuyển đổi số|chăm sóc|bảo trợ|bảo vệ|tìm kiếm|thi đua|bồi thường|tuyển dụng|thi tuyển"
    r"|thi hành|tư vấn|nghiệm thu|an toàn|liên ngành)(?!\w)"
)
_UNIT = re.compile(r"(?<!\w)(?:ngành|sở|(?<!quốc )phòng)\s+\Z")


def set_up_for(folded: str, start: int, end: int) -> bool:
    """Tell whether a name begins with a council and what it is set up for."""
    council = _SET_UP.match(folded, start, end)
    return council is not None and _FIELD.match(folded, council.end()) is not None


def field_end(folded: str, start: int, at: int, limit: int) -> int | None:
    """Give where what a council is set up for ends, which begins at `at`, else None."""
    field = _FIELD.match(folded, at, limit)
    return field.end() if field and _COUNCIL.search(folded, max(start, at - 20), at) else None


def branch_end(folded: str, start: int, at: int, limit: int) -> int | None:
    """Give where a branch ends that may name a body in small letters: "ngành | giáo dục"."""
    field = IN_TITLE.match(folded, at, limit)
    if not field or not _UNIT.search(folded, max(start, at - 8), at):
        return None
    return field.end() if folded[field.end() : field.end() + 1] == " " else None
