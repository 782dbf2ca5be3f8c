"""References: numbers read whole or refused, and the words around them."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import atoms, document_types, identifiers, places, references, text
from extractors.facts import Context, Reference

SHARED = Path(__file__).parents[3] / "shared"


def read(raw: str) -> list[Reference]:
    return list(references.find(atoms.scan(raw, Context())))


def codes(raw: str) -> list[str | None]:
    return [r.code for r in read(raw)]


def one(raw: str) -> Reference:
    found = read(raw)
    assert len(found) == 1, found
    return found[0]


# --- numbers and symbols -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "code", "kind", "family"),
    [
        ("Kế hoạch số 771/KH-UBND", "771/KH-UBND", "KH", "state"),
        ("Quyết định số 282/QĐ-TTg", "282/QĐ-TTg", "QĐ", "state"),
        ("Nghị quyết số 30c/NQ-CP", "30c/NQ-CP", "NQ", "state"),  # chữ cái sau số
        ("Tờ trình số 1494/TTr-SNV", "1494/TTr-SNV", "TTr", "state"),
        ("Chương trình số 204/CTr-UBND", "204/CTr-UBND", "CTr", "state"),
        ("số 012/CT-UBND", "012/CT-UBND", "CT", "state"),  # số 0 ở đầu giữ nguyên
        ("Thông tư số 02/2017/TT-VPCP", "02/2017/TT-VPCP", "TT", "state"),
        ("Quyết định số 30/2018/QĐ-UBND", "30/2018/QĐ-UBND", "QĐ", "state"),
        ("Thông tư liên tịch số 02/2011/TTLT-VPCP-BNV", "02/2011/TTLT-VPCP-BNV", "TTLT", "state"),
        ("Văn bản hợp nhất số 03/VBHN-VPQH", "03/VBHN-VPQH", "VBHN", "state"),
        ("Báo cáo số 3253/BC-UBPL15", "3253/BC-UBPL15", "BC", "state"),
        ("Kết luận số 01/KL-TTr", "01/KL-TTr", "KL", "state"),
        ("18/BCTĐ-STP", "18/BCTĐ-STP", "BCTĐ", "state"),
        ("Luật số 45/2019/QH14", "45/2019/QH14", "LUẬT", "law"),
        ("Nghị quyết số 202/2025/QH15", "202/2025/QH15", "NQ", "law"),
        ("Pháp lệnh số 10/2022/UBTVQH15", "10/2022/UBTVQH15", "PL", "law"),
        ("Nghị quyết số 1662/NQ-UBTVQH15", "1662/NQ-UBTVQH15", "NQ", "state"),
        ("Nghị quyết số 18-NQ/TW", "18-NQ/TW", "NQ", "party"),
        ("Quy định số 37-QĐ/TW", "37-QĐ/TW", "QyĐ", "party"),  # chữ trước số quyết định loại
        ("Quyết định số 498-QĐ/TU", "498-QĐ/TU", "QĐ", "party"),
        ("19-QĐi/TU", "19-QĐi/TU", "QĐi", "party"),
        ("Công văn số 59-CV/ĐU", "59-CV/ĐU", "CV", "party"),
        ("Thông tri số 12-TT/TU", "12-TT/TU", "TT", "party"),
        ("số 24-BS/UBKTTU", "24-BS/UBKTTU", "BS", "party"),
        ("số 225-KH/TWĐTN-TNNT", "225-KH/TWĐTN-TNNT", "KH", "party"),
        ("số 291/QĐ-MTTQ-BTT", "291/QĐ-MTTQ-BTT", "QĐ", "state"),
        ("số 05-QĐ/MT", "05-QĐ/MT", "QĐ", "party"),
        ("Công văn số 7288/UBND-KGVX", "7288/UBND-KGVX", "CV", "letter"),
        ("Văn bản số 160/SNV-CCHC", "160/SNV-CCHC", "CV", "letter"),  # "văn bản": công văn
        ("Công văn số 2231/SNV-CCHC&PC", "2231/SNV-CCHC&PC", "CV", "letter"),
        ("Công văn số 12/VP.UBND-TH", "12/VP.UBND-TH", "CV", "letter"),
        ("Kế hoạch số 1475/STC-KH", "1475/STC-KH", "KH", "letter"),  # chữ "kế hoạch" hơn ký hiệu
        ("số 12/CV-SNV", "12/CV-SNV", "CV", "letter"),
        ("Kế hoạch số 361/KH-SKH&CN", "361/KH-SKH&CN", "KH", "state"),
        # dạng cũ
        ("Nghị định số 43-CP", "43-CP", "NĐ", "letter"),
        ("Quyết định số 250/TTg", "250/TTg", "QĐ", "letter"),
        ("Luật số 6-LCT/HĐNN8", "6-LCT/HĐNN8", "LUẬT", "law"),
        ("Chỉ thị số 09/2005/CT-TTg", "09/2005/CT-TTg", "CT", "state"),
    ],
)
def test_forms(raw: str, code: str, kind: str, family: str) -> None:
    found = one(raw)
    assert (found.code, found.type, found.repaired) == (code, kind, False)
    assert atoms.scan(raw, Context()).identifiers[0].family == family


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("43/KHSKHCN", "43/KH-SKHCN"),  # mất gạch nối
        ("90/TBMTTQ-BTT", "90/TB-MTTQ-BTT"),
        ("Số:694/NQUBTVQH14", "694/NQ-UBTVQH14"),
        ("78/TTrCP", "78/TTr-CP"),
        ("Công văn số 2457/UBNDVX", "2457/UBND-VX"),
        ("Chỉ thị số 17/CTUBND", "17/CT-UBND"),  # CTUBND một mình là chủ tịch
        ("82/2005-QĐ-UBND", "82/2005/QĐ-UBND"),  # gạch nối thay gạch chéo
        ("số 12/KH/UBND", "12/KH-UBND"),  # hai gạch chéo
        ("12/2000/NĐ/CP", "12/2000/NĐ-CP"),
        ("15CT/TTg", "15/CT-TTg"),  # mất gạch chéo
        ("127QĐ/TW", "127-QĐ/TW"),
        ("18/NQ/TW", "18-NQ/TW"),
        ("771-KH-UBND", "771/KH-UBND"),
        ("771_KH-UBND", "771/KH-UBND"),
        ("số 06 KH – ĐKT", "06/KH-ĐKT"),
        ("1277/QĐ.UBND", "1277/QĐ-UBND"),
        ("100/2019NĐ-CP", "100/2019/NĐ-CP"),
        ("100/NĐ-CP/2019", "100/2019/NĐ-CP"),  # năm đứng sau
        ("2344/QĐ-BGDDT", "2344/QĐ-BGDĐT"),  # D thay Đ
        ("12/NQ-HDND", "12/NQ-HĐND"),
        ("Đề án số 373/DA-CP", "373/ĐA-CP"),  # chữ "đề án" cho biết DA là ĐA
        ("12/КН-UBND", "12/KH-UBND"),  # chữ Kirin
        ("số 1O/KH-UBND", "10/KH-UBND"),  # chữ O thay số 0
        ("số l2/KH-UBND", "12/KH-UBND"),  # chữ l thay số 1
        ("số 1.234/QĐ-UBND", "1234/QĐ-UBND"),  # dấu chấm hàng nghìn
        ("766/QĐ-TTg1 về", "766/QĐ-TTg"),  # số chú thích dính vào
    ],
)
def test_damaged_numbers_are_read_whole_and_marked(raw: str, code: str) -> None:
    found = one(raw)
    assert (found.code, found.repaired) == (code, True)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("35/NQ- CP", "35/NQ-CP"),  # dấu cách thừa
        ("56/ 2015/ NĐ - CP", "56/2015/NĐ-CP"),
        ("Số: 44 /2005/QĐ-UBND ngày 06 / 7 /2005", "44/2005/QĐ-UBND"),
        ("số31-QĐ/TW", "31-QĐ/TW"),  # mất dấu cách sau "số"
        ("18 -NQ/TW", "18-NQ/TW"),  # dấu cách một bên
        ("2457/UBND -VX", "2457/UBND-VX"),
        ("15/2021/NQ - HĐND", "15/2021/NQ-HĐND"),
        ("12/QĐ-SGD&ĐT-TCCB", "12/QĐ-SGD&ĐT-TCCB"),
        ("Nghị quyết số 1662/NQ-UBTVQH 15", "1662/NQ-UBTVQH15"),
        ("Nghị quyết số 57-\nNQ/TW", "57-NQ/TW"),  # gãy dòng
        ("Quyết định số 1500/QĐ-\nTCHQ", "1500/QĐ-TCHQ"),
        ("Kế hoạch số\n771/KH-UBND", "771/KH-UBND"),
        ("Kế hoạch số 771/KH-UB\nND tỉnh", "771/KH-UBND"),
        ("Quyết định số 1 277/QĐ-UBND", "1277/QĐ-UBND"),
        ("Thông tư số 02/20 17/TT-VPCP", "02/2017/TT-VPCP"),
        ("Luật số 45/2019/QH 14", "45/2019/QH14"),
        ("12/KH\u2011UBND", "12/KH-UBND"),  # gạch nối không ngắt
        ("12/Q\u00d0-UBND", "12/QĐ-UBND"),
        ("12/qđ-ttg", "12/QĐ-TTg"),
        ("12/KH-UBNDngày 3/4/2023", "12/KH-UBND"),  # chữ sau dính vào
        ("**Số: 12**/KH-UBND", "12/KH-UBND"),  # dấu Markdown
    ],
)
def test_spaces_breaks_and_case(raw: str, code: str) -> None:
    assert codes(raw) == [code]


@pytest.mark.parametrize(
    "raw",
    [
        "QCVN 01/2021/BYT",  # quy chuẩn
        "TCVN 6909:2001",
        "TCVN ISO 9001:2015",
        "đường 5/QL1A",
        "Bản tin cải cách hành chính số 01/2024",  # số báo
        "thủ tục 1.004194.000.00.00.H10",  # mã thủ tục
        "hồ sơ số 12/HS-STC",  # hồ sơ
        "H05.12-230511-0012",
        "điện thoại 0236.3650403",
        "tháng 5/2023 - UBND tỉnh họp",
        "năm 2023 - UBND tỉnh họp",
        "xếp 3/19 sở; 12/63 tỉnh; 58/79",
        "rà soát 34 TTHC",
        "đạt 10/10 UBND xã",
        "trực 24/7",
        "tỷ lệ 1/2000",
        "Công ty A-12/B",
        "https://x.vn/12/KH-UBND",
        "12/KH-UBND-2023",  # đuôi không hiểu: từ chối, không cắt
        "312.45/KH-UBND",
        "3,13/KH-UBND",
        "kế hoạch 5 năm 2021-2025",
        "kế hoạch năm 2024",
        "Kế hoạch của tỉnh",
        "báo cáo 9 tháng",
        "quyết định 3 đơn vị",
    ],
)
def test_what_is_no_reference(raw: str) -> None:
    assert codes(raw) == []


STATE_TYPES = sorted(
    code
    for code, family in (
        (code, document_types.family_of(code)) for code in set(document_types.NAMES.values())
    )
    if "state" in family and code not in {"LUẬT", "CV"}
)
BODIES = ["UBND", "HĐND", "SKHCN", "SNV", "BNV", "VPCP", "TTg", "CP", "SKH&CN", "BCĐ"]


@pytest.mark.parametrize("kind", STATE_TYPES)
@pytest.mark.parametrize("body", BODIES)
def test_every_state_type_with_every_kind_of_body(kind: str, body: str) -> None:
    """The grammar is closed: number, year or not, type, body, unit or not; with all separators."""
    for year, unit, dash in itertools.product(
        ("", "/2023"), ("", "-TH"), ("-", "\u2013", "\u2011")
    ):
        raw = f"Theo số 12{year}/{kind}{dash}{body}{unit.replace('-', dash)} đã nêu"
        found = atoms.scan(raw, Context()).identifiers
        assert [(i.code, i.type) for i in found] == [(f"12{year}/{kind}-{body}{unit}", kind)]


@pytest.mark.parametrize("organ", sorted(document_types.PARTY))
@pytest.mark.parametrize(
    "kind", ["NQ", "QĐ", "CT", "KL", "HD", "CTr", "KH", "ĐA", "TB", "BC", "TTr", "CV"]
)
def test_every_party_organ(kind: str, organ: str) -> None:
    found = atoms.scan(f"số 07-{kind}/{organ} ngày", Context()).identifiers
    assert [(i.number, i.type) for i in found] == [("07", kind)]
    assert (found[0].code or "").upper() == f"07-{kind}/{organ}".upper()


@pytest.mark.parametrize("key", sorted(set(places.ENTRIES) - {"QH", "UBTVQH"}))
def test_every_listed_body_writes_letters(key: str) -> None:
    for code in places.ENTRIES[key].codes:
        known = document_types.type_of(code.split("-")[0].split(".")[0])
        if known is None and code.replace("&", "").isalpha():
            found = atoms.scan(f"Công văn số 15/{code}-TH ngày", Context()).identifiers
            assert len(found) == 1
            assert found[0].family == "letter", code


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 99999),
    st.sampled_from(["", "a", "c"]),
    st.sampled_from(["", "/2019", "/2026"]),
    st.sampled_from(["KH-UBND", "QĐ-TTg", "NQ-HĐND", "TB-SKHCN", "BC-BNV", "CTr-UBND"]),
    st.sampled_from(["", " ", ".", ",", ";", ")", "\n", " ngày 12/3/2024", " của UBND tỉnh"]),
    st.sampled_from(["", "(", "số ", "Kế hoạch số ", "; ", "- ", "“"]),
)
def test_a_number_is_never_cut(
    number: int, letter: str, year: str, symbol: str, after: str, before: str
) -> None:
    raw = f"{before}{number}{letter}{year}/{symbol}{after}"
    assert codes(raw) == [f"{number}{letter}{year}/{symbol}"]


@settings(max_examples=300, deadline=None)
@given(st.text("0123456789/-. KHQĐUBNDTWsố,\n&", max_size=40))
def test_what_is_read_is_never_a_piece_of_a_longer_number(raw: str) -> None:
    whole = text.normalise(raw)
    for ident in identifiers.find(whole, text.fold(whole)):
        if ident.number is not None:
            assert not whole[ident.start - 1 : ident.start].isdigit() or ident.start == 0
            assert not whole[ident.end : ident.end + 1].isdigit()


# --- enumerations --------------------------------------------------------------------------


def test_one_type_word_for_many_numbers() -> None:
    found = read(
        "các Quyết định số 12/QĐ-UBND, 13/QĐ-UBND và 14/QĐ-UBND ngày 5/1/2023 của UBND tỉnh"
    )
    assert [r.code for r in found] == ["12/QĐ-UBND", "13/QĐ-UBND", "14/QĐ-UBND"]
    assert {(r.type, r.date, r.issuer) for r in found} == {("QĐ", "2023-01-05", "UBND tỉnh")}
    assert [r.date_shared for r in found] == [True, True, False]


def test_a_date_is_not_shared_where_each_has_its_type_word() -> None:
    found = read("Quyết định số 12/QĐ-UBND, Quyết định số 13/QĐ-UBND ngày 5/1/2023")
    assert [r.date for r in found] == [None, "2023-01-05"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "Kế hoạch số 10, 11, 12/KH-UBND ngày 3/3/2023",
            ["10/KH-UBND", "11/KH-UBND", "12/KH-UBND"],
        ),
        ("từ số 10 đến số 15/QĐ-UBND", ["10/QĐ-UBND", "15/QĐ-UBND"]),
        ("Kế hoạch số 10,11/KH-UBND", ["10/KH-UBND", "11/KH-UBND"]),
    ],
)
def test_numbers_that_share_a_symbol(raw: str, expected: list[str]) -> None:
    assert codes(raw) == expected


def test_letters_take_the_type_of_the_list() -> None:
    found = read("các Kế hoạch số 12/STC-KH và 13/STC-KH")
    assert [r.type for r in found] == ["KH", "KH"]


def test_an_issuer_said_once_goes_to_the_same_organ_only() -> None:
    """Bộ Chính trị's resolution does not get the Government as its issuer."""
    raw = (
        "Nghị quyết số 57-NQ/TW ngày 22/12/2024; Nghị định số 63/2010/NĐ-CP ngày 08/6/2010; "
        "Nghị định số 48/2013/NĐ-CP ngày 14/5/2013 của Chính phủ"
    )
    assert [r.issuer for r in read(raw)] == [None, "Chính phủ", "Chính phủ"]


