"""Lists of documents as tables: a row gives number, day, what it is about and who issued it.

"Số/Ký hiệu | Ngày ban hành | Trích yếu | Cơ quan ban hành": the heading says which cell is which.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from extractors import days
from extractors.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.atoms import Scan
    from extractors.mentions import Mention

_PART = re.compile(r"[^\t|]+")
_NUMBER = re.compile(
    r"số(?:\s*[,/]?\s*(?:và\s+)?(?:ký|kí)?\s*hiệu)?(?:\s+(?:văn\s+bản|vb))?|(?:ký|kí)\s+hiệu.*|văn\s+bản"
)
_DAY = re.compile(
    r"(?:ngày|thời\s+gian)\s*(?:ban\s+hành|văn\s+bản|vb|k[ýí]|tháng.*)?|ngày,?\s+tháng.*"
)
_BODY = re.compile(
    r"(?:cơ\s+quan|đơn\s+vị|nơi|cấp|tổ\s+chức|chủ\s+thể)\s*(?:/\s*(?:người|đơn\s+vị)\s*)?(?:ban\s+hành|phát\s+hành|k[ýí])(?:\s+văn\s+bản)?"
)

_OTHER_DAY = re.compile(r"(?<!\w)(?:hạn|hoàn\s+thành|hiệu\s+lực|nhận|đến|đăng|họp|hết)(?!\w)")
_FEWEST = 3  # cells: number, day or body, and what it is about
_FARTHEST = 6  # blocks: a cell of several lines breaks a row


def read(scan: Scan, found: list[Mention]) -> None:
    """Give the mentions that stand in such tables day and body of their row. O(n)."""
    if not found or not any(map(scan.folded.count, "\t|")):
        return
    starts = [block.start for block in scan.blocks]
    columns: dict[str, int] = {}
    last = 0
    head: list[Span] = []  # the first row of the table
    row_of: dict[int, list[Mention]] = {}
    for one in found:
        row_of.setdefault(bisect_right(starts, one.ident.start) - 1, []).append(one)
    for place, block in enumerate(scan.blocks):
        begin, end = block
        parts = scan.folded.count("\t", begin, end) + scan.folded.count("|", begin, end)
        cells = list(_cells(scan, block)) if parts else []
        if len(cells) < _FEWEST - 1:
            head = [] if block.end > block.start else head
            continue
        head = head or cells
        heading = _columns(scan, cells) if len(cells) >= _FEWEST else {}
        if heading:
            columns, last = heading, place
        elif place in row_of:
            if columns and len(cells) >= _FEWEST and place - last <= _FARTHEST:
                last = place
                for one in row_of[place]:
                    _fill(scan, one, cells, columns)
            _beside(scan, row_of[place][0], cells, head)


def _cells(scan: Scan, block: Span) -> Iterator[Span]:
    for m in _PART.finditer(scan.folded, block.start, block.end):
        words = m[0].strip(" *\n")
        begin = m.start() + len(m[0]) - len(m[0].lstrip(" *\n"))
        yield Span(begin, begin + len(words))


def _beside(scan: Scan, one: Mention, cells: list[Span], head: list[Span]) -> None:
    """Give the first number of a row the only day that has a cell of its own, whatever the heading.

    The number has one too, with its type word at most.
    """
    if one.date is not None or one.day is not None:
        return
    alone = any(c.start <= one.ident.start and c.end == one.ident.end for c in cells)
    told = [
        (read_day[0], column)
        for column, c in enumerate(cells)
        if (read_day := days.at(scan.folded, c.start)) and read_day[1] == c.end
    ]
    if alone and len(told) == 1:
        day, column = told[0]
        over = head[column] if column < len(head) else Span(0, 0)
        one.date = None if _OTHER_DAY.search(scan.folded, *over) else day


def _columns(scan: Scan, cells: list[Span]) -> dict[str, int]:
    """Which cell is number, day and body, where the row is the heading of a list of documents."""
    told: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words = " ".join(scan.folded[cell.start : cell.end].split())
        for name, pattern in (("number", _NUMBER), ("day", _DAY), ("body", _BODY)):
            if pattern.fullmatch(words):
                told.setdefault(name, place)
    return told if "number" in told and len(told) > 1 else {}


def _fill(scan: Scan, one: Mention, cells: list[Span], columns: dict[str, int]) -> None:
    number = columns["number"]
    if number >= len(cells) or not cells[number].start <= one.ident.start < cells[number].end:
        return
    body, day = columns.get("body", len(cells)), columns.get("day", len(cells))
    if one.issuer is None and body < len(cells) and cells[body].end > cells[body].start:
        one.issuer = cells[body]
    if one.date is None and day < len(cells):
        read_day = days.at(scan.folded, cells[day].start)
        one.date = read_day[0] if read_day else None
