"""Connections to public addresses only, checked on the address that is connected."""

from __future__ import annotations

import ipaddress
import os
import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from scrapers.status import FetchError, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

type_of_address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Tell whether an IP address, and any IPv4 address inside it, is on the open internet.

    >>> is_public("203.162.4.190"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in (ip, *_inside(ip)))


def _inside(ip: type_of_address) -> Iterator[type_of_address]:
    """Give the IPv4 addresses that an IPv6 address leads to: mapped, 6to4, Teredo, NAT64."""
    if isinstance(ip, ipaddress.IPv4Address):
        return
    for ipv4 in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())):
        if ipv4 is not None:
            yield ipv4
    if ip in _NAT64:
        yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)


class Watch:
    """Ends the exchange of one thread when its time is over, in whatever phase it hangs."""

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def attach(self, sock: socket.socket) -> None:
        """Watch a connection; a copy of its descriptor outlives the TLS wrapping."""
        with self._lock:
            self._sockets.append(socket.socket(fileno=os.dup(sock.fileno())))
        if self.expired:
            self._expire()

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            for sock in self._sockets:
                with suppress(OSError):  # already closed by the other side
                    sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop watching."""
        self._timer.cancel()
        with self._lock:
            for sock in self._sockets:
                sock.close()
            self._sockets.clear()


class Guard:
    """Resolves a name once, refuses non-public addresses, and connects to what it checked.

    `origins` are the (host, port) pairs that may lie on a private address: what `--at` named, and
    the demo's own servers. `resolve` stands in for socket.getaddrinfo in tests.
    """

    def __init__(
        self,
        origins: Collection[tuple[str, int]] = (),
        resolve: Callable[..., list[Any]] = socket.getaddrinfo,
    ) -> None:
        self._origins = frozenset(origins)
        self._resolve = resolve
        self._local = threading.local()
        self._places: dict[str, str] = {}

    def is_own(self, host: str, port: int) -> bool:
        """Tell whether a host and port may lie on a private address."""
        return (host, port) in self._origins

    def place(self, host: str) -> str:
        """Give what names the machine behind a host: its first address, once it was looked up.

        Many portals of a province sit on one address and take turns there. A name that does not
        resolve stands for itself; asking it will tell.
        """
        if host not in self._places:
            try:
                found = self._resolve(host, None, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError):
                return host
            self._places[host] = min(str(address[0]) for *_, address in found)
        return self._places[host]

    @contextmanager
    def deadline(self, seconds: float) -> Iterator[Watch]:
        """Bound everything that this thread does on the network inside the `with`."""
        watch = Watch(seconds)
        self._local.watch = watch
        try:
            yield watch
        finally:
            self._local.watch = None
            watch.close()

    def watched(self, sock: socket.socket) -> socket.socket:
        """Give the socket back, under this thread's watch if there is one."""
        if watch := getattr(self._local, "watch", None):
            watch.attach(sock)
        return sock

    def connect(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """Connect to the first checked address that answers; raise FetchError where none does."""
        try:
            found = self._resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise FetchError(Status.DNS, f"{host}: {error}") from error
        addresses = [(family, address) for family, _, _, _, address in found]
        if not self.is_own(host, port):
            for _, address in addresses:
                if not is_public(address[0]):
                    raise FetchError(Status.ADDRESS_REFUSED, f"{host} is {address[0]}")
        problem: OSError | None = None
        for family, address in addresses:
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(timeout)
                sock.connect(address)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return self.watched(sock)
            except OSError as error:
                sock.close()
                problem = error
        raise FetchError(Status.CONNECT, f"{host}:{port}: {problem}")


class GuardedAdapter(HTTPAdapter):
    """The transport of our one session: every connection goes through the guard."""

    def __init__(self, guard: Guard, hosts: int) -> None:
        self._guard = guard
        super().__init__(pool_connections=4 * hosts, pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (the signature of requests)
        """Make the pools, with connections of ours in them."""
        super().init_poolmanager(*args, **kwargs)
        plain, secure = _connections(self._guard)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = secure

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}


def _connections(guard: Guard) -> tuple[type[HTTPConnection], type[HTTPSConnection]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, self.port or 80, _seconds(self.timeout))

        def request(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (the signature of urllib3)
            if self.sock is not None:  # kept alive since an earlier exchange
                guard.watched(self.sock)
            super().request(*args, **kwargs)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, self.port or 443, _seconds(self.timeout))

        def request(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  (the signature of urllib3)
            if self.sock is not None:
                guard.watched(self.sock)
            super().request(*args, **kwargs)

    return Plain, Secure


def _seconds(timeout: object) -> float | None:
    return float(timeout) if isinstance(timeout, (int, float)) else None