# --- date, issuer, subject -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "date", "issuer"),
    [
        (
            "Kế hoạch số 19/KH-SKHCN ngày 13/3/2023 của Sở Khoa học và Công nghệ về",
            "2023-03-13",
            "Sở Khoa học và Công nghệ",
        ),
        ("Nghị quyết số 12-NQ/ĐU, ngày 05/9/2026", "2026-09-05", None),
        (
            "Quyết định số 12/QĐ-UBND ngày 03 tháng 4 năm 2018 của UBND tỉnh Lạng Sơn",
            "2018-04-03",
            "UBND tỉnh Lạng Sơn",
        ),
        (
            "Quyết định số 12/QĐ-UBND của UBND tỉnh Lạng Sơn ngày 7/7/2020 phê duyệt",
            "2020-07-07",
            "UBND tỉnh Lạng Sơn",
        ),
        ("Công văn số 12/SNV-CCHC (ngày 12/3/2024) về việc báo cáo", "2024-03-12", None),
        ("Quyết định số 45/QĐ-UBND (12/3/2024)", "2024-03-12", None),
        (
            "Nghị quyết số 13/NQ-CP của Chính phủ (05.08.2019 15:52)",
            None,
            "Chính phủ",
        ),  # giờ đăng tin
        # ngày và cơ quan đứng trước
        (
            "Ngày 27/3/2024, Sở Nội vụ ban hành kế hoạch số 522/KH-SNV về việc",
            "2024-03-27",
            "Sở Nội vụ",
        ),
        (
            "Ngày 23/4/2014 Sở Tài chính đã ban hành Kế hoạch số 611/KH-STC",
            "2014-04-23",
            "Sở Tài chính",
        ),
        ("đã được UBND tỉnh phê duyệt tại Quyết định số 1277/QĐ-UBND", None, "UBND tỉnh"),
        (
            "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 14/TTr-SNV ngày 1/2/2024",
            "2024-02-01",
            "Giám đốc Sở Nội vụ",
        ),
        ("Ngày 27/3/2024, đoàn kiểm tra theo Kế hoạch số 522/KH-SNV", None, None),  # ngày của đoàn
        (
            "Quyết định của Chủ tịch UBND tỉnh số 2345/QĐ-UBND ngày 12/7/2022",
            "2022-07-12",
            "Chủ tịch UBND tỉnh",
        ),
        # văn bản liên tịch
        (
            "Thông tư liên tịch số 02/2011/TTLT-VPCP-BNV của Văn phòng Chính phủ và Bộ Nội vụ",
            None,
            "Văn phòng Chính phủ và Bộ Nội vụ",
        ),
        # chữ in hoa
        (
            "KẾ HOẠCH SỐ 12/KH-UBND NGÀY 12/3/2024 CỦA ỦY BAN NHÂN DÂN TỈNH VỀ VIỆC KIỂM TRA",
            "2024-03-12",
            "ỦY BAN NHÂN DÂN TỈNH",
        ),
        # gãy dòng
        ("Kế hoạch số 771/KH-UBND ngày\n12/3/2024 của\nUBND tỉnh", "2024-03-12", "UBND tỉnh"),
    ],
)
def test_date_and_issuer(raw: str, date: str | None, issuer: str | None) -> None:
    found = one(raw)
    assert (found.date, found.issuer) == (date, issuer)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # mỗi số của dãy đều do một cơ quan ban hành
        ("Sở Nội vụ đã ban hành các Công văn số 4, 5/SNV-VP ngày 1/9/2021", ["Sở Nội vụ"] * 2),
        (
            "Sở Nội vụ ban hành Kế hoạch số 1/KH-SNV về A; Kế hoạch số 2/KH-SNV về B",
            ["Sở Nội vụ"] * 2,
        ),
        (
            "Sở Nội vụ ban hành Kế hoạch số 1/KH-SNV; Kế hoạch số 2/KH-UBND về B",
            ["Sở Nội vụ", None],
        ),
        ("Bộ Nội vụ vừa gửi các địa phương Báo cáo số 1/BC-BNV", ["Bộ Nội vụ"]),
        (
            "Sở Nội vụ vừa gửi các địa phương Báo cáo số 1/BC-BNV",
            [None],
        ),  # gửi văn bản của nơi khác
        # cơ quan đứng đầu dãy, hoặc nói một lần cho các công văn của cùng nơi
        ("Các Nghị định của Chính phủ: số 1/2018/NĐ-CP về A; số 2/2021/NĐ-CP", ["Chính phủ"] * 2),
        ("văn bản số: 12/UBND-NC, 13/UBND-KT ngày 05/3/2024 của UBND tỉnh", ["UBND tỉnh"] * 2),
        ("đơn vị trực thuộc Sở, tại Báo cáo số 1/BC-ĐKT", [None]),
        ("Kế hoạch số 1/KH-UBND năm 2024 của UBND tỉnh Long An", ["UBND tỉnh Long An"]),
        ("Kết luận số 127-KL/TW của Bộ Chính trị, Ban Bí thư", ["Bộ Chính trị, Ban Bí thư"]),
        (
            "[Kế hoạch số 1/KH-UBND](https://a.vn/1) của UBND tỉnh",
            ["UBND tỉnh"],
        ),  # liên kết Markdown
        (
            "Hướng dẫn 05/HD-TLĐ của Tổng Liên đoàn Lao động Việt Nam và Đề án 06",
            ["Tổng Liên đoàn Lao động Việt Nam", None],
        ),
        # cơ quan kế tiếp là chủ ngữ của câu, không thuộc tên cơ quan trước
        (
            "Kế hoạch số 1/KH-HĐTĐKT của Hội đồng Thi đua - Khen thưởng Trung ương, Sở Y tế có",
            ["Hội đồng Thi đua - Khen thưởng Trung ương"],
        ),
        # bị động, "do … ban hành", thiếu "của", ngày còn trống
        (
            "Kế hoạch số 1/KH-UBND được Chủ tịch UBND huyện ký ngày 3/2/2024",
            ["Chủ tịch UBND huyện"],
        ),
        ("Kế hoạch số 1/KH-UBND do UBND huyện ban hành nêu rõ", ["UBND huyện"]),
        ("Nghị định số 1/2018/NĐ-CP ngày 3/4/2018 Chính phủ về cơ chế", ["Chính phủ"]),
        ("Kế hoạch số 1/KH-UBND ngày 3/4/2018 UBND tỉnh họp bàn", [None]),  # câu mới
        ("Quyết định số 1/QĐ-UBND ngày    tháng    năm 2021 của UBND huyện", ["UBND huyện"]),
        (
            "Nghị quyết số 74-NQ/TW của Hội nghị lần thứ mười bốn Ban Chấp hành Trung ương Đảng",
            ["Hội nghị lần thứ mười bốn Ban Chấp hành Trung ương Đảng"],
        ),
        # tên dài có chữ thường, người phát ngôn, chức danh, văn bản không viết hoa
        (
            "Ban Chỉ đạo Phòng thủ dân sự quốc gia vừa ban hành công điện số 33/CĐ-BCĐ-BNNMT",
            ["Ban Chỉ đạo Phòng thủ dân sự quốc gia"],
        ),
        (
            "Kế hoạch số 3/KH-BCĐ của Ban Chỉ đạo Phòng, chống tham nhũng, tiêu cực tỉnh, UBND xã",
            ["Ban Chỉ đạo Phòng, chống tham nhũng, tiêu cực tỉnh"],
        ),
        ("Ban Chỉ đạo tỉnh yêu cầu các sở ban hành Kế hoạch số 4/KH-SNV", [None]),
        ("Thủ tướng Phạm Minh Chính ký công điện số 777/CĐ-TTg", ["Thủ tướng Phạm Minh Chính"]),
        ("chỉ đạo của Bộ trưởng tại Thông báo số 51/TB-BXD", ["Bộ trưởng"]),
        ("công điện số 541/CĐ-TTg của thủ tướng chính phủ về việc", ["thủ tướng chính phủ"]),
        # khóa, nhiệm kỳ giữa cơ quan và động từ
        (
            "Ban Thường vụ Tỉnh ủy khóa XV, nhiệm kỳ 2020 - 2025 đã ban hành Chỉ thị số 42-CT/TU",
            ["Ban Thường vụ Tỉnh ủy"],
        ),
        (
            "Chủ tịch UBND tỉnh ban hành các văn bản: Quyết định số 1/QĐ-UBND",
            ["Chủ tịch UBND tỉnh"],
        ),
        # cơ quan nói điều gì tại văn bản của mình, không phải văn bản nơi khác
        ("ba việc mà UBND tỉnh đã chỉ ra tại Công văn số 87/UBND-NC", ["UBND tỉnh"]),
        ("UBND huyện đề nghị UBND tỉnh sửa đổi mức chi tại Quyết định số 1/QĐ-UBND", [None]),
        ("UBND huyện thực hiện nghiêm các nhiệm vụ tại Kế hoạch số 1/KH-UBND", [None]),
        ("Bộ Tài chính đã trình Chính phủ tại Tờ trình số 150/TTr-BTC", ["Bộ Tài chính"]),
        ("Xét đề nghị của Giám đốc Sở Nội vụ (Tờ trình số 1/TTr-SNV)", ["Giám đốc Sở Nội vụ"]),
        ("Từ thực tế đó, Cục đã gửi Công văn số 655/HQQT-GSQL", ["Cục"]),
        ("Sau khi nghe Văn phòng UBND tỉnh trình bày Báo cáo số 94/BC-VP", ["Văn phòng UBND tỉnh"]),
        (
            "đề nghị của Sở Nội vụ tại Tờ trình số 1/TTr-SNV và Công văn số 2/SNV-CCHC",
            ["Sở Nội vụ"] * 2,
        ),
        # văn bản dẫn trong trích yếu không cắt dãy
        (
            (
                "các Quyết định của Thủ tướng Chính phủ số: 1/QĐ-TTg ban hành Kế hoạch thực hiện"
                " Kết luận số 80-KL/TW; 21/2021/QĐ-TTg quy định về hội đồng"
            ),
            ["Thủ tướng Chính phủ", None, "Thủ tướng Chính phủ"],
        ),
        # cơ quan cuối trích yếu, đúng mã trong ký hiệu
        ("Kế hoạch số 1/KH-UBND về kiểm tra công vụ của UBND huyện", ["UBND huyện"]),
        ("Kế hoạch số 1/KH-UBND về kiểm tra công vụ của Sở Y tế", [None]),
        # liên tịch "giữa", tên có số của đề án, tên gọi chung
        (
            "Thông tư liên tịch số 183/2010/TTLT-BTC-BNN giữa Bộ Tài chính và Bộ Nội vụ",
            ["Bộ Tài chính và Bộ Nội vụ"],
        ),
        (
            "Công văn số 4/CV-TCT của Tổ công tác triển khai Đề án 06 của Chính phủ",
            ["Tổ công tác triển khai Đề án 06 của Chính phủ"],
        ),
        (
            "Công văn số 2193/BTP-PC của Ban Điều hành Đề án 4 Bộ Tư pháp về việc",
            ["Ban Điều hành Đề án 4 Bộ Tư pháp"],
        ),
        (
            "Kế hoạch số 1/KH-UBND của huyện và Kế hoạch số 2/KH-UBND của tỉnh Lào Cai",
            ["huyện", "tỉnh Lào Cai"],
        ),
        ("Kế hoạch số 1/KH-UBND của huyện đề ra năm nhiệm vụ", [None]),
        (
            "đề nghị của Sở Lao động\n- Thương binh và Xã hội tại Tờ trình số 92/TTr-SLĐTBXH",
            ["Sở Lao động - Thương binh và Xã hội"],
        ),  # dòng mở bằng gạch không phải mục mới
    ],
)
def test_issuers_of_lists_and_verbs(raw: str, expected: list[str | None]) -> None:
    assert [r.issuer for r in read(raw)] == expected


