"""Pictures of pages through Tesseract: found, kept, resumed; unsure numbers are left out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from scrapers import attachments
from scrapers.files import ocr
from scrapers.files.limits import Refused
from scrapers.files.ocr import Recogniser
from tests.conftest import missing

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
LETTER = [
    "ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN",
    "Số: 245/KH-UBND",
    "Lạng Sơn, ngày 15 tháng 11 năm 2024",
    "KẾ HOẠCH",
    "Kiểm tra công tác cải cách hành chính năm 2025 trên địa bàn tỉnh",
]
COLUMNS = ["level", "block_num", "par_num", "line_num", "left", "top", "width", "height", "conf",
           "text"]  # fmt: skip


def tsv(*words: tuple[int, int, int, float, str]) -> str:
    """Tesseract's table: line, left, width, confidence, text."""
    rows = ["\t".join(COLUMNS)]
    for line, left, width, sure, text in words:
        held = [5, 1, 1, line, left, 50 * line, width, 40, sure, text]
        rows.append("\t".join(map(str, held)))
    return "\n".join(rows)


def test_words_become_lines_and_what_is_unsure_is_left_out() -> None:
    told = tsv(
        (1, 100, 60, 95, "Số:"), (1, 170, 60, 30, "27"), (1, 240, 200, 96, "/BC-STC"),
        (1, 900, 100, 95, "Huế,"), (1, 1010, 60, 95, "ngày"), (1, 1080, 30, 5, "~"),
        (2, 100, 60, 96, 'dấu "'), (3, 100, 60, 3, "x7"), (4, 100, 60, -1, " "),
    )  # fmt: skip
    rows = list(ocr._rows(told, 2.0))
    assert [text for text, *_ in rows] == ["Số: … /BC-STC\tHuế, ngày", 'dấu "']
    assert rows[0][1:3] == (50.0, 535.0)
    assert rows[0][3] > rows[1][3]  # dòng trên đứng cao hơn


@pytest.mark.parametrize(
    ("words", "line"),
    [
        # Ngày viết tay không đọc được thì tháng viết tay cạnh nó cũng không tin được.
        ([("ngày", 96), ("(|", 0), ("tháng", 0), ("6", 75), ("năm", 90), ("2019", 96)],
         "ngày … … năm 2019"),
        ([("ngày", 96), ("04", 30), ("tháng", 93), ("6", 75), ("năm", 90), ("2019", 96)],
         "ngày … tháng … năm 2019"),
        ([("ngày", 96), ("04", 80), ("tháng", 93), ("5", 75), ("năm", 90), ("2019", 96)],
         "ngày 04 tháng 5 năm 2019"),
        ([("Có", 96), ("xx", 3), ("và", 93), ("12", 75), ("hồ", 90), ("sơ", 96)],
         "Có … và 12 hồ sơ"),
    ],
)  # fmt: skip
def test_a_date_is_read_whole_or_left_out(words: list[tuple[str, float]], line: str) -> None:
    told = tsv(*((1, 100 + 70 * n, 60, sure, text) for n, (text, sure) in enumerate(words)))
    assert [text for text, *_ in ocr._rows(told, 2.0)] == [line]


def test_a_page_without_words_has_no_lines() -> None:
    assert list(ocr._rows(tsv(), 1.0)) == []


@pytest.fixture
def tesseract() -> None:
    if lacking := ocr.missing():
        missing(lacking)
    if not FONT.exists():
        missing("DejaVu Serif (fonts-dejavu-core)")


