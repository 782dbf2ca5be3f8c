"""Shortcomings stated in a sentence: one clause each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.actors import clean, name_end
from extractors.clauses import after_connectors, is_action
from extractors.outline import trim
from extractors.text import Span
from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.actors import Names
    from extractors.atoms import Scan

_PART = re.compile(r"[;]|:(?!\d)|(?:…|\.{3})")
_COMMA = re.compile(r",(?!\d)")
_BUT = Cue(
    r"(?<!\w)(?:nhưng|tuy\s+nhiên|song|trong\s+khi)(?!\w)[\s,]*", ("nhưng", "tuy", "song", "trong")
)
_BEFORE_NEGATION = re.compile(r"(?<!\w)(?:nếu|khi|những|các)\s+(?:\w+,?\s+){0,4}\Z")
_ADVERBIAL = re.compile(r"(?:qua|trong|thông qua|tại|bên cạnh)\s")
_STILL = re.compile(r"(?<!\w)(?:vẫn\s+)?còn(?!\w)")
_WORDS = re.compile(r"\w+")
_BARE = re.compile(r"(?:một số|các|những|nhiều|mọi|mỗi)\Z")
_THERE = cues.spaced(r"(?:riêng )?(?:tại|ở) ")
_WHOSE = cues.spaced(
    r"(?<!\w)(?:(?:một số|nhiều|các|cả|\d{1,3}(?:/\d{1,3})?|hai|ba|một bộ phận|mỗi) )"
    r"(?P<who>(?:đơn vị|cơ quan|địa phương|sở|ngành|xã|phường|huyện|cán bộ|tỉnh|nơi|đoàn viên"
    r"|chi cục"
    r"|công chức|dịch vụ|trường|phòng|cơ sở|doanh nghiệp|viên chức|thị trấn|dự án)(?!\w))"
)
_DONE = cues.spaced(
    r"(?<!\w)(?:đã(?! (?:có|bị|hết|quá|hỏng|cũ|lâu))|luôn|đảm bảo|bảo đảm|được quan tâm|là do"
    r"|do)(?!\w)"
)
_BESIDE = cues.spaced(
    r"(?:theo|bên cạnh|ngoài|mặc dù|tiếp theo|căn cứ)\s[^,;:]{3,160},"
    r"|(?:tính )?đến (?:hết )?(?:ngày|tháng|nay)[^,;:]{0,30},"
    r"|(?:qua|kết quả|thực tế)\s[^,;:.]{0,60}?cho thấy,?"
    r"|(?:qua|trong|sau|tại|từ) (?:quá trình|thực hiện|triển khai|thời điểm|kiểm tra"
    r"|rà soát)\s[^,;:]{0,60},"
    r"|(?:đoàn|tổ|đoàn kiểm tra|tổ kiểm tra|đoàn giám sát|đoàn công tác) phát hiện "
    r"|nguyên nhân(?: (?:chủ yếu|chính|khách quan|chủ quan|cơ bản))?(?: (?:là do|là|do)|:)(?: do)? "
    r"|(?:điểm (?:yếu|trừ|nghẽn)|hạn chế|tồn tại)(?: (?:của|lớn nhất|chính)[^,;:]{0,30}?)? là "
    r"|(?:hiện trạng|trong khi đó,?|ngược lại,?|dù vậy,?|thế nhưng,?) "
)
# "Đoàn kiểm tra chỉ ra, | ...": whoever says so stands before.
_TOLD = Cue(
    r"(?<=\s)(?:(?:cho\s+(?:biết|rằng|thấy)|thừa\s+nhận|nhận\s+(?:định|thấy)|ghi\s+nhận|lưu\s+ý"
    r"|(?:thẳng\s+thắn\s+)?chỉ\s+ra|chỉ\s+rõ)(?:,|\s+rằng|:)?\s+)",
    ("cho", "thừa", "nhận", "ghi", "lưu", "thẳng", "chỉ"),
)
_BREAK = re.compile(r"[;:.]")
_ASIDE = re.compile(r"\([^()]*\)")
# Goes on with the statement before it.
_CAUSED = cues.spaced(
    r"(?:do|vì|nên|gây|dẫn đến|ảnh hưởng|làm|nhất là|đặc biệt|như|tập trung|chủ yếu)(?!\w)"
)
_STATE = cues.spaced(
    r"(?<!\w)(?:công tác|việc|tỷ lệ|tỉ lệ|số lượng|tình hình|tiến độ|chất lượng|hạ tầng"
    r"|báo cáo|tài liệu|kế hoạch|nhân lực|bản đồ|quy trình|phần mềm|hệ thống|máy|đường truyền"
    r"|thanh toán|thái độ|thông tin|người|cán bộ|công chức|huyện|xã|sở|ubnd|phần|trang thiết bị|\d"
    r"|cơ sở vật chất|kết quả|một số|nhiều|các|có|trình độ|nhận thức|vẫn|chưa|không|còn|hồ sơ"
    r"|diện tích|dụng cụ|kinh phí|nguồn lực|thiếu(?! sót))"
)
# A place in a ranking is a result: "xếp thứ 20/20, chỉ đạt 69,96 điểm".
_RANKED = cues.spaced(r"(?<!\w)(?:xếp|tụt|hạng|vị trí|bậc|khối)(?!\w)")
_LOW = cues.spaced(r"(?:chỉ|mới|mới chỉ|chỉ mới) đạt|tụt|giảm")
# "đúng hạn đạt 96,2%, quá hạn 3,8%" counts dossiers.
_COUNTED = cues.spaced(r"(?:quá|trễ) hạn (?:là |chiếm )?\d[\d.,]*\s?%")
_ON_TIME = cues.spaced(r"(?:đúng|trước) hạn")
_ANNOUNCES = cues.spaced(
    r"(?:cũng )?(?:một số|những|nhiều) (?:tồn tại|hạn chế|thiếu sót|sai sót|khuyết điểm"
    r"|bất cập|khó khăn|vướng mắc)(?:, hạn chế)?\Z"
)
# "uốn nắn sai sót", "chỉ ra việc làm chưa tốt để chấn chỉnh": what is to be done about it.
_NOUN = cues.spaced(r"(?:sai sót|vi phạm|hạn chế|tồn tại|bất cập|yếu kém)(?!\w)")
_MENDS = cues.spaced(
    r"(?:chấn chỉnh|uốn nắn|phát hiện|ngăn ngừa|ngăn chặn|xử lý|phòng ngừa|sửa chữa)"
    r"(?: (?:những|các|kịp thời|ngay))* \Z"
)
_FOR = cues.spaced(r"(?<!\w)(?:để|nhằm)(?!\w)")
_ENUMERATES = cues.spaced(
    r"(?:thành phố|thị xã|thị trấn|phường|xã|quận|huyện|ban|ngành|công chức|viên chức|đơn vị"
    r"|địa phương)(?!\w)"
)
_FARTHEST = 180  # characters
_OWN = 6  # words of a statement with a subject of its own
_NAME = 5  # words: less may be a mere name in the list
_SHORT = 3  # words: less is no statement


def lacking(scan: Scan, at: int, end: int, *, expected: bool, listed: bool = False) -> int | None:
    """Give where the words begin that say what is lacking in `text[at:end]`, else None.

    `expected`: the passage is about shortcomings, so weaker words will do, in a list even "không".
    """
    masked = [m.span() for m in _ASIDE.finditer(scan.folded, at, end)]
    masked += [
        (m.start(), _next_comma(scan, m.end(), end) if m[0].startswith("không") else m.end())
        for m in cues.NOT_LACK.matches(scan.words, at, end)
    ]
    for found in _sought(expected=expected, listed=listed).matches(scan.words, at, end):
        if any(s <= found.start() < e for s, e in masked):
            continue
        if _BEFORE_NEGATION.search(scan.folded, max(at, found.start() - 25), found.start()):
            continue
        return found.start()
    return None


def _sought(*, expected: bool, listed: bool) -> Cue:
    """The words that say that something is lacking; more of them where it is expected."""
    if listed:
        return cues.LISTED_LACK
    return cues.WEAK_LACK if expected else cues.STRONG_LACK


def clauses(
    scan: Scan, start: int, end: int, *, expected: bool, listed: bool, item: bool = False
) -> list[Span]:
    """Give the clauses of a sentence that state a shortcoming, in order. O(n).

    `listed`: a passage under a head such as "Tồn tại, hạn chế"; `item`: an item of its list, which
    is one even without such words, unless it tells a result.
    """
    if (
        not item
        and _sought(expected=expected, listed=listed).search(scan.words, start, end) is None
    ):
        return []
    found: list[Span] = []
    open_list = listed
    at = start
    stops = [m.start() for m in _PART.finditer(scan.folded, start, end)] + [end]
    for stop in stops:
        if stop > at:
            announces = scan.text[stop : stop + 1] == ":"
            whole = item and not announces
            spans = _stated(
                scan, at, stop, expected=expected or bool(found), listed=open_list, whole=whole
            )
            found.extend(spans)
            open_list = open_list or (scan.text[stop : stop + 1] == ":" and bool(spans))
        at = max(at, stop + 1)
    return found


def _stated(
    scan: Scan, start: int, end: int, *, expected: bool, listed: bool, whole: bool
) -> list[Span]:
    begin = _start(scan, start, end)
    but = _BUT.search(scan.words, begin, end)
    if but and lacking(scan, but.end(), end, expected=True) is not None:
        begin = but.end()
    place = lacking(scan, begin, end, expected=expected, listed=listed)
    if place is None and whole and _words(scan, begin, end) > _NAME:
        place = None if _DONE.search(scan.folded, begin, end) else begin
    if place is None or _only_tells(scan, begin, place, end, expected=expected):
        return []
    if _ADVERBIAL.match(scan.folded, begin, place):
        still = _STILL.search(scan.folded, begin, place + 5)
        rest = _words(scan, still.start(), end) if still else 0
        begin = still.start() if still and rest >= _OWN else begin
    cuts = [begin, *_cuts(scan, begin, place, end, listed=listed)]
    spans = []
    for at, to in zip(cuts, [*cuts[1:], end], strict=True):
        a, b = trim(scan.text, _start(scan, at, to), to)
        tail = cues.list_tail(scan.folded, max(a, b - 60), b)
        a, b = trim(scan.text, a, tail.start() if tail and tail.start() > a else b)
        if _words(scan, a, b) >= _SHORT:
            spans.append(Span(a, b))
    return spans


def _cuts(scan: Scan, begin: int, place: int, end: int, *, listed: bool) -> list[int]:
    """Give the commas after which another shortcoming is stated, with a subject of its own."""
    found: list[int] = []
    for comma in _COMMA.finditer(scan.folded, begin, end):
        body, _ = after_connectors(scan, comma.end(), end)
        to = _next_comma(scan, body, end)
        own = lacking(scan, body, to, expected=True, listed=listed)
        if own is None or own <= place or _CAUSED.match(scan.folded, body):
            continue
        if _ENUMERATES.match(scan.folded, body):
            continue
        words = _words(scan, body, to)
        whole = _STATE.match(scan.folded, body, end) or (words >= _OWN and own > body)
        if words > _SHORT and whole:
            found.append(comma.end())
    return found


def _only_tells(scan: Scan, begin: int, place: int, end: int, *, expected: bool) -> bool:
    """Tell whether the words that sound like a shortcoming at `place` only tell a result or aim."""
    folded = scan.folded
    if _LOW.match(folded, place) and _RANKED.search(folded, begin, end):
        return folded[max(0, begin - 3) : begin].strip() != "là"
    if _COUNTED.match(folded, place) and _ON_TIME.search(folded, max(0, begin - 200), place):
        return True
    if _ANNOUNCES.match(folded[begin:end].strip(" .,:")):
        return True
    if _NOUN.match(folded, place) and _MENDS.search(folded, max(begin, place - 30), place):
        return True
    aims = _NOUN.match(folded, place) or _FOR.search(folded, place, end)
    return bool(not expected and aims and place > begin and is_action(scan, begin, end))


def _words(scan: Scan, start: int, end: int) -> int:
    return len(_WORDS.findall(scan.folded, start, end))


def _next_comma(scan: Scan, at: int, end: int) -> int:
    comma = _COMMA.search(scan.folded, at, end)
    return comma.start() if comma else end


def _start(scan: Scan, start: int, end: int) -> int:
    """Give where the statement begins after "Tuy nhiên, qua kiểm tra cho thấy,"."""
    at = start
    while True:
        begun = at
        beside = _BESIDE.match(scan.folded, at, end) or _said(scan, at, end)
        at = beside.end() if beside else at
        after, _ = after_connectors(scan, at, end)
        if not _STILL.match(scan.folded, at, end):  # "Còn 11 hồ sơ": no connector here
            at = after
        preface = cues.PREFACE.match(scan.folded, at, end)
        at = preface.end() if preface else at
        if at == begun:
            return at


def _said(scan: Scan, at: int, end: int) -> re.Match[str] | None:
    """Give what only says who found the shortcoming: "Sở Nội vụ nhận thấy | ..."."""
    told = _TOLD.search(scan.words, at + 4, min(end, at + _FARTHEST))
    return told if told and not _BREAK.search(scan.folded, at, told.start()) else None


def _also_named(scan: Scan, known: Names, at: int) -> bool:
    """Tell whether another body follows a comma: "Tại xã Tam Nông, | xã Tân Phước"."""
    at += len(scan.text[at : at + 1]) - len(scan.text[at : at + 1].strip())
    return known.at(at) is not None or cues.ACTOR.match(scan.folded, at) is not None


def subject(scan: Scan, known: Names, span: Span, inherited: str | None) -> str | None:
    """Give whose the shortcoming is, as written; else whose the passage tells.

    Who stands before the words that say what is lacking: "27 xã | chưa bố trí", "Tại xã Đồng
    Đăng, | ...". What stands behind them is an object.
    """
    place = lacking(scan, span.start, span.end, expected=True)
    limit = span.end if place is None else max(place, span.start + 1)
    if whose := _WHOSE.search(scan.folded, span.start, limit):
        last = name_end(scan, known, whose.start("who"), limit)
        if last:
            return clean(scan, whose.start(), last)
    bodies = known.within(span.start, limit)
    if bodies:
        return clean(scan, bodies[0].start, bodies[0].end)
    there = _THERE.match(scan.folded, span.start, limit)
    at = there.end() if there else span.start
    comma = next(
        (
            m
            for m in _COMMA.finditer(scan.folded, at, limit)
            if not _also_named(scan, known, m.end())
        ),
        None,
    )
    limit = comma.start() if there and comma else limit
    opens = name_end(scan, known, at, limit) if limit > at + 1 else None
    name = clean(scan, at, opens) if opens else None
    return inherited if name is None or _BARE.match(name.lower()) else name
