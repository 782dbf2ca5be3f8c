"""The passage of a text that shows what was searched, with the places of the words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.fulltext import bare, exact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.query import Term

Spans = list[tuple[int, int]]

_LENGTH = 240  # characters of a passage


def places(text: str, terms: Iterable[Term]) -> list[Spans]:
    """Give the spans of each term in the text."""
    as_written = exact(text)
    folded = bare(as_written)
    return [_places(as_written if term.with_marks else folded, term) for term in terms]


def _places(text: str, term: Term) -> Spans:
    spans = (match.span() for match in term.pattern().finditer(text))
    return [span for span in spans if not span[0] or not text[span[0] - 1].isalnum()]


def passage(text: str, places: list[Spans]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the stretch of the text with the most terms in it, and where they stand."""
    every = sorted((start, end, n) for n, spans in enumerate(places) for start, end in spans)
    best, begin = (0, 0), 0
    for index, (start, _, _) in enumerate(every[:2000]):
        within = [item for item in every[index : index + 40] if item[1] <= start + _LENGTH * 3 // 4]
        rated = (len({n for *_, n in within}), len(within))
        if rated > best:
            best, begin = rated, start
    start = _at_word(text, max(0, begin - _LENGTH // 4))
    end = _at_word(text, min(len(text), start + _LENGTH))
    shown = text[start:end].rstrip()
    marks = [(a - start, b - start) for a, b, _ in every if start <= a and b <= start + len(shown)]
    return shown, _merged(marks)


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
