"""Web furniture in a text dump: menus, counters, share bars, the tail of other news.

Lines only, and only what cannot be a notice's own words: facts do not come from there. The line
with the date of publication is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.text import Span, word_list
from extractors.words import opening_words

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_NUMBER = r"[\s:.]{0,4}[0-9][0-9.,]{0,14}"
_BUTTON_WORDS = [
    *(
        "chế độ ban đêm",
        "in trang",
        "in bài",
        "in bài viết",
        "xuất pdf",
        "đọc nội dung",
        "đọc bài",
    ),
    *(
        "đọc bài viết",
        "nghe bài viết",
        "gửi bài viết",
        "gửi email",
        "gửi mail",
        "chia sẻ",
        "share",
    ),
    *(
        "tweet",
        "facebook",
        "zalo",
        "twitter",
        "print",
        "cỡ chữ",
        "trang chủ",
        "đăng nhập",
        "tìm kiếm",
    ),
    *(
        "quay lại",
        "trở về",
        "về trang trước",
        "về đầu trang",
        "xem thêm",
        "quảng cáo",
        "advertisement",
    ),
    *(
        "image banner",
        "image banners",
        "image advertisement",
        "skip to content",
        "giọng nữ",
        "giọng nam",
    ),
    *(
        "skip to main content",
        "xem thêm nội dung chi tiết tại đây",
        "thống kê truy cập",
        "giọng đọc",
    ),
    *("giọng nữ miền bắc", "giọng nữ miền nam", "giọng nam miền bắc", "giọng nam miền nam"),
]
_COUNTER_WORDS = [
    *(
        "online",
        "đang online",
        "trực tuyến",
        "đang trực tuyến",
        "hôm nay",
        "hôm qua",
        "trong tuần",
    ),
    *("tuần này", "tháng này", "trong tháng", "tất cả", "tổng truy cập", "tổng lượt truy cập"),
    *("tổng số truy cập", "tổng số lượt truy cập", "lượt xem", "lượt đọc", "lượt truy cập"),
    *("số lượt xem", "số lượt đọc", "số lượt truy cập"),
]
_BUTTONS, _COUNTERS = word_list(_BUTTON_WORDS), word_list(_COUNTER_WORDS)
_LINE = re.compile(
    rf"[\s*•|»>+-]{{0,6}}(?:(?:(?:{_BUTTONS})(?!\w)[\s,|/]{{0,6}}){{1,12}}|(?:{_COUNTERS}){_NUMBER}"
    r"|(?:số\s)?lượt\s+(?:xem|đọc|truy\s+cập)|[-+\sa]{0,20}a\s{0,3}[-+][-+\sa]{0,20}(?:in)?"
    r"|0:00(?:\s*/\s*[0-9]{1,2}:[0-9]{2})?|[0-9 .…«»<>]{1,40}(?:\.\.\.|…)[\s0-9]{0,8}"
    r"|//?[\w./-]{0,80}\.aspx/?)[\s.:*|]{0,6}\Z"
)
_TAIL = re.compile(
    r"[\s*#|>•-]{0,6}(?:(?:các\s+)?(?:tin|bài|văn\s+bản|thông\s+tin|tin\s+bài|bài\s+viết|tin\s+tức)\s+"
    r"(?:khác|(?:có\s+)?liên\s+quan|đã\s+đưa|cùng\s+(?:chuyên\s+mục|loại|lĩnh\s+vực|chủ\s+đề|cơ\s+quan)"
    r"|(?:cũ|mới)(?:\s+hơn)?|mới\s+(?:nhất|ban\s+hành|đăng)|(?:xem|đọc)\s+nhiều(?:\s+nhất)?|nổi\s+bật|tiêu\s+điểm)"
    r"|(?:có\s+thể\s+)?bạn\s+(?:có\s+thể\s+)?quan\s+tâm|(?:xem|đọc)\s+nhiều(?:\s+nhất)?|đọc\s+thêm"
    r"|(?:các\s+|những\s+)?tin(?:\s+bài)?\s+đã\s+đưa\s+ngày"
    r"|những\s+tin\s+(?:khác|cũ\s+hơn|mới\s+hơn|đã\s+đưa))[\s:*|.]{0,6}\Z"
)
# What stands under every page of a paper or portal: who may publish it.
_IMPRINT = re.compile(
    r"[\s*•|©-]{0,6}(?:giấy\s+phép\s+(?:xuất\s+bản|hoạt\s+động|thiết\s+lập|ttđt|báo\s+chí|trang|mxh|số)"
    r"[^\n]{0,120}?gp-?(?:bttt|sttt|ttđt|cbc|bc|pttt|bvhtt|svhtt|btt|ubnd)|tổng\s+biên\s+tập\s*:"
    r"|(?:ghi\s+rõ\s+nguồn|®?\s?bản\s+quyền\s+(?:thuộc|©)|chịu\s+trách\s+nhiệm\s+(?:chính|nội\s+dung)\s*:))"
)
_DATED_TITLE = re.compile(
    r"[^\n]{5,240}\(\s?[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{2,4})?[^()]{0,20}\)[\s.]{0,4}"
    r"|[\s•*-]{0,4}\(?[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}\)?[\s:|-]{1,4}[^\n]{5,240}[^\n.;:]"
)
# The first words of all that a line of furniture can begin with: most lines begin with another.
_OPENERS = opening_words([*_BUTTON_WORDS, *_COUNTER_WORDS]) | {
    *("số", "lượt"),  # a counter
    *("giấy", "tổng", "ghi", "bản", "chịu"),  # an imprint
    *("các", "tin", "bài", "văn", "thông", "có", "bạn", "xem", "đọc", "những"),  # a tail
    *("thăm", "bình", "trưng"),  # a poll
}
_FIRST_WORD = re.compile(r"[\s*#•|»>©®+-]*+([^\W\d_]*+)")
_BODY_LINE = 260  # characters; a line of a tail is a title, one of a body may be as long


def find(folded: str, lines: Sequence[Span]) -> list[Span]:
    r"""Give the stretches of furniture of a folded text, in order and apart.

    The tail of other news runs to the end, if it stands in the second half and no paragraph of
    a body follows.

    >>> from extractors.text import blocks
    >>> text = "sở báo cáo kết quả kiểm tra.\ntin khác\ntin một (1/2/2024)"
    >>> [text[s.start : s.end] for s in find(text, blocks(text))]
    ['tin khác\ntin một (1/2/2024)']
    """
    opened = {line.start for line in lines if may_open(folded, line)}
    tail = _tail(folded, lines, opened)
    boxes = _boxes(folded, lines, tail, opened)
    kept = [
        line
        for line in lines
        if line.start in opened and line.start < tail and _is_furniture(folded, line)
    ]
    kept = sorted({*kept, *boxes}, key=lambda span: span.start)
    return [*kept, *([Span(tail, lines[-1].end)] if tail < len(folded) else [])]


def may_open(folded: str, line: Span) -> bool:
    """Tell whether a line begins as one of furniture can: with such a word, or no word at all.

    A line may also hold nothing but "A- A A+", the buttons for larger letters.
    """
    first = _FIRST_WORD.match(folded, line.start, line.end)
    word = first[1] if first else ""
    return not word or word in _OPENERS or not word.strip("a")


def _is_furniture(folded: str, line: Span) -> bool:
    end = min(line.end, line.start + 400)
    short = line.end - line.start <= 160
    return (short and bool(_LINE.match(folded, line.start, end))) or bool(
        _IMPRINT.match(folded, line.start, end)
    )


def _tail(folded: str, lines: Sequence[Span], opened: Container[int]) -> int:
    """Where the tail of other news begins; the end of the text if it has none."""
    begin = len(folded)
    for line in reversed(lines):
        if line.start * 2 < len(folded) or line.end - line.start > _BODY_LINE:
            break
        if line.start not in opened or line.end - line.start > 60:
            continue
        if _TAIL.match(folded, line.start, line.end):
            begin = line.start
    return begin


_POLL = re.compile(
    r"[\s*#|>•-]{0,6}(?:thăm\s+dò\s+(?:ý\s+kiến|dư\s+luận)|bình\s+chọn|trưng\s+cầu\s+ý\s+kiến)[\s:*|.]{0,6}\Z"
)
_ANSWERS = 9  # lines of a poll
_ANSWER = 90  # characters


def _boxes(folded: str, lines: Sequence[Span], tail: int, opened: Container[int]) -> list[Span]:
    """The lines of boxes: of other news, titles each with a day in brackets; of polls."""
    out: list[Span] = []
    inside = False
    polled = 0
    for line in lines:
        if line.start >= tail:
            break
        length = line.end - line.start
        opens = line.start in opened
        if opens and _POLL.match(folded, line.start, min(line.end, line.start + _BODY_LINE)):
            polled = _ANSWERS
        polled = polled - 1 if polled and length <= _ANSWER else 0
        if opens and length <= 60 and _TAIL.match(folded, line.start, line.end):
            inside = True
        elif inside:
            title = length < _BODY_LINE and _DATED_TITLE.fullmatch(folded, line.start, line.end)
            inside = bool(title)
        if inside or polled:
            out.append(line)
    return out
