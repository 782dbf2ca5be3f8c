"""Whose a result is, where the ranking does not name the body beside the rank."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.bodies import CAPITALIZED, Body
from extractors.body_lists import listed_left, tells_of_others
from extractors.score_names import NAME_RIGHT
from extractors.score_owners import FAR, is_self

if TYPE_CHECKING:
    from extractors.score_context import Surroundings
    from extractors.score_drafts import Draft

MEAN = re.compile(
    r"(?<!\w)(?<!nhóm\s)(?<!loại\s)(?<!hạng\s)(?:trung\s+bình(?!\s+(?:(?:cao|thấp)(?!\s+nhất)|khá))|bình\s+quân(?!\s+(?:đầu\s+người|mỗi|hằng|hàng|một|nhân\s+khẩu)))(?!\w)"
)
_BEHIND = re.compile(
    r"(?<!\w)(?:(?:xếp|đứng|chỉ|ngay)\s+sau|(?:xếp|đứng)\s+(?:trên|dưới))\s[^,;]*"
    r"|(?<!\w)(?:vượt\s+(?:qua|mặt)|soán\s+ngôi)\s[^,;]*"
)
_CENTRAL = re.compile(r"chính phủ|thủ tướng|quốc hội|trung ương|ban chỉ đạo")  # measure others
_VERB = 24  # characters that a verb and its adverbs take between a body and its result
_ASKED = re.compile(
    r"\s+(?:số\s+)?(?P<who>(?:hộ\s+)?(?:doanh\s+nghiệp|người\s+dân|hộ\s+kinh\s+doanh))(?!\w)(?!\s+(?:rất\s+)?(?:hài\s+lòng|đồng\s+ý))"
)


def tells_mean(around: Surroundings, draft: Draft) -> bool:
    """Tell whether a result is said to be an average; a mere rank is none."""
    if draft.value is None and draft.change is None:
        return False
    return MEAN.search(around.plain, draft.left, draft.start) is not None


def beside(around: Surroundings, draft: Draft, last: list[Body]) -> list[Body]:
    """Give the bodies of the clause before a result; `last` are those of the result before.

    A mere group far from the verb gives way to a body known by name; an average is a group's.
    """
    if draft.bodies:
        return draft.bodies
    scan = around.scan
    if asked := _asked(around, draft):
        return [asked]
    clause = max(draft.left, scan.text.rfind(";", draft.left, draft.start) + 1)
    inside = around.bodies(clause, draft.start)
    if not scan.folded.endswith("(", 0, draft.start):  # "chỉ sau X (hạng 3)" tells of X
        inside = _outranking(scan.folded, clause, inside)
    if draft.value is None:
        inside = [b for b in inside if not _ranks_in(around, b)]
    told = draft.rank or draft.value
    if not inside and told and told.start > draft.start:  # "Từ hạng 58 (năm 2020), X vươn lên"
        inside = around.bodies(draft.start, told.start)
        return listed_left(scan, inside, draft.start, told.start)
    inside = [b for b in inside if b.is_named or not _AMONG.search(scan.folded[clause : b.start])]
    is_mean = tells_mean(around, draft)
    groups = [b for b in inside if not b.is_named] if is_mean else []
    if groups:
        return groups[-1:]
    if (
        not draft.is_first
    ):  # "xếp thứ 7 toàn quốc và xếp thứ nhất khu vực": whom the rank before ranks
        inside = [b for b in inside if b.rank > 1 or not _whose_share(around, draft, b)]
    bodies = listed_left(scan, inside, clause, draft.start)
    if not bodies and last and (name := _bare_name(around, draft)):
        return [name]
    if draft.is_first or not bodies or bodies[-1].is_named or not last or not last[0].is_named:
        return bodies
    return bodies if is_mean or draft.start - bodies[-1].end <= _VERB else last


# "Nằm trong nhóm các tỉnh có ...", "tỷ lệ xã, phường đạt chuẩn": among whom, of what.
_AMONG = re.compile(
    r"(?:(?<!\w)(?:nằm|đứng|thuộc|xếp|lọt|vào|ở)\s+(?:(?:trong|vào|ở)\s+)?(?:nhóm|tốp|top)(?:\s+\w+)?"
    r"|(?<!\w)(?:nằm|đứng|xếp|lọt|là\s+một)\s+(?:trong|vào)(?:\s+số)?|(?:tỷ|tỉ)\s+lệ(?:\s+các)?)\s+\Z"
)
_WITHIN = re.compile(r"(?<!\w)(?:trong|trên|phạm\s+vi)\s+\Z")


def _ranks_in(around: Surroundings, body: Body) -> bool:
    """Whether a whole is where a rank counts: "thứ hạng trong cả nước tăng 7 bậc"."""
    before = around.scan.folded[max(0, body.start - 12) : body.start]
    return body.rank == 1 and _WITHIN.search(before) is not None


_NAME = re.compile(rf"[\s;,]*(?:và\s+|còn\s+)?(?P<name>{CAPITALIZED})\s*[:(]?\s*\Z")


def _bare_name(around: Surroundings, draft: Draft) -> Body | None:
    """The place whose bare name is all that stands before a result: "...; Hưng Đông 90,2 điểm"."""
    if draft.is_first or draft.value is None:
        return None
    told = _NAME.fullmatch(around.scan.text, draft.left, draft.start)
    if told is None or told["name"].startswith(("Quý", "Năm", "Tháng", "Nhóm", "Khối", "Vùng")):
        return None
    if around.indices(draft.left, draft.start):
        return None
    return Body(*told.span("name"), " ".join(told["name"].split()), 3, None)


_OF_THINGS = re.compile(r"\s*(?:(?!(?:và|còn|ở|tại|với|trong)\s)[^\W\d_]+\s+){0,4}")


def _whose_share(around: Surroundings, draft: Draft, body: Body) -> bool:
    """Whether a whole is what the result before is a share of: "9% dân số cả nước và 50% …"."""
    return _OF_THINGS.fullmatch(around.scan.folded, draft.left, body.start) is not None


def _outranking(folded: str, start: int, bodies: list[Body]) -> list[Body]:
    """Without the bodies that stand before the one told of: "xếp sau A và B, đứng thứ ba"."""
    if not bodies or (behind := _BEHIND.search(folded, start, bodies[-1].end)) is None:
        return bodies
    return [b for b in bodies if not behind.start() < b.start < behind.end()]


def _asked(around: Surroundings, draft: Draft) -> Body | None:
    """Those who answer a survey: "38% doanh nghiệp cho biết ..."."""
    if draft.value is None or draft.value.unit != "%" or draft.rank:
        return None
    who = _ASKED.match(around.scan.folded, draft.end, draft.sentence.end)
    return (
        Body(who.start("who"), who.end("who"), " ".join(who["who"].split()), 2, None)
        if who
        else None
    )


def elsewhere(
    around: Surroundings, draft: Draft, last: list[Body], *, is_index: bool
) -> list[Body]:
    """Give the bodies of a result that has none beside it: after it, or carried on.

    The index is a body's own: the whole province, spoken of elsewhere, does not have it.
    """
    if right := _right(around, draft) or _at(around, draft):
        return right
    if earlier := _before_clause(around, draft):
        return earlier
    if is_index and tells_mean(around, draft):
        return []  # the average of a set that nobody names
    bodies = _carried(around, draft, last)
    begin = around.scan.text.rfind("\n", 0, draft.start) + 1
    far = [b for b in bodies if b.name.lower().startswith(("toàn ", "cả ")) and b.start < begin]
    return [] if is_index and far else bodies


def _right(around: Surroundings, draft: Draft) -> list[Body]:
    """The bodies of "100% TTHC thuộc thẩm quyền của Sở Tài chính"."""
    right = NAME_RIGHT.match(around.scan.text, draft.end, draft.sentence.end)
    if right is None or draft.rank is not None:
        return []
    if own := _OWN_UNIT.search(around.scan.folded, right.start(), right.end()):
        return [
            Body(*own.span("who"), around.scan.text[own.start("who") : own.end("who")], 3, None)
        ]
    group = around.bodies(draft.end, right.end())[:1]
    if group and group[0].rank == 2 and group[0].start - draft.end < _BESIDE:
        words = group[0].name.lower()
        if words.startswith(("ubnd ", "các ")):  # "100% UBND các xã đã ký số"
            return group
    inside = [b for b in around.bodies(right.start(), right.end()) if b.is_named and b.scope]
    first = next(
        (p for p, b in enumerate(inside) if around.scan.folded.endswith("của ", 0, b.start)), None
    )
    if first is None:
        return []
    out = inside[first : first + 1]
    for body in inside[first + 1 :]:
        if around.scan.folded[out[-1].end : body.start].strip() not in {"và", ",", "cùng"}:
            break
        out.append(body)
    return out


_BESIDE = 2  # characters
_OWN_UNIT = re.compile(
    r"(?<!\w)(?:thẩm\s+quyền|quản\s+lý)(?:\s+giải\s+quyết)?\s+của\s+(?P<who>đơn\s+vị|cơ\s+quan|địa\s+phương)(?!\s+(?:này|khác|trực|thuộc|đó))"
)
_AT = re.compile(r"\s+(?:tại|ở)\s+(?=[^\W\d_]|[0-9]+\s)")


def _at(around: Surroundings, draft: Draft) -> list[Body]:
    """The body of "đạt tỷ lệ 85% tại UBND thành phố"."""
    told = _AT.match(around.plain, draft.value.end) if draft.value and not draft.rank else None
    found = around.bodies(told.end(), told.end() + FAR)[:1] if told else []
    return [b for b in found if told and b.start == told.end()]


def _before_clause(around: Surroundings, draft: Draft) -> list[Body]:
    """The body that the clauses of a sentence share: "Công an huyện bắt 8 vụ; tỷ lệ đạt 92%"."""
    clause = around.scan.text.rfind(";", draft.left, draft.start)
    if clause < 0 or not draft.is_first:
        return []
    told = [b for b in around.bodies(draft.left, clause) if not tells_of_others(around.scan, b)]
    own = told and told[0].is_named and not is_self(told[0])
    return told[:1] if own and len({b.name for b in told}) == 1 else []


def _carried(around: Surroundings, draft: Draft, last: list[Body]) -> list[Body]:
    """The bodies that the text goes on with: of its sentence, paragraph or section, or its own."""
    if not draft.is_first:
        return last
    begin = draft.sentence.start
    begin = around.scan.text.rfind("\n", max(0, begin - FAR), begin) + 1
    if len(last) == 1 and last[0].start >= begin and last[0].is_named:
        return last
    if owner := around.owners.of(draft.start):
        return [owner]
    if last:
        return last if len(last) == 1 else []
    if owner := around.owners.after(draft.start):
        return [owner]
    named = [
        b
        for b in around.bodies_before(draft.sentence.start, 12)
        if b.scope and not (tells_of_others(around.scan, b) or _CENTRAL.match(b.name.lower()))
    ]
    return ([b for b in named if b.scope not in {"province", "ministry"}] or named)[-1:]
