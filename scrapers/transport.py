"""One exchange with one host: in its turn, within its deadline, every fault by its name."""

from __future__ import annotations

import http.client
import re
import time
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers.archive import own_version
from scrapers.asked import port_of
from scrapers.body import Body, receive
from scrapers.chains import Chains
from scrapers.exchange import Exchange, Headers, now
from scrapers.robots import AGENT
from scrapers.settings import ConfigError
from scrapers.spared import requests, urllib3
from scrapers.status import FetchError, Status
from scrapers.tls import causes, context, lacks_issuer, tls_status
from scrapers.wire import GuardedAdapter, Session

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator, Mapping

    from scrapers.guard import Guard
    from scrapers.politeness import Turns
    from scrapers.settings import Settings
    from scrapers.tls import Tls
    from scrapers.watch import Watch

# Of such an address nothing is escaped, taken out or put in small letters.
_READY = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]*(?::[1-9]\d*)?/(?![/.])"
    r"(?:[\w!$&'()*+,;=:@~-]|[/?](?![/.])|\.)*(?<!\?)",
    re.ASCII,
)


class Transport:
    """The one session: asks once, gives the complete answer, or raises FetchError."""

    def __init__(self, settings: Settings, guard: Guard, turns: Turns) -> None:
        self._settings = settings
        self._guard = guard
        self._turns = turns
        self._chains = Chains(settings, guard, turns, self._plainly)
        self._session = Session(self._adapter)
        self._session.headers.clear()
        self._session.headers.update(_headers(settings.contact))
        self._plain = requests.PreparedRequest()
        try:
            self._plain.prepare_headers(self._session.headers)
        except requests.exceptions.InvalidHeader as error:
            raise ConfigError(f"vanban.toml: contact = {settings.contact!r}: {error}") from error

    def _adapter(self, rules: Tls | None) -> GuardedAdapter:
        made = cache(partial(context, rules, self._settings.roots))

        def spoken(host: str, port: int) -> ssl.SSLContext:
            between = self._chains.of(host, port)
            return made(between) if between else made()

        if rules is not None or self._settings.roots:  # else with the first https: it takes 2 MB
            try:
                made()
            except OSError as error:  # a file of roots that is none
                named = f"vanban.toml: roots = {self._settings.roots!r}"
                raise ConfigError(f"{named}: {error}") from error
        return GuardedAdapter(self._guard, self._settings.hosts_at_once, spoken)

    def close(self) -> None:
        """Close every connection."""
        self._session.close()

    def hold(self, url: str, seconds: float) -> None:
        """Leave the machine behind an address alone for so long from now."""
        self._turns.hold(self._guard.place(host_of(url)), seconds)

    def carry(self, url: str, cookies: tuple[str, ...]) -> None:
        """Send these cookies to the host of an address from now on."""
        jar, host = self._session.cookies, host_of(url)
        for one in cookies:
            name, _, value = one.partition("=")
            if jar.get(name, domain=host) is None:
                jar.set(name, value, domain=host, path="/")

    def prepare(
        self,
        url: str,
        method: str = "GET",
        form: tuple[tuple[str, str], ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> requests.PreparedRequest:
        """Give the request as it will be sent, with the cookies that the host has set."""
        if method == "GET" and not form and not headers and _READY.fullmatch(url):
            return self._ready(url)
        draft = requests.Request(method, url, headers=headers, data=list(form) or None)
        try:
            return self._session.prepare_request(draft)
        except (requests.RequestException, ValueError) as error:
            raise FetchError(Status.ADDRESS_REFUSED, f"{url}: {error}") from error

    def _ready(self, url: str) -> requests.PreparedRequest:
        """Give what requests would make of an address that it leaves as it is: most are such."""
        prepared = requests.PreparedRequest()
        prepared.method, prepared.url = "GET", url
        prepared.headers = self._plain.headers  # nobody changes them
        if len(self._session.cookies):
            prepared.headers = self._plain.headers.copy()
            prepared.prepare_cookies(self._session.cookies)
        return prepared

    def exchange(
        self,
        prepared: requests.PreparedRequest,
        limit: int,
        pause: float,
        *,
        clip: bool = False,
        tls: Tls | None = None,
    ) -> Exchange:
        """Ask once; give the complete answer or raise FetchError.

        Where a certificate lacks its issuer's, that is looked up and verified with, once in a run.
        """
        try:
            return self._exchange(prepared, limit, pause, clip=clip, tls=tls)
        except FetchError as error:
            if not lacks_issuer(error):
                raise
            url = prepared.url or ""
            try:
                self._chains.complete(host_of(url), port_of(url), pause, tls)
            except FetchError as why:
                if why.status is Status.STOPPED:
                    raise
                told = "; ".join(filter(None, (error.note, why.note)))
                raise FetchError(error.status, told) from error
        return self._exchange(prepared, limit, pause, clip=clip, tls=tls)

    def _plainly(self, url: str, limit: int) -> Exchange:
        return self._exchange(self.prepare(url), limit, self._settings.delay)

    def _exchange(
        self,
        prepared: requests.PreparedRequest,
        limit: int,
        pause: float,
        *,
        clip: bool = False,
        tls: Tls | None = None,
    ) -> Exchange:
        url = prepared.url or ""
        patience = (self._settings.connect_timeout, self._settings.read_timeout)
        place = self._guard.place(host_of(url))
        with (
            self._turns.turn(place, pause),
            self._guard.deadline(self._settings.deadline) as watch,
            self._session.speaking(tls),
        ):
            at, asked = now(), time.monotonic()
            with _named(watch, Status.TIMEOUT, Status.CONNECT):
                response = self._session.send(prepared, stream=True, timeout=patience)
            self._turns.took(place, time.monotonic() - asked)
            state = self._encrypted(url, tls) if self._guard.tls else ""
            with response, _named(watch, Status.SLOW, Status.TRUNCATED):
                encoding = response.headers.get("Content-Encoding", "")
                body = receive(
                    response.raw, encoding, limit, self._settings,
                    clip=clip, stop=self._turns.stop,
                )  # fmt: skip
                _as_announced(response)
        return Exchange(
            url=url,
            method=prepared.method or "GET",
            sent=tuple((str(k), str(v)) for k, v in prepared.headers.items()),
            form=form_of(prepared),
            http_status=response.status_code,
            reason=response.reason or "",
            headers=_described(response, body),
            wire=body.wire,
            payload=body.payload,
            at=at,
            tls=state,
        )

    def _encrypted(self, url: str, rules: Tls | None) -> str:
        """Give how an answer was encrypted, what was excepted for its host, and what it lacked."""
        excepted = rules.exceptions() if rules is not None else ""
        helped = self._chains.of(host_of(url), port_of(url))
        told = (f"excepted: {excepted}" if excepted else "",
                "looked up: intermediates" if helped else "")  # fmt: skip
        return "; ".join(filter(None, (self._guard.tls, *told)))


def _as_announced(response: requests.Response) -> None:
    """Raise FetchError overlong where bytes came behind the announced end."""
    if getattr(getattr(response.raw, "_original_response", None), "overlong", False):
        announced = response.headers.get("Content-Length", "")
        raise FetchError(Status.OVERLONG, f"more than the {announced} bytes announced")


@contextmanager
def _named(watch: Watch, late: Status, broken: Status) -> Iterator[None]:
    """Give every fault of the network its name; what broke when time was over was late."""
    try:
        yield
        if watch.expired:  # the end that we made ourselves looks like the end of the answer
            raise FetchError(late, "deadline")  # noqa: TRY301  (named below like all the others)
    except FetchError as error:
        if watch.expired:
            raise FetchError(late, "deadline") from error
        raise
    except (requests.exceptions.SSLError, urllib3.exceptions.SSLError) as error:
        raise FetchError(late if watch.expired else tls_status(error), _said(error)) from error
    except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
        raise FetchError(Status.TIMEOUT, "no byte in time") from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
        raise FetchError(late if watch.expired else _broken(error, broken), _said(error)) from error


def _broken(error: Exception, otherwise: Status) -> Status:
    """Give the name of how a connection broke; `otherwise` in the middle of a body."""
    if otherwise is Status.TRUNCATED:
        return otherwise
    for one in causes(error):
        if isinstance(one, http.client.RemoteDisconnected):
            return Status.EMPTY_REPLY
        if isinstance(one, (ConnectionResetError, BrokenPipeError)):
            return Status.RESET
        if isinstance(one, (http.client.HTTPException, urllib3.exceptions.InvalidHeader)):
            return Status.BAD_ANSWER
    return otherwise


def _said(error: Exception) -> str:
    """Give what the innermost error says: the outer ones repeat it in their own words."""
    *_, last = causes(error)
    return str(last) or type(last).__name__


def _described(response: requests.Response, body: Body) -> Headers:
    """Give the answer's headers, without the packing of a body that was clipped unpacked."""
    pairs = tuple(response.raw.headers.items())
    return tuple(p for p in pairs if not body.clipped or p[0].lower() != "content-encoding")


def _headers(contact: str) -> dict[str, str]:
    headers = {
        "User-Agent": f"{AGENT}/{own_version()} (+{contact})",
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language": "vi,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }
    if "@" in contact:
        headers["From"] = contact.removeprefix("mailto:")
    return headers


@lru_cache(maxsize=128)
def host_of(url: str) -> str:
    """Give the host of an address, lower case; empty where there is none."""
    return (urlsplit(url).hostname or "").lower()


def form_of(prepared: requests.PreparedRequest) -> bytes:
    """Give the form that a request sends, encoded."""
    body = prepared.body or b""
    return body.encode() if isinstance(body, str) else bytes(body)
