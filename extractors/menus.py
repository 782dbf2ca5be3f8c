"""Menus in a text dump: runs of short lines that are no sentences, as navigation bars give."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from extractors.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORTEST_RUN = 8  # lines; the head of a document has fewer that are not in capitals
_LONGEST_ENTRY = 70  # characters
_SENTENCE = re.compile(r"[.;:,!?…\d\t|]")


class Menus:
    """The menus of one text, asked by place."""

    def __init__(self, text: str, lines: Sequence[Span]) -> None:
        self._spans = _runs(text, lines)
        self._starts = [s.start for s in self._spans]

    def holds(self, place: int) -> bool:
        """Tell whether a place lies in a menu or between two of its entries."""
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._spans[at].end


def _runs(text: str, lines: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    begin = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and _is_entry(text[lines[place].start : lines[place].end]):
            continue
        if place - begin >= _SHORTEST_RUN:
            out.append(Span(lines[begin].start, lines[place - 1].end))
        begin = place + 1
    return out


def _is_entry(line: str) -> bool:
    """Whether a line may be an entry of a menu: short, no sentence, not in capitals."""
    if " " not in line:
        return True
    return len(line) <= _LONGEST_ENTRY and not line.isupper() and not _SENTENCE.search(line)
