"""When a page is looked at again, and when it counts as withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from zlib import crc32

from scrapers.exchange import now, utc
from scrapers.night import sane_now
from scrapers.status import Status

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from scrapers.frontier import Frontier

AGAIN = (1, 7, 30, 180)  # days after which a page is looked at again, ever more rarely
LONGEST_DAYS = AGAIN[-1]
_LONG = timedelta(days=60)
_SPREAD = 20  # a part of a long interval that a page may wait besides
LATEST = timedelta(days=LONGEST_DAYS * (1 + 1 / _SPREAD) + 1)  # due later than that: a wrong clock
ABSENT = frozenset({Status.NOT_FOUND, Status.GONE})
_SLACK = timedelta(hours=8)  # a night: who was the last to be asked is due when the next begins
_LOOKS = 3  # answers that say that a page is gone, before it counts as withdrawn
_APART = timedelta(days=7)
_GOOD = frozenset({Status.OK, Status.NOT_MODIFIED})


def next_look(appeared: datetime, at: datetime) -> str:
    """Give when a page that was seen `at` is due, by when its content `appeared`: UTC, ISO.

    It is looked at 1, 7, 30 and 180 days after it appeared, and every 180 days from then on.

    >>> next_look(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC))
    '2026-03-01T16:00:00.000Z'
    >>> next_look(datetime(2019, 3, 1, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC))  # tin cũ
    '2026-08-27T16:00:00.000Z'
    """
    looks = (appeared + timedelta(days=days) for days in AGAIN)
    then = next((look for look in looks if look - _SLACK > at), at + timedelta(days=LONGEST_DAYS))
    return utc(then - _SLACK)


def spread(due: str, at: datetime, url: str) -> str:
    """Give a due moment months ahead up to a twentieth later, the same for a page each time.

    What back-fill brought in one night is so not due again in one night.

    >>> spread("2026-08-27T16:00:00.000Z", datetime(2026, 3, 1, tzinfo=UTC), "https://a.vn/tin-2")
    '2026-09-01T12:28:36.342Z'
    """
    then = datetime.fromisoformat(due)
    interval = then - at
    if interval < _LONG:
        return due
    return utc(then + interval * (crc32(url.encode()) / 2**32) / _SPREAD)


def after_failure(step: int, at: datetime) -> str:
    """Give when a page is asked for again that failed so many times: ever more rarely."""
    return utc(at + timedelta(days=AGAIN[min(step, len(AGAIN) - 1)]))


def appeared(row: sqlite3.Row, published: str | None, at: datetime) -> datetime:
    """Give when a page's content appeared: its edit, else its publication, else its first sight.

    `row` holds first_seen, answered, contents (how many it had) and day (told by a listing or its
    article). A publication in the future, or of the last days, is no better than the first sight.
    """
    if row["contents"] > 1 and row["answered"] is not None:
        return datetime.fromisoformat(row["answered"])
    seen = min(datetime.fromisoformat(row["first_seen"]), at)
    day = published or row["day"]
    if not day:
        return seen
    told = datetime.fromisoformat(day[:10]).replace(tzinfo=UTC)
    return told if seen - told > timedelta(days=2) else seen


def clock() -> datetime:
    """Give the present as this machine says it."""
    return datetime.fromisoformat(now())


def present(frontier: Frontier, wall: datetime | None = None) -> datetime:
    """Give the present by which to reckon what is due, whatever this machine's clock says."""
    (row,) = frontier.rows("SELECT max(coalesce(finished, started)) AS last FROM visits")
    last = row["last"]
    return sane_now(None if last is None else datetime.fromisoformat(last), wall or clock())


def gone_since(answers: Iterable[tuple[str, str, bool]]) -> tuple[str | None, int]:
    """Give since when a page answers that it is gone, and how many such answers count.

    `answers` are time (UTC, ISO), status and whether the visit's listings were healthy, in order.
    Those on sick visits, and less than seven days after one that counts, do not count; a good
    answer takes all back.

    >>> gone_since([("2026-03-01T00:00:00Z", "not_found", True),
    ...             ("2026-03-02T00:00:00Z", "not_found", True),
    ...             ("2026-03-09T00:00:00Z", "gone", True)])
    ('2026-03-01T00:00:00Z', 2)
    """
    counted: list[str] = []
    for at, status, healthy in answers:
        if status in _GOOD:
            counted.clear()
        elif status in ABSENT and healthy and _far_enough(counted, at):
            counted.append(at)
    return (counted[0] if counted else None), len(counted)


def _far_enough(counted: list[str], at: str) -> bool:
    if not counted:
        return True
    return datetime.fromisoformat(at) - datetime.fromisoformat(counted[-1]) >= _APART


def when_absent(db: sqlite3.Connection, page: int, at: datetime) -> str:
    """Give when a page is asked for again that was there once and is gone now."""
    rows = db.execute(f"{_ANSWERS} WHERE a.page = ? ORDER BY a.id", (page,)).fetchall()
    _, counted = gone_since((r["fetched_at"], r["status"], bool(r["healthy"])) for r in rows)
    return utc(at + (_APART if counted < _LOOKS else timedelta(days=LONGEST_DAYS)))


def withdrawn(frontier: Frontier) -> dict[tuple[str, str], str]:
    """Give since when (UTC) the portals no longer show articles, by site and identity.

    An article is withdrawn after three answers 404 or 410 at least seven days apart, each on a
    visit whose listings were healthy; a good answer takes it back.
    """
    rows = frontier.rows(
        f"{_ANSWERS} WHERE p.kind = 'article'"
        " AND p.digest IS NOT NULL AND p.last_status NOT IN ('ok', 'not_modified')"
        " ORDER BY p.id, a.id"
    )
    found = {}
    for page, answers in groupby(rows, key=lambda row: (row["site"], row["identity"])):
        told = ((r["fetched_at"], r["status"], bool(r["healthy"])) for r in answers)
        since, counted = gone_since(told)
        if since is not None and counted >= _LOOKS:
            found[page] = since
    return found


_HEALTHY = (  # `listed` of an open visit is not counted yet
    "(coalesce(v.broken, 1) = 0"
    " AND (v.listed > 0 OR EXISTS (SELECT 1 FROM listed WHERE visit = v.id)))"
)
_ANSWERS = (
    f"SELECT a.fetched_at, a.status, {_HEALTHY} AS healthy, p.site, p.identity"
    " FROM answers a JOIN pages p ON p.id = a.page LEFT JOIN visits v ON v.id = a.visit"
)
