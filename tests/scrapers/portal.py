"""A small portal on loopback, and every fault that a portal may have."""

from __future__ import annotations

import gzip
import itertools
import os
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from scrapers.settings import Settings
from scrapers.site import Site
from scrapers.strict import made

_HOSTS = itertools.count(1)
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
GONE = "Bài viết không tồn tại hoặc đã bị gỡ bỏ"
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Sở KH&CN</title></head>"
    "<body>{}</body></html>"
)

QUICK = Settings(
    contact="quan-tri@tinhmau.gov.vn",
    delay=0,
    ease=0,
    backoff=0.02,
    retries=2,
    connect_timeout=5,
    read_timeout=5,
    deadline=10,
    grace=0.5,
    max_page_bytes=2 * 2**20,
    max_file_bytes=4 * 2**20,
)


IMPATIENT = replace(QUICK, read_timeout=0.3, deadline=0.6, grace=0.2)


@dataclass
class Seen:
    """A request as the server saw it; `end` is before the last bytes of the answer were sent."""

    path: str
    start: float
    end: float
    headers: dict[str, str]


class Portal:
    """A portal with listing, pager, articles and files; `routes` overrides any path."""

    def __init__(self, articles: int = 12, *, per_page: int = 5, host: str | None = None):
        number = next(_HOSTS)
        pid = os.getpid() % 200 + 1
        self.host = host or f"127.{pid}.{number // 250}.{number % 250 + 1}"
        self.articles, self.per_page = articles, per_page
        self.gone: set[int] = set()
        self.routes = {}
        self.elsewhere = None  # answers every address that there is not
        self.robots: bytes | None = b""
        self.log: list[Seen] = []
        self.latency = 0.0
        self.edits: dict[int, str] = {}
        self._lock = threading.Lock()
        portal = self

        class Handler(_Handler):
            pass

        Handler.portal = portal
        self._server = _Server((self.host, 0), Handler)
        self.port = self._server.server_port
        self.origin = f"http://{self.host}:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def saw(self, start: str = "") -> list[str]:
        return [seen.path for seen in self.log if seen.path.startswith(start)]

    def listing(self, page: int) -> str:
        first = self.articles - (page - 1) * self.per_page
        ids = [n for n in range(first, first - self.per_page, -1) if n > 0]
        rows = "".join(
            f"<li class=tin><a href='{self.link(n)}'>Báo cáo số {n}</a>"
            f" <span class=ngay>{n % 28 + 1:02}/{n // 28 % 12 + 1:02}/2026</span></li>"
            for n in ids
        )
        more = f"<a class=sau href='/tin?page={page + 1}'>Sau</a>" if first > self.per_page else ""
        return PAGE.format(
            f"<ul>{rows}</ul>{more}<p>{self.host}</p><p>Lượt xem: {len(self.log)}</p>"
        )

    @staticmethod
    def link(n: int) -> str:
        return f"/vi/bai/bao-cao-{n}/" if n % 7 == 0 else f"/bai/bao-cao-{n}"

    def article(self, n: int) -> str:
        files = f"<a href='/tep/bc-{n}.pdf'>Báo cáo {n}/BC-SKHCN</a>" if n % 3 == 0 else ""
        text = self.edits.get(n, "đạt 84,95%")
        day = f"{n % 28 + 1:02}/{n // 28 % 12 + 1:02}/2026"
        return PAGE.format(
            f"<h1>Báo cáo số {n}</h1><span class=ngay>{day}</span><p>{self.host}</p>"
            f"<div class=noidung><p>Chỉ số năm 2025 {text}.</p>{files}</div>"
        )


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        pass  # a client that hangs up is part of the tests


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    portal: Portal

    def log_message(self, *_):
        pass

    def do_GET(self):
        seen = Seen(self.path, time.monotonic(), float("inf"), dict(self.headers))
        self.portal.log.append(seen)
        self.sent: float | None = None
        try:
            self._answer()
        finally:
            seen.end = self.sent or time.monotonic()

    do_POST = do_GET  # noqa: N815  (http.server's name)

    def _answer(self):
        portal = self.portal
        if portal.latency:
            time.sleep(portal.latency)
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if path in portal.routes:
            portal.routes[path](self)
        elif path == "/robots.txt":
            if portal.robots is None:
                self.send(b"", 404)
            else:
                self.send(portal.robots, kind="text/plain")
        elif path == "/tin":
            self.send(portal.listing(int(query.get("page", ["1"])[0])))
        elif "/bai/" in path:
            n = int(path.rstrip("/").rpartition("-")[2])
            self.send(PAGE.format(GONE) if n in portal.gone else portal.article(n), etag=True)
        elif path.startswith("/tep/"):
            self.send(PDF + path.encode(), kind="application/pdf", etag=True)
        elif portal.elsewhere is not None:
            portal.elsewhere(self)
        else:
            self.send(PAGE.format("Không có"), 404)

    def send(self, body: str | bytes, code: int = 200, kind: str = "text/html; charset=utf-8",
             headers: dict[str, str] | None = None, *, etag: bool = False):  # fmt: skip
        body = body.encode() if isinstance(body, str) else body
        tag = f'"{hash(body)}"'
        if etag and self.headers.get("If-None-Match") == tag:
            code, body = 304, b""
        body = b"" if code == 304 else body
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", tag)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        # The end of an answer is noted before its last bytes go: this thread may sleep behind that.
        self.sent = time.monotonic()
        self.end_headers()
        if body:
            self.sent = time.monotonic()
            self.wfile.write(body)


