"""Texts that may be near copies of each other, found without comparing all with all.

MinHash by one permutation in 128 bins: each run of five words is hashed once, a bin keeps its
least. Two texts agree in a bin as often as their runs overlap (Jaccard). Bands of bins make keys:
of texts that overlap by 0.85, more than 99 of 100 pairs share a key; by 0.3, about 2.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, count
from operator import add
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_BINS = 128
_BANDS, _ROWS = 8, 5
_ODD = 0x9E3779B97F4A7C15  # 2**64 / golden ratio: spreads the bits
_MASK = 2**64 - 1


def shingles(words: Sequence[str], size: int = 5) -> frozenset[int]:
    """Give the runs of `size` words as 32-bit numbers; of a shorter text the whole.

    A word has no space in it.

    >>> len(shingles("một hai ba bốn năm sáu".split()))
    2
    """
    if not words:
        return frozenset()
    data = " ".join(words).encode() + b" "
    lengths = map(len, data[:-1].split(b" "))
    begins = [0, *map(add, accumulate(lengths), count(1))]
    ends = begins[min(size, len(words)) :]
    return frozenset([crc32(data[at:end]) for at, end in zip(begins, ends, strict=False)])


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """Give how much two sets overlap, 0 to 1."""
    return len(one & other) / len(one | other) if one and other else 0.0


def keys(runs: frozenset[int], *, bands: int = _BANDS, rows: int = _ROWS) -> tuple[int, ...]:
    """Give the keys under which near copies meet, as signed 64-bit numbers; of nothing none.

    >>> one = shingles("Sở Nội vụ kiểm tra công tác cải cách hành chính".split())
    >>> keys(one) == keys(one), len(keys(one)), keys(frozenset())
    (True, 8, ())
    """
    if not runs:
        return ()
    least: dict[int, int] = {}
    for run in runs:
        at = run >> 25  # the upper 7 of 32 bits choose the bin
        if run < least.get(at, _MASK):
            least[at] = run
    step = _BINS // bands
    bins = sorted(least)
    return tuple(
        joined((band, *(_filled(least, bins, at) for at in range(band * step, band * step + rows))))
        for band in range(bands)
    )


def joined(numbers: Sequence[int]) -> int:
    """Give one signed 64-bit number that stands for several."""
    mixed = 0
    for number in numbers:
        mixed = ((mixed ^ number) * _ODD + 1) & _MASK
        mixed ^= mixed >> 29
    return mixed - 2**63


def _filled(least: Mapping[int, int], bins: Sequence[int], at: int) -> int:
    """Give a bin, one that is empty as the next that is not: short texts leave many."""
    found = least.get(at)
    if found is None:
        after = bisect_left(bins, at)
        found = least[bins[after] if after < len(bins) else bins[0]]
    return found
