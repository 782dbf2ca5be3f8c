"""What a visit reads from and writes to: crawl.db and the archive, here or across a pipe."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from scrapers.acts import KeepRobots
from scrapers.archive import Archive, ArchiveError
from scrapers.exchange import Exchange, Location
from scrapers.packing import packed_exchange
from scrapers.transport import host_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from scrapers.frontier import Frontier
    from scrapers.warc import Record

Hop = bytes | Location  # records to be appended to the archive, or where they lie already


class Act(Protocol):
    """One change of crawl.db, to be sent between processes and applied by the one writer."""

    def apply(self, db: sqlite3.Connection, location: Location | None) -> Any:  # noqa: ANN401  (each act tells something else)
        """Change the rows inside the writer's transaction; `location` is the last hop's."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An act with what has to be on the disk before it: the exchanges that led to it."""

    act: Act
    hops: tuple[Hop, ...] = ()


class Books(ABC):
    """crawl.db and the archive as a visit sees them; safe to share between threads.

    Reading is done at once. `write` returns when what was written is on the disk: the archive
    first, then crawl.db.
    """

    frontier: Frontier
    archive: Archive

    def __init__(self) -> None:
        self._unproven: dict[str, Exchange] = {}
        self._unproven_lock = threading.Lock()

    @abstractmethod
    def write_all(self, entries: Sequence[Entry]) -> list[Any]:
        """Archive the entries' hops, apply their acts, and give what each tells: all or none."""

    def write(self, entry: Entry, *, proves: str = "") -> Any:  # noqa: ANN401  (what the act tells)
        """Archive the entry's hops, apply its act, and give what that tells.

        `proves` is a host that has answered as itself: with the entry its robots.txt is kept.
        """
        entries = (*self._proofs(proves), entry)
        return self.write_all(entries)[-1]

    # What the fetcher remembers

    def robots(self, origin: str) -> Exchange | None:
        """Give the robots.txt of an origin if it is less than a day old."""
        return self._exchange(self.frontier.robots(origin))

    def keep_robots(self, origin: str, answer: Exchange) -> None:
        """Keep a robots.txt for a day, as soon as its host has proved to be itself.

        A captive portal answers for every host, and its word must not be taken for theirs.
        """
        with self._unproven_lock:
            self._unproven[origin] = answer

    def recall(self, key: str) -> Exchange | None:
        """Give the archived answer to a request that crawl.db does not know yet."""
        return self._exchange(self.frontier.recall(key))

    def prove(self, host: str) -> None:
        """Take note that a host has answered as itself, where nothing else is to be written."""
        if entries := self._proofs(host):
            self.write_all(entries)

    def _proofs(self, host: str) -> tuple[Entry, ...]:
        if not self._unproven:
            return ()
        with self._unproven_lock:
            mine = [origin for origin in self._unproven if host_of(origin) == host]
            proven = {origin: self._unproven.pop(origin) for origin in mine}
        return tuple(
            Entry(
                KeepRobots(origin, answer.key, answer.at),
                packed((answer,), {"kind": "robots", "origin": origin}),
            )
            for origin, answer in proven.items()
        )

    def record(self, location: Location | None) -> Record | None:
        """Give what the archive holds there; damaged bytes are as good as none: we ask again."""
        try:
            return self.archive.read(location) if location is not None else None
        except ArchiveError:
            return None

    def _exchange(self, location: Location | None) -> Exchange | None:
        record = self.record(location)
        if location is None or record is None:
            return None
        return recalled(record, location)


def packed(
    hops: tuple[Exchange, ...], options: Mapping[str, Any], same_as: str | None = None
) -> tuple[Hop, ...]:
    """Give the exchanges of one fetch as the archive keeps them, the last one with all options.

    `same_as` is when the last one's payload was stored already.
    """
    found: list[Hop] = []
    for number, hop in enumerate(hops, 1):
        is_last = number == len(hops)
        if hop.location is not None:
            found.append(hop.location)
        else:
            told = options if is_last else {**options, "status": "redirect"}
            found.append(packed_exchange(hop, told, same_as if is_last else None))
    return tuple(found)


def recalled(record: Record, location: Location) -> Exchange:
    """Give an archived answer as if it had just come; a revisit says that nothing has changed."""
    return Exchange(
        url=record.url,
        method=record.method,
        sent=(),
        form=record.form,
        http_status=304 if record.kind == "revisit" else record.status or 0,
        reason="",
        headers=record.headers,
        wire=b"",
        payload=record.payload,
        at=record.fetched_at,
        location=location,
    )
