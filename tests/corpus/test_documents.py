from __future__ import annotations

import dataclasses

import pytest

from corpus import document_row, documents, store
from corpus.cite import cite
from corpus.identity import jurisdiction_of
from corpus.mention import Mention
from corpus.query import QueryError
from corpus.records import Site
from corpus.resolve import resolve
from corpus.seen import put_site


def mention(name, code, kind="KH", **more):
    """A mention told by its code; `notice` is by default one of its own."""
    number, _, symbol = code.partition("/")
    year = None
    if symbol[:4].isdigit():
        year, _, symbol = symbol.partition("/")
    told = {
        "id": name, "notice": f"n-{name}", "attachment": None, "code": code, "type": kind,
        "number": number, "year": year, "symbol": symbol or None, "date": None, "issuer": None,
        "issuer_id": None, "subject": None, "quote": code, "own": False, "antecedent": None,
        "published": "2024-05-01", "province": "Đồng Tháp",
        "province_from": "site", "holds": False, "bucket": number,
    }  # fmt: skip
    told |= more
    return Mention(work=told["notice"], **told)


A = ("771/KH-UBND", "KH")


# Mỗi dòng: hai lần nhắc, có phải cùng một văn bản không, và vì sao.
SAME_OR_NOT = [
    ("cùng số, cùng tỉnh, cùng năm", True, {"date": "2024-03-12"}, {"date": "2024-03-12"}),
    ("ngày ghi lệch trong năm vẫn là một", True, {"date": "2024-03-12"}, {"date": "2024-03-21"}),
    (
        "cùng số, hai tỉnh",
        False,
        {"date": "2024-03-12"},
        {"date": "2024-03-12", "province": "Lạng Sơn"},
    ),
    (
        "cơ quan ban hành nói rõ tỉnh khác với trang đăng",
        False,
        {"date": "2024-03-12"},
        {"date": "2024-03-12", "issuer": "UBND tỉnh Lạng Sơn"},
    ),
    (
        "trang của tỉnh khác, nhưng cơ quan ban hành là tỉnh này",
        True,
        {"date": "2024-03-12"},
        {"date": "2024-03-12", "province": "Hà Nội", "issuer": "UBND tỉnh Đồng Tháp"},
    ),
    ("số bắt đầu lại mỗi năm", False, {"date": "2024-03-12"}, {"date": "2023-03-12"}),
    (
        "huyện và tỉnh",
        False,
        {"date": "2024-03-12"},
        {"date": "2024-03-12", "issuer": "UBND huyện Lai Vung"},
    ),
    (
        "hai huyện",
        False,
        {"date": "2024-03-12", "issuer": "UBND huyện Lấp Vò"},
        {"date": "2024-03-12", "issuer": "UBND huyện Lai Vung"},
    ),
    (
        "một huyện, viết hai cách",
        True,
        {"date": "2024-03-12", "issuer": "Ủy ban nhân dân huyện Lai Vung"},
        {"date": "2024-03-12", "issuer": "UBND huyện Lai Vung, tỉnh Đồng Tháp"},
    ),
    (
        "thành phố thuộc tỉnh là cấp huyện",
        False,
        {"date": "2024-03-12"},
        {"date": "2024-03-12", "issuer": "UBND thành phố Cao Lãnh"},
    ),
    (
        "không biết của tỉnh nào: không gộp",
        False,
        {"date": "2024-03-12", "province": None},
        {"date": "2024-03-12", "province": None},
    ),
    (
        "không biết tỉnh nhưng cùng một tin",
        True,
        {"date": "2024-03-12", "province": None, "notice": "x"},
        {"date": "2024-03-12", "province": None, "notice": "x"},
    ),
    (
        "sau sáp nhập, trang của tỉnh mới nhắc số cũ: có thể của ba tỉnh",
        False,
        {"date": "2024-03-12", "province": "Lâm Đồng", "published": "2024-05-01"},
        {"date": "2024-03-12", "province": "Lâm Đồng", "published": "2025-09-01"},
    ),
    (
        "tỉnh không sáp nhập thì rõ",
        True,
        {"date": "2024-03-12", "province": "Lạng Sơn", "published": "2024-05-01"},
        {"date": "2024-03-12", "province": "Lạng Sơn", "published": "2025-09-01"},
    ),
    (
        "số mới của tỉnh đã nhập thuộc về tỉnh mới",
        True,
        {"date": "2025-08-12", "province": "Đắk Nông", "published": "2025-09-01"},
        {"date": "2025-08-12", "province": "Lâm Đồng", "published": "2025-09-01"},
    ),
]


