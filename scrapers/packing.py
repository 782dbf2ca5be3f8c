"""An exchange or a local file as WARC 1.1 records, each packed by itself."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from base64 import b32encode
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapers.spared import StatusAndHeaders, StatusAndHeadersParser, WARCWriter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warcio.recordbuilder import RecordBuilder

    from scrapers.exchange import Exchange, Headers

_GZIP = 16 + zlib.MAX_WBITS
_LEVEL = 4  # real pages and PDFs: a fifth less time than 6, two hundredths more bytes
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class _AsSent(StatusAndHeaders):  # type: ignore[misc]  # warcio is untyped
    """Headers that keep the bytes the portal sent; warcio's own percent-encode Vietnamese."""

    headers_buff: bytes | None

    def compute_headers_buffer(self, header_filter: Any = None) -> None:  # noqa: ANN401  (warcio is untyped)
        if self.headers_buff is None:  # the writer asks once more
            self.headers_buff = self.to_str(header_filter).encode("latin-1", "replace") + b"\r\n"

    def as_bytes(self) -> bytes:
        self.compute_headers_buffer()
        return self.headers_buff or b""


def packed_exchange(
    exchange: Exchange, options: Mapping[str, Any], same_as: str | None = None
) -> bytes:
    """Give the records of an exchange: metadata, request, and last the response.

    The metadata are the options, and how the answer was encrypted. `same_as` is the time at which
    the same payload was stored: the body is then left out.
    """
    members = _Members()
    response = _response(members.writer, exchange, same_as)
    of = ("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID"))
    options = {**options, "tls": exchange.tls} if exchange.tls else options
    members.add(_metadata(members.writer, exchange.url, exchange.at, options, of))
    members.add(_request(members.writer, exchange, of))
    members.add(response)
    return members.packed()


def packed_resource(
    uri: str, payload: bytes, media_type: str, options: Mapping[str, Any], at: str
) -> bytes:
    """Give the records of a local file: metadata with its options, and the file."""
    members = _Members()
    resource = members.writer.create_warc_record(
        uri,
        "resource",
        payload=io.BytesIO(payload),
        length=len(payload),
        warc_content_type=media_type,
        warc_headers_dict={"WARC-Date": at},
    )
    of = ("WARC-Concurrent-To", resource.rec_headers.get_header("WARC-Record-ID"))
    members.add(_metadata(members.writer, uri, at, options, of))
    members.add(resource)
    return members.packed()


def packed_warcinfo(filename: str, software: str) -> bytes:
    """Give the record that opens a file."""
    members = _Members()
    info = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey",
    }
    members.add(members.writer.create_warcinfo_record(filename, info))
    return members.packed()


class _Members:
    """Records as warcio writes them, each packed at once: half the time of its gzip stream."""

    def __init__(self) -> None:
        self._plain = io.BytesIO()
        self.writer = WARCWriter(self._plain, gzip=False, warc_version="1.1")
        self._packed: list[bytes] = []

    def add(self, record: Any) -> None:  # noqa: ANN401  (warcio is untyped)
        """Pack a record as a gzip member of its own."""
        self._plain.seek(0)
        self._plain.truncate()
        self.writer.write_record(record)
        self._packed.append(zlib.compress(self._plain.getbuffer(), _LEVEL, wbits=_GZIP))

    def packed(self) -> bytes:
        """Give what was packed."""
        return b"".join(self._packed)


def _digest(*parts: bytes) -> str:
    """Give the digest of what a record holds, which warcio would read piece by piece for it."""
    whole = hashlib.sha1(usedforsecurity=False)
    for part in parts:
        whole.update(part)
    return f"sha1:{b32encode(whole.digest()).decode()}"


_OF_NOTHING = _digest()


