"""How an address is asked for, and how that can end."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapers.gates import gate
from scrapers.politeness import retry_after
from scrapers.status import FetchError, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapers.exchange import Exchange
    from scrapers.tls import Tls

_BY_CODE = {
    206: Status.TRUNCATED,  # nobody asked for a part
    304: Status.NOT_MODIFIED,
    401: Status.BLOCKED_LOGIN,
    403: Status.BLOCKED,
    404: Status.NOT_FOUND,
    408: Status.SERVER_ERROR,
    410: Status.GONE,
    429: Status.RATE_LIMITED,
    451: Status.BLOCKED,
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GATED = frozenset({Status.OK, Status.BLOCKED, Status.BLOCKED_LOGIN, Status.SERVER_ERROR})


@dataclass(frozen=True, slots=True)
class Answer:
    """How asking for an address ended, with every exchange that led there.

    `url` is the last address asked. `wait` is what the portal asked us to wait, in seconds.
    `shuts` says that the host as a whole is not to be asked: its robots.txt cannot be had.
    """

    status: Status
    url: str
    hops: tuple[Exchange, ...] = ()
    note: str = ""
    wait: float | None = None
    shuts: bool = False

    @property
    def last(self) -> Exchange | None:
        """Give the last exchange, None where there was none."""
        return self.hops[-1] if self.hops else None


@dataclass(frozen=True, slots=True)
class Ask:
    """How to ask for an address: manners, limits, and which redirects lead to what we asked for.

    `etag` and `last_modified` are of the answer that we have, whose payload has this `digest`
    (SHA-256). `home` is the one origin that may lie on a private address (with `--at` and in the
    demo).
    """

    limit: int
    pause: float = 0.0
    home: str = ""
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    follows: Callable[[str], bool] | None = None  # None: redirects within the host only
    retries: int | None = None  # None: as many as the settings say
    tls: Tls | None = None  # what the site excepts for its hosts
    cookies: tuple[str, ...] = ()  # NAME=VALUE, that its declaration sends

    @property
    def conditions(self) -> dict[str, str]:
        """Give the headers by which an answer that we know need not be sent again."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return {name: value for name, value in pairs if value}

    @property
    def plain(self) -> Ask:
        """Give the same without conditions."""
        return replace(self, etag=None, last_modified=None)


def ended(url: str, hops: list[Exchange], *, conditional: bool, longest_rest: float) -> Answer:
    """Give how asking ended at an answer that leads no further."""
    last = hops[-1]
    code = last.http_status
    wait = rest(last, longest_rest)
    status = _status(code, waits=wait is not None)
    if status is Status.NOT_MODIFIED and not conditional:
        status = Status.SERVER_ERROR
    note = "" if status is Status.OK else f"HTTP {code}"
    if status in _GATED and (found := gate(last)) is not None:
        status, mark = found
        note = f"{note} {mark}".strip()
    return Answer(status, url, tuple(hops), note, wait)


def _status(code: int, *, waits: bool) -> Status:
    if code in _BY_CODE:
        return _BY_CODE[code]
    if HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES:
        return Status.OK
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Status.RATE_LIMITED if waits else Status.SERVER_ERROR
    if code < HTTPStatus.OK:
        return Status.BAD_ANSWER  # to what nobody asked
    if code < HTTPStatus.BAD_REQUEST:
        return Status.REDIRECT_REFUSED  # it leads nowhere
    return Status.REFUSED


def rest(exchange: Exchange, longest: float) -> float | None:
    """Give the seconds for which an answer asks us to wait, never more than `longest`."""
    wait = retry_after(exchange.header("Retry-After"))
    return None if wait is None else min(wait, longest)


def target(exchange: Exchange) -> str | None:
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


@lru_cache(maxsize=128)
def port_of(url: str) -> int:
    """Give the port of an address; raise ValueError where it is no number."""
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme == "https" else 80)


@lru_cache(maxsize=128)
def origin_of(url: str) -> str:
    """Give scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
