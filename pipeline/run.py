"""The order of the work: crawl or ingest, then extract, then publish."""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from corpus import bulk, database, documents, records, seen, store
from corpus.postponed import first_load
from corpus.web import snapshot
from pipeline import crawled, engine, pool
from pipeline.engine import Job, Source
from pipeline.keeping import keep, read_from
from scrapers import forgotten
from scrapers import site as declarations
from scrapers.exchange import now
from scrapers.owner import owned

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipeline.console import Step
    from pipeline.crawled import Crawled
    from pipeline.workspace import Workspace
    from scrapers.frontier import Fetched


_BATCH = 100  # notices kept together: what a crash costs, against the time of a commit


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one `extract` did: notices read anew, notices that were fresh, and what failed."""

    read: int
    fresh: int
    problems: tuple[records.Problem, ...]
    new_problems: tuple[records.Problem, ...]  # not known after the last extraction


def extract(workspace: Workspace, step: Step, *, everything: bool = False) -> Extracted:
    """Bring corpus.db up to the archive; read only what is stale, or everything.

    Stale is a notice whose page, files, declaration or reading code changed since it was stored.
    A page that does not read keeps the text that was read of it earlier, and is tried each time.
    Killed at any moment, the next call goes on: notices are kept a hundred at a time.
    """
    with owned(workspace.folder, "extract"):
        held = crawled.load(workspace)
        connection = database.open_corpus(workspace.corpus)
        try:
            earlier = connection.execute("SELECT count(*) FROM runs").fetchone()[0]
            this = records.Run(
                f"extract-{earlier + 1}", "extract", now(), version=engine.code_version()
            )
            seen.put_run(connection, this)
            extracted = _bring_up(connection, workspace, held, step, everything=everything)
            status = "problems" if extracted.problems else "ok"
            seen.put_run(connection, replace(this, finished=now(), status=status))
            return extracted
        finally:
            connection.close()


def _bring_up(
    connection: sqlite3.Connection,
    workspace: Workspace,
    present: Crawled,
    step: Step,
    *,
    everything: bool,
) -> Extracted:
    known = _known_problems(connection)
    undeclared = _put_sites(connection, workspace, present)
    jobs = [job for job in _jobs(present.fetched, workspace) if job.page.site not in undeclared]
    held = {} if everything else _held(connection, present.fetched)
    stale = [job for job in jobs if job.state() != held.get((job.page.site, job.page.identity))]
    step(done=0, total=len(stale))
    problems = _store(connection, stale, Source(workspace.folder), present.fetched, step)
    unread = [*problems, *(_undeclared(site) for site in sorted(undeclared))]
    _forget_gone(connection, present.fetched)
    _seen_again(connection, present.fetched)
    seen.put_withdrawn(connection, present.withdrawn)
    connection.execute("DELETE FROM pages WHERE kind = 'other'")  # what failed, and may be well now
    seen.put_pages(connection, crawled.pages(present))
    for visit in present.visits:
        seen.put_visit(connection, visit)
    seen.clear_problems(connection)
    seen.put_problems(connection, (*present.problems, *unread))
    documents.link(connection)
    return Extracted(
        len(stale) - len(problems),
        len(jobs) - len(stale),
        tuple(unread),
        tuple(p for p in unread if (p.site, p.url, p.kind) not in known),
    )


def publish(workspace: Workspace) -> Path:
    """Write the snapshot that `vanban serve` shows, and give its path."""
    connection = database.open_corpus(workspace.existing().corpus, create=False)
    try:
        return snapshot.publish(connection, workspace.published)
    finally:
        connection.close()


def _jobs(fetched: Iterable[Fetched], workspace: Workspace) -> Iterator[Job]:
    versions: dict[str, str] = {}
    declared = declarations.names(workspace.folder)
    gone = forgotten.load(workspace.folder)
    for site, pages in itertools.groupby(fetched, key=lambda page: page.site):
        listed = list(pages)
        if site not in versions:
            versions[site] = _version(site if site in declared else None, workspace)
        files: dict[str | None, list[Fetched]] = {}
        for page in listed:
            if page.kind == "attachment":
                files.setdefault(page.parent, []).append(page)
        for page in listed:
            if page.kind != "attachment" and not gone.page(site, page.identity):
                yield Job(page, tuple(files.get(page.identity, ())), versions[site])


def _version(site: str | None, workspace: Workspace) -> str:
    """Give the version of everything that decides how a site's pages are read."""
    version = engine.code_version() + ("-ocr" if workspace.settings().ocr else "")
    if site is None:
        return version
    declared = declarations.find(site, workspace.folder)
    return f"{version}-{declared.reading_digest()[:8]}"


def _held(connection: sqlite3.Connection, fetched: Iterable[Fetched]) -> dict[tuple[str, str], str]:
    """Give the state in which each notice was read, without those of which a file has changed.

    A file that several notices link to is fetched for the first of them: the state of the others
    does not know it.
    """
    rows = connection.execute("SELECT site, identity, read_from FROM notices")
    held = {(site, identity): state for site, identity, state in rows}
    files = {(page.site, page.url): page.digest for page in fetched if page.kind == "attachment"}
    linked = connection.execute(
        "SELECT n.site, n.identity, a.url, a.digest FROM attachments AS a"
        " JOIN notices AS n ON n.id = a.notice"
    )
    for site, identity, url, digest in linked:
        if files.get((site, url), digest) != digest:
            held.pop((site, identity), None)
    return held


