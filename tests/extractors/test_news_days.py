"""Days of news in texts whose day of publication nobody tells."""

from __future__ import annotations

import pytest

from extractors import Context, extract


def spans(raw: str, published: str | None = None) -> list[str]:
    found = extract(raw, Context(published=published)).dates
    return [p.first or "" if p.first == p.last else f"{p.first}..{p.last}" for p in found]


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        # chỉ số đo xong mới công bố: năm sau
        ("Sáng 19/4, Bộ Nội vụ công bố Chỉ số SIPAS năm 2022.", "2023-04-19"),
        ("Ngày 3/9, huyện công bố kết quả xếp hạng DDCI năm 2021.", "2022-09-03"),
        # tổng kết cuối năm: tháng 12 năm đó hoặc đầu năm sau
        ("Chiều 6/1, Sở họp tổng kết công tác năm 2016.", "2017-01-06"),
        ("Ngày 20/12, Sở họp tổng kết công tác năm 2016.", "2016-12-20"),
        # sơ kết nửa năm
        ("Ngày 8/7, xã sơ kết 6 tháng đầu năm 2022.", "2022-07-08"),
        # phương hướng năm sau được bàn từ mùa thu
        ("Ngày 21/10, tỉnh bàn phương hướng nhiệm vụ năm 2017.", "2016-10-21"),
        ("Ngày 9/3, huyện triển khai kế hoạch năm 2017.", "2017-03-09"),
        # kế hoạch nâng chỉ số không phải chỉ số đã đo
        ("Ngày 31/3, tỉnh ra kế hoạch nâng cao Chỉ số PAPI năm 2025.", "2025-03-31"),
        # sau văn bản được dẫn
        (
            "Ngày 18/5, Thanh tra công bố Kết luận số 31/KL-TTCP ngày 23/11/2016.",
            "2017-05-18",
        ),
        # dự án kéo dài qua nhiều năm được nghiệm thu khi xong
        ("Ngày 3/6, Sở nghiệm thu đề tài làm từ tháng 7/2020 đến tháng 6/2022.", "2022-06-03"),
        # đại hội mở nhiệm kỳ; nhiệm kỳ tự nó không phải năm của ngày nào
        ("Tối 17/10, Đại hội Đảng bộ huyện, nhiệm kỳ 2020 - 2025 bế mạc.", "2020-10-17"),
        # năm học
        ("Ngày 25/5, trường tổng kết năm học 2023-2024.", "2024-05-25"),
        # việc sắp làm không phải việc đã kể
        ("Ngày 21/9, mạng chạy thử để chính thức mở từ ngày 31/12/2017.", "2017-09-21"),
        # định hướng xa không phải năm của bài
        (
            "Lúa năm 2018 theo Đề án đến năm 2020, định hướng 2030.\n\n6 tháng đầu năm được mùa.",
            "2018-01-01..2018-06-30",
        ),
        # cùng ngày tháng đã nói kèm năm ở xa
        ("Sáng 24-6, hệ thống mở. Dùng từ ngày 24/6. Đến hết năm 2019 xong.", "2019-06-24"),
        (
            "Từ ngày 15/11/2025 đến 15/12/2025.\n\nHoạt động 1 (từ ngày 15/11 đến 15/12).",
            "2025-11-15..2025-12-15",
        ),
    ],
)
def test_a_day_lies_after_what_is_told(raw: str, day: str) -> None:
    assert day in spans(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "Chiều 12/3, HĐND xã khóa IV, nhiệm kỳ 2021 - 2026 khai mạc.",  # chỉ có nhiệm kỳ
        "Ngày 5/8, bắt đối tượng Trần Văn A (SN 1996, ngụ xã B).",  # năm sinh
        "Ngày 5/8, ông A, sinh năm 1970, tới dự.",
    ],
)
def test_terms_and_births_give_no_year(raw: str) -> None:
    assert not any(span.endswith(("-03-12", "-08-05")) for span in spans(raw))


def test_days_of_one_text_lie_together() -> None:
    raw = "Tối 17/10, Đại hội nhiệm kỳ 2020 - 2025 họp báo.\n\nNăm 2013, ông A về tỉnh."
    raw += "\n\nHôm 11/10, ông được bầu."
    assert "2020-10-11" in spans(raw)  # ngày kể lại gần ngày họp


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        # "sẽ" trong cùng vế: ngày sắp tới, dù còn xa
        ("nền tảng sẽ mở cửa sau ngày 30/8.", "2025-08-30"),
        ("Ngày 01/7 là mốc để cấp xã bắt đầu vận hành.", "2025-07-01"),
        # không có "sẽ": ngày đã qua
        ("ngày 30/8, Sở họp.", "2024-08-30"),
    ],
)
def test_what_will_be_lies_ahead(raw: str, day: str) -> None:
    assert spans(raw, "2025-04-01") == [day]
