from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Corpus, documents, store
from corpus.clock import Clock
from corpus.database import open_corpus
from corpus.folding import bare
from corpus.query import QueryError, parse
from corpus.records import Site
from corpus.rows import insert
from corpus.search import Counted, Filters, search
from corpus.seen import put_site
from extractors.text import plain

NOTICES = {
    "plan": (
        "Kế hoạch cải cách hành chính của tỉnh Đồng Tháp",
        "Số: 771/KH-UBND\nKẾ HOẠCH\nCải cách hành chính năm 2024",
        "Đồng Tháp",
        "document",
    ),
    "news": (
        "Hội nghị tuyên truyền",
        """Thực hiện Kế hoạch số 771/KH-UBND ngày 12/3/2024 của UBND tỉnh, Sở Nội vụ tổ chức
        hội nghị tại Việt Nam. Ông Nam phát biểu.""",
        "Đồng Tháp",
        "news",
    ),
    "langson": (
        "Bệnh viện thực hiện Quyết định",
        "Căn cứ Quyết định số 1277/QĐ-UBND của UBND tỉnh Lạng Sơn, uỷ ban hoà giải.",
        "Lạng Sơn",
        "news",
    ),
    "other": (
        "Thông báo tuyển dụng",
        "Kế hoạch số 771/KH-SKHCN và 2/2019/QĐ-TTg",
        "Hà Nội",
        "other",
    ),
}
CODES = {
    "plan": ("771/KH-UBND", "KH", True),
    "news": ("771/KH-UBND", "KH", False),
    "langson": ("1277/QĐ-UBND", "QĐ", False),
    "other": ("771/KH-SKHCN", "KH", False),
}


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    connection = open_corpus(tmp_path_factory.mktemp("search") / "corpus.db")
    put_site(connection, Site("st1"))
    yield connection
    connection.close()


@pytest.fixture
def filled(db, make):
    for name, (title, text, province, genre) in NOTICES.items():
        code, kind, own = CODES[name]
        reference = make.cited(text, code, code, kind, own=own)
        store.put(
            db,
            make.reading(
                text, (reference,), identity=name, title=title, province=province, genre=genre,
                published="2024-03-20" if name != "other" else None, areas=("steering",),
            ),
        )  # fmt: skip
    documents.link(db)
    return db


def names(db, query, **filters):
    hits = search(db, query, Filters(**filters)).hits
    return [h.url.rsplit("/", 1)[1] for h in hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dong thap", {"plan", "news"}),  # không dấu, đ gõ là d; tin của tỉnh cũng tính
        ("Đồng Tháp", {"plan", "news"}),  # có dấu
        ("ke hoach", {"plan", "news", "other"}),  # không dấu
        ("kế hoạch", {"plan", "news", "other"}),
        ("năm", {"plan"}),  # có dấu: không được ra "Nam"
        ("nam", {"plan", "news"}),  # không dấu: "năm" và "Nam"
        ("hòa giải", {"langson"}),  # kiểu đặt dấu cũ tìm ra kiểu mới
        ("hoà giải", {"langson"}),
        ("ủy ban hoà giải", {"langson"}),
        ('"ke hoach so 771"', {"news", "other"}),  # cụm từ
        ('"hoạch kế"', set()),
        ("771/KH-UBND", {"plan", "news"}),  # số hiệu đầy đủ
        ("771 kh ubnd", {"plan", "news"}),
        ("kh 771", {"plan", "news", "other"}),  # loại và số, cơ quan nào cũng được
        ("771 KH", {"plan", "news", "other"}),
        ("kế hoạch số 771", {"plan", "news", "other"}),
        ("qd 1277 lang son", {"langson"}),
        ("quyết định 1277", {"langson"}),
        ("02/2019/QĐ-TTg", {"other"}),  # 02 và 2 là một
        ("ke hoach -ubnd", {"other"}),  # loại trừ
        ("ke hoach NOT ubnd", {"other"}),
        ("tuyên tru", set()),
        ("tuyên tru*", {"news"}),  # tiền tố từ ba chữ
        ("tuye*", {"news", "other"}),  # tuyên, tuyển
        ("tu*", set()),  # quá ngắn: đọc như một từ
        ("không có từ này", set()),
    ],
)  # fmt: skip
def test_queries(filled, query, expected):
    assert set(names(filled, query)) == expected


