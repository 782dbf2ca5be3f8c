"""Connections and answers as we let urllib3 make them: guarded, watched, and finite."""

from __future__ import annotations

import http.client
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    import socket

    from scrapers.guard import Guard

_INTERIM = 8  # answers before the answer: 100 Continue, 103 Early Hints


class Reply(http.client.HTTPResponse):
    """An answer with few interim ones before it, that knows whether more came than it announced."""

    overlong = False
    _method: str  # http.client's; typeshed leaves it out

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
            self.overlong = bool(_waiting(self.fp).strip())
        super()._close_conn()  # type: ignore[misc]  # typeshed leaves it out


def _waiting(stream: Any) -> bytes:  # noqa: ANN401  (what socket.makefile gives)
    sock = getattr(getattr(stream, "raw", None), "_sock", None)
    if sock is None:
        return b""
    patience = sock.gettimeout()
    try:
        sock.settimeout(0)
        return bytes(stream.peek(1) or b"")
    except (OSError, ValueError):  # nothing there, or no connection any more
        return b""
    finally:
        with suppress(OSError):
            sock.settimeout(patience)


class GuardedAdapter(HTTPAdapter):
    """The transport of our one session: every connection goes through the guard."""

    def __init__(self, guard: Guard, hosts: int, context: ssl.SSLContext) -> None:
        self._guard = guard
        self._context = context
        super().__init__(pool_connections=4 * hosts, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (the signature of requests)
        """Make the pools, with connections of ours in them."""
        super().init_poolmanager(*args, **kwargs, ssl_context=self._context)
        plain, secure = _connections(self._guard)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ANN401  (the signature of requests)
        """Leave verification to our context; requests would load its own roots anew each time."""
        del url, verify, cert
        conn.cert_reqs = "CERT_REQUIRED"


def _connections(guard: Guard) -> tuple[type[HTTPConnection], type[HTTPSConnection]]:
    class Plain(HTTPConnection):
        response_class = Reply

        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, self.port or 80, _seconds(self.timeout))

        def request(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (the signature of urllib3)
            if self.sock is not None:  # kept alive since an earlier exchange
                guard.watched(self.sock)
            super().request(*args, **kwargs)

    class Secure(HTTPSConnection):
        response_class = Reply

        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, self.port or 443, _seconds(self.timeout))

        def request(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (the signature of urllib3)
            if self.sock is not None:
                guard.watched(self.sock)
            super().request(*args, **kwargs)
            if isinstance(self.sock, ssl.SSLSocket):
                guard.note_tls(self.sock)

    return Plain, Secure


def _seconds(timeout: object) -> float | None:
    return float(timeout) if isinstance(timeout, (int, float)) else None
