"""Whether a measurement tells more of the result begun: "đạt 88,5%, xếp thứ 3, tăng 3 bậc"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.score_behind import UNIT_LIST
from extractors.score_owners import is_self
from extractors.score_ranks import UNIT_WORDS

if TYPE_CHECKING:
    from extractors.score_context import Surroundings
    from extractors.score_drafts import Draft
    from extractors.score_measure import Measure

_NEAR = 400  # characters within which a sentence speaks of one thing
_BESIDE = 60  # characters between a result and its change
_BEHIND = 160  # characters between a value and its rank
# What may stand between the value and the rank of one result: verbs of ranking, whom it ranks.
_WORDS = (
    r"(?:lần|năm)\s+(?:thứ\s+\w+|đầu\s+tiên)|"
    r"với|đạt|và|điểm\s+số|số\s+điểm|tổng\s+điểm|tổng\s+số\s+điểm|là|điểm|tỷ\s+lệ|tỉ\s+lệ|giá\s+trị|"
    r"kết\s+quả|chỉ\s+số|trong|trên|bảng\s+xếp\s+hạng|bảng|danh\s+sách|toàn\s+tỉnh|toàn\s+thành\s+phố|cả\s+nước|"
    r"toàn\s+quốc|cùng\s+kỳ|cùng|được|về|tương\s+ứng|tương\s+đương|các|của|so\s+với|"
    r"năm\s+trước|(?:năm\s+)?(?:19|20)[0-9]{2}|đứng|xếp|hiện|vươn\s+lên|qua\s+đó|từ\s+đó|đồng\s+thời|"
    r"do\s+đó|chỉ|còn|mới|đều|vẫn|tụt|xuống|lùi|vươn|lên|ở|vị\s+trí|khi|nhờ|có|mức|vỏn\s+vẹn|ước|khoảng|"
    r"tổng\s+số|tổng|số|chung|lĩnh\s+vực|thuộc|trực\s+thuộc|trung\s+ương|ngôi|hạng|vượt|hẳn|nhảy|bằng|"
    r"tiếp\s+tục|giữ\s+vững|giữ|nằm|vững|liên\s+tiếp|ghi|chấm|đánh\s+giá|công\s+tác|các\s+lĩnh\s+vực|"
    r"này|nay|năm\s+nay|trong\s+năm|nêu\s+trên|đó|theo|ngay|chiếm|xếp\s+hạng|hàng|đầu|lần\s+đầu|"
    r"cải\s+cách\s+hành\s+chính|cchc|chuyển\s+đổi\s+số|năng\s+lực\s+cạnh\s+tranh|đổi\s+mới\s+sáng\s+tạo|"
    r"loại|xuất\s+sắc|tốt|khá|yếu|thành\s+tích|phần\s+trăm|cao|thấp|tuyệt\s+đối|đứng\s+ở"
)
_TIE = re.compile(
    rf"(?>[\s,;:()\-–*_\"“”]|(?<!\w)(?>{_WORDS}|{UNIT_WORDS})(?!\w)|(?<![\w/])[0-9]{{1,3}}\s+(?>{UNIT_WORDS})(?!\w))*+"
)
# "..., nằm trong nhóm rất tốt và xếp hạng 5/63": a class between the value and the rank.
_IN_GROUP = re.compile(
    r"(?<!\w)(?:(?:tiếp\s+tục|vẫn|luôn|được)\s+)*(?:nằm|đứng|xếp|thuộc|lọt|rơi|vào|ở)\s+(?:(?:trong|vào|ở)\s+)?"
    r"(?:nhóm|tốp|top)(?!\w)[^,;.:()]{1,60}?(?=,|\s+(?:và|đồng\s+thời)\s)"
    r"|(?<!\w)(?:trong|trên|ở)\s+bảng\s+xếp\s+hạng[^,;.:()0-9]{0,60}(?=,)"
)
_LEADS = re.compile(
    r"(?:(?!(?:tăng|giảm|nhưng|còn|trong\s+khi|tiếp|và\s+(?:có|đạt|là|tỷ|tỉ)|với|khi|do|nhờ)(?!\w))"
    rf"(?:{UNIT_LIST}|(?<![0-9])20[0-9]{{2}}(?=\s)|[^,;.:()0-9])){{0,160}}?"
    r",?\s*(?<!\w)(?:với|đạt|ở\s+mức|có)\s+"
    r"(?:(?:tổng|số|điểm|mức|giá\s+trị|chỉ\s+số|(?:tỷ|tỉ)\s+lệ\s+điểm|kết\s+quả|đạt|là|chung|"
    r"tổng\s+hợp|đánh\s+giá|được|năm|của|này|tới|hài\s+lòng|độ)\s+)*"
    r"|[^,;.:()0-9]{0,60}(?<!\w)với\s+(?:số\s+điểm|điểm|tổng\s+điểm|kết\s+quả|chỉ\s+số|tỷ\s+lệ)(?!\w)[^,;.:()0-9]{0,40}\(\s*"
)
_BRACKETED = re.compile(
    r"[^,;.:()0-9]{0,60}\(\s*(?:đạt\s+|với\s+)?"
)  # "đứng đầu khối huyện (91,2%)"
_IN_TURN = re.compile(r"lần\s+lượt|tương\s+ứng\s+(?:với\s+)?các|theo\s+thứ\s+tự")
_SHORT = re.compile(r"\([^()0-9\n]{1,40}\)")  # "(CCHC)", "(xếp loại tốt)"
_NEXT_YEAR = re.compile(
    r";[^;]*(?:(?:19|20)[0-9]{2}|(?<!\w)còn(?!\w))"
)  # "...; còn năm 2023 được ..."
_YEAR = re.compile(r"(?<![0-9/.,-])(?:19|20)[0-9]{2}(?![0-9/%])")
_OF = re.compile(r"(?:của|trong|thuộc|toàn)\s+\Z")
_MOVES = re.compile(r"(?<!\w)(?:thứ\s+hạng|tăng|giảm|nhưng|lại|cũng|đã|thứ\s+bậc)(?!\w)")


def same_move(draft: Draft, measure: Measure) -> bool:
    """Whether a change is told twice: "từ thứ 51 lên 31, tăng 20 bậc"."""
    told = draft.change if measure.kind == "change" else draft.rank_change
    return (
        measure.kind in {"change", "rank_change"}
        and told is not None
        and (told.number == measure.number)
    )


_STATED = re.compile(r"(?:\s+(?:vào\s+)?năm\s+[0-9]{4})?\s*[,(]?\s*(?:tức(?:\s+là)?\s+)?")


def stated_otherwise(around: Surroundings, draft: Draft, measure: Measure) -> bool:
    """Whether a change is stated that its values do not give: "từ 80,1% lên 85,6% (tăng 4,5%)"."""
    if measure.kind not in {"change", "rank_change"} or not draft.has(measure.kind):
        return False
    told = draft.change if measure.kind == "change" else draft.rank_change
    if told is None or around.plain[told.start : told.end].strip():
        return False
    return _STATED.fullmatch(around.plain, draft.end, measure.start) is not None


def says_again(around: Surroundings, draft: Draft, measure: Measure) -> bool:
    """Whether a rank tells how many were ranked: "dẫn đầu với 95,42%, xếp thứ 1/14"."""
    if measure.kind != "rank" or draft.rank is None or draft.rank.of is not None:
        return False
    if measure.superlative or measure.in_turn:
        return False
    if _YEAR.search(around.plain, draft.rank.end, measure.start):  # "thứ 5 năm 2018, thứ 5 ..."
        return False
    same = draft.rank.number == measure.number or draft.rank.number <= 0 < measure.number - 1
    end = max([draft.end, *(b.end for b in draft.bodies)])
    return same and _TIE.fullmatch(_between(around, end, max(end, measure.start))) is not None


def moved_on(around: Surroundings, draft: Draft, measure: Measure) -> bool:
    """Whether a result ends a move begun before its body: "Từ hạng 58, X vươn lên hạng 41"."""
    begun = draft.rank_change if measure.kind == "rank" else draft.change
    if begun is None or draft.has(measure.kind) or draft.end != begun.end:
        return False
    if around.plain[begun.start : begun.end].strip():  # no move, a stated difference
        return False
    return measure.start - draft.end < _BESIDE


def _between(around: Surroundings, start: int, end: int) -> str:
    """The words between two places, less the indices that they name."""
    out, at = [], start
    for mention in around.indices(start, end):
        out.append(around.plain[at : mention.start])
        at = mention.end
    return "".join((*out, around.plain[at:end]))


def _without_index(around: Surroundings, start: int, end: int) -> str:
    """The words between two places, less the index named at once: "44,86 điểm PAPI, hạng 3"."""
    folded = around.plain
    for mention in around.indices(start, end):
        if folded[start : mention.start].strip(" (") not in {"", "về"} or mention.end > end:
            break
        start = mention.end
    return folded[start:end]


def joins(around: Surroundings, draft: Draft, measure: Measure) -> bool:
    """Whether a measurement tells more of the result begun."""
    end = min(measure.start, draft.end + 2 * _NEAR)
    gap = _SHORT.sub(" ", _without_index(around, draft.end, end))
    turns = draft.rank is not None and draft.rank.in_turn
    if _IN_TURN.search(gap) and measure.kind in {"value", "rank"} and not turns:
        return False
    if measure.kind in {"change", "rank_change"}:
        return _changes(around, draft, measure, gap)
    if draft.bodies:
        return _of_named(around, draft, measure, gap)
    owners = around.bodies(draft.end, measure.start)
    if any(b.is_named and b.scope and not is_self(b) for b in owners):
        return False
    if draft.rank:
        return _valued(around, draft, measure)
    if _NEXT_YEAR.search(gap):
        return False
    return _ranked(around, draft, measure, _IN_GROUP.sub("", gap))


def _changes(around: Surroundings, draft: Draft, measure: Measure, gap: str) -> bool:
    """Whether a change is that of the result: nobody else is named before it."""
    other = any(
        b.is_named and not (is_self(b) and _OF.search(around.plain, draft.end, b.start))
        for b in around.bodies(draft.end, measure.start)
    )
    if ";" in gap and not _TIE.fullmatch(_MOVES.sub("", gap)):  # the next clause's
        return False
    own = around.index_before(draft.sentence.start, draft.end)
    named = around.indices(draft.end, measure.start)
    if own and any(m.index.key not in {own.index.key, "OTHER"} for m in named):
        return False  # "đạt 90%, PCI tăng 5 bậc"
    return len(" ".join(gap.split())) < _BESIDE and not other and "." not in gap


def _of_named(around: Surroundings, draft: Draft, measure: Measure, gap: str) -> bool:
    """Whether a value or rank belongs to the bodies that the result has named behind it."""
    if measure.kind == "value":
        amid = draft.bodies[0].start <= measure.start < draft.bodies[-1].start
        return not amid and ";" not in gap
    at = draft.bodies[-1].end
    others = [b for b in around.bodies(at, measure.start) if b.is_named and not is_self(b)]
    return not (others or around.indices(at, measure.start) or ";" in gap or "\n" in gap)


_ABOUT = re.compile(
    r"\s+(?:(?:cả\s+nước|toàn\s+quốc|tỉnh,\s+thành\s+phố|toàn\s+tỉnh)\s+)?(?:về|ở|trong|trên)\s+(?:bảng\s+xếp\s+hạng\s+)?"
)
_OPENED = re.compile(r"\s*(?:\(|với|đạt)\s*")


def _valued(around: Surroundings, draft: Draft, measure: Measure) -> bool:
    """Whether a value is that of the rank before it: "dẫn đầu về PCI với 70 điểm"."""
    own = around.index_before(draft.sentence.start, draft.start)
    named = [m for m in around.indices(draft.end, measure.start) if m.index.name is None]
    if measure.kind == "value" and len(named) == 1 and own is not None:
        about = _ABOUT.fullmatch(around.plain, draft.end, named[0].start)
        if about and _OPENED.fullmatch(around.plain, named[0].end, measure.start):
            return True  # "..., thứ 20/63 về SIPAS (84,7%)"
    told = [m.index for m in named]
    if any(index != (own.index if own else told[0]) for index in told):
        return False
    end = min(measure.start, draft.end + 2 * _NEAR)
    gap = _SHORT.sub(" ", _between(around, draft.end, end))
    if _NEXT_YEAR.search(gap):
        return False
    if measure.kind == "value" and _LEADS.fullmatch(f"{gap.rstrip()} "):
        return True
    if measure.kind == "value" and _BRACKETED.fullmatch(gap):
        return True
    return _TIE.fullmatch(gap) is not None


_LAST_PART = re.compile(
    r"(?:[,(–]|(?<!\w)(?:và|đồng\s+thời|qua\s+đó|nhờ\s+đó|từ\s+đó)(?!\w))(?=[^,(–]*\Z)"
)


def _ranked(around: Surroundings, draft: Draft, measure: Measure, gap: str) -> bool:
    """Whether a rank still tells of the value before it: nothing new is spoken of between them.

    "Đạt 91 điểm, là năm thứ hai tỉnh xếp thứ 4", "đạt 69 điểm và thuộc nhóm tốt (xếp thứ 4)".
    """
    if _TIE.fullmatch(gap):
        return True
    if measure.kind != "rank" or len(gap) > _BEHIND or re.search(r"[;:\n]|\.(?![0-9])", gap):
        return False
    own = around.index_before(draft.sentence.start, draft.start)
    if own is None or any(m.index != own.index for m in around.indices(draft.end, measure.start)):
        return False
    parts = [*_LAST_PART.finditer(gap)]
    return bool(parts) and _TIE.fullmatch(gap[parts[-1].end() :]) is not None
