"""At which addresses a portal's JSON interface may answer for one notice, and for the next rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from scrapers.discover import identities
from scrapers.discover.answers import at_path, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scrapers.discover.answers import Json

_ID = re.compile(r"(?i)^_?(?:id|uuid|guid)$|id$|^ma_?(?:tin|bai)")
_SLUG = re.compile(r"(?i)slug|alias|code|friendly|^key$")
_ADDRESS = re.compile(r"(?i)^(?:url|href|link|path|permalink|duong_?dan)$")
_PAGE = re.compile(r"(?i)^(?:page|trang|p|page_?(?:index|number|no|num)|current_?page|so_?trang)$")
_NAMES = ("page", "pageIndex", "pageNumber", "currentPage", "p")  # where the address has none
_DETAIL = ("detail", "chi-tiet", "GetDetail", "GetById", "get")
_MOST = 12  # addresses asked for the sake of one portal


@dataclass(frozen=True, slots=True)
class Way:
    """How a row leads to its notice: `api` rules, and the pattern that names it."""

    rules: dict[str, object]
    identity: str


def ways(answer: Json, items: str, listing: str) -> Iterator[Way]:
    """Give how the rows of a listing's answer may lead to their notices, the likeliest first.

    By an address that the rows tell, else by a number or a short name beside the listing's own
    address. None of them is proved: who asks sees whether the notice answers.

    >>> rows: Json = {"list": [{"maTin": 4, "tieuDe": "A b"}, {"maTin": 5, "tieuDe": "B c"}]}
    >>> next(ways(rows, "list", "http://so.mau.example/api/tin/search?page=1")).rules["article"]
    '/api/tin/search/{identity}'
    """
    found = at_path(answer, items)
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    for name in _named(rows, _ADDRESS):
        urls = [_whole(str(row[name]), listing) for row in rows]
        if (pattern := identities.pattern(urls)) is not None:
            yield Way({"link": f"{{{name}}}", "use": False}, pattern)
    templates = (
        (name, template)
        for template in _templates(urlsplit(listing).path)
        for name in (*islice(_named(rows, _ID), 2), *islice(_named(rows, _SLUG), 1))
    )
    for name, template in islice(templates, _MOST):
        address = template.replace("{}", f"{{{name}}}")
        pattern = "^" + re.escape(template).replace(r"\{\}", r"([^/?&]+)") + "$"
        yield Way({"link": address, "article": template.replace("{}", "{identity}")}, pattern)


def _named(rows: Sequence[dict[str, Json]], names: re.Pattern[str]) -> Iterator[str]:
    """Give the fields so called that have another value in each row."""
    for name in rows[0] if rows else ():
        values = [row.get(name) for row in rows]
        told = {str(v) for v in values if isinstance(v, str | int) and v != ""}
        if names.search(name) and re.fullmatch(r"[\w.]+", name) and len(told) == len(rows):
            yield name


def _whole(address: str, listing: str) -> str:
    parts = urlsplit(listing)
    return address if "://" in address else f"{parts.scheme}://{parts.netloc}/{address.lstrip('/')}"


def _templates(path: str) -> Iterator[str]:
    path = quote(path.rstrip("/"), safe="/%")
    above = path.rpartition("/")[0]
    bases = [path, above] if above.count("/") > 1 or "." in path else [path]
    yield from (f"{base}/{{}}" for base in bases)
    yield f"{path}?id={{}}"
    yield from (f"{above}/{name}/{{}}" for name in _DETAIL[:2])
    yield from (f"{above}/{name}?id={{}}" for name in _DETAIL)


def pagers(answer: Json, listing: str) -> Iterator[tuple[dict[str, object], dict[str, object]]]:
    """Give `api` and `listing` rules that may lead to the next rows.

    By the address that the answer tells, by the number in the listing's own address, by a usual
    name of it.
    """
    for where, found in walk(answer):
        last = where.rpartition(".")[2]
        if re.fullmatch(r"(?i)next(?:_?page)?(?:_?url)?", last) and isinstance(found, str):
            yield {"next": where}, {}
    parts = urlsplit(listing)
    pairs = [part.partition("=") for part in parts.query.split("&") if part]
    for name, _, value in pairs:
        if _PAGE.search(name) and value in {"0", "1"}:
            others = [f"{n}={'{page}' if n == name else v}" for n, _, v in pairs]
            path = f"{parts.path}?{'&'.join(others)}"
            yield _numbered(path, name), {"first_page": int(value)}
    if not any(_PAGE.search(name) for name, _, _ in pairs):
        sign = "&" if parts.query else "?"
        for name in _NAMES:
            yield _numbered(f"{{listing}}{sign}{name}={{page}}", name), {}


def _numbered(path: str, name: str) -> dict[str, object]:
    return {"next_path": path, "number": rf"[?&]{re.escape(name)}=(\d+)"}
