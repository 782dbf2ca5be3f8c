"""How large a picture says it is, before anybody unpacks it."""

from __future__ import annotations

import struct


def pixels(payload: bytes) -> int | None:
    r"""Give width times height of a PNG or JPEG, None where its head does not tell.

    >>> pixels(b"\x89PNG\r\n\x1a\n" + bytes(8) + (2480).to_bytes(4) + (3508).to_bytes(4))
    8699840
    """
    if payload.startswith(b"\x89PNG") and len(payload) >= 24:
        width, height = struct.unpack_from(">2L", payload, 16)
        return int(width * height)
    if payload.startswith(b"\xff\xd8"):
        return _jpeg(payload)
    return None


def _jpeg(payload: bytes) -> int | None:
    at = 2
    for _ in range(1000):  # segments before the frame; a camera writes some dozen
        if at + 9 > len(payload) or payload[at] != 0xFF:
            return None
        kind = payload[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">2H", payload, at + 5)
            return int(width * height)
        at += 2 + int.from_bytes(payload[at + 2 : at + 4])
    return None
