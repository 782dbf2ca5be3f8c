"""Attached files as text: PDF, DOCX, XLSX; what cannot be read is named, never fatal."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import openpyxl
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl.utils.exceptions import InvalidFileException

from extractors.text import normalise
from scrapers import pdf_text
from scrapers.notice import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_PAGES = 500
MAX_UNPACKED = 256 * 2**20  # bytes of a DOCX or XLSX once unpacked
MAX_ROWS = 100_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def media_type(payload: bytes) -> str:
    """Give what the bytes are, whatever the file is called: pdf, docx, xlsx, zip, ole, html, other.

    >>> media_type(b"%PDF-1.7 ...")
    'pdf'
    """
    head = payload[:1024].lstrip()
    if b"%PDF-" in head:
        return "pdf"
    if payload.startswith(b"PK\x03\x04"):
        return _zip_kind(payload)
    if payload.startswith(_OLE):
        return "ole"  # DOC, XLS or PPT of before 2007
    lower = head[:256].lower()
    if lower.startswith((b"<!doctype html", b"<html", b"\xef\xbb\xbf<!doctype html")):
        return "html"
    return "other"


def _zip_kind(payload: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return "zip"
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "zip"


def read(payload: bytes) -> Text:
    """Give the text of a file; `problem` says why there is none.

    Problems: empty, encrypted, broken, too_large, scanned (a PDF of pictures), unsupported.
    """
    kind = media_type(payload)
    if not payload.strip():
        return Text("", kind, problem="empty")
    if kind == "pdf":
        return _pdf(payload)
    if kind in ("docx", "xlsx"):
        return _office(payload, kind)
    return Text("", kind, problem="unsupported")


def _pdf(payload: bytes) -> Text:
    try:
        text, pages = pdf_text.read(payload, MAX_PAGES)
    except pdf_text.Encrypted:
        return Text("", "pdf", problem="encrypted")
    except pdf_text.Broken:
        return Text("", "pdf", problem="broken")
    if not text.strip():
        return Text("", "pdf", problem="scanned")
    return Text(text, "pdf", pages)


def _office(payload: bytes, kind: str) -> Text:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                return Text("", kind, problem="too_large")
        lines = _docx_lines(payload) if kind == "docx" else _xlsx_lines(payload)
        text = normalise("\n".join(lines)).strip("\n")
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        SyntaxError,  # lxml's XMLSyntaxError
        OSError,
    ):
        return Text("", kind, problem="broken")
    return Text(text, kind, problem=None if text.strip() else "empty")


def _docx_lines(payload: bytes) -> Iterator[str]:
    document = docx.Document(io.BytesIO(payload))
    counters: dict[tuple[str, int], int] = {}
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            paragraph = Paragraph(element, document)
            text = paragraph.text.strip()
            if text:
                yield _list_mark(document, paragraph, counters) + text
        elif element.tag == qn("w:tbl"):
            for row in Table(element, document).rows:
                # A merged cell stands once for each column it spans: keep the first.
                cells: list[str] = []
                seen: set[int] = set()
                for cell in row.cells:
                    again = id(cell._tc) in seen  # noqa: SLF001  (its identity has no public name)
                    seen.add(id(cell._tc))  # noqa: SLF001
                    cells.append("" if again else " ".join(cell.text.split()))
                yield "\t".join(cells)


def _list_mark(
    document: docx.document.Document,
    paragraph: Paragraph,
    counters: dict[tuple[str, int], int],
) -> str:
    """Give the number or dash that Word shows before a list item but keeps out of its text."""
    own = paragraph._p.pPr  # noqa: SLF001  (python-docx has no public list API)
    style = None if paragraph.style is None else paragraph.style.element.pPr
    numbering = next((p.numPr for p in (own, style) if p is not None and p.numPr is not None), None)
    if numbering is None or numbering.numId is None or numbering.numId.val == 0:
        return ""
    list_id = str(numbering.numId.val)
    level = 0 if numbering.ilvl is None else numbering.ilvl.val
    marks, pattern = _level_format(document, list_id, level)
    if marks == "bullet":
        return "- "
    counters[list_id, level] = counters.get((list_id, level), 0) + 1
    for deeper in [key for key in counters if key[0] == list_id and key[1] > level]:
        del counters[deeper]
    mark = pattern
    for above in range(level + 1):
        own_style, _ = _level_format(document, list_id, above)
        count = counters.get((list_id, above), 1)
        mark = mark.replace(f"%{above + 1}", _numeral(count, own_style))
    return mark + " "


def _level_format(document: docx.document.Document, list_id: str, level: int) -> tuple[str, str]:
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return "bullet", ""
    abstract = numbering.xpath(
        f'w:num[@w:numId="{int(list_id)}"]/w:abstractNumId/@w:val',
    )
    if not abstract:
        return "bullet", ""
    base = f'w:abstractNum[@w:abstractNumId="{int(abstract[0])}"]/w:lvl[@w:ilvl="{int(level)}"]'
    style = numbering.xpath(base + "/w:numFmt/@w:val")
    pattern = numbering.xpath(base + "/w:lvlText/@w:val")
    return (str(style[0]) if style else "decimal"), (
        str(pattern[0]) if pattern else f"%{level + 1}."
    )


def _numeral(count: int, style: str) -> str:
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
            while count >= value:
                roman += sign
                count -= value
        return roman if style == "upperRoman" else roman.lower()
    return str(count)


def _xlsx_lines(payload: bytes) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(payload), read_only=True, data_only=True)
    rows = 0
    try:
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                rows += 1
                if rows > MAX_ROWS:
                    return
                cells = ["" if value is None else " ".join(str(value).split()) for value in row]
                while cells and not cells[-1]:
                    cells.pop()
                if cells:
                    yield "\t".join(cells)
    finally:
        book.close()
