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

    _Numbered = tuple[dict[str, tuple[int, ...]], tuple[int, ...]]

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
_ENOUGH = re.compile(rf"(?:\W*+\w++){{{LEAST}}}")
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

    def __init__(self, name: str, classes: Mapping[str, Sequence[int]]) -> None:
        self.name = name
        kinds = enumerate(next(iter(classes.values()), ()))
        self.unknown = tuple(f"{name}{i}:" for i, _ in kinds)
        for word, numbers in classes.items():
            self[word] = (name + word, *(f"{name}{i}:{n}" for i, n in enumerate(numbers)))

    def __missing__(self, word: str) -> tuple[str, ...]:
        return (self.name + word, *self.unknown)


class Features:
    """What is looked at in a stretch: its words and their classes, what stands around it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Take `pairs`, `words` and `classes` of what `benchmarks/learn.py` writes."""
        self._pairs: dict[str, set[str]] = {}
        for pair in data["pairs"]:
            first, second = pair.split()
            self._pairs.setdefault(first, set()).add(second)
        classes = dict(zip(data["words"], data["classes"], strict=True))
        self.here, self.behind = _Table("", classes), _Table("-", classes)
        self.placed = [_Table(f"{i}=", classes) for i in range(_FIRST)]

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
        words, before, found = self.read(scan, part)
        tables = zip(self.placed, words, strict=False)
        return set(found).union(
            *(self.here[word] for word in words),
            *(self.behind[word] for word in before),
            *(table[word] for table, word in tables),
        )

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
        for name, cue in _MOODS.items():
            _, places = scan.words.all_of(cue)
            since, until = bisect_left(places, start - _REACH), bisect_left(places, end + _REACH)
            found.append(f"{name} before {min(4, bisect_left(places, start) - since)}")
            found.append(f"{name} after {min(4, until - bisect_left(places, end))}")
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


class Judge:
    """The same by numbers instead of names: one for each feature that has a weight."""

    def __init__(self, features: Features, weights: Mapping[str, float]) -> None:
        """Take the features and the weights of those that have one."""
        self._features = features
        self._numbers = {feature: i for i, feature in enumerate(weights)}
        # In thousandths, as they are rounded: a sum of whole numbers is the same in any order.
        self._weights = [*(round(1000 * weight) for weight in weights.values()), 0]
        self._none = len(weights)  # the number of all features without a weight
        self._here, self._behind = self._numbered(features.here), self._numbered(features.behind)
        self._placed = [self._numbered(table) for table in features.placed]

    def _numbered(self, table: _Table) -> _Numbered:
        """Give the numbers of the features of each word that has any, and of all other words."""
        alone = (feature.removeprefix(table.name) for feature in self._numbers)
        known = {word for word in alone if _WORD.fullmatch(word)}.union(table)
        return {word: self._of(table[word]) for word in known}, self._of(table.unknown)

    def _of(self, features: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._numbers[f] for f in features if f in self._numbers)

    def likelihood(self, scan: Scan, part: Span, more: Iterable[str] = ()) -> float:
        """Give how likely a stretch is, 0 to 1; `more` are further features. O(its length)."""
        words, before, found = self._features.read(scan, part)
        found += ("", *more)
        (here, other), (behind, another) = self._here, self._behind
        numbers = set(map(self._numbers.get, found, repeat(self._none))).union(
            *map(here.get, words, repeat(other)),
            *map(behind.get, before, repeat(another)),
            *[
                table.get(word, rest)
                for (table, rest), word in zip(self._placed, words, strict=False)
            ],
        )
        return _chance(sum(map(self._weights.__getitem__, numbers)) / 1000)


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
