"""Tables of other shapes: years across, indices down, halves side by side, one cell a line."""

from __future__ import annotations

import pytest

from extractors import atoms, dates, references, scores
from extractors.facts import Context
from extractors.score_cells import find_stacked
from extractors.score_lines import find_spaced


def read(text: str, title: str | None = None):
    scan = atoms.scan(text, Context(title=title))
    cited = references.find(scan)
    found = scores.find(scan, cited, dates.find(scan, cited))
    return [
        (s.name or s.indicator, s.subject, s.period, s.value, s.rank, s.change or s.rank_change)
        for s in found
    ]


TABLES = [
    # mỗi dòng một chỉ số, mỗi cột một năm, cột tăng giảm là của năm sau
    (
        (
            "Các chỉ số của tỉnh Sơn La\nChỉ số\tNăm 2021\tNăm 2022\tTăng/giảm\n"
            "PAR INDEX\t85,10%\t86,20%\t1,10\nPAPI\t42,15\t41,90\t-0,25\n"
        ),
        [
            ("PAR_INDEX", "tỉnh Sơn La", "2021", 85.1, None, None),
            ("PAR_INDEX", "tỉnh Sơn La", "2022", 86.2, None, 1.1),
            ("PAPI", "tỉnh Sơn La", "2021", 42.15, None, None),
            ("PAPI", "tỉnh Sơn La", "2022", 41.9, None, -0.25),
        ],
    ),
    # năm chạy ngang, điểm và hạng là hai dòng
    (
        "PCI của tỉnh Lào Cai qua các năm\nNăm\t2020\t2021\nĐiểm\t65,20\t64,93\nXếp hạng\t16\t22\n",
        [
            ("PCI", "tỉnh Lào Cai", "2020", 65.2, 16, None),
            ("PCI", "tỉnh Lào Cai", "2021", 64.93, 22, None),
        ],
    ),
    # năm chạy ngang, dòng mang tên chỉ số
    (
        "Kết quả của tỉnh Phú Thọ\nNăm\t2021\t2022\nPCI\t62,10\t63,33\nXếp hạng PCI\t10\t8\n",
        [
            ("PCI", "tỉnh Phú Thọ", "2021", 62.1, 10, None),
            ("PCI", "tỉnh Phú Thọ", "2022", 63.33, 8, None),
        ],
    ),
    # chỉ số thành phần là việc được đo, không phải chủ thể
    (
        (
            "Chỉ số thành phần PCI năm 2022 tỉnh Hà Nam\nTT\tChỉ số thành phần\tĐiểm\tXếp hạng\n"
            "1\tGia nhập thị trường\t7,12\t20\n2\tTiếp cận đất đai\t6,80\t35\n"
        ),
        [
            ("Gia nhập thị trường", "tỉnh Hà Nam", "2022", 7.12, 20, None),
            ("Tiếp cận đất đai", "tỉnh Hà Nam", "2022", 6.8, 35, None),
        ],
    ),
    # hai nửa bảng in cạnh nhau
    (
        (
            "Chỉ số CCHC năm 2023\nTT\tPhường\tĐiểm\tTT\tPhường\tĐiểm\n"
            "1\tPhường Tân An\t90,5\t3\tPhường An Hòa\t80,1\n"
            "2\tPhường Cái Khế\t88,2\t4\tPhường Hưng Lợi\t70,5\n"
        ),
        [
            ("PAR_INDEX", "Phường Tân An", "2023", 90.5, None, None),
            ("PAR_INDEX", "Phường An Hòa", "2023", 80.1, None, None),
            ("PAR_INDEX", "Phường Cái Khế", "2023", 88.2, None, None),
            ("PAR_INDEX", "Phường Hưng Lợi", "2023", 70.5, None, None),
        ],
    ),
    # cột so sánh giữa hai năm, hai cột hạng
    (
        (
            "PAR INDEX các tỉnh\nSTT\tĐịa phương\t2022\t2023\tSo sánh\tHạng 2022\tHạng 2023\n"
            "1\tLạng Sơn\t84,20\t86,90\t+2,70\t30\t20\n2\tQuảng Trị\t83,55\t83,05\t-0,50\t35\t44\n"
        ),
        [
            ("PAR_INDEX", "Lạng Sơn", "2022", 84.2, 30, None),
            ("PAR_INDEX", "Lạng Sơn", "2023", 86.9, 20, 2.7),
            ("PAR_INDEX", "Quảng Trị", "2022", 83.55, 35, None),
            ("PAR_INDEX", "Quảng Trị", "2023", 83.05, 44, -0.5),
        ],
    ),
    # bảng chỉ tiêu kinh tế: mỗi dòng một đơn vị tính, không có kết quả của ai
    (
        (
            "Chỉ tiêu năm 2023\nTT\tChỉ tiêu\tĐVT\tKế hoạch\tThực hiện\tSo sánh (%)\n"
            "1\tThu ngân sách\ttỷ đồng\t120\t132,5\t110,4\n2\tSản lượng\ttấn\t50\t51,2\t102,4\n"
        ),
        [],
    ),
    # mỗi ô một đoạn
    (
        (
            "Chỉ số DTI năm 2021\n\nSTT\n\nĐơn vị\n\nĐiểm\n\nHạng\n\n1\n\nSở Y tế\n\n78,5\n\n1\n\n"
            "2\n\nSở Tư pháp\n\n75,25\n\n2\n\n3\n\nSở Công Thương\n\n70,1\n\n3\n\nGhi chú"
        ),
        [
            ("DTI", "Sở Y tế", "2021", 78.5, 1, None),
            ("DTI", "Sở Tư pháp", "2021", 75.25, 2, None),
            ("DTI", "Sở Công Thương", "2021", 70.1, 3, None),
        ],
    ),
    # mỗi ô một đoạn, nhãn "Tổng điểm / đạt được" gãy làm hai đoạn
    (
        (
            "Chỉ số DTI năm 2022\n\nTT\n\nĐơn vị\n\nĐiểm\n\nđạt được\n\nVị thứ\n\n1\n\n"
            "Sở Nội vụ\n\n88,5\n\n1\n\n2\n\nSở Du lịch\n\n85,25\n\n2\n\n"
            "3\n\nSở Y tế\n\n80,1\n\n3\n\nGhi chú"
        ),
        [
            ("DTI", "Sở Nội vụ", "2022", 88.5, 1, None),
            ("DTI", "Sở Du lịch", "2022", 85.25, 2, None),
            ("DTI", "Sở Y tế", "2022", 80.1, 3, None),
        ],
    ),
    # dòng không có số thứ tự, cột cách nhau bằng dấu cách; chỉ cột cuối là điểm chung
    (
        (
            "Bảng xếp hạng PCI năm 2021\nTỉnh Gia nhập Đất đai Điểm PCI Hạng Xếp loại\n"
            "Quảng Ninh 7.98 7.39 73.02 1 Rất tốt\nTT-Huế 7.02 7.05 69.24 8 Tốt\n"
            "Long An 7.10 7.49 66.58 16 Khá\n"
        ),
        [
            ("PCI", "Quảng Ninh", "2021", 73.02, 1, None),
            ("PCI", "TT-Huế", "2021", 69.24, 8, None),
            ("PCI", "Long An", "2021", 66.58, 16, None),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_the_results_of_a_table(text, expected):
    assert read(text) == expected


NO_TABLES = [
    # dòng văn xuôi kết thúc bằng số
    "Năm qua có 3,5\nXã nhận 4,5\nThôn nhận 2,5\n",
    # nhiều năm cạnh nhau mà đầu bảng không rõ
    "Điểm và hạng\nGia nhập 7.98 1 7.16 1\nĐất đai 7.39 15 7.57 1\nMinh bạch 6.31 15 6.64 1\n",
    # bảng đếm số đơn vị theo từng loại
    "Điểm, xếp loại\nTT Đơn vị Điểm Hạng\n1 Xuất sắc 4 8,25\n2 Tốt 30 61,2\n3 Khá 15 30,55\n",
    "Điểm, hạng của từng loại\nXuất sắc 8,25 4\nTốt 61,2 30\nTrung bình 30,55 15\n",
    # không có điểm nào được nói tới
    "Lượng mưa\nHà Nam 75,5 1\nNam Định 72,5 2\nThái Bình 70,5 3\n",
]


@pytest.mark.parametrize("text", NO_TABLES)
def test_lines_that_are_no_table(text):
    assert find_spaced(text) == []


NOT_STACKED = [
    # số thứ tự không tăng dần
    "STT\nĐơn vị\nĐiểm\n1\nSở Y tế\n90,5\n3\nSở Nội vụ\n89\n4\nSở Tư pháp\n80\n",
    # chỉ có đầu bảng
    "STT\nĐơn vị\nĐiểm\n",
    # hai cột không thành bảng kết quả
    "STT\nTên\n1\nA\n2\nB\n3\nC\n4\nD\n",
]


@pytest.mark.parametrize("text", NOT_STACKED)
def test_cells_that_are_no_table(text):
    assert find_stacked(text) == []
