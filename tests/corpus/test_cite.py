from __future__ import annotations

import contextlib
import json
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import documents, store
from corpus.asked import read
from corpus.cite import cite
from corpus.query import QueryError
from corpus.records import Site
from corpus.seen import put_site

# Mã, loại, cách viết trong văn bản; mỗi mã là một văn bản riêng, có chữ hay không có chữ.
NUMBERS = [
    ("30c/NQ-CP", "NQ", "Nghị quyết số 30c/NQ-CP ngày 08/11/2011", "2011-11-08"),
    ("30/NQ-CP", "NQ", "Nghị quyết số 30/NQ-CP ngày 11/3/2022", "2022-03-11"),
    ("05a/KH-UBND", "KH", "Kế hoạch số 05a/KH-UBND ngày 02/01/2024", "2024-01-02"),
    ("5/KH-UBND", "KH", "Kế hoạch số 5/KH-UBND ngày 03/01/2024", "2024-01-03"),
    ("12d/KH-UBND", "KH", "Kế hoạch số 12d/KH-UBND ngày 04/01/2024", "2024-01-04"),
    ("12đ/KH-UBND", "KH", "Kế hoạch số 12đ/KH-UBND ngày 05/01/2024", "2024-01-05"),
    ("07b-HD/BTCTW", "HD", "Hướng dẫn số 07b-HD/BTCTW ngày 06/01/2024", "2024-01-06"),
    ("08a/2020/QĐ-UBND", "QĐ", "Quyết định số 08a/2020/QĐ-UBND ngày 07/01/2020", "2020-01-07"),
    ("15b/SNV-CCHC", "CV", "Công văn số 15b/SNV-CCHC ngày 08/01/2024", "2024-01-08"),
]


@pytest.fixture
def lettered(corpus_db, make):
    text = "; ".join(quote for *_, quote, _ in NUMBERS)
    found = tuple(make.cited(text, q, code, kind, date=day) for code, kind, q, day in NUMBERS)
    store.put(corpus_db, make.reading(text, found))
    documents.link(corpus_db)
    return corpus_db


# Mỗi dòng: cách người ta gõ, và văn bản phải tìm thấy.
SPELLINGS = [
    ("30c/NQ-CP", {"30c/NQ-CP"}),
    ("30C/NQ-CP", {"30c/NQ-CP"}),
    ("30c/nq-cp", {"30c/NQ-CP"}),
    ("30c nq cp", {"30c/NQ-CP"}),
    ("nq 30c", {"30c/NQ-CP"}),
    ("NQ số 30c", {"30c/NQ-CP"}),
    ("nghị quyết 30c", {"30c/NQ-CP"}),
    ("nghi quyet so 30c/NQ-CP", {"30c/NQ-CP"}),
    ("Nghị quyết số 30c/NQ-CP ngày 08/11/2011 của Chính phủ", {"30c/NQ-CP"}),
    ("Nghị quyết 30c năm 2011", {"30c/NQ-CP"}),
    ("nghị quyết 30c ngày 8/11/2011", {"30c/NQ-CP"}),
    ("30c", {"30c/NQ-CP"}),
    ("số 30c", {"30c/NQ-CP"}),
    ("30c/NQ–CP", {"30c/NQ-CP"}),  # gạch dài
    ("30c / NQ - CP", {"30c/NQ-CP"}),
    ("30/NQ-CP", {"30/NQ-CP"}),  # số không chữ là văn bản khác
    ("nq 30", {"30/NQ-CP"}),
    ("05a/KH-UBND", {"05a/KH-UBND"}),
    ("5a/KH-UBND", {"05a/KH-UBND"}),  # "05" và "5"
    ("kh 5a", {"05a/KH-UBND"}),
    ("5/KH-UBND", {"5/KH-UBND"}),
    ("05/kh-ubnd", {"5/KH-UBND"}),
    ("12đ/KH-UBND", {"12đ/KH-UBND"}),
    ("12Đ/KH-UBND", {"12đ/KH-UBND"}),
    ("12d/kh-ubnd", {"12d/KH-UBND", "12đ/KH-UBND"}),  # gõ không dấu: có thể là cả hai
    ("kế hoạch 12đ", {"12đ/KH-UBND"}),
    ("07b-HD/BTCTW", {"07b-HD/BTCTW"}),
    ("7b hd btctw", {"07b-HD/BTCTW"}),
    ("hướng dẫn 7b", {"07b-HD/BTCTW"}),
    ("08a/2020/QĐ-UBND", {"08a/2020/QĐ-UBND"}),
    ("8a/2020/qd-ubnd", {"08a/2020/QĐ-UBND"}),
    ("8a/QĐ-UBND", {"08a/2020/QĐ-UBND"}),
    ("quyết định 8a năm 2020", {"08a/2020/QĐ-UBND"}),
    ("quyết định 8a năm 2021", set()),
    ("15b/SNV-CCHC", {"15b/SNV-CCHC"}),
    ("cv 15b", {"15b/SNV-CCHC"}),
    ("công văn số 15b/SNV-CCHC", {"15b/SNV-CCHC"}),
    ("15/SNV-CCHC", set()),
    ("30cNQ-CP", set()),  # chữ dính vào ký hiệu: không đoán
    ("30c/QĐ-CP", set()),
]