def test_the_document_comes_before_who_cites_it(filled):
    assert names(filled, "771/KH-UBND")[0] == "plan"
    assert names(filled, "kh 771")[0] == "plan"
    assert names(filled, "kế hoạch")[0] == "plan"  # đầu đề trước thân bài


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"province": "lang son"}, {"langson"}),
        ({"province": "Tiền Giang"}, set()),  # đơn vị cũ chỉ là chính nó
        ({"province": "Đồng Tháp"}, {"plan", "news"}),
        ({"genre": "document"}, {"plan"}),
        ({"year": 2024}, {"plan", "news", "langson"}),
        ({"year": "2023"}, set()),
        ({"since": "2024-03-20", "until": "2024-03-20"}, {"plan", "news", "langson"}),
        ({"since": "2024-03-21"}, set()),
        ({"area": "steering"}, {"plan", "news", "langson", "other"}),
        ({"area": "digital"}, set()),
        ({"agency": "Sở Nội vụ"}, {"news"}),
        ({"agency": "SNV"}, {"news"}),  # mã cơ quan
        ({"site": "st2"}, set()),
    ],
)
def test_filters(filled, filters, expected):
    found = set(names(filled, "ubnd", **filters)) | set(names(filled, "skhcn", **filters))
    assert found == expected


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("phát biểu", ["phát biểu"]),
        ("hoa giai", ["hoà giải"]),
        ("giải uỷ", ["uỷ", "giải"]),  # không liền nhau
        ("1277/qd-ubnd", ["1277/QĐ-UBND"]),
    ],
)
def test_the_passage_shows_the_words(filled, query, marked):
    (hit,) = search(filled, query).hits
    assert [hit.passage[a:b] for a, b in hit.marks] == marked


def test_words_side_by_side_come_first(filled, make):
    for identity, text in (("tách", "Đồng chí đứng thấp hơn"), ("liền", "Về Cao Lãnh, Đồng Tháp")):
        notice = make.reading(text, identity=identity, title="Tin xếp hạng", province=None)
        store.put(filled, notice)
    documents.link(filled)
    hits = search(filled, "dong thap -ke").hits
    assert [h.url.rsplit("/", 1)[1] for h in hits] == ["liền", "tách"]
    for notice in [h.notice for h in hits]:
        store.forget(filled, notice)


@pytest.mark.parametrize(
    "query",
    [
        '"', '""', "'", "*", "771/KH-UBND*", "NEAR(a b)", "a OR b", "a AND", "NOT", "(", ")", "^a",
        "title:kế", "{body} : x", "a-b", "-", "--", "+a", "a;b", "\x00", "kế\x00hoạch", "%", "\\",
        "'; DROP TABLE notices; --", "\ud800", "🙂", "kế" * 200, "a " * 24, '"kế hoạch', "a\nb",
        "²³", "①", "Ⅳ", "e\u0301", "\u0301", "_", "a_b", "NOT NOT a", '-"kế hoạch" tin',
    ],
)  # fmt: skip
def test_what_is_typed_never_breaks_it(filled, query):
    with contextlib.suppress(QueryError):
        search(filled, query)
    assert filled.execute("SELECT count(*) FROM notices").fetchone() == (4,)


@pytest.mark.parametrize("query", ["a" * 10**6, '"' * 10**6, "kế " * 10**5, "", "   ", "-kế"])
def test_too_much_or_nothing_is_one_line(filled, query):
    started = time.monotonic()
    with pytest.raises(QueryError) as error:
        search(filled, query)
    assert len(str(error.value)) < 100
    assert time.monotonic() - started < 5


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60))
def test_any_text_is_an_answer_or_a_query_error(filled, query):
    with contextlib.suppress(QueryError):
        search(filled, query)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aăâdđeêioôơuưyạảãáàộơờỷỹ ĐÁÀ ÂKh0179/-.", max_size=40))
