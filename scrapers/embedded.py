"""Files that a page does not link plainly: behind a script's call, in a frame, in a viewer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from scrapers.addresses import is_download, is_file

if TYPE_CHECKING:
    from scrapers.selectors import Element

SHOWN = ("iframe", "embed", "object")
_QUOTED = re.compile(r"""["']([^"'\s]+)["']""")
_NOWHERE = re.compile(r"(?i)\s*(?:#|javascript:|$)")


def target(href: str | None, onclick: str | None) -> str:
    """Give where a link leads: where its address is a script, to the file that this one opens.

    >>> target("#", "window.open('/uploads/KH-19.pdf')"), target("/tin-tuc/4", None)
    ('/uploads/KH-19.pdf', '/tin-tuc/4')
    """
    href = href or ""
    if not _NOWHERE.match(href):
        return href
    called = f"{unquote(href)} {onclick or ''}"
    found = (one for one in _QUOTED.findall(called) if "/" in one or is_file(f"http://x/{one}"))
    return next((one for one in found if is_download(one)), href)


def shown_file(element: Element) -> str:
    """Give the file that a frame shows, itself or in a viewer of documents; empty where none.

    >>> from lxml import html
    >>> shown_file(html.fromstring("<iframe src='/pdfjs/viewer.html?file=/tep/KH%2019.pdf'>"))
    '/tep/KH 19.pdf'
    """
    source = element.get("src") or element.get("data") or ""
    if is_file(source):
        return source
    for part in urlsplit(source).query.split("&"):
        value = unquote(part.partition("=")[2])
        if "/" in value and is_file(value):
            return value
    return ""
