from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import atoms, references, topics
from extractors.facts import Context
from extractors.text import fold
from extractors.topics import area_of


def about(text: str, context: Context | None = None):
    scan = atoms.scan(text, context or Context())
    found = topics.find(scan, references.find(scan), (), ())
    for topic in found.evidence:
        assert topic.quote == scan.text[topic.start : topic.end]
    return found


CLAUSES = [
    ("Rà soát, niêm yết công khai TTHC tại Bộ phận một cửa", "procedures"),
    ("Nâng tỷ lệ dịch vụ công trực tuyến toàn trình", "digital"),
    ("Hoàn thành đề án vị trí việc làm, chuyển đổi vị trí công tác", "civil_service"),
    ("Sắp xếp, kiện toàn tổ chức bộ máy theo hướng tinh gọn", "apparatus"),
    ("Công khai quyết toán, kê khai tài sản công", "public_finance"),
    ("Tự kiểm tra văn bản quy phạm pháp luật đã ban hành", "institutions"),
    ("Ban hành Kế hoạch cải cách hành chính năm 2025", "steering"),
    ("Nâng cao mức độ hài lòng của người dân", "impact"),
    # chương trình chung nhường cho lĩnh vực cụ thể
    ("Đẩy mạnh cải cách hành chính, chuyển đổi số", "digital"),
    # không thuộc lĩnh vực nào
    ("Trồng cây đầu xuân tại công viên", None),
    ("Kiểm tra an toàn thực phẩm bếp ăn", None),
]


@pytest.mark.parametrize(("clause", "area"), CLAUSES)
def test_area_of(clause, area):
    assert area_of(fold(clause)) == area


PLAN = """UBND TỈNH HÀ NAM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/KH-UBND
Hà Nam, ngày 05 tháng 01 năm 2024
KẾ HOẠCH
Kiểm tra công tác cải cách hành chính năm 2024
Căn cứ Luật Tổ chức chính quyền địa phương;
Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;
1. Mục đích: đánh giá việc chỉ đạo điều hành CCHC tại các sở, ban, ngành.
2. Giao Sở Nội vụ chủ trì kiểm tra cải cách hành chính tại các đơn vị.
Nơi nhận:
- Như trên;
- Lưu: VT.
"""
REPORT = """BÁO CÁO
Tình hình thực hiện công tác cải cách hành chính 6 tháng đầu năm 2024
I. Kết quả đạt được
1. Công tác chỉ đạo, điều hành CCHC: Sở đã ban hành kế hoạch CCHC năm 2024.
2. Cải cách thủ tục hành chính: đã thực hiện niêm yết 120 TTHC tại bộ phận một cửa.
3. Hồ sơ được giải quyết đúng hạn, không có hồ sơ trễ hạn.
II. Tồn tại, hạn chế
III. Phương hướng, nhiệm vụ 6 tháng cuối năm
Trên đây là báo cáo kết quả của Sở./.
"""
NEWS = (
    "Sáng ngày 12/4, Đoàn kiểm tra cải cách hành chính của tỉnh có buổi làm việc với UBND huyện "
    "Kim Bảng về công tác cải cách thủ tục hành chính, việc giải quyết thủ tục hành chính tại bộ "
    "phận một cửa và tình hình hồ sơ trễ hạn trong quý I năm 2024 trên địa bàn huyện.\n"
    "Phát biểu tại buổi làm việc, đồng chí Trưởng đoàn ghi nhận kết quả của huyện trong việc niêm "
    "yết thủ tục, cắt giảm thời gian giải quyết và nâng cao chất lượng phục vụ người dân.\n"
    "Ảnh: N.L\n"
)
PAGE = """Quyết định về việc công bố danh mục thủ tục hành chính
Số/ký hiệu: 812/QĐ-UBND
Ngày ban hành: 05/4/2024
Trích yếu: Công bố danh mục thủ tục hành chính lĩnh vực đất đai
Cơ quan ban hành: UBND tỉnh
Người ký: Nguyễn Văn A
Tải về
"""
AUCTION = (
    "THÔNG BÁO\nVề việc bán đấu giá tài sản\nGiá khởi điểm: 1.200.000.000 đồng. Bán đấu giá.\n"
)
INDEX = "\n".join(f"Tin số {n} của huyện về giao thông (05.08.2019 15:5{n})" for n in range(8))