def test_bare_is_plain_letter_for_letter(text):
    assert len(bare(text)) == len(text)
    assert bare(text) == plain(text)


def test_an_interrupted_query_gives_what_there_is(filled):
    results = search(filled, "ke hoach", seconds=0.0)
    assert isinstance(results.hits, tuple)
    again = search(filled, "ke hoach")  # the handler is gone afterwards
    assert not again.interrupted
    assert len(again.hits) == 3


def test_copies_count_once(filled, make):
    for site in ("a", "b"):
        store.put(
            filled,
            make.reading("Nội dung đăng lại " * 20, identity=f"copy-{site}", title="Bản đăng lại"),
        )
    documents.link(filled)
    (hit,) = search(filled, "đăng lại").hits
    assert hit.copies == 2
    for (notice,) in filled.execute(
        "SELECT id FROM notices WHERE title = 'Bản đăng lại'"
    ).fetchall():
        store.forget(filled, notice)


@pytest.mark.parametrize("query", ["12đ/KH-UBND", "kh 12đ", "12d kh ubnd", "kế hoạch số 12đ"])
def test_a_document_whose_number_has_a_letter_comes_first(filled, make, query):
    text = "Số: 12đ/KH-UBND\nKẾ HOẠCH\nKiểm tra"
    own = make.cited(text, "12đ/KH-UBND", "12đ/KH-UBND", "KH", own=True)
    held = store.put(filled, make.reading(text, (own,), identity="đ", genre="document"))
    news = "Kế hoạch số 12đ/KH-UBND của tỉnh, Kế hoạch số 12đ/KH-UBND"
    cited = make.cited(news, "12đ/KH-UBND", "12đ/KH-UBND", "KH")
    citing = store.put(filled, make.reading(news, (cited,), identity="đ-tin", title="12đ/KH-UBND"))
    documents.link(filled)
    hits = search(filled, query).hits
    assert [hit.notice for hit in hits] == [held, citing]
    for notice in (held, citing):
        store.forget(filled, notice)


def test_the_copy_at_home_is_shown_unless_another_is_asked_for(filled, make):
    text = "Hội thi tìm hiểu chuyển đổi số tại tỉnh Lạng Sơn. " * 6
    provinces = ("Hà Nội", "Lạng Sơn", "Huế")
    put = {
        province: store.put(
            filled,
            make.reading(text, identity=f"hoi-thi-{province}", title="Hội thi", province=province),
        )
        for province in provinces
    }
    documents.link(filled)
    (hit,) = search(filled, "tìm hiểu chuyển đổi số").hits
    assert (hit.notice, hit.copies) == (put["Lạng Sơn"], 3)
    (hit,) = search(filled, "tìm hiểu chuyển đổi số", Filters(province="Huế")).hits
    assert (hit.notice, hit.copies) == (put["Huế"], 3)
    for notice in put.values():
        store.forget(filled, notice)


def test_terms_are_quoted():
    expression = parse('kế hoạch* "a b" 771/KH-UBND').match()
    assert '"hoạch"*' in expression
    assert '"771khubnd"' in expression


HOSTILE = ['"', "'", "\x00", "\ud800", "\udcff", "a" * 10**6, "🙂" * 5, "*", "-", "{keys} : x",
           "'; DROP TABLE notices; --", "\u202e", "x" * 70_000, "\x1b[31m", "%", "\\",
           ""]  # fmt: skip
