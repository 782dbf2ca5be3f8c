from __future__ import annotations

import io
import random
import re
import zipfile

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from scrapers import attachments
from scrapers.files.limits import Limits
from scrapers.files.pool import Pool
from tests.scrapers.files_made import Doc, package, xls


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
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"{\\rtf1", "rtf"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\xef\xbb\xbf<html>", "html"),
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
        (pdf([[]]), "empty"),  # trang trống
        (pdf([[(72, 700, "mat")]], password="kin"), "encrypted"),
        (b"%PDF-1.4 cut off", "broken"),
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "unsupported"),
        (b"{\\rtf1 Sua sau}", "unsupported"),
        (b"\x89PNG\r\n\x1a\n", "scanned"),  # ảnh, khi chưa bật nhận dạng chữ
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
    rows = report.text.split("\n")
    assert "5\tQuy trình kiểm soát tài liệu\tQT-VP-01" in rows
    assert "\tMô tả vị trí công việc của Văn phòng Sở\tMTCV-VP" in rows  # ô STT gộp dọc
    assert (  # hàng bị ngắt giữa hai trang
        "16\tQuy trình Thẩm định quyết toán vốn đầu tư XDCB thuộc nguồn vốn NSNN theo niên độ ngân"
        " sách hàng năm\tQT-ĐT-03"
    ) in rows
    assert len([row for row in rows if re.match(r"\d+\t[^\t]+\t(?:QT-|STCL|CSCL|MT)", row)]) >= 60
    half = attachments.read((folder / "99BC CCHC 6 thang dau nam 2019.pdf").read_bytes())
    assert "STT\tTên thủ tục\tĐơn vị tính\tSố lượng tiếp nhận\tĐã xử lý\tGhi chú" in half.text
    assert "\n2\tCấp mã số đơn vị có quan hệ với ngân sách\tHồ sơ\t137\t137\t" in half.text
    plan = attachments.read((folder / "3125 KH tuyen truyen cong tac CCHC 2018.pdf").read_bytes())
    assert len(plan.pages) == 3
    assert "Kế hoạch số 3121/KH-STC ngày 28/12/2018 của Sở Tài chính tỉnh Đăk Nông" in plan.text
    assert plan.text.endswith("GIÁM ĐỐC")
    assert report.text.startswith("UBND TỈNH ĐĂK NÔNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n")
    scan = attachments.read((folder / "Nghi quyet so 13-NQ-CP.pdf").read_bytes())
    assert scan.problem == "scanned"


