"""Tables of tasks whose cells stand on lines of their own, as PDF and saved pages give them.

Either a bar alone on a line parts the cells, or nothing does: then a row opens with its number,
the task runs on in lines as wide as its column, and a short line with a body's name ends it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import clauses, cues
from extractors.actors import clean
from extractors.ledger import Head
from extractors.outline import sentences, trim
from extractors.task_tables import column
from extractors.text import CAPITALS, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.deadlines import Deadline
    from extractors.ledger import Ledger, Task

_TITLE = cues.spaced(  # a line of the head of a table
    r"[\s*|]*(?:(?:s?tt|số tt|nội dung|công việc|tên|nhiệm vụ|hoạt động|cơ quan|đơn vị|chủ trì"
    r"|phối hợp|cấp trình|sản phẩm|kết quả|đầu ra|thời hạn|thời gian|hoàn thành|thực hiện|căn cứ"
    r"|chủ|trì|phối|hợp|hoàn|thành|quan|vị|gian|hạn"  # words that a line break tears
    r"|bổ sung|ghi chú|tiến độ|dự kiến|trách nhiệm|người|phụ trách|lãnh đạo|chỉ đạo|và|/)"
    r"[\s*|,/]*)+\Z"
)
_ORDER = re.compile(r"\As?\W*(?:số )?s?tt(?!\w)")
_LEADS = cues.spaced(r"chủ trì|thực hiện|phụ trách")
_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,2})?|[IVX]{1,4})\s*\Z")
_NUMBERED = re.compile(rf"\s*(\d{{1,3}}(?:\.\d{{1,2}})?)\s{{1,3}}(?=[{CAPITALS}(])")
_RUNNING = re.compile(r"\s*(?:CÔNG BÁO\s?/\s?Số.*|Trang \d+.*)\Z")
_TIME = re.compile(
    r"\s*(?:Tháng|Quý|Năm|Trước|Trong|Từ|Thường|Hằng|Hàng|Định|Đến|Giai|\d{1,2}/\d)(?!\w)"
)
_PRODUCT = cues.spaced(
    r"(?:văn bản|báo cáo|kế hoạch|quyết định|nghị quyết|đề án|nghị định|thông tư|hội nghị|hồ sơ"
    r"|kết quả|cấp|dự thảo|tờ trình|chương trình|hoạt động|hệ thống|cơ sở|phần mềm|tài liệu)(?!\w)"
)
_GOES_ON = re.compile(r"(?:[,;(]|(?<!\w)(?:của|và|các|theo|với|cho|do|tại|số|ngày|về|trong))\s*\Z")
_WIDEST = 64  # characters of a line in such a table
_NARROW = 30  # of a line that only names a body
_HEAD = 16  # lines of the head of a table
_FEWEST_TITLES = 3
_LEAST = 2  # columns that must be known


def read(ledger: Ledger) -> tuple[tuple[Span, ...], list[Task]]:
    """Give the stretches of such tables and the tasks that they hold. O(n)."""
    lines = _lines(ledger.scan.text)
    spans: list[Span] = []
    tasks: list[Task] = []
    for start, end in _tables(ledger, lines):
        rows = lines[start:end]
        kept = len(ledger.tasks)
        if any(ledger.scan.text[r.start : r.end].strip(" *") == "|" for r in rows):
            taken = _piped(ledger, rows)
        else:
            taken = _plain(ledger, rows)
        tasks += ledger.tasks[kept:]
        del ledger.tasks[kept:]
        if taken:
            spans.append(Span(rows[0].start, rows[-1].end))
    return tuple(spans), tasks


def _lines(text: str) -> list[Span]:
    return [Span(*m.span()) for m in re.finditer(r"[^\n]+", text) if m[0].strip()]


def _tables(ledger: Ledger, lines: Sequence[Span]) -> Iterable[tuple[int, int]]:
    """Give the runs of lines that hold the head of a table of tasks."""
    text = ledger.scan.text
    bars = [i for i, r in enumerate(lines) if text[r.start : r.end].strip(" *") == "|"]
    for start, end in [*_barred(bars), *_narrow(lines, set(bars))]:
        if end - start > _HEAD and _head(ledger, lines[start:end]):
            yield start, end


def _barred(bars: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Give the runs of lines between bars that stand alone."""
    first = 0
    for i in range(1, len(bars) + 1):
        if i == len(bars) or bars[i] - bars[i - 1] > _HEAD:
            yield bars[first], bars[i - 1] + 1
            first = i