FIELDS = ("province", "agency", "genre", "year", "since", "until", "area", "site")


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("field", FIELDS)
def test_hostile_filters_give_an_answer_or_a_line(filled, field, value):
    with contextlib.suppress(QueryError):
        search(filled, "kế hoạch", Filters(**{field: value}), with_facets=True)
    assert filled.execute("SELECT count(*) FROM notices").fetchone() == (4,)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.text(alphabet='kế hoạch771/-"*()OTN năm\ud800\x00🙂ĐđQ', max_size=40),
    st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=8), max_size=3),
)
def test_any_query_with_any_filters(filled, query, filters):
    with contextlib.suppress(QueryError):
        results = search(filled, query, Filters(**filters), with_facets=True)
        assert all(hit.passage[a:b] for hit in results.hits for a, b in hit.marks)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("không", {"không"}),  # tiếng Việt: một từ, không phải phép trừ
        ("báo cáo không chậm", {"không"}),
        ("bao cao khong cham", {"không"}),
        ("thuỷ lợi", {"không"}),  # dấu đặt kiểu khác
        ("thủy lợi", {"không"}),
        ("thuy loi", {"không"}),
        ("báo cáo NOT chậm", set()),
        ("Báo not chậm", set()),  # chữ thường: là một từ
        ("thủ*", {"không"}),  # tiền tố có dấu
        ("thuy*", {"không"}),
        ("tỉnh thu*", {"không"}),  # hai chữ cái thì chưa đủ ba... ba thì đủ
    ],
)
def test_words_of_vietnamese(filled, make, query, expected):
    text = "Tỉnh báo cáo không chậm về công trình thuỷ lợi."
    notice = store.put(filled, make.reading(text, identity="không", title="Tin", province=None))
    documents.link(filled)
    assert set(names(filled, query)) & {"không"} == expected
    store.forget(filled, notice)


def facet(results, field):
    return {f.value: (f.works, f.more) for f in results.facets if f.field == field}


def test_facets_count_works(filled, make):
    text = "Nội dung đăng lại về kế hoạch của tỉnh, nhiều nơi cùng đăng một tin. " * 6
    for site in ("a", "b"):
        reading = make.reading(
            text, identity=f"copy-{site}", title="Bản đăng lại", areas=("digital",)
        )
        store.put(filled, reading)
    undated = make.reading("Kế hoạch không ghi ngày", identity="undated", published=None,
                           province="Tiền Giang")  # fmt: skip
    store.put(filled, undated)
    documents.link(filled)
    results = search(filled, "ke hoach", with_facets=True)
    assert facet(results, "province") == {"Đồng Tháp": (4, False), "Hà Nội": (1, False)}
    assert facet(results, "year") == {"2024": (3, False), None: (2, False)}
    assert facet(results, "genre") == {"news": (3, False), "document": (1, False),
                                       "other": (1, False)}  # fmt: skip
    assert facet(results, "area") == {"steering": (3, False), "digital": (1, False)}
    assert results.facets[0].field == "province"
    assert search(filled, "ke hoach").facets == ()
    (old,) = search(filled, "ke hoach", Filters(province="tien giang")).hits  # tên đơn vị cũ
    assert old.province_now == "Đồng Tháp"
    for (notice,) in filled.execute(
        "SELECT id FROM notices WHERE identity LIKE 'copy-%' OR identity = 'undated'"
    ).fetchall():
        store.forget(filled, notice)


def test_titles_beyond_their_bound_are_counted_all_the_same(filled, make):
    for at in range(30):  # hơn số đầu đề được xem khi lọc theo cơ quan
        asks = "Sở Y tế" if at % 2 else "Sở Xây dựng"
        store.put(filled, make.reading(
            f"{asks} thông báo lịch tiếp dân thứ {at}", identity=f"lich{at}",
            title=f"Lịch tiếp dân {at}",
        ))  # fmt: skip
    documents.link(filled)
    results = search(filled, "lịch tiếp dân", Filters(agency="Sở Y tế"))
    assert (results.found, results.more) == (15, False)
    none = search(filled, "lịch tiếp dân", Filters(agency="Sở Sao Hỏa"))
    assert (none.found, none.more) == (0, False)


# Đơn vị đếm, năm của ai, và các hàng mong đợi; không rõ là một hàng riêng.
COUNTED = [
    (34, "published", "province", {"Đồng Tháp": 3, "Tây Ninh": 1}),
    (63, "published", "province",
     {"Tiền Giang": 1, "Đồng Tháp": 1, "Đồng Tháp (từ 1/7/2025)": 1, "Long An": 1}),
    (34, "published", "year", {"2024": 2, "2025": 1, None: 1}),
    (34, "document", "year", {"2023": 1, None: 3}),
    (63, "measured", "year", {"2022": 1, "2023": 1, None: 3}),
]  # fmt: skip


