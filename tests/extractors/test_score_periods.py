"""The year of a result where its own words leave it out: title, head, section, publication."""

from __future__ import annotations

import pytest

from extractors import atoms, dates, references, scores
from extractors.facts import Context
from extractors.score_labels import reported_in, year_told_in


def periods(text: str, **context: str) -> list[str | None]:
    scan = atoms.scan(text, Context(**context))
    cited = references.find(scan)
    return [s.period for s in scores.find(scan, cited, dates.find(scan, cited))]


PUBLISHED = [
    # chỉ số không nói năm: năm trước năm đăng
    ("Theo công bố PAR INDEX mới đây, tỉnh xếp thứ 5/63.", "2022-06-03", ["2021"]),
    # đăng tháng 12: chỉ số của chính năm đó
    ("Theo công bố DDCI, PCI của tỉnh xếp thứ 5/63.", "2022-12-20", ["2022"]),
    # tỷ lệ không nói lúc nào thì không đoán
    ("Tỷ lệ giải quyết đúng hạn đạt 98,5%.", "2022-06-03", [None]),
    # "từ đầu năm đến nay" ở câu trước, cùng đoạn
    ("Từ đầu năm đến nay nhận 726 hồ sơ. Tỷ lệ trả đúng hạn đạt 82,2%.", "2019-09-03", ["2019"]),
    # "năm ngoái"
    ("Năm ngoái tỷ lệ trả đúng hạn đạt 82,2%.", "2019-09-03", ["2018"]),
]


@pytest.mark.parametrize(("text", "published", "expected"), PUBLISHED)
def test_a_year_counted_from_publication(text, published, expected):
    assert periods(text, published=published) == expected


def test_an_earlier_year_of_another_paragraph_does_not_go_on():
    # đoạn sau nói tiếp năm của đầu bài, không phải năm đem so ở đoạn giữa
    text = (
        "Công bố Chỉ số CCHC năm 2015\n"
        "Kho bạc tỉnh đạt 89,4%, vượt Sở Y tế, nơi dẫn đầu Chỉ số CCHC năm 2014.\n"
        "Đối với huyện, dẫn đầu là huyện Chợ Mới với 93,3%.\n"
    )
    assert periods(text)[-1] == "2015"


def test_the_year_that_is_worked_for_is_not_the_head():
    # tiêu đề nói năm phấn đấu; kết quả là của năm trước
    text = (
        "Nâng cao chỉ số PCI năm 2025\n"
        "Chỉ số PCI năm 2024 của tỉnh đạt 66,2 điểm.\n"
        "Chỉ số tăng bậc nhiều năm. Tỉnh xếp thứ 12/63.\n"
    )
    assert periods(text) == ["2024", "2024"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # mốc chốt số liệu có giờ đứng trước ngày
        ("Tính đến 23h ngày 29-6-2023, xã An Phú đạt 94,5%.", ["29-6-2023"]),
        # mốc không nói năm thì thêm năm của bài
        ("Ngày 10/9/2025, sở họp. Đến ngày 8.9, tỷ lệ cập nhật mới đạt 52,3%.", ["8/9/2025"]),
        # "từ đầu năm đến" là kỳ
        (
            "Năm 2021, từ đầu năm đến ngày 30.8, tỷ lệ đúng hạn đạt 98,5%.",
            ["từ đầu năm đến ngày 30.8"],
        ),
        # khoảng năm viết gọn, dấu cách lệch thì bỏ
        ("Từ năm 2015 đến năm 2017, tỷ lệ giải quyết đơn đạt 100%.", ["2015 - 2017"]),
        ("Giai đoạn 2013- 2017, tỷ lệ giải quyết đơn đạt 100%.", ["2013-2017"]),
    ],
)
def test_how_a_period_is_written(text, expected):
    assert periods(text) == expected


def test_the_heading_of_a_section_tells_the_period_of_its_rates():
    # tỷ lệ dưới đề mục mang kỳ của đề mục
    text = "BÁO CÁO\nA. Đánh giá 6 tháng đầu năm 2026\nTỷ lệ hồ sơ đúng hạn đạt 98,3%.\n"
    assert periods(text, title="Báo cáo năm 2025") == ["6 tháng đầu năm 2026"]


def test_a_numbered_line_of_prose_is_no_heading():
    # dòng có số thứ tự nhưng năm đứng giữa câu
    text = "1. Về số hóa: năm 2025, xã nhận 3 máy, đặt ở\ntrụ sở.\nTỷ lệ ký số đạt 28,6%.\n"
    assert periods(text, title="Báo cáo 6 tháng đầu năm 2026") == ["6 tháng đầu năm 2026"]


TITLES = [
    # năm đem so sánh không phải là năm của bài
    ("PCI tăng 4 bậc so với năm 2020", None),
    ("PCI 2021 tăng 4 bậc so với năm 2020", "2021"),
    ("Kết quả 2019, nhiệm vụ 2020", "2019"),
]


@pytest.mark.parametrize(("title", "year"), TITLES)
def test_the_year_of_a_title(title, year):
    assert year_told_in(title) == year


REPORTED = [
    # đoạn mở đầu làm tiêu đề: năm sau cùng
    ("năm 2021 xếp thứ 3, còn năm 2022 đứng vị trí thứ 2.", "2022"),
    # năm của một ngày không phải là kỳ báo cáo
    ("ngày 10 tháng 5 năm 2022, trung tâm công bố báo cáo papi", None),
    # năm đem so sánh
    ("tỉnh có 6 chỉ số tăng điểm so với năm 2020", None),
]


@pytest.mark.parametrize(("folded", "period"), REPORTED)
def test_the_period_that_a_title_reports_on(folded, period):
    assert reported_in(folded) == period
