"""The Vietnamese words of the pages: what columns, keys, days and numbers are called."""

from __future__ import annotations

import tomllib
from datetime import timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.document_types import NAMES

if TYPE_CHECKING:
    from datetime import datetime

_WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
# Columns that hold the same keys as another, and those that mean something else in one table.
_VALUES_OF = {
    "areas": "area", "unresolved": "reason", "jurisdiction_from": "told_by",
    "province_from": "told_by", "published_from": "told_by", "year_source": "told_by",
}  # fmt: skip
_VALUES_IN = {
    ("relations", "kind"): "relation", ("pages", "kind"): "page", ("problems", "kind"): "status",
}  # fmt: skip
_YES_NO = {"own", "repaired", "approximate", "inconsistent", "reform", "current", "date_shared"}
_DAYS = {"date", "deadline", "first", "last", "published", "newest"}
_VIETNAM = timezone(timedelta(hours=7))

LOOKUPS: dict[str, str] = _WORDS["lookups"]
AREAS: dict[str, str] = _WORDS["values"]["area"]
GENRES: dict[str, str] = _WORDS["values"]["genre"]


def _type_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for name, code in NAMES.items():
        names.setdefault(code, name.capitalize())
    return names


TYPES = _type_names()


def column(name: str, table: str = "") -> str:
    """Give what a column of a table is called; its own name where nobody gave it one.

    >>> column("published"), column("subject"), column("subject", "scores")
    ('Ngày đăng', 'Trích yếu', 'Đơn vị được đo')
    """
    own = _WORDS["table_columns"].get(table, {})
    told: str = own.get(name) or _WORDS["columns"].get(name, name)
    return told


def value(name: str, told: object, table: str = "") -> str:
    """Give how a value of a column is read out; as it is where there are no words for it.

    >>> value("genre", "news"), value("published", "2024-03-20"), value("value", 88.5)
    ('tin, bài', '20/3/2024', '88,5')
    """
    if told is None:
        return ""
    if isinstance(told, float):
        return number(told)
    if name in _DAYS:
        return day(str(told))
    if name == "type":
        return TYPES.get(str(told), str(told))
    if name == "key":
        return AREAS.get(str(told)) or GENRES.get(str(told)) or str(told)
    if name in _YES_NO:
        return _value("boolean", told)
    if name == "problem":
        told, _, why = str(told).partition(": ")
        return ": ".join(part for part in (_value("problem", told), why) if part)
    return _value(_VALUES_IN.get((table, name)) or _VALUES_OF.get(name, name), told)


def _value(kind: str, told: object) -> str:
    found: str = _WORDS["values"].get(kind, {}).get(str(told), str(told))
    return found


def day(iso: str | None) -> str:
    """Give an ISO day, month or year as it is written in Vietnam; what is none as it is.

    >>> day("2024-03-20"), day("2024-03"), day("2024"), day(None)
    ('20/3/2024', '3/2024', '2024', '')
    """
    parts = (iso or "")[:10].split("-")
    if not all(part.isdecimal() for part in parts):
        return iso or ""
    return "/".join(part if len(part) > 2 else str(int(part)) for part in reversed(parts))


def moment(at: datetime) -> str:
    """Give a moment as a clock in Vietnam shows it.

    >>> from datetime import UTC, datetime
    >>> moment(datetime(2026, 7, 1, 20, 5, tzinfo=UTC))
    '03:05 ngày 2/7/2026'
    """
    there = at.astimezone(_VIETNAM)
    return f"{there:%H:%M} ngày {there.day}/{there.month}/{there.year}"


def number(told: float) -> str:
    """Give a number as it is written in Vietnam.

    >>> number(1234567), number(88.52), number(90.0)
    ('1.234.567', '88,52', '90')
    """
    written = f"{told:,}" if isinstance(told, int) else f"{told:,.10g}"
    return written.translate(str.maketrans(",.", ".,"))


def document_name(kind: str | None, code: str | None, subject: str | None = None) -> str:
    """Give what a document is called: its type and number, or a law's name.

    >>> document_name("KH", "771/KH-UBND")
    'Kế hoạch số 771/KH-UBND'
    >>> document_name("LUAT", None, "Luật Cán bộ, công chức năm 2025")
    'Luật Cán bộ, công chức năm 2025'
    """
    if code is None:
        return subject or TYPES.get(kind or "", "Văn bản")
    return f"{TYPES.get(kind or '', 'Văn bản')} số {code}"


def query_error(error: Exception) -> str:
    """Give in Vietnamese why a query cannot be asked."""
    told = str(error)
    return next((v for k, v in _WORDS["errors"].items() if told.startswith(k)), told)
