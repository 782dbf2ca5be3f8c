"""What names an article in its address, where no family says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection

# From the most telling to the slug, which is all that some portals have.
_USUAL = (
    r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
    r"(?i)[?&](?:item|article|news|content|post|tin|bai)?_?id=(\d+)",
    r"-(?:a|id|post|postid)?(\d{2,})(?:\.\w{2,5})?/?(?:\?.*)?$",
    r"/(\d+)-[^/?]+?(?:\.\w{2,5})?/?(?:\?.*)?$",
    r"/(\d{2,})(?:\.\w{2,5})?/?(?:\?.*)?$",
    r"/(\d{2,})/[^/?]*[a-z][^/?]*/?(?:\?.*)?$",
)
_SLUG = r"^/((?:[^/?]+/)*[^/?]{8,}?)(?:\.\w{2,5})?/?(?:\?.*)?$"


def pattern(urls: Collection[str]) -> str | None:
    r"""Give the pattern that names each of these articles apart, None where none does.

    >>> pattern(["https://so.mau.example/tin/ke-hoach-204", "https://so.mau.example/tin/bao-cao-31"])
    '-(?:a|id|post|postid)?(\\d{2,})(?:\\.\\w{2,5})?/?(?:\\?.*)?$'
    """
    paths = [_path(url) for url in dict.fromkeys(urls)]
    for one in (*_USUAL, *_parameters(paths), _SLUG):
        found = [re.search(one, path) for path in paths]
        if all(found) and len({match[1] for match in found if match}) == len(paths):
            return one
    return None


def _parameters(paths: list[str]) -> list[str]:
    """Give the parameters with a number that all addresses have, the last ones first."""
    names = re.findall(r"[?&]([\w.-]+)=\d+", paths[0]) if paths else []
    return [rf"[?&]{re.escape(name)}=(\d+)" for name in reversed(names)]


def _path(url: str) -> str:
    parts = urlsplit(url)
    return unquote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
