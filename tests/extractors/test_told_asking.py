"""Orders in news: who says so just asked, somebody is asked, an order is cited, a setting first."""

from __future__ import annotations

import pytest

from extractors import atoms, recommendations
from extractors.facts import Context


def told(text: str) -> list[tuple[str, str | None, str | None, str]]:
    scan = atoms.scan(text, Context(published="2023-11-15"))
    found, _ = recommendations.find(scan, (), ())
    return [(r.kind, r.agent, r.addressee, r.quote) for r in found]


CASES = [
    # người nói vừa mới ra lệnh
    (
        "Ông Trần Văn Hòa, Chủ tịch UBND tỉnh Bắc Giang cho biết vừa chỉ đạo các sở rà soát hồ sơ.",
        "directive",
        "các sở",
        "rà soát hồ sơ",
    ),
    # đã làm việc này và đang yêu cầu việc kia
    (
        "Bà Lê Thị Mai, Chánh Thanh tra huyện cho biết đã làm rõ và đang yêu cầu xã hoàn trả tiền.",
        "directive",
        "xã",
        "hoàn trả tiền",
    ),
    # ai được yêu cầu, ai bị yêu cầu
    (
        "Chủ tịch UBND các phường được yêu cầu chuẩn bị báo cáo về trụ sở dôi dư.",
        "directive",
        "Chủ tịch UBND các phường",
        "Chủ tịch UBND các phường được yêu cầu chuẩn bị báo cáo về trụ sở dôi dư",
    ),
    (
        "Các xã bị yêu cầu tiết kiệm chi thường xuyên.",
        "directive",
        "Các xã",
        "tiết kiệm chi thường xuyên",
    ),
    # yêu cầu đặt ra, không nói với ai
    (
        "Theo ông Trần Văn Hòa, yêu cầu đặt ra là cắt bỏ giấy tờ không cần thiết.",
        "directive",
        None,
        "cắt bỏ giấy tờ không cần thiết",
    ),
    # văn bản được dẫn nguyên lời
    (
        "Công văn do Chủ tịch UBND tỉnh ký ghi rõ: “Giao Sở Y tế kiểm tra các phòng khám”.",
        "directive",
        "Sở Y tế",
        "Giao Sở Y tế kiểm tra các phòng khám",
    ),
    # sau hai chấm là một câu trọn vẹn, cả người phải làm
    (
        "Bí thư Tỉnh ủy Trần Văn Hòa lưu ý: Các xã cần công khai danh sách hộ nghèo.",
        "directive",
        "Các xã",
        "Các xã cần công khai danh sách hộ nghèo",
    ),
    # thời gian, hoàn cảnh đứng giữa lời đề nghị và người phải làm
    (
        "Bí thư Trần Văn Hòa đề nghị: Thời gian tới, khi lập dự toán, các huyện cần rà soát vốn.",
        "directive",
        "các huyện",
        "cần rà soát vốn",
    ),
    # điều kiện được tạo ra, rồi ai chỉ đạo ai
    (
        "Tạo điều kiện cho công chức làm quen hệ thống, UBND tỉnh chỉ đạo các sở mở lớp tập huấn.",
        "directive",
        "các sở",
        "mở lớp tập huấn",
    ),
    # đã đề nghị nhiều lần
    (
        "UBND xã nhiều lần đề nghị Ban Quản lý dự án sửa chữa máy bơm.",
        "recommendation",
        "Ban Quản lý dự án",
        "sửa chữa máy bơm",
    ),
]


@pytest.mark.parametrize(("text", "kind", "addressee", "quote"), CASES)
def test_orders_in_news(text: str, kind: str, addressee: str | None, quote: str) -> None:
    assert [(k, whom, q) for k, _, whom, q in told(text)] == [(kind, addressee, quote)]


NONE = [
    # tự kể việc đã làm
    "Giám đốc Sở cho biết xã đã đề nghị huyện sửa chữa cầu từ năm ngoái.",
    # người ngồi ghế chủ trì, không phải việc được giao
    "Thời gian tới còn nhiều việc. Đồng chí Lê Văn Hùng - Chủ tịch UBND huyện chủ trì cuộc họp.",
    # hồ sơ được yêu cầu, không phải người
    "Hồ sơ được yêu cầu gồm đơn và bản sao giấy khai sinh.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_only_tells(text: str) -> None:
    assert told(text) == []
