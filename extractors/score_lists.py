"""Results given out one by one: "A và B lần lượt đạt 80,1 điểm và 79,2 điểm"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from extractors.body_lists import listed_left, listed_right
from extractors.indices import Index
from extractors.score_topics import thing_about

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.bodies import Body
    from extractors.indices import IndexMention
    from extractors.score_context import Surroundings
    from extractors.score_drafts import Draft

_TURN = re.compile(
    r"(?<!\w)(?:lần\s+lượt|theo\s+thứ\s+tự(?:\s+là)?|tương\s+ứng\s+(?:là|đạt|với\s+các|các|ở\s+các))(?!\w)"
)
_BETWEEN = re.compile(
    r"(?:\s|\([^()]*\)?|[,;)]|(?<!\w)(?:và|đạt|là|xếp|đứng|thứ|hạng|vị\s+trí|điểm|ở|với|còn|tăng|giảm)(?!\w))*"
)
_YEARS = re.compile(
    r"(?:năm\s+)?(?:19|20)[0-9]{2}(?:\s*(?:,|và|,\s*và)\s*(?:năm\s+)?(?:19|20)[0-9]{2})+\s*,?\s*"
    r"(?:[^\W\d_][^,;.:0-9]{1,40})?\Z"
)
_YEARS_BEHIND = re.compile(
    r"(?:\s+(?:điểm|%))?,?\s*\(?(?:(?:trong|vào|ở|của|tương\s+ứng(?:\s+với)?|cho)\s+){0,2}(?:các\s+|[2-9]\s+|hai\s+|ba\s+|bốn\s+)?"
    r"năm\s+(?:19|20)[0-9]{2}(?:\s*(?:,|và|,\s*và)\s*(?:năm\s+)?(?:19|20)[0-9]{2})+"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# "Giai đoạn 2019 - 2023, PCI của tỉnh lần lượt": a result for each of its years.
_SPAN = re.compile(
    r"(?:giai\s+đoạn|(?<!\w)từ(?:\s+năm)?|trong\s+các\s+năm)\s+(?P<first>(?:19|20)[0-9]{2})\s*(?:[-–]|đến(?:\s+năm)?)\s*"
    r"(?P<last>(?:19|20)[0-9]{2})\s*,?\s*(?:[^\W\d_][^;.:0-9]{1,80})?\Z"
)
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
    drafts = [one for draft in drafts for one in _in_each(around, draft)]
    if not 1 < len(drafts) < _MOST:
        return drafts
    sentence = drafts[0].sentence
    if drafts[0].rank and (parts := _led_parts(around, drafts)):
        return parts
    _one_by_one(around, drafts)
    drafts = _ranked_in_turn(around, drafts)
    for match in _TURN.finditer(around.plain, sentence.start, sentence.end):
        if paired := _paired(around, drafts, match):
            drafts = paired
            continue
        run = _run(around, [d for d in drafts if d.end > match.end() and d.start >= match.start()])
        if len(run) > 1:
            drafts = _given(around, drafts, run, match.start())
        else:
            _named_behind(around, drafts, match)
    return drafts


# "Dẫn đầu cả 3 chỉ số A, B và C", "quán quân ở cả hai bảng xếp hạng: A và B".
_IN_ALL = re.compile(
    r"(?:\s+(?:cả\s+nước|toàn\s+quốc|toàn\s+tỉnh|khu\s+vực|vùng)(?!\w)[^,;.:()0-9]{0,40}?)?\s+"
    r"(?:(?:ở|về|trong|trên|tại|đối\s+với)\s+){0,2}(?:(?:cả|các|hai|ba|bốn|[2-9])\s+){0,2}"
    r"(?:(?:bảng\s+xếp\s+hạng|bảng|bộ\s+chỉ\s+số|chỉ\s+số)(?!\w)[^,;.:()0-9]{0,40}?)?\s*:?\s*(?:(?:gồm|là|gồm\s+có)\s*:?\s+)?"
)
_NEXT_RATE = re.compile(r"\s+và\s+(?=(?:tỷ|tỉ)\s+lệ\s|tốc\s+độ\s)", re.IGNORECASE)
_NEXT_INDEX = re.compile(r"[\s()\"“”]*(?:,|và|,\s*và|cũng\s+như|lẫn)?[\s()\"“”]*")
_INDICES_END = re.compile(
    r"[\s)\"”]*(?:\Z|[.;\n]|,(?!\s+(?:[^\W\d_]+\s+){0,4}(?:đạt|xếp|đứng|tăng|giảm)\s)|(?:năm|khối|cấp|của|trong|với|do|so)(?!\w))"
)
_FURTHEST = 400  # characters behind a rank in which such a list ends


def _in_each(around: Surroundings, draft: Draft) -> list[Draft]:
    """A rank in several indices as one for each."""
    rank = draft.rank
    if rank is None or draft.value or draft.index or rank.superlative:
        return [draft]
    if thing := thing_about(around, rank.end):  # "đứng thứ hai về tỷ lệ A và tỷ lệ B"
        names = _NEXT_RATE.split(thing)
        many = [replace(draft, index=Index("OTHER", name, None, None)) for name in names]
        return many if len(many) > 1 else [draft]
    named: list[IndexMention] = []
    at = rank.end
    for mention in around.indices(rank.end, min(draft.until, rank.end + _FURTHEST)):
        joined = _NEXT_INDEX if named else _IN_ALL
        if not joined.fullmatch(around.scan.folded, at, mention.start):
            break
        if mention.index.unit and all(mention.index != m.index for m in named):
            named.append(mention)
        at = mention.end
    if len(named) < 2 or not _INDICES_END.match(around.scan.folded, at):
        return [draft]
    return [replace(draft, index=mention.index) for mention in named]


def _paired(around: Surroundings, drafts: list[Draft], turn: re.Match[str]) -> list[Draft]:
    """The drafts with "vị trí thứ 2 và 3 lần lượt là A (74,1 điểm) và B (73,9)" put together."""
    ranks = [d for d in drafts if d.rank and not d.value and d.rank.end <= turn.start()]
    values = [d for d in drafts if d.value and not d.rank and d.value.start >= turn.end()]
    many = min(len(ranks), len(values), _FEW)
    ranks, values = ranks[-many:], values[:many]
    if many < 2 or any(d.rank.in_turn for d in ranks if d.rank):
        return []
    ends = [d.rank.end for d in ranks if d.rank]
    starts = [d.rank.start for d in ranks if d.rank]
    gaps = zip(ends, starts[1:], strict=False)
    if not all(_AND_PLACE.fullmatch(around.plain, *gap) for gap in gaps):
        return []
    begins = [turn.end(), *(d.end for d in values)]
    owners = [around.bodies(a, d.start)[-1:] for a, d in zip(begins, values, strict=False)]
    if not all(owner and owner[0].is_named for owner in owners):
        return []
    for draft, result, owner in zip(ranks, values, owners, strict=True):
        draft.value, draft.bodies = result.value, owner
    return [d for d in drafts if not any(d is one for one in values)]


_COMMA = re.compile(r"\s*(?:,|;|và|,\s*và)\s*")
_AND_PLACE = re.compile(r"\s*(?:,|;|và|,\s*và)\s*(?:(?:thứ|hạng|vị\s+trí|xếp|đứng)\s+)*")
_FEW = 12  # results of one list without a word that gives them out


def _one_by_one(around: Surroundings, drafts: Sequence[Draft]) -> None:
    """Give "A, B và C giữ vị trí thứ 5, 6 và 7" each its own rank, as many as are named."""
    at = 0
    while at < len(drafts):
        run = [drafts[at]]
        for draft in drafts[at + 1 : at + _FEW]:
            alike = draft.value is None and draft.rank is not None and not draft.bodies
            gap = around.plain[run[-1].end : draft.start]
            if not alike or run[0].value or not _COMMA.fullmatch(gap):
                break
            run.append(draft)
        if len(run) > 1 and not run[0].bodies:
            left, place = run[0].left, run[0].start
            owners = listed_left(around.scan, around.bodies(left, place), left, place)
            if len(owners) == len(run):
                _own(run, owners)
        at += len(run)


def _ranked_in_turn(around: Surroundings, drafts: list[Draft]) -> list[Draft]:
    """The drafts of "đạt 63,1; 64,2 và 67,0 điểm, xếp thứ 45, 40 và 20": each with its rank."""
    for place, draft in enumerate(drafts):
        if not (draft.value and draft.rank) or draft.rank.start < draft.value.end:
            continue
        ranks = [draft]
        for one in drafts[place + 1 :]:
            bare = one.rank and not one.value and not one.bodies
            if not bare or not _COMMA.fullmatch(around.plain[ranks[-1].end : one.start]):
                break
            ranks.append(one)
        values = drafts[max(0, place + 1 - len(ranks)) : place + 1]
        if len(ranks) < 2 or len(values) < len(ranks):
            continue
        gaps = pairwise([*((d.start, d.value.end) for d in values if d.value)])
        together = all(_COMMA.fullmatch(around.plain[a[1] : b[0]]) for a, b in gaps)
        if not together or any(d.value is None or d.rank for d in values[:-1]):
            continue
        for one, rank in zip(values, [d.rank for d in ranks], strict=True):
            one.rank = rank
        return [d for d in drafts if not any(d is one for one in ranks[1:])]
    return drafts


_IN_PARTS = re.compile(
    r"\s*(?:(?:cả\s+nước|toàn\s+quốc|toàn\s+tỉnh)\s+)?(?:ở|về|tại|với|trong)?\s*(?:[0-9]+|hai|ba|bốn|năm|các|cả\s+\w+)\s+"
    r"(?:chỉ\s+số|tiêu\s+chí|nội\s+dung|trụ\s+cột|lĩnh\s+vực|trục)(?!\w)[^.;:\n]{0,60}:"
)


def _led_parts(around: Surroundings, drafts: list[Draft]) -> list[Draft]:
    """The parts in which somebody leads, "dẫn đầu ở 3 tiêu chí: X (6,4 điểm); Y (8,2 điểm)"."""
    head, parts = drafts[0], drafts[1:]
    if head.rank is None or head.bodies:
        return []
    if head.value or _IN_PARTS.match(around.plain, head.rank.end) is None:
        parts = [*takewhile(lambda d: _is_part(around, d), parts)]
        many = len(parts) + bool(head.value)
        if many < 2 or _IN_THINGS.match(around.plain, head.rank.end) is None:
            return []
    owners = listed_left(around.scan, around.bodies(head.left, head.start), head.left, head.start)
    if any(d.rank or d.value is None or d.bodies for d in parts):
        return []
    for draft in parts:
        draft.rank, draft.bodies = head.rank, owners
    first = [head] if head.value else []
    return [*first, *parts, *drafts[len(parts) + 1 :]]


# "Đứng đầu ở chỉ số A (6,3 điểm), B (4,5 điểm)".
_IN_THINGS = re.compile(
    r"\s*(?:(?:cả\s+nước|toàn\s+quốc|toàn\s+tỉnh)\s+)?(?:ở|về|tại|trong)\s+(?:[0-9]\s+|hai\s+|ba\s+|các\s+)?"
    r"(?:chỉ\s+số|tiêu\s+chí|nội\s+dung|trụ\s+cột|lĩnh\s+vực|trục)(?!\w)"
)


def _is_part(around: Surroundings, draft: Draft) -> bool:
    """Whether a value stands alone in brackets behind what it measures."""
    alone = draft.value is not None and draft.rank is None and not draft.bodies
    named = any(b.is_named for b in around.bodies(draft.left, draft.start))
    return alone and not named and around.plain.endswith("(", 0, draft.start)


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
    many = len(run)
    before = [d for d in drafts if d.end <= place]
    if _completed(before, run):
        return [d for d in drafts if not any(d is one for one in run)]
    begin = drafts[0].sentence.start
    left = max([begin, *(d.end for d in before)])
    if told := _years(around, begin, place, many) or _years_behind(around, run):
        for draft, year in zip(run, told, strict=True):
            draft.period = year
    elif len(owners := listed_left(around.scan, around.bodies(left, place), left, place)) == many:
        _own(run, owners)
    elif before and len(before[-1].bodies) == many:
        _own(run, before[-1].bodies)
    elif things := _things(around, left, place, many):
        for draft, thing in zip(run, things, strict=True):
            draft.index = thing.index
    elif owners := _spoken_of(around, left, place, many):
        _own(run, owners)
    return drafts


def _completed(before: Sequence[Draft], run: Sequence[Draft]) -> bool:
    """Whether the results before the word, as many, take what the run tells: values or ranks.

    "Đứng thứ 2 và 3 là A và B, lần lượt đạt 78 và 77 điểm", "A (78 điểm) và B (77) lần lượt xếp
    thứ 2 và 3".
    """
    many = len(run)
    ranked = [d for d in before if d.bodies and d.value is None][-many:]
    if len(ranked) == many and all(d.value and not d.rank for d in run):
        for draft, result in zip(ranked, run, strict=True):
            draft.value = result.value
        return True
    valued = [d for d in before if d.value and not d.rank][-many:]
    if len(valued) == many and all(d.rank and not d.value for d in run):
        for draft, result in zip(valued, run, strict=True):
            draft.rank, draft.rank_change = result.rank, result.rank_change
        return True
    return False


def _own(run: Sequence[Draft], owners: Sequence[Body]) -> None:
    for draft, owner in zip(run, owners, strict=True):
        draft.bodies = [owner]


def _years(around: Surroundings, begin: int, place: int, many: int) -> list[str]:
    """The years of "các năm 2022, 2023 và 2024 lần lượt", if they are as many as the results."""
    if span := _SPAN.search(around.plain, max(begin, place - _FAR), place):
        first, last = int(span["first"]), int(span["last"])
        return [str(year) for year in range(first, last + 1)] if last - first == many - 1 else []
    years = _YEARS.search(around.plain, max(begin, place - _FAR), place)
    told = _YEAR.findall(years[0]) if years else []
    return told if len(told) == many else []


def _years_behind(around: Surroundings, run: Sequence[Draft]) -> list[str]:
    """The years of "lần lượt xếp thứ 3, 2 và 1 trong các năm 2018, 2019, 2020", one for each."""
    years = _YEARS_BEHIND.match(around.plain, run[-1].end)
    told = _YEAR.findall(years[0]) if years else []
    return told if len(told) == len(run) else []


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
    if any(d.rank and d.rank.in_turn for d in run):  # these have their bodies
        return
    at, end = turn.end(), min(drafts[-1].sentence.end, turn.end() + 400)
    owners = listed_right(around.scan, around.bodies(at, end), at, end) if len(run) > 1 else []
    if len(owners) < 2 or len(owners) > len(run):
        return
    for draft, owner in zip(run[-len(owners) :], owners, strict=True):
        draft.bodies = [owner]
