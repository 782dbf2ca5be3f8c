from __future__ import annotations

import pytest

from corpus import documents, store
from corpus.cite import cite

# Mã, loại, cơ quan, mã cơ quan, ngày; cùng số ở nhiều nơi, và luật gọi theo tên.
HELD = [
    ("771/KH-UBND", "KH", "UBND tỉnh Long An", "UBND", "2024-03-12"),
    ("771/KH-UBND", "KH", "UBND tỉnh Lạng Sơn", "UBND", "2024-05-04"),
    ("771/KH-SNV", "KH", "Sở Nội vụ tỉnh Long An", "SNV", "2024-06-04"),
    ("02/2017/TT-VPCP", "TT", "Văn phòng Chính phủ", "VPCP", "2017-10-31"),
    ("06/QĐ-TTg", "QĐ", "Thủ tướng Chính phủ", "TTg", "2022-01-06"),
    ("05-NQ/TU", "NQ", "Tỉnh ủy Long An", "TU", "2021-02-03"),
    (None, "LUẬT", "Luật Thủ đô năm 2024", None, None),
    (None, "LUẬT", "Bộ luật Lao động năm 2019", None, None),
    (None, "PL", "Pháp lệnh Ưu đãi người có công với cách mạng năm 2020", None, None),
]


@pytest.fixture
def held(corpus_db, make):
    for at, (code, kind, issuer, body, day) in enumerate(HELD):
        quote = f"Văn bản số {code} của {issuer}" if code else issuer
        told = {"date": day, "issuer": issuer, "issuer_id": body} if code else {}
        reading = make.reading(
            f"Thực hiện {quote}", (make.cited(f"Thực hiện {quote}", quote, code, kind, **told),),
            identity=str(at), title=f"Tin {at}", province=None, published=None,
        )  # fmt: skip
        store.put(corpus_db, reading)
    documents.link(corpus_db)
    return corpus_db


# Cách người ta gõ, và (số, nơi ban hành) phải thấy, không hơn.
ASKED = [
    ("kh 771 long an", {("771/KH-UBND", "Long An"), ("771/KH-SNV", "Long An")}),
    ("771/KH-UBND Lạng Sơn", {("771/KH-UBND", "Lạng Sơn")}),
    ("KH 771 ubnd tỉnh lang son", {("771/KH-UBND", "Lạng Sơn")}),
    ("Lạng Sơn kế hoạch 771", {("771/KH-UBND", "Lạng Sơn")}),  # tên tỉnh gõ trước
    ("kế hoạch 771 sở nội vụ", {("771/KH-SNV", "Long An")}),  # tên cơ quan thay ký hiệu
    ("ke hoach so 771 so noi vu long an", {("771/KH-SNV", "Long An")}),
    ("Kế hoạch số 771/KH-UBND ngày 12/3/2024 của UBND tỉnh Long An về việc đi Lạng Sơn",
     {("771/KH-UBND", "Long An")}),  # nơi nêu trong trích yếu không phải nơi ban hành
    ("771/KH-UBND cao bằng", set()),
    ("Số: 02/2017/TT-VPCP Hà Nội, ngày 31 tháng 10", {("02/2017/TT-VPCP", "Trung ương")}),
    ("nghị quyết 5 tỉnh ủy", {("05-NQ/TU", "Long An")}),
    ("Đề án 06", {("06/QĐ-TTg", "Trung ương")}),  # ai cũng gọi như thế
    ("de an 06", {("06/QĐ-TTg", "Trung ương")}),
    ("đề án 07", set()),
    ("luật thủ đô", {(None, "Trung ương")}),
    ("LUAT THU DO", {(None, "Trung ương")}),  # không dấu
    ("luat thu do 2023", set()),
    ("luật lao động", {(None, "Trung ương")}),  # thiếu chữ Bộ
    ("bo luat lao dong nam 2019", {(None, "Trung ương")}),
    ("phap lenh uu dai nguoi co cong voi cach mang", {(None, "Trung ương")}),
    ("luat bao chi", set()),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), ASKED)
def test_what_people_type_beside_a_number(held, typed, expected):
    found = cite(held, typed).documents
    assert {(d.code, d.jurisdiction) for d in found} == expected


def test_a_province_given_apart_wins(held):
    (document,) = cite(held, "771/KH-UBND long an", "Lạng Sơn").documents
    assert document.jurisdiction == "Lạng Sơn"
