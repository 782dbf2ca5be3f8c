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
)
BEFORE = cues.spaced(r"(?:trước (?:đó|đây|kia)|ngày trước|khi đó|lúc đó|năm ngoái)(?!\w)")
# "Đội tuyển sẽ gặp Thái Lan" foretells, it resolves nothing.
HAPPENS = cues.spaced(
    r" (?:tiếp tục )?(?:gặp|đối đầu|diễn ra|thi đấu|chạm trán|bước vào|trở thành|mang lại|khiến"
    r"|ảnh hưởng|kéo dài|gây|xuất hiện|đối mặt|góp phần|rơi vào|thiếu|mất|khởi hành|nhận được"
    r"|hưởng|tan|suy yếu|đổ bộ|chịu)(?!\w)"
)
REPORTS = cues.spaced(  # "Cử tri A phản ánh, nhiều hộ dân chưa ..."
    r"(?:phản ánh|thông tin|báo cáo|trao đổi|đánh giá|nhận định|xác nhận|nêu)(?: thêm)?"
    r"(?:\s*[,:]| rằng(?!\w))"
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


def told_done(ledger: Ledger, part: Span) -> bool:
    """Tell whether the parts tell what was done: "Trong năm, Sở đã tổ chức ...; yêu cầu ..."."""
    folded = ledger.scan.folded
    mark = folded.find(";", part.start, part.end)
    past = _PAST.search(folded, part.start, mark)
    return bool(past and _PERIOD.match(folded, part.start, past.start()))


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
    person = plain(verb) == "chỉ đạo" and bool(new)
    past = _PAST.search(folded, gap.start, gap.end)
    sentence = max(folded.rfind(". ", 0, gap.start), gap.start - _NEAR, 0)
    if past and plain(verb) in WEAK and _LOOKS_BACK.search(folded, sentence, gap.start):
        return True
    weak = plain(verb) in WEAK and not person
    closed = ledger.head is not None and ledger.head.mode == "closed"
    return bool((past and (weak or ledger.reports or closed)) or (weak and ledger.reports))
