"""What a directive is about, in pairs of words, and how much of it another sentence says."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.text import fold, word_list

if TYPE_CHECKING:
    from collections.abc import Mapping

FEW = 3  # pairs of words below which nothing can be compared
_COMMON = 0.25
_MOST = 400  # characters of a name in a list of words that is cut out


@lru_cache(maxsize=16_384)
def subject_of(quote: str, without: tuple[str, ...] = ()) -> Mapping[str, float]:
    """Give the pairs of neighbouring words that tell what is to be done, with their weights.

    `without` are parts of the quote that tell who and when. Empty where too little is left:
    "báo cáo kết quả thực hiện" can be said of anything.

    >>> list(subject_of("Sở rà soát định mức xe công trước ngày 15/4"))
    ['định mức', 'mức xe', 'xe công']
    """
    folded = fold(quote)
    for part in without:
        if part and len(part) < _MOST:
            folded = folded.replace(fold(part), " | ")
    weights: dict[str, float] = {}
    for run in _stop().split(folded):
        words = re.findall(r"[^\W\d_]+", run)
        spoken = {pair for found in _common().finditer(run) for pair in _pairs(found[0])}
        for pair in map(" ".join, pairwise(words)):
            weights[pair] = _COMMON if pair in spoken else 1.0
    return weights if len(weights) >= FEW and sum(weights.values()) >= FEW else {}


def pairs_of(sentence: str) -> frozenset[str]:
    """Give the pairs of neighbouring words of a sentence, stop words left out as in a subject.

    >>> sorted(pairs_of("đã rà soát xong định mức xe"))
    ['mức xe', 'định mức']
    """
    return frozenset(pair for run in _stop().split(fold(sentence)) for pair in _pairs(run))


def share(subject: Mapping[str, float], pairs: frozenset[str]) -> float:
    """Give how much of a subject a sentence says, 0 to 1; 0 below three telling pairs."""
    met = [weight for pair, weight in subject.items() if pair in pairs]
    return sum(met) / sum(subject.values()) if met.count(1.0) >= FEW else 0.0


def _pairs(words: str) -> list[str]:
    return list(map(" ".join, pairwise(re.findall(r"[^\W\d_]+", words))))


@cache
def _vocabulary() -> Mapping[str, list[str]]:
    text = resources.files("corpus").joinpath("task_words.toml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = tomllib.loads(text)
    return found


@cache
def _stop() -> re.Pattern[str]:
    listed = word_list(map(fold, _vocabulary()["stop"]))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)|[^\w\s]+|\d\S*")


@cache
def _common() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{word_list(map(fold, _vocabulary()['common']))})(?!\w)")
