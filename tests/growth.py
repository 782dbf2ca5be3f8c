"""How a time grows with the size of what it is spent on, on a machine with other work."""

from __future__ import annotations

import time
from collections.abc import Callable

ATTEMPTS = 6


def growth(
    work: Callable[[int], Callable[[], object]], small: int, large: int, most: float
) -> float:
    """How many times longer the large one takes; `work` prepares a size, what it gives is timed.

    Whatever else the machine does only adds to a time, so each size counts with its shortest;
    it is tried again until the ratio is below `most` or the attempts are used up. A time below
    five milliseconds counts as five: the clock says nothing below.
    """
    shortest = {small: float("inf"), large: float("inf")}
    ratio = float("inf")
    for _ in range(ATTEMPTS):
        for size in (small, large):
            run = work(size)
            begun = time.process_time()
            run()
            shortest[size] = min(shortest[size], time.process_time() - begun)
        ratio = shortest[large] / max(shortest[small], 0.005)
        if ratio < most:
            break
    return ratio
