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
_UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"\w+")
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
    longest, gates = _gates()
    page = exchange.payload
    if len(page) > longest or not _TEXTUAL.match(page):
        return None
    text = decoded(page, content_type(exchange.header("Content-Type"))[1])
    said = _words(text, max(one.words for one in gates))
    for one in gates:
        if said <= one.words and (match := one.marks.search(text)):
            return one.status, " ".join(match[0].split())[:80]
    return None


def _words(text: str, enough: int) -> int:
    """Give how many words a page shows; it is read until that is more than enough."""
    said = end = 0
    for unseen in _UNSEEN.finditer(text):
        said += len(_WORD.findall(text, end, unseen.start()))
        end = unseen.end()
        if said > enough:
            return said
    return said + len(_WORD.findall(text, end))


@cache
def _gates() -> tuple[int, tuple[_Gate, ...]]:
    told = tomllib.loads(_VOCABULARY.read_text(encoding="utf-8"))
    longest = int(told.pop("longest"))
    return longest, tuple(
        _Gate(
            Status(name),
            re.compile("|".join(f"(?:{mark})" for mark in of["marks"]), re.IGNORECASE),
            int(of["words"]),
        )
        for name, of in told.items()
    )
