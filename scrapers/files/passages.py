"""From what a parser read, line by line, to the text that is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.text import normalise
from scrapers.files import legacy
from scrapers.files.limits import Limits, Refused
from scrapers.notice import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGE = "\ue002"  # stands where a page begins; later pages only
_BROKEN_SENTENCE = re.compile(r"(?<![.;:!?…\s])[ \t]*\n[ \t]*(?=[^\W\d_])(?=(.))")
_SPACES = re.compile(r" {2,}")
_MARK_TAB = re.compile(
    r"^((?:[-–+*•]|\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Za-zĐđ][.)]|[IVX]{1,5}[.)]))\t+"
)


def text(lines: Iterable[str], kind: str, limits: Limits) -> Text:
    """Give the text of lines as a parser found them, in Unicode and normalised.

    A line may hold line breaks: they stay, but for those inside a sentence. Raises Refused empty
    or too_large.
    """
    raw: list[str] = []
    length = 0
    for line in lines:
        length += len(line) + 1
        if length > limits.characters:
            raise Refused("too_large")
        raw.append(line)
    found = legacy.decoded(raw)
    kept = [shown for line in found.lines if (shown := _line(line)) or PAGE in line]
    whole, pages = _paged("\n".join(kept))
    if not whole.strip():
        raise Refused("empty")
    return Text(whole, kind, pages, encoding_origin=found.origin)


def _line(line: str) -> str:
    healed = _BROKEN_SENTENCE.sub(lambda m: " " if m[1].islower() else "\n", normalise(line))
    parts = [_SPACES.sub(" ", part.strip(" ")) for part in healed.split("\n")]
    return "\n".join(part for part in parts if part.strip(f"\t{PAGE}"))


def item(paragraph: str) -> str:
    r"""Give a paragraph with a space, not a tab, behind a list mark that was typed by hand.

    >>> item("1.\tRà soát thủ tục")
    '1. Rà soát thủ tục'
    """
    return _MARK_TAB.sub(r"\1 ", paragraph.strip(" \t\n"))


def _paged(marked: str) -> tuple[str, tuple[int, ...]]:
    """Give a text without the marks of pages, and where its pages begin; () without marks."""
    if PAGE not in marked:
        return marked, ()
    pages = [0]
    parts: list[str] = []
    length = 0
    for part in marked.split(PAGE):
        if parts:
            pages.append(length)
        parts.append(part)
        length += len(part)
    return "".join(parts), tuple(pages)
