"""Shortcomings stated in a sentence: one clause each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, lacks, overdue
from extractors.clauses import is_action
from extractors.finding_checks import only_tells
from extractors.finding_cuts import among, cuts, words
from extractors.finding_fields import in_office, is_elsewhere, last_comma
from extractors.finding_names import told
from extractors.lacks import Expected, lacking
from extractors.lead_ins import begins
from extractors.outline import trim
from extractors.text import Span
from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.atoms import Scan

_PART = re.compile(r"[;]|:(?!\d)|(?:…|\.{3})")
# "còn nhiều hạn chế như | chưa tạo được chuyển biến; ...": a list without a colon.
_SUCH_AS = cues.spaced(
    r"(?<!\w)(?:như|đó là) (?=(?:chưa|còn|không|thiếu|chậm|vẫn|việc|công tác|một số|nhiều"
    r"|tình trạng|tiến độ|chất lượng|tỷ lệ|cán bộ)(?!\w))"
)
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
_NAMES_END = cues.spaced(rf"(?<!\w)(?:{lacks.NAMES})(?: \w+){{0,3}},?\s*\Z")
_NEAR = 60  # characters
_GAP = 4  # characters that hold the space before a word
_OTHERS_STAND = cues.spaced(
    r"(?:một số|nhiều|không ít|hầu hết|các|vẫn có|còn có|người dân|doanh nghiệp|cử tri) "
)
# What a rule names, nobody has done: "có một trong các hành vi sau thì bị trừ điểm".
_RULE = cues.spaced(
    r"(?<!\w)(?:(?<!thiếu\s)một trong (?:các|những|số các) "
    r"(?:tiêu chí|trường hợp|hành vi|điều kiện|lỗi|nội dung)"
    r"|(?:các|những) (?:trường hợp|hành vi|tiêu chí) sau(?: đây)? (?:thì|bị|sẽ|được)"
    r"|nghiêm cấm|thì xếp loại)(?!\w)"
)
# "Các trường hợp vi phạm: Không.": a form that is filled in.
_FIELD = re.compile(r"\s*:\s*(?:không|0)\s*(?:[.;\n]|\Z)")
# "(Sở đã có báo cáo giải trình)", "(ảnh: Báo Nhân dân)": what is told beside.
_BESIDE = cues.spaced(r"\s*\((?:ảnh|xem|nguồn|[^()]*(?<!\w)đã)(?!\w)[^()]*\)?\W*\Z")
# Whatever the field, an act that sets out why it is needed tells it: "Tuy nhiên, | tình hình".
_HOWEVER = cues.spaced(
    r"(?:tuy nhiên|tuy vậy|mặc dù vậy),? (?:tình hình|những (?:khó khăn|hạn chế|tồn tại))(?!\w)"
)
# "38 hồ sơ chậm; | tập trung vào các xã ...": where it is.
_SPREAD = cues.spaced(r"\s*(?:tập trung|chủ yếu) (?:chủ yếu |nhiều )?(?:vào|ở|tại|là) ")
_NOBODY = cues.spaced(r"(?:(?:đến nay|hiện nay|hiện|nay|đến giờ),? )?")  # has not answered yet
_SUBJECT = cues.spaced(
    r"(?:trong đó|kết cấu hạ tầng|hạ tầng|cơ sở vật chất|trang thiết bị|việc|công tác|một số"
    r"|nhiều|tỷ lệ"
    r"|tỉ lệ"
    r"|chất lượng|tiến độ|đội ngũ|trình độ|nhận thức|ý thức|kinh phí|nguồn lực|nhân lực|hệ thống"
    r"|phần mềm|đường truyền|cán bộ|công chức|số lượng|thời gian|sự phối hợp|công tác phối hợp"
    r"|kết quả|hầu hết|đa số|phần lớn|không ít|hơn \d|gần \d|trên \d)(?!\w)"
)
_TELLS = cues.spaced(
    r"(?<!\w)(?:đã|được|là|đạt|có|phát sinh|diễn biến|ổn định|xếp|duy trì|đứng|chủ yếu|tăng"
    r"|diễn ra|sinh sống|(?<=\w\s)(?:ở"
    r"|nằm|thuộc))(?!\w)"
)
# Another asks in the same sentence: "..., Ban An toàn giao thông đề nghị bổ sung".
_ORDER_FOLLOWS = cues.spaced(
    r"[,;]?\s(?:do (?:vậy|đó)|vì (?:vậy|thế)|bởi vậy|từ đó|qua đó|trước tình hình đó)(?!\w)"
    r"|,\s(?:đồng thời )?(?:chuyển cơ quan|(?:kiến nghị|đề nghị) (?:xử|thu|kiểm|kỷ|chuyển)"
    r"|đề nghị (?:ubnd|nhà|tỉnh|huyện|xã|các|có|sớm|bộ|sở|chính)"
    r"|xử phạt|lập biên bản|tịch thu|buộc|xử lý (?:kỷ luật|hành chính))\w* "
    r"|[,;]\s(?:đồng thời )?(?P<who>[^,;:]{4,80}? )(?:đề nghị|yêu cầu|kiến nghị|giao|chỉ đạo)\s"
)
# "181 nhiệm vụ quá hạn, | 67 nhiệm vụ còn trong hạn": other figures of the same result.
_OTHERS = cues.spaced(
    # The comma first, so that nothing else is looked at.
    r", (?:(?:tính )?đến (?:hết )?(?:ngày|tháng|nay)[^;]{0,60}? (?:đã|đạt) [^;]{0,60}?\d"
    r"|(?:còn )?\d[\d.]* (?:\w+ ){1,3}?(?:còn (?:trong )?(?:thời )?hạn(?! chế)|(?:đã )?hoàn thành"
    r"|đã (?:được )?(?:giải quyết|xử lý)|đúng hạn|trước hạn)(?!\w)"
    r"(?! (?:nhưng )?(?:chậm|quá hạn|trễ|muộn|sau hạn)))"
)
_MEANS = cues.spaced(
    r", (?:[^,;.]{3,40} )??(?:đã|đều) (?:có |gửi )?(?:thư |văn bản )?"
    r"(?:xin lỗi|khắc phục|giải trình)(?!\w)"
    r"|[,;] (?:đây|đó) (?:chính |cũng |vừa )?là(?!\w)|, nếu (?:không|chưa)(?!\w)|(?:…"
    r"|\.{3}) là (?:những|các|một)(?!\w)"
)
_OWN = 6  # words of a statement with a subject of its own
_NAME = 4  # words: less may be a mere name in the list
_NO_TAIL = {"sau", "cụ thể"}  # unless a colon follows: "không quy định thời hạn cụ thể"
_SHORT = 3  # words: less is no statement


def clauses(scan: Scan, start: int, end: int, expected: Expected, *, whole: bool) -> list[Span]:
    """Give the clauses of a sentence that state a shortcoming, in order. O(n).

    `whole`: the passage lists shortcomings, so that a statement is one even without such words,
    unless it tells a result.
    """
    if not whole and lacks.sought(expected).search(scan.words, start, end) is None:
        return []
    if _RULE.search(scan.folded, start, end) or _FIELD.match(scan.folded, end):
        return []
    found: list[Span] = []
    least = _OWN
    at = start
    asked = expected < Expected.LISTED
    for stop, following, leads in [*_part_ends(scan, start, end), (end, end + 1, False)]:
        if stop > at:
            level = max(expected, Expected.YES) if found else expected
            filled = leads and _FIELD.match(scan.folded, stop)
            if filled or (asked and _elsewhere(scan, at, stop, level)):
                at = following
                continue
            spans = _stated(scan, at, stop, level, whole=whole and not leads, least=least)
            found.extend(spans)
            if leads and (spans or _names(scan, at, stop)):
                expected, least = Expected.LISTED, _NAME  # "việc nhỏ: báo cáo chậm, sổ thiếu"
        at = max(at, following)
    return told(scan, found)


def _names(scan: Scan, at: int, stop: int) -> bool:
    """Tell whether a part ends in the name of what is listed, and asks nobody to mend it."""
    if not _NAMES_END.search(scan.folded, at, stop):
        return False
    return not is_action(scan, begins(scan, at, stop), stop)


def _part_ends(scan: Scan, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Give where the parts of a sentence end and the next begin, and whether a list follows.

    "an toàn, đo lường... | yêu cầu" goes on.
    """
    folded = scan.folded
    marks = [
        (m.start(), m.start() + 1, m[0] == ":")
        for m in _PART.finditer(folded, start, end)
        if (m[0] in ";:" and not _SPREAD.match(folded, m.end(), end))
        or (m[0] not in ";:" and not scan.text[m.end() : m.end() + _GAP].strip()[:1].islower())
    ]
    such = _SUCH_AS.search(folded, start, end)
    if such and _NAMES_END.search(folded, max(start, such.start() - _NEAR), such.start()):
        marks = sorted([*marks, (such.start(), such.end(), True)])
    return marks


