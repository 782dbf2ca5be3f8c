"""How a result is called where no index is named, and which stretch of text tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.bodies import Body
    from extractors.score_drafts import Draft


@dataclass(frozen=True, slots=True)
class Named:
    """What is measured, in its own words; `start:end` is the stretch with the measurement."""

    name: str | None
    start: int
    end: int


_LONGEST = 120  # characters of a name
# Words that say nothing of what is measured: connectives, verbs of ranking.
_WORDLESS = re.compile(
    r"[\W\d_]|(?<!\w)(?:đạt|với|là|có|và|xếp|đứng|thứ|năm|của|tại|tỉnh|trong|theo|được|còn|cụ\s+thể|"
    r"như\s+sau|đó|các|kết\s+quả|gồm|bao|chung|tổng\s+điểm|số\s+điểm|điểm|mức|từ|lên|xuống|tiếp|cao|"
    r"thấp|ít|nhiều|nhất|hơn|so|cũng|đã|hiện|này|trước|sau|giá\s+trị|trung\s+bình|vị|trí|hạng|bảng|cuối|đầu|"
    r"dẫn|bét|lần\s+lượt|cùng|khối|nhóm|top|tốp|chỉ|phần\s+trăm|vào|nay|"
    r"đến|dưới|trên|trở|khoảng|gần|dao\s+động|"
    r"loại|xuất\s+sắc|tốt|khá|yếu|bình\s+quân|tự\s+(?:chấm|đánh\s+giá)|thẩm\s+định|sơ\s+bộ|vùng|"
    r"xác\s+định|công\s+nhận|sở|ban|ngành|bộ|huyện|xã|phường|thị|trấn|thành\s+phố|quận|đơn\s+vị|cơ\s+quan|địa\s+phương|"
    r"kế|mặt\s+bằng|trung\s+vị|rồi|trong\s+khi|khi|vẫn|con\s+số|trước\s+đó|ngược\s+lại|hai|ba|khác|nhưng|song|thì|bằng|liên\s+tiếp|nhau|ghi|ngôi|tăng|giảm|"
    r"đều|mới|do|riêng|kết\s+luận|chấm|ở|đối\s+với|những|một|số|khu\s+vực)(?!\w)"
)
NAME_RIGHT = re.compile(
    r"\s+(?:số\s+(?:lượng\s+)?|các\s+)?((?!(?:so|trong|và|là|tăng|giảm|trở|năm|vào|tại|ở|cao|thấp|"
    r"xếp|đứng|qua|do|gồm|bao\s+gồm|nhưng|đến|theo|của|kế\s+hoạch\s+(?:năm|giao)|chỉ\s+tiêu|dự\s+toán)(?!\w))"
    r"(?=[^\W\d_])(?:(?!\s(?:và|hoặc)\s+[0-9])[^,;.()]|,(?=\s(?:phường|xã|thị\s+trấn|huyện|thị\s+xã|thành\s+phố|ban|ngành|đơn\s+vị|địa\s+phương|tổ\s+chức|doanh\s+nghiệp)(?!\w))){2,90})"
)
_VERB_LEFT = re.compile(
    r"((?:cắt\s+)?giảm|rút\s+ngắn|hoàn\s+thành|tiết\s+kiệm)(?:\s+\w+){0,2}\s*\Z", re.IGNORECASE
)
_BREAK = re.compile(r"[;:]\s|\.\s|\(|,\s(?!bằng)(?=[^,]*\S\s+\S+\s+\S)")
_TAIL = re.compile(
    r"(?:\s|,|(?<!\w)(?:đạt|là|với|trên|chưa|có|và|được|từ|còn|ước|ước\s+tính|chiếm|bằng|tối\s+thiểu|ít\s+nhất|đều|dưới|gần|hơn|khoảng|chỉ|mới)(?!\w))+\Z"
)
_LEAD = re.compile(
    r"\A(?:[\W\d]|(?<!\w)(?:và|tỷ\s+lệ|tỉ\s+lệ|trong\s+đó|có|đạt|với|nhất\s+là|nhưng|song|còn|riêng)(?!\w))+",
    re.IGNORECASE,
)
# "vốn giải ngân đạt gần 3.950 tỷ đồng, bằng 54,3%": the sum is no part of the name.
_COUNT_TOLD = re.compile(
    r"\s+(?:đạt|được|là|có)\s+(?:(?:gần|trên|hơn|khoảng)\s+)?[0-9][0-9.,]*(?:\s+\w+){0,3}(?:,?\s*(?:và\s+)?bằng)?\s*\Z",
    re.IGNORECASE,
)
_OTHER_PLAN = re.compile(
    r"\s*(?:kế\s+hoạch|dự\s+toán|chỉ\s+tiêu|nghị\s+quyết)(?!\w)[^,;.:()]{0,60}?(?:,|\s+và)(?:\s+bằng|\s+đạt)?\s*\Z"
)
_RATE = re.compile(r"(?<!\w)(?:tỷ|tỉ)\s+lệ\s+(?=[^\W\d_])", re.IGNORECASE)
_CLOSED = re.compile(r"[,;:.(](?!\d)|\d")  # another clause, or a number, stands between
_PLAN = re.compile(
    r"(?:kế\s+hoạch|chỉ\s+tiêu|dự\s+toán|tổng\s+(?:số|kế\s+hoạch|nguồn|dự\s+toán)|trên\s+tổng|nghị\s+quyết|yêu\s+cầu)(?!\w)",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\s+(?:của|tại|ở|trên\s+địa\s+bàn|trong)\s+(?:các\s+|toàn\s+)?\Z", re.IGNORECASE
)
_ADVERB = re.compile(
    r"(?:\s+(?:[≥≤<>]|chỉ|mới|vẫn|đều|cũng|đã|hiện|nay|giảm|tăng|xuống|lên|ước|trung\s+bình|bình\s+quân|chung|chiếm|ở\s+mức|"
    r"lần\s+lượt|dưới|gần|khoảng|hơn|nhưng|luôn|tiếp\s+tục|duy\s+trì))+\Z",
    re.IGNORECASE,
)
# "12 hồ sơ chậm hạn (chiếm 0,29%)": the words before the bracket tell what.
_BRACKETED = re.compile(
    r"\s*\(\s*(?:(?:chiếm|đạt|tương\s+ứng|tỷ\s+lệ|tỉ\s+lệ|bằng|dưới|trên|gần|chỉ)\s*)*\Z",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(r"\([A-ZĐ&-]{2,8}\)")  # "tổng sản phẩm trên địa bàn (GRDP)"
_LABEL = re.compile(r"(?:năm\s+)?(?<!\d)(?:19|20)\d\d\s*[(:]\s*\Z")


def is_bare(folded: str, left: int, right: int, bodies: Sequence[Body]) -> bool:
    """Whether nothing is said between two places, after a colon, but whose and when."""
    left = max(left, folded.rfind(":", left, right) + 1)
    if _OTHER_PLAN.match(folded[left:right]):  # "44% kế hoạch trung ương giao và 40% ..."
        return True
    words = list(folded[left:right])
    for body in bodies:
        if left <= body.start < right:
            words[body.start - left : body.end - left] = " " * (body.end - body.start)
    return not _WORDLESS.sub("", "".join(words)).strip()


_CLAUSE = re.compile(r"[,;:.)](?=\s)")


def clause_start(folded: str, left: int, right: int) -> int:
    """Give where the last clause between two places begins."""
    return max((m.end() for m in _CLAUSE.finditer(folded, left, right)), default=left)


def _rate_named(text: str, draft: Draft, start: int, bodies: Sequence[Body]) -> Named:
    """What "tỷ lệ X của Y đạt" measures: X, without whose it is."""
    owner = next((b.start for b in bodies if start < b.start < draft.start), draft.start)
    words = text[start : draft.start]
    if cut := _OWNED.search(text[start:owner]):
        words = text[start : start + cut.start()]
    words = _TAIL.sub("", _ADVERB.sub("", _TAIL.sub("", words)))
    name = " ".join(_LEAD.sub("", words).split())
    return Named(name[:_LONGEST] or None, start if name else draft.start, draft.end)


def name_of(text: str, draft: Draft, bodies: Sequence[Body] = ()) -> Named:
    """Give what a value measures: the words after "100%", or those before "đạt 98,7%"."""
    left = draft.left
    right = NAME_RIGHT.match(text, draft.end, draft.sentence.end)
    percent = draft.value is not None and draft.value.unit == "%" and draft.rank is None
    words = text[left : draft.start]
    rate = [*_RATE.finditer(words)]
    if rate and not _CLOSED.search(words, rate[-1].end()):
        return _rate_named(text, draft, left + rate[-1].start(), bodies)
    if right and percent and right[1][0].islower() and not _PLAN.match(right[1]):
        verb = _VERB_LEFT.search(text, max(left, draft.start - 60), draft.start)
        name = " ".join(f"{verb[1] if verb else ''} {right[1]}".split())
        return Named(name[:_LONGEST], verb.start() if verb else draft.start, right.end())
    words = _SHORT_FORM.sub(lambda m: " " * len(m[0]), words)
    words = _BRACKETED.sub("", words).rstrip(" ,:(")
    begin = max((m.end() for m in _BREAK.finditer(words)), default=0)
    begin += len(words[begin:]) - len(words[begin:].lstrip(" ,;.)(\n"))
    told = _TAIL.sub("", _COUNT_TOLD.sub("", _TAIL.sub("", words[begin:])))
    name = " ".join(_LEAD.sub("", told).split())
    return Named(name[:_LONGEST] or None, left + begin if name else draft.start, draft.end)


def quoted(text: str, draft: Draft, start: int, end: int) -> tuple[int, int]:
    """Give the span of a result with the label of a series, "2019 (2/19 đạt 84,95%)"."""
    label = _LABEL.search(text, max(draft.left, draft.start - 12), draft.start)
    start = label.start() if label else start
    opened = text.count("(", start, end) > text.count(")", start, end)
    return start, end + 1 if opened and text.startswith(")", end) else end
