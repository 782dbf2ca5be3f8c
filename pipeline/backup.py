"""One file of all that cannot be made again: archive, crawl.db, reviews.db, declarations, settings.

What can (corpus.db, snapshots) stays out; `vanban extract` makes it from the rest.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING

from scrapers.exchange import now
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.console import Step
    from pipeline.workspace import Workspace

_MANIFEST = "vanban-backup.json"  # the last member: a file that was cut short has none
_MADE_AGAIN = frozenset({"corpus.db", "published", "backup"})
_PASSING = ("-wal", "-shm", ".lock", ".new", ".part")


@dataclass(frozen=True, slots=True)
class Kept:
    """How many files of a data folder a backup holds, and their size in bytes."""

    files: int
    bytes: int


def backup(workspace: Workspace, file: Path, step: Step) -> Kept:
    """Write a data folder to one tar file, complete or not at all; a crawl may go on meanwhile.

    The databases are copied first, as one state each: the archive may then hold more than they
    know, which the next crawl adopts, never less. ConfigError where there is nothing to keep.
    """
    folder = workspace.folder
    if not folder.is_dir() or not any(_to_keep(folder, file)):
        raise ConfigError(f"{folder}: nothing to back up")
    part = file.with_name(file.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=file.parent) as copies, part.open("wb") as out:
            databases = dict(_copied_databases(folder, Path(copies)))
            names = sorted(_to_keep(folder, file), key=lambda name: (name not in databases, name))
            step(done=0, total=len(names))
            kept = _write(out, [(name, databases.get(name, folder / name)) for name in names], step)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return kept


def restore(file: Path, folder: Path, step: Step) -> Kept:
    """Lay a backup out as a new data folder; ConfigError where anything in it is not as written.

    The folder must be new or empty: nothing is written over. Digests are compared before the
    folder appears under its name.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigError(f"{folder}: not empty; restore into a new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as made:
        inside = Path(made) / "data"
        inside.mkdir()
        try:
            with tarfile.open(file) as held:
                kept = _lay_out(held, inside, step)
        except (tarfile.TarError, EOFError, ValueError, KeyError) as error:
            raise ConfigError(f"{file}: not a whole backup: {error}") from error
        if folder.exists():
            folder.rmdir()
        shutil.move(inside, folder)
    return kept


def _to_keep(folder: Path, target: Path) -> Iterator[str]:
    """Give the names below the folder of all files that cannot be made again."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if name.parts[0].removesuffix("-wal").removesuffix("-shm") in _MADE_AGAIN:
            continue
        if name.name.endswith(_PASSING) or path.is_symlink() or not path.is_file():
            continue
        if path.resolve() != target.resolve():
            yield name.as_posix()


def _copied_databases(folder: Path, copies: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.glob("*.db")):
        if path.name in _MADE_AGAIN:
            continue
        copy = copies / path.name
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as held:
                held.execute("VACUUM INTO ?", (str(copy),))
        except sqlite3.DatabaseError as error:
            raise ConfigError(f"{path}: cannot be copied: {error}") from error
        yield path.name, copy


def _write(out: IO[bytes], files: list[tuple[str, Path]], step: Step) -> Kept:
    listed = []
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as held:
        for name, path in files:
            with path.open("rb") as stream:
                entry = held.gettarinfo(arcname=name, fileobj=stream)
                read = _Digested(stream)
                held.addfile(entry, read)  # as long as it was when asked: an archive grows
            listed.append({"name": name, "size": entry.size, "sha256": read.digest.hexdigest()})
            step(name)
        told = {"version": version("vanban"), "made": now(), "files": listed}
        data = json.dumps(told, ensure_ascii=False, indent=1).encode()
        manifest = tarfile.TarInfo(_MANIFEST)
        manifest.size = len(data)
        held.addfile(manifest, io.BytesIO(data))
    return Kept(len(listed), sum(int(str(file["size"])) for file in listed))


def _lay_out(held: tarfile.TarFile, folder: Path, step: Step) -> Kept:
    members = held.getmembers()
    last = members[-1] if members else None
    stream = held.extractfile(last) if last is not None and last.name == _MANIFEST else None
    if stream is None:
        raise ValueError("its last entry, the list of files, is missing")
    wanted = {file["name"]: file["sha256"] for file in json.load(stream)["files"]}
    if wanted.keys() != {member.name for member in members[:-1]}:
        raise ValueError("its files are not those of its list")
    step(done=0, total=len(wanted))
    for member in members[:-1]:
        name = PurePosixPath(member.name)
        if not member.isreg() or name.is_absolute() or ".." in name.parts:
            raise ValueError(f"{member.name!r} is no plain file below the folder")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        content = held.extractfile(member)
        assert content is not None  # noqa: S101  (a regular member has content)
        read = _Digested(content)
        with path.open("xb") as out:
            shutil.copyfileobj(read, out)
        if read.digest.hexdigest() != wanted[member.name]:
            raise ValueError(f"{member.name} is not what was kept")
        step(member.name)
    return Kept(len(wanted), sum(member.size for member in members[:-1]))


class _Digested(io.RawIOBase):
    """A stream that takes the digest of what is read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.digest.update(data)
        return data
