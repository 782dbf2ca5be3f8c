"""What crawl.db holds, as the corpus takes it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import records
from scrapers.frontier import Frontier
from scrapers.revisits import withdrawn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.workspace import Workspace
    from scrapers.frontier import Fetched
    from scrapers.site import Site


@dataclass(frozen=True, slots=True)
class Crawled:
    """What crawl.db holds at the moment."""

    fetched: tuple[Fetched, ...]
    visits: tuple[records.Visit, ...]
    problems: tuple[records.Problem, ...]
    withdrawn: Mapping[tuple[str, str], str]  # since when, by site and identity


def load(workspace: Workspace) -> Crawled:
    """Give what crawl.db holds; a crawl may be going on."""
    with Frontier(workspace.crawl) as frontier:
        return Crawled(
            tuple(frontier.fetched()), tuple(_visits(frontier)), tuple(_problems(frontier)),
            withdrawn(frontier),
        )  # fmt: skip


def _visits(frontier: Frontier) -> Iterator[records.Visit]:
    for row in frontier.rows("SELECT * FROM visits ORDER BY site, id"):
        yield records.Visit(
            row["site"],
            row["started"],
            finished=row["finished"],
            status="ok" if row["finished"] else "interrupted",
            pages=row["listed"],
            new=row["new"],
            changed=max(0, row["fetched"] - row["new"]),  # a limit leaves new ones for later
            failed=row["failed"],
        )


def _problems(frontier: Frontier) -> list[records.Problem]:
    return [
        records.Problem(p.site, p.url, str(p.status), p.note, seen=p.last_at)
        for p in frontier.problems()
    ]


def site_row(name: str, declared: Site | None) -> records.Site:
    """Give what the corpus keeps of a site, or of the source of ingested files."""
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


def pages(crawled: Crawled) -> Iterator[records.Page]:
    """Give every address as the crawl last saw it; what fails now may have been good before."""
    failing = {(problem.site, problem.url): problem for problem in crawled.problems}
    for page in crawled.fetched:
        yield _page(page, failing.pop((page.site, page.url), None))
    for problem in failing.values():
        if problem.url:  # else the site as a whole
            yield records.Page(
                problem.site, problem.url, "other", problem.kind, reason=problem.reason,
                last_seen=problem.seen,
            )  # fmt: skip


def _page(page: Fetched, problem: records.Problem | None) -> records.Page:
    is_file = page.kind == "attachment"
    return records.Page(
        page.site,
        page.url,
        "attachment" if is_file else "notice",
        problem.kind if problem else "ok",
        reason=problem.reason if problem else None,
        identity=page.parent if is_file else page.identity,
        published=page.listed_published,
        first_seen=page.first_seen,
        last_seen=page.last_seen,
    )
