"""Numbers and addresses of persons, masked where texts leave the house: pages and exports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_CUED_ID = re.compile(
    r"(?:CCCD|CMND|CMTND|CMT|[Cc]ăn cước(?: công dân)?|[Cc]hứng minh(?: nhân dân| thư)?"
    r"|[Ss]ố định danh(?: cá nhân)?|[Hh]ộ chiếu|BHXH|[Ss]ố tài khoản)"
    r"[^\d\n]{0,24}?(?P<id>[A-Z]?\d(?:[ .]?\d){6,18})"
)
_ID = re.compile(r"(?<![\w/.,=-])0\d{11}(?![\w/]|[.,-]\d)")  # twelve figures: a citizen's number
# Mobile numbers only: those of offices begin with 02.
_MOBILE = re.compile(r"(?<![\w/,=-])(?:\+84|0084|0)[ .-]?[35789](?:[ .-]?\d){8}(?![\w/]|[.,]\d)")
_MAIL = re.compile(r"[\w.+-]{1,64}@(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})")
_OFFICIAL = re.compile(r"(?:^|\.)(?:gov|edu|org)\.vn$")
_LIKELY = re.compile(r"@|\d(?:[ .-]?\d){6}")
_TEXTS = {  # where words of a notice stand; addresses and codes hold no persons
    "texts": ("text", "title"),
    "notices": ("title", "title_key", "author"),
    "attachments": ("name",),
    "citations": ("quote", "subject"),
    "dates": ("quote",),
    "scores": ("quote", "subject"),
    "recommendations": ("quote", "agent", "addressee"),
    "findings": ("quote", "subject"),
    "topics": ("quote",),
    "documents": ("subject",),
}


def masked(text: str) -> str:
    """Give the text with the numbers and mail addresses of persons struck out.

    Each figure or letter becomes a dot, so that places in the text stay what they are. Telephones
    and mail of offices stay: landlines, and addresses under gov.vn, edu.vn and org.vn.

    >>> masked("LH ông A, 0912.345.678, a.b@gmail.com; Sở: 0277.3851.431, snv@dongthap.gov.vn")
    'LH ông A, ••••.•••.•••, •.•@•••••.•••; Sở: 0277.3851.431, snv@dongthap.gov.vn'
    >>> masked("CCCD số 087123456789 cấp ngày 12/3/2021")
    'CCCD số •••••••••••• cấp ngày 12/3/2021'
    """
    if not _LIKELY.search(text):
        return text
    text = _CUED_ID.sub(lambda m: m[0][: m.start("id") - m.start()] + _dots(m["id"]), text)
    for pattern in (_ID, _MOBILE):
        text = pattern.sub(lambda m: _dots(m[0]), text)
    return _MAIL.sub(lambda m: m[0] if _OFFICIAL.search(m["host"]) else _dots(m[0]), text)


def _dots(found: str) -> str:
    return re.sub(r"\w", "•", found)


def mask_all(connection: sqlite3.Connection) -> int:
    """Strike persons' numbers out of a whole copy of the corpus; gives how many cells changed."""
    connection.create_function("masked", 1, masked, deterministic=True)
    changed = 0
    for table, columns in _TEXTS.items():
        for column in columns:
            changed += connection.execute(
                f"UPDATE {table} SET {column} = masked({column})"
                f" WHERE {column} IS NOT NULL AND masked({column}) <> {column}"
            ).rowcount
    return changed
