"""Tables whose columns are set apart by runs of spaces, as a PDF reader keeps the page's layout."""

from __future__ import annotations

import re

from extractors.table_columns import is_head, role_of
from extractors.tables import Cell, Table
from extractors.text import fold

_LINE = re.compile(r"[^\n]+")
_GAP = re.compile(r" {2,}")
_FEWEST = 3  # columns
_LEAST = 2  # rows
_STRANGERS = 3  # lines of page numbers and running heads between two rows
_LONGEST_STRANGER = 60  # characters
_NUMBERED = re.compile(r"[0-9]")


def find_aligned(text: str) -> list[Table]:
    r"""Give the tables of a text whose cells are parted by two spaces or more; O(n).

    A header that names bodies and their results opens one; rows have as many cells as it has.

    >>> text = "Hạng  Tỉnh     Điểm\n1     Hà Nam   80,5\n2     Bến Tre  79\n"
    >>> [[cell.text for cell in row] for row in find_aligned(text)[0].rows][1]
    ['1', 'Hà Nam', '80,5']
    """
    out: list[Table] = []
    if "  " not in text:
        return out
    rows: list[tuple[Cell, ...]] = []
    strangers = 0
    for line in _LINE.finditer(text):
        cells = _cells(line) if "  " in line[0] else ()
        if rows and cells and (len(cells) == len(rows[0]) and _NUMBERED.search(line[0])):
            rows.append(cells)
            strangers = 0
        elif _opens(cells):
            if not rows or [c.text for c in cells] != [c.text for c in rows[0]]:
                out += _table(rows)
                rows = [cells]
            strangers = 0
        elif rows and line[0].strip():
            strangers += 1
            if strangers > _STRANGERS or len(line[0]) > _LONGEST_STRANGER:
                out += _table(rows)
                rows = []
    return [*out, *_table(rows)]


def _table(rows: list[tuple[Cell, ...]]) -> list[Table]:
    if len(rows) <= _LEAST:
        return []
    return [Table(rows[0][0].start, rows[-1][-1].end, tuple(rows))]


def _opens(cells: tuple[Cell, ...]) -> bool:
    """Whether a line is a header: a column of names and one of values or ranks."""
    if len(cells) < _FEWEST or not is_head(cells):
        return False
    roles = {role_of(fold(cell.text)) for cell in cells}
    return "name" in roles and bool(roles & {"value", "rank"})


def _cells(line: re.Match[str]) -> tuple[Cell, ...]:
    """The cells of a line, none where it has fewer than three."""
    whole = line[0].strip(" ")
    begin = line.start() + len(line[0]) - len(line[0].lstrip(" "))
    cells: list[Cell] = []
    at = 0
    for gap in [*_GAP.finditer(whole), None]:
        end = gap.start() if gap else len(whole)
        cells.append(Cell(begin + at, begin + end, whole[at:end]))
        at = gap.end() if gap else end
    return tuple(cells) if len(cells) >= _FEWEST else ()
