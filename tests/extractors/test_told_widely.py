"""Who asks whom, as officials, papers and letters of many places word it."""

from __future__ import annotations

import pytest

from extractors import atoms, dates, recommendations, references
from extractors.facts import Context


def told(text):
    scan = atoms.scan(text, Context("2024-01-10"))
    cited = references.find(scan)
    found, _ = recommendations.find(scan, cited, dates.find(scan, cited))
    return [(r.kind, r.agent, r.addressee, " ".join(r.quote.split())) for r in found]


# (câu, các việc: loại, tác nhân, đối tượng, lời)
WORDINGS = [
    (  # văn bản là công cụ: vừa ký ... yêu cầu
        (
            "Thủ tướng Chính phủ vừa ký Công điện số 50/CĐ-TTg ngày 10/5/2023 yêu cầu "
            "các bộ, ngành đẩy nhanh tiến độ số hóa hồ sơ."
        ),
        [
            ("directive", "Thủ tướng Chính phủ", "các bộ, ngành", "đẩy nhanh tiến độ số hóa hồ sơ"),
        ],
    ),
    (  # đã có công điện, sau phần thời gian
        (
            "Trước tình hình giải ngân chậm, ngày 26-10, UBND tỉnh đã có Công điện yêu "
            "cầu các sở rà soát từng dự án."
        ),
        [
            ("directive", "UBND tỉnh", "các sở", "rà soát từng dự án"),
        ],
    ),
    (  # đã gửi công văn đề nghị cấp trên
        (
            "Từ thực tế đó, Cục đã gửi Công văn số 12/CHQ ngày 02/8/2021 đề nghị Tổng "
            "cục Hải quan thay máy soi cũ."
        ),
        [
            ("recommendation", "Cục", "Tổng cục Hải quan", "thay máy soi cũ"),
        ],
    ),
    (  # trạng ngữ giữa đối tượng và động từ
        "Giao các sở, ngành theo chức năng, nhiệm vụ được giao, rà soát thủ tục đất đai.",
        [
            (
                "directive",
                None,
                "các sở, ngành",
                ("Giao các sở, ngành theo chức năng, nhiệm vụ được giao, rà soát thủ tục đất đai"),
            ),
        ],
    ),
    (  # thời hạn giữa đối tượng và động từ
        (
            "Chủ tịch UBND tỉnh yêu cầu các sở, ngành trong quý III năm nay phải khắc "
            "phục các tồn tại."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các sở, ngành",
                "trong quý III năm nay phải khắc phục các tồn tại",
            ),
        ],
    ),
    (  # ngoặc giải thích sau tên
        (
            "UBND tỉnh yêu cầu thủ trưởng các sở, ban, ngành (gọi tắt là các đơn vị) bố"
            " trí thời gian họp đầy đủ."
        ),
        [
            (
                "directive",
                "UBND tỉnh",
                "thủ trưởng các sở, ban, ngành",
                "bố trí thời gian họp đầy đủ",
            ),
        ],
    ),
    (  # cụm quan hệ thuộc về tên
        (
            "Chủ tịch UBND tỉnh yêu cầu các huyện có thứ hạng giảm từ 3 bậc trở lên "
            "trực tiếp giải trình với tỉnh."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các huyện có thứ hạng giảm từ 3 bậc trở lên",
                "trực tiếp giải trình với tỉnh",
            ),
        ],
    ),
    (  # cụm quan hệ có xếp loại
        "UBND tỉnh yêu cầu các đơn vị xếp loại Trung bình xây dựng kế hoạch cải thiện.",
        [
            (
                "directive",
                "UBND tỉnh",
                "các đơn vị xếp loại Trung bình",
                "xây dựng kế hoạch cải thiện",
            ),
        ],
    ),
    (  # thay mặt ai
        (
            "Ông Lê Văn Bảy, Giám đốc Sở Tài chính, thay mặt Ban Chỉ đạo đề xuất UBND "
            "tỉnh bố trí thêm kinh phí."
        ),
        [
            (
                "recommendation",
                "Ông Lê Văn Bảy, Giám đốc Sở Tài chính",
                "UBND tỉnh",
                "bố trí thêm kinh phí",
            ),
        ],
    ),
    (  # phần đầu câu bất kỳ trước người nói
        (
            "Đồng tình với đề xuất này, Chủ tịch UBND tỉnh Trần Minh yêu cầu Sở Tài "
            "chính thẩm định ngay dự toán."
        ),
        [
            ("directive", "Chủ tịch UBND tỉnh Trần Minh", "Sở Tài chính", "thẩm định ngay dự toán"),
        ],
    ),
    (  # xin
        "Trung tâm cũng xin Sở trang bị thêm 02 máy vi tính.",
        [
            ("recommendation", "Trung tâm", "Sở", "trang bị thêm 02 máy vi tính"),
        ],
    ),
    (  # mong
        "Công đoàn tha thiết mong UBND các xã cử tổ công nghệ số đi cùng.",
        [
            ("recommendation", "Công đoàn", "UBND các xã", "cử tổ công nghệ số đi cùng"),
        ],
    ),
    (  # nhắc ai phải làm gì, câu phủ định
        "Chị cũng nhắc bộ phận tiếp dân tuyệt đối không để bà con đi lại lần thứ hai.",
        [
            (
                "directive",
                "Chị",
                "bộ phận tiếp dân",
                "tuyệt đối không để bà con đi lại lần thứ hai",
            ),
        ],
    ),
    (  # nên, đừng
        (
            "Tuy vậy, bà Thu cho rằng xã nên rà soát lại đội ngũ, đừng để người dân chờ"
            " đợi; sớm đưa bộ phận một cửa vào nền nếp."
        ),
        [
            ("recommendation", "bà Thu", "xã", "xã nên rà soát lại đội ngũ"),
            ("recommendation", "bà Thu", "xã", "đừng để người dân chờ đợi"),
            ("recommendation", "bà Thu", "xã", "sớm đưa bộ phận một cửa vào nền nếp"),
        ],
    ),
    (  # cho rằng cần, không chủ ngữ
        (
            "Đồng chí Chủ nhiệm Ủy ban Kiểm tra thì cho rằng nên đưa nội dung này vào "
            "chương trình giám sát."
        ),
        [
            (
                "recommendation",
                "Đồng chí Chủ nhiệm Ủy ban Kiểm tra",
                None,
                "nên đưa nội dung này vào chương trình giám sát",
            ),
        ],
    ),
    (  # hãy
        "Mỗi công chức hãy tự soi lại mình, đừng để dân phải đi lại nhiều lần.",
        [
            ("recommendation", None, "Mỗi công chức", "Mỗi công chức hãy tự soi lại mình"),
            ("recommendation", None, "Mỗi công chức", "đừng để dân phải đi lại nhiều lần"),
        ],
    ),
    (  # dấu hai chấm sau động từ nói
        "Chủ tịch UBND tỉnh nhắc lại: không để doanh nghiệp phải nộp hồ sơ hai lần.",
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                None,
                "không để doanh nghiệp phải nộp hồ sơ hai lần",
            ),
        ],
    ),
    (  # đòi hỏi ai cần
        "Kết quả PCI giảm đòi hỏi các sở, ngành của tỉnh cần tập trung phân tích nguyên nhân.",
        [
            (
                "directive",
                None,
                "các sở, ngành của tỉnh",
                "các sở, ngành của tỉnh cần tập trung phân tích nguyên nhân",
            ),
        ],
    ),
    (  # theo lời ai
        "Theo ông Thắng, các sở phải coi mỗi tiêu chí là một đầu việc.",
        [
            ("directive", "ông Thắng", "các sở", "các sở phải coi mỗi tiêu chí là một đầu việc"),
        ],
    ),
    (  # lời nói trực tiếp, người nói đứng sau
        (
            '"Các đồng chí lãnh đạo sở phải xuống cơ sở nắm tình hình", ông Nguyễn Văn '
            "A, Chủ tịch UBND tỉnh nói."
        ),
        [
            (
                "directive",
                "ông Nguyễn Văn A, Chủ tịch UBND tỉnh",
                "Các đồng chí lãnh đạo sở",
                "Các đồng chí lãnh đạo sở phải xuống cơ sở nắm tình hình",
            ),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_wordings(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # Kể việc đã làm.
        "Năm qua, Sở đã tham mưu UBND tỉnh ban hành 12 văn bản, đề nghị các huyện báo cáo định kỳ.",
        # Danh từ sau "một số", "các".
        "Hội nghị đưa ra một số đề xuất, kiến nghị cải thiện chỉ số này.",
        # Mục đích sau "nhằm".
        "Cuộc thanh tra nhằm đánh giá việc chấp hành; kiến nghị sửa đổi chính sách còn bất cập.",
        # Nhượng bộ: đã khuyến cáo nhưng chưa làm.
        "Mặc dù ngành y tế đã khuyến cáo người dân tiêm phòng nhưng tỷ lệ còn thấp.",
        # Vất vả, không ai ra lệnh.
        "Cán bộ phải làm thêm giờ. Nhiều hộ phải mua nước ngọt với giá cao.",
        # Xin giấy tờ, mong mưa.
        "Người dân xin cấp lại giấy khai sinh tại UBND xã. Bà con mong mưa xuống.",
        # Công cụ làm, không phải người.
        "Phần mềm cho phép cán bộ theo dõi hồ sơ, nhắc việc tự động, gửi tin nhắn đến người dân.",
        # Tên một ứng dụng, một báo cáo.
        "Ứng dụng Etax nghẽn vào cuối tháng. Báo cáo của huyện đã nêu rõ các khuyết điểm.",
    ],
)
def test_nothing_is_asked(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("không muộn hơn 15/11/2024", "2024-11-15"),
        ("trễ nhất là ngày 15/11/2024", "2024-11-15"),
        ("trước 16h30 ngày 24/5/2024", "2024-05-24"),
    ],
)
def test_deadlines_worded_otherwise(words, day):
    scan = atoms.scan(f"Sở Nội vụ yêu cầu các xã gửi báo cáo {words}.", Context("2024-01-10"))
    found, _ = recommendations.find(scan, (), dates.find(scan, ()))
    assert [r.deadline for r in found] == [day]
