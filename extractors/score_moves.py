"""Moves from one result to another: "từ thứ 51 lên 31", "từ 62,10 điểm (năm 2021) lên 65,20"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.score_comparisons import MOVE, NUMBER, PLACE, YEAR
from extractors.score_measure import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.words import Words

_TO = re.compile(
    rf"(?:[^\W\d_]+\s+){{0,5}}?(?P<cue>{PLACE})(?P<new>{NUMBER})(?!\s?[-–/][0-9]|[.,]?[0-9])"
)
_RANKS = re.compile(r"(?<!\w)(?:vị\s+trí|thứ\s+hạng|vị\s+thứ|hạng|thứ|xếp|đứng)(?!\w)")
_STEPS = re.compile(r"(?:bậc|hạng)\s*\(?\s*,?\s*\Z")
_ENDS = re.compile(r"\s*(?:\Z|[;:()\n\"”]|[.,](?![0-9])|(?:trong|năm|và|so|trên|theo|nhưng|cả|toàn|ở)(?!\w))")
_DATED = re.compile(rf"(?<![0-9/.,-]){YEAR}|(?:năm|kỳ|quý|tháng)\s+(?:trước|ngoái|liền)|cùng\s+kỳ|đầu\s+năm")
_AFTER_DATED = re.compile(rf"so\s+với[^;.()]*?{YEAR}\s*[,(]?\s*\Z")


def with_moves(words: Words, measures: Sequence[Measure]) -> list[Measure]:
    """Give the measurements with a move as its change, and what it began with as compared.

    A beginning without a time of its own is no result: "từ thứ 51 lên 31" is the rank 31 and a
    move of 20 places, "từ thứ 51 năm 2020 lên 31" the rank 51 of 2020 besides.
    """
    out = list(measures)
    for match in MOVE.matches(words):
        if moved := _moved(words.folded, match, out):
            first, last = match.start(), moved[-1].end
            out = [m for m in out if m.end <= first or m.start >= last]
            out += moved
    out.sort(key=lambda m: (m.start, m.end))
    return out


def _moved(folded: str, match: re.Match[str], measures: Sequence[Measure]) -> list[Measure]:
    """The change, the new result and, where it is dated, the old one; none if nothing is ranked."""
    new = _new(folded, match, measures)
    if new is None:
        return []
    old = float(match["old"].split("/")[0].strip(" %điểm").replace(",", "."))
    is_rank = new.kind == "rank"
    if is_rank and not (old.is_integer() and new.number > 0):
        return [new]
    difference = old - new.number if is_rank else round(new.number - old, 4)
    kind = "rank_change" if is_rank else "change"
    change = Measure(match.start(), match.end(), kind, difference, None, None if is_rank else new.unit)
    return [*_old(folded, match, new, old), change, new]


def _old(folded: str, match: re.Match[str], new: Measure, number: float) -> Iterator[Measure]:
    begin = folded[max(0, match.start() - 60) : match.start()]
    if not (_DATED.search(match[0]) or _AFTER_DATED.search(begin)):
        return
    of = match["old"].partition("/")[2].strip(" %điểm")
    start, end = match.start(), match.end("old")
    yield Measure(
        start, end, new.kind, number, float(of) if of else None, new.unit, compared=True
    )


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
    ranks = _RANKS.search(match[0]) or _RANKS.search(to["cue"]) or _STEPS.search(begin)
    if ranks and number.is_integer():
        return Measure(to.start("cue"), to.end(), "rank", number, float(many) if many else None)
    unit = next((u for u in ("%", "điểm") if u in to["new"] or u in match["old"]), None)
    if unit is None and (number.is_integer() or not _ENDS.match(folded, to.end())):
        return None
    if unit is None and not re.search(r"chỉ\s+số|index|điểm", folded[max(0, match.start() - 200) : match.start()]):
        return None
    return Measure(to.start("new"), to.end(), "value", number, None, unit)
