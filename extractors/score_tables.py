"""Measured results in tables: whose, how much, which rank."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.bodies import scope_of, scope_on
from extractors.facts import Score
from extractors.index_parts import is_part
from extractors.indices import Index, find_indices
from extractors.score_aligned import find_aligned
from extractors.score_cells import find_stacked, holds_words, parts_of, stacked_halves, turned
from extractors.score_lines import find_spaced
from extractors.score_spots import Spot, spots_of
from extractors.table_columns import (
    RANK,
    VALUE,
    Column,
    columns_of,
    guessed_columns,
    is_head,
)
from extractors.tables import Cell, Table, find_tables
from extractors.text import Span, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.score_context import Surroundings

_CHANGE = re.compile(r"([+−–-]|tăng|giảm)?\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*(%|điểm|bậc|hạng)?\Z")
_TOTAL = re.compile(r"(?:tổng cộng|cộng|tổng|ghi chú)\Z")
_MEAN = re.compile(r"(?:giá trị |điểm |chỉ số )?(?:trung bình|bình quân)")
_OF_YEAR = re.compile(r"(?:năm )?((?:19|20)\d\d)\Z")
_BODIES = re.compile(r"(?:tên )?(?:các )?(?:đơn vị|cơ quan|địa phương|sở|huyện|xã|phường|ubnd)")
_MOST_INDICES = 20  # rows of a table of indices
_LONGEST_NAME = 120  # characters of the name of an index in a row
_TITLE = 200  # characters above a table that tell whose it is
# "Chỉ số | Năm 2022 | Năm 2023": the rows are what is measured.
_THINGS = re.compile(r"(?:tên )?(?:các )?(?:chỉ số|trục|trụ cột|lĩnh vực)")
_RANK_ROW = re.compile(r"(?:xếp hạng|thứ hạng|hạng|vị trí|vị thứ)(?!\w)")
_RESULT = re.compile(r"điểm|t[ỷỉ] lệ|%")
_REFORM = re.compile(r"(?<!\w)(?:cchc|cải\s+cách\s+hành\s+chính)(?!\w)")
_GROUP_HEAD = re.compile(
    r"\W*(?:[0-9]{1,2}|[a-zivx]{1,4})?[.):]?\s*(?:khối|nhóm|cấp)\s+(?:các\s+)?((?:sở|huyện|quận|xã|phường|bộ)(?!\w).*)"
)
_GRADE = re.compile(r"(?:loại\s+)?(?:xuất sắc|rất tốt|tốt|khá|trung bình|yếu|kém|nhóm\s+\w{1,4})\Z")


def find(around: Surroundings, text: str) -> tuple[list[Score], list[Span]]:
    """Give the scores of the tables of a text, and the stretches that these tables cover.

    `text` is as it came, line by line.
    """
    scores: list[Score] = []
    taken: list[Span] = []
    tables = [
        turned(stacked_halves(part)) for whole in find_tables(text) for part in parts_of(whole)
    ]
    for table in [*tables, *find_aligned(text), *find_spaced(text), *find_stacked(text)]:
        at = bisect_left(taken, table.start, key=lambda span: span.start)
        if any(s.start < table.end and table.start < s.end for s in taken[max(0, at - 1) : at + 1]):
            continue
        above = around.index_of_text(table.start, table.start)
        index = above.index if above else None
        day = around.scan.context.published
        reader = _TableReader(text, table, index, around.periods.above(table.start), day)
        found = reader.read(around)
        if found:
            scores += found
            taken.insert(at, Span(table.start, table.end))
    return scores, taken


def _owner(around: Surroundings, place: int) -> str | None:
    """Whose results a table of indices tells: the body of its title, else whom the text is of."""
    begin = max(0, place - _TITLE)
    named = [b for b in around.bodies(begin, place) if b.is_named and b.scope]
    if named:
        return named[-1].name
    owner = around.owners.of(place)
    return owner.name if owner else around.scan.context.province


def _scope_above(text: str, place: int) -> str | None:
    """Whom the heading right above a table ranks: "A. Khối các sở, ban, ngành"."""
    lines = fold(text[max(0, place - _TITLE) : place]).rstrip().split("\n")
    group = _GROUP_HEAD.match(lines[-1]) if len(lines) > 1 else None
    return scope_of(group[1]) if group else None


class _TableReader:
    """Reads one table row by row; remembers group heads and the row above, for merged cells."""

    def __init__(
        self,
        text: str,
        table: Table,
        index: Index | None,
        period: str | None,
        day: str | None = None,
    ) -> None:
        self._text = text
        self._start = table.start
        width = max(len(row) for row in table.rows)
        heads = []
        for row in table.rows[:3]:
            if not is_head(row):
                break
            heads.append(row)
        self._rows = table.rows[len(heads) :]
        if heads:
            self._columns = self._worded(columns_of(heads, width))
        else:
            self._columns = guessed_columns(self._rows, width) if index else []
        self._lists_indices = self._names_indices()
        self._things = self._lists_indices or any(
            c.role == "name" and _THINGS.match(fold(c.label)) and not self._names_bodies(place)
            for place, c in enumerate(self._columns)
        )
        self._owner: str | None = None
        self._index = next((c.index for c in self._columns if c.index), None) or index
        if self._index is None and heads:  # "Chỉ số CCHC các sở" heads the names
            self._index = next((c.index for c in columns_of(heads, width) if c.index), None)
        years = (c.year for c in self._columns if c.year and c.role != "change")
        self._period = next(years, None) or period
        self._spots = spots_of(self._columns)
        self._scope = _scope_above(text, table.start)
        self._day = day

    def _worded(self, columns: list[Column]) -> list[Column]:
        """The columns, one that holds words a name: "Chỉ số thành phần | Điểm"."""
        return [
            replace(c, role="name", index=None)
            if c.role == "value" and place < 2 and holds_words(self._rows, place)
            else c
            for place, c in enumerate(columns)
        ]

    def read(self, around: Surroundings) -> list[Score]:
        """The scores of all rows; none where the table measures nothing."""
        ranked = any(c.role == "rank" or c.unit == "%" for c in self._columns)
        mixed = any(c.role == "unit" for c in self._columns)  # each row has a unit of its own
        told = self._index or ranked or self._is_of_bodies()
        if not self._spots or not (self._lists_indices or (told and not mixed)):
            return []
        if not (self._index or self._is_measured() or self._of_reform()):
            return []
        dated = any(c.role == "name" and fold(c.label) == "năm" for c in self._columns)
        self._owner = _owner(around, self._start) if self._things or dated else None
        scores: list[Score] = []
        above: list[str] = []
        for row in self._rows:
            if is_head(row) or not any(cell.text for cell in row):
                continue
            cells = self._aligned(row)
            found = self._row(cells, above)
            scores += found
            if found:
                texts = [cell.text for cell in cells]
                above += [""] * (len(texts) - len(above))
                above = [text or old for text, old in zip(texts, above, strict=False)]
        return scores

    def _names_bodies(self, place: int) -> bool:
        """Whether a column holds names of bodies: "Chỉ số CCHC các sở | Năm 2022"."""
        names = [row[place].text for row in self._rows if place < len(row) and row[place].text]
        return 2 * sum(1 for name in names if scope_of(name)) > len(names)

    def _is_measured(self) -> bool:
        """Whether the table has values or ranks, not grades alone."""
        return any(spot.value is not None or spot.rank is not None for spot in self._spots)

    def _of_reform(self) -> bool:
        """Whether the title above grades them for the reform: who rates staff measures nothing."""
        title = fold(self._text[max(0, self._start - _TITLE) : self._start])
        return _REFORM.search(title) is not None

    def _names_indices(self) -> bool:
        """Whether the rows are called by indices: "PAR INDEX", "SIPAS"."""
        place = next((p for p, c in enumerate(self._columns) if c.role == "name"), None)
        if place is None or len(self._rows) > _MOST_INDICES:
            return False
        names = [row[place].text for row in self._rows if place < len(row) and row[place].text]
        named = sum(1 for name in names if is_part(name) or _listed(name))
        return 2 * named > len(names)

    def _is_of_bodies(self) -> bool:
        """Whether the rows are bodies and what is told of them is points or rates."""
        names = any(_BODIES.match(fold(c.label)) for c in self._columns if c.role == "name")
        return names and all(
            _RESULT.search(fold(c.label)) for c in self._columns if c.role == "value"
        )

    def _aligned(self, row: Sequence[Cell]) -> list[Cell]:
        """The row with empty cells where merged cells are lacking."""
        cells = list(row)
        numbered = self._columns[0].role in {"number", "rank"}
        short = len(cells) < len(self._columns)
        if short and numbered and cells[0].text and not re.match(r"[\dIVX]+\.?\Z", cells[0].text):
            cells.insert(0, Cell(cells[0].start, cells[0].start, ""))
        empty = Cell(row[-1].end, row[-1].end, "")
        return cells + [empty] * (len(self._columns) - len(cells))

    def _row(self, cells: list[Cell], above: list[str]) -> list[Score]:
        name = self._name(cells)
        if name is None:
            texts = [cell.text for cell in cells if len(cell.text) > 4]
            if len(texts) == 1:
                bare = re.sub(r"\A(?:khối|nhóm|cấp|các)\s+", "", fold(texts[0]))
                self._scope = scope_of(bare)
            return []
        folded = fold(name.text)
        if _TOTAL.match(folded):
            return []
        found = [self._score(cells, name, spot, above) for spot in self._spots]
        mean = "mean" if _MEAN.match(folded) else None
        return [replace(score, statistic=mean) for score in found if score]

    def _name(self, cells: list[Cell]) -> Cell | None:
        """The cell that tells whose row it is; None in a row without measured numbers."""
        pairs = list(zip(cells, self._columns, strict=False))
        measured = any(
            VALUE.match(cell.text) or RANK.match(fold(cell.text))
            for cell, column in pairs
            if column.role in {"value", "rank"}
        )
        measured = measured or any(
            column.role == "grade" and _GRADE.match(fold(cell.text)) for cell, column in pairs
        )
        names = [
            cell
            for cell, column in pairs
            if column.role in {"name", "other"} and re.search(r"[^\W\d_]|^20\d\d$", cell.text)
        ]
        return names[0] if measured and names else None

    def _score(self, cells: list[Cell], name: Cell, spot: Spot, above: list[str]) -> Score | None:
        value, tied = self._value(cells, spot, above)
        rank = self._rank(cells, spot, above, tied=tied)
        if self._things and value and _RANK_ROW.match(fold(name.text)):
            rank = (int(_number(value[1])), None)
            value = None
        grade = next((cells[p].text for p in self._of_role(cells, spot, "grade")), None)
        if value is None and rank is None:
            alone = spot.value is None and spot.rank is None and grade
            if not alone or not _GRADE.match(fold(alone)):
                return None
        column = self._columns[spot.group[0]]
        if spot.value is not None or spot.rank is not None:
            column = self._columns[spot.rank or 0 if spot.value is None else spot.value]
        index = column.index or self._index or Index("OTHER", column.label or None, None, None)
        index = _index_of(name.text, index) if self._things else index
        is_rate = re.search(r"t[ỷỉ] lệ", fold(column.label)) is not None and column.index is None
        used = [p for p in (spot.value, spot.rank) if p is not None and cells[p].text]
        used += self._of_role(cells, spot, "change")
        start = min([name.start, *(cells[p].start for p in used)])
        end = max([name.end, *(cells[p].end for p in used)])
        change, steps = self._change(cells, spot)
        year = _OF_YEAR.match(fold(name.text))
        unit = (value[2] if value else None) or column.unit or ("%" if is_rate else index.unit)
        kind = "rate" if is_rate else "value"
        if value is None:
            kind = "rank" if rank else "grade"
        whose = self._owner if year or self._things else None
        scope = self._scope_of(whose or name.text)
        return Score(
            start,
            end,
            self._text[start:end],
            kind,
            "OTHER" if is_rate else index.key,
            name=column.label if is_rate else index.name,
            subject=whose if year or self._things else " ".join(name.text.split()),
            period=year[1] if year else self._year(column, spot) or self._period,
            value=_number(value[1]) if value else None,
            unit=unit if value else None,
            scale=self._scale(cells, spot, value) if value else None,
            rank=rank[0] if rank else None,
            ranked=rank[1] if rank else None,
            change=change if spot.rank is not None or self._alone(spot) else None,
            rank_change=steps if spot.rank is not None else None,
            grade=grade,
            scope=scope,
            ranked_by=index.by if scope == "province" else None,
            stage=column.stage,
        )

    def _scope_of(self, name: str) -> str | None:
        """Whom the ranking ranks: a branch's office among the departments is ranked as they are."""
        own = scope_on(name, self._day)
        return self._scope if self._scope and own in {None, "branch", "unit"} else own

    def _alone(self, spot: Spot) -> bool:
        """Whether a value is the only one of its year or index, so that a change is its own."""
        return sum(1 for p in spot.group if self._columns[p].role == "value") == 1

    def _year(self, column: Column, spot: Spot) -> str | None:
        """The year of a result: that of its column, else of the columns beside it."""
        beside = (c.year for c in (self._columns[p] for p in spot.group) if c.role != "change")
        return column.year or next((year for year in beside if year), None)

    def _value(
        self, cells: list[Cell], spot: Spot, above: list[str]
    ) -> tuple[re.Match[str] | None, bool]:
        """The value of a row, and whether it ties with the row above (a merged cell is empty)."""
        if spot.value is None:
            return None, False
        old = above[spot.value] if spot.value < len(above) else None
        text = cells[spot.value].text or old or ""
        return VALUE.match(text), text == old

    def _rank(
        self, cells: list[Cell], spot: Spot, above: list[str], *, tied: bool
    ) -> tuple[int, int | None] | None:
        """The rank of a row; where equal results share a merged cell, the one above."""
        if spot.rank is None:
            return None
        old = above[spot.rank] if tied and spot.rank < len(above) else ""
        match = RANK.match(fold(cells[spot.rank].text or old))
        return (int(match[1]), int(match[2]) if match[2] else None) if match else None

    def _scale(self, cells: list[Cell], spot: Spot, value: re.Match[str]) -> float | None:
        if value[3]:
            return float(value[3])
        matches = [VALUE.match(cells[p].text) for p in self._of_role(cells, spot, "scale")]
        return next((_number(match[1]) for match in matches if match), None)

    def _change(self, cells: list[Cell], spot: Spot) -> tuple[float | None, int | None]:
        for place in self._of_role(cells, spot, "change"):
            match = _CHANGE.match(fold(cells[place].text))
            if match is None:
                continue
            number = _number(match[2]) * (-1 if match[1] in {"-", "−", "–", "giảm"} else 1)
            label = fold(self._columns[place].label)
            bare = match[3] is None and match[2].isdigit() and "điểm" not in label
            steps = (
                match[3] in {"bậc", "hạng"} or "hạng" in label or (bare and spot.rank is not None)
            )
            return (None, int(number) or None) if steps else (number, None)
        return None, None

    def _of_role(self, cells: list[Cell], spot: Spot, role: str) -> list[int]:
        return [p for p in spot.group if self._columns[p].role == role and cells[p].text]


def _listed(name: str) -> Index | None:
    """The index of the list that the name of a row tells."""
    mentions = find_indices(name, fold(name)) if len(name) < _LONGEST_NAME else ()
    return next((m.index for m in mentions if m.index.unit or m.index.by), None)


def _index_of(name: str, whole: Index) -> Index:
    """The index that a row is called by: one of the list, else a part of the whole."""
    if listed := _listed(name):
        return listed
    return Index("OTHER", " ".join(name.split()), whole.unit, None)


def _number(written: str) -> float:
    return float(written.replace(",", "."))
