"""The day and body of a document where its mention does not say them right behind the number."""

from __future__ import annotations

import pytest

from extractors import Context, extract


def read(raw: str, published: str | None = None) -> list[tuple[str | None, str | None]]:
    return [(r.code, r.date) for r in extract(raw, Context(published=published)).references]


def issuers(raw: str) -> list[str | None]:
    return [r.issuer for r in extract(raw, Context()).references]


@pytest.mark.parametrize(
    ("raw", "published", "expected"),
    [
        # ngày đứng trước, năm ở cuối câu
        (
            "Ngày 14/5, UBND tỉnh đã ban hành Kế hoạch số 77/KH-UBND về làng nghề năm 2022.",
            None,
            [("77/KH-UBND", "2022-05-14")],
        ),
        # giữa ngày và cơ quan có nơi, người thay mặt
        (
            "Ngày 6/9/2021, tại trụ sở huyện, Chủ tịch UBND huyện ký Quyết định số 45/QĐ-UBND.",
            None,
            [("45/QĐ-UBND", "2021-09-06")],
        ),
        # động từ khác có ngày của nó
        (
            "Ngày 6/9/2021, Sở Y tế cho biết, Sở vừa ban hành Kế hoạch số 45/KH-SYT.",
            None,
            [("45/KH-SYT", None)],
        ),
        # hạn không phải ngày ban hành
        (
            "Trước ngày 6/9/2021, UBND huyện ban hành Kế hoạch số 45/KH-UBND.",
            None,
            [("45/KH-UBND", "2021-09-06")],
        ),
        # "cùng ngày" là ngày vừa nói
        (
            "Ngày 2/3/2020, Sở họp. Cùng ngày, UBND tỉnh ban hành Công điện số 8/CĐ-UBND.",
            None,
            [("8/CĐ-UBND", "2020-03-02")],
        ),
        # một ngày cho cả hai văn bản cùng ban hành
        (
            "Ngày 9/4/2024, Sở Nội vụ ban hành Kế hoạch số 1/KH-SNV và Công văn số 2/SNV-CCHC.",
            None,
            [("1/KH-SNV", "2024-04-09"), ("2/SNV-CCHC", "2024-04-09")],
        ),
        # ngày không năm ngay sau số: năm của bản tin, của số, của lần dẫn đầy đủ
        (
            "theo Công văn số 31/SYT-NV ngày 26/3 của Sở Y tế",
            "2023-05-02",
            [("31/SYT-NV", "2023-03-26")],
        ),
        (
            "Nghị định số 9/2019/NĐ-CP ngày 7/2 của Chính phủ",
            "2023-05-02",
            [("9/2019/NĐ-CP", "2019-02-07")],
        ),
        (
            "Nghị quyết số 66/NQ-CP ngày 26/3/2025. Nghị quyết số 66 ngày 26/3 của Chính phủ",
            None,
            [("66/NQ-CP", "2025-03-26"), ("66", "2025-03-26")],
        ),
        # ngày sau trích yếu, khi trích yếu đã khép
        (
            "Quyết định số 61/QĐ-UBND về việc lập Ban chỉ đạo, ngày 8 tháng 9 năm 2016\n",
            None,
            [("61/QĐ-UBND", "2016-09-08")],
        ),
        (
            "Quyết định số 61/QĐ-UBND ban hành Kế hoạch năm 2017 ngày 16 tháng 1 năm 2017\n",
            None,
            [("61/QĐ-UBND", "2017-01-16")],
        ),
        # tên viết tắt trong ngoặc giữa tên cơ quan, cặp cơ quan, tên ban không có trong danh sách
        (
            "Ngày 7/2/2022, Chủ tịch Ủy ban nhân dân (UBND) huyện Mường Tè ký Quyết định 8/QĐ-UBND",
            None,
            [("8/QĐ-UBND", "2022-02-07")],
        ),
        (
            "Hôm 4/6/2025, Bộ Chính trị, Ban Bí thư ban hành Kết luận 99-KL/TW",
            None,
            [("99-KL/TW", "2025-06-04")],
        ),
        (
            "Ngày 4/6/2021, Bộ Y tế và Bộ Tài chính ban hành Thông tư 9/2021/TTLT-BYT-BTC",
            None,
            [("9/2021/TTLT-BYT-BTC", "2021-06-04")],
        ),
        (
            "Ngày 9/3/2019, Ban Tổ chức Hội chợ nghề lần thứ II vừa ban hành Kế hoạch 24/KH-BTC",
            None,
            [("24/KH-BTC", "2019-03-09")],
        ),
        # ai ký, năm nào, mã chú thích, nơi của cơ quan đứng giữa số và ngày
        (
            "Nghị quyết 41/NQ-CP của Chính phủ, được Thủ tướng Lê Văn An ký ban hành ngày 3/5/2020",
            None,
            [("41/NQ-CP", "2020-05-03")],
        ),
        (
            "Công văn 44/SYT-NV năm 2025 ban hành ngày 2/10/2025",
            None,
            [("44/SYT-NV", "2025-10-02")],
        ),
        ("Quyết định số 12/QĐ-UBND(1) ngày 3/3/2020", None, [("12/QĐ-UBND", "2020-03-03")]),
        (
            "Quyết định số 19/QĐ-UBND tỉnh Lai Châu ngày 3/7/2017",
            None,
            [("19/QĐ-UBND", "2017-07-03")],
        ),
        # đoạn sau mở bằng ngày của nó
        ("Bãi bỏ Nghị định 44 của Chính phủ\nNgày 9-12, sở họp", "2012-12-10", [("44", None)]),
        # ngày bỏ trống rồi mới đến ngày thật
        (
            "Thông tư số 42/2016/TT-BTC ngày của Bộ Tài chính ngày 30/12/2016",
            None,
            [("42/2016/TT-BTC", "2016-12-30")],
        ),
        # ngày họp trong trích yếu không phải ngày văn bản
        (
            "Thông báo số 5/TB-UBND về kết luận tại cuộc họp ngày 12/3/2024\n",
            None,
            [("5/TB-UBND", None)],
        ),
    ],
)
def test_days(
    raw: str, published: str | None, expected: list[tuple[str | None, str | None]]
) -> None:
    assert read(raw, published) == expected


