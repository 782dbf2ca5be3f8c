"""By when a recommendation is to be done, as far as the corpus knows, on a given day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from extractors import terms
from extractors.text import fold

_OF_THIS = re.compile(
    rf"{terms.COUNT}\s+(?P<unit>ngày|tuần|tháng)(?P<working>\s+làm\s+việc)?,?\s+"
    r"(?:kể\s+)?từ\s+(?:ngày|khi)\s+(?:ký(?:\s+ban\s+hành)?|ban\s+hành)"
    r"(?:\s+(?:văn\s+bản|thông\s+báo|kế\s+hoạch|công\s+văn|quyết\s+định|kết\s+luận|chỉ\s+thị"
    r"|công\s+điện|hướng\s+dẫn)(?:\s+kết\s+luận)?\s+này)?\s*\Z"
)
_EVERY = re.compile(
    r"(?P<before>trước\s+)?(?:ngày|mùng)\s+(?P<day>\d{1,2})"
    r"(?:\s+(?:của\s+)?tháng\s+(?P<month>\d{1,2}|cuối|đầu))?"
    r"(?:\s+(?:của|cùng|mỗi|hằng|hàng))*\s+(?P<unit>tháng|quý|năm)(?!\w)"
)


class Due(NamedTuple):
    """The day by which, inclusive, and the day since which the present period runs.

    `since` is None for what is to be done once: then all that came after the directive counts.
    """

    day: str | None
    since: str | None = None


def due_on(
    deadline: str | None,
    words: str | None,
    kind: str | None,
    signed: str | None,
    given: str | None,
    as_of: str,
) -> Due:
    """Give by when something is due, seen on an ISO day; no day where none can be known.

    `deadline` is the day that the text tells, `words` how it says so, `kind` as in the table
    `recommendations`, `signed` the day of the directing document where that is held, `given` the
    day since which it is known. What recurs is followed for a year: for how long it holds, such
    texts do not say, and most are plans of one year.

    >>> due_on(None, "trước ngày 20 hằng tháng", "recurring", None, "2024-03-18", "2024-05-12")
    Due(day='2024-05-19', since='2024-04-19')
    >>> due_on(None, "30 ngày kể từ ngày ban hành Thông báo này", "relative", "2024-03-18",
    ...     "2024-03-18", "2024-05-12").day
    '2024-04-17'
    """
    if deadline is not None or not words:
        return Due(deadline)
    folded = " ".join(fold(words).split())
    if kind == "recurring":
        is_old = given is None or as_of > _a_year_after(given)
        return Due(None) if is_old else _next(folded, date.fromisoformat(as_of))
    if kind == "relative" and signed is not None and (found := _OF_THIS.search(folded)):
        day = terms.end_of(
            date.fromisoformat(signed), found["count"], found["unit"],
            working=found["working"] is not None,
        )  # fmt: skip
        return Due(day.isoformat())
    return Due(None)


def _a_year_after(day: str) -> str:
    return f"{int(day[:4]) + 1}{day[4:]}"


def _next(folded: str, as_of: date) -> Due:
    """Give the next day of what recurs; "hằng quý" alone tells none."""
    found = _EVERY.search(folded)
    if found is None or not 1 <= int(found["day"]) <= 31:
        return Due(None)
    months = _months(found["unit"], found["month"])
    earlier = timedelta(days=1) if found["before"] else timedelta()
    days = [
        terms.day_of(year, month, int(found["day"])) - earlier
        for year in (as_of.year - 1, as_of.year, as_of.year + 1)
        for month in months
    ]
    ahead = [day for day in days if day >= as_of]
    if not ahead:
        return Due(None)
    past = [day for day in days if day < as_of]
    return Due(min(ahead).isoformat(), max(past).isoformat() if past else None)


def _months(unit: str, month: str | None) -> list[int]:
    if unit == "quý" and month in {"cuối", "đầu"}:
        return [3, 6, 9, 12] if month == "cuối" else [1, 4, 7, 10]
    if unit == "năm" and month is not None and month.isdigit() and 1 <= int(month) <= 12:
        return [int(month)]
    return list(range(1, 13)) if unit == "tháng" and month is None else []
