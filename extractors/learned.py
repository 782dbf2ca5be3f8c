"""What no rule knows: how like an order a sentence is, how like a shortcoming a statement.

Weights of words, of classes of words used alike, and of their places, learnt by logistic regression
from annotated notices. They decide only where rules are at a loss: whether a sentence that no rule
takes is an order all the same, and whether what a rule takes for a shortcoming is one.
`learned.json` is written by `benchmarks/learn.py`, which says from what: words and numbers alone.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from itertools import pairwise, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extractors.atoms import Scan
    from extractors.text import Span

LEAST = 4  # words of an order
LIKELY = 0.5  # an order: more likely than not
DOUBTED = 0.3  # less likely than that, rules are not believed
NEARBY = 12  # orders and shortcomings looked back at
_REACH = 600  # characters in which they make another one likely
_BEFORE = 90  # characters that hold the words before
_MOST, _FEW = 60, 12  # words looked at in a stretch, and before it
_FIRST = 4  # words whose place counts
_MARGIN = 8  # characters that hold what parts two words
_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.;:,!?]")
# Words of what is done, of what lies ahead and of what is lacking: how many stand around.
_MOODS = {
    name: Cue(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)".replace(" ", r"\s+"), words)
    for name, words in (
        ("done", ("đã", "được", "đạt", "luôn")),
        (
            "ahead",
            ("sẽ", "cần", "phải", "tiếp tục", "tăng cường", "đẩy mạnh", "yêu cầu", "đề nghị"),
        ),
    )
}


class _Table(dict[str, tuple[str, ...]]):
    """The features of a word in one place: itself and its classes."""

    def __init__(
        self, name: str, classes: Mapping[str, Sequence[int]], weighed: frozenset[str]
    ) -> None:
        """Keep what has a weight; all of it while nothing has one, before they are learnt."""
        self._name = name
        self._unknown = tuple(f"{name}{i}:" for i, _ in enumerate(next(iter(classes.values()), ())))
        for word, numbers in classes.items():
            features = (name + word, *(f"{name}{i}:{n}" for i, n in enumerate(numbers)))
            self[word] = tuple(f for f in features if f in weighed) if weighed else features

    def __missing__(self, word: str) -> tuple[str, ...]:
        return (self._name + word, *self._unknown)


class Weights:
    """The learnt numbers: pairs of syllables that are one word, classes of words, weights."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take what `benchmarks/learn.py` writes."""
        self._pairs: dict[str, set[str]] = {}
        for pair in data["pairs"]:
            first, second = pair.split()
            self._pairs.setdefault(first, set()).add(second)
        classes = dict(zip(data["words"], data["classes"], strict=True))
        self.orders: dict[str, float] = data["orders"]
        self.lacks: dict[str, float] = data["lacks"]
        weighed = frozenset(self.orders) | frozenset(self.lacks)
        self._here = _Table("", classes, weighed)
        self._behind = _Table("-", classes, weighed)
        self._placed = [_Table(f"{i}=", classes, weighed) for i in range(_FIRST)]

    def words(self, folded: str, start: int, end: int) -> list[str]:
        """Give the words of a stretch, two syllables joined where they are one; a figure is 0."""
        out: list[str] = []
        follows: set[str] | None = None
        for word in _WORD.findall(folded, start, end):
            if follows and word in follows:
                out[-1] += "_" + word
                follows = None
                continue
            out.append("0" if word.isdigit() else word)
            follows = self._pairs.get(word)
        return out

    def stretch(self, scan: Scan, part: Span) -> set[str]:
        """Give the features of a stretch: its words, how it begins and ends, what is around."""
        text, (start, end) = scan.text, part
        words = self.words(scan.folded, start, end)[:_MOST]
        before = self.words(scan.folded, max(0, start - _BEFORE), start)[-_FEW:]
        letter = text[start : start + 1]
        found = {
            "<" + _gap(text[max(0, start - _MARGIN) : start][::-1])[::-1],
            ">" + _gap(text[end : end + _MARGIN]),
            "^" + ("A" if letter.isupper() else "0" if letter.isdigit() else "a"),
            f"n{min(len(words) // 4, 8)}",
            *(f"{i}+{a}+{b}" for i, (a, b) in enumerate(pairwise(words[:_FIRST]))),
        }
        found.update(*[self._here[word] for word in words])
        found.update(*[self._behind[word] for word in before])
        found.update(*[table[word] for table, word in zip(self._placed, words, strict=False)])
        if words:
            found.add("$=" + words[-1])
        if before:
            found.add("-1=" + before[-1])
            found.add("-2=" + "+".join(before[-2:]))
        for name, cue in _MOODS.items():
            _, places = scan.words.all_of(cue)
            since, until = bisect_left(places, start - _REACH), bisect_left(places, end + _REACH)
            found.add(f"{name} before {min(4, bisect_left(places, start) - since)}")
            found.add(f"{name} after {min(4, until - bisect_left(places, end))}")
        return found


def _gap(stretch: str) -> str:
    """Tell what parts two words, in the order of the stretch: line ends and the first stop."""
    word = _WORD.search(stretch)
    gap = stretch[: word.start()] if word else stretch
    stop = _STOP.search(gap)
    return "n" * min(2, gap.count("\n")) + (stop[0] if stop else "")


def after(tasks: Sequence[Span], lacks: Sequence[Span], start: int) -> Iterator[str]:
    """Give the features of a sentence that lie in what was found before it; each in order."""
    for name, spans in (("R", tasks), ("F", lacks)):
        held = sum(
            max(0, min(span.end, start) - max(span.start, start - _REACH))
            for span in spans[-NEARBY:]
        )
        yield f"near{name}{round(3 * min(1, held / _REACH))}"
        yield f"so far{name}{min(6, len(spans))}"


def likelihood(weights: Mapping[str, float], features: set[str]) -> float:
    """Give how likely it is, 0 to 1, by the weights of its features."""
    total = weights[""] + math.fsum(map(weights.get, features, repeat(0.0)))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


_WEIGHTS = Weights(json.loads((Path(__file__).parent / "learned.json").read_text(encoding="utf-8")))


def asks(scan: Scan, part: Span, tasks: Sequence[Span], lacks: Sequence[Span]) -> bool:
    """Tell whether a sentence that no rule takes reads like an order. O(its length).

    `tasks` and `lacks` were found before it, in order; the last few will do.
    """
    if len(_WORD.findall(scan.folded, part.start, part.end)) < LEAST:
        return False
    features = _WEIGHTS.stretch(scan, part)
    features.update(after(tasks, lacks, part.start))
    return likelihood(_WEIGHTS.orders, features) >= LIKELY


def lacking(scan: Scan, part: Span) -> bool:
    """Tell whether what rules take for a shortcoming reads like one, or is at least no stranger."""
    return likelihood(_WEIGHTS.lacks, _WEIGHTS.stretch(scan, part)) >= DOUBTED
