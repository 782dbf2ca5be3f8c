"""Sentences that only the learnt weights would take: what they state is no order."""

from __future__ import annotations

import pytest

from extractors import extract

_ASKED = (
    "Các bộ cần hoàn thiện quy định về định danh trước tháng 7. "
    "Văn phòng phải gửi hồ sơ cho các đơn vị.\n"
)


@pytest.mark.parametrize(
    "stated",
    [
        # việc đã xong
        "Toàn bộ tài liệu họp đã được gửi trước đến các thành viên Ủy ban qua phần mềm nội bộ.",
        # nói văn bản để làm gì
        "Kế hoạch nhằm rà soát, đánh giá thủ tục nội bộ giữa các cơ quan nhà nước với nhau.",
        # kể biện pháp đã có
        "UBND tỉnh đã có nhiều cách làm để đẩy nhanh cải cách thủ tục.",
        # lời hứa của một chính sách
        "Chính sách này sẽ giúp khách hàng được lợi và dịch vụ tốt hơn.",
    ],
)
def test_a_statement_among_orders_is_none(stated):
    told = [order.quote for order in extract(f"{_ASKED}{stated}\n{_ASKED}").recommendations]
    assert len(told) == 4
    assert not any(quote[:12] in stated for quote in told)


def test_what_something_is_and_a_stamp_are_no_orders():
    # câu định nghĩa sau lời đề nghị; dấu ký số dưới danh sách việc
    asked = extract(
        "Chủ tịch đề nghị: Chương trình giảm nghèo là một trong các chương trình lớn của tỉnh, "
        "các xã cần tập trung thực hiện.\n"
    )
    assert not any("là một trong" in order.quote for order in asked.recommendations)
    stamped = extract("II. NHIỆM VỤ\n1. Rà soát thủ tục.\nKý bởi: VĂN PHÒNG UBND TỈNH\n")
    assert [order.quote for order in stamped.recommendations] == ["Rà soát thủ tục"]


@pytest.mark.parametrize(
    ("told", "forbidden"),
    [
        # điều cấm là mệnh lệnh, dù không nêu ai cấm
        (
            "Trong đó, nghiêm cấm dùng xe cơ quan đi lễ chùa đầu năm.\n",
            "nghiêm cấm dùng xe cơ quan đi lễ chùa đầu năm",
        ),
        (
            "Lưu ý giữ nền nếp tiếp dân; nghiêm cấm thu thêm giấy tờ ngoài danh mục.\n",
            "nghiêm cấm thu thêm giấy tờ ngoài danh mục",
        ),
    ],
)
def test_what_is_forbidden_is_asked(told, forbidden):
    assert forbidden in [order.quote for order in extract(told).recommendations]


@pytest.mark.parametrize(
    ("told", "orders"),
    [
        (  # điều cấm sau dấu hai chấm, trước đó là người bị cấm
            "Theo đó, cán bộ, công chức của xã: Không được hút thuốc trong phòng tiếp dân.\n",
            [("directive", "Không được hút thuốc trong phòng tiếp dân")],
        ),
        (  # cơ quan thống nhất không làm
            "Chủ tịch UBND tỉnh thống nhất không phát tài liệu giấy tại các phiên họp.\n",
            [("commitment", "không phát tài liệu giấy tại các phiên họp")],
        ),
        (  # cơ quan quyết định ngừng một việc
            "Trước dịch bệnh, UBND tỉnh quyết định tạm dừng tổ chức lễ hội đầu xuân.\n",
            [("commitment", "tạm dừng tổ chức lễ hội đầu xuân")],
        ),
        (  # quyết định trong hiệu lực của văn bản, không phải việc sẽ làm
            "UBND tỉnh quyết định thành lập Ban Quản lý dự án đường ven biển.\n",
            [],
        ),
    ],
)
def test_what_is_forbidden_or_decided(told, orders):
    assert [(o.kind, o.quote) for o in extract(told).recommendations] == orders
