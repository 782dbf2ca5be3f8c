"""XLS (and whatever else calamine opens) as lines; hidden sheets stay out.

Calamine knows no number formats: a share of 80.16 % comes as 0.8016.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

import python_calamine
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from scrapers.files import sheets
from scrapers.files.limits import Limits, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

# What readers of workbooks raise on files that are not as the format says: all of it, as seen.
MALFORMED = (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, EOFError,
             OSError, ArithmeticError, RuntimeError, zipfile.BadZipFile, zlib.error)  # fmt: skip


def lines(payload: bytes, limits: Limits) -> Iterator[str]:
    """Give the rows of a workbook; raise Refused broken, encrypted, too_large."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(payload))
        count = 0
        for about in book.sheets_metadata:
            if (about.visible, about.typ) != (SheetVisibleEnum.Visible, SheetTypeEnum.WorkSheet):
                continue
            for cells in book.get_sheet_by_name(about.name).iter_rows():
                line = sheets.row(sheets.shown(cell) for cell in cells)
                if line is None:
                    continue
                count += 1
                if count > limits.rows:
                    raise Refused("too_large")
                yield line
    except python_calamine.PasswordError as error:
        raise Refused("encrypted") from error
    except (CalamineError, *MALFORMED) as error:
        raise Refused("broken") from error
