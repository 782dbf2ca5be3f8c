from __future__ import annotations

import pytest

from corpus import documents, store
from corpus.coverage import CoverageError, coverage
from corpus.records import Page, Site
from corpus.seen import put_pages, put_site


@pytest.fixture
def filled(corpus_db, make):
    put_site(corpus_db, Site("dn", province="Đắk Nông"))
    same = make.plan(title="Tin chung được đăng lại ở hai nơi").facts.text
    for site in ("st1", "st2"):  # một tin, hai nơi đăng
        store.put(corpus_db, make.plan(site=site))
    store.put(
        corpus_db,
        make.reading(
            same + " Khác.",
            site="dn",
            identity="a",
            title="Tin cũ",
            province="Đắk Nông",
            published="2019-05-01",
        ),
    )
    store.put(
        corpus_db,
        make.reading(
            "Tin mới",
            site="dn",
            identity="b",
            title="Tin mới",
            province="Đắk Nông",
            published="2025-09-01",
        ),
    )
    store.put(
        corpus_db,
        make.reading(
            "Không rõ ngày",
            site="dn",
            identity="c",
            title="Tin lạc",
            province="Đắk Nông",
            published=None,
        ),
    )
    documents.link(corpus_db)
    pages = [
        ("ok", "a"),
        ("ok", "b"),
        ("ok", "c"),
        ("soft_404", None),
        ("timeout", None),
        ("not_found", None),
    ]
    put_pages(
        corpus_db,
        [
            Page("dn", f"https://dn.example/{n}", "notice", status, identity=identity)
            for n, (status, identity) in enumerate(pages)
        ],
    )
    return corpus_db  # fmt: skip


def table(db, *by, **options):
    return {c.key: (c.works, c.notices, c.pages) for c in coverage(db, by, **options)}


def test_by_province_and_year(filled):
    assert table(filled, "province", "year") == {
        ("Lâm Đồng", "2019"): (1, 1, 1),
        ("Lâm Đồng", "2025"): (1, 1, 1),
        ("Lâm Đồng", None): (1, 1, 4),  # không rõ ngày là một dòng riêng, cùng các trang hỏng
        ("Đồng Tháp", "2024"): (1, 2, 0),  # một tin, hai nơi đăng
    }
    cells = {c.key: c for c in coverage(filled, ("province", "year"))}
    assert (cells["Lâm Đồng", None].failed, cells["Lâm Đồng", None].soft404) == (2, 1)
    assert cells["Đồng Tháp", "2024"].facts == 5  # của một tin, không nhân đôi


def test_the_view_says_the_same(filled):
    rows = filled.execute("SELECT * FROM coverage").fetchall()
    cells = [(*c.key, c.works, c.notices, c.facts, c.pages, c.failed, c.soft404)
             for c in coverage(filled)]  # fmt: skip
    assert sorted(rows, key=repr) == sorted(cells, key=repr)


def test_units_of_63(filled):
    assert table(filled, "province", units=63) == {
        ("Lâm Đồng (từ 1/7/2025)",): (1, 1, 1),
        ("Đắk Nông",): (2, 2, 5),
        ("Đồng Tháp",): (1, 2, 0),
    }


def test_by_area_site_and_nothing(filled):
    assert table(filled, "area") == {
        ("digital",): (1, 2, 0),
        ("steering",): (1, 2, 0),
        (None,): (3, 3, 6),
    }
    assert table(filled, "site") == {
        ("dn",): (3, 3, 6),
        ("st1",): (1, 1, 0),
        ("st2",): (1, 1, 0),
    }
    assert table(filled) == {(): (4, 5, 6)}


def test_year_of_what_is_measured_and_of_the_document(filled, make):
    assert table(filled, "year", year_of="measured") == {("2023",): (1, 2, 0), (None,): (3, 3, 6)}
    own = make.cited("Số: 7/KH-SNV", "7/KH-SNV", "7/KH-SNV", "KH", own=True, date="2022-12-30")
    store.put(filled, make.reading("Số: 7/KH-SNV", (own,), identity="k", genre="document",
                                   published="2023-01-05"))  # fmt: skip
    documents.link(filled)
    assert table(filled, "year", year_of="document")["2022",] == (1, 1, 0)


@pytest.mark.parametrize(
    ("by", "options"),
    [
        (("month",), {}),
        (("year; DROP TABLE notices",), {}),
        (("year",), {"units": 64}),
        (("year",), {"year_of": "x"}),
    ],
)
def test_wrong_questions_are_one_line(filled, by, options):
    with pytest.raises(CoverageError) as error:
        coverage(filled, by, **options)
    assert "\n" not in str(error.value)


def test_an_empty_corpus_has_no_rows(corpus_db):
    assert coverage(corpus_db) == []
