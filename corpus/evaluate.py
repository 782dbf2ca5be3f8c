"""How right the extraction is: precision, recall and F1 for each kind of fact, with every miss.

Facts are compared by value, never by offset: a reference by code and date (the notice's own number
by code alone), a date by its days, a score by value and rank, recommendations and findings by the
words they cover, topics by area. What the gold marks optional counts neither way.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.agreement import (
    KEYS,
    Item,
    Measure,
    clean,
    code,
    compare_recommendation,
    compare_reference,
    compare_score,
    is_empty,
    is_same,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MEASURES = (
    "references", "references (code)", "dates", "scores", "recommendations",
    "recommendation items", "findings", "finding items", "topics",
)  # fmt: skip
_SAME_ITEM = 0.5  # words of both over words of either


@dataclass(frozen=True, slots=True)
class Miss:
    """A fact that was missed ("miss") or falsely found ("extra")."""

    notice: str
    what: str
    kind: str
    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Report:
    """All measures by name, every miss, and the notices without any reading."""

    measures: dict[str, Measure]
    misses: tuple[Miss, ...]
    absent: tuple[str, ...]


def evaluate(
    gold: Iterable[Mapping[str, Any]],
    system: Iterable[Mapping[str, Any]],
    texts: Mapping[str, str],
) -> Report:
    """Give how well readings agree with the gold; all are facts as JSON, joined by `id`.

    `texts` gives by id the text that was read. A notice that was not read counts as all missed.
    """
    read = {row["id"]: row for row in system}
    measures = {name: Measure() for name in MEASURES}
    misses: list[Miss] = []
    absent = []
    for wanted in gold:
        got = read.get(wanted["id"])
        if got is None:
            absent.append(wanted["id"])
        _Notice(wanted, got or {}, clean(texts[wanted["id"]]), measures, misses).compare()
    return Report(measures, tuple(misses), tuple(absent))


@dataclass(slots=True)
class _Notice:
    """One notice's gold against its reading, counted into the measures of all."""

    gold: Mapping[str, Any]
    system: Mapping[str, Any]
    text: str
    measures: dict[str, Measure]
    misses: list[Miss]

    def compare(self) -> None:
        for kind in KEYS:
            for wanted, got in self._by_key(kind):
                if kind == "references (code)":
                    compare_reference(self.measures[kind], wanted, got)
                elif kind == "scores":
                    compare_score(self.measures[kind], wanted, got)
        self._by_words("recommendations", "recommendation items")
        self._by_words("findings", "finding items")
        self._topics()

    def _note(self, what: str, kind: str, value: object, quote: str | None) -> None:
        if kind != "references (code)":
            shown = value if isinstance(value, str) else repr(value)
            self.misses.append(Miss(self.gold["id"], what, kind, shown, clean(quote)))

    def _items(self, kind: str) -> tuple[list[Item], list[Item]]:
        name = kind.split(maxsplit=1)[0]
        return list(self.gold.get(name, [])), list(self.system.get(name, []))

    def _by_key(self, kind: str) -> list[tuple[Item, Item]]:
        """Match facts one to one; what is optional takes its like away without counting."""
        gold, system = self._items(kind)
        key, measure = KEYS[kind], self.measures[kind]
        left = [item for item in system if not is_empty(kind, item)]
        pairs = []
        for wanted in gold:
            if wanted.get("optional") or is_empty(kind, wanted):
                continue
            hit = next((got for got in left if is_same(kind, wanted, got)), None)
            if hit is None:
                measure.missed += 1
                self._note("miss", kind, key(wanted), wanted.get("text"))
            else:
                measure.found += 1
                left.remove(hit)
                pairs.append((wanted, hit))
        for spare in gold:
            if spare.get("optional"):
                hit = next((got for got in left if is_same(kind, spare, got)), None)
                if hit is None and kind == "references":
                    hit = next((got for got in left if code(got) == code(spare)), None)
                if hit is not None:
                    left.remove(hit)
        for extra in left:
            measure.false += 1
            self._note("extra", kind, key(extra), extra.get("text"))
        return pairs

    def _by_words(self, kind: str, items_kind: str) -> None:
        gold, system = self._items(kind)
        wanted = list(zip(gold, self._words([item["text"] for item in gold]), strict=True))
        got = list(zip(system, self._words([item.get("text") for item in system]), strict=True))
        must = _union(words for item, words in wanted if not item.get("optional"))
        may = _union(words for item, words in wanted if item.get("optional"))
        covered = _union(words for _, words in got)
        measure = self.measures[kind]
        measure.found += len(covered & must)
        measure.false += len(covered - must - may)
        measure.missed += len(must - covered)
        items = self.measures[items_kind]
        free = [(item, words) for item, words in got if words]
        items.false += len(got) - len(free)  # no quote of this text
        for optional in (False, True):
            for item, words in wanted:
                if words and bool(item.get("optional")) == optional:
                    self._match_item(kind, items, (item, words), free)
        for item, words in free:
            if len(words & may) / len(words) < _SAME_ITEM:
                items.false += 1
                self._note("extra", kind, item.get("kind"), item.get("text"))

    def _match_item(
        self,
        kind: str,
        items: Measure,
        wanted: tuple[Item, set[int]],
        free: list[tuple[Item, set[int]]],
    ) -> None:
        item, words = wanted
        best = max(free, key=lambda got: len(got[1] & words) / len(got[1] | words), default=None)
        if best is None or len(best[1] & words) / len(best[1] | words) < _SAME_ITEM:
            if not item.get("optional"):
                items.missed += 1
                self._note("miss", kind, item.get("kind"), item["text"])
            return
        free.remove(best)
        if item.get("optional"):
            return
        items.found += 1
        if kind == "recommendations":
            compare_recommendation(items, item, best[0])

    def _words(self, quotes: Sequence[str | None]) -> list[set[int]]:
        """Give which words of the text each quote covers; a repeated quote takes the next place."""
        spans = [match.span() for match in re.finditer(r"\w+", self.text)]
        after: Counter[str] = Counter()
        covered: list[set[int]] = []
        for quote in map(clean, quotes):
            at = self.text.find(quote, after[quote]) if quote else -1
            if at < 0 and quote:
                at = self.text.find(quote)
            if at < 0:
                covered.append(set())
                continue
            after[quote] = at + 1
            end = at + len(quote)
            covered.append({n for n, (a, b) in enumerate(spans) if a >= at and b <= end})
        return covered

    def _topics(self) -> None:
        if "areas" not in self.gold:
            return
        measure = self.measures["topics"]
        want, got = set(self.gold["areas"]), set(self.system.get("areas") or [])
        may = set(self.gold.get("areas_optional", []))
        measure.found += len(want & got)
        measure.missed += len(want - got)
        measure.false += len(got - want - may)
        for area in sorted(want - got):
            self._note("miss", "topics", area, "")
        for area in sorted(got - want - may):
            self._note("extra", "topics", area, "")
        if isinstance(self.gold.get("reform"), bool):
            is_right = self.system.get("reform") == self.gold["reform"]
            measure.compare("reform", is_right=is_right)
        measure.compare("genre", is_right=self.system.get("genre") == self.gold.get("genre"))


def _union(sets: Iterable[set[int]]) -> set[int]:
    return set().union(*sets)
