"""What WARC 1.1 records of an exchange or a local file hold; `packing` writes them."""

from __future__ import annotations

import io
import json
import zlib
from dataclasses import dataclass, field
from email.message import Message
from functools import lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO

from scrapers.body import unpacked
from scrapers.exchange import Headers, header
from scrapers.spared import ArchiveIterator

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST_OF_GROUP = frozenset({b"response", b"resource", b"revisit", b"warcinfo"})
_MAX_UNPACKED = 2**30
_HEAD = 64 * 1024


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
    for _, end, head in heads(stream, start):
        yield end, _warc_type(head)


def heads(stream: BinaryIO, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Give start, end and the first bytes (unpacked) of each such member."""
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
        yield start, position, head
        start = position


def _warc_type(head: bytes) -> bytes:
    for line in head.split(b"\r\n\r\n", 1)[0].split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"warc-type":
            return value.strip().lower()
    return b""
