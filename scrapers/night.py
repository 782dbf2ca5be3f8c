"""The hours in which portals are asked, and a clock that does not jump."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")  # scrapers.stamps has it too, and loads dateparser
_WINDOW = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3]):([0-5]\d)")
_OLDEST = datetime(2026, 1, 1, tzinfo=UTC)  # this program is younger: a clock before that is wrong
_CORRECTION = timedelta(days=1)  # what a clock may be set back without having been wrong


def _hours(value: str) -> str:
    if not (match := _WINDOW.fullmatch(value.strip())):
        raise ValueError('two times of day, as "22:00-06:00"')
    if match.group(1, 2) == match.group(3, 4):
        raise ValueError("begins when it ends; leave it out for the whole day")
    return value.strip()


Night = Annotated[str, _hours]


def in_window(now: datetime, night: str | None) -> bool:
    """Tell whether a moment lies in the night window; without a window every moment does.

    The window is in Vietnam's time and may lie over midnight; its end is no longer in it.

    >>> in_window(datetime(2026, 3, 1, 16, 30, tzinfo=UTC), "22:00-06:00")  # 23:30 ở Hà Nội
    True
    >>> in_window(datetime(2026, 3, 1, 23, 0, tzinfo=UTC), "22:00-06:00")  # 06:00 sáng
    False
    """
    if night is None:
        return True
    begin, end = _minutes(night)
    here = now.astimezone(_VIETNAM)
    minute = 60 * here.hour + here.minute
    return begin <= minute < end if begin < end else minute >= begin or minute < end


def window_ends(now: datetime, night: str) -> datetime:
    """Give the next moment at which the night window ends, in UTC.

    >>> window_ends(datetime(2026, 3, 1, 16, 30, tzinfo=UTC), "22:00-06:00").isoformat()
    '2026-03-01T23:00:00+00:00'
    """
    return _next(now, _minutes(night)[1])


def window_begins(now: datetime, night: str) -> datetime:
    """Give the next moment at which the night window begins, in UTC."""
    return _next(now, _minutes(night)[0])


def _next(now: datetime, minute: int) -> datetime:
    here = now.astimezone(_VIETNAM)
    then = here.replace(hour=minute // 60, minute=minute % 60, second=0, microsecond=0)
    return (then if then > here else then + timedelta(days=1)).astimezone(UTC)


def _minutes(night: str) -> tuple[int, int]:
    match = _WINDOW.fullmatch(night)
    if match is None:
        raise ValueError(night)
    begin_hour, begin_minute, end_hour, end_minute = (int(part) for part in match.groups())
    return 60 * begin_hour + begin_minute, 60 * end_hour + end_minute


def sane_now(last_seen: datetime | None, wall: datetime | None = None) -> datetime:
    """Give the present by which to reckon what is due, from a clock that may have jumped.

    `last_seen` is the latest moment that was ever written down. A clock before this program's own
    time has lost it (an empty battery says 1970): then no time has passed since `last_seen`. A
    clock a little behind was corrected: time stands still until it has caught up. One that is far
    behind a sane `last_seen` is believed, for then it was wrong at that time: what was written is
    in the future, and whoever reckons must take what was seen in the future as due.

    >>> seen = datetime(2026, 11, 22, 3, tzinfo=UTC)
    >>> sane_now(seen, datetime(1970, 1, 1, tzinfo=UTC)).isoformat()
    '2026-11-22T03:00:00+00:00'
    """
    wall = wall or datetime.now(UTC)
    if wall < _OLDEST:
        return last_seen if last_seen is not None and last_seen >= _OLDEST else _OLDEST
    if last_seen is not None and wall < last_seen <= wall + _CORRECTION:
        return last_seen
    return wall


class Clock:
    """A clock that is set once and then runs by itself.

    Setting the machine's clock while a visit goes on hastens and delays nothing.
    """

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._ticks = time.monotonic()

    def now(self) -> datetime:
        """Give the present, in UTC."""
        return self._start + timedelta(seconds=time.monotonic() - self._ticks)
