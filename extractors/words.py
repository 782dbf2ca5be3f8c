"""Where the words of a text stand, so that a rule is tried only where it can begin.

A pattern that is searched for is tried at each character, and a text has many rules. Most begin
with one of few words, and those stand in few places: one pass finds them for all rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors.text import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(f"[{SMALL}]+")
# Cheaper than a match object a word; the end ends a gap too, else a long gap is a square law.
_STEP = re.compile(f"([^{SMALL}]*)([{SMALL}]+|\\Z)")
_HEAD = re.compile(r"[^\W_]+")
# The numbers of the rules that each word opens; most open none.
_OPENS: dict[str, list[int]] = {}
_CUES: list[Cue] = []


class Cue:
    r"""A pattern over folded text, found by its first words.

    `heads` are all words that a match can begin with; a match begins with the whole word, so the
    pattern should say `(?<!\w)`. `match` is that of the compiled pattern.
    """

    __slots__ = ("heads", "match", "number", "odd", "pattern")

    def __init__(self, pattern: str, heads: Iterable[str], flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        self.match = self.pattern.match
        self.heads = first_words(heads)
        odd = sorted(head for head in self.heads if not _WORD.fullmatch(head))  # "30c"
        self.odd = re.compile("|".join(odd)) if odd else None
        self.number = len(_CUES)
        for head in self.heads:
            _OPENS.setdefault(head, []).append(self.number)
        _CUES.append(self)

    def matches(
        self, words: Words, start: int = 0, end: int | None = None, text: str | None = None
    ) -> list[re.Match[str]]:
        """Give the matches between two places, in order and apart; in `text` instead if given."""
        text = words.folded if text is None else text
        end = len(text) if end is None else end
        out: list[re.Match[str]] = []
        places, match, at = words.places(self), self.match, start
        if not places:
            return out
        for i in range(bisect_left(places, start), len(places)):
            place = places[i]
            if place >= end:
                break
            if place >= at and (found := match(text, place, end)):
                out.append(found)
                at = found.end()
        return out

    def between(self, words: Words, start: int, end: int) -> list[re.Match[str]]:
        """Give the same as `matches`; it pays where most of the text is asked for, or often."""
        found, starts = words.all_of(self)
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        crosses = (first and found[first - 1].end() > start) or (
            last > first and found[last - 1].end() > end
        )
        if crosses or words.folded[end : end + 1].isalnum():  # cut there, other words may match
            return self.matches(words, start, end)
        return found[first:last]

    def search(self, words: Words, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Give the first match between two places, None where there is none."""
        places, match, folded = words.places(self), self.match, words.folded
        end = len(folded) if end is None else end
        for i in range(bisect_left(places, start), len(places)):
            place = places[i]
            if place >= end:
                return None
            if found := match(folded, place, end):
                return found
        return None


class Words:
    """The places of the words of one folded text that rules begin with."""

    __slots__ = ("_found", "_places", "folded")

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._places: list[list[int]] = []  # by the number of the rule
        self._found: dict[Cue, tuple[list[re.Match[str]], list[int]]] = {}

    def places(self, cue: Cue) -> list[int]:
        """Give where the first words of a cue stand, in order. O(n) for the first cue asked."""
        if cue.number >= len(self._places):  # also where the rule was imported later
            self._places = _read(self.folded)
        return self._places[cue.number]

    def with_spaces(self, folded: str) -> Words:
        """Give the words of the same text where some line ends are spaces; places agree."""
        out = Words(folded)
        out._places = self._places
        return out

    def all_of(self, cue: Cue) -> tuple[list[re.Match[str]], list[int]]:
        """Give the matches of a cue in the whole text, and where each begins."""
        if cue not in self._found:
            found = cue.matches(self)
            self._found[cue] = found, [match.start() for match in found]
        return self._found[cue]


def _read(folded: str) -> list[list[int]]:
    """Where the first words of each rule stand."""
    places: list[list[int]] = [[] for _ in _CUES]
    opens, at = _OPENS, 0
    for gap, word in _STEP.findall(folded):
        at += len(gap)
        if word in opens:
            for number in opens[word]:
                places[number].append(at)
        at += len(word)
    for cue in _CUES:
        if cue.odd:
            more = [m.start() for m in cue.odd.finditer(folded)]
            places[cue.number] = sorted(places[cue.number] + more)
    return places


def first_words(terms: Iterable[str]) -> frozenset[str]:
    """Give the first word of each term.

    >>> sorted(first_words(["kế hoạch", "kế", "đ/c"]))
    ['kế', 'đ']
    """
    found = [_HEAD.match(term) for term in terms]
    return frozenset(m[0] for m in found if m)
