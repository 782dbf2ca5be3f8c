"""Sections about persons are left alone; documents stamped as secret stay out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrapers import site as declarations
from scrapers.listing import read_listing
from scrapers.secrecy import is_secret


@pytest.mark.parametrize(
    "text",
    [
        "UBND TỈNH HẢI LAM\nMẬT\nSố: 12/BC-UBND",
        "TỐI MẬT\nSố: 3/KH-UBND",
        "[ TUYỆT MẬT ]\nKẾ HOẠCH",
        "Độ mật: Mật\nBÁO CÁO",
        "ĐỘ MẬT: TỐI MẬT\nBÁO CÁO",
        # Đầu văn bản thường là một bảng: dấu nằm trong một ô.
        "SỞ NỘI VỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nMẬT\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 12/BC-SNV\tTUYỆT MẬT\nBÁO CÁO",
        "UBND TỈNH\nM Ậ T\nSố: 12/BC-UBND",
    ],
)
def test_the_stamp(text: str) -> None:
    assert is_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "Quy chế bảo vệ bí mật nhà nước",
        "CÔNG TÁC BẢO MẬT",  # tiêu đề, không phải dấu
        "Phân loại độ mật của tài liệu",
        "Tài liệu MẬT được quản lý riêng",
        "BÁO CÁO\n" + "Nội dung.\n" * 400 + "MẬT\n",  # không ở phần đầu văn bản
        "MẬT ONG RỪNG",
        "1\tMẬT ONG RỪNG\t120.000 đồng",
        "Độ mật: Không",
    ],
)
def test_a_word_is_no_stamp(text: str) -> None:
    assert not is_secret(text)


@pytest.mark.parametrize(
    ("path", "private"),
    [
        ("/hoi-dap/thu-tuc-cap-giay-to-123.html", True),
        ("/vi/phan-anh-kien-nghi?page=2", True),
        ("/danh-sach-ho-ngheo-nam-2024-4567.html", True),
        ("/so-yeu-ly-lich-ong-a-12.html", True),
        ("/tin-tuc/hoi-nghi-doi-thoai-voi-nguoi-dan-12.html", False),
        ("/cai-cach-hanh-chinh/tiep-nhan-va-tra-loi-kien-nghi-cu-tri-9.html", False),
        ("/danh-sach-xa-dat-chuan-nong-thon-moi-8.html", False),
    ],
)
def test_sections_about_persons_are_left_alone(path: str, *, private: bool) -> None:
    site = declarations.find("thainguyen_dost", None)
    assert site.leaves_out(site.origin + path) is private


# Địa chỉ chỉ có số: tên bài trong danh mục cho biết.
@pytest.mark.parametrize(
    ("title", "private"),
    [
        ("Danh sách hộ nghèo xã Tân Mỹ năm 2024", True),
        ("DANH SÁCH NGƯỜI CÓ CÔNG được hưởng chế độ tháng 7", True),
        ("Lý lịch trích ngang của ứng cử viên đại biểu Quốc hội", True),
        ("Công khai bản kê khai tài sản, thu nhập của ông A", True),
        ("Kế hoạch kê khai tài sản, thu nhập năm 2024", False),
        ("Danh sách thủ tục hành chính thực hiện trực tuyến", False),
        ("Hỏi đáp về chính sách tiền lương mới", False),  # chuyên mục hỏi đáp thì có dấu gạch chéo
    ],
)
def test_rows_about_persons_are_left_alone_by_their_titles(title: str, *, private: bool) -> None:
    site = declarations.find("thainguyen_dost", None)
    rows = "".join(
        f"<div class=post><a class=post-title href=/tin/a-{n}>{said}</a></div>"
        for n, said in ((1001, title), (1002, "Kế hoạch kiểm tra"))
    )
    for held in (site, replace(site, private=())):
        read = read_listing(held, f"<html>{rows}</html>".encode(), f"{site.origin}/tin-tuc")
        assert len(read.items) == (1 if private and held is site else 2)


def test_a_declaration_may_ask_for_them() -> None:
    site = replace(declarations.find("thainguyen_dost", None), private=())
    assert not site.leaves_out(site.origin + "/hoi-dap/thu-tuc-123")
