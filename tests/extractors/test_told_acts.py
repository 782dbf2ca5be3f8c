"""Tasks in plans, decisions and letters: lists without a head, where items end, who is to act."""

from __future__ import annotations

import pytest

from extractors import atoms, dates, extract, recommendations, references
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
    (  # câu bị số trang cắt ngang
        (
            "KẾ HOẠCH\n"
            "Chăm sóc cây xanh\n"
            "\n"
            "UBND huyện ban hành kế hoạch như sau:\n"
            "II. NHIỆM VỤ\n"
            "- Trồng bổ sung cây bóng mát ở các tuyến đường mới mở, ưu tiên những nơi đông "
            "dân cư và \n"
            " \n"
            "7\n"
            "các trường học, trạm y tế trên địa bàn huyện.\n"
        ),
        [
            ("commitment", None, "Trồng bổ sung cây bóng mát ở các tuyến đường mới mở"),
            (
                "commitment",
                None,
                "ưu tiên những nơi đông dân cư và 7 các trường học, trạm y tế trên địa bàn huyện",
            ),
        ],
    ),
    (  # tên đơn vị không có trong danh mục, mục con ở dòng dưới
        ("III. TỔ CHỨC THỰC HIỆN\n1. Giao Vụ QLĐT\n- Tiếp tục hoàn thiện bản đồ địa chính số.\n"),
        [("directive", "Vụ QLĐT", "Tiếp tục hoàn thiện bản đồ địa chính số")],
    ),
    (  # đơn vị thực hiện các nội dung sau, rồi danh sách
        (
            "Ban Quản lý chợ các xã thực hiện các nội dung sau:\n"
            "- Sắp xếp lại ngành hàng theo khu vực.\n"
            "- Thu gom rác cuối mỗi phiên chợ.\n"
        ),
        [
            ("directive", "Ban Quản lý chợ các xã", "Sắp xếp lại ngành hàng theo khu vực"),
            ("directive", "Ban Quản lý chợ các xã", "Thu gom rác cuối mỗi phiên chợ"),
        ],
    ),
    (  # nêu việc trước, rồi ai làm
        (
            "KẾ HOẠCH\n"
            "Hội chữ thập đỏ\n"
            "\n"
            "UBND xã ban hành kế hoạch như sau:\n"
            "II. NHIỆM VỤ\n"
            "- Về trang phục biểu diễn: Các trường tiểu học may đồng phục cho đội văn nghệ.\n"
        ),
        [],
    ),
    (  # làm theo chức năng, nhiệm vụ
        (
            "III. TỔ CHỨC THỰC HIỆN\n"
            "1. Các phòng chuyên môn theo chức năng, nhiệm vụ được giao chủ động rà soát phần "
            "việc của mình.\n"
            "2. UBND các xã tùy tình hình thực tế bố trí kinh phí mua sắm.\n"
            "3. Sở Tài chính trên cơ sở đề nghị của các đơn vị tham mưu UBND tỉnh cấp bổ sung "
            "kinh phí.\n"
        ),
        [
            (
                "directive",
                "Các phòng chuyên môn",
                (
                    "Các phòng chuyên môn theo chức năng, nhiệm vụ được giao chủ động rà soát "
                    "phần việc của mình"
                ),
            ),
            (
                "directive",
                "UBND các xã",
                "UBND các xã tùy tình hình thực tế bố trí kinh phí mua sắm",
            ),
            (
                "directive",
                "Sở Tài chính",
                (
                    "Sở Tài chính trên cơ sở đề nghị của các đơn vị tham mưu UBND tỉnh cấp bổ "
                    "sung kinh phí"
                ),
            ),
        ],
    ),
    (  # căn cứ kế hoạch này là việc; định kỳ có ngoặc
        (
            "IV. TỔ CHỨC THỰC HIỆN\n"
            "1. Các trạm thủy nông:\n"
            "a) Căn cứ Kế hoạch này, xây dựng lịch bơm tưới cho từng cánh đồng.\n"
            "b) Định kỳ hằng quý (trước ngày 10 của tháng cuối quý) báo cáo kết quả về Công ty.\n"
        ),
        [
            (
                "directive",
                "Các trạm thủy nông",
                "Căn cứ Kế hoạch này, xây dựng lịch bơm tưới cho từng cánh đồng",
            ),
            (
                "directive",
                "Các trạm thủy nông",
                "Định kỳ hằng quý (trước ngày 10 của tháng cuối quý) báo cáo kết quả về Công ty",
            ),
        ],
    ),
    (  # dưới dòng nơi nhận không còn việc
        (
            "Yêu cầu các trạm thực hiện nghiêm Công điện này./.\n"
            "Nơi nhận:\n"
            "- VPUB: các phó văn phòng, tổ thư ký;\n"
            "- Lưu: VT, kiểm tra thường xuyên.\n"
        ),
        [("directive", "các trạm", "Yêu cầu các trạm thực hiện nghiêm Công điện này")],
    ),
    (  # mục đích dưới tiểu mục không phải việc
        (
            "I. MỤC ĐÍCH, YÊU CẦU\n"
            "1. Mục đích\n"
            "a) Nâng cao năng lực tổ chức thực hiện, phấn đấu thực hiện tốt các chỉ tiêu đề ra.\n"
            "2. Yêu cầu\n"
            "a) Các nhiệm vụ, giải pháp phải sát thực tế của từng thôn.\n"
        ),
        [("directive", None, "Các nhiệm vụ, giải pháp phải sát thực tế của từng thôn")],
    ),
    (  # tiêu đề dài không dấu chấm, dưới là việc
        (
            "II. NHIỆM VỤ, GIẢI PHÁP\n"
            "1. Nâng cao năng lực quản lý, khai thác hệ thống cấp nước sạch nông thôn trên "
            "địa bàn các xã vùng cao\n"
            "- Sửa chữa các bể chứa bị nứt trong mùa khô.\n"
        ),
        [("commitment", None, "Sửa chữa các bể chứa bị nứt trong mùa khô")],
    ),
    (  # dưới việc có dòng chủ trì thì không phải tiêu đề
        (
            "**II. NHIỆM VỤ**\n"
            "\n"
            "2.1. Nâng cấp trạm bơm\n"
            "\n"
            "- Đơn vị chủ trì: Công ty Thủy nông.\n"
            "\n"
            "- Thời gian: Quý III/2024.\n"
        ),
        [("directive", "Công ty Thủy nông", "Nâng cấp trạm bơm")],
    ),
    (  # các lĩnh vực sau dấu hai chấm không phải việc
        (
            "1. Chủ tịch UBND tỉnh yêu cầu Sở Công Thương phối hợp với các ngành chống thất "
            "thu trong các lĩnh vực: chuyển nhượng đất đai, vận tải; khai thác khoáng sản, "
            "kinh doanh xăng dầu.\n"
        ),
        [
            (
                "directive",
                "Sở Công Thương",
                (
                    "phối hợp với các ngành chống thất thu trong các lĩnh vực: chuyển nhượng đất "
                    "đai, vận tải; khai thác khoáng sản, kinh doanh xăng dầu"
                ),
            )
        ],
    ),
    (  # báo cáo kể việc thường xuyên, không giao việc
        (
            "BÁO CÁO\n"
            "Kết quả công tác quý I năm 2024\n"
            "\n"
            "Sở Xây dựng luôn thực hiện tuyên truyền pháp luật bằng hình thức: Thiết lập "
            "chuyên mục trên trang điện tử; niêm yết tại bộ phận một cửa.\n"
        ),
        [],
    ),
    (  # nhất là, rồi ai
        (
            "Chủ tịch UBND huyện yêu cầu Phòng Kinh tế thu hút đầu tư, nhất là các ngành, "
            "lĩnh vực phục vụ cho du lịch; rà soát quỹ đất.\n"
        ),
        [
            (
                "directive",
                "Phòng Kinh tế",
                "thu hút đầu tư, nhất là các ngành, lĩnh vực phục vụ cho du lịch",
            ),
            ("directive", "Phòng Kinh tế", "rà soát quỹ đất"),
        ],
    ),
    (  # mã mục đứng một mình trên dòng; mỗi việc có đơn vị của nó
        (
            "II. NHIỆM VỤ\n"
            "2.5.\n"
            "Cải tạo vườn hoa trước trụ sở các xã trong huyện.\n"
            "- Cơ quan thực hiện: Phòng Kinh tế chủ trì, phối hợp với các xã.\n"
            "2.6.\n"
            "Lắp đèn chiếu sáng ở những ngõ xóm còn tối.\n"
            "- Cơ quan thực hiện: Công ty Điện lực.\n"
        ),
        [
            (
                "directive",
                "Phòng Kinh tế",
                ("Cải tạo vườn hoa trước trụ sở các xã trong huyện"),
            ),
            (
                "directive",
                "Công ty Điện lực",
                ("Lắp đèn chiếu sáng ở những ngõ xóm còn tối"),
            ),
        ],
    ),
    (  # bảng nhiệm vụ bị tách dòng trong tệp PDF
        (
            "TT \n"
            "Nội dung công việc \n"
            "Cơ quan \n"
            "chủ trì \n"
            "Cơ quan \n"
            "phối hợp \n"
            "Thời hạn \n"
            "hoàn thành \n"
            "1 \n"
            "Xây dựng bộ tiêu chí chấm điểm chợ văn \n"
            "minh; nhân rộng mô hình chợ không dùng \n"
            "túi ni lông \n"
            "Sở Công \n"
            "Thương \n"
            "Các sở, \n"
            "ngành \n"
            "Tháng \n"
            "9/2026 \n"
            "2  Khảo sát nhu cầu đổi máy nước của các hộ \n"
            "ở vùng ven biển \n"
            "Công ty \n"
            "Thoát nước \n"
            "UBND \n"
            "các xã \n"
            "Quý \n"
            "II/2026 \n"
        ),
        [
            (
                "directive",
                "Sở Công Thương",
                ("Xây dựng bộ tiêu chí chấm điểm chợ văn minh"),
            ),
            (
                "directive",
                "Sở Công Thương",
                ("nhân rộng mô hình chợ không dùng túi ni lông"),
            ),
            (
                "directive",
                "Công ty Thoát nước",
                ("Khảo sát nhu cầu đổi máy nước của các hộ ở vùng ven biển"),
            ),
        ],
    ),
    (  # bảng nhiệm vụ có vạch đứng riêng dòng
        (
            "|\n"
            "**STT**\n"
            "|\n"
            "**Nội dung nhiệm vụ**\n"
            "|\n"
            "**Cơ quan chủ\n"
            "trì**\n"
            "|\n"
            "**Cơ quan phối\n"
            "hợp**\n"
            "|\n"
            "**Thời gian\n"
            "hoàn thành**\n"
            "|\n"
            "|\n"
            "1\n"
            "|\n"
            "Khảo sát nhu cầu đổi máy nước của các hộ\n"
            "ở vùng ven biển\n"
            "|\n"
            "Sở Xây dựng\n"
            "|\n"
            "UBND các xã\n"
            "|\n"
            "Quý II/2026\n"
            "|\n"
            "|\n"
            "2\n"
            "|\n"
            "Mở lớp sửa chữa máy nông nghiệp; cấp phát tài liệu\n"
            "|\n"
            "Trung tâm Khuyến nông\n"
            "|\n"
            "|\n"
            "Tháng 9/2026\n"
            "|\n"
        ),
        [
            (
                "directive",
                "Sở Xây dựng",
                ("Khảo sát nhu cầu đổi máy nước của các hộ ở vùng ven biển"),
            ),
            (
                "directive",
                "Trung tâm Khuyến nông",
                ("Mở lớp sửa chữa máy nông nghiệp"),
            ),
            (
                "directive",
                "Trung tâm Khuyến nông",
                ("cấp phát tài liệu"),
            ),
        ],
    ),
    (  # mục tiêu không phải việc
        (
            "KẾ HOẠCH\n"
            "Nước sạch\n"
            "\n"
            "UBND huyện ban hành kế hoạch như sau:\n"
            "I. MỤC TIÊU\n"
            "1. Nâng cao chất lượng nước cấp cho các hộ vùng sâu.\n"
            "II. NHIỆM VỤ\n"
            "1. Thay thế đường ống cũ ở thị trấn.\n"
        ),
        [
            (
                "commitment",
                None,
                ("Thay thế đường ống cũ ở thị trấn"),
            ),
        ],
    ),
    (  # nghị quyết đã ban hành không phải ai làm việc
        (
            "II. NHIỆM VỤ\n"
            "1. Tuyên truyền Nghị quyết số 12/NQ-HĐND ngày 05/7/2023 của HĐND tỉnh, "
            "Nghị quyết số 14/NQ-HĐND ngày 05/7/2023 của HĐND tỉnh ban hành quy "
            "định về mức hỗ trợ nhà vệ sinh.\n"
        ),
        [
            (
                "commitment",
                None,
                (
                    "Tuyên truyền Nghị quyết số 12/NQ-HĐND ngày 05/7/2023 của HĐND tỉnh, "
                    "Nghị quyết số 14/NQ-HĐND ngày 05/7/2023 của HĐND tỉnh ban hành quy "
                    "định về mức hỗ trợ nhà vệ sinh"
                ),
            ),
        ],
    ),
    (  # kể tên lĩnh vực thì không phải việc mới
        (
            "Chủ tịch UBND tỉnh yêu cầu Sở Kế hoạch rà soát quy hoạch trong các "
            "lĩnh vực như khoáng sản, năng lượng, xây dựng nhà ở xã hội ở đô thị "
            "mới.\n"
        ),
        [
            (
                "directive",
                "Sở Kế hoạch",
                (
                    "rà soát quy hoạch trong các lĩnh vực như khoáng sản, năng lượng, xây "
                    "dựng nhà ở xã hội ở đô thị mới"
                ),
            ),
        ],
    ),
    (  # "cụ thể hóa" là một động từ
        (
            "Chủ tịch UBND tỉnh yêu cầu các xã công khai lịch cấp nước; cụ thể hóa "
            "mức đóng góp của từng hộ.\n"
        ),
        [
            (
                "directive",
                "các xã",
                ("công khai lịch cấp nước"),
            ),
            (
                "directive",
                "các xã",
                ("cụ thể hóa mức đóng góp của từng hộ"),
            ),
        ],
    ),
    (  # văn phòng báo cáo: chủ thể kể nhiều nhất là tác nhân
        (
            "Trong quý I, Sở Xây dựng đã ban hành 12 văn bản. Sở Xây dựng đã tiếp "
            "nhận 45 hồ sơ, đạt 98%.\n"
            "II. PHƯƠNG HƯỚNG, NHIỆM VỤ\n"
            "- Mở thêm quầy tiếp nhận hồ sơ cấp phép.\n"
        ),
        [
            (
                "commitment",
                None,
                ("Mở thêm quầy tiếp nhận hồ sơ cấp phép"),
            ),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_told(text, expected):
    assert told(text) == expected


def test_an_annex_speaks_for_whoever_issued_its_act():
    # phụ lục kèm theo quyết định: người giao việc là người ký quyết định
    found = extract(
        "PHỤ LỤC\n(Kèm theo Quyết định số 31/QĐ-UBND ngày 04/02/2026 của Chủ tịch UBND huyện)\n"
        "Ghi chú:\n- Các xã loại C phải gửi giải trình về Phòng Nội vụ trước ngày 01/3/2026.\n"
    )
    assert [order.agent for order in found.recommendations] == ["Chủ tịch UBND huyện"]


def test_agent_of_a_report():
    """Báo cáo bị cắt mất phần đầu: cơ quan được kể nhiều nhất là tác nhân của phương hướng."""
    text = (
        "Sở Xây dựng đã ban hành 12 văn bản về cấp phép. Sở Xây dựng đã tiếp nhận 45 hồ sơ.\n"
        "II. KẾT QUẢ THỰC HIỆN\n- Tỷ lệ đúng hạn đạt 98%.\n"
        "III. PHƯƠNG HƯỚNG, NHIỆM VỤ\n- Mở thêm quầy tiếp nhận hồ sơ cấp phép.\n"
    )
    scan = atoms.scan(text, Context("2024-01-10"))
    found, _ = recommendations.find(scan, (), ())
    assert [r.agent for r in found if r.kind == "commitment"] == ["Sở Xây dựng"]