def _store(
    connection: sqlite3.Connection,
    stale: list[Job],
    source: Source,
    fetched: Iterable[Fetched],
    step: Step,
) -> list[records.Problem]:
    """Read and store; an empty corpus is filled at once, but for notices that have a history."""
    shared = {(page.site, page.url): page for page in fetched if page.kind == "attachment"}
    storing = _Storing(connection, source, shared, step)
    with first_load(connection, bulk.TABLES) as is_first:
        alone: dict[tuple[str, str], Job] = {}
        for job in stale if is_first else ():
            if len(job.states()) == 1:
                alone.setdefault((job.page.site, job.page.identity), job)
        problems, left = storing.fill(list(alone.values()))
    rest = [job for job in stale if alone.get((job.page.site, job.page.identity)) is not job]
    return problems + storing.store(left + rest)


class _Storing(NamedTuple):
    """Reads jobs and stores them in batches."""

    connection: sqlite3.Connection
    source: Source
    shared: dict[tuple[str, str], Fetched]
    step: Step

    def fill(self, jobs: list[Job]) -> tuple[list[records.Problem], list[Job]]:
        """Store notices of which nothing is held by rows made where they are read.

        Gives what cannot be read, and the jobs left: those that share a file with another.
        """
        problems: list[records.Problem] = []
        left: list[Job] = []
        with pool.done(pool.rows, jobs, self.source, os.cpu_count() or 1) as made:
            for at in range(0, len(jobs), _BATCH):
                prepared: list[bulk.Prepared] = []
                for job in jobs[at : at + _BATCH]:
                    rows = next(made)
                    if isinstance(rows, pool.Rows) and self._others(job, rows.links):
                        left.append(job)
                        continue
                    self.step(job.page.url)
                    if isinstance(rows, pool.Rows):
                        prepared.append(rows.prepared)
                    else:
                        problems.append(rows)
                bulk.write(self.connection, prepared)
        return problems, left

    def store(self, jobs: list[Job]) -> list[records.Problem]:
        """Store notices one by one, each by all its states; gives what could not be read."""
        problems: list[records.Problem] = []
        states = [state for job in jobs for state in job.states()]
        with pool.done(engine.read, states, self.source, os.cpu_count() or 1) as readings:
            for at in range(0, len(jobs), _BATCH):
                with store.batch(self.connection):
                    for job in jobs[at : at + _BATCH]:
                        read = list(itertools.islice(readings, len(job.states())))
                        self.step(job.page.url)
                        read = self._with_shared_files(job, read)
                        if problem := keep(self.connection, read, job.page.location):
                            problems.append(problem)
        return problems

    def _with_shared_files(
        self, job: Job, readings: list[records.Reading | records.Problem]
    ) -> list[records.Reading | records.Problem]:
        """Read once more where a file was fetched for another notice that links to it too."""
        read = (one for one in readings if isinstance(one, records.Reading))
        others = self._others(job, (a.attachment.url for one in read for a in one.attachments))
        if others:
            whole = replace(job, files=(*job.files, *others))
            readings = [engine.read(state, self.source) for state in whole.states()]
        # A notice is stale by its own files; what it shares is looked at apart, by digest.
        marks = [state.state() for state in job.states()]
        if len(marks) != len(readings):
            marks = [""] * (len(readings) - 1) + marks[-1:]
        return [read_from(one, mark) for one, mark in zip(readings, marks, strict=True)]

    def _others(self, job: Job, links: Iterable[str]) -> tuple[Fetched, ...]:
        """Give the files among those linked to that were fetched for another notice."""
        own = {file.url for file in job.files}
        found = {
            url: page
            for url in links
            if url not in own and (page := self.shared.get((job.page.site, url)))
        }
        return tuple(found.values())


def _forget_gone(connection: sqlite3.Connection, fetched: Iterable[Fetched]) -> None:
    """Drop notices that crawl.db no longer knows; a page that fails now keeps its earlier text."""
    wanted = {(page.site, page.identity) for page in fetched if page.kind != "attachment"}
    rows = connection.execute("SELECT id, site, identity FROM notices").fetchall()
    for notice, site, identity in rows:
        if (site, identity) not in wanted:
            store.forget(connection, notice)


def _seen_again(connection: sqlite3.Connection, fetched: Iterable[Fetched]) -> None:
    """Keep when each notice was last seen: a page that has not changed is not read again."""
    moments = [(p.last_seen, p.site, p.identity) for p in fetched if p.kind != "attachment"]
    with store.batch(connection):
        connection.executemany(
            "UPDATE notices SET last_seen = ?1 WHERE site = ?2 AND identity = ?3"
            " AND last_seen <> ?1",
            moments,
        )
        connection.execute(
            "UPDATE texts SET seen = n.last_seen FROM notices AS n"
            " WHERE n.id = texts.notice AND texts.current = 1 AND texts.seen <> n.last_seen"
        )


def _known_problems(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    return set(connection.execute("SELECT site, url, kind FROM problems").fetchall())


def _put_sites(
    connection: sqlite3.Connection, workspace: Workspace, now: Crawled
) -> frozenset[str]:
    """Store the sites that were crawled; give those whose declaration is gone, left as they are."""
    declared = {site.name: site for site in declarations.all_sites(workspace.folder)}
    visited = {visit.site for visit in now.visits}
    sources = {page.site for page in now.fetched}
    undeclared = frozenset(visited - declared.keys())
    stored = {name for (name,) in connection.execute("SELECT name FROM sites")}
    for name in sorted((visited | sources) - (undeclared & stored)):
        seen.put_site(connection, crawled.site_row(name, declared.get(name)))
    return undeclared


def _undeclared(site: str) -> records.Problem:
    return records.Problem(
        site, "", "undeclared", "was crawled and is not declared any more: its pages stay unread"
    )
