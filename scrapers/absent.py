"""What a host shows for an address that there is not: its soft 404, learnt from one random path."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers.encoding import decoded
from scrapers.status import Status

if TYPE_CHECKING:
    from scrapers.asked import Answer

_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_]+")
_TITLE = 5  # words by which two titles are compared
_FEW = 8  # words: a clock, a counter, the address repeated


@dataclass(frozen=True, slots=True)
class Absent:
    """The lines of a page that says that there is nothing, or that shows the start page."""

    lines: frozenset[str]

    def shows(self, html: bytes) -> bool:
        """Tell whether a page says no more than that: all but a few of its words stand there."""
        new = _lines(html) - self.lines
        return sum(len(line.split()) for line in new) <= _FEW


def alike(listed: str, title: str) -> bool:
    """Tell whether a page's title may be the one that its listing showed, in full or cut short.

    >>> alike("Kế hoạch cải cách hành chính năm…", "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026")
    True
    """
    if listed == title:
        return _WORD.search(title) is not None
    first, second = (_WORD.findall(one.casefold())[:_TITLE] for one in (listed, title))
    shorter = min(len(first), len(second))
    return shorter > 0 and first[:shorter] == second[:shorter]


def random_path() -> str:
    """Give a path that no portal has."""
    return f"/khong-co-trang-{secrets.token_hex(8)}"


def learnt(answer: Answer) -> Absent | None:
    """Give what the answer to a random path teaches; None where the host says honestly 404."""
    if answer.status is not Status.OK or answer.last is None:
        return None
    lines = _lines(answer.last.payload)
    words = sum(len(line.split()) for line in lines)
    return Absent(lines) if words > _FEW else None  # an empty shell says nothing of what is there


def _lines(html: bytes) -> frozenset[str]:
    """Give a page's lines as a reader sees them, without figures, which change by themselves."""
    seen = _TAG.sub("\n", _UNSEEN.sub("\n", decoded(html)))
    lines = (" ".join(_WORD.findall(line)).casefold() for line in seen.splitlines())
    return frozenset(line for line in lines if line)
