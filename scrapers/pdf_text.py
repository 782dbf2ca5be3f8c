"""The text of a born-digital PDF: lines healed into paragraphs, table cells parted by tabs.

PDF keeps neither paragraphs nor tables, only where each character stands. Administrative papers
are regular enough to read them back: a paragraph's first line is indented or begins a list item,
its other lines begin at the left margin after a line that reached the right one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

import pypdfium2

from extractors.text import normalise
from scrapers import pdf_lines
from scrapers.files import legacy
from scrapers.files.limits import Limits, Refused
from scrapers.notice import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scrapers.pdf_lines import Line

_PAGE_NUMBER = re.compile(r"(?:Trang\s+)?[-–]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–]?", re.IGNORECASE)
_LIST_ITEM = re.compile(
    r"[-–+*•]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ][.)]\s|[IVX]{1,5}[.)]\s|Điều\s\d"
)
_SENTENCE_END = re.compile(r"[.;:!?]['\"”»)]*$")
_INDENT = 10.0  # points: less is a crooked margin, not the beginning of a paragraph
_FEW = 40  # characters: the stamp of a signature or a number written on a scan
_DPI = 300  # what Tesseract reads best


def read(
    payload: bytes, limits: Limits, recognised: Mapping[int, Sequence[Line]] | None = None
) -> Text:
    """Give the text of a PDF with the offset at which each page begins.

    `recognised` holds the lines of pages (from 0) that are pictures. The others of that kind are
    named in `scanned`; a file of nothing else has the problem of this name, a file of blank pages
    the problem empty. Raises Refused encrypted, broken, too_many_pages, too_large.
    """
    document = _opened(payload)
    try:
        if len(document) > limits.pages:
            raise Refused("too_many_pages")
        pages, pictures = _pages(document, limits, recognised or {})
        lines = _without_furniture(_joined_tables(pages))
        found = legacy.decoded([line.text for line in lines])
        if found.origin == "tcvn3":  # only the font tells capitals
            pages, _ = _pages(document, limits, recognised or {}, fonts=True)
            lines = _without_furniture(_joined_tables(pages))
            found = legacy.decoded([line.text for line in lines])
    except pypdfium2.PdfiumError as error:
        raise Refused("broken") from error
    finally:
        document.close()
    text, offsets = _paragraphs(
        [replace(line, text=shown) for line, shown in zip(lines, found.lines, strict=True)]
    )
    problem = None if text.strip() else "scanned" if pictures else "empty"
    return Text(
        "" if problem else text, "pdf", () if problem else offsets, problem,
        encoding_origin=found.origin, scanned=tuple(page + 1 for page in pictures),
        ocr=bool(recognised),
    )  # fmt: skip


def render(payload: bytes, page: int, limits: Limits) -> tuple[bytes, float]:
    """Give a page (from 0) as a grey picture (PGM) and how many of its dots make a point.

    A page too large for the limit is shown coarser. Raises Refused encrypted, broken.
    """
    document = _opened(payload)
    try:
        sheet = document[page]
        scale = min(
            _DPI / 72, (limits.pixels / max(sheet.get_width() * sheet.get_height(), 1)) ** 0.5
        )
        bitmap = sheet.render(scale=scale, grayscale=True)
        rows, stride = bytes(bitmap.buffer), bitmap.stride
        if stride != bitmap.width:
            rows = b"".join(
                rows[y * stride : y * stride + bitmap.width] for y in range(bitmap.height)
            )
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + rows, scale
    except pypdfium2.PdfiumError as error:
        raise Refused("broken") from error
    finally:
        document.close()


def _opened(payload: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise Refused("encrypted" if locked else "broken") from error


def _pages(
    document: pypdfium2.PdfDocument,
    limits: Limits,
    recognised: Mapping[int, Sequence[Line]],
    *,
    fonts: bool = False,
) -> tuple[list[list[Line]], list[int]]:
    """Give the lines of each page, and which pages are pictures."""
    pages: list[list[Line]] = []
    pictures: list[int] = []
    length = 0
    for number in range(len(document)):
        page = document[number]
        lines = list(pdf_lines.lines(page, number, fonts=fonts))
        if sum(len(line.text) for line in lines) < _FEW and pdf_lines.is_picture(
            page, silent=not lines
        ):
            pictures.append(number)
            lines = list(recognised.get(number, lines))
        page.close()
        length += sum(len(line.text) + 1 for line in lines)
        if length > limits.characters:
            raise Refused("too_large")
        pages.append(lines)
    return pages, pictures


def _joined_tables(pages: list[list[Line]]) -> list[list[Line]]:
    """Give pages on which a table that goes on has no second head and no row cut in two."""
    kept: list[list[Line]] = []
    head: Line | None = None
    for page in pages:
        lines = list(page)
        first = next((i for i, line in enumerate(lines[:4]) if line.row), None)
        if first is not None and head is not None:
            if lines[first].text == head.text:
                del lines[first]
            if kept and kept[-1] and first < len(lines) and _goes_on(lines[first]):
                last = max((i for i, line in enumerate(kept[-1]) if line.row), default=None)
                if last is not None and last >= len(kept[-1]) - 3:  # above a page's own footer
                    kept[-1][last] = _joined(kept[-1][last], lines.pop(first))
        for before, line in pairwise([None, *page]):
            if line is not None and line.row and (before is None or not before.row):
                head = line
        kept.append(lines)
    return kept


def _goes_on(row: Line) -> bool:
    """Tell whether a row is the rest of one: no number before it, and in the middle of a word."""
    rest = row.text.lstrip("\t")
    return row.row and row.text.startswith("\t") and rest[:1].islower()


def _joined(row: Line, rest: Line) -> Line:
    cells = zip_longest(row.text.split("\t"), rest.text.split("\t"), fillvalue="")
    return replace(row, text="\t".join(" ".join(filter(None, pair)) for pair in cells))


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
            if (
                at_edge
                and not line.row
                and (_PAGE_NUMBER.fullmatch(line.text) or re.sub(r"\d+", "#", line.text) in common)
            ):
                continue
            kept.append(line)
    return kept


def _paragraphs(lines: list[Line]) -> tuple[str, tuple[int, ...]]:
    out: list[str] = []
    length = 0
    begins: dict[int, int] = {}
    layout = _layout([line for line in lines if not line.row])
    previous: Line | None = None
    for line in lines:
        text = normalise(line.text).strip(" " if line.row else None)
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
    if line.row or previous.row:
        return False
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
