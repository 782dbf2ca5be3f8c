"""Rankings in prose: who, which place, of how many, of which year."""

from __future__ import annotations

import pytest

from extractors import atoms, dates, references, scores
from extractors.facts import Context
from extractors.score_labels import reported_in


def read(text: str, title: str | None = None):
    scan = atoms.scan(text, Context(title=title))
    cited = references.find(scan)
    return scores.find(scan, cited, dates.find(scan, cited))


RANKINGS = [
    # "P.", "X." viết tắt trong danh sách
    (
        "Tỷ lệ cập nhật của xã Bà Điểm (chỉ hơn 13%), P.An Bình (hơn 19%), X.Tân Lý (hơn 26%).",
        [("xã Bà Điểm", 13.0, None), ("P.An Bình", 19.0, None), ("X.Tân Lý", 26.0, None)],
    ),
    # danh sách mở bằng dấu hai chấm
    (
        "Các quận có tỷ lệ kích hoạt thấp gồm: Hồng Lĩnh (15%); An Lạc (22,6%).",
        [("Hồng Lĩnh", 15.0, None), ("An Lạc", 22.6, None)],
    ),
    # bộ phận một cửa của một nơi: kết quả là của nơi ấy
    (
        "Bộ phận tiếp nhận và trả kết quả TP. Phổ Yên giải quyết đúng hạn, đạt 98,2%.",
        [("TP. Phổ Yên", 98.2, None)],
    ),
    # phần của cả nước không phải kết quả của cả nước
    (
        "Huế là nơi đông dân, chiếm 9,3% dân số cả nước và 50,4% dân số vùng.",
        [("Huế", 9.3, None), ("Huế", 50.4, None)],
    ),
    # cấp mà đoạn văn mở ra nói; kết quả là của cấp ấy
    (
        "Tại cấp xã, hệ thống ghi nhận 1.200 hồ sơ. Các địa phương trả đúng hạn, đạt 99,3%.",
        [("cấp xã", 99.3, None)],
    ),
    (
        "Toàn tỉnh có 500 hồ sơ.\nVới cấp huyện, 12 huyện nhận 300 hồ sơ, đúng hạn 98,2%.",
        [("cấp huyện", 98.2, None)],
    ),
    # biểu mẫu mỗi ô một dòng, cấp ở đề mục
    (
        "1. Cấp tỉnh\n- Số đơn vị\n46/46\n- Tỉ lệ đạt\n100%\n2. Cấp xã\n- Tỉ lệ đạt\n25%\n",
        [("Cấp tỉnh", 100.0, None), ("Cấp xã", 25.0, None)],
    ),
    # ai là "các UBND" ngay sau tỷ lệ, "đơn vị" trong mẫu báo cáo
    ("Đến nay 100% UBND các xã đã ký số.", [("UBND các xã", 100.0, None)]),
    (
        "Sở Tư pháp đăng đủ 100% TTHC thuộc thẩm quyền giải quyết của đơn vị.",
        [("Sở Tư pháp", 100.0, None)],
    ),
    # hạng từng năm sau dấu hai chấm
    (
        "PAR INDEX của tỉnh qua các năm: hạng 48 (năm 2012), hạng 33 (năm 2013).",
        [("tỉnh", None, 48), ("tỉnh", None, 33)],
    ),
    # khoảng không chia cho từng nơi
    (
        "Phê bình UBND huyện A Lưới và UBND huyện Nam Đông có tỷ lệ đúng hạn chỉ đạt từ 70-80%.",
        [("UBND huyện A Lưới", 70.0, None), ("UBND huyện A Lưới", 80.0, None)],
    ),
    # cách chia nhóm và trọng số không phải kết quả
    (
        "PCI của tỉnh xếp hạng 63 (nhóm A đạt từ 90% trở lên; nhóm B đạt từ 80% - dưới 90%).",
        [("tỉnh", None, 63)],
    ),
    ("Các chỉ số của PCI này chiếm trọng số cao nhất (20%).", []),
    ("Quỹ bảo hiểm thanh toán 95% chi phí khám, hộ nghèo được hưởng 80% mức lương cơ sở.", []),
    # "về nhì", và nhóm mà tỉnh nằm trong đó
    ("Sau nhiều năm, Mường Lay về nhì với 65,8 điểm DDCI.", [("Mường Lay", 65.8, 2)]),
    (
        "PCI tỉnh Cà Mau đạt 59,8 điểm, nằm trong các tỉnh thuộc nhóm trung bình, xếp thứ 13/13.",
        [("tỉnh Cà Mau", 59.8, 13)],
    ),
    # hạng bằng chữ, đơn vị đứng sau "là"
    (
        (
            "Chỉ số CCHC năm 2025: đứng đầu khối xã, phường là phường Trấn Biên "
            "(95,12%), xếp thứ hai "
            "là phường Tam Hiệp (94,8%), thứ ba là xã Long Thành với 93,77%."
        ),
        [
            ("phường Trấn Biên", 95.12, 1),
            ("phường Tam Hiệp", 94.8, 2),
            ("xã Long Thành", 93.77, 3),
        ],
    ),
    # đồng hạng
    (
        "Chỉ số CCHC: Xã Bình An cùng xã Phước Thái đồng hạng 15, đều đạt 85,2%.",
        [("Xã Bình An", 85.2, 15), ("xã Phước Thái", 85.2, 15)],
    ),
    # hạng cuối nhận tổng số đơn vị được xếp hạng
    (
        "Chỉ số CCHC: đứng cuối trong 95 xã, phường là xã Đak Lua, chỉ đạt 61,3%.",
        [("xã Đak Lua", 61.3, 95)],
    ),
    # hạng kế tiếp không ghi số
    (
        "Chỉ số CCHC: dẫn đầu là phường Hải Châu (93,07%), tiếp đến phường An Hải (92,8%).",
        [("phường Hải Châu", 93.07, 1), ("phường An Hải", 92.8, 2)],
    ),
    # đơn vị so sánh có hạng, khoảng cách không phải là kết quả
    (
        (
            "Móng Cái đạt 91,2%, đứng đầu 13 địa phương về Chỉ số CCHC, hơn đơn vị xếp "
            "nhì là Uông Bí "
            "1,12%."
        ),
        [("Móng Cái", 91.2, 1), ("Uông Bí", None, 2)],
    ),
    # hạng nhắc lại kèm tổng số
    (
        "Chỉ số CCHC: Sở Công Thương dẫn đầu với 95,42%, xếp thứ 1/14.",
        [("Sở Công Thương", 95.42, 1)],
    ),
    # hạng sau chữ "Sở", không đọc "ở" trong "Sở"
    ("Chỉ số CCHC năm 2024 của Sở xếp 11/14.", [("Sở", None, 11)]),
    # hạng trong ngoặc sau giá trị của chỉ số, không phải là tỷ lệ
    ("Chỉ số SIPAS của Hà Nam đạt 84,92% (17/63).", [("Hà Nam", 84.92, 17)]),
    ("Tỷ lệ hồ sơ đúng hạn của Hà Nam đạt 75,00% (3/4).", [("Hà Nam", 75.0, None)]),
    # thấp nhất trong số đơn vị
    (
        "Số hóa hồ sơ của xã Tân Lập mới đạt 41,7%, thấp nhất trong 96 xã, phường.",
        [("xã Tân Lập", 41.7, 96)],
    ),
    # dẫn đầu một khu vực
    ("Về Chỉ số CCHC, Bắc Kạn dẫn đầu khu vực với 81,25%.", [("Bắc Kạn", 81.25, 1)]),
    # tên chỉ số xen giữa điểm và thứ hạng
    (
        (
            "Hà Nam đạt 41,5 điểm Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI), "
            "tụt 4 bậc, xuống vị trí 40/63."
        ),
        [("Hà Nam", 41.5, 40)],
    ),
    # giữ hạng cũ, không ghi tổng số
    ("Về PCI, Hà Nam giữ vững hạng 21 với 66,5 điểm.", [("Hà Nam", 66.5, 21)]),
    # áp chót: kém tổng số một bậc; không rõ tổng số thì không có hạng
    (
        "Chỉ số CCHC của 96 xã, phường: xã Tân Lập chỉ có 61,5 điểm, đứng áp chót.",
        [("xã Tân Lập", 61.5, 95)],
    ),
    ("Chỉ số CCHC: xã Tân Lập có 61,5 điểm, đứng áp chót.", [("xã Tân Lập", 61.5, None)]),
    # "thị" trong tên gọi các cấp huyện
    (
        "Chỉ số CCHC: Huyện Kim Bảng giữ ngôi quán quân 12 huyện, thành, thị với 90,5%.",
        [("Huyện Kim Bảng", 90.5, 1)],
    ),
    # tên chỉ số giữa hạng và giá trị, sau một chỉ số khác của câu trước
    (
        "Tỉnh ban hành Bộ chỉ số PAPI. Huyện Kim Bảng đứng thứ nhì về chỉ số hài lòng với 92,5%.",
        [("Huyện Kim Bảng", 92.5, 2)],
    ),
    # đơn vị đứng trên không phải là đơn vị được xếp hạng
    (
        "Về PCI, Hà Nam xếp sau Nam Định và Ninh Bình, đứng thứ ba.",
        [("Hà Nam", None, 3)],
    ),
    # giá trị của bên so sánh đứng trong ngoặc
    (
        "SIPAS của Hà Nam đạt 82,41%, thấp hơn mức bình quân cả nước (83,94%).",
        [("Hà Nam", 82.41, None), ("cả nước", 83.94, None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RANKINGS)
def test_rankings(text, expected):
    assert [(s.subject, s.value, s.rank) for s in read(text)] == expected


MOVES = [
    ("Chỉ số CCHC của Hòa Bình nhảy từ thứ 51 lên 31.", 31, 20),
    ("Chỉ số CCHC của Hòa Bình tụt từ vị trí thứ 12 xuống thứ 25/63.", 25, -13),
    ("Chỉ số CCHC của Sở Y tế tăng 5 bậc, từ 12/19 lên 7/19.", 7, 5),
    ("Chỉ số CCHC của Sở Y tế lùi 8 bậc xuống 14/19.", 14, -8),
]


@pytest.mark.parametrize(("text", "rank", "moved"), MOVES)
def test_moves(text, rank, moved):
    now = read(text)[0]
    assert (now.rank, now.rank_change) == (rank, moved)


NOTHING = [
    "Thực hiện chuyển đổi vị trí 17 người.",  # vị trí công tác
    "Khoảng cách giữa đơn vị cao nhất và thấp nhất còn 14,31 điểm.",  # chênh lệch
    "Sở giảm 04 phòng (36,4%).",  # phần trăm của số lượng cắt giảm
    "Nội dung này chiếm 2/100 điểm của Chỉ số CCHC.",  # điểm của tiêu chí
    "Bài thi đạt giải từ 8/10 điểm trở lên.",  # ngưỡng
    "Có 03 tiêu chí của Chỉ số CCHC bị 0 điểm.",
    "Năng suất lúa ước đạt 54,8 tạ/ha.",
    "Đoàn làm việc đến thứ Sáu (10/11).",  # ngày trong tuần
    "Về Chỉ số CCHC, các xã dưới 70 điểm gửi kế hoạch khắc phục.",  # một lớp đơn vị
    "Chỉ số CCHC chấm 63 tỉnh; đề nghị các đơn vị xếp cuối giải trình.",  # chưa rõ đơn vị nào
    "Thang điểm: thẩm định 65 điểm, điều tra xã hội học 35 điểm.",  # điểm tối đa
    "Số liệu so với thời điểm 01/7 chưa đủ.",
    "Đánh giá bài viết: 5 điểm trong 2 đánh giá.",  # bạn đọc chấm bài viết
    "Tổng số điểm của bài viết là: 5 trong 1 đánh giá.",
    "Kết quả khá tốt, chỉ kém đơn vị đầu bảng 0,3%.",  # khoảng cách
    "Kết quả vượt 2,6% so với nghị quyết.",
    "Sau khi hợp nhất với Sở Tư pháp (01/3/2025), Sở có 12 phòng.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_measured(text):
    assert read(text) == ()


SUBJECTS = [
    # từ gọi tắt của chính văn bản
    ("Năm 2023, huyện xếp thứ 18/21 về Chỉ số CCHC.", ["huyện"]),
    # tên đầy đủ đã nêu trong cùng đoạn
    ("Xã Hòa Bắc có đủ công chức trực; 4 tháng đầu năm, xã trả đúng hạn 99,05%.", ["Xã Hòa Bắc"]),
    # đoạn sau trở lại với cơ quan báo cáo
    (
        "1. Sở có 09 kế hoạch. Trung tâm Tin học tiếp nhận 80% hồ sơ.\n2. Chữ ký số: đạt 92,3%.",
        ["Trung tâm Tin học", "Sở"],
    ),
    # mục có tên đơn vị
    (
        (
            "1. UBND huyện Kim Bảng:\n- Thanh toán trực tuyến đạt 31,2%;\n2. UBND huyện Lý Nhân:\n"
            "- Thanh toán trực tuyến đạt 40,5%."
        ),
        ["UBND huyện Kim Bảng", "UBND huyện Lý Nhân"],
    ),
    # người trả lời khảo sát
    ("Theo Sở Tài chính, 12,8% doanh nghiệp cho biết còn vướng mắc.", ["doanh nghiệp"]),
    # trung bình là của nhóm
    (
        "Theo Hội đồng thẩm định, điểm bình quân của 20 sở, ban, ngành là 86,41 điểm.",
        ["20 sở, ban, ngành"],
    ),
    # địa danh không có chữ "huyện"
    ("Năm 2020, Cao Lãnh đạt 83,27%, đứng hạng 4/12 về Chỉ số CCHC.", ["Cao Lãnh"]),
    ("100% xã của Nghệ An và Quảng Trị họp trực tuyến.", ["Nghệ An", "Quảng Trị"]),
]


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_whose_it_is(text, expected):
    assert [s.subject for s in read(text)] == expected


PERIODS = [
    # năm trong ngoặc sau giá trị
    ("Điểm PAPI của Hà Nam là 43,02 (năm 2021), 42,57 (năm 2022).", ["2021", "2022"]),
    # năm của vế sau không thuộc vế trước
    ("Chỉ số DDCI năm 2021: Sở Y tế đạt 79,78 điểm, năm 2020 là 77,2 điểm.", ["2021", "2020"]),
    # tỷ lệ theo kỳ báo cáo, không theo năm của chỉ số nhắc đến
    (
        (
            "BÁO CÁO\nKết quả cải cách hành chính 9 tháng đầu năm 2024\nChỉ số CCHC năm "
            "2023 xếp thứ "
            "4/19.\nHồ sơ đúng hạn đạt 98,5%."
        ),
        ["2023", "9 tháng đầu năm 2024"],
    ),
    # nhãn viết thường, chữ số La Mã viết hoa
    ("Quý I/2026, phường trả đúng hạn 99,5% hồ sơ.", ["quý I/2026"]),
    # "sau hai năm" là chuyện đã qua
    (
        (
            "Sau hai năm 2018 - 2019 bứt phá, năm 2020 Hà Nam đạt 41,5 điểm PAPI.\n"
            "Về PCI, Nam Định được 61,4 điểm."
        ),
        ["2020", "2020"],
    ),
    # năm giữa thứ hạng và giá trị
    (
        "Năm 2022, tỉnh công bố Chỉ số CCHC: Sở Tư pháp dẫn đầu khối sở năm 2021 với 93,4 điểm.",
        ["2021"],
    ),
    # quý không ghi năm
    ("Trong năm 2025, quý III xử lý 96,8% hồ sơ đúng hạn.", ["quý III/2025"]),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_when(text, expected):
    assert [s.period for s in read(text)] == expected


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("báo cáo công tác cchc quý iii/2024, nhiệm vụ quý iv/2024", "quý III/2024"),
        ("kết quả cchc 6 tháng đầu năm 2023", "6 tháng đầu năm 2023"),
        ("phương hướng, nhiệm vụ năm 2025", None),  # việc sẽ làm
        ("kế hoạch cchc giai đoạn 2021 - 2025", None),
    ],
)
def test_the_period_of_a_report(title, period):
    assert reported_in(title) == period


def test_an_index_named_before_an_unlisted_one_goes_on():
    # "52 chỉ số thành phần" không phải là một chỉ số được xếp hạng
    text = (
        "Bộ Khoa học và Công nghệ công bố chỉ số PII năm 2024, gồm 52 chỉ số thành phần.\n"
        "Theo bảng xếp hạng, Hà Nam đạt 33,46 điểm, xếp thứ 41/63."
    )
    assert [(s.indicator, s.value, s.rank) for s in read(text)] == [("PII", 33.46, 41)]


def test_how_many_were_ranked_is_taken_from_the_text():
    text = (
        "Chỉ số CCHC của 63 tỉnh, thành phố năm 2022 được công bố. Hà Nam đứng thứ nhì với 90,08%; "
        "Phú Yên đứng cuối bảng, đạt 75,99%."
    )
    assert [(s.subject, s.rank, s.ranked) for s in read(text)] == [
        ("Hà Nam", 2, 63),
        ("Phú Yên", 63, 63),
    ]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        # động từ đứng trước cả danh sách trong ngoặc
        (
            (
                "Chỉ số PAPI năm 2022: tỉnh có 2/8 nội dung tăng điểm (công khai (0,21 điểm) và "
                "quản trị môi trường (0,07 điểm)), 1/8 nội dung giảm điểm (quản trị điện tử "
                "(0,34 điểm))."
            ),
            [0.21, 0.07, -0.34],
        ),
        # danh sách sau dấu hai chấm
        (
            (
                "Chỉ số PAPI năm 2022 có 2 nội dung giảm điểm là: Công khai, minh bạch "
                "(0,31 điểm); Thủ tục hành chính công (0,12 điểm)."
            ),
            [-0.31, -0.12],
        ),
        # điểm của chỉ số thành phần từ 1 trở lên: không phải mức tăng
        (
            (
                "Chỉ số PCI năm 2022 có 2 chỉ số tăng điểm: Gia nhập thị trường (7,32 điểm), "
                "Tiếp cận đất đai (6,81 điểm)."
            ),
            [None, None],
        ),
        # DTI đo từ 0 đến 1: điểm dưới 1 vẫn là kết quả
        (
            "DTI năm 2022 có 2 trụ cột tăng: Thể chế số (0,72 điểm), Kinh tế số (0,65 điểm).",
            [None, None],
        ),
    ],
)
def test_the_verb_of_a_list_tells_how_its_parts_changed(text, changes):
    assert [s.change for s in read(text)] == changes
    assert all((s.value is None) == (s.change is not None) for s in read(text))


def test_how_far_a_result_is_from_the_mean_is_no_change():
    # trong ngoặc là khoảng cách với trung bình; mức giảm và số bậc đứng sau
    text = (
        "Chỉ số PAR INDEX năm 2021 của tỉnh đạt 86,2/100 điểm (cao hơn trung bình cả nước "
        "0,9 điểm), xếp hạng 31/63 tỉnh - giảm 0,5 điểm (điểm trung bình cả nước giảm 1,1 điểm) và "
        "tăng 04 bậc so với năm 2020."
    )
    first = read(text)[0]
    told = first.value, first.rank, first.change, first.rank_change
    assert told == (86.2, 31, -0.5, 4)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # giai đoạn cho biết năm của cả hai đầu
        (
            "Giai đoạn 2016-2020, tỷ lệ hộ nghèo của huyện giảm từ 12,5% xuống 3,1%.",
            [("2016-2020", 3.1), ("2016", 12.5)],
        ),
        # không rõ mức cũ là của năm nào
        ("Tỷ lệ hồ sơ trực tuyến của huyện tăng từ 35% lên 78%.", [(None, 78.0)]),
        # tỷ trọng là kết quả đo
        ("Năm 2021, khu vực dịch vụ chiếm tỷ trọng 42,3% GRDP của tỉnh.", [("2021", 42.3)]),
        # điểm là nơi chốn
        ("Tỉnh xóa 6 điểm đen, 11 điểm tiềm ẩn tai nạn, 4 điểm ngập.", []),
        # nhóm dẫn đầu có nhiều tỉnh
        ("Chỉ số PAR INDEX năm 2021 của thành phố thuộc nhóm 10 tỉnh, TP dẫn đầu cả nước.", []),
    ],
)
def test_rates_and_what_is_none(text, values):
    assert [(s.period, s.value) for s in read(text)] == values
