"""How many were ranked, where a rank does not say so itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.indices import scope_at
from extractors.score_context import FAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.facts import Score
    from extractors.score_context import Surroundings

_COUNT = re.compile(
    r"(?<![\w/.,-])([1-9][0-9]{1,2}|(?<=ngành và )[5-9])\s+"
    r"(?=(?:tỉnh|sở|huyện|xã|phường|quận|bộ|thị\s+xã|cơ\s+quan\s+chuyên)(?!\w))"
)
_LIKE = {"branch": "department", "unit": "department"}  # a tax office is ranked among departments


class Sizes:
    """The sizes of the rankings of one text: of "3/19", and the counts of those who are ranked."""

    def __init__(self, around: Surroundings, scores: Sequence[Score]) -> None:
        told = [(s.start, s.ranked, _class(s.scope), s.rank or 1) for s in scores if s.ranked]
        for match in _COUNT.finditer(around.scan.folded):
            if not around.scan.text[match.end()].islower():  # the number of a row, then a name
                continue
            scope = scope_at(around.scan.folded, match.end(), match.end() + 40)
            told.append((match.start(), int(match[1]), _class(scope), 0))
        told.sort(key=lambda count: (count[0], count[1], count[2] or "", count[3]))
        self._by_scope: dict[str | None, list[tuple[int, int, int]]] = {}
        for start, size, scope, rank in told:
            self._by_scope.setdefault(scope, []).append((start, size, rank))

    def of(self, score: Score) -> int | None:
        """Give the size told nearest, of a ranking of bodies of the same class."""
        scope = _class(score.scope)
        told = self._by_scope.get(scope) if scope else None
        if not told:
            return None
        place = bisect_left(told, (score.start, 0, 0))
        near = [told[p] for p in range(max(0, place - 3), min(len(told), place + 3))]
        fitting = [
            (size_rank[2] == 0, abs(size_rank[0] - score.start), size_rank[1])
            for size_rank in near
            if size_rank[1] >= (score.rank or 1) and abs(size_rank[0] - score.start) < FAR
        ]
        return min(fitting)[2] if fitting else None


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
        size = sizes.of(score) or complete.get(_ranking(score))
        rank = score.rank if score.rank > 0 else size and size + score.rank
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
        if whole and len(listed) >= _LEAST:
            out[ranking] = len(listed)
    return out
