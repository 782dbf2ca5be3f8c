"""DOCX from its XML: what shows is read, what does not is not."""

from __future__ import annotations

import pytest

from scrapers.files import docx, passages
from scrapers.files.limits import Limits, Refused
from scrapers.notice import Text
from tests.scrapers.files_made import docx as made
from tests.scrapers.files_made import package

LIMITS = Limits(characters=100_000, unpacked=2**22)


def read(payload: bytes) -> Text:
    return passages.text(docx.lines(payload, LIMITS), "docx", LIMITS)


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        # thẻ thông minh, điều khiển nội dung, phần chèn vào đều đọc; phần xóa, phần ẩn thì không
        ("<w:p><w:smartTag><w:r><w:t>Đồng Tháp</w:t></w:r></w:smartTag></w:p>", ["Đồng Tháp"]),
        (f"<w:sdt><w:sdtContent>{p('Kế hoạch')}</w:sdtContent></w:sdt>", ["Kế hoạch"]),
        ("<w:p><w:del><w:r><w:t>10/10</w:t></w:r></w:del><w:ins><w:r><w:t>15/11</w:t></w:r></w:ins>"
         + p("") + "</w:p>", ["15/11"]),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r></w:p>",
         ["hiện"]),
        # trường: chỉ đọc kết quả
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>", ["7"]),
        # xuống dòng trong câu được nối, giữa hai câu thì giữ
        ("<w:p><w:r><w:t>V/v báo cáo</w:t><w:br/><w:t>kết quả</w:t></w:r></w:p>",
         ["V/v báo cáo kết quả"]),
        ("<w:p><w:r><w:t>Kính gửi:</w:t><w:br/><w:t>Sở Y tế</w:t></w:r></w:p>",
         ["Kính gửi:", "Sở Y tế"]),
        # gạch nối không ngắt trong số hiệu
        ("<w:p><w:r><w:t>12/QĐ</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r></w:p>", ["12/QĐ-UBND"]),
        # dấu đầu dòng gõ tay rồi bấm tab
        ("<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>Rà soát</w:t></w:r></w:p>", ["1. Rà soát"]),
        # khung chữ: bản cho Word cũ không đọc lần nữa
        ("<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>" + p("Khung")
         + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
         + p("Khung") + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
         ["Khung"]),
        # bảng: ô gộp ngang, gộp dọc để trống; bảng một ô là khung
        ("<w:tbl>" + tr(tc("STT"), tc("Đơn vị"), tc("Điểm"))
         + tr(tc("1", '<w:vMerge w:val="restart"/>'), tc("Sở Y tế"), tc("80"))
         + tr(tc("", "<w:vMerge/>"), tc("Tổng", '<w:gridSpan w:val="2"/>')) + "</w:tbl>",
         ["STT\tĐơn vị\tĐiểm", "1\tSở Y tế\t80", "\tTổng\t"]),
        ("<w:tbl>" + tr(f"<w:tc>{p('Điều 1.')}{p('Phạm vi')}</w:tc>") + "</w:tbl>",
         ["Điều 1.", "Phạm vi"]),
        # bảng trong ô
        ("<w:tbl>" + tr(f"<w:tc><w:tbl>{tr(tc('a'), tc('b'))}</w:tbl>{p('c')}</w:tc>", tc("d"))
         + "</w:tbl>", ["a b c\td"]),
    ],
)  # fmt: skip
def test_what_shows_is_read(body: str, lines: list[str]) -> None:
    assert read(made(body)).text.split("\n") == lines


NUMBERING = """
<w:abstractNum w:abstractNumId="3">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
  <w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/>
  <w:pStyle w:val="Muc"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0">
 <w:startOverride w:val="5"/></w:lvlOverride></w:num>"""
STYLES = """<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr>
<w:numId w:val="1"/></w:numPr>
</w:pPr></w:style><w:style w:type="paragraph" w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>
<w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>"""


def listed(number: int) -> str:
    return f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'


