"""In whose field something is lacking: in an office's duty, or in weather, markets and crime."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.text import Span
from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.atoms import Scan


def _cue(key: str) -> Cue:
    return Cue(cues.whole(lacks.FIELDS[key]), lacks.FIELDS[key])


_OFFICE, _ELSEWHERE, _SERVED, _SERVICE = (
    _cue(key) for key in ("office", "elsewhere", "served", "service")
)
_BROAD = frozenset(lacks.FIELDS["broad"])
_FACILITY = re.compile(cues.whole(lacks.FIELDS["facilities"]))
_NEAR = 500  # characters before a statement in which an office is spoken of
_BEGUN = 80  # characters: before it nobody can have been named
# "cơ sở", "việc làm", "công ty": letters of an office's word in another one.
_NOT_OFFICE = re.compile(r"(?:cơ|xứ|làm|có|mất|nghỉ|tìm|thiếu|công|tạo|tại|vụ)\s+\Z")
_INNER = frozenset({"sở", "việc", "ban", "hội", "tổ", "bộ", "xã", "cục"})
# What befalls those whom offices serve; what they do not know of a service is another matter.
_DISTRESS = cues.spaced(
    r"(?:còn |vẫn |đang |lại |rất |nhiều |gặp |bị |chưa có |chưa |phải )*(?:gặp|khó|thiếu|giảm|sụt"
    r"|bị|chỉ|mới|thua|lỗ|nợ"
    r"|cầm chừng|phục hồi|dấu hiệu|tồn kho|tồn đọng|bấp bênh|đóng cửa|ngừng|dừng|cắt|vướng|ít"
    r"|nhiều|thấp|yếu|kém"
    r"|vất vả|chật vật|lao đao|mất|hư hỏng|không có|không đủ|chờ|quá tải|chậm|còn nhiều|đi xuống"
    r"|lo)(?!\w)"
)
_SPACE = re.compile(r"\s*")
_HARD = cues.spaced(r"(?:gặp|còn|vẫn|đang|nhiều|không ít) (?:\w+ ){0,2}khó khăn")
_CARED = cues.spaced(r"(?<!\w)(?:công tác|việc|chậm|chưa (?:được )?(?:sửa|khắc phục|xử lý))(?!\w)")
_BUT = re.compile(r"(?:nhưng|song|tuy|còn|vẫn|riêng)(?!\w)")
_FALLS = cues.spaced(r"(?:giảm|sụt|tụt|hạ)(?!\w)")
_OTHER_WORD = re.compile(r"\s+(?:làm(?! việc)|hàng|may|thép|gỗ|dệt)(?!\w)")


def last_comma(scan: Scan, begin: int, end: int) -> Span | None:
    """Give the last comma before `end`, with the space behind it."""
    at = scan.folded.rfind(",", begin, end)
    while at >= 0 and not scan.folded[at + 1 : at + 2].isspace():
        at = scan.folded.rfind(",", begin, at)
    behind = _SPACE.match(scan.folded, at + 1)
    return Span(at, behind.end()) if at >= 0 and behind else None


def is_elsewhere(scan: Scan, begin: int, place: int, end: int) -> bool:
    """Tell whether what is lacking in `text[begin:end]` is nobody's duty.

    `place`: where the words begin that say so. What stands first decides: "công tác phòng,
    chống hạn hán còn chậm" is of an office, "hạn hán làm công tác ... chậm" is not.
    """
    words = scan.words
    comma = last_comma(scan, begin, place)
    if comma and _BUT.match(scan.folded, comma.end, place + 1):
        begin = comma.end  # "người dân hài lòng, nhưng | vẫn còn"
    if _HARD.match(scan.folded, place, end) and _ELSEWHERE.search(words, begin, place):
        return True  # "do dịch bệnh, các xã gặp khó khăn"
    own = _first_office(scan, comma.end, place) if comma else None
    if comma and own is not None and not _ELSEWHERE.search(words, comma.end, own):
        return False  # "khí hậu khắc nghiệt, kết cấu hạ tầng còn thiếu": another subject
    served = _SERVED.search(words, begin, end)
    found = _ELSEWHERE.search(words, begin, end)
    if not (served or found):
        return False
    if found and _FALLS.match(scan.folded, place, end):
        return True
    office = _first_office(scan, begin, end)
    if found and (office is None or found.start() <= office):
        return True
    if (
        found
        and office is not None
        and _FACILITY.match(scan.folded, office)
        and not _CARED.search(scan.folded, begin, end)
    ):
        return True  # "nhiều tuyến đường bị sạt lở"
    if (
        served
        and served.start() < max(place, begin + 1)
        and (office is None or served.start() <= office)
    ):
        befalls = _DISTRESS.match(scan.folded, place, end) is not None
        return befalls and _SERVICE.search(words, begin, end) is None
    return False


def in_office(scan: Scan, begin: int, end: int, *, told: bool) -> bool:
    """Tell whether what is lacking is an office's: one is named, or was before it.

    `told`: the passage speaks of shortcomings, so that an office named further up will do:
    "Sở đã cấp 12 giấy phép. Tuy nhiên, | ý kiến trả lời còn chậm".
    """
    if _first_office(scan, begin, end) is not None or _SERVICE.search(scan.words, begin, end):
        return True
    if not told or begin < _BEGUN:
        return told  # too little stands before it
    named = _OFFICE.matches(scan.words, max(0, begin - _NEAR), begin)
    return any(m[0] not in _INNER and m[0] not in _BROAD for m in named)


def _first_office(scan: Scan, begin: int, end: int) -> int | None:
    for m in _OFFICE.matches(scan.words, begin, end):
        if m[0] in _INNER and (
            _NOT_OFFICE.search(scan.folded, max(0, m.start() - 8), m.start())
            or _OTHER_WORD.match(scan.folded, m.end(), end)
        ):
            continue
        return m.start()
    return None
