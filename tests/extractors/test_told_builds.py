"""Orders by the build of a text: labels, lists, paragraphs that go on, what only tells."""

from __future__ import annotations

import pytest

from extractors import atoms, dates, recommendations, references
from extractors.facts import Context


def told(text):
    scan = atoms.scan(text, Context("2024-01-10"))
    cited = references.find(scan)
    found, _ = recommendations.find(scan, cited, dates.find(scan, cited))
    return [(r.kind, r.agent, r.addressee, " ".join(r.quote.split())) for r in found]


# (văn bản, các việc: loại, tác nhân, đối tượng, lời)
BUILDS = [
    (  # nhãn của mục, rồi chủ ngữ và việc
        (
            "Thời gian tới, đề nghị các sở, ngành tập trung thực hiện các nội dung sau:\n- "
            "Về hạ tầng: Sở Xây dựng khảo sát, lập phương án mở rộng tuyến phố; hoàn thành "
            "trước 30/6/2024.\n- Về nhân lực: giao Sở Nội vụ mở lớp tập huấn cho cán bộ "
            "cấp xã."
        ),
        [
            (
                "recommendation",
                None,
                "Sở Xây dựng",
                "Sở Xây dựng khảo sát, lập phương án mở rộng tuyến phố; hoàn thành trước 30/6/2024",
            ),
            ("directive", None, "Sở Nội vụ", "giao Sở Nội vụ mở lớp tập huấn cho cán bộ cấp xã"),
        ],
    ),
    (  # đoạn sau nói tiếp, chủ ngữ là các cơ quan
        (
            "Sở Nội vụ đề nghị các xã công khai thủ tục hành chính.\n\nCác đơn vị hoàn "
            "thành việc rà soát và gửi báo cáo về Sở Nội vụ trước ngày 20/6/2024."
        ),
        [
            ("recommendation", "Sở Nội vụ", "các xã", "công khai thủ tục hành chính"),
            (
                "recommendation",
                "Sở Nội vụ",
                "Các đơn vị",
                (
                    "Các đơn vị hoàn thành việc rà soát và gửi báo cáo về Sở Nội vụ trước ngày "
                    "20/6/2024"
                ),
            ),
        ],
    ),
    (  # UBND các huyện: cũng nói tiếp
        (
            "UBND tỉnh yêu cầu các sở xây dựng kế hoạch.\n\nUBND các huyện, thành phố công "
            "khai danh sách hộ nghèo; định kỳ đối thoại với nhân dân."
        ),
        [
            ("directive", "UBND tỉnh", "các sở", "xây dựng kế hoạch"),
            (
                "directive",
                "UBND tỉnh",
                "UBND các huyện, thành phố",
                "UBND các huyện, thành phố công khai danh sách hộ nghèo",
            ),
            (
                "directive",
                "UBND tỉnh",
                "UBND các huyện, thành phố",
                "định kỳ đối thoại với nhân dân",
            ),
        ],
    ),
    (  # số đạt được thì không
        (
            "UBND tỉnh yêu cầu các sở xây dựng kế hoạch.\n\nCác huyện đạt 45 cuộc đối "
            "thoại trong năm."
        ),
        [
            ("directive", "UBND tỉnh", "các sở", "xây dựng kế hoạch"),
        ],
    ),
    (  # nhan đề không có dấu chấm
        (
            "UBND tỉnh yêu cầu các xã sớm hoàn tất việc số hóa sổ hộ tịch "
            "của những năm trước\nNgày 5/1, UBND tỉnh họp thường kỳ."
        ),
        [],
    ),
    (  # văn bản gửi ai thì người đó làm
        (
            "Ngày 16/7, ông Lê Quang Nam, Phó Chủ tịch UBND thành phố Hòa Bình, ký văn bản "
            "gửi các xã, phường yêu cầu làm rõ việc để hồ sơ trễ hạn."
        ),
        [
            (
                "directive",
                "ông Lê Quang Nam, Phó Chủ tịch UBND thành phố Hòa Bình",
                "các xã, phường",
                "làm rõ việc để hồ sơ trễ hạn",
            ),
        ],
    ),
    (  # công văn nêu rõ
        (
            "Phó Chủ tịch UBND tỉnh Hà Văn Cường vừa ký công văn hỏa tốc về việc chống "
            "bão. Công văn nêu rõ, các địa phương cần chủ động sơ tán dân."
        ),
        [
            (
                "directive",
                "Phó Chủ tịch UBND tỉnh Hà Văn Cường",
                "các địa phương",
                "các địa phương cần chủ động sơ tán dân",
            ),
        ],
    ),
    (  # gõ nhầm dấu
        "Để nghị UBND các huyện xây dựng kế hoạch phát triển sản phẩm của xã.",
        [
            (
                "recommendation",
                None,
                "UBND các huyện",
                "Để nghị UBND các huyện xây dựng kế hoạch phát triển sản phẩm của xã",
            ),
        ],
    ),
    (  # trong báo cáo, việc đã làm
        (
            "BÁO CÁO\nKết quả 6 tháng đầu năm\n1. Kết quả đạt được\nUBND xã đã ban hành 12 "
            "văn bản; yêu cầu các bộ phận niêm yết thủ tục hành chính."
        ),
        [],
    ),
    (  # người có chức vụ đã quán triệt
        (
            "Tại hội nghị, Giám đốc Sở Nội vụ đã quán triệt một số nội dung trọng tâm: "
            "tiếp tục đổi mới lề lối làm việc; khắc phục bệnh hình thức."
        ),
        [
            ("directive", "Giám đốc Sở Nội vụ", None, "tiếp tục đổi mới lề lối làm việc"),
            ("directive", "Giám đốc Sở Nội vụ", None, "khắc phục bệnh hình thức"),
        ],
    ),
    (  # cùng với đó là
        (
            "Sở Nội vụ sẽ tổ chức thi nâng ngạch. Cùng với đó là đẩy mạnh truyền thông về "
            "đề án vị trí việc làm."
        ),
        [
            ("commitment", "Sở Nội vụ", None, "Sở Nội vụ sẽ tổ chức thi nâng ngạch"),
            ("commitment", "Sở Nội vụ", None, "đẩy mạnh truyền thông về đề án vị trí việc làm"),
        ],
    ),
    (  # danh sách sự vật sau dấu hai chấm là một việc
        (
            "Sở Xây dựng yêu cầu các huyện ưu tiên các lĩnh vực: chợ và bến bãi; cải "
            "cách hành chính; phát triển nhà ở; đồng thời rà soát dự án treo."
        ),
        [
            (
                "directive",
                "Sở Xây dựng",
                "các huyện",
                "ưu tiên các lĩnh vực: chợ và bến bãi; cải cách hành chính; phát triển nhà ở",
            ),
            ("directive", "Sở Xây dựng", "các huyện", "rà soát dự án treo"),
        ],
    ),
    (  # như: ví dụ của một việc
        (
            "Sở Y tế yêu cầu các trung tâm tăng cường truyền thông bằng nhiều hình thức "
            "phù hợp với từng nhóm đối tượng như: đăng tải trên bảng tin; treo băng rôn ở "
            "chợ."
        ),
        [
            (
                "directive",
                "Sở Y tế",
                "các trung tâm",
                (
                    "tăng cường truyền thông bằng nhiều hình thức phù hợp với từng nhóm đối "
                    "tượng như: đăng tải trên bảng tin; treo băng rôn ở chợ"
                ),
            ),
        ],
    ),
    (  # việc rà soát, sắp xếp: một việc
        ("Sở Nội vụ yêu cầu các xã đẩy mạnh việc rà soát, sắp xếp kho lưu trữ bên trong cơ quan."),
        [
            (
                "directive",
                "Sở Nội vụ",
                "các xã",
                "đẩy mạnh việc rà soát, sắp xếp kho lưu trữ bên trong cơ quan",
            ),
        ],
    ),
    (  # cán bộ, công chức, viên chức phải: một chủ ngữ
        (
            "Sở Nội vụ yêu cầu các phòng quán triệt trách nhiệm của mỗi cán bộ, công chức, "
            "viên chức phải tự cập nhật dữ liệu."
        ),
        [
            (
                "directive",
                "Sở Nội vụ",
                "các phòng",
                (
                    "quán triệt trách nhiệm của mỗi cán bộ, công chức, viên chức phải tự cập nhật "
                    "dữ liệu"
                ),
            ),
        ],
    ),
    (  # ; nhằm: mục đích
        (
            "Sở Văn hóa đề nghị báo Kon Tum xây dựng chuyên trang về dân số; nhằm cung cấp "
            "kiến thức cho nhân dân."
        ),
        [
            ("recommendation", "Sở Văn hóa", "báo Kon Tum", "xây dựng chuyên trang về dân số"),
        ],
    ),
    (  # trường hợp sau dấu chấm phẩy
        (
            "Yêu cầu các xã không đòi thêm giấy tờ; trường hợp hồ sơ thiếu, phải hướng dẫn "
            "một lần bằng văn bản."
        ),
        [
            ("directive", None, "các xã", "Yêu cầu các xã không đòi thêm giấy tờ"),
            (
                "directive",
                None,
                "các xã",
                "trường hợp hồ sơ thiếu, phải hướng dẫn một lần bằng văn bản",
            ),
        ],
    ),
    (  # đoàn kiến nghị việc
        "Thanh tra tỉnh kiến nghị việc UBND huyện báo cáo phương án thu hồi đất.",
        [
            ("recommendation", "Thanh tra tỉnh", "UBND huyện", "báo cáo phương án thu hồi đất"),
        ],
    ),
    (  # cơ quan thanh tra nêu rõ điều đã xảy ra
        "Thanh tra tỉnh nêu rõ, UBND huyện phê duyệt quy hoạch khu du lịch vào đất rừng.",
        [],
    ),
    (  # tên cơ quan có động từ
        (
            "Ban Chỉ đạo thực hiện sắp xếp, tổ chức lại đơn vị hành chính các cấp yêu cầu "
            "các đồng chí Bí thư chỉ đạo rà soát trụ sở."
        ),
        [
            (
                "directive",
                "Ban Chỉ đạo thực hiện sắp xếp, tổ chức lại đơn vị hành chính các cấp",
                "các đồng chí Bí thư",
                "chỉ đạo rà soát trụ sở",
            ),
        ],
    ),
    (  # tên đứng sau dấu hai chấm
        (
            "Chính phủ yêu cầu các Bộ: Công Thương; Nội vụ; Giáo dục và Đào "
            "tạo xây dựng phương án chuyển giao hồ sơ."
        ),
        [
            (
                "directive",
                "Chính phủ",
                "các Bộ: Công Thương; Nội vụ; Giáo dục và Đào tạo",
                "xây dựng phương án chuyển giao hồ sơ",
            ),
        ],
    ),
    (  # tổng số kiến nghị là danh từ
        (
            "Tổng số kiến nghị về thu hồi đã được thực hiện là 9 tỷ đồng. Phải "
            "thực hiện 40 kiến nghị về tổ chức."
        ),
        [],
    ),
    (  # theo chỉ đạo của; địa phương làm chủ ngữ
        (
            "Theo chỉ đạo của Thủ tướng Chính phủ, Trà Vinh cần mở rộng vùng dừa. "
            "Tăng cường giám sát các trại ươm giống."
        ),
        [
            ("directive", "Thủ tướng Chính phủ", "Trà Vinh", "Trà Vinh cần mở rộng vùng dừa"),
            (
                "directive",
                "Thủ tướng Chính phủ",
                "Trà Vinh",
                "Tăng cường giám sát các trại ươm giống",
            ),
        ],
    ),
    (  # theo tiến độ
        (
            "Theo tiến độ, Sở Công Thương hoàn thành rà soát danh sách trước ngày "
            "15/8/2024; tổ chức khám sức khỏe trước ngày 10/9/2024."
        ),
        [
            (
                "commitment",
                "Sở Công Thương",
                None,
                "hoàn thành rà soát danh sách trước ngày 15/8/2024",
            ),
            ("commitment", "Sở Công Thương", None, "tổ chức khám sức khỏe trước ngày 10/9/2024"),
        ],
    ),
    (  # căn cứ của quyết định
        (
            "**QUYẾT ĐỊNH**\n\n* Căn cứ Luật Thư viện; Luật số "
            "35/2018/QH14 sửa đổi, bổ sung một số điều của Luật Quy hoạch;\n\n* Theo đề "
            "nghị của Giám đốc Sở Nội vụ;"
        ),
        [],
    ),
    (  # đoạn sau nối bằng song song đó
        (
            "UBND tỉnh sẽ rà soát quy hoạch thương mại biên giới.\n\nSong song đó, triển "
            "khai các hoạt động xúc tiến; kiểm tra hoạt động của chợ cửa khẩu."
        ),
        [
            (
                "commitment",
                "UBND tỉnh",
                None,
                "UBND tỉnh sẽ rà soát quy hoạch thương mại biên giới",
            ),
            ("commitment", "UBND tỉnh", None, "triển khai các hoạt động xúc tiến"),
            ("commitment", "UBND tỉnh", None, "kiểm tra hoạt động của chợ cửa khẩu"),
        ],
    ),
    (  # hội nghị thống nhất
        "Hội nghị thống nhất tiếp tục triển khai các giải pháp hỗ trợ doanh nghiệp.",
        [
            ("commitment", None, None, "tiếp tục triển khai các giải pháp hỗ trợ doanh nghiệp"),
        ],
    ),
    (  # vì vậy, ai làm gì
        (
            "Đồng chí Bí thư Tỉnh ủy nhấn mạnh: bão sẽ gây mưa lớn, vì vậy các địa phương "
            "tập trung chỉ đạo công tác ứng phó. Chuẩn bị phương án di dời dân."
        ),
        [
            (
                "directive",
                "Đồng chí Bí thư Tỉnh ủy",
                "các địa phương",
                "các địa phương tập trung chỉ đạo công tác ứng phó",
            ),
            (
                "directive",
                "Đồng chí Bí thư Tỉnh ủy",
                "các địa phương",
                "Chuẩn bị phương án di dời dân",
            ),
        ],
    ),
    (  # một là, hai là
        (
            "Bộ trưởng cho rằng có hai việc phải làm ngay. Một là, rà soát điều kiện kinh "
            "doanh. Hai là, công khai quy trình xử lý hồ sơ."
        ),
        [
            ("directive", "Bộ trưởng", None, "rà soát điều kiện kinh doanh"),
            ("directive", "Bộ trưởng", None, "công khai quy trình xử lý hồ sơ"),
        ],
    ),
    (  # theo quy định thì không ai bảo
        "Theo quy định, người dân phải nộp bản sao có chứng thực khi làm thủ tục này.",
        [],
    ),
    (  # TP.HCM, nên
        (
            "Việc còn phải xác minh thêm nên UBND huyện Bình Chánh kiến nghị UBND TP.HCM "
            "gia hạn thời gian xử lý kỷ luật."
        ),
        [
            (
                "recommendation",
                "UBND huyện Bình Chánh",
                "UBND TP.HCM",
                "gia hạn thời gian xử lý kỷ luật",
            ),
        ],
    ),
    (  # nhan đề của các nghị quyết
        (
            "Kỳ họp này, HĐND tỉnh sẽ ban hành các nghị quyết dân sinh: Quy định mức thu "
            "học phí; quy định mức hỗ trợ bữa ăn."
        ),
        [
            ("commitment", "HĐND tỉnh", None, "HĐND tỉnh sẽ ban hành các nghị quyết dân sinh"),
        ],
    ),
    (  # tiếp thu và hứa
        (
            "Đoàn kiểm tra đề nghị xã bố trí ghế cho dân. Chủ tịch UBND xã tiếp thu và hứa "
            "sẽ bố trí trong tháng."
        ),
        [
            ("recommendation", "Đoàn kiểm tra", "xã", "bố trí ghế cho dân"),
            ("commitment", "Chủ tịch UBND xã", None, "sẽ bố trí trong tháng"),
        ],
    ),
    (  # người được giao không phải cơ quan quen tên
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nTỉnh yêu cầu chủ dự án đẩy nhanh tiến "
            "độ giải phóng mặt bằng."
        ),
        [
            ("directive", "Tỉnh", "chủ dự án", "đẩy nhanh tiến độ giải phóng mặt bằng"),
        ],
    ),
    (  # người được giao: doanh nghiệp, nhà máy
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nÔng Sơn đề nghị hai nhà máy đường thu "
            "mua hết mía cho nông dân."
        ),
        [
            ("recommendation", "Ông Sơn", "hai nhà máy đường", "thu mua hết mía cho nông dân"),
        ],
    ),
    (  # người nói chỉ đạo mà không nói ai làm
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nBà Trần Thị Lan chỉ đạo bồi dưỡng đội "
            "ngũ cán bộ xã."
        ),
        [
            ("directive", "Bà Trần Thị Lan", None, "bồi dưỡng đội ngũ cán bộ xã"),
        ],
    ),
    (  # bối cảnh đứng giữa động từ và người làm
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nThứ trưởng cũng yêu cầu trong quá "
            "trình thi công, nhà thầu không được chặn đường."
        ),
        [
            ("directive", "Thứ trưởng", "nhà thầu", "không được chặn đường"),
        ],
    ),
    (  # câu kết thúc bằng tính từ, không mở danh sách
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nÔng Lê Minh yêu cầu các sở xây dựng kế "
            "hoạch cụ thể."
        ),
        [
            ("directive", "Ông Lê Minh", "các sở", "xây dựng kế hoạch cụ thể"),
        ],
    ),
    (  # khen rồi yêu cầu
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nÔng Lê Quân đánh giá cao kết quả đạt "
            "được, đồng thời yêu cầu các xã duy trì nền nếp."
        ),
        [
            ("directive", "Ông Lê Quân", "các xã", "duy trì nền nếp"),
        ],
    ),
    (  # khen rồi đôn đốc, sau dấu chấm phẩy
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nÔng Lê Quân ghi nhận nỗ lực của các "
            "bên; đôn đốc các bệnh viện nghiêm túc rút kinh nghiệm."
        ),
        [
            ("directive", "Ông Lê Quân", "các bệnh viện", "nghiêm túc rút kinh nghiệm"),
        ],
    ),
    (  # lời trực tiếp, tự xưng
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nÔng Lê Quân nêu: “Tôi đề nghị các xã "
            "sớm bàn giao mặt bằng”."
        ),
        [
            ("recommendation", "Ông Lê Quân", "các xã", "đề nghị các xã sớm bàn giao mặt bằng"),
        ],
    ),
    (  # câu sau: điều không được làm
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nÔng Lê Quân đề nghị làm rõ nguyên "
            "nhân. Đơn vị thi công không được để rác tồn đọng."
        ),
        [
            ("recommendation", "Ông Lê Quân", None, "làm rõ nguyên nhân"),
            (
                "directive",
                "Ông Lê Quân",
                "Đơn vị thi công",
                "Đơn vị thi công không được để rác tồn đọng",
            ),
        ],
    ),
    (  # tên đơn vị có công việc ở trong
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nÔng Lê Quân yêu cầu các hộ nuôi tôm "
            "sớm khai báo."
        ),
        [
            ("directive", "Ông Lê Quân", "các hộ nuôi tôm", "sớm khai báo"),
        ],
    ),
    (  # cùng ngày, động từ yếu
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nCùng ngày, Ban Pháp chế lưu ý các chủ "
            "hồ chứa bồi thường cho các hộ bị ảnh hưởng."
        ),
        [
            ("directive", "Ban Pháp chế", "các chủ hồ chứa", "bồi thường cho các hộ bị ảnh hưởng"),
        ],
    ),
    (  # giao ban quản lý: không phải giao ban
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nUBND tỉnh giao ban quản lý khu di tích "
            "nâng cao chất lượng phục vụ."
        ),
        [
            ("directive", "UBND tỉnh", "ban quản lý khu di tích", "nâng cao chất lượng phục vụ"),
        ],
    ),
    (  # ngay sau sự việc: đã chỉ đạo là việc được giao
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nNgay sau phản ánh này, UBND huyện đã "
            "chỉ đạo Phòng Nội vụ xác minh vụ việc."
        ),
        [
            ("directive", "UBND huyện", "Phòng Nội vụ", "xác minh vụ việc"),
        ],
    ),
    (  # tân chức danh là chủ ngữ
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nÔng An mong muốn tân Bí thư Huyện ủy "
            "tiếp tục giữ gìn đoàn kết nội bộ."
        ),
        [
            (
                "recommendation",
                "Ông An",
                "tân Bí thư Huyện ủy",
                "tân Bí thư Huyện ủy tiếp tục giữ gìn đoàn kết nội bộ",
            ),
        ],
    ),
    (  # kể khó khăn, chuyện cũ, kẻ gian, luật: không giao việc
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nNhững năm đầu, trường phải học nhờ nhà "
            "dân.\n\nBà con phải đi bộ hơn 10 km mới tới trạm y tế.\n\nKẻ gian yêu cầu chị "
            "H cài đặt phần mềm lạ.\n\nThông tư này quy định thủ trưởng cơ quan phải công "
            "khai kết quả."
        ),
        [],
    ),
    (  # đáp ứng yêu cầu, trước yêu cầu: danh từ
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nTrước yêu cầu đổi mới, các cấp hội "
            "luôn chủ động nắm bắt tâm tư hội viên.\n\nĐáp ứng yêu cầu nhiệm vụ mới, ngành "
            "đã tuyển thêm 40 giáo viên."
        ),
        [],
    ),
    (  # chương trình kỳ họp không phải cam kết
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nTại kỳ họp này, HĐND tỉnh sẽ xem xét, "
            "thông qua 12 nghị quyết quan trọng."
        ),
        [],
    ),
    (  # công văn nêu rõ, các địa phương
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nCông văn nêu rõ, các địa phương khẩn "
            "trương rà soát quỹ đất."
        ),
        [
            ("directive", "đoàn", "các địa phương", "các địa phương khẩn trương rà soát quỹ đất"),
        ],
    ),
    (  # có ý kiến như sau: dưới là việc
        (
            "UBND tỉnh có ý kiến như sau:\n\n1. Sở Xây dựng rà soát quy hoạch.\n\n2. UBND "
            "các huyện công khai danh mục dự án."
        ),
        [
            ("directive", "UBND tỉnh", "Sở Xây dựng", "Sở Xây dựng rà soát quy hoạch"),
            ("directive", "UBND tỉnh", "UBND các huyện", "UBND các huyện công khai danh mục dự án"),
        ],
    ),
    (  # các tỉnh đứng sau dấu hai chấm
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nBộ Y tế yêu cầu UBND các tỉnh: Bắc Hà, "
            "Nam Sơn tăng cường kiểm tra chợ đầu mối."
        ),
        [
            (
                "directive",
                "Bộ Y tế",
                "UBND các tỉnh: Bắc Hà, Nam Sơn",
                "tăng cường kiểm tra chợ đầu mối",
            ),
        ],
    ),
    (  # đếm việc đã làm
        (
            "Chiều 5/6, đoàn đã tới thăm hai xã.\n\nBan hành 7 quyết định xử phạt, thu hồi "
            "118 triệu đồng."
        ),
        [],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BUILDS)
def test_told(text, expected):
    assert told(text) == expected
