"""Shortcomings stated in a sentence: one clause each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.finding_checks import only_tells
from extractors.finding_cuts import among, cuts, words
from extractors.finding_fields import is_elsewhere
from extractors.lacks import Expected, lacking
from extractors.lead_ins import begins
from extractors.outline import trim
from extractors.text import Span
from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.atoms import Scan

_PART = re.compile(r"[;]|:(?!\d)|(?:…|\.{3})")
_BUT = Cue(
    r"(?<!\w)(?:nhưng|tuy\s+nhiên|song|trong\s+khi)(?!\w)[\s,]*", ("nhưng", "tuy", "song", "trong")
)
_THOUGH = re.compile(r"(?<!\w)(?:tuy|dù|mặc\s+dù)(?!\w)")
# "Trong 10 tháng, ... | vẫn còn": an adverbial that may be left out before "còn".
_ADVERBIAL = re.compile(r"(?:qua|trong|thông qua|tại|bên cạnh)\s")
# "Của A là 31%, của B là 28%, | đều chưa đạt tiến độ".
_BOTH = re.compile(r",\s+(?=đều\s)")
_WHERE = re.compile(r"(?:tại|ở|trong|riêng)\s[^,;]{3,50}\Z")
_STILL = re.compile(r"(?<!\w)(?:vẫn\s+)?còn(?!\w)")
# What tells of something done or good: no shortcoming unless words say so.
_GOOD = cues.spaced(
    r"(?<!\w)(?:đã(?! (?:có|bị|hết|quá|hỏng|cũ|lâu|xuống))|luôn|đảm bảo|bảo đảm|được quan tâm|là do"
    r"|do(?= (?:đây|có|được|nhu|số|khối|đặc|địa))|tốt|tích cực|thuận lợi|nề nếp|nền nếp|hài lòng"
    r"|biểu dương|khen|nỗ lực|cố gắng|hiệu quả|đúng hạn|trước hạn|nghiêm túc|công khai|cải thiện"
    r"|chuyển biến|tăng|nhờ|góp phần|nâng cao|giúp|tạo(?! ra)|sẽ|thành công|hoàn thành|đầy đủ"
    r"|kịp thời|dẫn đầu|vượt|đạt 100%|cao nhất|\d điểm)(?!\w)"
)
_NAMES_END = cues.spaced(rf"(?<!\w)(?:{lacks.NAMES})(?: \w+){{0,3}}\Z")
_ONLY_NAMED = cues.spaced(
    rf"(?P<whose>[^,;:]{{2,90}} )??(?:(?:vẫn )?còn |vẫn |có |bộc lộ |tồn tại |nảy sinh |phát sinh "
    r"|gặp |(?:đã |cũng |cũng đã )?(?:nêu|nêu ra|nêu lên|nêu rõ|chỉ ra|chỉ rõ|ghi nhận|nhận thấy"
    r"|phát hiện|nhìn nhận|thừa nhận) (?:còn )?)?(?:một số|những"
    r"|nhiều|các|không ít)"
    rf" (?:(?:mặt|điểm|khâu|nội dung|vấn đề|việc) (?:còn )?)?(?:{lacks.NAMES})"
    rf"(?:(?:,| và| cũng như)? (?:{lacks.NAMES}))*"
    r"(?: đáng (?:\w+ )?\w+)?"
    r"(?: (?:này|đó|ấy|trên|nêu trên|nhất định|chủ yếu|cần (?:\w+ ){0,3}\w+"
    r"|(?:được )?phát hiện[^,;:]{0,60}))?"
)
_THAT_IS = cues.spaced(r"[;,.]? đó\W*\Z")
# "một số hạn chế | trong công tác cải cách hành chính của các phòng, ban": in what they are.
_FIELD = cues.spaced(
    r"(?<!tồn) (?:trong|về|ở|tại|của|liên quan đến|đối với) (?:(?!(?:còn|vẫn|chưa|không|chậm|thiếu"
    r"|bị)(?!\w))[^;:]){3,200}\Z"
)
# What is low is named before the list of it: "những chỉ số đạt chưa cao như: hồ sơ còn trễ".
_SOME_FAIL = cues.spaced(
    r"(?:[^,;:]{2,60} )?(?:một số|những|các|nhiều) (?:(?!(?:đã|được)(?!\w))\w+ ){1,5}?(?:(?:đạt "
    r"|còn |bị |vẫn )?(?:chưa|còn|thấp|yếu|kém|mất|trừ|giảm)(?: \w+){0,3})"
)
# "rà soát còn một số phòng như: phòng A vẫn có hồ sơ chậm": whose they are, and not yet what.
_WHOSE = cues.spaced(
    r"(?:[^,;:]{2,60} )?(?:còn|vẫn còn|vẫn có|có) (?:một số|những|nhiều|không ít) (?:các |những )?"
    r"(?:phòng|ban|sở|ngành|đơn vị|địa phương|cơ quan|xã|phường|huyện|trường)"
    r"(?:,? (?!(?:còn|vẫn|chưa|không|chậm|thiếu|bị|để|có|trễ)(?!\w))\w+){0,4}"
)
_LISTS = cues.spaced(r"[\s,]*(?:như|cụ thể|trong đó|đó là|gồm|sau|:)")
_SUBJECT = cues.spaced(
    r"(?:kết cấu hạ tầng|hạ tầng|cơ sở vật chất|trang thiết bị|việc|công tác|một số|nhiều|tỷ lệ"
    r"|tỉ lệ"
    r"|chất lượng|tiến độ|đội ngũ|trình độ|nhận thức|ý thức|kinh phí|nguồn lực|nhân lực|hệ thống"
    r"|phần mềm|đường truyền|cán bộ|công chức|số lượng|thời gian|sự phối hợp|công tác phối hợp"
    r"|kết quả|hầu hết|đa số|phần lớn|không ít|hơn \d|gần \d|trên \d)(?!\w)"
)
_TELLS = cues.spaced(
    r"(?<!\w)(?:đã|được|là|đạt|có|chủ yếu|tăng|diễn ra|sinh sống|(?<=\w\s)(?:ở|nằm|thuộc))(?!\w)"
)
# Another asks in the same sentence: "..., Ban An toàn giao thông đề nghị bổ sung".
_ORDER_FOLLOWS = cues.spaced(
    r"[,;]?\s(?:do (?:vậy|đó)|vì (?:vậy|thế)|bởi vậy|từ đó|qua đó|trước tình hình đó)(?!\w)"
    r"|[,;]\s(?:đồng thời )?(?P<who>[^,;:]{4,80}? )(?:đề nghị|yêu cầu|kiến nghị|giao|chỉ đạo)\s"
)
# "181 nhiệm vụ quá hạn, | 67 nhiệm vụ còn trong hạn": other figures of the same result.
_OTHERS = cues.spaced(
    r", (?:còn )?\d[\d.]* (?:\w+ ){1,3}?(?:còn (?:trong )?(?:thời )?hạn(?! chế)|(?:đã )?hoàn thành"
    r"|đã (?:được )?(?:giải quyết|xử lý)|đúng hạn|trước hạn)(?!\w)"
    r"(?! (?:nhưng )?(?:chậm|quá hạn|trễ|muộn|sau hạn))"
)
_MEANS = cues.spaced(r"[,;] (?:đây|đó) (?:chính |cũng |vừa )?là(?!\w)")
_OWN = 6  # words of a statement with a subject of its own
_NAME = 4  # words: less may be a mere name in the list
_LEADS = re.compile(r",?\s+(?:từ\s+đó\s+|đã\s+)?dẫn\s+(?:đến|tới)\s*\Z")
_LEAST_LEAD = 30  # characters that hold it
_NO_TAIL = {"sau", "cụ thể"}  # unless a colon follows: "không quy định thời hạn cụ thể"
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
    asked = expected < Expected.LISTED
    for stop in [*_part_ends(scan, start, end), end]:
        if stop > at:
            leads = scan.text[stop : stop + 1] == ":"
            level = max(expected, Expected.YES) if found else expected
            if asked and _elsewhere(scan, at, stop, level):
                at = stop + 1
                continue
            spans = _stated(scan, at, stop, level, whole=whole and not leads, least=least)
            found.extend(spans)
            if leads and (spans or _NAMES_END.search(scan.folded, at, stop)):
                expected, least = Expected.LISTED, _NAME  # "việc nhỏ: báo cáo chậm, sổ thiếu"
        at = max(at, stop + 1)
    return _told(scan, found)


def _part_ends(scan: Scan, start: int, end: int) -> list[int]:
    """Give where the parts of a sentence end; "an toàn, đo lường... | yêu cầu" goes on."""
    return [
        m.start()
        for m in _PART.finditer(scan.folded, start, end)
        if m[0] in ";:" or not scan.text[m.end() : m.end() + 2].strip().islower()
    ]


def is_good(scan: Scan, span: Span) -> bool:
    """Tell whether a stretch tells of something done well and of nothing that is lacking."""
    good = _GOOD.search(scan.folded, span.start, span.end)
    return good is not None and lacking(scan, span.start, span.end, Expected.YES) is None


def only_names(scan: Scan, span: Span) -> bool:
    """Tell whether a stretch only names shortcomings: "còn một số tồn tại, hạn chế như:"."""
    tail = cues.list_tail(scan.folded, max(span.start, span.end - 60), span.end)
    a, b = trim(scan.text, begins(scan, span.start, span.end), tail.start() if tail else span.end)
    that = _THAT_IS.search(scan.folded, a, b)
    b = that.start() if that else b
    return _names(scan, Span(a, b), lists=True) is not None


def _told(scan: Scan, found: list[Span]) -> list[Span]:
    """Leave out what only names shortcomings that are told behind it: "còn một số thiếu sót"."""
    return [span for span in found if span is found[-1] or not _announced(scan, span)]


def _announced(scan: Scan, span: Span) -> bool:
    """Tell whether a statement only says what the next ones list."""
    lists = _LISTS.match(scan.folded, span.end) is not None
    named = _names(scan, span, lists=lists)
    return named is not None and (lists or not named.groupdict()["whose"])


def _names(scan: Scan, span: Span, *, lists: bool) -> re.Match[str] | None:
    """Match a stretch that only names shortcomings, with what they are in if a list follows."""
    folded = scan.folded
    if not lists:
        return _ONLY_NAMED.fullmatch(folded, span.start, span.end)
    field = _FIELD.search(folded, span.start, span.end)
    return (
        _ONLY_NAMED.fullmatch(folded, span.start, field.start() if field else span.end)
        or _SOME_FAIL.fullmatch(folded, span.start, span.end)
        or _WHOSE.fullmatch(folded, span.start, span.end)
    )


def _elsewhere(scan: Scan, start: int, end: int, expected: Expected) -> bool:
    """Tell whether what the part says is lacking is nobody's duty: rain, orders, road safety."""
    begin = begins(scan, start, end)
    place = lacking(scan, begin, end, expected)
    return place is not None and is_elsewhere(scan, begin, place, end)


