"""Results that are told twice, or in two sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.facts import Score

_COMPARES = re.compile(r"(?<!\w)so(?:\s+với)?\s")
_STANDS = re.compile(r"(?:đứng|xếp|ở|vươn|hạng|vị\s+trí|thứ)(?!\w)", re.IGNORECASE)
_APART = re.compile(r"\n|\.\s")
_NEAR = 160  # characters between a result and the sentence that tells its change
_BACK = 4  # results back to the one whose move is told


def add(found: list[Score], more: Sequence[Score], folded: str) -> None:
    """Add the scores of a sentence; one that tells only a move goes to the rank that it made.

    `folded` is the text. A change or rank alone behind a value of the same index, body and time
    is that value's: "đạt 43,1 điểm; so với năm 2022 tăng 1,0 điểm", "được 42,4 điểm; đứng thứ 30".
    """
    for score in more:
        last = found[-1] if found else None
        if last is not None and _ranks(last, score, folded):
            moved = last.rank_change if score.rank_change is None else score.rank_change
            found[-1] = replace(last, rank=score.rank, ranked=score.ranked, rank_change=moved)
            continue
        if last is not None and _goes_on(last, score, folded):
            told = score.rank_change if last.rank_change is None else last.rank_change
            found[-1] = replace(last, change=score.change, rank_change=told)
            continue
        alone = score.rank_change and score.rank is None and score.value is None
        places = range(max(0, len(found) - _BACK), len(found)) if alone and not score.change else ()
        made = [p for p in places if _has_moved(found[p], score)]
        if made:
            found[made[-1]] = replace(found[made[-1]], rank_change=score.rank_change)
        else:
            found.append(score)


def _ranks(score: Score, rank: Score, folded: str) -> bool:
    """Whether a rank alone is that of the value before it in its sentence."""
    if rank.rank is None or rank.value is not None or rank.change is not None:
        return False
    if score.value is None or score.rank is not None or rank.start - score.end > _NEAR:
        return False
    if score.indicator == "OTHER" or score.start == rank.start or score.statistic:
        return False
    apart = _APART.search(folded, score.end, rank.start)
    return not apart and bool(_STANDS.match(rank.quote)) and _told(score) == _told(rank)


def _goes_on(score: Score, move: Score, folded: str) -> bool:
    """Whether a change alone is that of the result before, compared with another year's."""
    if move.change is None or move.value is not None or move.rank is not None:
        return False
    if score.value is None or score.change is not None or move.start - score.end > _NEAR:
        return False
    of_index = score.indicator != "OTHER" and _COMPARES.search(folded, score.end, move.end)
    return (
        bool(of_index) and _told(score) == _told(move) and (move.unit or score.unit) == score.unit
    )


def _told(score: Score) -> tuple[str | None, ...]:
    return score.indicator, score.name, score.subject, score.period


def _has_moved(score: Score, move: Score) -> bool:
    return _told(score) == _told(move) and score.rank is not None and score.rank_change is None


def once(scores: list[Score]) -> list[Score]:
    """Give the scores less those that a lead or caption repeats: the same words and result."""
    seen: set[tuple[object, ...]] = set()
    out = []
    quote = words = ""
    for score in scores:
        if score.quote is not quote:  # those of one list share their words
            quote, words = score.quote, " ".join(score.quote.split()).lower()
        key = (words, score.value, score.rank, score.subject)
        if len(score.quote) < 60 or key not in seen:
            out.append(score)
        seen.add(key)
    return out
