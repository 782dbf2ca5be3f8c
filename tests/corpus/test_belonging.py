from __future__ import annotations

import pytest

from corpus.belonging import belonging_of

HEAD = "UBND TỈNH ĐỒNG THÁP\nSố: 552/KH-UBND\n"


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        # trang đã khai báo tỉnh thì bài nói gì cũng theo trang
        ("Tỉnh Lạng Sơn", {"province": "Đồng Tháp"}, ("Đồng Tháp", "Đồng Tháp", "site")),
        # cả bài chỉ nhắc một tỉnh
        ("UBND tỉnh Lạng Sơn họp", {}, ("Lạng Sơn", "Lạng Sơn", "text")),
        # nhắc hai tỉnh: không đoán
        ("Lạng Sơn và Cao Bằng", {}, (None, None, None)),
        # không nhắc tỉnh nào
        ("Sở họp", {}, (None, None, None)),
        # địa danh ở phần đầu văn bản
        ("*Đồng Tháp, ngày 19 tháng 11 năm 2025*\nvà Lạng Sơn", {},
         ("Đồng Tháp", "Đồng Tháp", "text")),
        # đầu đề nói rõ, bài nhắc thêm tỉnh khác
        ("Cao Bằng và Hà Nội", {"title": "Lạng Sơn kiểm tra CCHC"},
         ("Lạng Sơn", "Lạng Sơn", "text")),
        # báo tỉnh mở đầu bằng tên viết tắt
        ("ĐTO - Ngày 20/10, Đoàn kiểm tra làm việc", {}, ("Đồng Tháp", "Đồng Tháp", "text")),
        # tỉnh đã nhập: tên lúc đăng và tên bây giờ
        ("UBND tỉnh Hậu Giang", {"published": "2024-03-01"}, ("Hậu Giang", "Cần Thơ", "text")),
        ("UBND tỉnh Hậu Giang", {"published": "2025-08-01"}, ("Cần Thơ", "Cần Thơ", "text")),
    ],
)  # fmt: skip
def test_belonging(make, text, more, expected):
    reading = make.reading(text, **{"province": None, "title": "Tin", **more})
    assert tuple(belonging_of(reading))[:3] == expected


def test_the_issuer_of_its_own_number_goes_first(make):
    own = make.cited(
        HEAD, "552/KH-UBND", "552/KH-UBND", "KH", own=True, issuer="UBND TỈNH ĐỒNG THÁP"
    )
    text = HEAD + "Học tập kinh nghiệm của Lạng Sơn, Cao Bằng"
    reading = make.reading(text, (own,), province=None, title="Kế hoạch")
    assert tuple(belonging_of(reading))[:3] == ("Đồng Tháp", "Đồng Tháp", "text")
