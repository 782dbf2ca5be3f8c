"""Tables that list documents, heads in two columns, laws whose names have commas."""

from __future__ import annotations

import pytest

from extractors import Context, extract
from extractors.facts import Reference


def read(raw: str) -> tuple[Reference, ...]:
    return extract(raw, Context(published="2024-04-02")).references


@pytest.mark.parametrize(
    "heading",
    [
        "Số/Ký hiệu\tNgày ban hành\tTrích yếu\tCơ quan ban hành",
        "Số ký hiệu\tNgày văn bản\tNội dung\tĐơn vị ban hành",
        "Số, ký hiệu văn bản\tNgày, tháng, năm ban hành\tTên loại và trích yếu\tNơi ban hành",
        "Văn bản\tNgày ký\tTrích yếu\tCơ quan ban hành văn bản",
    ],
)
def test_a_row_gives_day_and_body_of_its_own_number(heading: str) -> None:
    rows = (
        "12/KH-UBND\t05/3/2024\tKế hoạch kiểm tra\tUBND huyện Hải Lam\n"
        "07/TB-SNV\t08/3/2024\tThay thế Thông báo số 3/TB-SNV\tSở Nội vụ\n"
    )
    found = read(f"{heading}\n{rows}")
    told = {r.code: (r.date, r.issuer) for r in found}
    assert told["12/KH-UBND"] == ("2024-03-05", "UBND huyện Hải Lam")
    assert told["07/TB-SNV"] == ("2024-03-08", "Sở Nội vụ")
    assert told["3/TB-SNV"] == (None, None)  # được nhắc trong trích yếu, không phải số của dòng


def test_a_table_of_something_else_lends_nothing() -> None:
    raw = "STT\tNội dung\tCơ quan chủ trì\n1\tTheo Kế hoạch 12/KH-UBND\tSở Nội vụ\n"
    assert [(r.code, r.issuer) for r in read(raw)] == [("12/KH-UBND", None)]


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        # bảng không có tiêu đề: ô chỉ có số, ô chỉ có ngày
        ("1\t12/KH-UBND\t05/3/2024\tkiểm tra công vụ\n", "2024-03-05"),
        ("Quyết định số 12/QĐ-UBND | ngày 5/3/2024 | Sở Nội vụ\n", "2024-03-05"),
        ("12/KH-UBND\t05/3/2024\n", "2024-03-05"),
        # hai ngày: không biết ngày nào
        ("12/KH-UBND\t05/3/2024\t30/6/2024\tkiểm tra\n", None),
        # cột hạn không phải ngày ban hành
        ("Văn bản\tThời hạn\tCơ quan\n12/KH-UBND\t30/6/2024\tSở Nội vụ\n", None),
        # số nằm trong câu của ô
        ("1\tTheo Kế hoạch 12/KH-UBND của tỉnh\t05/3/2024\tSở Nội vụ\n", None),
    ],
)
def test_a_row_without_heading_gives_the_day_beside_the_number(raw: str, day: str | None) -> None:
    assert [r.date for r in read(raw)] == [day]


def test_a_head_whose_columns_run_together_names_the_whole_body() -> None:
    head = (
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỈNH HẢI LAM Độc lập - Tự do - Hạnh phúc\n"
        "Số: 217/TB-UBND Hải Lam, ngày 08 tháng 7 năm 2022\n\nTHÔNG BÁO\nKết luận cuộc họp"
    )
    (own,) = read(head)
    assert (own.own, own.issuer, own.date) == (True, "ỦY BAN NHÂN DÂN TỈNH HẢI LAM", "2022-07-08")


@pytest.mark.parametrize("organ", ["BAN PHÁP CHẾ", "PHÒNG VĂN HÓA - XÃ HỘI", "CHI CỤC THỦY LỢI"])
def test_the_organ_above_the_number_issues_it(organ: str) -> None:
    """Cơ quan chủ quản ở trên, cơ quan ban hành ngay trên số."""
    head = f"HỘI ĐỒNG NHÂN DÂN\nTỈNH HẢI LAM\n{organ}\nSố: 57/BC-BPC\n\nHải Lam, ngày 11/10/2024\n"
    (own,) = read(head)
    assert own.issuer == organ


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Luật Cán bộ, công chức ngày 13/11/2008", "Luật Cán bộ, công chức ngày 13/11/2008"),
        ("Luật Tổ chức HĐND và UBND ngày 26/11/2003", "Luật Tổ chức HĐND và UBND ngày 26/11/2003"),
        ("Luật An toàn, vệ sinh lao động năm 2015", "Luật An toàn, vệ sinh lao động năm 2015"),
        ("Luật Đất đai, Luật Nhà ở", "Luật Đất đai"),  # hai luật
        ("Luật Viên chức và Luật Lao động", "Luật Viên chức"),
        ("Luật Khám bệnh, chữa bệnh quy định", "Luật Khám bệnh, chữa bệnh"),
    ],
)  # fmt: skip
def test_names_of_laws(raw: str, name: str) -> None:
    assert read(f"Căn cứ {raw}")[0].quote == name
