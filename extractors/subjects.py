"""What a document is about: the words after its number, day and issuer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.addresses import LINK_TAIL
from extractors.document_types import NAMES, WORDS
from extractors.text import CAPITALS, Span, word_list

if TYPE_CHECKING:
    from extractors.atoms import Scan

_YEAR = r"(?:\s{1,2}năm\s(?:19|20)[0-9]{2}(?=\s))?"  # "Quyết định 119/QĐ-UBND năm 2009 bổ sung …"
_TH = (
    r"[0-9]{1,2}|nhất|hai|ba|tư|năm|sáu|bảy|tám|chín"
    r"|mười(?:\s(?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?"
)
# "của HĐND tỉnh khóa XVII, kỳ họp thứ 10 quy định …": which sitting passed it.
_SITTING = (
    r"(?:,?\s{1,2}khóa\s[ivx0-9]{1,6}(?:,?\s{1,2}nhiệm\s+kỳ\s[0-9]{4}\s?-\s?[0-9]{4})?)?"
    rf"(?:,?\s{{1,2}}(?:tại\s)?kỳ\s+họp\s+(?:(?:lần\s)?thứ\s(?:{_TH})|chuyên\s+đề|bất\s+thường|thường\s+lệ)(?!\w))?"
)
_ABOUT = re.compile(
    rf"{LINK_TAIL}{_SITTING}{_YEAR}[\s*]{{0,3}},?[\s*]{{0,3}}(?:gửi\s[^.;:\n]{{3,120}}?\s)?"
    r"(?:[“\"]\s?)?(?:về(?:\s+việc)?(?!\w)|v/v)[\s*:]+(?!việc)"
)
# An act that opens the subject without "về"; a comma would make it the text's own verb.
_ACT = re.compile(
    rf"{LINK_TAIL}{_SITTING}{_YEAR}[\s*]{{1,3}}[“\"]?(?P<act>{word_list(WORDS['acts'])})(?!\w)"
)
_BODY = (
    r"(?:ubnd|ủy ban nhân dân|sở|đoàn|văn phòng|ban|giám đốc|chủ tịch|bộ|chi cục|trung tâm|tổ|phòng"
    r"|hội đồng|hđnd|cục|tổng cục|thủ tướng|chính phủ|tỉnh ủy|thành ủy|huyện ủy|đảng ủy"
    r"|thường trực|bộ trưởng|hiệu trưởng|liên đoàn lao động|tỉnh đoàn|công an tỉnh)"
)
_VERB = (
    r"(?:đã|ban hành|tổ chức|triển khai|yêu cầu|đề nghị|tiến hành|xác định|xây dựng|báo cáo"
    r"|tổng hợp|kính|trình|ghi nhận|thông báo|giúp|giao|chỉ đạo|tham mưu|sẽ|có|kết luận|thực hiện)"
)
_SENTENCE_END = re.compile(rf"[.!?…](?=\s+[{CAPITALS}])")  # in the text itself
# In the folded text. One mark or space first, so that nothing else is looked at.
_END = re.compile(
    r"[;.!?…(:,\s](?:(?<=;)|(?<=[.!?…])(?=\s+[“\"(\[-]|\s*\Z|[ \t]*\n)|(?<=\.)/\."
    r"|(?<=\n)[\s*]*(?:\n|(?:[-+•]|[0-9]{1,2}[.)]\s|\|))"
    r"|(?<=\()(?:\s*sau đây|gọi tắt|viết tắt)|(?<=:)\s*(?:\n|\Z)"
    # another document
    r"|(?:(?<=,)\s+|(?<=\s)\s*)"
    rf"(?:(?:và\s+)?(?:các\s+)?(?:{word_list(NAMES)})\s+số\s*:?\s*[0-9]"
    # what is said of the document, not by it
    r"|(?:đã\s+)?được\s+(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|điều\s+chỉnh)"
    r"|(?:(?:với\s+)?(?:các\s+|một\s+số\s+)?nội\s+dung\s+)?(?:chủ\s+yếu\s+|cụ\s+thể\s+|chính\s+)?như\s+sau(?!\w))"
    r"|(?<=,)\s+(?:(?:thay\s+thế|bãi\s+bỏ|với|trong\s+đó)\s"
    # a new clause
    rf"|(?={_BODY}\s[^,;.]{{0,60}}?\b{_VERB}\s)"
    r"|(?=(?:tỉnh|huyện|xã|phường|thành\s+phố|thị\s+xã|quận)\s(?:[^\s,;.]+\s){0,4}?(?:đạt|xếp|đứng)\s)"
    rf"|(?=(?:(?:từ\s+)?ngày|từ\s+tháng|trong\s+(?:tháng|quý|năm|ngày))\s[^;.]{{0,60}}?{_BODY}\s))"
    rf"|(?<=\s)\s*(?:và\s+(?=ngày\s[0-9/.-]{{3,10}}\s{_BODY}\s)|trên\s+cơ\s+sở\s+đề\s+nghị(?!\w)"
    r"|đã\s+(?:được\s+)?(?:hoàn\s+thành|ban\s+hành|hết|có|thực\s+hiện|triển\s+khai)\s))"
)
_BRACKETS = {"(": ")", "[": "]", "“": "”", "{": "}"}
_BRACKET = re.compile(r"[(\[“{)\]”}]")
_LONGEST = 600


def subject(scan: Scan, at: int, limit: int) -> Span | None:
    """Give what the mention that ends at `at` is about; it never reaches past `limit`."""
    about = _ABOUT.match(scan.folded, at)
    if about is None:
        act = _ACT.match(scan.folded, at)
        if act is None:
            return None
        start = act.start("act")
    else:
        start = about.end()
    stop = min(limit, start + _LONGEST)
    ends = _SENTENCE_END.search(scan.text, start, stop), _END.search(scan.folded, start, stop)
    end = min((m.start() for m in ends if m), default=stop)
    end = _bracket(scan.text, start, end)
    while end > start and scan.text[end - 1] in ' \n\t,*:-–("|':
        end -= 1
    if scan.folded.endswith((" và", "\nvà"), start, end):
        end -= 3
    return Span(start, end) if end > start else None


def _bracket(text: str, start: int, end: int) -> int:
    """Where a bracket closes that was opened before the subject."""
    open_now: list[str] = []
    for bracket in _BRACKET.finditer(text, start, end):
        character = bracket[0]
        if character in _BRACKETS:
            open_now.append(_BRACKETS[character])
        elif character in ")]}":
            if not open_now:
                return bracket.start()
            if open_now[-1] == character:
                open_now.pop()
        elif character == "”" and open_now and open_now[-1] == "”":
            open_now.pop()
    return end
