"""Files for the tests, made byte by byte: DOC as [MS-DOC] says, XLS, packages."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams in its root, each padded to 4096 bytes at least."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    directory_sectors = -(-(1 + len(padded)) * 128 // _SECTOR)
    sizes = [directory_sectors, *(-(-len(data) // _SECTOR) for data in padded.values())]
    fat_sectors = -(-(sum(sizes) + 8) * 4 // _SECTOR)
    fat = [_FAT] * fat_sectors
    starts = []
    for size in sizes:
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + size), _END]
    fat += [_FREE] * (fat_sectors * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9L", 0, fat_sectors, starts[0], 0, 4096, _END, 0, _END, 0)
    header += struct.pack(f"<{fat_sectors}L", *range(fat_sectors)).ljust(436, b"\xff")
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, data) in enumerate(padded.items(), 1):
        right = number + 1 if number < len(padded) else _FREE
        entries.append(_entry(name, 2, starts[number], len(data), right=right))
    body = struct.pack(f"<{len(fat)}L", *fat)
    for chunk in (b"".join(entries), *padded.values()):
        body += chunk.ljust(-(-len(chunk) // _SECTOR) * _SECTOR, b"\0")
    return header + body


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE
) -> bytes:
    packed = (name + "\0").encode("utf-16-le")
    return (
        packed.ljust(64, b"\0")
        + struct.pack("<HBB3L", len(packed), kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<LQ", start, size)
    )


@dataclass
class Doc:
    """A Word 97 file in the making: paragraphs and rows, then `saved()`."""

    fonts: list[str] = field(default_factory=lambda: ["Times New Roman"])
    lists: list[list[tuple[int, str]]] = field(default_factory=list)  # per list: (nfc, pattern)
    styles: list[tuple[int, bytes, bytes]] = field(default_factory=lambda: [(0xFFF, b"", b"")])
    header: str = ""
    footnotes: str = ""
    flags: int = 0
    version: int = 0xC1
    _paragraphs: list[tuple[list[tuple[str, bytes]], bytes]] = field(default_factory=list)

    def paragraph(
        self, *runs: str | tuple[str, bytes], end: str = "\r", properties: bytes = b"",
        style: int = 0,
    ) -> Doc:  # fmt: skip
        made = [(run, b"") if isinstance(run, str) else run for run in runs]
        self._paragraphs.append(([*made, (end, b"")], struct.pack("<H", style) + properties))
        return self

    def item(self, text: str, number: int, depth: int = 0) -> Doc:
        """A paragraph in a list, whose number is not in its text."""
        return self.paragraph(text, properties=struct.pack("<HHHB", 0x460B, number, 0x260A, depth))

    def row(self, *cells: str, bounds: list[int] | None = None) -> Doc:
        inside = b"\x16\x24\x01"
        for cell in cells:
            *before, last = cell.split("\n")
            for part in before:  # several paragraphs of one cell
                self.paragraph(part, properties=inside)
            self.paragraph(last, end="\x07", properties=inside)
        edges = bounds or [1000 * n for n in range(len(cells) + 1)]
        definition = bytes([len(cells)]) + struct.pack(f"<{len(edges)}h", *edges)
        definition += bytes(20 * len(cells))
        mark = inside + b"\x17\x24\x01" + struct.pack("<HH", 0xD608, len(definition) + 1)
        return self.paragraph(end="\x07", properties=mark + definition)

    def saved(self) -> bytes:
        document = bytearray(2048)
        pieces, characters, paragraphs = [], [], []
        at = 0
        for runs, properties in self._paragraphs:
            text = "".join(run for run, _ in runs)
            encoding, width = _narrowest(text)
            start = len(document)
            pieces.append((at, start * 2 | 0x40000000 if width == 1 else start))
            for run, looks in runs:
                begin = len(document)
                document += run.encode(encoding)
                characters.append((begin, len(document), looks))
            paragraphs.append((start, len(document), properties))
            at += len(text.encode(encoding)) // width
        body = at
        for extra in (self.footnotes, self.header):
            pieces.append((at, len(document)))
            document += extra.encode("utf-16-le")
            at += len(extra)
        table = bytearray()
        pointers: dict[int, tuple[int, int]] = {}

        def put(index: int, data: bytes, behind: bytes = b"") -> None:
            pointers[index] = (len(table), len(data))
            table.extend(data + behind)

        put(33, _clx(pieces, at))
        put(12, _pages(document, characters, paragraph=False))
        put(13, _pages(document, paragraphs, paragraph=True))
        put(15, _fonts(self.fonts))
        put(1, _styles(self.styles))
        put(73, *_lists(self.lists))
        put(74, _used(len(self.lists)))
        struct.pack_into("<HH", document, 0, 0xA5EC, self.version)
        struct.pack_into("<H", document, 10, 0x0200 | self.flags)
        struct.pack_into("<H", document, 32, 14)
        struct.pack_into("<H", document, 62, 22)
        struct.pack_into("<3L", document, 0x4C, body, len(self.footnotes), len(self.header))
        struct.pack_into("<H", document, 152, 93)
        for index, place in pointers.items():
            struct.pack_into("<2L", document, 154 + 8 * index, *place)
        return ole({"WordDocument": bytes(document), "1Table": bytes(table)})


def font(number: int) -> bytes:
    """The properties of a run in the font of this number."""
    return struct.pack("<HH", 0x4A4F, number)


DELETED = b"\x00\x08\x01"
HIDDEN = b"\x3c\x08\x01"


def _narrowest(text: str) -> tuple[str, int]:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return "utf-16-le", 2
    return "cp1252", 1


def _clx(pieces: list[tuple[int, int]], total: int) -> bytes:
    bounds = [*(start for start, _ in pieces), total]
    packed = struct.pack(f"<{len(bounds)}L", *bounds)
    packed += b"".join(struct.pack("<HLH", 0, place, 0) for _, place in pieces)
    return b"\x02" + struct.pack("<L", len(packed)) + packed


def _pages(document: bytearray, runs: list[tuple[int, int, bytes]], *, paragraph: bool) -> bytes:
    """Formatted pages behind the text, four runs each, and the table that names them."""
    runs = [run for run in runs if run[0] < run[1]]
    starts, numbers = [], []
    for first in range(0, len(runs), 4):
        some = runs[first : first + 4]
        document.extend(bytes(-len(document) % _SECTOR))
        page = bytearray(_SECTOR)
        page[511] = len(some)
        struct.pack_into(f"<{len(some) + 1}L", page, 0, *(r[0] for r in some), some[-1][1])
        at = 510
        for index, (_, _, held) in enumerate(some):
            if paragraph:
                data = held if len(held) % 2 else held + b"\0"
                packed = bytes([(len(data) + 1) // 2]) + data
            else:
                packed = bytes([len(held)]) + held
            at = (at - len(packed)) // 2 * 2
            page[at : at + len(packed)] = packed
            page[4 * (len(some) + 1) + (13 if paragraph else 1) * index] = at // 2
        starts.append(some[0][0])
        numbers.append(len(document) // _SECTOR)
        document.extend(page)
    bounds = [*starts, runs[-1][1]]
    return struct.pack(f"<{len(bounds)}L{len(numbers)}L", *bounds, *numbers)


def _fonts(names: list[str]) -> bytes:
    packed = struct.pack("<HH", len(names), 0)
    for name in names:
        data = bytes(39) + (name + "\0").encode("utf-16-le")
        packed += bytes([len(data)]) + data
    return packed


def _styles(styles: list[tuple[int, bytes, bytes]]) -> bytes:
    packed = struct.pack("<H", 18) + struct.pack("<2H14x", len(styles), 10)
    for base, paragraph, character in styles:
        std = struct.pack("<5H", 0, 1 | base << 4, 2, 0, 0) + struct.pack("<H", 1) + b"N\0\0\0"
        for part in (b"\0\0" + paragraph, character):
            std += struct.pack("<H", len(part)) + part + bytes(len(part) % 2)
        packed += struct.pack("<H", len(std)) + std + bytes(len(std) % 2)
    return packed


def _lists(lists: list[list[tuple[int, str]]]) -> tuple[bytes, bytes]:
    packed, levels = struct.pack("<H", len(lists)), b""
    for number, patterns in enumerate(lists, 1):
        packed += struct.pack("<2l", 100 + number, 0) + bytes(18) + b"\0\0"
        for depth in range(9):
            nfc, pattern = patterns[min(depth, len(patterns) - 1)]
            levels += struct.pack("<lB", 1, nfc) + bytes(19) + b"\0\0\0\0"
            levels += struct.pack("<H", len(pattern)) + pattern.encode("utf-16-le")
    return packed, levels


def _used(count: int) -> bytes:
    return struct.pack("<L", count) + b"".join(
        struct.pack("<l12x", 100 + number) for number in range(1, count + 1)
    )


def package(entries: dict[str, bytes | str], *, stored: bool = False) -> bytes:
    """A ZIP with these entries."""
    out = io.BytesIO()
    kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, head: str = "", **parts: str) -> bytes:
    """A DOCX of hand-written XML; `parts` are styles, numbering, footnotes."""
    spaces = (
        f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    entries: dict[str, bytes | str] = {
        "word/document.xml": f"<?xml version='1.0'?>{head}<w:document {spaces}><w:body>{body}"
        "</w:body></w:document>"
    }
    for name, content in parts.items():
        entries[f"word/{name}.xml"] = f"<w:{name} {spaces}>{content}</w:{name}>"
    return package(entries)


def xls(sheets: dict[str, list[list[str | float]]], hidden: frozenset[str] = frozenset()) -> bytes:
    """An XLS (BIFF8) of these rows."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def bof(kind: int) -> bytes:
        return record(0x809, struct.pack("<4HLL", 0x600, kind, 0xDBB, 1996, 0, 6))

    bodies = []
    for rows in sheets.values():
        cells = b""
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                place = struct.pack("<3H", r, c, 0)
                if isinstance(value, str):
                    text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                    cells += record(0x204, place + text)
                else:
                    cells += record(0x203, place + struct.pack("<d", value))
        width = max(map(len, rows), default=0)
        size = record(0x200, struct.pack("<LLHHH", 0, len(rows), 0, width, 0))
        bodies.append(bof(0x10) + size + cells + record(0x0A, b""))
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    at = len(bof(5)) + sum(4 + 6 + len(name) for name in names) + 4
    book = bof(5)
    for name, packed, body in zip(sheets, names, bodies, strict=True):
        book += record(0x85, struct.pack("<LBB", at, name in hidden, 0) + packed)
        at += len(body)
    return ole({"Workbook": book + record(0x0A, b"") + b"".join(bodies)})


