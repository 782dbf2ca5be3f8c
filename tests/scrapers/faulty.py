"""How a portal goes wrong: answers, one a fault, and hosts that are none."""

from __future__ import annotations

import gzip
import os
import random
import socket
import ssl
import struct
import threading
import time
import unicodedata
import warnings
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

from scrapers.guard import Guard
from scrapers.status import Status
from tests.scrapers.portal import PAGE, QUICK, Portal, code, redirect

CERTIFICATES = Path(__file__).with_name("certificates")
HELD = CERTIFICATES / "aia"  # those that name their issuer's address
SETTINGS = replace(
    QUICK,
    retries=1,
    backoff=0.02,
    connect_timeout=0.6,
    read_timeout=0.8,
    deadline=2.5,
    grace=0.4,
    min_rate=2000,
    longest_wait=1.5,
    redirects=3,
    max_page_bytes=2**21,
    max_file_bytes=2**21,
    max_ratio=100,
    hosts_at_once=48,
    roots=str(CERTIFICATES / "roots.pem"),
    failures_in_a_row=3,
)
FAULTY = "/bai/bao-cao-1"
FILE = "/tep/bc-3.pdf"
Route = Callable[..., None]
_TICK = 0.05


@dataclass(frozen=True)
class Fault:
    """What a host does wrong, in words and as a server; and what it is to be called."""

    name: str
    what: str
    status: Status
    route: Route | None = None  # for the one faulty article
    path: str = FAULTY
    prepare: Callable[[Portal], None] | None = None
    scheme: str = "http"
    tls: dict[str, object] | None = None
    within: bool = False  # one step within a limit: no fault
    public: bool = False  # on an address as if of the internet


# Answers


def article(handler, size=None):
    """The page that is due, as bytes; filled up to a size."""
    page = handler.portal.article(1).encode()
    return page if size is None else page + b"<!--" + b"x" * (size - len(page) - 7) + b"-->"


def fine(handler):
    handler.send(article(handler))


def raw(*pieces, pause=0.0, close=True):
    """Bytes as they stand, in the answer's place."""

    def answer(handler):
        for piece in pieces:
            handler.wfile.write(piece(handler) if callable(piece) else piece)
            handler.wfile.flush()
            time.sleep(pause)
        handler.close_connection = handler.close_connection or close

    return answer


def headers(handler, *more, length=None):
    size = len(article(handler)) if length is None else length
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", f"Content-Length: {size}"]
    return "\r\n".join([*lines, *more, "", ""]).encode()


def with_headers(*more, length=None):
    return raw(lambda handler: headers(handler, *more, length=length), article)


def packed(*layers, named=None, size=None):
    """The page packed in layers, and what the header says of it."""
    packers = {"gzip": gzip.compress, "deflate": zlib.compress}

    def answer(handler):
        body = article(handler, size)
        for layer in layers:
            body = packers[layer](body)
        encoding = ", ".join(layers) if named is None else named
        handler.send(body, headers={"Content-Encoding": encoding})

    return answer


def of_ratio(step):
    """A page of 1.5 MB that unpacks to just `max_ratio` of its bytes; `step` adds to them."""

    def answer(handler):
        noise = random.Random(19).randbytes(40_000).hex()  # noqa: S311  (noise that is always the same)
        start, end = article(handler)[:-14], b"</body></html>"
        total = 3 * 2**19

        def made(n):
            filling = b"<!--" + noise[:n].encode()
            return start + filling + b" " * (total - len(start) - n - 21) + b"-->" + end

        low, high = 0, len(noise)
        while low < high:
            middle = (low + high) // 2
            if len(gzip.compress(made(middle))) * SETTINGS.max_ratio >= total:
                high = middle
            else:
                low = middle + 1
        body = gzip.compress(made(low + step))
        handler.send(body, headers={"Content-Encoding": "gzip"})

    return answer


