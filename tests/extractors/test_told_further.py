"""Who asks whom: documents as orders, names with fields, leads, labels, what only tells."""

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
    (  # văn bản gửi ai thì người ấy phải làm, không có động từ yêu cầu
        (
            "Bộ Y tế vừa có công điện gửi UBND các tỉnh, thành phố quan tâm chỉ đạo "
            "công tác tiêm chủng."
        ),
        [
            (
                "directive",
                "Bộ Y tế",
                "UBND các tỉnh, thành phố",
                "quan tâm chỉ đạo công tác tiêm chủng",
            ),
        ],
    ),
    (  # "gởi" viết theo giọng miền Nam
        (
            "Phó Chủ tịch UBND thành phố Lê Văn Tâm vừa ký văn bản gởi Thanh tra thành "
            "phố nghiêm túc thực hiện kết luận."
        ),
        [
            (
                "directive",
                "Phó Chủ tịch UBND thành phố Lê Văn Tâm",
                "Thanh tra thành phố",
                "nghiêm túc thực hiện kết luận",
            ),
        ],
    ),
    (  # ai ban hành văn bản thì "theo đó" là lời của người ấy
        (
            "UBND tỉnh vừa ban hành Công điện số 12/CĐ-UBND. Theo đó, các địa phương "
            "phải rà soát dân cư vùng sạt lở."
        ),
        [
            (
                "directive",
                "UBND tỉnh",
                "các địa phương",
                "các địa phương phải rà soát dân cư vùng sạt lở",
            ),
        ],
    ),
    (  # "Tại Văn bản này yêu cầu"
        (
            "UBND tỉnh yêu cầu các sở thực hiện nghiêm kỷ luật. Tại Văn bản này yêu "
            "cầu tuyệt đối không đi lễ hội trong giờ hành chính."
        ),
        [
            (
                "directive",
                "UBND tỉnh",
                "các sở",
                "thực hiện nghiêm kỷ luật",
            ),
            (
                "directive",
                "UBND tỉnh",
                "các sở",
                "yêu cầu tuyệt đối không đi lễ hội trong giờ hành chính",
            ),
        ],
    ),
    (  # "Tổ công tác", "Đoàn công tác" không làm danh từ của "đề nghị"
        "Tổ công tác đề nghị UBND xã rà soát hồ sơ tồn.",
        [
            (
                "recommendation",
                "Tổ công tác",
                "UBND xã",
                "rà soát hồ sơ tồn",
            ),
        ],
    ),
    (  # "tổ chức," mở đầu một việc
        (
            "Chủ tịch UBND tỉnh yêu cầu các địa phương cấm biển; tổ chức, hướng dẫn "
            "tàu thuyền neo đậu."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các địa phương",
                "cấm biển",
            ),
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các địa phương",
                "tổ chức, hướng dẫn tàu thuyền neo đậu",
            ),
        ],
    ),
    (  # nơi chốn đứng đầu không phải là việc
        (
            "Chủ tịch UBND tỉnh yêu cầu các xã chủ động ứng phó. Ở khu vực ven sông, "
            "vùng trũng, các xã cần sơ tán người dân."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các xã",
                "chủ động ứng phó",
            ),
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các xã",
                "các xã cần sơ tán người dân",
            ),
        ],
    ),
    (  # "Đối với ...:" trong đoạn văn
        (
            "Chủ tịch UBND tỉnh yêu cầu các xã chủ động ứng phó. Đối với vùng núi, "
            "trung du: Tiếp tục rà soát nơi có nguy cơ sạt lở."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các xã",
                "chủ động ứng phó",
            ),
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các xã",
                "Tiếp tục rà soát nơi có nguy cơ sạt lở",
            ),
        ],
    ),
    (  # "Đối với ..., cần"
        (
            "Giám đốc Sở đề nghị các xã rà soát kỹ đối tượng. Đối với các huyện nghèo, "
            "cần lồng ghép các chương trình."
        ),
        [
            (
                "recommendation",
                "Giám đốc Sở",
                "các xã",
                "rà soát kỹ đối tượng",
            ),
            (
                "recommendation",
                "Giám đốc Sở",
                "các huyện nghèo",
                "cần lồng ghép các chương trình",
            ),
        ],
    ),
    (  # trường hợp đi cùng với việc
        (
            "Chủ tịch UBND huyện yêu cầu các trường công khai khoản thu. Trường nào vi "
            "phạm, hiệu trưởng phải chịu trách nhiệm."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND huyện",
                "các trường",
                "công khai khoản thu",
            ),
            (
                "directive",
                "Chủ tịch UBND huyện",
                "hiệu trưởng",
                "Trường nào vi phạm, hiệu trưởng phải chịu trách nhiệm",
            ),
        ],
    ),
    (  # tên ban chỉ huy kèm lĩnh vực
        (
            "UBND tỉnh yêu cầu Ban Chỉ huy phòng chống thiên tai và phòng thủ dân sự, "
            "các sở theo dõi chặt chẽ thời tiết."
        ),
        [
            (
                "directive",
                "UBND tỉnh",
                "Ban Chỉ huy phòng chống thiên tai và phòng thủ dân sự, các sở",
                "theo dõi chặt chẽ thời tiết",
            ),
        ],
    ),
    (  # ngành và lĩnh vực của ngành
        "Chủ tịch nước đề nghị ngành giáo dục tiếp tục đổi mới cách dạy.",
        [
            (
                "recommendation",
                "Chủ tịch nước",
                "ngành giáo dục",
                "tiếp tục đổi mới cách dạy",
            ),
        ],
    ),
    (  # cơ quan trung ương đóng trên địa bàn
        (
            "Chủ tịch UBND tỉnh yêu cầu các cơ quan Trung ương đóng trên địa bàn tỉnh "
            "niêm yết thủ tục."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các cơ quan Trung ương đóng trên địa bàn tỉnh",
                "niêm yết thủ tục",
            ),
        ],
    ),
    (  # tên có ngoặc
        ("Cục Quản lý Dược (Bộ Y tế) có văn bản đề nghị Bệnh viện A tăng cường quản lý thuốc."),
        [
            (
                "recommendation",
                "Cục Quản lý Dược (Bộ Y tế)",
                "Bệnh viện A",
                "tăng cường quản lý thuốc",
            ),
        ],
    ),
    (  # "(phường 5)" sau tên người
        "Bà Lê Thị Hạnh (phường 5) đề xuất Trung tâm làm việc cả sáng thứ Bảy.",
        [
            (
                "recommendation",
                "Bà Lê Thị Hạnh (phường 5)",
                "Trung tâm",
                "làm việc cả sáng thứ Bảy",
            ),
        ],
    ),
    (  # học hàm viết tắt
        "TS. Trịnh Văn Việt đề nghị Bộ Nội vụ xem xét bổ sung biên chế.",
        [
            (
                "recommendation",
                "TS. Trịnh Văn Việt",
                "Bộ Nội vụ",
                "xem xét bổ sung biên chế",
            ),
        ],
    ),
    (  # "Chủ tịch UBND tỉnh này" là người đã nêu trước
        (
            "Chủ tịch UBND tỉnh Hà Nam họp với các sở. Văn phòng cho biết Chủ tịch "
            "UBND tỉnh này đã yêu cầu các huyện rà soát hồ sơ."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh Hà Nam",
                "các huyện",
                "rà soát hồ sơ",
            ),
        ],
    ),
    (  # người có chức vụ "đã chỉ đạo" tại cuộc họp
        (
            "Sau khi nghe ý kiến, Chủ tịch UBND tỉnh đã chỉ đạo các sở tập trung rà "
            "soát dự án; tăng thu ngân sách."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các sở",
                "tập trung rà soát dự án",
            ),
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các sở",
                "tăng thu ngân sách",
            ),
        ],
    ),
    (  # cơ quan "vừa chỉ đạo"
        ("UBND huyện Lâm Sơn vừa chỉ đạo các phòng phải xin lỗi bằng văn bản khi hồ sơ quá hạn."),
        [
            (
                "directive",
                "UBND huyện Lâm Sơn",
                "các phòng",
                "phải xin lỗi bằng văn bản khi hồ sơ quá hạn",
            ),
        ],
    ),
    (  # từ chỉ mức độ giữa động từ và đối tượng
        (
            "Bộ Y tế khuyến cáo mạnh mẽ người dân không chủ quan, cần thực hiện các "
            "biện pháp phòng bệnh tại nhà."
        ),
        [
            (
                "recommendation",
                "Bộ Y tế",
                "người dân",
                "không chủ quan, cần thực hiện các biện pháp phòng bệnh tại nhà",
            ),
        ],
    ),
    (  # giao một đơn vị chỉ viết tắt
        (
            "Bộ Công Thương giao EVN huy động tối đa các nguồn điện; yêu cầu Tập đoàn "
            "Than cung cấp đủ than."
        ),
        [
            (
                "directive",
                "Bộ Công Thương",
                "EVN",
                "huy động tối đa các nguồn điện",
            ),
            (
                "directive",
                "Bộ Công Thương",
                "Tập đoàn Than",
                "yêu cầu Tập đoàn Than cung cấp đủ than",
            ),
        ],
    ),
    (  # đối tượng của phần trước đi tiếp
        (
            "Phó Chủ tịch UBND tỉnh giao UBND huyện làm chủ đầu tư dự án; giao Sở Tài "
            "chính tham mưu nguồn vốn, báo cáo UBND tỉnh trong tháng 8."
        ),
        [
            (
                "directive",
                "Phó Chủ tịch UBND tỉnh",
                "UBND huyện",
                "làm chủ đầu tư dự án",
            ),
            (
                "directive",
                "Phó Chủ tịch UBND tỉnh",
                "Sở Tài chính",
                "giao Sở Tài chính tham mưu nguồn vốn",
            ),
            (
                "directive",
                "Phó Chủ tịch UBND tỉnh",
                "Sở Tài chính",
                "báo cáo UBND tỉnh trong tháng 8",
            ),
        ],
    ),
    (  # phần sau dấu phẩy cũng có tân ngữ
        (
            "Chủ tịch UBND tỉnh yêu cầu các huyện phân công cán bộ chuyên trách theo "
            "dõi chỉ số, rà soát lại dữ liệu gốc trước cuối tháng 4."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các huyện",
                "phân công cán bộ chuyên trách theo dõi chỉ số",
            ),
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "các huyện",
                "rà soát lại dữ liệu gốc trước cuối tháng 4",
            ),
        ],
    ),
    (  # lý do không thuộc về việc
        (
            "Cử tri đề nghị Bộ Nội vụ tăng mức phụ cấp đối với trưởng thôn vì đây là "
            "lực lượng nòng cốt."
        ),
        [
            (
                "recommendation",
                "Cử tri",
                "Bộ Nội vụ",
                "tăng mức phụ cấp đối với trưởng thôn",
            ),
        ],
    ),
    (  # nhãn đầu câu trong đoạn văn
        (
            "Trong quý III, phường tiếp nhận 3.215 hồ sơ. Kiến nghị: UBND thành phố "
            "sớm nâng cấp phần mềm một cửa, bổ sung 02 máy scan."
        ),
        [
            (
                "recommendation",
                None,
                "UBND thành phố",
                "UBND thành phố sớm nâng cấp phần mềm một cửa",
            ),
            (
                "recommendation",
                None,
                "UBND thành phố",
                "bổ sung 02 máy scan",
            ),
        ],
    ),
    (  # thời hạn đứng thành câu riêng
        (
            "Chủ tịch UBND tỉnh yêu cầu:\n1. Sở Nội vụ tham mưu thành lập Đoàn kiểm tra "
            "công vụ. Hoàn thành trong tháng 8/2023."
        ),
        [
            (
                "directive",
                "Chủ tịch UBND tỉnh",
                "Sở Nội vụ",
                "Sở Nội vụ tham mưu thành lập Đoàn kiểm tra công vụ",
            ),
        ],
    ),
    (  # lời dẫn trong ngoặc kép, "ông nói"
        (
            'Ông Lê Văn Nam, Giám đốc Trung tâm, trả lời phỏng vấn. "Chúng tôi mong '
            'các sở cử công chức có kinh nghiệm", ông nói.'
        ),
        [
            (
                "recommendation",
                "Ông Lê Văn Nam, Giám đốc Trung tâm",
                "các sở",
                "cử công chức có kinh nghiệm",
            ),
        ],
    ),
    (  # số La Mã kết thúc câu
        (
            "Chi cục Kiểm lâm đề nghị các xã trực cháy khi dự báo cấp V. Mọi thông tin "
            "báo về Chi cục."
        ),
        [
            (
                "recommendation",
                "Chi cục Kiểm lâm",
                "các xã",
                "trực cháy khi dự báo cấp V",
            ),
        ],
    ),
    (  # "các sở hợp nhất phải"
        (
            "Giám đốc Sở Nội vụ cho biết Sở đang tham mưu chương trình. Trước mắt, các "
            "sở hợp nhất phải bàn giao dữ liệu một cửa."
        ),
        [
            (
                "directive",
                "Giám đốc Sở Nội vụ",
                "các sở hợp nhất",
                "các sở hợp nhất phải bàn giao dữ liệu một cửa",
            ),
        ],
    ),
    (  # viên chức "trong quá trình ... phải", ở một khoản
        (
            "2. Cán bộ, công chức trong quá trình giải quyết công việc phải thực hiện "
            "nghiêm quy định về văn thư."
        ),
        [
            (
                "directive",
                None,
                "Cán bộ, công chức",
                (
                    "Cán bộ, công chức trong quá trình giải quyết công việc phải "
                    "thực hiện nghiêm quy định về văn thư"
                ),
            ),
        ],
    ),
    (  # ai có ý kiến như sau: cả tên người
        (
            "Thực hiện Công văn số 110/VPCP-KGVX, đồng chí Lý Văn Quang, Phó Chủ tịch "
            "UBND tỉnh có ý kiến như sau:\nGiao Sở Tài chính chủ trì rà soát tài sản "
            "công."
        ),
        [
            (
                "directive",
                "đồng chí Lý Văn Quang, Phó Chủ tịch UBND tỉnh",
                "Sở Tài chính",
                "Giao Sở Tài chính chủ trì rà soát tài sản công",
            ),
        ],
    ),
    (  # mục tiêu cần tập trung: sau dấu hai chấm
        (
            "Hội nghị thống nhất một số nội dung cần tập trung trong quý II: hoàn "
            "thành việc rà soát vị trí việc làm; kiểm tra đột xuất 30% số đơn vị."
        ),
        [
            (
                "commitment",
                None,
                None,
                "hoàn thành việc rà soát vị trí việc làm",
            ),
            (
                "commitment",
                None,
                None,
                "kiểm tra đột xuất 30% số đơn vị",
            ),
        ],
    ),
    (  # "Chỉ đạo tại phiên họp" mở cảnh cho người nói tiếp
        (
            "Chủ tịch UBND tỉnh yêu cầu rà soát hồ sơ tồn.\n"
            "Chỉ đạo tại phiên họp tháng 11, Bí thư Tỉnh ủy yêu cầu các huyện đẩy mạnh số hóa."
        ),
        [
            ("directive", "Chủ tịch UBND tỉnh", None, "rà soát hồ sơ tồn"),
            ("directive", "Bí thư Tỉnh ủy", "các huyện", "đẩy mạnh số hóa"),
        ],
    ),
    (  # nhấn mạnh ... cần: là chỉ đạo
        (
            "Thủ tướng nhấn mạnh, trong lúc khó khăn, cần khơi thông các nguồn lực; mỗi cấp, "
            "mỗi ngành đều phải cố gắng."
        ),
        [
            ("directive", "Thủ tướng", None, "cần khơi thông các nguồn lực"),
            ("directive", "Thủ tướng", "mỗi cấp, mỗi ngành", "mỗi cấp, mỗi ngành đều phải cố gắng"),
        ],
    ),
    (  # đoàn kiểm tra công tác CCHC của tỉnh: tên dài
        (
            "Sau kiểm tra, đoàn kiểm tra công tác CCHC của tỉnh đã báo cáo UBND tỉnh, đồng thời "
            "đề nghị các đơn vị khắc phục tồn tại."
        ),
        [
            (
                "recommendation",
                "đoàn kiểm tra công tác CCHC của tỉnh",
                "các đơn vị",
                "khắc phục tồn tại",
            ),
        ],
    ),
    (  # "Chủ trì" viết hoa
        ("Đồng chí đề nghị phòng Nội vụ huyện Chủ trì, phối hợp với các đơn vị xây dựng báo cáo."),
        [
            (
                "recommendation",
                "Đồng chí",
                "phòng Nội vụ huyện",
                "Chủ trì, phối hợp với các đơn vị xây dựng báo cáo",
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
        # Doanh nghiệp, người bệnh gặp khó, không ai ra lệnh.
        "Giám đốc Sở cho biết giá tăng. Doanh nghiệp xuất khẩu phải đối mặt với chi phí vận tải.",
        # Kể tình hình bằng con số.
        "Sở khuyến cáo tình hình. Đến nay, toàn tỉnh có hơn 5.000 ha đất phải dừng sản xuất.",
        # Báo trước việc sẽ xảy ra, không hứa gì.
        "Đội tuyển Việt Nam sẽ gặp Thái Lan vào ngày 2/1. Bão sẽ gây mưa lớn ở Thanh Hóa.",
        # Lời khai: đã yêu cầu.
        "Tại cơ quan điều tra, Hùng khai nhận đã yêu cầu các nạn nhân chuyển tiền.",
        # Việc đã làm trong năm, kể cả phần sau dấu chấm phẩy.
        "Trong năm 2023, Sở đã kiểm tra 15 đơn vị; yêu cầu các đơn vị khắc phục tồn tại.",
        # Cử tri phản ánh, không yêu cầu.
        "Cử tri Nguyễn Văn Bảy phản ánh, nhiều hộ dân chưa được cấp giấy chứng nhận.",
        # Nói đoàn lập ra để làm gì.
        "Đoàn kiểm tra công tác CCHC của tỉnh có nhiệm vụ kiểm tra việc thực hiện kế hoạch.",
        # Đánh giá cao, các ban đã triển khai.
        "Theo đánh giá, nhiệm vụ trọng tâm tháng 5 đã được Thường trực, các ban triển khai tốt.",
        # Hướng dẫn cho người dân tìm đơn vị hữu quan là việc đã làm.
        "Qua tiếp dân, các sở đã hướng dẫn công dân gửi đơn đến cơ quan có thẩm quyền giải quyết.",
    ],
)
def test_nothing_is_asked(text):
    assert told(text) == []


def test_the_end_of_a_month_is_not_before_it():
    text = "Chủ tịch UBND tỉnh yêu cầu các huyện rà soát dữ liệu gốc trước cuối tháng 4/2025."
    scan = atoms.scan(text, Context("2024-01-10"))
    found, _ = recommendations.find(scan, (), dates.find(scan, ()))
    assert [r.deadline for r in found] == ["2025-04-30"]


def test_a_deadline_in_a_sentence_of_its_own():
    text = (
        "Chủ tịch UBND tỉnh yêu cầu:\n1. Sở Nội vụ tham mưu thành lập Đoàn kiểm tra công vụ. "
        "Hoàn thành trong tháng 8/2023."
    )
    scan = atoms.scan(text, Context("2023-07-10"))
    found, _ = recommendations.find(scan, (), dates.find(scan, ()))
    assert [(r.addressee, r.deadline) for r in found] == [("Sở Nội vụ", "2023-08-31")]
