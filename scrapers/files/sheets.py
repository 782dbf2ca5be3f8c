"""Cells of a workbook as text, the way its reader sees them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLACES = re.compile(r"[0#]\.(0+)")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def row(cells: Iterable[str]) -> str | None:
    """Give cells parted by tabs, without empty ones at the end; None for an empty row."""
    shown = [" ".join(cell.split()) for cell in cells]
    while shown and not shown[-1]:
        shown.pop()
    return "\t".join(shown) if shown else None


def shown(value: object, number_format: str = "General") -> str:
    """Give a cell's value as its number format shows it; a date as day/month/year.

    >>> [shown(0.8016, "0.00%"), shown(88.5, "0.00"), shown(3.0), shown(date(2024, 3, 5))]
    ['80.16%', '88.50', '3', '05/03/2024']
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    return _number(value, number_format) if isinstance(value, int | float) else str(value)


def _number(value: float, number_format: str) -> str:
    plain = _LITERAL.sub("", number_format.split(";", maxsplit=1)[0])
    found = _PLACES.search(plain)
    places = len(found[1]) if found else 0
    if "%" in plain:
        return f"{value * 100:.{places}f}%"
    if found and isinstance(value, float) and "E" not in plain:
        return f"{value:.{places}f}"
    return f"{value:.15g}" if abs(value) < 1e15 else str(value)
