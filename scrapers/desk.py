"""One desk for all walks of a process: who computes sits at it, who waits has left it.

Python computes in one thread at a time anyway. Where a hundred threads ask for that turn at once,
each answer waits for all of them in the middle of its reading, and a hundred parsed pages lie in
memory; so a walk keeps the desk from one wait to the next.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

_desk = threading.Lock()
_local = threading.local()


@contextmanager
def seated() -> Iterator[None]:
    """Hold the desk inside the `with`, less what is done `away` from it."""
    with _desk:
        try:
            _local.seated = True
            yield
        finally:
            _local.seated = False


class _Away:
    def __enter__(self) -> None:
        _local.seated = False
        _desk.release()

    def __exit__(self, *error: object) -> None:
        _desk.acquire()
        _local.seated = True


_AWAY, _WHERE_IT_IS = _Away(), nullcontext()


def away() -> AbstractContextManager[None]:
    """Leave the desk to others while this thread waits; nothing changes for one that has none."""
    return _AWAY if getattr(_local, "seated", False) else _WHERE_IT_IS
