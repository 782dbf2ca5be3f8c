"""Builds the corpus that `million.py ask` is about, from rows in their final form.

Nothing is looked up and nothing is sorted twice: indexes are made when all rows are there. Ended
by `kill`, it is finished with the notices that are there.
"""

from __future__ import annotations

import shutil
import signal
import sqlite3
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING

import generate
from final_rows import DOCUMENTS, TOLD, Final, packed_chunk

from corpus import fulltext, seen
from corpus.database import open_corpus
from corpus.postponed import catch_up, postpone
from corpus.rows import insertion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from pathlib import Path

_CACHE_KB = 4_000_000  # while it is built; it is asked with what vanban sets
# Bytes of the full-text index that are written at once; SQLite's own setting.
_HASH, _USUAL_HASH = 128 << 20, 1 << 20
# Tables whose keys have no order: they are filled in the order of the keys when all are there.
_SORTED = {"near_keys": ("key", "notice"), "phrase_keys": ("key", "recommendation")}


def build(folder: Path, notices: int, seed: int, processes: int) -> None:
    """Make a corpus and tell how long it took and how large it is."""
    path = new_folder(folder)
    opened(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = DELETE", "journal_mode = OFF", "synchronous = OFF",
                    "locking_mode = EXCLUSIVE", f"cache_size = -{_CACHE_KB}"):  # fmt: skip
        connection.execute(f"PRAGMA {setting}")
    clock = _Stages()
    _postpone(connection)
    done = 0
    stopped: list[int] = []  # by `kill`: it is finished with what there is
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
    for chunk in _chunks(-(-notices // generate.CHUNK), seed, processes):
        _write(connection, Final.unpacked(chunk))
        done += generate.CHUNK
        if done % 50_000 == 0:
            print(f"{done:,} notices, {done / clock.whole():,.0f}/s", flush=True)
        if stopped:
            break
    clock.tell("rows and words written")
    connection.execute(DOCUMENTS)
    for table, columns in _SORTED.items():
        names = ", ".join(columns)
        connection.execute(
            f"INSERT INTO main.{table} ({names}) SELECT {names} FROM temp.{table} ORDER BY {names}"
        )
        connection.execute(f"DROP TABLE temp.{table}")
    clock.tell("documents and keys written")
    catch_up(connection)
    _set_hash(connection, _USUAL_HASH)
    connection.execute("COMMIT")
    clock.tell("indexes made")
    connection.execute("PRAGMA locking_mode = NORMAL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    size = path.stat().st_size
    print(f"{done:,} notices in {clock.whole():,.0f} s, {size / 2**30:.2f} GiB,"
          f" {size / done:,.0f} bytes per notice")  # fmt: skip


class _Stages:
    """Tells how long each stage took."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()

    def whole(self) -> float:
        """Give the seconds since the beginning."""
        return time.perf_counter() - self._begun

    def tell(self, stage: str) -> None:
        now = time.perf_counter()
        print(f"{stage}: {now - self._last:,.0f} s", flush=True)
        self._last = now


def _postpone(connection: sqlite3.Connection) -> None:
    written = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    postpone(connection, tuple(name for (name,) in written))
    connection.execute("BEGIN")
    _set_hash(connection, _HASH)
    connection.execute(TOLD)
    for table, columns in _SORTED.items():
        connection.execute(f"CREATE TEMP TABLE {table} ({', '.join(columns)})")


def _set_hash(connection: sqlite3.Connection, size: int) -> None:
    connection.execute("INSERT INTO fulltext (fulltext, rank) VALUES ('hashsize', ?)", (size,))


def _write(connection: sqlite3.Connection, chunk: Final) -> None:
    for (table, columns), rows in chunk.rows.items():
        into = f"temp.{table}" if table in _SORTED else table
        connection.executemany(insertion(into, columns), rows)
    entries = [fulltext.Entry(*entry) for entry in chunk.entries]
    fulltext.put_new(connection, entries, chunk.columns, chunk.words)


def new_folder(folder: Path) -> Path:
    """Give where the corpus of an emptied folder lies."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder / "corpus.db"


def opened(path: Path) -> sqlite3.Connection:
    """Give a corpus that knows the portals of the made-up notices."""
    connection = open_corpus(path)
    for site in generate.sites():
        seen.put_site(connection, site)
    return connection


def _chunks(chunks: int, seed: int, processes: int) -> Iterator[bytes]:
    """Give the chunks in order, made by other processes and never far ahead of the writing."""
    with ProcessPoolExecutor(processes) as pool:
        numbers = iter(range(chunks))
        waiting: deque[Future[bytes]] = deque()
        while True:
            for number in islice(numbers, 4 * processes - len(waiting)):
                waiting.append(pool.submit(packed_chunk, number, seed))
            if not waiting:
                return
            yield waiting.popleft().result()
