"""Areas and genres in the words of many offices: mere names, acts on posts, signs of news."""

from __future__ import annotations

import pytest

from extractors import atoms, references, topics
from extractors.facts import Context
from extractors.topics import About


def about(text: str, title: str | None = None) -> About:
    scan = atoms.scan(text, Context(title=title))
    return topics.find(scan, references.find(scan), (), ())


REFORM = (
    "Công tác cải cách hành chính của tỉnh có nhiều chuyển biến. UBND tỉnh ban hành kế hoạch cải "
    "cách hành chính năm 2023 và báo cáo cải cách hành chính quý I. "
)
NAMED_ONLY = [
    # tên cơ quan
    (
        "Sở Giáo dục và Đào tạo dự họp. Phòng Giáo dục và Đào tạo cũng dự.",
        "civil_service",
    ),
    ("Ban Thi đua Khen thưởng hưởng ứng. Ban Thi đua Khen thưởng nộp bài.", "civil_service"),
    # đồ vật
    ("Đoàn đi bằng xe công vụ. Xe công vụ đỗ ở sân.", "civil_service"),
    # hội nghị qua màn hình
    ("Hội nghị trực tuyến bắt đầu lúc 8h. Hội nghị trực tuyến kết thúc lúc 11h.", "digital"),
    # dịch vụ công nói chung
    ("Nội dung cung ứng dịch vụ công tăng. Cung ứng dịch vụ công là một nội dung.", "digital"),
    # nợ và giá
    ("Nợ quá hạn của ngân hàng tăng. Nợ quá hạn chiếm 2%.", "procedures"),
]


@pytest.mark.parametrize(("text", "area"), NAMED_ONLY)
def test_names_of_bodies_and_things_make_no_area(text: str, area: str) -> None:
    assert area not in about(REFORM + text).areas


MASTHEAD = """ỦY BAN NHÂN DÂN TỈNH HÀ NAM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/2021/QĐ-UBND
QUYẾT ĐỊNH
{subject}
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;
Điều 1. Ban hành kèm theo Quyết định này quy định trên.
Điều 2. Quyết định này có hiệu lực kể từ ngày 01/3/2021.
"""


@pytest.mark.parametrize(
    ("subject", "areas"),
    [
        # quyết định về bộ máy và chức danh
        ("Sắp xếp đơn vị hành chính cấp xã của tỉnh Hà Nam", ("apparatus",)),
        ("Quy định tiêu chuẩn chức danh trưởng phòng thuộc sở", ("civil_service",)),
        # quyết định về việc khác
        ("Quy định giá bồi thường cây trồng tại tỉnh Hà Nam", ()),
    ],
)
def test_an_act_on_offices_and_posts_is_of_its_area(subject: str, areas: tuple[str, ...]) -> None:
    assert about(MASTHEAD.format(subject=subject)).areas == areas


def test_work_that_is_digital_is_digital_whoever_directs_it() -> None:
    text = (
        "UBND tỉnh chỉ đạo các sở gửi văn bản điện tử trên phần mềm. Các sở chỉ đạo ký số mọi văn "
        "bản điện tử. Sở Nội vụ đôn đốc việc ký số. Chứng thư số được cấp cho mọi đơn vị. Tỉnh "
        "tuyên truyền về văn bản điện tử."
    )
    assert about(text).areas == ("digital",)


def test_a_sentence_full_of_one_area_treats_it() -> None:
    text = REFORM * 6 + ("Về công vụ, huyện kỷ luật 2 công chức và chuyển đổi vị trí 15 viên chức.")
    assert "civil_service" in about(text).areas


def test_what_a_picture_shows_is_not_treated() -> None:
    caption = "Cán bộ Bộ phận một cửa huyện hướng dẫn người dân làm các thủ tục"
    assert "procedures" not in about(f"{REFORM * 2}\n\n{caption}\n\n{REFORM * 2}").areas
    assert "procedures" in about(f"{REFORM * 2}\n\n{caption} đất đai.\n\n{REFORM * 2}").areas


GENRES = [
    # hai tác giả ở dòng cuối
    (
        "Năm 2022, huyện đã kiểm tra 40 xã. Các đơn vị đã thực hiện tốt.\nHoàng Yến – Văn Bảy",
        "news",
    ),
    # tờ báo ghi tên tắt ở đầu
    ("TP - UBND tỉnh Hà Nam yêu cầu các sở báo cáo kết quả thực hiện trước ngày 5/6.", "news"),
    # tin kể lại kết luận
    ("Theo kết luận thanh tra, huyện đã ban hành quy chế và đã thực hiện đúng.", "news"),
    # lời thưa trước kỳ họp
    (
        (
            "Kính thưa Chủ tọa kỳ họp;\nKính thưa quý vị đại biểu!\nVề kiến nghị của cử tri, UBND "
            "tỉnh xin báo cáo như sau: đường 12 đã xong."
        ),
        "report",
    ),
    # trang đăng cả toàn văn: là văn bản
    (
        (
            "Số hiệu | 15/KH-UBND\nNgày ban hành | 05/01/2024\nLoại văn bản | Kế hoạch\nNgười ký | "
            "Lê An\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nSố: 15/KH-UBND\nKẾ HOẠCH\nTrồng rừng năm "
            "2024\n1. Giao Sở Nông nghiệp chủ trì."
        ),
        "document",
    ),
]


@pytest.mark.parametrize(("text", "genre"), GENRES)
def test_signs_of_a_genre(text: str, genre: str) -> None:
    assert about(text).genre == genre
