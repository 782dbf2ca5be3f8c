"""Ranks that stand alone in brackets behind names: "tiếp theo là Hải Phòng (3), Cần Thơ (4)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.score_measure import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBERED = re.compile(r"[ ]\(([1-9][0-9]?)\)(?=\s*(?:[,;.\n]|và\s|\Z))")
_RANKED = re.compile(
    r"xếp\s+(?:thứ|hạng)|thứ\s+hạng|tiếp\s+theo|dẫn\s+đầu|đứng\s+(?:đầu|thứ)|vị\s+trí|"
    r"(?<!\w)t[oố]p(?!\w)|hạng"
)
_LAST_WORD = re.compile(r"[^\s,;:()]+\Z")
_NEAR = 60  # characters between two names of such a list
_BEFORE = 160  # characters before the first that tell of a ranking
_LONGEST_WORD = 24  # characters


def ranks_in_brackets(text: str, folded: str) -> Iterator[Measure]:
    """Give the ranks of a list of names that bare numbers in brackets count up; notes are none."""
    run: list[re.Match[str]] = []
    for match in _NUMBERED.finditer(text):
        if run and not _follows(run[-1], match):
            yield from _ranks(text, folded, run)
            run = []
        run.append(match)
    yield from _ranks(text, folded, run)


def _follows(last: re.Match[str], match: re.Match[str]) -> bool:
    return int(match[1]) == int(last[1]) + 1 and match.start() - last.end() < _NEAR


def _ranks(text: str, folded: str, run: Sequence[re.Match[str]]) -> Iterator[Measure]:
    """The ranks of a list of two names or more, where a ranking is told of."""
    if len(run) < 2:
        return
    before = [_LAST_WORD.search(text, max(0, m.start() - _LONGEST_WORD), m.start()) for m in run]
    if not all(word and word[0][0].isupper() for word in before):
        return
    if _RANKED.search(folded, max(0, run[0].start() - _BEFORE), run[0].start()) is None:
        return
    for one in run:
        yield Measure(one.start(1), one.end(1), "rank", float(one[1]))