def written(lines: list[str]) -> bytes:
    pdfmetrics.registerFont(TTFont("Serif", FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("Serif", 13)
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 24 * number, line)
    canvas.save()
    return out.getvalue()


def photographed(*pages: list[str] | None) -> bytes:
    """A PDF of pictures of these pages; None is a page with real text."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for page in pages:
        if page is None:
            canvas.drawString(72, 700, "Trang nay la chu that, dai hon bon muoi ky tu cho chac.")
        else:
            document = pypdfium2.PdfDocument(written(page))
            picture = document[0].render(scale=200 / 72, grayscale=True).to_pil()
            document.close()
            canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_without_a_recogniser_pictures_are_named() -> None:
    if not FONT.exists():
        missing("DejaVu Serif (fonts-dejavu-core)")
    only = attachments.read(photographed(LETTER))
    assert (only.text, only.problem, only.scanned) == ("", "scanned", (1,))
    both = attachments.read(photographed(LETTER, None))
    assert (both.problem, both.scanned, both.ocr) == (None, (1,), False)
    assert both.text.startswith("Trang nay la chu that")


@pytest.mark.usefixtures("tesseract")
def test_scans_are_read_and_keep_their_pages(tmp_path: Path) -> None:
    payload = photographed(LETTER, None, ["Phụ lục kèm theo Kế hoạch"])
    text = attachments.read(payload, Recogniser(tmp_path))
    assert (text.problem, text.scanned, text.ocr) == (None, (1, 3), True)
    assert "Số: 245/KH-UBND" in text.text
    assert "ngày 15 tháng 11 năm 2024" in text.text
    assert [text.text[at:].split()[0] for at in text.pages] == ["ỦY", "Trang", "Phụ"]


@pytest.mark.usefixtures("tesseract")
def test_a_page_is_recognised_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser = Recogniser(tmp_path)
    payload = photographed(LETTER, ["Phụ lục kèm theo Kế hoạch"])
    first = attachments.read(payload, recogniser)
    kept = sorted(tmp_path.rglob("*.json"))
    assert [path.name[:4] for path in kept] == ["0001", "0002"]
    # Bị dừng giữa chừng: một trang đã có, một trang ghi dở.
    kept[1].write_text("[[", "utf-8")
    seen: list[bytes] = []
    really = ocr._recognised
    monkeypatch.setattr(ocr, "_recognised", lambda p: seen.append(p) or really(p))
    assert attachments.read(payload, recogniser) == first
    assert len(seen) == 1
    monkeypatch.setattr(ocr, "_recognised", lambda _: pytest.fail("recognised again"))
    assert attachments.read(payload, recogniser) == first
    recogniser.forget(kept[0].parent.name)
    assert list(tmp_path.rglob("*.json")) == []


@pytest.mark.usefixtures("tesseract")
def test_a_picture_is_a_page(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(written(LETTER))
    picture = io.BytesIO()
    document[0].render(scale=200 / 72).to_pil().save(picture, "PNG")
    document.close()
    text = attachments.read(picture.getvalue(), Recogniser(tmp_path))
    assert (text.media_type, text.ocr) == ("png", True)
    assert "Số: 245/KH-UBND" in text.text


@pytest.mark.usefixtures("tesseract")
def test_broken_pictures_are_named(tmp_path: Path) -> None:
    huge = b"\x89PNG\r\n\x1a\n" + bytes(8) + (2**16).to_bytes(4) * 2
    assert attachments.read(huge, Recogniser(tmp_path)).problem == "too_large"
    assert attachments.read(huge[:16], Recogniser(tmp_path)).problem == "crashed"


def test_a_page_that_fails_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: bytes) -> str:
        raise Refused("timeout")

    if not FONT.exists():
        missing("DejaVu Serif (fonts-dejavu-core)")
    monkeypatch.setattr(ocr, "_recognised", failing)
    both = attachments.read(photographed(LETTER, None), Recogniser(tmp_path))
    assert (both.problem, both.text[:9]) == (None, "Trang nay")
    assert attachments.read(photographed(LETTER), Recogniser(tmp_path)).problem == "timeout"


def test_what_a_machine_lacks_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    assert "tesseract-ocr" in str(ocr.missing())


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_a_real_scan_gives_its_number_and_date(shared: Path, tmp_path: Path) -> None:
    folder = shared / "real" / "stc.daknong" / "img"
    text = attachments.read(
        (folder / "Nghi quyet so 13-NQ-CP.pdf").read_bytes(), Recogniser(tmp_path)
    )
    assert len(text.pages) == 13
    assert "Số 13-NQ/TW" in text.text
    assert "Hà Nội, ngày 16 tháng 01 năm 2012" in text.text
    # Số và ngày viết tay: không đọc chắc được thì để trống, không đoán.
    (scan,) = folder.glob("2018-12-05*")
    letter = attachments.read(scan.read_bytes(), Recogniser(tmp_path)).text
    assert "… /BTC-THTK" in letter
    assert "Thông tư số 343/2016/TT-BTC ngày 30/12/2016" in letter
    (report,) = folder.glob("85BC*")
    head = attachments.read(report.read_bytes(), Recogniser(tmp_path)).text[:200]
    assert "Số: … /BC-STC" in head
    assert "năm 2019" in head  # tháng 5 viết tay bị nhìn thành 6: bỏ trống, không nói sai
    assert "6 năm" not in head
    assert json.loads(next(tmp_path.rglob("0001.*.json")).read_text("utf-8"))
