"""Connections and answers as we let urllib3 make them: guarded, watched, and finite."""

from __future__ import annotations

import http.client
import io
import select
import ssl
import threading
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapers.desk import away
from scrapers.spared import (
    CaseInsensitiveDict,
    HTTPAdapter,
    HTTPConnection,
    HTTPConnectionPool,
    HTTPSConnection,
    HTTPSConnectionPool,
    requests,
)

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    from scrapers.guard import Guard
    from scrapers.tls import Tls

_INTERIM = 8  # answers before the answer: 100 Continue, 103 Early Hints


class Reply(http.client.HTTPResponse):
    """An answer with few interim ones before it, that knows whether more came than it announced."""

    overlong = False
    _method: str  # http.client's; typeshed leaves it out

    def __init__(self, sock: socket.socket, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (http.client's)
        super().__init__(sock, *args, **kwargs)
        self._incoming = _Incoming(self.fp.detach(), sock)
        self.fp = io.BufferedReader(self._incoming)

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_INTERIM + 1):
            version, status, reason = super()._read_status()  # type: ignore[misc]  # typeshed leaves it out
            if not 100 <= status < 200 or status == 101:
                return version, status, reason
            http.client.parse_headers(self.fp)
        raise http.client.HTTPException(f"more than {_INTERIM} interim answers")

    def _close_conn(self) -> None:
        """Look, without waiting, whether bytes lie behind the announced end."""
        if self.length == 0 and self._method != "HEAD" and self.status != 304:
            self._incoming.waits = False
            with suppress(OSError, ValueError):  # no connection any more
                self.overlong = bool(self.fp.peek(1).strip())
        super()._close_conn()  # type: ignore[misc]  # typeshed leaves it out


class _Incoming(io.RawIOBase):
    """What comes in on a connection; the desk is left to others while nothing does."""

    waits = True  # else what has not come yet is not waited for

    def __init__(self, raw: io.RawIOBase, sock: socket.socket) -> None:
        super().__init__()
        self._raw = raw
        self._sock = sock
        self._coming = select.poll()
        self._coming.register(sock, select.POLLIN)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401  (any buffer)
        if isinstance(self._sock, ssl.SSLSocket):  # what has come may be a part of a record
            return self._unpacked(buffer)
        if self._coming.poll(0):
            return self._raw.readinto(buffer)
        if not self.waits:
            return None
        with away():
            return self._raw.readinto(buffer)

    def _unpacked(self, buffer: Any) -> int | None:  # noqa: ANN401  (any buffer)
        with away():
            if self.waits:
                return self._raw.readinto(buffer)
            patience = self._sock.gettimeout()
            self._sock.settimeout(0)
            try:
                return self._raw.readinto(buffer)
            finally:
                self._sock.settimeout(patience)

    def close(self) -> None:
        self._raw.close()
        super().close()


class GuardedAdapter(HTTPAdapter):
    """The transport of our one session: every connection goes through the guard."""

    def __init__(
        self, guard: Guard, hosts: int, context: Callable[[str, int], ssl.SSLContext]
    ) -> None:
        self._guard = guard
        self._context = context
        super().__init__(pool_connections=4 * hosts, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (the signature of requests)
        """Make the pools, with connections of ours in them."""
        super().init_poolmanager(*args, **kwargs)
        plain, secure = _connections(self._guard, self._context)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    def get_connection_with_tls_context(
        self,
        request: requests.PreparedRequest,
        verify: Any,  # noqa: ANN401  (the signature of requests)
        proxies: Any = None,  # noqa: ANN401
        cert: Any = None,  # noqa: ANN401
    ) -> HTTPConnectionPool:
        """Give the host's connections: no proxy stands between, and certificates are always read.

        requests takes the address apart six times to find that out.
        """
        del verify, proxies, cert
        parts = urlsplit(str(request.url))
        pool: HTTPConnectionPool = self.poolmanager.connection_from_host(
            parts.hostname, parts.port, parts.scheme, {"cert_reqs": "CERT_REQUIRED"}
        )
        return pool

    def request_url(self, request: requests.PreparedRequest, proxies: Any) -> str:  # noqa: ANN401  (as above)
        """Give what stands in the request line."""
        del proxies
        return request.path_url

    def build_response(self, req: requests.PreparedRequest, resp: Any) -> requests.Response:  # noqa: ANN401  (as above)
        """Give the answer; its cookies are for the session's jar, and nobody asks for its text."""
        response = requests.Response()
        response.status_code, response.reason = resp.status, resp.reason
        response.headers = CaseInsensitiveDict(resp.headers)
        response.url, response.request, response.raw = str(req.url), req, resp
        response.connection = self
        return response

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ANN401  (the signature of requests)
        """Leave verification to our context; requests would load its own roots anew each time."""
        del url, verify, cert
        conn.cert_reqs = "CERT_REQUIRED"


def _connections(
    guard: Guard, context: Callable[[str, int], ssl.SSLContext]
) -> tuple[type[HTTPConnection], type[HTTPSConnection]]:
    class Plain(HTTPConnection):
        response_class = Reply

        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, self.port or 80, _seconds(self.timeout))

        def request(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (the signature of urllib3)
            if self.sock is not None:  # kept alive since an earlier exchange
                guard.watched(self.sock)
            _sent(super().request, *args, **kwargs)

    class Secure(HTTPSConnection):
        response_class = Reply

        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, self.port or 443, _seconds(self.timeout))

        def connect(self) -> None:
            self.ssl_context = context(self.host, self.port or 443)
            with away():
                super().connect()

        def request(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (the signature of urllib3)
            if self.sock is not None:
                guard.watched(self.sock)
            _sent(super().request, *args, **kwargs)
            if isinstance(self.sock, ssl.SSLSocket):
                guard.note_tls(self.sock)

    return Plain, Secure


def _sent(request: Callable[..., None], *args: Any, body: Any = None, **kwargs: Any) -> None:  # noqa: ANN401  (the signature of urllib3)
    """Send a request; a form may be long, and its host slow to take it."""
    with away() if body else nullcontext():
        request(*args, body=body, **kwargs)


def _seconds(timeout: object) -> float | None:
    return float(timeout) if isinstance(timeout, (int, float)) else None


class Session(requests.Session):
    """requests' session over our adapters, one for each set of TLS rules."""

    def __init__(self, made: Callable[[Tls | None], GuardedAdapter]) -> None:
        super().__init__()
        self.trust_env = False
        self._made = made
        self._lock = threading.Lock()
        self._by_rules: dict[Tls | None, GuardedAdapter] = {None: made(None)}
        self._local = threading.local()

    @contextmanager
    def speaking(self, rules: Tls | None) -> Iterator[None]:
        """Have this thread speak TLS by these rules inside the `with`."""
        with self._lock:
            if rules not in self._by_rules:
                self._by_rules[rules] = self._made(rules)
            self._local.adapter = self._by_rules[rules]
        try:
            yield
        finally:
            self._local.adapter = None

    def get_adapter(self, url: str) -> GuardedAdapter:  # noqa: ARG002  (the signature of requests)
        """Give the adapter by whose rules this thread speaks."""
        return getattr(self._local, "adapter", None) or self._by_rules[None]

    def close(self) -> None:
        """Close every connection."""
        super().close()
        for adapter in self._by_rules.values():
            adapter.close()

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:  # noqa: ANN401  (the signature of requests)
        """Send a request and keep the cookies of its answer; redirects are followed by the fetcher.

        requests would look for hooks besides, and read the body of a redirect unbounded.
        """
        response = self.get_adapter(str(request.url)).send(request, **kwargs)
        if "Set-Cookie" in response.headers:
            requests.cookies.extract_cookies_to_jar(self.cookies, request, response.raw)  # type: ignore[no-untyped-call]
        return response
