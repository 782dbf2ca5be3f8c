"""What somebody is told, asked or resolves to do, and what was found lacking."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors import learned, no_lacks, planned, topics, torn_tables
from extractors.actors import name_end
from extractors.clauses import is_action
from extractors.directions import direction
from extractors.facts import Finding, Recommendation
from extractors.genre import genre_of
from extractors.ledger import Head
from extractors.outline import PLAIN, paragraphs
from extractors.tasks import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.facts import Period, Reference
    from extractors.known_names import Names
    from extractors.ledger import Ledger, Task
    from extractors.outline import Paragraph

_LATE_MARK = re.compile(r"[*\s]*(?:[b-zđ]\)|[2-9]\.)")


def find(
    scan: Scan, references: Sequence[Reference], dates: Sequence[Period], genre: str | None = None
) -> tuple[tuple[Recommendation, ...], tuple[Finding, ...]]:
    """Give the recommendations and the findings of a text, each in order of place. O(n).

    `genre` is the notice's: what a report tells is mostly done, also in a slice without its head.

    >>> from extractors import atoms, facts
    >>> text = "Đoàn kiểm tra yêu cầu Sở Y tế niêm yết thủ tục; bố trí cán bộ."
    >>> told, _ = find(atoms.scan(text, facts.Context()), (), ())
    >>> [(r.agent, r.addressee, r.quote) for r in told]  # doctest: +NORMALIZE_WHITESPACE
    [('Đoàn kiểm tra', 'Sở Y tế', 'niêm yết thủ tục'),
     ('Đoàn kiểm tra', 'Sở Y tế', 'bố trí cán bộ')]
    """
    genre = genre or genre_of(scan, references).genre
    reader = Reader(scan, references, dates, genre)
    torn, tabled = torn_tables.read(reader.ledger)
    rows = paragraphs(scan.text, scan.blocks, (*scan.furniture, *torn))
    reader.ledger.lists_tasks = planned.lists_tasks(reader.ledger, rows)
    reader.ledger.assigns = planned.assigns(scan)
    if _starts_inside(scan, reader.ledger.known, rows):
        reader.ledger.push(Head(0, "tasks", heading=True))
    for i, row in enumerate(rows):
        reader.read(row, rows[i + 1] if i + 1 < len(rows) else None)
    reader.ledger.tasks += tabled
    reader.close()
    return tuple(_told(scan, reader.ledger)), tuple(_lacking(scan, reader.ledger))


def _starts_inside(scan: Scan, known: Names, rows: list[Paragraph]) -> bool:
    """Tell whether the text is a slice that begins within a list of tasks given to bodies.

    It begins in the middle of a sentence, or with a late mark, and further down a numbered body
    heads lettered actions. The head sentence of its list is lost.
    """
    if not rows or not (
        scan.text[rows[0].start : rows[0].end][:1].islower() or _LATE_MARK.match(scan.text)
    ):
        return False
    return any(
        row.level < following.level < PLAIN
        and name_end(scan, known, row.start, row.end) == len(scan.text[: row.end].rstrip(" *_:"))
        and is_action(scan, following.start, following.end)
        for row, following in pairwise(rows)
    )


def _told(scan: Scan, ledger: Ledger) -> list[Recommendation]:
    out = []
    for task in sorted(ledger.tasks, key=lambda t: (t.start, t.end)):
        if _is_none(scan, task):
            continue
        due = task.deadline
        out.append(
            Recommendation(
                start=task.start,
                end=task.end,
                quote=scan.text[task.start : task.end],
                kind=task.kind,
                agent=task.agent,
                addressee=task.addressee,
                partners=task.partners,
                deadline=due.day if due else None,
                deadline_text=due.text if due else None,
                deadline_kind=due.kind if due else None,
                direction=direction(task.kind, task.agent, task.addressee),
                area=topics.area_between(scan.words, task.start, task.end),
            )
        )
    return out


# What a signature's stamp says, and what something is: "là một trong hai chương trình lớn".
_NO_ORDER = re.compile(
    r"(?:ký\s+bởi|người\s+ký)(?!\w)"
    r"|(?:(?!(?:cần|phải|coi|xác\s+định|lấy|xem|đưa)\s)[^,;:]){0,90}?\slà\s+(?:một\s+trong|dữ\s+liệu)(?!\w)"
)


def _is_none(scan: Scan, task: Task) -> bool:
    """Tell whether a clause only looks like a task: a heading in capitals, a stamp, a statement."""
    if scan.text[task.start : task.end].isupper():
        return True
    return _NO_ORDER.match(scan.folded, task.start, task.end) is not None


def _lacking(scan: Scan, ledger: Ledger) -> list[Finding]:
    return [
        Finding(
            start=span.start,
            end=span.end,
            quote=scan.text[span.start : span.end],
            subject=whose,
            area=topics.area_between(scan.words, span.start, span.end),
        )
        for span, whose in sorted(ledger.lacks, key=lambda row: row[0].start)
        if learned.lacking(scan, span) and not no_lacks.is_none(scan, span)
    ]
