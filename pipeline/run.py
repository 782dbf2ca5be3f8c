"""The order of the work: crawl or ingest, then extract, then publish."""

from __future__ import annotations

import hashlib
import itertools
import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus import database, documents, records, seen, store
from corpus.web import snapshot
from pipeline import engine
from pipeline.engine import Job, Source
from scrapers import site as declarations
from scrapers.frontier import Fetched, Frontier

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipeline.console import Step
    from pipeline.workspace import Workspace
    from scrapers.site import Site


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
    """
    source = Source(workspace.folder)
    with Frontier(workspace.crawl) as frontier:
        fetched = list(frontier.fetched())
        visits = _visits(frontier)
        crawl_problems = _crawl_problems(frontier)
    connection = database.open_corpus(workspace.corpus)
    try:
        known = _known_problems(connection)
        sites = {page.site for page in fetched} | {problem.site for problem in crawl_problems}
        _put_sites(connection, workspace, sites | {visit.site for visit in visits})
        held = {} if everything else _held(connection)
        jobs = list(_jobs(fetched, workspace))
        stale = [job for job in jobs if _state(job) != held.get((job.page.site, job.page.identity))]
        step(done=0, total=len(stale))
        problems = _store(connection, stale, source, fetched, step)
        _forget_gone(connection, jobs)
        seen.put_pages(connection, (_page(page) for page in fetched))
        seen.put_pages(connection, (_failed_page(problem) for problem in crawl_problems))
        for visit in visits:
            seen.put_visit(connection, visit)
        seen.clear_problems(connection)
        seen.put_problems(connection, (*crawl_problems, *problems))
        documents.link(connection)
    finally:
        connection.close()
    return Extracted(
        len(stale) - len(problems),
        len(jobs) - len(stale),
        tuple(problems),
        tuple(p for p in problems if (p.site, p.url, p.kind) not in known),
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
    for site, pages in itertools.groupby(fetched, key=lambda page: page.site):
        listed = list(pages)
        if site not in versions:
            kinds = {page.kind for page in listed}
            versions[site] = _version(None if kinds == {"local"} else site, workspace)
        files: dict[str | None, list[Fetched]] = {}
        for page in listed:
            if page.kind == "attachment":
                files.setdefault(page.parent, []).append(page)
        for page in listed:
            if page.kind != "attachment":
                yield Job(page, tuple(files.get(page.identity, ())), versions[site])


def _version(site: str | None, workspace: Workspace) -> str:
    """Give the version of everything that decides how a site's pages are read."""
    version = engine.code_version()
    if site is None:
        return version
    declared = declarations.find(site, workspace.folder)
    digest = hashlib.sha256(repr(declared).encode()).hexdigest()[:8]
    return f"{version}-{digest}"


def _state(job: Job) -> str:
    """Give what a stored notice is compared by: which bytes were read, and with which code."""
    parts = [job.version, *_place(job.page)]
    for file in sorted(job.files, key=lambda file: file.url):
        parts += [file.url, file.digest]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _place(page: Fetched) -> tuple[str, ...]:
    listed = f"{page.listed_title}|{page.listed_published}"
    return page.location.file, str(page.location.offset), page.digest, listed


def _held(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute("SELECT site, identity, read_from FROM notices")
    return {(site, identity): state for site, identity, state in rows}


def _store(
    connection: sqlite3.Connection,
    stale: list[Job],
    source: Source,
    fetched: list[Fetched],
    step: Step,
) -> list[records.Problem]:
    shared = {(page.site, page.url): page for page in fetched if page.kind == "attachment"}
    problems: list[records.Problem] = []
    with engine.readings(stale, source, os.cpu_count() or 1) as readings:
        read = zip(stale, readings, strict=True)
        for _ in range(0, len(stale), _BATCH):
            with store.batch(connection):
                for job, first in itertools.islice(read, _BATCH):
                    reading = _with_shared_files(job, first, shared, source)
                    step(job.page.url)
                    if isinstance(reading, records.Problem):
                        problems.append(reading)
                    else:
                        store.put(connection, replace(reading, read_from=_state(job)))
    return problems


def _with_shared_files(
    job: Job,
    reading: records.Reading | records.Problem,
    shared: dict[tuple[str, str], Fetched],
    source: Source,
) -> records.Reading | records.Problem:
    """Read once more where a file was fetched for another notice that links to it too."""
    if isinstance(reading, records.Problem):
        return reading
    own = {file.url for file in job.files}
    others = [
        page
        for attached in reading.attachments
        if attached.attachment.url not in own
        and (page := shared.get((job.page.site, attached.attachment.url)))
    ]
    if not others:
        return reading
    return engine.read(replace(job, files=(*job.files, *others)), source)


def _forget_gone(connection: sqlite3.Connection, jobs: list[Job]) -> None:
    """Drop notices that crawl.db no longer knows; a page that fails now keeps its earlier text."""
    wanted = {(job.page.site, job.page.identity) for job in jobs}
    rows = connection.execute("SELECT id, site, identity FROM notices").fetchall()
    for notice, site, identity in rows:
        if (site, identity) not in wanted:
            store.forget(connection, notice)


def _visits(frontier: Frontier) -> list[records.Visit]:
    return [
        records.Visit(
            row["site"],
            row["started"],
            finished=row["finished"],
            status="ok" if row["finished"] else "interrupted",
            pages=row["listed"],
            new=row["new"],
            changed=row["fetched"] - row["new"],
            failed=row["failed"],
        )
        for row in frontier.rows("SELECT * FROM visits ORDER BY site, id")
    ]


def _crawl_problems(frontier: Frontier) -> list[records.Problem]:
    return [
        records.Problem(p.site, p.url, str(p.status), p.note, seen=p.last_at)
        for p in frontier.problems()
    ]


def _known_problems(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    return set(connection.execute("SELECT site, url, kind FROM problems").fetchall())


def _put_sites(connection: sqlite3.Connection, workspace: Workspace, names: set[str]) -> None:
    declared = {site.name: site for site in declarations.all_sites(workspace.folder)}
    for name in sorted(names):
        seen.put_site(connection, _site_row(name, declared.get(name)))


def _site_row(name: str, declared: Site | None) -> records.Site:
    if declared is None:
        return records.Site(name)
    return records.Site(
        name,
        title=declared.title,
        url=declared.origin,
        family=declared.family,
        province=declared.province,
        agency=declared.agency,
        state=declared.state,
        max_age_days=declared.max_age_days,
    )


def _page(page: Fetched) -> records.Page:
    is_file = page.kind == "attachment"
    return records.Page(
        page.site,
        page.url,
        "attachment" if is_file else "notice",
        "ok",
        identity=page.parent if is_file else page.identity,
        published=page.listed_published,
        first_seen=page.first_seen,
        last_seen=page.last_seen,
    )


def _failed_page(problem: records.Problem) -> records.Page:
    return records.Page(
        problem.site, problem.url, "other", problem.kind, reason=problem.reason,
        last_seen=problem.seen,
    )  # fmt: skip
