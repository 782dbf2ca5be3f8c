"""One desk for all walks of a process: who computes sits at it, who waits has left it.

Python computes in one thread at a time anyway. Where a hundred threads ask for that turn at once,
each answer waits for all of them in the middle of its reading, and a hundred parsed pages lie in
memory; so a walk keeps the desk from one wait to the next.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_desk = threading.Lock()
_local = threading.local()


@contextmanager
def seated() -> Iterator[None]:
    """Hold the desk inside the `with`, less what is done `away` from it."""
    with _desk:
        _local.seated = True
        try:
            yield
        finally:
            _local.seated = False


@contextmanager
def away() -> Iterator[None]:
    """Leave the desk to others while this thread waits; nothing changes for one that has none."""
    if not getattr(_local, "seated", False):
        yield
        return
    _local.seated = False
    _desk.release()
    try:
        yield
    finally:
        _desk.acquire()
        _local.seated = True
