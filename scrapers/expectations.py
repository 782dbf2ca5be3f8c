"""What a site is expected to show as it did before: each field, and the marks of its CMS."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from scrapers import site as declarations
from scrapers.encoding import decoded
from scrapers.exchange import now, utc

if TYPE_CHECKING:
    import sqlite3

    from scrapers.exchange import Location
    from scrapers.frontier import Frontier
    from scrapers.site import Site

FIELDS = ("title", "body", "date")
_BASELINE = timedelta(days=30)
_KNOWN_WELL = 10  # articles in the baseline, before a field counts as lost
_RISE = 0.5  # of the share of articles that lack a field
_SOURCES = re.compile(
    r"""<(?:script|link|img)\b[^>]{0,300}?\b(?:src|href)\s*=\s*["']([^"']+)""", re.IGNORECASE
)
_GENERATOR = re.compile(
    r"""<meta\b(?=[^>]{0,200}\bname\s*=\s*["']generator["'])"""
    r"""[^>]{0,200}?\bcontent\s*=\s*["']([^"']+)""",
    re.IGNORECASE,
)


def marks_of(site: Site, html: bytes, url: str, charset: str | None = None) -> frozenset[str]:
    """Give the marks of its CMS that a listing page shows; none where it is no HTML page.

    Signals of the declared family, the generator that it names, and the folders its scripts and
    pictures lie in: these outlive any edit, and none of them a change of CMS.
    """
    text = decoded(html, charset)
    if "<html" not in text[:5000].lower():
        return frozenset()
    found = {f"signal {n}" for n, mark in enumerate(_signals(site)) if mark.search(text)}
    found |= {
        f"generator {name.split()[0].lower()}" for name in _GENERATOR.findall(text) if name.split()
    }
    for source in _SOURCES.findall(text):
        address = urljoin(url, source)
        folders = urlsplit(address).path.split("/")[1:-1]
        if folders and site.holds(address):
            found.add("folder /" + "/".join(folders[:2]))
    return frozenset(found)


def _signals(site: Site) -> tuple[re.Pattern[str], ...]:
    return declarations.signals(site.family) if site.family in declarations.families() else ()


def changed_cms(frontier: Frontier, site: Site, shown: frozenset[str]) -> str | None:
    """Give in words that the marks of the site's CMS are gone; None where some still stand.

    Its family's own signals decide where it had any; else all that it had must be gone.
    """
    found = frontier.rows("SELECT * FROM marks WHERE site = :site", {"site": site.name})
    if not found or found[0]["family"] != site.family or not shown:
        return None
    before = frozenset(json.loads(found[0]["shown"]))
    telling = {mark for mark in before if mark.startswith("signal ")} or before
    if not telling or telling & shown:
        return None
    return (
        f"another CMS than {site.family}? Nothing is left of what its pages showed until"
        f" {found[0]['since'][:10]}: {', '.join(sorted(before))[:200]}"
    )


@dataclass(frozen=True, slots=True)
class KeepMarks:
    """Keep the marks of its CMS that a site shows."""

    site: str
    family: str
    shown: frozenset[str]

    def apply(self, db: sqlite3.Connection, location: Location | None) -> None:  # noqa: ARG002  (as every act)
        """Keep them in place of those before."""
        db.execute(
            "INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?)",
            (self.site, self.family, json.dumps(sorted(self.shown)), now()),
        )


def count_fields(db: sqlite3.Connection, visit: int, lacks: frozenset[str]) -> None:
    """Count an article that was read, and which fields it lacks."""
    db.execute(
        f"INSERT INTO readings VALUES {', '.join(['(?, ?, 1, ?)'] * len(FIELDS))}"
        " ON CONFLICT DO UPDATE SET articles = articles + 1, empty = empty + excluded.empty",
        [value for name in FIELDS for value in (visit, name, name in lacks)],
    )


def lost_fields(frontier: Frontier, site: Site, visit: int, started: str) -> tuple[str, ...]:
    """Give in words the fields that articles lack in this visit and did not in the 30 days before.

    A field is lost where the share of articles without it has risen by half, against ten articles
    at least; of a single article only if none lacked it before.
    """
    since = utc(datetime.fromisoformat(started) - _BASELINE)
    rows = frontier.rows(
        "SELECT field, v.id = :visit AS present, sum(articles) AS articles, sum(empty) AS empty"
        " FROM readings r JOIN visits v ON v.id = r.visit"
        " WHERE v.site = :site AND (v.id = :visit OR v.started BETWEEN :since AND :started)"
        " GROUP BY 1, 2",
        {"visit": visit, "site": site.name, "since": since, "started": started},
    )
    counted = {(row["field"], row["present"]): (row["articles"], row["empty"]) for row in rows}
    return tuple(
        _lost(site, name, present, before)
        for name in FIELDS
        if (present := counted.get((name, 1))) and (before := counted.get((name, 0)))
        if _is_lost(present, before)
    )


def _is_lost(present: tuple[int, int], before: tuple[int, int]) -> bool:
    (articles, empty), (earlier, lacked) = present, before
    if earlier < _KNOWN_WELL or not empty:
        return False
    return empty / articles - lacked / earlier >= _RISE and (empty > 1 or not lacked)


def _lost(site: Site, name: str, present: tuple[int, int], before: tuple[int, int]) -> str:
    return (
        f"{name}: {present[1]} of {present[0]} articles lack it, {before[1]} of {before[0]} in the"
        f" 30 days before: article.{name} = {selectors(site, name)}"
    )


def selectors(site: Site, name: str) -> str:
    """Give what a declaration reads a field with."""
    told = getattr(site.article, name)
    told = (told,) if isinstance(told, str) else told
    return ", ".join(repr(str(one)) for one in told or ()) or "(nothing declared)"
