"""Connections to public addresses only, checked on the address that is connected."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scrapers.desk import away
from scrapers.status import FetchError, Status
from scrapers.watch import Watch

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Collection, Iterator

type_of_address = ipaddress.IPv4Address | ipaddress.IPv6Address
_FRESH = 600.0  # seconds for which a name is looked up once
_ADDRESSES = 4  # of one name, tried one after the other
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


@dataclass(frozen=True, slots=True)
class _Found:
    """What a name resolves to: family and socket address, the first one tried first."""

    addresses: tuple[tuple[int, tuple[Any, ...]], ...]
    since: float


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
        self._found: dict[str, _Found] = {}

    def is_own(self, host: str, port: int) -> bool:
        """Tell whether a host and port may lie on a private address."""
        return (host, port) in self._origins

    def place(self, host: str) -> str:
        """Give what names the machine behind a host: the address that is connected first.

        Many portals of a province sit on one address and take turns there. A name that does not
        resolve stands for itself; asking it will tell.
        """
        try:
            return str(self._addresses(host)[0][1][0])
        except FetchError:
            return host

    @contextmanager
    def deadline(self, seconds: float) -> Iterator[Watch]:
        """Bound everything that this thread does on the network inside the `with`."""
        watch = Watch(seconds)
        self._local.watch = watch
        self._local.tls = ""
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

    def note_tls(self, sock: ssl.SSLSocket) -> None:
        """Keep how this thread's connection is encrypted."""
        cipher = sock.cipher()
        self._local.tls = f"{sock.version()} {cipher[0] if cipher else ''}".strip()

    @property
    def tls(self) -> str:
        """How this thread's last exchange was encrypted: protocol and cipher; empty for http."""
        return getattr(self._local, "tls", "")

    def connect(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """Connect to the first checked address that answers; raise FetchError where none does.

        All of a name's addresses must be public, whichever answers: one that is not is no accident.
        """
        found = self._addresses(host)
        if not self.is_own(host, port):
            for _, address in found:
                if not is_public(address[0]):
                    raise FetchError(Status.ADDRESS_REFUSED, f"{host} is {address[0]}")
        problem: OSError | None = None
        for family, address in found[:_ADDRESSES]:
            sock = socket.socket(family, socket.SOCK_STREAM)
            try:
                sock.settimeout(self._patience(timeout))
                with away():
                    sock.connect((address[0], address[1] or port, *address[2:]))
                sock.settimeout(timeout)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return self.watched(sock)
            except OSError as error:
                sock.close()
                problem = error
        self._found.pop(host, None)  # moved, perhaps: the next attempt looks it up anew
        raise FetchError(Status.CONNECT, f"{host}:{port}: {problem}")

    def _addresses(self, host: str) -> tuple[tuple[int, tuple[Any, ...]], ...]:
        """Look a name up, once in ten minutes: who is checked is who is connected.

        The lowest address of the first one's family comes first, so that names that share a
        machine are seen to do so in whatever order a resolver deals its addresses.
        """
        known = self._found.get(host)
        if known is None or time.monotonic() - known.since > _FRESH:
            try:
                with away():
                    answers = self._resolve(host, None, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError) as error:
                raise FetchError(Status.DNS, f"{host}: {error}") from error
            found = list(dict.fromkeys((family, to) for family, _, _, _, to in answers))
            if not found:
                raise FetchError(Status.DNS, f"{host}: no address")
            first = found[0][0]
            found.sort(key=lambda one: (one[0] != first, one[1][0]))
            known = self._found[host] = _Found(tuple(found), time.monotonic())
        return known.addresses

    def _patience(self, timeout: float | None) -> float | None:
        watch: Watch | None = getattr(self._local, "watch", None)
        if watch is None:
            return timeout
        left = max(0.001, watch.ends - time.monotonic())
        return left if timeout is None else min(timeout, left)
