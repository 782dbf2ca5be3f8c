"""A document's number in a search, in every spelling that people type."""

from __future__ import annotations

import pytest

from corpus import documents, store
from corpus.database import open_corpus
from corpus.numbers import Number, number_at
from corpus.query import parse
from corpus.records import Site
from corpus.search import search
from corpus.seen import put_site

# tên: (văn bản trong kho, trích dẫn như trong tin, mã, loại, ngày)
HELD = {
    "ubnd": ("UBND tỉnh Đồng Tháp ban hành {}.", "Kế hoạch số 771/KH-UBND ngày 12/3/2024",
             "771/KH-UBND", "KH", "2024-03-12"),
    "so": ("Sở Khoa học và Công nghệ ban hành {}.", "Kế hoạch số 771/KH-SKHCN ngày 02/4/2023",
           "771/KH-SKHCN", "KH", "2023-04-02"),
    "tu": ("Tỉnh ủy Cà Mau ban hành {}.", "Kế hoạch số 771-KH/TU ngày 05/5/2022",
           "771-KH/TU", "KH", "2022-05-05"),
    "langson": ("Thực hiện {} của UBND tỉnh Lạng Sơn.", "Quyết định số 1277/QĐ-UBND ngày 07/7/2020",
                "1277/QĐ-UBND", "QĐ", "2020-07-07"),
    "hanoi": ("Thực hiện {} của UBND thành phố Hà Nội.",
              "Quyết định số 1277/QĐ-UBND ngày 15/4/2021", "1277/QĐ-UBND", "QĐ", "2021-04-15"),
    "tt": ("Theo {} của Văn phòng Chính phủ.", "Thông tư số 02/2017/TT-VPCP ngày 31/10/2017",
           "02/2017/TT-VPCP", "TT", "2017-10-31"),
    "nq": ("Chính phủ có {}.", "Nghị quyết số 30c/NQ-CP ngày 08/11/2011", "30c/NQ-CP", "NQ",
           "2011-11-08"),
    "cv": ("Sở Nội vụ có {}.", "Công văn số 2231/SNV-CCHC ngày 01/8/2023", "2231/SNV-CCHC", "CV",
           "2023-08-01"),
    "sua": ("Sở Khoa học và Công nghệ có Kế hoạch số {} về kiểm tra.", "43/KHSKHCN ngày 12/6/2023",
            "43/KH-SKHCN", "KH", "2023-06-12"),
    "luat": ("Căn cứ {}.", "Luật số 45/2019/QH14 ngày 20/11/2019", "45/2019/QH14", "LUAT",
             "2019-11-20"),
    "tin": ("Năm 2024, 771 hộ dân và 1277 em nhỏ ở Lạng Sơn được tặng quà; kế hoạch 5 năm.", None,
            None, None, None),
}  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory, make):
    connection = open_corpus(tmp_path_factory.mktemp("numbers") / "corpus.db")
    put_site(connection, Site("st1"))
    for name, (text, quote, code, kind, day) in HELD.items():
        written = text.format(quote)
        found = () if quote is None else (make.cited(written, quote, code, kind, date=day),)
        store.put(
            connection, make.reading(written, found, identity=name, title="Tin", province=None)
        )
    documents.link(connection)
    yield connection
    connection.close()


