from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import counters, documents, store
from corpus.counters import ONE, TWO, UNKNOWN, Numbered
from corpus.register import RegisterError, register


@pytest.fixture
def put(corpus_db, make):
    """Cất các văn bản được viện dẫn, mỗi dòng (số, ký hiệu, ngày); `held`: có toàn văn."""
    count = 0

    def put(*told, province="Đồng Tháp", issuer="Sở Nội vụ", held=False):
        nonlocal count
        for number, symbol, day in told:
            count += 1
            quote = f"văn bản số {number}/{symbol} ngày {day} của {issuer}"
            text = f"Tin thứ {count} nhắc {quote} về việc thứ {count}."
            kind = symbol.split("-")[0]
            cited = make.cited(text, quote, f"{number}/{symbol}", kind, date=day, issuer=issuer,
                               own=held)  # fmt: skip
            store.put(corpus_db, make.reading(
                text, (cited,), identity=str(count), title=f"Tin thứ {count}", province=province,
                published=day, genre="document" if held else "news",
            ))  # fmt: skip
        documents.link(corpus_db)
        return corpus_db

    return put


def test_held_cited_never_seen(put):
    put((3, "KH-SNV", "2024-01-10"), (7, "KH-SNV", "2024-03-10"), held=True)
    connection = put((5, "KH-SNV", "2024-02-10"), (2, "KH-SNV", "2023-05-05"))
    (row,) = register(connection, "Sở Nội vụ", year=2024, province="Đồng Tháp").rows
    assert (row.held, row.cited) == (("3/KH-SNV", "7/KH-SNV"), ("5/KH-SNV",))
    assert (row.missing, row.never_seen, row.highest) == (((1, 2), (4, 4), (6, 6)), 4, 7)
    assert (row.agency, row.jurisdiction, row.period) == ("Sở Nội vụ", "Đồng Tháp", "2024")
    years = [row.period for row in register(connection, "SNV").rows]
    assert years == ["2023", "2024"]


def test_each_place_has_rows_of_its_own(put):
    put((3, "KH-UBND", "2024-01-10"), issuer="UBND tỉnh Đồng Tháp")
    put((4, "KH-UBND", "2024-01-10"), issuer="UBND huyện Lai Vung")
    put((5, "KH-UBND", "2024-01-10"), issuer="UBND tỉnh Lạng Sơn", province="Lạng Sơn")
    connection = put((6, "KH-UBND", "2024-01-10"), issuer="UBND huyện")  # không rõ huyện nào
    every = register(connection, "UBND")
    assert [(row.jurisdiction, row.highest) for row in every.rows] == [
        ("Lạng Sơn", 5), ("Đồng Tháp", 3), ("Đồng Tháp / huyện Lai Vung", 4),
    ]  # fmt: skip
    assert every.placeless == 1
    for typed in ("ubnd huyen lai vung", "UBND HUYEN LAI VUNG"):  # không dấu
        (row,) = register(connection, typed).rows
        assert row.jurisdiction == "Đồng Tháp / huyện Lai Vung"
        assert register(connection, typed, province="Lạng Sơn").rows == ()
    (row,) = register(connection, "UBND huyện Lai Vung", province="Đồng Tháp").rows
    assert row.highest == 4
    (row,) = register(connection, "UBND tỉnh", province="lang son").rows
    assert row.highest == 5


def test_numbers_with_the_year_in_them_are_a_row_apart(put):
    connection = put((3, "QĐ-UBND", "2024-01-10"), ("8/2024", "QĐ-UBND", "2024-06-10"),
                     issuer="UBND tỉnh")  # fmt: skip
    found = register(connection, "UBND", province="Đồng Tháp").rows
    assert [(row.normative, row.highest) for row in found] == [(False, 3), (True, 8)]


def test_a_merged_province_counts_anew_under_its_old_name(put):
    connection = put((300, "KH-UBND", "2025-06-10"), (9, "KH-UBND", "2025-08-10"),
                     issuer="UBND tỉnh Đồng Tháp")  # fmt: skip
    found = register(connection, "UBND", province="Đồng Tháp", year=2025).rows
    assert [(row.period, row.highest, row.outliers) for row in found] == [
        ("2025", 300, ()), ("2025, từ 1/7", 9, ()),
    ]  # fmt: skip


