"""The archive: everything that portals answered, and every file taken in, as WARC files."""

from __future__ import annotations

import os
import zlib
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, BinaryIO

from scrapers import packing, warc
from scrapers.closing import Closing
from scrapers.exchange import Exchange, Location, now
from scrapers.settings import ConfigError
from scrapers.spared import ArchiveLoadFailed
from scrapers.status import FetchError
from scrapers.warc import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["Archive", "ArchiveError", "Exchange", "Location", "Record"]


class ArchiveError(Exception):
    """The archive does not hold what a location promises; the text says which file and where."""


class Archive(Closing):
    """A folder of WARC 1.1 files, one gzip member a record, read anywhere and appended at the end.

    Records of one exchange lie together and are addressed together: metadata, request, response.
    Whoever writes owns the data folder (see `owned`); reading needs no ownership. What is written
    is safe on disk after `sync`, and nothing may point to it before.

    >>> import tempfile, pathlib
    >>> archive = Archive(pathlib.Path(tempfile.mkdtemp()))
    >>> where = archive.write_resource("file:///ke-hoach.txt", "Kế hoạch số 19".encode(),
    ...                                "text/plain", {"province": "Đồng Tháp"})
    >>> archive.close()
    >>> archive.read(where).payload.decode(), archive.read(where).options["province"]
    ('Kế hoạch số 19', 'Đồng Tháp')
    """

    def __init__(self, folder: Path, max_file_bytes: int = 256 * 2**20) -> None:
        self.folder = folder
        self._max = max_file_bytes
        self._stream: BinaryIO | None = None
        self._end = 0
        self._sealed: set[str] = set()  # complete, or damaged inside: never appended to
        self.written: list[str] = []  # the files that were appended to

    def write_response(
        self, exchange: Exchange, options: Mapping[str, Any], *, same_as: str | None = None
    ) -> Location:
        """Append an exchange and give its location.

        `options` says whose page it is. `same_as` is when the same payload was stored: only a
        revisit record is written then.
        """
        return self.append(packing.packed_exchange(exchange, options, same_as))

    def write_resource(
        self, uri: str, payload: bytes, media_type: str, options: Mapping[str, Any]
    ) -> Location:
        """Append a local file with the options it was taken in with, and give its location."""
        return self.append(packing.packed_resource(uri, payload, media_type, options, now()))

    def append(self, group: bytes) -> Location:
        """Append records that `warc` has packed; after an error the file is as it was before."""
        stream = self._writable()
        offset = self._end
        try:
            _write(stream, group)
        except OSError as error:
            stream.truncate(offset)
            raise ConfigError(f"{self.folder}: cannot write: {error.strerror}") from error
        self._end += len(group)
        return Location(self._name(stream), offset, len(group))

    def seal(self, files: Iterable[str]) -> None:
        """Append to none of these files any more."""
        self._sealed.update(files)

    def sync(self) -> None:
        """Return when everything appended is on the disk."""
        if self._stream is not None:
            os.fsync(self._stream.fileno())

    def read(self, location: Location) -> Record:
        """Give what lies at a location; raise ArchiveError where the file does not hold it."""
        where = f"{self.folder / location.file} at {location.offset}"
        try:
            with (self.folder / location.file).open("rb") as stream:
                stream.seek(location.offset)
                record = warc.read_group(stream.read(location.length))
        except (OSError, zlib.error, ArchiveLoadFailed, FetchError, ValueError) as error:
            raise ArchiveError(f"{where}: {error}") from error
        if record is None:
            raise ArchiveError(f"{where}: no record of an answer or a file")
        return record

    def records(self) -> Iterator[tuple[Location, Record]]:
        """Give everything that was ever stored, in the order of storing."""
        for path in self._files():
            for location in self._groups(path, 0):
                if not self._opens_file(location):
                    yield location, self.read(location)

    def locations(
        self, damaged: list[str], behind: Mapping[str, int] | None = None
    ) -> Iterator[Location]:
        """Give where everything lies that was stored; name in `damaged` what is no record.

        With `behind` (as `ends` gave it) only what was stored since.
        """
        for path in self._files():
            try:
                for location in self._groups(path, (behind or {}).get(path.name, 0)):
                    if not self._opens_file(location):
                        yield location
            except zlib.error as error:
                damaged.append(f"{path}: {error}")

    def recover(self, committed: Location | None) -> tuple[Location, ...]:
        """Cut what a crash left half written; give the whole records behind the last committed one.

        To be called before the first `append` after a start. A file that ends before the committed
        location has lost records: `ends` tells how far each file reaches. Bytes that are no record
        at all are kept: that file is left as it is, and the next one begun.
        """
        orphans: list[Location] = []
        for path in self._files():
            if committed is not None and path.name < committed.file:
                continue
            start = 0
            if committed is not None and path.name == committed.file:
                start = committed.end if path.stat().st_size >= committed.end else 0
            end = start
            try:
                for location in self._groups(path, start):
                    end = location.end
                    if not self._is_old(location, committed):
                        orphans.append(location)
            except zlib.error:
                self._sealed.add(path.name)
            else:
                self._cut(path, end)
        return tuple(one for one in orphans if not self._opens_file(one))

    def ends(self) -> dict[str, int]:
        """Give the size of each file."""
        return {path.name: path.stat().st_size for path in self._files()}

    def close(self) -> None:
        """Sync and close the file that is appended to."""
        if self._stream is not None:
            self.sync()
            self._stream.close()
            self._stream = None

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("vanban-*.warc.gz"))

    def _groups(self, path: Path, start: int) -> Iterator[Location]:
        """Give the complete groups of records in a file from an offset on."""
        with path.open("rb") as stream:
            for end, kind in warc.members(stream, start):
                if kind in warc.LAST_OF_GROUP:
                    yield Location(path.name, start, end - start)
                    start = end

    @staticmethod
    def _is_old(location: Location, committed: Location | None) -> bool:
        return (
            committed is not None
            and location.file == committed.file
            and location.end <= committed.end
        )

    @staticmethod
    def _opens_file(location: Location) -> bool:
        return location.offset == 0  # a file begins with its warcinfo record

    @staticmethod
    def _cut(path: Path, end: int) -> None:
        if path.stat().st_size > end:
            with path.open("r+b") as stream:
                stream.truncate(end)
                os.fsync(stream.fileno())

    def _writable(self) -> BinaryIO:
        if self._stream is not None and self._end < self._max:
            return self._stream
        try:
            return self._next_file()
        except OSError as error:
            raise ConfigError(f"{self.folder}: cannot write: {error.strerror}") from error

    def _next_file(self) -> BinaryIO:
        """Go on with the last file while it has room, else begin a new one."""
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        files = self._files()
        last = files[-1] if files else None
        full = last is not None and (last.stat().st_size >= self._max or last.name in self._sealed)
        if last is None or full:
            number = int(last.name.split("-")[1].split(".")[0]) + 1 if last else 1
            last = self.folder / f"vanban-{number:06d}.warc.gz"
        self._stream = last.open("ab", buffering=0)
        self.written.append(last.name)
        self._end = last.stat().st_size
        if self._end == 0:
            opening = packing.packed_warcinfo(last.name, f"vanban/{own_version()}")
            _write(self._stream, opening)
            self._end = len(opening)
            self._sync_folder()
        return self._stream

    def _sync_folder(self) -> None:
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @staticmethod
    def _name(stream: BinaryIO) -> str:
        return os.path.basename(stream.name)  # noqa: PTH119  (a name, not a path of ours)


def _write(stream: BinaryIO, data: bytes) -> None:
    """Write all of it: a file without a buffer may take a part at a time."""
    view = memoryview(data)
    while view:
        view = view[stream.write(view) :]


def own_version() -> str:
    """Give the installed version of vanban, 0 where it runs from a bare folder."""
    try:
        return version("vanban")
    except PackageNotFoundError:
        return "0"
