"""Measured results: whose, of which index, in which year, with rank, change and grade."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import score_subjects as subjects
from extractors import score_tables
from extractors.facts import Score
from extractors.indices import LISTED, Index, scope_at
from extractors.score_anaphors import meant, says_again, shares_the_end
from extractors.score_beside import NEXT_BODY, compared, following, sharing
from extractors.score_checks import flag_contradictions
from extractors.score_context import NEAR, Surroundings
from extractors.score_drafts import Draft, by_sentence, drafts_of
from extractors.score_grades import with_grades
from extractors.score_kinds import UNKNOWNS, What, counts, ranks_nobody, what_of
from extractors.score_labels import DISBURSED, OF_PLAN, YEARLY, whole_year, year_in
from extractors.score_lists import spread
from extractors.score_merging import add, once
from extractors.score_names import clause_start, is_bare, name_of, quoted
from extractors.score_rank_words import NEXT
from extractors.score_sizes import with_sizes
from extractors.score_unwrapped import unwrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.bodies import Body
    from extractors.facts import Period, Reference
    from extractors.score_measure import Measure
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
    prose = unwrapped(scan)
    reader = _Reader(Surroundings(prose, references, dates))
    found, taken = score_tables.find(reader.around, scan.text)
    for sentence, measures in by_sentence(prose, reader.around.comparisons, taken):
        if not measures:
            add(found, with_grades(reader.around, sentence, []), prose.folded)
            continue
        drafts = drafts_of(reader.around, sentence, measures)
        add(found, reader.read(sentence, drafts), prose.folded)
    found = with_sizes(reader.around, found)
    found.sort(key=lambda s: (s.start, s.end))
    if prose is not scan:
        quotes = [scan.text[s.start : s.end] for s in found]
        found = [
            s if s.quote == quote else replace(s, quote=quote)
            for s, quote in zip(found, quotes, strict=True)
        ]
    return flag_contradictions(once(found))


_AND_THEN = re.compile(rf"\W*(?:và\s+)?{NEXT_BODY}(?!các\s|những\s|[0-9])")
_RANGE_ENDS = re.compile(r"\s?%?\s?[-–]\s?[0-9]{1,3}(?:[.,][0-9]{1,2})?\s?%")
_RANGE_BEGINS = re.compile(r"[0-9]\s?%?\s?[-–]\s?\Z")
_GROUP = 2  # the rank of "các đơn vị" among bodies
_MEASURED = re.compile(
    r"tốc\s+độ|tăng\s+trưởng|chỉ\s+số|điểm|tỷ\s+lệ|tỉ\s+lệ|tiêu\s+chí|nội\s+dung|lĩnh\s+vực|mức\s+độ"
)
_LISTED = re.compile(r"\A\s*[)\]]?\s*(?:,|;|và|,\s*và)\s+[^,;.:]*\(?\s*\Z")
_STAGES = (
    ("self_assessed", re.compile(r"tự\s+(?:chấm|đánh\s+giá)")),
    ("appraised", re.compile(r"thẩm\s+định")),
    ("published", re.compile(r"công\s+bố")),
)
_BODY = (
    r"(?:Bộ|UBND|Ủy ban|Sở|Liên đoàn|Phòng|VCCI|UNDP|Chính phủ|Văn phòng|Tổng cục|Cục|Ban|Hội đồng"
    r"|Viện|Kho bạc|Chủ tịch|Hiệp hội)"
)
_SAID_BY = re.compile(
    rf"do\s+({_BODY}[^,;.()]{{0,60}}?)\s+(?:vừa\s+|đã\s+)?(?:công\s+bố|xếp\s+hạng|đánh\s+giá|thẩm\s+định)"
)
# "UBND tỉnh công bố Chỉ số CCHC của các sở": of a ranking that no index has a publisher for.
_MAKES_KNOWN = re.compile(
    rf"(?<![\w/-])({_BODY}(?:\s(?!của\s|công\s+bố|phê\s+duyệt|vừa|đã|chính|ban\s+hành)[^\s,;.()]+){{0,8}})\s+(?:(?:vừa|đã|chính\s+thức|tổ\s+chức)\s+){{0,3}}"
    r"(?:công\s+bố|phê\s+duyệt)\s+(?=[^.;:]{0,60}?(?:[Cc]hỉ\s+số|[Kk]ết\s+quả|[Xx]ếp\s+hạng|DDCI))"
)


class _Reader:
    """Reads one text, sentence after sentence, and remembers what the next may leave out."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self._text, self._folded = around.scan.text, around.scan.folded
        self._last: Score | None = None
        self._in_turn = False
        self._last_bodies: list[Body] = []
        self._main_bodies: list[Body] = []  # the same, but not of "đứng thứ nhì là ..."

    def read(self, sentence: Span, drafts: list[Draft]) -> list[Score]:
        """The scores of one sentence."""
        out: list[Score] = []
        for draft in spread(self.around, drafts):
            found = self._scores(draft)
            if not found:
                continue
            out += found
            out += sharing(self.around, draft, found)
            out += following(self.around, draft, found[-1])
            out += compared(self.around, draft, found)
        return with_grades(self.around, sentence, out)

    def _scores(self, draft: Draft) -> list[Score]:
        """The scores of one draft, one for each body that shares it."""
        bodies = subjects.beside(self.around, draft, self._last_bodies)
        superlative = draft.rank if draft.rank and draft.rank.superlative else None
        if superlative:
            draft.rank = superlative if self._ranks(draft, bodies) else None
            if not (draft.rank or draft.value or draft.change or draft.rank_change):
                return []
        inside = self.around.bodies(draft.left, draft.start)
        left = draft.left
        if draft.value and draft.value.unit == "điểm":  # points are of an index, told before
            left = clause_start(self._folded, left, draft.start)
        bare = is_bare(self._folded, left, draft.start, [*bodies, *inside])
        what = self._what(draft, bodies, bare=bare)
        bodies = [self._meant(body) for body in bodies]
        if bodies and all(body.rank == _GROUP for body in bodies):  # "Tại cấp xã, … các địa phương"
            level = self.around.owners.level(draft.start)
            bodies = [level] if level else bodies
        bodies = bodies or subjects.elsewhere(
            self.around, draft, self._known(draft), is_index=what.index.by is not None
        )
        score = self._score(draft, what, bodies, bare=bare)
        if len(bodies) == 1:
            score = replace(score, subject=bodies[0].name)
        again = says_again(self.around, draft, self._last, score)
        self._last, self._last_bodies = score, bodies
        self._in_turn = self._turns(draft)
        if not draft.bodies:
            self._main_bodies = bodies
        told = (score.value, score.rank, score.change, score.rank_change)
        nothing = all(number is None for number in told)
        if again or nothing or ranks_nobody(self._folded, draft, what):
            return []
        if shares_the_end(draft, bodies):
            return []
        return self._given(draft, what, bodies, score)

    def _given(self, draft: Draft, what: What, bodies: Sequence[Body], score: Score) -> list[Score]:
        """A score for each of the bodies that share it; the own province's where none is named."""
        if not bodies:
            own = what.index.by is not None and score.statistic is None
            province = self.around.scan.context.province if own else None
            home = None if score.statistic else self.around.owners.home
            return [replace(score, subject=province or home)]
        if draft.value and self._is_bound(draft.value):
            bodies = bodies[:1]  # a range is no result of each: "đạt từ 70-80%"
        step = 1 if draft.rank and draft.rank.in_turn and score.rank else 0
        return [
            replace(
                score,
                subject=body.name,
                rank=score.rank + place * step if score.rank else score.rank,
            )
            for place, body in enumerate(bodies)
        ]

    def _is_bound(self, value: Measure) -> bool:
        """Whether a value begins or ends a range: "70" and "80%" of "từ 70-80%"."""
        begins = _RANGE_ENDS.match(self._folded, value.end)
        return bool(begins or _RANGE_BEGINS.search(self._folded, value.start - 8, value.start))

    def _meant(self, body: Body) -> Body:
        return meant(self.around, self.around.owners.complete(body), self._last_bodies)

    def _what(self, draft: Draft, bodies: Sequence[Body], *, bare: bool) -> What:
        """What a result measures; "cao nhất" is no rank of a rate."""
        if draft.rank is None or not draft.rank.superlative or draft.value is None:
            return what_of(self.around, draft, bodies, self._last, bare=bare)
        rank, draft.rank = draft.rank, None
        what = what_of(self.around, draft, bodies, self._last, bare=bare)
        ambient = self.around.index_of_text(draft.sentence.start, draft.start)
        if what.index in UNKNOWNS and what.kind != "rate" and ambient and ambient.index.unit:
            what = What(ambient.index, what.kind)
        if what.kind != "rate" and what.index not in UNKNOWNS:
            draft.rank = rank
        return what

    def _ranks(self, draft: Draft, bodies: Sequence[Body]) -> bool:
        """Whether "cao nhất" ranks: a body of its own clause has the result."""
        if draft.bodies:
            return draft.value is not None and all(b.is_named for b in draft.bodies)
        rank = draft.rank
        named = [b for b in bodies if b.is_named]
        if rank is None or len(named) != 1 or not draft.value:
            return False
        gap = self.around.plain[named[0].end : min(rank.start, draft.value.start)]
        return not re.search(r"[,;:.](?![0-9])", gap)

    def _rank(self, draft: Draft, words: str) -> int | None:
        """The rank of a result; "tiếp đến là X (92,80%)" gives the one after the last."""
        rank, last = draft.rank, self._last
        if rank is not None and rank.number != NEXT:
            return int(rank.number)  # 0: the last
        if last is None or last.rank is None or last.rank < 1:
            return None
        if rank is not None:
            return last.rank + 1
        goes_on = _AND_THEN.match(words) or (self._in_turn and _LISTED.match(words))
        if not goes_on or draft.value is None or draft.is_first:
            return None
        return last.rank + 1

    def _turns(self, draft: Draft) -> bool:
        """Whether a list of places goes on: "hai vị trí kế tiếp thuộc về A (93%) và B (92%)"."""
        if draft.rank is not None:
            return draft.rank.in_turn
        if draft.is_first:
            return False
        return self._in_turn or _AND_THEN.match(self._folded, draft.left, draft.start) is not None

    def _known(self, draft: Draft) -> list[Body]:
        """The bodies that a result may go on with."""
        return self._main_bodies if draft.is_first else self._last_bodies

    def _score(self, draft: Draft, what: What, bodies: Sequence[Body], *, bare: bool) -> Score:
        value, rank, change = draft.value, draft.rank, draft.change
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
            period=self._period(draft, what),
            value=value.number if value else None,
            unit=self._unit(draft, what),
            comparator=value.comparator if value else "=",
            scale=value.of if value else None,
            rank=self._rank(draft, words),
            ranked=int(rank.of) if rank and rank.of else None,
            change=change.number if change else None,
            rank_change=int(draft.rank_change.number) if draft.rank_change else None,
            statistic="mean" if self._is_mean(draft, what, bodies, bare=bare) else None,
            scope=scope,
            ranked_by=self._publisher(draft, what.index, scope),
            stage=self._stage(draft, words),
        )

    def _unit(self, draft: Draft, what: What) -> str | None:
        """The unit of a value or change: its own, the index's, else that of the change."""
        measured = draft.value or draft.change
        if measured is None:
            return None
        told = draft.change.unit if draft.change else None
        if draft.value and told == "%" and measured.number < 1:  # "đạt 0,7582, tăng 4,7%"
            told = None
        return measured.unit or what.index.unit or told

    def _period(self, draft: Draft, what: What) -> str | None:
        """The period of a result; one that stands alone in a comparison has that one's."""
        if draft.period is not None:
            return draft.period
        told = self.around.periods.of(
            draft,
            is_rate=what.kind == "rate",
            is_index=what.index.by is not None,
            running=self._running(draft, what),
        )
        if draft.beside is not None:
            return self.around.periods.compared(draft.start, draft.beside, told)
        if told and what.kind == "rate" and self._is_of_plan(draft):
            return whole_year(told)
        return year_in(told) if told and what.index.key in YEARLY else told

    def _is_of_plan(self, draft: Draft) -> bool:
        """Whether a rate is a share of the plan of a year: "giải ngân đạt 44% kế hoạch"."""
        if OF_PLAN.match(self._folded, draft.end):
            return True
        return DISBURSED.search(self._folded, draft.left, draft.start) is not None

    def _running(self, draft: Draft, what: What) -> tuple[int, str] | None:
        """The year of the last result of the paragraph, where it tells of the same index."""
        last = self._last
        if last is None or last.kind == "rate" or not (last.period and last.period.isdigit()):
            return None
        part = what.index.key == "OTHER" and what.index.unit is None
        if last.indicator != what.index.key and not part:
            return None
        between = self._text.find("\n", last.end, draft.start)
        return (last.start, last.period) if between < 0 else None

    def _named(
        self, draft: Draft, what: What, bodies: Sequence[Body], *, bare: bool
    ) -> tuple[str | None, int, int]:
        """The name of what is measured, and the span that tells the result."""
        mention = self.around.index_before(draft.left, draft.start)
        left_of = [b.start for b in bodies if draft.left <= b.start < draft.start]
        start, end = min([draft.start, *left_of, *([mention.start] if mention else [])]), draft.end
        name = what.index.name
        tells = draft.rank is None or _MEASURED.search(self._folded, draft.left, draft.start)
        if (
            what.index.key == "OTHER"
            and name is None
            and tells
            and (not bare or self._tells_of(draft))
        ):
            named = name_of(
                self._text, draft, [*bodies, *self.around.bodies(draft.left, draft.start)]
            )
            name, start, end = named.name, min(start, named.start), max(end, named.end)
        return name, *quoted(self._text, draft, start, end)

    def _tells_of(self, draft: Draft) -> bool:
        """Whether a share that opens its clause tells of what: "99,8% số xã có điện"."""
        return draft.value is not None and counts(self.around, draft)

    def _is_mean(self, draft: Draft, what: What, bodies: Sequence[Body], *, bare: bool) -> bool:
        """Whether a result is an average, said so or going on with one."""
        words = self.around.plain[draft.left : draft.start]
        own = words
        if what.kind == "rate":  # "thu nhập bình quân ...; tỷ lệ hộ nghèo" is another's
            own = words[max(words.rfind(mark) for mark in (";", ":", ", tỷ lệ", ", tỉ lệ")) + 1 :]
        if subjects.MEAN.search(own) and (draft.value or draft.change):
            return True
        last = None if draft.is_first else self._last
        if not bare or last is None or last.statistic != "mean" or last.kind != what.kind:
            return False
        groups = bool(bodies) and not any(b.is_named for b in bodies)  # "khối xã 79,9%"
        return (
            not bodies or groups or [b.name for b in bodies] == [b.name for b in self._last_bodies]
        )

    def _scope(self, draft: Draft, bodies: Sequence[Body]) -> str | None:
        if draft.rank is not None and draft.rank.of:
            named = scope_at(self._folded, draft.rank.end, draft.rank.end + 40)
            if named:
                return named
        return bodies[0].scope if bodies else None

    def _stage(self, draft: Draft, words: str) -> str | None:
        """The stage that the words before a result tell; a list goes on with "công bố"."""
        told = next((stage for stage, pattern in _STAGES if pattern.search(words)), None)
        last = None if draft.is_first else self._last
        return told or (last.stage if last and last.stage == "published" else None)

    def _publisher(self, draft: Draft, index: Index, scope: str | None) -> str | None:
        first = max(draft.sentence.start, draft.start - NEAR)
        last = min(draft.sentence.end, draft.start + NEAR)
        if said := _SAID_BY.search(self._text, first, last):
            return " ".join(said[1].split())
        if scope == "province":
            return index.by or next((i.by for i in LISTED if i.key == index.key != "OTHER"), None)
        if scope is None or not (known := _MAKES_KNOWN.search(self._text, first, draft.start)):
            return None
        return " ".join(known[1].split())
