"""How other officials, provinces and years write: sentences of our own against the grammar.

Each row is a claim of the grammar that was once refuted; names and figures are invented.
"""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.bodies import scope_on
from extractors.facts import Context
from extractors.places import find_agencies
from extractors.text import fold

REFERENCES = [
    # năm, ngày, tháng của văn bản bị ngắt giữa các chữ số
    (
        "Kế hoạch số 15/KH-UBND ngày 12 tháng 3 năm 20 19 của UBND tỉnh Sóc Trăng",
        [("15/KH-UBND", "2019-03-12", "UBND tỉnh Sóc Trăng")],
    ),
    (
        "Nghị định số 61/2018/NĐ-CP ngày 2 3/4/201\n8 của Chính phủ",
        [("61/2018/NĐ-CP", "2018-04-23", "Chính phủ")],
    ),
    (
        "Công văn số 77/SNV-CCHC ngày 25/1 0/2017 của Sở Nội vụ",
        [("77/SNV-CCHC", "2017-10-25", "Sở Nội vụ")],
    ),
    # khóa Quốc hội bị ngắt: không được đọc thành QH1
    ("Luật số 77/2015/QH1 3 ngày 19/6/2015", [("77/2015/QH13", "2015-06-19", None)]),
    ("Nghị quyết số 12/2018/UBTVQH1\n4", [("12/2018/UBTVQH14", None, None)]),
    # dấu gọi chú thích, dấu ngoặc kép đứng sau số
    (
        "Nghị định số 45/2020/NĐ-CP[1] ngày 8/4/2020 của Chính phủ",
        [("45/2020/NĐ-CP", "2020-04-08", "Chính phủ")],
    ),
    (
        "Quyết định số “19/QĐ-UBND” ngày 3/2/2021 của UBND huyện Lắk",
        [("19/QĐ-UBND", "2021-02-03", "UBND huyện Lắk")],
    ),
    # công điện ghi giờ trước ngày
    (
        "Công điện số 1063/CĐ-TTg lúc 10 giờ 30 phút ngày 31/7/2021 của Thủ tướng Chính phủ",
        [("1063/CĐ-TTg", "2021-07-31", "Thủ tướng Chính phủ")],
    ),
    # phường, quận gọi bằng số
    (
        "Quyết định số 5/QĐ-UBND ngày 3/4/2019 của UBND Quận 3 về việc công khai",
        [("5/QĐ-UBND", "2019-04-03", "UBND Quận 3")],
    ),
    (
        "Kế hoạch số 9/KH-UBND ngày 3/4/2019 của UBND phường 12, quận Tân Bình",
        [("9/KH-UBND", "2019-04-03", "UBND phường 12")],
    ),
    # đảng ủy khối: tên có chữ "và"
    (
        "Quyết định số 20-QĐ/ĐU của Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh về CCHC",
        [("20-QĐ/ĐU", None, "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh")],
    ),
    # "hôm" và "xây dựng" như "ngày" và "ban hành"
    (
        "Hôm 5/8/2022, Sở Tư pháp tỉnh Hậu Giang xây dựng Kế hoạch số 30/KH-STP",
        [("30/KH-STP", "2022-08-05", "Sở Tư pháp tỉnh Hậu Giang")],
    ),
    # dấu hai chấm giữa "ban hành" và văn bản
    (
        "Sở đã tham mưu UBND tỉnh ban hành: Chỉ thị số 04/CT-UBND (ngày 02/3/2022)",
        [("04/CT-UBND", "2022-03-02", "UBND tỉnh")],
    ),
    # hai số trần, mỗi số một ngày
    (
        "theo Quyết định số 12 ngày 3/4/2019 và số 15 ngày 5/4/2019 của UBND xã",
        [("12", "2019-04-03", "UBND xã"), ("15", "2019-04-05", "UBND xã")],
    ),
    # biểu, mẫu có số không phải văn bản
    ("Biểu số 03/BNV-CCHC; mẫu số 05/BNV-CCHC; Biểu mẫu số 12/UBND-VX", []),
]


