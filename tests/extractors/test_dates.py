"""Dates and periods: section 9 of the domain page, and what only looks like a date."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import atoms, dates, references
from extractors.facts import Context, Period

SHARED = Path(__file__).parents[3] / "shared"


def read(raw: str, published: str | None = None, title: str | None = None) -> list[Period]:
    scan = atoms.scan(raw, Context(published=published, title=title))
    return list(dates.find(scan, references.find(scan)))


def spans(raw: str, published: str | None = None, title: str | None = None) -> list[str]:
    return [
        p.first if p.first == p.last else f"{p.first}..{p.last}"  # type: ignore[misc]
        for p in read(raw, published, title)
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # một ngày
        ("ngày 12/3/2024", ["2024-03-12"]),
        ("ngày 10/02/2023", ["2023-02-10"]),
        ("13.3.2023", ["2023-03-13"]),
        ("17-9-2001", ["2001-09-17"]),
        ("ngày 03 tháng 4 năm 2018", ["2018-04-03"]),
        ("ngày 9 tháng 6 2016", ["2016-06-09"]),  # thiếu chữ "năm"
        ("Kế hoạch ngày 19 tháng 12 2014 của tỉnh", ["2014-12-19"]),
        ("ngày 2 tháng 11 2018 phê duyệt đề án", ["2018-11-02"]),
        ("hoàn thành trong tháng 8.2022", ["2022-08-01..2022-08-31"]),  # báo in
        ("06 / 7 /2005", ["2005-07-06"]),
        ("Hà Nội, ngày 17\ntháng 11 năm 2025", ["2025-11-17"]),  # gãy dòng
        ("ngày 13/4//2018", ["2018-04-13"]),  # gạch chéo thừa
        ("ngày 28/02/2025của UBND", ["2025-02-28"]),
        ("8h30 ngày 12/10/2021", ["2021-10-12"]),
        ("ngày 29/02/2024; ngày 29/02/2023", ["2024-02-29"]),  # năm nhuận
        ("Mon, 10 Feb 2025 10:00", ["2025-02-10"]),
        ("date: 2025-02-04", ["2025-02-04"]),
        ("5/23/2018 8:50 AM", ["2018-05-23"]),  # giờ kiểu Mỹ
        ("21/05/2018 21:18", ["2018-05-21"]),
        ("5/9/2021 8:03 AM", ["2021-05-09"]),
        ("12/05/2016 04:00:00 PM", ["2016-05-12"]),  # có số 0 ở đầu: ngày đứng trước
        ("09/28/2021 02:35 PM", ["2021-09-28"]),  # không có tháng 28
        ("12/11/2021, 10:15:22 AM", ["2021-11-12"]),  # có giây: cổng trong nước
        ("12/11/2021 3:15:22 PM", ["2021-12-11"]),
        ("Kế hoạch số 08, ngày 12/01/2022", ["2022-01-12"]),  # 08 là số văn bản
        # nhiều ngày
        ("Từ ngày 11 - 12/10/2023", ["2023-10-11..2023-10-12"]),
        ("ngày 11-12/10/2023", ["2023-10-11..2023-10-12"]),
        ("các ngày 11, 12/10/2023", ["2023-10-11..2023-10-12"]),
        ("ngày 5 và 20/3/2024", ["2024-03-05", "2024-03-20"]),  # không liền nhau
        ("từ ngày 26 đến ngày 28/9/2023", ["2023-09-26..2023-09-28"]),
        ("từ 28/9 đến 02/10/2023", ["2023-09-28..2023-10-02"]),
        ("từ ngày 15/12/2024 đến ngày 14/01/2025", ["2024-12-15..2025-01-14"]),
        ("từ ngày 28/12 đến ngày 02/01/2024", ["2023-12-28..2024-01-02"]),  # qua năm
        ("từ ngày 28 tháng 9 đến ngày 02 tháng 10 năm 2023", ["2023-09-28..2023-10-02"]),
        ("ngày 12/3/2024, 15/3/2024 và 20/3/2024", ["2024-03-12", "2024-03-15", "2024-03-20"]),
        ("từ 7 giờ ngày 12/10/2021 đến 17 giờ ngày 15/10/2021", ["2021-10-12..2021-10-15"]),
        ("từ 18 giờ ngày 26/9 đến 22 giờ ngày 28/9/2025", ["2025-09-26..2025-09-28"]),
        (
            "từ thứ hai ngày 31 tháng 01 đến hết thứ hai ngày 07 tháng 02 năm 2011",
            ["2011-01-31..2011-02-07"],
        ),
        # báo viết gạch nối
        ("từ ngày 15-10 đến ngày 31-12-2021", ["2021-10-15..2021-12-31"]),
        ("Trong hai ngày 14 và 15-11-2024", ["2024-11-14..2024-11-15"]),
        ("ngày 5-5, 6-5 và 7-5-2024", ["2024-05-05..2024-05-07"]),
        ("date: 2022-04-29T08:00:00+07:00", ["2022-04-29"]),  # đầu tệp Markdown
        # hai đầu khác loại
        ("từ 01/01/2023 đến hết quý I năm 2024", ["2023-01-01..2024-03-31"]),
        ("từ ngày 01/01/2022 đến hết năm 2026", ["2022-01-01..2026-12-31"]),
        ("từ năm 2021 đến tháng 6/2024", ["2021-01-01..2024-06-30"]),
        ("từ quý I/2023 đến quý II/2024", ["2023-01-01..2024-06-30"]),
        # tháng
        ("tháng 9/2023; tháng 9 năm 2023; T9/2023", ["2023-09-01..2023-09-30"] * 3),
        ("từ tháng 4 đến tháng 9 năm 2024", ["2024-04-01..2024-09-30"]),
        ("từ tháng 11/2023 đến tháng 2/2024", ["2023-11-01..2024-02-29"]),
        ("tháng 10 năm 2022 đến tháng 9 năm 2023", ["2022-10-01..2023-09-30"]),  # không có "từ"
        ("các quý I, II, III năm 2023", ["2023-01-01..2023-09-30"]),
        ("ngày 30/4 & 01/5/2025", ["2025-04-30", "2025-05-01"]),
        ("20/05/2024 - 18:13 đến ngày 19/06/2024", ["2024-05-20", "2024-06-19"]),  # 13 là phút
        ("từ tháng 11 đến tháng 2/2024", ["2023-11-01..2024-02-29"]),
        ("tháng 4 - 9/2024", ["2024-04-01..2024-09-30"]),
        ("tháng 4, 5/2024", ["2024-04-01..2024-05-31"]),
        ("tháng 10, 11 và 12/2023", ["2023-10-01..2023-12-31"]),
        ("tháng 11/2023 và tháng 12/2023", ["2023-11-01..2023-11-30", "2023-12-01..2023-12-31"]),
        ("đầu tháng 9/2023", ["2023-09-01..2023-09-10"]),
        ("cuối tháng 2/2024", ["2024-02-21..2024-02-29"]),
        ("trung tuần tháng 10/2023", ["2023-10-11..2023-10-20"]),
        # quý, nửa năm, N tháng
        ("quý III/2024; quý 3 năm 2024", ["2024-07-01..2024-09-30"] * 2),
        ("Quí I, năm 2018", ["2018-01-01..2018-03-31"]),
        ("quý I và II năm 2024", ["2024-01-01..2024-06-30"]),
        ("quý I và quý II năm 2024", ["2024-01-01..2024-03-31", "2024-04-01..2024-06-30"]),
        ("Trong hai tháng 10 và 11 năm 2025", ["2025-10-01..2025-11-30"]),
        (
            "tháng Tư năm 2024; tháng mười hai năm 2023",
            ["2024-04-01..2024-04-30", "2023-12-01..2023-12-31"],
        ),
        ("quý cuối năm 2020", ["2020-10-01..2020-12-31"]),
        (
            "nửa đầu năm 2024; nửa cuối năm 2024",
            ["2024-01-01..2024-06-30", "2024-07-01..2024-12-31"],
        ),
        ("9 tháng năm 2020", ["2020-01-01..2020-09-30"]),
        ("sáu tháng đầu năm 2023", ["2023-01-01..2023-06-30"]),
        # năm và dài hơn
        ("trong năm 2023, cả năm 2022", ["2023-01-01..2023-12-31", "2022-01-01..2022-12-31"]),
        ("các năm 2021, 2022 và 2023", [f"{y}-01-01..{y}-12-31" for y in (2021, 2022, 2023)]),
        ("đến năm 2030", ["2030-01-01..2030-12-31"]),
        ("giai đoạn 2021 - 2025", ["2021-01-01..2025-12-31"]),
        ("giai đoạn 20112020", ["2011-01-01..2020-12-31"]),  # tệp PDF mất gạch nối
        ("giai đoạn năm 2016- 2020", ["2016-01-01..2020-12-31"]),
        (
            "thời kỳ 2021-2030, tầm nhìn đến năm 2050",
            ["2021-01-01..2030-12-31", "2050-01-01..2050-12-31"],
        ),
        ("từ năm 2021 đến năm 2025", ["2021-01-01..2025-12-31"]),
        ("trong 2 năm 2022-2023", ["2022-01-01..2023-12-31"]),
        ("nhiệm kỳ 2020 - 2025", ["2020-01-01..2025-12-31"]),
        ("năm học 2023-2024", ["2023-09-01..2024-05-31"]),
        (
            "2019 (2/19 đạt 84,95%); 2020 (3/19 đạt 77,14%)",
            ["2019-01-01..2019-12-31", "2020-01-01..2020-12-31"],
        ),
        (
            "Chuỗi hai năm: 2019 đạt 72,10 điểm; 2020 đạt 72,81 điểm",
            ["2019-01-01..2019-12-31", "2020-01-01..2020-12-31"],
        ),
        ("- 2017: hạng 9/14", ["2017-01-01..2017-12-31"]),
        ("giai đoạn 1 (2018)", ["2018-01-01..2018-12-31"]),
        ("Chỉ số CCHC 2023 của tỉnh", ["2023-01-01..2023-12-31"]),
        ("tính đến ngày 15/9/2023", ["2023-09-15"]),
        ("so với cùng kỳ năm 2022", ["2022-01-01..2022-12-31"]),
        (  # "so với cùng kỳ năm ..." là năm như đã viết
            "9 tháng đầu năm 2021 tăng 2% so với cùng kỳ năm 2020",
            ["2021-01-01..2021-09-30", "2020-01-01..2020-12-31"],
        ),
        ("Chỉ số SIPAS 2021 nhận định", ["2021-01-01..2021-12-31"]),  # năm của chỉ số
        ("(Vietnam ICT Index) 2017 do Bộ soạn", ["2017-01-01..2017-12-31"]),
        (  # năm của từng giá trị
            "giảm từ 41,71 (2021) xuống 41,56 (2022)",
            ["2021-01-01..2021-12-31", "2022-01-01..2022-12-31"],
        ),
        ("Quyết định 1649/QĐ-UBND 2019 sắp xếp xã", ["2019-01-01..2019-12-31"]),
        ("Có 2020 hồ sơ CCHC", []),
        # năm ở sau, khi đầu bài không nói năm
        (
            "Từ 17 đến 30/12, Sở kiểm tra.\nHạn gửi là ngày 21/12/2012.",
            ["2012-12-17..2012-12-30", "2012-12-21"],
        ),
        (
            "Kết quả tháng 10.\nChiều ngày 24/10, huyện họp.\nTháng 10/2017, huyện đã làm.",
            ["2017-10-01..2017-10-31", "2017-10-24", "2017-10-01..2017-10-31"],
        ),
        (  # cùng kỳ là cùng khoảng của năm kia
            "6 tháng đầu năm 2023 đạt 90%, cùng kỳ năm 2022 đạt 88%",
            ["2023-01-01..2023-06-30", "2022-01-01..2022-06-30"],
        ),
    ],
)
def test_points_and_periods(raw: str, expected: list[str]) -> None:
    assert spans(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "xếp thứ 3/19, 12/63, 58/79, 18/19",  # thứ hạng, tỷ lệ
        "02/09 đơn vị; ngày 06/09 huyện; đạt 5/8 chỉ số; 10/10 điểm",
        "trực 24/7",
        "đạt 96,17/100 điểm; 62/70",
        "16/CT-TTg; 02/2017/TT-VPCP; 82/2005-QĐ-UBND; 2018/STC-VP",  # số ký hiệu
        "ISO 9001:2015; TCVN 6909:2001; QCVN 01:2021/BYT",  # tiêu chuẩn
        "Bản tin số 01/2024",
        "tỷ lệ 1/500; 1/2000",
        "Đề án 06, Chỉ thị 16, Tổng đài 1022, 8h-17h, 0236.3650403",
        "chào mừng ngày 30/4, 01/5; kỷ niệm 2/9; ngày Nhà giáo Việt Nam 20/11",  # ngày lễ
        "năm thứ 5; lần thứ 4; khóa XV; Điều 10",
        "mùng 10 tháng 3 âm lịch",
        "dịp nghỉ Lễ Giỗ tổ Hùng Vương, ngày 30/4 - 1/5",
        "mỗi ngày 2.5 tấn rác; trung bình ngày 3.5, tăng; ngày 18.5 triệu lượt",  # số thập phân
        "hơn 2000 hồ sơ; 2015 hồ sơ; có 2020 phiếu",
        "80,16%; tăng 1,39%; 86.45%",
        "thời gian tới; những năm gần đây; 5 năm liên tục",
        "ngày 31/02/2020; ngày 32/1/2020; tháng 13/2020",
        "trước ngày 20 hằng tháng; trước ngày 25/11/ hằng năm; ngày 15/12 hằng năm",
        "bài thi từ 2,0/10 điểm; từ 5-10 người; từ 8-10 giờ",
        "tổng hợp@so.gov.vn; so.gov.vn/2024/12/09; 12-3-2024.pdf",
        "trong 6 tháng; 12 tháng qua",
        "https://a.vn/2024/12/09/tin-12-3-2024.html",
        "duy trì chuyên mục mỗi tháng 02 kỳ; hằng tháng 1 số báo",
        "mục 2.1. và 3.2.",
        "Windows 2010",
    ],
)
def test_what_only_looks_like_a_date(raw: str) -> None:
    assert spans(raw) == []


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
@pytest.mark.parametrize("word", ["quý", "Quý", "QUÝ", "quí"])
@pytest.mark.parametrize("tail", ["/2024", " năm 2024", ", năm 2024", " - 2024", "\nnăm 2024"])
def test_every_quarter(quarter: int, word: str, tail: str) -> None:
    first = f"2024-{3 * quarter - 2:02d}-01"
    last = ["2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"][quarter - 1]
    for figure in (str(quarter), f"0{quarter}", ["I", "II", "III", "IV"][quarter - 1]):
        assert spans(f"trong {word} {figure}{tail}.") == [f"{first}..{last}"]


@pytest.mark.parametrize("months", range(1, 13))
@pytest.mark.parametrize("figure", ["{}", "{:02d}"])
def test_every_number_of_months(months: int, figure: str) -> None:
    written = figure.format(months)
    ends = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    head = f"2023-01-01..2023-{months:02d}-{ends[months - 1]}"
    tail = f"2023-{13 - months:02d}-01..2023-12-31"
    assert spans(f"{written} tháng đầu năm 2023") == [head]
    assert spans(f"{written} tháng năm 2023") == [head]
    assert spans(f"{written} tháng cuối năm 2023") == [tail]
    assert spans(f"{written} tháng cuối năm", published="2023-07-01") == [tail]


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_in_every_way_of_writing(day: date) -> None:
    iso = day.isoformat()
    for raw in (
        f"ngày {day.day}/{day.month}/{day.year}",
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}-{day.month}-{day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"ngày {day.day:02d} tháng {day.month:02d}\nnăm {day.year},",
        f"(ngày {day.day} / {day.month} / {day.year})",
    ):
        assert spans(raw) == [iso]


@pytest.mark.parametrize(
    ("raw", "published", "title", "expected", "source"),
    [
        # cùng câu
        (
            "Ngày 20/10 đoàn họp, ngày 26/11/2019 đoàn kết luận",
            "2023-01-01",
            None,
            "2019-10-20",
            "sentence",
        ),
        # ngày đứng trước trong bài, không phải ngày của văn bản được dẫn
        (
            "Ngày 26/3/2019, đoàn họp. Trong ngày 27/3, đoàn đi tiếp.",
            None,
            None,
            "2019-03-27",
            "sentence",
        ),
        (
            "Theo Kế hoạch số 1/KH-UBND ngày 12/6/2020. Ngày 20/10, đoàn họp.",
            "2021-10-22",
            None,
            "2021-10-20",
            "published",
        ),
        # tiêu đề
        (
            "Từ tháng 4 đến tháng 9, Sở kiểm tra.",
            None,
            "KẾ HOẠCH NĂM 2024",
            "2024-04-01..2024-09-30",
            "title",
        ),
        # ngày đăng, lùi một năm nếu quá xa về sau
        ("Ngày 20/10, đoàn họp", "2021-10-22", None, "2021-10-20", "published"),
        # báo viết dấu chấm
        ("ngày 18.5, đoàn họp", "2021-05-20", None, "2021-05-18", "published"),
        ("Chiều 9.11, tại hội trường", "2021-11-10", None, "2021-11-09", "published"),
        (
            "từ ngày 18.5 đến ngày 21.5, trời mưa",
            "2021-05-20",
            None,
            "2021-05-18..2021-05-21",
            "published",
        ),
        ("hôm qua 14/11, đoàn họp", "2021-11-15", None, "2021-11-14", "published"),
        ("Ngày 20/12, đoàn họp", "2021-10-22", None, "2020-12-20", "published"),
        ("sáng 20/11", "2021-10-22", None, "2021-11-20", "published"),
        ("tăng so với thời điểm 01/7", "2021-10-22", None, "2021-07-01", "published"),
        ("hoàn thành trước ngày 20/12", "2021-10-22", None, "2021-12-20", "published"),  # hạn
        (
            "Ngày 15/10, đạt 87%, tăng so với năm 2018",
            "2021-10-22",
            None,
            "2021-10-15",
            "published",
        ),
        ("tháng 1", "2025-02-04", None, "2025-01-01..2025-01-31", "published"),
        ("(thứ Sáu, 20/10)", "2021-10-22", None, "2021-10-20", "published"),
        ("quý IV", "2021-10-22", None, "2021-10-01..2021-12-31", "published"),
        # năm đi kèm một tên gọi không cai quản ngày
        (
            "Sáng 19/4, Bộ Nội vụ công bố Chỉ số cải cách hành chính năm 2022",
            "2023-04-20",
            "Công bố Chỉ số cải cách hành chính năm 2022",
            "2023-04-19",
            "published",
        ),
        # mốc bắt đầu không cai quản tháng đứng sau
        (
            "Thời kỳ kiểm tra từ ngày 01/01/2023. Kiểm tra trực tiếp từ tháng 4 đến tháng 9.",
            "2024-03-15",
            "Kế hoạch kiểm tra năm 2024",
            "2024-04-01..2024-09-30",
            "title",
        ),
        # tiêu đề của mục
        (
            "Phần thứ hai: PHƯƠNG HƯỚNG NĂM 2021\n1. Đưa thêm 30 thủ tục trong quý III.",
            "2020-12-11",
            "Báo cáo năm 2020, phương hướng năm 2021",
            "2021-07-01..2021-09-30",
            "title",
        ),
        # việc sắp tới trong tin về kết quả năm trước
        (
            "Sở sẽ trình đề án trong quý II",
            "2023-04-12",
            "PCI 2022: nhiều tỉnh cải thiện",
            "2023-04-01..2023-06-30",
            "published",
        ),
        ("Sẽ họp trong quý II năm sau", "2025-12-19", None, "2026-04-01..2026-06-30", "published"),
        ("Ngày 07/10 Sở Nội vụ có thông báo", "2019-10-30", None, "2019-10-07", "published"),
        ("trình danh mục chậm nhất 10/2", "2026-01-15", None, "2026-02-10", "published"),
        ("báo cáo UBND tỉnh tới ngày 10/12", "2022-05-25", None, "2022-12-10", "published"),
        ("lắp nhà vệ sinh trước 10-11;", "2024-11-05", None, "2024-11-10", "published"),
        ("có hiệu lực kể từ ngày 01/7", "2024-05-20", None, "2024-07-01", "published"),
        # chỉ có năm của văn bản được dẫn
        (
            "Theo Kế hoạch số 1/KH-UBND ngày 12/6/2020. Ngày 20/10, đoàn họp.",
            None,
            None,
            "2020-10-20",
            "reference",
        ),
        ("Sáng nay, Sở họp", "2021-10-22", None, "2021-10-22", "published"),
        ("Hôm qua, Sở họp", "2021-11-01", None, "2021-10-31", "published"),
    ],
)
def test_the_year_comes_from_who_governs(
    raw: str, published: str | None, title: str | None, expected: str, source: str
) -> None:
    assert expected in spans(raw, published, title)
    found = [p for p in read(raw, published, title) if p.year_source != "explicit"]
    assert [p.year_source for p in found] == [source]


@pytest.mark.parametrize(
    "raw", ["Ngày 20/10, đoàn họp", "quý IV", "6 tháng đầu năm", "Sáng nay họp"]
)
def test_without_any_year_there_is_no_item(raw: str) -> None:
    assert spans(raw) == []


def test_from_now_on_begins_with_the_day_of_publication() -> None:
    assert spans("từ nay đến hết 30/6/2024", "2024-02-21") == ["2024-02-21..2024-06-30"]


def test_today_with_hour_and_date_is_told_once() -> None:
    raw = "Hôm nay, vào hồi 08 giờ 00 phút, ngày 23 tháng 10 năm 2025, tại UBND xã"
    assert spans(raw, "2025-11-14") == ["2025-10-23"]


@pytest.mark.parametrize(
    ("raw", "grain", "approximate"),
    [
        ("ngày 12/3/2024", "day", False),
        ("từ 28/9 đến 02/10/2023", "days", False),
        ("tháng 9/2023", "month", False),
        ("đầu tháng 9/2023", "month", True),
        ("từ tháng 4 đến tháng 9/2023", "months", False),
        ("quý I/2024", "quarter", False),
        ("6 tháng đầu năm 2024", "half", False),
        ("9 tháng đầu năm 2024", "months", False),
        ("năm 2024", "year", False),
        ("2018 - 2020", "years", False),
        ("giai đoạn 2021-2025", "stage", False),
        ("nhiệm kỳ 2020-2025", "term", False),
        ("năm học 2023-2024", "school_year", True),
    ],
)
def test_grain(raw: str, grain: str, approximate: bool) -> None:  # noqa: FBT001  (a table's column)
    found = read(raw)
    assert [(p.grain, p.approximate) for p in found] == [(grain, approximate)]


def test_dates_inside_references_are_dates() -> None:
    assert spans("Kế hoạch số 19/KH-SKHCN ngày 13/3/2023 về kiểm tra năm 2023") == [
        "2023-03-13",
        "2023-01-01..2023-12-31",
    ]


@pytest.mark.parametrize(("gold", "texts"), [("seeds", "seeds"), ("dev", "gold/texts")])
def test_annotated_texts(gold: str, texts: str) -> None:
    path = SHARED / "gold" / f"{gold}.jsonl"
    if not path.exists():
        assert not os.environ.get("VANBAN_REQUIRE_ALL"), path
        pytest.skip(f"{path} is not here")
    wrong: list[object] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        raw = (SHARED / texts / f"{row['id']}.txt").read_text(encoding="utf-8")
        scan = atoms.scan(raw, Context(row.get("published"), row.get("province"), row.get("title")))
        got = Counter((p.first, p.last) for p in dates.find(scan, references.find(scan)))
        must = Counter((g["from"], g["to"]) for g in row["dates"] if not g.get("optional"))
        may = Counter((g["from"], g["to"]) for g in row["dates"] if g.get("optional"))
        wrong += (
            [(row["id"], must - got, got - must - may)] if (must - got or got - must - may) else []
        )
    assert wrong == []
