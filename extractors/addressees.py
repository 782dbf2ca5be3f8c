"""Whom an order is for: the name with the relative phrase that belongs to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import names_end, proper_end

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.known_names import Names

_RELATIVE = cues.spaced(
    r"(?:(?<=quan) (?:trực tiếp )?(?:đến|tới)(?!\w))"
    r"| (?:(?:đang|còn|vẫn|bị|thường xuyên) )?(?:có (?:thứ hạng|tỷ lệ|tỉ lệ|hồ sơ|chỉ số|điểm"
    r"|kết quả"
    r"|số|tên|nhiều|mức|dự án|công trình|thủ tục|vi phạm|tồn tại|hạn chế|sai phạm|diện tích|trụ sở"
    r"|cán bộ|công chức|biên chế|nguồn|tiến độ|tiêu chí|đơn vị|người|trường hợp|liên quan)|xếp"
    r"|xếp loại"
    r"|xếp hạng|đạt|thuộc|nằm|để|chưa|chậm|vi phạm|đứng|phụ trách)(?!\w)"
)
# They tell what a body is or did, inside the relative phrase too.
_STATIVE = cues.spaced(
    r"(?:giảm|tăng|đạt|vượt|xếp loại|xếp|thực hiện|giải quyết|xử lý|tham gia|sử dụng|hoàn thành|nộp"
    r"|đăng ký|thông báo|báo cáo|quản lý|phụ trách|tổ chức|chỉ tiêu|kiểm tra|thanh tra|làm việc|làm"
    r"|yêu cầu|đề nghị|kiến nghị|phản ánh|cấp|chi|thu|đầu tư|quy định|áp dụng"
    r"|có trách nhiệm|tiếp nhận|trả kết quả|đánh giá|nêu)(?!\w)"
)
_NOT_BEFORE = cues.spaced(
    r"(?<!\w)(?:chưa|không|được|đã|bị|để|về|của|số|việc|từ|theo|trong|hồ sơ|công tác|tỷ lệ|chỉ số"
    r"|và|,|do|mà|có|nhiệm vụ|kết quả|thứ|đang|phải|chậm) \Z"
)
_REFRAINS = cues.spaced(r"(?:không (?!đạt|có|đúng|đủ|còn)|đừng |chớ )\w")
# A thing that is to be so or so, and words that open no name.
_NO_ADDRESSEE = cues.spaced(
    r"(?:nhiệm vụ|mục tiêu|giải pháp|nội dung|vấn đề|công tác|việc|hồ sơ|kết quả|quy định|quy trình"
    r"|thủ tục|văn bản|kế hoạch|chương trình|đề án|dự án|công trình|chính sách|cơ chế|chế độ|điều"
    r"|sự|mức|số|tỷ lệ|chỉ số|chỉ tiêu|thời gian|tiến độ|chất lượng|hình thức|hoạt động|phương án"
    r"|báo cáo|nghị quyết|luật|về|của|từ|theo|trong|trên|tại|ở|với|để|nhằm|khi|nếu|do|vì|bởi|và"
    r"|hoặc|là|như|này|đó|trên|được|bị|đã|sẽ|đang|có|không|chưa|rất|cao|mới|một số nội"
    r"|công việc|làm việc|quan trọng|chung|chính|chủ yếu|tài liệu|các giải|ý kiến"
    r"|\d+%|kỹ thuật|thực tế|thực tiễn|thị trường|ra|đặt|đối với|cấp bách|bức thiết|chính đáng"
    r"|(?:các|những|một số|mọi) (?:nhiệm vụ|mục tiêu|giải pháp|nội dung|vấn đề|quy định|chính sách"
    r"|kiến nghị|đề xuất|yêu cầu|khoản|hoạt động|chỉ tiêu|dự án|công trình))(?!\w)"
)
# "nhà đầu tư", "đơn vị thi công": the verb names the body.
_COMPOUND = cues.spaced(
    r"(?:các |những |mọi |hai |ba |bốn )?(?:đơn vị|cơ quan|nhà|chủ|ban|tổ|đội|nhóm|phòng|trung tâm"
    r"|cơ sở|hộ|công ty|người|doanh nghiệp|lực lượng|bộ phận|xe|tàu|cán bộ|khu|điểm|trạm|bên|chi"
    r"|liên|cửa hàng|hội|quỹ|ngân hàng|tập đoàn|hợp tác xã|nhân viên|đoàn|lái|đại diện)"
    r"(?: \w+)? \Z"
)
_ACT = cues.spaced(
    r"(?:khẩn trương|nghiêm túc|sớm|tiếp tục|tăng cường|đẩy mạnh|đẩy nhanh|tập trung|nhanh chóng"
    r"|tích cực|thường xuyên|kiên quyết|cùng với|phối hợp|bám sát|khi nào|tự giác|ngay lập tức)"
    r"(?!\w)"
)
_WORK = cues.spaced(
    r" (?:tuần tra|nuôi|nuôi trồng|trồng|chăn nuôi|khai thác|thi công|tư vấn|sản xuất|kinh doanh"
    r"|vận tải|bán|thu mua|chế biến|đánh bắt|canh tác)(?!\w)"
)
_FEW = 24  # characters
_PHRASE = re.compile(
    r"(?:(?!\s(?:để|nhằm|về|theo|trong|tại|với|do|mà|đã|bị|được|từ|khi|nếu|vì|cho|đối|đến|tới|là|và\s+việc"
    r"|như|sẽ|chưa|còn)\s)[^,;:.()\n“”\"])*"
)
_WORD = re.compile(r"\w+")
_MOST_WORDS = 12
_REACH = 110  # characters of a relative phrase


def addressed(scan: Scan, known: Names, at: int, end: int) -> int | None:
    """Give where the name of those who are told ends, None where none begins at `at`.

    "các sở có thứ hạng giảm từ 3 bậc trở lên | trực tiếp giải trình": up to what they are to do.
    """
    last = names_end(scan, known, at, end) or proper_end(scan, at, end)
    if last is None:
        return None
    return _past_relative(scan, last, end) if _RELATIVE.match(scan.folded, last, end) else last


def unnamed(scan: Scan, at: int, end: int) -> int | None:
    """Give where a phrase that is no known name ends, before what those it names are to do.

    "chủ dự án | đẩy nhanh tiến độ", "hai nhà máy đường | thu mua hết mía".
    """
    folded = scan.folded
    if _NO_ADDRESSEE.match(folded, at, end) or clauses.is_action(scan, at, end):
        return None
    phrase = _PHRASE.match(folded, at, min(end, at + _REACH))
    stop = phrase.end() if phrase else at
    words = [word.start() for word in _WORD.finditer(folded, at, stop)][1 : _MOST_WORDS + 1]
    words = [w for w in words if scan.text[w].islower() and not _NOT_BEFORE.search(folded, at, w)]
    for here in words:
        must = cues.STRICT_MODAL.match(folded, here, end) or _REFRAINS.match(folded, here, end)
        if must or _ACT.match(folded, here, end):
            return _before(scan, here)
    for here in words:
        if not _COMPOUND.search(folded, at, here) and clauses.is_action(scan, here, end):
            return _before(scan, here)
    return None


def compound_end(scan: Scan, at: int, named: int, end: int) -> int:
    """Give where a name ends behind the work that it is named by: "các hộ | nuôi tôm | phải"."""
    work = _WORK.match(scan.folded, named, end)
    if not work or not _COMPOUND.search(scan.folded, at, named + 1):
        return named
    for word in _WORD.finditer(scan.folded, work.end(), min(end, work.end() + _FEW)):
        here = word.start()
        if scan.folded.find(",", work.end(), here) >= 0:
            break
        must = cues.STRICT_MODAL.match(scan.folded, here, end)
        if must or _ACT.match(scan.folded, here, end) or clauses.is_action(scan, here, end):
            return _before(scan, here)
    return named


def _past_relative(scan: Scan, last: int, end: int) -> int:
    """Give where the relative phrase behind a name ends, before what is to be done."""
    if cues.TIME.match(scan.folded, last + 1, end):
        return last
    for word in list(_WORD.finditer(scan.folded, last, min(end, last + _REACH)))[1:]:
        if scan.folded.find(";", last, word.start()) >= 0:
            break
        if cues.STRICT_MODAL.match(scan.folded, word.start(), end):
            return _before(scan, word.start())
        if _STATIVE.match(scan.folded, word.start()):
            continue
        if _NOT_BEFORE.search(scan.folded, last, word.start()):
            continue
        if _REFRAINS.match(scan.folded, word.start(), end):
            return _before(scan, word.start())
        if clauses.is_action(scan, word.start(), end) and scan.text[word.start()].islower():
            return _before(scan, word.start())
    return last


def _before(scan: Scan, at: int) -> int:
    while scan.text[at - 1] in " \n,*":
        at -= 1
    return at
