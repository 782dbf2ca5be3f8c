"""Tables of a PDF page by the lines that are drawn around their cells.

A PDF knows no tables; the rulings are thin shapes among thousands of others. Those that touch each
other are one table; a cell is what no ruling parts, however many rows and columns it spans.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pypdfium2

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points

_THIN = 3.0  # points: a shape thinner than this is a ruling
_NEAR = 3.0  # rulings so near are one, or touch
_MOST = 1500  # rulings of a page; a map or a drawing has more
_LARGEST = 5000  # cells of a page


@dataclass(frozen=True, slots=True)
class _Ruling:
    """A line at `at` from `start` to `end`: at a height, or at a distance from the left edge."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        return self.start - _NEAR <= place <= self.end + _NEAR


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: the edges of its columns from the left, of its rows from the top, and its rulings."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    across: tuple[_Ruling, ...]
    down: tuple[_Ruling, ...]

    def holds(self, box: Box) -> bool:
        """Tell whether the middle of a box lies inside the table."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.columns[0] < x < self.columns[-1] and self.rows[-1] < y < self.rows[0]

    def read(self, text: str, boxes: Mapping[int, Box]) -> list[tuple[str, float]]:
        """Give rows, their cells parted by tabs, and where each ends, in points from below.

        `boxes` are those of the characters inside. A merged cell's text stands in its first place.
        """
        owners = self._owners()
        cells: dict[tuple[int, int], list[int]] = {}
        for place, box in boxes.items():
            cells.setdefault(owners[self._place(box)], []).append(place)
        shown = {owner: _text(text, places, boxes) for owner, places in cells.items()}
        found = []
        for row, bottom in enumerate(self.rows[1:]):
            line = "\t".join(
                shown.get((row, column), "") for column in range(len(self.columns) - 1)
            )
            if line.strip():
                found.append((line.rstrip("\t"), bottom))
        return found

    def _place(self, box: Box) -> tuple[int, int]:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        row = bisect_right([-edge for edge in self.rows], -y) - 1
        return row, bisect_right(self.columns, x) - 1

    def _owners(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Give for each place of the grid the first place of the cell that it belongs to."""
        owners: dict[tuple[int, int], tuple[int, int]] = {}

        def owner(place: tuple[int, int]) -> tuple[int, int]:
            while owners[place] != place:
                place = owners[place]
            return place

        for row, (top, bottom) in enumerate(pairwise(self.rows)):
            for column, (left, right) in enumerate(pairwise(self.columns)):
                place = row, column
                owners[place] = place
                x, y = (left + right) / 2, (top + bottom) / 2
                joined = []
                if column and not _ruled(self.down, left, y):
                    joined.append((row, column - 1))
                if row and not _ruled(self.across, top, x):
                    joined.append((row - 1, column))
                for other in joined:
                    first, second = sorted((owner(place), owner(other)))
                    owners[second] = first
        return {place: owner(place) for place in owners}


def _ruled(rulings: Iterable[_Ruling], at: float, place: float) -> bool:
    return any(abs(ruling.at - at) <= _NEAR and ruling.covers(place) for ruling in rulings)


def _text(text: str, places: list[int], boxes: Mapping[int, Box]) -> str:
    """Give a cell's characters in their order, its lines joined."""
    pieces: list[str] = []
    before: int | None = None
    for place in sorted(places):
        if before is not None:
            apart = text[place - 1].isspace() or abs(boxes[before][1] - boxes[place][1]) > 8
            pieces.append(" " if apart or place - before > 1 else "")
        pieces.append("" if text[place] in "\ufffe\x02" else text[place])
        before = place
    return " ".join("".join(pieces).split())


def find(page: pypdfium2.PdfPage) -> list[Table]:
    """Give the tables of a page; what has one column only is a frame, and none."""
    across, down = _rulings(page)
    if len(across) < 2 or len(down) < 3 or len(across) + len(down) > _MOST:
        return []
    return [made for group in _groups(across, down) if (made := _table(*group)) is not None]


def _rulings(page: pypdfium2.PdfPage) -> tuple[list[_Ruling], list[_Ruling]]:
    across: list[_Ruling] = []
    down: list[_Ruling] = []
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1):
        left, bottom, right, top = shape.get_bounds()
        wide, high = right - left, top - bottom
        if high < _THIN < wide:
            across.append(_Ruling((top + bottom) / 2, left, right))
        elif wide < _THIN < high:
            down.append(_Ruling((left + right) / 2, bottom, top))
        if len(across) + len(down) > 20 * _MOST:
            break
    return _merged(across), _merged(down)


def _merged(rulings: list[_Ruling]) -> list[_Ruling]:
    """Give rulings with those that continue each other made one."""
    found: list[_Ruling] = []
    lines: list[list[_Ruling]] = []
    for ruling in sorted(rulings, key=lambda r: r.at):
        if lines and ruling.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(ruling)
        else:
            lines.append([ruling])
    for line in lines:
        at = line[0].at
        start, end = None, 0.0
        for ruling in sorted(line, key=lambda r: r.start):
            if start is not None and ruling.start > end + _NEAR:
                found.append(_Ruling(at, start, end))
                start = None
            if start is None:
                start, end = ruling.start, ruling.end
            end = max(end, ruling.end)
        if start is not None:
            found.append(_Ruling(at, start, end))
    return found


def _groups(
    across: Sequence[_Ruling], down: Sequence[_Ruling]
) -> list[tuple[list[_Ruling], list[_Ruling]]]:
    """Give the rulings that touch each other, directly or through others, together."""
    groups: list[tuple[list[_Ruling], list[_Ruling]]] = []
    left = set(range(len(down)))
    waiting = set(range(len(across)))
    while waiting:
        flat = [waiting.pop()]
        upright: list[int] = []
        for one in flat:
            met = {d for d in left if _touch(across[one], down[d])}
            left -= met
            upright += met
            more = {a for a in waiting if any(_touch(across[a], down[d]) for d in met)}
            waiting -= more
            flat += more
        groups.append(([across[a] for a in flat], [down[d] for d in upright]))
    return groups


def _touch(across: _Ruling, down: _Ruling) -> bool:
    return across.covers(down.at) and down.covers(across.at)


def _table(across: Sequence[_Ruling], down: Sequence[_Ruling]) -> Table | None:
    columns = _edges(ruling.at for ruling in down)
    rows = _edges(ruling.at for ruling in across)[::-1]
    if len(columns) < 3 or len(rows) < 2 or len(columns) * len(rows) > _LARGEST:
        return None
    return Table(tuple(columns), tuple(rows), tuple(across), tuple(down))


def _edges(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found
