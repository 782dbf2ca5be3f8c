"""XLSX as lines: a row a line, cells parted by tabs; hidden sheets stay out.

Merged cells: the text stands in the first, the others are empty.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import openpyxl

from scrapers.files import sheets, xls, zipped
from scrapers.files.limits import Limits, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator


def lines(payload: bytes, limits: Limits) -> Iterator[str]:
    """Give the rows of a workbook; raise Refused broken, bomb, too_large, too_many_entries.

    What openpyxl cannot open (styles that other programs write wrong) is read by calamine, which
    knows no number formats.
    """
    zipped.opened(payload, limits).close()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, of what it passes over
            found = list(_lines(payload, limits))
    except xls.MALFORMED:
        yield from xls.lines(payload, limits)
    else:
        yield from found


def _lines(payload: bytes, limits: Limits) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(payload), read_only=True, data_only=True)
    try:
        count = 0
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            blank = None  # where rows are left out, openpyxl gives one empty row again and again
            for cells in sheet.iter_rows():
                if cells is blank:
                    continue
                line = sheets.row(sheets.shown(c.value, _format(c)) for c in cells)
                if line is None:
                    blank = cells
                    continue
                count += 1
                if count > limits.rows:
                    raise Refused("too_large")
                yield line
    finally:
        book.close()


def _format(cell: object) -> str:
    return str(getattr(cell, "number_format", None) or "General")
