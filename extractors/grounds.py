"""On what ground a body acts, between its name and its verb: "theo chức năng được giao"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues

if TYPE_CHECKING:
    from extractors.ledger import Ledger

# On what ground a body acts, between its name and its verb.
_BY_OFFICE = cues.spaced(
    r"(?:theo|trong phạm vi|trên cơ sở|tùy theo|tùy|dựa trên|bằng|với|qua|thông qua|từ)(?!\w) ?"
)
_CHAINED = re.compile(r"\s*(?:,|và(?!\w))\s*")
_LONG_GROUND = 170  # characters
_WORD = re.compile(r"\w+")


def past_ground(ledger: Ledger, at: int, end: int) -> int:
    """Give where the verb stands behind "theo chức năng, nhiệm vụ được giao", else `at`."""
    scan = ledger.scan
    ground = _BY_OFFICE.match(scan.folded, at, end)
    if not ground:
        return at
    noun = ground.end()  # "trên cơ sở rà soát, đánh giá kết quả": verbs that say on what ground
    for word in _WORD.finditer(scan.folded, ground.end(), min(end, ground.end() + _LONG_GROUND)):
        begin = word.start()
        if scan.text[begin].isupper() or ";" in scan.text[ground.end() : begin]:
            continue
        if cues.STRICT_MODAL.match(scan.folded, begin, end):
            return begin
        if not clauses.is_action(scan, begin, end):
            continue
        chained = begin == ground.end() or _CHAINED.fullmatch(scan.folded, noun, begin)
        if chained or cues.GOVERNOR.search(scan.folded, max(at, begin - 14), begin):
            verb = cues.ACTION.match(scan.folded, begin, end)
            noun = max(noun, verb.end() if verb else begin)
            continue
        return begin
    return at
