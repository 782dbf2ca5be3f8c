"""Forgetting a notice on request, everywhere: `vanban forget`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus import database, documents, kept, store
from pipeline import afresh
from pipeline.run import publish
from scrapers import erase, forgotten, redact
from scrapers import site as declarations
from scrapers.archive import Archive
from scrapers.files.ocr import Recogniser
from scrapers.owner import owned
from scrapers.settings import ConfigError
from scrapers.stamps import VIETNAM

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.workspace import Workspace

EXPORTS = "exports.jsonl"  # which files `export` and lists have written


@dataclass(frozen=True, slots=True)
class Gone:
    """What was forgotten: notices, records of the archive, and exported files that were removed."""

    notices: int
    records: int
    exports: tuple[str, ...]


def forget(workspace: Workspace, url: str, reason: str) -> Gone:
    """Forget the notice at an address with its files; ConfigError where none is known there.

    First a tombstone is put up, which stops fetching and outlives every rebuilding; then text,
    versions, facts, index rows, judgements, recognised scans, snapshots, exported files, rows of
    crawl.db and of its copies go, and the archive's records are overwritten. In what the portal's
    listings and other pages say, its title and address are overwritten. Interrupted, the same call
    goes on.
    """
    with ExitStack() as held:
        for work in ("crawl", "extract"):
            held.enter_context(owned(workspace.folder, work))
        site, identity = _meant(workspace, url)
        erased, places = erase.pages(workspace.crawl, site, identity)
        keys = {forgotten.page_key(site, identity), forgotten.url_key(url)}
        keys |= {forgotten.url_key(one.url) for one in erased}
        keys |= {forgotten.bytes_key(one.digest) for one in erased if one.digest}
        day = datetime.now(UTC).astimezone(VIETNAM).date().isoformat()
        forgotten.add(workspace.folder, keys, day, reason)
        recognised = Recogniser(workspace.folder / "ocr")
        for one in erased:
            if one.digest:
                recognised.forget(one.digest)
        exports = _remove_exports(workspace.folder)
        titles = {one.title for one in erased if one.title} | _titles(workspace, site, identity)
        notices = _from_corpus(workspace, site, identity)
        words = redact.words(titles, {url, *(one.url for one in erased)}, [identity])
        changed = list(redact.changes(workspace.archive, site, words, places)) if words else []
        erase.records(workspace.archive, workspace.crawl, places, changed)
        for db in (workspace.crawl, *sorted((workspace.folder / "backup").glob("crawl-*.db"))):
            erase.rows(db, site, identity)
        afresh.mark(workspace.folder, Archive(workspace.archive).ends())
        return Gone(notices, len(places), exports)


def note_export(folder: Path, path: Path) -> None:
    """Remember a file that holds texts of the corpus, so that `forget` can remove it."""
    line = json.dumps(str(path.resolve()), ensure_ascii=False)
    with (folder / EXPORTS).open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def _meant(workspace: Workspace, url: str) -> tuple[str, str]:
    """The site and identity of what stands at an address, as crawled or as ingested."""
    with closing(sqlite3.connect(f"{workspace.crawl.absolute().as_uri()}?mode=ro", uri=True)) as db:
        found = db.execute(
            "SELECT site, identity FROM pages WHERE url = ? AND kind <> 'attachment'", (url,)
        ).fetchone()
        if found is None:
            found = db.execute("SELECT site, parent FROM pages WHERE url = ?", (url,)).fetchone()
    if found is not None and found[1]:
        return str(found[0]), str(found[1])
    for site in declarations.all_sites(None) + declarations.all_sites(workspace.folder):
        if identity := site.identity(site.declared_url(url)):
            return site.name, identity
    raise ConfigError(f"{url}: no page of that address was crawled or ingested")


def _titles(workspace: Workspace, site: str, identity: str) -> set[str]:
    """Give the titles of the notice that no other one of its site bears."""
    if not workspace.corpus.exists():
        return set()
    with closing(sqlite3.connect(workspace.corpus)) as db:
        rows = db.execute(
            "SELECT title FROM notices AS n WHERE site = ?1 AND identity = ?2 AND NOT EXISTS"
            " (SELECT 1 FROM notices AS m WHERE m.site = ?1 AND m.title = n.title"
            " AND m.identity <> ?2)",
            (site, identity),
        ).fetchall()
    return {row[0] for row in rows if row[0]}


def _from_corpus(workspace: Workspace, site: str, identity: str) -> int:
    """Take the notice out of corpus.db, of what people judged, and of the published snapshot."""
    if not workspace.corpus.exists():
        return 0
    for copy in kept.copies(workspace.corpus):  # of an older schema; it is made again from the rest
        copy.unlink()
    connection = database.open_corpus(workspace.corpus)
    try:
        connection.execute("PRAGMA secure_delete = ON")
        asked = "SELECT id FROM notices WHERE site = ? AND identity = ?"
        notices = [row[0] for row in connection.execute(asked, (site, identity)).fetchall()]
        for notice in notices:
            facts = [notice, *_facts(connection, notice)]
            store.forget(connection, notice)
            judged = workspace.folder / "reviews.db"
            for path in (judged, *kept.copies(judged)):
                _unjudge(path, notice, facts)
        connection.execute(
            "DELETE FROM problems WHERE site = ?1 AND url NOT IN (SELECT url FROM pages)", (site,)
        )
        connection.execute("DELETE FROM pages WHERE site = ? AND notice IS NULL", (site,))
        documents.link(connection)
        for index in ("fulltext", "fulltext_titles"):  # what is deleted lies in them until then
            connection.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")
        _forget_words(connection)
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    snapshots = sorted(workspace.published.glob("*.db*")) if workspace.published.is_dir() else []
    for path in snapshots:
        path.unlink()
    if snapshots:
        publish(workspace)
    return len(notices)


def _forget_words(connection: sqlite3.Connection) -> None:
    """Take the words that no text says any more out of what the search knows of spellings."""
    connection.execute("CREATE VIRTUAL TABLE temp.said USING fts5vocab(main, fulltext, row)")
    connection.execute("DELETE FROM fulltext_words WHERE word NOT IN (SELECT term FROM temp.said)")
    connection.execute("DROP TABLE temp.said")


def _facts(connection: sqlite3.Connection, notice: str) -> list[str]:
    tables = ("citations", "dates", "scores", "recommendations", "findings", "topics")
    asked = " UNION ALL ".join(f"SELECT id FROM {table} WHERE notice = ?1" for table in tables)
    return [row[0] for row in connection.execute(asked, (notice,)).fetchall()]


def _unjudge(path: Path, notice: str, facts: list[str]) -> None:
    """Take out what was judged of a notice, also of facts that its text no longer has."""
    if not path.exists():
        return
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA secure_delete = ON")
        names = [
            row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        with db:
            for name in names:
                columns = {row[1] for row in db.execute(f"PRAGMA table_info({name})")}
                for column, told in (("fact", facts), ("notice", [notice])):
                    if column in columns:
                        db.executemany(f"DELETE FROM {name} WHERE {column} = ?", zip(told))
        db.execute("VACUUM")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remove_exports(folder: Path) -> tuple[str, ...]:
    listed = folder / EXPORTS
    if not listed.exists():
        return ()
    removed = []
    for line in dict.fromkeys(listed.read_text(encoding="utf-8").splitlines()):
        path = folder.__class__(json.loads(line))
        if path.is_file():
            path.unlink()
            removed.append(str(path))
    listed.unlink()
    return tuple(removed)
