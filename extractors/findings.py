"""Shortcomings stated in a sentence: one clause each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.actors import clean, name_end
from extractors.clauses import after_connectors
from extractors.outline import trim
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.actors import Names
    from extractors.atoms import Scan

_PART = re.compile(r"[;:]|(?:…|\.{3})")
_COMMA = re.compile(r",(?!\d)")
_BUT = re.compile(r"(?<!\w)(?:nhưng|tuy\s+nhiên|song|trong\s+khi)(?!\w)[\s,]*")
_BEFORE_NEGATION = re.compile(r"(?<!\w)(?:nếu|khi|những|các)\s+(?:\w+,?\s+){0,4}\Z")
_ADVERBIAL = re.compile(r"(?:qua|trong|thông qua|tại|bên cạnh)\s")
_STILL = re.compile(r"(?<!\w)(?:vẫn\s+)?còn(?!\w)")
_WORDS = re.compile(r"\w+")
_WHOSE = cues.spaced(
    r"(?<!\w)(?:một số|nhiều|các) (?:đơn vị|cơ quan|địa phương|sở|ngành|xã|phường|huyện|cán bộ"
    r"|công chức|dịch vụ|trường|phòng)"
)
_DONE = re.compile(r"(?<!\w)(?:đã|luôn|đảm bảo|bảo đảm|được quan tâm|là do|do)(?!\w)")
_BESIDE = cues.spaced(
    r"(?:theo|bên cạnh|ngoài|mặc dù)\s[^,;:]{3,80},"
    r"|[^;:.]{3,160}? (?:cho biết|thừa nhận|cho rằng|nhận định|thẳng thắn chỉ ra)(?:,| rằng)? "
    r"|(?:qua|kết quả|thực tế)\s[^,;:.]{0,60}?cho thấy,?"
)
_ASIDE = re.compile(r"\([^()]*\)")
_STATE = cues.spaced(
    r"(?<!\w)(?:công tác|việc|tỷ lệ|tỉ lệ|số lượng|tình hình|tiến độ|chất lượng|hạ tầng"
    r"|báo cáo|tài liệu|kế hoạch|nhân lực|bản đồ|quy trình|phần mềm|hệ thống|máy|đường truyền"
    r"|thanh toán|thái độ|thông tin|người|cán bộ|công chức|huyện|xã|sở|ubnd|phần|trang thiết bị|\d"
    r"|cơ sở vật chất|kết quả|một số|nhiều|các|có|trình độ|nhận thức|vẫn|chưa|không|còn|hồ sơ"
    r"|diện tích|dụng cụ|kinh phí|nguồn lực|thiếu(?! sót))"
)
_NAME = 5  # words: less may be a mere name in the list
_SHORT = 3  # words: less is no statement


def lacking(scan: Scan, at: int, end: int, *, expected: bool, listed: bool = False) -> int | None:
    """Give where the words begin that say what is lacking in `text[at:end]`, else None.

    `expected`: the passage is about shortcomings, so weaker words will do, in a list even "không".
    """
    pattern = cues.WEAK_LACK if expected else cues.STRONG_LACK
    pattern = cues.LISTED_LACK if listed else pattern
    masked = [m.span() for m in _ASIDE.finditer(scan.folded, at, end)]
    masked += [
        (m.start(), _next_comma(scan, m.end(), end) if m[0].startswith("không") else m.end())
        for m in cues.NOT_LACK.finditer(scan.folded, at, end)
    ]
    for found in pattern.finditer(scan.folded, at, end):
        if any(s <= found.start() < e for s, e in masked):
            continue
        if _BEFORE_NEGATION.search(scan.folded, max(at, found.start() - 25), found.start()):
            continue
        return found.start()
    return None


def clauses(
    scan: Scan, start: int, end: int, *, expected: bool, listed: bool, item: bool = False
) -> list[Span]:
    """Give the clauses of a sentence that state a shortcoming, in order. O(n).

    `listed`: a passage under a head such as "Tồn tại, hạn chế"; `item`: an item of its list, which
    is one even without such words, unless it tells a result.
    """
    found: list[Span] = []
    open_list = listed
    at = start
    stops = [m.start() for m in _PART.finditer(scan.folded, start, end)] + [end]
    for stop in stops:
        if stop > at:
            spans = _stated(
                scan, at, stop, expected=expected or bool(found), listed=open_list, whole=item
            )
            found.extend(spans)
            open_list = open_list or (scan.text[stop : stop + 1] == ":" and bool(spans))
        at = max(at, stop + 1)
    return found


def _stated(
    scan: Scan, start: int, end: int, *, expected: bool, listed: bool, whole: bool
) -> list[Span]:
    begin = _start(scan, start, end)
    but = _BUT.search(scan.folded, begin, end)
    if but and lacking(scan, but.end(), end, expected=True) is not None:
        begin = but.end()
    place = lacking(scan, begin, end, expected=expected, listed=listed)
    if place is None and whole and len(_WORDS.findall(scan.folded, begin, end)) > _NAME:
        place = None if _DONE.search(scan.folded, begin, end) else begin
    if place is None:
        return []
    if _ADVERBIAL.match(scan.folded, begin, place):
        still = _STILL.search(scan.folded, begin, place + 5)
        begin = still.start() if still else begin
    cuts = [begin]
    for comma in _COMMA.finditer(scan.folded, begin, end):
        body, _ = after_connectors(scan, comma.end(), end)
        own = lacking(scan, body, _next_comma(scan, body, end), expected=expected, listed=listed)
        words = len(_WORDS.findall(scan.folded, body, _next_comma(scan, body, end)))
        if (
            own is not None
            and own > place
            and words > _SHORT
            and _STATE.match(scan.folded, body, end)
        ):
            cuts.append(comma.end())
    spans = []
    for at, to in zip(cuts, [*cuts[1:], end], strict=True):
        a, b = trim(scan.text, _start(scan, at, to), to)
        tail = cues.LIST_TAIL.search(scan.folded, max(a, b - 60), b)
        a, b = trim(scan.text, a, tail.start() if tail and tail.start() > a else b)
        if len(_WORDS.findall(scan.text, a, b)) >= _SHORT:
            spans.append(Span(a, b))
    return spans


def _next_comma(scan: Scan, at: int, end: int) -> int:
    comma = _COMMA.search(scan.folded, at, end)
    return comma.start() if comma else end


def _start(scan: Scan, start: int, end: int) -> int:
    """Give where the statement begins after "Tuy nhiên, qua kiểm tra cho thấy,"."""
    at = start
    while True:
        begun = at
        at, _ = after_connectors(scan, at, end)
        preface = cues.PREFACE.match(scan.folded, at, end)
        if preface:
            at = preface.end()
        beside = _BESIDE.match(scan.folded, at, end)
        if beside:
            at = beside.end()
        if at == begun:
            return at


def subject(scan: Scan, known: Names, span: Span, inherited: str | None) -> str | None:
    """Give whose the shortcoming is, as written; else whose the passage tells."""
    if whose := _WHOSE.search(scan.folded, span.start, span.end):
        last = name_end(scan, known, whose.start(), span.end)
        if last:
            return clean(scan, whose.start(), last)
    bodies = known.within(span.start, span.end)
    if bodies:
        return clean(scan, bodies[0].start, bodies[0].end)
    return inherited