# Mỗi dòng: cách người ta gõ, và những tin phải tìm thấy.
SPELLINGS = [
    ("771/KH-UBND", {"ubnd"}),
    ("771/kh-ubnd", {"ubnd"}),
    ("771 kh ubnd", {"ubnd"}),  # dấu cách thay gạch
    ("771 KH UBND", {"ubnd"}),
    ("kh 771 ubnd", {"ubnd"}),
    ("KH-UBND 771", {"ubnd"}),  # ký hiệu trước số
    ("771KH-UBND", {"ubnd"}),  # mất gạch chéo
    ("771KHUBND", {"ubnd"}),  # mất cả hai gạch
    ("771/KHUBND", {"ubnd"}),  # mất gạch ngang
    ("771-KH-UBND", {"ubnd"}),
    ("771_KH_UBND", {"ubnd"}),  # như trong tên tệp
    ("771.KH.UBND", {"ubnd"}),
    ("771\\KH-UBND", {"ubnd"}),
    ("771 / KH - UBND", {"ubnd"}),  # cách ra quanh gạch
    ("771/ KH-UBND", {"ubnd"}),
    ("771/KH–UBND", {"ubnd"}),  # gạch dài
    ("0771/KH-UBND", {"ubnd"}),  # thừa số không
    ("Kế hoạch số 771/KH-UBND", {"ubnd"}),
    ("KẾ HOẠCH SỐ: 771/KH-UBND", {"ubnd"}),
    ("ke hoach 771/kh-ubnd nam 2024", {"ubnd"}),  # gõ thêm năm
    ("771/KH-UBND ngày 12/3/2024", {"ubnd"}),  # gõ thêm ngày
    ("771/KH-UBND/2024", {"ubnd"}),
    ("771/2024/KH-UBND", {"ubnd"}),  # năm mà số không có
    ("771/KH-UBND năm 2019", set()),  # năm khác
    ("kh 771", {"ubnd", "so", "tu"}),
    ("KH771", {"ubnd", "so", "tu"}),
    ("kh-771", {"ubnd", "so", "tu"}),
    ("771 KH", {"ubnd", "so", "tu"}),
    ("771/KH", {"ubnd", "so", "tu"}),
    ("kế hoạch số 771", {"ubnd", "so", "tu"}),
    ("kế hoạch 771 năm 2023", {"so"}),
    ("kh 771/2022", {"tu"}),
    ("771-KH/TU", {"tu"}),
    ("771 kh tu", {"tu"}),
    ("771kh/tu", {"tu"}),
    ("kh 771 skhcn", {"so"}),
    ("qd 1277 lang son", {"langson"}),
    ("QĐ 1277 Lạng Sơn", {"langson"}),
    ("qđ1277 lạng sơn", {"langson"}),
    ("1277/QÐ-UBND", {"langson", "hanoi"}),  # chữ eth thay chữ Đ
    ("1277/QD-UBND", {"langson", "hanoi"}),
    ("quyết định 1277 năm 2021", {"hanoi"}),
    ("quyết định 1277 năm 2021 lạng sơn", set()),
    ("quyết định 1277 năm 2020 lạng sơn", {"langson"}),
    ("quyết định số 1277/QĐ-UBND ngày 7/7/2020", {"langson"}),  # ngày viết 07/7
    ("1277 qđ-ubnd hà nội", {"hanoi"}),
    ("02/2017/TT-VPCP", {"tt"}),
    ("2/2017/tt-vpcp", {"tt"}),
    ("02/TT-VPCP", {"tt"}),  # bỏ năm
    ("tt 02/2017", {"tt"}),
    ("thông tư 2 năm 2017", {"tt"}),
    ("thong tu so 02/2017/tt-vpcp", {"tt"}),
    ("30c/NQ-CP", {"nq"}),
    ("nq 30c", {"nq"}),
    ("nghị quyết 30C chính phủ", {"nq"}),
    ("30c nq cp", {"nq"}),
    ("2231/SNV-CCHC", {"cv"}),
    ("công văn 2231", {"cv"}),
    ("cv 2231 snv", {"cv"}),
    ("43/KH-SKHCN", {"sua"}),  # tin viết 43/KHSKHCN
    ("luật 45/2019/QH14", {"luat"}),
    ("45/2019/qh14", {"luat"}),
    ("kế hoạch 5 năm", {"tin"}),  # không phải số hiệu: vẫn tìm ra chữ
]  # fmt: skip


@pytest.mark.parametrize(("spelling", "expected"), SPELLINGS)
def test_a_number_in_every_spelling(db, spelling, expected):
    assert {hit.url.rsplit("/", 1)[1] for hit in search(db, spelling).hits} == expected


@pytest.mark.parametrize(
    ("spelling", "marked"),
    [
        ("kh 771 skhcn", "771/KH-SKHCN"),
        ("771khubnd", "771/KH-UBND"),
        ("quyết định 1277 năm 2021", "Quyết định số 1277"),
        ("02/TT-VPCP", "02/2017/TT-VPCP"),
    ],
)
def test_the_number_is_marked_as_it_is_written(db, spelling, marked):
    (hit,) = search(db, spelling).hits
    assert marked in [hit.passage[a:b] for a, b in hit.marks]


@pytest.mark.parametrize(
    "text",
    ["năm 2024", "9001:2015", "3/19", "24/7", "5 huyện", "covid 19", "30/4", "a4", "quý 3", "10h",
     "so 771", "khong 2 gia", "3g 4g 5g"],
)  # fmt: skip
def test_what_is_no_number_stays_words(text):
    assert [term.number for term in parse(text).wanted] == [None] * len(parse(text).wanted)


def test_words_that_follow_a_number_stay_words():
    number, length = number_at(["kh", "771", "ca", "mau"], 0)
    assert (number, length) == (Number("771", "kh"), 2)  # "CA" cũng là Công an
    assert parse("771/KH-UBND -kh -5").unwanted[0].number is None  # "-kh", "-5" không thành số
