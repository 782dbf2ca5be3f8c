"""Tasks and shortcomings: the forty templates, lists, documents, letters, deadlines, floors."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors import atoms, dates, recommendations, references
from extractors.facts import Context, Facts, to_json
from tests.growth import growth

SHARED = Path(__file__).resolve().parents[3] / "shared"


def read(text, published="2024-01-10"):
    scan = atoms.scan(text, Context(published))
    cited = references.find(scan)
    told, lacking = recommendations.find(scan, cited, dates.find(scan, cited))
    return told, lacking


def quotes(facts):
    return [" ".join(fact.quote.split()) for fact in facts]


# (câu, tác nhân, đối tượng, các hành động, loại)
TEMPLATES = [
    (  # 1 yêu cầu
        "Đoàn kiểm tra yêu cầu Sở Y tế niêm yết công khai thủ tục hành chính.",
        "Đoàn kiểm tra",
        "Sở Y tế",
        ["niêm yết công khai thủ tục hành chính"],
        "directive",
    ),
    (  # 2 đề nghị, có hạn: hạn thuộc hành động trước nó
        (
            "Sở Nội vụ đề nghị UBND các huyện rà soát danh mục vị trí việc làm, hoàn thành "
            "trước ngày "
            "15/11/2023."
        ),
        "Sở Nội vụ",
        "UBND các huyện",
        ["rà soát danh mục vị trí việc làm, hoàn thành trước ngày 15/11/2023"],
        "recommendation",
    ),
    (  # 3 kiến nghị ... cần a; b; c
        (
            "Thanh tra tỉnh kiến nghị Sở Tài chính cần thu hồi số tiền chi sai; xử lý trách "
            "nhiệm tập "
            "thể; báo cáo kết quả trước ngày 30/6/2024."
        ),
        "Thanh tra tỉnh",
        "Sở Tài chính",
        [
            "cần thu hồi số tiền chi sai",
            "xử lý trách nhiệm tập thể",
            "báo cáo kết quả trước ngày 30/6/2024",
        ],
        "recommendation",
    ),
    (  # 4 Giao ... chủ trì, phối hợp
        "Giao Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ tham mưu sửa đổi quy chế làm việc.",
        None,
        "Sở Tư pháp",
        ["Giao Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ tham mưu sửa đổi quy chế làm việc"],
        "directive",
    ),
    (  # 5 giao ... tham mưu
        "Chủ tịch UBND tỉnh giao Sở Kế hoạch và Đầu tư tham mưu UBND tỉnh ban hành kế hoạch.",
        "Chủ tịch UBND tỉnh",
        "Sở Kế hoạch và Đầu tư",
        ["tham mưu UBND tỉnh ban hành kế hoạch"],
        "directive",
    ),
    (  # 6 chỉ đạo, người có tên
        (
            "Phó Chủ tịch UBND tỉnh Lê Văn Bình chỉ đạo UBND huyện Tân Phú khẩn trương giải "
            "quyết hồ "
            "sơ tồn đọng."
        ),
        "Phó Chủ tịch UBND tỉnh Lê Văn Bình",
        "UBND huyện Tân Phú",
        ["khẩn trương giải quyết hồ sơ tồn đọng"],
        "directive",
    ),
    (  # 7 mở đầu bằng động từ
        "Yêu cầu các phòng chuyên môn nghiêm túc rà soát, khắc phục những tồn tại đã nêu.",
        None,
        "các phòng chuyên môn",
        ["Yêu cầu các phòng chuyên môn nghiêm túc rà soát, khắc phục những tồn tại đã nêu"],
        "directive",
    ),
    (  # 8 lưu ý
        "Giám đốc Sở lưu ý các đơn vị trực thuộc nộp báo cáo đúng hạn, không để trễ hẹn hồ sơ.",
        "Giám đốc Sở",
        "các đơn vị trực thuộc",
        ["nộp báo cáo đúng hạn, không để trễ hẹn hồ sơ"],
        "directive",
    ),
    (  # 9 nhấn mạnh ... phải
        "Đồng chí Bí thư Huyện ủy nhấn mạnh các xã phải hoàn thành số hóa hồ sơ trong năm 2024.",
        "Đồng chí Bí thư Huyện ủy",
        "các xã",
        ["các xã phải hoàn thành số hóa hồ sơ trong năm 2024"],
        "directive",
    ),
    (  # 10 câu đầu và danh sách
        (
            "Để nâng cao chỉ số, UBND tỉnh đề nghị các sở, ngành thực hiện một số nội dung sau:\n"
            "1. Rà soát thủ tục hành chính thuộc thẩm quyền.\n"
            "2. Bố trí đủ công chức tại Bộ phận một cửa."
        ),
        "UBND tỉnh",
        "các sở, ngành",
        ["Rà soát thủ tục hành chính thuộc thẩm quyền", "Bố trí đủ công chức tại Bộ phận một cửa"],
        "recommendation",
    ),
    (  # 11 có ý kiến kết luận và chỉ đạo như sau
        (
            "Trên cơ sở kết quả kiểm tra, Chánh Thanh tra tỉnh có ý kiến kết luận và chỉ đạo "
            "như sau:\n"
            "- Chấn chỉnh công tác lưu trữ hồ sơ."
        ),
        "Chánh Thanh tra tỉnh",
        None,
        ["Chấn chỉnh công tác lưu trữ hồ sơ"],
        "directive",
    ),
    (  # 12 Đối với X
        "Đối với Sở Xây dựng: công khai quy hoạch; rút ngắn thời gian cấp phép xây dựng.",
        None,
        "Sở Xây dựng",
        ["công khai quy hoạch", "rút ngắn thời gian cấp phép xây dựng"],
        "directive",
    ),
    (  # 13 có trách nhiệm
        (
            "Thủ trưởng các cơ quan, đơn vị có trách nhiệm tổng hợp số liệu và gửi kết quả về "
            "Sở Nội "
            "vụ chậm nhất ngày 25/6/2024."
        ),
        None,
        "Thủ trưởng các cơ quan, đơn vị",
        [
            (
                "Thủ trưởng các cơ quan, đơn vị có trách nhiệm tổng hợp số liệu và gửi kết "
                "quả về Sở "
                "Nội vụ chậm nhất ngày 25/6/2024"
            )
        ],
        "directive",
    ),
    (  # 14 kiểm điểm, làm rõ
        "Đề nghị UBND thành phố kiểm điểm, làm rõ trách nhiệm người đứng đầu.",
        None,
        "UBND thành phố",
        ["Đề nghị UBND thành phố kiểm điểm, làm rõ trách nhiệm người đứng đầu"],
        "recommendation",
    ),
    (  # 15 phê bình ...; yêu cầu
        "Phê bình UBND xã Hòa Bình vì chậm báo cáo; yêu cầu nghiêm túc rút kinh nghiệm.",
        None,
        "UBND xã Hòa Bình",
        ["yêu cầu nghiêm túc rút kinh nghiệm"],
        "directive",
    ),
    (  # 16 thống nhất chủ trương; giao
        "Thống nhất chủ trương đầu tư trụ sở mới; giao Sở Xây dựng triển khai theo quy định.",
        None,
        "Sở Xây dựng",
        ["giao Sở Xây dựng triển khai theo quy định"],
        "directive",
    ),
    (  # 28 sẽ
        "Văn phòng Sở sẽ tổ chức tập huấn cho công chức một cửa trong thời gian tới.",
        "Văn phòng Sở",
        None,
        ["Văn phòng Sở sẽ tổ chức tập huấn cho công chức một cửa trong thời gian tới"],
        "commitment",
    ),
    (  # 29 phương hướng
        "Về phương hướng, nhiệm vụ quý IV/2023, Sở Công Thương tập trung xử lý hồ sơ trực tuyến.",
        "Sở Công Thương",
        None,
        ["tập trung xử lý hồ sơ trực tuyến"],
        "commitment",
    ),
    (  # 30 phấn đấu
        "Sở Giao thông vận tải phấn đấu tỷ lệ hồ sơ trực tuyến tăng 10% so với năm 2022.",
        "Sở Giao thông vận tải",
        None,
        ["Sở Giao thông vận tải phấn đấu tỷ lệ hồ sơ trực tuyến tăng 10% so với năm 2022"],
        "commitment",
    ),
    (  # 31, 32 kiến nghị cấp trên
        "Kiến nghị Chính phủ sửa đổi Nghị định số 61/2018/NĐ-CP cho phù hợp thực tiễn.",
        None,
        "Chính phủ",
        ["Kiến nghị Chính phủ sửa đổi Nghị định số 61/2018/NĐ-CP cho phù hợp thực tiễn"],
        "recommendation",
    ),
]


@pytest.mark.parametrize(("text", "agent", "addressee", "actions", "kind"), TEMPLATES)
def test_templates_of_tasks(text, agent, addressee, actions, kind):
    told, _ = read(text)
    assert quotes(told) == actions
    assert {(r.kind, r.agent, r.addressee) for r in told} == {(kind, agent, addressee)}


DIRECTED_ITEMS = [  # 17-27: động từ mệnh lệnh mở đầu một mục
    "Khẩn trương hoàn thành việc số hóa hồ sơ, đúng thời hạn",
    "Tăng cường công tác kiểm tra công vụ nhằm chấn chỉnh kỷ cương",
    "Tiếp tục rà soát, đơn giản hóa thủ tục theo Kế hoạch số 12/KH-UBND",
    "Chấn chỉnh ngay việc tiếp nhận hồ sơ không qua một cửa",
    "Phân công công chức theo dõi công tác cải cách hành chính",
    "Đẩy mạnh tuyên truyền dịch vụ công trực tuyến đến người dân",
    "Nâng tỷ lệ hồ sơ trực tuyến đạt từ 80% trở lên",
    "Không để xảy ra tình trạng hồ sơ trễ hẹn",
    "Nghiên cứu xây dựng mô hình một cửa thân thiện",
    "Quan tâm bố trí kinh phí cho chuyển đổi số",
    "Là đầu mối theo dõi việc thực hiện kế hoạch",
]


@pytest.mark.parametrize("mark", ["- ", "+ ", "a) ", "1. ", "• ", "(1) "])
def test_items_of_a_list_inherit_their_head(mark):
    # Mọi kiểu đánh dấu: tác nhân và đối tượng lấy từ câu đầu
    head = "Chủ tịch UBND huyện yêu cầu các phòng, ban thực hiện các nội dung sau:\n"
    told, _ = read(head + "\n".join(f"{mark}{item}." for item in DIRECTED_ITEMS))
    assert quotes(told) == DIRECTED_ITEMS
    assert {(r.agent, r.addressee) for r in told} == {("Chủ tịch UBND huyện", "các phòng, ban")}


FINDINGS = [
    (  # 33
        "Tuy nhiên, UBND huyện vẫn còn 12 hồ sơ trễ hạn.",
        ["UBND huyện vẫn còn 12 hồ sơ trễ hạn"],
    ),
    (  # 34
        "Trung tâm Hành chính công chưa bố trí camera giám sát theo Quyết định số 12/QĐ-UBND.",
        ["Trung tâm Hành chính công chưa bố trí camera giám sát theo Quyết định số 12/QĐ-UBND"],
    ),
    (  # 35
        "Tỷ lệ thanh toán trực tuyến còn thấp (35,2%).",
        ["Tỷ lệ thanh toán trực tuyến còn thấp (35,2%)"],
    ),
    (  # 36
        "Qua kiểm tra phát hiện 05 hồ sơ không đúng quy định.",
        ["phát hiện 05 hồ sơ không đúng quy định"],
    ),
    (  # 37: danh sách sau dấu hai chấm
        (
            "Kết quả rà soát có 03 tiêu chí không đạt điểm, tập trung vào: chưa công khai dự toán; "
            "không có hồ sơ lưu trữ."
        ),
        ["có 03 tiêu chí không đạt điểm", "chưa công khai dự toán", "không có hồ sơ lưu trữ"],
    ),
    (  # dưới tiêu đề: mỗi mục là một hạn chế, kể cả không có từ "chưa"
        (
            "II. TỒN TẠI, HẠN CHẾ\n"
            "- Việc cập nhật kết quả chưa kịp thời.\n"
            "- Công chức kiêm nhiệm nhiều việc.\n"
        ),
        ["Việc cập nhật kết quả chưa kịp thời", "Công chức kiêm nhiệm nhiều việc"],
    ),
]


FINDINGS += [
    (  # mở bằng "Tuy nhiên": mỗi vế là một hạn chế, kể cả không có từ "chưa"
        (
            "Tuy nhiên, tại một số nơi việc công khai còn chậm; cán bộ đòi thêm giấy tờ đã có "
            "trong cơ sở dữ liệu."
        ),
        [
            "tại một số nơi việc công khai còn chậm",
            "cán bộ đòi thêm giấy tờ đã có trong cơ sở dữ liệu",
        ],
    ),
    (  # hai chủ ngữ, hai hạn chế
        "Dù vậy, tiến độ số hóa còn chậm, việc trả lời phản ánh có lúc chưa đúng hạn.",
        ["tiến độ số hóa còn chậm", "việc trả lời phản ánh có lúc chưa đúng hạn"],
    ),
    ("Thanh toán trực tuyến mới đạt 12,5%.", ["Thanh toán trực tuyến mới đạt 12,5%"]),
    (  # nguyên nhân nêu một hạn chế
        "Nguyên nhân chủ yếu là do một số xã chưa bố trí đủ công chức.",
        ["một số xã chưa bố trí đủ công chức"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FINDINGS)
def test_templates_of_findings(text, expected):
    told, lacking = read(text)
    assert quotes(lacking) == expected
    assert told == ()


NEITHER = [
    "Sở Tài chính đã giải quyết 1.250 hồ sơ, đạt 99,5%.",  # 38 kết quả
    "Công tác tuyên truyền được các đơn vị quan tâm thực hiện, tạo chuyển biến tích cực.",  # 39
    "Sở Nội vụ xếp thứ 2/19, tăng 3 bậc so với năm 2022.",  # 40
    "Các đơn vị đã hoàn thành nhiệm vụ được giao theo yêu cầu của Đoàn kiểm tra.",  # danh từ
    "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV.",  # danh từ
    "Đoàn tiếp thu những kiến nghị của người dân và doanh nghiệp.",  # danh từ
    "Hồ sơ không để xảy ra trễ hẹn, không còn tình trạng nhũng nhiễu.",  # phủ định của hạn chế
    "Công tác cải cách hành chính tiếp tục được triển khai đồng bộ.",  # bị động: kết quả
    "Trong 9 tháng đầu năm, Sở Công Thương tiếp tục đẩy mạnh cải cách hành chính.",  # quá khứ
    "Sở Xây dựng xếp thứ 20/20, chỉ đạt 69,96 điểm.",  # kết quả xếp hạng
    "Toàn huyện giải quyết 905 hồ sơ, đúng hạn đạt 96,2%, quá hạn 3,8%.",  # số liệu
    "Kế hoạch nhằm kịp thời phát hiện, chấn chỉnh sai sót trong công vụ.",  # mục đích
    "Sở Y tế giao dịch với người dân qua mạng.",  # giao dịch, không phải giao
    "Thực hiện Kế hoạch số 12/KH-UBND, Sở Y tế tổ chức hội nghị.",  # căn cứ
]


@pytest.mark.parametrize("text", NEITHER)
def test_results_nouns_and_grounds_are_refused(text):
    assert read(text) == ((), ())


def test_results_section_of_a_report_holds_no_tasks():
    # Báo cáo: mục kết quả đầy động từ "ban hành, tổ chức, rà soát" mà không phải nhiệm vụ
    told, lacking = read(
        "BÁO CÁO\nKết quả công tác cải cách hành chính năm 2022\n\n"
        "I. KẾT QUẢ THỰC HIỆN\n"
        "1. Công tác chỉ đạo, điều hành\n"
        "- Ban hành 12 văn bản chỉ đạo công tác cải cách hành chính.\n"
        "- Rà soát 45 thủ tục, đề xuất cắt giảm 12 thủ tục.\n"
        "II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2023\n"
        "1. Duy trì 100% hồ sơ đúng hạn; không để xảy ra nhũng nhiễu.\n"
        "III. KIẾN NGHỊ, ĐỀ XUẤT\n"
        "1. Đề nghị UBND tỉnh bố trí kinh phí nâng cấp phần mềm.\n"
        "2. Sớm ban hành định mức kinh tế - kỹ thuật.\n"
        "Trên đây là báo cáo kết quả năm 2022 của Sở Khoa học và Công nghệ./.\n"
    )
    assert [(r.kind, r.direction, r.addressee) for r in told] == [
        ("commitment", "own", None),
        ("commitment", "own", None),
        ("recommendation", "up", "UBND tỉnh"),
        ("recommendation", "up", None),
    ]
    assert {r.agent for r in told} == {"Sở Khoa học và Công nghệ"}
    assert lacking == ()


def test_plan_assigns_to_units():
    # Kế hoạch: mục "Tổ chức thực hiện", người được giao đổi theo từng mục
    told, _ = read(
        "UBND huyện ban hành Kế hoạch cải cách hành chính năm 2024 như sau:\n"
        "I. MỤC ĐÍCH\n- Nâng cao chất lượng phục vụ người dân.\n"
        "II. TỔ CHỨC THỰC HIỆN\n"
        "1. Văn phòng HĐND và UBND huyện:\n"
        "- Theo dõi, đôn đốc việc thực hiện;\n"
        "+ Gửi báo cáo quý trước ngày 31/01/2024.\n"
        "2. Phòng Nội vụ có trách nhiệm tham mưu tổ chức kiểm tra; tổng hợp kết quả.\n"
        "3. Đề nghị Huyện đoàn phát động phong trào thi đua.\n"
    )
    assert [(r.addressee, r.kind, r.deadline) for r in told] == [
        ("Văn phòng HĐND và UBND huyện", "directive", None),
        ("Văn phòng HĐND và UBND huyện", "directive", "2024-01-30"),
        ("Phòng Nội vụ", "directive", None),
        ("Phòng Nội vụ", "directive", None),
        ("Huyện đoàn", "recommendation", None),
    ]
    assert {r.agent for r in told} == {"UBND huyện"}


def test_record_of_a_task():
    # Nhiệm vụ, đơn vị chủ trì, phối hợp, thời gian ở các dòng riêng
    told, _ = read(
        "KẾ HOẠCH\nII. NHIỆM VỤ\n1.1. Xây dựng chiến lược dữ liệu:\n"
        "a) Nhiệm vụ: Rà soát, hoàn thiện chiến lược dữ liệu của thành phố.\n"
        "b) Cơ quan thực hiện:\n"
        "- Đơn vị chủ trì: Sở Khoa học và Công nghệ.\n"
        "- Đơn vị phối hợp: Công an thành phố.\n"
        "c) Thời gian thực hiện: Hoàn thành trong năm 2025.\n"
    )
    assert [(r.addressee, r.partners, r.deadline, r.kind) for r in told] == [
        ("Sở Khoa học và Công nghệ", ("Công an thành phố",), "2025-12-31", "directive")
    ]


def test_table_of_tasks():
    # Bảng phân công: mỗi hàng một nhiệm vụ, cột nói ai làm, với ai, khi nào
    told, _ = read(
        "STT\tNội dung công việc\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành\n"
        "1\tXây dựng kế hoạch năm 2025\tVăn phòng Sở\tCác phòng\tTrước ngày 31/12/2024\n"
        "2\tRà soát thủ tục hành chính\tCác phòng\tVăn phòng Sở\tQuý II/2025\n"
        "3\tSố hồ sơ đã tiếp nhận\tVăn phòng Sở\t\t120\n"
    )
    assert [(r.quote, r.addressee, r.partners, r.deadline) for r in told] == [
        ("Xây dựng kế hoạch năm 2025", "Văn phòng Sở", ("Các phòng",), "2024-12-30"),
        ("Rà soát thủ tục hành chính", "Các phòng", ("Văn phòng Sở",), "2025-06-30"),
    ]


def test_articles_of_a_decision():
    told, _ = read(
        "QUYẾT ĐỊNH:\nĐiều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp.\n"
        "Điều 2. Giao Sở Nội vụ hướng dẫn việc thực hiện Quyết định này.\n"
        "Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các sở chịu trách nhiệm thi hành./.\n"
    )
    assert [r.addressee for r in told] == [
        "Sở Nội vụ",
        "Chánh Văn phòng UBND tỉnh, Giám đốc các sở",
    ]


def test_letter_means_its_recipient():
    told, _ = read(
        "Kính gửi: Các sở, ban, ngành; UBND các huyện.\n\n"
        "Sở Nội vụ đề nghị quý cơ quan báo cáo kết quả về Sở Nội vụ trước ngày 10/9/2024.\n"
    )
    assert [(r.agent, r.addressee, r.deadline) for r in told] == [
        ("Sở Nội vụ", "Các sở, ban, ngành; UBND các huyện", "2024-09-09")
    ]


def test_speech_goes_on_over_sentences():
    # Tin hội nghị: câu sau không chủ ngữ, chủ thể mới, "Giao ..."
    told, lacking = read(
        "Tuy nhiên, tỷ lệ số hóa hồ sơ còn thấp.\n"
        "Kết luận hội nghị, Phó Chủ tịch UBND tỉnh Lê Văn Bình biểu dương các ngành; đồng thời "
        "yêu cầu các sở, ngành tiếp tục cắt giảm thời gian giải quyết thủ tục. Tăng cường kiểm tra "
        "đột xuất. Người đứng đầu phải trực tiếp chỉ đạo. Giao Sở Nội vụ báo cáo UBND tỉnh trước "
        "ngày 20 hằng tháng.\n"
    )
    assert {r.agent for r in told} == {"Phó Chủ tịch UBND tỉnh Lê Văn Bình"}
    assert [r.addressee for r in told] == [
        "các sở, ngành",
        "các sở, ngành",
        "Người đứng đầu",
        "Sở Nội vụ",
    ]
    assert told[-1].deadline_kind == "recurring"
    assert quotes(lacking) == ["tỷ lệ số hóa hồ sơ còn thấp"]


DEADLINES = [  # (cụm từ, ngày, loại)
    ("trước ngày 15/11/2024", "2024-11-14", "day"),  # ngày ghi là đã trễ
    ("chậm nhất ngày 25/6/2024", "2024-06-25", "day"),
    ("trong quý IV năm 2024", "2024-12-31", "end_of_period"),
    ("trong tháng 11/2024", "2024-11-30", "end_of_period"),
    ("đến hết năm 2024", "2024-12-31", "end_of_period"),
    ("trước quý II/2024", "2024-03-31", "end_of_period"),
    ("định kỳ hằng quý", None, "recurring"),
    ("trong thời hạn 15 ngày làm việc kể từ ngày nhận được thông báo", None, "relative"),
    ("theo Kế hoạch số 12/KH-UBND ngày 15/11/2024", None, None),  # ngày của văn bản
    ("theo Chiến lược dữ liệu đến năm 2030", None, None),  # tên của văn bản
    ("của năm 2024", None, None),
    ("kịp thời", None, None),
    ("trước 17 giờ ngày 28/10/2024", "2024-10-28", "day"),  # cùng ngày, trước một giờ
    ("trước hoặc trong ngày 15 tháng 4 năm 2024", "2024-04-15", "day"),
    ("trước khi kết thúc tháng 10/2024", "2024-10-31", "end_of_period"),
    ("trước năm 2026", "2025-12-31", "end_of_period"),
    ("từ ngày 01/11 đến hết ngày 20/11/2024", "2024-11-20", "day"),
    ("trong 15 ngày kể từ ngày 05/9/2024", "2024-09-20", "relative"),  # mốc có ngày
    ("trong thời hạn 05 ngày làm việc kể từ ngày 06/9/2024", "2024-09-13", "relative"),
    ("trong hai tuần kể từ ngày 15/8/2024", "2024-08-29", "relative"),
    ("trong tám ngày kể từ ngày 03/9/2024", "2024-09-11", "relative"),  # số đếm bằng chữ
    ("trong chín tháng kể từ ngày 10/01/2024", "2024-10-10", "relative"),  # tháng theo lịch
    ("trong 3 tháng kể từ ngày 30/11/2023", "2024-02-29", "relative"),  # tháng không có ngày ấy
    ("trong 07 ngày kể từ ngày nhận thông báo", None, "relative"),  # mốc không có ngày
    ("trước ngày kiểm tra ít nhất 07 ngày", None, "relative"),
    ("vào thứ Sáu hằng tuần", None, "recurring"),
    ("mỗi quý một lần", None, "recurring"),
    ("trước ngày 05 hằng tháng", None, "recurring"),
    ("trong năm nay", "2024-12-31", "end_of_period"),
    ("và cho kéo dài thử nghiệm đến hết quý I/2026", None, None),  # gia hạn, không phải thời hạn
]


@pytest.mark.parametrize(("words", "day", "kind"), DEADLINES)
def test_deadlines(words, day, kind):
    told, _ = read(f"Đoàn kiểm tra yêu cầu Sở Y tế báo cáo kết quả khắc phục {words}.")
    assert [(r.deadline, r.deadline_kind) for r in told] == [(day, kind)]
    if kind:
        assert told[0].deadline_text in told[0].quote


PARTNERS = [
    ("chủ trì, phối hợp với Sở Nội vụ tổ chức tập huấn", ("Sở Nội vụ",)),
    (  # mỗi cơ quan một phần tử
        "phối hợp với Thanh tra tỉnh, Văn phòng UBND tỉnh kiểm tra đột xuất",
        ("Thanh tra tỉnh", "Văn phòng UBND tỉnh"),
    ),
    ("phối hợp với UBND các huyện, thành phố niêm yết", ("UBND các huyện, thành phố",)),
    ("phối hợp với VNPT Lạng Sơn cử nhân sự hỗ trợ", ("VNPT Lạng Sơn",)),
    ("chủ trì cùng với Trung tâm Quan trắc công khai dự toán", ("Trung tâm Quan trắc",)),
]


@pytest.mark.parametrize(("words", "partners"), PARTNERS)
def test_partners(words, partners):
    told, _ = read(f"Giao Sở Y tế {words}.")
    assert [r.partners for r in told] == [partners]


SPOKEN = [  # (câu, [(loại, tác nhân, đối tượng, hành động)])
    (  # trần thuật: "cho biết Sở sẽ ..." là cam kết của Sở
        "Lãnh đạo Sở Nội vụ tỉnh Kiên Giang cho biết Sở sẽ trình đề án trong quý II.",
        [("commitment", "Sở Nội vụ tỉnh Kiên Giang", None, "Sở sẽ trình đề án trong quý II")],
    ),
    (  # tiếp thu và khẳng định: huyện hứa, không phải lệnh
        "Tiếp thu ý kiến của Đoàn, ông Lê Bá Hòa khẳng định huyện sẽ khắc phục ngay các tồn tại.",
        [("commitment", "ông Lê Bá Hòa", None, "huyện sẽ khắc phục ngay các tồn tại")],
    ),
    (
        "Xã cam kết đưa tỷ lệ số hóa lên trên 80%.",
        [("commitment", "Xã", None, "Xã cam kết đưa tỷ lệ số hóa lên trên 80%")],
    ),
    (  # lời nói trực tiếp, người nói đứng sau
        (
            "Hội nghị do ông Trần Văn Kiên, Giám đốc Sở Nội vụ chủ trì.\n"
            '"Các huyện cần phân công cán bộ theo dõi chỉ số", ông Kiên nói.'
        ),
        [
            (
                "directive",
                "ông Trần Văn Kiên, Giám đốc Sở Nội vụ",
                "Các huyện",
                "Các huyện cần phân công cán bộ theo dõi chỉ số",
            )
        ],
    ),
    (  # tên người kết thúc trước động từ
        (
            "Chủ tịch UBND xã Hòa Lễ Lê Thị Sáu thừa nhận thiếu sót và kiến nghị tỉnh hỗ trợ "
            "02 máy quét."
        ),
        [("recommendation", "Chủ tịch UBND xã Hòa Lễ Lê Thị Sáu", "tỉnh", "hỗ trợ 02 máy quét")],
    ),
    (  # "Đối với X, Y đề nghị": X thực hiện
        "Đối với UBND các huyện, Sở Nội vụ đề nghị kiểm tra hồ sơ quá hạn.",
        [("recommendation", "Sở Nội vụ", "UBND các huyện", "kiểm tra hồ sơ quá hạn")],
    ),
    (  # "; đề nghị Z": đối tượng mới
        "Đoàn kiểm tra yêu cầu Sở Y tế niêm yết thủ tục; đề nghị Sở Tài chính bố trí kinh phí.",
        [
            ("directive", "Đoàn kiểm tra", "Sở Y tế", "niêm yết thủ tục"),
            (
                "recommendation",
                "Đoàn kiểm tra",
                "Sở Tài chính",
                "đề nghị Sở Tài chính bố trí kinh phí",
            ),
        ],
    ),
    (  # người nói không phải cơ quan nhà nước
        "VCCI khuyến nghị các địa phương giảm thanh tra trùng lặp.",
        [("recommendation", "VCCI", "các địa phương", "giảm thanh tra trùng lặp")],
    ),
    (  # thời gian đứng trước hành động
        "Giao Sở Y tế theo dõi; đến ngày 10/01/2025 tổng hợp trình UBND tỉnh.",
        [
            ("directive", None, "Sở Y tế", "Giao Sở Y tế theo dõi"),
            ("directive", None, "Sở Y tế", "đến ngày 10/01/2025 tổng hợp trình UBND tỉnh"),
        ],
    ),
    (
        "Giao Ban Quản lý dự án lập phương án bồi thường.",  # không phải "giao ban"
        [
            (
                "directive",
                None,
                "Ban Quản lý dự án",
                "Giao Ban Quản lý dự án lập phương án bồi thường",
            )
        ],
    ),
    ("Cán bộ yêu cầu người dân nộp lại giấy tờ đã có.", []),  # việc làm sai, không phải chỉ đạo
    ("Người dân cần hỗ trợ có thể gọi tổng đài.", []),
]


@pytest.mark.parametrize(("text", "expected"), SPOKEN)
def test_who_says_what(text, expected):
    told, _ = read(text)
    assert [(r.kind, r.agent, r.addressee, " ".join(r.quote.split())) for r in told] == expected


ISSUERS = [  # (phần đầu văn bản, tác nhân của nhiệm vụ)
    (  # tên in hoa ở đầu trang, thân bài viết tắt
        (
            "ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG\nSố: 05/QĐ-UBND\nKiên Giang, ngày 03/6/2024\n"
            "QUYẾT ĐỊNH\nCăn cứ Kế hoạch số 12/KH-UBND ngày 02/01/2024 của UBND tỉnh;\n"
        ),
        "UBND tỉnh",
    ),
    (  # dòng thẩm quyền ngay trên căn cứ
        "QUYẾT ĐỊNH\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\nCăn cứ Luật Đầu tư công;\n",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
    ),
    (  # câu dẫn kết thúc bằng dấu hai chấm
        "Sau khi nghe báo cáo, Ban Thường vụ Huyện ủy kết luận:\n",
        "Ban Thường vụ Huyện ủy",
    ),
    (
        "Ngày 05/8/2022, Chủ tịch UBND tỉnh Gia Lai đã ký Kế hoạch số 142/KH-UBND.\n",
        "Chủ tịch UBND tỉnh Gia Lai",
    ),
]


@pytest.mark.parametrize(("head", "agent"), ISSUERS)
def test_tasks_are_the_issuers(head, agent):
    told, _ = read(head + "Điều 2. Giao Sở Nội vụ theo dõi việc thực hiện.\n")
    assert [(r.agent, r.addressee) for r in told] == [(agent, "Sở Nội vụ")]


def test_hard_wrapped_items_are_quotes():
    text = (
        "UBND tỉnh yêu cầu các sở, ban, ngành và địa phương trong tỉnh thực hiện các nội\n"
        "dung sau:\n"
        "1. Rà soát, hệ thống hóa các văn bản quy phạm pháp luật thuộc lĩnh vực quản lý\n"
        "của ngành mình; kịp thời đề xuất sửa đổi những quy định không còn phù hợp với\n"
        "thực tiễn.\n"
    )
    told, _ = read(text)
    assert len(told) == 2
    assert quotes(told)[1].endswith("với thực tiễn")
    assert all(text[r.start : r.end] == r.quote for r in told)


def test_a_slice_that_begins_inside_a_list():
    # Lát cắt giữa văn bản: câu đầu đã mất, cơ quan được giao ở tiêu đề sau
    told, _ = read(
        "đơn và tờ khai điện tử.\n"
        "d) Chuẩn hóa dịch vụ công trực tuyến trên địa bàn tỉnh.\n"
        "2. Sở Nội vụ\na) Tham mưu tổ chức kiểm tra công vụ.\n"
    )
    assert [r.addressee for r in told] == [None, "Sở Nội vụ"]


SUBJECTS = [
    ("Tuy nhiên, 27 xã chưa bố trí đủ công chức.", "27 xã"),
    ("Tại xã Hòa Lễ, sổ theo dõi chưa được cập nhật.", "xã Hòa Lễ"),
    ("Báo cáo quý I nộp chậm so với yêu cầu của Sở Nội vụ.", None),  # đứng sau là bổ ngữ
    ("II. HẠN CHẾ\na) Tại xã Hòa Lễ:\n- Chưa ban hành quy chế làm việc.\n", "xã Hòa Lễ"),
]


@pytest.mark.parametrize(("text", "subject"), SUBJECTS)
def test_whose_shortcoming(text, subject):
    _, lacking = read(text)
    assert [finding.subject for finding in lacking] == [subject]


VIETNAMESE = st.lists(
    st.sampled_from(
        [
            "yêu cầu",
            "giao",
            "Sở Nội vụ",
            "các đơn vị",
            "cần",
            ";",
            ",",
            ".",
            ":",
            "\n",
            "- ",
            "1. ",
            "a) ",
            "rà soát",
            "trước ngày 15/11/2023",
            "chưa",
            "vẫn còn",
            "Tuy nhiên",
            "(",
            ")",
            "“",
            "**",
            "Đối với",
            "sẽ",
            "như sau",
            "II. TỒN TẠI",
            "KIẾN NGHỊ",
            "Nơi nhận",
            "đồng thời",
            "Kính gửi",
            "và",
            "phối hợp với",
            "Kế hoạch số 1/KH-UBND",
            "trong năm 2024",
            "đã",
            "…",
            "\t",
        ]
    ),
    max_size=60,
).map(" ".join)


@given(st.one_of(VIETNAMESE, st.text(max_size=300)))
@example("Giao")
@example("II. TỒN TẠI:\n:\n;;\n- ;")
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_quoted_exactly(text):
    scan = atoms.scan(text, Context())
    cited = references.find(scan)
    told, lacking = recommendations.find(scan, cited, dates.find(scan, cited))
    for fact in (*told, *lacking):
        assert fact.start < fact.end
        assert scan.text[fact.start : fact.end] == fact.quote
        assert fact.quote == fact.quote.strip()


PATTERNS = [
    "rà soát, ",  # liệt kê động từ
    "Sở Nội vụ, ",
    "yêu cầu Sở Y tế rà soát; ",
    "Đoàn kiểm tra yêu cầu các đơn vị rà soát thủ tục. ",
    "- Rà soát thủ tục;\n",
    "chưa ",
    "(",
    " ",
    "để ",
    "a, b c d e f tăng cường ",
    ": ",
    "Căn cứ ",
    "trước ngày 15/11/2023, ",
    "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính, ",
    "rà soát thủ tục và bổ sung quy trình giải quyết và ",
    "rà soát (theo quy định) thủ tục, ",
    "Đoàn kiểm tra đề nghị; yêu cầu; kiến nghị; ",
    "các cơ quan, đơn vị, ",
    "; ngày 1/2/2023 ",  # dấu chấm phẩy và chữ thường
    "; cho biết sẽ ",
    "đồng chí đề nghị; ; khi ông ",
    "; không để hồ sơ trễ hạn; - thì ",
    "“Các xã cần rà soát dữ liệu”, ông Kiên nói. ",
    "Đối với Sở Y tế: ",
    "a) Sở Y tế:\n",
    "đồng thời, ",
    "nếu chậm thì báo cáo ngay, ",
    "về việc tăng cường kỷ cương, ",
    "Kế hoạch về tăng cường, ",
    "Trường nào vi phạm, ",
    "Ban Chỉ huy phòng chống ",
    "vừa có công điện gửi ",
    "ngành giáo dục ",
    "trong đó: ",
    "Kính gửi: Sở Y tế\n",
    "TS. ",
    "cấp V. ",
    "vì đây là ",
    "Kiến nghị: rà soát. ",
    "hoàn thành trong tháng 8. ",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_time_is_linear_in_the_length(pattern):
    head = "UBND tỉnh yêu cầu các sở thực hiện: "

    def finding(size):
        scan = atoms.scan(head + pattern * (size // len(pattern)), Context())
        return lambda: recommendations.find(scan, (), ())

    # eight times the text; a square law gives 64
    assert growth(finding, 4_000, 32_000, most=24) < 24


def test_time_is_linear_in_lists_whose_head_is_lost():
    rows = (
        "- Rà soát thủ tục của các xã trong huyện; gửi kết quả về phòng.\n"
        "- Sở Tài chính đã làm việc với các đơn vị.\n"
    )

    # danh sách dài không có câu mở: mỗi dòng hỏi cả văn bản là văn bản gì
    def finding(size):
        scan = atoms.scan(rows * (size // len(rows)), Context())
        return lambda: recommendations.find(scan, (), ())

    assert growth(finding, 24_000, 192_000, most=24) < 24


FLOORS = {  # (tokens of recommendations, whole items, tokens of findings)
    "seeds": ("gold/seeds.jsonl", "seeds", 0.95, 0.93, 0.93),
    "dev": ("gold/dev.jsonl", "gold/texts", 0.95, 0.92, 0.9),
}


@pytest.mark.parametrize("name", FLOORS)
def test_floors_on_the_gold(name):
    gold, texts, tokens, items, lacks = FLOORS[name]
    if not (SHARED / gold).exists():
        if os.environ.get("VANBAN_REQUIRE_ALL") == "1":
            pytest.fail(f"no {gold} beside the repository")
        pytest.skip(f"no {gold} beside the repository")
    module = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    score = importlib.util.module_from_spec(module)
    module.loader.exec_module(score)
    rows = score.rows(SHARED / gold)
    found = []
    for row in rows:
        text = (SHARED / texts / f"{row['id']}.txt").read_text(encoding="utf-8")
        scan = atoms.scan(text, Context(row.get("published"), row.get("province")))
        cited = references.find(scan)
        told, lacking = recommendations.find(scan, cited, dates.find(scan, cited))
        facts = to_json(Facts(text=scan.text, recommendations=told, findings=lacking))
        found.append({"id": row["id"], **json.loads(json.dumps(facts))})
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        result = score.score(rows, found, SHARED / texts, out=nowhere)
    assert result["recommendations"]["f1"] >= tokens
    assert result["recommendation items"]["f1"] >= items
    assert result["findings"]["f1"] >= lacks
    for attribute, floor in (("kind", 0.9), ("addressee", 0.8), ("deadline", 0.95)):
        assert result["recommendation items"][attribute] >= floor
