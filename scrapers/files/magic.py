"""What a file is, by its bytes: names and endings of portals are often wrong.

Runs in the parent too, so it opens nothing: a few bytes are looked at, and of a ZIP the list of
its entries, in one bounded walk.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # with entries, and without
_SIGNATURES = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"GIF8", "gif"),
)
_OFFICE = (
    ("docx", b"word/", b"document.xml"),
    ("xlsx", b"xl/", b"workbook.xml"),
    ("pptx", b"ppt/", b"presentation.xml"),
)
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_ENTRIES = 5000  # looked at; a package names its main part among the first

IMAGES = frozenset({"png", "jpeg", "tiff"})
PAPERS = frozenset(
    {
        "pdf",
        "docx",
        "doc",
        "xlsx",
        "xls",
        "pptx",
        "zip",
        "rtf",
        "rar",
        "7z",
        "ole",
        "encrypted",
    }
)


def media_type(payload: bytes) -> str:
    """Give what the bytes are, whatever the file is called.

    pdf, docx, xlsx, pptx, zip, doc, xls, ole (another file of the old Office), encrypted (a DOCX or
    XLSX behind a password), rtf, rar, 7z, png, jpeg, tiff, gif, html, other.

    >>> media_type(b"%PDF-1.7 ...")
    'pdf'
    """
    if b"%PDF-" in payload[:1024]:
        return "pdf"
    if payload.startswith(_ZIP):
        return _package(payload)
    if payload.startswith(_OLE):
        return _compound(payload)
    for signature, kind in _SIGNATURES:
        if payload.startswith(signature):
            return kind
    lower = payload[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()[:256].lower()
    if lower.startswith((b"<!doctype html", b"<html")):
        return "html"
    return "other"


def _package(payload: bytes) -> str:
    """Tell a ZIP from what Office packs so; one that lacks its main part is that kind, broken."""
    names = set(entry_names(payload))
    is_office = b"[Content_Types].xml" in names
    for kind, folder, main in _OFFICE:
        if folder + main in names or (is_office and any(n.startswith(folder) for n in names)):
            return kind
    return "zip"


def entry_names(payload: bytes) -> Iterator[bytes]:
    """Give the names in a ZIP's directory, a few thousand at most; nothing where it is broken."""
    end = payload.rfind(b"PK\x05\x06", max(0, len(payload) - 2**16 - _END.size))
    if end < 0 or len(payload) - end < _END.size:
        return
    size, offset = _END.unpack_from(payload, end)[5:7]
    at = end - size if end - size >= 0 else offset  # a prefix moves the directory
    for _ in range(_ENTRIES):
        if len(payload) - at < _ENTRY.size or payload[at : at + 4] != b"PK\x01\x02":
            return
        lengths = _ENTRY.unpack_from(payload, at)[10:13]
        start = at + _ENTRY.size
        yield payload[start : start + lengths[0]]
        at = start + sum(lengths)


def _compound(payload: bytes) -> str:
    """Tell Word from Excel by the names of streams, which stand in UTF-16 in the directory."""
    for name, kind in (
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("EncryptedPackage", "encrypted"),  # a DOCX or XLSX behind a password
    ):
        if f"{name}\0".encode("utf-16-le") in payload:
            return kind
    return "ole"
