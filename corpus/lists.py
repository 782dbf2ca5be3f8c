"""Any list as a file: exact CSV, CSV for Excel, JSON Lines, or a sheet ready to print on A4."""

from __future__ import annotations

import csv
import importlib
import json
from typing import TYPE_CHECKING

from corpus.export import complete, guarded, text_cell
from corpus.persons import masked
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

_WIDTHS = (6, 60)  # characters: the narrowest and the widest column
_SAMPLE = 200  # rows that decide how wide a column is


def write(
    path: Path,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    excel: bool = False,
) -> None:
    """Write a list to a file whose ending says how: .csv, .xlsx or .jsonl.

    The file is complete or not there, and without the numbers of persons. `excel` guards the
    cells of a CSV that begin with = + - @ and gives it a byte order mark; without it CSV is exact.
    ConfigError in one line: another ending, or a folder that cannot be written.
    """
    rows = [[masked(c) if isinstance(c, str) else c for c in row] for row in rows]
    forms: dict[str, Callable[[Path], None]] = {
        ".csv": lambda to: _csv(to, headings, rows, excel=excel),
        ".jsonl": lambda to: _jsonl(to, headings, rows),
        ".xlsx": lambda to: _sheet(to, title, headings, rows),
    }
    if path.suffix not in forms:
        raise ConfigError(f"{path}: one of {', '.join(forms)}, not {path.suffix or 'no ending'}")
    try:
        complete(path, forms[path.suffix])
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror or error}") from error


def _csv(
    path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]], *, excel: bool
) -> None:
    encoding = "utf-8-sig" if excel else "utf-8"
    with path.open("w", encoding=encoding, errors="surrogatepass", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headings)
        writer.writerows([guarded(cell) for cell in row] if excel else row for row in rows)


def _jsonl(path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", errors="surrogatepass") as file:
        for row in rows:
            file.write(json.dumps(dict(zip(headings, row, strict=True)), ensure_ascii=False) + "\n")


def _sheet(
    path: Path, title: str, headings: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """A sheet as offices print them: title, ruled table, head repeated, as wide as the page."""
    openpyxl = importlib.import_module("openpyxl")
    styles = importlib.import_module("openpyxl.styles")
    cell_of = importlib.import_module("openpyxl.cell").WriteOnlyCell
    letter = importlib.import_module("openpyxl.utils").get_column_letter
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"  # 9 is A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = importlib.import_module(
        "openpyxl.worksheet.properties"
    ).PageSetupProperties(fitToPage=True)
    sheet.print_title_rows, sheet.freeze_panes = "3:3", "A4"
    sheet.oddFooter.center.text = "&P/&N"
    for column, width in enumerate(_widths(headings, rows), 1):
        sheet.column_dimensions[letter(column)].width = width
    side = styles.Side(style="thin")
    ruled = styles.Border(left=side, right=side, top=side, bottom=side)
    wrapped = styles.Alignment(wrap_text=True, vertical="top")
    bold = styles.Font(bold=True)

    def styled(value: object, font: Any = None) -> Any:  # noqa: ANN401  (openpyxl is untyped)
        cell = cell_of(sheet, value) if not isinstance(value, str) else text_cell(sheet, value)
        cell.border, cell.alignment = ruled, wrapped
        if font is not None:
            cell.font = font
        return cell

    head = text_cell(sheet, title)
    head.font = styles.Font(bold=True, size=14)
    sheet.append([head])
    sheet.append([])
    sheet.append([styled(heading, bold) for heading in headings])
    for row in rows:
        sheet.append([styled(value) for value in row])
    book.save(path)


def _widths(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
    narrow, wide = _WIDTHS
    columns = zip(headings, *rows[:_SAMPLE], strict=True)
    longest = [max(len(str(value or "")) for value in column) for column in columns]
    return [max(narrow, min(wide, length + 2)) for length in longest]