@pytest.mark.parametrize(
    ("why", "same", "one", "other"), SAME_OR_NOT, ids=[c[0] for c in SAME_OR_NOT]
)
def test_identity(why, same, one, other):
    decisions, _ = resolve([mention("a", *A, **one), mention("b", *A, **other)])
    found = {decision.document for decision in decisions.values()}
    assert (len(found) == 1 and None not in found) == same, why


# Mỗi dòng: hai mã viết khác nhau và có phải một văn bản không.
CODES = [
    ("02/KH-UBND", "2/KH-UBND", "KH", True),  # "02" và "2"
    ("43/KH-SKH&CN", "43/KH-SKHCN", "KH", True),  # có và không có &
    ("12/QĐ-SGDĐT", "12/QĐ-SGDDT", "QĐ", True),  # Đ viết thành D trong tên cơ quan
    ("30/NQ-CP", "30c/NQ-CP", "NQ", False),  # số có chữ là số khác
    ("30/KH-UBND", "30/KH-SNV", "KH", False),  # cơ quan khác
    ("45/2019/QH14", "45/2019/QH14", "LUAT", True),
    ("45/2019/QH14", "45/2024/QH15", "LUAT", False),  # khóa khác
    ("18-NQ/TW", "18/NQ-TW", "NQ", False),  # của Đảng và của Nhà nước
]


@pytest.mark.parametrize(("one", "other", "kind", "same"), CODES)
def test_codes(one, other, kind, same):
    both = [
        mention(name, code, kind, date="2024-03-12", symbol=code.split("/", 1)[1], bucket="x",
                number=code.replace("-", "/").split("/")[0])
        for name, code in (("a", one), ("b", other))
    ]  # fmt: skip
    decisions, _ = resolve(both)
    assert (decisions["a"].document == decisions["b"].document) == same


def test_project_and_scheme_stay_two():
    # ĐA là đề án, DA là dự án
    both = [
        mention("a", "5/ĐA-UBND", "ĐA", date="2024-01-02"),
        mention("b", "5/DA-UBND", "DA", date="2024-01-02"),
    ]
    decisions, _ = resolve(both)
    assert decisions["a"].document != decisions["b"].document


FULL = mention("full", *A, date="2024-03-12", subject="cải cách hành chính năm 2024")
INCOMPLETE = [
    ("thiếu năm, cùng một tin", {"notice": "n-full"}, ("same_notice", None)),
    (
        "thiếu năm, trùng trích yếu",
        {"subject": "cải cách hành chính năm 2024", "published": "2026-01-01"},
        ("subject", None),
    ),
    ("thiếu năm, tin cùng năm", {}, ("year_of_notice", None)),
    ("thiếu năm, tin nhiều năm sau", {"published": "2027-01-01"}, (None, "year_missing")),
    ("thiếu năm, tin trước văn bản", {"published": "2023-01-01"}, (None, "year_missing")),
    ("thiếu năm, không rõ ngày đăng", {"published": None}, (None, "year_missing")),
    ("thiếu năm, tỉnh khác", {"province": "Lạng Sơn"}, (None, "year_missing")),
]


@pytest.mark.parametrize(("why", "more", "expected"), INCOMPLETE, ids=[c[0] for c in INCOMPLETE])
def test_a_missing_year(why, more, expected):
    decisions, _ = resolve([FULL, mention("part", *A, **more)])
    found = decisions["part"]
    assert (found.found_by, found.unresolved) == expected, why
    assert (found.document is not None) == (expected[0] is not None)


def test_several_years_are_listed_not_guessed():
    other = mention("other", *A, date="2023-03-01")
    decisions, _ = resolve([FULL, other, mention("part", *A)])
    assert decisions["part"].unresolved == "several_candidates"
    assert decisions["full"].document in (decisions["part"].candidates or "")
    assert decisions["other"].document in (decisions["part"].candidates or "")


