"""DOCX as lines: paragraphs with their list marks, table rows with tabs, notes at the end.

Read from the XML itself: content controls, smart tags and inserted text count, deleted and hidden
text does not; headers and footers are parts of their own and stay out. A merged cell's text stands
in its first place, the others are empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from scrapers.files import zipped
from scrapers.files.docx_styles import Styles, W, flag, xml_parser
from scrapers.files.legacy import CAPITALS, END, shows_capitals
from scrapers.files.limits import Limits, Refused
from scrapers.files.numbering import Counters
from scrapers.files.passages import PAGE, item

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile

_THROUGH = frozenset(
    W + name
    for name in ("sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "hyperlink",
                 "fldSimple", "bdo", "dir")
)  # fmt: skip
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {
    W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad", W + "lastRenderedPageBreak": PAGE,
}  # fmt: skip
_SYMBOLS = {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB0: "°", 0xB4: "×", 0xB7: "•", 0xAE: "→"}


def lines(payload: bytes, limits: Limits) -> Iterator[str]:
    """Give the lines of a DOCX; raise Refused broken, encrypted, bomb, too_large, too_nested."""
    with zipped.opened(payload, limits) as archive:
        reader = _Reader(Styles.of(_part(archive, "styles"), _part(archive, "numbering")), limits)
        document = _part(archive, "document")
        body = None if document is None else document.find(W + "body")
        if body is None:
            raise Refused("broken")
        yield from reader.blocks(body, 0)
        for name in ("footnotes", "endnotes"):
            notes = _part(archive, name)
            for note in () if notes is None else notes:
                if note.get(W + "type") in (None, "normal"):
                    yield from reader.blocks(note, 0)


def _part(archive: ZipFile, name: str) -> etree._Element | None:
    try:
        return etree.fromstring(zipped.content(archive, f"word/{name}.xml"), xml_parser())
    except KeyError:
        return None
    except etree.XMLSyntaxError as error:
        raise Refused("broken") from error


@dataclass(slots=True)
class _Reader:
    styles: Styles
    limits: Limits
    counters: Counters = field(default_factory=Counters)

    def blocks(self, parent: etree._Element, depth: int) -> Iterator[str]:
        """Give the lines of what holds paragraphs and tables."""
        if depth > self.limits.depth:
            raise Refused("too_nested")
        for element in parent:
            if element.tag == W + "p":
                yield from self._paragraph(element, depth)
            elif element.tag == W + "tbl":
                yield from self._table(element, depth)
            elif element.tag in _THROUGH or element.tag == _CHOICE:
                yield from self.blocks(element, depth + 1)

    def _paragraph(self, paragraph: etree._Element, depth: int) -> Iterator[str]:
        own = paragraph.find(W + "pPr")
        style = None if own is None else own.find(W + "pStyle")
        named = self.styles.default if style is None else style.get(W + "val")
        boxes: list[etree._Element] = []
        pieces = list(self._pieces(paragraph, named, boxes))
        text = item("".join(pieces))
        if text.strip(PAGE):
            yield self._mark(own, named) + text
        elif text:
            yield text
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _mark(self, own: etree._Element | None, style: str | None) -> str:
        listed = self.styles.list_of(own, style)
        if listed is None:
            return ""
        return self.counters.mark(listed.key, listed.depth, listed.levels)

    def _pieces(
        self, parent: etree._Element, style: str | None, boxes: list[etree._Element]
    ) -> Iterator[str]:
        for element in parent:
            if element.tag == W + "r":
                yield from self._run(element, style, boxes)
            elif element.tag in _THROUGH:
                yield from self._pieces(element, style, boxes)

    def _run(
        self, run: etree._Element, style: str | None, boxes: list[etree._Element]
    ) -> Iterator[str]:
        looks = run.find(W + "rPr")
        if looks is not None and flag(looks, "vanish"):
            return
        capitals = shows_capitals(self.styles.font_of(looks, style))
        if capitals:
            yield CAPITALS
        for element in run:
            if element.tag == W + "t":
                yield (element.text or "").replace("\n", " ")
            elif element.tag == W + "sym":
                yield _SYMBOLS.get(_code(element) & 0xFF, "")
            elif element.tag in _SIGNS:
                yield _SIGNS[element.tag]
            elif isinstance(element.tag, str) and not element.tag.startswith(W + "instr"):
                boxes.extend(_boxes(element))
        if capitals:
            yield END

    def _table(self, table: etree._Element, depth: int) -> Iterator[str]:
        rows = [list(_below(row, "tc")) for row in _below(table, "tr") if not _deleted(row)]
        if all(len(cells) == 1 for cells in rows):  # a frame around paragraphs
            for cells in rows:
                yield from self.blocks(cells[0], depth + 1)
            return
        for row, cells in zip(
            (row for row in _below(table, "tr") if not _deleted(row)), rows, strict=True
        ):
            shown = [""] * _number(row, f"{W}trPr/{W}gridBefore")
            for cell in cells:
                shown.append("" if _continued(cell) else self._cell(cell, depth))
                shown += [""] * (_number(cell, f"{W}tcPr/{W}gridSpan") - 1)
            if any(text.strip(PAGE) for text in shown):
                yield "\t".join(shown)

    def _cell(self, cell: etree._Element, depth: int) -> str:
        return " ".join(" ".join(line.split()) for line in self.blocks(cell, depth + 1))


def _below(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Give rows of a table or cells of a row, also those inside content controls."""
    for element in parent:
        if element.tag == W + name:
            yield element
        elif element.tag in _THROUGH:
            yield from _below(element, name)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Give the text boxes of a drawing, those for older programs left out."""
    if element.tag == W + "txbxContent":
        yield element
        return
    for child in element:
        if child.tag != _FALLBACK:
            yield from _boxes(child)


def _deleted(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _continued(cell: etree._Element) -> bool:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(W + "val", "continue") == "continue"


def _number(element: etree._Element, path: str) -> int:
    found = element.find(path)
    told = "" if found is None else found.get(W + "val", "")
    return min(int(told), 100) if told.isdecimal() else 0


def _code(element: etree._Element) -> int:
    try:
        return int(element.get(W + "char", "0"), 16)
    except ValueError:
        return 0
