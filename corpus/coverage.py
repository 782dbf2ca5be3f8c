"""How much is known, beside how much was crawled: by province, year, area and site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.provinces import MERGER

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

BY = ("province", "year", "area", "site")
YEARS = ("published", "document", "measured")


class CoverageError(ValueError):
    """A coverage that cannot be counted; one line says why."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The counts of one province, year, area or site, or of a combination of them.

    `key` has a value for each of the asked `by`, None where it is not told: what has no date or no
    province is a row of its own. `works` counts publications, `notices` their copies too; `facts`
    counts the facts of each work once. `pages` were asked for; of these `failed` gave nothing and
    `soft404` only said that there is nothing.
    """

    key: tuple[str | None, ...]
    works: int
    notices: int
    facts: int
    pages: int
    failed: int
    soft404: int


def coverage(
    connection: sqlite3.Connection,
    by: Sequence[str] = ("province", "year"),
    *,
    units: int = 34,
    year_of: str = "published",
) -> list[Cell]:
    """Give the counts by any of province, year, area and site, in the order of their keys.

    `units`: the 34 provinces since 2025-07-01, or the 63 before. In units of 63 a notice of a
    merged province after that day keeps the new name with "(từ 1/7/2025)": which of the old ones
    it concerns, nobody tells. `year_of`: the year of publication, of the document that the notice
    is, or that a result measures; a notice with several measured years counts in each.
    """
    for name in by:
        if name not in BY:
            raise CoverageError(f"by {name!r}: one of {', '.join(BY)}")
    if units not in {34, 63}:
        raise CoverageError(f"units {units}: 34 or 63")
    if year_of not in YEARS:
        raise CoverageError(f"year of {year_of!r}: one of {', '.join(YEARS)}")
    held = _counts(connection, _held(by, units, year_of), len(by))
    crawled = _counts(connection, _crawled(by, units, year_of), len(by))
    keys = sorted({*held, *crawled}, key=lambda key: [(part is None, part or "") for part in key])
    none = (0, 0, 0)
    return [Cell(key, *held.get(key, none), *crawled.get(key, none)) for key in keys]


def _counts(
    connection: sqlite3.Connection, sql: str, parts: int
) -> dict[tuple[str | None, ...], tuple[int, int, int]]:
    return {row[:parts]: row[parts:] for row in connection.execute(sql)}


_FACTS = """
SELECT notice, count(*) AS facts FROM (
  SELECT notice FROM citations UNION ALL SELECT notice FROM dates
  UNION ALL SELECT notice FROM scores UNION ALL SELECT notice FROM recommendations
  UNION ALL SELECT notice FROM findings)
GROUP BY notice
"""
_YEARS = {
    "document": """LEFT JOIN (
  SELECT DISTINCT notice, year FROM documents WHERE notice IS NOT NULL) AS y ON y.notice = n.id""",
    "measured": """LEFT JOIN (
  SELECT DISTINCT notice, substr(period, 1, 4) AS year FROM scores
  WHERE period GLOB '[12][0-9][0-9][0-9]*') AS y ON y.notice = n.id""",
}
_AREAS = "LEFT JOIN json_each(n.areas) AS area"


def _held(by: Sequence[str], units: int, year_of: str) -> str:
    keys = _keys(by, units, year_of, of_pages=False)
    numbers = ", ".join(str(at + 1) for at in range(len(by) + 1))
    named = "".join(f"key{at}, " for at in range(len(by)))
    return f"""
SELECT {named}count(*), sum(notices), sum(facts) FROM (
  SELECT {"".join(f"{key} AS key{at}, " for at, key in enumerate(keys))}n.work,
         count(*) AS notices, max(ifnull(f.facts, 0)) AS facts
  FROM notices AS n {_joins(by, year_of)}
  LEFT JOIN ({_FACTS}) AS f ON f.notice = n.id
  GROUP BY {numbers})
{f"GROUP BY {named[:-2]}" if by else ""}
"""


def _crawled(by: Sequence[str], units: int, year_of: str) -> str:
    keys = _keys(by, units, year_of, of_pages=True)
    numbers = ", ".join(str(at + 1) for at in range(len(by)))
    return f"""
SELECT {"".join(f"{key}, " for key in keys)}count(DISTINCT g.rowid),
  count(DISTINCT iif(g.status NOT IN ('ok', 'not_modified', 'moved', 'robots', 'soft_404'),
                     g.rowid, NULL)),
  count(DISTINCT iif(g.status = 'soft_404', g.rowid, NULL))
FROM pages AS g
JOIN sites AS s ON s.name = g.site
LEFT JOIN notices AS n ON n.id = g.notice {_joins(by, year_of)}
LEFT JOIN provinces AS p ON p.scheme = '2004' AND p.name = s.province
{f"GROUP BY {numbers}" if by else ""}
"""


def _joins(by: Sequence[str], year_of: str) -> str:
    parts = [_YEARS.get(year_of, "") if "year" in by else "", _AREAS if "area" in by else ""]
    return " ".join(parts)


def _keys(by: Sequence[str], units: int, year_of: str, *, of_pages: bool) -> list[str]:
    year = "substr(n.published, 1, 4)" if year_of == "published" else "y.year"
    if of_pages and year_of == "published":
        year = "substr(coalesce(n.published, g.published), 1, 4)"
    merged = (
        "(SELECT count(*) FROM provinces AS o WHERE o.scheme = '2004'"
        " AND o.now_name = n.province_then) > 1"
    )
    province = "n.province_now"
    if units != 34:
        province = (
            f"iif(n.published >= '{MERGER}' AND {merged},"
            " n.province_then || ' (từ 1/7/2025)', n.province_then)"
        )
    if of_pages:
        told = "coalesce(p.now_name, s.province)" if units == 34 else "s.province"
        province = f"coalesce({province}, {told})"
    site = "g.site" if of_pages else "n.site"
    known = {"province": province, "year": year, "area": "area.value", "site": site}
    return [known[name] for name in by]
