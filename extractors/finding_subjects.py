"""Whose a shortcoming is: who stands before the words that say what is lacking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.actors import clean, name_end
from extractors.lacks import Expected, lacking

if TYPE_CHECKING:
    from extractors.actors import Names
    from extractors.atoms import Scan
    from extractors.text import Span

_COMMA = re.compile(r",(?!\d)")
_WORD = re.compile(r"\w+")
_BARE = re.compile(r"(?:một số|các|những|nhiều|mọi|mỗi)\Z")
_THERE = cues.spaced(r"(?:riêng )?(?:tại|ở) ")
_SOME = (
    r"(?:(?:(?:cả|tất cả|hầu hết|đa số|phần lớn|toàn bộ) )?(?:một số|một vài|một bộ phận|không ít"
    r"|nhiều|các|những|mỗi|từng|mọi|hai|ba|bốn|năm|đội ngũ|\d{1,3}(?:/\d{1,3})?) |cả |hầu hết )"
)
_WHO = (
    r"(?:đơn vị|cơ quan|địa phương|sở|ban|ngành|xã|phường|huyện|quận|tỉnh|thành phố|thị trấn|thị xã"
    r"|đặc khu|ubnd|nơi|phòng|chi cục|trung tâm|trường|cơ sở|cấp ủy|lãnh đạo|cán bộ|công chức"
    r"|viên chức"
    r"|đoàn viên|người đứng đầu|doanh nghiệp|hộ|người dân|bà con|nhân dân|người [^\W\d]+|chủ đầu tư"
    r"|nhà thầu|khối|bộ phận|tổ chức|hợp tác xã|đội ngũ|bộ|thủ trưởng|nông dân|dự án|dịch vụ)"
)
# Who stands first: "Cán bộ tiếp nhận ở 19 xã | nhập thiếu thông tin".
_FIRST = cues.spaced(rf"(?:riêng |cá biệt,? |có )?(?P<who>{_SOME}?{_WHO})(?!\w)")
# "Hòm thư góp ý ở cả 3 xã", "Sự chỉ đạo của một vài cấp ủy".
_WHOSE = cues.spaced(rf"(?<!\w)(?:của|ở|tại|trong) (?P<who>{_SOME}?{_WHO})(?!\w)")
_COUNTED = cues.spaced(rf"(?<!\w)(?P<who>{_SOME}{_WHO})(?!\w)")
# Who does it stands behind: "bị nhiều địa phương xem nhẹ".
_BY = cues.spaced(rf"(?<!\w)bị (?P<who>{_SOME}?{_WHO})(?: \w+)?(?= (?:xem|coi|bỏ|buông|lãng))")
# Where the predicate begins.
_PREDICATE = cues.spaced(
    r"(?<!\w)(?:còn|chưa|không|bị|thường xuyên|đã|vẫn|chỉ|mới|phải|đều|được|hay|thì|cũng|lại"
    r"|luôn|rất"
    r"|quá|có|cho biết|nhập(?! cư)|gửi|thực hiện|triển khai|yêu cầu|hướng dẫn|để|nộp|trả|tự"
    r"|phản ứng|nhận(?! và)"
    r"|khoán|ghi|bố trí|niêm yết|đến giờ|hiện|đang|là|né|ngại|coi|giải quyết|ban hành|hầu như"
    r"|gần như|điều khiển|đi cơ sở|năm liền|phần lớn|đóng|áp dụng|lấy|làm(?! (?:ở|tại|việc"
    r"|công))|thu|xuống|nhưng|rồi|thay đổi|ký|gây|diện tích|tận tình|đạt|trong việc|dự họp|đứng"
    r"|xếp|tham dự|lưu"
    r"|ở nhiều nơi|dùng|chiếm)(?!\w)"
)
_MOST = 14  # words of a name with what goes with it


def subject(scan: Scan, known: Names, span: Span, inherited: str | None) -> str | None:
    """Give whose the shortcoming is, as written; else whose the passage tells.

    Who stands before the words that say what is lacking: "27 xã | chưa bố trí", "Tại xã Đồng
    Đăng, | ...". What stands behind them is an object.
    """
    place = lacking(scan, span.start, span.end, Expected.LISTED)
    limit = span.end if place is None else max(place, span.start + 1)
    by = _BY.search(scan.folded, span.start, span.end)
    if by:
        return clean(scan, by.start("who"), by.end("who"))
    there = _THERE.match(scan.folded, span.start, limit)
    if there and (named := _at_place(scan, known, there.end(), limit)):
        return named
    found = (
        _FIRST.match(scan.folded, span.start, limit)
        or _WHOSE.search(scan.folded, span.start, limit)
        or _COUNTED.search(scan.folded, span.start, limit)
    )
    bodies = known.within(span.start, limit)
    if found and (not bodies or found.start("who") <= bodies[0].start):
        return _whole(scan, known, found.start("who"), found.end("who"), limit)
    if bodies:
        return clean(scan, bodies[0].start, bodies[0].end)
    opens = name_end(scan, known, span.start, limit) if limit > span.start + 1 else None
    name = clean(scan, span.start, opens) if opens else None
    return inherited if name is None or _BARE.match(name.lower()) else name


def _at_place(scan: Scan, known: Names, at: int, limit: int) -> str | None:
    """Give the place that "tại X, ..." names."""
    comma = next(
        (m for m in _COMMA.finditer(scan.folded, at, limit) if not _also_named(scan, known, m)),
        None,
    )
    end = comma.start() if comma else limit
    stop = _PREDICATE.search(scan.folded, at, end)
    last = name_end(scan, known, at, stop.start() if stop else end) if end > at + 1 else None
    return clean(scan, at, last) if last else None


def _whole(scan: Scan, known: Names, at: int, named: int, limit: int) -> str | None:
    """Give a name with what goes with it: "một số công chức | tại Chi cục Hải quan"."""
    stop = _PREDICATE.search(scan.folded, named, limit)
    end = stop.start() if stop else limit
    last = name_end(scan, known, at, end) or named
    comma = _COMMA.search(scan.folded, max(last, named), end)
    end = comma.start() if comma else end
    if len(_WORD.findall(scan.folded, at, end)) > _MOST:
        end = max(last, named)
    return clean(scan, at, end)


def _also_named(scan: Scan, known: Names, comma: re.Match[str]) -> bool:
    """Tell whether another body follows a comma: "Tại xã Tam Nông, | xã Tân Phước"."""
    at = comma.end()
    at += len(scan.text[at : at + 1]) - len(scan.text[at : at + 1].strip())
    return known.at(at) is not None or cues.ACTOR.match(scan.folded, at) is not None
