"""Sections about persons are left alone; documents stamped as secret stay out."""

from __future__ import annotations

import pytest

from scrapers import site as declarations
from scrapers.secrecy import is_secret


@pytest.mark.parametrize(
    "text",
    [
        "UBND TỈNH HẢI LAM\nMẬT\nSố: 12/BC-UBND",
        "TỐI MẬT\nSố: 3/KH-UBND",
        "[ TUYỆT MẬT ]\nKẾ HOẠCH",
        "Độ mật: Mật\nBÁO CÁO",
        "ĐỘ MẬT: TỐI MẬT\nBÁO CÁO",
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


def test_a_declaration_may_ask_for_them() -> None:
    site = declarations.find("thainguyen_dost", None).model_copy(update={"private": ()})
    assert not site.leaves_out(site.origin + "/hoi-dap/thu-tuc-123")
