from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from corpus import documents, store
from corpus.database import tables
from corpus.records import Page, Problem, Run, Site, Visit
from corpus.seen import clear_problems, put_pages, put_problems, put_run, put_site, put_visit
from extractors.facts import Recommendation

TODAY = datetime.now(timezone(timedelta(hours=7))).date()


def test_the_interface_tables_and_views_are_there(corpus_db):
    expected = {
        "sites", "pages", "visits", "notices", "attachments", "texts", "extractions", "documents",
        "relations", "citations", "dates", "scores", "recommendations", "findings", "topics",
        "provinces", "agencies", "runs", "problems",
        "plan_references", "index_series", "open_recommendations", "coverage", "unresolved",
        "stale_sites", "directives", "successors",
    }  # fmt: skip
    assert expected == set(tables(corpus_db))
    strict = corpus_db.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND strict = 0 AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_%' ESCAPE '\\'"
    )
    assert strict.fetchall() == []


def test_views_can_be_asked_and_quote_the_text(corpus_db, make):
    store.put(corpus_db, make.plan())
    documents.link(corpus_db)
    plan = corpus_db.execute(
        "SELECT type, code, date, jurisdiction, relation, quote FROM plan_references"
    ).fetchall()
    assert plan == [
        ("KH", "771/KH-UBND", "2024-03-12", "Đồng Tháp", "implements",
         "Kế hoạch số 771/KH-UBND ngày 12/3/2024 của UBND tỉnh Đồng Tháp"),
    ]  # fmt: skip
    series = corpus_db.execute("SELECT indicator, period, value, rank, ranked FROM index_series")
    assert series.fetchall() == [("PAR_INDEX", "2023", 88.52, 3, 19)]


@pytest.mark.parametrize(
    ("days", "kind", "state"),
    [
        (-1, "directive", "đã qua hạn"),
        (0, "directive", "sắp đến hạn"),  # hạn tính cả ngày
        (10, "recommendation", "sắp đến hạn"),
        (40, "directive", "chưa đến hạn"),
        (None, "directive", "không ghi thời hạn"),
        (40, "commitment", None),  # cam kết là việc khác
    ],
)
def test_states_of_recommendations(corpus_db, make, days, kind, state):
    deadline = None if days is None else (TODAY + timedelta(days=days)).isoformat()
    told = Recommendation(0, 3, "Sở", kind, deadline=deadline)
    store.put(corpus_db, make.reading("Sở báo cáo", recommendations=(told,)))
    found = corpus_db.execute("SELECT by_day FROM open_recommendations").fetchall()
    assert found == ([(state,)] if state else [])


def test_stale_sites_say_why(corpus_db, make):
    put_run(corpus_db, Run("r1", "crawl", "2026-01-01T00:00:00Z"))
    put_site(corpus_db, Site("new", url="https://new.example/", max_age_days=30))
    put_site(corpus_db, Site("files"))  # tệp của người dùng, không phải trang
    fresh, old = TODAY.isoformat(), (TODAY - timedelta(days=90)).isoformat()
    for site, published in (("st1", fresh), ("st2", old), ("st3", fresh)):
        store.put(corpus_db, make.reading(f"Tin {site}", site=site, published=published))
    for site, status in (("st1", "ok"), ("st2", "ok"), ("st3", "dns")):
        put_visit(corpus_db, Visit(site, "2026-01-01T00:00:00Z", run="r1", status=status))
    put_site(corpus_db, Site("st4", url="https://st4.example/"))
    put_visit(corpus_db, Visit("st4", "2026-01-01T00:00:00Z", run="r1", status="ok"))
    found = corpus_db.execute("SELECT site, why, status, newest FROM stale_sites").fetchall()
    assert sorted(found) == [
        ("new", "never_visited", None, None),
        ("st2", "nothing_new", "ok", old),
        ("st3", "visit_failed", "dns", fresh),
        ("st4", "no_notice", "ok", None),
    ]


def test_pages_and_problems_are_replaced_not_doubled(corpus_db, make):
    notice = store.put(corpus_db, make.reading("Tin"))
    for status in ("timeout", "ok"):
        put_pages(
            corpus_db,
            [
                Page("st1", "https://st1.example/1", "notice", status, identity="1"),
                Page("st1", "https://st1.example/2", "listing", status),
            ],
        )
        put_problems(corpus_db, [Problem("st1", "https://st1.example/2", "not_on_page", status)])
    assert corpus_db.execute("SELECT status, notice FROM pages ORDER BY url").fetchall() == [
        ("ok", notice),
        ("ok", None),
    ]
    assert corpus_db.execute("SELECT kind, reason FROM problems").fetchall() == [
        ("not_on_page", "ok")
    ]
    clear_problems(corpus_db)
    assert corpus_db.execute("SELECT count(*) FROM problems").fetchone() == (0,)
    store.forget(corpus_db, notice)
    assert corpus_db.execute("SELECT count(*) FROM pages").fetchone() == (2,)


@pytest.mark.parametrize(
    ("kind", "name", "successor", "since"),
    [
        ("agency", "Bộ Thông tin và Truyền thông", "Bộ Khoa học và Công nghệ", "2025-03-01"),
        ("agency", "Sở Kế hoạch và Đầu tư", "Sở Tài chính", "2025-03-01"),
        ("province", "Đắk Nông", "Lâm Đồng", "2025-07-01"),
        ("province", "Lạng Sơn", None, None),  # không nhập
        ("province", "Lâm Đồng", None, None),  # giữ tên
    ],
)
def test_what_was_merged_leads_to_its_successor(corpus_db, kind, name, successor, since):
    row = corpus_db.execute(
        "SELECT successor, since FROM successors WHERE kind = ? AND name = ?", (kind, name)
    ).fetchone()
    assert row == ((successor, since) if successor else None)
