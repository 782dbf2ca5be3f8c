"""Entries of a RAR or 7z, read through libarchive; their names are names and never paths.

libarchive is native code that reads strangers' bytes: it runs in the child only, which has no
network, writes no file and is killed at its limits.
"""

from __future__ import annotations

import ctypes
import importlib
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapers.files.limits import Limits, Refused
from scrapers.files.zipped import file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PIECE = 2**16
_FORMATS = ((b"Rar!\x1a\x07\x01", "rar5"), (b"Rar!", "rar"), (b"7z", "7zip"))


def files(payload: bytes, limits: Limits) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Give the files of an archive by the last part of their names, and what reads each of them.

    A file is read before the next one is asked for, or never. Raises Refused no_reader, encrypted,
    broken, too_many_entries, too_large, bomb.
    """
    libarchive = _library()
    form = next(form for mark, form in _FORMATS if payload.startswith(mark))
    spent = _Spent(limits, len(payload))
    try:
        with libarchive.memory_reader(payload, format_name=form, filter_name="none") as archive:
            for entry in archive:
                spent.entry()
                if entry.isfile and (name := file_name(_shown(entry.pathname))):
                    yield name, partial(_content, libarchive, entry, spent)
                if spent.over is not None:
                    raise spent.over
    except libarchive.ArchiveError as error:
        raise _refused(error) from error


def _library() -> Any:  # noqa: ANN401  (it has no types)
    """Give the binding; raise Refused where it finds no libarchive."""
    try:
        return importlib.import_module("libarchive")
    except (ImportError, OSError, AttributeError, TypeError) as error:
        raise Refused("no_reader") from error


def _content(libarchive: Any, entry: Any, spent: _Spent) -> bytes:  # noqa: ANN401  (as above)
    if _is_encrypted(libarchive, entry):
        raise Refused("encrypted")
    pieces = []
    try:
        for piece in entry.get_blocks(_PIECE):
            spent.take(len(piece))
            pieces.append(piece)
    except libarchive.ArchiveError as error:  # nothing behind it can be read either
        spent.over = _refused(error)
        raise spent.over from error
    return b"".join(pieces)


def _is_encrypted(libarchive: Any, entry: Any) -> bool:  # noqa: ANN401  (as above)
    """Ask what the binding leaves out: bytes of an old RAR are given as they are, encrypted."""
    place = ctypes.c_void_p(entry._entry_p)  # noqa: SLF001  (as above)
    return bool(libarchive.ffi.libarchive.archive_entry_is_encrypted(place))


class _Spent:
    """What came out of one archive so far; what entries say of their size is not believed.

    `over` is why nothing more is taken out.
    """

    def __init__(self, limits: Limits, packed: int) -> None:
        self._entries = limits.entries
        self._most = limits.unpacked
        self._ratio = max(limits.ratio_from, limits.ratio * packed)
        self._taken = 0
        self.over: Refused | None = None

    def entry(self) -> None:
        self._entries -= 1
        if self._entries < 0:
            raise Refused("too_many_entries")

    def take(self, size: int) -> None:
        self._taken += size
        if self._taken > min(self._most, self._ratio):
            self.over = Refused("bomb" if self._taken > self._ratio else "too_large")
            raise self.over


def _shown(name: str | bytes | None) -> str:
    """Give a name in Unicode: archives of before it hold the bytes of their system."""
    if isinstance(name, bytes):
        return name.decode("cp1258", "replace")
    return name or ""


def _refused(error: Exception) -> Refused:
    said = str(error).casefold()
    return Refused("encrypted" if "encrypt" in said or "passphrase" in said else "broken")
