"""Archive and crawl.db as one: what is archived first is what is committed then."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from scrapers.acts import Adopt
from scrapers.archive import Archive
from scrapers.books import Books, Entry
from scrapers.closing import Closing
from scrapers.commits import Commits
from scrapers.desk import away
from scrapers.exchange import Location, now, request_key, utc
from scrapers.frontier import Frontier
from scrapers.packing import packed_resource
from scrapers.page_acts import KeepLocal
from scrapers.space import Reserve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from scrapers.settings import Settings
    from scrapers.warc import Record

LOCAL = "local"  # the options' key under which a file's place in crawl.db is archived


class Store(Books, Closing):
    """The archive and the frontier of a data folder, opened for writing by its owner.

    Opening it checks crawl.db and mends what a crash left: half records are cut, whole ones
    adopted, lost ones asked for again. Closing it seals the archive file that was written.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        super().__init__()
        self.frontier = Frontier(folder / "crawl.db")
        self.archive = Archive(folder / "archive", settings.archive_file_bytes)
        self.reserve = Reserve(folder, settings.reserve_mb)
        self._commits = Commits(self._commit)
        try:
            self.frontier.check()
            self._mend()
        except BaseException:
            self.frontier.close()
            raise

    def close(self) -> None:
        """Seal what was written, and close both."""
        self.archive.close()
        try:
            self._seal()
        finally:
            self.frontier.close()

    def write_all(self, entries: Sequence[Entry]) -> list[Any]:
        """Archive the entries' hops, apply their acts, and give what each tells: all or none."""
        return self._commits.submit(entries)

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
        full = {**options, LOCAL: place}
        record = self.record(self.frontier.local(site, identity, digest))
        if record is not None and record.options == full:
            return False
        at = now()
        hop = packed_resource(url, payload, media_type, full, at)
        return bool(self.write(Entry(KeepLocal(digest=digest, at=at, **place), (hop,))))

    def _commit(self, entries: list[Entry]) -> list[Any]:
        """Append, sync, commit: in this order, so that crawl.db never points to what is not there.

        What was appended before an error lies behind the mark, and is adopted at the next start.
        """
        self.reserve.check()
        places: list[Location | None] = []
        for entry in entries:
            place: Location | None = None
            for hop in entry.hops:
                place = self.archive.append(hop) if isinstance(hop, bytes) else hop
            places.append(place)
        with away():
            self.archive.sync()
        with self.frontier.transaction() as db:
            return [
                entry.act.apply(db, place) for entry, place in zip(entries, places, strict=True)
            ]

    def _mend(self) -> None:
        self.archive.seal(self.frontier.sealed())
        orphans = self.archive.recover(self.frontier.accounted())
        self.frontier.forget_lost(self.archive.ends())
        adopted: dict[str, Location] = {}
        for location in orphans:
            record = self.record(location)
            if record is None:
                continue
            if record.kind == "resource":
                self._adopt_local(location, record)
            elif record.fetched_at > _day_ago():
                adopted[request_key(record.method, record.url, record.form)] = location
        if orphans:
            self.write(Entry(Adopt(adopted, orphans[-1])))

    def _adopt_local(self, location: Location, record: Record) -> None:
        if place := record.options.get(LOCAL):
            digest = hashlib.sha256(record.payload).hexdigest()
            act = KeepLocal(digest=digest, at=record.fetched_at, **place)
            self.write(Entry(act, (location,)))

    def _seal(self) -> None:
        complete = self.archive.written
        if not complete:
            return
        with self.frontier.transaction() as db:
            for file in complete:
                path = self.archive.folder / file
                with path.open("rb") as stream:
                    digest = hashlib.file_digest(stream, "sha256").hexdigest()
                db.execute(
                    "INSERT OR REPLACE INTO sealed VALUES (?, ?, ?)",
                    (file, path.stat().st_size, digest),
                )


def _day_ago() -> str:
    return utc(datetime.now(UTC) - timedelta(days=1))
