"""The body of an answer, read and unpacked within limits of size, ratio and rate."""

from __future__ import annotations

import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from scrapers.status import FetchError, Status

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Iterator

    from scrapers.settings import Settings

_PLAIN = frozenset({"", "identity"})
_GZIP = frozenset({"gzip", "x-gzip"})
_KNOWN = _GZIP | {"deflate"}
_LAYERS = 2
_STEP = 64 * 1024
_LAST_SECOND = 1.0  # what comes so soon is still taken when the run ends
_HARMLESS = 2**20  # below this a high ratio hurts nobody: an empty table compresses well


class Readable(Protocol):
    """What is read from: urllib3's answer, which gives what has come without waiting for more."""

    def read1(self, amt: int, decode_content: bool) -> bytes | None: ...  # noqa: D102, FBT001  (urllib3's)


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes as sent and as unpacked; a clipped body is kept unpacked."""

    wire: bytes
    payload: bytes
    clipped: bool = False


def receive(
    raw: Readable,
    encoding: str,
    limit: int,
    settings: Settings,
    *,
    clip: bool = False,
    stop: threading.Event | None = None,
) -> Body:
    """Read an answer to its end; raise FetchError too_large, ratio, slow, bad_encoding, truncated.

    With `clip`, what lies behind the limit is left out instead. `stop` ends it as stopped.
    """
    wire, payload = bytearray(), bytearray()
    is_packed = bool(_layers(encoding))
    try:
        chunks = _paced(raw, wire, limit, settings, stop)
        for piece in unpacked(chunks, encoding, limit, settings):
            if is_packed:
                payload += piece
    except FetchError as error:
        if not clip or error.status is not Status.TOO_LARGE:
            raise
        clipped = bytes(payload if is_packed else wire[:limit])
        return Body(clipped, clipped, clipped=True)
    sent = bytes(wire)
    return Body(sent, bytes(payload) if is_packed else sent)


def _paced(
    raw: Readable,
    wire: bytearray,
    limit: int,
    settings: Settings,
    stop: threading.Event | None,
) -> Iterator[bytes]:
    start = time.monotonic()
    while chunk := raw.read1(_STEP, decode_content=False):
        wire += chunk
        if len(wire) > limit:
            raise FetchError(Status.TOO_LARGE, f"more than {limit} bytes")
        spent = time.monotonic() - start
        if spent > settings.grace and len(wire) < settings.min_rate * spent:
            raise FetchError(Status.SLOW, f"{len(wire)} bytes in {spent:.0f} s")
        if spent > _LAST_SECOND and stop is not None and stop.is_set():
            raise FetchError(Status.STOPPED)
        yield chunk


def unpacked(
    chunks: Iterable[bytes], encoding: str, limit: int, settings: Settings | None = None
) -> Iterator[bytes]:
    """Give the chunks of a body unpacked, never more than `limit` bytes of them in all.

    A body may be packed twice, as by a server behind a packing proxy, and not more often.

    >>> b"".join(unpacked([zlib.compress("Kế hoạch".encode())], "deflate", 100)).decode()
    'Kế hoạch'
    """
    layers = _layers(encoding)
    if len(layers) > _LAYERS or not set(layers) <= _KNOWN:
        raise FetchError(Status.BAD_ENCODING, encoding.strip())
    sent = _Count()
    pieces: Iterable[bytes] = sent.counted(chunks)
    for layer in reversed(layers):
        pieces = _unpacked_once(pieces, layer, limit, sent, settings)
    yield from pieces


def _layers(encoding: str) -> list[str]:
    return [one for part in encoding.split(",") if (one := part.strip().lower()) not in _PLAIN]


class _Count:
    """How many bytes have come over the wire so far."""

    def __init__(self) -> None:
        self.bytes = 0

    def counted(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.bytes += len(chunk)
            yield chunk


def _unpacked_once(
    chunks: Iterable[bytes], encoding: str, limit: int, sent: _Count, settings: Settings | None
) -> Iterator[bytes]:
    given = 0
    unpacker = _Unpacker(encoding in _GZIP)
    for chunk in chunks:
        for piece in unpacker.feed(chunk):
            given += len(piece)
            if given > limit:
                raise FetchError(Status.TOO_LARGE, f"unpacks to more than {limit} bytes")
            if settings and given > max(_HARMLESS, sent.bytes * settings.max_ratio):
                raise FetchError(Status.RATIO, f"{sent.bytes} bytes unpack to more than {given}")
            yield piece
    if sent.bytes and not unpacker.complete:
        raise FetchError(Status.TRUNCATED, "the packed body has no end")


class _Unpacker:
    """gzip (any number of members) or deflate (with or without zlib's header), in small pieces."""

    def __init__(self, gzip: bool) -> None:  # noqa: FBT001  (two formats, one caller)
        self._gzip = gzip
        self._inflate = zlib.decompressobj(31 if gzip else 15)
        self._format_known = gzip
        self._held = b""  # what came before the two bytes that tell zlib's header
        self.complete = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        data = self._held + data
        self._held = b""
        if not self._format_known:
            if len(data) < 2:
                self._held = data
                return
            if not _has_zlib_header(data):
                self._inflate = zlib.decompressobj(-15)
            self._format_known = True
        piece = b""
        while data or len(piece) == _STEP:  # a full piece: more may wait inside
            if self.complete and not self._next_member(data):
                return
            try:
                piece = self._inflate.decompress(data, _STEP)
            except zlib.error as error:
                raise FetchError(Status.BAD_ENCODING, str(error)) from error
            self.complete = self._inflate.eof
            data = self._inflate.unused_data if self.complete else self._inflate.unconsumed_tail
            if piece:
                yield piece

    def _next_member(self, data: bytes) -> bool:
        """Begin the next gzip member; what follows without being one is padding."""
        if not self._gzip or not data.startswith(b"\x1f\x8b"):
            return False
        self._inflate = zlib.decompressobj(31)
        self.complete = False
        return True


def _has_zlib_header(data: bytes) -> bool:
    return data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2]) % 31 == 0
