"""Addresses of pages, mail and files: what looks like a number or a day in them is none."""

from __future__ import annotations

import re

from extractors.text import Span

# What an address has and prose has not; the rest of it is looked for from there.
_MARK = re.compile(
    r"https?://|www\.|@(?=\w)"
    r"|\.(?:(?P<host>vn|com|net|org|info|edu)|(?P<file>pdf|docx?|xlsx?|pptx?|rar|zip|jpe?g|png))(?!\w)"
)
_BEFORE = re.compile(r"[\w.+/@-]+\Z")
_HOST = re.compile(r"(?:\.[a-z]{2,4})?(?::[0-9]{2,5})?(?:/[^\s\"'<>)\]]{0,2000})?")
_MAIL = re.compile(r"[\w-]{1,64}\.[\w.-]{1,64}")
_PAGE = re.compile(r"[^\s\"'<>)\]]{1,2000}")
_LONGEST = 120  # characters of a host or file name

# What Markdown leaves behind a word that is a link: "[Kế hoạch số 1](https://…) của Sở".
LINK_TAIL = r"(?:\]\([^()\s]{1,300}\))?"


def find(folded: str) -> tuple[Span, ...]:
    """Give the addresses of a folded text, in order and apart. O(n).

    >>> text = "xem https://a.gov.vn/1/qđ-ubnd và 12-kh-ubnd.pdf"
    >>> [text[s.start : s.end] for s in find(text)]
    ['https://a.gov.vn/1/qđ-ubnd', '12-kh-ubnd.pdf']
    """
    out: list[Span] = []
    end = 0
    for m in _MARK.finditer(folded):
        if m.start() < end:
            continue
        span = _around(folded, m, end)
        if span is not None:
            out.append(span)
            end = span.end
    return tuple(out)


def _around(folded: str, m: re.Match[str], begin: int) -> Span | None:
    start = m.start()
    if m["host"] or m["file"] or m[0] == "@":
        before = _BEFORE.search(folded, max(begin, start - _LONGEST), start)
        if before is None:
            return None
        start = before.start()
    if m["file"]:
        return Span(start, m.end())
    rest = (_HOST if m["host"] else _MAIL if m[0] == "@" else _PAGE).match(folded, m.end())
    return Span(start, rest.end()) if rest else None
