"""Local files and foreign WARC files into the archive, with what a person told about them."""

from __future__ import annotations

import gzip
import mimetypes
import stat
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from warcio.exceptions import ArchiveLoadFailed

from pipeline import warcs
from pipeline.warcs import Held
from scrapers import forgotten
from scrapers import site as declarations
from scrapers.local import SUFFIXES
from scrapers.owner import owned
from scrapers.settings import ConfigError
from scrapers.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.console import Step
    from pipeline.meta import Meta
    from pipeline.workspace import Workspace
    from scrapers.forgotten import Forgotten
    from scrapers.site import Site

MAX_BYTES = 256 * 2**20  # of one file or record; larger ones are named and left


@dataclass(frozen=True, slots=True)
class Taken:
    """What an ingestion did: files new or changed, known ones, and those left with the reason."""

    new: int
    known: int
    left: tuple[tuple[str, str], ...]


def take_in(
    workspace: Workspace, paths: Iterable[Path], about: Meta, meta: Mapping[str, Meta],
    source: str, step: Step,
) -> Taken:  # fmt: skip
    """Archive the files of paths (folders recursively) as notices of `source`.

    `meta` is looked up by the file's name without its ending and wins over `about`; what a WARC of
    our own tells of a file goes before both.
    """
    declared = declarations.all_sites(workspace.folder)
    gone = forgotten.load(workspace.folder)
    if source in {site.name for site in declared}:
        raise ConfigError(f"--source {source}: is a declared site; choose another name")
    left: list[tuple[str, str]] = []
    taken: set[str] = set()
    new = known = 0
    settings = workspace.made().settings()
    with owned(workspace.folder), Store(workspace.folder, settings) as store:
        for file in _files(paths, declared, left):
            if file.identity in taken:
                left.append((file.url, "another file of this name was taken in just now"))
                continue
            taken.add(file.identity)
            if _is_forgotten(gone, source, file):
                left.append((file.url, "was forgotten on request: it is not taken in again"))
                continue
            added = _keep(store, source, file, meta.get(Path(file.name).stem, about))
            new, known = new + added, known + (not added)
            step(file.name)
    return Taken(new, known, tuple(left))


def _is_forgotten(gone: Forgotten, source: str, file: Held) -> bool:
    """Tell whether a file is a forgotten notice, by its place, its address or its very bytes."""
    sources = {source, *([file.declared] if file.declared else [])}
    named = gone.address(file.url) or any(gone.page(one, file.identity) for one in sources)
    return named or gone.contents(file.payload)


def _keep(store: Store, source: str, file: Held, about: Meta) -> bool:
    """Archive a file with what is told of it; tell whether it is new or changed."""
    told: dict[str, str | None] = {
        "published": about.published, "province": about.province, "title": about.title, **file.told
    }  # fmt: skip
    return store.take_in(
        site=source,
        identity=file.identity,
        url=file.url,
        payload=file.payload,
        media_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        options={
            "name": file.name,
            "declared": file.declared,
            "charset": file.charset,
            **told,
        },
        name=file.name,
        title=told["title"],
        published=told["published"],
    )


def _files(
    paths: Iterable[Path], sites: tuple[Site, ...], left: list[tuple[str, str]]
) -> Iterator[Held]:
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for entry in inside:
            if entry.is_dir():
                continue
            identity = entry.relative_to(path).as_posix() if path.is_dir() else entry.name
            yield from _file(entry, identity, sites, left, named=not path.is_dir())


def _file(
    path: Path, identity: str, sites: tuple[Site, ...], left: list[tuple[str, str]], *, named: bool
) -> Iterator[Held]:
    """Give the file as notices; say in `left` why there are none."""
    shown = str(path).encode("utf-8", "replace").decode()
    try:
        found = path.lstat() if not named else path.stat()
        if not stat.S_ISREG(found.st_mode):
            left.append((shown, "neither a file nor a folder"))
        elif str(path) != shown:
            left.append((shown, "its name is no Unicode"))
        elif path.name.lower().endswith((".warc", ".warc.gz")):
            yield from _archived(path, sites, left)
        elif path.suffix.lower() not in SUFFIXES:
            if named:
                left.append((shown, f"no ending that can be read ({', '.join(sorted(SUFFIXES))})"))
        elif found.st_size > MAX_BYTES:
            left.append((shown, f"larger than {MAX_BYTES // 2**20} MB"))
        else:
            yield Held(identity, f"file:{quote(identity)}", path.name, path.read_bytes())
    except OSError as error:
        left.append((shown, error.strerror or str(error)))


def _archived(path: Path, sites: tuple[Site, ...], left: list[tuple[str, str]]) -> Iterator[Held]:
    count = 0
    try:
        for held in warcs.read(path, sites, MAX_BYTES):
            count += 1
            if isinstance(held, warcs.Refused):
                left.append((f"{path}: {held.url}", held.why))
            else:
                yield held
    except (ArchiveLoadFailed, gzip.BadGzipFile, zlib.error, EOFError, ValueError) as error:
        left.append((str(path), f"broken WARC: {error}"))
        return
    if not count:
        left.append((str(path), "no page in this WARC"))
