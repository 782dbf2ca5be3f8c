"""DOC (Word 97 to 2003) as lines, read from its own structures ([MS-DOC]).

The text stands in pieces, 8 or 16 bits a character; what its bytes are formatted as tells table
rows, list items, fonts and deleted text. Headers and footers are a text of their own and stay out.
"""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import olefile

from scrapers.files import doc_rows, doc_sprms, doc_tables
from scrapers.files.legacy import CAPITALS, END, shows_capitals
from scrapers.files.limits import Limits, Refused
from scrapers.files.numbering import Counters
from scrapers.files.passages import item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapers.files.doc_sprms import Runs

_WORD_97 = 0xC1
_POINTERS = 154  # where the FIB's pairs of place and length begin
_STYLES, _CHARACTERS, _PARAGRAPHS, _FONTS, _PIECES, _LISTS, _USED = 1, 12, 13, 15, 33, 73, 74
_TEXTS = (0x4C, 0x50, 0x54, 0x58, 0x5C, 0x60, 0x64)  # lengths: body, foot, head, …, end, boxes
_WANTED = {0x4C, 0x50, 0x60, 0x64}
_ENDS = re.compile("[\r\x07\x0c]")
_SIGNS = str.maketrans({
    "\x0b": "\n", "\x1e": "-", "\x1f": "\u00ad", "\xa0": " ", **dict.fromkeys(map(chr, range(9))),
    "\x0e": "\n", **dict.fromkeys(map(chr, (*range(0x0F, 0x13), *range(0x16, 0x1E)))),
})  # fmt: skip


def lines(payload: bytes, limits: Limits) -> Iterator[str]:
    """Give the lines of a DOC; raise Refused broken, encrypted, unsupported (Word 6 and 95)."""
    try:
        with olefile.OleFileIO(io.BytesIO(payload)) as compound:
            document = _stream(compound, "WordDocument", limits)
            if len(document) < _POINTERS or document[:2] not in (b"\xec\xa5", b"\xdc\xa5"):
                raise Refused("broken")
            version, flags = struct.unpack_from("<H6xH", document, 2)
            if flags & 0x0100:
                raise Refused("encrypted")
            if version < _WORD_97 - 8:  # some writers of Word 97 say a little less
                raise Refused("unsupported" if version else "broken")
            table = _stream(compound, "1Table" if flags & 0x0200 else "0Table", limits)
            data = _stream(compound, "Data", limits) if compound.exists("Data") else b""
        yield from _Reader.of(document, table, data, limits).lines()
    except (OSError, struct.error, IndexError, TypeError, ValueError) as error:
        raise Refused("broken") from error


