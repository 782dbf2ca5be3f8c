"""WARC 1.1 records of an exchange or a local file, and the way back from them."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from base64 import b32encode
from dataclasses import dataclass, field
from email.message import Message
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from scrapers.body import unpacked
from scrapers.exchange import Exchange, Headers, header
from scrapers.spared import ArchiveIterator, StatusAndHeaders, WARCWriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from warcio.recordbuilder import RecordBuilder

LAST_OF_GROUP = frozenset({b"response", b"resource", b"revisit", b"warcinfo"})
_MAX_UNPACKED = 2**30
_HEAD = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class _AsSent(StatusAndHeaders):  # type: ignore[misc]  # warcio is untyped
    """Headers that keep the bytes the portal sent; warcio's own percent-encode Vietnamese."""

    def compute_headers_buffer(self, header_filter: Any = None) -> None:  # noqa: ANN401  (warcio is untyped)
        self.headers_buff = self.to_str(header_filter).encode("latin-1", "replace") + b"\r\n"


@dataclass(frozen=True, slots=True)
class Record:
    """What the archive keeps of an exchange or of a local file.

    `payload` is the unpacked body, empty for a revisit (the portal sent what we had, or said so).
    `options` is what was known when it was stored: whose page it is, or how it was ingested.
    """

    url: str
    payload: bytes
    media_type: str | None
    charset: str | None
    status: int | None  # HTTP's; None for a local file
    fetched_at: str
    options: dict[str, Any] = field(default_factory=dict)
    kind: str = "response"  # response, revisit, resource
    method: str = "GET"
    form: bytes = b""
    headers: Headers = ()


def packed_exchange(
    exchange: Exchange, options: Mapping[str, Any], same_as: str | None = None
) -> bytes:
    """Give the records of an exchange: metadata, request, and last the response.

    The metadata are the options, and how the answer was encrypted. `same_as` is the time at which
    the same payload was stored: the body is then left out.
    """
    members = _Members()
    common = {"WARC-Date": exchange.at}
    response = _response(members.writer, exchange, common, same_as)
    concurrent = {**common, "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")}
    options = {**options, "tls": exchange.tls} if exchange.tls else options
    _add_metadata(members, exchange.url, options, concurrent)
    members.add(_request(members.writer, exchange, concurrent))
    members.add(response)
    return members.packed


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
    record_id = resource.rec_headers.get_header("WARC-Record-ID")
    _add_metadata(members, uri, options, {"WARC-Date": at, "WARC-Concurrent-To": record_id})
    members.add(resource)
    return members.packed


def packed_warcinfo(filename: str, software: str) -> bytes:
    """Give the record that opens a file."""
    members = _Members()
    info = {"software": software, "format": "WARC File Format 1.1"}
    members.add(members.writer.create_warcinfo_record(filename, info))
    return members.packed


class _Members:
    """Records as warcio writes them, each packed at once: half the time of its gzip stream."""

    def __init__(self) -> None:
        self._plain = io.BytesIO()
        self.writer = WARCWriter(self._plain, gzip=False, warc_version="1.1")
        self.packed = b""

    def add(self, record: Any) -> None:  # noqa: ANN401  (warcio is untyped)
        """Pack a record as a gzip member of its own."""
        self._plain.seek(0)
        self._plain.truncate()
        self.writer.write_record(record)
        self.packed += zlib.compress(self._plain.getbuffer(), wbits=_GZIP)


def _digests(payload: bytes, head: bytes = b"") -> dict[str, str]:
    """Give the digests of a record, which warcio would read its body piece by piece for."""
    whole = hashlib.sha1(payload, usedforsecurity=False)
    found = {"WARC-Payload-Digest": whole}
    if head:
        whole = hashlib.sha1(head, usedforsecurity=False)
        whole.update(payload)
    found["WARC-Block-Digest"] = whole
    return {name: f"sha1:{b32encode(of.digest()).decode()}" for name, of in found.items()}


def _add_metadata(
    members: _Members, uri: str, options: Mapping[str, Any], warc_headers: Mapping[str, str]
) -> None:
    block = json.dumps(dict(options), ensure_ascii=False, sort_keys=True).encode()
    record = members.writer.create_warc_record(
        uri,
        "metadata",
        payload=io.BytesIO(block),
        length=len(block),
        warc_content_type="application/json",
        warc_headers_dict={**warc_headers, **_digests(block)},
    )
    members.add(record)


def _request(builder: RecordBuilder, exchange: Exchange, warc_headers: Mapping[str, str]) -> Any:  # noqa: ANN401  (warcio is untyped)
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line = f"{exchange.method} {target} HTTP/1.1"
    http_headers = _AsSent(line, _safe(exchange.sent), is_http_request=True)
    http_headers.compute_headers_buffer()
    return builder.create_warc_record(
        exchange.url,
        "request",
        payload=io.BytesIO(exchange.form),
        length=len(exchange.form),
        http_headers=http_headers,
        warc_headers_dict={**warc_headers, **_digests(exchange.form, http_headers.headers_buff)},
    )