def _narrow(lines: Sequence[Span], bars: set[int]) -> Iterable[tuple[int, int]]:
    """Give the runs of narrow lines without bars."""
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and end not in bars and _width(lines[end]) <= _WIDEST:
            end += 1
        if end > start:
            yield start, end
        start = end + 1


def _width(line: Span) -> int:
    return line.end - line.start


def _titles(ledger: Ledger, lines: Sequence[Span]) -> list[bool]:
    folded = ledger.scan.folded
    return [
        _width(line) <= _WIDEST and _TITLE.match(folded, line.start, line.end) is not None
        for line in lines
    ]


def _head(ledger: Ledger, lines: Sequence[Span]) -> bool:
    """Tell whether a head stands among the lines: "TT", "Nội dung", "Cơ quan chủ trì"."""
    folded, run = ledger.scan.folded, ""
    for line, title in zip(lines, _titles(ledger, lines), strict=True):
        if folded[line.start : line.end].strip(" *") == "|":
            continue
        run = f"{run} {folded[line.start : line.end]}" if title else ""
        if run.count(" ") > _FEWEST_TITLES and _ORDER.search(run) and _LEADS.search(run):
            return True
    return False


# --- cells that nothing parts ---------------------------------------------------------------------


def _plain(ledger: Ledger, lines: Sequence[Span]) -> bool:
    """Take the rows of a table without marks; tell whether it has any."""
    scan = ledger.scan
    titles = _titles(ledger, lines)
    running = [_is_running(ledger, lines, titles, i) for i in range(len(lines))]
    taken = False
    i = 0
    while i < len(lines):
        line, at = lines[i], None
        numbered = _NUMBERED.match(scan.text, line.start, line.end)
        if running[i] or titles[i]:
            i += 1
            continue
        if _NUMBER.match(scan.text, line.start, line.end) and i + 1 < len(lines):
            i, at = i + 1, lines[i + 1].start
        elif numbered:
            at = numbered.end()
        if at is None or running[i] or titles[i]:
            i += 1
            continue
        taken = _row(ledger, lines, running, i, at) or taken
        i += 1
    return taken


def _is_running(ledger: Ledger, lines: Sequence[Span], titles: list[bool], i: int) -> bool:
    """Tell whether a line is the running head of a page, or its number above the head."""
    text = ledger.scan.text
    if _RUNNING.match(text, lines[i].start, lines[i].end):
        return True
    number = _NUMBER.match(text, lines[i].start, lines[i].end)
    return number is not None and (
        (i + 1 < len(lines) and titles[i + 1])
        or (i > 0 and _RUNNING.match(text, lines[i - 1].start, lines[i - 1].end) is not None)
    )


def _row(ledger: Ledger, lines: Sequence[Span], running: list[bool], first: int, at: int) -> bool:
    """Take one row: the task up to the body that leads, then the body, then the time."""
    scan = ledger.scan
    stop = first + 1
    while stop < len(lines) and not (running[stop] or _ends_task(ledger, lines, stop)):
        stop += 1
    start, end = trim(scan.text, at, lines[stop - 1].end)
    lead = _cell(ledger, lines, running, stop)
    who = clean(scan, lines[stop].start, lines[lead - 1].end) if lead > stop else None
    due = None
    after = lead
    while after < len(lines) and not (running[after] or _opens_row(ledger, lines[after])):
        if due is None and _TIME.match(scan.text, lines[after].start, lines[after].end):
            last = lines[min(after + 1, len(lines) - 1)].end
            due = ledger.calendar.find(lines[after].start, last, whole=True)
        after += 1
    return _write(ledger, Span(start, end), who, None, due=due)


def _opens_row(ledger: Ledger, line: Span) -> bool:
    text = ledger.scan.text
    return bool(
        _NUMBER.match(text, line.start, line.end) or _NUMBERED.match(text, line.start, line.end)
    )


