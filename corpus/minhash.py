"""Texts that may be near copies of each other, found without comparing all with all.

MinHash by one permutation in 128 bins: each run of five words is hashed once, a bin keeps its
least. Two texts agree in a bin as often as their runs overlap (Jaccard). Bands of bins make keys:
of texts that overlap by 0.85, more than 99 of 100 pairs share a key; by 0.3, about 2.
"""

from __future__ import annotations

from itertools import accumulate
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

    >>> len(shingles("một hai ba bốn năm sáu".split()))
    2
    """
    coded = [word.encode() for word in words]
    data = b" ".join((*coded, b""))
    begins = list(accumulate((len(word) + 1 for word in coded), initial=0))
    if not words:
        return frozenset()
    size = min(size, len(words))
    return frozenset([crc32(data[at:end]) for at, end in zip(begins, begins[size:], strict=False)])


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
    # The upper 7 of 32 bits choose the bin; of a bin's runs the least is written last.
    least = {run >> 25: run for run in sorted(runs, reverse=True)}
    step = _BINS // bands
    filled = _densified(least)
    return tuple(joined((band, *filled[band * step : band * step + rows])) for band in range(bands))


def joined(numbers: Sequence[int]) -> int:
    """Give one signed 64-bit number that stands for several."""
    mixed = 0
    for number in numbers:
        mixed = ((mixed ^ number) * _ODD + 1) & _MASK
        mixed ^= mixed >> 29
    return mixed - 2**63


def _densified(least: Mapping[int, int]) -> list[int]:
    """Give all bins, each that is empty as the next that is not: short texts leave many."""
    filled = [0] * _BINS
    last = least[min(least)]
    for at in range(_BINS - 1, -1, -1):
        last = filled[at] = least.get(at, last)
    return filled
