"""Any list as CSV, CSV for Excel, JSON Lines and a sheet to print."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from corpus import lists
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

HEADINGS = ("STT", "Nội dung", "Thời hạn")
ROWS = [
    (1, "=HYPERLINK(1)", "2026-03-31"),
    (2, '- tổ chức\tlại; "một cửa"', None),
    (3, "Đ" * 40_000, ""),
]


def test_plain_csv_is_exact(tmp_path: Path) -> None:
    lists.write(tmp_path / "a.csv", "Danh sách", HEADINGS, ROWS)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        read = list(csv.reader(file))
    assert read == [list(HEADINGS)] + [
        [str(c) if c is not None else "" for c in row] for row in ROWS
    ]


def test_csv_for_excel_guards_formulas(tmp_path: Path) -> None:
    lists.write(tmp_path / "a.csv", "Danh sách", HEADINGS, ROWS, excel=True)
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert [row[1][0] for row in csv.reader(raw.decode("utf-8-sig").splitlines())][1:3] == [
        "'",
        "'",
    ]


def test_json_lines(tmp_path: Path) -> None:
    lists.write(tmp_path / "a.jsonl", "Danh sách", HEADINGS, ROWS)
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert [tuple(row.values()) for row in rows] == ROWS


def test_the_sheet_prints_on_a4_with_its_head_on_every_page(tmp_path: Path) -> None:
    lists.write(tmp_path / "a.xlsx", "Nhiệm vụ đến hạn", HEADINGS, ROWS)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet["A1"].value == "Nhiệm vụ đến hạn"
    assert [cell.value for cell in sheet[3]] == list(HEADINGS)
    assert (sheet["B4"].value, sheet["B4"].data_type) == ("=HYPERLINK(1)", "s")
    assert len(sheet["B6"].value) == 32_767  # một ô của Excel không giữ hơn
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (9, "landscape", 0)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")


def test_an_ending_that_says_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"a\.doc: one of \.csv, \.jsonl, \.xlsx, not \.doc"):
        lists.write(tmp_path / "a.doc", "", HEADINGS, ROWS)
    with pytest.raises(ConfigError, match="No such file"):
        lists.write(tmp_path / "none" / "a.csv", "", HEADINGS, ROWS)
    assert list(tmp_path.iterdir()) == []
