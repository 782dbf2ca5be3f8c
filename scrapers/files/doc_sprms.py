"""Properties of a Word 97 file: what its runs of bytes are formatted as ([MS-DOC] 2.6, 2.9)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Names of [MS-DOC] 2.6.1 and 2.6.2; the number says how long the operand is.
DELETED, HIDDEN, SYMBOL, FONT, CHARACTER_STYLE = 0x0800, 0x083C, 0x6A09, 0x4A4F, 0x4A30
IN_TABLE, ROW_END, LIST, LIST_LEVEL, TABLE = 0x2416, 0x2417, 0x460B, 0x260A, 0xD608
_ELSEWHERE = 0x6646  # the properties stand in the stream Data
_TABS = 0xC615
_OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_PAGE = 512


def properties(packed: bytes, data: bytes = b"") -> dict[int, bytes]:
    """Give operands by property; of one that is told twice the last counts."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 < len(packed):
        (code,) = struct.unpack_from("<H", packed, at)
        at += 2
        size, skip = _size(code, packed, at)
        if size is None:
            break
        operand = packed[at + skip : at + size]
        at += size
        if code == _ELSEWHERE and len(operand) == 4:
            start = struct.unpack("<L", operand)[0]
            length = int.from_bytes(data[start : start + 2], "little")
            found |= properties(data[start + 2 : start + 2 + length])
        else:
            found[code] = operand
    return found


def _size(code: int, packed: bytes, at: int) -> tuple[int | None, int]:
    """Give the length of an operand with the count before it, and of that count."""
    kind = code >> 13
    if kind != 6:
        return _OPERAND[kind], 0
    if code == TABLE:
        return (
            (int.from_bytes(packed[at : at + 2], "little") + 1, 2)
            if at + 2 <= len(packed)
            else (None, 0)
        )
    if at >= len(packed) or (code == _TABS and packed[at] == 255):
        return None, 0
    return packed[at] + 1, 1


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of the file and their properties, in the order of their place in the file."""

    starts: list[int]
    ends: list[int]
    held: list[tuple[int, dict[int, bytes]]]  # style and properties

    def at(self, place: int) -> tuple[int, dict[int, bytes]]:
        """Give the style and the properties of the byte at a place."""
        index = bisect_right(self.starts, place) - 1
        if index < 0 or place >= self.ends[index]:
            return 0, {}
        return self.held[index]

    def until(self, place: int, end: int) -> int:
        """Give where the stretch that holds a place ends, at most `end`."""
        index = bisect_right(self.starts, place) - 1
        if index >= 0 and place < self.ends[index]:
            return min(self.ends[index], end)
        return min(self.starts[index + 1], end) if index + 1 < len(self.starts) else end


def paragraph_runs(table: bytes, document: bytes, data: bytes) -> Runs:
    """Give the properties of paragraphs; `table` is the PlcBtePapx."""

    def held(page: bytes, count: int, index: int) -> tuple[int, dict[int, bytes]]:
        at = 2 * page[4 * (count + 1) + 13 * index]
        if not at or at + 1 >= _PAGE:
            return 0, {}
        size = page[at]
        packed = page[at + 1 : at + 2 * size] if size else page[at + 2 : at + 2 + 2 * page[at + 1]]
        return int.from_bytes(packed[:2], "little"), properties(packed[2:], data)

    return _runs(table, document, held)


def character_runs(table: bytes, document: bytes) -> Runs:
    """Give the properties of characters; `table` is the PlcBteChpx."""

    def held(page: bytes, count: int, index: int) -> tuple[int, dict[int, bytes]]:
        at = 2 * page[4 * (count + 1) + index]
        return (0, properties(page[at + 1 : at + 1 + page[at]])) if at else (0, {})

    return _runs(table, document, held)


def _runs(
    table: bytes,
    document: bytes,
    held: Callable[[bytes, int, int], tuple[int, dict[int, bytes]]],
) -> Runs:
    found = {}
    for page in _pages(table, document):
        count = page[_PAGE - 1]
        if 4 * (count + 1) > _PAGE:
            continue
        places = struct.unpack_from(f"<{count + 1}L", page)
        for index in range(count):
            if places[index] < places[index + 1]:
                try:
                    found[places[index]] = (places[index + 1], held(page, count, index))
                except IndexError:  # a page that is cut off
                    continue
    starts = sorted(found)
    return Runs(starts, [found[s][0] for s in starts], [found[s][1] for s in starts])


def _pages(table: bytes, document: bytes) -> Iterator[bytes]:
    count = max(len(table) - 4, 0) // 8
    for index in range(count):
        number = int.from_bytes(table[4 * (count + 1 + index) :][:4], "little") & 0x3FFFFF
        page = document[number * _PAGE : (number + 1) * _PAGE]
        if len(page) == _PAGE:
            yield page
