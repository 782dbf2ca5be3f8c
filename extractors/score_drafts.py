"""Which measurements of a sentence tell one result: "đạt 88,52%, xếp thứ 3/19, tăng 3 bậc"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.measures import find_measures
from extractors.score_behind import follows, index_behind, ranked_bodies, sharing_bodies
from extractors.score_joins import joins, moved_on, same_move, says_again, stated_otherwise
from extractors.score_sizes import OF_REGION
from extractors.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.atoms import Scan
    from extractors.bodies import Body
    from extractors.indices import Index
    from extractors.score_comparisons import Comparison, Comparisons
    from extractors.score_context import Surroundings
    from extractors.score_measure import Measure


@dataclass(slots=True)
class Draft:
    """Measurements of one result, at most one of a kind.

    Its own words begin at `left`, those of the next result at `until`. `bodies` are those that
    the ranking itself names, "đứng thứ 2 là A, B và C", else none; `index` and `period` are set
    where a list gives them out one by one ("lần lượt"). `asides` are the results that this one is
    compared with, each told in its comparison `beside`.
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
    index: Index | None = None
    period: str | None = None
    beside: Comparison | None = None
    asides: list[Draft] = field(default_factory=list)

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


_UNIT_NEAR = 160  # characters between a result and its change, another measure of it between
_OPENED = re.compile(r"\s*\(\s*[^\W\d_]")
_CLOSED = re.compile(r"\s*\)")
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,1000}\)")
_YEAR_OR_STOP = re.compile(r"[;:]|(?<![0-9/.,-])(?:19|20)[0-9]{2}(?![0-9/%])")


# A grade may be all that a sentence tells: "Sở Y tế xếp loại Tốt về công tác CCHC".
_GRADED = re.compile(r"xếp\s+loại\s+(?:xuất\s+sắc|rất\s+tốt|tốt|khá|trung\s+bình|yếu)(?!\w)")


def by_sentence(
    scan: Scan, comparisons: Comparisons, taken: Sequence[Span]
) -> Iterator[tuple[Span, list[Measure]]]:
    """Give the sentences that hold measurements outside `taken` and furniture, with these."""
    images = [Span(*m.span()) for m in _IMAGE.finditer(scan.text)]
    closed = sorted([*taken, *images, *scan.furniture], key=lambda s: s.start)
    ends = [s.end for s in closed]  # a unit on the next line may make a number reach out
    measures = find_measures(scan, comparisons)
    graded = [m.start() for m in _GRADED.finditer(scan.folded)]
    graded = [
        start
        for start in graded
        if (place := bisect_left(ends, start + 1)) == len(closed) or closed[place].start > start
    ]
    at = grade = 0
    for sentence in scan.sentences:
        group = []
        while at < len(measures) and measures[at].start < sentence.end:
            place = bisect_left(ends, measures[at].start + 1)
            is_open = place == len(closed) or closed[place].start > measures[at].start
            if is_open and measures[at].start >= sentence.start:
                group.append(measures[at])
            at += 1
        while grade < len(graded) and graded[grade] < sentence.start:
            grade += 1
        if group or (grade < len(graded) and graded[grade] < sentence.end):
            yield sentence, group


def drafts_of(around: Surroundings, sentence: Span, measures: Sequence[Measure]) -> list[Draft]:
    """Give the results that a sentence tells, in order."""
    drafts: list[Draft] = []
    for measure in measures:
        if measure.compared:
            continue
        left = drafts[-1].end if drafts else sentence.start
        if drafts:
            _name_behind(around, drafts, measure.start)
        ranked = ranked_bodies(around, measure, left, sentence.end)
        if drafts and _tells_more(around, drafts, measure, ranked):
            continue
        ranked = ranked or sharing_bodies(around, measure, left, sentence.end)
        draft = Draft(measure.start, measure.end, sentence, bodies=ranked)
        draft.take(measure)
        drafts.append(draft)
    if drafts:
        _name_behind(around, drafts, sentence.end)
    drafts = [d for d in drafts if not _is_mere_superlative(d)] or drafts
    drafts = _with_asides(around, sentence, drafts, [m for m in measures if m.compared])
    _rank_in_all(around, drafts)
    left = sentence.start
    for place, draft in enumerate(drafts):
        if draft.bodies:
            draft.end = max(draft.end, draft.bodies[-1].end)
        draft.left = min(left, draft.start)
        if draft.bodies:
            draft.left = max(left, _clause_of(around, draft, left))
        elif place:
            draft.left = max(left, around.plain.rfind(";", left, draft.start))
        draft.until = drafts[place + 1].start if place + 1 < len(drafts) else sentence.end
        left = max(left, index_behind(around, draft) or draft.end)
    return drafts


def _clause_of(around: Surroundings, draft: Draft, left: int) -> int:
    """Where the clause of a result begins that names its body: "..., thứ hai là X"."""
    return max(around.plain.rfind(mark, left, draft.start) + 1 for mark in (", ", "; ", ": "))


_OF_ALL = re.compile(r"[^,;:.()\n]{0,40}?(?<!\w)(?:cả\s+nước|toàn\s+quốc)(?!\w)")
_FEW = 30  # no region has as many provinces


