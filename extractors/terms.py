"""When a term ends that runs from a day: so many days, working days, weeks or months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from extractors.numbers import IN_WORDS

# In folded text: "15", "ba".
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(IN_WORDS)})"
_WEEKEND = 5  # the first weekday that no office works


def end_of(start: date, count: str, unit: str, *, working: bool = False) -> date:
    """Give the day so many ngày, tuần or tháng after another; months by the calendar.

    >>> end_of(date(2023, 11, 30), "ba", "tháng")
    datetime.date(2024, 2, 29)
    >>> end_of(date(2024, 9, 6), "05", "ngày", working=True)
    datetime.date(2024, 9, 13)
    """
    number = IN_WORDS.get(count) or int(count)
    if unit == "tháng":
        years, month = divmod(start.month - 1 + number, 12)
        return day_of(start.year + years, month + 1, start.day)
    if not working:
        return start + timedelta(days=number * (7 if unit == "tuần" else 1))
    day = start
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < _WEEKEND
    return day


def day_of(year: int, month: int, day: int) -> date:
    """Give the day of a month, its last where it has fewer."""
    return date(year, month, min(day, monthrange(year, month)[1]))