def test_a_day_before_takes_its_year_from_its_surroundings() -> None:
    plan = "Kế hoạch số 1/KH-UBND về kiểm tra năm 2019"
    raw = f"Thực hiện {plan} và ngày 07/10 Sở Nội vụ có thông báo số 2/TB-SNV"
    assert [(r.code, r.date) for r in read(raw)] == [
        ("1/KH-UBND", None),
        ("2/TB-SNV", "2019-10-07"),
    ]


def test_nothing_is_borrowed_from_the_next_citation() -> None:
    raw = "Kế hoạch số 10/KH-UBND; Kế hoạch số 11/KH-SNV ngày 12/3/2024 của Sở Nội vụ về kiểm tra"
    first, second = read(raw)
    assert (first.date, first.issuer, first.subject) == (None, None, None)
    assert (second.date, second.issuer, second.subject) == ("2024-03-12", "Sở Nội vụ", "kiểm tra")


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        ("Kế hoạch số 1/KH-UBND về việc kiểm tra công vụ; Báo cáo", "kiểm tra công vụ"),
        (
            "Kế hoạch số 1/KH-UBND v/v thi đua, khen thưởng năm 2023.",
            "thi đua, khen thưởng năm 2023",
        ),
        (
            "Kế hoạch số 1/KH-SNV của Sở Nội vụ kiểm tra, giám sát công vụ;",
            "kiểm tra, giám sát công vụ",
        ),
        ("Kế hoạch số 1/KH-UBND về kiểm tra, Sở Nội vụ đã tổ chức họp.", "kiểm tra"),  # chủ ngữ mới
        ("Kế hoạch số 1/KH-UBND về kiểm tra và Công văn số 2/SNV-VP", "kiểm tra"),
        ("(theo Kế hoạch số 1/KH-UBND về kiểm tra) đã xong", "kiểm tra"),
        ("Kế hoạch số 1/KH-UBND về kiểm tra (sau đây gọi tắt là Kế hoạch)", "kiểm tra"),
        (
            "Quyết định số 1/QĐ-UBND về sửa đổi, bổ sung một số điều của Quy chế.",
            "sửa đổi, bổ sung một số điều của Quy chế",
        ),
        ("Theo Kế hoạch số 1/KH-UBND, Văn phòng Sở giúp Tổ kiểm tra.", None),
        ("Kế hoạch số 1/KH-UBND về kiểm tra, Sở Nội vụ tổng hợp kết quả như sau:", "kiểm tra"),
        ("Kế hoạch số 1/KH-UBND kiểm tra công vụ, nội dung cụ thể như sau:", "kiểm tra công vụ"),
        ("Kế hoạch số 1/KH-UBND về kiểm tra, từ ngày 17/9 Đoàn kiểm tra đã làm việc", "kiểm tra"),
        ("Kế hoạch số 1/KH-UBND về kiểm tra đã hoàn thành với 18 cuộc", "kiểm tra"),
        (
            "Nghị định số 1/2018/NĐ-CP về một cửa, được sửa đổi bởi Nghị định số 2/2021/NĐ-CP",
            "một cửa",
        ),
        ("Công điện số 1/CĐ-TTg gửi các bộ, ngành về chấn chỉnh công vụ.", "chấn chỉnh công vụ"),
        (  # trích yếu chứa văn bản khác
            "Nghị định số 2/2021/NĐ-CP sửa đổi một số điều của Nghị định số 1/2018/NĐ-CP;",
            "sửa đổi một số điều của Nghị định số 1/2018/NĐ-CP",
        ),
        ("Kế hoạch số 1/KH-UBND có hiệu lực", None),
    ],
)
def test_subject(raw: str, subject: str | None) -> None:
    assert read(raw)[0].subject == subject


