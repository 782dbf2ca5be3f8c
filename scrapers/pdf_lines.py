"""The printed lines of a PDF page: what PDF keeps of a text is where each character stands."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from scrapers import pdf_tables
from scrapers.files import legacy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pypdfium2

    from scrapers.pdf_tables import Box, Table


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text and where it stands, in points from the page's lower left."""

    text: str
    left: float
    right: float
    bottom: float
    page: int
    row: bool = False  # of a table with drawn lines


def lines(page: pypdfium2.PdfPage, number: int, *, fonts: bool) -> Iterator[Line]:
    """Give the lines of a page in the order of its text, table rows as lines with tabs.

    With `fonts`, lines in a font that shows capitals only are marked so (see `legacy`).
    """
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    if len(text) != textpage.count_chars():  # characters outside the basic plane: no geometry
        yield from (Line(line.strip(), 0, 0, 0, number) for line in text.splitlines())
        return
    tables = pdf_tables.find(page)
    boxes = {i: textpage.get_charbox(i) for i, c in enumerate(text) if not c.isspace()}
    inside = _inside(tables, boxes)
    start = 0
    for match in re.finditer(r"\r\n|\n|\r|\Z", text):
        own: dict[int, Box] = {}
        for i in range(start, match.start()):
            if (table := inside.get(i)) is not None and table in tables:
                tables.remove(table)
                held = {j: boxes[j] for j, other in inside.items() if other is table}
                left, right = table.columns[0], table.columns[-1]
                for row, bottom in table.read(text, held):
                    yield Line(row, left, right, bottom, number, row=True)
            elif table is None and i in boxes:
                own[i] = boxes[i]
        if own:
            line = _line(text, own, number)
            if fonts and _shows_capitals(textpage, list(own)):
                line = replace(line, text=f"{legacy.CAPITALS}{line.text}{legacy.END}")
            yield line
        start = match.end()


def _inside(tables: Sequence[Table], boxes: dict[int, Box]) -> dict[int, Table]:
    return {
        place: table
        for place, box in (boxes.items() if tables else ())
        for table in tables
        if table.holds(box)
    }


def is_picture(page: pypdfium2.PdfPage, *, silent: bool) -> bool:
    """Tell whether pictures cover most of a page; of a `silent` one, whether anything is drawn.

    A silent page may be a picture inside a form, or letters drawn as curves.
    """
    if silent:
        return next(iter(page.get_objects(max_depth=1)), None) is not None
    covered = 0.0
    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        covered += max(right - left, 0) * max(top - bottom, 0)
    return bool(covered > 0.4 * page.get_width() * page.get_height())


def _shows_capitals(textpage: pypdfium2.PdfTextPage, places: Sequence[int]) -> bool:
    """Tell whether most of a line stands in a font that has capitals only."""
    some = places[:: max(1, len(places) // 8)]
    shown = 0
    for place in some:
        name = bytearray(256)
        size = pdfium.FPDFText_GetFontInfo(
            textpage.raw, place, (ctypes.c_char * 256).from_buffer(name), 256, ctypes.c_int()
        )
        font = bytes(name[: max(size - 1, 0)]).decode("utf-8", "replace")
        shown += legacy.shows_capitals(font)
    return 2 * shown > len(some)


def _line(text: str, boxes: dict[int, Box], page: int) -> Line:
    wide = _column_gap(list(boxes.values()))
    pieces: list[str] = []
    before: float | None = None
    for i, (left, _, right, _) in boxes.items():
        if before is not None:
            if left - before > wide:
                pieces.append("\t")
            elif text[i - 1].isspace():
                pieces.append(" ")
        pieces.append("" if text[i] in "\ufffe\x02" else text[i])
        before = right
    lefts, bottoms, rights, _ = zip(*boxes.values(), strict=True)
    return Line("".join(pieces), min(lefts), max(rights), min(bottoms), page)


def _column_gap(boxes: list[Box]) -> float:
    """Give the gap from which on two columns stand side by side, and not two words.

    It is measured on the line itself: a justified line has wide spaces everywhere, and letters
    with two marks (Ộ) are half as high again as the others.
    """
    heights = sorted(top - bottom for _, bottom, _, top in boxes)
    height = max(heights[len(heights) // 2], 6.0)
    gaps = sorted(after[0] - before[2] for before, after in pairwise(boxes))
    spaces = [gap for gap in gaps if gap > height / 4]
    usual = min(spaces[len(spaces) // 4], height) if spaces else 0.0
    return max(1.8 * height, 3 * usual)
