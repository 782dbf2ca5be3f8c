"""Measured results: whose, of which index, in which year, with rank, change and grade."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import score_subjects as subjects
from extractors import score_tables
from extractors.bodies import Body, listed_right
from extractors.facts import Score
from extractors.indices import Index, scope_at
from extractors.score_checks import flag_contradictions
from extractors.score_context import NEAR, Surroundings
from extractors.score_drafts import LIST_ENDS, Draft, by_sentence, drafts_of
from extractors.score_grades import with_grades
from extractors.score_kinds import What, what_of
from extractors.score_names import is_bare, name_of, quoted
from extractors.score_sizes import with_sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference
    from extractors.text import Span


def find(scan: Scan, references: Sequence[Reference], dates: Sequence[Period]) -> tuple[Score, ...]:
    """Give the measured results of a text, in order; O(n).

    Values, ranks, rates, grades and changes in prose, and the rows of ranking tables. One result
    of several bodies is a score for each. Plain counts are none.

    >>> from extractors.atoms import scan
    >>> from extractors.facts import Context
    >>> text = "Năm 2023, Chỉ số CCHC của Sở Nội vụ đạt 88,52%, xếp thứ 3/19 sở, tăng 3 bậc"
    >>> for s in find(scan(text, Context()), (), ()):
    ...     print(s.indicator, s.subject, s.value, s.unit, s.rank, s.ranked, s.rank_change)
    PAR_INDEX Sở Nội vụ 88.52 % 3 19 3
    """
    reader = _Reader(Surroundings(scan, references, dates))
    found, taken = score_tables.find(reader.around)
    for sentence, measures in by_sentence(scan, taken):
        found += reader.read(sentence, drafts_of(reader.around, sentence, measures))
    found = with_sizes(reader.around, found)
    found.sort(key=lambda s: (s.start, s.end))
    return flag_contradictions(_once(found))


def _once(scores: list[Score]) -> list[Score]:
    """Without the repetitions of a lead or a caption: the same words, the same result."""
    seen: set[tuple[object, ...]] = set()
    out = []
    for score in scores:
        key = (" ".join(score.quote.split()).lower(), score.value, score.rank, score.subject)
        if len(score.quote) < 60 or key not in seen:
            out.append(score)
        seen.add(key)
    return out


_NEXT = r"(?<!\w)(?:tiếp\s+theo|kế\s+tiếp|tiếp\s+đến|tiếp\s+sau|kế\s+đến|theo\s+sau)\s+"
_THEN = re.compile(rf"{_NEXT}(?:là|gồm)\s+")
_AND_THEN = re.compile(rf"\A\W*(?:và\s+)?{_NEXT}")
_STAGES = (
    ("self_assessed", re.compile(r"tự\s+(?:chấm|đánh\s+giá)")),
    ("appraised", re.compile(r"thẩm\s+định")),
    ("published", re.compile(r"công\s+bố")),
)
_SAID_BY = re.compile(
    r"do\s+((?:Bộ|UBND|Sở|Liên đoàn|Phòng|VCCI|UNDP|Chính phủ|Văn phòng)[^,;.()]{0,60}?)\s+"
    r"(?:vừa\s+|đã\s+)?(?:công\s+bố|xếp\s+hạng|đánh\s+giá)"
)


class _Reader:
    """Reads one text, sentence after sentence, and remembers what the next may leave out."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self._text, self._folded = around.scan.text, around.scan.folded
        self._last: Score | None = None
        self._last_bodies: list[Body] = []
        self._main_bodies: list[Body] = []  # the same, but not of "đứng thứ nhì là ..."

    def read(self, sentence: Span, drafts: list[Draft]) -> list[Score]:
        """The scores of one sentence."""
        out: list[Score] = []
        for draft in drafts:
            out += self._scores(draft)
            out += self._following(draft, out[-1])
        return with_grades(self.around, sentence, out)

    def _scores(self, draft: Draft) -> list[Score]:
        """The scores of one draft, one for each body that shares it."""
        bodies = subjects.beside(self.around, draft, self._last_bodies)
        inside = self.around.bodies(draft.left, draft.start)
        bare = is_bare(self._folded, draft.left, draft.start, [*bodies, *inside])
        what = what_of(self.around, draft, bodies, self._last, bare=bare)
        bodies = [self.around.owners.complete(body) for body in bodies]
        bodies = bodies or subjects.elsewhere(self.around, draft, self._known(draft))
        score = self._score(draft, what, bodies, bare=bare)
        self._last, self._last_bodies = score, bodies
        if not draft.bodies:
            self._main_bodies = bodies
        if not bodies:
            national = self.around.scan.context.province if what.index.by else None
            return [replace(score, subject=national)]
        return [replace(score, subject=body.name) for body in bodies]

    def _next_rank(self, draft: Draft, words: str) -> int | None:
        """The rank that "tiếp đến là X (92,80%)" gives after the one before."""
        last = None if draft.is_first else self._last
        if (
            last is None
            or last.rank is None
            or last.rank < 1
            or not draft.value
            or not _AND_THEN.match(words)
        ):
            return None
        return last.rank + 1

    def _known(self, draft: Draft) -> list[Body]:
        """The bodies that a result may go on with."""
        return self._main_bodies if draft.is_first else self._last_bodies

    def _score(self, draft: Draft, what: What, bodies: Sequence[Body], *, bare: bool) -> Score:
        value, rank, change = draft.value, draft.rank, draft.change
        measured = value or change
        name, start, end = self._named(draft, what, bodies, bare=bare)
        scope = self._scope(draft, bodies)
        words = self._folded[draft.left : draft.start]
        return Score(
            start,
            end,
            self._text[start:end],
            what.kind,
            what.index.key,
            name=name,
            period=self.around.periods.of(draft, is_rate=what.kind == "rate"),
            value=value.number if value else None,
            unit=(measured.unit or what.index.unit) if measured else None,
            comparator=value.comparator if value else "=",
            scale=value.of if value else None,
            rank=int(rank.number) if rank else self._next_rank(draft, words),  # 0: the last
            ranked=int(rank.of) if rank and rank.of else None,
            change=change.number if change else None,
            rank_change=int(draft.rank_change.number) if draft.rank_change else None,
            statistic="mean" if self._is_mean(draft, what, words, bodies, bare=bare) else None,
            scope=scope,
            ranked_by=self._publisher(draft, what.index, scope),
            stage=next((stage for stage, pattern in _STAGES if pattern.search(words)), None),
        )

    def _named(
        self, draft: Draft, what: What, bodies: Sequence[Body], *, bare: bool
    ) -> tuple[str | None, int, int]:
        """The name of what is measured, and the span that tells the result."""
        mention = self.around.index_before(draft.left, draft.start)
        left_of = [b.start for b in bodies if draft.left <= b.start < draft.start]
        start, end = min([draft.start, *left_of, *([mention.start] if mention else [])]), draft.end
        name = what.index.name
        if what.index.key == "OTHER" and name is None and not bare:
            named = name_of(self._text, draft)
            name, start, end = named.name, min(start, named.start), max(end, named.end)
        return name, *quoted(self._text, draft, start, end)

    def _is_mean(
        self, draft: Draft, what: What, words: str, bodies: Sequence[Body], *, bare: bool
    ) -> bool:
        """Whether a result is an average, said so or going on with one."""
        if subjects.MEAN.search(words):
            return True
        last = None if draft.is_first else self._last
        if not bare or last is None or last.statistic != "mean" or last.kind != what.kind:
            return False
        return not bodies or [b.name for b in bodies] == [b.name for b in self._last_bodies]

    def _scope(self, draft: Draft, bodies: Sequence[Body]) -> str | None:
        if draft.rank is not None and draft.rank.of:
            named = scope_at(self._folded, draft.rank.end, draft.rank.end + 40)
            if named:
                return named
        return bodies[0].scope if bodies else None

    def _publisher(self, draft: Draft, index: Index, scope: str | None) -> str | None:
        first = max(draft.sentence.start, draft.start - NEAR)
        last = min(draft.sentence.end, draft.start + NEAR)
        if said := _SAID_BY.search(self._text, first, last):
            return " ".join(said[1].split())
        return index.by if scope == "province" else None

    def _following(self, draft: Draft, last: Score) -> list[Score]:
        """The body that "tiếp theo là" puts behind a rank of the same ranking."""
        match = _THEN.search(self._folded, draft.end, draft.until)
        if match is None or last.rank is None or last.rank < 1 or last.value is not None:
            return []
        closed = LIST_ENDS.search(self._folded, match.end(), draft.until)
        stop = closed.start() if closed else draft.until
        inside = self.around.bodies(match.end(), stop)
        bodies = listed_right(self.around.scan, inside, match.end(), stop)
        if len(bodies) != 1:
            return []
        start, end = match.start(), bodies[0].end
        quote, name = self._text[start:end], bodies[0].name
        behind = replace(last, start=start, end=end, quote=quote, subject=name, rank_change=None)
        return [replace(behind, rank=last.rank + 1)]