@pytest.mark.parametrize(
    ("raw", "relation"),
    [
        ("Căn cứ Kế hoạch số 1/KH-UBND", "based_on"),
        ("Thực hiện Kế hoạch số 1/KH-UBND", "implements"),
        ("Triển khai thực hiện Kế hoạch số 1/KH-UBND", "implements"),
        ("theo đề nghị của Sở Nội vụ tại Tờ trình số 1/TTr-SNV", "proposed_by"),
        ("sửa đổi, bổ sung một số điều của Quyết định số 1/QĐ-UBND", "amends"),
        ("Quyết định này thay thế Quyết định số 1/QĐ-UBND", "replaces"),
        ("bãi bỏ Quyết định số 1/QĐ-UBND", "repeals"),
        ("ban hành kèm theo Quyết định số 1/QĐ-UBND", "contained_in"),
        ("Sở Nội vụ ban hành Kế hoạch số 1/KH-SNV", "issues"),
        ("phúc đáp Công văn số 1/SNV-VP", "replies_to"),
        ("Tiếp theo Công văn số 1/SNV-VP", "follows"),
        ("Quyết định số 1/QĐ-UBND đã được sửa đổi, bổ sung", "amended_by"),
        ("Quyết định số 1/QĐ-UBND được thay thế bởi", "replaced_by"),
        ("Giám đốc Sở Nội vụ ký Kết luận số 1/KL-SNV", "issues"),
        ("quy trình được phê duyệt tại Quyết định số 1/QĐ-UBND", "approved_by"),
        ("bãi bỏ mục III của Danh mục ban hành kèm theo Quyết định số 1/QĐ-UBND", "repeals"),
        ("Quyết định số 1/QĐ-UBND hết hiệu lực kể từ ngày ký", "repeals"),
        ("gia hạn thời gian thực hiện Kế hoạch số 1/KH-UBND", "extends"),
        ("ý kiến của Chủ tịch UBND tỉnh tại Thông báo số 1/TB-UBND", "implements"),
        ("ý kiến thẩm định của Sở Tư pháp tại Báo cáo số 1/BC-STP", "proposed_by"),
        ("Đề nghị Bộ Y tế sửa đổi Thông tư số 1/2017/TT-BYT", "mentions"),  # mới là đề nghị
        ("Nội dung điều chỉnh so với Quyết định số 1/QĐ-UBND", "mentions"),
        ("Theo bà Hoa, Kế hoạch số 1/KH-UBND đã xong", "mentions"),  # theo lời người
        ("trong Kế hoạch số 1/KH-UBND", "mentions"),
    ],
)
def test_relation(raw: str, relation: str) -> None:
    assert read(raw)[0].relation == relation


