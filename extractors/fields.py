"""The fields of a task's record, "Đơn vị chủ trì: Sở X", and who a letter goes to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean, names_end
from extractors.outline import PLAIN, Paragraph

if TYPE_CHECKING:
    from extractors.ledger import Ledger

_GAP = re.compile(r"[\s*,:“\"_–-]*")


def field(ledger: Ledger, row: Paragraph) -> bool:
    """Take a field of a record, "Đơn vị chủ trì: Sở X", into the tasks above it.

    Tells whether the paragraph is such a field.
    """
    scan, end = ledger.scan, row.end
    if scan.folded.startswith("kính gửi", row.start):
        gap = _GAP.match(scan.folded, row.start + len("kính gửi"), end)
        at = gap.end() if gap else row.start
        last = names_end(scan, ledger.known, at, end)
        ledger.recipient = clean(scan, at, last) if last else None
        ledger.receiving = True
        return True
    if ledger.receiving and _receives(ledger, row):
        return True
    ledger.receiving = False
    if scan.text.find(":", row.start, end) < 0:
        return False
    for name, pattern in cues.FIELDS.items():
        found = pattern.match(scan.folded, row.start, end)
        value = clean(scan, found.end(), end) if found else None
        if found and value:
            # "Đơn vị thực hiện: Sở Xây dựng | chủ trì, phối hợp với các địa phương".
            acts = name == "lead" and clauses.must_act(scan, ledger.known, found.end(), end)
            value = (clean(scan, found.end(), acts) if acts else None) or value
            _fill(ledger, name, value, found.end(), end)
            return True
    return False


def _receives(ledger: Ledger, row: Paragraph) -> bool:
    """Take a line below "Kính gửi:" that names one more recipient of the letter."""
    scan = ledger.scan
    last = names_end(scan, ledger.known, row.start, row.end)
    if row.level == PLAIN or not last or scan.text[last : row.end].strip(" ;.,*_"):
        return False
    names = [name for name in (ledger.recipient, clean(scan, row.start, last)) if name]
    ledger.recipient = "; ".join(names)
    return True


def _fill(ledger: Ledger, name: str, value: str, start: int, end: int) -> None:
    ledger.filled = True
    for task in ledger.tasks[ledger.record :]:
        if name == "lead":
            task.addressee, task.kind = value, "directive"
        elif name == "partner":
            task.partners = (*task.partners, value)
        else:
            task.deadline = ledger.calendar.find(start, end, whole=True)
