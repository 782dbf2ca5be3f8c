"""What only tells: hardships, forecasts, counts, what was done, what others report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues
from extractors.orders import WEAK, plain
from extractors.persons import OFFICE

if TYPE_CHECKING:
    from extractors.ledger import Ledger
    from extractors.text import Span

# Nobody is told to: "Doanh nghiệp phải đối mặt với chi phí tăng".
SUFFERS = cues.spaced(
    r" (?:đối mặt|đối diện|nhập viện|cấp cứu|gánh chịu|bù lỗ|gồng|vật lộn|xoay xở|xếp hàng|chờ đợi"
    r"|chờ|đợi|đi lại|chịu cảnh|tập luyện|trả giá|sống|tạm ngừng|tạm nghỉ|đóng cửa|bán tháo|bỏ học"
    r"|bỏ dở|mua|vay|thuê|làm thêm|kiêm nhiệm|hứng chịu|oằn mình|loay hoay)(?!\w)"
    r"| [^,;.:]{3,80} mới (?:tới|đến|có|được|xong|ra|vào|mua|đủ)(?!\w)"  # "phải đi 10 km mới tới"
)
BEFORE = cues.spaced(
    r"(?:trước (?:đó|đây|kia)|ngày trước|khi đó|lúc đó|năm ngoái|(?:những )?(?:năm|ngày|tháng) đầu"
    r"|(?:thời|thuở|buổi) (?:kỳ )?(?:đầu|ấy|đó|trước|xưa)|hồi|ngày xưa)(?!\w)"
)
# "Đội tuyển sẽ gặp Thái Lan" foretells, it resolves nothing.
HAPPENS = cues.spaced(
    r" (?:tiếp tục )?(?:gặp|đối đầu|diễn ra|thi đấu|chạm trán|bước vào|trở thành|mang lại|khiến"
    r"|ảnh hưởng|kéo dài|gây|xuất hiện|đối mặt|góp phần|rơi vào|thiếu|mất|khởi hành|nhận được"
    r"|hưởng|tan|suy yếu|đổ bộ|chịu)(?!\w)"
)
AGENDA = cues.spaced(  # "Tại kỳ họp này, HĐND tỉnh sẽ | quyết nghị một số vấn đề"
    r" (?:nghe|quyết nghị|chất vấn|cho ý kiến|bầu|(?:thảo luận|xem xét)[^;.]{0,20}(?:thông qua"
    r"|quyết nghị|cho ý kiến|quyết định))(?!\w)"
)
REPORTS = cues.spaced(  # "Cử tri A phản ánh, nhiều hộ dân chưa ..."
    r"chủ trì (?:hội nghị|cuộc họp|buổi (?:họp|lễ|làm việc)|phiên họp)\W*\Z"  # in the chair
    r"|(?:phản ánh|thông tin|báo cáo|trao đổi|đánh giá|nhận định|xác nhận|nêu)(?: thêm)?"
    r"(?:\s*[,:]| rằng(?!\w))"
    # who takes note of it resolves, "Sở tiếp thu và hứa ..."; who passes it on does neither
    r"|tiếp thu [^.;]{0,80}?(?<!\w)(?:hứa|sẽ|cam kết|khẳng định)(?!\w)"
    r"|thông báo [^.;]{0,120}?(?:để|tới|đến) [^.;]{0,60}?(?<!\w)biết(?!\w)"
)
# "Đến nay, toàn tỉnh có hơn 5.000 ha đất phải dừng sản xuất" tells how things are.
COUNTED = cues.spaced(
    r"(?<!\w)(?:trước (?:đây|kia|đó)|ngày trước|đến nay|hiện nay|hiện (?:có|còn)|theo thống kê"
    r"|khiến|làm cho|buộc"
    r"|(?:có|còn) (?:(?:hơn|trên|gần|khoảng|tới|đến|không ít|nhiều) )?(?:\d|nhiều))"
)
_ASIDE = cues.spaced(r"(?: (?:đã|vừa|đang|sẽ|cũng|còn))* ")
_PERIOD = cues.spaced(
    r"(?:trong |từ )?(?:\d+ tháng|năm|quý|tháng|thời gian|những năm|kỳ|đầu năm)(?!\w)[^;:]{0,160}"
)
# "Thời gian tới, xã tiếp tục vận động nhân dân hiến đất": what it will do.
_GOES_ON = re.compile(r"(?<!\w)(?:tiếp\s+tục|tích\s+cực|tăng\s+cường|đẩy\s+mạnh)(?!\w)")
_NEAR = 160
# What an inspection looked at: "trong thời gian từ năm 2020 - 2022, Chủ tịch đã chỉ đạo ...".
_LOOKS_BACK = cues.spaced(
    r"(?<!\w)(?:trong (?:thời gian(?! tới)|thời kỳ|giai đoạn|các năm|những năm|kỳ|nhiệm kỳ|niên độ)"
    r"|từ năm \d{4}|giai đoạn \d{4}|thời kỳ thanh tra|năm qua|thời gian qua)(?!\w)"
)
_PAST = re.compile(r"(?<!\w)(?:đã|vừa)(?!\w)")
# It was said there and then: "Ngay sau phản ánh này, UBND huyện đã chỉ đạo ...".
_NEWS = cues.spaced(
    r"(?:(?:ngay )?(?:tại|sau|trong) (?:buổi|cuộc|hội nghị|phiên|khi|phản ánh|sự việc|vụ việc)"
    r"|phát biểu|kết luận|cùng ngày|trước (?:tình hình|thực trạng|sự việc|vụ việc|phản ánh|việc)"
    r"|liên quan|(?:sáng|chiều|tối|trưa) (?:nay|ngày|\d)"
    r"|nhận được (?:thông tin|phản ánh|tin))(?!\w)"
)
_SPOKEN = {"chỉ đạo", "quán triệt", "lưu ý", "nhấn mạnh", "đôn đốc", "nhắc nhở", "nhắc"}
_WARNED = {"lưu ý", "nhắc nhở", "nhắc", "dặn"}  # nobody is proud of that


def tells_how(folded: str, start: int, after: int, end: int) -> bool:
    """Tell whether "phải" tells what people go or went through: "Hồi đó, trường phải học nhờ"."""
    return bool(SUFFERS.match(folded, after, end) or BEFORE.match(folded, start, end))


def told_done(ledger: Ledger, part: Span) -> bool:
    """Tell whether the parts tell what was done: "Trong năm, Sở đã tổ chức ...; yêu cầu ..."."""
    folded = ledger.scan.folded
    mark = folded.find(";", part.start, part.end)
    past = _PAST.search(folded, part.start, mark)
    closed = ledger.head is not None and ledger.head.mode == "closed"
    return bool(
        past and (ledger.reports or closed or _PERIOD.match(folded, part.start, past.start()))
    )


def speaks(ledger: Ledger, agent: str | None, named: int, end: int) -> bool:
    """Tell whether a subject says something, so that what is asked next is its word.

    A body that only "đã quan tâm thực hiện" is the one that is spoken of, unless nobody spoke yet.
    """
    folded = ledger.scan.folded
    aside = _ASIDE.match(folded, named, end)
    if cues.SPEAKS.match(folded, aside.end() if aside else named + 1, end):
        return True
    if not aside or aside.end() == named + 1:
        return False
    return ledger.speaker is None or OFFICE.match((agent or "").lower()) is not None


def only_tells(ledger: Ledger, gap: Span, verb: re.Match[str], agent: str | None) -> bool:
    """Tell whether a verb that asks only tells what was done: "Sở đã chỉ đạo", in a report.

    A person in office who "đã chỉ đạo" spoke at the meeting that the news is about, and what a
    body "vừa chỉ đạo" is the news itself.
    """
    folded = ledger.scan.folded
    if plain(verb) in WEAK and _GOES_ON.search(folded, gap.start, gap.end):
        return (
            cues.AHEAD.search(ledger.scan.words, max(0, gap.start - _NEAR), verb.end()) is not None
        )
    new = folded.find("vừa", gap.start, gap.end) >= 0 or OFFICE.match((agent or "").lower())
    opens = folded.rfind("\n", 0, gap.start) + 1
    opens = max(
        opens, folded.rfind(". ", 0, gap.start) + 2 if ". " in folded[opens : gap.start] else 0
    )
    new = new or _NEWS.match(folded, opens, gap.start)
    person = plain(verb) in _SPOKEN and bool(new)
    person = person or (plain(verb) in _WARNED and not ledger.reports)
    past = _PAST.search(folded, gap.start, gap.end)
    sentence = max(folded.rfind(". ", 0, gap.start), gap.start - _NEAR, 0)
    if past and plain(verb) in WEAK and _LOOKS_BACK.search(folded, sentence, gap.start):
        return True
    weak = plain(verb) in WEAK and not person
    closed = ledger.head is not None and ledger.head.mode == "closed"
    return bool((past and (weak or ledger.reports or closed)) or (weak and ledger.reports))