@pytest.mark.parametrize(("spelling", "expected"), SPELLINGS)
def test_numbers_with_a_letter_in_every_spelling(lettered, spelling, expected):
    assert {d.code for d in cite(lettered, spelling).documents} == expected


@pytest.mark.parametrize(
    ("text", "bucket", "letters", "year"),
    [
        ("Kế hoạch năm 2024 số 771/KH-UBND", "771", ("kh", "ubnd"), "2024"),  # năm không phải số
        ("KẾ HOẠCH SỐ 771/KH-UBND NGÀY 12 THÁNG 3 NĂM 2024 CỦA UBND TỈNH LONG AN", "771",
         ("kh", "ubnd"), "2024"),
        ("771KH-UBND", "771", ("kh", "ubnd"), None),  # mất gạch chéo
        ("KH771", "771", ("kh",), None),
        ("02/2017/TT-VPCP", "2", ("tt", "vpcp"), "2017"),
        ("ct 16 ttg", "16", ("ct", "ttg"), None),
        ("2231/SNV-CCHC&PC", "2231", ("snv", "cchc", "pc"), None),
        ("18-NQ/TW", "18", ("nq", "tw"), None),
        ("Luật số 45/2019/QH14", "45", ("qh14",), "2019"),
    ],
)  # fmt: skip
def test_what_is_asked(text, bucket, letters, year):
    asked = read(text)
    assert (asked.buckets, asked.letters, asked.year) == ((bucket,), letters, year)


@pytest.fixture
def copied(corpus_db, make):
    """One publication on three sites; it is about Lạng Sơn."""
    text = "Lạng Sơn thực hiện Kế hoạch số 9/KH-UBND ngày 2/1/2024 và Kế hoạch 7/KH-UBND. " * 4
    plan = make.cited(text, "Kế hoạch số 9/KH-UBND ngày 2/1/2024", "9/KH-UBND", "KH",
                      date="2024-01-02", relation="implements")  # fmt: skip
    again = make.cited(text, "Kế hoạch số 9/KH-UBND ngày 2/1/2024", "9/KH-UBND", "KH", after=50,
                       date="2024-01-02", relation="implements")  # fmt: skip
    unsure = make.cited(text, "Kế hoạch 7/KH-UBND", "7/KH-UBND", "KH")
    for site, province in (("st1", "Đồng Tháp"), ("st2", "Lạng Sơn"), ("st3", "Huế")):
        put_site(corpus_db, Site(site, province=province))
        store.put(
            corpus_db,
            make.reading(text, (plan, again, unsure), site=site, province=province),
        )
    documents.link(corpus_db)
    return corpus_db


def test_a_publication_is_listed_once_by_the_copy_at_home(copied):
    (document,) = cite(copied, "9/KH-UBND").documents
    assert document.works == 1
    (citing,) = document.cited_by  # hai lần nhắc như nhau trong một tin cũng là một
    assert (citing.site, citing.province, citing.copies) == ("st2", "Lạng Sơn", 3)
    (left,) = cite(copied, "7/KH-UBND").unresolved
    assert (left.citing.site, left.citing.copies) == ("st2", 3)