TOLD = (
    "UBND tỉnh Hà Nam vừa ban hành Kế hoạch số 15/KH-UBND ngày 05/01/2024 về cải cách hành chính.\n"
    "Kế hoạch giao Sở Nội vụ kiểm tra cải cách hành chính tại các sở, huyện.\n"
    "Toàn văn Kế hoạch xem tại tệp đính kèm.\n"
)
PERIODIC = (
    "Thực hiện chế độ báo cáo, Sở Y tế báo cáo kết quả cải cách hành chính năm 2024 như sau:\n"
    "1. Thủ tục hành chính: tiếp nhận 1.200 hồ sơ, đúng hạn 99%.\n"
    "2. Tài chính công: công khai dự toán.\n"
)
CONCLUSION = (
    "Sau khi xem xét báo cáo giải trình, Sở Nội vụ thông báo kết luận như sau:\n"
    "1. Kết quả đạt được: đã ban hành kế hoạch cải cách hành chính.\n"
    "2. Tồn tại, hạn chế: hồ sơ trễ hạn còn nhiều.\n"
    "Trên đây là kết luận kiểm tra cải cách hành chính./.\n"
)
PAPER = (
    "(ABO) Chiều 17-3, UBND tỉnh công bố Chỉ số cải cách hành chính năm 2023.\n"
    "- Sở Y tế đứng đầu;\n- Sở Xây dựng đứng cuối;\n"
)


@pytest.mark.parametrize(
    ("text", "genre", "reform"),
    [
        (TOLD, "document_page", True),  # trang giới thiệu văn bản, toàn văn ở tệp đính kèm
        (PERIODIC, "report", True),  # "báo cáo ... như sau" không có quốc hiệu
        (CONCLUSION, "document", True),  # kết luận kiểm tra, dù có kết quả và hạn chế
        (PAPER, "news", True),  # ký hiệu của báo ở đầu bài
        (PLAN, "document", True),  # toàn văn kế hoạch
        (REPORT, "report", True),  # báo cáo của cơ quan
        (NEWS, "news", True),  # tin về buổi kiểm tra
        (PAGE, "document_page", True),  # trang đăng văn bản
        (AUCTION, "other", False),  # đấu giá
        (INDEX, "other", False),  # trang mục lục
        ("Xã A bê tông hóa 61 km đường.", "news", False),
    ],
)
def test_genre_and_reform(text, genre, reform):
    found = about(text)
    assert (found.genre, found.reform) == (genre, reform)


def test_areas_come_with_the_primary_first_and_with_passages():
    found = about(NEWS)
    assert found.areas[0] == "procedures"
    assert {topic.key for topic in found.evidence} >= {"news", "reform", "procedures"}
    assert about(PLAN).areas[0] == "steering"


def test_a_section_of_its_own_makes_an_area():
    # đề mục ngắn, một câu: vẫn là lĩnh vực được nêu
    assert set(about(PERIODIC).areas) == {"procedures", "public_finance", "steering"}


def test_the_subject_of_an_act_tells_the_reform():
    # công vụ chỉ nêu ở trích yếu, nội dung nói việc cụ thể
    text = (
        "UBND TỈNH HÀ NAM\nCHỈ THỊ\nVề chấn chỉnh kỷ luật, kỷ cương hành chính\n"
        "1. Không uống rượu, bia trong giờ làm việc.\n2. Đến họp đúng giờ.\n3. Trả lời văn bản.\n"
    )
    found = about(text)
    assert (found.reform, found.areas) == (True, ("civil_service",))


def test_effects_are_an_area_of_a_ranking_of_the_economy():
    # công bố PCI không phải là cải cách hành chính, nhưng thuộc tác động
    text = (
        "VCCI công bố Chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2023.\n"
        "Hà Nam đạt 68 điểm về môi trường đầu tư.\n"
        "Doanh nghiệp đánh giá cao môi trường kinh doanh.\n"
    )
    found = about(text)
    assert (found.reform, found.areas) == (False, ("impact",))


