"""Results that are told twice, or in two sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.facts import Score

_BACK = 4  # results back to the one whose move is told


def add(found: list[Score], more: Sequence[Score]) -> None:
    """Add the scores of a sentence; one that tells only a move goes to the rank that it made."""
    for score in more:
        alone = score.rank_change and score.rank is None and score.value is None
        places = range(max(0, len(found) - _BACK), len(found)) if alone and not score.change else ()
        made = [p for p in places if _has_moved(found[p], score)]
        if made:
            found[made[-1]] = replace(found[made[-1]], rank_change=score.rank_change)
        else:
            found.append(score)


def _has_moved(score: Score, move: Score) -> bool:
    same = (score.indicator, score.name, score.subject, score.period) == (
        *(move.indicator, move.name, move.subject, move.period),
    )
    return same and score.rank is not None and score.rank_change is None


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