def test_list_numbers_go_on_through_lists_of_a_kind_and_styles() -> None:
    body = (
        p("Kết quả", listed(1)) + p("Đạt được", '<w:pPr><w:pStyle w:val="MucCon"/></w:pPr>')
        + p("Hạn chế", '<w:pPr><w:pStyle w:val="Muc"/></w:pPr>') + p("Nhiệm vụ", listed(2))
        + p("Phụ lục", listed(4)) + p("Thường", listed(0))
        + p("Vòng", '<w:pPr><w:pStyle w:val="Vong"/></w:pPr>')
    )  # fmt: skip
    assert read(made(body, numbering=NUMBERING, styles=STYLES)).text.split("\n") == [
        "I. Kết quả", "1. Đạt được", "2. Hạn chế", "II. Nhiệm vụ", "V. Phụ lục", "Thường", "Vòng",
    ]  # fmt: skip


def test_footnotes_follow_and_headers_stay_out() -> None:
    notes = (
        f'<w:footnote w:type="separator">{p("---")}</w:footnote>'
        f"<w:footnote>{p('Theo Báo cáo số 5/BC-SNV.')}</w:footnote>"
    )
    payload = made(p("Thân bài"), footnotes=notes, header1=p("Đầu trang"))
    assert read(payload).text == "Thân bài\nTheo Báo cáo số 5/BC-SNV."


def test_pages_are_where_word_last_saw_them() -> None:
    broken = (
        "<w:p><w:r><w:t>Câu dài</w:t><w:lastRenderedPageBreak/><w:t>  sang trang</w:t></w:r></w:p>"
    )
    found = read(made(p("Trang đầu") + broken + p("Hết")))
    assert found.text == "Trang đầu\nCâu dài sang trang\nHết"
    assert found.pages == (0, found.text.index(" sang trang"))


def test_tcvn3_capitals_come_from_run_style_and_default_fonts() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:rPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:styleId="Dau"><w:rPr>'
        '<w:rFonts w:ascii=".VnTimeH"/></w:rPr></w:style>'
    )
    own = '<w:p><w:r><w:rPr><w:rFonts w:hAnsi=".VnArialH"/></w:rPr><w:t>c¨n cø</w:t></w:r></w:p>'
    body = p("quyÕt ®Þnh", '<w:pPr><w:pStyle w:val="Dau"/></w:pPr>') + own + p("ñy ban nh©n d©n")
    soft = "<w:p><w:r><w:t>T</w:t><w:softHyphen/><w:t> ph¸p</w:t></w:r></w:p>"  # ư
    found = read(made(body + soft, styles=styles))
    assert found.text.split("\n") == ["QUYẾT ĐỊNH", "CĂN CỨ", "ủy ban nhân dân", "Tư pháp"]
    assert found.encoding_origin == "tcvn3"


def deep(levels: int) -> str:
    return "<w:sdt><w:sdtContent>" * levels + p("sâu") + "</w:sdtContent></w:sdt>" * levels


BOMB = "<!DOCTYPE d [<!ENTITY a '" + "x" * 100 + "'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        (package({"word/document.xml": "<not word"}), "broken"),
        (package({"word/document.xml": "<a/>"}), "broken"),
        (package({"xl/workbook.xml": "<a/>"}), "broken"),
        (made(""), "empty"),
        (made(p("chữ " * 50_000)), "too_large"),
        (made(p("a"), styles="<w:x>" + " " * 2**22 + "</w:x>"), "too_large"),
        (made(deep(110)), "too_nested"),
        (made(deep(200)), "broken"),  # quá độ sâu mà bộ đọc XML cho phép
        (package({f"word/{n}.xml": "" for n in range(3000)}), "too_many_entries"),
        (package({"word/document.xml": bytes(2**25)}), "bomb"),
        (made(p("&i;"), head=BOMB), "broken|empty"),
        (b"PK\x03\x04 cut", "broken"),
    ],
)
def test_what_gives_no_text_is_named(payload: bytes, problem: str) -> None:
    with pytest.raises(Refused, match=f"^(?:{problem})$"):
        read(payload)


def test_external_entities_are_not_read(tmp_path: object) -> None:
    secret = tmp_path / "secret.txt"  # type: ignore[operator]
    secret.write_text("BÍ MẬT")
    head = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">'
    head += '<!ENTITY % y SYSTEM "http://127.0.0.1:9/"> %y;]>'
    text = read(made(p("trước &x; sau") + p("Hết"), head=head)).text
    assert text.endswith("Hết")
    assert "BÍ MẬT" not in text
