"""Where a clause ends: without its list's lead, another's purpose, its reason, its source."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors import cues
from extractors.outline import trim
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.known_names import Names

_FOR_ANOTHER = re.compile(r"để(?<=\sđể)(?<!nếu\sđể)\s+(?=\w)")
# Why it is asked is no part of it: "tăng mức phụ cấp | vì đây là nhóm đối tượng ...".
_SINCE = re.compile(
    r"(?<=\s)(?:bởi\s+vì|bởi\s+lẽ|vì|do|bởi)\s+(?:đây|hiện|thực\s+tế|lẽ|trên\s+thực\s+tế|hầu\s+hết)(?!\w)"
)
_BRACKET = re.compile(r"\((?:[^()]|\([^()]*\)){0,400}\)?[\s*.,;]*\Z")
_SOURCE = re.compile(r"phụ\s+lục|kèm\s+theo|chi\s+tiết|đính\s+kèm")
# Nothing without what it is for: "cần xem xét | để các cơ quan liên thông".
_BARE = cues.spaced(
    r"(?<!\w)(?:xem xét|nghiên cứu|phối hợp|tạo điều kiện|có giải pháp|có biện pháp|tính toán"
    r"|quan tâm) \Z"
)
_TWO_WORDS = re.compile(r"\w\W+\w")


def _without_source(scan: Scan, start: int, end: int) -> int:
    """Give where the clause ends without a bracket that only tells where to read more."""
    bracket = _BRACKET.search(scan.folded, start, end)
    if not bracket:
        return end
    i = bisect_left(scan.identifiers, bracket.start(), key=lambda found: found.start)
    cited = i < len(scan.identifiers) and scan.identifiers[i].start < bracket.end()
    return bracket.start() if cited or _SOURCE.search(bracket[0]) else end


def finished(scan: Scan, known: Names, start: int, end: int) -> Span | None:
    """Give the clause without what only leads to its list and without another's purpose."""
    tail = cues.list_tail(scan.folded, max(start, end - 120), end)
    if tail and tail.start() > start and "trong đó" in tail[0]:
        end = tail.start()
    purpose = next(
        (
            m
            for m in _FOR_ANOTHER.finditer(scan.folded, start, end)
            if known.at(m.end()) and not _BARE.search(scan.folded, start, m.start())
        ),
        None,
    )
    if purpose:
        end = purpose.start()
    if reason := _SINCE.search(scan.folded, start, end):
        end = reason.start()
    start, end = trim(scan.text, start, _without_source(scan, start, end))
    if scan.text[end - 1 : end] == '"' and scan.text.count('"', start, end) % 2:
        end -= 1  # the end of what somebody says
    if scan.text[end - 1 : end] == "”" and scan.text.find("“", start, end) < 0:
        end -= 1
    opened = scan.text.count("(", start, end) > scan.text.count(")", start, end)
    if opened and scan.text[end : end + 1] in {")", "*"}:
        end += 1
    return Span(start, end) if _TWO_WORDS.search(scan.folded, start, end) else None
