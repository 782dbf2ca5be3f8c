"""How much two subjects of documents share."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from extractors.text import fold

_ALIKE = 0.6
_FEW = 3  # words below which a subject says too little to tell a document


def alike(one: str, other: str) -> bool:
    """Give whether two subjects say the same, by their words.

    >>> alike("kiểm tra cải cách hành chính năm 2024", "kiểm tra công tác cải cách hành chính")
    True
    >>> alike("về việc này", "về việc này")
    True
    >>> alike("triển khai", "triển khai")
    False
    """
    a, b = _words(one), _words(other)
    total = sum(a.values()) + sum(b.values())
    few = min(sum(a.values()), sum(b.values())) < _FEW
    return not few and 2 * sum((a & b).values()) / total >= _ALIKE


@lru_cache(maxsize=4096)
def _words(subject: str) -> Counter[str]:
    return Counter(fold(subject).split())