BARE = [
    ("số trơn, cùng tin, cùng loại", {"notice": "n-full"}, "same_notice"),
    ("số trơn, tin khác", {}, None),
    ("số trơn, đúng ngày", {"date": "2024-03-12"}, "same_date"),
    ("số trơn, khác ngày", {"date": "2024-03-13"}, None),
    ("số trơn, cùng tin, khác loại", {"notice": "n-full", "type": "QĐ"}, None),
    ("nhắc lại bằng tiền ngữ", {"antecedent": "full", "notice": "n-full"}, "antecedent"),
]


@pytest.mark.parametrize(("why", "more", "found_by"), BARE, ids=[c[0] for c in BARE])
def test_a_bare_number(why, more, found_by):
    part = mention("part", "771", **{"symbol": None, **more})
    decisions, _ = resolve([FULL, part])
    assert decisions["part"].found_by == found_by, why
    if found_by is None:
        assert decisions["part"].unresolved == "symbol_missing"


JURISDICTIONS = [
    # (cơ quan ban hành, ký hiệu, tỉnh của trang) -> (của ai, ai nói)
    ("UBND tỉnh Lạng Sơn", "QĐ-UBND", "Hà Nội", ("Lạng Sơn", "issuer")),
    ("UBND tỉnh", "QĐ-UBND", "Lạng Sơn", ("Lạng Sơn", "site")),
    (None, "QĐ-UBND", "Lạng Sơn", ("Lạng Sơn", "site")),
    (None, "QĐ-UBND", None, (None, None)),
    (None, "QĐ-TTg", "Lạng Sơn", ("Trung ương", "symbol")),
    (None, "NĐ-CP", None, ("Trung ương", "symbol")),
    (None, "TT-BNV", "Lạng Sơn", ("Trung ương", "symbol")),
    (None, "BNV-CCHC", "Lạng Sơn", ("Trung ương", "symbol")),
    ("Bộ Nội vụ", "CV", "Lạng Sơn", ("Trung ương", "issuer")),
    ("Thủ tướng Chính phủ", "QĐ-TTg", "Lạng Sơn", ("Trung ương", "issuer")),
    ("Sở Nội vụ", "KH-SNV", "Lạng Sơn", ("Lạng Sơn", "site")),
    ("UBND huyện Lai Vung", "KH-UBND", "Đồng Tháp", ("Đồng Tháp / huyện Lai Vung", "site")),
    ("UBND huyện", "KH-UBND", "Đồng Tháp", (None, None)),
    ("UBND HUYỆN ĐẮK SONG", "KH-UBND", "Đắk Nông", ("Đắk Nông / huyện Đắk Song", "site")),
    ("UBND huyện Cần Đước", "BC-UBND", "Long An", ("Long An / huyện Cần Đước", "site")),
    ("UBND quận 10", "KH-UBND", "TP.HCM", ("Hồ Chí Minh / quận 10", "site")),
    ("UBND TP Cao Lãnh", "KH-UBND", "Đồng Tháp", ("Đồng Tháp / thành phố Cao Lãnh", "site")),
    ("UBND các huyện, thị xã", "KH-UBND", "Đồng Tháp", (None, None)),
    (
        "UBND xã Tân Phú, huyện Lai Vung",
        "KH-UBND",
        "Đồng Tháp",
        ("Đồng Tháp / huyện Lai Vung / xã Tân Phú", "site"),
    ),
    ("UBND thành phố Hà Nội", "KH-UBND", "Đồng Tháp", ("Hà Nội", "issuer")),
    ("UBND TP Hồ Chí Minh", "KH-UBND", "Đồng Tháp", ("Hồ Chí Minh", "issuer")),
]