@pytest.mark.parametrize(("units", "year_of", "field", "expected"), COUNTED)
def test_facets_in_63_or_34_units_and_by_any_year(corpus_db, make, units, year_of, field, expected):
    for at, (province, day) in enumerate([
        ("Tiền Giang", "2024-02-01"), ("Đồng Tháp", "2024-03-01"), ("Đồng Tháp", "2025-08-01"),
        ("Long An", None),
    ]):  # fmt: skip
        put_site(corpus_db, Site(f"s{at}", province=province))
        notice = store.put(corpus_db, make.reading(
            f"Tin thứ {at} nói về đê điều", site=f"s{at}", identity=str(at), title=f"Tin {at}",
            province=province, published=day,
        ))  # fmt: skip
        if at == 0:
            corpus_db.execute(
                "INSERT INTO documents (id, family, year, bucket, works, notice)"
                " VALUES ('d', 'state', '2023', '1', 0, ?)", (notice,),
            )  # fmt: skip
            asked = "SELECT id FROM texts WHERE notice = ?"
            (text,) = corpus_db.execute(asked, (notice,)).fetchone()
            for year in ("2022", "2023"):
                insert(corpus_db, "scores", {
                    "id": year, "text_id": text, "notice": notice, "start_char": 0, "end_char": 3,
                    "quote": "Tin", "kind": "value", "indicator": "PAR_INDEX", "period": year,
                    "inconsistent": 0,
                })  # fmt: skip
    results = search(corpus_db, "đê điều", with_facets=True, counted=Counted(units, year_of))
    assert {value: works for value, (works, _) in facet(results, field).items()} == expected


@pytest.mark.parametrize("wrong", [(35, "published"), (34, "born")])
def test_what_cannot_be_counted_is_a_line(wrong):
    with pytest.raises(QueryError):
        Counted(*wrong)


def test_a_facet_beyond_the_bound_says_at_least(filled, monkeypatch):
    monkeypatch.setattr("corpus.candidates._COUNTED", 2)
    results = search(filled, "ke hoach", with_facets=True)
    assert results.more
    assert all(more for _, more in facet(results, "genre").values())


def test_a_document_is_found_however_many_cite_it(filled, make, monkeypatch):
    monkeypatch.setattr("corpus.candidates._IN_BODIES", 1)
    put = []
    for number in range(4):
        text = f"Tin {number}: thực hiện Kế hoạch số 771/KH-UBND của tỉnh"
        cited = make.cited(text, "771/KH-UBND", "771/KH-UBND", "KH")
        put.append(store.put(filled, make.reading(text, (cited,), identity=f"n{number}")))
    documents.link(filled)
    assert names(filled, "771/KH-UBND")[0] == "plan"  # văn bản được ghi vào kho trước các tin
    assert names(filled, "kế hoạch 771 năm 2024")[0] == "plan"
    for notice in put:
        store.forget(filled, notice)


def test_what_takes_long_inside_one_step_is_interrupted(filled):
    """A step of SQLite that asks no progress handler ends too, and the next query is whole."""
    clock = Clock(0.2)
    begun = time.monotonic()
    slow = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with clock.stopping(filled):
        filled.set_progress_handler(None, 0)
        assert list(clock.rows(filled, slow, ())) == []
    assert clock.rang
    assert time.monotonic() - begun < 10
    assert not search(filled, "ke hoach").interrupted


def test_facets_in_python(filled):
    results = Corpus(filled).search("ke hoach", facets=True)
    assert facet(results, "genre")["document"] == (1, False)


@pytest.mark.parametrize("query", ["kh 771", "771/KH-UBND", "tuye*", '"ke hoach"', "ke hoach -xa"])
def test_a_query_that_has_no_time_is_told_to_be_interrupted(filled, query):
    """Whatever step the time ends in, there is an answer and no traceback."""
    for seconds in (0.0, 1e-5, 1e-4, 5e-4, 1e-3):
        results = search(filled, query, Filters(province="dong thap"), seconds=seconds)
        assert results.interrupted or not results.more
    assert search(filled, query, seconds=0.0).interrupted
    assert not search(filled, query).interrupted