def test_a_list_goes_on_with_its_relation() -> None:
    raw = "Thực hiện Kế hoạch số 1/KH-UBND về A; Kế hoạch số 2/KH-SNV về B"
    assert [r.relation for r in read(raw)] == ["implements", "implements"]


@pytest.mark.parametrize(
    ("raw", "relations"),
    [
        # cả dãy cùng một động từ
        ("thay thế các Kế hoạch số 1/KH-BNV ngày 1/6/2021, 2/KH-BNV và 3/KH-BNV", ["replaces"] * 3),
        ("Sở đã ban hành Kế hoạch số 1/KH-SNV về A; Quyết định số 2/QĐ-SNV về B", ["issues"] * 2),
        # luật dẫn theo tên mở dãy căn cứ
        ("Căn cứ Luật Đầu tư công năm 2024; Nghị định số 1/2025/NĐ-CP về A", ["based_on"]),
        # mục căn cứ, mỗi dòng một văn bản
        (
            "I. CĂN CỨ\n1. Kế hoạch số 1/KH-UBND về A;\n2. Các Quyết định số 2/QĐ-UBND",
            ["based_on"] * 2,
        ),
        # văn bản được sửa và văn bản sửa nó
        (
            "Căn cứ Luật A số 77/2015/QH13, được sửa đổi, bổ sung theo Luật số 21/2017/QH14",
            ["based_on", "amended_by"],
        ),
        (
            "theo Quyết định số 1/QĐ-UBND, được thay thế bằng Quyết định số 2/QĐ-UBND",
            ["based_on", "replaced_by"],
        ),
        # tên tắt trong ngoặc không cắt dãy
        (
            "Thực hiện Kế hoạch số 1/KH-SNV (gọi tắt là Kế hoạch 1) và Quyết định số 2/QĐ-SNV",
            ["implements", "implements"],
        ),
        ("các Chỉ thị số 4/CT-UBND của UBND tỉnh A và số 7/CT-UBND hết hiệu lực", ["repeals"] * 2),
        # văn bản dẫn trong trích yếu có quan hệ riêng
        (
            "Căn cứ Quyết định số 1/QĐ-TTg về thực hiện Kết luận số 8-KL/TW; Kế hoạch số 2/KH-BNV",
            ["based_on", "implements", "based_on"],
        ),
        (
            "Quyết định số 2/2022/QĐ-UBND sửa đổi Quyết định số 1/2021/QĐ-UBND",
            ["mentions", "amends"],
        ),
    ],
)
def test_relations_of_lists(raw: str, relations: list[str]) -> None:
    assert [r.relation for r in read(raw) if r.code and r.symbol] == relations


