"""Phrases of time as officials and papers write them, seen from the day of publication."""

from __future__ import annotations

import pytest

from extractors import Context, extract


def spans(raw: str, published: str | None = "2024-04-02") -> list[str]:
    found = extract(raw, Context(published=published)).dates
    return [p.first or "" if p.first == p.last else f"{p.first}..{p.last}" for p in found]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # "đến nay" không có ngày viết ra: chỉ phần đầu là mốc
        ("Từ năm 2022 đến nay, huyện đã xử lý xong", ["2022-01-01..2022-12-31"]),
        ("kể từ ngày 15/3/2023 đến nay", ["2023-03-15"]),
        ("từ 01/01/2020 cho đến nay", ["2020-01-01"]),
        # năm mở đầu một khoảng không phải năm của ngày họp
        (
            "Ngày 20/3, Sở họp đánh giá kết quả từ năm 2016 đến nay.",
            ["2024-03-20", "2016-01-01..2016-12-31"],
        ),
        # "từ đầu năm đến" một ngày là một khoảng, năm nói ở đâu cũng được
        ("Từ đầu năm 2023 đến hết ngày 27-5 thu được 3 tỷ", ["2023-01-01..2023-05-27"]),
        ("từ đầu năm đến 31/3, huyện mời được 9 dự án", ["2024-01-01..2024-03-31"]),
        ("hơn bốn năm qua, từ 2019 đến nay", ["2019-01-01..2019-12-31"]),
        # gạch nối có một dấu cách; ngày âm lịch trong ngoặc giữa khoảng; năm chỉ nói ở đầu khoảng
        ("Chiều 28- 3, tỉnh công bố", ["2024-03-28"]),
        (
            "nghỉ từ ngày 24/1/2019 (26 tháng Chạp) đến hết ngày 6/2 (mùng 9 tháng Giêng)",
            ["2019-01-24..2019-02-06"],
        ),
        # hai ngày, mỗi ngày có tháng
        ("treo cờ ngày 3-5 và ngày 4-5-2019", ["2019-05-03", "2019-05-04"]),
        ("họp ngày 9.12 ở Huế; ngày 22.2 do ông An chủ trì", ["2023-12-09", "2024-02-22"]),
        (
            "chương trình 2021-2025, định hướng đến 2030;",
            ["2021-01-01..2025-12-31", "2030-01-01..2030-12-31"],
        ),
        # năm viết bằng chữ "năm" sau ngày, tháng; hạng rồi đến năm thì không
        ("từ ngày 5/12 đến 10/12 năm 2021", ["2021-12-05..2021-12-10"]),
        ("họp ngày 10-12 năm 2021", ["2021-12-10"]),
        ("xếp thứ 10/12 năm 2021", ["2021-01-01..2021-12-31"]),
        # tháng của trang lưu; tháng lặp lại hằng năm không phải mốc
        ("date 2023-07 Ngày 16/7, ông ký", ["2023-07-01..2023-07-31", "2023-07-16"]),
        ("mưa bão từ tháng 9 - 12 hằng năm", []),
        # đầu năm, cuối năm không phải một tháng: năm được nói là mốc
        ("áp dụng đầu năm 2026", ["2026-01-01..2026-12-31"]),
        ("so với cuối năm 2023", ["2023-01-01..2023-12-31"]),
        # dấu chấm, dấu nối trong khoảng ngày; ngày dính liền chữ
        ("tập huấn từ ngày 12 - 14.11 tại huyện", ["2023-11-12..2023-11-14"]),
        ("xem video17/11/2023 09:33", ["2023-11-17"]),
        ("dữ liệu30.07.2016", ["2016-07-30"]),
        # bộ đếm lượt xem của trang: mỗi dòng một chữ
        ("Hôm nay\n  Hôm qua\n  Tuần này\n  18\n  27", []),
        # tháng và năm nối bằng gạch, vế sau không có chữ "tháng"
        ("làm từ tháng 7-2020 đến 6-2022.", ["2020-07-01..2022-06-30"]),
        # "3 tháng mới đạt" là lũy kế, "sau 9 tháng đạt" là độ dài
        ("thu ngân sách 3 tháng mới đạt 21%", ["2024-01-01..2024-03-31"]),
        ("sau 9 tháng đạt kết quả tốt", []),
        ("so với cùng kỳ (3 tháng tăng 11,29%)", ["2024-01-01..2024-03-31"]),
        # buổi trong ngày đứng trước mỗi đầu của khoảng
        ("Từ chiều ngày 3 đến tối ngày 5-9-2022 mất điện", ["2022-09-03..2022-09-05"]),
        ("6 tháng cuối năm 2023", ["2023-07-01..2023-12-31"]),  # không phải tháng 12
        ("đến cuối năm 2025", ["2025-01-01..2025-12-31"]),
        ("trách nhiệm người đứng đầu năm 2022", ["2022-01-01..2022-12-31"]),
        # báo cáo: "Trong 9 tháng," tính từ đầu năm; thời hạn thì không
        ("Trong 9 tháng, toàn tỉnh tiếp nhận 12 hồ sơ", ["2024-01-01..2024-09-30"]),
        ("Sau 4 tháng, mô hình đã lan ra ba xã", []),  # một độ dài
        ("trong 3 tháng, kể từ khi nhận hồ sơ", []),
        ("bảo hành 24 tháng, bảo trì 12 tháng", []),
        # ngày nói theo lúc đăng
        ("Ông sinh ngày 12/8/1987. Ngày 20/2 vừa rồi ông ra xã", ["1987-08-12", "2024-02-20"]),
        ("hội nghị năm 2022; ngày 28/12 vừa qua", ["2022-01-01..2022-12-31", "2023-12-28"]),
        ("thứ Hai vừa rồi (01/4), Sở họp", ["2024-04-01"]),
        ("sáng thứ Sáu (29/3)", ["2024-03-29"]),
        (
            "Năm 2023 đạt 61%; sáu tháng đầu năm nay ước 64%",
            ["2023-01-01..2023-12-31", "2024-01-01..2024-06-30"],
        ),
        # hạn
        ("giao Sở chậm nhất đến 30-4 xóa xong", ["2024-04-30"]),
        ("muộn nhất là 15/5, phải gửi báo cáo", ["2024-05-15"]),
        ("hạn cuối là 20/5", ["2024-05-20"]),
        # tỷ phần
        ("riêng ba tuyến đường chiếm đến 2/3.", []),
        ("tăng khoảng tới 1/3 so với trước", []),
        # giờ đứng trước ngày
        (
            "từ 08 giờ 00 ngày 06/9/2022 đến trước 09 giờ 00 ngày 26/9/2022",
            ["2022-09-06..2022-09-26"],
        ),
        ("từ 7h30 ngày 10/4/2024 đến 11h ngày 12/4/2024", ["2024-04-10..2024-04-12"]),
        # dòng giờ đăng của báo điện tử
        ("Thứ 6, 12/03/2021 | 14:39:18", ["2021-03-12"]),
        ("Thứ 2, 01/04/2024", ["2024-04-01"]),
        # năm làm nhãn
        (
            "thất thường, 2014 là 76,49%, 2015 lên được 84,21%",
            ["2014-01-01..2014-12-31", "2015-01-01..2015-12-31"],
        ),
        (
            "STT\tĐơn vị\tĐiểm 2023\tHạng 2022\tXếp loại",
            ["2023-01-01..2023-12-31", "2022-01-01..2022-12-31"],
        ),
        # số của quận, đợt, kỳ đứng trước ngày
        ("Quận 7, ngày 15 tháng 4 năm 2019", ["2019-04-15"]),
        ("Phường 12, ngày 15/4/2019", ["2019-04-15"]),
        ("Đợt 2, ngày 10/6/2022 và Kỳ 3, ngày 12/7/2022", ["2022-06-10", "2022-07-12"]),
        # kỷ niệm: hai ngày chứ không phải một quãng nhiều năm
        (
            "Lễ kỷ niệm 60 năm Ngày thành lập xã (12/5/1964 - 12/5/2024)",
            ["1964-05-12", "2024-05-12"],
        ),
        ("thời hạn thuê (12/5/1994 - 12/5/2024)", ["1994-05-12..2024-05-12"]),
        # gõ thừa chữ "năm"
        ("kết quả 6 tháng đầu năm năm 2017", ["2017-01-01..2017-06-30"]),
    ],
)
def test_phrases(raw: str, expected: list[str]) -> None:
    assert spans(raw) == expected