@pytest.mark.parametrize(("issuer", "symbol", "site", "expected"), JURISDICTIONS)
def test_jurisdiction(issuer, symbol, site, expected):
    found = jurisdiction_of(
        family="state", issuer=issuer, issuer_id=None, symbol=symbol, day="2024-03-12",
        site_province=site, published="2024-05-01",
    )  # fmt: skip
    assert found[:2] == expected


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [("NQ/TW", ("Trung ương", "symbol")), ("KH/TU", ("Đồng Tháp", "site"))],
)
def test_party_organs(symbol, expected):
    found = jurisdiction_of(
        family="party", issuer=None, issuer_id=None, symbol=symbol, day="2024-03-12",
        site_province="Đồng Tháp", published="2024-05-01",
    )  # fmt: skip
    assert found[:2] == expected


OWN = """Số: 12/KH-SNV
KẾ HOẠCH
Căn cứ Kế hoạch số 771/KH-UBND ngày 12/3/2024
Kế hoạch này thay thế KH số 5/KH-SNV"""


@pytest.fixture
def linked(corpus_db, make):
    store.put(corpus_db, make.plan())
    references = (
        make.cited(OWN, "12/KH-SNV", "12/KH-SNV", "KH", own=True),
        make.cited(OWN, "Kế hoạch số 771/KH-UBND ngày 12/3/2024", "771/KH-UBND", "KH",
                   date="2024-03-12", relation="based_on"),
        make.cited(OWN, "KH số 5/KH-SNV", "5/KH-SNV", "KH", date="2023-01-05", relation="replaces"),
    )  # fmt: skip
    for identity, genre in (("doc", "document"), ("tin", "news")):
        title = f"Kế hoạch kiểm tra cải cách hành chính ({genre})"
        store.put(
            corpus_db, make.reading(OWN, references, identity=identity, genre=genre, title=title)
        )
    documents.link(corpus_db)
    return corpus_db


def test_the_document_itself_is_held_and_news_is_not(linked):
    (document,) = cite(linked, "12/KH-SNV").documents
    assert document.held is not None
    assert document.held.url.endswith("/doc")
    assert document.year == "2024"
    assert [(c.code, c.relation) for c in document.cites] == [
        ("771/KH-UBND", "based_on"),
        ("5/KH-SNV", "replaces"),
    ]


def test_cite_tells_what_it_is_and_who_cites_it(linked):
    (document,) = cite(linked, "771/KH-UBND").documents
    assert (document.type, document.date) == ("KH", "2024-03-12")
    assert (document.jurisdiction, document.jurisdiction_from) == ("Đồng Tháp", "site")
    assert document.issuer == "UBND tỉnh Đồng Tháp"
    assert document.subject == "cải cách hành chính năm 2024"
    assert len(document.cited_by) == 3
    assert {c.relation for c in document.cited_by} == {"implements", "based_on"}


@pytest.mark.parametrize(
    "spelling",
    ["771/KH-UBND", "771 kh ubnd", "kh 771", "Kế hoạch số 771/KH-UBND", "KH 771", "771/kh-ubnd",
     "ke hoach so 771", "771/KH–UBND", "  771 / KH - UBND ", "771"],
)  # fmt: skip
def test_every_spelling_of_a_number(linked, spelling):
    assert [d.code for d in cite(linked, spelling).documents] == ["771/KH-UBND"]


@pytest.mark.parametrize(
    "spelling", ["771/QĐ-UBND", "771/KH-UBNDX", "77/KH-UBND", "qd 771", "1771/KH-UBND"]
)
def test_another_number_is_not_found(linked, spelling):
    assert cite(linked, spelling).documents == ()


@pytest.mark.parametrize("asked", ["", "kế hoạch", "\x00", "x" * 10**6, "'; DROP", '"', "NaN"])
def test_no_number_is_one_line(linked, asked):
    with pytest.raises(QueryError) as error:
        cite(linked, asked)
    assert "\n" not in str(error.value)


def test_several_candidates_are_listed_and_narrowed(linked, make):
    text = "Quyết định ban hành kèm Kế hoạch số 771/KH-UBND ngày 4/5/2023 của UBND tỉnh Lạng Sơn"
    quote = "Kế hoạch số 771/KH-UBND ngày 4/5/2023 của UBND tỉnh Lạng Sơn"
    other = make.cited(
        text, quote, "771/KH-UBND", "KH", date="2023-05-04", issuer="UBND tỉnh Lạng Sơn"
    )
    store.put(linked, make.reading(text, (other,), identity="ls", title="Tin Lạng Sơn"))
    documents.link(linked)
    assert len(cite(linked, "771/KH-UBND").documents) == 2
    for narrowed in (
        cite(linked, "771/KH-UBND", province="lang son"),
        cite(linked, "771/KH-UBND", year=2023),
    ):
        assert [d.jurisdiction for d in narrowed.documents] == ["Lạng Sơn"]
    assert cite(linked, "771/KH-UBND", province="Huế").documents == ()


