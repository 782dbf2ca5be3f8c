"""Tables of tasks: a row a task, its columns say who leads, who helps, by when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean
from extractors.ledger import Task
from extractors.outline import trim
from extractors.tables import MOST_MARKS
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.ledger import Ledger
    from extractors.outline import Paragraph

_CELL = re.compile(r"[^\t\n|]+")
_LEAST = 2  # columns that must be known


def table_row(ledger: Ledger, row: Paragraph) -> bool:
    """Take a row of a table of tasks; tell whether the paragraph is a row of a table.

    The header tells what the columns hold: "Nội dung", "Đơn vị chủ trì", "Thời gian hoàn thành".
    """
    text = ledger.scan.text
    marks = text.count("\t", row.first, row.end) + text.count("|", row.first, row.end)
    if not marks or marks > MOST_MARKS:
        ledger.columns = {}
        return False
    cells = [Span(*m.span()) for m in _CELL.finditer(text, row.first, row.end)]
    known = {i: kind for i, cell in enumerate(cells) if (kind := column(ledger, cell))}
    if len(known) >= _LEAST and "task" in known.values():
        ledger.columns = known
        return True
    if not ledger.columns or len(cells) <= max(ledger.columns):
        return False
    _write(ledger, {kind: cells[i] for i, kind in ledger.columns.items()})
    return True


def column(ledger: Ledger, cell: Span) -> str | None:
    """Give what a column holds by its title, None where the title is none that is known."""
    title = ledger.scan.folded[cell.start : cell.end].strip(" *.:")
    found = [
        (len(match[0]), kind)
        for kind, pattern in cues.COLUMNS.items()
        if (match := pattern.match(title))
    ]
    return max(found)[1] if found else None


def _write(ledger: Ledger, cells: dict[str, Span]) -> None:
    scan, task = ledger.scan, cells["task"]
    start, end = trim(scan.text, task.start, task.end)
    if start >= end or not clauses.is_action(scan, start, end):
        return
    lead, partner, due = (cells.get(kind) for kind in ("lead", "partner", "time"))
    who = clean(scan, lead.start, lead.end) if lead else None
    helpers = clean(scan, partner.start, partner.end) if partner else None
    agent = ledger.head.agent if ledger.head else ledger.issuer
    ledger.tasks.append(
        Task(
            start,
            end,
            "directive" if who else "commitment",
            agent,
            who,
            ledger.calendar.find(due.start, due.end, whole=True) if due else None,
            (helpers,) if helpers else (),
        )
    )
