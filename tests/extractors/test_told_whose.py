"""Whose task it is: a body's own programme, an order to another, what somebody wishes."""

from __future__ import annotations

import pytest

import extractors
from extractors.facts import Context

COUNCIL = (
    "NGHỊ QUYẾT\nVỀ KẾ HOẠCH KHẢO SÁT NĂM 2021\nHỘI ĐỒNG NHÂN DÂN HUYỆN BA BỂ\n"
    "KHÓA XX, KỲ HỌP THỨ 3\nCăn cứ Luật Tổ chức chính quyền địa phương năm 2015;\n"
    "QUYẾT NGHỊ:\nĐiều 1. Thông qua nội dung khảo sát năm 2021 như sau:\n"
    "1. Tại kỳ họp:\n"
    "1.1. Hội đồng nhân dân huyện xem xét báo cáo thu chi ngân sách nửa đầu năm.\n"
    "1.2. Duy trì việc nghe giải trình giữa hai kỳ họp về đất đai.\n"
    "Điều 2. Tổ chức thực hiện\n"
    "1. Ủy ban nhân dân huyện chịu trách nhiệm bố trí kinh phí khảo sát.\n"
)
NATION = (
    "# BAN HÀNH KẾ HOẠCH CHĂM SÓC NGƯỜI CAO TUỔI\n\n## Mục II. NHIỆM VỤ VÀ GIẢI PHÁP\n"
    "1. Nhiệm vụ\n"
    "Nhà nước đầu tư cùng với các nguồn lực xã hội, tập trung thực hiện các nội dung sau:\n"
    "a) Hoàn thiện chính sách trợ giúp người cao tuổi.\n"
    "b) Xây dựng trung tâm dưỡng lão ở các vùng.\n"
)
LETTER = (
    "4/ Các Chi cục Thuế phải đối chiếu sổ thu hằng tuần.\n"
    "5/ Tăng cường đôn đốc các khoản nợ thuế khó thu.\n"
    "6/ Đẩy mạnh tuyên truyền chính sách thuế mới tới hộ kinh doanh.\n"
)

CASES = [
    # hội đồng tự nêu việc của mình, mục sau tiếp nối; cơ quan khác thì bị giao
    (
        COUNCIL,
        [
            ("commitment", "Hội đồng nhân dân huyện", None),
            ("commitment", "Hội đồng nhân dân huyện", None),
            ("directive", "Hội đồng nhân dân huyện", "Ủy ban nhân dân huyện"),
        ],
    ),
    # "Nhà nước" không phải một đơn vị được giao việc
    (NATION, [("commitment", None, None)] * 2),
    # mục không có chủ ngữ theo mục trước đã giao việc
    (
        LETTER,
        [
            ("directive", None, "Các Chi cục Thuế"),
            ("directive", None, None),
            ("directive", None, None),
        ],
    ),
    # cơ quan tự xác định mình cần làm gì
    (
        "Cục Thống kê tỉnh xác định cần nâng cao chất lượng điều tra giá.",
        [("commitment", "Cục Thống kê tỉnh", None)],
    ),
    # đề nghị thẳng ai làm gì là kiến nghị, có "cần" cũng vậy
    (
        "Giám đốc Sở Y tế đề nghị các bệnh viện cần rà soát lịch trực.",
        [("recommendation", "Giám đốc Sở Y tế", "các bệnh viện")],
    ),
    # sau lời đề nghị là cả một câu nói ai phải làm: mệnh lệnh
    (
        "Giám đốc Sở Y tế đề nghị, trong thời gian tới, các bệnh viện phải rà soát lịch trực.",
        [("directive", "Giám đốc Sở Y tế", "các bệnh viện")],
    ),
    # nhờ cấp trên chỉ đạo ai thì danh sách bên dưới là của người ấy
    (
        "Đề nghị UBND tỉnh chỉ đạo Sở Y tế:\n- Rà soát quy trình khám.\n- Bố trí bác sĩ trực.",
        [("recommendation", None, "Sở Y tế")] * 2,
    ),
    # "yêu cầu đề ra" là danh từ, người nói đứng sau
    (
        "Để đáp ứng mục tiêu, yêu cầu đề ra, Chủ tịch UBND tỉnh giao Sở Xây dựng lập danh mục.",
        [("directive", "Chủ tịch UBND tỉnh", "Sở Xây dựng")],
    ),
    # "viên chức" nối tiếp một cụm đang kể, không phải người được giao
    (
        "UBND huyện yêu cầu các xã rà soát biên chế. Việc đổi công chức, viên chức phải rõ.",
        [("directive", "UBND huyện", "các xã")] * 2,
    ),
    # mong ai phải làm gì
    (
        "Bộ trưởng Bộ Công Thương mong muốn các doanh nghiệp phải giữ giá bán lẻ.",
        [("directive", "Bộ trưởng Bộ Công Thương", "các doanh nghiệp")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_whose_task_it_is(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    told = extractors.extract(text, Context()).recommendations
    assert [(one.kind, one.agent, one.addressee) for one in told] == expected