def _rank_in_all(around: Surroundings, drafts: Sequence[Draft]) -> None:
    """Give a value the rank in the whole country where one in a region stands between.

    "Được 80,2 điểm, thứ 5 trong vùng, thứ 30/63 cả nước".
    """
    for first, then in pairwise(drafts):
        if not (first.value and first.rank and then.rank) or then.value or then.bodies:
            continue
        if first.rank.start < first.value.start or first.bodies or first.asides:
            continue
        gap = around.plain[first.end : then.start]
        if not OF_REGION.match(gap) or re.search(r"[;:\n]|\.(?![0-9])", gap):
            continue
        if any(b.is_named for b in around.bodies(first.end, then.start) if b.scope):
            continue
        if (then.rank.of or 0) > _FEW or _OF_ALL.match(around.plain, then.rank.end):
            first.rank, then.rank = then.rank, first.rank
            moves = then.rank_change, first.rank_change
            first.rank_change, then.rank_change = moves
            first.end, then.start, then.end = then.end, then.rank.start, then.rank.end


def _name_behind(around: Surroundings, drafts: Sequence[Draft], until: int) -> None:
    """Give the last result the body that stands behind it, before a place."""
    last = drafts[-1]
    left = drafts[-2].end if len(drafts) > 1 else last.sentence.start
    last.bodies = last.bodies or follows(around, last, left, until)


def _tells_more(
    around: Surroundings, drafts: Sequence[Draft], measure: Measure, ranked: Sequence[Body]
) -> bool:
    """Whether a measurement belongs to a result that is begun; it is put in."""
    last = drafts[-1]
    if says_again(around, last, measure):
        last.take(measure)
        return True
    if same_move(last, measure):
        last.end = max(last.end, measure.end)
        return True
    if stated_otherwise(around, last, measure):
        setattr(last, measure.kind, measure)
        last.end = max(last.end, measure.end)
        return True
    if ranked:
        return False
    if _changes_since(around, last, measure):
        return True
    outer = _around_bracket(around, drafts, measure)
    if outer and not outer.has(measure.kind):
        outer.take(measure)
        return True
    if not last.has(measure.kind) and joins(around, last, measure):
        _of_unit(drafts, measure).take(measure)
        return True
    if moved_on(around, last, measure):
        last.take(measure)
        return True
    return False


_AND = re.compile(r"\s*(?:,|và|,\s*và)?\s*")


def _changes_since(around: Surroundings, draft: Draft, measure: Measure) -> bool:
    """Whether a change is told again, since another time: "tăng 1% so với ... và 2% so với ..."."""
    again = measure.kind in {"change", "rank_change"} and draft.has(measure.kind)
    beside = again and around.comparisons.before(measure.start - len("và "))
    return bool(beside) and _AND.fullmatch(around.plain, draft.end, measure.start) is not None


def _around_bracket(
    around: Surroundings, drafts: Sequence[Draft], measure: Measure
) -> Draft | None:
    """The result that goes on behind a bracket: "85 điểm (tự chấm 92 điểm), hạng 3"."""
    if len(drafts) < 2 or measure.kind == "value":
        return None
    outer, inner = drafts[-2:]
    opened = around.plain[outer.end : inner.start]
    closed = _CLOSED.match(around.plain, inner.end, measure.start)
    if (
        not closed
        or not _OPENED.match(opened)
        or ")" in opened
        or not (outer.value and (inner.value or inner.change))
    ):
        return None
    tied = Draft(outer.start, closed.end(), outer.sentence, value=outer.value)
    return outer if joins(around, tied, measure) else None


def _is_mere_superlative(draft: Draft) -> bool:
    """Whether "cao nhất" stands alone, so that its words belong to the result behind it."""
    alone = draft.rank is not None and draft.rank.superlative and not draft.bodies
    return alone and draft.value is None and draft.change is None


def _of_unit(drafts: Sequence[Draft], measure: Measure) -> Draft:
    """The result that a change belongs to: in "40,1 điểm, đạt 50,1%, giảm 2,1 điểm" the first."""
    last = drafts[-1]
    before = drafts[-2] if len(drafts) > 1 else None
    if measure.kind != "change" or not (before and before.value and last.value) or last.rank:
        return last
    fits = before.value.unit == measure.unit != last.value.unit
    near = measure.start - before.end < _UNIT_NEAR
    return before if fits and near and before.change is None else last


def _with_asides(
    around: Surroundings, sentence: Span, drafts: list[Draft], compared: Sequence[Measure]
) -> list[Draft]:
    """The results, each with those that it is compared with; these alone where nothing else is."""
    asides: list[Draft] = []
    for measure in compared:
        beside = around.comparisons.at(measure.start)
        last = asides[-1] if asides and asides[-1].beside == beside else None
        gap = around.scan.folded[last.end : measure.start] if last else ""
        if last and not last.has(measure.kind) and not _YEAR_OR_STOP.search(gap):
            last.take(measure)
            continue
        aside = Draft(measure.start, measure.end, sentence, beside=beside)
        aside.take(measure)
        asides.append(aside)
    if not drafts:
        return asides
    starts, ends = [d.start for d in drafts], [d.end for d in drafts]
    for aside in asides:
        host = drafts[_host(aside, starts, ends)]
        host.asides.append(aside)
    return drafts


def _host(aside: Draft, starts: Sequence[int], ends: Sequence[int]) -> int:
    """Which result is compared: a move's is the next, else the one before, if there is one."""
    before = bisect_left(starts, aside.start)
    is_move = aside.beside is not None and aside.beside.kind == "move"
    if before and not is_move:
        return before - 1
    return min(bisect_right(ends, aside.start), len(ends) - 1)
