"""Portals on systems that no declaration knows, each with furniture of its own, on loopback.

None is one of the sample portals: other names of classes (or none), tables for the layout, days
written in other ways, pagers by link, by postback, by script, attachments behind a handler.
"""

from __future__ import annotations

import itertools
import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from scrapers.samples import pool

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleNotice

PER_PAGE = 5
_HOSTS = itertools.count(1)
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")
# Twelve notices with days, the ones with tables and files among them.
NOTICES = tuple(
    sorted(pool.notices(), key=lambda one: (not one.attachments, "\t" not in one.body, one.id))[:12]
)


def weekday(notice: SampleNotice) -> str:
    number = notice.published.weekday()
    return "Chủ nhật" if number == 6 else f"Thứ {_WEEKDAYS[number]}"


def paragraphs(notice: SampleNotice, *, open_: str = "<p>", close: str = "</p>") -> str:
    """The body as an editor pasted it: paragraphs, and tables for lines with tabs."""
    parts: list[str] = []
    for is_table, some in itertools.groupby(notice.lines, lambda line: "\t" in line):
        if is_table:
            rows = "".join(
                "<tr>" + "".join(f"<td>{escape(c)}</td>" for c in line.split("\t")) + "</tr>"
                for line in some
            )
            parts.append(f"<table border='1'><tbody>{rows}</tbody></table>")
        else:
            parts += [f"{open_}{escape(line)}{close}" for line in some]
    return "\n".join(parts)


@dataclass
class Unseen(ABC):
    """A portal with twelve notices, five on a page of its listing."""

    origin: str = ""
    log: list[str] = field(default_factory=list)

    family = "generic"
    province = "Long An"
    listing_path = "/"
    dated = True  # a page or row tells the day
    names_province = True  # in its own name

    def page_of(self, number: int) -> list[tuple[int, SampleNotice]]:
        first = (number - 1) * PER_PAGE
        return [(4100 + n, NOTICES[n]) for n in range(first, min(first + PER_PAGE, len(NOTICES)))]

    @property
    def pages(self) -> int:
        return -(-len(NOTICES) // PER_PAGE)

    def notice(self, number: int) -> SampleNotice | None:
        at = number - 4100
        return NOTICES[at] if 0 <= at < len(NOTICES) else None

    def article(self, number: int) -> str:
        """Give the page of a notice."""
        return self._article(number) or ""

    @abstractmethod
    def _article(self, number: int) -> str | None:
        """Give the page of a notice, None where there is none of that number."""

    @abstractmethod
    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:
        """Give a page, a file, or None for 404."""

    def file(self, number: int, at: int) -> bytes | None:
        found = self.notice(number)
        return PDF if found and at < len(found.attachments) else None


class Running:
    """A portal that is served inside a `with`."""

    def __init__(self, portal: Unseen) -> None:
        self.portal = portal

        class Handler(_Handler):
            served = portal

        number = next(_HOSTS)
        self._server = ThreadingHTTPServer((f"127.0.91.{number % 250 + 1}", 0), Handler)
        self._server.daemon_threads = True
        portal.origin = f"http://{self._server.server_address[0]}:{self._server.server_port}"

    def __enter__(self) -> Unseen:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self.portal

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    served: Unseen

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        told = parse_qs(self.rfile.read(length).decode(), keep_blank_values=True)
        self._answer({name: values[0] for name, values in told.items()})

    def _answer(self, form: dict[str, str]) -> None:
        parts = urlsplit(self.path)
        query = {k: v[0] for k, v in parse_qs(parts.query, keep_blank_values=True).items()}
        self.served.log.append(self.path)
        try:
            found = (
                None if parts.path == "/robots.txt" else self.served.answer(parts.path, query, form)
            )
        except (ValueError, KeyError, IndexError):
            found = None
        is_file = isinstance(found, bytes)
        body = found if isinstance(found, bytes) else (found or "").encode()
        self.send_response(404 if found is None else 200)
        self.send_header(
            "Content-Type", "application/pdf" if is_file else "text/html; charset=utf-8"
        )
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
