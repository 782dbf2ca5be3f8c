"""What parent and child say to each other: a JSON object and bytes, each with its length before it.

The parent reads nothing but JSON: whoever takes over the child cannot make the parent run code.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from io import BufferedReader, FileIO

HEAD = struct.Struct(">QQ")


def packed(fields: dict[str, Any], payload: bytes = b"") -> bytes:
    """Give a message as bytes, up to its payload; the payload follows."""
    told = json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")
    return HEAD.pack(len(told), len(payload)) + told


def received(stream: BufferedReader) -> tuple[dict[str, Any], bytes] | None:
    """Give the next message of a stream, None at its end."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    told, size = HEAD.unpack(head)
    fields: dict[str, Any] = json.loads(stream.read(told))
    return fields, stream.read(size)


def send(stream: FileIO, fields: dict[str, Any], payload: bytes = b"") -> None:
    """Write a message whole."""
    for part in (packed(fields, payload), payload):
        left = memoryview(part)
        while left:
            left = left[stream.write(left) or 0 :]
