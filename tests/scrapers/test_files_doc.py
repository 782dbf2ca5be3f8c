"""DOC of Word 97: pieces, tables, lists, fonts and what does not show."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.files import doc, passages
from scrapers.files.limits import Limits, Refused
from scrapers.notice import Text
from tests.scrapers.files_made import DELETED, HIDDEN, Doc, font, ole

LIMITS = Limits()


def read(made: Doc | bytes) -> Text:
    payload = made if isinstance(made, bytes) else made.saved()
    return passages.text(doc.lines(payload, LIMITS), "doc", LIMITS)


def test_paragraphs_in_eight_and_sixteen_bits_keep_their_order() -> None:
    made = Doc().paragraph("BAO CAO").paragraph("Kế hoạch số 12/KH-SNV").paragraph("Noi nhan: VT.")
    assert read(made).text.split("\n") == ["BAO CAO", "Kế hoạch số 12/KH-SNV", "Noi nhan: VT."]


def test_rows_are_lines_with_tabs_and_wide_cells_leave_empty_ones() -> None:
    made = (
        Doc()
        .paragraph("Kết quả chấm điểm")
        .row("STT", "Đơn vị", "Điểm")
        .row("1", "Sở Nội vụ\ntỉnh Huế", "88,52")
        .row("2", "", "80,16")  # ô trống ở giữa không kết thúc hàng
        .row("Trung bình", "84,34", bounds=[0, 2000, 3000])  # ô gộp ngang
        .paragraph("Nơi nhận:")
    )
    assert read(made).text.split("\n") == [
        "Kết quả chấm điểm",
        "STT\tĐơn vị\tĐiểm",
        "1\tSở Nội vụ tỉnh Huế\t88,52",
        "2\t\t80,16",
        "Trung bình\t\t84,34",
        "Nơi nhận:",
    ]


def test_lists_show_their_numbers() -> None:
    made = Doc(lists=[[(0, "\x00."), (4, "\x01)")], [(23, "\uf0b7")]])
    made.item("Rà soát thủ tục;", 1).item("niêm yết;", 1, 1).item("công khai;", 1, 1)
    made.item("Báo cáo kết quả.", 1).item("Sở Nội vụ;", 2).paragraph("Hết.")
    assert read(made).text.split("\n") == [
        "1. Rà soát thủ tục;", "a) niêm yết;", "b) công khai;", "2. Báo cáo kết quả.",
        "- Sở Nội vụ;", "Hết.",
    ]  # fmt: skip


def test_a_style_may_be_a_list() -> None:
    numbered = struct.pack("<HH", 0x460B, 1)
    made = Doc(lists=[[(1, "\x00.")]], styles=[(0xFFF, b"", b""), (0, numbered, b"")])
    made.paragraph("Đánh giá chung", style=1).paragraph("Kết quả đạt được.")
    assert read(made).text.split("\n") == ["I. Đánh giá chung", "Kết quả đạt được."]


def test_deleted_and_hidden_text_fields_and_marks_do_not_show() -> None:
    made = (
        Doc(header="Đầu trang\r", footnotes="\x02 Số liệu đến 15/11.\r")
        .paragraph("Thời hạn ", ("10/10 ", DELETED), ("mật ", HIDDEN), "15/11/2024.")
        .paragraph('Xem \x13 HYPERLINK "http://a.vn" \x14Quyết định\x15 kèm theo\x01.')
        .paragraph("Trang \x13 PAGE \x13 NESTED \x14x\x15 \x147\x15")
        .paragraph("Mã số A\x1eB")
    )
    assert read(made).text.split("\n") == [
        "Thời hạn 15/11/2024.",
        "Xem Quyết định kèm theo.",
        "Trang 7",
        "Mã số A-B",
        "Số liệu đến 15/11.",
    ]


def test_line_breaks_inside_a_sentence_are_healed() -> None:
    made = Doc().paragraph("V/v báo cáo\x0bkết quả năm 2024").paragraph("Kính gửi:\x0bSở Y tế")
    assert read(made).text.split("\n") == ["V/v báo cáo kết quả năm 2024", "Kính gửi:", "Sở Y tế"]


def test_tcvn3_with_its_capitals_only_fonts() -> None:
    # .VnTimeH bày chữ thường thành chữ hoa: chỉ phông chữ mới cho biết
    made = Doc(fonts=[".VnTime", ".VnTimeH"], styles=[(0xFFF, b"", font(0)), (0, b"", font(1))])
    made.paragraph(("Céng hßa x· héi chñ nghÜa ViÖt Nam", font(1)))
    made.paragraph("quyÕt ®Þnh", style=1)  # phông của kiểu đoạn
    made.paragraph("Chñ tÞch ñy ban nh©n d©n tØnh §¾k L¾k")
    made.paragraph("Sè: 12/Q§-UB")
    found = read(made)
    assert found.encoding_origin == "tcvn3"
    assert found.text.split("\n") == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "QUYẾT ĐỊNH",
        "Chủ tịch ủy ban nhân dân tỉnh Đắk Lắk",
        "Số: 12/QĐ-UB",
    ]


def test_a_unicode_text_in_an_old_font_stays_as_it_is() -> None:
    made = Doc(fonts=[".VnTimeH"]).paragraph(("Ông Hà và bà Lê có mặt.", font(0)))
    found = read(made)
    assert (found.text, found.encoding_origin) == ("Ông Hà và bà Lê có mặt.", None)


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        (Doc(flags=0x0100).paragraph("mật").saved(), "encrypted"),
        (Doc(version=0x65).paragraph("Word 6").saved(), "unsupported"),
        (ole({"WordDocument": b"\xec\xa5"}), "broken"),
        (ole({"Khác": b""}), "broken"),
        (Doc().paragraph("cụt").saved()[:3000], "broken"),
        (Doc().paragraph(" ").saved(), "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "broken"),
    ],
)
def test_what_gives_no_text_is_named(payload: bytes, problem: str) -> None:
    with pytest.raises(Refused, match=problem):
        read(payload)


SAMPLE = (
    Doc(lists=[[(0, "\x00.")]], fonts=[".VnTime"])
    .item("Kế hoạch", 1)
    .row("1", "hai")
    .paragraph(("ViÖt", font(0)))
    .saved()
)


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=40))
def test_a_damaged_file_gives_some_text_or_a_name(damage: list[tuple[int, int]]) -> None:
    payload = bytearray(SAMPLE)
    for place, byte in damage:
        payload[place] = byte
    try:
        problem = read(bytes(payload)).problem
    except Refused as refused:
        problem = str(refused)
    assert problem in {None, "broken", "encrypted", "unsupported", "empty", "too_large"}


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Co"]), min_size=1,
                        max_size=60), min_size=1, max_size=12))  # fmt: skip
def test_every_paragraph_comes_back(paragraphs: list[str]) -> None:
    made = Doc()
    for paragraph in paragraphs:
        made.paragraph(paragraph)
    raw = list(doc.lines(made.saved(), LIMITS))
    expected = [p.replace("\xa0", " ").strip(" \t\n") for p in paragraphs]
    assert [r for r in raw if r] == [e for e in expected if e.strip()]
