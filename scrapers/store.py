"""Archive and crawl.db as one: what is archived first is what is committed then."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from scrapers.archive import Archive, ArchiveError
from scrapers.closing import Closing
from scrapers.exchange import Exchange, Location, request_key
from scrapers.frontier import Frontier

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from scrapers.settings import Settings
    from scrapers.warc import Record

_LOCAL = "local"  # the options' key under which a file's place in crawl.db is archived


class Store(Closing):
    """The archive and the frontier of a data folder, opened for writing by its owner.

    Opening it mends what a crash left: half records are cut, whole ones adopted, lost ones asked
    for again. `committing` keeps the order (append, sync, commit) across threads.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.frontier = Frontier(folder / "crawl.db")
        self.archive = Archive(folder / "archive", settings.archive_file_bytes)
        self._lock = threading.RLock()
        self._mend()

    def close(self) -> None:
        """Close both."""
        self.archive.close()
        self.frontier.close()

    def committing(self) -> AbstractContextManager[bool]:
        """Give the lock under which records are appended, synced and committed."""
        return self._lock

    def keep(
        self, hops: tuple[Exchange, ...], options: Mapping[str, Any], same_as: str | None = None
    ) -> Location | None:
        """Archive the exchanges that are not archived yet, on disk; give the last one's location.

        To be called, like the commit that points there, inside `committing`.
        """
        location = None
        for number, hop in enumerate(hops, 1):
            location = hop.location
            if location is None:
                same = same_as if number == len(hops) else None
                location = self.archive.write_response(hop, options, same_as=same)
        self.archive.sync()
        return location

    def take_in(
        self,
        *,
        site: str,
        identity: str,
        url: str,
        payload: bytes,
        media_type: str,
        options: Mapping[str, Any],
        name: str | None = None,
        title: str | None = None,
        published: str | None = None,
    ) -> bool:
        """Archive a local file and its options, and enter it; tell whether it is new or changed.

        The same bytes under the same identity are taken in once, unless the options differ.
        """
        digest = hashlib.sha256(payload).hexdigest()
        place: dict[str, Any] = {
            "site": site, "identity": identity, "url": url, "media_type": media_type,
            "name": name, "title": title, "published": published,
        }  # fmt: skip
        full = {**options, _LOCAL: place}
        with self.committing():
            known = self.frontier.local(site, identity, digest)
            record = self._record(known)
            if record is not None and record.options == full:
                return False
            location = self.archive.write_resource(url, payload, media_type, full)
            self.archive.sync()
            self.frontier.add_local(location=location, digest=digest, **place)
        return True

    # What the fetcher remembers

    def robots(self, origin: str) -> Exchange | None:
        """Give the robots.txt of an origin if it is less than a day old."""
        location = self.frontier.robots(origin)
        return self._exchange(location)

    def keep_robots(self, origin: str, answer: Exchange) -> None:
        """Archive a robots.txt and keep it for a day."""
        with self.committing():
            location = self.keep((answer,), {"kind": "robots", "origin": origin})
            if location is not None:
                self.frontier.keep_robots(origin, location, answer.key)

    def recall(self, key: str) -> Exchange | None:
        """Give the archived answer to a request that crawl.db does not know yet."""
        location = self.frontier.recall(key)
        return self._exchange(location)

    def _mend(self) -> None:
        orphans = self.archive.recover(self.frontier.accounted())
        self.frontier.forget_lost(self.archive.ends())
        adopted: dict[str, Location] = {}
        for location in orphans:
            record = self._record(location)
            if record is None:
                continue
            if record.kind == "resource":
                self._adopt_local(location, record)
            elif record.fetched_at > _day_ago():
                adopted[request_key(record.method, record.url, record.form)] = location
        if orphans:
            self.frontier.adopt(adopted, orphans[-1])

    def _record(self, location: Location | None) -> Record | None:
        """Give what the archive holds there; damaged bytes are as good as none: we ask again."""
        try:
            return self.archive.read(location) if location is not None else None
        except ArchiveError:
            return None

    def _exchange(self, location: Location | None) -> Exchange | None:
        record = self._record(location)
        if location is None or record is None:
            return None
        return _recalled(record, location)

    def _adopt_local(self, location: Location, record: Record) -> None:
        if place := record.options.get(_LOCAL):
            digest = hashlib.sha256(record.payload).hexdigest()
            self.frontier.add_local(location=location, digest=digest, **place)


def _recalled(record: Record, location: Location) -> Exchange:
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


def _day_ago() -> str:
    return (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="milliseconds")
