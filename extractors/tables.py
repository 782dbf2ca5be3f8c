"""The tables of a text: lines whose cells are parted by tabs or by the bars of Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple


class Cell(NamedTuple):
    """A cell, trimmed: `text[start:end]`, which may be empty."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as printed; a table that a page break cuts is one. Rows may be short."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[\s|:+=_-]+\Z")  # the line under a Markdown header
_LONGEST_GAP = 60  # characters of a page number or running head inside a table
MOST_MARKS = 200  # tabs and bars in a line; what has more is no row that anybody reads
_FEWEST_BARS = 2  # in a row without bars at its ends
_FURTHEST = 3  # lines between two halves of a table


def find_tables(text: str) -> list[Table]:
    r"""Give the tables of a text in order; O(n).

    >>> [len(t.rows) for t in find_tables("Bảng 1\nSTT\tĐơn vị\tĐiểm\n1\tSở Nội vụ\t90,5\n")]
    [2]
    """
    if "\t" not in text and "|" not in text:
        return []
    found: list[Table] = []
    rows: list[tuple[Cell, ...]] = []
    strangers = 0
    for match in _LINE.finditer(text):
        cells = _cells(match)
        if cells is not None:
            rows.append(cells)
            strangers = 0
            continue
        if not match[0].strip() or _RULE.match(match[0]):
            continue
        strangers += 1
        if rows and (strangers > _FURTHEST or len(match[0]) > _LONGEST_GAP):
            found.append(_table(rows))
            rows = []
    if rows:
        found.append(_table(rows))
    return [table for table in found if len(table.rows) > 1]


def _table(rows: list[tuple[Cell, ...]]) -> Table:
    return Table(rows[0][0].start, rows[-1][-1].end, tuple(rows))


def _cells(line: re.Match[str]) -> tuple[Cell, ...] | None:
    """The cells of a line; None where it is no row of a table."""
    whole = line[0]
    if whole.count("\t") + whole.count("|") > MOST_MARKS:
        return None
    if "\t" in whole.strip(" "):
        mark, offset = "\t", line.start()
    elif whole.lstrip().startswith("|") and whole.count("|") > 2 and not _RULE.match(whole):
        mark, offset = "|", line.start() + whole.index("|") + 1
        whole = whole[whole.index("|") + 1 :].rstrip().removesuffix("|")
    elif whole.count("|") >= _FEWEST_BARS and not whole.lstrip().startswith("|"):
        mark, offset = "|", line.start()
    else:
        return None
    cells = []
    for raw in whole.split(mark):
        trimmed = raw.strip(" *_")
        begin = offset + (raw.index(trimmed) if trimmed else 0)
        cells.append(Cell(begin, begin + len(trimmed), trimmed))
        offset += len(raw) + 1
    return tuple(cells)
