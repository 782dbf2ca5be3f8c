from __future__ import annotations

from datetime import datetime, timedelta, timezone

from corpus import documents, overview, store
from corpus.records import Problem, Site
from corpus.seen import put_problems, put_site
from extractors.facts import Recommendation, Score

TODAY = datetime.now(timezone(timedelta(hours=7))).date()


def day(days):
    return (TODAY + timedelta(days=days)).isoformat()


def test_tasks_to_come_soonest_first_then_overdue_latest_first(corpus_db, make):
    days = {"hôm qua": -1, "năm ngoái": -365, "hôm nay": 0, "tháng sau": 30, "mai": 1}
    text = "; ".join(days) + "; không hạn"
    told = tuple(
        Recommendation(text.index(q), text.index(q) + len(q), q, "directive", deadline=day(n))
        for q, n in days.items()
    )
    undated = Recommendation(text.index("không"), len(text), "không hạn", "directive")
    store.put(corpus_db, make.reading(text, recommendations=(*told, undated)))
    documents.link(corpus_db)
    found = overview.tasks(corpus_db, 10)
    assert [t.quote for t in found] == ["hôm nay", "mai", "tháng sau", "hôm qua", "năm ngoái"]
    assert [t.quote for t in overview.tasks(corpus_db, 2)] == ["hôm nay", "mai"]
    held = dict(corpus_db.execute("SELECT id, quote FROM recommendations"))
    assert all(held[t.recommendation] == t.quote for t in found)
    assert {t.notice for t in found} == {
        row[0] for row in corpus_db.execute("SELECT id FROM notices")
    }


def test_copies_count_once_and_each_site_has_its_own(corpus_db, make):
    for site in ("st1", "st2"):
        store.put(corpus_db, make.plan(site=site))
    store.put(corpus_db, make.reading("Tin khác hẳn", identity="2", attachments=(make.file("a"),)))
    documents.link(corpus_db)
    put_site(corpus_db, Site("trống", title="Chưa có tin"))
    put_problems(corpus_db, [Problem("st2", "https://st2.example/x", "timeout", "60 s")])
    counted = {s.site: (s.notices, s.attachments, s.problems) for s in overview.sites(corpus_db)}
    assert counted == {"st1": (2, 1, 0), "st2": (1, 0, 1), "st3": (0, 0, 0), "trống": (0, 0, 0)}
    assert overview.work_count(corpus_db) == 2
    assert overview.fact_counts(corpus_db) == dict.fromkeys(overview.KINDS, 1)


def test_an_empty_corpus_has_nothing(corpus_db):
    assert overview.work_count(corpus_db) == 0
    assert overview.fact_counts(corpus_db) == dict.fromkeys(overview.KINDS, 0)
    assert overview.most_cited(corpus_db, "KH", 5) == []
    assert overview.longest_series(corpus_db, 5) == []
    assert overview.tasks(corpus_db, 5) == []


def test_the_most_cited_is_counted_by_works(corpus_db, make):
    # hai bản đăng của một tin là một lần; số của chính văn bản không phải là viện dẫn
    plan = ("Kế hoạch số 7/KH-UBND ngày 3/1/2024", "7/KH-UBND", "2024-01-03")
    other = ("Kế hoạch số 8/KH-UBND ngày 4/1/2024", "8/KH-UBND", "2024-01-04")
    own = ("Kế hoạch số 9/KH-UBND ngày 5/1/2024", "9/KH-UBND", "2024-01-05")
    notices = [("a", "st1", plan), ("b", "st1", plan), ("c", "st1", other), ("c", "st2", other),
               ("d", "st1", own)]  # fmt: skip
    for name, site, (quote, code, date) in notices:
        text = f"Tin {name} về {quote}. " + f"Nội dung {name}. " * 20
        cited = make.cited(text, quote, code, "KH", date=date, own=name == "d")
        store.put(
            corpus_db, make.reading(text, (cited,), site=site, identity=name, title=f"Tin {name}")
        )
    documents.link(corpus_db)
    cited = [(c.code, c.works) for c in overview.most_cited(corpus_db, "KH", 5)]
    assert cited == [("7/KH-UBND", 2), ("8/KH-UBND", 1)]
    assert len(overview.most_cited(corpus_db, "KH")) == 1
    assert overview.most_cited(corpus_db, "QĐ", 5) == []


def results(text, *told):
    scores, at = [], 0
    for period, value, rank, statistic in told:
        quote = f"{value}%"
        start = text.index(quote, at)
        at = start + len(quote)
        scores.append(
            Score(start, at, quote, "value", "PAR_INDEX", subject="Sở Y tế", period=period,
                  value=value, unit="%", rank=rank, ranked=19 if rank else None,
                  statistic=statistic)
        )  # fmt: skip
    return tuple(scores)


def test_the_longest_series_has_each_year_once_with_its_rank(corpus_db, make):
    text = "80.5%, 81.5%, 82.5%, 70.5%, 81.5%"
    told = (
        ("2023", 80.5, 3, None),
        ("2022", 81.5, 5, None),
        ("2021", 82.5, None, None),
        ("2021", 70.5, None, "mean"),  # trung bình của cả tỉnh, không phải của sở
        ("2022", 81.5, None, None),  # nhắc lại, không ghi hạng
    )
    store.put(corpus_db, make.reading(text, scores=results(text, *told)))
    other = "90.5%, 91.5%"
    short = results(other, ("2022", 90.5, 1, None), ("2023", 91.5, 1, None))
    store.put(corpus_db, make.reading(other, identity="2", scores=short))
    documents.link(corpus_db)
    (series,) = overview.longest_series(corpus_db)
    assert (series.indicator, series.subject) == ("PAR_INDEX", "Sở Y tế")
    assert [(p.period, p.value, p.rank, p.ranked) for p in series.points] == [
        ("2021", 82.5, None, None),
        ("2022", 81.5, 5, 19),
        ("2023", 80.5, 3, 19),
    ]
