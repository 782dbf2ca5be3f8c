"""Measured results in prose: whose, of which index, in which year, with rank and change."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors import score_tables
from extractors.bodies import Body, find_bodies, listed_left, listed_right
from extractors.facts import Score
from extractors.indices import Index, IndexMention, find_indices, scope_at
from extractors.measures import Measure, find_measures
from extractors.score_checks import flag_contradictions
from extractors.score_periods import Periods
from extractors.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference


def find(
    scan: Scan, references: Sequence[Reference], dates: Sequence[Period]
) -> tuple[Score, ...]:
    """Give the measured results of a text, in order; O(n).

    Values, ranks, rates and changes in prose, and the rows of ranking tables. One result of
    several bodies is a score for each. Plain counts are none.

    >>> from extractors.atoms import scan
    >>> from extractors.facts import Context
    >>> text = "Năm 2023, Chỉ số CCHC của Sở Nội vụ đạt 88,52%, xếp thứ 3/19 sở, tăng 3 bậc"
    >>> for s in find(scan(text, Context()), (), ()):
    ...     print(s.indicator, s.subject, s.value, s.unit, s.rank, s.ranked, s.rank_change)
    PAR_INDEX Sở Nội vụ 88.52 % 3 19 3
    """
    reader = _Reader(scan, references, dates)
    rows, taken = score_tables.find(scan, reader.periods)
    found = [*rows]
    for sentence, measures in reader.by_sentence(taken):
        found += reader.read(sentence, measures)
    found.sort(key=lambda s: (s.start, s.end))
    return flag_contradictions(_once(found))


def _once(scores: list[Score]) -> list[Score]:
    """Without the repetitions of a lead or a caption: the same words, the same result."""
    seen: set[tuple[object, ...]] = set()
    out = []
    for score in scores:
        key = (" ".join(score.quote.split()).lower(), score.value, score.rank, score.subject)
        if len(score.quote) < 60 or key not in seen:  # noqa: PLR2004  (a short one may be two)
            out.append(score)
        seen.add(key)
    return out


@dataclass(slots=True)
class _Draft:
    """Measures that tell one result."""

    start: int
    end: int
    value: Measure | None = None
    rank: Measure | None = None
    change: Measure | None = None
    rank_change: Measure | None = None
    bodies: list[Body] = field(default_factory=list)
    rank_first: bool = False

    def has(self, kind: str) -> bool:
        return getattr(self, kind) is not None

    def take(self, measure: Measure) -> None:
        setattr(self, measure.kind, measure)
        self.start = min(self.start, measure.start)
        self.end = max(self.end, measure.end)


_NEAR = 400  # characters within which a sentence speaks of one thing
_FAR = 3000  # characters within which a text goes on with the index it named
_RANKING = re.compile(r"dẫn\s+đầu|xếp\s+hạng|thứ\s+hạng|đứng\s+đầu|(?<!\w)t[oố]p(?!\w)|cuối\s+bảng")
# What may stand between the value and the rank of one result.
_TIE = re.compile(
    r"(?:[\s,;:()\-–]|(?<!\w)(?:với|đạt|và|điểm\s+số|số\s+điểm|tổng\s+điểm|tổng\s+số\s+điểm|là|điểm|"
    r"tỷ\s+lệ|tỉ\s+lệ|giá\s+trị|kết\s+quả|chỉ\s+số|trong|trên|bảng\s+xếp\s+hạng|toàn\s+tỉnh|cả\s+nước|"
    r"toàn\s+quốc|cùng|được|về|tương\s+ứng|sở|ban|ngành|cơ\s+quan|đơn\s+vị|huyện|xã|phường|thị\s+trấn|"
    r"thị\s+xã|thành\s+phố|thành|tỉnh|địa\s+phương|cấp|khối|các|của|so\s+với|cùng\s+kỳ|năm\s+trước|"
    r"năm\s+(?:19|20)[0-9]{2}|đứng|xếp|hiện|vươn\s+lên|qua\s+đó|từ\s+đó|đồng\s+thời|do\s+đó)(?!\w))*"
)
_RANK_FIRST = re.compile(
    r"\s*(?:/\s*[0-9]+\s*)?(?:(?:trong|trên|của)\s+)?(?:bảng\s+xếp\s+hạng|toàn\s+tỉnh|cả\s+nước|"
    r"toàn\s+quốc|khối[^,;.]{0,30})?\s*(?:với\s+(?:số\s+)?(?:điểm|điểm\s+số)[^,;.]{0,12}\s+)?"
    r"(?:là|gồm\s+có|gồm|thuộc\s+về)\s*:?\s+(?:các\s+)?(?=[^\W\d_])"
)
_FIRST_ENDS = re.compile(r"\s+(?:với|đạt|cùng|có|và\s+đứng)\s|[;(\n]|\.\s|\.\Z")
_THEN = re.compile(r"(?<!\w)(?:tiếp\s+theo|kế\s+tiếp|tiếp\s+đến|tiếp\s+sau)\s+(?:là|gồm)\s+")
_RATE = re.compile(r"(?<!\w)(?:tỷ|tỉ)\s+lệ(?!\w)")
_MEAN = re.compile(r"(?<!\w)(?:trung\s+bình|bình\s+quân)(?!\w)")
_STAGES = (
    ("self_assessed", re.compile(r"tự\s+(?:chấm|đánh\s+giá)")),
    ("appraised", re.compile(r"thẩm\s+định")),
    ("published", re.compile(r"công\s+bố")),
)
_INDEX_FOLLOWS = re.compile(
    r"[\w\s,/]*?(?:bảng\s+xếp\s+hạng|xếp\s+hạng|về|trong|trên|của)(?:\s+(?:kết\s+quả|bảng|các))*\s*"
)
_WORDLESS = re.compile(
    r"[\W\d_]|(?<!\w)(?:đạt|với|là|có|và|xếp|đứng|thứ|năm|của|tại|tỉnh|trong|theo|được|còn|cụ\s+thể|"
    r"như\s+sau|trong\s+đó|đó|các|kết\s+quả|gồm|bao|chung|tổng\s+điểm|số\s+điểm|điểm|mức|từ|lên|xuống|"
    r"tiếp|cao|thấp|nhất|hơn|so|cũng|đã|hiện|này|trước|sau|giá\s+trị|trung\s+bình|vị|trí|hạng|bảng|cuối|đầu|dẫn|bét|lần\s+lượt|"
    r"cùng|khối|nhóm|top|tốp|chỉ|phần\s+trăm|đứng|vào)(?!\w)"
)


def _outside(bodies: list[Body], spans: list[tuple[int, int]]) -> list[Body]:
    """The bodies that begin in none of the spans."""
    spans.sort()
    out, at, until = [], 0, 0
    for body in bodies:
        while at < len(spans) and spans[at][0] <= body.start:
            until = max(until, spans[at][1])
            at += 1
        if body.start >= until:
            out.append(body)
    return out


class _Reader:
    """Reads one text, sentence after sentence, and remembers what the next may leave out."""

    def __init__(
        self, scan: Scan, references: Sequence[Reference], dates: Sequence[Period]
    ) -> None:
        self.scan = scan
        self._indices = find_indices(scan.text, scan.folded)
        named = [*references, *self._indices]  # a body in a citation or an index is not measured
        self._bodies = _outside(find_bodies(scan), [(n.start, n.end) for n in named])
        self._body_starts = [b.start for b in self._bodies]
        self._index_starts = [m.start for m in self._indices]
        self.periods = Periods(scan, references, dates, self._indices)
        self._last: Score | None = None
        self._last_bodies: list[Body] = []

    def by_sentence(self, taken: Sequence[Span]) -> list[tuple[Span, list[Measure]]]:
        """The sentences that hold measures outside tables and furniture, with these."""
        images = [Span(*m.span()) for m in _IMAGE.finditer(self.scan.text)]
        closed = sorted([*taken, *images, *self.scan.furniture], key=lambda s: s.start)
        ends = [s.end for s in closed]
        groups: list[tuple[Span, list[Measure]]] = []
        measures = find_measures(self.scan)
        at = 0
        for sentence in self.scan.sentences:
            while at < len(measures) and measures[at].start < sentence.start:
                at += 1
            group = []
            while at < len(measures) and measures[at].start < sentence.end:
                place = bisect_left(ends, measures[at].end)
                if place == len(closed) or closed[place].start > measures[at].start:
                    group.append(measures[at])
                at += 1
            if group:
                groups.append((sentence, group))
        return groups

    def read(self, sentence: Span, measures: list[Measure]) -> list[Score]:
        """The scores of one sentence."""
        drafts = self._drafts(sentence, measures)
        out: list[Score] = []
        at = sentence.start
        for place, draft in enumerate(drafts):
            until = drafts[place + 1].start if place + 1 < len(drafts) else sentence.end
            if draft.rank_first:
                draft.end = max(draft.end, draft.bodies[-1].end)
            out += self._scores(draft, at, sentence, until, out)
            at = draft.end
            out += self._following(at, until, out)
        return out

    def _drafts(self, sentence: Span, measures: list[Measure]) -> list[_Draft]:
        drafts: list[_Draft] = []
        for measure in measures:
            last = drafts[-1] if drafts else None
            if last and not last.has(measure.kind) and self._joins(last, measure):
                last.take(measure)
                continue
            draft = _Draft(measure.start, measure.end)
            draft.take(measure)
            drafts.append(draft)
            if measure.kind == "rank":
                self._read_right(draft, sentence)
        return drafts

    def _read_right(self, draft: _Draft, sentence: Span) -> None:
        """Read the bodies of "đứng thứ 2 là A, B và C với 88 điểm"."""
        opened = _RANK_FIRST.match(self.scan.folded, draft.end, sentence.end)
        if opened is None:
            return
        furthest = min(sentence.end, opened.end() + 2 * _NEAR)
        closed = _FIRST_ENDS.search(self.scan.folded, opened.end(), furthest)
        end = closed.start() if closed else furthest
        draft.bodies = listed_right(self.scan, self._between(opened.end(), end), opened.end(), end)
        draft.rank_first = bool(draft.bodies)

    def _joins(self, draft: _Draft, measure: Measure) -> bool:
        """Whether a measure tells more of the result begun."""
        gap = self.scan.folded[draft.end : measure.start]
        if draft.rank_first and measure.kind == "value":
            beside = not draft.bodies[0].start <= measure.start < draft.bodies[-1].start
            return beside and ";" not in gap
        if measure.kind in {"change", "rank_change"} and not draft.has("change"):
            other = any(b.rank == 3 for b in self._between(draft.end, measure.start))  # noqa: PLR2004
            return len(gap) < 60 and not other and "." not in gap  # noqa: PLR2004  (beside it)
        first = bisect_left(self._index_starts, draft.end)
        last = bisect_left(self._index_starts, measure.start)
        for mention in self._indices[first:last] if draft.rank else ():
            gap = gap.replace(self.scan.folded[mention.start : mention.end], "")
        return _TIE.fullmatch(gap) is not None

    def _between(self, start: int, end: int) -> list[Body]:
        first = bisect_left(self._body_starts, start)
        last = bisect_left(self._body_starts, end)
        return [b for b in self._bodies[first:last] if b.end <= end]

    def _index_before(self, start: int, end: int) -> IndexMention | None:
        place = bisect_left(self._index_starts, end) - 1
        mention = self._indices[place] if place >= 0 else None
        return mention if mention and mention.start >= start else None

    def _index_after(self, draft: _Draft) -> IndexMention | None:
        """The index that follows a rank at once: "dẫn đầu bảng xếp hạng Chỉ số CCHC"."""
        place = bisect_left(self._index_starts, draft.end)
        mention = self._indices[place] if place < len(self._indices) else None
        if mention is None or draft.rank is None:
            return None
        gap = self.scan.folded[draft.end : mention.start]
        return mention if len(gap) < 60 and _INDEX_FOLLOWS.fullmatch(gap) else None  # noqa: PLR2004

    def _scores(
        self, draft: _Draft, left: int, sentence: Span, until: int, before: list[Score]
    ) -> list[Score]:
        """The scores of one draft: `left` is where its own words begin."""
        bodies = draft.bodies or self._named_left(left, draft.start, before)
        bare = self._is_bare(left, draft.start, bodies)
        bodies = bodies or self._named_right(draft, sentence)
        bodies = self._completed(bodies or self._carried(left, sentence, before))
        index, name, kind = self._what(
            draft, left, sentence, bodies if bare else [], bare=bare, before=before
        )
        words = self.scan.folded[left : draft.start]
        start = min(draft.start, *(b.start for b in bodies if b.start >= left)) if any(
            b.start >= left for b in bodies
        ) else draft.start
        mention = self._index_before(left, draft.start)
        start = min(start, mention.start) if mention else start
        start, end = self._quoted(start, draft.end, left)
        mean = _MEAN.search(words) is not None or (
            bare and bool(before) and before[-1].statistic == "mean" and kind == before[-1].kind
        )
        scope = self._scope(draft, bodies)
        value, rank, change = draft.value, draft.rank, draft.change
        measured = (value or rank or draft).end
        period = self.periods.of(left, draft.start, measured, until, sentence)
        scores = [
            Score(
                start,
                end,
                self.scan.text[start:end],
                kind,
                index.key,
                name,
                body.name if body else None,
                period,
                value.number if value else None,
                (value or change).unit or index.unit if (value or change) else None,  # type: ignore[union-attr]
                value.comparator if value else "=",
                value.of if value else None,
                int(rank.number) if rank else None,
                int(rank.of) if rank and rank.of else None,
                change.number if change else None,
                int(draft.rank_change.number) if draft.rank_change else None,
                "mean" if mean else None,
                None,
                scope,
                self._publisher(draft.start, sentence, index, scope),
                next((s for s, p in _STAGES if p.search(words)), None),
            )
            for body in bodies or [None]  # type: ignore[list-item]
        ]
        self._last, self._last_bodies = scores[-1], bodies
        return scores

    def _quoted(self, start: int, end: int, left: int) -> tuple[int, int]:
        """The span with the label of a series, "2019 (2/19 đạt 84,95%)"."""
        label = _LABEL.search(self.scan.folded, max(left, start - 12), start)
        start = label.start() if label else start
        opened = self.scan.text.count("(", start, end) > self.scan.text.count(")", start, end)
        return start, end + 1 if opened and self.scan.text.startswith(")", end) else end

    def _named_left(self, left: int, right: int, before: list[Score]) -> list[Body]:
        """The bodies of the clause; a mere group far from its verb gives way to a body known."""
        clause = max(left, self.scan.text.rfind(";", left, right) + 1)
        bodies = listed_left(self.scan, self._between(clause, right), clause, right)
        known = self._last_bodies if before else []
        vague = bodies and bodies[-1].rank < 3 and not _MEAN.search(self.scan.folded, left, right)  # noqa: PLR2004
        if vague and known and known[0].rank == 3 and right - bodies[-1].end > 24:  # noqa: PLR2004
            return known
        return bodies

    def _named_right(self, draft: _Draft, sentence: Span) -> list[Body]:
        """The body of "100% TTHC thuộc thẩm quyền của Sở Tài chính"."""
        right = _NAME_RIGHT.match(self.scan.text, draft.end, sentence.end)
        if right is None or draft.rank is not None:
            return []
        inside = self._between(right.start(), right.end())
        named = [b for b in inside if b.rank == 3 and self._is_owner(b)]  # noqa: PLR2004
        return named[:1]

    def _is_owner(self, body: Body) -> bool:
        return self.scan.folded[max(0, body.start - 5) : body.start].strip().endswith("của")

    def _completed(self, bodies: list[Body]) -> list[Body]:
        """The bodies, a bare "tỉnh" named as the text named it before."""
        if len(bodies) != 1 or not _UNIT_ONLY.fullmatch(bodies[0].name.lower()):
            return bodies
        place = bisect_left(self._body_starts, bodies[0].start)
        scope = "province" if bodies[0].name.lower() == "tỉnh" else "district"
        known = [b for b in self._bodies[max(0, place - 40) : place] if b.scope == scope and b.rank == 3]  # noqa: PLR2004
        return [replace(bodies[0], name=known[-1].name, scope=scope)] if known else bodies

    def _carried(self, left: int, sentence: Span, before: list[Score]) -> list[Body]:
        """The bodies that an earlier part of the sentence or the sentence before names."""
        if before:
            return self._last_bodies
        earlier = listed_left(self.scan, self._between(sentence.start, left), sentence.start, left)
        if earlier:
            return earlier[-1:]
        if self._last is not None and self._last_bodies:
            return self._last_bodies if len(self._last_bodies) == 1 else []
        place = bisect_left(self._body_starts, sentence.start)
        named = [b for b in self._bodies[max(0, place - 12) : place] if b.rank == 3]  # noqa: PLR2004
        return ([b for b in named if b.scope not in {"province", "ministry"}] or named)[-1:]

    def _is_bare(self, left: int, right: int, bodies: Sequence[Body]) -> bool:
        """Whether nothing is said between two places but whose and when."""
        left = max(left, self.scan.text.rfind(":", left, right) + 1)
        words = list(self.scan.folded[left:right])
        for body in bodies:
            if left <= body.start < right:
                words[body.start - left : body.end - left] = " " * (body.end - body.start)
        return not _WORDLESS.sub("", "".join(words)).strip()

    def _what(
        self,
        draft: _Draft,
        left: int,
        sentence: Span,
        bodies: list[Body],
        *,
        bare: bool,
        before: list[Score],
    ) -> tuple[Index, str | None, str]:
        """The index measured, its name where it is OTHER, and the kind of the score."""
        folded = self.scan.folded
        kind = "rank" if not draft.value and (draft.rank or not draft.change) else "value"
        mention = self._index_before(left, draft.start) or self._index_before(
            draft.start, draft.end
        )
        rate = None
        for rate in _RATE.finditer(folded, mention.end if mention else left, draft.start):
            pass
        percent = draft.value is not None and draft.value.unit == "%" and draft.rank is None
        if mention and not (rate and percent):
            return mention.index, mention.index.name, kind
        last = self._last
        right = self._index_after(draft)
        if right:
            return right.index, right.index.name, kind
        told = last is not None and (last.indicator != "OTHER" or last.name is not None)
        if last and told and bare and (before or last.kind != "rate") and not (rate and percent and mention):
            same = Index(last.indicator, last.name, last.unit, None)
            if rate or last.kind == "rate":
                return Index("OTHER", None, "%", None), last.name, "rate"
            return same, last.name, kind
        said = folded[max(sentence.start, draft.start - _NEAR) : draft.start]
        if percent and bare and bodies and not before and not _RATE.search(said):
            earlier = self._index_before(max(0, sentence.start - _FAR), draft.start)
            if earlier:
                return earlier.index, earlier.index.name, kind
            if _RANKING.search(said):
                return Index("OTHER", None, "%", None), None, kind
        if percent or (draft.change and not draft.rank and draft.change.unit == "%"):
            return Index("OTHER", None, "%", None), self._name(draft, left, sentence), "rate"
        if draft.value and not draft.rank and not bare:
            return Index("OTHER", None, "điểm", None), self._name(draft, left, sentence), kind
        earlier = self._index_before(max(0, sentence.start - _FAR), draft.start)
        if earlier:
            return earlier.index, earlier.index.name, kind
        title = find_indices(self.scan.context.title or "", (self.scan.context.title or "").lower())
        index = title[0].index if title else Index("OTHER", None, None, None)
        return index, index.name, kind

    def _name(self, draft: _Draft, left: int, sentence: Span) -> str | None:
        """What is measured where no index is named: the words after "100%", or before "đạt"."""
        right = _NAME_RIGHT.match(self.scan.text, draft.end, sentence.end)
        if right and draft.value and draft.value.unit == "%":
            verb = _VERB_LEFT.search(self.scan.text, left, draft.start)
            return " ".join(f"{verb[1] if verb else ''} {right[1]}".split())[:120]
        if self._is_bare(left, draft.start, self._between(left, draft.start)):
            return None
        words = _NAME_BREAK.split(self.scan.text[left : draft.start].rstrip(" ,:("))[-1]
        words = _NAME_LEAD.sub("", _NAME_TAIL.sub("", words))
        return " ".join(words.split())[:120] or None

    def _scope(self, draft: _Draft, bodies: Sequence[Body]) -> str | None:
        if draft.rank is not None and draft.rank.of:
            named = scope_at(self.scan.folded, draft.rank.end, draft.rank.end + 40)
            if named:
                return named
        return bodies[0].scope if bodies else None

    def _publisher(self, place: int, sentence: Span, index: Index, scope: str | None) -> str | None:
        said = _SAID_BY.search(
            self.scan.text, max(sentence.start, place - _NEAR), min(sentence.end, place + _NEAR)
        )
        if said:
            return " ".join(said[1].split())
        return index.by if scope == "province" else None

    def _following(self, start: int, end: int, before: list[Score]) -> list[Score]:
        """The body that "tiếp theo là" puts behind a rank of the same ranking."""
        match = _THEN.search(self.scan.folded, start, end)
        if match is None or not before or before[-1].rank is None:
            return []
        closed = _FIRST_ENDS.search(self.scan.folded, match.end(), end)
        stop = closed.start() if closed else end
        bodies = listed_right(self.scan, self._between(match.end(), stop), match.end(), stop)
        last = before[-1]
        if len(bodies) != 1 or last.value is not None:
            return []
        quote = self.scan.text[match.start() : bodies[0].end]
        return [
            Score(
                match.start(), bodies[0].end, quote, "rank", last.indicator, last.name,
                bodies[0].name, last.period, rank=last.rank + 1, scope=last.scope,  # type: ignore[operator]
                ranked_by=last.ranked_by, stage=last.stage,
            )
        ]


_NAME_RIGHT = re.compile(
    r"\s+(?:số\s+(?:lượng\s+)?|các\s+)?((?!(?:so|trong|và|là|tăng|giảm|trở|năm|vào|tại|ở|cao|thấp|xếp|đứng|"
    r"qua|do|nhưng|đến|theo|của|kế\s+hoạch\s+(?:năm|giao)|chỉ\s+tiêu|dự\s+toán)(?!\w))[^\W\d_A-ZĐ][^,;.()]{2,90})"
)
_VERB_LEFT = re.compile(r"((?:cắt\s+)?giảm|rút\s+ngắn|hoàn\s+thành|tiết\s+kiệm)(?:\s+\w+){0,2}\s*\Z", re.IGNORECASE)
_NAME_BREAK = re.compile(r"[;:]\s|\.\s|\(|,\s(?=[^,]*\S\s+\S+\s+\S)")
_NAME_TAIL = re.compile(
    r"(?:\s|,|(?<!\w)(?:đạt|là|với|trên|chưa|có|và|được|từ|còn|ước|tối\s+thiểu|ít\s+nhất|đều)(?!\w))+\Z"
)
_NAME_LEAD = re.compile(
    r"\A(?:[\W\d]|(?<!\w)(?:và|tỷ\s+lệ|tỉ\s+lệ|trong\s+đó|có|đạt|với|nhất\s+là)(?!\w))+", re.IGNORECASE
)
_LABEL = re.compile(r"(?:năm\s+)?(?<!\d)(?:19|20)\d\d\s*[(:]\s*\Z")
_UNIT_ONLY = re.compile(r"tỉnh|thành\s+phố|huyện|thị\s+xã|quận|xã|phường")
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,1000}\)")
_SAID_BY = re.compile(
    r"do\s+((?:Bộ|UBND|Sở|Liên đoàn|Phòng|VCCI|UNDP|Chính phủ|Văn phòng)[^,;.()]{0,60}?)\s+"
    r"(?:vừa\s+|đã\s+)?(?:công\s+bố|xếp\s+hạng|đánh\s+giá)"
)
