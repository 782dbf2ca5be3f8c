"""Cells of Datasette's tables as people read them: links, days and words instead of keys."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from markupsafe import Markup, escape

from corpus.web import words

if TYPE_CHECKING:
    from collections.abc import Callable

# Datasette hands over rows and values of any kind.
# ruff: noqa: ANN401

_TO_NOTICE = {"notice", "work"}
_TO_DOCUMENT = {"document", "from_document", "to_document"}
_FACTS = ("citation", "score", "recommendation")  # columns of views that name a fact
_NAMES = {"title", "code"}  # columns whose own words become the link
_LISTS = {"areas", "partners", "names", "codes"}
_ID = re.compile(r"[0-9a-f]{20}")
_YEARS = {"year", "period", "number", "http_status"}  # figures that are names


def rendered(row: Any, value: Any, column: str, table: str, path: Callable[[str], str]) -> Any:
    """Give a cell as HTML or text, None where it is shown as it is.

    `row` as Datasette has it: a row of SQLite's, or a dict where keys are expanded to labels.
    """
    if isinstance(value, dict):
        return _labelled(value, column, path)
    if value is None or value == "":
        return None
    if where := _where(row, str(value), column, table):
        shown = value if column in _NAMES else "xem"
        return Markup('<a href="{}">{}</a>').format(path(where[0]) + where[1], shown)
    if column in _LISTS:
        return _listed(str(value), column)
    if column == "url":
        return web_link(str(value))
    if isinstance(value, int) and column in _YEARS:
        return str(value)
    told = words.value(column, value, table)
    if isinstance(value, int) and told == str(value):
        return words.number(value)
    return told if told != value else None


def _labelled(value: dict[str, Any], column: str, path: Callable[[str], str]) -> Markup:
    """Give a foreign key by its label, leading to our page of it or to its row."""
    kept = {"notice": "tin", "site": "corpus/sites", "text_id": "corpus/texts",
            "attachment": "corpus/attachments"}  # fmt: skip
    where = kept.get(column, "van-ban" if column in _TO_DOCUMENT else None)
    shown = value["label"] or value["value"]
    if where is None:
        return escape(shown)
    return Markup('<a href="{}">{}</a>').format(path(f"{where}/{value['value']}"), shown)


def _where(row: Any, text: str, column: str, table: str) -> tuple[str, str] | None:
    """Give the page of ours that a cell leads to, and the place on it."""
    cells = set(row.keys())
    if column == "title" and "notice" in cells:
        fact = next((row[name] for name in _FACTS if name in cells), None)
        return f"tin/{_key(row['notice'])}", f"#f-{fact}" if fact else ""
    if column == "title" and table == "notices":
        return f"tin/{row['id']}", ""
    if column == "code" and (table == "documents" or "document" in cells):
        document = row["id"] if table == "documents" else _key(row["document"])
        return (f"van-ban/{document}", "") if document else None
    if not _ID.fullmatch(text):
        return None
    if column in _TO_NOTICE or (table, column) == ("notices", "id"):
        return f"tin/{text}", ""
    if column in _TO_DOCUMENT or (table, column) == ("documents", "id"):
        return f"van-ban/{text}", ""
    return (f"tin/{row['notice']}", f"#f-{text}") if column in _FACTS else None


def _key(cell: Any) -> Any:
    return cell["value"] if isinstance(cell, dict) else cell


def _listed(value: str, column: str) -> str:
    try:
        items = json.loads(value)
    except json.JSONDecodeError:
        return value
    if not isinstance(items, list):
        return value
    return "; ".join(words.value(column, item) for item in items) or " "  # "" stands for no answer


def web_link(url: str) -> Markup:
    """Give an address as a link where it is one of the web, else as text; of a file its name.

    >>> web_link("javascript:alert(1)")
    Markup('javascript:alert(1)')
    >>> web_link("https://vidu.gov.vn/tin?a=1&b=2")
    Markup('<a href="https://vidu.gov.vn/tin?a=1&amp;b=2" rel="noreferrer">vidu.gov.vn</a>')
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # an open bracket where a host should be
        return escape(url)
    if parts.scheme == "file":
        return escape(unquote(parts.path).rstrip("/").rpartition("/")[2] or "tệp trên máy")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return escape(url if len(url) <= 60 else "…" + url[-60:])
    return Markup('<a href="{}" rel="noreferrer">{}</a>').format(url, parts.hostname)
