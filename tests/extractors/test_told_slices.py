"""Tasks without a head, requests of voters, openings without a comma, clauses cut apart."""

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
ROWS = [
    (  # một câu nêu nhiệm vụ sắp tới, không ai yêu cầu
        (
            "Nhiệm vụ tháng 11 tập trung kiểm tra tiến độ các xã làm nông thôn "
            "mới, rà soát vốn của các dự án thuỷ lợi. Tăng cường thu ngân sách "
            "năm 2017."
        ),
        [
            ("commitment", None, None, "tập trung kiểm tra tiến độ các xã làm nông thôn mới"),
            ("commitment", None, None, "rà soát vốn của các dự án thuỷ lợi"),
            ("commitment", None, None, "Tăng cường thu ngân sách năm 2017"),
        ],
    ),
    (  # nhiệm vụ là ...
        (
            "Nhiệm vụ trọng tâm quý II là đẩy nhanh giải ngân vốn đầu tư công, hoàn "
            "thành quy hoạch phân khu."
        ),
        [
            (
                "commitment",
                None,
                None,
                "đẩy nhanh giải ngân vốn đầu tư công, hoàn thành quy hoạch phân khu",
            ),
        ],
    ),
    (  # nhiệm vụ đã làm thì không
        ("Nhiệm vụ năm 2020 đã được các phòng tập trung thực hiện, rà soát xong 12 dự án."),
        [],
    ),
    (  # phương hướng đứng trước chủ ngữ
        (
            "Phương hướng thời gian tới, xã tiếp tục đẩy mạnh tuyên truyền cải cách "
            "hành chính; bố trí đủ máy quét cho Bộ phận Một cửa."
        ),
        [
            ("commitment", "xã", None, "tiếp tục đẩy mạnh tuyên truyền cải cách hành chính"),
            ("commitment", "xã", None, "bố trí đủ máy quét cho Bộ phận Một cửa"),
        ],
    ),
    (  # đề ra các giải pháp: ...
        (
            "Để hoàn thành các chỉ tiêu năm 2020, thị xã đề ra các giải pháp: rà "
            "soát các nguồn thu; xử lý nợ đọng thuế."
        ),
        [
            ("commitment", "thị xã", None, "rà soát các nguồn thu"),
            ("commitment", "thị xã", None, "xử lý nợ đọng thuế"),
        ],
    ),
    (  # xác định nhiệm vụ là ...
        (
            "UBND huyện xác định nhiệm vụ trọng tâm trong thời gian tới là đẩy mạnh "
            "cải cách thủ tục hành chính, nâng cao chất lượng phục vụ nhân dân."
        ),
        [
            (
                "commitment",
                "UBND huyện",
                None,
                "đẩy mạnh cải cách thủ tục hành chính, nâng cao chất lượng phục vụ nhân dân",
            ),
        ],
    ),
    (  # phấn đấu, không có chủ ngữ
        (
            "Phấn đấu đến cuối năm 2022, 100% thủ tục hành chính được cung cấp trực "
            "tuyến mức độ 4; trên 50% hồ sơ được nộp trực tuyến."
        ),
        [
            (
                "commitment",
                None,
                None,
                (
                    "Phấn đấu đến cuối năm 2022, 100% thủ tục hành chính được cung cấp trực "
                    "tuyến mức độ 4"
                ),
            ),
            ("commitment", None, None, "trên 50% hồ sơ được nộp trực tuyến"),
        ],
    ),
    (  # trích đoạn mất đầu: danh sách
        (
            "- Tiếp tục rà soát, đơn giản hóa thủ tục hành chính.\n"
            "- Đẩy mạnh tuyên truyền trên Đài Truyền thanh huyện.\n"
            "- Tăng cường kiểm tra việc thực hiện kỷ cương hành chính."
        ),
        [
            ("commitment", None, None, "Tiếp tục rà soát, đơn giản hóa thủ tục hành chính"),
            ("commitment", None, None, "Đẩy mạnh tuyên truyền trên Đài Truyền thanh huyện"),
            ("commitment", None, None, "Tăng cường kiểm tra việc thực hiện kỷ cương hành chính"),
        ],
    ),
    (  # trích đoạn mất đầu: mục giữa chừng
        (
            "hiện công khai tại trụ sở.\n"
            "2. Bố trí công chức trực tại Bộ phận Một cửa.\n"
            "3. Rà soát danh mục thủ tục."
        ),
        [
            ("commitment", None, None, "Bố trí công chức trực tại Bộ phận Một cửa"),
            ("commitment", None, None, "Rà soát danh mục thủ tục"),
        ],
    ),
    (  # kể việc đã làm thì không phải danh sách nhiệm vụ
        ("- Tăng cường kiểm tra: đã tổ chức 5 cuộc.\n- Đẩy mạnh tuyên truyền, đã phát 300 tin."),
        [],
    ),
    (  # tiêu đề trần trên một đoạn
        (
            "Phương hướng, nhiệm vụ những tháng cuối năm\n"
            "Tập trung thu ngân sách đạt 100% dự toán. Hoàn thành cứng hóa 5 km "
            "đường liên thôn."
        ),
        [
            ("commitment", None, None, "Tập trung thu ngân sách đạt 100% dự toán"),
            ("commitment", None, None, "Hoàn thành cứng hóa 5 km đường liên thôn"),
        ],
    ),
    (  # không có dấu phẩy trước người nói
        (
            "Kết luận cuộc họp đồng chí Trần Thị Bình - Phó Chủ tịch UBND tỉnh yêu "
            "cầu các sở ngành khẩn trương hoàn thiện hồ sơ."
        ),
        [
            (
                "directive",
                "đồng chí Trần Thị Bình - Phó Chủ tịch UBND tỉnh",
                "các sở ngành",
                "khẩn trương hoàn thiện hồ sơ",
            )
        ],
    ),
    (  # phát biểu tại ... người nói nhấn mạnh
        (
            "Phát biểu chỉ đạo tại hội nghị đồng chí Bí thư Huyện ủy nhấn mạnh các "
            "xã cần rà soát lại đội ngũ cán bộ."
        ),
        [
            (
                "directive",
                "đồng chí Bí thư Huyện ủy",
                "các xã",
                "các xã cần rà soát lại đội ngũ cán bộ",
            )
        ],
    ),
    (  # nhãn rồi mới giao việc
        "Về thu ngân sách: Giao Chi cục Thuế tham mưu giải pháp tăng thu.",
        [("directive", None, "Chi cục Thuế", "Giao Chi cục Thuế tham mưu giải pháp tăng thu")],
    ),
    (  # cuộc họp thống nhất
        "Cuộc họp thống nhất: giao Phòng Nội vụ hoàn thiện tờ trình.",
        [("directive", None, "Phòng Nội vụ", "giao Phòng Nội vụ hoàn thiện tờ trình")],
    ),
    (  # hội nghị đề nghị cấp trên
        "Hội nghị thống nhất đề nghị cấp trên khen thưởng 3 tập thể.",
        [("recommendation", None, "cấp trên", "đề nghị cấp trên khen thưởng 3 tập thể")],
    ),
    (  # các ý kiến đề nghị
        ("Các ý kiến đề nghị cần làm rõ trách nhiệm của người đứng đầu; bổ sung chế tài xử lý."),
        [
            ("recommendation", None, None, "đề nghị cần làm rõ trách nhiệm của người đứng đầu"),
            ("recommendation", None, None, "bổ sung chế tài xử lý"),
        ],
    ),
    (  # bà con mong muốn
        "Bà con mong muốn Nhà nước sớm có chính sách hỗ trợ giống, phân bón.",
        [
            (
                "recommendation",
                "Bà con",
                "Nhà nước",
                "Nhà nước sớm có chính sách hỗ trợ giống, phân bón",
            )
        ],
    ),
    (  # thời hạn đứng trước đối tượng
        "Tỉnh yêu cầu đến 31/12, các sở phải hoàn thành số hóa hồ sơ.",
        [("directive", "Tỉnh", "các sở", "đến 31/12, các sở phải hoàn thành số hóa hồ sơ")],
    ),
    (  # đề nghị trong thời gian tới
        (
            "Đồng chí Giám đốc Sở đề nghị trong thời gian tới Trung tâm cần bố trí "
            "công chức có năng lực tại Bộ phận Một cửa."
        ),
        [
            (
                "recommendation",
                "Đồng chí Giám đốc Sở",
                "Trung tâm",
                "cần bố trí công chức có năng lực tại Bộ phận Một cửa",
            )
        ],
    ),
    (  # chữ Sớm viết hoa không phải tên riêng
        ("Cử tri xã Tân An đề nghị: Sớm đầu tư hệ thống nước sạch; nâng cấp trạm y tế."),
        [
            ("recommendation", "Cử tri xã Tân An", None, "Sớm đầu tư hệ thống nước sạch"),
            ("recommendation", "Cử tri xã Tân An", None, "nâng cấp trạm y tế"),
        ],
    ),
    (  # năm sau không báo một danh sách
        ("Chủ tịch UBND thành phố yêu cầu các phường xây dựng kế hoạch nâng cao chỉ số năm sau."),
        [
            (
                "directive",
                "Chủ tịch UBND thành phố",
                "các phường",
                "xây dựng kế hoạch nâng cao chỉ số năm sau",
            )
        ],
    ),
    (  # văn bản số trần, động từ chỉ đạo
        (
            "Chủ tịch UBND tỉnh có công văn 2210 chỉ đạo Sở Y tế, Sở Giáo dục và "
            "Đào tạo kiểm tra vệ sinh trường học."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "Sở Y tế, Sở Giáo dục và Đào tạo",
                "kiểm tra vệ sinh trường học",
            )
        ],
    ),
    (  # nhiều văn bản chỉ đạo là kể việc đã làm
        ("Trong năm, Sở đã ban hành nhiều văn bản chỉ đạo các phòng thực hiện tiếp công dân."),
        [],
    ),
    (  # việc đã chỉ đạo trong thời kỳ thanh tra
        (
            "Theo Kết luận thanh tra, trong thời kỳ 2018 - 2020, Giám đốc Sở đã chỉ "
            "đạo các phòng xây dựng kế hoạch tiếp công dân."
        ),
        [],
    ),
    (  # cử tri nêu từng việc rồi đề nghị
        (
            "Cử tri nêu: đường liên thôn xuống cấp, đề nghị tỉnh bố trí kinh phí "
            "nâng cấp; giá điện cao, đề nghị ngành điện giải thích."
        ),
        [
            ("recommendation", "Cử tri", "tỉnh", "đề nghị tỉnh bố trí kinh phí nâng cấp"),
            ("recommendation", "Cử tri", "ngành điện", "đề nghị ngành điện giải thích"),
        ],
    ),
    (  # cử tri có một số đề nghị như
        (
            "Cử tri xã Hồ Thầu đã có một số đề nghị gửi tới Tổ đại biểu như: Đề "
            "nghị huyện đầu tư thêm trạm hạ thế; tu sửa đường liên thôn."
        ),
        [
            (
                "recommendation",
                "Cử tri xã Hồ Thầu",
                "huyện",
                "Đề nghị huyện đầu tư thêm trạm hạ thế",
            ),
            ("recommendation", "Cử tri xã Hồ Thầu", "huyện", "tu sửa đường liên thôn"),
        ],
    ),
    (  # kiến nghị là tân ngữ của câu trả lời
        (
            "Đối với kiến nghị của cử tri huyện Ba Bể về việc đề nghị tỉnh sớm hỗ "
            "trợ kinh phí xây dựng nhà văn hóa thôn, UBND tỉnh trả lời như sau:"
        ),
        [
            (
                "recommendation",
                "cử tri huyện Ba Bể",
                "tỉnh",
                "sớm hỗ trợ kinh phí xây dựng nhà văn hóa thôn",
            )
        ],
    ),
    (  # kiến nghị, phản ánh là số đơn
        (
            "Các xã tiếp nhận 2.410 đơn khiếu nại, tố cáo, kiến nghị, phản ánh (cấp "
            "huyện tiếp nhận 1.530 đơn; cấp xã tiếp nhận 880 đơn)."
        ),
        [],
    ),
    (  # nội dung kiểm tra không phải nhiệm vụ
        (
            "Nội dung kiểm tra gồm: Cải cách thủ tục hành chính; Cải cách tài chính "
            "công; Hiện đại hóa nền hành chính."
        ),
        [],
    ),
    (  # báo khó khăn về đâu
        (
            "Trong quá trình thực hiện nếu có vướng mắc, các đơn vị phản ánh về Sở "
            "Nội vụ để xem xét, giải quyết."
        ),
        [
            (
                "directive",
                None,
                "các đơn vị",
                (
                    "Trong quá trình thực hiện nếu có vướng mắc, các đơn vị phản ánh về Sở "
                    "Nội vụ để xem xét, giải quyết"
                ),
            )
        ],
    ),
    (  # xin lỗi là một việc trọn nghĩa
        (
            "Chủ tịch yêu cầu các sở công khai xin lỗi, thông báo lý do các thủ tục "
            "hành chính quá hạn, gia hạn thời gian trả kết quả cho dân."
        ),
        [
            ("directive", "Chủ tịch", "các sở", "công khai xin lỗi"),
            ("directive", "Chủ tịch", "các sở", "thông báo lý do các thủ tục hành chính quá hạn"),
            ("directive", "Chủ tịch", "các sở", "gia hạn thời gian trả kết quả cho dân"),
        ],
    ),
    (  # tiếp thu, rồi chỉnh sửa
        (
            "Đồng chí Chủ tịch yêu cầu cơ quan soạn thảo tiếp thu các ý kiến tại "
            "cuộc họp, chỉnh sửa, bổ sung và hoàn thiện dự thảo đề án."
        ),
        [
            (
                "directive",
                "Đồng chí Chủ tịch",
                "cơ quan soạn thảo",
                "tiếp thu các ý kiến tại cuộc họp",
            ),
            (
                "directive",
                "Đồng chí Chủ tịch",
                "cơ quan soạn thảo",
                "chỉnh sửa, bổ sung và hoàn thiện dự thảo đề án",
            ),
        ],
    ),
    (  # lấn, chiếm là hai nửa của một cụm
        "Đoàn đề nghị xã xử lý nghiêm các trường hợp lấn, chiếm đất công.",
        [("recommendation", "Đoàn", "xã", "xử lý nghiêm các trường hợp lấn, chiếm đất công")],
    ),
    (  # cá nhân, tổ chức là danh từ
        (
            "Sở yêu cầu các phòng giải quyết đúng hạn hồ sơ của cá nhân, tổ chức và "
            "sử dụng phần mềm một cửa."
        ),
        [
            (
                "directive",
                "Sở",
                "các phòng",
                ("giải quyết đúng hạn hồ sơ của cá nhân, tổ chức và sử dụng phần mềm một cửa"),
            )
        ],
    ),
    (  # chủ trì, phối hợp chưa phải một việc
        (
            "Giao Công an huyện chủ trì, phối hợp với Phòng Nội vụ và các xã, tăng "
            "cường tuần tra tuyến quốc lộ 6."
        ),
        [
            (
                "directive",
                None,
                "Công an huyện",
                (
                    "Giao Công an huyện chủ trì, phối hợp với Phòng Nội vụ và các xã, tăng "
                    "cường tuần tra tuyến quốc lộ 6"
                ),
            )
        ],
    ),
    (  # dấu phẩy sang việc của cơ quan khác
        (
            "Chủ tịch UBND huyện giao cho Phòng Tư pháp tham mưu kế hoạch kiểm tra, "
            "Phòng Nội vụ khảo sát hiện trạng các xã."
        ),
        [
            ("directive", "Chủ tịch UBND huyện", "Phòng Tư pháp", "tham mưu kế hoạch kiểm tra"),
            (
                "directive",
                "Chủ tịch UBND huyện",
                "Phòng Nội vụ",
                "Phòng Nội vụ khảo sát hiện trạng các xã",
            ),
        ],
    ),
    (  # đặc biệt là nhắc lại cùng một việc
        (
            "Chủ tịch UBND tỉnh yêu cầu Sở Giao thông vận tải xử phạt xe trả khách "
            "sai nơi quy định, đặc biệt là trả khách trước cổng chợ."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "Sở Giao thông vận tải",
                ("xử phạt xe trả khách sai nơi quy định, đặc biệt là trả khách trước cổng chợ"),
            )
        ],
    ),
    (  # kế hoạch nêu rõ các giải pháp
        (
            "Kế hoạch cũng nêu rõ các giải pháp: Tăng cường tuyên truyền; đổi mới "
            "phương thức kiểm tra."
        ),
        [
            ("commitment", "Kế hoạch", None, "Tăng cường tuyên truyền"),
            ("commitment", "Kế hoạch", None, "đổi mới phương thức kiểm tra"),
        ],
    ),
    (  # tiếp tục vận động là việc xã sẽ làm
        (
            "Chủ tịch UBND xã cho biết: Thời gian tới, xã tiếp tục vận động nhân "
            "dân hiến đất làm đường."
        ),
        [("commitment", "xã", None, "tiếp tục vận động nhân dân hiến đất làm đường")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_told(text, expected):
    assert told(text) == expected
