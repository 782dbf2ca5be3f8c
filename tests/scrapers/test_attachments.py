from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from scrapers import attachments


def pdf(lines: list[list[tuple[float, float, str]]], password: str | None = None) -> bytes:
    out = io.BytesIO()
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(out, pagesize=(595, 842), encrypt=encryption)
    for page in lines:
        canvas.setFont("Helvetica", 11)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


WORDS = ["Noi", "Tin", "Hinh", "Loi", "Khung"]
FULL = "Mot dong day chu chay het chieu ngang cua trang giay cho den le ben phai cua no"


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b"%PDF-1.4\n", "pdf"),
        (b"\r\n\r\n%PDF-1.4\n", "pdf"),  # cổng thêm dòng trắng trước tệp
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "ole"),  # .doc đời cũ
        (b"  <!DOCTYPE html><html>", "html"),  # trang lỗi gửi dưới tên .pdf
        (b"PK\x03\x04rubbish", "zip"),
        (b"", "other"),
    ],
)
def test_bytes_tell_the_kind(payload: bytes, kind: str) -> None:
    assert attachments.media_type(payload) == kind


def test_pdf_lines_become_paragraphs_and_tables_keep_tabs() -> None:
    page = [
        (300, 810, "1"),  # số trang
        (100, 780, FULL),
        (72, 765, "va dong sau noi tiep cau truoc o le trai"),
        (72, 735, "STT"),
        (140, 735, "Don vi"),
        (400, 735, "Diem"),
        (72, 720, "1"),
        (140, 720, "So Noi vu"),
        (400, 720, "88,52"),
        (100, 690, "- Muc mot cua danh sach"),
        (100, 675, "- Muc hai cua danh sach"),
        *[(72, 600 - 15 * i, FULL) for i in range(4)],
    ]
    text = attachments.read(pdf([page])).text
    lines = text.split("\n")
    assert lines[0] == f"{FULL} va dong sau noi tiep cau truoc o le trai"
    assert "STT\tDon vi\tDiem" in lines
    assert "1\tSo Noi vu\t88,52" in lines
    assert "- Muc hai cua danh sach" in lines


def placed(lines: list[tuple[float, str]], leading: float = 15, space: float = 0) -> bytes:
    """A page of lines (left edge, text); a line at the margin 70 with `space` above it."""
    page, at = [], 800.0
    for left, text in lines:
        at -= leading + (space if text.startswith("*") else 0)
        page.append((left, at, text.removeprefix("*")))
    return pdf([page])


RECITAL = FULL.rsplit(" ", 1)[0]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # căn cứ kín dòng, kết thúc bằng dấu chấm phẩy: căn cứ sau là đoạn khác
        ([(98, RECITAL + ";"), (98, "Can cu Nghi dinh " + RECITAL), (70, "con lai.")], 2),
        # văn bản không thụt đầu dòng: dấu chấm cuối dòng kín rồi đến chữ hoa là hết đoạn
        ([(70, FULL + "."), (70, "Doan sau " + RECITAL), (70, FULL), (70, FULL)], 2),
        # không thụt đầu dòng, dấu hai chấm trước chữ hoa
        ([(70, FULL + ":"), (70, "So Noi vu " + RECITAL), (70, FULL), (70, FULL)], 2),
        # có thụt đầu dòng: câu hết đúng cuối dòng, câu sau vẫn trong đoạn
        ([(98, FULL), (70, FULL + "."), (70, "Cau sau."), (98, FULL), (70, FULL)], 2),
        # có thụt đầu dòng nhưng cách quãng: đoạn mới không thụt
        ([(98, FULL), (70, FULL + "."), (70, "*Doan sau."), (98, FULL), (70, FULL)], 3),
        # số hiệu viết hoa đầu dòng tiếp theo, câu chưa hết
        ([(98, FULL), (70, FULL), (70, "UBND tinh da giao."), (98, FULL), (70, FULL)], 2),
    ],
)
def test_pdf_paragraphs_end_where_they_end(lines: list[tuple[float, str]], expected: int) -> None:
    text = attachments.read(placed(lines, space=8)).text
    assert len(text.split("\n")) == expected, text