def _ends_task(ledger: Ledger, lines: Sequence[Span], i: int) -> bool:
    """Tell whether a line opens the cell of the body that leads."""
    scan, line = ledger.scan, lines[i]
    if _opens_row(ledger, line):
        return True
    begin = clauses.after_name(scan, line.start)
    if line.end - begin > _NARROW or not scan.text[begin].isupper():
        return False
    if _GOES_ON.search(scan.folded, lines[i - 1].start, lines[i - 1].end):
        return False
    return cues.ACTOR.match(scan.folded, begin) is not None


def _cell(ledger: Ledger, lines: Sequence[Span], running: list[bool], i: int) -> int:
    """Give the line after the cell that begins at a line."""
    end = i + 1
    if i >= len(lines) or running[i] or _opens_row(ledger, lines[i]):
        return i
    while end < len(lines) and not (running[end] or _opens_row(ledger, lines[end])):
        goes_on = _GOES_ON.search(ledger.scan.folded, lines[end - 1].start, lines[end - 1].end)
        if not goes_on and _opens_cell(ledger, lines[end]):
            break
        end += 1
    return end


def _opens_cell(ledger: Ledger, line: Span) -> bool:
    """Tell whether a line opens with a body, a time or a kind of document, in a capital."""
    text, folded = ledger.scan.text, ledger.scan.folded
    begin = clauses.after_name(ledger.scan, line.start)
    if not text[begin].isupper():
        return False
    actor = cues.ACTOR.match(folded, begin) or _PRODUCT.match(folded, begin)
    return bool(actor or _TIME.match(text, line.start, line.end))


# --- cells that bars part -------------------------------------------------------------------------


def _piped(ledger: Ledger, lines: Sequence[Span]) -> bool:
    """Take the rows of a table whose bars stand alone; tell whether its head is known."""
    text = ledger.scan.text
    rows: list[list[Span]] = []
    cells: list[Span] | None = None
    width = 0
    open_cell: Span | None = None
    for line in lines:
        if text[line.start : line.end].strip(" *") != "|":
            open_cell = Span(open_cell.start if open_cell else line.start, line.end)
            continue
        if cells is None:
            cells, open_cell = [], None
            continue
        if open_cell is None and not width:  # the end of the head, and the next row opens
            width = len(cells)
            rows.append(cells)
            cells = []
            continue
        cells.append(open_cell or Span(line.start, line.start))
        open_cell = None
        if width and len(cells) == width:
            rows.append(cells)
            cells = None
    known = (
        {i: kind for i, cell in enumerate(rows[0]) if (kind := column(ledger, cell))}
        if rows
        else {}
    )
    if len(known) < _LEAST or "task" not in known.values():
        return False
    for row in rows[1:]:
        cell = {kind: row[i] for i, kind in known.items() if i < len(row)}
        who = clean(ledger.scan, cell["lead"].start, cell["lead"].end) if "lead" in cell else None
        due = cell.get("time")
        when = ledger.calendar.find(due.start, due.end, whole=True) if due else None
        partner = cell.get("partner")
        helps = clean(ledger.scan, partner.start, partner.end) if partner else None
        if "task" in cell:
            _write(
                ledger,
                Span(*trim(text, cell["task"].start, cell["task"].end)),
                who,
                helps,
                due=when,
            )
    return True


def _write(
    ledger: Ledger, task: Span, who: str | None, helps: str | None, *, due: Deadline | None
) -> bool:
    """Write down what is to be done in one row."""
    scan, kept = ledger.scan, len(ledger.tasks)
    if task.start >= task.end:
        return False
    head = Head(45, "tasks", "directive" if who else "commitment", None, who, due)
    for part in sentences(scan.text, task.start, task.end):
        at = clauses.after_connectors(scan, part.start, part.end)[0]
        if clauses.is_action(scan, at, part.end):
            ledger.write(at, part.end, head, at, leading=False)
    for i, made in enumerate(ledger.tasks[kept:], kept):
        ledger.tasks[i] = replace(made, partners=(helps,) if helps else made.partners)
    return len(ledger.tasks) > kept