def test_a_wrong_year_is_named_with_its_neighbours_and_does_not_count(put):
    # 771 ngày 12/3/2024 bị ghi là 2023; trong năm 2023 số 771 tháng 3 không thể có
    before = [(n, "KH-SNV", f"2023-{m:02}-15") for n, m in ((10, 1), (40, 4), (90, 8), (120, 12))]
    after = [(n, "KH-SNV", f"2024-{m:02}-15") for n, m in ((15, 1), (700, 2), (800, 4), (900, 6))]
    connection = put(*before, *after, (771, "KH-SNV", "2023-03-12"))
    row, following = register(connection, "SNV", province="Đồng Tháp").rows
    (outlier,) = row.outliers
    assert (outlier.code, outlier.fits_year) == ("771/KH-SNV", "2024")
    assert (outlier.before.code, outlier.after) == ("120/KH-SNV", None)
    assert row.highest == 120  # số ghi sai năm không làm tăng số ít nhất đã ban hành
    assert following.outliers == ()


def test_types_on_one_counter_leave_no_gap_where_the_other_stands(put):
    connection = put(
        (1, "KH-SNV", "2024-01-05"), (2, "TB-SNV", "2024-01-09"), (3, "KH-SNV", "2024-01-20"),
        (4, "TB-SNV", "2024-02-01"), (6, "KH-SNV", "2024-02-11"), (7, "TB-SNV", "2024-02-12"),
    )  # fmt: skip
    found = register(connection, "SNV")
    (row,) = found.rows
    assert (row.types, row.missing) == (("KH", "TB"), ((5, 5),))
    (counter,) = found.counters
    assert (counter.types, counter.verdict) == (("KH", "TB"), ONE)
    assert "1/KH-SNV (2024-01-05) rồi đến 2/TB-SNV (2024-01-09)" in counter.evidence
    (row,) = register(connection, "SNV", type="kh").rows
    assert row.types == ("KH", "TB")


KH, QD = "KH", "QĐ"
# Mỗi dòng: các số (loại, số, ngày trong năm 2024), một sổ hay sổ riêng.
COUNTERS = [
    ("trùng số", [(KH, 5, "01-10"), (QD, 5, "03-10")], TWO),
    ("quá ít", [(KH, 5, "01-10"), (QD, 6, "01-11")], UNKNOWN),
    ("xen kẽ nhiều lần", [(KH, 1, "01-01"), (QD, 2, "01-05"), (KH, 3, "01-09"), (QD, 4, "02-01"),
                          (KH, 5, "02-09")], ONE),
    ("chỉ xen kẽ một lần", [(KH, 1, "01-01"), (KH, 2, "01-05"), (QD, 30, "03-09"),
                            (QD, 31, "03-10")], UNKNOWN),
    ("số lớn mà ngày sớm", [(KH, 5, "02-01"), (KH, 9, "06-01"), (QD, 300, "01-05"),
                            (QD, 700, "03-01"), (QD, 900, "04-01")], TWO),
    ("không có ngày", [(KH, 1, None), (QD, 2, None), (KH, 3, None), (QD, 4, None)], UNKNOWN),
]  # fmt: skip


def numbered(kind, number, day, *, held=False):
    date = f"2024-{day}" if day else None
    return Numbered(number, kind, f"{number}/{kind}-SNV", date, held, 1, f"{kind}{number}{day}")


@pytest.mark.parametrize(("why", "told", "verdict"), COUNTERS, ids=[c[0] for c in COUNTERS])
def test_whether_two_types_share_a_counter(why, told, verdict):
    by_type = {}
    for kind, number, day in told:
        by_type.setdefault(kind, []).append(numbered(kind, number, day))
    (counter,) = counters.compare(by_type, "đâu đó")
    assert counter.verdict == verdict, why
    assert counter.evidence
    assert len(counters.groups(by_type, (counter,))) == (1 if verdict == ONE else 2)


