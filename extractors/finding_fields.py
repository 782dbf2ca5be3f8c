"""In whose field something is lacking: in an office's duty, or in weather, markets and crime."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.atoms import Scan


def _cue(key: str) -> Cue:
    return Cue(cues.whole(lacks.FIELDS[key]), lacks.FIELDS[key])


_OFFICE, _ELSEWHERE, _SERVED, _SERVICE = (
    _cue(key) for key in ("office", "elsewhere", "served", "service")
)
# "cơ sở", "việc làm", "công ty": letters of an office's word in another one.
_NOT_OFFICE = re.compile(r"(?:cơ|xứ|làm|có|mất|nghỉ|tìm|thiếu|công|tạo|tại|vụ)\s+\Z")
_INNER = frozenset({"sở", "việc", "ban", "hội", "tổ", "bộ", "xã", "cục"})
# What the police count is what others did.
_CASES = cues.spaced(
    r"(?<!\w)(?:phát hiện|xử lý|xử phạt|lập biên bản|bắt giữ|kiểm tra|khởi tố|tạm giữ|khám phá"
    r"|triệt phá)"
    r"[^;:]{0,80}?\d[\d.,]*(?: triệu| nghìn| ngàn| lượt)? (?:trường hợp|vụ|đối tượng|phương tiện"
    r"|xe|cơ sở|tàu)(?!\w)"
    r"(?![^;:]{0,60}(?:công chức|viên chức|cán bộ|thẻ|giờ giấc|giờ làm việc|thủ tục|hồ sơ))"
)
# What befalls those whom offices serve; what they do not know of a service is another matter.
_DISTRESS = cues.spaced(
    r"(?:còn |vẫn |đang |lại |rất |nhiều |gặp |bị |chưa có |chưa |phải )*(?:gặp|khó|thiếu|giảm|sụt"
    r"|bị|chỉ|mới|thua|lỗ|nợ"
    r"|cầm chừng|phục hồi|dấu hiệu|tồn kho|tồn đọng|bấp bênh|đóng cửa|ngừng|dừng|cắt|vướng|ít"
    r"|nhiều|thấp|yếu|kém"
    r"|vất vả|chật vật|lao đao|mất|hư hỏng|không có|không đủ|chờ|quá tải|chậm|còn nhiều|đi xuống"
    r"|lo)(?!\w)"
)
_BUT = re.compile(r"(?:nhưng|song|tuy|còn|vẫn|riêng)(?!\w)")
_FALLS = cues.spaced(r"(?:giảm|sụt|tụt|hạ)(?!\w)")
_OTHER_WORD = re.compile(r"\s+(?:làm(?! việc)|hàng|may|thép|gỗ|dệt)(?!\w)")


def is_elsewhere(scan: Scan, begin: int, place: int, end: int) -> bool:
    """Tell whether what is lacking in `text[begin:end]` is nobody's duty.

    `place`: where the words begin that say so. What stands first decides: "công tác phòng,
    chống hạn hán còn chậm" is of an office, "hạn hán làm công tác ... chậm" is not.
    """
    words = scan.words
    if _CASES.search(scan.folded, begin, end) and scan.folded.startswith("vi phạm", place):
        return True
    comma = scan.folded.rfind(", ", begin, place)
    if comma >= 0 and _BUT.match(scan.folded, comma + 2, place + 1):
        begin = comma + 2  # "người dân hài lòng, nhưng | vẫn còn"
    own = _first_office(scan, comma + 2, place) if comma >= 0 else None
    if own is not None and not _ELSEWHERE.search(words, comma + 2, own):
        return False  # "khí hậu khắc nghiệt, kết cấu hạ tầng còn thiếu": another subject
    served = _SERVED.search(words, begin, end)
    found = _ELSEWHERE.search(words, begin, end)
    if not (served or found):
        return False
    if found and _FALLS.match(scan.folded, place, end):
        return True
    office = _first_office(scan, begin, end)
    if found and (office is None or found.start() < office):
        return True
    if (
        served
        and served.start() < max(place, begin + 1)
        and (office is None or served.start() <= office)
    ):
        befalls = _DISTRESS.match(scan.folded, place, end) is not None
        return befalls and _SERVICE.search(words, begin, end) is None
    return False


def _first_office(scan: Scan, begin: int, end: int) -> int | None:
    for m in _OFFICE.matches(scan.words, begin, end):
        if m[0] in _INNER and (
            _NOT_OFFICE.search(scan.folded, max(0, m.start() - 8), m.start())
            or _OTHER_WORD.match(scan.folded, m.end(), end)
        ):
            continue
        return m.start()
    return None
