"""Who issues a document that stands behind: "UBND tỉnh vừa ban hành Kế hoạch số …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.document_types import WORDS
from extractors.issuers import PAIR_BEFORE, PART_OF, is_of
from extractors.text import CAPITALS, SMALL, Span, word_list
from extractors.unlisted_bodies import unlisted

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
# "tại điểm c khoản 2 | Chỉ thị số …": the place in the document stands between.
_AT = (
    r"(?:tại|kèm[\s*]+theo)[\s*]+(?:(?:tiết|điểm|khoản|điều|mục|phần|chương|phụ[\s*]+lục)"
    r"[\s*]+[\w.]{1,5},?[\s*]+(?:và[\s*]+)?){0,4}(?:các[\s*]+)?"
)
_ACTS = re.compile(
    rf"{_TERM}(?:[\s*]*\([^()]{{1,80}}\))?"
    rf"(?:\s+cho\s+(?:biết|hay),?(?=\s+(?:đã|vừa|mới|cũng)\s))?(?:[\s,*]{{0,4}}(?:{_FILLER}[\s,*]{{1,3}}){{0,5}}(?:"
    r"(?P<issues>ban\s+hành|xây\s+dựng(?:\s+(?:và\s+)?ban\s+hành)?|ký|kí|có|phát\s+hành|ra|thông\s+qua)(?:[\s*]+|:[\s*+-]+)"
    r"(?:(?:[0-9]{1,3}|các|nhiều|một\s+số)[\s*]+văn\s+bản[^.;:]{0,60}?"
    r"(?:,?\s+(?:trong\s+đó\s+có|gồm|như|cụ\s+thể(?:\s+là)?)[\s:*]+|:[\s*+-]+))?(?:các[\s*]+|một\s+số[\s*]+|tiếp[\s*]+)?"
    rf"|{_APPROVES}[\s*]+{_AT})|[\s*]{{1,3}}{_AT})"
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
# What else a body does "at" a document of its own: "Sở Tài chính cử người tham gia tại …".
_DOES = re.compile(rf"[\s,*]{{1,4}}(?!theo(?!\w)){_DONE_WITH}\stại[\s*]+(?:các[\s*]+)?")
_BRACKETED = re.compile(r"[\s*]{0,3}[(\[][\s*]*(?:(?:theo|tại|kèm|kèm\s+theo)\s+)?(?:các\s+)?")
_PLAIN_BODY = re.compile(
    r"(?<!\w)(?:(?:phó\s+)?(?:bộ\s+trưởng|chủ\s+tịch|thủ\s+tướng|bí\s+thư|hiệu\s+trưởng|(?:tổng\s+)?giám\s+đốc)"
    r"|thứ\s+trưởng|đảng\s+ủy|ban\s+chỉ\s+đạo"
    r"|sở|bộ|cục|tổng\s+cục|viện|hội|hiệp\s+hội|liên\s+đoàn|ban(?!\s+hành)|công\s+ty|ngân\s+hàng|chi\s+cục|huyện|xã|phường|tỉnh|thành\s+phố|trung\s+tâm|văn\s+phòng|trường)(?=[\s,])"
)
_OPENS_CLAUSE = re.compile(r"(?:,|\bvà)\s+\Z")
# A subject that opens its clause, whatever its words: "Ban Tổ chức Lễ hội hoa lần thứ IV đã".
_IN_NAME = frozenset(("lần thứ", "khóa", "kỳ họp", "nhiệm kỳ", "trên địa bàn", "năm", "về", "số"))
_NOT_NAMED = word_list(word for word in WORDS["after_body"] if word not in _IN_NAME)
_HEADED = re.compile(
    r"(?:Ban|Tổ|Đoàn|Hội|[UỦ][ỷy] ban|Liên (?:đoàn|hiệp)|Hiệp hội|Trung tâm|Trường|Đại học"
    r"|Học viện|Công ty|Tổng công ty|Tập đoàn|Quỹ|Viện|Bệnh viện|Văn phòng|Chi (?:bộ|cục)"
    r"|Đảng (?:bộ|[uủ][ỷy])|Cụm thi đua)"
    rf"(?:[ \n](?!(?:{_NOT_NAMED})(?!\w))[^\s,;:.()]+){{1,22}}"
)
_CLAUSE_STARTS = re.compile(rf"(?:\A|[,\n][ ]?|[ ]và[ ]|(?<=[.;:])[ ])(?=[{CAPITALS}])")
_IN_BRACKET = re.compile(r"\((?:tại|theo|kèm(?:\s+theo)?|các)?[\s*]{0,3}\Z")
_OF_IT = re.compile(
    r"(?<!\w)(?:kết\s+luận|quyết\s+định|kế\s+hoạch|báo\s+cáo|công\s+văn|văn\s+bản|tờ\s+trình|thông\s+báo)(?!\w)[^,;()]{0,40}\scủa[\s*]+\Z"
)
_ALSO = re.compile(
    r"(?:,|(?<!\w)và|đồng\s+thời,?)[\s*]+(?:đã\s+)?(?:ban\s+hành|ký(?:\s+ban\s+hành)?|phát\s+hành)[\s*]+(?:các\s+)?\Z"
)
_SUBJECT = re.compile(
    r"[\s*]+(?:\([^()]{1,60}\)[\s*]+)?(?:đã|vừa|cũng|kịp\s+thời|luôn|chủ\s+động)(?!\w)"
)
_OBJECT = re.compile(r"(?<!\w)(?:của|cho|với|gửi|tới|từ|tại|do|theo)[\s*]+\Z")
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
_BESIDE = 24  # characters between a body and the number that it says something at
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
        if not _is_name(scan, body) or body.end > at:
            continue
        body = _whole(scan, _with_part(scan, bodies, named), at)
        acts = _ACTS.fullmatch(scan.folded, body.end, at)
        if acts is not None:
            issues = acts["issues"] is not None
            sender = None if issues else _sender(scan, bodies, clause, body)
            if sender is not None:
                return sender, False
            return _speaker(scan, bodies, body, clause, symbol), issues
        says = _SAYS.fullmatch(scan.folded, body.end, at)
        if says and symbol is None and at - body.end < _BESIDE:
            return body, False  # "UBND tỉnh báo cáo tại Văn bản số 58"
        sends = _SENDS.fullmatch(scan.folded, body.end, at)
        told = says or sends or _BRACKETED.fullmatch(scan.folded, body.end, at)
        told = told or _DOES.fullmatch(scan.folded, body.end, at)
        if told and is_of(scan, body, symbol):
            return body, sends is not None
    return (
        _plain(scan, bodies, clause, at, symbol)
        or _restated(scan, bodies, clause, at, symbol)
        or _also(scan, bodies, clause, at, symbol)
        or _headed(scan, clause, at)
    )


_RECEIVES = re.compile(
    r"(?<!\w)(?:gửi|trình|báo\s+cáo|xin\s+ý\s+kiến|kiến\s+nghị|đề\s+nghị|đề\s+xuất)\s+\Z"
)


def _sender(scan: Scan, bodies: list[Span], clause: int, body: Span) -> Span | None:
    """The body that sends its document to `body`: "Sở Tài chính đã gửi UBND tỉnh tại …"."""
    receives = _RECEIVES.search(scan.folded, max(clause, body.start - 16), body.start)
    before = [b for b in bodies if receives and clause <= b.start and b.end <= receives.start()]
    return before[-1] if before and _is_name(scan, before[-1]) else None


def _is_name(scan: Scan, body: Span) -> bool:
    """Whether a body is called by name: "lãnh đạo Chính phủ", but no "các sở"."""
    name = scan.text[body.start : body.end]
    return name[0].isupper() or (
        not name.islower() and not name.startswith(("các ", "những ", "mỗi ", "từng "))
    )


def _with_part(scan: Scan, bodies: list[Span], whole: Span) -> Span:
    """The body with its part that acts: "Đảng ủy | UBND tỉnh vừa có"."""
    for part in bodies:
        gap = scan.text[part.end : whole.start]
        if part.end < whole.start and gap.isspace() and PART_OF.match(scan.folded, part.start):
            return Span(part.start, whole.end)
    return whole


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
    start = body.start
    pair = PAIR_BEFORE.search(scan.folded, max(0, start - 20), start)
    if pair is not None and scan.folded.startswith("ban bí thư", start):
        start = pair.start()
    return Span(start, end) if end <= at else Span(start, body.end)


def _speaker(scan: Scan, bodies: list[Span], body: Span, clause: int, symbol: str | None) -> Span:
    """The body whose the symbol is, in "Bộ Tài chính trình Chính phủ tại Tờ trình số …/TTr-BTC"."""
    if is_of(scan, body, symbol):
        return body
    named = [other for other in bodies if clause <= other.start < body.start]
    return next((other for other in reversed(named) if is_of(scan, other, symbol)), body)


def _plain(
    scan: Scan, bodies: list[Span], clause: int, at: int, symbol: str | None
) -> tuple[Span, bool] | None:
    """The body that no list has or one word calls, before what stands at `at`: "Cục đã gửi"."""
    found = [*_PLAIN_BODY.finditer(scan.folded, max(clause, at - _LONGEST_WAY), at)]
    for i, word in reversed([*enumerate(found)][-4:]):
        inside = i and scan.text[found[i - 1].end() : word.start()].isspace()  # "Cục Sở hữu …"
        small = not scan.text[word.start()].isupper()
        if inside or (small and not _OPENS_CLAUSE.search(scan.text, clause, word.start())):
            continue
        named = unlisted(scan, {}, word.start())
        for end in (word.end(), named.end if named is not None else word.end()):
            acts = _ACTS.fullmatch(scan.folded, end, at)
            if acts is not None or _HANDS_IN.fullmatch(scan.folded, end, at):
                called = _speaker(scan, bodies, Span(word.start(), end), clause, symbol)
                return called, acts is None or acts["issues"] is not None
    return None


def _restated(
    scan: Scan, bodies: list[Span], clause: int, at: int, symbol: str | None
) -> tuple[Span, bool] | None:
    """The body whose document a bracket cites: "Báo cáo của Ban Tổ chức … (Báo cáo số …)"."""
    if not _IN_BRACKET.search(scan.folded, max(clause, at - 16), at):
        return None
    for body in reversed(bodies):
        if clause <= body.start and body.end < at and is_of(scan, body, symbol):
            return body, False
    named = bodies[-1] if bodies and symbol is None else None
    whose = named and _OF_IT.search(scan.folded, max(clause, named.start - 60), named.start)
    beside = named and scan.folded[named.end : at].strip(" *\n") == "("
    return (named, False) if named and whose and beside and clause <= named.start else None


def _headed(scan: Scan, clause: int, at: int) -> tuple[Span, bool] | None:
    """The subject of the clause that issues what stands at `at`, though no list has its name."""
    begin = max(clause, at - _LONGEST_WAY)
    for opens in reversed([*_CLAUSE_STARTS.finditer(scan.text, begin, at)]):
        subject = _HEADED.match(scan.text, opens.end(), at)
        acts = _ACTS.fullmatch(scan.folded, subject.end(), at) if subject else None
        if subject is not None and acts is not None:
            return Span(*subject.span()), acts["issues"] is not None
    return None


def _also(
    scan: Scan, bodies: list[Span], clause: int, at: int, symbol: str | None
) -> tuple[Span, bool] | None:
    """The body that does one thing and issues too: "UBND tỉnh đã phân loại … và ban hành"."""
    also = _ALSO.search(scan.folded, max(clause, at - 60), at)
    for body in reversed(bodies) if also else ():
        acts = clause <= body.start and _SUBJECT.match(scan.folded, body.end, at)
        object_ = _OBJECT.search(scan.folded, max(clause, body.start - 8), body.start)
        if acts and not object_ and (symbol is None or is_of(scan, body, symbol)):
            return body, True
    return None
