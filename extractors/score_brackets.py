"""Ranks that stand alone in brackets: "tiếp theo là Hải Phòng (3)", "lần lượt là: (1) Sở Y tế"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.score_measure import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBERED = re.compile(r"[ ]\(([1-9][0-9]?)\)(?=\s*(?:[,;.\n]|và\s|\Z))")
_NTH = re.compile(r"[ ]\((?P<nth>thứ\s+(?P<of>[1-9][0-9]?))\)")  # "Hải Phòng (thứ 3), ..."
_RANKED = re.compile(
    r"xếp\s+(?:thứ|hạng)|thứ\s+hạng|tiếp\s+theo|dẫn\s+đầu|đứng\s+(?:đầu|thứ)|vị\s+trí|"
    r"(?<!\w)t[oố]p(?!\w)|hạng"
)
_LAST_WORD = re.compile(r"[^\s,;:()]+\Z")
_NEAR = 60  # characters between two names of such a list
_BEFORE = 160  # characters before the first that tell of a ranking
_LONGEST_WORD = 24  # characters


def ranks_in_brackets(text: str, folded: str) -> Iterator[Measure]:
    """Give the ranks of a list of names that numbers in brackets rank; notes are none."""
    run: list[re.Match[str]] = []
    for match in _NUMBERED.finditer(text):
        if run and not _follows(run[-1], match):
            yield from _ranks(text, folded, run)
            run = []
        run.append(match)
    yield from _ranks(text, folded, run)
    for match in _NTH.finditer(folded):
        word = _LAST_WORD.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
        around = max(0, match.start() - 2 * _BEFORE), match.end() + _BEFORE
        if word and word[0][0].isupper() and _RANKED.search(folded, *around):
            yield Measure(match.start("nth"), match.end("nth"), "rank", float(match["of"]))


# "Lần lượt là: (1) Sở Y tế đạt 90%, (2) Sở Nội vụ đạt 89%": the numbers of a ranking told in turn.
_MARKED = re.compile(r"\(([1-9][0-9]?)\)\s+(?=[^\W\d_])")
_TURN = re.compile(
    r"(?:lần\s+lượt|theo\s+thứ\s+tự|xếp\s+hạng)(?:\s+(?:từ\s+\w+\s+đến\s+\w+|là|gồm|như\s+sau))*\s*:?\s*\Z"
)
_RESULT = re.compile(r"[^;()\n]{3,100}?\s\(?[0-9]{1,3}(?:[.,][0-9]{1,4}|\s?%|\s+điểm)")


def ranks_as_marks(text: str, folded: str) -> Iterator[Measure]:
    """Give the ranks of a list told in turn whose numbers stand in brackets before the names."""
    last: re.Match[str] | None = None
    for match in _MARKED.finditer(text):
        goes_on = (
            last
            and 0 < int(match[1]) - int(last[1]) < 3
            and "\n" not in text[last.end() : match.start()]
        )
        opens = _TURN.search(folded, max(0, match.start() - _BEFORE), match.start())
        last = match if (goes_on or opens) and text[match.end()].isupper() else None
        if last and _RESULT.match(text, match.end()):
            yield Measure(match.start(), match.end(1) + 1, "rank", float(match[1]))


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