def ruled(
    cells: list[tuple[float, float, str]],
    across: list[tuple[float, float, float]],
    down: list[tuple[float, float, float]],
    *more: list[tuple[float, float, str]],
) -> bytes:
    """A page with drawn lines: across (height, from, to), down (place, from, to)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for page in (cells, *more):
        canvas.setFont("Helvetica", 11)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        for y, left, right in across:
            canvas.rect(left, y, right - left, 0.5, stroke=0, fill=1)
        for x, low, high in down:
            canvas.rect(x, low, 0.5, high - low, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


GRID = (
    [(y, 70, 400) for y in (700, 680, 640, 620)],
    [(x, 620, 700) for x in (70, 100, 300, 400)],
)


def test_pdf_tables_are_read_by_their_drawn_lines() -> None:
    cells = [
        (72, 720, "Bang diem cua cac so"),
        (75, 685, "STT"), (105, 685, "Don vi"), (305, 685, "Diem"),
        (75, 665, "1"), (105, 665, "So Nong nghiep va"), (305, 665, "88,52"),
        (105, 650, "Moi truong"),  # ô hai dòng
        (75, 625, "2"), (305, 625, "80"),  # ô giữa trống
        (72, 600, "Ghi chu duoi bang."),
    ]  # fmt: skip
    assert attachments.read(ruled(cells, *GRID)).text.split("\n") == [
        "Bang diem cua cac so",
        "STT\tDon vi\tDiem",
        "1\tSo Nong nghiep va Moi truong\t88,52",
        "2\t\t80",
        "Ghi chu duoi bang.",
    ]


def test_pdf_merged_cells_stand_in_their_first_place() -> None:
    across = [(700, 70, 400), (680, 100, 400), (660, 70, 400), (640, 70, 400)]
    down = [(70, 640, 700), (100, 640, 700), (200, 640, 680), (300, 640, 700), (400, 640, 700)]
    cells = [
        (75, 675, "TT"), (130, 685, "Ho so"), (305, 685, "Ghi chu"),  # gộp dọc, gộp ngang
        (105, 665, "Dung han"), (205, 665, "Tre han"),
        (75, 645, "1"), (105, 645, "46"), (205, 645, "0"), (305, 645, "khong"),
    ]  # fmt: skip
    assert attachments.read(ruled(cells, across, down)).text.split("\n") == [
        "TT\tHo so\t\tGhi chu",
        "\tDung han\tTre han",
        "1\t46\t0\tkhong",
    ]


def test_pdf_tables_go_on_over_pages() -> None:
    first = [(75, 685, "STT"), (105, 685, "Don vi"), (305, 685, "Diem"), (75, 665, "1"),
             (105, 665, "So Y te"), (75, 625, "2"), (105, 625, "Quy trinh tham dinh"),
             (305, 625, "80")]  # fmt: skip
    second = [(75, 685, "STT"), (105, 685, "Don vi"), (305, 685, "Diem"),
              (105, 665, "theo nien do"), (75, 625, "3"), (105, 625, "So Noi vu")]  # fmt: skip
    text = attachments.read(ruled(first, *GRID, second))
    assert text.text.split("\n") == [
        "STT\tDon vi\tDiem", "1\tSo Y te", "2\tQuy trinh tham dinh theo nien do\t80",
        "3\tSo Noi vu",
    ]  # fmt: skip
    assert text.text[text.pages[1] :] == "3\tSo Noi vu"


def test_pdf_frames_and_drawings_are_no_tables() -> None:
    frame = [[(300, 70, 400), (200, 70, 400)], [(70, 200, 300), (400, 200, 300)]]
    page = [(75, 280, "Dieu 1. Pham vi dieu chinh"), (75, 265, "Dieu 2. Doi tuong ap dung")]
    assert "\t" not in attachments.read(ruled(page, *frame)).text
    hatching = [(float(x), 100.0, 700.0) for x in range(595)]
    many = [(float(y), 0.0, 595.0) for y in range(842)]
    assert "Dieu 1." in attachments.read(ruled(page, many, hatching)).text


def test_pdf_of_before_unicode_is_decoded() -> None:
    lines = ["Uû ban nh©n d©n x· V©n Hå", "quyÕt ®Þnh phª duyÖt", "Chñ tÞch ñy ban nh©n d©n"]
    page = [(72, 700 - 20 * n, line) for n, line in enumerate(lines)]
    text = attachments.read(pdf([page]))
    assert text.encoding_origin == "tcvn3"
    assert text.text.startswith("Uỷ ban nhân dân xã Vân Hồ")


def test_a_pdf_of_too_many_pages_is_named() -> None:
    pool = Pool(Limits(pages=2))
    try:
        assert (
            attachments.read(pdf([[(72, 700, "mot")]] * 3), pool=pool).problem == "too_many_pages"
        )
        assert attachments.read(pdf([[(72, 700, "mot")]] * 2), pool=pool).problem is None
    finally:
        pool.close()


@pytest.mark.parametrize("size", [10, 1000, 100_000])
def test_bytes_at_random_are_named(size: int) -> None:
    for head in (b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""):
        payload = head + random.Random(size).randbytes(size)  # noqa: S311  (the same bytes each time)
        assert attachments.read(payload).problem in {"broken", "unsupported"}


@given(st.data())
def test_a_damaged_file_gives_text_or_a_name_and_no_parser_dies(data: st.DataObject) -> None:
    payload = bytearray(data.draw(st.sampled_from(SAMPLES)))
    for _ in range(data.draw(st.integers(1, 30))):
        payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(payload) // 2, len(payload)))
    text = attachments.read(bytes(payload[:cut]))
    # Bộ đọc XLS viết bằng Rust tự hủy khi tệp bịa ra kích thước; các bộ đọc khác thì không được.
    assert text.problem != "crashed" or text.media_type in {"xls", "xlsx"}
    assert bool(text.text) == (text.problem is None)


def _table() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["STT", "Điểm"])
    return saved(book)


def _letter() -> bytes:
    document = docx.Document()
    document.add_paragraph("Kế hoạch số 5/KH-SNV", style="List Number")
    return saved(document)


SAMPLES = [
    pdf([[(72, 700, FULL)]]), _table(), _letter(), xls({"S": [["một", 2.0]]}),
    Doc().paragraph("Kế hoạch").row("1", "2").saved(), package({"a.docx": _letter()}),
]  # fmt: skip
