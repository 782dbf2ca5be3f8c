"""Where the fields of a portal's JSON answers lie, which every portal names in its own way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from extractors.text import plain
from scrapers import stamps

if TYPE_CHECKING:
    from collections.abc import Iterator

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"

_STAMP = (
    re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"),
    re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)"),
)
_COUNTED = re.compile(r"/Date\(\d+(?:[+-]\d{4})?\)/|1\d{12}")  # milliseconds since 1970
_TITLE = re.compile(r"title|tieu_?de|headline|subject|^ten|name$", re.IGNORECASE)
_PUBLISHED = re.compile(r"publi|ngay_?dang|xuat_?ban|posted|release", re.IGNORECASE)
_CHANGED = re.compile(r"modif|update|sua|cap_?nhat|expire|delete", re.IGNORECASE)
_AUTHOR = re.compile(r"author|tac_?gia|writer|nguoi_?viet|but_?danh", re.IGNORECASE)
_TOTAL = re.compile(r"total|count|tong|records", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:url|href|link|path|file_?url|duong_?dan)$", re.IGNORECASE)
_NAME = re.compile(r"name|ten|title", re.IGNORECASE)
_DEEPEST = 5


def listing(answer: Json) -> dict[str, str]:
    """Give the `api` rules by which a listing's answer shows rows; empty where it shows none.

    >>> rows = {"data": {"list": [{"id": 4, "tieuDe": "Kế hoạch năm 2024"}], "total": 31}}
    >>> listing(rows)
    {'items': 'data.list', 'title': 'tieuDe', 'total': 'data.total'}
    """
    best: tuple[int, str, list[dict[str, Json]]] | None = None
    for path, found in walk(answer):
        rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
        if rows and _title_of(rows[0]) and (best is None or len(rows) > best[0]):
            best = (len(rows), path, rows)
    if best is None:
        return {}
    _, path, rows = best
    rules = {"items": path, "title": _title_of(rows[0]) or ""}
    if (day := _date_of(rows[0])) is not None:
        rules["date"] = day
    totals = [
        where
        for where, found in walk(answer)
        if isinstance(found, int) and found >= len(rows) and _TOTAL.search(where.split(".")[-1])
    ]
    if totals:
        rules["total"] = totals[0]
    return rules


def notice(answer: Json, title: str) -> dict[str, str]:
    """Give the `api` rules by which the answer about the notice of that title is read.

    >>> answer = {"data": {"tieuDe": "Kế hoạch", "noiDung": "<p>Thực hiện Kế hoạch số 19</p>"}}
    >>> notice(answer, "Kế hoạch")
    {'notice': 'data', 'title': 'tieuDe', 'body': 'noiDung'}
    """
    wanted = plain(" ".join(title.split()))
    best: tuple[int, dict[str, str]] | None = None
    for path, found in walk(answer):
        if not isinstance(found, dict):
            continue
        rules = _notice(path, found, wanted)
        if rules and (best is None or rules["title"].count(".") < best[0]):
            best = (rules["title"].count("."), rules)
    return best[1] if best else {}


def _notice(path: str, found: dict[str, Json], wanted: str) -> dict[str, str]:
    """Give the rules where an object carries the title, and a longer text besides."""
    fields = dict(walk(found))
    texts = {name: text for name, text in fields.items() if isinstance(text, str) and name}
    named = [name for name, text in texts.items() if plain(" ".join(text.split())) == wanted]
    longest = max(texts, key=lambda name: len(texts[name]), default=None)
    if not named or longest is None or longest in named:
        return {}
    rules = {"notice": path, "title": named[0], "body": longest}
    if (day := _date_of(found)) is not None:
        rules["date"] = day
    author = next((name for name in texts if _AUTHOR.search(name) and len(texts[name]) < 80), None)
    return rules | ({"author": author} if author else {}) | _files(fields)


def at_path(found: Json, path: str) -> Json:
    """Give what lies at a path of keys and numbers, None where there is nothing."""
    return dict(walk(found)).get(path)


def walk(found: Json, path: str = "", depth: int = 0) -> Iterator[tuple[str, Json]]:
    """Give every value with the keys that lead to it, the outer ones first."""
    yield path, found
    if depth == _DEEPEST:
        return
    inner: list[tuple[str, Json]] = []
    if isinstance(found, dict):
        inner = list(found.items())
    elif isinstance(found, list) and len(found) == 1:
        inner = [("0", found[0])]
    for key, value in inner:
        if "." not in key:
            yield from walk(value, f"{path}.{key}" if path else key, depth + 1)


def _title_of(row: dict[str, Json]) -> str | None:
    texts = {
        path: text
        for path, text in walk(row)
        if isinstance(text, str) and " " in text.strip() and len(text) < 500
    }
    named = [path for path in texts if _TITLE.search(path.partition(".")[0])]
    return next(iter(named), None)


def _date_of(row: dict[str, Json]) -> str | None:
    """Give the field with the day of publication, not the one of a change."""
    days = [
        path
        for path, value in walk(row)
        if (isinstance(value, str) and len(value) < 40 and stamps.found(value, _STAMP))
        or (isinstance(value, str | int) and _COUNTED.fullmatch(str(value)))
    ]
    kept = [path for path in days if not _CHANGED.search(path)]
    return next((path for path in kept if _PUBLISHED.search(path)), next(iter(kept), None))


def _files(fields: dict[str, Json]) -> dict[str, str]:
    for path, value in fields.items():
        first = value[0] if isinstance(value, list) and value else None
        if isinstance(first, dict):
            address = next((key for key in first if _ADDRESS.search(key)), None)
            name = next((key for key in first if _NAME.search(key)), None)
            if address is not None and name is not None:
                return {"files": path, "file": f"{{{address}}}", "file_name": name}
    return {}
