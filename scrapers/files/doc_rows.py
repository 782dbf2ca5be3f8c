"""Table rows of a DOC: its cells follow each other, and the row's end says where columns begin."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEAR = 60  # twips: edges so near are one


@dataclass(slots=True)
class Row:
    """The cells of a table row so far, and where its columns are bounded (twips)."""

    cells: list[str] = field(default_factory=list)
    bounds: tuple[int, ...] = ()
    _open: list[str] = field(default_factory=list)

    def add(self, text: str, *, whole: bool) -> None:
        """Add a paragraph to the cell that is open; `whole` ends that cell."""
        self._open.append(text)
        if whole:
            self.cells.append(" ".join(part for part in self._open if part))
            self._open = []

    def ended(self, text: str) -> bool:
        """Tell, for a file without formats, whether an empty cell is the end of the row."""
        return not text and not self._open and bool(self.cells)

    def closed(self, definition: bytes) -> Row:
        """Give the row with the bounds that its definition (sprmTDefTable) tells."""
        count = definition[0] if definition else 0
        if count == len(self.cells) and len(definition) >= 1 + 2 * (count + 1):
            self.bounds = struct.unpack_from(f"<{count + 1}h", definition, 1)
        return self


def lines(rows: list[Row]) -> Iterator[str]:
    """Give rows as lines; a cell that is as wide as several stands in the first of them."""
    edges = sorted({bound for row in rows for bound in row.bounds})
    columns = [edge for i, edge in enumerate(edges) if i == 0 or edge - edges[i - 1] > _NEAR]
    for row in rows:
        shown: list[str] = []
        for index, cell in enumerate(row.cells):
            shown.append(cell)
            if row.bounds:
                left, right = row.bounds[index], row.bounds[index + 1]
                inside = sum(1 for edge in columns if left + _NEAR < edge < right - _NEAR)
                shown += [""] * inside
        if any(cell.strip() for cell in shown):
            yield "\t".join(shown)
