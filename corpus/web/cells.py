"""Cells of Datasette's tables as people read them: links, days and words instead of keys."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from corpus.web import words

if TYPE_CHECKING:
    from collections.abc import Callable

_TO_NOTICE = {"notice", "work"}
_TO_DOCUMENT = {"document", "from_document", "to_document"}
_FACTS = {"citation", "score", "recommendation"}  # columns of views that name a fact
_LISTS = {"areas", "partners", "names", "codes"}
_ID = re.compile(r"[0-9a-f]{20}")
_YEARS = {"year", "period", "number", "http_status"}  # figures that are names


def rendered(row: Any, value: Any, column: str, table: str, path: Callable[[str], str]) -> Any:  # noqa: ANN401
    """Give a cell as HTML or text, None where it is shown as it is.

    `row` as Datasette has it: a row of SQLite's, or a dict where keys are expanded to labels.
    """
    if isinstance(value, dict):
        return _labelled(value, column, path)
    if value is None or value == "":
        return None
    if link := _link(row, value, column, table, path):
        return link
    if column in _LISTS:
        return _listed(str(value), column)
    if column == "url":
        return web_link(str(value))
    if isinstance(value, int) and column in _YEARS:
        return str(value)
    if isinstance(value, int):
        told = words.value(column, value, table)
        return words.number(value) if told == str(value) else told
    told = words.value(column, value, table)
    return told if told != value else None


def _labelled(value: dict[str, Any], column: str, path: Callable[[str], str]) -> Markup | None:
    """Give a foreign key by its label, leading to our page of it."""
    kept = {"notice": "tin"} | dict.fromkeys(_TO_DOCUMENT, "van-ban")
    if column not in kept:
        return None
    where, shown = path(f"{kept[column]}/{value['value']}"), value["label"] or value["value"]
    return Markup('<a href="{}">{}</a>').format(where, shown)


def _link(
    row: Any,  # noqa: ANN401
    value: Any,  # noqa: ANN401
    column: str,
    table: str,
    path: Callable[[str], str],
) -> Markup | None:
    text = str(value)
    if not _ID.fullmatch(text):
        return None
    if column in _TO_NOTICE or (table, column) == ("notices", "id"):
        return Markup('<a href="{}">xem tin</a>').format(path(f"tin/{text}"))
    if column in _TO_DOCUMENT or (table, column) == ("documents", "id"):
        return Markup('<a href="{}">xem văn bản</a>').format(path(f"van-ban/{text}"))
    if column in _FACTS:
        place = path(f"tin/{row['notice']}") + f"#f-{text}"
        return Markup('<a href="{}">xem tại chỗ</a>').format(place)
    return None


def _listed(value: str, column: str) -> str:
    try:
        items = json.loads(value)
    except json.JSONDecodeError:
        return value
    if not isinstance(items, list):
        return value
    return ", ".join(words.value(column, item) for item in items) or " "


def web_link(url: str) -> Markup:
    """Give an address as a link where it is one of the web, else as text.

    >>> web_link("javascript:alert(1)")
    Markup('javascript:alert(1)')
    >>> web_link("https://vidu.gov.vn/tin?a=1&b=2")
    Markup('<a href="https://vidu.gov.vn/tin?a=1&amp;b=2" rel="noreferrer">vidu.gov.vn</a>')
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # an open bracket where a host should be
        return escape(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return escape(url if len(url) <= 60 else "…" + url[-60:])  # noqa: PLR2004  (as wide as a column)
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, parts.hostname)
