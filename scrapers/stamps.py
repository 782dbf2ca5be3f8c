"""Days from the stamps that a portal prints, attaches to its pages or builds into addresses."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import dateparser

if TYPE_CHECKING:
    from collections.abc import Iterable

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_ZONED = re.compile(r"(\d{4}-\d\d-\d\d)([+-]\d\d|[A-Z]{3,4})(\d\d:\d\d:\d\d)")
_ZONES = {"ICT": "+07", "GMT": "+00", "UTC": "+00"}
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.-]\d{1,2}[/.-]\d{4}(?!\d)")
_SETTINGS = {
    "DATE_ORDER": "DMY",
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PREFER_LOCALE_DATE_ORDER": False,
    "PARSERS": ["absolute-time"],  # "hôm qua" would be another day at each reading
    "TIMEZONE": "Asia/Ho_Chi_Minh",
}


def found(text: str, patterns: Iterable[re.Pattern[str]]) -> str | None:
    r"""Give the ISO day of the stamp that the first matching pattern cuts out of a text.

    The pattern's first group is the stamp if it has one.

    >>> found("Cập nhật ngày: 22/10/2021 06:21:08", [re.compile(r"\d+/\d+/\d{4}")])
    '2021-10-22'
    """
    for pattern in patterns:
        if match := pattern.search(text):
            return day(str(match[1] if match.re.groups else match[0]))
    return None


@lru_cache(maxsize=4096)
def day(stamp: str) -> str | None:
    """Give the ISO day of a whole stamp in Vietnam's civil time, None where it is not one day.

    >>> day("Thứ Ba, ngày 14/01/2020"), day("2026-04-05T17:30:00Z"), day("05/04")
    ('2020-01-14', '2026-04-06', None)

    NukeViet 4 writes the zone where the T should be (its format says `Y-m-dTH:i:s`):

    >>> day("2026-04-05+0707:30:00"), day("2026-04-05UTC17:30:00")
    ('2026-04-05', '2026-04-06')
    """
    stamp = " ".join(stamp.split())
    if zoned := _ZONED.fullmatch(stamp):
        zone = _ZONES.get(zoned[2], zoned[2])
        stamp = f"{zoned[1]}T{zoned[3]}" + (f"{zone}:00" if zone[0] in "+-" else "")
    if _ISO.fullmatch(stamp):
        return _iso_day(stamp)
    moment: datetime | None = dateparser.parse(stamp, languages=["vi"], settings=_SETTINGS)
    written = _DAY_FIRST.search(stamp)
    if moment is None or (written and moment.day != int(written[1])):  # 04/13/2020 is no day here
        return None
    return moment.date().isoformat()


def _iso_day(stamp: str) -> str | None:
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(VIETNAM)
    return moment.date().isoformat()


def day_in_url(url: str, pattern: re.Pattern[str]) -> str | None:
    r"""Give the ISO day that a pattern's groups y, m and d find in an address.

    >>> folder = re.compile(r"/(?P<y>\d{4})-(?P<m>\d+)-(?P<d>\d+)/")
    >>> day_in_url("/Pages/2026-4-5/tin.aspx", folder)
    '2026-04-05'
    """
    match = pattern.search(url)
    if match is None:
        return None
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()
    except ValueError:
        return None
