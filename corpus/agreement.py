"""When a fact that was read agrees with one that is to be found, and the counts of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Item = dict[str, Any]  # a fact as the interface's JSON has it

_SAME_NAME = 0.6  # words that two spellings of a body share


@dataclass(slots=True)
class Measure:
    """Counts of one kind of fact; `besides` holds (right, seen) of what is compared where matched.

    Without anything to find or found, precision and recall are 1.
    """

    found: int = 0
    false: int = 0
    missed: int = 0
    besides: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def gold(self) -> int:
        """How many there are to find."""
        return self.found + self.missed

    def compare(self, name: str, *, is_right: bool) -> None:
        """Count one comparison of a matched fact's value."""
        right, seen = self.besides.get(name, (0, 0))
        self.besides[name] = (right + is_right, seen + 1)


def clean(text: str | None) -> str:
    """Give a text in NFC with single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text or "")).strip()


def code(item: Item) -> str | None:
    """Give the code of a reference in one spelling."""
    if item.get("code") is None:
        return None
    written = clean(item["code"]).upper().replace("\u00d0", "Đ").replace(" ", "")
    return re.sub(r"[\u2010-\u2015\u2212]", "-", written)


def _number(value: object) -> float | None:
    return None if value is None else round(float(str(value)), 4)


def _score_key(item: Item) -> tuple[float | None, ...]:
    value, rank = _number(item.get("value")), _number(item.get("rank"))
    change = _number(item.get("change")) if value is None and rank is None else None
    return value, rank, change


KEYS: dict[str, Callable[[Item], tuple[object, ...]]] = {
    "references": lambda item: (code(item), item.get("date")),
    "references (code)": lambda item: (code(item),),
    "dates": lambda item: (item.get("from"), item.get("to")),
    "scores": _score_key,
}


def is_empty(kind: str, item: Item) -> bool:
    """Give whether a fact has no value to compare."""
    if kind.startswith("references"):
        return code(item) is None
    return all(part is None for part in KEYS[kind](item))


def _overlap(one: str, other: str | None) -> float:
    """Give how much two names share, 0 to 1, by words."""
    a = Counter(re.findall(r"\w+", clean(one).lower()))
    b = Counter(re.findall(r"\w+", clean(other).lower()))
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 1.0


def is_same(kind: str, wanted: Item, got: Item) -> bool:
    """Give whether two facts have the same value."""
    if kind == "references" and wanted.get("own"):  # the masthead may or may not lend its date
        return code(wanted) == code(got)
    return KEYS[kind](got) == KEYS[kind](wanted)


def compare_reference(measure: Measure, wanted: Item, got: Item) -> None:
    """Count what else agrees of two references with the same code."""
    same_type = clean(wanted.get("type")).upper() == clean(got.get("type")).upper()
    measure.compare("type", is_right=same_type)
    if wanted.get("issuer"):
        alike = _overlap(wanted["issuer"], got.get("issuer"))
        measure.compare("issuer", is_right=alike >= _SAME_NAME)


def compare_score(measure: Measure, wanted: Item, got: Item) -> None:
    """Count what else agrees of two scores with the same value."""
    for name in ("indicator", "period", "unit"):
        if wanted.get(name):
            measure.compare(name, is_right=str(wanted[name]) == str(got.get(name)))
    if wanted.get("ranked"):
        same = _number(wanted["ranked"]) == _number(got.get("ranked"))
        measure.compare("ranked", is_right=same)
    same = (wanted.get("comparator") or "=") == (got.get("comparator") or "=")
    measure.compare("comparator", is_right=same)
    if wanted.get("change") is not None:
        same = _number(wanted["change"]) == _number(got.get("change"))
        measure.compare("change", is_right=same)
    if wanted.get("subject"):
        alike = _overlap(wanted["subject"], got.get("subject"))
        measure.compare("subject", is_right=alike >= _SAME_NAME)


def compare_recommendation(measure: Measure, wanted: Item, got: Item) -> None:
    """Count what else agrees of two recommendations in the same place."""
    measure.compare("kind", is_right=got.get("kind") == wanted.get("kind"))
    for name in ("addressee", "agent"):
        if wanted.get(name):
            alike = _overlap(wanted[name], got.get(name))
            measure.compare(name, is_right=alike >= _SAME_NAME)
    measure.compare("deadline", is_right=got.get("deadline") == wanted.get("deadline"))
