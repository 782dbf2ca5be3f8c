"""Readings of a notice's states into the corpus, so that it holds the same whenever it was made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus import ids, records, store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from corpus.records import Problem, Reading
    from scrapers.archive import Location


def keep(
    connection: sqlite3.Connection, readings: Sequence[Reading | Problem], newest_at: Location
) -> Problem | None:
    """Store a notice by the readings of its states, the oldest first; give why it cannot be read.

    Where all earlier states can be read, they are stored anew in their order: the versions are then
    the same however often the notice was stored before. What cannot be read any more takes nothing
    away that was read of it earlier. `newest_at` is where the newest page lies in the archive.
    """
    *earlier, newest = readings
    if isinstance(newest, records.Problem) and newest.kind == "secret":
        _quarantine(connection, newest)
        return newest
    readable = [one for one in earlier if isinstance(one, records.Reading)]
    known = newest if isinstance(newest, records.Reading) else next(iter(readable), None)
    if known is not None:
        notice = ids.notice_id(known.site, known.identity)
        held = connection.execute(
            "SELECT archive_file, archive_offset FROM notices WHERE id = ?", (notice,)
        ).fetchone()
        unreadable_now = isinstance(newest, records.Problem)
        loses = unreadable_now and held == (newest_at.file, newest_at.offset)
        if held is None or (earlier and len(readable) == len(earlier) and not loses):
            if held is not None:
                store.forget(connection, notice)
            _put_earlier(connection, readable)
    if isinstance(newest, records.Problem):
        return newest
    store.put(connection, newest)
    return None


def _quarantine(connection: sqlite3.Connection, stamped: Problem) -> None:
    """Take out what was stored of a page before its stamp was seen."""
    held = connection.execute(
        "SELECT id FROM notices WHERE site = ? AND url = ?", (stamped.site, stamped.url)
    )
    for (notice,) in held.fetchall():
        store.forget(connection, notice)


def _put_earlier(connection: sqlite3.Connection, readings: Sequence[Reading]) -> None:
    for reading in readings:
        notice = store.put(connection, reading)
        connection.execute(
            "UPDATE texts SET seen = ? WHERE notice = ? AND current = 1",
            (reading.last_seen, notice),
        )


def read_from(reading: Reading | Problem, state: str) -> Reading | Problem:
    """Give a reading with what its staleness is told by; a problem is as it is."""
    if isinstance(reading, records.Problem):
        return reading
    return replace(reading, read_from=state)
