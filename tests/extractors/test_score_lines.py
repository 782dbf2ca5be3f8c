"""Ranking tables whose columns a PDF reader parted by single spaces."""

from __future__ import annotations

from extractors import atoms, dates, references, scores
from extractors.facts import Context
from extractors.score_lines import find_spaced


def read(text: str):
    scan = atoms.scan(text, Context())
    cited = references.find(scan)
    return scores.find(scan, cited, dates.find(scan, cited))


APPENDIX = """PHỤ LỤC
Kết quả Chỉ số cải cách hành chính năm 2024 của các xã, phường
STT Đơn vị Điểm tự chấm Điểm thẩm định Xếp hạng Xếp loại
1 Phường Bắc Hà 95,50 94,15 1 Xuất sắc
2 Xã Nông Hạ và vùng
cao Nông Thịnh 91,00 90,25 2 Xuất sắc
Trang 2
3 Phường Khu phố 1 88,1 84,00 3 Tốt
"""


def test_columns_follow_the_header():
    # hai cột điểm; tên xuống dòng; số cuối tên không phải là cột
    found = read(APPENDIX)
    assert [(s.subject, s.stage, s.value, s.rank) for s in found] == [
        ("Phường Bắc Hà", "self_assessed", 95.5, None),
        ("Phường Bắc Hà", "appraised", 94.15, 1),
        ("Xã Nông Hạ và vùng cao Nông Thịnh", "self_assessed", 91.0, None),
        ("Xã Nông Hạ và vùng cao Nông Thịnh", "appraised", 90.25, 2),
        ("Phường Khu phố 1", "self_assessed", 88.1, None),
        ("Phường Khu phố 1", "appraised", 84.0, 3),
    ]
    assert {(s.indicator, s.period, s.unit) for s in found} == {("PAR_INDEX", "2024", "điểm")}


def test_a_grade_between_value_and_rank():
    text = (
        "Chỉ số DDCI năm 2021\nSTT Đơn vị Điểm Nhóm Hạng\n1 UBND huyện Kim Bảng 86,72 Tốt 1\n"
        "2 UBND huyện Lý Nhân 85,94 Tốt 2\n3 UBND thị xã Duy Tiên 70,53 Khá 3\n"
    )
    found = read(text)
    assert [(s.subject, s.value, s.grade, s.rank) for s in found] == [
        ("UBND huyện Kim Bảng", 86.72, "Tốt", 1),
        ("UBND huyện Lý Nhân", 85.94, "Tốt", 2),
        ("UBND thị xã Duy Tiên", 70.53, "Khá", 3),
    ]


def test_a_first_column_of_ranks():
    # cột đầu là hạng, không phải số thứ tự
    text = "DDCI năm 2023\nHạng Địa phương Điểm\n1 Hạ Long 78,4\n2 Cẩm Phả 77,2\n3 Móng Cái 75,1\n"
    assert [(s.subject, s.value, s.rank) for s in read(text)] == [
        ("Hạ Long", 78.4, 1),
        ("Cẩm Phả", 77.2, 2),
        ("Móng Cái", 75.1, 3),
    ]


def test_a_numbered_list_is_no_table():
    # danh sách có số thứ tự nhưng không có cột số thập phân
    text = "1 Sở Y tế cử 3\n2 Sở Tư pháp cử 2\n3 Sở Nội vụ cử 4\n"
    assert find_spaced(text) == []


def test_a_self_assessed_and_an_appraised_column():
    # cột tự chấm và cột thẩm định là hai kết quả; mức tăng hạng ở cột riêng
    text = (
        "Chỉ số CCHC năm 2023\nTT\tĐịa phương\tĐiểm\tXếp hạng\tSo với năm 2022\n"
        "1\tHuyện Kim Bảng\t90,11\t1\t+2\n2\tHuyện Lý Nhân\t88,40\t2\t0\n"
        "3\tHuyện Bình Lục\t86,95\t3\t-2\n"
    )
    assert [(s.period, s.rank, s.rank_change) for s in read(text)] == [
        ("2023", 1, 2),
        ("2023", 2, None),
        ("2023", 3, -2),
    ]


def test_points_of_bodies_without_an_index():
    # tiêu đề nêu đơn vị và điểm: là kết quả dù không nêu tên chỉ số
    text = (
        "STT\tĐơn vị\tĐiểm\tTỷ lệ hồ sơ đúng hạn\n"
        "1\tSở Tư pháp\t92,5\t99,8%\n2\tSở Y tế\t84\t97,2%\n"
    )
    assert [(s.subject, s.kind, s.value) for s in read(text)] == [
        ("Sở Tư pháp", "value", 92.5),
        ("Sở Tư pháp", "rate", 99.8),
        ("Sở Y tế", "value", 84.0),
        ("Sở Y tế", "rate", 97.2),
    ]


def test_a_complete_list_tells_how_many_were_ranked():
    rows = "\n".join(f"{n}\tHuyện A{n}\t{90 - n},5\t{n}" for n in range(1, 7))
    text = f"Chỉ số CCHC năm 2023\nTT\tĐơn vị\tĐiểm\tXếp hạng\n{rows}\n"
    assert {s.ranked for s in read(text)} == {6}
