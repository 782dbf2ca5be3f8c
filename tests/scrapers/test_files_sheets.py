"""XLSX and XLS: rows as lines, values as they are shown."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from time import monotonic

import openpyxl
import pytest

from scrapers import attachments
from scrapers.files import passages, xls, xlsx
from scrapers.files.limits import Limits, Refused
from tests.scrapers.files_made import package
from tests.scrapers.files_made import xls as made

LIMITS = Limits(rows=50)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def of_xlsx(payload: bytes) -> list[str]:
    return passages.text(xlsx.lines(payload, LIMITS), "xlsx", LIMITS).text.split("\n")


def of_xls(payload: bytes) -> list[str]:
    return passages.text(xls.lines(payload, LIMITS), "xls", LIMITS).text.split("\n")


def test_values_are_shown_as_their_formats_show_them() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for column, (value, shape) in enumerate(
        [
            (0.8016, "0.00%"), (88.5, "0.00"), (1.0, "General"), (12345, "#,##0"),
            (date(2024, 3, 5), "dd/mm/yyyy"),
            (datetime.fromisoformat("2024-03-05T09:30"), "General"),
            (time(8, 5), "hh:mm"), (88.51800000000001, "General"), (True, "General"),
            (5, '0.0 "điểm"'),
        ],
        1,
    ):  # fmt: skip
        cell = sheet.cell(1, column, value)
        if shape != "General":
            cell.number_format = shape
    assert of_xlsx(saved(book))[0].split("\t") == [
        "80.16%", "88.50", "1", "12345", "05/03/2024", "05/03/2024 09:30", "08:05", "88.518",
        "TRUE", "5",
    ]  # fmt: skip


def test_two_cells_at_the_ends_of_a_sheet_cost_no_more_than_two() -> None:
    """Ai đó lỡ tay gõ vào ô cuối cùng: ô đầu vẫn đọc được, trong chốc lát."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Kế hoạch số 5/KH-SNV", "x"
    payload = saved(book)
    start = monotonic()
    assert attachments.read(payload).text.split("\n")[0].strip("\t") == "Kế hoạch số 5/KH-SNV"
    assert monotonic() - start < 20  # trước đây: quá 60 giây, và không còn chữ nào


def test_merged_cells_are_empty_and_hidden_sheets_stay_out() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["C1"], sheet["A2"], sheet["B3"] = "Kết quả", "Điểm", "Sở\nY tế", "80"
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A2:A3")
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book["Ẩn"]["A1"] = "không công bố"
    book.create_sheet("Hai")["A1"] = "trang hai"
    assert of_xlsx(saved(book)) == ["Kết quả\t\tĐiểm", "Sở Y tế", "\t80", "trang hai"]


def test_xls_rows() -> None:
    payload = made(
        {"Điểm": [["STT", "Đơn vị", "Điểm"], [1.0, "Sở Nội vụ", 88.52]], "Ẩn": [["mật"]]},
        hidden=frozenset({"Ẩn"}),
    )
    assert of_xls(payload) == ["STT\tĐơn vị\tĐiểm", "1\tSở Nội vụ\t88.52"]


def test_xls_of_before_unicode() -> None:
    payload = made({"S": [["§¬n vÞ", "§iÓm sè"], ["Së Néi vô", 88.0], ["ñy ban nh©n d©n x·", 1.0]]})
    found = passages.text(xls.lines(payload, LIMITS), "xls", LIMITS)
    assert found.encoding_origin == "tcvn3"
    assert found.text.split("\n")[1:] == ["Sở Nội vụ\t88", "ủy ban nhân dân xã\t1"]


def test_a_workbook_with_broken_styles_is_read_all_the_same() -> None:
    book = openpyxl.Workbook()
    book.active.append(["STT", "Điểm"])
    import zipfile

    with zipfile.ZipFile(io.BytesIO(saved(book))) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries["xl/styles.xml"] = (
        b"<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><fills><fill><x/></fill></fills></styleSheet>"
    )
    assert of_xlsx(package(dict(entries))) == ["STT\tĐiểm"]


def test_too_many_rows_are_named() -> None:
    book = openpyxl.Workbook()
    for number in range(51):
        book.active.append([number])
    for read, payload in ((of_xlsx, saved(book)), (of_xls, made({"S": [[1.0]] * 51}))):
        with pytest.raises(Refused, match="too_large"):
            read(payload)


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        (package({"xl/workbook.xml": "<rubbish"}), "broken"),
        (package({"xl/workbook.xml": bytes(2**25)}), "bomb"),
        (saved(openpyxl.Workbook()), "empty"),
    ],
)
def test_what_gives_no_text_is_named(payload: bytes, problem: str) -> None:
    with pytest.raises(Refused, match=problem):
        of_xlsx(payload)


def test_a_cut_xls_is_broken() -> None:
    with pytest.raises(Refused, match="broken"):
        of_xls(made({"S": [["một"]]})[:2000])