def test_the_day_before_and_its_document_have_one_year() -> None:
    facts = extract("Ngày 14/5, UBND xã ban hành Quyết định số 05/2019/QĐ-UBND.", Context())
    assert [r.date for r in facts.references] == ["2019-05-14"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        # ngoặc dẫn lại văn bản vừa nói
        (
            "Sở Y tế vừa có công văn về tiêm chủng (Công văn số 31/SYT-NV, ngày 7/1/2019).",
            ["Sở Y tế"],
        ),
        (
            "hai kết luận thanh tra của Thanh tra tỉnh (kết luận số 31, 32 ngày 9/4/2020)",
            ["Thanh tra tỉnh"] * 2,
        ),
        # chủ ngữ làm một việc rồi ban hành
        (
            "UBND tỉnh đã phân loại kiến nghị và ban hành Văn bản số 328 ngày 2/2/2019",
            ["UBND tỉnh"],
        ),
        ("Sở Y tế báo cáo UBND huyện, đồng thời ban hành Kế hoạch số 5/KH-SYT", ["Sở Y tế"]),
        # người ký thay mặt cơ quan ban hành
        (
            "UBND tỉnh Sơn La vừa ban hành Chỉ thị số 9/CT-UBND do Chủ tịch UBND tỉnh ký, yêu cầu",
            ["UBND tỉnh Sơn La"],
        ),
        ("theo Chỉ thị số 9/CT-UBND do Chủ tịch UBND tỉnh ký", ["Chủ tịch UBND tỉnh"]),
        # công văn nói gì là cơ quan của nó nói
        ("Theo Công văn số 48/UBND-NC ngày 2/4/2019, UBND huyện chỉ đạo", ["UBND huyện"]),
        ("Thực hiện Kế hoạch số 48/KH-UBND ngày 2/4/2019, UBND huyện tổ chức", [None]),
        # bộ phận của cơ quan đứng trước
        ("Đảng ủy UBND tỉnh vừa có báo cáo số 17-BC/ĐU về chợ", ["Đảng ủy UBND tỉnh"]),
        # cơ quan không có trong danh sách
        ("Ngày 5/1/2019 Viện Dược liệu ban hành Quyết định số 44/QĐ-VDL", ["Viện Dược liệu"]),
        # "do … ban hành" ở cuối trích yếu
        (
            "Chỉ thị 06/CT-UBND năm 2021 về phòng dịch do tỉnh Lào Cai ban hành\nỦy",
            ["tỉnh Lào Cai"],
        ),
        # hai cơ quan, cả hai trong ký hiệu
        (
            "Kế hoạch số 8/KH-BCA-BYT ngày 3/1/2025 của Bộ Công an và Bộ Y tế về",
            ["Bộ Công an và Bộ Y tế"],
        ),
        ("Kế hoạch số 8/KH-BCA của Bộ Công an và Bộ Y tế về", ["Bộ Công an"]),
        # bộ phận của một cơ quan
        (
            "Công văn số 10-CV/ĐU của Đảng ủy Ủy ban nhân dân tỉnh về việc",
            ["Đảng ủy Ủy ban nhân dân tỉnh"],
        ),
        # chữ thường trong tên ban chỉ đạo
        (
            "Kế hoạch số 2/KH-BCĐ của Ban chỉ đạo xây dựng nông thôn mới tỉnh",
            ["Ban chỉ đạo xây dựng nông thôn mới tỉnh"],
        ),
        # người ký có tên trước chức vụ, "ban hành bởi", "cho biết", chữ "sở" thường, trường học
        (
            "Công văn số 45/UBND-TH ngày 2/2/2016 do ông Lê Văn An - Chủ tịch UBND huyện ký",
            ["Chủ tịch UBND huyện"],
        ),
        (
            "Nghị quyết số 2/NQ-TU ngày 8/6/2022 ban hành bởi Tỉnh ủy Cà Mau",
            ["Tỉnh ủy Cà Mau"],
        ),
        ("Ngày 3/1, UBND tỉnh cho biết vừa ban hành Quyết định số 5/QĐ-UBND", ["UBND tỉnh"]),
        ("Do vậy, sở vừa ban hành kế hoạch số 48 để các phòng làm theo", ["sở"]),
        (
            "kế hoạch số 7/KH-THHB ngày 6/1/2024 của trường Tiểu học Hòa Bình về việc",
            ["trường Tiểu học Hòa Bình"],
        ),
        # chỗ trong văn bản đứng giữa; người, cơ quan gửi chứ không phải nơi nhận; việc bất kỳ
        (
            "theo chỉ đạo của Bộ trưởng Bộ Tư pháp tại điểm b khoản 3 Chỉ thị số 7/CT-BTP",
            ["Bộ trưởng Bộ Tư pháp"],
        ),
        ("ý kiến của lãnh đạo Chính phủ tại công văn số 64/VPCP-KT", ["lãnh đạo Chính phủ"]),
        (
            "(Sở Y tế đã có báo cáo giải trình gửi UBND tỉnh tại Công văn số 32/CV-VP)",
            ["Sở Y tế"],
        ),
        ("Sở Tài chính cử ba người dự tập huấn tại Công văn số 81/STC-VP", ["Sở Tài chính"]),
        (
            "Phó Chủ tịch tỉnh Lê Văn An đã ban hành văn bản triển khai số 98/UBND-VX",
            ["Phó Chủ tịch tỉnh Lê Văn An"],
        ),
        # ban của HĐND; ban chỉ đạo, hội đồng tư vấn có việc trong tên
        (
            "Báo cáo số 18/BC-KTNS của Ban Kinh tế - Ngân sách, Hội đồng nhân dân tỉnh Cà Mau",
            ["Ban Kinh tế - Ngân sách, Hội đồng nhân dân tỉnh Cà Mau"],
        ),
        (
            "Kế hoạch số 5-KH/BCĐ của Ban Chỉ đạo Quốc gia về chuyển đổi số",
            ["Ban Chỉ đạo Quốc gia về chuyển đổi số"],
        ),
        ("Kế hoạch số 5/KH-BCĐ của Ban Chỉ đạo Quốc gia về việc họp", ["Ban Chỉ đạo Quốc gia"]),
        # nơi thi hành không thuộc tên cơ quan trung ương; cơ quan sau dấu phẩy là chủ ngữ mới
        (
            "Chỉ thị 3/CT-TTg của Thủ tướng Chính phủ tại địa bàn thành phố Vinh",
            ["Thủ tướng Chính phủ"],
        ),
        (
            "Quyết định số 9/QĐ-UBND của UBND tỉnh, Văn phòng UBND tỉnh thông báo",
            ["UBND tỉnh"],
        ),
        # "Sở" là cơ quan có trong ký hiệu, đã nói trong câu
        (
            "Đồng ý cho Sở Y tế lập đề án như đề nghị của Sở tại Tờ trình 9/TTr-SYT",
            ["Sở Y tế"],
        ),
    ],
)
def test_issuers(raw: str, expected: list[str | None]) -> None:
    assert issuers(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "Tổ công tác Đề án 06 họp",
        "Ban Chỉ đạo chuyển đổi số và Đề án 06",
        "Tổ giúp việc triển khai thực hiện Đề án 06",
    ],
)
def test_a_number_in_the_name_of_a_body_is_no_mention(raw: str) -> None:
    assert read(raw) == []  # tên một tổ chức


def test_a_page_with_properties_has_its_own_number_twice() -> None:
    raw = (
        "Số hiệu: 40/KH-UBND Loại văn bản: Kế hoạch\nNơi ban hành: Tỉnh Lào Cai Người ký: A\n\n"
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\n\nSố: 40/KH-UBND\n\nLào Cai, ngày 6 tháng 7 năm 2017\n"
    )
    found = extract(raw, Context()).references
    # bảng thuộc tính và quốc hiệu của chính văn bản
    assert [(r.own, r.issuer) for r in found] == [
        (True, "Tỉnh Lào Cai"),
        (True, "ỦY BAN NHÂN DÂN TỈNH LÀO CAI"),
    ]


def test_a_field_in_a_symbol_is_left_as_written() -> None:
    assert read("Công văn số 52/UBND-TD ngày 5/8/2020") == [("52/UBND-TD", "2020-08-05")]
