"""Tables in other shapes: one cell a line, years across the top."""

from __future__ import annotations

import re
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

from extractors.table_columns import YEAR, is_head, role_of
from extractors.tables import Cell, Table
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Row = tuple[Cell, ...]

_FIRST = re.compile(r"^[ ]*(?:s?tt|số\s+tt|stt\.)[ ]*$", re.IGNORECASE | re.MULTILINE)
_CELL = re.compile(r"[^\n]+(?:\n[^\n]+)*|[^\n]+")
_LINE = re.compile(r"[^\n]+")
_LONGEST = 120  # characters of a cell
_NARROWEST, _WIDEST = 3, 10  # columns
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
    if "TT" not in text and "tt" not in text:
        return out
    for first in _FIRST.finditer(text):
        if out and first.start() < out[-1].end:
            continue
        following = text[first.end() : first.end() + 2]
        pattern = _CELL if following == "\n\n" else _LINE
        table = _stacked(text, first.start(), pattern)
        if table is not None:
            out.append(table)
    return out


def _stacked(text: str, at: int, pattern: re.Pattern[str]) -> Table | None:
    """The table whose header begins at a place: labels, then rows that count up from 1."""
    cells = (_trimmed(match) for match in pattern.finditer(text, at))
    printed = [*takewhile(lambda cell: cell.text != "1", islice(cells, _WIDEST + 1))]
    if not _NARROWEST <= len(printed) <= _WIDEST:
        return None
    body = [*islice(cells, _WIDEST * 2)]
    first = Cell(printed[-1].end, printed[-1].end, "1")  # the number that ended the header
    for head in (printed, _joined_labels(printed)):
        width = len(head)
        counts = len(body) >= width and body[width - 1].text.rstrip(".") == "2"
        if counts and width >= _NARROWEST and is_head(tuple(head)):
            return _counted(head, first, chain(body, cells))
    return None


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


def _counted(head: Sequence[Cell], first: Cell, cells: Iterator[Cell]) -> Table | None:
    """The table of a header and the rows below it, as far as their numbers count up."""
    rows = [tuple(head)]
    while len(row := (first, *islice(cells, len(head) - 1))) == len(head):
        if any(len(cell.text) > _LONGEST for cell in row):
            break
        rows.append(row)
        following = next(cells, None)
        if following is None or following.text.rstrip(".") != str(len(rows)):
            break
        first = following
    if len(rows) <= _LEAST:
        return None
    return Table(rows[0][0].start, rows[-1][-1].end, tuple(rows))


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