# RAR, whose own program alone writes it: entries as they are, in its two formats


def rar5(files: dict[str, bytes], *, encrypted: bool = False) -> bytes:
    """An archive of today's RAR; `encrypted` hides even its names."""
    whole = b"Rar!\x1a\x07\x01\x00"
    if encrypted:
        return whole + _block5(b"\x04\x00\x00\x00\x0f" + bytes(16)) + bytes(64)
    whole += _block5(b"\x01\x00\x00")
    for name, data in files.items():
        shown = name.encode()
        head = b"\x02\x02" + _vint(len(data)) + b"\x04" + _vint(len(data)) + b"\x20"
        head += struct.pack("<L", zlib.crc32(data)) + b"\x00\x00" + _vint(len(shown)) + shown
        whole += _block5(head) + data
    return whole + _block5(b"\x05\x00\x00")


def _block5(head: bytes) -> bytes:
    sized = _vint(len(head)) + head
    return struct.pack("<L", zlib.crc32(sized)) + sized


def _vint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(0x80 | number & 0x7F)
        number >>= 7
    return bytes(out) + bytes([number])


def rar4(files: dict[str | bytes, bytes], *, encrypted: bool = False) -> bytes:
    """An archive of RAR before its fifth version; names as bytes are those of an old system."""
    whole = b"Rar!\x1a\x07\x00" + _block4(0x73, 0, bytes(6))
    for name, data in files.items():
        shown = name.encode("ascii") if isinstance(name, str) else name
        head = struct.pack("<LLBLLBBHL", len(data), len(data), 0, zlib.crc32(data), 0x5521_0000,
                           20, 0x30, len(shown), 0x20) + shown  # fmt: skip
        whole += _block4(0x74, 0x8000 | 4 * encrypted, head) + data
    return whole + _block4(0x7B, 0x4000, b"")


def _block4(kind: int, flags: int, rest: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head
