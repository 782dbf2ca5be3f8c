"""HTTP: polite, bounded and guarded; every way it can end has a name."""

from __future__ import annotations

import random
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit

from scrapers import robots
from scrapers.exchange import Exchange, request_key
from scrapers.guard import Guard
from scrapers.politeness import Turns, retry_after
from scrapers.status import TEMPORARY, FetchError, Status
from scrapers.transport import Transport, form_of, host_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapers.page import Request
    from scrapers.settings import Settings

_BY_CODE = {
    304: Status.NOT_MODIFIED,
    401: Status.BLOCKED,
    403: Status.BLOCKED,
    408: Status.SERVER_ERROR,
    410: Status.GONE,
    429: Status.RATE_LIMITED,
    451: Status.BLOCKED,
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ROBOTS_FRESH = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """How asking for an address ended, with every exchange that led there.

    `url` is the last address asked. `wait` is what the portal asked us to wait, in seconds.
    """

    status: Status
    url: str
    hops: tuple[Exchange, ...] = ()
    note: str = ""
    wait: float | None = None

    @property
    def last(self) -> Exchange | None:
        """Give the last exchange, None where there was none."""
        return self.hops[-1] if self.hops else None


@dataclass(frozen=True, slots=True)
class Ask:
    """How to ask for an address: manners, limits, and which redirects lead to what we asked for.

    `home` is the one origin that may lie on a private address (with `--at` and in the demo).
    """

    limit: int
    pause: float = 0.0
    home: str = ""
    etag: str | None = None
    last_modified: str | None = None
    follows: Callable[[str], bool] | None = None  # None: redirects within the host only
    retries: int | None = None  # None: as many as the settings say


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
        self._transport = Transport(settings, self._guard, Turns(stop or threading.Event()))
        self._rules: dict[str, _Known] = {}

    def close(self) -> None:
        """Close every connection."""
        self._transport.close()

    def fetch(self, request: Request, ask: Ask) -> Answer:
        """Give how asking ended; asks again, ever later, while the fault may be passing."""
        retries = self._settings.retries if ask.retries is None else ask.retries
        for attempt in range(retries + 1):
            answer = self._walk(request, ask)
            if answer.status not in TEMPORARY or attempt == retries:
                break
            wait = self._settings.backoff * 2**attempt
            wait *= 1 + random.random() / 4  # noqa: S311  (spreads retries, hides nothing)
            wait = max(wait, answer.wait or 0.0)
            if wait > self._settings.longest_wait:
                break
            self._transport.hold(answer.url, wait)
        return answer

    def _walk(self, request: Request, ask: Ask) -> Answer:
        hops: list[Exchange] = []
        url, method, form = request.url, request.method, request.form
        seen: set[str] = set()
        try:
            while True:
                self._admit(url, ask)
                prepared = self._transport.prepare(
                    url, method, form, {} if hops else _conditions(ask)
                )
                url = prepared.url or url
                key = request_key(method, url, form_of(prepared))
                if key in seen or len(hops) > self._settings.redirects:
                    raise FetchError(Status.REDIRECT_LOOP, url)  # noqa: TRY301  (one way out)
                seen.add(key)
                rules = self._allowed(url, ask)
                exchange = self._memory.recall(key)
                if exchange is None:
                    pause = max(ask.pause, rules.delay)
                    exchange = self._transport.exchange(prepared, ask.limit, pause)
                hops.append(exchange)
                target = _target(exchange)
                if target is None:
                    return _ended(
                        url, hops, conditional=bool(_conditions(ask) or exchange.location)
                    )
                _same_portal(request.url, target, ask)
                if exchange.http_status not in {307, 308}:
                    method, form = "GET", ()
                url = target
        except FetchError as error:
            return Answer(_named(error, hops), url, tuple(hops), error.note, _wait(hops))

    def _admit(self, url: str, ask: Ask) -> None:
        """Refuse what is no address of the web, or an address of ours that is not the asked one."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, _port(url)
        except ValueError as error:
            raise FetchError(Status.ADDRESS_REFUSED, f"{url}: {error}") from error
        if parts.scheme not in {"http", "https"} or not host:
            raise FetchError(Status.ADDRESS_REFUSED, f"{url}: not an address of the web")
        if self._guard.is_own(host, port):
            if _origin(url) != ask.home:
                raise FetchError(Status.ADDRESS_REFUSED, f"{url}: a private address")
        elif port not in self._settings.ports and _origin(url) != ask.home:
            raise FetchError(Status.ADDRESS_REFUSED, f"{url}: port {port}")

    def _allowed(self, url: str, ask: Ask) -> robots.Rules:
        """Give the host's rules; raise FetchError where they forbid, or cannot be had."""
        origin = _origin(url)
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
        return known.rules

    def _ask_robots(self, origin: str, ask: Ask) -> Exchange:
        """Give the host's robots.txt, behind at most as many redirects as any page."""
        url = f"{origin}/robots.txt"
        hops: list[Exchange] = []
        while len(hops) <= self._settings.redirects:
            try:
                self._admit(url, ask)
                prepared = self._transport.prepare(url)
                exchange = self._memory.recall(request_key("GET", prepared.url or url, b""))
                if exchange is None:
                    exchange = self._transport.exchange(
                        prepared, robots.MAX_BYTES, ask.pause, clip=True
                    )
            except FetchError as error:
                raise FetchError(_named(error, hops), f"robots.txt: {error.note}") from error
            hops.append(exchange)
            code = hops[-1].http_status
            if code == HTTPStatus.TOO_MANY_REQUESTS or code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise FetchError(_BY_CODE.get(code, Status.SERVER_ERROR), f"robots.txt: {code}")
            target = _target(hops[-1])
            if target is None:
                break
            url = target
        return hops[-1]


def _conditions(ask: Ask) -> dict[str, str]:
    pairs = (("If-None-Match", ask.etag), ("If-Modified-Since", ask.last_modified))
    return {name: value for name, value in pairs if value}


def _ended(url: str, hops: list[Exchange], *, conditional: bool) -> Answer:
    last = hops[-1]
    code = last.http_status
    wait = _wait(hops)
    if HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES:
        status = Status.OK
    elif code in _BY_CODE:
        status = _BY_CODE[code]
    elif code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        status = Status.SERVER_ERROR if wait is None else Status.RATE_LIMITED
    else:
        status = Status.NOT_FOUND
    if status is Status.NOT_MODIFIED and not conditional:
        status = Status.SERVER_ERROR
    return Answer(status, url, tuple(hops), "" if status is Status.OK else f"HTTP {code}", wait)


def _named(error: FetchError, hops: list[Exchange]) -> Status:
    """Give the fault's name; a refused address behind a redirect is a refused redirect."""
    refused = error.status is Status.ADDRESS_REFUSED and bool(hops)
    return Status.REDIRECT_REFUSED if refused else error.status


def _wait(hops: list[Exchange]) -> float | None:
    return retry_after(hops[-1].header("Retry-After")) if hops else None


def _target(exchange: Exchange) -> str | None:
    """Give where a redirect leads, without fragment; None where the answer is none."""
    location = exchange.header("Location")
    if exchange.http_status not in _REDIRECTS or not location:
        return None
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")  # raw Vietnamese in a header
    try:
        return urljoin(exchange.url, location.strip()).partition("#")[0]
    except ValueError as error:
        raise FetchError(Status.REDIRECT_REFUSED, f"{location}: {error}") from error


def _same_portal(asked: str, target: str, ask: Ask) -> None:
    follows = ask.follows or (lambda url: host_of(url) == host_of(asked))
    if not follows(target):
        raise FetchError(Status.REDIRECT_REFUSED, target)


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
