"""The sample portals as real servers on loopback, each host on an address of its own."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qsl

from scrapers.samples.render import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapers.samples.answer import Answer
    from scrapers.samples.portal import Portal


class _Handler(BaseHTTPRequestHandler):
    """Answers for one portal; `portal` and `hits` are set on a class of its own for each."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True  # or each answer costs 40 ms
    portal: ClassVar[Portal]
    hits: ClassVar[count[int]]

    def do_GET(self) -> None:
        self._send(answer(self.portal, self.path, hits=next(self.hits)))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        posted = self.rfile.read(min(length, 2**20)).decode("utf-8", "replace")
        form = dict(parse_qsl(posted, keep_blank_values=True))
        self._send(answer(self.portal, self.path, form=form, hits=next(self.hits)))

    def _send(self, found: Answer) -> None:
        same_mark = found.etag is not None and self.headers.get("If-None-Match") == found.etag
        same_day = (
            found.modified is not None
            and self.headers.get("If-None-Match") is None
            and self.headers.get("If-Modified-Since") == found.modified
        )
        unchanged = same_mark or same_day
        self.send_response(304 if unchanged else found.status)
        if found.etag is not None:
            self.send_header("ETag", found.etag)
        if found.modified is not None:
            self.send_header("Last-Modified", found.modified)
        if found.location is not None:
            self.send_header("Location", found.location)
        if found.name is not None:
            self.send_header("Content-Disposition", f'attachment; filename="{found.name}"')
        body = b"" if unchanged else found.body
        if not unchanged:
            self.send_header("Content-Type", found.media_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the parent's name)
        """Say nothing: the crawl reports what it asks for."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Report what we did wrong; a client that hangs up is none of it."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def server_bind(self) -> None:
        """Bind without asking a name server what the address is called."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]


@contextmanager
def serve(portals: Iterable[Portal]) -> Iterator[dict[str, str]]:
    """Serve the portals and give the origin of each by its site's name; stop at the end.

    The first listens on 127.0.77.1, the next on 127.0.77.2, each on a free port, so that what a
    client keeps per address is kept per portal. Systems that know 127.0.0.1 only share it.
    """
    servers: list[_Server] = []
    try:
        origins = {}
        for number, portal in enumerate(portals, start=1):
            server = _listening(f"127.0.77.{number}", portal)
            servers.append(server)
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            host, port = server.server_address[:2]
            origins[portal.site.name] = f"http://{host!s}:{port}"
        yield origins
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def _listening(host: str, portal: Portal) -> _Server:
    handler = type("_Handler", (_Handler,), {"portal": portal, "hits": count(1)})
    try:
        return _Server((host, 0), handler)
    except OSError:  # macOS gives 127.0.0.1 only
        return _Server(("127.0.0.1", 0), handler)