def _elsewhere(scan: Scan, start: int, end: int, expected: Expected) -> bool:
    """Tell whether what the part says is lacking is nobody's duty: rain, orders, road safety."""
    if _HOWEVER.match(scan.folded, start, end):
        return False
    begin = begins(scan, start, end)
    begin = _after_but(scan, begin, end)
    place = lacking(scan, begin, end, expected)
    if place is None:
        return False
    told = expected > Expected.NO or _NOBODY.fullmatch(scan.folded, begin, place) is not None
    office = expected == Expected.INSPECTED or in_office(scan, begin, end, told=told)
    return not office or is_elsewhere(scan, begin, place, end)


def _stated(
    scan: Scan, start: int, end: int, expected: Expected, *, whole: bool, least: int
) -> list[Span]:
    begin = begins(scan, start, end)
    end = _before_order(scan, begin, end)
    if late := overdue.figure(scan, begin, end):
        return [Span(*trim(scan.text, *late))]
    after = _after_but(scan, begin, end)
    if after > begin:  # what is conceded is no setting for weak words: praise follows it
        conceded = lacking(scan, begin, after, Expected.YES) is not None
        expected = max(expected, Expected.INSPECTED if conceded else Expected.YES)
        begin = after
    place = lacking(scan, begin, end, expected)
    if place is None and whole and words(scan, begin, end) > _NAME:
        tells = _GOOD.search(scan.folded, begin, end) or is_action(scan, begin, end)
        place = None if tells else begin
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
        a, b = trim(scan.text, begins(scan, at, to), to)
        tail = cues.list_tail(scan.folded, max(a, b - 60), b)
        listed = (
            tail
            and tail.start() > a
            and (tail[0].strip() not in _NO_TAIL or scan.text[to : to + 1] == ":")
        )
        a, b = trim(scan.text, a, tail.start() if tail and listed else b)
        beside = _BESIDE.search(scan.folded, a, b)
        a, b = trim(scan.text, a, beside.start() if beside else b)
        where = _WHERE.match(scan.folded, a, b) and lacking(scan, a, b, expected) is None
        if words(scan, a, b) >= _SHORT and not where:
            spans.append(Span(a, b))
    return spans


