"""Days from the stamps that a portal prints, attaches to its pages or builds into addresses."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_ZONED = re.compile(r"(\d{4}-\d\d-\d\d)([+-]\d\d|[A-Z]{3,4})(\d\d:\d\d:\d\d)")
_ZONES = {"ICT": "+07", "GMT": "+00", "UTC": "+00"}
_PLAIN = re.compile(r"(\d{1,2}) ?([/.-]) ?(\d{1,2}) ?\2 ?([1-9]\d{3})(?: \d{1,2}:\d\d(?::\d\d)?)?")
_YEAR_FIRST = re.compile(r"([1-9]\d{3})/(\d\d?)/(\d\d?)(?: \d{1,2}:\d\d(?::\d\d)?)?")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/.-]\d{1,2}[/.-]\d{4}(?!\d)")
_MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_MONTH = rf"(?:tháng|thg\.?|th\.?)[\s-]*(?P<m>\d\d?|mười\s+(?:một|hai)|{'|'.join(_MONTHS)})"
_YEAR = r"(?P<y>[1-9]\d{3})(?!\d)"
# dateparser takes the "Năm" of "Tháng Năm 27, 2024" for a year's name.
_IN_WORDS = (
    re.compile(rf"(?i)(?<!\d)(?P<d>\d\d?)[\s-]*{_MONTH}[\s,-]+(?:năm\s+)?{_YEAR}"),
    re.compile(rf"(?i)(?<!\w){_MONTH}\s+(?P<d>\d\d?),?\s+{_YEAR}"),
)
# Seconds or milliseconds since 1970, as JSON answers have them: 2001 to 2033.
_SINCE_1970 = re.compile(r"(?:/Date\()?(1\d{9})(\d{3})?(?:[+-]\d{4})?(?:\)/)?")
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

    >>> day("Thứ Hai, 3 Tháng Sáu, 2024"), day("ngày 15 tháng Giêng năm 2024")
    ('2024-06-03', '2024-01-15')
    >>> day("Tháng Năm 27, 2024"), day("27 thg 6, 2024"), day("/Date(1716773400000)/")
    ('2024-05-27', '2024-06-27', '2024-05-27')
    >>> day("2026-04-05+0707:30:00"), day("2026-04-05UTC17:30:00")
    ('2026-04-05', '2026-04-06')
    """
    stamp = " ".join(stamp.split())
    if zoned := _ZONED.fullmatch(stamp):
        zone = _ZONES.get(zoned[2], zoned[2])
        stamp = f"{zoned[1]}T{zoned[3]}" + (f"{zone}:00" if zone[0] in "+-" else "")
    if _ISO.fullmatch(stamp):
        return _iso_day(stamp)
    if plain := _PLAIN.fullmatch(stamp):
        return _valid_day(plain[4], plain[3], plain[1])
    if plain := _YEAR_FIRST.fullmatch(stamp):
        return _valid_day(plain[1], plain[2], plain[3])
    for pattern in _IN_WORDS:
        if (match := pattern.search(stamp)) is not None:
            month = " ".join(match["m"].lower().split())
            return _valid_day(match["y"], str(_MONTHS.get(month, month)), match["d"])
    if counted := _SINCE_1970.fullmatch(stamp):
        return datetime.fromtimestamp(int(counted[1]), VIETNAM).date().isoformat()
    read: datetime | None = _dateparser().parse(stamp, languages=["vi"], settings=_SETTINGS)
    written = _DAY_FIRST.search(stamp)
    if read is None or (written and read.day != int(written[1])):  # 04/13/2020 is no day here
        return None
    return read.date().isoformat()


@cache
def _dateparser() -> ModuleType:
    """Give the library that reads the stamps in words: few portals need it, and its 10 MB."""
    return import_module("dateparser")


def _valid_day(year: str, month: str, day_of_month: str) -> str | None:
    try:
        return date(int(year), int(month), int(day_of_month)).isoformat()
    except ValueError:
        return None


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
    return _valid_day(match["y"], match["m"], match["d"])
