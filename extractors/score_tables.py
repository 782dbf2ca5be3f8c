"""Measured results in tables: whose, how much, which rank; a header tells which column is which."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors.bodies import scope_of
from extractors.facts import Score
from extractors.indices import Index, IndexMention, find_indices
from extractors.tables import Cell, Table, find_tables
from extractors.text import Span, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.score_periods import Periods

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: role is number, name, value, rank, grade, change, scale or other."""

    role: str
    label: str
    year: str | None = None
    index: Index | None = None
    unit: str | None = None
    stage: str | None = None


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_VALUE = re.compile(r"[<>≤≥~]?\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*(%|điểm)?(?:\s*/\s*(\d{1,3}))?\Z")
_RANK = re.compile(r"(?:thứ\s+|hạng\s+)?(\d{1,3})(?:\s*/\s*(\d{1,3}))?\Z")
_CHANGE = re.compile(r"([+−–-]|tăng|giảm)?\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*(%|điểm|bậc|hạng)?\Z")
_ROLES = (
    ("number", re.compile(r"(?:s?tt|số tt|số thứ tự|no\.?|#)\Z")),
    ("change", re.compile(r".*(?:tăng|giảm|chênh lệch|so với|\+/-|thay đổi)")),
    ("scale", re.compile(r".*(?:điểm tối đa|điểm chuẩn|thang điểm|tối đa)")),
    ("rank", re.compile(r".*(?:xếp hạng|thứ hạng|xếp thứ|vị thứ|vị trí|xếp vị|(?:^|\s)hạng(?:\s|$))|hạng")),
    ("grade", re.compile(r".*(?:xếp loại|phân loại|đánh giá loại|phân nhóm|mức độ hoàn thành)|(?:loại|nhóm)\Z")),
    ("count", re.compile(r".*(?:số lượng|tổng số(?! điểm)|số hồ sơ|số tthc|số phiếu|ghi chú|hồ sơ\Z)")),
    ("value", re.compile(r".*(?:chỉ số|điểm|giá trị|kết quả|tỷ lệ|tỉ lệ|%|index|sipas|papi|pci|ddci|dti|pii)")),
    ("name", re.compile(r"(?:tên|các |đơn vị|cơ quan|sở|địa phương|tỉnh|huyện|thành phố|xã|phường|bộ|ubnd|cục|nội dung|chỉ tiêu|năm\Z)")),
)
_STAGES = (("self_assessed", re.compile(r"tự (?:chấm|đánh giá)")), ("appraised", re.compile("thẩm định")))
_TOTAL = re.compile(r"(?:tổng cộng|cộng|tổng|ghi chú)\Z")
_MEAN = re.compile(r"(?:giá trị |điểm |chỉ số )?(?:trung bình|bình quân)")
_CAPTION = 600  # characters before a table that may hold its title
_MANY = 3  # value columns of one year beyond which they are parts of the last


def find(scan: Scan, periods: Periods) -> tuple[list[Score], list[Span]]:
    """Give the scores of the tables of a text, and the stretches that these tables cover."""
    scores: list[Score] = []
    taken: list[Span] = []
    for table in (part for whole in find_tables(scan.text) for part in _parts(whole)):
        caption = max(0, table.start - _CAPTION)
        indices = find_indices(scan.text[caption : table.start], scan.folded[caption : table.start])
        reader = _TableReader(scan, table, indices, periods.before(table.start))
        rows = reader.read()
        if rows:
            scores += rows
            taken.append(Span(table.start, table.end))
    return scores, taken


def _parts(table: Table) -> list[Table]:
    """The tables that stand one below the other, parted where another header begins."""
    header: list[str] = []
    begins = [0]
    for place, row in enumerate(table.rows):
        if not _is_head(row):
            continue
        texts = [cell.text for cell in row]
        if not header:
            header = texts
        elif texts != header and not _is_head(table.rows[place - 1]):
            begins.append(place)
            header = texts
    ends = [*begins[1:], len(table.rows)]
    parts = [table.rows[begin:end] for begin, end in zip(begins, ends, strict=True)]
    return [Table(rows[0][0].start, rows[-1][-1].end, rows) for rows in parts]


