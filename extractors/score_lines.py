"""Tables whose columns a PDF reader parted by single spaces: "1 Sở Nội vụ 95,50 94,15 1 Tốt"."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from extractors.tables import Cell, Table
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBER = r"(?:[+-]?[0-9]{1,3}(?:[.,][0-9]{1,4})?%?|[0-9]{1,3}/[0-9]{1,3})"
_GRADE = r"(?:Xuất sắc|Rất tốt|Tốt|Khá|Trung bình|Tương đối thấp|Thấp|Yếu|Kém|[A-DI]|II|III|IV)"
# "Tốt 12 8,5" counts the bodies of a grade: no body's result.
_GRADE_ONLY = re.compile(rf"(?:Loại )?{_GRADE}\s*")
_ROW = re.compile(
    r"^[ ]*(?P<no>[0-9]{1,3})[.)]?[ ]+(?=[^\W\d_])"
    r"(?P<name>[^\n\t|]{2,120}?(?:\n[^\n\t|\d]{2,80}?)?)"
    rf"(?P<numbers>(?:[ ]+{_NUMBER}){{1,8}})(?:[ ]+(?P<grade>{_GRADE}))?"
    rf"(?P<more>(?:[ ]+{_NUMBER}){{0,3}})[ ]*$",
    re.MULTILINE,
)
# "Quảng Ninh 75,09 1 Rất tốt": a row without a number of its own.
_NAMED_ROW = re.compile(
    rf"^[ ]*(?P<name>(?=[^\W\d_])[^\n\t|\d:;]{{1,60}}?)(?P<numbers>(?:[ ]+{_NUMBER}){{1,14}})"
    rf"(?:[ ]+(?P<grade>{_GRADE}))?(?P<more>(?:[ ]+{_NUMBER}){{0,3}})[ ]*$",
    re.MULTILINE,
)
# A row ends so.
_ENDS_IN_NUMBER = re.compile(rf"[ ][0-9][0-9.,/%]{{0,8}}(?:[ ]+{_GRADE})?[ ]*$", re.MULTILINE)
_DECIMAL = re.compile(r"[0-9]{1,3}[.,][0-9]{1,4}%?")
_TELLS_POINTS = re.compile(
    r"điểm|chỉ\s+số|giá\s+trị|index|t[ỷỉ]\s+lệ|(?<!\w)(?:pci|papi|sipas|dti|pii)(?!\w)"
)
_TELLS_RANK = re.compile(r"hạng|xếp\s+thứ|vị\s+(?:thứ|trí)")
_CELL = re.compile(r"\S+")
_LEAST = 3  # rows
_BETWEEN = 160  # characters of page numbers and running heads between two rows
_HEADER = 300  # characters of a header above the first row
_NAME_LABEL = re.compile(
    r"(?:\A|\n)\s*(?:s?tt|số\s+tt|số\s+thứ\s+tự|(?P<rank>(?:xếp\s+|thứ\s+)?hạng|vị\s+(?:thứ|trí)))\s+(?P<name>(?:tên\s+)?(?:các\s+)?(?:cơ\s+quan|đơn\s+vị|địa\s+phương|"
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
    if len([*islice(_ENDS_IN_NUMBER.finditer(text), _LEAST)]) < _LEAST:
        return []
    groups: list[list[re.Match[str]]] = []
    for match in _ROW.finditer(text):
        if _GRADE_ONLY.fullmatch(match["name"]):
            continue
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
    return sorted([*found, *_named_rows(text, found)], key=lambda table: table.start)


def _named_rows(text: str, known: Sequence[Table]) -> Iterator[Table]:
    """The tables whose rows begin with a name: lines that follow each other below a header."""
    groups: list[list[re.Match[str]]] = []
    for match in _NAMED_ROW.finditer(text):
        if not match["name"][0].isupper() or _GRADE_ONLY.fullmatch(match["name"]):
            continue
        last = groups[-1][-1] if groups else None
        if last is not None and not text[last.end() : match.start()].strip():
            groups[-1].append(match)
        else:
            groups.append([match])
    for group in groups:
        first = group[0].start()
        inside = any(table.start <= first < table.end for table in known)
        if len(group) >= _LEAST and not inside and (table := _named_table(text, group)):
            yield table


def _named_table(text: str, group: Sequence[re.Match[str]]) -> Table | None:
    above = fold(text[max(0, group[0].start() - _HEADER) : group[0].start()])
    if _TELLS_POINTS.search(above) is None:
        return None
    raw = [_named_cells(match) for match in group]
    width = Counter(len(row) for row in raw).most_common(1)[0][0]
    rows = [tuple(row) for row in raw if len(row) == width]
    labels = _guessed(rows, ranks=_TELLS_RANK.search(above) is not None)
    if len(rows) < _LEAST or "Điểm" not in labels:
        return None
    at = rows[0][0].start
    header = tuple(Cell(at, at, label) for label in labels)
    return Table(at, rows[-1][-1].end, (header, *rows))


def _guessed(rows: Sequence[Sequence[Cell]], *, ranks: bool) -> list[str]:
    """Labels by what the cells hold: of several decimals the last is the whole."""
    labels = ["Tên"]
    for place in range(1, len(rows[0])):
        texts = [row[place].text for row in rows]
        if sum(1 for text in texts if _DECIMAL.fullmatch(text)) * 2 > len(texts):
            if "Xếp hạng" in labels:  # several years side by side: whose header nobody reads
                return []
            labels = [label if label != "Điểm" else "Phần" for label in labels]
            labels.append("Điểm")
        elif all(text.isdigit() for text in texts):
            labels.append("Xếp hạng" if ranks and labels[-1] == "Điểm" else "Số")
        else:
            labels.append("Xếp loại")
    return labels


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
    return [Cell(*match.span("no"), match["no"]), *_named_cells(match)]


def _named_cells(match: re.Match[str]) -> list[Cell]:
    """The name of a row, its numbers and its grade."""
    cells = [Cell(*match.span("name"), match["name"])]
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
    first = named["rank"] or "TT"  # "Hạng Địa phương Điểm"
    return tuple(Cell(at, at, " ".join(t.split())) for t in (first, named["name"], *labels))
