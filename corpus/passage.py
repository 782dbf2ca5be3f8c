"""The passage of a text that shows what was searched, with the places of the words in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from corpus.folding import bare_of, exact

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Sequence

    from corpus.query import Term

Spans = list[tuple[int, int]]

_LENGTH = 240  # characters of a passage


class Finder(NamedTuple):
    """What finds a term in a text; `with_marks` in the text as it is written, else without them."""

    pattern: re.Pattern[str]
    with_marks: bool


def finders(terms: Iterable[Term]) -> list[Finder]:
    """Give what finds each term."""
    return [Finder(term.pattern(), term.with_marks) for term in terms]


def places(text: str, sought: Sequence[Finder]) -> list[Spans]:
    """Give the spans of each term in the text."""
    as_written = exact(text)
    folded = "" if all(finder.with_marks for finder in sought) else bare_of(as_written)
    return [_places(as_written if finder.with_marks else folded, finder) for finder in sought]


def _places(text: str, finder: Finder) -> Spans:
    spans = [match.span() for match in finder.pattern.finditer(text)]
    return [span for span in spans if not span[0] or not text[span[0] - 1].isalnum()]


def passage(text: str, places: list[Spans]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the stretch of the text with the most terms in it, and where they stand."""
    every = sorted((start, end, n) for n, spans in enumerate(places) for start, end in spans)
    begin = _fullest(every)
    start = _at_word(text, max(0, begin - _LENGTH // 4))
    end = _at_word(text, min(len(text), start + _LENGTH))
    shown = text[start:end].rstrip()
    marks = [(a - start, b - start) for a, b, _ in every if start <= a and b <= start + len(shown)]
    return shown, _merged(marks)


def _fullest(every: Sequence[tuple[int, int, int]]) -> int:
    """Give where the stretch begins that has the most different terms, and of these the most."""
    best, begin = (0, 0), 0
    held: Counter[int] = Counter()
    after = 0
    for at, (start, _, term) in enumerate(every):
        while after < len(every) and every[after][1] <= start + _LENGTH * 3 // 4:
            held[every[after][2]] += 1
            after += 1
        if after <= at:  # longer than a passage
            after = at + 1
            continue
        if (rated := (len(held), after - at)) > best:
            best, begin = rated, start
        held[term] -= 1
        if not held[term]:
            del held[term]
    return begin


def _at_word(text: str, at: int) -> int:
    """Give the nearest place at or before `at` where a word begins, or the text ends."""
    if at <= 0 or at >= len(text):
        return max(0, min(at, len(text)))
    gap = max(text.rfind(" ", max(0, at - 40), at), text.rfind("\n", max(0, at - 40), at))
    return gap + 1 if gap >= 0 else at


def _merged(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