def test_an_index_of_governance_is_about_the_reform():
    # cả bài chỉ bàn về chỉ số mà người dân và doanh nghiệp chấm cho chính quyền
    found = about(
        "Chỉ số PAPI năm 2021 của tỉnh đạt 42,5 điểm. PAPI do UNDP công bố.\n"
        "Trong 8 nội dung PAPI, tỉnh tăng 3 nội dung. Điểm PAPI đứng thứ 20 cả nước.\n"
    )
    assert (found.reform, found.areas) == (True, ("impact",))


def test_no_areas_where_the_reform_is_not_the_subject():
    assert about("Ngân sách huyện quyết toán. Trồng cây. Chăn nuôi bò.").areas == ()


def test_areas_of_the_annotated_notices(shared):
    right = wrong = lacking = 0
    for name, folder in (("seeds", "seeds"), ("dev", "gold/texts")):
        lines = (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        for row in map(json.loads, lines):
            text = (shared / folder / f"{row['id']}.txt").read_text(encoding="utf-8")
            found = set(about(text, Context(row["published"], row["province"])).areas)
            wanted, allowed = set(row["areas"]), set(row["areas_optional"])
            right += len(found & wanted)
            wrong += len(found - wanted - allowed)
            lacking += len(wanted - found)
    assert 2 * right / (2 * right + wrong + lacking) >= 0.80


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_of_some_genre(text):
    assert about(text).genre in {"document", "document_page", "news", "report", "other"}


GENRES = [
    # tên người viết đứng riêng ở dòng cuối: tin
    (
        (
            "UBND tỉnh yêu cầu các sở, ngành siết chặt kỷ luật, kỷ cương hành chính.\n\n"
            "Đối với văn bản quan trọng, người đứng đầu trực tiếp ký, trình UBND tỉnh.\n\nThu Hà\n"
        ),
        "news",
    ),
    # tên người ký dưới chức danh: văn bản
    (
        (
            "QUYẾT ĐỊNH\nĐiều 1. Thành lập Tổ công tác.\nĐiều 2. Quyết định này có "
            "hiệu lực kể từ ngày ký.\n"
            "GIÁM ĐỐC\n(Đã ký)\nTrần Văn Nam\n"
        ),
        "document",
    ),
    # danh mục văn bản, không đăng văn bản nào
    (
        "Số/Ký hiệu\tNgày ban hành\tTrích yếu\n"
        + "".join(f"{n}/QĐ-UBND\t{n}/05/2012\tVề việc phê duyệt đề án\n" for n in range(11, 17)),
        "other",
    ),
    # hỏi đáp
    ("HỎI - ĐÁP TRỰC TUYẾN\nNgười hỏi: Bà Hoa\nCâu hỏi: Tôi nộp hồ sơ ở đâu?\n", "other"),
    # nói về tuyển dụng trong một đoạn văn, không phải thông báo tuyển dụng
    (
        (
            "Theo kết luận thanh tra, năm 2013, UBND tỉnh đã tiếp nhận 151 người, trong đó việc "
            "tuyển dụng tám người chưa đúng quy định; lãnh đạo Sở Nội vụ cho biết đã báo cáo "
            "UBND tỉnh để xử lý.\n"
        ),
        "news",
    ),
    ("THÔNG BÁO\nTuyển dụng viên chức năm 2024\nHồ sơ dự tuyển gồm: đơn, bằng cấp.\n", "other"),
    # trang đăng kết quả của chính cơ quan trong một kỳ, đầu đề nói rõ
    (
        (
            "Kết quả tiếp công dân quý II năm 2018\nNgười đăng: Quản trị\n\n"
            "Trong quý, phòng tiếp dân huyện tiếp 31 lượt người, giảm 4 lượt so với quý trước. "
            "Các đơn vị của huyện nhận 12 đơn, đã giải quyết xong 11 đơn, còn một đơn đang xem "
            "xét theo thẩm quyền được giao.\n"
        ),
        "report",
    ),
    # bài về một chỉ số được công bố: tin, dù đầu đề mở bằng "Kết quả"
    (
        (
            "Kết quả Chỉ số CCHC năm 2022 của tỉnh\n\n"
            "Sáng nay, Bộ Nội vụ công bố Chỉ số CCHC năm 2022; tỉnh đạt 85,11 điểm, đứng thứ 20 "
            "trên bảng xếp hạng, tăng ba bậc so với năm trước, theo tin của phóng viên có mặt tại "
            "hội nghị trực tuyến.\n"
        ),
        "news",
    ),
    # tin kể lại kết quả trong quyết định
    (
        (
            "UBND thành phố vừa ban hành Quyết định số 21/QĐ-UBND về công bố "
            "Chỉ số CCHC năm 2021.\n"
            "Theo đó, Sở Y tế đạt 92,11 điểm, Sở Nội vụ đạt 91,02 điểm, "
            "Sở Xây dựng đạt 90,45 điểm.\n"
        ),
        "news",
    ),
]


@pytest.mark.parametrize(("text", "genre"), GENRES)
def test_genres_by_form(text, genre):
    assert about(text).genre == genre


def test_a_ranking_of_digital_transformation_is_digital():
    # không nói cải cách hành chính, nhưng chỉ số đo chuyển đổi số
    found = about(
        "Bộ công bố xếp hạng chuyển đổi số (DTI) năm 2022.\n"
        "Chỉ số chuyển đổi số của Hà Nam đạt 0,6012 điểm.\nChính quyền số đứng thứ 18.\n"
    )
    assert found.areas == ("digital",)


def test_the_parts_of_an_index_are_not_treated():
    # tên các nội dung PAPI không phải là lĩnh vực được bàn
    found = about(
        "Chỉ số PAPI và cải cách hành chính tỉnh năm 2022.\n"
        "PAPI gồm 8 nội dung: thủ tục hành chính công; quản trị điện tử; cung ứng dịch vụ công.\n"
        "Tỉnh đạt 43 điểm PAPI, sự hài lòng của người dân tăng.\n"
    )
    assert "digital" not in found.areas
    assert "procedures" not in found.areas


def test_a_sentence_that_lists_the_programme_treats_none_of_it():
    # các lĩnh vực của chương trình được kể tên một lượt
    found = about(
        "Đoàn kiểm tra công tác cải cách hành chính tại huyện Yên Lạc.\n"
        "Nội dung kiểm tra gồm: chỉ đạo, điều hành cải cách hành chính; cải cách thể chế; cải cách "
        "thủ tục hành chính; cải cách tổ chức bộ máy; cải cách tài chính công; chuyển đổi số.\n"
        "Đoàn làm việc với huyện trong hai ngày.\n"
    )
    assert found.areas == ("steering",)


def test_what_a_cited_act_is_about_is_not_treated_over_line_ends():
    # trích yếu của văn bản viện dẫn bị ngắt dòng
    found = about(
        "KẾ HOẠCH\nTuyên truyền cải cách hành chính năm 2024\n"
        "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;\n"
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về thực hiện cơ chế một\n"
        "cửa, một cửa liên thông trong giải quyết thủ tục hành chính;\n"
        "Căn cứ Quyết định số 11/QĐ-UBND ngày 02/01/2024 của UBND tỉnh về kiểm soát thủ\n"
        "tục hành chính;\n"
        "1. Tuyên truyền công tác cải cách hành chính trên Báo Hà Nam.\n"
        "2. Treo áp phích về cải cách hành chính tại các sở.\n"
    )
    assert found.areas == ("steering",)


def test_the_torn_first_line_of_a_slice_is_no_title():
    # dòng đầu bị cắt giữa câu không phải tên bài
    text = "Sở Tư pháp rà soát văn bản quy phạm pháp luật.\nSở kiểm tra văn bản QPPL.\n" * 4
    torn = about(text, Context(title="chỉ đạo, điều hành cải cách hành chính; tự kiểm tra"))
    whole = about(text, Context(title="Chỉ đạo, điều hành cải cách hành chính; tự kiểm tra"))
    assert "steering" not in torn.areas
    assert "steering" in whole.areas


def test_a_caption_is_no_heading():
    # lời dưới ảnh có dấu hai chấm
    found = about(
        "Sở Nội vụ công bố Chỉ số cải cách hành chính của các huyện năm 2023.\n"
        "Công chức cấp xã hướng dẫn người dân. Ảnh: Thu Hà\n"
        "Huyện Duy Tiên đứng đầu bảng xếp hạng Chỉ số cải cách hành chính.\n"
        "Huyện Lý Nhân xếp thứ hai về Chỉ số cải cách hành chính.\n"
    )
    assert "civil_service" not in found.areas


def test_an_index_of_notices_treats_little():
    # trang danh mục nêu tên nhiều việc
    found = about(
        "".join(
            f"{title} ({day:02}.05.2023 09:15)\n"
            for day, title in enumerate(
                [
                    "Báo cáo công tác cải cách hành chính quý I",
                    "Công khai dự toán ngân sách năm 2023 của Sở",
                    "Niêm yết thủ tục hành chính lĩnh vực giá",
                    "Kế hoạch cải cách hành chính của Sở năm 2023",
                    "Thông báo bán đấu giá tài sản công của Sở",
                    "Nâng cấp phần mềm một cửa điện tử của Sở",
                ],
                start=1,
            )
        )
    )
    assert found.genre == "other"
    assert len(found.areas) <= 1


def test_a_tender_is_not_about_the_reform():
    # mua máy cho bộ phận một cửa là mua sắm
    text = "THÔNG BÁO MỜI THẦU\nGói thầu: Mua máy quét phục vụ bộ phận một cửa cấp xã\n"
    assert about(text).reform is False


ORGANISED = (
    "Giám sát việc sắp xếp tổ chức bộ máy của xã\n"
    "Đoàn giám sát nghe báo cáo về sắp xếp tổ chức bộ máy, tinh gọn đầu mối và quản lý biên chế.\n"
    "Sau sáp nhập, các thôn được kiện toàn tổ chức theo đúng phương án.\n"
    "Xã kiến nghị sớm quy định cơ cấu tổ chức của phòng chuyên môn.\n"
)
ABSENT = (
    "Kiểm điểm cán bộ xã vắng mặt\n"
    "Chiều mồng sáu, trong giờ làm việc, nhiều cán bộ, công chức xã vắng mặt không có lý do.\n"
    "Huyện yêu cầu kiểm tra giờ giấc làm việc của cán bộ, công chức các xã.\n"
    "Ai đi muộn, vắng mặt phải kiểm điểm.\n"
)


@pytest.mark.parametrize(
    ("text", "area", "reform"),
    [
        (ORGANISED, "apparatus", True),  # cả bài bàn về bộ máy: một nội dung của cải cách
        (ABSENT, "civil_service", True),  # cán bộ vắng mặt ở công sở: kỷ cương hành chính
    ],
)
def test_news_of_offices_and_officials_has_their_area(text: str, area: str, *, reform: bool):
    found = about(text)
    assert (found.reform, found.areas) == (reform, (area,))


def test_a_meeting_on_training_of_farmers_has_no_area():
    # tập huấn, quy hoạch của việc khác
    text = (
        "Xã tập huấn trồng lúa\nNông dân được tập huấn quy trình mới.\n"
        "Buổi tập huấn có quy hoạch vùng trồng.\nLớp tập huấn kéo dài ba ngày.\n"
    )
    assert about(text).areas == ()


def test_orders_about_any_work_do_not_steer_the_reform():
    # "chỉ đạo", "đôn đốc" việc giải quyết hồ sơ chưa phải là chỉ đạo cải cách hành chính
    late = (
        "Chấn chỉnh việc giải quyết hồ sơ thủ tục hành chính trễ hạn\n"
        "Chi nhánh chủ động chỉ đạo, đôn đốc việc giải quyết hồ sơ trễ hạn.\n"
        "Giám đốc chỉ đạo bộ phận một cửa không để hồ sơ thủ tục hành chính quá hạn.\n"
    )
    steered = late + "Sở ban hành kế hoạch cải cách hành chính và kiểm tra cải cách hành chính.\n"
    assert "steering" not in about(late).areas
    assert "steering" in about(steered).areas


def test_one_sentence_on_investment_is_no_effect_of_the_reform():
    # nhắc qua thu hút đầu tư trong họp giao ban
    text = (
        "Họp giao ban tháng 4 của huyện\nHuyện phòng dịch cho gia súc và chỉnh trang đô thị.\n"
        "Huyện đẩy mạnh thu hút đầu tư vào nông nghiệp.\n"
    )
    assert about(text).areas == ()