def test_a_new_sentence_has_its_own_relation() -> None:
    raw = "Thực hiện Kế hoạch số 1/KH-UBND. Đoàn đã gửi Báo cáo số 2/BC-SNV."
    assert [r.relation for r in read(raw)] == ["implements", "mentions"]


def test_the_amending_acts_of_a_law() -> None:
    raw = "Luật A số 76/2015/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số 47/2019/QH14"
    assert [(r.code, r.relation) for r in read(raw)] == [
        ("76/2015/QH13", "amended_by"),
        ("47/2019/QH14", "amended_by"),
    ]


# --- laws, short and back references -------------------------------------------------------


def test_a_law_with_its_name_before_the_number() -> None:
    name = "Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật"
    raw = f"{name} số 87/2025/QH15"
    found = one(raw)
    assert (found.code, found.type, found.quote) == ("87/2025/QH15", "LUẬT", raw)


@pytest.mark.parametrize(
    ("raw", "quote", "year"),
    [
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương năm 2025;",
            "Luật Tổ chức chính quyền địa phương năm 2025",
            "2025",
        ),
        (
            "Luật Thi đua, khen thưởng năm 2022 quy định",
            "Luật Thi đua, khen thưởng năm 2022",
            "2022",
        ),
        ("Bộ luật Lao động quy định rõ", "Bộ luật Lao động", None),
        (
            "Luật Ban hành văn bản quy phạm pháp luật năm 2025",
            "Luật Ban hành văn bản quy phạm pháp luật năm 2025",
            "2025",
        ),
        ("Hiến pháp năm 2013", "Hiến pháp năm 2013", "2013"),
    ],
)
def test_laws_by_name(raw: str, quote: str, year: str | None) -> None:
    found = one(raw)
    assert (found.code, found.quote, found.year) == (None, quote, year)


