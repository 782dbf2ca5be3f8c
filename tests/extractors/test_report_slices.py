"""A report's running text is no list of orders, also where a slice has lost its head."""

from __future__ import annotations

import pytest

from extractors import extract

_TORN = "phê duyệt.\n"
_END = "Trên đây là báo cáo công tác sáu tháng đầu năm của Sở./.\n"


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        # chỉ câu đầu là chỉ đạo; các câu không chủ ngữ sau là việc đã làm trong kỳ
        (
            (
                "Giám đốc Sở chỉ đạo các phòng rà soát thủ tục đúng quy định.\n"
                "Triển khai ba quy trình nội bộ mới cho bộ phận một cửa.\n"
                "Tham mưu UBND tỉnh công bố thủ tục tại Quyết định số 12/QĐ-UBND.\n"
            ),
            ["rà soát thủ tục đúng quy định"],
        ),
        # "thường xuyên": nếp làm việc, không phải nhiệm vụ mới giao
        ("Lãnh đạo Sở thường xuyên nhắc nhở công chức, không để hồ sơ chậm trễ.\n", []),
    ],
)
def test_what_a_report_tells_is_done(told, asked):
    found = extract(_TORN + told + _END)
    assert found.genre == "report"
    assert [order.quote for order in found.recommendations] == asked


def test_the_plan_at_the_end_of_a_report_is_the_body_s_own():
    # lát cắt mở giữa phần phương hướng: các việc sắp làm, đầu mục đã mất
    text = (
        "hoạt động của đơn vị.\n"
        "5. Tiếp tục chuẩn hóa quy trình nội bộ; tăng cường kiểm tra các phòng chuyên môn.\n"
        "6. Duy trì lịch giao ban hằng tuần với bộ phận một cửa.\n"
        "VII. Kiến nghị\n- Đề nghị UBND tỉnh bổ sung kinh phí số hóa hồ sơ.\n" + _END
    )
    found = extract(text)
    assert found.genre == "report"
    assert [(order.kind, order.quote) for order in found.recommendations] == [
        ("commitment", "Tiếp tục chuẩn hóa quy trình nội bộ"),
        ("commitment", "tăng cường kiểm tra các phòng chuyên môn"),
        ("commitment", "Duy trì lịch giao ban hằng tuần với bộ phận một cửa"),
        ("recommendation", "Đề nghị UBND tỉnh bổ sung kinh phí số hóa hồ sơ"),
    ]
