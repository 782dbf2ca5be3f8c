"""Shortcomings stated in a sentence: one clause each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.clauses import after_connectors, is_action
from extractors.finding_checks import aims, only_tells
from extractors.lacks import Expected, lacking
from extractors.lead_ins import KEPT, begins
from extractors.outline import trim
from extractors.text import CAPITALS, Span
from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.atoms import Scan

_PART = re.compile(r"[;]|:(?!\d)|(?:…|\.{3})")
_COMMA = re.compile(r",(?!\d)")
_BUT = Cue(
    r"(?<!\w)(?:nhưng|tuy\s+nhiên|song|trong\s+khi)(?!\w)[\s,]*", ("nhưng", "tuy", "song", "trong")
)
# "Trong 10 tháng, ... | vẫn còn": an adverbial that may be left out before "còn".
_ADVERBIAL = re.compile(r"(?:qua|trong|thông qua|tại|bên cạnh)\s")
# "Của A là 31%, của B là 28%, | đều chưa đạt tiến độ".
_BOTH = re.compile(r",\s+(?=đều\s)")
_WHERE = re.compile(r"(?:tại|ở|trong|riêng)\s[^,;]{3,50}\Z")
_STILL = re.compile(r"(?<!\w)(?:vẫn\s+)?còn(?!\w)")
_WORDS = re.compile(r"\w+")
# What tells of something done or good: no shortcoming unless words say so.
_GOOD = cues.spaced(
    r"(?<!\w)(?:đã(?! (?:có|bị|hết|quá|hỏng|cũ|lâu|xuống))|luôn|đảm bảo|bảo đảm|được quan tâm|là do"
    r"|do(?= (?:đây|có|được|nhu|số|khối|đặc|địa))|tốt|tích cực|thuận lợi|nề nếp|nền nếp|hài lòng"
    r"|biểu dương|khen|nỗ lực|cố gắng|hiệu quả|đúng hạn|trước hạn|nghiêm túc|công khai|cải thiện"
    r"|chuyển biến|tăng|nhờ|góp phần|nâng cao|giúp|tạo(?! ra)|sẽ|thành công|hoàn thành|đầy đủ"
    r"|kịp thời|dẫn đầu|vượt|đạt 100%)(?!\w)"
)
# Goes on with the statement before it.
_CAUSED = cues.spaced(
    r"(?:do|vì|bởi|nên|gây|dẫn đến|dẫn tới|ảnh hưởng|làm|khiến|nhất là|đặc biệt|như|tập trung"
    r"|chủ yếu|để|hỏi thì|chứ|thậm chí là|bình quân|trung bình|có (?:ngày|hôm|lúc|khi|người"
    r"|công ty|nơi (?:lên|tới)))(?!\w)"
    r"|(?:tỷ lệ|tỉ lệ|chiếm|tương ứng|bằng|đạt)(?: \w+){0,4} \d[\d.,]*\s?%[^,;]{0,30}\Z"
)
_STATE = cues.spaced(
    r"(?<!\w)(?:công tác|việc|tỷ lệ|tỉ lệ|số lượng|tình hình|tiến độ|chất lượng|hạ tầng"
    r"|báo cáo|tài liệu|kế hoạch|nhân lực|bản đồ|quy trình|phần mềm|hệ thống|máy|đường truyền"
    r"|thanh toán|thái độ|thông tin|người|cán bộ|công chức|huyện|xã|sở|ubnd|phần|trang thiết bị|\d"
    r"|cơ sở vật chất|kết quả|một số|nhiều|các|có|trình độ|nhận thức|vẫn|chưa|không|còn|hồ sơ"
    r"|diện tích|dụng cụ|kinh phí|nguồn lực|cá biệt|chỉ|mới|số|trụ sở|thủ tục|sổ|bảng|mạng|dữ liệu"
    r"|đội ngũ|năng lực|tinh thần|ý thức|kỷ luật|kỷ cương|sự (?!thiếu)|phòng|đơn vị|sai"
    r"|nơi|hầu hết|đa số|phần lớn|không ít|thời gian|chi phí|quy chế|văn bản|thiếu(?! sót))(?!\w)"
)
_PEOPLE = (
    r"(?:cán bộ|công chức|viên chức|người lao động|sở|ban|ngành|đơn vị|địa phương|cơ quan|cá nhân"
    r"|tổ chức|doanh nghiệp|công dân|người dân|xã|phường|quận|huyện|thị xã|thị trấn)"
)
# "cán bộ, | công chức", "huyện Bù Đăng, | thị xã Phước Long": members of one list.
_MEMBER = cues.spaced(rf"{_PEOPLE}(?!\w)")
_MEMBERS = cues.spaced(rf"(?<!\w){_PEOPLE}\Z")
_PLACES = cues.spaced(r"(?:thành phố|thị xã|thị trấn|phường|xã|quận|huyện)(?!\w)")
_NAMED = re.compile(rf"[{CAPITALS}]\w*\Z")
_NOMINAL = cues.spaced(
    r"(?:việc|công tác|tiến độ|chất lượng|tỷ lệ|sự phối hợp|hoạt động)(?: \w+){1,5}\Z"
)
_PREDICATE = re.compile(r"(?:chưa|không|còn|vẫn|chậm)(?!\w)")
# "vẫn còn một số nội dung, | công việc chưa đạt": the first only begins the name.
_PART_OF = cues.spaced(
    rf"(?<!\w)còn (?:có )?(?:một số|nhiều|những"
    rf"|các) (?!(?:{lacks.NAMES})(?!\w))\w+(?: \w+){{0,2}}\Z"
)
_NAMES_END = cues.spaced(rf"(?<!\w)(?:{lacks.NAMES})(?: \w+){{0,3}}\Z")
_LINKED = cues.spaced(r"(?<!\w)(?:và|mà|nhưng|rồi|từ|khi)(?!\w)")
# "có lúc, có nơi còn bị buông lỏng"
_SOMEWHERE = cues.spaced(r"(?<!\w)(?:có )?(?:lúc|nơi|khi|chỗ)(?: này)?\Z")
# Another asks in the same sentence: "..., Ban An toàn giao thông đề nghị bổ sung".
_ORDER_FOLLOWS = cues.spaced(
    r"[,;]?\s(?:do (?:vậy|đó)|vì (?:vậy|thế)|bởi vậy|từ đó|qua đó|trước tình hình đó)(?!\w)"
    r"|[,;]\s(?:đồng thời )?(?P<who>[^,;:]{4,80}? )(?:đề nghị|yêu cầu|kiến nghị|giao|chỉ đạo)\s"
)
# "02/09 công chức không đeo thẻ, | 01 quầy đóng cửa"
_COUNTED = cues.spaced(r"\d{1,3}(?:/\d{1,3})? (?:\w+ ){3,}(?<!%)")
_NEAR = 60
_OWN = 6  # words of a statement with a subject of its own
_NAME = 4  # words: less may be a mere name in the list
_SHORT = 3  # words: less is no statement


def clauses(scan: Scan, start: int, end: int, expected: Expected, *, whole: bool) -> list[Span]:
    """Give the clauses of a sentence that state a shortcoming, in order. O(n).

    `whole`: the passage lists shortcomings, so that a statement is one even without such words,
    unless it tells a result.
    """
    if not whole and lacks.sought(expected).search(scan.words, start, end) is None:
        return []
    found: list[Span] = []
    least = _OWN
    at = start
    for stop in [m.start() for m in _PART.finditer(scan.folded, start, end)] + [end]:
        if stop > at:
            leads = scan.text[stop : stop + 1] == ":"
            level = max(expected, Expected.YES) if found else expected
            spans = _stated(scan, at, stop, level, whole=whole and not leads, least=least)
            found.extend(spans)
            if leads and (spans or _NAMES_END.search(scan.folded, at, stop)):
                expected, least = Expected.LISTED, _NAME  # "việc nhỏ: báo cáo chậm, sổ thiếu"
        at = max(at, stop + 1)
    return found


def _stated(
    scan: Scan, start: int, end: int, expected: Expected, *, whole: bool, least: int
) -> list[Span]:
    begin = begins(scan, start, end)
    end = _before_order(scan, begin, end)
    after = _after_but(scan, begin, end)
    if after > begin:
        begin, expected = after, max(expected, Expected.YES)
    place = lacking(scan, begin, end, expected)
    if place is None and whole and _words(scan, begin, end) > _NAME:
        place = None if _GOOD.search(scan.folded, begin, end) else begin
    if place is None or only_tells(scan, begin, place, end, expected):
        return []
    if both := _BOTH.search(scan.folded, max(begin, place - 8), place + 1):
        begin = both.end()
    if _ADVERBIAL.match(scan.folded, begin, place):
        still = _STILL.search(scan.folded, begin, place + 5)
        apart = still and scan.folded[begin : still.start()].rstrip().endswith(",")
        begin = still.start() if still and apart else begin
    cuts = [begin, *_cuts(scan, begin, place, end, expected, least)]
    spans = []
    for at, to in zip(cuts, [*cuts[1:], end], strict=True):
        a, b = trim(scan.text, begins(scan, at, to), to)
        tail = cues.list_tail(scan.folded, max(a, b - 60), b)
        listed = (
            tail
            and tail.start() > a
            and (tail[0].strip() != "sau" or scan.text[to : to + 1] == ":")
        )
        a, b = trim(scan.text, a, tail.start() if tail and listed else b)
        where = _WHERE.match(scan.folded, a, b) and lacking(scan, a, b, expected) is None
        if _words(scan, a, b) >= _SHORT and not where:
            spans.append(Span(a, b))
    return spans


def _before_order(scan: Scan, begin: int, end: int) -> int:
    """Give where the statement ends before somebody asks for its mending."""
    for order in _ORDER_FOLLOWS.finditer(scan.folded, begin, end):
        who = order.start("who")
        if who >= 0 and (
            not cues.ACTOR.match(scan.folded, who)
            or cues.NOUN_BEFORE.search(scan.folded, who, order.end("who"))
        ):
            continue
        if lacking(scan, begin, order.start(), Expected.NO) is not None:
            return order.start()
    return end


def _after_but(scan: Scan, begin: int, end: int) -> int:
    """Give where the shortcoming begins after something good: "cao, nhưng | còn chậm"."""
    but = _BUT.search(scan.words, begin, end)
    if but is None or lacking(scan, but.end(), end, Expected.YES) is None:
        return begin
    if lacking(scan, begin, but.start(), Expected.YES) is not None:
        return begin
    apart = scan.folded[begin : but.start()].rstrip().endswith(",")
    long = _words(scan, begin, but.start()) > 2 * _words(scan, but.end(), end)
    return but.end() if apart or long else begin


def _cuts(
    scan: Scan, begin: int, place: int, end: int, expected: Expected, least: int
) -> list[int]:
    """Give the commas after which another shortcoming is stated, with a subject of its own."""
    found: list[int] = []
    for comma in _COMMA.finditer(scan.folded, begin, end):
        body = comma.end() + 1
        if not KEPT.match(scan.folded, body, end):
            body, _ = after_connectors(scan, comma.end(), end)
        digit = scan.text[comma.start() - 1 : comma.start()].isdigit()
        counted = not digit and _COUNTED.match(scan.folded, body, end)
        if (counted and expected == Expected.LISTED) or _opens(
            scan, Span(body, end), begin, place, expected, least
        ):
            found.append(comma.end())
    return found


def _opens(scan: Scan, rest: Span, begin: int, place: int, expected: Expected, least: int) -> bool:
    """Tell whether what follows a comma states a shortcoming of its own."""
    body, to = rest.start, _next_comma(scan, rest.start, rest.end)
    level = max(expected, Expected.YES)
    own = lacking(scan, body, to, level)
    if own is None and _NOMINAL.match(scan.folded, body, to):  # "việc trả lời phản ánh, kiến nghị"
        to = _next_comma(scan, to + 1, rest.end)
        own = lacking(scan, body, to, level)
    if own is None or own <= place or _CAUSED.match(scan.folded, body, to):
        return False
    if _among(scan, begin, body) or aims(scan, body, own) or _words(scan, body, to) < least:
        return False
    if scan.folded.startswith("để", own - 3):
        return False
    if own > body and is_action(scan, body, to):
        verb = cues.ACTION.match(scan.folded, body)
        if verb and own <= verb.end() + 1:  # "giải quyết không đúng": no subject
            return False
        predicate = _PREDICATE.match(scan.folded, own) is not None
        return predicate and not _LINKED.search(scan.folded, body, own)
    return own > body or _STATE.match(scan.folded, body, rest.end) is not None


def _among(scan: Scan, begin: int, body: int) -> bool:
    """Tell whether the comma before `body` only parts members of a list."""
    folded = scan.folded
    stop = folded.rfind(",", begin, body)
    begin = max(begin, stop - _NEAR)
    if _PART_OF.search(folded, begin, stop):
        return True
    if _SOMEWHERE.search(folded, begin, stop):
        return True
    if _MEMBER.match(folded, body) and _MEMBERS.search(folded, begin, stop):
        return True
    named = _NAMED.search(scan.text, begin, stop)
    return _PLACES.match(folded, body) is not None and named is not None


def _words(scan: Scan, start: int, end: int) -> int:
    return len(_WORDS.findall(scan.folded, start, end))


def _next_comma(scan: Scan, at: int, end: int) -> int:
    comma = _COMMA.search(scan.folded, at, end)
    return comma.start() if comma else end
