"""Taking pages out of the archive and of crawl.db, so that nothing of them is left."""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import struct
import zlib
from collections import defaultdict
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from scrapers.exchange import Location
from scrapers.settings import ConfigError
from scrapers.spared import WARCWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_GZIP_WITH_COMMENT = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"
_SQL_PAGES = "SELECT id, url, identity, kind, digest, listed_title FROM pages WHERE site = ? AND "


class Erased(NamedTuple):
    """A page or file that was taken out of crawl.db: address, digest of its bytes, title."""

    url: str
    kind: str
    digest: str | None
    title: str | None = None  # as a listing showed it; None where another page bears it, too


def pages(db: Path, site: str, identity: str) -> tuple[tuple[Erased, ...], tuple[Location, ...]]:
    """Give an article with the files only it links to, and where the archive has their answers."""
    with closing(_opened(db)) as connection:
        rows = _rows(connection, site, identity)
        marks = ", ".join("?" * len(rows))
        ids = [row[0] for row in rows]
        places = connection.execute(
            f"SELECT file, start, length FROM answers WHERE page IN ({marks}) UNION"
            f" SELECT file, start, length FROM pages WHERE id IN ({marks}) AND file IS NOT NULL",
            (*ids, *ids),
        ).fetchall()
        erased = tuple(
            Erased(row[1], row[3], row[4], _own_title(connection, site, row[5], ids))
            for row in rows
        )
        return erased, tuple(Location(*place) for place in places)


def _own_title(
    connection: sqlite3.Connection, site: str, title: str | None, ids: Sequence[int]
) -> str | None:
    """Give a title that no other page of the site bears."""
    marks = ", ".join("?" * len(ids))
    asked = f"SELECT 1 FROM pages WHERE site = ? AND listed_title = ? AND id NOT IN ({marks})"
    return None if connection.execute(asked, (site, title, *ids)).fetchone() else title


def rows(db: Path, site: str, identity: str) -> None:
    """Delete the same from crawl.db or a copy of it, and overwrite where it lay."""
    with closing(_opened(db)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        found = _rows(connection, site, identity)
        with connection:
            for page, url, *_ in found:
                for table in ("answers", "listed"):
                    connection.execute(f"DELETE FROM {table} WHERE page = ?", (page,))
                connection.execute("DELETE FROM pages WHERE id = ?", (page,))
                connection.execute("DELETE FROM problems WHERE site = ? AND url = ?", (site, url))
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def records(
    archive: Path,
    db: Path,
    places: Iterable[Location],
    changed: Iterable[tuple[Location, bytes]] = (),
) -> None:
    """Overwrite records of the archive with empty ones of the same length: no other one moves.

    `changed` are records with what is to take their place, of the same length or nothing. A file is
    written anew beside the old one and takes its place whole. `db` keeps the digests of files that
    are complete: those of the changed ones are renewed.
    """
    by_file: dict[str, dict[Location, bytes]] = defaultdict(dict)
    for place, data in (*((one, b"") for one in places), *changed):
        by_file[place.file][place] = data
    digests = {name: _rewrite(archive / name, found) for name, found in by_file.items()}
    with closing(_opened(db)) as connection, connection:
        connection.executemany(
            "UPDATE sealed SET digest = ? WHERE file = ?",
            [(digest, name) for name, digest in digests.items()],
        )


def _opened(db: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{db.absolute().as_uri()}?mode=rw", uri=True, timeout=30)


def _rows(
    connection: sqlite3.Connection, site: str, identity: str
) -> list[tuple[int, str, str, str, str | None, str | None]]:
    return connection.execute(
        _SQL_PAGES + "((kind IN ('article', 'local') AND identity = ?2)"
        " OR (kind = 'attachment' AND parent = ?2))",
        (site, identity),
    ).fetchall()


def _rewrite(path: Path, changed: Mapping[Location, bytes]) -> str:
    """Write the file anew with these records changed; give the SHA-256 of what it is now."""
    part = path.with_name(path.name + ".part")
    digest = hashlib.sha256()
    try:
        with path.open("rb") as old, part.open("wb") as new:
            for place in sorted(changed, key=lambda one: one.offset):
                _copy(old, new, place.offset - old.tell(), digest)
                old.seek(place.length, os.SEEK_CUR)
                data = changed[place] or _empty(place.length)
                digest.update(data)
                new.write(data)
            _copy(old, new, -1, digest)
            new.flush()
            os.fsync(new.fileno())
        part.replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()


def _copy(old: io.BufferedReader, new: io.BufferedWriter, size: int, digest: hashlib._Hash) -> None:
    while size:
        data = old.read(min(size, 2**20) if size > 0 else 2**20)
        if not data:
            return
        digest.update(data)
        new.write(data)
        size -= len(data) if size > 0 else 0


def _empty(length: int) -> bytes:
    """One gzip member of that length that holds a record of nothing; a comment fills it up."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False, warc_version="1.1")
    writer.write_record(
        writer.create_warc_record(
            "urn:vanban:forgotten", "resource", payload=io.BytesIO(), length=0
        )
    )
    raw = out.getvalue()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(raw) + packer.flush()
    tail = struct.pack("<II", zlib.crc32(raw), len(raw))
    room = length - len(_GZIP_WITH_COMMENT) - 1 - len(packed) - len(tail)
    if room < 0:
        raise ConfigError(f"a record of {length} bytes is too short to be overwritten")
    return _GZIP_WITH_COMMENT + b" " * room + b"\0" + packed + tail
