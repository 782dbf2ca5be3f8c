"""Builds files/ from the pool: `python -m scrapers.samples.build_files`, for contributors.

Needs reportlab (a development dependency) and DejaVu Serif (Debian: fonts-dejavu-core). The same
pool gives the same bytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from scrapers.samples import pool
from scrapers.samples.attached import FILES
from scrapers.samples.markup import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.platypus import Flowable

FONTS = Path("/usr/share/fonts/truetype/dejavu")
_BODY = ParagraphStyle(
    "body", fontName="Serif", fontSize=11, leading=16, spaceAfter=6, firstLineIndent=cm
)
_CELL = ParagraphStyle("cell", fontName="Serif", fontSize=10, leading=13)
_HEAD = ParagraphStyle(
    "head", fontName="Serif-Bold", fontSize=11, leading=16, spaceAfter=6, alignment=TA_CENTER
)


def build() -> list[str]:
    """Build every attachment of the pool, remove what no notice attaches; give the names built."""
    pdfmetrics.registerFont(TTFont("Serif", FONTS / "DejaVuSerif.ttf"))
    pdfmetrics.registerFont(TTFont("Serif-Bold", FONTS / "DejaVuSerif-Bold.ttf"))
    FILES.mkdir(exist_ok=True)
    attached = {file.name: file for notice in pool.notices() for file in notice.attachments}
    for old in FILES.iterdir():
        if old.name not in attached:
            old.unlink()
    for name, file in attached.items():
        made = _pdf(file.lines) if file.kind == "pdf" else _docx(file.lines)
        (FILES / name).write_bytes(made)
    return sorted(attached)


def _blocks(lines: tuple[str, ...]) -> Iterator[list[str]]:
    """Give the lines one by one, rows that follow each other together."""
    rows: list[str] = []
    for line in lines:
        if "\t" in line:
            rows.append(line)
            continue
        if rows:
            yield rows
            rows = []
        yield [line]
    if rows:
        yield rows


def _pdf(lines: tuple[str, ...]) -> bytes:
    story: list[Flowable] = []
    for block in _blocks(lines):
        if "\t" in block[0]:
            cells = [[Paragraph(attribute(c), _CELL) for c in row.split("\t")] for row in block]
            width = max(len(row) for row in cells)
            grid = [row + [Paragraph("", _CELL)] * (width - len(row)) for row in cells]
            style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            story.append(Table(grid, repeatRows=1, style=style, spaceAfter=8))
        else:
            style = _HEAD if block[0].isupper() else _BODY
            story.append(Paragraph(attribute(block[0]), style))
    made = io.BytesIO()
    SimpleDocTemplate(
        made,
        pagesize=A4,
        leftMargin=3 * cm,
        rightMargin=2 * cm,
        topMargin=2 * cm,
        bottomMargin=2 * cm,
        invariant=1,
        title=lines[0],
    ).build(story)
    return made.getvalue()


def _docx(lines: tuple[str, ...]) -> bytes:
    document = Document()
    for block in _blocks(lines):
        if "\t" in block[0]:
            rows = [row.split("\t") for row in block]
            table = document.add_table(len(rows), max(len(row) for row in rows))
            table.style = "Table Grid"
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=False):
                    cell.text = text
        else:
            document.add_paragraph(block[0])
    made = io.BytesIO()
    document.save(made)
    return _dateless(made.getvalue())


def _dateless(archive: bytes) -> bytes:
    """Give a zip with its clock set back, so that the same content is the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            plain = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            new.writestr(plain, old.read(entry), zipfile.ZIP_DEFLATED)
    return made.getvalue()


if __name__ == "__main__":
    sys.stdout.write("\n".join(build()) + "\n")
