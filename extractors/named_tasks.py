"""Sentences that only name tasks and list them behind a colon: "một số nội dung sau: ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import cues, planned

if TYPE_CHECKING:
    from extractors.ledger import Ledger

_FAILED = cues.spaced(r"(?<!\w)(?:thấp|kém|chưa|mất điểm|trừ điểm|không đạt|tồn tại|hạn chế)(?!\w)")
# It names tasks that a colon lists: "một số nội dung cần tập trung trong quý II".
_AHEAD = cues.spaced(
    r"(?:nội dung|nhiệm vụ|giải pháp|công việc)(?: \w+){0,3}? (?:cần|phải|sẽ|trong thời gian tới"
    r"|thời gian tới|tới đây)(?!\w)[^,;:]*\Z"
)
_RESULT = re.compile(r"(?<!\w)(?:đã|được|luôn|đang|vừa)(?!\w)")


def names_tasks(ledger: Ledger, start: int, end: int) -> bool:
    """Tell whether the sentence only names tasks and lists them after a colon."""
    folded, colon = ledger.scan.folded, ledger.list_colon(start, end)
    if colon is None or not cues.TASK_NOUN.search(ledger.scan.words, start, colon):
        return False
    if planned.EXAMINED.match(folded, start, colon):
        return False
    tail = cues.list_tail(folded, max(start, colon - 60), colon)
    tail = tail or _AHEAD.search(folded, max(start, colon - 60), colon)
    if tail is None or _FAILED.search(folded, start, colon):
        return False
    return not _RESULT.search(folded, start, max(start, colon - 20))
