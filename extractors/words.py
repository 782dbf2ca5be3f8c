"""Where the words of a text stand, so that a rule is tried only where it can begin.

A pattern that is searched for is tried at each character, and a text has many rules. Most begin
with one of few words, and those stand in few places: one pass finds them for all rules.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from itertools import accumulate, compress
from typing import TYPE_CHECKING, NamedTuple

from extractors.text import SMALL

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(f"[{SMALL}]+")
_CUT = re.compile(f"([{SMALL}]+)")  # gap, word, gap, word ..., gap: cheaper than match objects
_HEAD = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"[0-9]+")
# The numbers of the rules that each word opens, whatever follows and by the word that has to
# follow; most words open none.
_OPENS: dict[str, tuple[list[int], dict[str, list[int]]]] = {}
_CUES: list[Cue] = []


class Anchor:
    """A pattern over folded text that is tried at a place, and all words that can stand there.

    `match` and `search` are those of the compiled pattern; `heads` are the first words of the
    terms given.
    """

    __slots__ = ("heads", "match", "pattern", "search")

    def __init__(self, pattern: str, heads: Iterable[str]) -> None:
        self.pattern = re.compile(pattern)
        self.match, self.search = self.pattern.match, self.pattern.search
        self.heads = opening_words(heads)


class Figures(NamedTuple):
    """Runs of figures that a match can begin with: of so many, and before one of `behind`."""

    least: int = 1
    most: int = sys.maxsize
    behind: str = ""  # any character where it names none

    def fit(self, length: int, behind: str) -> bool:
        """Tell whether a run of `length` figures is one; `behind` is the character behind it."""
        stands = not self.behind or behind in tuple(self.behind)
        return self.least <= length <= self.most and stands


class Cue:
    r"""A pattern over folded text, found by its first words.

    `heads` are all words that a match can begin with; a match begins with the whole word, so the
    pattern should say `(?<!\w)`. Of a head of several words the first two have to stand there.
    With `figures` a match can begin with a whole run of figures too, of any kind or as they tell.
    `match` is that of the compiled pattern.
    """

    __slots__ = ("figures", "heads", "match", "number", "odd", "pattern")

    def __init__(
        self,
        pattern: str,
        heads: Iterable[str] = (),
        flags: int = 0,
        *,
        figures: Figures | bool = False,
    ) -> None:
        self.pattern = re.compile(pattern, flags)
        self.match = self.pattern.match
        pairs = first_words(heads)
        self.heads = frozenset(head for head, _ in pairs)
        odd = sorted({head for head, _ in pairs if not _WORD.fullmatch(head)})  # "30c"
        self.odd = re.compile("|".join(odd)) if odd else None
        self.figures = Figures() if figures is True else figures or None
        self.number = len(_CUES)
        for head, following in pairs:
            anything, by_following = _OPENS.setdefault(head, ([], {}))
            if following is None:
                anything.append(self.number)
            elif (head, None) not in pairs:
                by_following.setdefault(following, []).append(self.number)
        _CUES.append(self)

    def matches(
        self, words: Words, start: int = 0, end: int | None = None, text: str | None = None
    ) -> list[re.Match[str]]:
        """Give the matches between two places, in order and apart; in `text` instead if given."""
        places = words.ready.get(self.number)
        if places is None:
            places = words.places(self)
        text = words.folded if text is None else text
        end = len(text) if end is None else end
        first = bisect_left(places, start)
        out: list[re.Match[str]] = []
        if first == len(places) or places[first] >= end:  # as most often
            return out
        match, at = self.match, start
        for place in places[first : bisect_left(places, end, first)]:
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
        places = words.ready.get(self.number)
        if places is None:
            places = words.places(self)
        folded = words.folded
        end = len(folded) if end is None else end
        first = bisect_left(places, start)
        if first == len(places) or places[first] >= end:
            return None
        for place in places[first : bisect_left(places, end, first)]:
            if found := self.match(folded, place, end):
                return found
        return None

    def stands(self, words: Words, start: int, end: int) -> bool:
        """Tell whether its first words stand between two places: else it has no match there."""
        places = words.ready.get(self.number)
        if places is None:
            places = words.places(self)
        at = bisect_left(places, start)
        return at < len(places) and places[at] < end


class Words:
    """The places of the words of one folded text that rules begin with."""

    __slots__ = ("_at", "_figures", "_found", "_places", "folded", "ready")

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._at: dict[int, str] = {}  # each word by its place
        self._places: list[list[int]] = []  # by the number of the rule
        self.ready: dict[int, list[int]] = {}  # the same with what begins with no word
        self._figures: dict[tuple[int, str], list[int]] | None = None
        self._found: dict[Cue, tuple[list[re.Match[str]], list[int]]] = {}

    def places(self, cue: Cue) -> list[int]:
        """Give where the first words of a cue stand, in order. O(n) for the first cue asked."""
        if (places := self.ready.get(cue.number)) is not None:
            return places
        if cue.number >= len(self._places):  # also where the rule was imported later
            self.read()
        places = self._places[cue.number]
        if cue.odd or cue.figures:
            odd = [m.start() for m in cue.odd.finditer(self.folded)] if cue.odd else []
            places = sorted([*places, *odd, *self._runs(cue.figures)])
        self.ready[cue.number] = places
        return places

    def _runs(self, wanted: Figures | None) -> list[int]:
        """Give where the runs of figures begin that are wanted."""
        if wanted is None:
            return []
        if self._figures is None:
            self._figures = {}
            for run in _FIGURES.finditer(self.folded):
                start, end = run.span()
                kind = end - start, self.folded[end : end + 1]
                self._figures.setdefault(kind, []).append(start)
        return [p for kind, places in self._figures.items() if wanted.fit(*kind) for p in places]

    def read(self) -> None:
        """Find the words of the text; this is done when the first cue is asked for too. O(n)."""
        self._places, self._at = _read(self.folded)

    def with_spaces(self, folded: str) -> Words:
        """Give the words of the same text where some line ends are spaces; places agree."""
        out = Words(folded)
        out._places, out._at, out._figures = self._places, self._at, self._figures
        return out

    def may_begin(self, heads: frozenset[str], place: int, end: int) -> bool:
        """Tell whether a match can begin at a place whose first word is one of `heads`.

        Where no word begins, or the stretch ends inside of it, that is left to the pattern.
        """
        word = self._at.get(place)
        return word is None or word in heads or place + len(word) > end

    def all_of(self, cue: Cue) -> tuple[list[re.Match[str]], list[int]]:
        """Give the matches of a cue in the whole text, and where each begins."""
        if cue not in self._found:
            found = cue.matches(self)
            self._found[cue] = found, [match.start() for match in found]
        return self._found[cue]


def _read(folded: str) -> tuple[list[list[int]], dict[int, str]]:
    """Where the first words of each rule stand, and each word by its place."""
    places: list[list[int]] = [[] for _ in _CUES]
    pieces = _CUT.split(folded)
    words = pieces[1::2]
    starts = list(accumulate(map(len, pieces)))[: 2 * len(words) : 2]
    heads = zip(words, [*words[1:], ""], starts, strict=False)
    for word, following, at in compress(heads, map(_OPENS.__contains__, words)):
        anything, by_following = _OPENS[word]
        for number in anything:
            places[number].append(at)
        if following in by_following:
            for number in by_following[following]:
                places[number].append(at)
    return places, dict(zip(starts, words, strict=True))


def opening_words(terms: Iterable[str]) -> frozenset[str]:
    """Give the first word of each term, as far as it begins with a letter.

    >>> sorted(opening_words(["kế hoạch", "đ/c", "30c"]))
    ['kế', 'đ']
    """
    return frozenset(word[0] for term in terms if (word := _WORD.match(term)))


def first_words(terms: Iterable[str]) -> frozenset[tuple[str, str | None]]:
    """Give the first word of each term, and the word behind it or None.

    >>> sorted(first_words(["kế hoạch", "quyết định số", "đ/c"]))
    [('kế', 'hoạch'), ('quyết', 'định'), ('đ', 'c')]
    """
    heads = [(term, head) for term in terms if (head := _HEAD.match(term))]
    behind = [_WORD.search(term, head.end()) for term, head in heads]
    return frozenset(
        (head[0], word[0] if word else None) for (_, head), word in zip(heads, behind, strict=True)
    )