def test_a_copy_that_alone_cites_is_listed_all_the_same(copied):
    (home,) = copied.execute("SELECT DISTINCT work FROM notices").fetchone()
    copied.execute("DELETE FROM citations WHERE notice = ?", (home,))
    (document,) = cite(copied, "9/KH-UBND").documents
    assert [c.site for c in document.cited_by] in (["st1"], ["st3"])


OWN = "Số: 9/KH-UBND\nKẾ HOẠCH\nCăn cứ Luật Thủ đô năm 2024\nKế hoạch này thay KH số 5/KH-UBND"


def test_a_document_does_not_cite_itself(corpus_db, make):
    found = (
        make.cited(OWN, "9/KH-UBND", "9/KH-UBND", "KH", own=True, date="2024-01-02"),
        make.cited(OWN, "Luật Thủ đô năm 2024", None, "LUẬT", relation="mentions"),
        make.cited(OWN, "Kế hoạch này", None, "KH", antecedent=4, relation="mentions"),
        make.cited(OWN, "KH số 5/KH-UBND", "5/KH-UBND", "KH", date="2023-01-02"),
    )
    store.put(corpus_db, make.reading(OWN, found, genre="document"))
    documents.link(corpus_db)
    (document,) = cite(corpus_db, "9/KH-UBND").documents
    assert (document.works, document.cited_by) == (0, ())
    told = [(c.code or c.quote, c.relation) for c in document.cites]  # cả nơi chỉ nhắc đến
    assert told == [("Luật Thủ đô năm 2024", "mentions"), ("5/KH-UBND", "mentions")]


def test_a_document_tells_what_changed_it(corpus_db, make):
    quotes = ("Quyết định số 5/QĐ-UBND ngày 2/1/2020", "Quyết định số 9/QĐ-UBND ngày 3/1/2024")
    text = " được thay thế bởi ".join(quotes)
    found = (
        make.cited(text, quotes[0], "5/QĐ-UBND", "QĐ", date="2020-01-02", relation="replaced_by"),
        make.cited(text, quotes[1], "9/QĐ-UBND", "QĐ", date="2024-01-03", relation="replaces"),
    )
    store.put(corpus_db, make.reading(text, found))
    documents.link(corpus_db)
    (old,), (new,) = (cite(corpus_db, code).documents for code in ("5/QĐ-UBND", "9/QĐ-UBND"))
    assert [(c.code, c.relation, c.quote) for c in old.changed_by] == [
        ("9/QĐ-UBND", "replaces", quotes[0])
    ]
    assert new.changed_by == ()


# Mỗi dòng: lời nói về một thay đổi, bản đọc ghi gì, và người tra được cho biết gì.
SPOKEN = [
    ("Sở đề nghị sửa đổi {}", "amends", "mentions"),
    ("Quyết định số 9/QĐ-UBND ngày 3/1/2024 bãi bỏ điểm 4 mục II {}", "repeals", "amends"),
    ("Quyết định số 9/QĐ-UBND ngày 3/1/2024 thay thế {}", "replaces", "replaces"),
    ("Thực hiện {}", "implements", "implements"),
]


@pytest.mark.parametrize(("sentence", "read_as", "told"), SPOKEN)
def test_what_is_only_spoken_of_is_no_change(corpus_db, make, sentence, read_as, told):
    plan = "Kế hoạch số 5/KH-UBND ngày 2/1/2020"
    text = sentence.format(plan)
    found = [make.cited(text, plan, "5/KH-UBND", "KH", date="2020-01-02", relation=read_as)]
    if text.startswith("Quyết"):
        other = "Quyết định số 9/QĐ-UBND ngày 3/1/2024"
        found.insert(0, make.cited(text, other, "9/QĐ-UBND", "QĐ", date="2024-01-03"))
    store.put(corpus_db, make.reading(text, tuple(found)))
    documents.link(corpus_db)
    (document,) = cite(corpus_db, "5/KH-UBND").documents
    assert [c.relation for c in document.cited_by] == [told]


