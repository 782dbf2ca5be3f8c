"""Pages that answer in a portal's place: cookie gates, captchas, firewalls, log-ins."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from scrapers.encoding import decoded
from scrapers.status import Status
from scrapers.warc import content_type

if TYPE_CHECKING:
    from scrapers.exchange import Exchange

_VOCABULARY = Path(__file__).with_name("gates.toml")
# A word with all before it that is not seen. What is not closed hides the rest, and nothing is
# looked at twice: a page may be made to take long.
_WORD = (
    r"(?>(?:<(?i:(script|style|head))\b(?>(?s:.)*?</(?i:\1)\s*>|(?s:.)*)"
    r"|<[^<>]*+>?|[^\w<]++)*+\w++)"
)
_TEXTUAL = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")


@dataclass(frozen=True, slots=True)
class _Gate:
    status: Status
    marks: re.Pattern[str]
    words: int


def gate(exchange: Exchange) -> tuple[Status, str] | None:
    """Give the name of the gate that answered, and the mark it shows; None where the portal did.

    Looked for in short pages with few words only: a notice may well tell of captchas. It is
    classified and never got around.
    """
    longest, most, gates = _gates()
    page = exchange.payload
    if len(page) > longest or not _TEXTUAL.match(page):
        return None
    text = decoded(page, content_type(exchange.header("Content-Type"))[1])
    if says_more(text, most):
        return None
    for one in gates:
        if not says_more(text, one.words) and (match := one.marks.search(text)):
            return one.status, " ".join(match[0].split())[:80]
    return None


def says_more(text: str, words: int) -> bool:
    """Tell whether a page shows more words than that; it is read until it does.

    >>> says_more("<title>Cổng</title><p>Kế hoạch <b>số</b> 19<script>var x</script>", 3)
    True
    """
    return _more_than(words).match(text) is not None


@cache
def _more_than(words: int) -> re.Pattern[str]:
    return re.compile(f"{_WORD}{{{words + 1}}}")


@cache
def _gates() -> tuple[int, int, tuple[_Gate, ...]]:
    told = tomllib.loads(_VOCABULARY.read_text(encoding="utf-8"))
    longest = int(told.pop("longest"))
    gates = tuple(
        _Gate(
            Status(name),
            re.compile("|".join(f"(?:{mark})" for mark in of["marks"]), re.IGNORECASE),
            int(of["words"]),
        )
        for name, of in told.items()
    )
    return longest, max(one.words for one in gates), gates