def _stated(
    scan: Scan, start: int, end: int, expected: Expected, *, whole: bool, least: int
) -> list[Span]:
    begin = begins(scan, start, end)
    end = _before_order(scan, begin, end)
    after = _after_but(scan, begin, end)
    if after > begin:
        begin, expected = after, max(expected, Expected.YES)
    place = lacking(scan, begin, end, expected)
    if place is None and whole and words(scan, begin, end) > _NAME:
        place = None if _GOOD.search(scan.folded, begin, end) else begin
    if place is None or only_tells(scan, begin, place, end, expected):
        return []
    if both := _BOTH.search(scan.folded, max(begin, place - 8), place + 1):
        begin = both.end()
    begin = _own_subject(scan, begin, place)
    if _ADVERBIAL.match(scan.folded, begin, place):
        still = _STILL.search(scan.folded, begin, place + 5)
        apart = still and scan.folded[begin : still.start()].rstrip().endswith(",")
        begin = still.start() if still and apart else begin
    starts = [begin, *cuts(scan, begin, place, end, expected, least)]
    spans = []
    for at, to in zip(starts, [*starts[1:], end], strict=True):
        leads = _LEADS.search(scan.folded, max(at, to - _LEAST_LEAD), to)
        a, b = trim(scan.text, begins(scan, at, to), leads.start() if leads else to)
        tail = cues.list_tail(scan.folded, max(a, b - 60), b)
        listed = (
            tail
            and tail.start() > a
            and (tail[0].strip() not in _NO_TAIL or scan.text[to : to + 1] == ":")
        )
        a, b = trim(scan.text, a, tail.start() if tail and listed else b)
        where = _WHERE.match(scan.folded, a, b) and lacking(scan, a, b, expected) is None
        if words(scan, a, b) >= _SHORT and not where:
            spans.append(Span(a, b))
    return spans


