"""One request and its answer, as they went over the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Location:
    """Where an archive file keeps an exchange: all records of it, one after the other."""

    file: str
    offset: int
    length: int

    @property
    def end(self) -> int:
        """Give the offset behind the last byte."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and the complete answer to it; `payload` is `wire` unpacked.

    `location` is set where the exchange was read from the archive and not from the network.
    """

    url: str
    method: str
    sent: Headers
    form: bytes
    http_status: int
    reason: str
    headers: Headers
    wire: bytes
    payload: bytes
    at: str  # UTC
    location: Location | None = None
    tls: str = ""  # protocol, cipher and exceptions; empty for http, and for what was archived

    def header(self, name: str) -> str | None:
        """Give the first value of an answer's header, whatever its case."""
        return header(self.headers, name)

    @property
    def key(self) -> str:
        """Give what tells this request from every other one."""
        return request_key(self.method, self.url, self.form)


def header(headers: Headers, name: str) -> str | None:
    """Give the first value of a header, whatever its case."""
    return next((value for key, value in headers if key.lower() == name.lower()), None)


def request_key(method: str, url: str, form: bytes) -> str:
    """Give what tells a request from every other one: method, address, form.

    >>> request_key("GET", "http://skhcn.tinh.gov.vn/tin-tuc", b"")
    'GET http://skhcn.tinh.gov.vn/tin-tuc'
    """
    return f"{method} {url} {form.decode()}".rstrip()


def now() -> str:
    """Give the present as UTC, in ISO form with milliseconds."""
    return utc(datetime.now(UTC))


def utc(moment: datetime) -> str:
    """Give a moment in UTC in the one form that crawl.db and the archive hold."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
