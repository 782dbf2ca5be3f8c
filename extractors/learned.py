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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
_UNKNOWN = (-1, -1)  # the classes of a word without any: the last of each list of weights
_SIZE = re.compile(r"n[0-8]\Z")  # how long the stretch is, and no word
_MARGIN = 8  # characters that hold what parts two words
_WORD = re.compile(r"\w+")
_ENOUGH = re.compile(rf"(?:\W*+\w++){{{LEAST}}}")
_STOP = re.compile(r"[.;:,!?]")
_MANY = 4  # words that tell how things stand; more are no more telling
# Words of what is done, and of what lies ahead: how many stand around.
_MOODS = [
    (
        Cue(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)".replace(" ", r"\s+"), words),
        [f"{name} before {i}" for i in range(_MANY + 1)],
        [f"{name} after {i}" for i in range(_MANY + 1)],
    )
    for name, words in (
        ("done", ("đã", "được", "đạt", "luôn")),
        (
            "ahead",
            ("sẽ", "cần", "phải", "tiếp tục", "tăng cường", "đẩy mạnh", "yêu cầu", "đề nghị"),
        ),
    )
]
# How features of words are named by their place: anywhere in the stretch, before it, at its head.
_HERE, _BEHIND, _PLACED = "", "-", [f"{i}=" for i in range(_FIRST)]


class Features:
    """What is looked at in a stretch: its words and their classes, what stands around it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take `pairs`, `words` and `classes` of what `benchmarks/learn.py` writes."""
        self._pairs: dict[str, set[str]] = {}
        for pair in data["pairs"]:
            first, second = pair.split()
            self._pairs.setdefault(first, set()).add(second)
        self.classes = dict(zip(data["words"], map(tuple, data["classes"]), strict=True))
        self.sizes = [1 + max(numbers) for numbers in zip(*self.classes.values(), strict=True)]

    def words(self, folded: str, start: int, end: int) -> list[str]:
        """Give the words of a stretch, two syllables joined where they are one; a figure is 0."""
        out: list[str] = []
        append, following = out.append, self._pairs.get
        follows: set[str] | None = None
        for word in _WORD.findall(folded, start, end):
            if follows and word in follows:
                out[-1] += "_" + word
                follows = None
                continue
            append("0" if word.isdigit() else word)
            follows = following(word)
        return out

    def stretch(self, scan: Scan, part: Span) -> set[str]:
        """Give the features of a stretch: its words, how it begins and ends, what is around."""
        words, before, found = self.read(scan, part)
        return set(found).union(
            *(self._named(_HERE, word) for word in words),
            *(self._named(_BEHIND, word) for word in before),
            *(self._named(name, word) for name, word in zip(_PLACED, words, strict=False)),
        )

    def _named(self, name: str, word: str) -> Iterator[str]:
        """Give the features of a word in one place: itself and its classes, empty without any."""
        yield name + word
        for i, number in enumerate(self.classes.get(word, [""] * len(self.sizes))):
            yield f"{name}{i}:{number}"

    def read(self, scan: Scan, part: Span) -> tuple[list[str], list[str], list[str]]:
        """Give the words of a stretch, those before it, and what else there is to see."""
        text, (start, end) = scan.text, part
        words = self.words(scan.folded, start, end)[:_MOST]
        before = self.words(scan.folded, max(0, start - _BEFORE), start)[-_FEW:]
        letter = text[start : start + 1]
        found = [
            "<" + _gap(text[max(0, start - _MARGIN) : start][::-1])[::-1],
            ">" + _gap(text[end : end + _MARGIN]),
            "^" + ("A" if letter.isupper() else "0" if letter.isdigit() else "a"),
            f"n{min(len(words) // 4, 8)}",
            *[f"{i}+{a}+{b}" for i, (a, b) in enumerate(pairwise(words[:_FIRST]))],
        ]
        if words:
            found.append("$=" + words[-1])
        if before:
            found += ("-1=" + before[-1], "-2=" + "+".join(before[-2:]))
        for cue, counts_before, counts_after in _MOODS:
            _, places = scan.words.all_of(cue)
            first, last = bisect_left(places, start), bisect_left(places, end)
            since, until = bisect_left(places, start - _REACH), bisect_left(places, end + _REACH)
            found.append(counts_before[min(_MANY, first - since)])
            found.append(counts_after[min(_MANY, until - last)])
        return words, before, found


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
    return _chance(weights[""] + math.fsum(map(weights.get, features, repeat(0.0))))


def _chance(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


class _Place:
    """The weights of the words that stand in one place, and of their classes."""

    def __init__(self, name: str, weights: Mapping[str, int], sizes: Sequence[int]) -> None:
        named = {f.removeprefix(name): w for f, w in weights.items() if f.startswith(name)}
        self.words = {f: w for f, w in named.items() if _WORD.fullmatch(f) and not _SIZE.match(f)}
        self.classes = [
            [named.get(f"{i}:{number}", 0) for number in (*range(size), "")]
            for i, size in enumerate(sizes)
        ]

    def total(self, words: Iterable[str], classes: Iterable[Sequence[int]]) -> int:
        """Give the sum for words, each once, and for their classes, each once."""
        total = sum(map(self.words.get, words, repeat(0)))
        for weights, numbers in zip(self.classes, zip(*classes, strict=True), strict=False):
            total += sum(map(weights.__getitem__, set(numbers)))
        return total


class Judge:
    """The same as `likelihood` of a `stretch`, without a name for each feature of each word."""

    def __init__(self, features: Features, weights: Mapping[str, float]) -> None:
        """Take the features and the weights of those that have one."""
        self._features = features
        # In thousandths, as they are rounded: a sum of whole numbers is the same in any order.
        self._weights = {feature: round(1000 * weight) for feature, weight in weights.items()}
        self._here, self._behind, *self._placed = (
            _Place(name, self._weights, features.sizes) for name in (_HERE, _BEHIND, *_PLACED)
        )

    def likelihood(self, scan: Scan, part: Span, more: Iterable[str] = ()) -> float:
        """Give how likely a stretch is, 0 to 1; `more` are further features. O(its length)."""
        words, before, found = self._features.read(scan, part)
        classes, weights = self._features.classes, self._weights
        total = weights[""] + sum(map(weights.get, (*found, *more), repeat(0)))
        known = list(map(classes.get, words, repeat(_UNKNOWN)))
        total += self._here.total(set(words), known)
        total += self._behind.total(set(before), map(classes.get, before, repeat(_UNKNOWN)))
        for place, word, numbers in zip(self._placed, words, known, strict=False):
            total += place.words.get(word, 0)
            total += place.classes[0][numbers[0]] + place.classes[1][numbers[1]]
        return _chance(total / 1000)


_DATA = json.loads((Path(__file__).parent / "learned.json").read_text(encoding="utf-8"))
_FEATURES = Features(_DATA)
_ORDERS, _LACKS = Judge(_FEATURES, _DATA["orders"]), Judge(_FEATURES, _DATA["lacks"])


def asks(scan: Scan, part: Span, tasks: Sequence[Span], lacks: Sequence[Span]) -> bool:
    """Tell whether a sentence that no rule takes reads like an order. O(its length).

    `tasks` and `lacks` were found before it, in order; the last few will do.
    """
    if not _ENOUGH.match(scan.folded, part.start, part.end):
        return False
    return _ORDERS.likelihood(scan, part, after(tasks, lacks, part.start)) >= LIKELY


def lacking(scan: Scan, part: Span) -> bool:
    """Tell whether what rules take for a shortcoming reads like one, or is at least no stranger."""
    return _LACKS.likelihood(scan, part) >= DOUBTED
