"""What a result measures: which index, and whether it is a value, a rank or a rate."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from extractors.indices import Index, IndexMention
from extractors.score_behind import told_behind
from extractors.score_context import FAR, NEAR
from extractors.score_names import NAME_RIGHT, clause_start, is_bare
from extractors.score_topics import told_in_words, topic_after, topic_of_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.bodies import Body
    from extractors.facts import Score
    from extractors.score_context import Surroundings
    from extractors.score_drafts import Draft


@dataclass(frozen=True, slots=True)
class What:
    """The index measured (OTHER without a name where none is known) and the kind of the score."""

    index: Index
    kind: str


UNKNOWN = Index("OTHER", None, None, None)
_PERCENT = Index("OTHER", None, "%", None)
_POINTS = Index("OTHER", None, "điểm", None)
UNKNOWNS = (UNKNOWN, _PERCENT, _POINTS)
_RATE = re.compile(r"(?<!\w)(?:tỷ|tỉ)\s+lệ(?!\w)(?!\s+(?:điểm|chỉ\s+số)(?!\w))")
_POINT_RATE = re.compile(r"(?<!\w)(?:tỷ|tỉ)\s+lệ\s+(?:điểm(?:\s+số)?|chỉ\s+số)(?!\w)")
_RANKING = re.compile(r"dẫn\s+đầu|xếp\s+hạng|thứ\s+hạng|đứng\s+đầu|(?<!\w)t[oố]p(?!\w)|cuối\s+bảng")
_INDEX_FOLLOWS = re.compile(
    r"[\w\s,/]*?(?:bảng\s+xếp\s+hạng|xếp\s+hạng|về|trong|trên|của)(?:\s+(?:kết\s+quả|bảng|các))*\s*"
    r"|\s*"
)


def what_of(
    around: Surroundings, draft: Draft, bodies: Sequence[Body], last: Score | None, *, bare: bool
) -> What:
    """Give what a result measures.

    `last` is the result told before it; `bare` says that nothing stands before the result but
    whose it is and when, so that it may go on with what the last one measured.
    """
    kind = "rank" if not draft.value and (draft.rank or not draft.change) else "value"
    if draft.index is not None:
        return What(draft.index, kind)
    if told := told_in_words(around, draft):
        return What(told, kind)
    mention = told_behind(around, draft) or around.index_before(draft.left, draft.start)
    mention = mention or around.index_before(draft.start, draft.end)
    rate = _RATE.search(around.scan.folded, mention.end if mention else draft.left, draft.start)
    if mention is None and (whole := _whole_told(around, draft, bodies)):
        return What(whole, kind)
    if mention and around.scan.folded.endswith(("tỷ lệ ", "tỉ lệ "), 0, mention.start):
        return What(_PERCENT, "rate")  # a share of those who are content is no index
    percent = draft.value is not None and draft.value.unit == "%" and draft.rank is None
    if mention and not (rate and percent):
        return What(mention.index, kind)
    if told := _index_after(around, draft) or _of_heading(around, draft, bare=bare):
        return What(told, kind)
    known = last is not None and (last.indicator != "OTHER" or last.name is not None)
    if last and known and bare and _goes_on(around, draft, last):
        same = Index(last.indicator, last.name, last.unit, None)
        return What(same, "rate" if rate or last.kind == "rate" else kind)
    if percent or (draft.change and not draft.rank and draft.change.unit == "%"):
        opens = draft.is_first and (bodies or draft.value is None)
        told = _told(around, draft) if bare and opens else None
        return What(told, kind) if told else What(_PERCENT, "rate")
    earlier = around.index_of_text(draft.sentence.start, draft.start)
    if draft.value and _points_of_own(around, draft, earlier, bare=bare):
        return What(_POINTS, kind)
    told = earlier.index if earlier else topic_of_text(around) if draft.rank else None
    return What(told or UNKNOWN, kind)


# "Điểm thẩm định đạt 43 điểm", "nội dung cải cách thể chế được 8 điểm": a thing of its own.
_THING = re.compile(
    r"(?<!\w)(?:bài|kiểm\s+tra|tiêu\s+chí|nội\s+dung|lĩnh\s+vực|trục|trụ\s+cột|phần|nhóm\s+điểm|điểm\s+(?!số|trung|bình|tổng|đạt|là|cao|thấp|của|ở|tăng|giảm|chung|với|năm|tốt|khá|xuất|yếu|lần|theo|được|nhất|này|cho)\w+)(?!\w)"
)
_TEN = 10
_POINTS_OF = re.compile(
    r"(?:\A|[,;:])\s*(?:tổng\s+)?điểm(?:\s+số)?(?:\s+của\s[^,;:]*)?\s(?:lần\s+lượt\s+)?(?:là|đạt)\s*\Z"
)


# "Giá trị trung bình toàn quốc đạt 88,37%", "63 tỉnh đều đạt chỉ số trên 80%": of the index told.
_WHOLE_TOLD = re.compile(
    r"(?<!\w)(?:(?:giá\s+trị|điểm(?:\s+số)?|kết\s+quả)\s+(?:trung\s+bình|bình\s+quân)(?:\s+chung)?"
    r"|(?:đạt|có)\s+chỉ\s+số)(?!\w)"
)
_HIGH = re.compile(r"(?<!\w)(?:kỷ\s+lục|đạt\s+mức|cao\s+nhất)(?!\w)")


def _whole_told(around: Surroundings, draft: Draft, bodies: Sequence[Body]) -> Index | None:
    """The index that a text tells of, where a clause says no more than whose value it is."""
    if draft.value is None:
        return None
    folded, left, until = around.scan.folded, draft.left, draft.value.start
    points = draft.value.unit == "%" and _POINT_RATE.search(folded, left, until)
    if not points:
        found = [*_WHOLE_TOLD.finditer(folded, left, until)][-1:]
        if not found or _RATE.search(folded, left, until):
            return None
        begin = found[0].end()
        inside = [*bodies, *around.bodies(begin, until)]
        moved = [replace(b, start=b.start - begin, end=b.end - begin) for b in inside]
        clause = _HIGH.sub(lambda m: " " * len(m[0]), folded[begin:until])
        if not is_bare(clause, 0, len(clause), moved):
            return None
    earlier = around.index_of_text(draft.sentence.start, draft.start)
    return earlier.index if earlier and (points or earlier.index.unit) else None


def _points_of_own(
    around: Surroundings, draft: Draft, told: IndexMention | None, *, bare: bool
) -> bool:
    """Whether a value is of a thing of its own, not of the index that the text has told.

    Points of ten are of no index that is measured in percent.
    """
    of = draft.value.of if draft.value else None
    if told and told.index.unit == "%" and of and of <= _TEN:
        return True
    if draft.rank or bare or _only_points(around, draft):
        return False
    if told is None or told.index.unit is None:
        return True
    clause = clause_start(around.plain, draft.left, draft.start)
    return _THING.search(around.plain, clause, draft.start) is not None


def _only_points(around: Surroundings, draft: Draft) -> bool:
    """Whether the clause tells the points of a body and not of what: "điểm của X là 43,02"."""
    return _POINTS_OF.search(around.scan.folded[draft.left : draft.start]) is not None


def _of_heading(around: Surroundings, draft: Draft, *, bare: bool) -> Index | None:
    """The index that the heading right above a result names: "2.2. Chỉ số SIPAS"."""
    blocks, begin = around.scan.blocks, draft.sentence.start
    at = bisect_right(blocks, begin, key=attrgetter("start")) - 1
    if not (bare and draft.is_first and draft.value) or at < 1 or blocks[at].start != begin:
        return None
    above = blocks[at - 1]
    named = around.index_before(above.start, above.end)
    if named is None or named.index.unit is None or above.end - named.end > _REST:
        return None
    if _HEADS.match(around.plain, above.start, named.start) is None:
        return None
    percent = draft.value.unit == "%" and draft.rank is None
    return named.index if not percent or named.index.unit == "%" else None


_REST = 12  # characters of a heading behind the index that it names
_HEADS = re.compile(
    r"(?:[-+*•#\s(]|[0-9]+[.)]|[a-zđ][.)]|[ivx]+[.)]|về|kết\s+quả|chỉ\s+số|đối\s+với)*+\Z"
)


def _goes_on(around: Surroundings, draft: Draft, last: Score) -> bool:
    """Whether a bare result measures what the last one did.

    A new sentence goes back from a part of an index to the index.
    """
    if not draft.is_first:
        return not counts(around, draft)
    if last.kind == "rate" or (last.indicator == "OTHER" and last.name is None):
        return False
    if counts(around, draft):
        return False
    whole = around.index_of_text(draft.sentence.start, draft.start)
    return last.indicator != "OTHER" or whole is None or whole.index.unit is None


def counts(around: Surroundings, draft: Draft) -> bool:
    """Tell whether a percentage is a share of what it names: "100% văn bản"."""
    right = NAME_RIGHT.match(around.scan.text, draft.end, draft.sentence.end)
    percent = draft.value is not None and draft.value.unit == "%" and draft.rank is None
    return percent and right is not None and right[1][0].islower()


def _told(around: Surroundings, draft: Draft) -> Index | None:
    """The index of a bare percentage of a body, where a ranking is being told."""
    begin = max(draft.sentence.start, draft.start - NEAR)
    if _RATE.search(around.scan.folded, begin, draft.start):
        return None
    if counts(around, draft):
        return None
    earlier = around.index_of_text(draft.sentence.start, draft.start)
    if earlier:
        return earlier.index
    return _PERCENT if _RANKING.search(around.scan.folded, begin, draft.start) else None


def _index_after(around: Surroundings, draft: Draft) -> Index | None:
    """The index that follows at once: "dẫn đầu bảng xếp hạng Chỉ số CCHC", "44,86 điểm PAPI"."""
    mentions = around.indices(draft.end, draft.end + 60)
    if not mentions:
        return topic_after(around, draft)
    gap = around.scan.folded[draft.end : mentions[0].start]
    if draft.rank is None and gap.strip():  # "44,86 điểm PAPI"
        return None
    return mentions[0].index if _INDEX_FOLLOWS.fullmatch(gap) else None


_RANKED = re.compile(r"xếp\s+hạng|chỉ\s+số|thứ\s+hạng|điểm|index|đánh\s+giá|thi\s+đua|xếp\s+loại")


def ranks_nobody(folded: str, draft: Draft, what: What) -> bool:
    """Tell whether "đứng đầu" tells of no ranking: no index is known and none is spoken of."""
    if draft.rank is None or draft.value or draft.rank.of or what.index not in UNKNOWNS:
        return False
    begin = max(0, draft.sentence.start - 2 * NEAR, draft.start - FAR)
    end = min(draft.sentence.end, draft.end + FAR)
    return _RANKED.search(folded, begin, end) is None
