"""Moves from one result to another: "từ thứ 51 lên 31", "từ 62,10 điểm (năm 2021) lên 65,20"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.score_comparisons import MOVE, NUMBER, PLACE, YEAR
from extractors.score_measure import Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.words import Words

_TO = re.compile(
    rf"(?:[^\W\d_]+\s+){{0,5}}?(?P<cue>{PLACE})(?P<new>{NUMBER})(?!\s?[-–/][0-9]|[.,]?[0-9])"
)
_RANKS = re.compile(r"(?<!\w)(?:vị\s+trí|thứ\s+hạng|vị\s+thứ|hạng|thứ|xếp|đứng)(?!\w)")
_RANK_MOVES = re.compile(r"(?:thứ\s+hạng|vị\s+trí|xếp\s+hạng)(?:\s+\w+){0,4}\s+\Z")
# "PAR INDEX đã leo từ 45 lên 31": only ranks climb.
_CLIMBS = re.compile(
    r"(?<!\w)(?:leo|tụt|nhảy|vươn|rơi|lùi|bật|thăng|vọt)(?:\s+(?:hạng|mạnh|nhanh|sâu))?\s+\Z"
)
_INDEX = re.compile(r"chỉ\s+số|index|xếp\s+hạng|papi|pci|dti|sipas|(?<!\w)pii(?!\w)")
_STEPS = re.compile(r"(?:bậc|hạng)\s*\(?\s*,?\s*\Z")
_ENDS = re.compile(
    r"\s*(?:\Z|[;:()\n\"”]|[.,](?![0-9])|(?:trong|năm|và|so|trên|theo|nhưng|cả|toàn|ở)(?!\w))"
)
_DATED = re.compile(
    rf"(?<![0-9/.,-]){YEAR}|(?:năm|kỳ|quý|tháng)\s+(?:trước|ngoái|liền)|cùng\s+kỳ|đầu\s+năm"
)
_AFTER_DATED = re.compile(rf"so\s+với[^;.()]*?{YEAR}\s*[,(]?\s*\Z")


def with_moves(words: Words, measures: Sequence[Measure]) -> list[Measure]:
    """Give the measurements with a move as its change, and what it began with as compared.

    "Từ thứ 51 năm 2020 lên 31" is the rank 31, a move of 20 places and the rank 51 of 2020.
    """
    out: list[Measure] = []
    starts = [m.start for m in measures]
    at = 0
    for match in MOVE.matches(words):
        following = bisect_left(starts, match.end("told"))
        moved = _moved(words.folded, match, measures[following : following + 2])
        if not moved:
            continue
        first, last = match.start(), moved[-1].end
        while at < len(measures) and measures[at].start < last:
            if measures[at].end <= first:
                out.append(measures[at])
            at += 1
        out += moved
    out += measures[at:]
    out.sort(key=lambda m: (m.start, m.end))
    return out


def is_dated(folded: str, start: int, end: int) -> bool:
    """Tell whether the beginning of a move has a time of its own."""
    before = folded[max(0, start - 60) : start]
    return bool(_DATED.search(folded, start, end) or _AFTER_DATED.search(before))


def _moved(folded: str, match: re.Match[str], measures: Sequence[Measure]) -> list[Measure]:
    """The change, the new result and the old one; none if nothing is ranked."""
    new = _new(folded, match, measures)
    if new is None:
        return []
    old = float(match["old"].split("/")[0].strip(" %điểm").replace(",", "."))
    is_rank = new.kind == "rank"
    if is_rank and not (old.is_integer() and new.number > 0):
        return [new]
    difference = old - new.number if is_rank else round(new.number - old, 4)
    kind = "rank_change" if is_rank else "change"
    change = Measure(
        match.start(), match.end("told"), kind, difference, None, None if is_rank else new.unit
    )
    return [_old(match, new, old), change, new]


def _old(match: re.Match[str], new: Measure, number: float) -> Measure:
    """What the move began with."""
    of = match["old"].partition("/")[2].strip(" %điểm")
    start, end = match.start(), match.end("old")
    return Measure(start, end, new.kind, number, float(of) if of else None, new.unit, compared=True)


def _new(folded: str, match: re.Match[str], measures: Sequence[Measure]) -> Measure | None:
    """What the move leads to: a measurement found there, else the bare number of a ranking."""
    told = next((m for m in measures if match.end() <= m.start < match.end() + 40), None)
    to = _TO.match(folded, match.end())
    if told and told.kind in {"rank", "value"} and (to is None or told.start <= to.start("new")):
        return replace(told, start=max(told.start, match.end()))
    if to is None:
        return None
    first, _, of = to["new"].partition("/")
    number, many = float(first.strip(" %điểm").replace(",", ".")), of.strip(" %điểm")
    begin = folded[max(0, match.start() - 12) : match.start()]
    told_of_rank = _RANK_MOVES.search(folded, max(0, match.start() - 32), match.start())
    climbs = _CLIMBS.search(folded, max(0, match.start() - 24), match.start())
    placed = told_of_rank or (
        (bool(many) or climbs) and _INDEX.search(folded, max(0, match.start() - 200), match.start())
    )
    ranks = placed or _RANKS.search(match[0]) or _RANKS.search(to["cue"]) or _STEPS.search(begin)
    if ranks and number.is_integer():
        return Measure(to.start("cue"), to.end(), "rank", number, float(many) if many else None)
    unit = next((u for u in ("%", "điểm") if u in to["new"] or u in match["old"]), None)
    if unit is None and (number.is_integer() or not _ENDS.match(folded, to.end())):
        return None
    if unit is None and not re.search(
        r"chỉ\s+số|index|điểm", folded[max(0, match.start() - 200) : match.start()]
    ):
        return None
    return Measure(to.start("new"), to.end(), "value", number, None, unit)
