"""The text of a born-digital PDF: lines healed into paragraphs, table cells parted by tabs.

PDF keeps neither paragraphs nor tables, only where each character stands. Administrative papers
are regular enough to read them back: a paragraph's first line is indented or begins a list item,
its other lines begin at the left margin after a line that reached the right one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2

from extractors.text import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE_NUMBER = re.compile(r"(?:Trang\s+)?[-–]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–]?", re.IGNORECASE)
_LIST_ITEM = re.compile(
    r"[-–+*•]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ][.)]\s|[IVX]{1,5}[.)]\s|Điều\s\d"
)
_SENTENCE_END = re.compile(r"[.;:!?]['\"”»)]*$")
_INDENT = 10.0  # points: less is a crooked margin, not the beginning of a paragraph


class Encrypted(Exception):  # noqa: N818  (a state of the file, not a fault of ours)
    """The file asks for a password."""


class Broken(Exception):  # noqa: N818
    """The file is no PDF that can be opened."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text and where it stands, in points from the page's lower left."""

    text: str
    left: float
    right: float
    bottom: float
    page: int


def read(payload: bytes, max_pages: int) -> tuple[str, tuple[int, ...]]:
    """Give the text of a PDF and the offset at which each page begins; empty for a scan.

    Raises Encrypted or Broken.
    """
    try:
        document = pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Encrypted from error
        raise Broken(str(error)) from error
    try:
        pages = [list(_lines(document[i], i)) for i in range(min(len(document), max_pages))]
    finally:
        document.close()
    return _paragraphs(_without_furniture(pages))


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    if len(text) != textpage.count_chars():  # characters outside the basic plane: no geometry
        yield from (Line(line.strip(), 0, 0, 0, number) for line in text.splitlines())
        return
    start = 0
    for match in re.finditer(r"\r\n|\n|\r|\Z", text):
        line = _line(textpage, text, start, match.start(), number)
        if line is not None:
            yield line
        start = match.end()


def _line(
    textpage: pypdfium2.PdfTextPage, text: str, start: int, end: int, page: int
) -> Line | None:
    boxes = {i: textpage.get_charbox(i) for i in range(start, end) if not text[i].isspace()}
    if not boxes:
        return None
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


def _column_gap(boxes: list[tuple[float, float, float, float]]) -> float:
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


def _without_furniture(pages: list[list[Line]]) -> list[Line]:
    """Drop page numbers, and what stands at the edge of most pages."""
    edges = Counter(
        text
        for lines in pages
        for text in {re.sub(r"\d+", "#", line.text) for line in [*lines[:2], *lines[-2:]]}
    )
    common = {text for text, times in edges.items() if times >= max(3, len(pages) // 2 + 1)}
    kept: list[Line] = []
    for lines in pages:
        for i, line in enumerate(lines):
            at_edge = i < 2 or i >= len(lines) - 2
            if at_edge and (
                _PAGE_NUMBER.fullmatch(line.text) or re.sub(r"\d+", "#", line.text) in common
            ):
                continue
            kept.append(line)
    return kept


def _paragraphs(lines: list[Line]) -> tuple[str, tuple[int, ...]]:
    out: list[str] = []
    length = 0
    begins: dict[int, int] = {}
    layout = _layout(lines)
    previous: Line | None = None
    for line in lines:
        text = normalise(line.text).strip()
        if previous is not None:
            glue = " " if _continues(previous, line, text, layout) else "\n"
            out.append(glue)
            length += 1
        begins.setdefault(line.page, length)
        out.append(text)
        length += len(text)
        previous = line
    last = max(begins, default=-1)
    # A page without text begins where the next one does.
    offsets = [min(at for p, at in begins.items() if p >= page) for page in range(last + 1)]
    return "".join(out), tuple(offsets)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where full lines begin and about where they end, in points; how paragraphs are told apart."""

    left: float
    right: float
    leading: float  # from line to line inside a paragraph
    indents: bool  # a paragraph's first line begins further in


def _layout(lines: list[Line]) -> _Layout:
    if not lines:
        return _Layout(0.0, 0.0, 0.0, indents=False)
    begins = Counter(round(line.left / 4) for line in lines)
    # Short paragraphs may be more than full ones: the margin is the outermost of what is usual.
    usual = max(begins.values()) / 4
    left = min(at for at, times in begins.items() if times >= usual) * 4.0
    rights = sorted(line.right for line in lines)
    leadings = sorted(
        before.bottom - after.bottom
        for before, after in pairwise(lines)
        if before.page == after.page and before.bottom > after.bottom
    )
    indented = sum(1 for line in lines if left + _INDENT < line.left < left + 6 * _INDENT)
    return _Layout(
        left,
        rights[int(len(rights) * 0.8)],
        leadings[len(leadings) // 3] if leadings else 0.0,
        indents=indented >= max(2, len(lines) / 20),
    )


def _continues(previous: Line, line: Line, text: str, layout: _Layout) -> bool:
    """Tell whether a line goes on with the paragraph of the one before it.

    Geometry decides. Where it says nothing, a line that ends a sentence or an entry (`;`) before a
    capital ends its paragraph: recitals (căn cứ) fill their lines by chance.
    """
    if "\t" in line.text or "\t" in previous.text or _LIST_ITEM.match(text):
        return False
    width = max(layout.right - layout.left, 1.0)
    full = previous.right > layout.right - 0.12 * width
    indented = line.left > layout.left + _INDENT
    ends = bool(_SENTENCE_END.search(previous.text))
    if text[:1].islower() and not ends:
        return full or not indented
    if not full or indented or previous.text.isupper():
        return False
    apart = previous.page == line.page and previous.bottom - line.bottom > 1.25 * layout.leading
    return not ends or (layout.indents and not apart)
