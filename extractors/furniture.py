"""Web furniture in a text dump: menus, counters, share bars, the tail of other news.

Lines only, and only what cannot be a notice's own words: facts do not come from there. The line
with the date of publication is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = r"[\s:.]{0,4}[0-9][0-9.,]{0,14}"
_LINE = re.compile(
    r"[\s*•|»>+-]{0,6}(?:"
    r"image\s+(?:banner|advertisement)s?|skip\s+to\s+(?:main\s+)?content|advertisement|quảng\s+cáo"
    r"|(?:chế\s+độ\s+ban\s+đêm|in\s+trang|in\s+bài(?:\s+viết)?|xuất\s+pdf|đọc\s+(?:nội\s+dung|bài(?:\s+viết)?)|nghe\s+bài\s+viết|gửi\s+(?:bài\s+viết|email|mail)|chia\s+sẻ|share|tweet|facebook|zalo|twitter|print|cỡ\s+chữ|\s|[,|/])+"
    r"|[-+\sa]*a\s?[-+][-+\sa]*(?:in)?"
    r"|giọng\s+(?:nữ|nam)(?:\s+miền\s+(?:bắc|trung|nam))?|0:00(?:\s*/\s*[0-9]{1,2}:[0-9]{2})?"
    rf"|(?:số\s+)?lượt\s+(?:xem|đọc|truy\s+cập)(?:{_NUMBER})?|(?:đang\s+)?(?:online|trực\s+tuyến|hôm\s+nay|hôm\s+qua|trong\s+tuần|tuần\s+này|tháng\s+này|trong\s+tháng|tất\s+cả|tổng\s+(?:số\s+)?(?:lượt\s+)?truy\s+cập){_NUMBER}"
    r"|thống\s+kê\s+truy\s+cập|(?:về\s+(?:trang\s+trước|đầu\s+trang)\s*)+|quay\s+lại|trở\s+về|trang\s+chủ|đăng\s+nhập|tìm\s+kiếm"
    r"|xem\s+thêm(?:\s+nội\s+dung\s+chi\s+tiết\s+tại\s+đây)?|[0-9 .…«»<>]{1,40}(?:\.\.\.|…)[\s0-9]{0,8}|//?[\w./-]{0,80}\.aspx/?"
    r")[\s.:*|]{0,6}\Z"
)
_TAIL = re.compile(
    r"[\s*#|>•-]{0,6}(?:các\s+)?(?:tin|bài)(?:\s+(?:viết|tức))?\s+"
    r"(?:khác|liên\s+quan|cùng\s+chuyên\s+mục|cùng\s+loại|đã\s+đưa|cũ\s+hơn|mới\s+hơn|mới\s+nhất|xem\s+nhiều|đọc\s+nhiều)[\s:*|.]{0,6}\Z"
)
_BODY_LINE = 260  # characters; a line of a tail is a title, one of a body may be as long


def find(folded: str, lines: Sequence[Span]) -> list[Span]:
    """Give the stretches of furniture of a folded text, in order and apart.

    The tail of other news runs to the end, if it stands in the second half and no paragraph of
    a body follows.

    >>> text = "sở báo cáo.\\ntin khác\\ntin một (1/2/2024)"
    >>> [text[s.start : s.end] for s in find(text, [Span(0, 11), Span(12, 20), Span(21, 38)])]
    ['tin khác\\ntin một (1/2/2024)']
    """
    tail = _tail(folded, lines)
    kept = [line for line in lines if line.start < tail and _is_furniture(folded, line)]
    return [*kept, *([Span(tail, lines[-1].end)] if tail < len(folded) else [])]


def _is_furniture(folded: str, line: Span) -> bool:
    return line.end - line.start <= 160 and bool(_LINE.match(folded[line.start : line.end]))  # noqa: PLR2004  (longer lines say something)


def _tail(folded: str, lines: Sequence[Span]) -> int:
    """Where the tail of other news begins; the end of the text if it has none."""
    begin = len(folded)
    for line in reversed(lines):
        if line.start * 2 < len(folded) or line.end - line.start > _BODY_LINE:
            break
        if line.end - line.start <= 60 and _TAIL.match(folded[line.start : line.end]):  # noqa: PLR2004  (a heading)
            begin = line.start
    return begin
