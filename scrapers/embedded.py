"""Files that a page does not link plainly: behind a script's call, in a frame, in a viewer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from scrapers.addresses import is_download, is_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapers.selectors import Element

SHOWN = ("iframe", "embed", "object")
_QUOTED = re.compile(r"""["']([^"'\s]+)["']""")
_CARRIES = re.compile(r"^(?:data-.*(?:url|href|link|src|next|path|action)|onclick)$")
_ADDRESS = re.compile(r"(?:^|['\"(])((?:https?:/)?/[^'\"()\s]+|[\w./-]*\?[^'\"()\s]+)")
_VIEWER = re.compile(r"(?i)(?:viewer|gview|embed|pdfjs|flipbook|doc-?view)[^?]*\?")
_NOWHERE = re.compile(r"(?i)\s*(?:#|javascript:|$)")


def target(href: str | None, onclick: str | None) -> str:
    """Give where a link leads: where its address is a script, to the file that this one opens.

    >>> target("#", "window.open('/uploads/KH-19.pdf')"), target("/tin-tuc/4", None)
    ('/uploads/KH-19.pdf', '/tin-tuc/4')
    """
    href = href or ""
    if not _NOWHERE.match(href):
        return (_VIEWER.search(href) and _viewed(href)) or href
    called = f"{unquote(href)} {onclick or ''}"
    found = (one for one in _QUOTED.findall(called) if "/" in one or is_file(f"http://x/{one}"))
    return next((one for one in found if is_download(one)), href)


def led_to(element: Element) -> str:
    r"""Give the address that a pager's link or button leads to: its own, or its script's.

    >>> from lxml import html
    >>> led_to(html.fromstring("<a href='javascript:;' onclick=\"location.href='/tin?p=2'\">2</a>"))
    '/tin?p=2'
    >>> led_to(html.fromstring("<button data-next='/tin?offset=20'>Xem thêm</button>"))
    '/tin?offset=20'
    """
    href = element.get("href") or ""
    if href and not _NOWHERE.match(href):
        return href
    carried = (str(value) for name, value in element.attrib.items() if _CARRIES.search(str(name)))
    told = (match[1] for value in (href, *carried) for match in _ADDRESS.finditer(value))
    return next(told, href)


def shown_file(element: Element) -> str:
    """Give the file that a frame shows, itself or in a viewer of documents; empty where none.

    >>> from lxml import html
    >>> shown_file(html.fromstring("<iframe src='/pdfjs/viewer.html?file=/tep/KH%2019.pdf'>"))
    '/tep/KH 19.pdf'
    """
    source = element.get("src") or element.get("data") or ""
    return source if is_file(source) else _viewed(source)


def called(attributes: Iterable[tuple[object, object]]) -> str:
    """Give what an element's script says, and the addresses that it carries, for `target`.

    >>> target("#", called([("data-url", "/tep/KH-19.pdf")]))
    '/tep/KH-19.pdf'
    """
    told = ((str(name), str(value)) for name, value in attributes)
    return " ".join(
        value if name == "onclick" else f"'{value}'"
        for name, value in told
        if name == "onclick" or name.startswith("data-")
    )


def _viewed(source: str) -> str:
    """Give the file that an address of a viewer of documents names, empty where none."""
    for part in urlsplit(source).query.split("&"):
        value = unquote(part.partition("=")[2])
        if "/" in value and is_file(value):
            return value
    return ""
