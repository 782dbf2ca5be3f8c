"""The year of a result that only the day of publication tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.atoms import Scan

_LAST_YEAR = re.compile(r"(?<!\w)năm\s+(?:ngoái|trước(?!\s+(?:đó|đây))|vừa\s+qua|vừa\s+rồi)(?!\w)")
_THIS_YEAR = re.compile(r"(?<!\w)(?:năm\s+nay|đầu\s+năm\s+(?:đến|tới)\s+nay)(?!\w)")
_DECEMBER = 12
_REACH = 800  # characters of a paragraph in which "từ đầu năm đến nay" still tells the time


def by_publication(scan: Scan, begin: int, place: int) -> str | None:
    """Give the year of an index whose result stands at a place of the sentence from `begin`.

    An index comes out the year after, one of a province's own in December of the same.
    """
    published = scan.context.published
    if published is None:
        return None
    year, month = int(published[:4]), int(published[5:7])
    told = seen_from_now(scan, begin, place)
    before = str(year if month == _DECEMBER else year - 1)
    return min(told, before) if told else before


_BEFORE_THAT = re.compile(
    r"(?<!\w)(?:(?P<year>(?:năm|kỳ|lần)\s+(?:trước(?!\s+(?:đó|đây))|ngoái|liền\s+trước))|trước\s+(?:đó|đây))(?!\w)"
)


def tells_earlier(folded: str, begin: int, place: int) -> tuple[bool, int | None]:
    """Tell whether a clause tells of an earlier result, and how many years earlier, if it says so.

    "Năm trước, Sở đứng hạng 4": one year; "trước đó": nobody knows.
    """
    told = _BEFORE_THAT.search(folded, begin, place)
    return told is not None, 1 if told and told["year"] else None


def seen_from_now(scan: Scan, begin: int, place: int) -> str | None:
    """Give the year of "từ đầu năm đến nay", "năm ngoái" before a place, None where neither is."""
    if scan.context.published is None:
        return None
    year = int(scan.context.published[:4])
    near = max(begin, place - _REACH)
    if _LAST_YEAR.search(scan.folded, near, place):
        return str(year - 1)
    far = max(0, place - _REACH)
    near = max(far, scan.text.rfind("\n", far, begin) + 1) if begin > far else far
    return str(year) if _THIS_YEAR.search(scan.folded, near, place) else None
