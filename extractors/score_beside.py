"""The results told beside one: of the parts that share it, those compared, the next in rank."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from extractors.body_lists import listed_right
from extractors.score_behind import LIST_ENDS
from extractors.score_moves import is_dated
from extractors.score_owners import is_self
from extractors.score_subjects import MEAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.facts import Score
    from extractors.score_context import Surroundings
    from extractors.score_drafts import Draft

NEXT_BODY = (
    r"(?<!\w)(?:tiếp\s+theo|kế\s+tiếp|tiếp\s+đến|tiếp\s+đó|kế\s+đó|xếp\s+ngay\s+sau|tiếp\s+sau|"
    r"kế\s+đến|kế\s+sau|theo\s+sau)\s+"
)
_THEN = re.compile(rf"{NEXT_BODY}(?:là|gồm)\s+")
_AND = re.compile(r"[\s\"“”]*(?:,|và|,\s*và)[\s\"“”]*(?:(?:các\s+)?chỉ\s+số[\s\"“”]*)?")


def sharing(around: Surroundings, draft: Draft, found: Sequence[Score]) -> Iterator[Score]:
    """Give the same result of the parts of an index that share it: "A và B đều xếp thứ 3"."""
    named = [*around.indices(draft.left, draft.start)]
    told = (found[0].indicator, found[0].name)
    if draft.index or not named or (named[-1].index.key, named[-1].index.name) != told:
        return
    if named[-1].index.unit and draft.value:
        return
    for before, behind in zip(reversed(named[:-1]), reversed(named), strict=False):
        gap = around.scan.folded[before.end : behind.start]
        if not _AND.fullmatch(gap) or (behind.index.unit and "và" not in gap):
            return
        for score in found:
            yield replace(score, indicator=before.index.key, name=before.index.name)


_STAGE = re.compile(r"([0-9]{4})\s*[-–]\s*[0-9]{4}")


def compared(around: Surroundings, draft: Draft, found: Sequence[Score]) -> Iterator[Score]:
    """Give the results that one is compared with: the same, but for who or when."""
    for aside in draft.asides:
        beside, measure = aside.beside, aside.value or aside.rank
        if beside is None or measure is None:
            continue
        now = found[0]
        is_mean = MEAN.search(around.scan.folded, beside.start, beside.end) is not None
        others = [
            b
            for b in around.compared_bodies(beside.start, beside.end)
            if is_mean or (b.is_named and not is_self(b))
        ]
        period = around.periods.compared(aside.start, beside, now.period)
        undated = beside.kind == "move" and not is_dated(
            around.scan.folded, beside.start, beside.end
        )
        if undated and now.kind == "rate":
            stage = _STAGE.fullmatch(now.period or "")
            if stage is None:
                continue  # what a rate was some time ago
            period = stage[1]  # "Giai đoạn 2016-2020 giảm từ 12,5% xuống 3,1%"
        if (
            not undated
            and period == now.period
            and beside.kind != "bracket"
            and not others
            and not is_mean
        ):
            continue  # a plan, or nobody knows whose
        subject = now.subject if len(found) == 1 else None
        yield replace(
            now,
            start=aside.start,
            end=aside.end,
            quote=around.scan.text[aside.start : aside.end],
            kind=now.kind if aside.value and now.kind != "rank" else measure.kind,
            subject=others[-1].name if others else subject,
            period=period,
            statistic="mean" if is_mean else now.statistic,
            **_numbers(aside, now.unit),
        )


def _numbers(aside: Draft, unit: str | None) -> dict[str, Any]:
    """The numbers of a compared result; it tells no change."""
    value, rank = aside.value, aside.rank
    return {
        "value": value.number if value else None,
        "unit": (value.unit or unit) if value else None,
        "comparator": value.comparator if value else "=",
        "scale": value.of if value else None,
        "rank": int(rank.number) if rank else None,
        "ranked": int(rank.of) if rank and rank.of else None,
        "change": None,
        "rank_change": None,
    }


def following(around: Surroundings, draft: Draft, last: Score) -> list[Score]:
    """Give the body that "tiếp theo là" puts behind a rank of the same ranking."""
    match = _THEN.search(around.scan.folded, draft.end, draft.until)
    if match is None or last.rank is None or last.rank < 1 or last.value is not None:
        return []
    closed = LIST_ENDS.search(around.scan.folded, match.end(), draft.until)
    stop = closed.start() if closed else draft.until
    if draft.until < draft.sentence.end and not around.plain[stop : draft.until].strip(" ("):
        return []  # "tiếp theo là X (3)": it has a rank of its own
    inside = around.bodies(match.end(), stop)
    bodies = listed_right(around.scan, inside, match.end(), stop)
    if len(bodies) != 1:
        return []
    start, end = match.start(), bodies[0].end
    quote, name = around.scan.text[start:end], bodies[0].name
    behind = replace(last, start=start, end=end, quote=quote, subject=name, rank_change=None)
    return [replace(behind, rank=last.rank + 1)]
