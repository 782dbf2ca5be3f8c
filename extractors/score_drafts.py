"""Which measurements of a sentence tell one result: "đạt 88,52%, xếp thứ 3/19, tăng 3 bậc"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.bodies import Body, listed_right
from extractors.measures import find_measures
from extractors.score_context import NEAR
from extractors.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.atoms import Scan
    from extractors.score_context import Surroundings
    from extractors.score_measure import Measure


@dataclass(slots=True)
class Draft:
    """Measurements of one result, at most one of a kind.

    Its own words begin at `left`, those of the next result at `until`. `bodies` are those that
    the ranking itself names, "đứng thứ 2 là A, B và C", else none.
    """

    start: int
    end: int
    sentence: Span
    left: int = 0
    until: int = 0
    value: Measure | None = None
    rank: Measure | None = None
    change: Measure | None = None
    rank_change: Measure | None = None
    bodies: list[Body] = field(default_factory=list)

    @property
    def is_first(self) -> bool:
        """Whether no other result of its sentence stands before it."""
        return self.left == self.sentence.start

    def has(self, kind: str) -> bool:
        """Whether a measurement of the kind is in."""
        return getattr(self, kind) is not None

    def take(self, measure: Measure) -> None:
        """Put a measurement in."""
        setattr(self, measure.kind, measure)
        self.start = min(self.start, measure.start)
        self.end = max(self.end, measure.end)


_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,1000}\)")
_BESIDE = 60  # characters between a result and its change
# What may stand between the value and the rank of one result.
_TIE = re.compile(
    r"(?>[\s,;:()\-–*_]|(?<!\w)(?>với|đạt|và|điểm\s+số|số\s+điểm|tổng\s+điểm|tổng\s+số\s+điểm|là|điểm|"
    r"tỷ\s+lệ|tỉ\s+lệ|giá\s+trị|kết\s+quả|chỉ\s+số|trong|trên|bảng\s+xếp\s+hạng|toàn\s+tỉnh|"
    r"cả\s+nước|toàn\s+quốc|cùng\s+kỳ|cùng|được|về|tương\s+ứng|sở|ban|ngành|cơ\s+quan|đơn\s+vị|huyện|quận|đặc\s+khu|"
    r"xã|phường|thị\s+trấn|thị\s+xã|thị|thành\s+phố|thành|tỉnh|địa\s+phương|khu\s+vực|cấp|khối|các|của|so\s+với|"
    r"năm\s+trước|năm\s+(?:19|20)[0-9]{2}|đứng|xếp|hiện|vươn\s+lên|qua\s+đó|từ\s+đó|đồng\s+thời|"
    r"do\s+đó|chỉ|mới|đều|vẫn|tụt|xuống|lùi|vươn|lên|ở|vị\s+trí|số\s+điểm\s+là|kết\s+quả\s+là)(?!\w))*+"
)
_RANK_FIRST = re.compile(
    r"\s*(?:/\s*[0-9]+\s*)?(?:(?:trong|trên|của)\s+)?(?:bảng\s+xếp\s+hạng|toàn\s+tỉnh|cả\s+nước|"
    r"toàn\s+quốc|khối\s+)?\s*"
    r"(?:(?:sở|ban|ngành|tỉnh|huyện|xã|phường|quận|thị\s+xã|thị\s+trấn|thành\s+phố|đơn\s+vị|"
    r"địa\s+phương|cơ\s+quan|cấp|các)(?!\w)[\s,]*){0,8}(?:với\s+(?:số\s+)?(?:điểm|điểm\s+số)[^,;.]{0,12}\s+)?"
    r"(?:là|gồm\s+có|gồm|thuộc\s+về)\s*:?\s+(?:các\s+)?(?=[^\W\d_])"
)
LIST_ENDS = re.compile(
    r"\s+[*_]*[0-9]+[.,][0-9]|\s+(?:với|đạt|cùng|có|và\s+đứng)\s|[;(\n]|\.\s|\.\Z"
)


def by_sentence(scan: Scan, taken: Sequence[Span]) -> Iterator[tuple[Span, list[Measure]]]:
    """Give the sentences that hold measurements outside `taken` and furniture, with these."""
    images = [Span(*m.span()) for m in _IMAGE.finditer(scan.text)]
    closed = sorted([*taken, *images, *scan.furniture], key=lambda s: s.start)
    ends = [s.end for s in closed]  # a unit on the next line may make a number reach out
    measures = find_measures(scan)
    at = 0
    for sentence in scan.sentences:
        group = []
        while at < len(measures) and measures[at].start < sentence.end:
            place = bisect_left(ends, measures[at].start + 1)
            is_open = place == len(closed) or closed[place].start > measures[at].start
            if is_open and measures[at].start >= sentence.start:
                group.append(measures[at])
            at += 1
        if group:
            yield sentence, group


def drafts_of(around: Surroundings, sentence: Span, measures: Sequence[Measure]) -> list[Draft]:
    """Give the results that a sentence tells, in order."""
    drafts: list[Draft] = []
    for measure in measures:
        last = drafts[-1] if drafts else None
        if last and _says_again(around, last, measure):
            last.take(measure)
            continue
        ranked = _ranked_bodies(around, measure, sentence.end)
        if last and last.rank_change and _same_move(last.rank_change, measure):
            last.end = max(last.end, measure.end)
            continue
        if last and not last.has(measure.kind) and not ranked and _joins(around, last, measure):
            last.take(measure)
            continue
        draft = Draft(measure.start, measure.end, sentence, bodies=ranked)
        draft.take(measure)
        drafts.append(draft)
    left = sentence.start
    for place, draft in enumerate(drafts):
        if draft.bodies:
            draft.end = max(draft.end, draft.bodies[-1].end)
        draft.left = left
        draft.until = drafts[place + 1].start if place + 1 < len(drafts) else sentence.end
        left = draft.end
    return drafts


def _same_move(told: Measure, measure: Measure) -> bool:
    """Whether a move is told twice: "từ thứ 51 lên 31, tăng 20 bậc"."""
    return measure.kind == "rank_change" and measure.number == told.number


def _says_again(around: Surroundings, draft: Draft, measure: Measure) -> bool:
    """Whether a rank tells how many were ranked: "dẫn đầu với 95,42%, xếp thứ 1/14"."""
    if measure.kind != "rank" or draft.rank is None or draft.rank.of is not None:
        return False
    same = draft.rank.number in {measure.number, 0}
    return same and _TIE.fullmatch(around.scan.folded[draft.end : measure.start]) is not None


def _ranked_bodies(around: Surroundings, measure: Measure, end: int) -> list[Body]:
    """The bodies of "đứng thứ 2 là A, B và C với 88 điểm"."""
    if measure.kind != "rank":
        return []
    folded = around.scan.folded
    opened = _RANK_FIRST.match(folded, measure.end, end)
    if opened is None:
        return []
    end = min(end, opened.end() + 2 * NEAR)
    closed = LIST_ENDS.search(folded, opened.end(), end)
    end = closed.start() if closed else end
    return listed_right(around.scan, around.bodies(opened.end(), end), opened.end(), end)


def _without_index(around: Surroundings, start: int, end: int) -> str:
    """The words between two places, less the index named at once: "44,86 điểm PAPI, hạng 3"."""
    folded = around.scan.folded
    for mention in around.indices(start, end):
        if folded[start : mention.start].strip(" (") or mention.end > end:
            break
        start = mention.end
    return folded[start:end]


def _joins(around: Surroundings, draft: Draft, measure: Measure) -> bool:
    """Whether a measurement tells more of the result begun."""
    gap = _without_index(around, draft.end, min(measure.start, draft.end + 2 * NEAR))
    if draft.bodies and measure.kind == "value":
        amid = draft.bodies[0].start <= measure.start < draft.bodies[-1].start
        return not amid and ";" not in gap
    if measure.kind in {"change", "rank_change"} and draft.change is None:
        other = any(b.is_named for b in around.bodies(draft.end, measure.start))
        return len(gap) < _BESIDE and not other and "." not in gap
    if draft.rank:
        own = around.index_before(draft.sentence.start, draft.start)
        for mention in around.indices(draft.end, measure.start):
            if own and own.index != mention.index and mention.index.name is None:
                return False
            gap = gap.replace(around.scan.folded[mention.start : mention.end], "")
    return _TIE.fullmatch(gap) is not None
