"""Results given out one by one: "A và B lần lượt đạt 80,1 điểm và 79,2 điểm"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.body_lists import listed_left, listed_right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.bodies import Body
    from extractors.indices import IndexMention
    from extractors.score_context import Surroundings
    from extractors.score_drafts import Draft

_TURN = re.compile(
    r"(?<!\w)(?:lần\s+lượt|theo\s+thứ\s+tự(?:\s+là)?|tương\s+ứng\s+(?:là|đạt))(?!\w)"
)
_BETWEEN = re.compile(
    r"(?:\s|\([^()]*\)?|[,;)]|(?<!\w)(?:và|đạt|là|xếp|đứng|thứ|hạng|vị\s+trí|điểm|ở|với|còn|tăng|giảm)(?!\w))*"
)
_YEARS = re.compile(
    r"(?:năm\s+)?(?:19|20)[0-9]{2}(?:\s*(?:,|và|,\s*và)\s*(?:năm\s+)?(?:19|20)[0-9]{2})+\s*,?\s*"
    r"(?:của\s+[^,;.:0-9]{2,40})?\Z"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_ALL_OF = re.compile(
    r"(?<!\w)(?P<n>cả\s+hai|hai|cả\s+ba|ba|bốn|năm|[2-9])\s+(?:tỉnh|thành\s+phố|địa\s+phương|đơn\s+vị|sở|huyện|xã|phường|quận|"
    r"bộ|cơ\s+quan|ngành)(?!\w)[^,;.:]{0,40}\Z"
)
_NUMBERS = {"hai": 2, "cả hai": 2, "ba": 3, "cả ba": 3, "bốn": 4, "năm": 5}
_MOST = 60  # results of a sentence that somebody wrote
_FAR = 100  # characters between the years and the word that gives out their results
_THINGS = 80  # characters between a list of indices and the word that gives out their results


def spread(around: Surroundings, drafts: list[Draft]) -> list[Draft]:
    """Give the drafts of a sentence, each with whose, which or when it is where a list tells."""
    if not 1 < len(drafts) < _MOST:
        return drafts
    sentence = drafts[0].sentence
    for match in _TURN.finditer(around.plain, sentence.start, sentence.end):
        run = _run(around, [d for d in drafts if d.end > match.end() and d.start >= match.start()])
        if len(run) > 1:
            drafts = _given(around, drafts, run, match.start())
        else:
            _named_behind(around, drafts, match)
    return drafts


def _run(around: Surroundings, drafts: Sequence[Draft]) -> list[Draft]:
    """The results of one list, those that follow each other at once."""
    out = list(drafts[:1])
    for draft in drafts[1:]:
        alike = (draft.value is None) == (out[0].value is None) and not draft.bodies
        if not alike or not _BETWEEN.fullmatch(around.plain[out[-1].end : draft.start]):
            break
        out.append(draft)
    return out


def _given(
    around: Surroundings, drafts: list[Draft], run: Sequence[Draft], place: int
) -> list[Draft]:
    """The drafts with what stands before "lần lượt" given out to those of the run."""
    many, begin = len(run), drafts[0].sentence.start
    before = [d for d in drafts if d.end <= place]
    ranked = [d for d in before if d.bodies and d.value is None][-many:]
    left = max([begin, *(d.end for d in before)])
    if told := _years(around, begin, place, many):
        for draft, year in zip(run, told, strict=True):
            draft.period = year
    elif len(ranked) == many and all(d.value and not d.rank for d in run):
        for draft, result in zip(ranked, run, strict=True):
            draft.value = result.value
        return [d for d in drafts if not any(d is one for one in run)]
    elif len(owners := listed_left(around.scan, around.bodies(left, place), left, place)) == many:
        _own(run, owners)
    elif things := _things(around, left, place, many):
        for draft, thing in zip(run, things, strict=True):
            draft.index = thing.index
    elif owners := _spoken_of(around, left, place, many):
        _own(run, owners)
    return drafts


def _own(run: Sequence[Draft], owners: Sequence[Body]) -> None:
    for draft, owner in zip(run, owners, strict=True):
        draft.bodies = [owner]


def _years(around: Surroundings, begin: int, place: int, many: int) -> list[str]:
    """The years of "các năm 2022, 2023 và 2024 lần lượt", if they are as many as the results."""
    years = _YEARS.search(around.plain, max(begin, place - _FAR), place)
    told = _YEAR.findall(years[0]) if years else []
    return told if len(told) == many else []


def _things(around: Surroundings, left: int, place: int, many: int) -> list[IndexMention]:
    """The indices of "PCI và PAPI lần lượt", if they are as many as the results."""
    things = list(around.indices(max(left, place - 4 * _THINGS), place))[-many:]
    near = len(things) == many and place - things[-1].end < _THINGS
    return things if near else []


def _spoken_of(around: Surroundings, left: int, place: int, many: int) -> list[Body]:
    """The bodies that "hai tỉnh" means: the last two that were named."""
    told = _ALL_OF.search(around.plain, left, place)
    if told is None:
        return []
    number = " ".join(told["n"].split())
    if (_NUMBERS.get(number) or int(number)) != many:
        return []
    last: dict[str, Body] = {}
    for body in reversed(around.bodies_before(left, 24)):
        last.setdefault(body.name, body)
        if len(last) == many:
            return [replace(b, start=left, end=left) for b in reversed(last.values())]
    return []


def _named_behind(around: Surroundings, drafts: Sequence[Draft], turn: re.Match[str]) -> None:
    """Give the bodies of "xếp thứ 2, 3 và 4 lần lượt là A, B và C" to the ranks before them."""
    run = [d for d in drafts if d.rank and not d.value and d.rank.end <= turn.start()]
    at, end = turn.end(), min(drafts[-1].sentence.end, turn.end() + 400)
    owners = listed_right(around.scan, around.bodies(at, end), at, end) if len(run) > 1 else []
    if len(owners) < 2 or len(owners) > len(run):
        return
    for draft, owner in zip(run[-len(owners) :], owners, strict=True):
        draft.bodies = [owner]
