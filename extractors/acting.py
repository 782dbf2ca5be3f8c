"""Who issues a document that stands behind: "UBND tỉnh vừa ban hành Kế hoạch số …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.document_types import WORDS
from extractors.issuers import is_of
from extractors.text import CAPITALS, SMALL, Span, word_list

if TYPE_CHECKING:
    from extractors.atoms import Scan

_FILLER = rf"(?:{word_list(WORDS['fillers'])})"
_APPROVES = (
    r"(?:phê\s+duyệt|ban\s+hành|công\s+bố|quy\s+định|giao|cho\s+phép|chấp\s+thuận|thống\s+nhất|thông\s+qua"
    r"|kết\s+luận|hướng\s+dẫn|chỉ\s+đạo|công\s+nhận|yêu\s+cầu|ký\s+ban\s+hành)"
)
# A comma before a bare "tại" begins another clause: "thuộc Sở, tại báo cáo số …".
_TERM = (
    r"(?:,?[\s*]+khóa[\s*]+[ivx0-9]{1,6})?(?:,?[\s*]+nhiệm[\s*]+kỳ[\s*]+[0-9]{4}\s?-\s?[0-9]{4},?)?"
)
_ACTS = re.compile(
    rf"{_TERM}(?:[\s*]*\([^()]{{1,80}}\))?(?:[\s,*]{{0,4}}(?:{_FILLER}[\s,*]{{1,3}}){{0,5}}(?:"
    r"(?P<issues>ban\s+hành|ký|kí|có|phát\s+hành|ra|thông\s+qua)[\s*]+"
    r"(?:(?:[0-9]{1,3}|các|nhiều|một\s+số)[\s*]+văn\s+bản[^.;:]{0,60}?"
    r"(?:,?\s+(?:trong\s+đó\s+có|gồm|như|cụ\s+thể(?:\s+là)?)[\s:*]+|:[\s*+-]+))?(?:các[\s*]+|một\s+số[\s*]+|tiếp[\s*]+)?"
    rf"|{_APPROVES}[\s*]+(?:tại|kèm\s+theo)[\s*]+(?:các[\s*]+)?)|[\s*]{{1,3}}(?:tại|kèm\s+theo)[\s*]+(?:các[\s*]+)?)"
)
_SENDS = re.compile(
    rf"[\s,*]{{1,4}}(?:{_FILLER}[\s,*]{{1,3}}){{0,5}}(?:gửi|trình\s+bày|trình|báo\s+cáo)[\s*]+(?:[^.;:0-9]{{2,90}}[\s*]+)?(?:các[\s*]+)?"
)
_HANDS_IN = re.compile(
    rf"[\s,*]{{1,4}}(?:{_FILLER}[\s,*]{{1,3}}){{0,5}}(?:gửi|trình\s+bày|trình)[\s*]+(?:các[\s*]+)?"
)
# What a body says "at" its document: "mà UBND tỉnh đã chỉ ra tại Công văn số …". What it asks to
# be done with a document is no word of that document.
_DONE_WITH = (
    r"(?:(?!(?<!\w)(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ|điều\s+chỉnh|thực\s+hiện|triển\s+khai|quy\s+định"
    r"|rà\s+soát|chấp\s+hành)(?!\w))[^.;:]){0,90}?"
)
_SAYS = re.compile(
    r"[\s,*]{1,4}(?:\w+\s){0,4}?(?:(?:chỉ\s+ra|nêu|đề\s+ra|xác\s+định|đặt\s+ra|giao|yêu\s+cầu|chỉ\s+đạo|kết\s+luận"
    r"|quyết\s+nghị|thông\s+qua|kiến\s+nghị|đề\s+nghị|đề\s+xuất|báo\s+cáo|phê\s+duyệt|trả\s+lời|phúc\s+đáp|ý\s+kiến"
    r"|thông\s+báo|hướng\s+dẫn|công\s+bố|cam\s+kết|phân\s+bổ|quyết\s+định|quy\s+định|ban\s+hành|cảnh\s+báo|nhắc\s+nhở"
    rf"|phê\s+bình|chấp\s+thuận|thống\s+nhất)(?!\w){_DONE_WITH}\stại"
    rf"|(?:chuyển|gửi|trả\s+lời|thông\s+báo|góp\s+ý)(?!\w){_DONE_WITH}\s(?:tại|theo|bằng|kèm\s+theo))[\s*]+(?:các[\s*]+)?"
)
_BRACKETED = re.compile(r"[\s*]{1,3}\([\s*]*(?:(?:theo|tại|kèm|kèm\s+theo)\s+)?(?:các\s+)?")
_PLAIN_BODY = re.compile(
    r"(?<!\w)(?:(?:phó\s+)?(?:bộ\s+trưởng|chủ\s+tịch|thủ\s+tướng|bí\s+thư|hiệu\s+trưởng|(?:tổng\s+)?giám\s+đốc)"
    r"|thứ\s+trưởng|đảng\s+ủy|ban\s+chỉ\s+đạo"
    r"|sở|bộ|cục|chi\s+cục|huyện|xã|phường|tỉnh|thành\s+phố|trung\s+tâm|văn\s+phòng|trường)(?=[\s,])"
)
# A person's name may follow: "Thủ tướng Phạm Minh Chính ký".
_PERSON = re.compile(
    r"(?:[ \n](?:[Đđ]ồng chí|[Ôô]ng|[Bb]à))?"
    rf"(?:[ \n][{CAPITALS}][{SMALL}]{{0,6}}(?![{SMALL}])){{2,4}}"
)
_SPEAKS_FOR = re.compile(
    r"(?:phó\s+)?(?:thủ\s+tướng|chủ\s+tịch|bộ\s+trưởng|giám\s+đốc|tổng\s+giám\s+đốc|bí\s+thư)(?!\w)|thứ\s+trưởng"
)
# Small words that still belong to a name: "Ban Chỉ đạo Phòng thủ dân sự quốc gia".
_NAMED_LONG = re.compile(r"(?:ban|tổ|đoàn|hội\s+đồng|ủy\s+ban|trung\s+tâm|quỹ|viện)(?!\w)")
_SMALL_WORD = re.compile(
    rf"(?:[ \n]|,[ ](?=chống|tiêu cực|chữa cháy)|[ ]và[ ](?=[{CAPITALS}]))"
    rf"(?!(?:{word_list(WORDS['after_body'])}|và|các|{_FILLER})(?!\w))[{CAPITALS}{SMALL}]+(?!\w)"
)
_MOST_SMALL = 10
_LONGEST_WAY = 140  # characters between the body and the mention


def left(
    scan: Scan, bodies: list[Span], clause: int, at: int, symbol: str | None
) -> tuple[Span, bool] | None:
    """Give the body in `clause:at` that issues what stands at `at` ("… đã ban hành").

    With it, whether the text says that it does now, not that it did so elsewhere ("… tại").
    `symbol` tells whose document it is where a body only sends it.
    """
    for named in reversed(bodies):
        body = named
        if body.start < clause or at - body.end > _LONGEST_WAY:
            break
        if not scan.text[body.start].isupper() or body.end > at:
            continue
        body = _whole(scan, named, at)
        acts = _ACTS.fullmatch(scan.folded, body.end, at)
        if acts is not None:
            issues = acts["issues"] is not None
            return (body if issues else _speaker(scan, bodies, body, clause, symbol)), issues
        if _BRACKETED.fullmatch(scan.folded, body.end, at) and is_of(scan, body, symbol):
            return body, False
        if _SENDS.fullmatch(scan.folded, body.end, at) and is_of(scan, body, symbol):
            return body, True
        if _SAYS.fullmatch(scan.folded, body.end, at) and is_of(scan, body, symbol):
            return body, False
    return _plain(scan, clause, at)


def _whole(scan: Scan, body: Span, at: int) -> Span:
    """The body with the person who speaks for it, or with the small words of a long name."""
    end = body.end
    if _SPEAKS_FOR.match(scan.folded, body.start):
        person = _PERSON.match(scan.text, end)
        end = person.end() if person else end
    elif _NAMED_LONG.match(scan.folded, body.start):
        for _ in range(_MOST_SMALL):
            word = _SMALL_WORD.match(scan.text, end)
            if word is None:
                break
            end = word.end()
        if end > body.end and not _ACTS.fullmatch(scan.folded, end, at):
            end = body.end
    return Span(body.start, end) if end <= at else body


def _speaker(scan: Scan, bodies: list[Span], body: Span, clause: int, symbol: str | None) -> Span:
    """The body whose the symbol is, in "Bộ Tài chính trình Chính phủ tại Tờ trình số …/TTr-BTC"."""
    if is_of(scan, body, symbol):
        return body
    named = [other for other in bodies if clause <= other.start < body.start]
    return next((other for other in reversed(named) if is_of(scan, other, symbol)), body)


def _plain(scan: Scan, clause: int, at: int) -> tuple[Span, bool] | None:
    """The body that is called by one word before what stands at `at`: "Cục đã gửi"."""
    found = [*_PLAIN_BODY.finditer(scan.folded, max(clause, at - _LONGEST_WAY), at)]
    last = found[-1] if found else None
    if last is None or not scan.text[last.start()].isupper():
        return None
    acts = _ACTS.fullmatch(scan.folded, last.end(), at)
    if acts is None and not _HANDS_IN.fullmatch(scan.folded, last.end(), at):
        return None
    return Span(last.start(), last.end()), acts is None or acts["issues"] is not None