def test_open_mentions_are_named(linked, make):
    text = "Theo Kế hoạch số 9/KH-UBND, các sở thực hiện"
    part = make.cited(text, "Kế hoạch số 9/KH-UBND", "9/KH-UBND", "KH")
    store.put(linked, make.reading(text, (part,), identity="open", title="Tin chưa rõ năm"))
    documents.link(linked)
    answer = cite(linked, "9/KH-UBND")
    assert answer.documents == ()
    assert [u.reason for u in answer.unresolved] == ["year_missing"]
    assert answer.unresolved[0].citing.title == "Tin chưa rõ năm"
    assert linked.execute("SELECT reason, code FROM unresolved").fetchall() == [
        ("year_missing", "9/KH-UBND")
    ]


def test_a_law_by_name(corpus_db, make):
    name = "Luật Tổ chức chính quyền địa phương"
    text = f"Căn cứ {name} năm 2025; theo {name}"
    laws = (
        make.cited(text, f"{name} năm 2025", None, "LUAT"),
        make.cited(text, name, None, "LUAT", after=55),
    )
    store.put(corpus_db, make.reading(text, laws))
    documents.link(corpus_db)
    answer = cite(corpus_db, "Luật Tổ chức chính quyền địa phương 2025")
    assert [d.year for d in answer.documents] == ["2025"]
    assert answer.documents[0].jurisdiction == "Trung ương"


def test_a_publication_of_several_provinces_is_not_its_sites(corpus_db, make):
    # cùng một tin, trang của hai tỉnh đăng: số hiệu là của tỉnh mà bài nói, không phải của trang
    text = "Thực hiện Kế hoạch số 9/KH-UBND ngày 2/1/2024 của UBND tỉnh, huyện họp. " * 4
    found = make.cited(text, "Kế hoạch số 9/KH-UBND ngày 2/1/2024", "9/KH-UBND", "KH",
                       date="2024-01-02", issuer="UBND tỉnh")  # fmt: skip
    title = "Họp triển khai kế hoạch cải cách hành chính"
    one = make.reading(text, (found,), title=title, province="Đồng Tháp")
    store.put(corpus_db, one)
    documents.link(corpus_db)
    assert [d.jurisdiction for d in cite(corpus_db, "9/KH-UBND").documents] == ["Đồng Tháp"]
    put_site(corpus_db, Site("st2", province="Lạng Sơn"))
    store.put(corpus_db, make.reading(text, (found,), title=title, site="st2", province="Lạng Sơn"))
    documents.link(corpus_db)
    (document,) = cite(corpus_db, "9/KH-UBND").documents
    assert (document.jurisdiction, document.works, len(document.cited_by)) == (None, 1, 1)
    assert document.cited_by[0].copies == 2
    named = text + "Tin từ tỉnh Hà Giang."
    for site, province in (("st1", "Đồng Tháp"), ("st2", "Lạng Sơn")):
        again = make.reading(named, (found,), title=title, site=site, province=province)
        store.put(corpus_db, again)
    documents.link(corpus_db)
    (document,) = cite(corpus_db, "9/KH-UBND").documents
    assert (document.jurisdiction, document.jurisdiction_from) == ("Hà Giang", "text")