def site(name: str = "tinhmau_skhcn", *, host: str = "skhcn.tinhmau.gov.vn", **changes) -> Site:
    """A declaration for the portal above."""
    return made(
        Site,
        {
            "name": name,
            "title": "Sở Khoa học và Công nghệ",
            "family": "mau",
            "origin": f"http://{host}",
            "province": "Tỉnh Mẫu",
            "kind": "department",
            "rights": "official",
            "evidence": "cổng mẫu của bài kiểm thử",
            "listings": [{"url": "/tin", "category": "Tin tức"}],
            "max_age_days": 36500,
            "listing": {"item": "li.tin", "link": "a[href]", "date": ".ngay",
                        "date_pattern": [r"\d\d/\d\d/\d{4}"], "next": "a.sau"},
            "article": {"title": "h1", "body": ".noidung", "date": ".ngay",
                        "date_pattern": [r"\d\d/\d\d/\d{4}"]},
            "identity_patterns": [r"/bai/[\w-]*?-(\d+)/?$"],
            "soft_404": [GONE],
            "blocked": ["Request Rejected"],
            "folder": Path(__file__).parent,
            **changes,
        }
    )  # fmt: skip


# The same as a file that a person writes.
DECLARATION = """
name = "{name}"
title = "Sở Khoa học và Công nghệ {name}"
family = "slugid_mvc"
origin = "{origin}"
province = "Huế"
kind = "department"
rights = "official"
evidence = "cổng mẫu của bài kiểm thử"
max_age_days = 36500
soft_404 = ['không tồn tại hoặc đã bị gỡ']
identity_patterns = ['/bai/[\\w-]*?-(\\d+)/?$']
listings = [{{ url = "/tin", category = "Tin tức" }}]

[listing]
item = "li.tin"
link = "a[href]"
date = ".ngay"
next = "a.sau"

[article]
title = "h1"
body = ".noidung"
date = ".ngay"
"""


# Faults, each a route


def drip(handler):
    """A byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def drip_fast(handler):
    """Above the least rate, and never done; the end of the connection would be the end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    handler.close_connection = True
    for _ in range(100):
        handler.wfile.write(b"x" * 1000)
        handler.wfile.flush()
        time.sleep(0.1)


def drip_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def mute(handler):
    time.sleep(0.8)
    handler.close_connection = True


def bomb(handler):
    packed = gzip.compress(b"\0" * (1500 * 1024))
    handler.send(packed, headers={"Content-Encoding": "gzip"})


def huge(handler):
    handler.send(os.urandom(2**20) * 3)


def huge_unpacked(handler):
    handler.send(gzip.compress(os.urandom(20_000) * 150), headers={"Content-Encoding": "gzip"})


def truncated(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<html>")
    handler.close_connection = True


def truncated_chunks(handler):
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"100\r\nabc")
    handler.close_connection = True


def truncated_gzip(handler):
    handler.send(gzip.compress(os.urandom(5000))[:3000], headers={"Content-Encoding": "gzip"})


def hang_up(handler):
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def not_packed(handler):
    handler.send(b"<html>", headers={"Content-Encoding": "gzip"})


def unknown_packing(handler):
    handler.send(b"<html>", headers={"Content-Encoding": "br"})


def code(number: int, **headers: str):
    def answer(handler):
        handler.send(
            PAGE.format("Lỗi"), number, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )

    return answer


def redirect(to: str, number: int = 302):
    return code(number, Location=to)


def burst(times: int, bad, good="Đã khỏe"):
    """Bad for so many times, then well."""
    left = itertools.count(1)

    def answer(handler):
        if next(left) <= times:
            bad(handler)
        else:
            handler.send(PAGE.format(good))

    return answer


@contextmanager
def closed_port():
    """An origin where nobody listens."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