def test_a_document_without_publication_is_told_from_its_own_day() -> None:
    head = "UBND XÃ HẢI LAM\nSố: 12/BC-UBND\nHải Lam, ngày 15 tháng 6 năm 2026\n\nBÁO CÁO\n"
    told = spans(head + "Năm 2025 đạt 60%; sáu tháng đầu năm nay ước đạt 64%.", None)
    assert told == ["2026-06-15", "2025-01-01..2025-12-31", "2026-01-01..2026-06-30"]


def test_the_day_of_a_document_has_the_year_that_was_read_for_it() -> None:
    raw = "Nghị quyết số 66/NQ-CP ngày 26/3/2021; sau đó Nghị quyết số 66 ngày 26/3 của Chính phủ"
    facts = extract(raw, Context(published="2024-04-02"))
    assert [(r.code, r.date) for r in facts.references] == [
        ("66/NQ-CP", "2021-03-26"), ("66", "2021-03-26")
    ]  # fmt: skip
    assert [p.first for p in facts.dates] == ["2021-03-26", "2021-03-26"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # kết luận về một quãng nhiều năm: sau khi quãng ấy kết thúc
        (
            "Ngày 20/3, đoàn công bố kết luận thanh tra (từ tháng 2/2015 - 8/2017).",
            ["2018-03-20", "2015-02-01..2017-08-31"],
        ),
        # chỉ số của năm nào thì năm sau mới công bố
        (
            "Tháng 5 vừa qua, VCCI công bố kết quả Chỉ số PCI năm 2022 của các tỉnh.",
            ["2023-05-01..2023-05-31", "2022-01-01..2022-12-31"],
        ),
    ],
)
def test_news_is_told_after_what_it_tells_of(raw: str, expected: list[str]) -> None:
    assert spans(raw, None) == expected
