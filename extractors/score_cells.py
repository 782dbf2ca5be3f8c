"""Tables in other shapes: one cell a line, years across the top."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from extractors.table_columns import RANK, VALUE, YEAR, is_head, role_of
from extractors.tables import Cell, Table
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    Row = tuple[Cell, ...]

_LABEL = re.compile(
    r"điểm|hạng|vị thứ|chỉ số|kết quả|giá trị|tỷ lệ|tỉ lệ|index|pci|papi|sipas|dti|pii"
)
_NUMBER = re.compile(r"\n[ ]*[0-9]{1,3}(?:[.,][0-9]{1,4})?[ ]?%?[ ]*(?=\n|\Z)")  # alone in its line
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_LONGEST = 120  # characters of a cell
_LONGEST_LABEL = 60
_NARROWEST, _WIDEST = 2, 10  # columns
_LEAST = 3  # rows
_WHOLE_YEAR = re.compile(r"(?:năm\s+)?(?:19|20)\d\d\Z")
_MOST_LINES = 4  # of a table with the years across: points, rank, change


def find_stacked(text: str) -> list[Table]:
    r"""Give the tables of a text that have one cell a line, or a paragraph; O(n).

    >>> cells = "STT|Đơn vị|Điểm|1|Sở Y tế|90,5|2|Sở Nội vụ|89|3|Sở Tư pháp|80,2"
    >>> [len(table.rows) for table in find_stacked(cells.replace("|", "\n\n"))]
    [4]
    """
    out: list[Table] = []
    if len([*islice(_NUMBER.finditer(text), _LEAST)]) < _LEAST:
        return out
    for pattern in (_PARAGRAPH, _LINE):
        out += _stacked([_trimmed(match) for match in pattern.finditer(text)], out)
    return sorted(out, key=lambda table: table.start)


def _stacked(cells: Sequence[Cell], known: Sequence[Table]) -> list[Table]:
    """The tables whose cells stand in one list, outside those that are known."""
    out: list[Table] = []
    at = 0
    for place, cell in enumerate(cells):
        if place < at or not _measures(cell.text):
            continue
        if any(table.start <= cell.start < table.end for table in known):
            continue
        table = _around(cells, at, place)
        if table is not None:
            out.append(table)
            at = place + sum(len(row) for row in table.rows) - len(table.rows[0])
    return out


def _measures(text: str) -> bool:
    """Whether a cell is the label of a column of values or ranks."""
    if len(text) > _LONGEST_LABEL or _LABEL.search(text.lower()) is None:
        return False
    return role_of(fold(text)) in {"value", "rank"}


def _around(cells: Sequence[Cell], begin: int, place: int) -> Table | None:
    """The table one of whose labels stands at a place: labels, then rows of as many cells."""
    first = place
    while first > max(begin, place - _WIDEST) and _is_label(cells[first - 1].text):
        first -= 1
    last = place
    while last + 1 < min(len(cells), place + _WIDEST) and _is_label(cells[last + 1].text):
        last += 1
    for start in range(first, place + 1):
        for end in range(last + 1, max(place, start + 1), -1):
            for head in (list(cells[start:end]), _joined_labels(cells[start:end])):
                rows = _rows(head, cells, end)
                if len(rows) >= _LEAST:
                    return Table(head[0].start, rows[-1][-1].end, (tuple(head), *rows))
    return None


def _is_label(text: str) -> bool:
    short = 0 < len(text) < _LONGEST_LABEL and not text[0].isdigit()
    return short and (role_of(fold(text)) != "other" or text[0].islower() or text[0] == "(")


def _rows(head: Sequence[Cell], cells: Sequence[Cell], at: int) -> list[Row]:
    """The rows below a header, as long as their cells hold what the labels say."""
    width = len(head)
    roles = [role_of(fold(cell.text)) for cell in head]
    if width < _NARROWEST or len(set(roles) & {"value", "rank"}) == 0 or "name" not in roles:
        return []
    rows: list[Row] = []
    while at + width <= len(cells):
        row = tuple(cells[at : at + width])
        if not all(_fits(cell.text, role) for cell, role in zip(row, roles, strict=True)):
            break
        number = row[0].text.strip(".)") if roles[0] == "number" else ""
        if number.isdigit() and int(number) != len(rows) + 1:
            break
        rows.append(row)
        at += width
    return rows


def _fits(text: str, role: str) -> bool:
    """Whether a cell can stand in a column of a role."""
    if len(text) > _LONGEST:
        return False
    if role == "value":
        return VALUE.match(text) is not None
    if role == "rank":
        return RANK.match(fold(text)) is not None
    if role == "number":
        return re.fullmatch(r"[0-9]{1,3}[.)]?|[IVX]{1,5}", text) is not None
    if role == "name":
        return re.search(r"[^\W\d_]{2}", text) is not None and VALUE.match(text) is None
    return len(text) < _LONGEST_LABEL


def _joined_labels(printed: Sequence[Cell]) -> list[Cell]:
    """The labels of a header; one that begins small goes on with the one before: "Điểm", "đạt"."""
    labels: list[Cell] = []
    for cell in printed:
        if labels and (cell.text[:1].islower() or cell.text[:1] == "("):
            last = labels.pop()
            labels.append(Cell(last.start, cell.end, f"{last.text} {cell.text}"))
        else:
            labels.append(cell)
    return labels


def _trimmed(match: re.Match[str]) -> Cell:
    raw = match[0]
    trimmed = raw.strip(" *_|")
    begin = match.start() + (raw.index(trimmed) if trimmed else 0)
    return Cell(begin, begin + len(trimmed), " ".join(trimmed.split()))


def turned(table: Table) -> Table:
    """Give a table whose years stand across the top with a row for each; others as they are.

    "Năm | 2021 | 2022" above "Điểm | 64,6 | 65,1" and "Hạng | 12 | 25".
    """
    head, *rows = table.rows
    years = [cell for cell in head[1:] if cell.text]
    across = len(years) > 1 and all(_WHOLE_YEAR.match(fold(cell.text)) for cell in years)
    if not across or not 0 < len(rows) <= _MOST_LINES or any(len(r) != len(head) for r in rows):
        return table
    roles = [role_of(fold(row[0].text)) for row in rows]
    if not set(roles) <= {"value", "rank", "change"} or len(set(roles)) != len(roles):
        return table
    columns: list[Row] = [(head[0], *(row[0] for row in rows))]
    columns += [(head[p], *(row[p] for row in rows)) for p in range(1, len(head))]
    named = Cell(head[0].start, head[0].end, "Năm")
    return Table(table.start, table.end, ((named, *columns[0][1:]), *columns[1:]))


def stacked_halves(table: Table) -> Table:
    """Give a table printed in two halves side by side as one; others as they are."""
    head = [fold(cell.text) for cell in table.rows[0]]
    half = len(head) // 2
    if half < 2 or len(head) % 2 or head[:half] != head[half:]:
        return table
    left = [row[:half] for row in table.rows]
    right = [row[half:] for row in table.rows[1:] if any(c.text for c in row[half:])]
    return Table(table.start, table.end, (*left, *right))


def parts_of(table: Table) -> list[Table]:
    """Give the tables that stand one below the other, parted where another header begins."""
    header: list[str] = []
    begins = [0]
    for place, row in enumerate(table.rows):
        if not is_head(row):
            continue
        texts = [cell.text for cell in row]
        if not header:
            header = texts
        elif texts != header and not is_head(table.rows[place - 1]):
            begins.append(place)
            header = texts
    ends = [*begins[1:], len(table.rows)]
    parts = [table.rows[begin:end] for begin, end in zip(begins, ends, strict=True)]
    return [Table(rows[0][0].start, rows[-1][-1].end, rows) for rows in parts]


def holds_words(rows: Sequence[Row], place: int) -> bool:
    """Tell whether the cells of a column are words, so that it names what its rows measure."""
    texts = [row[place].text for row in rows if place < len(row) and row[place].text]
    wordy = sum(1 for text in texts if re.search(r"[^\W\d_]{2}", text) and not YEAR.match(text))
    return bool(texts) and 3 * wordy > 2 * len(texts)