def filled(step):
    """A page that unpacks to just the limit, plus a step; packed, it is under every other limit."""

    def answer(handler):
        noise = random.Random(4).randbytes(2**16).hex().encode()  # noqa: S311  (as above)
        page = article(handler)
        room = SETTINGS.max_page_bytes + step - len(page) - 7
        body = page + b"<!--" + (noise * (room // len(noise) + 1))[:room] + b"-->"
        handler.send(gzip.compress(body), headers={"Content-Encoding": "gzip"})

    return answer


def bomb(handler):
    body = gzip.compress(b"\0" * 2**21)
    handler.send(body, headers={"Content-Encoding": "gzip"})


@cache
def twice_packed():
    return gzip.compress(gzip.compress(b"\0" * 2**27, 1))


def nested_bomb(handler):
    handler.send(twice_packed(), headers={"Content-Encoding": "gzip, gzip"})


def members(handler):
    """Thousands of gzip members, each of them small."""
    handler.send(gzip.compress(b"x" * 500) * 9000, headers={"Content-Encoding": "gzip"})


def drip(handler, *, rate, seconds):
    """The page in drops, so many bytes a second for so long, then its end."""
    body = article(handler, int(rate * seconds))
    handler.wfile.write(headers(handler, length=len(body)))
    step = max(1, int(rate * _TICK))
    for start in range(0, len(body), step):
        handler.wfile.write(body[start : start + step])
        handler.wfile.flush()
        time.sleep(_TICK)


def drip_headers(handler):
    for byte in headers(handler) * 3:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(_TICK)


def endless(piece, start=b"HTTP/1.1 200 OK\r\n"):
    """Something for ever, as fast as it is taken, for five seconds at most."""

    def answer(handler):
        handler.wfile.write(start)
        until = time.monotonic() + 5
        while time.monotonic() < until:
            handler.wfile.write(piece)

    return answer


def chunks(*bodies, end=b"0\r\n\r\n"):
    def answer(handler):
        start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        page = article(handler)
        pieces = [f"{len(page):x}\r\n".encode() + page + b"\r\n", *bodies]
        handler.wfile.write(start + b"".join(pieces) + end)
        handler.close_connection = True

    return answer


def silent(handler):
    time.sleep(1.2)
    handler.close_connection = True


def in_1258(text):
    """The bytes of a text in windows-1258, which has no letters with tones: they follow theirs."""
    letters = []
    for letter in unicodedata.normalize("NFC", text):
        base, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shape = "".join(mark for mark in marks if mark not in tones)
        letters.append(unicodedata.normalize("NFC", base + shape) + "".join(tones))
    return "".join(letters).encode("cp1258")


def hang_up(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def reset(handler):
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.rfile = handler.wfile = open(os.devnull, "rb")  # noqa: PTH123, SIM115  (closed by the server)
    handler.close_connection = True


def hops(count):
    """So many redirects before the page."""
    steps = [f"/buoc-{n}{FAULTY}" for n in range(1, count + 1)]

    def answer(handler):
        handler.portal.routes |= {here: redirect(there) for here, there in pairwise(steps)}
        handler.portal.routes[steps[-1]] = fine
        redirect(steps[0])(handler)

    return answer


def retry_after(value):
    """Busy once, with a time to wait; then well."""

    def busy(handler):
        told = value() if callable(value) else value
        handler.send(PAGE.format("Bận"), 429, headers={"Retry-After": told})

    return once(busy)


def once(bad, times=1):
    """Bad for the first askings, then the page."""

    def answer(handler):
        asked = len([path for path in handler.portal.saw() if path == handler.path])
        (bad if asked <= times else fine)(handler)

    return answer


def wants_cookie(handler):
    """As ASP.NET and Liferay see whether a browser takes cookies: the same address once more."""
    if "phien=1" in (handler.headers.get("Cookie") or ""):
        fine(handler)
    else:
        code(302, Location=FAULTY, Set_Cookie="phien=1; Path=/")(handler)


def in_seconds(seconds):
    return lambda: format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def html(text, status=200):
    return lambda handler: handler.send(PAGE.format(text), status)


COOKIE_GATE = (
    '<script>document.cookie="D1N=3a5f0c"+"; expires=Fri, 31 Dec 2099 23:59:59 GMT; path=/";'
    "window.location.reload(true);</script>"
)


# Hosts


def robots(body, status=200, kind="text/plain"):
    def prepare(portal):
        portal.routes["/robots.txt"] = lambda handler: handler.send(body, status, kind=kind)

    return prepare


def robots_route(route):
    return lambda portal: portal.routes.update({"/robots.txt": route})


def certificate(name, *, ciphers=None, oldest=None, newest=None, dh=None):
    """Speak TLS with a certificate of ours, as old servers do if need be."""

    def prepare(portal):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if ciphers:
            context.set_ciphers(ciphers)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # old is what it is to be
            if oldest:
                context.minimum_version = oldest
            if newest:
                context.maximum_version = newest
        if dh:
            context.load_dh_params(CERTIFICATES / dh)
        context.load_cert_chain(CERTIFICATES / name)
        portal.speak_tls(context)

    return prepare


def lost(handler):
    """An article's page that reads as declared, and says nothing of what was asked for."""
    page = (
        "<h1>Thông báo của cổng thông tin</h1><span class=ngay>01/01/2026</span>"
        "<div class=noidung><p>Nội dung quý vị tìm kiếm hiện chưa có trên cổng thông tin.</p></div>"
    )
    handler.send(PAGE.format(f"{page}<p>Lượt xem: {len(handler.portal.log)}</p>"))


def everywhere(portal):
    """Whatever address there is not gives a page of an article."""
    portal.elsewhere = lost
    portal.routes[FAULTY] = lost


def start_page_everywhere(portal):
    greeting = "<p>Chào mừng quý vị đến với cổng thông tin điện tử của Sở Khoa học và Công nghệ</p>"

    def start(handler):
        handler.send(portal.listing(1) + greeting)

    portal.elsewhere = portal.routes[FAULTY] = start


def failing(*numbers):
    return lambda portal: portal.routes.update({f"/bai/bao-cao-{n}": code(500) for n in numbers})


def full(portal):
    """Nobody takes the calls: the queue of those who wait is full."""
    portal.replace_by_full_queue()


def no_hello(portal):
    portal.replace_by(lambda sock: (sock.recv(1000), sock.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")))


def mute_hello(portal):
    portal.replace_by(lambda sock: (sock.recv(1000), time.sleep(1.5)))


def old_hello(portal):
    """A ServerHello of TLS 1.2 that knows nothing of secure renegotiation (RFC 5746)."""
    hello = b"\x03\x03" + bytes(32) + b"\x00" + b"\xc0\x2f" + b"\x00"
    message = b"\x02" + len(hello).to_bytes(3) + hello
    record = b"\x16\x03\x03" + len(message).to_bytes(2) + message
    portal.replace_by(lambda sock: (sock.recv(4000), sock.sendall(record), time.sleep(0.3)))


class FaultyPortal(Portal):
    """A portal of three articles, the first of them faulty; or one that is no portal at all."""

    def __init__(self, fault):
        super().__init__(3)
        self._stack = ExitStack()
        if fault.route is not None:
            self.routes[fault.path] = fault.route
        if fault.prepare is not None:
            fault.prepare(self)

    def speak_tls(self, context):
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )

    def replace_by(self, answer):
        """Take the place of the portal, and answer each connection by hand."""
        listening = self._take_port(8)

        def serve():
            while True:
                try:
                    sock, _ = listening.accept()
                except OSError:
                    return
                with sock:
                    try:
                        answer(sock)
                    except OSError:  # hung up: as is due
                        continue

        threading.Thread(target=serve, daemon=True).start()

    def vacate(self):
        """Leave the port to nobody, and keep it."""
        self._take_port(None)

    def replace_by_full_queue(self):
        self._take_port(0)
        for _ in range(3):
            waiting = self._stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex((self.host, self.port))

    def _take_port(self, backlog):
        super().close()
        listening = self._stack.enter_context(socket.socket())
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((self.host, self.port))
        if backlog is not None:
            listening.listen(backlog)
            self._stack.callback(listening.shutdown, socket.SHUT_RDWR)
        self.close = self._stack.close
        return listening

    def close(self):
        self._stack.close()
        super().close()


# Who issued the certificates


def pem(name):
    return (HELD / f"{name}.pem").read_text()


def der(name):
    return ssl.PEM_cert_to_DER_cert(pem(name))


class Issuer(Portal):
    """What lies at the addresses that our certificates name: http://ca.mau.vn/…"""

    def __init__(self):
        super().__init__(1)
        self.routes |= {
            "/tren.crt": lambda h: h.send(der("upper"), kind="application/pkix-cert"),
            "/duoi.crt": lambda h: h.send(der("lower"), kind="application/pkix-cert"),
            "/tren.pem": lambda h: h.send(pem("upper"), kind="text/plain"),
            "/ca-hai.p7c": lambda h: h.send((HELD / "both.p7c").read_bytes()),
            "/gia.crt": lambda h: h.send(der("evil")),
            "/gia-2.crt": lambda h: h.send(der("evil2")),
            "/rac.crt": lambda h: h.send("<html>Không tìm thấy chứng thư</html>"),
            "/to.crt": lambda h: h.send(der("upper") + bytes(70_000)),
            "/khong-co.crt": code(404),
        }
        self.place = {("ca.mau.vn", 80): (self.host, self.port)}


class Street(Guard):
    """Public names and ports that lead to servers of ours on loopback."""

    def __init__(self, places, own=(), resolve=socket.getaddrinfo):
        self._places = places
        self._named = resolve
        super().__init__({*own, *places.values()}, self._look_up)

    def _look_up(self, host, port, **options):
        at = next((to for (name, _), to in self._places.items() if name == host), None)
        if at is None:
            return self._named(host, port, **options)
        return socket.getaddrinfo(at[0], port, **options)

    def connect(self, host, port, timeout):
        return super().connect(*self._places.get((host, port), (host, port)), timeout)
