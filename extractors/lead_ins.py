"""Where a statement begins after what only leads to it: who says so, when, by what occasion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, lacks
from extractors.clauses import after_connectors
from extractors.text import CAPITALS
from extractors.words import Cue

if TYPE_CHECKING:
    from extractors.atoms import Scan

# No connectors here: "Còn 11 hồ sơ", "Riêng việc số hóa".
KEPT = re.compile(r"\s*(?:còn|riêng)(?!\w)")
_STILL = re.compile(
    r"(?<!\w)còn\s+(?=(?:tình trạng|hiện tượng|trường hợp|một số|\d)(?!\w))"
)  # "Ngoài ra, | còn tình trạng đi muộn"
# In what it is lacking, or when: "trong việc thực hiện Luật Thanh tra, | hồ sơ của các đoàn ...".
_MATTER = (
    r"(?:(?:trong|về) (?:việc|công tác|quá trình|thời kỳ|suốt|số (?:các|những|này)|xét|thực hiện"
    r"|quản lý|tuyển dụng|bổ nhiệm|thời gian (?:từ|giữ|đương|làm))|liên quan (?:đến|tới)) "
    r"(?:(?!(?:còn|vẫn|chưa|không|chậm|thiếu|bị|sai|gặp|để)(?!\w))[^;:.]){2,160}?"
    r"(?<!sở)(?<!ngành)(?<!ban)(?<!bộ)(?<!viên), (?=(?:ubnd|hđnd|sở|ban|bộ|chủ tịch|phó"
    r"|bí thư|giám đốc|đảng ủy|huyện|xã|phường|tỉnh|thị xã|thành phố|phòng|trung tâm|thanh tra"
    r"|cơ quan|đơn vị|đoàn|công ty|ông|bà|một số|nhiều|các|có"
    r"|hồ sơ|sổ|kế hoạch|báo cáo|việc|công tác|tỷ lệ|tiến độ|cán bộ|công chức|viên chức|\d+)(?!\w))"
)
_BESIDE = cues.spaced(
    r"(?:theo|bên cạnh|ngoài|tiếp theo|căn cứ)\s(?:(?!thì )[^,;:]){3,160},"
    r"|mặc dù\s[^,;:]{3,160},(?![^;:]{0,320}?\s(?:nhưng|song)\s)"
    r"|(?:trước đó,? )?(?:qua|theo|căn cứ|từ|tại) (?:các |những )?(?:báo cáo|số liệu|thống kê"
    r"|kết quả|đánh giá|kết luận|phản ánh|thông tin|tổng hợp|ghi nhận)"
    r"(?: (?!(?:còn|vẫn|chưa|không|chậm|thiếu)(?!\w))[^\s;:]+){0,50}? thì "
    r"|(?:tính )?đến (?:hết )?(?:ngày|tháng|nay)[^,;:]{0,30},"
    r"|(?:qua|kết quả|thực tế)\s[^,;:.]{0,90}?cho thấy,?"
    r"|(?:qua|trong) quá trình [^;:.]{3,320}?, (?=(?:tình hình|việc|công tác|một số|vẫn|còn|tiến độ"
    r"|chất lượng)(?!\w))"
    r"|(?:tại [^,;:]{3,60}, )?(?:nhiều |một số |các )?(?:doanh nghiệp|người dân|cử tri|đại biểu"
    r"|ý kiến|hiệp hội|bà con)(?: \w+){0,3}? (?:phản ánh|phàn nàn|cho rằng|nêu)(?: rằng)?,? "
    r"(?=(?:thủ tục|hạ tầng|công tác|việc|một số|cán bộ|công chức|các|hệ thống|chính sách|thời gian"
    r"|quy định)(?!\w))"
    r"|(?:sau|từ|kể từ|qua) (?!đó)(?:(?!(?:chỉ|mới|còn|chưa|không|vẫn|đã|bị|phát hiện"
    r"|cho thấy)(?!\w))[^,;:.]){3,90}, (?=(?!(?:tuy|nhưng|còn|vẫn|chưa|không|cá nhân|công chức"
    r"|viên chức|kiến nghị|phường|thị trấn|doanh nghiệp)(?!\w))\w)"
    r"|(?:trong|với|trên cơ sở) [^,;:]{3,120}, (?:đến|hiện) nay,? "
    r"|(?:trong|tại) một (?:diễn biến|vụ việc|vụ) khác, "
    r"|trong khi [^;]{3,250}? thì (?=(?:đánh giá|việc|công tác|tỷ lệ|chỉ số|kết quả)(?!\w))"
    r"|khi (?:tham dự|tham gia|thực hiện|tiếp nhận|giải quyết|triển khai|làm việc)[^;:.]{3,200}?,"
    r" (?=(?:một số|nhiều|cán bộ|công chức|vẫn|còn)(?!\w))"
    r"|(?:qua|trong|sau|tại|từ) (?:quá trình|thực hiện|triển khai|thời điểm|kiểm tra"
    r"|rà soát)\s[^,;:]{0,60},"
    r"|(?:đoàn|tổ|đoàn kiểm tra|tổ kiểm tra|đoàn giám sát|đoàn công tác) phát hiện "
    r"|(?:qua |kết quả )?(?:thanh tra|kiểm tra|giám sát|kiểm toán|rà soát)(?:, (?:thanh tra"
    r"|kiểm tra))?,? (?:đã )?"
    r"(?:(?=phát hiện )|(?:chỉ ra|ghi nhận) (?=\w))"
    r"|để xảy ra [^,;:]{3,60}? là do |tại thời điểm (?:kiểm tra|giám sát|thanh tra),? "
    r"|(?:trước hết |trước tiên )?liên quan (?:đến|tới) [^,;:]{3,90}, "
    r"|(?:một )?nguyên nhân(?: (?:chủ yếu|chính|khách quan|chủ quan|cơ bản|một phần|sâu xa"
    r"|được chỉ ra|(?:của )?(?:tình trạng|việc|hạn chế|trễ hẹn|trễ hạn|quá hạn"
    r"|chậm)[^,;:]{0,40}?)"
    r"| (?:của|dẫn đến|dẫn tới|gây ra|gây|khiến|làm) [^;:.]{3,120}?(?= (?:là do|là vì))){0,2}"
    r"(?: (?:là do|là vì|là|do|vì)|:)"
    r"(?: (?:do|vì))? "
    r"|(?:điểm (?:yếu|trừ|nghẽn)|hạn chế|tồn tại|cái (?:yếu|khó|vướng)|chỗ (?:dở|yếu)|khó khăn"
    r"|vướng mắc)(?: (?:của|lớn nhất|chính|chung|hiện nay|nữa|nhất)[^,;:]{0,30}?)? là "
    r"|nguyên nhân [^;:.,]{3,100}? (?:là do|là vì) "
    r"|(?:một phần )?(?:chủ quan|khách quan) (?:là )?do "
    r"|(?:hiện trạng|trong khi đó,?|ngược lại,?|dù vậy,?|thế nhưng,?|dẫu vậy,?|điều đáng nói,?"
    r"|trước đó,(?= qua )|thậm chí,?|không chỉ vậy,?|không chỉ thế,?|tổng cộng,?|hậu quả là|đó là"
    r"|(?:đơn cử|điển hình|chẳng hạn|ví dụ)(?: là| như)?,?) "
    rf"|{_MATTER}"
)
# "Đoàn kiểm tra chỉ ra, | ...": whoever says so stands before.
_TOLD = Cue(
    r"(?<=\s)(?<!những\s)(?<!nhiều\s)(?<!các\s)(?<!số\s)(?<!sự\s)(?<!không\s)(?<!chưa\s)(?:(?:cho\s+(?:biết|rằng|thấy"
    r"|hay)|thừa\s+nhận|nhận\s+(?:định|thấy)|nhìn\s+nhận"
    r"|ghi\s+nhận|lưu\s+ý|(?:thẳng\s+thắn\s+)?chỉ\s+ra|chỉ\s+rõ|nêu\s+(?:rõ|thực\s+t(?:ế|rạng))"
    r"|(?<!không\s)(?<!chưa\s)(?<!để\s)(?<!nhằm\s)phát\s+hiện(?!\s+(?:(?:nhiều"
    r"|một\s+số)\s+)?(?:sai|vi|hành\s+vi"
    r"|thiếu|khuyết|và|được|ra|kịp)(?!\w))|phân\s+tích"
    r"|lý\s+giải|bộc\s+bạch|trăn\s+trở|băn\s+khoăn|nói\s+thẳng"
    r"|(?:đánh\s+giá|kết\s+luận|xác\s+định)(?=:|\s+rằng|,\s+(?:ông|bà|đồng\s+chí)\s))"
    r"(?:,|\s+rằng|\s+là|:)?\s+)",
    [
        *("cho", "thừa", "nhận", "nhìn", "ghi", "lưu", "thẳng", "chỉ", "nêu", "phân", "lý", "bộc"),
        *("trăn", "băn", "nói", "phát", "đánh", "kết", "xác"),
    ],
)
# Who was asked is part of what is told: "34% doanh nghiệp cho biết gặp khó".
_ASKED = cues.spaced(
    r"%|(?<!\w)(?:doanh nghiệp|người dân|hộ|người được hỏi|bà con|khách hàng)(?!\w)"
)
_BREAK = re.compile(r"[;:.]|\((?![^()]*\))")
_PLACE = re.compile(rf"[{CAPITALS}][\w.]*(?:[ ][{CAPITALS}][\w.]*){{0,4}}\s?:\s")
_FARTHEST = 320  # characters


def begins(scan: Scan, start: int, end: int) -> int:
    """Give where the statement begins after "Tuy nhiên, qua kiểm tra cho thấy,"."""
    place = _PLACE.match(scan.text, start, end)
    at = place.end() if place else start
    while True:
        begun = at
        beside = _BESIDE.match(scan.folded, at, end) or _said(scan, at, end)
        at = beside.end() if beside else at
        after, _ = after_connectors(scan, at, end)
        if not KEPT.match(scan.folded, at, end):
            still = _STILL.search(scan.folded, at, min(end, after + 20))
            at = still.start() if still and still.start() < after else after
        preface = lacks.PREFACE.match(scan.folded, at, end)
        at = preface.end() if preface else at
        if at == begun:
            return at


def _said(scan: Scan, at: int, end: int) -> re.Match[str] | None:
    """Give what only says who found the shortcoming: "Sở Nội vụ nhận thấy | ..."."""
    told = _TOLD.search(scan.words, at + 4, min(end, at + _FARTHEST))
    if not told or _BREAK.search(scan.folded, at, told.start()):
        return None
    return None if _ASKED.search(scan.folded, at, told.start()) else told
