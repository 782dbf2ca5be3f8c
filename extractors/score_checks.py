"""Stated changes against stated values: a contradiction is kept and flagged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.facts import Score

_ROUNDING = 0.0151  # two values of two decimals each
_NEAR = 60  # characters between the results of two years
_TWO = 2
_RELATIVE = 0.2  # where the change is told in percent of the old value


def flag_contradictions(scores: Sequence[Score]) -> tuple[Score, ...]:
    """Give the scores, those flagged whose change does not fit the value of the year before.

    80,16 % after 78,32 % is 1,84 more: a printed 1,82 is flagged. Nothing is corrected.
    """
    scores = _of_later(scores)
    values: dict[tuple[object, ...], float] = {}
    ranks: dict[tuple[object, ...], int] = {}
    for score in scores:
        if score.period is None or not score.period.isdigit():
            continue
        key = (score.indicator, score.name, score.subject, int(score.period))
        if score.value is not None:
            values.setdefault(key, score.value)
        if score.rank is not None:
            ranks.setdefault(key, score.rank)
    return tuple(
        replace(score, inconsistent=True) if _contradicts(score, values, ranks) else score
        for score in scores
    )


def _of_later(scores: Sequence[Score]) -> list[Score]:
    """The scores, a change told behind the older of two years given to the later one.

    "Năm 2023 đạt 80,16%, năm 2022 là 78,32%, tăng 1,82%" tells how much 2023 has grown.
    """
    out = list(scores)
    for place in range(1, len(out)):
        new, old = out[place - 1], out[place]
        if new.change is not None or old.change is None or new.value is None or old.value is None:
            continue
        same = (new.indicator, new.name, new.subject) == (old.indicator, old.name, old.subject)
        years = [s.period for s in (new, old) if s.period and s.period.isdigit()]
        if not same or len(years) != _TWO or int(years[0]) != int(years[1]) + 1:
            continue
        if old.start - new.end > _NEAR or (new.value - old.value) * old.change <= 0:
            continue
        out[place - 1] = replace(new, change=old.change)
        out[place] = replace(old, change=None)
    return out


def _contradicts(
    score: Score, values: dict[tuple[object, ...], float], ranks: dict[tuple[object, ...], int]
) -> bool:
    if score.period is None or not score.period.isdigit():
        return False
    key = (score.indicator, score.name, score.subject, int(score.period) - 1)
    old_rank = ranks.get(key)
    if score.rank and score.rank_change and old_rank and old_rank - score.rank != score.rank_change:
        return True
    old = values.get(key)
    if score.value is None or score.change is None or old is None:
        return False
    if abs(score.value - old - score.change) <= _ROUNDING:
        return False
    return old == 0 or abs((score.value / old - 1) * 100 - score.change) > _RELATIVE