def _stream(compound: olefile.OleFileIO, name: str, limits: Limits) -> bytes:
    if compound.get_size(name) > limits.unpacked:
        raise Refused("too_large")
    content: bytes = compound.openstream(name).read()
    return content


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters `first` to `last` of the text, which begin at a place in the file."""

    first: int
    last: int
    place: int
    width: int  # bytes of a character


def _pieces(packed: bytes) -> list[_Piece]:
    """Give the pieces of the text in its order (Clx)."""
    at = 0
    while packed[at] == 1:
        at += 3 + struct.unpack_from("<H", packed, at + 1)[0]
    if packed[at] != 2:
        raise ValueError("no piece table")
    count = (struct.unpack_from("<L", packed, at + 1)[0] - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}L", packed, at + 5)
    found = []
    for index in range(count):
        (place,) = struct.unpack_from("<L", packed, at + 5 + 4 * (count + 1) + 8 * index + 2)
        width = 1 if place & 0x40000000 else 2
        start = (place & 0x3FFFFFFF) // 2 if width == 1 else place & 0x3FFFFFFF
        found.append(_Piece(bounds[index], bounds[index + 1], start, width))
    return found


@dataclass(slots=True)
class _Field:
    """Fields seen so far: of each only the result, behind its separator, is text."""

    open: list[bool] = field(default_factory=list)  # True while the instruction goes on

    def results(self, text: str) -> str:
        if not self.open and not any(c in text for c in "\x13\x14\x15"):
            return text
        kept = []
        for c in text:
            if c == "\x13":
                self.open.append(True)
            elif c == "\x14" and self.open:
                self.open[-1] = False
            elif c == "\x15" and self.open:
                self.open.pop()
            elif not any(self.open) and c not in "\x13\x14\x15":
                kept.append(c)
        return "".join(kept)


@dataclass(slots=True)
class _Reader:
    document: bytes
    pieces: list[_Piece]
    characters: Runs
    paragraphs: Runs
    fonts: list[str]
    styles: list[doc_tables.Style]
    lists: doc_tables.Lists
    limits: Limits
    counters: Counters = field(default_factory=Counters)

    @classmethod
    def of(cls, document: bytes, table: bytes, data: bytes, limits: Limits) -> _Reader:
        def place(index: int) -> tuple[int, int]:
            start, size = struct.unpack_from("<2L", document, _POINTERS + 8 * index)
            return start, size

        def part(index: int) -> bytes:
            start, size = place(index)
            return table[start : start + size]

        return cls(
            document,
            _pieces(part(_PIECES)),
            doc_sprms.character_runs(part(_CHARACTERS), document),
            doc_sprms.paragraph_runs(part(_PARAGRAPHS), document, data),
            doc_tables.fonts(part(_FONTS)),
            doc_tables.styles(part(_STYLES)),
            doc_tables.lists(table, *place(_LISTS), part(_USED)),
            limits,
        )

    def lines(self) -> Iterator[str]:
        """Give paragraphs, and rows with their cells parted by tabs."""
        rows: list[doc_rows.Row] = []
        row = doc_rows.Row()
        for text, end, place in self._paragraphs():
            style, held = self.paragraphs.at(place)
            in_table = _on(held, doc_sprms.IN_TABLE) or end == "\x07"
            if not in_table:
                yield from doc_rows.lines(rows)
                rows, row = [], doc_rows.Row()
                if text.strip():
                    yield self._mark(style, held) + item(text)
                continue
            if _on(held, doc_sprms.ROW_END) or (end == "\x07" and not held and row.ended(text)):
                rows.append(row.closed(held.get(doc_sprms.TABLE, b"")))
                row = doc_rows.Row()
                continue
            mark = self._mark(style, held) if text.strip() else ""
            row.add(mark + " ".join(text.split()), whole=end == "\x07")
        yield from doc_rows.lines(rows)

    def _mark(self, style: int, held: dict[int, bytes]) -> str:
        number = held.get(doc_sprms.LIST) or doc_tables.from_style(
            self.styles, style, doc_sprms.LIST
        )
        found = self.lists.find(int.from_bytes(number or b"", "little"))
        if found is None:
            return ""
        depth = held.get(doc_sprms.LIST_LEVEL) or doc_tables.from_style(
            self.styles, style, doc_sprms.LIST_LEVEL
        )
        return self.counters.mark(found[0], min(int.from_bytes(depth or b"\0", "little"), 8),
                                  found[1])  # fmt: skip

    def _paragraphs(self) -> Iterator[tuple[str, str, int]]:
        """Give each paragraph with the sign that ends it and the place of that sign."""
        parts: list[str] = []
        fields = _Field()
        for text, place, width in self._stretches():
            at = 0
            for end in _ENDS.finditer(text):
                parts.append(self._shown(text[at : end.start()], place + at * width, fields))
                yield "".join(parts), end[0], place + end.start() * width
                parts, at = [], end.end()
            parts.append(self._shown(text[at:], place + at * width, fields))
        if any(parts):
            yield "".join(parts), "\r", 0

    def _shown(self, text: str, place: int, fields: _Field) -> str:
        """Give what can be seen of a stretch of one format."""
        if not text:
            return ""
        visible = fields.results(text)
        _, held = self.characters.at(place)
        gone = (doc_sprms.DELETED, doc_sprms.HIDDEN)
        if any(_on(held, code) for code in gone) or doc_sprms.SYMBOL in held:
            return ""
        shown = visible.translate(_SIGNS)
        return f"{CAPITALS}{shown}{END}" if shown and self._capitals(place, held) else shown

    def _capitals(self, place: int, held: dict[int, bytes]) -> bool:
        told = held.get(doc_sprms.FONT)
        if told is None and doc_sprms.CHARACTER_STYLE in held:
            style = int.from_bytes(held[doc_sprms.CHARACTER_STYLE], "little")
            told = doc_tables.from_style(self.styles, style, doc_sprms.FONT)
        if told is None:
            style, _ = self.paragraphs.at(place)
            told = doc_tables.from_style(self.styles, style, doc_sprms.FONT)
        number = int.from_bytes(told or b"", "little")
        return number < len(self.fonts) and shows_capitals(self.fonts[number])

    def _stretches(self) -> Iterator[tuple[str, int, int]]:
        """Give the wanted texts in stretches of one format, with their place and width."""
        total = 0
        for first, last in self._wanted():
            for piece in self.pieces:
                begin, end = max(first, piece.first), min(last, piece.last)
                place = piece.place + (begin - piece.first) * piece.width
                stop = piece.place + (end - piece.first) * piece.width
                while place < stop:
                    until = self.characters.until(place, stop)
                    until += (until - place) % piece.width
                    raw = self.document[place:until]
                    total += len(raw)
                    if total > 2 * self.limits.characters:
                        raise Refused("too_large")
                    yield _decoded(raw, piece.width), place, piece.width
                    place = until

    def _wanted(self) -> Iterator[tuple[int, int]]:
        at = 0
        for field_at in _TEXTS:
            (length,) = struct.unpack_from("<L", self.document, field_at)
            if field_at in _WANTED and length:
                yield at, at + length
            at += length


def _decoded(raw: bytes, width: int) -> str:
    if width == 2:
        return raw.decode("utf-16-le", "replace")
    return raw.decode("cp1252") if not _UNDEFINED.search(raw) else raw.decode("latin-1")


_UNDEFINED = re.compile(b"[\x81\x8d\x8f\x90\x9d]")


def _on(held: dict[int, bytes], code: int) -> bool:
    return held.get(code, b"\0")[:1] not in (b"\0", b"")