def _own_subject(scan: Scan, begin: int, place: int) -> int:
    """Give where the clause begins after others that lack nothing: "núi cao, | hạ tầng còn kém"."""
    comma = last_comma(scan, begin, place)
    if comma is None:
        return begin
    told = _TELLS.search(scan.folded, begin, comma.start)
    if comma.end >= place:  # "xếp thứ 21, xếp thứ 24, | không hoàn thành mục tiêu"
        apart = told is not None and scan.text[comma.start - 1].isdigit()
    else:
        apart = _SUBJECT.match(scan.folded, comma.end, place) is not None
    if not apart or told is None:
        return begin
    if lacking(scan, begin, comma.start, Expected.INSPECTED) is not None:
        return begin
    return begin if among(scan, begin, comma.end) else comma.end


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
        if lacking(scan, begin, order.start(), Expected.INSPECTED) is not None:
            return order.start()
    return end


def _after_but(scan: Scan, begin: int, end: int) -> int:
    """Give where the shortcoming begins after something good: "cao, nhưng | còn chậm"."""
    but = _BUT.search(scan.words, begin, end)
    if but is None or lacking(scan, but.end(), end, Expected.YES) is None:
        return begin
    said = scan.text[begin : but.start()]
    if said.count('"') % 2 or said.count("“") > said.count("”"):
        return begin  # 'theo lối "một cửa nhưng nhiều khóa"'
    if words(scan, but.end(), end) < _NAME:
        return begin  # "có thể làm được nhưng rất chậm": no statement of its own
    though = _THOUGH.search(scan.folded, begin, but.start())
    if though and words(scan, begin, though.start()) <= 1:
        return but.end()
    if though or lacking(scan, begin, but.start(), Expected.YES) is not None:
        return begin  # "dịch vụ công tuy đã có nhưng hiệu quả còn thấp": one subject
    apart = scan.folded[begin : but.start()].rstrip().endswith(",")
    apart = apart or _OTHERS_STAND.match(scan.folded, but.end(), end) is not None
    long = words(scan, begin, but.start()) > 2 * words(scan, but.end(), end)
    return but.end() if apart or long else begin
