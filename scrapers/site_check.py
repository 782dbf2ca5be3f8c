"""Does a portal still answer as declared? One listing page and one article tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers.discover.finding import Unanswered
from scrapers.page import Blocked, NotOnPage, Request, SoftNotFound, read_article, read_listing

if TYPE_CHECKING:
    from scrapers.discover.finding import Fetch
    from scrapers.site import Site

_OPENED = 3  # articles at most: a single one may be gone
AS_DECLARED = "as declared"


@dataclass(frozen=True, slots=True)
class Check:
    """What a site answered: `answer` names the selector that broke where one did."""

    site: str
    answer: str
    rows: int = 0
    newest: str | None = None
    article: str | None = None  # the title of the one that was read

    @property
    def holds(self) -> bool:
        """Tell whether listing and article read as declared."""
        return self.answer == AS_DECLARED


def checked(fetch: Fetch, site: Site) -> Check:
    """Give how a site's first listing page and its first readable article answer today."""
    url = site.listing_urls()[0]
    try:
        kept = fetch(Request(url), site)
        page = read_listing(site, kept.payload, kept.url, charset=kept.charset)
    except (NotOnPage, SoftNotFound, Blocked, Unanswered) as problem:
        return Check(site.name, _said(problem))
    rows = len(page.items)
    newest = max((item.published or "" for item in page.items), default="") or None
    if rows < site.min_items:
        return Check(site.name, f"{rows} rows, {site.min_items} expected", rows, newest)
    problems = []
    for item in page.items[:_OPENED]:
        try:
            kept = fetch(Request(item.url), site)
            notice = read_article(site, kept.payload, kept.url, listed=item, charset=kept.charset)
        except (NotOnPage, SoftNotFound, Blocked, Unanswered) as problem:
            problems.append(_said(problem))
            continue
        return Check(site.name, AS_DECLARED, rows, newest, notice.title)
    return Check(site.name, problems[0] if problems else "no article listed", rows, newest)


def _said(problem: Exception) -> str:
    return " ".join(str(problem).split())
