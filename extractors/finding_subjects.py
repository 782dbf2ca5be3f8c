"""Whose a shortcoming is: who stands before the words that say what is lacking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.actors import clean, name_end
from extractors.lacks import Expected, lacking

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.known_names import Names
    from extractors.text import Span

_COMMA = re.compile(r",(?!\d)")
_WORD = re.compile(r"\w+")
_BARE = re.compile(r"(?:một số|các|những|nhiều|mọi|mỗi)\Z")
# What lacks something and is nobody: "Kế hoạch số 12", "một số hồ sơ", "13 trường hợp".
_THING = cues.spaced(
    r"(?:(?:một số|các|những|nhiều|\d{1,3}(?:/\d{1,3})?|toàn bộ|hầu hết) )?(?:kế hoạch|nghị quyết"
    r"|quyết định|báo cáo"
    r"|văn bản|hồ sơ|trường hợp|hợp đồng|lĩnh vực|công trình|cơ sở (?:vật chất|hạ tầng|dữ liệu"
    r"|pháp lý)"
    r"|tiêu chí|vấn đề|nội dung|khác biệt|thủ tục|trường thông tin|nhiệm vụ|hạng mục|phòng chờ"
    r"|máy|phần mềm|dữ liệu|hệ thống|tài khoản|việc)(?!\w)"
)
_THERE = cues.spaced(r"(?:riêng )?(?:tại|ở) ")
_SOME = (
    r"(?:(?:(?:cả|tất cả|hầu hết|đa số|phần lớn|toàn bộ) )?(?:một số|một vài|một bộ phận|không ít"
    r"|nhiều|các|những|mỗi|từng|mọi|hai|ba|bốn|năm|đội ngũ"
    r"|(?<!\d/)(?<!ngày\s)\d{1,3}(?:/\d{1,3})?(?!/)) |cả |hầu hết )"
)
_WHO = (
    r"(?:đơn vị|cơ quan|địa phương|sở|ban(?! hành)|ngành|xã(?! hội)|phường|huyện|quận|tỉnh"
    r"|thành phố"
    r"|thị trấn|thị xã|đặc khu|ubnd|nơi|phòng(?! (?:chống|ngừa|cháy|bệnh|chờ|họp|máy)|,)|chi cục"
    r"|trung tâm|trường(?! (?:hợp|thông tin))|cơ sở(?! (?:vật chất|hạ tầng|dữ liệu|pháp lý))"
    r"|cấp ủy|lãnh đạo|cán bộ|công chức"
    r"|viên chức"
    r"|đoàn viên|người đứng đầu|doanh nghiệp|hộ|người dân|bà con|nhân dân|người [^\W\d]+|chủ đầu tư"
    r"|nhà thầu|khối|bộ phận|tổ chức|hợp tác xã|đội ngũ|bộ(?! (?:máy|chỉ số|tiêu chí|thủ tục))"
    r"|thủ trưởng"
    r"|nông dân|dự án|dịch vụ)"
)
# Who only says or asks it: "theo báo cáo của Bộ Tài chính, | giải ngân còn chậm".
_SOURCE = cues.spaced(r"(?:(?:tính )?đến [^,;:]{3,40}, )?theo [^,;:]{3,80}, ")
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
    r"|gần như|điều khiển|đi (?:cơ sở|làm|muộn|trễ)|năm liền|phần lớn|đóng|áp dụng|lấy"
    r"|làm(?! (?:ở|tại|việc|công))|thu|xuống|nhưng|rồi|thay đổi|ký|gây|diện tích|tận tình|đạt"
    r"|trong việc|dự họp|đứng"
    r"|trong (?:công tác|quá trình|thực hiện|xử lý|giải quyết)|tuy|thời gian qua|hàng năm|hằng năm"
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
    source = _SOURCE.match(scan.folded, span.start, limit)
    start = source.end() if source else span.start
    if there and (named := _at_place(scan, known, there.end(), limit)):
        return named
    bodies = known.within(start, limit)
    # The last of them is next to the predicate: "quy chế của UBND tỉnh của một số sở chưa nghiêm".
    whose = max(_WHOSE.finditer(scan.folded, start, limit), key=lambda m: m.start(), default=None)
    found = _FIRST.match(scan.folded, start, limit) or whose
    found = found or _COUNTED.search(scan.folded, start, limit)
    if found and _THING.match(scan.folded, found.start("who"), limit):
        found = None
    opened = bodies[0].start if bodies else limit
    if found and (found.start("who") <= opened or (found is whose and opened > start)):
        return _whole(scan, known, found.start("who"), found.end("who"), limit)
    if bodies:
        return clean(scan, bodies[0].start, bodies[0].end)
    opens = name_end(scan, known, span.start, limit) if limit > span.start + 1 else None
    if not opens or _THING.match(scan.folded, span.start, opens):
        return inherited
    name = clean(scan, span.start, opens)
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
