"""Addresses of pages, mail and files: what looks like a number or a day in them is none."""

from __future__ import annotations

import re

from extractors.text import Span

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\"'<>)\]]{1,2000}"
    r"|(?<![\w./-])[\w.+/-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"
    r"|(?<![\w./-])(?:[a-z0-9-]{1,40}\.){1,5}(?:vn|com|net|org|info|edu)(?![\w.-])(?:/[^\s\"'<>)\]]{0,2000})?"
    r"|(?<![\w./-])[\w./-]{1,120}\.(?:signed\.)?(?:pdf|docx?|xlsx?|pptx?|rar|zip|jpe?g|png)(?!\w)"
)


def find(folded: str) -> list[Span]:
    """Give the addresses of a folded text, in order and apart. O(n).

    >>> text = "xem https://a.gov.vn/1/qđ-ubnd và 12-kh-ubnd.pdf"
    >>> [text[s.start : s.end] for s in find(text)]
    ['https://a.gov.vn/1/qđ-ubnd', '12-kh-ubnd.pdf']
    """
    return [Span(m.start(), m.end()) for m in _ADDRESS.finditer(folded)]
