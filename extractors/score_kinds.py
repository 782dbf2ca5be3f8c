"""What a result measures: which index, and whether it is a value, a rank or a rate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.indices import Index
from extractors.score_context import NEAR

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
_RATE = re.compile(r"(?<!\w)(?:tỷ|tỉ)\s+lệ(?!\w)")
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
    mention = around.index_before(draft.left, draft.start)
    mention = mention or around.index_before(draft.start, draft.end)
    rate = _RATE.search(around.scan.folded, mention.end if mention else draft.left, draft.start)
    if mention and around.scan.folded.endswith(("tỷ lệ ", "tỉ lệ "), 0, mention.start):
        return What(_PERCENT, "rate")  # a share of those who are content is no index
    percent = draft.value is not None and draft.value.unit == "%" and draft.rank is None
    if mention and not (rate and percent):
        return What(mention.index, kind)
    if followed := _index_after(around, draft):
        return What(followed, kind)
    known = last is not None and (last.indicator != "OTHER" or last.name is not None)
    if last and known and bare and _goes_on(draft, last):
        same = Index(last.indicator, last.name, last.unit, None)
        return What(same, "rate" if rate or last.kind == "rate" else kind)
    if percent or (draft.change and not draft.rank and draft.change.unit == "%"):
        told = _told(around, draft) if bare and draft.is_first and bodies else None
        return What(told, kind) if told else What(_PERCENT, "rate")
    if draft.value and not draft.rank and not bare and not _only_points(around, draft):
        return What(_POINTS, kind)
    earlier = around.index_of_text(draft.sentence.start, draft.start)
    return What(earlier.index if earlier else UNKNOWN, kind)


_POINTS_OF = re.compile(
    r"(?:\A|[,;:])\s*(?:tổng\s+)?điểm(?:\s+số)?(?:\s+của\s[^,;:]*)?\s(?:lần\s+lượt\s+)?(?:là|đạt)\s*\Z"
)


def _only_points(around: Surroundings, draft: Draft) -> bool:
    """Whether the clause tells the points of a body and not of what: "điểm của X là 43,02"."""
    return _POINTS_OF.search(around.scan.folded[draft.left : draft.start]) is not None


def _goes_on(draft: Draft, last: Score) -> bool:
    """Whether a bare result measures what the last one did."""
    if not draft.is_first:
        return True
    return last.kind != "rate" and (last.indicator != "OTHER" or last.name is not None)


def _told(around: Surroundings, draft: Draft) -> Index | None:
    """The index of a bare percentage of a body, where a ranking is being told."""
    begin = max(draft.sentence.start, draft.start - NEAR)
    if _RATE.search(around.scan.folded, begin, draft.start):
        return None
    earlier = around.index_of_text(draft.sentence.start, draft.start)
    if earlier:
        return earlier.index
    return _PERCENT if _RANKING.search(around.scan.folded, begin, draft.start) else None


def _index_after(around: Surroundings, draft: Draft) -> Index | None:
    """The index that follows at once: "dẫn đầu bảng xếp hạng Chỉ số CCHC", "44,86 điểm PAPI"."""
    mentions = around.indices(draft.end, draft.end + 60)
    if not mentions:
        return None
    gap = around.scan.folded[draft.end : mentions[0].start]
    if draft.rank is None and gap.strip():  # "44,86 điểm PAPI"
        return None
    return mentions[0].index if _INDEX_FOLLOWS.fullmatch(gap) else None
