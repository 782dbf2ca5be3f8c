"""How the sites and the nightly run are, by the snapshot that is shown and the present time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_LATE = timedelta(hours=36)  # a night that was left out
_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class SiteTrouble:
    """A site that is not as expected: `kind` as in `problems` or `stale_sites`, in words `reason`.

    `silenced` is the ISO day until which a person has silenced it, None where nobody did.
    """

    site: str
    kind: str
    reason: str
    since: str | None
    silenced: str | None


@dataclass(frozen=True, slots=True)
class Health:
    """When the last run was (UTC), whether that is too long ago, and which sites are in trouble."""

    last_run: str | None
    late: bool
    troubles: tuple[SiteTrouble, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing wants a person."""
        return not self.late and all(one.silenced for one in self.troubles)


def read(
    connection: sqlite3.Connection, silenced: Path | None = None, at: datetime | None = None
) -> Health:
    """Give how all is; a corpus of ingested files alone is never late.

    `silenced` is the file that `vanban ack` writes.
    """
    at = at or datetime.now(UTC)
    (last,) = connection.execute(
        "SELECT max(moment) FROM (SELECT max(coalesce(finished, started)) AS moment FROM visits"
        " UNION ALL SELECT max(coalesce(finished, started)) FROM runs"
        "  WHERE EXISTS (SELECT 1 FROM visits))"
    ).fetchone()
    late = last is not None and at - datetime.fromisoformat(last) > _LATE
    found = connection.execute(
        "SELECT site, kind, reason, seen FROM problems WHERE url = '' UNION ALL"
        " SELECT site, why, ifnull(newest, ''), last_visit FROM stale_sites"
        " WHERE why IN ('nothing_new', 'visit_failed')"
        "  AND site NOT IN (SELECT site FROM problems WHERE url = '') ORDER BY 1, 2"
    ).fetchall()
    days = _silent(silenced, at)
    troubles = tuple(
        SiteTrouble(site, kind, reason, since, days.get(site))
        for site, kind, reason, since in found
    )
    return Health(last, late, troubles)


def _silent(path: Path | None, at: datetime) -> dict[str, str]:
    """Give until when sites are silent today; a file that cannot be read silences nobody."""
    if path is None:
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    today = at.astimezone(_VIETNAM).date().isoformat()
    items = held.items() if isinstance(held, dict) else ()
    return {str(site): str(day) for site, day in items if str(day) >= today}
