"""Whom and what a result names behind it: "Ở vị trí thứ 4, X", "thứ 5 về PCI"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.body_lists import listed_left, listed_right, tells_of_others
from extractors.score_ranks import UNIT_WORDS

if TYPE_CHECKING:
    from extractors.bodies import Body
    from extractors.indices import IndexMention
    from extractors.score_context import Surroundings
    from extractors.score_drafts import Draft
    from extractors.score_measure import Measure

# "dẫn đầu cả nước về mức độ chuyển đổi với giá trị DTI đạt 0,82": of what, then how many points.
UNIT_LIST = (
    r"(?:sở|ban|ngành|tỉnh|bộ|huyện|quận|thị\s+xã|xã|phường|khối),\s+(?:và\s+)?"
    r"(?=ban|ngành|thành|thị|huyện|quận|xã|phường|cơ\s|đơn\s|đặc\s)"
)
_NEAR = 400  # characters within which a sentence speaks of one thing
_BESIDE = 60  # characters between a result and its change
_SCOPE = (
    r"\s*(?:/\s*[0-9]+\s*)?(?:(?:trong|trên|của)\s+)?(?:(?:bảng\s+)?xếp\s+hạng|bảng|danh\s+sách|toàn\s+tỉnh|"
    r"cả\s+nước|toàn\s+quốc|khối\s+)?\s*(?:(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?[0-9]{1,3}\s+)?"
    r"(?:(?:sở|ban|ngành|bộ|tỉnh|huyện|xã|phường|quận|thị\s+xã|thị\s+trấn|thành\s+phố|đơn\s+vị|"
    r"địa\s+phương|cơ\s+quan|cấp|các)(?!\w)[\s,]*){0,8}"
    r"(?:(?:năm\s+)?(?:19|20)[0-9]{2}\s+)?(?:với\s+(?:số\s+)?(?:điểm|điểm\s+số)[^,;.]{0,12}\s+)?"
)
_RANK_SCOPE = re.compile(_SCOPE)
_NO_SCOPE = (
    r"(?:với|đạt|có|tăng|giảm|nhưng|còn|khi|do|nhờ|so|từ|sau|được|đã|vì|mà|"
    r"và\s+(?:là|có|đạt|với|xếp|đứng))(?!\w)"
)
# "Đứng thứ 2 (khối huyện, thị xã) với số điểm 87/90 là ...": any words but those of a new clause.
_RANK_FIRST = re.compile(
    rf"(?>(?:/\s*[0-9]+)?)(?:{UNIT_LIST}|với\s+(?:số\s+)?(?:điểm|điểm\s+số)\s[^,;.]{{1,12}}\s"
    rf"|(?<!\w)(?!{_NO_SCOPE})(?>[^\W\d_]+)|(?>[-–\s\"“”/]+)|(?>[0-9]+)(?=\s)|\([^()\n]{{1,40}}\)){{0,40}}?"
    r"(?<!\w)(?:(?:đã|tiếp\s+tục|vẫn|lần\s+lượt)\s+)*"
    r"(?:là|gồm\s+có|gồm|thuộc\s+về|gọi\s+tên)\s*:?\s+(?:các\s+)?(?=[^\W\d_])"
)
# "Dẫn đầu về ứng dụng công nghệ, xây dựng chính quyền số năm 2021 là ..."
_ABOUT_FIRST = re.compile(
    rf"\s+về\s+(?:(?!{_NO_SCOPE})[^.;:()\n]){{1,120}}?(?<!\w)(?:là|thuộc\s+về)\s+(?=[^\W\d_])"
)
_LABELLED = re.compile(r"\s*:\s+")  # "Vị trí thứ nhất: Sở Y tế - 92,3 điểm"
_SHARED = re.compile(r"\s+(?:là|gồm|thuộc\s+về)\s+(?:các\s+)?")
# A list behind a value, "đạt trên 90%, tiếp tục là 3 đơn vị: A; B; C".
_SHARED_LIST = re.compile(
    rf"\s*,?\s*(?:(?:tiếp\s+tục|vẫn)\s+)?(?:là|gồm(?:\s+có)?|thuộc\s+về|có)\s+"
    rf"(?:[0-9]+|các|hai|ba|bốn|năm)\s+(?:{UNIT_WORDS})\s*:\s+"
)
_LIST_OVER = re.compile(r"(?<![0-9])\.\s|\.\Z|\n")
_TITLE = re.compile(r"(?:á|quán)\s+quân\Z")
_CLAUSE = re.compile(r"[,;:.(\n](?![0-9])")
LIST_ENDS = re.compile(
    r"\s+[*_]*[0-9]+[.,][0-9]|\s+(?:với|đạt|cùng|có|và\s+đứng|xếp|đứng|hạng|chỉ|mới|theo)\s|[;(\n]|(?<!tp)(?<!tx)\.\s|\.\Z"
)
# "Với tổng số điểm 70,25, ...", "Ở vị trí thứ 4, ...", "Năm 2019, đứng thứ ba là ...": what opens.
_OPENS = re.compile(
    r"(?:\A|[;:.\n)]|(?P<comma>,)(?=\s+với\s)|(?<!\w)(?:còn|nhưng|trong\s+khi(?:\s+đó)?))\W*"
    r"(?:(?:theo\s+đó|cụ\s+thể|trong\s+đó|kết\s+quả|năm\s+[0-9]{4}|còn|và),?\s+)?"
    r"(?P<with>(?:cùng\s+)?với\s+|đạt\s+|được\s+|có\s+|đứng\s+|ở\s+|tại\s+|xếp\s+|giữ\s+)?"
    r"(?:(?:tổng|hợp|số|điểm|kết|quả|mức|chỉ|giá|trị|là|đạt|pci|papi|dti|pii|sipas|cchc|par|index|năm(?=\s+[0-9])|[0-9]{4})\s+){0,9}\Z"
)
_THEN_WHO = re.compile(
    r"(?:\s*\([^()\n]{0,40}\))?(?:\s+(?:trong|trên|toàn|cả|của|khối|bảng|năm)(?!\w)[^,;.:()]{0,60})?\s*,\s*"
    r"(?:(?:thì|(?:năm|lần)\s+thứ\s+\w+(?:\s+liên\s+tiếp)?,?|năm\s+[0-9]{4},?|tỉnh|thành\s+phố)\s+)*\Z"
)
_ABOUT = re.compile(
    r"(?:\s+(?:cả\s+nước|toàn\s+quốc|toàn\s+tỉnh|trong\s+cả\s+nước))?\s*(?:(?:về|trong|trên|của|ở)\s+)?(?:(?:bảng\s+)?xếp\s+hạng\s+|kết\s+quả\s+)?"
)


def ranked_bodies(around: Surroundings, measure: Measure, left: int, end: int) -> list[Body]:
    """Give the bodies of "đứng thứ 2 là A, B và C với 88 điểm", "xếp thứ 3 Sở Y tế"."""
    if measure.kind != "rank":
        return []
    folded = around.plain
    behind = _unindexed(around, measure.end, end)
    opened = _RANK_FIRST.match(behind) or _LABELLED.match(behind) or _ABOUT_FIRST.match(behind)
    if opened is None:
        return _fronted(around, measure, left)
    at = measure.end + opened.end()
    numbered = measure.in_turn and around.scan.text[at].isdigit()  # "theo thứ tự: 1. A; 2. B"
    if numbered:
        line = around.scan.text.find("\n", at)
        end = line if line >= 0 else len(around.scan.text)
    end = min(end, at + 2 * _NEAR)
    named = (
        numbered
        or around.scan.text[at].isupper()
        or [b for b in around.bodies(at, end)[:1] if b.start == at]
    )
    if not named:
        return []
    ends = _LIST_OVER if measure.in_turn and folded[at - 2] == ":" else LIST_ENDS
    closed = ends.search(folded, at, end)
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
    if first and first[0].is_named and first[0].start - at < 2:
        return listed_right(around.scan, around.bodies(at, end), at, end)
    return listed_left(around.scan, [], measure.end, end) if listed else []


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


def follows(around: Surroundings, draft: Draft, left: int, until: int) -> list[Body]:
    """Give the body behind a result that opens its clause: "Ở vị trí thứ 4, X", "Với 70 điểm, X".

    `left` is where the words of the result begin; the body ends before `until`.
    """
    first = draft.value or draft.rank
    if draft.bodies or first is None or (draft.rank and draft.rank.superlative):
        return []
    opened = _OPENS.search(around.plain[left : draft.start])
    if opened is None or not (opened["with"] or draft.rank):
        return []
    if opened["comma"] and draft.rank:
        return []
    who = around.bodies(draft.end, min(until, draft.end + _NEAR))[:1]
    if not who or not who[0].is_named or tells_of_others(around.scan, who[0]):
        return []
    return who if _THEN_WHO.fullmatch(around.plain, draft.end, who[0].start) else []


def told_behind(around: Surroundings, draft: Draft) -> IndexMention | None:
    """Give the index that a rank names behind it: "thứ 5 về PCI".

    One named before goes first, unless "A thứ 5 về X" tells whose the rank is and of what.
    """
    if draft.rank is None:
        return None
    named = around.indices(draft.end, min(draft.until, draft.end + _NEAR))
    if not named or not _ABOUT.fullmatch(around.plain, draft.end, named[0].start):
        return None
    before = around.index_before(draft.left, draft.start)
    if before is not None:
        about = around.plain[draft.end : named[0].start].split()[-1:] == ["về"]
        if not about or not any(b.is_named for b in around.bodies(before.end, draft.start)):
            return None
    return named[0]


def index_behind(around: Surroundings, draft: Draft) -> int | None:
    """Give where the index ends that a rank has behind it, "thứ 5 về PCI": it is no other's."""
    first = told_behind(around, draft)
    if first is None:
        return None
    named = around.indices(first.start, min(draft.until, draft.end + _NEAR))
    end = named[0].end
    for again in named[1:]:  # "chỉ số cải cách hành chính (PAR Index)"
        if again.index != named[0].index or around.plain[end : again.start].strip(" )") != "(":
            break
        end = again.end
    return min(end, draft.until)