def _headers(
    kind: str, uri: str, at: str, digests: tuple[str, str], *more: tuple[str, str]
) -> StatusAndHeaders:
    """Give a record's headers, with the digests of its payload and its block.

    warcio looks for each header that it needs from the beginning, or for one that it replaces from
    the end: this is the order in which it finds them soonest.
    """
    made = StatusAndHeaders("", [], protocol="WARC/1.1")
    made.headers = [
        ("WARC-Block-Digest", digests[1]), ("WARC-Payload-Digest", digests[0]),
        ("WARC-Record-ID", StatusAndHeadersParser.make_warc_id()), ("WARC-Type", kind),
        ("WARC-Target-URI", uri), ("WARC-Date", at), *more,
        ("Content-Length", ""), ("Content-Type", ""),
    ]  # fmt: skip
    return made


def _metadata(
    builder: RecordBuilder, uri: str, at: str, options: Mapping[str, Any], of: tuple[str, str]
) -> Any:  # noqa: ANN401  (warcio is untyped)
    block = json.dumps(dict(options), ensure_ascii=False, sort_keys=True).encode()
    digest = _digest(block)
    return builder.create_warc_record(
        uri,
        "metadata",
        payload=io.BytesIO(block),
        length=len(block),
        warc_content_type="application/json",
        # Not the page's own address: what indexes every record would show this in its place.
        warc_headers=_headers("metadata", f"urn:vanban:{uri}", at, (digest, digest), of),
    )


def _request(builder: RecordBuilder, exchange: Exchange, of: tuple[str, str]) -> Any:  # noqa: ANN401  (warcio is untyped)
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line = f"{exchange.method} {target} HTTP/1.1"
    http_headers = _AsSent(line, _safe(exchange.sent), is_http_request=True)
    form = exchange.form
    payload = _digest(form) if form else _OF_NOTHING
    digests = (payload, _digest(http_headers.as_bytes(), form))
    return builder.create_warc_record(
        exchange.url,
        "request",
        payload=io.BytesIO(form),
        length=len(form),
        warc_content_type="application/http; msgtype=request",
        warc_headers=_headers("request", exchange.url, exchange.at, digests, of),
        http_headers=http_headers,
    )


def _response(builder: RecordBuilder, exchange: Exchange, same_as: str | None) -> Any:  # noqa: ANN401  (warcio is untyped)
    reason = " ".join(exchange.reason.splitlines())
    line = f"{exchange.http_status} {reason}".rstrip()
    http_headers = _AsSent(line, _stored(exchange), protocol="HTTP/1.1")
    if same_as is not None:
        return _revisit(builder, exchange, http_headers, same_as)
    digests = (_digest(exchange.wire), _digest(http_headers.as_bytes(), exchange.wire))
    return builder.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.wire),
        length=len(exchange.wire),
        warc_content_type="application/http; msgtype=response",
        warc_headers=_headers("response", exchange.url, exchange.at, digests),
        http_headers=http_headers,
    )


def _revisit(
    builder: RecordBuilder, exchange: Exchange, http_headers: StatusAndHeaders, same_as: str
) -> Any:  # noqa: ANN401  (warcio is untyped)
    record = builder.create_revisit_record(
        exchange.url,
        digest=_digest(exchange.wire),
        refers_to_uri=exchange.url,
        refers_to_date=same_as,
        http_headers=http_headers,
        warc_headers_dict={"WARC-Date": exchange.at},
    )
    if exchange.http_status == HTTPStatus.NOT_MODIFIED:  # no body, and so no digest of one
        record.rec_headers.remove_header("WARC-Payload-Digest")
        record.rec_headers.replace_header("WARC-Profile", _NOT_MODIFIED)
    return record


def _stored(exchange: Exchange) -> list[tuple[str, str]]:
    """Give the headers for a body that is stored without its chunks."""
    renamed = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}
    return [(renamed.get(name.lower(), name), value) for name, value in _safe(exchange.headers)]


def _safe(headers: Headers) -> list[tuple[str, str]]:
    """Give headers without line breaks, which would become headers of their own."""
    return [(n, " ".join(v.splitlines())) for n, v in headers]
