"""The letters of a verb that asks where they are a noun's, a name's or another verb's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.text import Span

# The same letters where nobody is asked: "xin lỗi", "nhắc lại", "đơn xin".
_NOT_ASKING = cues.spaced(
    r"(?:xin (?:liên hệ|lỗi|phép|ý kiến|cảm ơn|cám ơn|chúc|chân thành|trân trọng|tiếp thu|ghi nhận"
    r"|hứa|cam kết|báo cáo|thông báo|gửi|chào|chia|việc|nghỉ|học|vào|ra|rút|cấp|giấy|đăng ký|mời"
    r"|giới|được|nhận|hỏi|nêu|nói|trả lời)"
    r"|nhắc (?:lại|đến|tới|việc)|mong (?:đợi|chờ|ước|manh|muốn|nhận|rằng|sẽ|sớm)"
    r"|góp ý (?:dự thảo|cho|vào|đối với|về|kiến)|gợi ý (?:của|về|thảo luận|cho)"
    r"|vận động (?:viên|hành lang|bầu|thể|quần chúng))(?!\w)"
)
_NO_NOUN = cues.spaced(  # "có ý kiến chỉ đạo như sau", "Tổ công tác đề nghị"
    r"(?<!\w)(?:có (?:một số |các |những |nhiều )?ý kiến|(?:đoàn|tổ|nhóm) công tác) \Z"
    r"|\A(?:các|nhiều|một số|đa số|phần lớn|những) ý kiến \Z"
)
_LISTED_NOUN = cues.spaced(
    r"(?<!\w)(?:một số|các|những|nhiều) (?:ý kiến|đề xuất|kiến nghị|giải pháp|nhận định|đánh giá"
    r"|khuyến nghị|yêu cầu|phản ánh)(?:,| và) \Z"
    r"|(?<!\w)(?:khiếu nại|tố cáo|phản ánh|đơn|đơn thư|ý kiến|thắc mắc|nguyện vọng)(?:,| và| hoặc) "
    r"(?:kiến nghị(?:,| và) )?\Z"
)
# "đơn kiến nghị, phản ánh (cấp huyện tiếp nhận 1.530 đơn)" counts.
_COUNTED_NOUN = cues.spaced(
    r"(?:kiến nghị|đề nghị|phản ánh|yêu cầu)(?:,| và) (?:kiến nghị|phản ánh|đề nghị|tố cáo"
    r"|khiếu nại)(?: (?:của|về|thuộc|được|đã|trên|từ|liên quan)(?!\w)|[\s]*[(),.;]|\Z)"
)
# "đáp ứng mục tiêu, | yêu cầu đề ra, Chủ tịch tỉnh giao ..."
_SET_NOUN = cues.spaced(
    r"(?:yêu cầu|kiến nghị|đề nghị|đề xuất) (?:(?:đã|được) )*(?:đề ra|đặt ra|nêu trên|nói trên"
    r"|này|đó)(?!\w)"
)
_COUNT = re.compile(r"(?<![/\w])\d+\skiến nghị\Z")  # "phải thực hiện 128 kiến nghị"


def no_verb(scan: Scan, word: str, at: int, part: Span) -> bool:
    """Tell whether the letters of the verb are a noun's, a name's or another verb's."""
    text, folded = scan.text, scan.folded
    if _COUNTED_NOUN.match(folded, at, part.end) or _SET_NOUN.match(folded, at, part.end):
        return True
    if word != "mong muốn" and _NOT_ASKING.match(folded, at):
        return True
    if text[at].islower():
        return _noun(folded, part.start, at)
    return at > 1 and text[at - 1] == " " and text[at - 2].isalnum()  # "Ban Chỉ đạo"


def _noun(folded: str, start: int, at: int) -> bool:
    """Tell whether the words before make a noun of the verb: "theo yêu cầu", "các đề xuất, "."""
    if _LISTED_NOUN.search(folded, max(start, at - 40), at):
        return True
    noun = cues.NOUN_BEFORE.search(folded, max(start, at - 16), at)
    noun = noun or _COUNT.search(folded, max(start, at - 16), at + len("kiến nghị"))
    return bool(noun) and not _NO_NOUN.search(folded, max(start, at - 24), at)
