"""Tasks in plans, decisions and letters: lists without a head, where an item ends, who is to act."""

from __future__ import annotations

import pytest

from extractors import atoms, dates, recommendations, references
from extractors.facts import Context


def told(text):
    scan = atoms.scan(text, Context("2024-01-10"))
    cited = references.find(scan)
    found, _ = recommendations.find(scan, cited, dates.find(scan, cited))
    return [(r.kind, r.addressee, " ".join(r.quote.split())) for r in found]


# (đoạn văn bản, các việc: loại, đối tượng, lời)
ROWS = [
    (  # "từ đó" nói kết quả của việc, không mở việc mới
        (
            "Chủ tịch UBND xã yêu cầu Công an xã nắm chắc số nhà trọ trên địa bàn, từ đó "
            "xây dựng phương án kiểm tra phòng cháy cho từng khu vực."
        ),
        [
            (
                "directive",
                "Công an xã",
                (
                    "nắm chắc số nhà trọ trên địa bàn, từ đó xây dựng phương án kiểm tra phòng "
                    "cháy cho từng khu vực"
                ),
            )
        ],
    ),
    (  # "cần thiết" không phải lời yêu cầu
        (
            "Sở Xây dựng yêu cầu chủ đầu tư báo cáo tiến độ, khối lượng, những số liệu, hồ sơ "
            "cần thiết có liên quan đến gói thầu số 3."
        ),
        [
            (
                "directive",
                "chủ đầu tư",
                (
                    "báo cáo tiến độ, khối lượng, những số liệu, hồ sơ cần thiết có liên quan đến "
                    "gói thầu số 3"
                ),
            )
        ],
    ),
    (  # "kịp thời" sau dấu phẩy mà không có động từ
        "Giám đốc Sở yêu cầu các phòng trả lời dứt điểm, kịp thời các câu hỏi của người dân.",
        [
            (
                "directive",
                "các phòng",
                "trả lời dứt điểm, kịp thời các câu hỏi của người dân",
            )
        ],
    ),
    (  # lát cắt giữa kế hoạch: việc có dòng chủ trì ở dưới
        (
            "3. Tổ chức hội thi tay nghề\n\n"
            "3.1. Chuẩn bị đề thi, sân bãi và vật tư cho các bảng thi của học viên.\n\n"
            "(1) Kiểm tra máy móc trước ngày khai mạc.\n\n"
            "(2) Lập danh sách giám khảo từng nghề.\n\n"
            "- Thời gian hoàn thành: Quý II/2024;\n\n"
            "- Đơn vị chủ trì: Phòng Đào tạo.\n\n"
            "3.2. Tuyên truyền hội thi trên sóng phát thanh của các xã.\n\n"
            "- Đơn vị chủ trì: Phòng Văn hóa và Thông tin.\n"
        ),
        [
            (
                "directive",
                "Phòng Đào tạo",
                "Chuẩn bị đề thi, sân bãi và vật tư cho các bảng thi của học viên",
            ),
            ("directive", "Phòng Đào tạo", "Kiểm tra máy móc trước ngày khai mạc"),
            ("directive", "Phòng Đào tạo", "Lập danh sách giám khảo từng nghề"),
            (
                "directive",
                "Phòng Văn hóa và Thông tin",
                "Tuyên truyền hội thi trên sóng phát thanh của các xã",
            ),
        ],
    ),
    (  # "Mục đích, yêu cầu" không chia mục con: các dòng là yêu cầu
        (
            "KẾ HOẠCH\nThực hiện tuần lễ nước sạch\n\n"
            "UBND huyện ban hành kế hoạch như sau:\n\n"
            "I. MỤC ĐÍCH, YÊU CẦU\n\n"
            "1. Tổ chức tuần lễ nước sạch thiết thực, tiết kiệm.\n\n"
            "2. Việc kiểm tra các trạm cấp nước phải công khai, đúng quy định.\n"
        ),
        [
            ("directive", None, "Tổ chức tuần lễ nước sạch thiết thực, tiết kiệm"),
            (
                "directive",
                None,
                "Việc kiểm tra các trạm cấp nước phải công khai, đúng quy định",
            ),
        ],
    ),
    (  # có mục con thì mục đích vẫn không phải việc
        (
            "KẾ HOẠCH\nThực hiện tuần lễ nước sạch\n\n"
            "UBND huyện ban hành kế hoạch như sau:\n\n"
            "I. MỤC ĐÍCH, YÊU CẦU\n\n"
            "1. Mục đích\n\n- Nâng cao ý thức giữ nguồn nước của người dân.\n\n"
            "2. Yêu cầu\n\n- Tổ chức tuần lễ nước sạch thiết thực, tiết kiệm.\n"
        ),
        [("directive", None, "Tổ chức tuần lễ nước sạch thiết thực, tiết kiệm")],
    ),
    (  # tên điều của quyết định không phải việc
        (
            "Điều 2. Quy định mức chi cho báo cáo viên cấp xã\n\n"
            "1. Mức chi áp dụng từ ngày 01 tháng 3 năm 2024.\n"
        ),
        [],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_told(text, expected):
    assert told(text) == expected