def test_this_plan_is_the_plan_before_and_no_other(corpus_db, make):
    text = "Kế hoạch số 9/KH-UBND ngày 2/1/2024 gồm 3 phần. Kế hoạch này thay Quyết định này."
    found = (
        make.cited(text, "Kế hoạch số 9/KH-UBND ngày 2/1/2024", "9/KH-UBND", "KH",
                   date="2024-01-02"),
        make.cited(text, "Kế hoạch này", None, "KH", antecedent=0),
        make.cited(text, "Quyết định này", None, "QĐ"),
    )  # fmt: skip
    store.put(corpus_db, make.reading(text, found))
    documents.link(corpus_db)
    told = corpus_db.execute(
        "SELECT quote, document_from, unresolved FROM citations ORDER BY start_char"
    ).fetchall()
    assert [row[1:] for row in told] == [
        ("identity", None),
        ("antecedent", None),
        (None, "number_missing"),
    ]
    assert len(cite(corpus_db, "kh 9").documents) == 1


# Mỗi dòng: lời nhắc lại, thay cho lần nhắc nào, và kết quả.
BACK = [
    ("Kế hoạch này", "full", ("full", "antecedent", None)),
    ("văn bản trên", "full", ("full", "antecedent", None)),
    ("Kế hoạch nêu trên", "open", (None, None, "year_missing")),  # cùng lý do với lần nhắc đầu
    ("Kế hoạch này", None, (None, None, "number_missing")),
    ("văn bản trên", None, (None, None, "number_missing")),
    ("Quyết định nói trên", "gone", (None, None, "antecedent_missing")),
]


@pytest.mark.parametrize(("quote", "antecedent", "expected"), BACK)
def test_a_back_reference_is_never_a_document_of_its_own(quote, antecedent, expected):
    unsure = mention("open", *A, province="Huế")
    told = {"code": None, "number": None, "quote": quote, "antecedent": antecedent}
    back = dataclasses.replace(mention("back", "771"), **told)
    decisions, known = resolve([FULL, unsure, back])
    assert len(known) == 1
    root, found_by, why = expected
    document = decisions[root].document if root else None
    assert decisions["back"][:3] == (document, found_by, why)


def test_linking_writes_only_what_changed(corpus_db, make):
    for number in range(40):
        store.put(corpus_db, make.plan(identity=str(number), title=f"Tin {number} về cải cách"))
    documents.link(corpus_db)
    store.put(corpus_db, make.reading("Tin khác", identity="khác"))
    store.put(corpus_db, make.plan(identity="mới", title="Tin mới về cải cách"))
    before = corpus_db.total_changes
    documents.link(corpus_db)
    assert (
        corpus_db.total_changes - before < 60
    )  # 41 bản đăng của một bài; không phải từng viện dẫn
    before = corpus_db.total_changes
    documents.link(corpus_db)
    assert corpus_db.total_changes == before


def test_every_citation_has_a_document_or_a_reason(linked):
    open_ones = linked.execute(
        "SELECT count(*) FROM citations WHERE (document IS NULL) = (unresolved IS NULL)"
    )
    assert open_ones.fetchone() == (0,)


ISSUERS = [
    # tên tỉnh đứng thay cơ quan không hơn tên cơ quan, dù nhắc nhiều lần hơn
    ([("Long An", None), ("Long An", None), ("UBND tỉnh Long An", "UBND")], "UBND tỉnh Long An"),
    # tên nhắc nhiều hơn; bằng nhau thì tên đủ hơn
    ([("UBND tỉnh", "UBND"), ("UBND tỉnh Long An", "UBND")], "UBND tỉnh Long An"),
    # chữ hoa của đầu văn bản chỉ khi không còn cách viết nào khác
    ([("UBND TỈNH LONG AN", "UBND"), ("UBND tỉnh", "UBND")], "UBND tỉnh"),
    ([("UBND TỈNH LONG AN", "UBND"), (None, None)], "UBND TỈNH LONG AN"),
    # không ai có trong danh mục: tên nhắc nhiều nhất
    ([("Đoàn kiểm tra", None), ("Đoàn kiểm tra", None), ("Tổ công tác", None)], "Đoàn kiểm tra"),
    ([(None, None)], None),
]


@pytest.mark.parametrize(("told", "expected"), ISSUERS)
def test_the_issuer_is_named_as_a_body(told, expected):
    mentions = [
        mention(str(n), "771/KH-UBND", issuer=name, issuer_id=body)
        for n, (name, body) in enumerate(told)
    ]
    body = next((body for _, body in told if body), None)
    assert document_row.issuer_of(mentions, body) == expected
