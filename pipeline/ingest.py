"""Local files and foreign WARC files into the archive, with what a person told about them."""

from __future__ import annotations

import gzip
import mimetypes
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

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
    from scrapers.site import Site

MAX_BYTES = 256 * 2**20  # of one file; larger ones are named and left


@dataclass(frozen=True, slots=True)
class Taken:
    """What an ingestion did: files new or changed, known ones, and those left with the reason."""

    new: int
    known: int
    left: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _File:
    identity: str
    url: str
    name: str
    payload: bytes
    declared: str | None = None


def take_in(
    workspace: Workspace, paths: Iterable[Path], about: Meta, meta: Mapping[str, Meta],
    source: str, step: Step,
) -> Taken:  # fmt: skip
    """Archive the files of paths (folders recursively) as notices of `source`.

    `meta` is looked up by the file's name without its ending and wins over `about`.
    """
    if source in {site.name for site in declarations.all_sites(workspace.folder)}:
        raise ConfigError(f"--source {source}: is a declared site; choose another name")
    left: list[tuple[str, str]] = []
    new = known = 0
    settings = workspace.settings()
    with owned(workspace.folder), Store(workspace.folder, settings) as store:
        for file in _files(paths, declarations.all_sites(workspace.folder), left):
            told = meta.get(Path(file.name).stem, about)
            added = store.take_in(
                site=source,
                identity=file.identity,
                url=file.url,
                payload=file.payload,
                media_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream",
                options={
                    "name": file.name,
                    "published": told.published,
                    "province": told.province,
                    "title": told.title,
                    "declared": file.declared,
                },
                name=file.name,
                title=told.title,
                published=told.published,
            )
            new, known = new + added, known + (not added)
            step(file.name)
    return Taken(new, known, tuple(left))


def _files(
    paths: Iterable[Path], sites: tuple[Site, ...], left: list[tuple[str, str]]
) -> Iterator[_File]:
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for entry in inside:
            if entry.is_dir():
                continue
            identity = entry.relative_to(path).as_posix() if path.is_dir() else entry.name
            yield from _file(entry, identity, sites, left, named=not path.is_dir())


def _file(
    path: Path, identity: str, sites: tuple[Site, ...], left: list[tuple[str, str]], *, named: bool
) -> Iterator[_File]:
    """Give the file as notices; say in `left` why there are none."""
    try:
        found = path.lstat() if not named else path.stat()
        if not stat.S_ISREG(found.st_mode):
            left.append((str(path), "neither a file nor a folder"))
        elif found.st_size > MAX_BYTES:
            left.append((str(path), f"larger than {MAX_BYTES // 2**20} MB"))
        elif path.name.endswith((".warc", ".warc.gz")):
            pages = _responses(path, sites)
            first = next(pages, None)
            if first is None:
                left.append((str(path), "no page in this WARC"))
            else:
                yield first
                yield from pages
        elif path.suffix.lower() in SUFFIXES:
            yield _File(identity, path.resolve().as_uri(), path.name, path.read_bytes())
        elif named:
            left.append((str(path), f"no ending that can be read ({', '.join(sorted(SUFFIXES))})"))
    except OSError as error:
        left.append((str(path), error.strerror or str(error)))
    except (ArchiveLoadFailed, gzip.BadGzipFile, EOFError) as error:
        left.append((str(path), f"broken WARC: {error}"))


def _responses(path: Path, sites: tuple[Site, ...]) -> Iterator[_File]:
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            kind = record.http_headers.get_header("Content-Type") or ""
            if record.http_headers.get_statuscode() != "200" or "html" not in kind:
                continue
            declared = next((site for site in sites if site.identity(url)), None)
            identity = (declared.identity(url) if declared else None) or url
            name = (url.split("?")[0].rstrip("/").rsplit("/", 1)[-1] or "index") + ".html"
            payload = record.content_stream().read(MAX_BYTES)
            yield _File(identity, url, name, payload, declared.name if declared else None)