LAWS = [
    # (tên được nhắc trong từng tin) -> (các năm của văn bản, lý do chưa xác định)
    ([["Luật Thủ đô"]], [None], []),  # không ai nói năm: một văn bản
    ([["Luật Thủ đô năm 2024"], ["Luật Thủ đô"]], ["2024"], ["year_missing"]),
    ([["Luật Thủ đô năm 2024", "Luật Thủ đô"]], ["2024"], []),  # cùng tin
    ([["Luật Thủ đô năm 2024", "Luật Thủ đô năm 2012", "Luật Thủ đô"]], ["2012", "2024"],
     ["several_candidates"]),
]  # fmt: skip


@pytest.mark.parametrize(("notices", "years", "reasons"), LAWS)
def test_a_law_without_its_year_is_not_another_law(corpus_db, make, notices, years, reasons):
    for identity, names in enumerate(notices):
        text = "; ".join(names) + "."
        at = 0
        found = []
        for name in names:
            found.append(make.cited(text, name, None, "LUẬT", after=at))
            at = found[-1].end
        store.put(corpus_db, make.reading(text, tuple(found), identity=str(identity)))
    documents.link(corpus_db)
    answer = cite(corpus_db, "Luật Thủ đô")
    assert sorted((d.year for d in answer.documents), key=str) == years
    assert [u.reason for u in answer.unresolved] == reasons


@pytest.mark.parametrize("asked", ["", "số", "kế hoạch", "năm 2024 của UBND" * 40])
def test_what_is_no_number_is_one_line(corpus_db, asked):
    with pytest.raises(QueryError) as error:
        cite(corpus_db, asked)
    assert "\n" not in str(error.value)


def test_a_law_nobody_named_is_not_found(corpus_db):
    assert cite(corpus_db, "luật").documents == ()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.text(max_size=40) | st.text(alphabet='kh 771/-"*()luật năm\ud800\x00🙂Đđ2024', max_size=40),
    st.none() | st.text(max_size=5),
    st.none() | st.text(max_size=5) | st.integers(-(10**20), 10**20),
)
def test_any_text_is_an_answer_or_one_line(lettered, code, province, year):
    with contextlib.suppress(QueryError):
        answer = cite(lettered, code, province, year)
        assert json.dumps(asdict(answer))


def test_of_a_common_number_the_most_cited_and_the_newest_are_listed(corpus_db, make):
    for at in range(60):
        day = f"2024-{1 + at // 28:02}-{1 + at % 28:02}"
        text = f"Tin {at}. Kế hoạch số 8/KH-UBND ngày 2/1/2024 của UBND tỉnh Đồng Tháp"
        found = [make.cited(text, "Kế hoạch số 8/KH-UBND ngày 2/1/2024", "8/KH-UBND", "KH",
                            date="2024-01-02", issuer="UBND tỉnh Đồng Tháp")]  # fmt: skip
        if at < 30:
            text += f"; Quyết định số 8/QĐ-S{at} ngày 3/1/2024"
            found.append(make.cited(text, f"Quyết định số 8/QĐ-S{at} ngày 3/1/2024",
                                    f"8/QĐ-S{at}", "QĐ", date="2024-01-03"))  # fmt: skip
        reading = make.reading(
            text, tuple(found), identity=str(at), title=f"Tin {at}", published=day
        )
        store.put(corpus_db, reading)
    documents.link(corpus_db)
    answer = cite(corpus_db, "8")
    assert (len(answer.documents), answer.more) == (10, 21)
    most = answer.documents[0]
    assert (most.code, most.works) == ("8/KH-UBND", 60)
    assert [c.published for c in most.cited_by] == [
        "2024-03-04",
        "2024-03-03",
        "2024-03-02",
        "2024-03-01",
        "2024-02-28",
    ]
    (alone,) = cite(corpus_db, "8/KH-UBND", limit=7).documents
    assert [c.title for c in alone.cited_by] == [f"Tin {at}" for at in range(59, 52, -1)]
    assert cite(corpus_db, "8/KH-UBND", "Lạng Sơn").documents == ()
    assert cite(corpus_db, "8/KH-UBND", "đồng tháp", 2024).documents[0].id == alone.id
    assert cite(corpus_db, "8/KH-UBND", year=2023).documents == ()
