"""Tables whose columns a PDF reader parted by single spaces: "1 Sở Nội vụ 95,50 94,15 1 Tốt"."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extractors.tables import Cell, Table
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = r"(?:[+-]?[0-9]{1,3}(?:[.,][0-9]{1,4})?%?|[0-9]{1,3}/[0-9]{1,3})"
_GRADE = r"(?:Xuất sắc|Rất tốt|Tốt|Khá|Trung bình|Tương đối thấp|Thấp|Yếu|Kém|[A-DI]|II|III|IV)"
_ROW = re.compile(
    r"^[ ]*(?P<no>[0-9]{1,3})[.)]?[ ]+(?=[^\W\d_])"
    r"(?P<name>[^\n\t|]{2,120}?(?:\n[^\n\t|\d]{2,80}?)?)"
    rf"(?P<numbers>(?:[ ]+{_NUMBER}){{1,8}})(?:[ ]+(?P<grade>{_GRADE}))?"
    rf"(?P<more>(?:[ ]+{_NUMBER}){{0,3}})[ ]*$",
    re.MULTILINE,
)
_CELL = re.compile(r"\S+")
_LEAST = 3  # rows
_BETWEEN = 160  # characters of page numbers and running heads between two rows
_HEADER = 300  # characters of a header above the first row
_NAME_LABEL = re.compile(
    r"(?:\A|\n)\s*(?:s?tt|số\s+tt|số\s+thứ\s+tự)\s+(?P<name>(?:tên\s+)?(?:các\s+)?(?:cơ\s+quan|đơn\s+vị|địa\s+phương|"
    r"sở|huyện|xã|phường|tỉnh|ubnd)(?:(?:[\s,/-]|và)*(?:cơ\s+quan|đơn\s+vị|địa\s+phương|sở|ban|ngành|"
    r"huyện|xã|phường|thị\s+xã|thị\s+trấn|thành\s+phố|đặc\s+khu|cấp)(?!\w))*)"
)
_LABEL = re.compile(
    r"(?:điểm\s+|kết\s+quả\s+|điểm\s+số\s+)?(?:tự\s+(?:chấm|đánh\s+giá)|thẩm\s+định)"
    r"|(?:tăng|giảm)(?:\s*[,/]\s*(?:tăng|giảm))?(?:\s+hạng|\s+bậc)?|so\s+với\s+năm\s+[0-9]{4}"
    r"|(?:xếp\s+hạng|thứ\s+hạng|xếp\s+thứ|vị\s+thứ|vị\s+trí|hạng)(?:\s+năm)?(?:\s+[0-9]{4})?"
    r"|(?:xếp\s+loại|phân\s+loại|xếp\s+nhóm|nhóm|loại)"
    r"|(?:tổng\s+điểm|tổng\s+số\s+điểm|điểm\s+số|điểm|chỉ\s+số|tỷ\s+lệ|tỉ\s+lệ|kết\s+quả|giá\s+trị|par\s+index|sipas)"
    r"(?:\s+(?:đạt\s+được|cchc|hài\s+lòng|sipas|chung|năm|\(%\)|%|đạt))*(?:\s+[0-9]{4})?(?:\s*\(%\))?"
    r"|(?:năm\s+)?(?:19|20)[0-9]{2}"
)


def find_spaced(text: str) -> list[Table]:
    r"""Give the tables of a text whose cells are parted by spaces only; O(n).

    >>> text = "TT Đơn vị Điểm Hạng\n1 Sở Y tế 90,5 1\n2 Sở Nội vụ 89 2\n3 Sở Tư pháp 80,25 3\n"
    >>> [[cell.text for cell in row] for row in find_spaced(text)[0].rows][:2]
    [['TT', 'đơn vị', 'điểm', 'hạng'], ['1', 'Sở Y tế', '90,5', '1']]
    """
    groups: list[list[re.Match[str]]] = []
    for match in _ROW.finditer(text):
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and match.start() - last.end() < _BETWEEN
            and 0 < int(match["no"]) - int(last["no"]) < 4
        ):
            groups[-1].append(match)
        else:
            groups.append([match])
    found = []
    for group in groups:
        table = _table(text, group) if len(group) >= _LEAST else None
        if table is not None:
            found.append(table)
    return found


def _table(text: str, group: Sequence[re.Match[str]]) -> Table | None:
    raw = [_cells(match) for match in group]
    width = Counter(len(row) for row in raw).most_common(1)[0][0]
    rows = [fitted for row in raw if (fitted := _fitted(text, row, width))]
    if len(rows) < _LEAST or not any("," in c.text or "." in c.text for r in rows for c in r[2:]):
        return None
    header = _header(text, rows[0][0].start, width)
    headed = [header, *rows] if header else rows
    return Table(rows[0][0].start, rows[-1][-1].end, tuple(headed))


def _cells(match: re.Match[str]) -> list[Cell]:
    """The number of a row, its name, its numbers and its grade, as they stand."""
    cells = [Cell(*match.span("no"), match["no"]), Cell(*match.span("name"), match["name"])]
    for part in ("numbers", "grade", "more"):
        if match[part] is None:
            continue
        if part == "grade":
            cells.append(Cell(*match.span("grade"), match["grade"]))
            continue
        offset = match.start(part)
        cells += [
            Cell(offset + c.start(), offset + c.end(), c[0]) for c in _CELL.finditer(match[part])
        ]
    return cells


def _fitted(text: str, row: list[Cell], width: int) -> tuple[Cell, ...] | None:
    """A row of the usual width: the number in "Quận 1" belongs to the name."""
    spare = len(row) - width
    if spare < 0:
        return None
    if spare:
        name = Cell(row[1].start, row[1 + spare].end, text[row[1].start : row[1 + spare].end])
        row = [row[0], name, *row[2 + spare :]]
    return tuple(row)


def _header(text: str, at: int, width: int) -> tuple[Cell, ...] | None:
    """The header above the first row, if it has as many labels as the rows have cells."""
    above = fold(text[max(0, at - _HEADER) : at])
    named = None
    for match in _NAME_LABEL.finditer(above):
        named = match
    if named is None:
        return None
    labels = [m[0] for m in _LABEL.finditer(above, named.end())]
    if len(labels) != width - 2:
        return None
    return tuple(Cell(at, at, " ".join(t.split())) for t in ("TT", named["name"], *labels))
