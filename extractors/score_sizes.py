"""How many were ranked, where a rank does not say so itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.indices import scope_at
from extractors.score_context import FAR
from extractors.score_rank_words import LOWEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.facts import Score
    from extractors.score_context import Surroundings

_COUNT = re.compile(
    r"(?<![\w/.,-])([1-9][0-9]{1,2}|(?<=ngành và )[5-9])\s+"
    r"(?=(?:tỉnh|sở|huyện|xã|phường|quận|bộ|thị\s+xã|cơ\s+quan\s+chuyên)(?!\w))"
)
_OF_GROUP = re.compile(r"(?<!\w)(?:nhóm|tốp|top|một\s+trong|cùng|so\s+với|hơn|sau)\s+\Z")
_GROUP = re.compile(  # "Nhóm cao nhất có 16 tỉnh", "xếp loại tốt 17 sở"
    r"(?<!\w)(?:nhóm|tốp|top|loại)\s[^.;:()\n]{0,30}\Z"
)
_CHANGED = re.compile(  # "29 tỉnh tăng điểm và 32 tỉnh giảm điểm"
    r"\w+(?:,\s*thành\s+phố)?\s+(?:tăng|giảm|thăng|thụt|tụt|cải\s+thiện|chưa|xếp\s+loại)(?!\w)"
)
_OF_SOME = re.compile(
    r"[^.;:()\n]{0,40}?(?:(?:cao|thấp)\s+(?:điểm\s+)?nhất|dẫn\s+đầu|đứng\s+đầu|đầu\s+bảng|cuối\s+bảng|xếp\s+cuối|nhóm|tốp)"
)
# "trong số 19 đơn vị được đánh giá, xếp hạng", "08/08 huyện": all that are ranked.
_ALL = re.compile(
    r"[0-9](?<![\w/.,-].)(?:(?<=0)[1-9][0-9]?|(?<=[1-9])[0-9]{0,2})(?P<both>/[0-9]{1,3})?\s+"
    r"(?P<kind>đơn\s+vị|cơ\s+quan|địa\s+phương|tỉnh|thành|sở|huyện|xã|phường|quận|bộ)(?!\w)"
)
_AMONG = re.compile(r"(?:(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?|(?<!\w)khối\s+)\Z")
# "Khối các sở, ban, ngành cấp tỉnh có 18 đơn vị": those of a class that are ranked.
_BLOC = re.compile(r"(?<!\w)khối\s+(?P<who>[^.;:()0-9\n]{2,60}?)\s+(?:gồm\s+có|có|gồm)\s+\Z")
_RANKED = re.compile(
    r"[^.;:\n]{0,40}?(?:được\s+(?:đánh\s+giá|xếp\s+hạng|chấm\s+điểm)"
    r"(?!\s+(?:xuất|tốt|khá|trung|yếu|loại|mức|ở))|tham\s+gia)"
)
# "Xếp thứ 2 khu vực Tây Nguyên": among fewer than the whole country has.
OF_REGION = re.compile(
    r"(?:\s+(?:trong|của|trên|toàn|trong\s+số|các|tỉnh|thành\s+phố|địa\s+phương|[0-9]{1,2}))*\s+(?:khu\s+vực|vùng|miền|cụm)(?!\w)"
)
_VAGUE = ("đơn", "cơ", "địa")  # these may be of any class
_ANY = "any"  # the class of "đơn vị"
_NEAR_ENOUGH = 600  # characters between a number of units and the ranks among them
_LIKE = {"branch": "department", "unit": "department"}  # a tax office is ranked among departments


class Sizes:
    """The sizes of the rankings of one text: of "3/19", and the counts of those who are ranked."""

    def __init__(self, around: Surroundings, scores: Sequence[Score]) -> None:
        told = [(s.start, s.ranked, _class(s.scope), s.rank or 1) for s in scores if s.ranked]
        for match in _COUNT.finditer(around.scan.folded):
            if not around.scan.text[match.end()].islower():  # the number of a row, then a name
                continue
            if _are_some(around.scan.folded, match):
                continue
            scope = scope_at(around.scan.folded, match.end(), match.end() + 40)
            told.append((match.start(), int(match[1]), _class(scope), 0))
        told += _all_ranked(around.scan.folded)
        told.sort(key=lambda count: (count[0], count[1], count[2] or "", count[3]))
        self._by_scope: dict[str | None, list[tuple[int, int, int]]] = {}
        for start, size, scope, rank in told:
            self._by_scope.setdefault(scope, []).append((start, size, rank))

    def of(self, score: Score, *, counted: bool = False) -> int | None:
        """Give the size told nearest, of a ranking of bodies of the same class.

        `counted` passes over those that only a rank tells, "11/63".
        """
        scope = _class(score.scope)
        told = self._by_scope.get(scope) if scope else None
        if not told:
            return self._of_any(score)
        place = bisect_left(told, (score.start, 0, 0))
        near = [told[p] for p in range(max(0, place - 3), min(len(told), place + 3))]
        fitting = [
            (size_rank[2] == 0, abs(size_rank[0] - score.start), size_rank[1])
            for size_rank in near
            if size_rank[1] >= (score.rank or 1)
            and abs(size_rank[0] - score.start) < FAR
            and not (counted and size_rank[2])
        ]
        return min(fitting)[2] if fitting else None

    def _of_any(self, score: Score) -> int | None:
        """The number of "19 đơn vị được xếp hạng", right before a result."""
        told = self._by_scope.get(_ANY, [])
        place = bisect_left(told, (score.start, 0, 0)) - 1
        if place < 0 or score.start - told[place][0] > _NEAR_ENOUGH:
            return None
        return told[place][1] if told[place][1] >= (score.rank or 1) else None


def _are_some(folded: str, count: re.Match[str]) -> bool:
    """Whether those counted are some of the ranked: a group, or those that rose."""
    start, end = count.span()
    if _OF_GROUP.search(folded, max(0, start - 24), start) or _OF_SOME.match(folded, end):
        return True
    return bool(_GROUP.search(folded, max(0, start - 40), start) or _CHANGED.match(folded, end))


def _all_ranked(folded: str) -> Iterator[tuple[int, int, str, int]]:
    """The numbers of those who are ranked, told as "trong số 19 đơn vị", "18 sở được xếp hạng"."""
    for match in _ALL.finditer(folded):
        first, _, both = match[0].partition("/") if match["both"] else (match[0], "", "")
        size = int(first.split()[0])
        bloc = _BLOC.search(folded, max(0, match.start() - 80), match.start())
        if match["both"]:
            if int(both.split()[0]) != size:
                continue
        else:
            vague = match["kind"].startswith(_VAGUE)
            among = _AMONG.search(folded, max(0, match.start() - 24), match.start())
            if not ((vague and (among or bloc)) or _RANKED.match(folded, match.end())):
                continue
        if _OF_SOME.match(folded, match.end()):
            continue
        at = bloc.start("who") if bloc else match.start("kind")
        scope = scope_at(folded, at, at + 40)
        yield match.start(), size, _class(scope) or _ANY, 0


def _class(scope: str | None) -> str | None:
    return _LIKE.get(scope, scope) if scope else None


def with_sizes(around: Surroundings, scores: Sequence[Score]) -> list[Score]:
    """Give the scores with the number of the ranked; the last of a ranking gets it as its rank.

    Rank 0 is the last, -1 the last but one. A last place of a ranking whose size nobody tells has
    no rank.
    """
    if not any(score.rank is not None and not score.ranked for score in scores):
        return list(scores)
    sizes, complete = Sizes(around, scores), _complete(scores)
    out = []
    for score in scores:
        if score.rank is None or score.ranked:
            out.append(score)
            continue
        lowest = score.rank == LOWEST
        if OF_REGION.match(around.scan.folded, score.end):
            size = None
        else:
            size = sizes.of(score, counted=lowest) or complete.get(_ranking(score))
        rank = score.rank if score.rank > 0 else size and size + (0 if lowest else score.rank)
        if rank is None and score.value is None and score.grade is None:
            continue
        out.append(replace(score, rank=rank, ranked=size))
    return out


_LEAST = 5  # of a list that is taken for the whole ranking


def _ranking(score: Score) -> tuple[str | None, ...]:
    return (score.indicator, score.name, score.period, score.scope)


def _complete(scores: Sequence[Score]) -> dict[tuple[str | None, ...], int]:
    """The sizes of the rankings that a text lists from the first to the last, ties included."""
    ranks: dict[tuple[str | None, ...], list[int]] = {}
    for score in scores:
        if score.rank and score.rank > 0 and score.ranked is None:
            ranks.setdefault(_ranking(score), []).append(score.rank)
    out = {}
    for ranking, listed in ranks.items():
        listed.sort()
        whole = all(
            rank == place or rank == listed[place - 2] for place, rank in enumerate(listed, 1)
        )
        # Ten provinces or ministries are the head of a longer list.
        if whole and len(listed) >= _LEAST and ranking[-1] not in {"province", "ministry", None}:
            out[ranking] = len(listed)
    return out
