"""The scan: sentences over wrapped lines, furniture, numbers, ranks; any input, linear time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import atoms, dates, references, text
from extractors.facts import Context
from tests.growth import growth

if TYPE_CHECKING:
    from collections.abc import Callable

NOWHERE = Context()


def sentences(raw: str) -> list[str]:
    scan = atoms.scan(raw, NOWHERE)
    return [" ".join(scan.text[s.start : s.end].split()) for s in scan.sentences]


def test_other_news_holds_no_facts_wherever_the_box_stands() -> None:
    box = "Văn bản mới\nKế hoạch số 9/KH-UBND (01/02/2024)\nHướng dẫn số 8/HD-SNV (03/02/2024)\n"
    body = "Ngày 12/3/2024, Sở Nội vụ ban hành Kế hoạch số 1/KH-SNV về kiểm tra công vụ.\n"
    imprint = "Tổng biên tập: A. Giấy phép số 300/GP-BTTTT ngày 28-7-2021\n"
    scan = atoms.scan(box + body * 4 + imprint, NOWHERE)
    found = references.find(scan)
    assert {r.code for r in found} == {"1/KH-SNV"}
    assert {p.first for p in dates.find(scan, found)} == {"2024-03-12"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # hai câu trong một dòng
        ("Sở đã họp. Văn phòng ghi biên bản.", ["Sở đã họp.", "Văn phòng ghi biên bản."]),
        # viết tắt có chấm không kết thúc câu
        ("Đoàn về TP. Cao Lãnh. Kết quả tốt.", ["Đoàn về TP. Cao Lãnh.", "Kết quả tốt."]),
        ("Ông Nguyễn V. An chủ trì.", ["Ông Nguyễn V. An chủ trì."]),
        # số đầu mục không phải câu
        ("1. Khẩn trương rà soát.", ["1. Khẩn trương rà soát."]),
        ("2.1. Rà soát thủ tục.", ["2.1. Rà soát thủ tục."]),
        # số thập phân, số hiệu không cắt câu
        ("Đạt 86.45% năm 2023. Tăng 1,2%.", ["Đạt 86.45% năm 2023.", "Tăng 1,2%."]),
        # dấu hết văn bản
        ("Thực hiện tốt./. Nơi nhận: như trên", ["Thực hiện tốt./.", "Nơi nhận: như trên"]),
        # chữ đầu câu có dấu, chữ thường có dấu không mở câu
        ("Họp xong. Ủy ban kết luận.", ["Họp xong.", "Ủy ban kết luận."]),
        ("Theo khoản 3. ở trên đã nêu", ["Theo khoản 3. ở trên đã nêu"]),
        # mất dấu cách sau dấu chấm
        (
            "Trường Sơn Ca.Trong ngày, đoàn đi tiếp.",
            ["Trường Sơn Ca.", "Trong ngày, đoàn đi tiếp."],
        ),
        # dòng PDF gãy giữa câu
        (
            "Sở Khoa học và Công nghệ đã triển khai đồng bộ các nhiệm\nvụ của kế hoạch năm 2023.",
            ["Sở Khoa học và Công nghệ đã triển khai đồng bộ các nhiệm vụ của kế hoạch năm 2023."],
        ),
        # gãy trước số hiệu
        (
            "Thực hiện Nghị quyết số\n214/NQ-CP của Chính phủ.",
            ["Thực hiện Nghị quyết số 214/NQ-CP của Chính phủ."],
        ),
        # gạch đầu dòng và căn cứ đứng riêng
        (
            "Các việc sau:\n- Rà soát thủ tục\n- Công khai kết quả",
            ["Các việc sau:", "- Rà soát thủ tục", "- Công khai kết quả"],
        ),
        ("Căn cứ Luật A;\nCăn cứ Luật B;", ["Căn cứ Luật A;", "Căn cứ Luật B;"]),
        # tiêu đề ngắn không nối với đoạn sau
        (
            "Kết quả\nSở đã hoàn thành toàn bộ các nhiệm vụ được giao trong năm.",
            ["Kết quả", "Sở đã hoàn thành toàn bộ các nhiệm vụ được giao trong năm."],
        ),
        # ô của bảng không nối nhau
        ("Sở Nội vụ\t90,1\nSở Tài chính\t88,2", ["Sở Nội vụ 90,1", "Sở Tài chính 88,2"]),
    ],
)
def test_sentences(raw: str, expected: list[str]) -> None:
    assert sentences(raw) == expected


def test_furniture_is_menus_counters_and_the_tail() -> None:
    raw = (
        "Trang chủ\nLượt xem: 54\n"
        + "Sở tổ chức kiểm tra theo kế hoạch đã ban hành từ đầu năm.\n" * 4
        + "Tin khác\nKiểm tra theo Kế hoạch số 12/KH-UBND (01/02/2024)\nĐang online: 3"
    )
    scan = atoms.scan(raw, NOWHERE)
    away = [scan.text[f.start : f.end] for f in scan.furniture]
    assert away[:2] == ["Trang chủ", "Lượt xem: 54"]
    assert away[2].startswith("Tin khác")
    assert references.find(scan) == ()
    assert dates.find(scan, ()) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Cập nhật ngày: 22/10/2021 06:21:08",  # dòng mang ngày đăng
        "Hôm nay, Sở tổ chức họp",
        "Tin khác với báo cáo, số liệu đã được rà soát",
        "Trang chủ động cập nhật thủ tục",
    ],
)
def test_what_is_no_furniture(line: str) -> None:
    assert atoms.scan(line, NOWHERE).furniture == ()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("đạt 84,95%", [(84.95, "%")]),  # dấu phẩy thập phân
        ("đạt 86.45 %", [(86.45, "%")]),  # dấu chấm thập phân
        ("85.600 phiếu", [(85600.0, None)]),  # dấu chấm hàng nghìn
        ("47,821 điểm", [(47.821, "điểm")]),
        ("PAPI đạt 47.821", [(47.821, None)]),  # tên chỉ số: thập phân
        ("5000 hồ sơ, 02 đơn vị", [(5000.0, None), (2.0, None)]),
        ("1.234.567 đồng", [(1234567.0, None)]),
        ("phiên bản 1.2.3", []),  # không phải số
        ("Quyết định số 12/QĐ-UBND", []),  # số của văn bản
    ],
)
def test_numbers(raw: str, expected: list[tuple[float, str | None]]) -> None:
    assert [(n.value, n.unit) for n in atoms.scan(raw, NOWHERE).numbers] == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("xếp thứ 3/19, tăng bậc", [(3, 19)]),
        ("tại 58/79 cơ quan", [(58, 79)]),
        ("02/09 đơn vị", [(2, 9)]),  # đứng trước danh từ đếm: không phải ngày
        ("ngày 12/3", []),
        ("từ 28/9 đến 02/10", []),
        ("ngày 12/3/2024", []),
        ("số 15/2024", []),
    ],
)
def test_ranks(raw: str, expected: list[tuple[int, int]]) -> None:
    assert [(r.rank, r.ranked) for r in atoms.scan(raw, NOWHERE).ranks] == expected


WORDS = st.sampled_from(
    [
        *("Kế hoạch", "Quyết định", "số ", "Số: ", "12", "/", "-", "KH", "UBND", "QĐ-TTg", "2023"),
        *(
            "ngày ",
            "tháng ",
            "năm ",
            "quý II",
            "của ",
            "Sở Nội vụ",
            ", ",
            "; ",
            ". ",
            "\n",
            "\t",
            "(",
        ),
        *(
            ")",
            "“",
            "sau đây gọi tắt là ",
            "Luật ",
            "Đất đai",
            "này",
            "nêu trên",
            "từ ",
            "đến ",
            "và ",
        ),
        *(
            "9 tháng đầu năm",
            "84,95%",
            "3/19",
            "ban hành ",
            "về việc ",
            "\u00d0",
            "–",
            "giai đoạn ",
        ),
        *("TCVN ISO 9001:2015", "*", "…"),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(st.characters(), max_size=120), st.lists(WORDS, max_size=60).map("".join)))
def test_any_text_gives_quotes_that_stand_there(raw: str) -> None:
    scan = atoms.scan(raw, Context(published="2024-02-29", title="Kế hoạch năm 2024"))
    assert scan.folded == text.fold(scan.text)
    assert len(scan.folded) == len(scan.text)
    found = references.find(scan)
    for fact in (*found, *dates.find(scan, found)):
        assert scan.text[fact.start : fact.end] == fact.quote
        assert fact.quote
    for spans in (scan.blocks, scan.sentences, scan.furniture, scan.identifiers, scan.numbers):
        assert all(0 <= s.start < s.end <= len(scan.text) for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(
    "shape",
    [
        "1/",
        "12/12/",
        "1.",
        "111.",
        "1,",
        "1-",
        "1 ",
        "a/",
        "KH-",
        "12/KH-",
        "số ",
        "số: ",
        " ",
        "\n",
        "* ",
        "ngày ",
        "1/1/2020-",
        "tháng 1,",
        "năm 2020,",
        "2020-",
        "quý I, ",
        "Luật A ",
        "12/KH-UBND, ",
        "số 12, ",
        "(",
        "“",
        "của A ",
        "http",
        "a.",
        "A ",
        "tcvn iso ",
        ".",
        "…",
        ";",
        "Số: ",
        "|",
        "\t",
        "Kế hoạch này ",
        "Kế hoạch 12/KH-UBND (sau đây gọi tắt là Kế hoạch A) ",
        "ban hành ",
        "UBND tỉnh đã ",
        "12/KH-UB ND ",
        "a@",
        "a.vn/",
        "](",
        "12-",
        "từ ngày 1/1 đến ",
        "18 giờ ngày ",
        "1. Quyết định số 1/QĐ-UBND;\n",
        "Sở Nội vụ gửi các Báo cáo số 1/BC-SNV ",
        "so với cùng kỳ năm 2023 ",
        "đã được sửa đổi, bổ sung ",
        "1/TTLT - BTC - BNV - ",
        "của tỉnh Lào Cai ",
        "do UBND huyện ban hành ",
        "ngày 18.5 đến ngày ",
        "UBND tỉnh đã chỉ ra tại Công văn số 1/UBND-NC ",
        "Tỉnh ủy khóa XV, nhiệm kỳ 2020 - 2025 ",
        "Kế hoạch số 1/KH-UBND về A của UBND tỉnh; ",
        "Ban A, Ban B và ",
        "1/1/2020 1:00 PM ",
        "số 10-",
        "mẫu số 1/A-B ",
        "Ban Chỉ đạo Phòng, chống ",
        "Q Đ-",
    ],
)
def test_time_is_linear_in_the_length(shape: str) -> None:
    """Sixteen times the text: a quadratic rule would need 256 times as long."""

    def reading(size: int) -> Callable[[], object]:
        raw = shape * (size // len(shape))

        def read() -> None:
            scan = atoms.scan(raw, NOWHERE)
            dates.find(scan, references.find(scan))

        return read

    assert growth(reading, 5_000, 80_000, most=64) < 64