def test_luat_su_and_phap_luat_are_no_laws() -> None:
    assert read("Luật sư Nguyễn Văn A; theo quy định của pháp luật; Luật gia") == []


def test_short_back_and_defined_names_stand_for_the_full_one() -> None:
    raw = (
        "Thực hiện Kế hoạch số 522/KH-SKHCN ngày 27/3/2024 (sau đây gọi tắt là Kế hoạch kiểm tra). "
        "Theo Kế hoạch 522, đoàn đã họp. Kế hoạch nêu trên được gửi đi. Kế hoạch kiểm tra đã xong."
    )
    full, *others = read(raw)
    assert full.code == "522/KH-SKHCN"
    assert [(r.quote, r.code) for r in others] == [
        ("Kế hoạch kiểm tra", None),
        ("Kế hoạch 522", "522"),
        ("Kế hoạch nêu trên", None),
        ("Kế hoạch kiểm tra", None),
    ][-len(others) :]
    assert {r.antecedent for r in others} == {full.start}


def test_quyet_dinh_nay_is_the_document_itself() -> None:
    head = "UBND TỈNH A\nSố: 12/QĐ-UBND\nQUYẾT ĐỊNH\n"
    raw = f"{head}Theo Quyết định số 9/QĐ-UBND\nQuyết định này có hiệu lực."
    found = read(raw)
    own = next(r for r in found if r.own)
    this = next(r for r in found if r.quote == "Quyết định này")
    assert (own.code, this.antecedent) == ("12/QĐ-UBND", own.start)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Chỉ thị số 17, các đơn vị", [("17", "CT")]),
        ("Nghị quyết 18 và Đề án 06 của Chính phủ", [("18", "NQ"), ("06", "ĐA")]),
        ("NQ 76 của Chính phủ; KH số 19", [("76", "NQ"), ("19", "KH")]),
        ("Nghị định số 30/2020 của Chính phủ", [("30/2020", "NĐ")]),
        ("Nghị quyết số 18, 19 của Trung ương", [("18", "NQ"), ("19", "NQ")]),
        ("Tờ trình số 15 và số 16 ngày 05/3/2024", [("15", "TTr"), ("16", "TTr")]),
        ("Hướng dẫn số 12 ngày 05/3/2024 của Sở Nội vụ", [("12", "HD")]),
        ("phương án số 2 của đơn vị tư vấn", []),
        (  # đã dẫn đủ thì dẫn tắt đứng trước từ nào cũng được
            "Kế hoạch số 245/KH-UBND. Kế hoạch 245 bám sát nghị quyết; Kế hoạch 245 người dự",
            [("245/KH-UBND", "KH"), ("245", "KH")],
        ),
    ],
)
def test_short_numbers(raw: str, expected: list[tuple[str, str]]) -> None:
    assert [(r.code, r.type) for r in read(raw) if r.code] == expected


