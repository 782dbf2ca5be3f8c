"""A phrase of time as it is written: which months and days, and which year if it says so."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass

from extractors import days

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Written:
    """A phrase of time at `start:end`. `first` and `last` are (month, day) of the years it covers.

    `year` is the year of `last`, None where the phrase does not say it; `years` is how many years
    earlier `first` lies. A day of 0 is the last of its month.
    """

    start: int
    end: int
    grain: str
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None
    years: int = 0
    approximate: bool = False
    shift: int = 0  # "quý I năm sau" is of the year after the governing one

    def interval(self, year: int) -> tuple[str, str] | None:
        """Give the ISO days in a year, None where the calendar has no such day.

        >>> Written(0, 0, "months", (1, 1), (9, 0), None).interval(2020)
        ('2020-01-01', '2020-09-30')
        """
        year += self.shift
        begin, end = year - self.years, year
        if (self.last[0], self.last[1] or 31) < self.first and not self.years:
            begin -= 1  # "từ 28/12 đến 02/01/2024"
        first, last = _day(begin, self.first), _day(end, self.last)
        return (first, last) if first and last and first <= last else None


def _day(year: int, month_day: tuple[int, int]) -> str | None:
    month, day = month_day
    if not 1 <= month <= DECEMBER:
        return None
    return days.iso(day or monthrange(year, month)[1], month, year)