def test_pdf_columns_of_a_masthead_are_parted_and_words_of_a_line_are_not() -> None:
    page = [(72, 780, "UBND TINH"), (165, 780, "CONG HOA XA HOI CHU NGHIA VIET NAM")]
    spread = [(72 + 80 * i, 700, word) for i, word in enumerate(["Thuong", "truc", "Tinh", "uy"])]
    justified = [(72 + 45 * i, 650, "abcdefg") for i in range(8)]  # chữ cách nhau đều, hơi rộng
    lines = attachments.read(pdf([page + spread + justified])).text.split("\n")
    assert lines[0] == "UBND TINH\tCONG HOA XA HOI CHU NGHIA VIET NAM"
    assert lines[1] == "Thuong\ttruc\tTinh\tuy"
    assert lines[2] == " ".join(["abcdefg"] * 8)


def test_pdf_furniture_goes_and_pages_are_known() -> None:
    pages = [
        [(72, 820, f"Cong bao so 7, trang {n}"), (72, 700, f"{word} dung rieng."), (72, 50, str(n))]
        for n, word in enumerate(WORDS)
    ]
    text = attachments.read(pdf(pages))
    assert "Cong bao" not in text.text
    assert len(text.pages) == len(WORDS)
    for word, offset in zip(WORDS, text.pages, strict=True):
        assert text.text[offset:].startswith(f"{word} dung rieng.")


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        (pdf([[]]), "scanned"),  # trang chỉ có ảnh hoặc trống
        (pdf([[(72, 700, "mat")]], password="kin"), "encrypted"),
        (b"%PDF-1.4 cut off", "broken"),
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "unsupported"),
        (b"\0\1\2 neither text nor office", "unsupported"),
    ],
)
def test_what_cannot_be_read_is_named(payload: bytes, problem: str) -> None:
    text = attachments.read(payload)
    assert (text.text, text.problem) == ("", problem)


def test_docx_keeps_order_list_numbers_and_tables() -> None:
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Rà soát thủ tục hành chính", style="List Number")
    document.add_paragraph("Công khai kết quả", style="List Number")
    document.add_paragraph("Niêm yết tại bộ phận một cửa", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for cell, value in zip(table.rows[0].cells, ("STT", "Đơn vị", "Điểm"), strict=True):
        cell.text = value
    table.rows[1].cells[0].merge(table.rows[1].cells[1]).text = "Trung bình"
    table.rows[1].cells[2].text = "80,16"
    document.add_paragraph("Nơi nhận:")
    read = attachments.read(saved(document))
    assert read.media_type == "docx"
    assert read.text.split("\n") == [
        "KẾ HOẠCH",
        "1. Rà soát thủ tục hành chính",
        "2. Công khai kết quả",
        "- Niêm yết tại bộ phận một cửa",
        "STT\tĐơn vị\tĐiểm",
        "Trung bình\t\t80,16",
        "Nơi nhận:",
    ]


def test_xlsx_rows_are_lines_with_tabs() -> None:
    book = openpyxl.Workbook()
    book.active.append(["STT", "Đơn vị", "Điểm"])
    book.active.append([1, "Sở Nội vụ", 88.52])
    book.active.append([None, None, None])
    assert attachments.read(saved(book)).text == "STT\tĐơn vị\tĐiểm\n1\tSở Nội vụ\t88.52"


def test_an_office_file_that_unpacks_to_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attachments, "MAX_UNPACKED", 1000)
    assert attachments.read(saved(docx.Document())).problem == "too_large"


def test_a_zip_that_lies_about_being_docx_is_broken() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<not word")
    assert attachments.read(out.getvalue()).problem == "broken"


def test_real_reports_are_read_whole(shared: object) -> None:
    folder = shared / "real" / "stc.daknong" / "img"  # type: ignore[operator]
    report = attachments.read((folder / "216BC CCHC năm 2018.pdf").read_bytes())
    assert len(report.pages) == 21
    assert "Kế hoạch số 1805/KH-STC ngày 13/9/2017, về việc triển khai" in report.text
    assert "Số đơn vị đã giao tự chủ tự chịu trách nhiệm\t425/428" in report.text
    assert "5\tQuy trình kiểm soát tài liệu\tQT-VP-01" in report.text
    assert report.text.startswith("UBND TỈNH ĐĂK NÔNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n")
    scan = attachments.read((folder / "Nghi quyet so 13-NQ-CP.pdf").read_bytes())
    assert scan.problem == "scanned"