# --- the notice's own number ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "code", "date", "issuer"),
    [
        (
            "UBND TỈNH A\nSỞ NỘI VỤ\nSố: 121/TB-SNV\nĐồng Tháp, ngày 02 tháng 10 năm 2023\n",
            "121/TB-SNV",
            "2023-10-02",
            "SỞ NỘI VỤ",
        ),
        (  # hai cột đan xen
            "ỦY BAN NHÂN DÂN | CỘNG HÒA … | Số: 30/2018/QĐ-UBND | Huế, ngày 9 tháng 10 năm 2018 |",
            "30/2018/QĐ-UBND",
            "2018-10-09",
            "ỦY BAN NHÂN DÂN",
        ),
        (  # công văn, ngày gãy dòng, dấu Markdown
            "SỞ TÀI CHÍNH\n**Số: 1322 /STC-GCS**\n|\n*Đắk Nông, ngày 18\ntháng 6 năm 2019*",
            "1322/STC-GCS",
            "2019-06-18",
            "SỞ TÀI CHÍNH",
        ),
        (  # bảng thuộc tính của trang văn bản
            "Số ký hiệu\t63/KH-UBND\nNgày ban hành\t05/09/2025\nCơ quan ban hành\tUBND phường A\n",
            "63/KH-UBND",
            "2025-09-05",
            "UBND phường A",
        ),
        (
            "ĐẢNG ỦY XÃ\nSố 05-NQ/ĐU\nAn Bình, ngày 5 tháng 9 năm 2026",
            "05-NQ/ĐU",
            "2026-09-05",
            None,
        ),
    ],
)
def test_own_number(raw: str, code: str, date: str, issuer: str | None) -> None:
    found = read(raw)[0]
    assert (found.own, found.code, found.date) == (True, code, date)
    if issuer is not None:
        assert found.issuer == issuer


@pytest.mark.parametrize(
    "raw",
    [
        "Thực hiện Công văn số: 12/SNV-VP ngày 1/2/2023",
        "Kế hoạch\nsố 771/KH-UBND ngày 1/2/2023 của UBND tỉnh",
        "QUYẾT ĐỊNH SỐ 12/QĐ-UBND NGÀY 12/3/2024",
    ],
)
def test_what_is_not_the_own_number(raw: str) -> None:
    assert not any(r.own for r in read(raw))


def test_a_draft_without_a_number() -> None:
    found = one("Số:      /TTr-SKHCN")
    assert (found.number, found.code, found.symbol) == (None, None, "TTr-SKHCN")


# (câu, các số nhận ra)
SHORT = [
    # cơ quan vừa ban hành, động từ theo sau: số trần là của văn bản
    ("UBND tỉnh vừa có văn bản 2306 chỉ đạo Công an tỉnh.", [("2306", "CV", None)]),
    ("UBND huyện ban hành công văn 85 ngày 12/3/2019 về thu.", [("85", "CV", "2019-03-12")]),
    ("UBND tỉnh vừa có công điện 07 yêu cầu các sở trực 24/24.", [("07", "CĐ", None)]),
    ("Theo thông báo 112, các hộ nộp tiền.", [("112", "TB", None)]),
    # "văn bản số": không rõ loại thì là công văn
    ("Sở có Văn bản số 5147 ngày 02/12/2024 giao việc.", [("5147", "CV", "2024-12-02")]),
    ("Văn phòng có văn bản số 8112 truyền đạt ý kiến.", [("8112", "CV", None)]),
    # của ai thì là văn bản của người ấy, loại nào cũng vậy, kể cả số trước cùng loại
    (
        "Căn cứ quy định 91, quy định 08 của Bộ Chính trị.",
        [("91", "QyĐ", None), ("08", "QyĐ", None)],
    ),
    ("Làm theo nghị quyết 57 của Bộ Chính trị.", [("57", "NQ", None)]),
    ("Theo Quy định 37 về nêu gương.", [("37", "QyĐ", None)]),
    # số của văn bản ai cũng biết, trước từ bất kỳ không phải từ đếm
    ("Học tập theo Chỉ thị 05 dần đi vào nền nếp.", [("05", "CT", None)]),
    ("Đề án 2389 đều được niêm yết.", [("2389", "ĐA", None)]),
    ("Nghị quyết 02 năm nay có ba điểm mới.", [("02", "NQ", None)]),
    ("Quyết định 05 người đi học. Kết luận 03 vấn đề. Quy định 30 ngày trả hồ sơ.", []),
    # số đếm, năm, thời hạn thì không
    ("Ban hành kế hoạch 2021 của sở.", []),
    ("Đã xử lý 1795 văn bản, 35 công văn.", []),
    ("Lớp học có kế hoạch 100 người.", []),
    ("Thực hiện theo kế hoạch 15 ngày nữa.", []),
    ("Nội dung văn bản 20 trang về thuế.", []),
    ("Số hóa văn bản số 1: 20 điểm.", []),
]


@pytest.mark.parametrize(("text", "expected"), SHORT)
def test_bare_numbers(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = references.find(atoms.scan(text, Context()))
    assert [(r.code, r.type, r.date) for r in found] == expected


# --- the annotated texts -------------------------------------------------------------------


@pytest.mark.parametrize(("gold", "texts"), [("seeds", "seeds"), ("dev", "gold/texts")])
def test_annotated_texts(gold: str, texts: str) -> None:
    path = SHARED / "gold" / f"{gold}.jsonl"
    if not path.exists():
        assert not os.environ.get("VANBAN_REQUIRE_ALL"), path
        pytest.skip(f"{path} is not here")
    wrong: list[object] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        raw = (SHARED / texts / f"{row['id']}.txt").read_text(encoding="utf-8")
        context = Context(row.get("published"), row.get("province"), row.get("title"))
        found = [r for r in references.find(atoms.scan(raw, context)) if r.code]
        got = sorted((r.code or "", "" if r.own else r.date or "") for r in found)
        must = sorted(
            (g["code"], "" if g.get("own") else g["date"] or "")
            for g in row["references"]
            if g["code"] and not g.get("optional")
        )
        wrong += [row["id"]] if got != must else []
    assert wrong == []
