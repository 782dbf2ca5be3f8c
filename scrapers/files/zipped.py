"""Entries of a ZIP, each within the limits; their names are names and never paths."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from scrapers.files.limits import Limits, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)


def opened(payload: bytes, limits: Limits) -> zipfile.ZipFile:
    """Give an archive that is within the limits by what it says of itself.

    It cannot give more than it says: an entry is cut at its declared size. Raises Refused broken,
    too_many_entries, too_large, bomb.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(payload))
    except BROKEN as error:
        raise Refused("broken") from error
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise Refused("too_many_entries")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.ratio_from and unpacked > limits.ratio * len(payload):
        raise Refused("bomb")
    if unpacked > limits.unpacked:
        raise Refused("too_large")
    return archive


def content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | str) -> bytes:
    """Give an entry's bytes; raise Refused encrypted or broken, KeyError where there is none."""
    held = archive.getinfo(entry) if isinstance(entry, str) else entry
    if held.flag_bits & 0x1:
        raise Refused("encrypted")
    try:
        return archive.read(held)
    except BROKEN as error:
        raise Refused("broken") from error


def files(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Give the files of an archive by the last part of their names, without what systems add."""
    for entry in archive.infolist():
        name = entry.filename.replace("\\", "/")
        last = name.rsplit("/", 1)[-1]
        if entry.is_dir() or not last or name.startswith("__MACOSX/"):
            continue
        if last.startswith((".", "~$")) or last in {"Thumbs.db", "desktop.ini"}:
            continue
        yield _shown(last, entry), entry


def _shown(name: str, entry: zipfile.ZipInfo) -> str:
    """Give a name in Unicode: without its flag, zipfile reads bytes as cp437."""
    if not entry.flag_bits & 0x800:
        for encoding in ("utf-8", "cp1258"):
            try:
                return name.encode("cp437").decode(encoding)
            except UnicodeError:
                continue
    return name
