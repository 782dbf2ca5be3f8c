"""One day as it is written: "ngày 12/3/2024", "13.3.2023", "ngày 03 tháng 4 năm 2018"."""

from __future__ import annotations

import re
from datetime import date

# Bounded, so that a match costs the same wherever it fails. A break of line may stand anywhere.
GAP = r"[\s*]{0,3}"
SLASH = rf"{GAP}(?:/{{1,2}}|\.|-){GAP}"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
NUMERIC = rf"[0-9]{{1,2}}{SLASH}[0-9]{{1,2}}{SLASH}{YEAR}(?!/[0-9])"
# "tháng 4 2015" is a year only where no thing is counted behind it: "tháng 4 2000 người".
_COUNTED = (
    r"(?:[0-9]|%|người|hộ|hồ\s+sơ|ca|đồng|tỷ|tỉ|triệu|nghìn|ngàn|ha|tấn|m2|km|lượt|trường\s+hợp|"
    r"đại\s+biểu|cán\s+bộ|học\s+sinh|vụ|suất|phiếu|doanh\s+nghiệp|lao\s+động|đơn)(?!\w)"
)
BARE_YEAR = rf"[ ]{{1,2}}{YEAR}(?![.,][0-9]|\s{{0,3}}{_COUNTED})"
_MONTH_YEAR = rf"tháng{GAP}[0-9]{{1,2}}(?:{GAP},?{GAP}n[ăa]m[\s*:]{{0,3}}{YEAR}|{BARE_YEAR})"
LONG = rf"ngày{GAP}(?:mùng\s)?[0-9]{{1,2}}{GAP}{_MONTH_YEAR}"
DAY = rf"(?:{LONG}|(?:ngày[\s*:]{{0,4}})?{NUMERIC})"
_AT = re.compile(DAY)
_FIGURES = re.compile(r"[0-9]+")
_SHORTEST_YEAR = 1900


def iso(day: int, month: int, year: int) -> str | None:
    """Give the ISO day, None where the calendar has none.

    >>> iso(31, 3, 2020), iso(31, 4, 2020)
    ('2020-03-31', None)
    """
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read(written: str) -> str | None:
    """Give the ISO day that a match of `DAY` says, None where there is no such day.

    >>> read("ngày 06 / 7 /2005"), read("ngày 03 tháng 4 năm 2018"), read("31/2/2020")
    ('2005-07-06', '2018-04-03', None)
    """
    day, month, year = (int(figures) for figures in _FIGURES.findall(written)[:3])
    return iso(day, month, year) if year >= _SHORTEST_YEAR else None


def at(folded: str, place: int) -> tuple[str, int] | None:
    """Give the ISO day written at a place of a folded text, and its end.

    >>> at("ngày 12/3/2024 của", 0)
    ('2024-03-12', 14)
    """
    m = _AT.match(folded, place)
    day = read(m[0]) if m else None
    return (day, m.end()) if m and day else None