def _is_head(row: Row) -> bool:
    """Whether a row names columns: words of a header, no measured number."""
    texts = [fold(cell.text) for cell in row if cell.text]
    if not texts or any(re.fullmatch(r"\d{1,3}[.,]\d+\s*%?", text) for text in texts):
        return False
    words = sum(1 for t in texts if _role(t) not in {"other", "name"} or _YEAR.search(t))
    return words >= max(1, len(texts) // 3) and not _RANK.match(texts[-1])


class _TableReader:
    """Reads one table row by row; remembers group heads and merged cells."""

    def __init__(
        self, scan: Scan, table: Table, indices: Sequence[IndexMention], period: str | None
    ) -> None:
        self._scan = scan
        self._rows = table.rows
        self._width = max(len(row) for row in table.rows)
        self._index = indices[-1].index if indices else None
        self._period = period
        self._scope: str | None = None
        self._columns, self._first = self._read_header()

    def read(self) -> list[Score]:
        """The scores of all rows."""
        if not any(c.role in {"value", "rank"} for c in self._columns):
            return []
        if not self._index and not any(c.index or c.role == "rank" for c in self._columns):
            if not any(c.unit == "%" for c in self._columns):
                return []
        scores: list[Score] = []
        above: list[str] = []
        for row in self._rows[self._first :]:
            if _is_head(row) or not any(cell.text for cell in row):
                continue
            cells = self._aligned(row)
            found = self._row(cells, above)
            if found:
                above = self._merged([cell.text for cell in cells], above)
            scores += found
        return scores

    def _read_header(self) -> tuple[list[Column], int]:
        """The columns, and how many rows make the header (none: guessed from the cells)."""
        heads = []
        for row in self._rows[:3]:
            if not _is_head(row):
                break
            heads.append(row)
        if not heads:
            return self._guessed(), 0
        labels = _labels(heads, self._width)
        return [_column(label) for label in labels], len(heads)

    def _guessed(self) -> list[Column]:
        """Columns without a header: by what most of their cells hold, under a caption only."""
        columns = []
        for place in range(self._width):
            texts = [row[place].text for row in self._rows if place < len(row) and row[place].text]
            columns.append(Column(_content(texts, place, self._index is not None), ""))
        return columns

    def _aligned(self, row: Row) -> list[Cell]:
        """The row with empty cells where merged cells are lacking."""
        cells = list(row)
        empty = Cell(row[-1].end, row[-1].end, "")
        if len(cells) < len(self._columns):
            numbered = self._columns[0].role in {"number", "rank"}
            if numbered and not re.match(r"[\dIVX]+\.?\Z", cells[0].text) and cells[0].text:
                cells.insert(0, Cell(cells[0].start, cells[0].start, ""))
        return cells + [empty] * (len(self._columns) - len(cells))

    def _merged(self, texts: list[str], above: list[str]) -> list[str]:
        """The texts of a row, an empty cell taking that of the row above."""
        return [text or (above[place] if place < len(above) else "") for place, text in enumerate(texts)]

    def _row(self, cells: list[Cell], above: list[str]) -> list[Score]:
        name = self._name(cells)
        if name is None:
            self._note_group(cells)
            return []
        folded = fold(name.text)
        if _TOTAL.match(folded):
            return []
        out = []
        for group in self._groups():
            out += self._group_scores(cells, name, group, above)
        if _MEAN.match(folded):
            out = [replace(score, statistic="mean") for score in out]
        return out

    def _name(self, cells: list[Cell]) -> Cell | None:
        """The cell that tells whose row it is; None in a row without measured numbers."""
        measured = any(
            _VALUE.match(cell.text) or _RANK.match(fold(cell.text))
            for cell, column in zip(cells, self._columns, strict=False)
            if column.role in {"value", "rank"}
        )
        names = [
            cell
            for cell, column in zip(cells, self._columns, strict=False)
            if column.role in {"name", "other"} and re.search(r"[^\W\d_]|^20\d\d$", cell.text)
        ]
        return names[0] if measured and names else None

    def _note_group(self, cells: list[Cell]) -> None:
        texts = [cell.text for cell in cells if len(cell.text) > 4]  # noqa: PLR2004  (no bare "I.")
        if len(texts) == 1:
            self._scope = scope_of(re.sub(r"\A(?:khối|nhóm|cấp|các)\s+", "", fold(texts[0])))

    def _groups(self) -> list[list[int]]:
        """The columns that tell one result: of one year or one index, in order."""
        groups: dict[tuple[str | None, str | None], list[int]] = {}
        several = len({c.year for c in self._columns if c.year}) > 1
        for place, column in enumerate(self._columns):
            if column.role in {"value", "rank", "change", "grade", "scale"}:
                key = (column.year if several else None, column.index.key if column.index else None)
                if column.index is None and groups and (key[0] or next(reversed(groups))[0]) == next(reversed(groups))[0]:
                    key = next(reversed(groups))
                groups.setdefault(key, []).append(place)
        return list(groups.values())

    def _group_scores(
        self, cells: list[Cell], name: Cell, group: list[int], above: list[str]
    ) -> list[Score]:
        values = [p for p in group if self._columns[p].role == "value"]
        ranks = [p for p in group if self._columns[p].role == "rank"]
        main = next((p for p in reversed(values) if ranks and p < ranks[0]), values[-1] if values else None)
        values = [main] if main is not None and len(values) > _MANY else values
        out = []
        for place in values or [None]:  # type: ignore[list-item]
            with_rank = ranks[0] if ranks and place == main else None
            score = self._score(cells, name, place, with_rank, group, above)
            out += [score] if score else []
        return out

    def _score(
        self,
        cells: list[Cell],
        name: Cell,
        place: int | None,
        rank_place: int | None,
        group: list[int],
        above: list[str],
    ) -> Score | None:
        text = cells[place].text if place is not None else ""
        shared = place is not None and not text and place < len(above)
        value = _VALUE.match(above[place] if shared and place is not None else text)
        rank = self._rank(cells, rank_place, above, tied=shared or self._ties(cells, place, above))
        if value is None and rank is None:
            return None
        column = self._columns[place] if place is not None else self._columns[rank_place or 0]
        index = column.index or next((c.index for c in self._columns if c.index), None) or self._index
        index = index or Index("OTHER", column.label or None, None, None)
        is_rate = re.search(r"t[ỷỉ] lệ", fold(column.label)) is not None and column.index is None
        unit = (value[2] if value else None) or column.unit or ("%" if is_rate else index.unit)
        used = [p for p in (place, rank_place, *self._of_role(group, "change", cells)) if p is not None]
        start, end = name.start, max([name.end, *(cells[p].end for p in used)])
        start = min([start, *(cells[p].start for p in used if cells[p].text)])
        change, steps = self._change(cells, group)
        of_year = _YEAR.search(name.text) if re.fullmatch(r"(?:năm )?20\d\d", fold(name.text)) else None
        scale = float(value[3]) if value and value[3] else self._scale(cells, group)
        return Score(
            start,
            end,
            self._scan.text[start:end],
            "rate" if is_rate and value else "value" if value else "rank",
            "OTHER" if is_rate else index.key,
            column.label if is_rate else index.name,
            None if of_year else " ".join(name.text.split()),
            of_year[1] if of_year else column.year or self._year() or self._period,
            _number(value[1]) if value else None,
            unit if value or change is not None else None,
            scale=scale if value else None,
            rank=rank[0] if rank else None,
            ranked=rank[1] if rank else None,
            change=change if rank_place is not None or not value else None,
            rank_change=steps if rank_place is not None else None,
            grade=next((cells[p].text for p in self._of_role(group, "grade", cells)), None),
            scope=scope_of(name.text) or self._scope,
            stage=column.stage,
        )

    def _year(self) -> str | None:
        return next((c.year for c in self._columns if c.year), None)

    def _of_role(self, group: list[int], role: str, cells: list[Cell]) -> list[int]:
        return [p for p in group if self._columns[p].role == role and cells[p].text]

    def _ties(self, cells: list[Cell], place: int | None, above: list[str]) -> bool:
        return place is not None and place < len(above) and cells[place].text == above[place]

    def _rank(
        self, cells: list[Cell], place: int | None, above: list[str], *, tied: bool
    ) -> tuple[int, int | None] | None:
        """The rank in a cell; a merged cell of equal results takes the one above."""
        if place is None:
            return None
        text = cells[place].text or (above[place] if tied and place < len(above) else "")
        match = _RANK.match(fold(text))
        return (int(match[1]), int(match[2]) if match[2] else None) if match else None

    def _scale(self, cells: list[Cell], group: list[int]) -> float | None:
        match = next((_VALUE.match(cells[p].text) for p in self._of_role(group, "scale", cells)), None)
        return _number(match[1]) if match else None

    def _change(self, cells: list[Cell], group: list[int]) -> tuple[float | None, int | None]:
        for place in self._of_role(group, "change", cells):
            match = _CHANGE.match(fold(cells[place].text))
            if match is None:
                continue
            number = _number(match[2]) * (-1 if match[1] in {"-", "−", "–", "giảm"} else 1)
            if match[3] in {"bậc", "hạng"} or re.search(r"bậc|hạng", fold(self._columns[place].label)):
                return None, int(number)
            return number, None
        return None, None


def _number(written: str) -> float:
    return float(written.replace(",", "."))


def _role(folded_label: str) -> str:
    return next((role for role, pattern in _ROLES if pattern.match(folded_label)), "other")


def _column(label: str) -> Column:
    folded = fold(label)
    role = _role(folded)
    year = _YEAR.search(label)
    if role == "other" and year:
        role = "value"
    named = find_indices(label, folded)
    known = next((m.index for m in named if m.index.key != "OTHER"), None)
    unit = "%" if "%" in label else "điểm" if "điểm" in folded else None
    stage = next((stage for stage, pattern in _STAGES if pattern.search(folded)), None)
    return Column(role, label, year[1] if year else None, known, unit, stage)


def _labels(heads: Sequence[Row], width: int) -> list[str]:
    """One label a column: the rows of a header read downwards, merged cells spread."""
    rows = [[" ".join(cell.text.split()) for cell in row] for row in heads]
    labels = [""] * width
    top = rows[0]
    if len(rows) > 1 and len(top) < width and len(rows[1]) + len(top) > width:
        top = _spread(top, rows[1], width)
        rows = [top]
    for place, text in enumerate(top[:width]):
        labels[place] = text
    for row in rows[1:]:
        last = ""
        for place, text in enumerate(row[:width]):
            last = labels[place] or last
            labels[place] = f"{labels[place] or (last if text else '')} {text}".strip()
    return labels


def _spread(top: list[str], below: list[str], width: int) -> list[str]:
    """A header of two rows whose wide cells stand over several below."""
    wide = [p for p, text in enumerate(top) if _YEAR.search(text) or _role(fold(text)) == "value"]
    plain = len(top) - len(wide)
    if not wide or plain + len(below) != width or len(below) % len(wide):
        return top
    each = len(below) // len(wide)
    out, at = [], 0
    for place, text in enumerate(top):
        if place in wide:
            out += [f"{text} {part}" for part in below[at : at + each]]
            at += each
        else:
            out.append(text)
    return out


def _content(texts: list[str], place: int, captioned: bool) -> str:  # noqa: FBT001  (a column's own facts)
    if not texts or not captioned:
        return "other"
    if all(re.fullmatch(r"\d{1,3}\.?", text) for text in texts):
        return "number" if place == 0 else "rank"
    if all(_VALUE.match(text) for text in texts):
        return "value"
    return "name" if sum(1 for t in texts if re.search(r"[^\W\d_]{2}", t)) > len(texts) / 2 else "other"
