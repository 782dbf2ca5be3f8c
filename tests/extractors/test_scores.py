from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import atoms, dates, references, scores
from extractors.facts import Context
from extractors.measures import find_measures
from extractors.score_comparisons import Comparisons
from extractors.tables import find_tables
from tests.growth import growth


def read(text: str, context: Context | None = None):
    scan = atoms.scan(text, context or Context())
    cited = references.find(scan)
    found = scores.find(scan, cited, dates.find(scan, cited))
    for score in found:
        assert score.quote == scan.text[score.start : score.end]
    return found


def brief(text: str) -> list[tuple[object, ...]]:
    return [(s.indicator, s.subject, s.period, s.value, s.rank) for s in read(text)]


PROSE = [
    # giá trị kèm thứ hạng
    (
        "Chỉ số CCHC năm 2023 của Sở Nội vụ đạt 88,52%, xếp thứ 3/19.",
        [("PAR_INDEX", "Sở Nội vụ", "2023", 88.52, 3)],
    ),
    # chuỗi nhiều năm của một đơn vị
    (
        "Chỉ số CCHC của Sở Y tế: 2021 (4/19 đạt 86,18%); 2022 (6/19 đạt 82,48%).",
        [
            ("PAR_INDEX", "Sở Y tế", "2021", 86.18, 4),
            ("PAR_INDEX", "Sở Y tế", "2022", 82.48, 6),
        ],
    ),
    # một kết quả của nhiều đơn vị: tên đầy đủ cho từng đơn vị
    (
        "Chỉ số CCHC: Cục Thuế Hà Nam, Nam Định và Ninh Bình đứng thứ 2 với 88,5/90 điểm.",
        [
            ("PAR_INDEX", "Cục Thuế Hà Nam", None, 88.5, 2),
            ("PAR_INDEX", "Cục Thuế Nam Định", None, 88.5, 2),
            ("PAR_INDEX", "Cục Thuế Ninh Bình", None, 88.5, 2),
        ],
    ),
    # hạng đứng trước, tên theo sau
    (
        "Về PAPI, đứng thứ 4 là Bắc Giang, Sơn La với 44,1 điểm.",
        [("PAPI", "Bắc Giang", None, 44.1, 4), ("PAPI", "Sơn La", None, 44.1, 4)],
    ),
    # "tiếp theo là" nối hạng liền sau
    (
        "Xếp hạng CCHC khối cục: đứng đầu bảng xếp hạng là Cục Tài vụ; tiếp theo là Cục Giám định.",
        [
            ("PAR_INDEX", "Cục Tài vụ", None, None, 1),
            ("PAR_INDEX", "Cục Giám định", None, None, 2),
        ],
    ),
    # thứ hạng bằng chữ
    (
        "Chỉ số PCI của Long An đứng thứ hai với 70,2 điểm; Bến Tre xếp thứ ba với 69,3 điểm.",
        [("PCI", "Long An", None, 70.2, 2), ("PCI", "Bến Tre", None, 69.3, 3)],
    ),
    # hai giá trị từ ... lên ..., mỗi giá trị một năm
    (
        "Chỉ số PCI của tỉnh Phú Yên tăng từ 64,22 điểm năm 2022 lên 67,18 điểm năm 2023.",
        [
            ("PCI", "tỉnh Phú Yên", "2023", 67.18, None),
            ("PCI", "tỉnh Phú Yên", "2022", 64.22, None),
        ],
    ),
    # chỉ số không có trong danh mục giữ tên của nó
    ("Chỉ số công khai minh bạch xếp thứ 22/63 tỉnh.", [("OTHER", None, None, None, 22)]),
    # tỷ lệ là rate, không phải chỉ số
    (
        "Chỉ số CCHC của Sở Xây dựng đạt 90%; tỷ lệ hồ sơ đúng hạn đạt 98,7%.",
        [
            ("PAR_INDEX", "Sở Xây dựng", None, 90.0, None),
            ("OTHER", "Sở Xây dựng", None, 98.7, None),
        ],
    ),
    # DTI có bốn chữ số thập phân
    ("DTI năm 2023 của Hà Nam là 0,7235.", [("DTI", "Hà Nam", "2023", 0.7235, None)]),
    # PAPI: ba chữ số sau dấu phẩy không phải hàng nghìn
    ("PAPI của Hà Nam đạt 47,821 điểm.", [("PAPI", "Hà Nam", None, 47.821, None)]),
    # tỉnh gọi tắt lấy tên đã nêu trước
    (
        "Bạc Liêu công bố kết quả năm 2022. Chỉ số SIPAS của tỉnh đạt 81,5%.",
        [("SIPAS", "Bạc Liêu", "2022", 81.5, None)],
    ),
    # tên dài của SIPAS không chứa đối tượng được đo
    (
        "Chỉ số hài lòng của người dân đối với sự phục vụ của cơ quan hành chính của Hà Nam là 83%",
        [("SIPAS", "Hà Nam", None, 83.0, None)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_prose(text, expected):
    assert brief(text) == expected


NONE = [
    "Kiểm tra 58/79 thủ tục hành chính, 14/14 sở, ngành.",  # số đếm
    "Hội nghị trực tuyến đến 11 điểm cầu cấp huyện.",  # điểm cầu
    "Lần thứ 3 liên tiếp, năm thứ 5, ngày thứ 2 hằng tuần.",  # thứ tự
    "Phát huy vai trò người đứng đầu cơ quan.",  # người đứng đầu
    "Mức phạt 10% giá trị; lãi suất 6%.",  # mức quy định
    "Áp dụng ISO 9001:2015, điện thoại: 02613.544142.",  # tiêu chuẩn, điện thoại
    "Tiêu chí được cộng 2 điểm, tối đa 10 điểm.",  # thang chấm
]


@pytest.mark.parametrize("text", NONE)
def test_not_a_score(text):
    assert read(text) == ()


FIELDS = [
    # tăng giảm thứ hạng
    ("PAR INDEX xếp thứ 12/63 tỉnh, tăng 5 bậc so với năm 2022", "rank_change", 5),
    ("PAR INDEX xếp thứ 12/63 tỉnh, giảm 3 bậc", "rank_change", -3),
    # tăng trưởng là thay đổi, không phải giá trị
    ("Giá trị sản xuất tăng 3,5% so với cùng kỳ", "change", 3.5),
    ("Giá trị sản xuất tăng 3,5% so với cùng kỳ", "value", None),
    ("SIPAS đạt 83,9%, thấp hơn 1,2% so với năm 2023", "change", -1.2),
    # so sánh
    ("Tỷ lệ hồ sơ trực tuyến chưa đạt 80%", "comparator", "<"),
    ("Tỷ lệ hồ sơ trực tuyến đạt trên 80%", "comparator", ">"),
    ("Tỷ lệ hồ sơ trực tuyến đạt tối thiểu 80%", "comparator", "≥"),
    ("Tỷ lệ hồ sơ trực tuyến đạt từ 80% trở lên", "comparator", "≥"),
    # đơn vị tính nằm trong tên gọi
    ("Về PII, điểm bình quân của vùng là 32,85.", "unit", "điểm"),
    # thang điểm
    ("Chỉ số CCHC đạt 89/90 điểm", "scale", 90.0),
    # trung bình
    ("Giá trị trung bình chỉ số CCHC của các sở đạt 80,16%", "statistic", "mean"),
    # xếp loại
    ("Chỉ số CCHC của Sở Y tế đạt 81%, xếp loại Tốt", "grade", "Tốt"),
    # giai đoạn đánh giá
    ("Chỉ số CCHC tự chấm là 92,5 điểm", "stage", "self_assessed"),
    ("Chỉ số CCHC do Hội đồng thẩm định chấm đạt 90 điểm", "stage", "appraised"),
    # xếp hạng những ai, ai xếp hạng
    ("PAR INDEX của Hà Nam xếp thứ 12/63 tỉnh, thành phố", "scope", "province"),
    ("PAR INDEX của Hà Nam xếp thứ 12/63 tỉnh, thành phố", "ranked_by", "Bộ Nội vụ"),
    ("Chỉ số CCHC của Sở Y tế đứng thứ 3/19 sở, ban, ngành", "scope", "department"),
    ("Chỉ số CCHC: Cục Thuế Hà Nam đứng thứ 3", "scope", "branch"),
    # tổng số được xếp hạng viết bằng lời
    ("Chỉ số CCHC của Bộ Y tế đứng thứ 4 trong 17 bộ", "ranked", 17),
]


@pytest.mark.parametrize(("text", "name", "expected"), FIELDS)
def test_fields(text, name, expected):
    (score,) = read(text)
    assert getattr(score, name) == expected


def test_a_contradicted_change_is_kept_and_flagged():
    # 80,16 sau 78,32 là tăng 1,84
    now, before = read("Chỉ số CCHC của tỉnh năm 2023 đạt 80,16%, tăng 1,82% (năm 2022 là 78,32%)")
    assert (now.value, now.change, now.inconsistent) == (80.16, 1.82, True)
    assert (before.value, before.period, before.inconsistent) == (78.32, "2022", False)


def test_a_change_that_fits_is_not_flagged():
    now, _ = read("Chỉ số CCHC của tỉnh năm 2023 đạt 80,16%, tăng 1,84% (năm 2022 là 78,32%)")
    assert not now.inconsistent


TABLE = """KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CỦA CÁC SỞ NĂM 2023
STT\tĐơn vị\tChỉ số (%)\tXếp hạng\tXếp loại
I\tKhối sở
1\tSở Nội vụ\t92,15\t1\tXuất sắc
2\tSở Y tế\t88,5\t2\tTốt
3\tSở Công Thương\t88,5
Trang 2
STT\tĐơn vị\tChỉ số (%)\tXếp hạng\tXếp loại
4\tSở Tư pháp\t84,1\t4\tTốt
\tTrung bình\t88,3
"""


def test_a_ranking_table():
    # ô gộp lấy hạng của dòng trên, tiêu đề lặp lại sau ngắt trang
    found = read(TABLE)
    assert [(s.subject, s.value, s.rank, s.grade) for s in found] == [
        ("Sở Nội vụ", 92.15, 1, "Xuất sắc"),
        ("Sở Y tế", 88.5, 2, "Tốt"),
        ("Sở Công Thương", 88.5, 2, None),
        ("Sở Tư pháp", 84.1, 4, "Tốt"),
        ("Trung bình", 88.3, None, None),
    ]
    assert {(s.indicator, s.period, s.unit) for s in found} == {("PAR_INDEX", "2023", "%")}
    assert found[-1].statistic == "mean"
    assert found[0].scope == "department"


def test_columns_without_a_year_are_of_the_latest_one():
    # "Hạng" và "Thay đổi" thuộc năm sau; hàng cách quãng giữ hạng của mình
    text = (
        "Chỉ số DDCI của 24 sở, ngành và 9 huyện, thành phố\n"
        "Hạng\tĐơn vị\tĐiểm 2022\tĐiểm 2021\tThay đổi\n"
        "1\tSở Công Thương\t84,36\t82,10\t+2,26\n24\tSở Xây dựng\t67,33\t68,70\t-1,37\n"
    )
    assert [(s.value, s.rank, s.ranked, s.change, s.period) for s in read(text)] == [
        (84.36, 1, 24, 2.26, "2022"),
        (82.1, None, None, None, "2021"),
        (67.33, 24, 24, -1.37, "2022"),
        (68.7, None, None, None, "2021"),
    ]


def test_the_rank_of_the_year_before_is_a_result_of_its_own():
    # giá trị, xếp loại không ghi năm thuộc năm sau; số huyện lấy từ lời dẫn
    text = (
        "Chỉ số DDCI của 24 sở, ngành và 9 huyện, thành phố\n"
        "TT\tĐịa phương\tĐiểm\tXếp loại\tHạng 2022\tHạng 2021\n"
        "1\tHuyện Kim Bảng\t80,94\tTốt\t2\t1\n2\tHuyện Lý Nhân\t69,71\tTrung bình\t9\t8\n"
    )
    found = [(s.value, s.rank, s.ranked, s.grade, s.period) for s in read(text)]
    assert sorted(found, key=lambda s: s[1]) == [
        (None, 1, 9, None, "2021"),
        (80.94, 2, 9, "Tốt", "2022"),
        (None, 8, 9, None, "2021"),
        (69.71, 9, 9, "Trung bình", "2022"),
    ]


def test_two_tables_with_other_headers():
    # tiêu đề hai dòng: mỗi năm một cặp điểm và hạng
    text = TABLE + (
        "Bảng 2. Chỉ số CCHC các huyện\n"
        "TT\tĐơn vị\tNăm 2022\tNăm 2023\n"
        "Điểm\tHạng\tĐiểm\tHạng\n"
        "1\tHuyện Tân Phú\t80,5\t2\t82,75\t1\n"
    )
    found = read(text)[5:]
    assert [(s.period, s.value, s.rank, s.scope) for s in found] == [
        ("2022", 80.5, 2, "district"),
        ("2023", 82.75, 1, "district"),
    ]


def test_years_in_rows_and_markdown_bars():
    text = (
        "| Năm | Chỉ số SIPAS | Xếp hạng |\n|---|---|---|\n| 2021 | 85,12 | 10/63 |\n"
        "| 2022 | 86,01 | 8/63 |"
    )
    assert [(s.indicator, s.period, s.value, s.rank, s.ranked) for s in read(text)] == [
        ("SIPAS", "2021", 85.12, 10, 63),
        ("SIPAS", "2022", 86.01, 8, 63),
    ]


def test_a_table_of_counts_gives_only_its_rates():
    text = "STT\tĐơn vị\tTổng số\tĐúng hạn\tTỷ lệ (%)\n1\tSở Y tế\t120\t118\t98,3\n"
    assert [(s.kind, s.subject, s.value) for s in read(text)] == [("rate", "Sở Y tế", 98.3)]


def test_a_table_without_measures_gives_nothing():
    assert read("STT\tHọ tên\tSố báo danh\n1\tNguyễn Văn A\t12\n2\tTrần B\t13\n") == ()


def test_the_scores_of_the_seeds(shared):
    lines = (shared / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    for row in rows:
        text = (shared / "seeds" / f"{row['id']}.txt").read_text(encoding="utf-8")
        context = Context(row["published"], row["province"])
        found = {(s.value, s.rank, s.period) for s in read(text, context)}
        for gold in row["scores"]:
            if not gold.get("optional"):
                assert (gold.get("value"), gold.get("rank"), gold.get("period")) in found


PIECES = [
    "Sở Nội vụ ", "đạt ", "84,95%", "3/19", "xếp thứ ", "năm 2023 ", "Chỉ số CCHC ", "tăng ", "\t",
    "\n", "; ", "(", ")", "điểm ", "bậc", "| ", "là ", "Hà Nam, ", "và ", "STT\tĐơn vị\tĐiểm\n",
    "tiếp theo là ", "12", ",", ".", "tỷ lệ ", "từ ", "lên ", "\u0301", "\x00", "İ", "ﬁ",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=120))
def test_any_text_gives_true_quotes(text):
    read(text)
    find_tables(text)


@pytest.mark.parametrize(
    "piece",
    [
        "đạt 84,95%, xếp thứ 3/19; ",
        "1/2/3 ",
        "12,",
        "điểm số ",
        "Sở Nội vụ, ",
        "Chỉ số CCHC ",
        "a\t1\n",
        "so với năm 2021 ",
        "từ thứ 51 lên 31, ",
        "dẫn đầu bảng PCI ",
        "lần lượt đạt 80,1 và 79,2, ",
        "“chính quyền số” đạt 0,5; ",
    ],
)
def test_time_is_linear(piece):
    def finding(times):
        scan = atoms.scan(piece * times, Context())
        return lambda: (find_measures(scan, Comparisons(scan.words)), scores.find(scan, (), ()))

    assert growth(finding, 500, 4000, most=30) < 30  # eight times the text