@pytest.mark.parametrize(("text", "expected"), REFERENCES)
def test_references(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    found = extract(text).references
    assert [(r.code, r.date, r.issuer) for r in found] == expected


OWN = [
    # hai cột của một bảng: địa danh của cơ quan nằm ở hàng sau
    (
        (
            "| ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
            "| TỈNH AN GIANG | Độc lập - Tự do - Hạnh phúc |\n|---|---|\n"
            "| Số: 30/QĐ-UBND | An Giang, ngày 9 tháng 1 năm 2018 |"
        ),
        ("30/QĐ-UBND", "2018-01-09", "ỦY BAN NHÂN DÂN TỈNH AN GIANG"),
    ),
    # huyện ủy kèm địa danh, cột bên phải cùng dòng
    (
        (
            "ĐẢNG BỘ TỈNH NGHỆ AN  ĐẢNG CỘNG SẢN VIỆT NAM\nHUYỆN ỦY YÊN THÀNH  Yên Thành, ngày 12 "
            "tháng 3 năm 2015\n*\nSố 21-CTr/HU\nCHƯƠNG TRÌNH HÀNH ĐỘNG"
        ),
        ("21-CTr/HU", "2015-03-12", "HUYỆN ỦY YÊN THÀNH"),
    ),
    # ngày viết bằng số sau địa danh
    (
        (
            "LIÊN ĐOÀN LAO ĐỘNG TỈNH LONG AN\nSố: 14/KH-LĐLĐ\nLong An, ngày 4/3/2015\n"
            "Căn cứ Kế hoạch số 2/KH-TLĐ, ngày 5/1/2015"
        ),
        ("14/KH-LĐLĐ", "2015-03-04", "LIÊN ĐOÀN LAO ĐỘNG TỈNH LONG AN"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), OWN)
def test_own_number(text: str, expected: tuple[str, str, str]) -> None:
    (own,) = [r for r in extract(text).references if r.own]
    assert (own.code, own.date, own.issuer) == expected


def test_a_name_with_a_zero_stands_for_the_number_without() -> None:
    # "gọi tắt là Quyết định 01" chỉ Quyết định số 1/2020/QĐ-UBND
    text = (
        "Quyết định số 1/2020/QĐ-UBND ngày 2/1/2020 (sau đây gọi tắt là Quyết định 01). "
        "Các xã làm theo Quyết định 01."
    )
    first, *others = extract(text).references
    assert [r.antecedent for r in others] == [first.start, first.start]


def test_what_a_bracket_says_ends_with_it() -> None:
    # văn bản sau dấu ngoặc không phải văn bản sửa đổi
    text = (
        "Quyết định số 33/2018/QĐ-UBND (sửa đổi, bổ sung tại Quyết định số 5/2020/QĐ-UBND ngày "
        "10/2/2020); Thông báo số 8/TB-VPUBND"
    )
    assert [r.relation for r in extract(text).references] == ["mentions", "amends", "mentions"]


def test_what_ends_another_is_not_ended() -> None:
    # X hết hiệu lực kể từ ngày Y có hiệu lực: Y không bị bãi bỏ
    text = (
        "Quyết định số 7/2018/QĐ-UBND hết hiệu lực kể từ ngày Quyết định số 9/2020/QĐ-UBND có "
        "hiệu lực."
    )
    assert [r.relation for r in extract(text).references] == ["repeals", "mentions"]


@pytest.mark.parametrize(
    "sitting", ["kỳ họp thứ 11", "khóa XVII, kỳ họp thứ mười một", "tại kỳ họp chuyên đề"]
)
def test_the_subject_stands_behind_the_sitting(sitting: str) -> None:
    # nghị quyết của HĐND nêu khóa và kỳ họp trước trích yếu
    text = f"Nghị quyết số 10/NQ-HĐND ngày 12/12/2022 của HĐND tỉnh {sitting} về đầu tư công"
    (found,) = extract(text).references
    assert (found.issuer, found.subject) == ("HĐND tỉnh", "đầu tư công")


def test_a_subject_ends_before_a_result() -> None:
    # ", huyện đạt 83,45%" không thuộc trích yếu
    text = "Quyết định số 320/QĐ-UBND công bố Chỉ số CCHC năm 2022, huyện đạt 83,45%, xếp thứ 6/8"
    (found,) = extract(text).references
    assert found.subject == "công bố Chỉ số CCHC năm 2022"


def test_a_link_keeps_the_type_word() -> None:
    # chữ chỉ loại đứng ngoài liên kết
    (law,) = extract("Luật số [77/2015/QH13](https://vanban.vn/a) ngày 19/6/2015").references
    assert (law.code, law.type, law.date) == ("77/2015/QH13", "LUẬT", "2015-06-19")


DATES = [
    # chữ số của năm bị ngắt
    ("Kết quả năm 20 21 của xã", ["2021-01-01..2021-12-31"]),
    ("tháng 5/20 21", ["2021-05-01..2021-05-31"]),
    # số quý đầu năm, cuối năm
    ("2 quý đầu năm 2020", ["2020-01-01..2020-06-30"]),
    ("03 quý năm 2019", ["2019-01-01..2019-09-30"]),
    ("ba quý cuối năm 2021", ["2021-04-01..2021-12-31"]),
    ("quý cuối năm 2020", ["2020-10-01..2020-12-31"]),
    # phường, quận gọi bằng số đứng trước ngày
    ("Phường 5, ngày 10 tháng 02 năm 2014", ["2014-02-10..2014-02-10"]),
    ("Quận 3, ngày 5/6/2019", ["2019-06-05..2019-06-05"]),
    # tháng viết tắt có gạch, "trong" trước tháng trần
    ("T12-2021; xong trong 12/2023", ["2021-12-01..2021-12-31", "2023-12-01..2023-12-31"]),
    # tháng viết bằng chữ có ngày đứng trước
    ("ngày 12 tháng Ba năm 2020", ["2020-03-12..2020-03-12"]),
    # "năm" mất dấu
    ("ngày 15 tháng 5 nam 2019", ["2019-05-15..2019-05-15"]),
    ("tháng 6 nam 2020", ["2020-06-01..2020-06-30"]),
    # không phải ngày: tỷ lệ kèm phần trăm, tăng từ ... lên ..., ngày lặp hằng năm, tên đường
    ("giải quyết đúng hạn 12/12 (100%)", []),
    ("tăng từ 10/12 lên 11/12", []),
    ("định kỳ ngày 25/3, 25/6 hằng năm", []),
    ("trụ sở ở đường 3 tháng 2; Cách mạng tháng 8", []),
    # vẫn là ngày
    ("hạn 12/12 phải nộp", ["2024-12-12..2024-12-12"]),
    ("từ 12/5 đến 14/6/2020", ["2020-05-12..2020-06-14"]),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(text: str, expected: list[str]) -> None:
    found = extract(text, Context(published="2024-06-30")).dates
    assert [f"{d.first}..{d.last}" for d in found] == expected


def test_torn_figures_that_are_no_year() -> None:
    # số đếm đứng cạnh nhau không thành năm
    assert extract("có 20 19 hồ sơ; đạt 15/20 19 xã").dates == ()


RESULTS = [
    # "2021 tỉnh" không phải "21 tỉnh"; động từ không thuộc tên
    (
        "Chỉ số SIPAS năm 2021 tỉnh Lào Cai đạt 86,45%, xếp hạng 25/63",
        [("tỉnh Lào Cai", "2021", 86.45, 25)],
    ),
    (
        (
            "UBND tỉnh công bố Chỉ số CCHC năm 2020 của các sở: Sở Y tế đạt 90,12%, xếp thứ 5/18; "
            "Sở Giao thông vận tải đạt 89,5%, xếp thứ 6/18."
        ),
        [("Sở Y tế", "2020", 90.12, 5), ("Sở Giao thông vận tải", "2020", 89.5, 6)],
    ),
    # "cùng", "chỉ" trước động từ: bộ sau có kết quả của mình
    (
        (
            "Chỉ số CCHC năm 2019: Bộ Tư pháp và Ngân hàng Nhà nước cùng đạt trên 90%, trong khi "
            "Bộ Y tế chỉ đạt 83,1%."
        ),
        [
            ("Bộ Tư pháp", "2019", 90.0, None),
            ("Ngân hàng Nhà nước", "2019", 90.0, None),
            ("Bộ Y tế", "2019", 83.1, None),
        ],
    ),
    # khối sở trong ngoặc phẩy không nuốt mất chữ đầu của tên sau dấu chấm phẩy
    (
        "Theo Chỉ số CCHC năm 2023, đối với cấp Sở, ban, ngành; Sở Công Thương đạt 81.47 điểm.",
        [("Sở Công Thương", "2023", 81.47, None)],
    ),
    # "sở" viết thường trước tên riêng
    (
        "Chỉ số CCHC năm 2023 của 17 sở, ngành, trong đó sở Nội vụ đạt 90,15 điểm.",
        [("sở Nội vụ", "2023", 90.15, None)],
    ),
    # danh sách số thập phân không đơn vị sau tên
    (
        "PCI 2021: Hải Dương 67,65 (hạng 13), Hưng Yên 63,76 (hạng 39).",
        [("Hải Dương", "2021", 67.65, 13), ("Hưng Yên", "2021", 63.76, 39)],
    ),
    (
        "Chỉ số DTI cấp xã năm 2022: xã Đông Anh 0,81; xã Phù Đổng 0,79.",
        [("xã Đông Anh", "2022", 0.81, None), ("xã Phù Đổng", "2022", 0.79, None)],
    ),
    (
        (
            "Xếp hạng chuyển đổi số của các bộ năm 2022: Bộ Tài chính dẫn đầu (0,7113), tiếp đến "
            "Bộ Công Thương 0,6423."
        ),
        [("Bộ Tài chính", "2022", 0.7113, 1), ("Bộ Công Thương", "2022", 0.6423, 2)],
    ),
    # hạng sau gạch ngang
    (
        "Chỉ số CCHC năm 2022: Sở GD&ĐT 88,16 điểm - hạng 7; Sở VH-TT&DL 87,0 điểm - hạng 9.",
        [("Sở GD&ĐT", "2022", 88.16, 7), ("Sở VH-TT&DL", "2022", 87.0, 9)],
    ),
    # mất ngôi quán quân không phải là quán quân
    (
        "Với 91,14 điểm, Quảng Ninh mất ngôi quán quân PAR INDEX 2021.",
        [("Quảng Ninh", "2021", 91.14, None)],
    ),
    # hơn kém đơn vị đứng đầu không phải là đứng đầu
    (
        "Chỉ số CCHC năm 2022 của Yên Bái là 85,7 điểm, thấp hơn tỉnh đứng đầu 4,4 điểm.",
        [("Yên Bái", "2022", 85.7, None)],
    ),
    # hạng của chỉ số thứ hai trong câu
    (
        "Năm 2021, Cà Mau xếp thứ 43/63 về PAR INDEX (87,03%), thứ 20/63 về SIPAS (84,7%).",
        [("Cà Mau", "2021", 87.03, 43), ("Cà Mau", "2021", 84.7, 20)],
    ),
    # chi cục đóng ở nơi nào; thành phố viết tắt sau "là"
    (
        "Năm 2020, Chi cục Thuế khu vực Long Thành - Nhơn Trạch đạt 97,2 điểm về Chỉ số CCHC.",
        [("Chi cục Thuế khu vực Long Thành - Nhơn Trạch", "2020", 97.2, None)],
    ),
    (
        "Đứng đầu bảng xếp hạng Chỉ số CCHC năm 2020 là TP. Cần Thơ (86,1 điểm).",
        [("TP. Cần Thơ", "2020", 86.1, 1)],
    ),
    # sở được đánh giá, không phải sở đánh giá
    (
        "Chỉ số CCHC năm 2020 đối với Sở Nội vụ được đánh giá 88,5%.",
        [("Sở Nội vụ", "2020", 88.5, None)],
    ),
    # hai chỉ số công bố một lượt: các kết quả kế tiếp là của chỉ số nêu trước
    (
        (
            "Ban Chỉ đạo công bố PAR INDEX và SIPAS năm 2021.\nHải Phòng dẫn đầu với 91,80%, Quảng "
            "Ninh đứng thứ 2 với 91,04%."
        ),
        [("Hải Phòng", "2021", 91.8, 1), ("Quảng Ninh", "2021", 91.04, 2)],
    ),
    # "huyện, thị, thành phố có": một trong các loại đơn vị, không phải chủ thể
    (
        (
            "Ban Chỉ đạo CCHC tỉnh Điện Biên họp. Tỷ lệ hồ sơ đúng hạn đạt 98,9%; 12/12 huyện, "
            "thị, thành phố có bộ phận một cửa."
        ),
        [("Ban Chỉ đạo CCHC tỉnh Điện Biên", None, 98.9, None)],
    ),
    # các năm đứng sau "lần lượt"
    (
        "Huyện Châu Thành A lần lượt xếp thứ 3/8, 2/8 và 1/8 trong các năm 2018, 2019, 2020.",
        [
            ("Huyện Châu Thành A", "2018", None, 3),
            ("Huyện Châu Thành A", "2019", None, 2),
            ("Huyện Châu Thành A", "2020", None, 1),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RESULTS)
def test_results(
    text: str, expected: list[tuple[str, str | None, float | None, int | None]]
) -> None:
    found = extract(text, Context(published="2022-06-15")).scores
    assert [(s.subject, s.period, s.value, s.rank) for s in found] == expected


CHANGES = [
    # mức tăng nêu trong ngoặc trái với hai giá trị: giữ mức nêu và đánh dấu
    (
        "Chỉ số CCHC của tỉnh tăng từ 80,1% năm 2019 lên 85,6% năm 2020 (tăng 4,5%).",
        [("2020", 85.6, 4.5, True), ("2019", 80.1, None, False)],
    ),
    # mức tăng nêu sau năm trước thuộc về năm sau
    (
        "Chỉ số CCHC của tỉnh năm 2021 đạt 80,16%, năm 2020 là 78,32%, tăng 1,82%.",
        [("2021", 80.16, 1.82, True), ("2020", 78.32, None, False)],
    ),
    # mức tăng của chỉ số nêu sau không thuộc chỉ số nêu trước
    (
        "Chỉ số CCHC của tỉnh năm 2021 đạt 90%, PCI tăng 5 bậc.",
        [("2021", 90.0, None, False), ("2021", None, None, False)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_changes(text: str, expected: list[tuple[str, float | None, float | None, bool]]) -> None:
    found = extract(text, Context(published="2022-06-15")).scores
    assert [(s.period, s.value, s.change, s.inconsistent) for s in found] == expected


def test_the_first_of_two_indices_is_told_next() -> None:
    # "công bố PAR INDEX và SIPAS": câu sau nói về PAR INDEX
    text = "Ban Chỉ đạo công bố PAR INDEX và SIPAS năm 2021.\nHải Phòng dẫn đầu với 91,80%."
    assert [s.indicator for s in extract(text).scores] == ["PAR_INDEX"]


PUBLISHERS = [
    # ai công bố bảng xếp hạng của các sở; mức "công bố" đi hết danh sách
    (
        (
            "UBND tỉnh công bố Chỉ số CCHC năm 2020 của các sở: Sở Y tế đạt 90,12%; Sở Xây dựng "
            "đạt 89,5%."
        ),
        [("department", "UBND tỉnh", "published")] * 2,
    ),
    # "UBND" trong ký hiệu không phải nơi công bố
    (
        (
            "Theo Quyết định 320/QĐ-UBND của UBND tỉnh Vĩnh Long công bố Chỉ số CCHC năm 2021, "
            "huyện Long Hồ đạt 83,45%."
        ),
        [("district", "UBND tỉnh Vĩnh Long", "published")],
    ),
    # chi nhánh ngành dọc do tổng cục xếp hạng
    (
        "Cục Hải quan Đồng Nai xếp thứ 2/35 về Chỉ số CCHC năm 2018 do Tổng cục Hải quan công bố.",
        [("branch", "Tổng cục Hải quan", None)],
    ),
    # mọi năm của một chuỗi cùng một nơi công bố
    (
        "Các năm 2019, 2020, chỉ số PAPI của Bạc Liêu lần lượt đạt 43,1 và 42,7 điểm.",
        [("province", "UNDP", None)] * 2,
    ),
]


@pytest.mark.parametrize(("text", "expected"), PUBLISHERS)
def test_which_ranking(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = extract(text, Context(published="2022-06-15")).scores
    assert [(s.scope, s.ranked_by, s.stage) for s in found] == expected


def test_every_group_of_a_mean_has_a_mean() -> None:
    # "bình quân" nói một lần cho cả các khối
    text = "Chỉ số CCHC năm 2020 khối sở đạt bình quân 86,2%, khối huyện 81,4%, khối xã 79,9%."
    assert [s.statistic for s in extract(text).scores] == ["mean", "mean", "mean"]


GRADES = [
    # xếp loại đứng một mình, không điểm không hạng
    ("Huyện Tri Tôn xếp loại Khá về công tác CCHC năm 2021.", [("Huyện Tri Tôn", "Khá")]),
    # xếp loại đứng trước điểm trong ngoặc thuộc đơn vị của nó
    (
        (
            "Kết quả Chỉ số CCHC năm 2020: Sở Y tế xếp loại Tốt (85,2 điểm), Sở Công Thương "
            "xếp loại Khá (76,4 điểm)."
        ),
        [("Sở Y tế", "Tốt"), ("Sở Công Thương", "Khá")],
    ),
    # xếp loại ngay sau điểm, câu không nhắc chỉ số
    ("Sở Y tế đạt 95,5 điểm, xếp loại Xuất sắc.", [("Sở Y tế", "Xuất sắc")]),
    # xếp loại cán bộ, chi bộ không phải kết quả cải cách
    ("Chi bộ xếp loại tốt, cán bộ xếp loại khá.", []),
]


@pytest.mark.parametrize(("text", "expected"), GRADES)
def test_grades(text: str, expected: list[tuple[str, str]]) -> None:
    found = extract(text, Context(published="2022-06-15")).scores
    assert [(s.subject, s.grade) for s in found] == expected


TABLES = [
    # các cột cách nhau nhiều dấu cách, cột hạng đứng đầu, ngắt trang lặp tiêu đề
    (
        (
            "Xếp hạng Chỉ số PCI năm 2020\n"
            "Hạng  Tỉnh/thành phố  Điểm PCI  Nhóm\n1  Quảng Ninh  75,09  Rất tốt\n"
            "2  Đồng Tháp  72,81  Rất tốt\n\n12\n\n"
            "Hạng  Tỉnh/thành phố  Điểm PCI  Nhóm\n3  Long An  70,37  Tốt\n"
        ),
        [
            ("Quảng Ninh", "2020", 75.09, 1, "Rất tốt", "VCCI"),
            ("Đồng Tháp", "2020", 72.81, 2, "Rất tốt", "VCCI"),
            ("Long An", "2020", 70.37, 3, "Tốt", "VCCI"),
        ],
    ),
    # hai cột năm cách nhau nhiều dấu cách: hạng của năm mới
    (
        (
            "BẢNG XẾP HẠNG SIPAS\n\n"
            "Xếp hạng   Tỉnh           SIPAS 2022 (%)   SIPAS 2021 (%)\n"
            "1          Quảng Ninh     87,59            95,01\n"
            "2          Thái Nguyên    86,10            92,30\n"
        ),
        [
            ("Quảng Ninh", "2022", 87.59, 1, None, "Bộ Nội vụ"),
            ("Quảng Ninh", "2021", 95.01, None, None, "Bộ Nội vụ"),
            ("Thái Nguyên", "2022", 86.1, 2, None, "Bộ Nội vụ"),
            ("Thái Nguyên", "2021", 92.3, None, None, "Bộ Nội vụ"),
        ],
    ),
    # ô gộp của tiêu đề hai hàng, ô trống bên dưới còn dấu tab
    (
        (
            "Kết quả Chỉ số CCHC của UBND cấp huyện:\n"
            "TT\tĐơn vị\tNăm 2019\tNăm 2020\tSo sánh\n\t\tĐiểm\tHạng\tĐiểm\tHạng\t\n"
            "1\tHuyện Đức Cơ\t80,1\t3\t85,5\t1\t+5,4\n2\tTP. Pleiku\t82,0\t1\t84,0\t2\t+2,0\n"
        ),
        [
            ("Huyện Đức Cơ", "2019", 80.1, 3, None, None),
            ("Huyện Đức Cơ", "2020", 85.5, 1, None, None),
            ("TP. Pleiku", "2019", 82.0, 1, None, None),
            ("TP. Pleiku", "2020", 84.0, 2, None, None),
        ],
    ),
    # Markdown không có vạch ở hai đầu hàng
    (
        (
            "Chỉ số CCHC\nĐơn vị | Năm 2022 | Năm 2023\n--- | --- | ---\n"
            "Sở Nội vụ | 85,2 | 88,4\nSở Tài chính | 90,1 | 89,0\n"
        ),
        [
            ("Sở Nội vụ", "2022", 85.2, None, None, None),
            ("Sở Nội vụ", "2023", 88.4, None, None, None),
            ("Sở Tài chính", "2022", 90.1, None, None, None),
            ("Sở Tài chính", "2023", 89.0, None, None, None),
        ],
    ),
    # tên chỉ số đứng ở đầu cột tên đơn vị
    (
        "| Chỉ số CCHC các sở | Năm 2022 |\n|---|---|\n| Sở Nội vụ | 85,2 |\n| Sở Y tế | 90,1 |\n",
        [
            ("Sở Nội vụ", "2022", 85.2, None, None, None),
            ("Sở Y tế", "2022", 90.1, None, None, None),
        ],
    ),
    # bảng chỉ có xếp loại
    (
        (
            "Kết quả xếp loại CCHC năm 2022\n| STT | Cơ quan | Xếp loại |\n|---|---|---|\n"
            "| 1 | Sở Nội vụ | Xuất sắc |\n| 2 | Sở Tài chính | Tốt |\n"
        ),
        [
            ("Sở Nội vụ", "2022", None, None, "Xuất sắc", None),
            ("Sở Tài chính", "2022", None, None, "Tốt", None),
        ],
    ),
    # xếp loại cán bộ không phải kết quả của cơ quan
    ("| STT | Họ và tên | Xếp loại |\n|---|---|---|\n| 1 | Lê Văn A | Tốt |\n", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_tables(text: str, expected: list[tuple[object, ...]]) -> None:
    found = extract(text, Context(published="2024-03-10")).scores
    told = [(s.subject, s.period, s.value, s.rank, s.grade, s.ranked_by) for s in found]
    assert told == expected


def test_a_branch_among_the_departments_is_ranked_as_they_are() -> None:
    # Cục Thuế tỉnh trong khối sở, ban, ngành của DDCI
    text = (
        "KẾT QUẢ DDCI NĂM 2022\nA. Khối các sở, ban, ngành\nXếp hạng\tĐơn vị\tĐiểm DDCI\n"
        "1\tCục Thuế tỉnh\t88,2\n2\tSở Xây dựng\t87,9\n"
    )
    assert [s.scope for s in extract(text).scores] == ["department", "department"]


@pytest.mark.parametrize(
    ("name", "day", "scope"),
    [
        # thành phố thuộc tỉnh trước 1/7/2025
        ("thành phố Vĩnh Long", "2020-05-01", "district"),
        ("TP. Thái Nguyên", "2024-01-01", "district"),
        # thành phố trực thuộc trung ương, cả từ năm 2026
        ("thành phố Cần Thơ", "2020-05-01", "province"),
        ("thành phố Huế", "2019-05-01", "district"),
        ("thành phố Huế", "2025-05-01", "province"),
        ("thành phố Bắc Ninh", "2026-10-01", "province"),
    ],
)
def test_the_town_of_a_province(name: str, day: str, scope: str) -> None:
    assert scope_on(name, day) == scope


GENRES = [
    # công văn: có dòng "Kính gửi:"
    (
        (
            "Kính gửi: Các phòng, ban; UBND các xã.\nNhằm nâng cao Chỉ số CCHC năm 2022 của huyện, "
            "Chủ tịch UBND huyện yêu cầu các đơn vị khẩn trương khắc phục các tiêu chí mất điểm và "
            "báo cáo về Phòng Nội vụ để tổng hợp, theo dõi, đôn đốc."
        ),
        "document",
    ),
    # một đoạn giữa của quy chế
    (
        (
            "Khoản 3. Hội đồng thẩm định xem xét kết quả tự chấm của các đơn vị; trường hợp có ý "
            "kiến khác nhau thì biểu quyết theo đa số, Chủ tịch Hội đồng quyết định cuối cùng.\n"
            "Điều 9. Phương pháp chấm điểm\nĐiểm tự đánh giá do các cơ quan thực hiện."
        ),
        "document",
    ),
    # phụ lục của kế hoạch
    (
        (
            "PHỤ LỤC II\nDANH MỤC NHIỆM VỤ NĂM 2024\n(Ban hành kèm theo Kế hoạch số 12/KH-UBND)\n"
            "TT | Nhiệm vụ | Cơ quan chủ trì\n1 | Rà soát TTHC | Văn phòng UBND"
        ),
        "document",
    ),
    # báo cáo tóm tắt
    (
        (
            "BÁO CÁO TÓM TẮT\nTình hình phát triển KT-XH năm 2019\nNăm 2019, kinh tế tỉnh tăng "
            "trưởng khá, GRDP ước tăng 7,2%, thu ngân sách ước đạt 8.500 tỷ đồng."
        ),
        "report",
    ),
    # mục của báo cáo viết hoa
    (
        (
            "A. TÌNH HÌNH KINH TẾ THÁNG 5\nTrong tháng thời tiết mưa nhiều, bảo đảm nước tưới "
            "cho cây trồng vụ hè; các địa phương chăm sóc diện tích đã gieo, trừ sâu bệnh."
        ),
        "report",
    ),
    # tin về một cuộc họp mở đầu bằng ngày
    (
        (
            "Ngày 31/5/2024, UBND tỉnh tổ chức phiên họp bàn nhiệm vụ tháng 6.\n"
            "Tại phiên họp, lãnh đạo các sở nêu kết quả đạt được của ngành mình."
        ),
        "news",
    ),
    # kể về công văn, không có tệp, không có số liệu của trang văn bản
    (
        (
            "Chủ tịch UBND tỉnh vừa ký ban hành Công văn số 1308/UBND-NC về kỷ cương hành chính.\n"
            "Công văn yêu cầu các sở, ngành siết chặt giờ giấc làm việc và xử lý nghiêm vi phạm."
        ),
        "news",
    ),
    # tiêu đề là số văn bản, dưới có tệp
    ("Công văn 234/SNV-CCHC ngày 5/6/2023\nV/v đôn đốc\nTải về: cv234.pdf", "document_page"),
    # trang danh mục, trang trống, danh bạ, mô tả thủ tục
    (
        (
            "Văn bản\n1. Quyết định 12/QĐ-UBND ngày 1/2/2020\n2. Kế hoạch 13/KH-UBND\n"
            "3. Công văn 55/UBND-NC ngày 4/2/2020\n4. Thông báo 5/TB-UBND ngày 5/2/2020"
        ),
        "other",
    ),
    ("Trang chủ | Giới thiệu\nKhông tìm thấy trang\nTrang bạn cần không tồn tại.", "other"),
    ("Danh bạ điện thoại\n1 Lê Văn A Chủ tịch 0912345678", "other"),
    (
        "Thủ tục cấp giấy phép\nTrình tự thực hiện: nộp hồ sơ.\nThành phần hồ sơ: đơn đề nghị.",
        "other",
    ),
]


@pytest.mark.parametrize(("text", "genre"), GENRES)
def test_genres(text: str, genre: str) -> None:
    title = text.split("\n", 1)[0]
    assert extract(text, Context(published="2024-06-30", title=title)).genre == genre


@pytest.mark.parametrize("verb", ["đạt", "xếp thứ 2", "cùng", "đều", "chỉ", "ban hành", "được"])
@pytest.mark.parametrize("name", ["UBND Quận 3", "UBND phường 12", "Sở Y tế", "UBND xã Hòa An"])
def test_a_name_is_whole_and_has_no_verb(name: str, verb: str) -> None:
    # tên cơ quan dừng trước động từ, giữ số của phường, quận
    text = f"Năm qua, {name} {verb} kết quả tốt."
    (first, *_) = find_agencies(text, fold(text))
    assert text[first.start : first.end] == name


FURNITURE = [
    # đuôi "các tin đã đưa ngày"
    (
        "Sở họp bàn việc rà soát thủ tục của các phòng và giao việc cho từng người.\n"
        "Các tin đã đưa ngày:\nTriển khai kế hoạch (12/02/2024)\nCông bố DDCI (15/01/2024)"
    ),
    # phiếu thăm dò của trang
    (
        "Sở họp bàn việc rà soát thủ tục.\nThăm dò ý kiến\nBạn thấy thế nào?\nRất hài lòng 45%\n"
        "Hài lòng 30%\nKhông hài lòng 25%"
    ),
]


@pytest.mark.parametrize("text", FURNITURE)
def test_no_facts_come_from_furniture(text: str) -> None:
    found = extract(text, Context(published="2024-03-10"))
    assert (found.dates, found.scores) == ((), ())


AREAS = [
    # kinh tế - xã hội: thu hút đầu tư, thu ngân sách không phải là tác động của cải cách
    (
        (
            "Huyện thu ngân sách đạt 120 tỷ đồng; thu hút đầu tư 5 dự án; thu ngân sách tăng so "
            "với năm trước. Huyện tiếp tục thu hút đầu tư vào nông nghiệp."
        ),
        (),
    ),
    # bảng xếp hạng năng lực cạnh tranh thì có
    (
        (
            "VCCI vừa công bố chỉ số năng lực cạnh tranh cấp tỉnh. Tỉnh đạt 65,2 điểm PCI, xếp thứ "
            "20/63; PCI năm nay tăng 3 bậc nhờ chi phí gia nhập thị trường."
        ),
        ("impact",),
    ),
]


@pytest.mark.parametrize(("text", "areas"), AREAS)
def test_areas(text: str, areas: tuple[str, ...]) -> None:
    assert extract(text, Context(published="2024-03-10")).areas == areas


def test_an_act_is_about_what_it_mainly_treats() -> None:
    # văn bản về sắp xếp bộ máy không nhắc cải cách hành chính
    text = (
        "Kính gửi: UBND các tỉnh.\nBan Chỉ đạo đề nghị các tỉnh xong việc sắp xếp tổ chức bộ máy, "
        "sáp nhập các xã; tinh gọn đầu mối.\nViệc sắp xếp, kiện toàn đơn vị sự nghiệp xong trong "
        "tháng 6.\nCác tỉnh quy định chức năng, nhiệm vụ, cơ cấu tổ chức của phòng chuyên môn.\n"
        "Phân cấp, phân quyền cho xã; giải thể các ban quản lý./."
    )
    found = extract(text, Context(published="2025-06-01"))
    assert (found.genre, found.areas) == ("document", ("apparatus",))
