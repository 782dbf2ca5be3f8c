"""Whether two measurements tell one result, and whom a rank names: "đứng thứ 2 là A"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.body_lists import listed_left, listed_right
from extractors.score_owners import is_self

if TYPE_CHECKING:
    from extractors.bodies import Body
    from extractors.score_context import Surroundings
    from extractors.score_drafts import Draft
    from extractors.score_measure import Measure

_NEAR = 400  # characters within which a sentence speaks of one thing
_BESIDE = 60  # characters between a result and its change
_UNITS = (
    r"sở|ban|ngành|bộ|cơ\s+quan(?:\s+(?:ngang\s+bộ|ngang\s+sở|tương\s+đương(?:\s+sở)?|chuyên\s+môn))?|"
    r"đơn\s+vị|huyện|quận|đặc\s+khu|xã|phường|thị\s+trấn|thị\s+xã|thị|thành\s+phố|thành|tỉnh|"
    r"địa\s+phương|khu\s+vực|vùng|cấp|khối|nhóm"
)
# What may stand between the value and the rank of one result: verbs of ranking, whom it ranks.
_WORDS = (
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
    rf"(?>[\s,;:()\-–*_\"“”]|(?<!\w)(?>{_WORDS}|{_UNITS})(?!\w)|(?<![\w/])[0-9]{{1,3}}\s+(?>{_UNITS})(?!\w))*+"
)
# "..., nằm trong nhóm rất tốt và xếp hạng 5/63": a class between the value and the rank.
_IN_GROUP = re.compile(
    r"(?<!\w)(?:(?:tiếp\s+tục|vẫn|luôn|được)\s+)*(?:nằm|đứng|xếp|thuộc|lọt|rơi|vào|ở)\s+(?:(?:trong|vào|ở)\s+)?"
    r"(?:nhóm|tốp|top)(?!\w)[^,;.:()]{1,60}?(?=,|\s+(?:và|đồng\s+thời)\s)"
    r"|(?<!\w)(?:trong|trên|ở)\s+bảng\s+xếp\s+hạng[^,;.:()0-9]{0,60}(?=,)"
)
# "dẫn đầu cả nước về mức độ chuyển đổi với giá trị DTI đạt 0,82": of what, then how many points.
_UNIT_LIST = (
    r"(?:sở|ban|ngành|tỉnh|bộ|huyện|quận|thị\s+xã|xã|phường|khối),\s+(?:và\s+)?"
    r"(?=ban|ngành|thành|thị|huyện|quận|xã|phường|cơ\s|đơn\s|đặc\s)"
)
_LEADS = re.compile(
    r"(?:(?!(?:tăng|giảm|nhưng|còn|trong\s+khi|tiếp|và\s+(?:có|đạt|là|tỷ|tỉ)|với|khi|do|nhờ)(?!\w))"
    rf"(?:{_UNIT_LIST}|(?<![0-9])20[0-9]{{2}}(?=\s)|[^,;.:()0-9])){{0,160}}?"
    r",?\s*(?<!\w)(?:với|đạt|ở\s+mức|có)\s+"
    r"(?:(?:tổng|số|điểm|mức|giá\s+trị|chỉ\s+số|(?:tỷ|tỉ)\s+lệ\s+điểm|kết\s+quả|đạt|là|chung|"
    r"tổng\s+hợp|đánh\s+giá|được|năm|của|này|tới|hài\s+lòng|độ)\s+)*"
)
_NEXT_YEAR = re.compile(
    r";[^;]*(?:(?:19|20)[0-9]{2}|(?<!\w)còn(?!\w))"
)  # "...; còn năm 2023 được ..."
_SCOPE = (
    r"\s*(?:/\s*[0-9]+\s*)?(?:(?:trong|trên|của)\s+)?(?:(?:bảng\s+)?xếp\s+hạng|bảng|danh\s+sách|toàn\s+tỉnh|"
    r"cả\s+nước|toàn\s+quốc|khối\s+)?\s*(?:(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?[0-9]{1,3}\s+)?"
    r"(?:(?:sở|ban|ngành|bộ|tỉnh|huyện|xã|phường|quận|thị\s+xã|thị\s+trấn|thành\s+phố|đơn\s+vị|"
    r"địa\s+phương|cơ\s+quan|cấp|các)(?!\w)[\s,]*){0,8}"
    r"(?:(?:năm\s+)?(?:19|20)[0-9]{2}\s+)?(?:với\s+(?:số\s+)?(?:điểm|điểm\s+số)[^,;.]{0,12}\s+)?"
)
_RANK_SCOPE = re.compile(_SCOPE)
_RANK_FIRST = re.compile(
    rf"{_SCOPE}(?:(?:tiếp\s+tục|vẫn|lần\s+lượt)\s+)?(?:là|gồm\s+có|gồm|thuộc\s+về|gọi\s+tên)\s*:?\s+(?:các\s+)?(?=[^\W\d_])"
)
_SHARED = re.compile(r"\s+(?:là|gồm|thuộc\s+về)\s+(?:các\s+)?")
# A list behind a value, "đạt trên 90%, tiếp tục là 3 đơn vị: A; B; C".
_SHARED_LIST = re.compile(
    rf"\s*,?\s*(?:(?:tiếp\s+tục|vẫn)\s+)?(?:là|gồm(?:\s+có)?|thuộc\s+về|có)\s+"
    rf"(?:[0-9]+|các|hai|ba|bốn|năm)\s+(?:{_UNITS})\s*:\s+"
)
_LIST_OVER = re.compile(r"\.\s|\.\Z|\n")
_TITLE = re.compile(r"(?:á|quán)\s+quân\Z")
_CLAUSE = re.compile(r"[,;:.(\n](?![0-9])")
LIST_ENDS = re.compile(
    r"\s+[*_]*[0-9]+[.,][0-9]|\s+(?:với|đạt|cùng|có|và\s+đứng|xếp|đứng|hạng|chỉ|mới|theo)\s|[;(\n]|\.\s|\.\Z"
)
_LED = re.compile(
    r"(?:\A|[;:.,\n]\s*)\W*(?:(?:theo\s+đó|cụ\s+thể|trong\s+đó|năm\s+[0-9]{4}),?\s+)?(?:với|đạt|được)\s+"
    r"(?:(?:tổng|hợp|số|điểm|kết|quả|mức|chỉ|giá|trị|là|đạt|pci|papi|dti|pii|sipas|cchc|par|index|năm(?=\s+[0-9])|[0-9]{4})\s+){0,9}\Z"
)
_TAKES = re.compile(
    r"\s*,?\s*(?:(?:đã|tiếp\s+tục|vẫn|cũng|lần\s+thứ\s+\w+|liên\s+tiếp|năm\s+thứ\s+\w+|chính\s+thức|xuất\s+sắc|vươn\s+lên|"
    r"giành|giữ\s+vững|giữ|chiếm|đoạt|về|đứng|ở|ngôi|vị\s+trí|xếp|là|đơn\s+vị|địa\s+phương|tỉnh|thành\s+phố|sở|bộ|huyện|xã|phường)\s+)*"
)


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


def says_again(around: Surroundings, draft: Draft, measure: Measure) -> bool:
    """Whether a rank tells how many were ranked: "dẫn đầu với 95,42%, xếp thứ 1/14"."""
    if measure.kind != "rank" or draft.rank is None or draft.rank.of is not None:
        return False
    if measure.superlative or measure.in_turn:
        return False
    same = draft.rank.number == measure.number or draft.rank.number <= 0 < measure.number - 1
    end = max([draft.end, *(b.end for b in draft.bodies)])
    return same and _TIE.fullmatch(_between(around, end, max(end, measure.start))) is not None


def ranked_bodies(around: Surroundings, measure: Measure, left: int, end: int) -> list[Body]:
    """Give the bodies of "đứng thứ 2 là A, B và C với 88 điểm", "xếp thứ 3 Sở Y tế"."""
    if measure.kind != "rank":
        return []
    folded = around.plain
    opened = _RANK_FIRST.match(_unindexed(around, measure.end, end))
    if opened is None:
        return _fronted(around, measure, left)
    at = measure.end + opened.end()
    end = min(end, at + 2 * _NEAR)
    closed = LIST_ENDS.search(folded, at, end)
    end = closed.start() if closed else end
    return listed_right(around.scan, around.bodies(at, end), at, end)


def _unindexed(around: Surroundings, start: int, end: int) -> str:
    """The plain text behind a place, with blanks for the indices that it names at once."""
    out = around.plain[start : min(end, start + _NEAR)]
    for mention in around.indices(start, min(end, start + _BESIDE)):
        first, last = mention.start - start, mention.end - start
        out = f"{out[:first]}{' ' * (last - first)}{out[last:]}"
    return out


def sharing_bodies(around: Surroundings, measure: Measure, left: int, end: int) -> list[Body]:
    """Give the bodies that share a value told before them: "cùng đạt 85,42% là A và B"."""
    if measure.kind != "value":
        return []
    listed = _SHARED_LIST.match(around.plain, measure.end, end)
    opened = listed or _SHARED.match(around.plain, measure.end, end)
    if opened is None or any(b.is_named for b in around.bodies(left, measure.start)):
        return []
    at = opened.end()
    end = min(end, at + _NEAR)
    closed = (_LIST_OVER if listed else LIST_ENDS).search(around.plain, at, end)
    end = closed.start() if closed else end
    first = around.bodies(at, end)[:1]
    if not first or not first[0].is_named or first[0].start - at > 1:
        return []
    return listed_right(around.scan, around.bodies(at, end), at, end)


def _fronted(around: Surroundings, measure: Measure, left: int) -> list[Body]:
    """The body that follows at once a rank that opens its clause: "..., xếp thứ 2 Sở Nội vụ"."""
    scope = _RANK_SCOPE.match(around.plain, measure.end)
    at = scope.end() if scope else measure.end
    following = around.bodies(measure.end, measure.end + 160)[:1]
    near = [b for b in following if b.start - measure.end < 2 or 0 <= b.start - at < 2]
    if not near or not near[0].is_named:
        return []
    if _TITLE.search(around.plain, measure.start, measure.end):
        return near
    breaks = [m.end() for m in _CLAUSE.finditer(around.plain, left, measure.start)]
    begin = breaks[-1] if breaks else left
    words = around.plain[begin : measure.start].strip(" *_")
    return near if words in {"", "và", "còn"} else []


def moved_on(around: Surroundings, draft: Draft, measure: Measure) -> bool:
    """Whether a result ends a move begun before its body: "Từ hạng 58, X vươn lên hạng 41"."""
    begun = draft.rank_change if measure.kind == "rank" else draft.change
    if begun is None or draft.has(measure.kind) or draft.end != begun.end:
        return False
    if around.plain[begun.start : begun.end].strip():  # no move, a stated difference
        return False
    return measure.start - draft.end < _BESIDE


def led_by_value(around: Surroundings, draft: Draft, measure: Measure) -> list[Body]:
    """Give the bodies of "Với 70,25 điểm, tăng 1,1 điểm, X giữ ngôi á quân"; else none."""
    if measure.kind != "rank" or draft.value is None or draft.rank or draft.bodies:
        return []
    if _LED.search(around.plain[draft.sentence.start : draft.value.start]) is None:
        return []
    owners = listed_left(
        around.scan, around.bodies(draft.end, measure.start), draft.end, measure.start
    )
    if not owners or not owners[-1].is_named:
        return []
    if ";" in around.plain[draft.end : measure.start]:
        return []
    taken = _TAKES.fullmatch(around.plain, owners[-1].end, measure.start)
    return owners if taken else []


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
        if folded[start : mention.start].strip(" (") or mention.end > end:
            break
        start = mention.end
    return folded[start:end]


def joins(around: Surroundings, draft: Draft, measure: Measure) -> bool:
    """Whether a measurement tells more of the result begun."""
    gap = _without_index(around, draft.end, min(measure.start, draft.end + 2 * _NEAR))
    turns = draft.rank is not None and draft.rank.in_turn
    if "lần lượt" in gap and measure.kind in {"value", "rank"} and not turns:
        return False
    if draft.bodies and measure.kind == "value":
        amid = draft.bodies[0].start <= measure.start < draft.bodies[-1].start
        return not amid and ";" not in gap
    if measure.kind in {"change", "rank_change"}:
        other = any(
            b.is_named and not (is_self(b) and _OF.search(around.plain, draft.end, b.start))
            for b in around.bodies(draft.end, measure.start)
        )
        if ";" in gap and not _TIE.fullmatch(_MOVES.sub("", gap)):  # the next clause's
            return False
        return len(" ".join(gap.split())) < _BESIDE and not other and "." not in gap
    if draft.rank:
        own = around.index_before(draft.sentence.start, draft.start)
        told = [m.index for m in around.indices(draft.end, measure.start) if m.index.name is None]
        if any(index != (own.index if own else told[0]) for index in told):
            return False
        gap = _between(around, draft.end, min(measure.start, draft.end + 2 * _NEAR))
    owners = around.bodies(draft.end, measure.start)
    if any(b.is_named and b.scope and not is_self(b) for b in owners) or _NEXT_YEAR.search(gap):
        return False
    if draft.rank and measure.kind == "value" and _LEADS.fullmatch(f"{gap.rstrip()} "):
        return True
    return _TIE.fullmatch(gap if draft.rank else _IN_GROUP.sub("", gap)) is not None