# Mỗi dòng: (số, ngày), những số không thuận.
SEQUENCES = [
    ("tăng đều", [(1, "01-02"), (5, "02-01"), (9, "03-01")], []),
    ("cùng ngày", [(1, "01-02"), (2, "01-02"), (3, "01-02")], []),
    ("lùi hai ngày là thường", [(1, "01-04"), (2, "01-02"), (3, "01-05")], []),
    ("một số lùi một tháng", [(1, "01-02"), (5, "02-01"), (6, "01-01"), (9, "03-01")], [6]),
    ("một số vượt trước", [(1, "01-02"), (2, "11-20"), (6, "02-01"), (9, "03-01")], [2]),
    (
        "hai số sai",
        [(1, "01-02"), (2, "11-20"), (3, "01-05"), (4, "12-20"), (9, "03-01"), (12, "04-01")],
        [2, 4],
    ),
    ("không ngày thì không so", [(1, "01-02"), (2, None), (3, "01-05")], []),
]


@pytest.mark.parametrize(("why", "told", "expected"), SEQUENCES, ids=[s[0] for s in SEQUENCES])
def test_days_that_do_not_rise_with_the_numbers(why, told, expected):
    found = counters.outliers([numbered(KH, number, day) for number, day in told])
    assert [int(outlier.code.split("/")[0]) for outlier in found] == expected, why


def test_what_is_held_is_believed_more_than_what_is_cited():
    held, cited = numbered(KH, 5, "06-01", held=True), numbered(KH, 9, "02-01")
    assert [o.code for o in counters.outliers([held, cited])] == ["9/KH-SNV"]
    held, cited = numbered(KH, 9, "02-01", held=True), numbered(KH, 5, "06-01")
    assert [o.code for o in counters.outliers([held, cited])] == ["5/KH-SNV"]


def test_ten_thousand_numbers_are_fitted_at_once():
    told = [Numbered(n, KH, f"{n}/KH", f"2024-{1 + n // 900:02}-{1 + n % 28:02}", False, 1, str(n))
            for n in range(1, 10_000)]  # fmt: skip
    assert len(counters.outliers(told)) > 0


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("so noi vu", ["Lạng Sơn", "Đồng Tháp"]),  # không dấu
        ("so noi vu tinh lang son", ["Lạng Sơn"]),
        ("SO NOI VU dong thap", ["Đồng Tháp"]),
        ("sở nội vụ đồng tháp", ["Đồng Tháp"]),
        ("snv lang son", ["Lạng Sơn"]),
    ],
)
def test_a_body_and_its_place_as_people_type_them(put, typed, places):
    put((3, "KH-SNV", "2024-01-10"))
    connection = put((4, "KH-SNV", "2024-02-10"), issuer="Sở Nội vụ tỉnh Lạng Sơn")
    assert [row.jurisdiction for row in register(connection, typed).rows] == places


@pytest.mark.parametrize(
    ("agency", "more"),
    [("Hội yêu thơ", {}), ("", {}), ("'; DROP TABLE documents; --", {}), ("\x00", {}),
     ("SNV", {"province": "Atlantis"}), ("SNV", {"year": "bốn"}), ("S" * 100_000, {})],
)  # fmt: skip
def test_what_nobody_is_called_is_told_in_one_line(corpus_db, agency, more):
    with pytest.raises(RegisterError) as told:
        register(corpus_db, agency, **more)
    assert "\n" not in str(told.value)


def test_an_agency_without_numbers_has_no_rows(corpus_db):
    assert register(corpus_db, "Sở Y tế").rows == ()


DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(date.isoformat)


@given(st.lists(st.tuples(st.integers(1, 400), DAYS, st.booleans()), max_size=40))
def test_without_the_outliers_days_rise_with_numbers(told):
    made = [Numbered(n, KH, f"{n}/KH-SNV", day, held, 1, str(at))
            for at, (n, day, held) in enumerate(told)]  # fmt: skip
    wrong = {outlier.document for outlier in counters.outliers(made)}
    kept = sorted((one for one in made if one.document not in wrong), key=lambda o: o[:4])
    for one, other in itertools.pairwise(kept):
        if one.number < other.number:
            slack = date.fromisoformat(one.date) - date.fromisoformat(other.date)
            assert slack <= timedelta(days=3)
    assert len(wrong) < max(1, len(made))  # một số đứng một mình thì thuận