def _response(
    builder: RecordBuilder, exchange: Exchange, common: Mapping[str, str], same_as: str | None
) -> Any:  # noqa: ANN401  (warcio is untyped)
    reason = " ".join(exchange.reason.splitlines())
    line = f"{exchange.http_status} {reason}".rstrip()
    http_headers = _AsSent(line, _stored(exchange), protocol="HTTP/1.1")
    if same_as is None:
        http_headers.compute_headers_buffer()
        return builder.create_warc_record(
            exchange.url,
            "response",
            payload=io.BytesIO(exchange.wire),
            length=len(exchange.wire),
            http_headers=http_headers,
            warc_headers_dict={**common, **_digests(exchange.wire, http_headers.headers_buff)},
        )
    record = builder.create_revisit_record(
        exchange.url,
        digest="sha1:unknown",
        refers_to_uri=exchange.url,
        refers_to_date=same_as,
        http_headers=http_headers,
        warc_headers_dict=dict(common),
    )
    record.rec_headers.remove_header("WARC-Payload-Digest")
    if exchange.http_status == HTTPStatus.NOT_MODIFIED:
        record.rec_headers.replace_header("WARC-Profile", _NOT_MODIFIED)
    return record


def _stored(exchange: Exchange) -> list[tuple[str, str]]:
    """Give the headers for a body that is stored without its chunks."""
    renamed = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}
    return [(renamed.get(name.lower(), name), value) for name, value in _safe(exchange.headers)]


def _safe(headers: Headers) -> list[tuple[str, str]]:
    """Give headers without line breaks, which would become headers of their own."""
    return [(n, " ".join(v.splitlines())) for n, v in headers]


def read_group(blob: bytes) -> Record | None:
    """Give what a group of records holds; None for a file's opening record."""
    options: dict[str, Any] = {}
    method, form = "GET", b""
    for record in ArchiveIterator(io.BytesIO(blob)):
        if record.rec_type == "metadata":
            options = json.loads(record.raw_stream.read())
        elif record.rec_type == "request":
            method = record.http_headers.protocol
            form = record.raw_stream.read()
        elif record.rec_type in {"response", "revisit"}:
            return _answer(record, options, method, form)
        elif record.rec_type == "resource":
            media_type, charset = content_type(record.rec_headers.get_header("Content-Type"))
            return Record(
                url=record.rec_headers.get_header("WARC-Target-URI"),
                payload=record.raw_stream.read(),
                media_type=media_type,
                charset=charset,
                status=None,
                fetched_at=record.rec_headers.get_header("WARC-Date"),
                options=options,
                kind="resource",
            )
    return None


def _answer(record: Any, options: dict[str, Any], method: str, form: bytes) -> Record:  # noqa: ANN401  (warcio is untyped)
    headers: Headers = tuple(record.http_headers.headers)
    media_type, charset = content_type(header(headers, "Content-Type"))
    payload = b""
    if record.rec_type == "response":
        encoding = header(headers, "Content-Encoding") or ""
        payload = b"".join(unpacked([record.raw_stream.read()], encoding, _MAX_UNPACKED))
    return Record(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        payload=payload,
        media_type=media_type,
        charset=charset,
        status=int(record.http_headers.get_statuscode()),
        fetched_at=record.rec_headers.get_header("WARC-Date"),
        options=options,
        kind=record.rec_type,
        method=method,
        form=form,
        headers=headers,
    )


@lru_cache(maxsize=64)
def content_type(value: str | None) -> tuple[str | None, str | None]:
    """Give media type and charset of a Content-Type header, lower case."""
    if not value:
        return None, None
    message = Message()
    message["Content-Type"] = value
    charset = message.get_content_charset()
    return value.partition(";")[0].strip().lower() or None, charset


def members(stream: BinaryIO, start: int) -> Iterator[tuple[int, bytes]]:
    """Give end offset and WARC type of each complete gzip member from `start` on.

    Ends silently where the file breaks off inside a member; raises zlib.error where the bytes
    were never a member.
    """
    stream.seek(start)
    position, buffer = start, b""
    while True:
        buffer = buffer or stream.read(_HEAD)
        if not buffer:
            return
        inflate, head = zlib.decompressobj(31), b""
        while not inflate.eof:
            if not buffer and not (buffer := stream.read(_HEAD)):
                return
            before = len(buffer)
            piece = inflate.decompress(buffer)
            head = head if len(head) >= _HEAD else head + piece
            buffer = inflate.unused_data
            position += before - len(buffer)
        yield position, _warc_type(head)


def _warc_type(head: bytes) -> bytes:
    for line in head.split(b"\r\n\r\n", 1)[0].split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"warc-type":
            return value.strip().lower()
    return b""
