"""Tasks cut apart, and lists under heads of many forms."""

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
    (  # hai hành động nối bằng và là một việc
        (
            "Văn phòng Sở có trách nhiệm hướng dẫn mẫu kế hoạch năm và nhân rộng cách "
            "làm hay của Trung tâm."
        ),
        [
            (
                "directive",
                None,
                "Văn phòng Sở",
                (
                    "Văn phòng Sở có trách nhiệm hướng dẫn mẫu kế hoạch năm và nhân rộng "
                    "cách làm hay của Trung tâm"
                ),
            ),
        ],
    ),
    (  # hai động từ một bổ ngữ là một việc
        "UBND tỉnh yêu cầu các sở rà soát và bổ sung quy trình nội bộ.",
        [
            ("directive", "UBND tỉnh", "các sở", "rà soát và bổ sung quy trình nội bộ"),
        ],
    ),
    (  # hai động từ trong tên việc là một việc
        (
            "UBND tỉnh yêu cầu các sở thực hiện việc tiếp nhận hồ sơ của người dân và "
            "trả kết quả đúng hẹn."
        ),
        [
            (
                "directive",
                "UBND tỉnh",
                "các sở",
                "thực hiện việc tiếp nhận hồ sơ của người dân và trả kết quả đúng hẹn",
            ),
        ],
    ),
    (  # nhan đề văn bản được viện dẫn không tách
        (
            "UBND tỉnh yêu cầu các đơn vị tiếp tục thực hiện Chỉ thị 10/CT-UBND ngày "
            "12/3/2019 của UBND tỉnh về tăng cường kỷ cương, kỷ luật hành chính, nâng "
            "cao hiệu quả sử dụng thời gian làm việc."
        ),
        [
            (
                "directive",
                "UBND tỉnh",
                "các đơn vị",
                (
                    "tiếp tục thực hiện Chỉ thị 10/CT-UBND ngày 12/3/2019 của UBND tỉnh"
                    " về tăng cường kỷ cương, kỷ luật hành chính, nâng cao hiệu quả sử "
                    "dụng thời gian làm việc"
                ),
            ),
        ],
    ),
    (  # điều kiện và chủ ngữ không phải cơ quan
        (
            "UBND tỉnh yêu cầu các huyện kiểm điểm trách nhiệm; hình thức xử lý phải "
            "tương xứng với vi phạm; đơn vị nào chậm thì phê bình ngay."
        ),
        [
            ("directive", "UBND tỉnh", "các huyện", "kiểm điểm trách nhiệm"),
            ("directive", "UBND tỉnh", "các huyện", "hình thức xử lý phải tương xứng với vi phạm"),
            ("directive", "UBND tỉnh", "các huyện", "đơn vị nào chậm thì phê bình ngay"),
        ],
    ),
    (  # động từ lạ giữa hai mệnh lệnh
        (
            "Trung tâm đề nghị mỗi gia đình đậy kín dụng cụ chứa nước; ngủ màn kể cả "
            "ban ngày; thả cá vào bể lớn."
        ),
        [
            ("recommendation", "Trung tâm", "mỗi gia đình", "đậy kín dụng cụ chứa nước"),
            ("recommendation", "Trung tâm", "mỗi gia đình", "ngủ màn kể cả ban ngày"),
            ("recommendation", "Trung tâm", "mỗi gia đình", "thả cá vào bể lớn"),
        ],
    ),
    (  # người khác lên tiếng sau dấu chấm phẩy
        (
            "Công an xã đề xuất đặt thêm một máy thu nhận căn cước; Trưởng phòng Kinh "
            "tế đề nghị điều tạm một người sang giúp."
        ),
        [
            ("recommendation", "Công an xã", None, "đặt thêm một máy thu nhận căn cước"),
            ("recommendation", "Trưởng phòng Kinh tế", None, "điều tạm một người sang giúp"),
        ],
    ),
    (  # văn phòng truyền đạt ý kiến của chủ tịch
        (
            "Văn phòng UBND tỉnh ban hành Văn bản số 12/VP-TH thông báo ý kiến chỉ đạo "
            "của Chủ tịch UBND tỉnh, giao Sở Xây dựng kiểm tra các dự án."
        ),
        [
            ("directive", "Chủ tịch UBND tỉnh", "Sở Xây dựng", "kiểm tra các dự án"),
        ],
    ),
    (  # và sẽ: cam kết sau động từ khác
        (
            "Ông A, Chủ tịch UBND huyện B thống nhất với kết luận và sẽ chỉ đạo các xã "
            "khắc phục sai phạm."
        ),
        [
            (
                "commitment",
                "Ông A, Chủ tịch UBND huyện B",
                None,
                "sẽ chỉ đạo các xã khắc phục sai phạm",
            ),
        ],
    ),
    (  # hứa sẽ
        "Ghi nhận ý kiến, bà Lan hứa sẽ chấn chỉnh ngay việc ghi sổ.",
        [
            ("commitment", "bà Lan", None, "bà Lan hứa sẽ chấn chỉnh ngay việc ghi sổ"),
        ],
    ),
    (  # tên tỉnh làm chủ ngữ của phấn đấu
        "Hải Dương phấn đấu vào nhóm 15 tỉnh, thành phố dẫn đầu.",
        [
            (
                "commitment",
                "Hải Dương",
                None,
                "Hải Dương phấn đấu vào nhóm 15 tỉnh, thành phố dẫn đầu",
            ),
        ],
    ),
    (  # dấu trừ sau số thứ tự
        (
            "V- KIẾN NGHỊ\n1- Với Bộ Nội vụ: Sớm ban hành hướng dẫn.\n2- Với UBND tỉnh: "
            "Cấp bù kinh phí."
        ),
        [
            ("recommendation", None, "Bộ Nội vụ", "Sớm ban hành hướng dẫn"),
            ("recommendation", None, "UBND tỉnh", "Cấp bù kinh phí"),
        ],
    ),
    (  # thiếu dấu chấm sau số thứ tự
        (
            "UBND tỉnh yêu cầu các sở:\n1. Tập trung giải ngân.\n2 Theo dõi sát tình hình"
            " dịch bệnh.\n3. Tăng cường kiểm tra công vụ."
        ),
        [
            ("directive", "UBND tỉnh", "các sở", "Tập trung giải ngân"),
            ("directive", "UBND tỉnh", "các sở", "Theo dõi sát tình hình dịch bệnh"),
            ("directive", "UBND tỉnh", "các sở", "Tăng cường kiểm tra công vụ"),
        ],
    ),
    (  # tiêu đề trần đứng trên danh sách
        (
            "Yêu cầu, kiến nghị\n1. Chấn chỉnh ngay việc đòi thêm giấy tờ.\n2. Thanh tra "
            "huyện theo dõi, đôn đốc."
        ),
        [
            ("recommendation", None, None, "Chấn chỉnh ngay việc đòi thêm giấy tờ"),
            ("recommendation", None, "Thanh tra huyện", "Thanh tra huyện theo dõi, đôn đốc"),
        ],
    ),
    (  # kính gửi nhiều dòng
        (
            "Kính gửi:\n- Các sở, ban, ngành tỉnh;\n- UBND các huyện.\nThực hiện chế độ "
            "báo cáo, Sở Nội vụ đề nghị quý đơn vị:\n1. Tự chấm điểm trên phần mềm."
        ),
        [
            (
                "recommendation",
                "Sở Nội vụ",
                "Các sở, ban, ngành tỉnh; UBND các huyện",
                "Tự chấm điểm trên phần mềm",
            ),
        ],
    ),
    (  # mục có chủ ngữ và động từ lạ
        (
            "Ban Tổ chức yêu cầu:\n1. Sở Tài chính xuất ngân sách dự phòng.\n2. Sở Y tế "
            "trực cấp cứu."
        ),
        [
            ("directive", "Ban Tổ chức", "Sở Tài chính", "Sở Tài chính xuất ngân sách dự phòng"),
            ("directive", "Ban Tổ chức", "Sở Y tế", "Sở Y tế trực cấp cứu"),
        ],
    ),
    (  # kiến nghị của ai trong tiêu đề
        "III. KIẾN NGHỊ CỦA ĐOÀN GIÁM SÁT\n1. Đối với UBND tỉnh\n- Sớm sửa đổi mức phụ cấp.",
        [
            ("recommendation", "ĐOÀN GIÁM SÁT", "UBND tỉnh", "Sớm sửa đổi mức phụ cấp"),
        ],
    ),
    (  # đại từ chỉ người nói trước đó
        (
            "Phó Chủ tịch UBND tỉnh Lê Quang Vinh thẳng thắn nhìn nhận các hạn chế. Ông"
            " đề nghị các huyện xin lỗi người dân."
        ),
        [
            (
                "recommendation",
                "Phó Chủ tịch UBND tỉnh Lê Quang Vinh",
                "các huyện",
                "xin lỗi người dân",
            ),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_wordings(text, expected):
    assert told(text) == expected
