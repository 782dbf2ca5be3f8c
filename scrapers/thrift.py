"""Memory that a crawl takes and does not need any more, given back to the system.

Pages of a hundred kilobytes are parsed beside small things that stay; what lies between those is
kept by the C library for later, a tenth of the crawl's memory and more (see benchmarks/).
"""

from __future__ import annotations

import ctypes
import time
from contextlib import suppress
from functools import cache

# glibc's M_ARENA_MAX, M_TRIM_THRESHOLD and M_TOP_PAD: one heap for all threads, or each keeps
# memory of its own; and a heap whose end is given back early.
_LIMITS = ((-8, 1), (-1, 512 * 1024), (-2, 256 * 1024))
_EVERY = 0.2  # seconds


class Thrift:
    """Gives back what is free, from time to time; does nothing where the C library cannot."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        with suppress(AttributeError):  # of another C library
            for name, value in _LIMITS:
                _c().mallopt(name, value)

    def give_back(self) -> None:
        """Give back what is free, unless that was done a moment ago; takes a millisecond."""
        now = time.monotonic()
        if now - self._last > _EVERY:
            self._last = now
            with suppress(AttributeError):
                _c().malloc_trim(0)


@cache
def _c() -> ctypes.CDLL:
    return ctypes.CDLL(None)
