"""HTTP: polite, bounded and guarded; every way it can end has a name."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from scrapers import robots
from scrapers.absent import Absent, learnt, random_path
from scrapers.asked import Answer, Ask, ended, origin_of, port_of, rest, target
from scrapers.breaker import Breaker
from scrapers.exchange import Exchange, request_key
from scrapers.guard import Guard
from scrapers.page import Request
from scrapers.politeness import Turns
from scrapers.status import TEMPORARY, FetchError, Status
from scrapers.transport import Transport, form_of, host_of

if TYPE_CHECKING:
    from scrapers.settings import Settings

__all__ = ["Answer", "Ask", "Fetcher", "Memory"]
_ROBOTS_FRESH = 24 * 3600.0


class Memory(Protocol):
    """What earlier runs know: robots.txt files, and answers archived but not yet used."""

    def robots(self, origin: str) -> Exchange | None:
        """Give the robots.txt of an origin if it is less than a day old."""

    def keep_robots(self, origin: str, answer: Exchange) -> None:
        """Keep a robots.txt for a day."""

    def recall(self, key: str) -> Exchange | None:
        """Give the archived answer to a request, if a crash came between archive and crawl.db."""


@dataclass(slots=True)
class _Known:
    rules: robots.Rules
    since: float = field(default_factory=time.monotonic)


class Fetcher:
    """Asks portals: one session, one connection and one turn at a time for each address.

    Safe to use from several threads. `stop` ends waits; an answer is then `stopped`.
    """

    def __init__(
        self,
        settings: Settings,
        memory: Memory,
        *,
        guard: Guard | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        self._settings = settings
        self._memory = memory
        self._guard = guard or Guard()
        turns = Turns(stop or threading.Event(), settings.ease)
        self._transport = Transport(settings, self._guard, turns)
        self._breaker = Breaker(settings.failures_in_a_row, settings.cool_off)
        self._rules: dict[str, _Known] = {}
        self._absent: dict[str, Absent | None] = {}
        self._honest: dict[str, bool] = {}  # whose "not modified" was found true, or not

    def close(self) -> None:
        """Close every connection."""
        self._transport.close()

    def fetch(self, request: Request, ask: Ask) -> Answer:
        """Give how asking ended; asks again, ever later, while the fault may be passing.

        A host that failed too often in a row is not asked: `circuit_open`.
        """
        host = host_of(request.url)
        if why := self._breaker.open(host):
            return Answer(Status.CIRCUIT_OPEN, request.url, note=why)
        retries = self._settings.retries if ask.retries is None else ask.retries
        for attempt in range(retries + 1):
            answer = self._checked(request, ask)
            if answer.status not in TEMPORARY or attempt == retries:
                break
            wait = self._settings.backoff * 2**attempt
            wait *= 1 + random.random() / 4  # noqa: S311  (spreads retries, hides nothing)
            wait = max(wait, answer.wait or 0.0)
            if wait > self._settings.longest_wait:
                break
            self._transport.hold(answer.url, wait)
        if host_of(answer.url) == host:
            self._breaker.saw(host, answer.status, answer.note, shut=answer.shuts)
        return answer

    def _checked(self, request: Request, ask: Ask) -> Answer:
        """Ask on conditions, and look once in a run whether the host's "not modified" is true.

        Some answer 304 to everything; of those the whole page is asked for from then on.
        """
        host = host_of(request.url)
        answer = self._walk(request, ask if self._honest.get(host, True) else ask.plain)
        if answer.status is not Status.NOT_MODIFIED or ask.digest is None or host in self._honest:
            return answer
        again = self._walk(request, ask.plain)
        if again.status is not Status.OK or again.last is None:
            return answer
        self._honest[host] = hashlib.sha256(again.last.payload).hexdigest() == ask.digest
        return answer if self._honest[host] else again

    def absent(self, origin: str, ask: Ask) -> Absent | None:
        """Give what a host shows where there is nothing, None where it says so by its status.

        One random path is asked for, once in a run.
        """
        if origin not in self._absent:
            answer = self._walk(Request(origin + random_path()), ask.plain)
            if answer.status in TEMPORARY | {Status.STOPPED}:
                return None
            self._absent[origin] = learnt(answer)
        return self._absent[origin]

    def _walk(self, request: Request, ask: Ask) -> Answer:
        hops: list[Exchange] = []
        url, method, form = request.url, request.method, request.form
        seen: set[tuple[str, str]] = set()
        try:
            while True:
                self._admit(url, ask)
                self._transport.carry(url, ask.cookies)
                prepared = self._transport.prepare(
                    url, method, form, {} if hops else ask.conditions
                )
                url = prepared.url or url
                key = request_key(method, url, form_of(prepared))
                step = (key, prepared.headers.get("Cookie", ""))  # set anew, it leads on
                if step in seen or len(hops) > self._settings.redirects:
                    raise FetchError(Status.REDIRECT_LOOP, url)  # noqa: TRY301  (one way out)
                seen.add(step)
                rules = self._allowed(url, ask)
                exchange = self._memory.recall(key)
                if exchange is None:
                    pause = max(ask.pause, rules.delay)
                    exchange = self._transport.exchange(prepared, ask.limit, pause, tls=ask.tls)
                hops.append(exchange)
                led_to = target(exchange)
                if led_to is None:
                    return self._ended(url, hops, ask)
                self._same_portal(request.url, url, led_to, ask)
                if exchange.http_status not in {307, 308}:
                    method, form = "GET", ()
                url = led_to
        except FetchError as error:
            wait = error.wait if error.wait is not None else self._rest(hops)
            shuts = isinstance(error, _NoRobots)
            return Answer(_named(error, hops), url, tuple(hops), error.note, wait, shuts)

    def _ended(self, url: str, hops: list[Exchange], ask: Ask) -> Answer:
        conditional = bool(ask.conditions or hops[-1].location)
        return ended(url, hops, conditional=conditional, longest_rest=self._settings.longest_rest)

    def _rest(self, hops: list[Exchange]) -> float | None:
        return rest(hops[-1], self._settings.longest_rest) if hops else None

    def _same_portal(self, asked: str, at: str, led_to: str, ask: Ask) -> None:
        """Refuse a redirect off the portal, and one from elsewhere to a private address of ours."""
        follows = ask.follows or (lambda url: host_of(url) == host_of(asked))
        try:
            private = self._guard.is_own(host_of(led_to), port_of(led_to))
        except ValueError as error:
            raise FetchError(Status.REDIRECT_REFUSED, f"{led_to}: {error}") from error
        if not follows(led_to) or (private and origin_of(at) != ask.home):
            raise FetchError(Status.REDIRECT_REFUSED, led_to)

    def _admit(self, url: str, ask: Ask) -> None:
        """Refuse what is no address of the web, or an address of ours that is not the asked one."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, port_of(url)
        except ValueError as error:
            raise FetchError(Status.ADDRESS_REFUSED, f"{url}: {error}") from error
        if parts.scheme not in {"http", "https"} or not host:
            raise FetchError(Status.ADDRESS_REFUSED, f"{url}: not an address of the web")
        if self._guard.is_own(host, port):
            if origin_of(url) != ask.home:
                raise FetchError(Status.ADDRESS_REFUSED, f"{url}: a private address")
        elif port not in self._settings.ports and origin_of(url) != ask.home:
            raise FetchError(Status.ADDRESS_REFUSED, f"{url}: port {port}")

    def _allowed(self, url: str, ask: Ask) -> robots.Rules:
        """Give the host's rules; raise FetchError where they forbid, or cannot be had."""
        origin = origin_of(url)
        known = self._rules.get(origin)
        if known is None or time.monotonic() - known.since > _ROBOTS_FRESH:
            exchange = self._memory.robots(origin)
            if exchange is None:
                exchange = self._ask_robots(origin, ask)
                self._memory.keep_robots(origin, exchange)
            rules = robots.rules(exchange.http_status, exchange.payload)
            known = self._rules[origin] = _Known(rules)
        if not known.rules.allows(url):
            raise FetchError(Status.ROBOTS, url)
        if known.rules.delay > max(self._settings.longest_wait, ask.pause):
            asked = f"robots.txt asks for {known.rules.delay:g} s between two requests"
            raise FetchError(Status.ROBOTS, asked)
        return known.rules

    def _ask_robots(self, origin: str, ask: Ask) -> Exchange:
        """Give the host's robots.txt, behind at most as many redirects as any page."""
        url = f"{origin}/robots.txt"
        hops: list[Exchange] = []
        try:
            while len(hops) <= self._settings.redirects:
                self._admit(url, ask)
                prepared = self._transport.prepare(url)
                exchange = self._memory.recall(request_key("GET", prepared.url or url, b""))
                if exchange is None:
                    exchange = self._transport.exchange(
                        prepared, robots.MAX_BYTES, ask.pause, clip=True, tls=ask.tls
                    )
                hops.append(exchange)
                self._has_rules(exchange)
                led_to = target(exchange)
                if led_to is None:
                    break
                url = led_to
        except FetchError as error:
            status = _named(error, hops)
            raise _NoRobots(status, f"robots.txt: {error.note}", error.wait) from error
        return hops[-1]

    def _has_rules(self, exchange: Exchange) -> None:
        code = exchange.http_status
        if code == HTTPStatus.TOO_MANY_REQUESTS or code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            busy = code == HTTPStatus.TOO_MANY_REQUESTS
            wait = rest(exchange, self._settings.longest_rest)
            status = Status.RATE_LIMITED if busy or wait is not None else Status.SERVER_ERROR
            raise FetchError(status, f"HTTP {code}", wait)


class _NoRobots(FetchError):  # noqa: N818  (it says what happened)
    """A host's robots.txt cannot be had: the host is left alone."""


def _named(error: FetchError, hops: list[Exchange]) -> Status:
    """Give the fault's name; a refused address behind a redirect is a refused redirect."""
    refused = error.status is Status.ADDRESS_REFUSED and bool(hops)
    return Status.REDIRECT_REFUSED if refused else error.status
