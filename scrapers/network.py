"""Is it the sites that fail, or the network that we ask through?

A cable that is out, a resolver that is down and a captive portal look like many broken sites. The
detector is pure: it is told what each host answered, in any order and from any process, and says
when this can only be the network. Then the run ends as `network`, and no site's state changes.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers.asked import target as target_of
from scrapers.domains import registrable
from scrapers.status import UNREACHED, FetchError, Status
from scrapers.transport import host_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapers.asked import Answer
    from scrapers.exchange import Exchange

_ENOUGH = 10  # hosts that fail while nobody answers: no need to try the others
_LATELY = 600.0  # seconds: who has not been heard of for so long is done, and no witness


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one host answered: the bare facts, to be sent between processes.

    `body` is a digest of a page, None where there was none or it proves nothing; `target` is
    where a redirect led off the host, without its query.
    """

    host: str
    status: Status
    body: str | None = None
    target: str | None = None


def sighting(asked: str, answer: Answer, *, well: bool = False) -> Sighting | None:
    """Give what an answer says of the network; None where it says nothing, as when we were stopped.

    Only pages count as bodies: robots.txt, empty answers and errors are alike on many hosts. What
    read `well`, as its site declares, is no captive portal's.
    """
    if answer.status in {
        Status.STOPPED,
        Status.ADDRESS_REFUSED,
        Status.ROBOTS,
        Status.CIRCUIT_OPEN,
    }:
        return None
    host, last = host_of(asked), answer.last
    body = target = None
    if last is not None and not well:
        target = _off(host, last)
        if answer.status is Status.OK and last.payload.strip():
            body = hashlib.sha256(last.payload).hexdigest()
    return Sighting(host, answer.status, body, target)


def _off(host: str, last: Exchange) -> str | None:
    """Give where an answer came from or leads to, off the asked host's portal; without query."""
    try:
        parts = urlsplit(target_of(last) or last.url)
        there = (parts.hostname or "").lower()
        off = there != host and registrable(there) != registrable(host)
    except (FetchError, ValueError):  # leads to what is no address
        return None
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path}" if off else None


@dataclass(slots=True)
class _Host:
    failing: bool
    answered: bool  # at any time in this run
    heard: float


@dataclass(slots=True)
class Network:
    """Tells a broken network from broken sites; `hosts` is how many the run is going to ask.

    >>> net = Network(4)
    >>> for host in ("a.gov.vn", "b.gov.vn", "c.gov.vn"):
    ...     net.saw(Sighting(host, Status.DNS))
    >>> net.verdict()
    '3 of 4 hosts cannot be reached: dns'
    """

    hosts: int
    clock: Callable[[], float] = time.monotonic
    _seen: dict[str, _Host] = field(default_factory=dict)
    _whys: dict[str, Status] = field(default_factory=dict)
    _bodies: dict[str, set[str]] = field(default_factory=dict)
    _targets: dict[str, set[str]] = field(default_factory=dict)

    def saw(self, one: Sighting) -> None:
        """Take in what a host answered; its last word counts, and that it ever answered."""
        failing = one.status in UNREACHED
        known = self._seen.get(one.host)
        answered = not failing or (known is not None and known.answered)
        self._seen[one.host] = _Host(failing, answered, self.clock())
        if failing:
            self._whys[one.host] = one.status
        for mark, where in ((one.body, self._bodies), (one.target, self._targets)):
            if mark is not None:
                where.setdefault(mark, set()).add(registrable(one.host))

    def verdict(self, *, over: bool = False) -> str | None:
        """Give why it is the network, in words; None while it may be the sites.

        With `over` no more hosts will be asked, and those that were are all there are. Before, it
        is enough that more than half of the run's hosts fail, that ten do and none has answered,
        or that more than half of those that did answer, and were heard of lately, do no more.
        At least three hosts must have been tried.
        """
        for marks, what in ((self._bodies, "give one page"), (self._targets, "lead to")):
            for mark, portals in marks.items():
                if len(portals) >= 3:
                    where = f" {mark}" if marks is self._targets else ""
                    return f"{len(portals)} unrelated hosts {what}{where}: a captive portal?"
        return self._unreached(over=over)

    def _unreached(self, *, over: bool) -> str | None:
        failing = [host for host, one in self._seen.items() if one.failing]
        tried = len(self._seen)
        if tried < 3:
            return None
        of = tried if over else max(self.hosts, tried)
        silent = not any(one.answered for one in self._seen.values())
        if 2 * len(failing) > of or (silent and len(failing) >= _ENOUGH):
            return f"{len(failing)} of {of} hosts cannot be reached: {self._why(failing)}"
        since = self.clock() - _LATELY
        witnesses = [h for h, one in self._seen.items() if one.answered and one.heard >= since]
        lost = [host for host in witnesses if self._seen[host].failing]
        if len(witnesses) >= 3 and 2 * len(lost) > len(witnesses):
            found = f"{len(lost)} of {len(witnesses)} hosts answer no more"
            return f"{found}: {self._why(lost)}"
        return None

    def _why(self, hosts: list[str]) -> str:
        return ", ".join(sorted({self._whys[host] for host in hosts}))
