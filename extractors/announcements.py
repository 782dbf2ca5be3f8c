"""Sentences that only name shortcomings, which are told behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.words import Cue

if TYPE_CHECKING:
    import re

    from extractors.atoms import Scan
    from extractors.text import Span

_SOME = (
    r"(?:một số|nhiều|những|các|không ít|hàng loạt|vài|hai|ba|bốn|năm|sáu|mấy|một vài|khá nhiều"
    r"|còn|vẫn còn|đối mặt với|gặp)"
)
# "Báo cáo cũng nhìn nhận nhiều điểm nghẽn", "chỉ ra một số thiếu sót cần sớm khắc phục, đó là".
_NAMED = Cue(
    cues.spaced(
        rf"(?<!\w){_SOME} (?:\w+ ){{0,2}}(?:{lacks.NAMES})"
        rf"(?:,? (?:và |cũng như )?(?:{lacks.NAMES}))*(?!\w)"
    ).pattern,
    [
        *("một", "nhiều", "những", "các", "không", "hàng", "vài", "hai", "ba", "bốn", "năm", "sáu"),
        *("mấy", "khá", "còn", "vẫn", "đối", "gặp"),
    ],
)
_INTRO = cues.spaced(
    r"(?:(?<!\w)(?:còn|có|gặp|nhìn nhận|chỉ ra|chỉ rõ|nêu|nêu ra|thừa nhận|ghi nhận|phát hiện"
    r"|bộc lộ|tồn tại|đối mặt với|vẫn|cho thấy|là|thấy|rõ|rằng|nhận thấy|phàn nàn|phản ánh|kêu"
    r"|vấp phải|nảy sinh|phát sinh|đặt ra|kể) (?:ra )?|[\"“,:]\s?)\Z"
)
_BARE = cues.spaced(r"(?:còn|vẫn còn|đối mặt với|gặp)(?!\w)")
_TAIL = cues.spaced(
    r"[\s,]*(?:(?:nhất định|cần|phải|sớm|khắc phục|được khắc phục|tập trung|quan tâm|chấn chỉnh"
    r"|lưu ý"
    r"|như sau|sau|sau đây|đó là|cũ|mới|chung|riêng|thường gặp|cụ thể|cụ thể là|cụ thể như sau"
    r"|chủ yếu|chính|lớn|nổi lên"
    r"|trước mắt"
    r"|rút kinh nghiệm|tháo gỡ|xử lý|còn|tồn tại|nêu trên|kể trên|này|là|như|tập trung vào|ở|trong"
    r"|nội bộ|thời gian qua|thời gian tới|cần giải quyết|chưa được khắc phục)[\s,]*){0,6}"
    r"(?:(?:trong|của|tại|về|ở|khi|đối với|liên quan đến) (?:(?!(?:còn|vẫn|chưa|không|chậm|thiếu"
    r"|bị|và"
    r"|để|nhằm)(?!\w))[^,;:]){3,120}"
    r"|(?:và|,|đồng thời|từ đó|, qua đó) (?:có )?(?:thảo luận|đề ra|đề xuất|bàn|đưa ra|phân tích"
    r"|xác định|thống nhất"
    r"|rút ra|kiến nghị|yêu cầu|hướng dẫn|nêu|nguyên nhân|tìm|giải pháp)(?!\w)[^;:]*)?\Z"
)
_NEAR = 70  # characters that hold what introduces a name


def naming(scan: Scan, part: Span, *, colon: bool) -> tuple[re.Match[str] | None, bool]:
    """Give where a sentence names shortcomings, and whether it says nothing more of them.

    "Đoàn kiểm tra chỉ ra một số thiếu sót cần khắc phục." announces what the next sentences tell.
    """
    found = [
        m
        for m in _NAMED.matches(scan.words, part.start, part.end)
        if m.start() == part.start or _BARE.match(m[0]) or _introduced(scan, m.start())
    ]
    if not found:
        return None, False
    named = found[-1]
    return named, colon or _TAIL.match(scan.folded, named.end(), part.end) is not None


def _introduced(scan: Scan, at: int) -> bool:
    return _INTRO.search(scan.folded, max(0, at - _NEAR), at) is not None
