"""A host that fails time after time is left alone for a while: a circuit breaker for each."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrapers.status import HOST_FAILURES, Status

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 8  # times the first rest: a host that stays dead is asked ever more rarely


@dataclass(slots=True)
class _Circuit:
    failures: int = 0  # in a row
    last: str = ""
    opened: int = 0  # times in a row, without a good answer between
    shut_until: float = 0.0


@dataclass(slots=True)
class Breaker:
    """Counts each host's failures in a row, over all its sites; opens after `limit` of them.

    An open circuit lets nothing through for `rest` seconds, then one request: what becomes of it
    closes the circuit, or opens it for twice as long. Times are monotonic.
    """

    limit: int
    rest: float
    clock: Callable[[], float] = time.monotonic
    _circuits: dict[str, _Circuit] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self, host: str) -> str | None:
        """Give why a host is not asked now, in words; None where it may be.

        >>> breaker = Breaker(2, 60.0, clock=lambda: 0.0)
        >>> for _ in range(2):
        ...     breaker.saw("skhcn.mau.gov.vn", Status.SERVER_ERROR, "HTTP 500")
        >>> breaker.open("skhcn.mau.gov.vn")
        '2 failures in a row, the last: server_error HTTP 500'
        """
        with self._lock:
            one = self._circuits.get(host)
            if one is None or self.clock() >= one.shut_until:
                return None
            return f"{one.failures} failures in a row, the last: {one.last}"

    def saw(self, host: str, status: Status, note: str = "", *, shut: bool = False) -> None:
        """Take in how asking a host ended; `shut` opens its circuit whatever came before."""
        if status in {Status.STOPPED, Status.CIRCUIT_OPEN}:
            return
        with self._lock:
            if status not in HOST_FAILURES and not shut:
                self._circuits.pop(host, None)
                return
            one = self._circuits.setdefault(host, _Circuit())
            one.failures += 1
            one.last = f"{status} {note}".strip()
            if shut or one.failures >= self.limit:
                wait = self.rest * min(2**one.opened, _LONGEST)
                one.opened += 1
                one.shut_until = self.clock() + wait