def _own_subject(scan: Scan, begin: int, place: int) -> int:
    """Give where the clause begins after others that lack nothing: "núi cao, | hạ tầng còn kém"."""
    comma = scan.folded.rfind(", ", begin, place)
    if comma < 0 or not _SUBJECT.match(scan.folded, comma + 2, place):
        return begin
    told = _TELLS.search(scan.folded, begin, comma)
    if told is None or lacking(scan, begin, comma, Expected.YES) is not None:
        return begin
    return begin if among(scan, begin, comma + 2) else comma + 2


def _before_order(scan: Scan, begin: int, end: int) -> int:
    """Give where the statement ends before somebody asks for its mending, or what it means."""
    means = _MEANS.search(scan.folded, begin, end)
    if means and lacking(scan, begin, means.start(), Expected.NO) is not None:
        end = means.start()
    others = _OTHERS.search(scan.folded, begin, end)
    if others and lacking(scan, begin, others.start(), Expected.NO) is not None:
        end = others.start()
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
    though = _THOUGH.search(scan.folded, begin, but.start())
    if though and words(scan, begin, though.start()) > 1:
        return begin  # "dịch vụ công tuy đã có nhưng hiệu quả còn thấp": one subject
    if words(scan, but.end(), end) < _NAME:
        return begin  # "có thể làm được nhưng rất chậm": no statement of its own
    apart = scan.folded[begin : but.start()].rstrip().endswith(",")
    long = words(scan, begin, but.start()) > 2 * words(scan, but.end(), end)
    return but.end() if apart or long else begin
