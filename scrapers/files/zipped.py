"""Entries of a ZIP, each within the limits; their names are names and never paths."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import partial
from typing import TYPE_CHECKING

from scrapers.files.limits import Limits, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


def files(payload: bytes, limits: Limits) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Give the files of an archive by the last part of their names, and what reads each of them."""
    with opened(payload, limits) as archive:
        for entry in archive.infolist():
            if not entry.is_dir() and (name := file_name(entry.filename)):
                yield _shown(name, entry), partial(content, archive, entry)


def file_name(path: str) -> str:
    """Give the last part of an entry's name; empty for what systems add to archives."""
    path = path.replace("\\", "/")
    last = path.rsplit("/", 1)[-1]
    added = last.startswith((".", "~$")) or last in {"Thumbs.db", "desktop.ini"}
    return "" if added or path.startswith("__MACOSX/") else last


def _shown(name: str, entry: zipfile.ZipInfo) -> str:
    """Give a name in Unicode: without its flag, zipfile reads bytes as cp437."""
    if not entry.flag_bits & 0x800:
        for encoding in ("utf-8", "cp1258"):
            try:
                return name.encode("cp437").decode(encoding)
            except UnicodeError:
                continue
    return name
