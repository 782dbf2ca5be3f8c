"""How much of a foreign file is read, and the names of what stops reading it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds, bytes, characters, counts."""

    seconds: float = 60.0  # wall and processor time each
    memory: int = 2**30  # bytes of address space of the child
    file_bytes: int = 256 * 2**20
    characters: int = 20_000_000  # of text that one file gives
    pages: int = 2000  # of a PDF
    rows: int = 200_000  # of a workbook, all sheets together
    entries: int = 2000  # of an archive, and of the package that a DOCX or XLSX is
    unpacked: int = 256 * 2**20  # bytes of all entries together
    ratio: int = 250  # unpacked to packed, above `ratio_from` bytes; a page of zeros is 1000
    ratio_from: int = 8 * 2**20
    nesting: int = 1  # archives in archives that are still opened
    depth: int = 200  # of tables in tables, of elements in elements
    pixels: int = 40_000_000  # of one page or picture: A4 at 300 dpi is 8.7 million


class Refused(Exception):  # noqa: N818  (a state of the file, not a fault of ours)
    """The file gives no text; the message is the problem's name.

    empty, encrypted, broken, unsupported, scanned: what the file is. no_reader: what it needs is
    not installed (libarchive, for RAR and 7z). too_large, too_many_pages,
    too_many_entries, too_nested, bomb: which limit it passes. timeout, memory, crashed: what its
    parser did.
    """
