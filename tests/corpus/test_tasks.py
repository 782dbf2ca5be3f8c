from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from corpus import documents, overview, store, tasks
from corpus.due import due_on
from corpus.tasks import TaskFilters, TasksError
from extractors.facts import Recommendation

CASES = tomllib.loads((Path(__file__).parent / "task_cases.toml").read_text(encoding="utf-8"))
DO = "rà soát, cắt giảm thời gian cấp giấy phép xây dựng nhà ở riêng lẻ"
PLAN = "Kế hoạch số 245/KH-UBND ngày 18/3/2024 của UBND tỉnh"
TASK = {
    "kind": "directive", "agent": "UBND tỉnh", "addressee": "Sở Xây dựng", "quote": DO,
    "deadline": "2024-04-15", "deadline_text": "trước ngày 16/4", "deadline_kind": "day",
    "published": "2024-03-20", "province": "Đồng Tháp", "own": True, "genre": "document",
}  # fmt: skip
REST = " Nội dung khác của văn bản này nói về tổ chức bộ máy, tài chính và kinh phí thực hiện."
LATER = {"published": "2024-05-06", "province": "Đồng Tháp", "title": "Tin về sau", "site": "st1"}


def given(make, **more):
    told = TASK | more
    text = f"{PLAN} về nhà ở. Giao {told['addressee']} {told['quote']}." + REST
    references = ()
    if told["own"]:
        references = (make.cited(text, PLAN, "245/KH-UBND", "KH", date="2024-03-18",
                                 issuer="UBND tỉnh", own=True),)  # fmt: skip
    start = text.index(told["quote"])
    values = {key: told[key] or None for key in ("agent", "addressee", "deadline",
                                                 "deadline_text", "deadline_kind")}  # fmt: skip
    fact = Recommendation(start, start + len(told["quote"]), told["quote"], told["kind"], **values)
    return make.reading(
        text, references, identity="giao", title="Kế hoạch phát triển nhà ở",
        published=told["published"] or None, province=told["province"], genre=told["genre"],
        recommendations=(fact,),
    )  # fmt: skip


def later(make, number, **told):
    told = LATER | told
    head = f"Số: {told['own']}. " if "own" in told else ""
    text = head + told["text"] + REST.replace("này", f"thứ {number}")
    references, facts = [], ()
    if "own" in told:
        kind = told.get("type", "BC")
        day = told.get("day") or told["published"] or None
        references.append(make.cited(text, f"Số: {told['own']}", told["own"], kind, own=True,
                                     date=day, issuer=told["issuer"]))  # fmt: skip
    if told.get("cites"):
        relation = told.get("relation", "implements")
        references.append(make.cited(text, PLAN, "245/KH-UBND", "KH", date="2024-03-18",
                                     issuer="UBND tỉnh", relation=relation))  # fmt: skip
    if told.get("directive"):
        start = text.index(told["directive"])
        end = start + len(told["directive"])
        facts = (Recommendation(start, end, text[start:end], "directive", None, None),)
    genre = "document" if told.get("type") else "report" if "own" in told else "news"
    return make.reading(
        text, tuple(references), identity=f"sau-{number}", title=told["title"],
        published=told["published"] or None, province=told["province"] or None, genre=genre,
        recommendations=facts, site=told["site"],
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES["case"], ids=[case["why"] for case in CASES["case"]])
@pytest.mark.parametrize("turned", [False, True])
def test_the_state_of_a_task(corpus_db, make, case, turned):
    put = [given(make, **case.get("task", {}))]
    put += [later(make, at, **told) for at, told in enumerate(case.get("later", ()))]
    for reading in reversed(put) if turned else put:
        store.put(corpus_db, reading)
    documents.link(corpus_db)
    kinds = ("commitment",) if case.get("task", {}).get("kind") == "commitment" else ("task",)
    found = tasks.rows(corpus_db, TaskFilters(kinds=kinds), case["as_of"])
    if "rows" in case:
        assert len(found) == case["rows"]
    mine = [row for row in found if row.title == "Kế hoạch phát triển nhà ở"]
    assert [row.state for row in mine] == ([case["state"]] if case["state"] else [])
    for row in mine:
        assert bool(row.results) == (row.state == tasks.FOLLOWED)
        assert row.due == case.get("due", row.due)
        assert ("changed_by" in case) == bool(row.changed_by)
        assert list(row.changed_by) == ([case["changed_by"]] if row.changed_by else [])
        assert bool(row.repeated_by) == case.get("repeated", False)
        _quotes_are_exact(corpus_db, row)
        if "passage" in case:
            assert row.results[0].quote.strip(" .") == case["passage"]


def _quotes_are_exact(connection, row):
    spans = [(row.text_id, row.start, row.end, row.quote)]
    spans += [(p.text_id, p.start, p.end, p.quote) for p in row.results]
    for text_id, start, end, quote in spans:
        query = "SELECT text FROM texts WHERE id = ?"
        (text,) = connection.execute(query, (text_id,)).fetchone()
        assert text[start:end] == quote


def test_there_are_at_least_thirty_cases_and_every_state_is_met():
    assert len(CASES["case"]) >= 30
    assert {case["state"] for case in CASES["case"]} == {*tasks.STATES, ""}


def recommended(text, quote, **more):
    start = text.index(quote)
    values = {"addressee": "Sở Nội vụ", **more}
    return Recommendation(start, start + len(quote), quote, "directive", "UBND tỉnh", **values)


@pytest.mark.parametrize(
    ("why", "page", "attached", "count"),
    [
        ("trang và tệp cùng một việc, viết tắt",
         "chủ trì kiểm tra CCHC tại 12 cơ quan, địa phương",
         "Chủ trì kiểm tra cải cách hành chính tại 12 cơ quan, địa phương trong năm", 1),
        ("tệp nói cách khác, cùng hạn, cùng cơ quan",
         "tham mưu thành lập Đoàn kiểm tra",
         "Chủ trì, phối hợp với Văn phòng UBND tỉnh thành lập Đoàn kiểm tra", 1),
        ("khác số", "chủ trì kiểm tra CCHC tại 12 cơ quan, địa phương",
         "Chủ trì kiểm tra cải cách hành chính tại 15 cơ quan, địa phương", 2),
        ("khác việc", "chủ trì kiểm tra CCHC tại các cơ quan, địa phương",
         "Tham mưu sửa đổi quy chế làm việc của UBND tỉnh", 2),
        ("câu ngắn phải giống hẳn", "gửi báo cáo quý", "gửi báo cáo năm", 2),
    ],
)  # fmt: skip
def test_a_page_and_its_file_tell_a_directive_once(corpus_db, make, why, page, attached, count):
    text, inside = f"Sở Nội vụ {page}." + REST, f"KẾ HOẠCH\n{attached}.\n" + REST
    told = (recommended(text, page, deadline="2024-10-31"),)
    again = (recommended(inside, attached, deadline="2024-10-31"),)
    file = make.file(inside, recommendations=again)
    store.put(corpus_db, make.reading(text, recommendations=told, attachments=(file,)))
    documents.link(corpus_db)
    assert len(tasks.rows(corpus_db, as_of="2024-05-01")) == count, why


def test_copies_count_once_and_are_told(corpus_db, make):
    for site in ("st1", "st2", "st3"):
        store.put(corpus_db, make.plan(site=site))
    documents.link(corpus_db)
    (row,) = tasks.rows(corpus_db, as_of="2024-04-01")
    assert (row.pages, row.state, row.partners) == (3, tasks.SOON, ("Văn phòng UBND tỉnh",))
    assert row.cells() == (
        1, "các đơn vị báo cáo", "(tin) Thông báo kết luận kiểm tra công tác cải cách hành chính",
        "các đơn vị", "Văn phòng UBND tỉnh", "15/4/2024", tasks.SOON, "các đơn vị báo cáo", None,
        row.url,
    )  # fmt: skip
    assert len(row.cells()) == len(tasks.COLUMNS)


def test_a_later_copy_of_the_directive_is_no_result(corpus_db, make):
    head = f"UBND tỉnh ban hành {PLAN}. Sở Xây dựng"
    text = f"{head} đã {DO} tại 5 xã. Nay giao Sở Xây dựng {DO} tại các xã còn lại." + REST * 3
    told = Recommendation(text.rindex(DO), text.rindex(DO) + len(DO), DO, "directive", "UBND tỉnh",
                          "Sở Xây dựng", (), "2024-04-15")  # fmt: skip
    plan = make.cited(text, PLAN, "245/KH-UBND", "KH", date="2024-03-18", issuer="UBND tỉnh",
                      relation="issues")  # fmt: skip
    title = "UBND tỉnh ban hành kế hoạch phát triển nhà ở"
    for site, published in (("st1", "2024-03-20"), ("st2", "2024-03-25")):
        store.put(corpus_db, make.reading(text, (plan,), site=site, published=published,
                                          title=title, recommendations=(told,)))  # fmt: skip
    documents.link(corpus_db)
    (row,) = tasks.rows(corpus_db, as_of="2024-06-01")
    assert row.document == "Kế hoạch số 245/KH-UBND ngày 18/3/2024"
    assert (row.state, row.pages, row.results) == (tasks.OVERDUE, 2, ())


LISTED = [
    ("trình đề án thứ nhất cho kỳ họp", {"deadline": "2024-06-30"}),
    ("trình đề án thứ hai cho kỳ họp", {"deadline": "2024-05-10"}),
    ("trình đề án thứ ba cho kỳ họp", {"deadline": "2024-03-31"}),
    ("trình đề án thứ tư cho kỳ họp", {"deadline": "2024-02-28", "addressee": "Sở Y tế"}),
    ("trình đề án thứ năm cho kỳ họp", {"partners": ("Sở Nội vụ",), "addressee": "Sở Y tế"}),
    ("nâng tỷ lệ hồ sơ trực tuyến đạt trên 80%", {"deadline": "2024-12-31"}),
]


@pytest.fixture
def listed(corpus_db, make):
    text = ". ".join(quote for quote, _ in LISTED) + REST
    told = tuple(recommended(text, quote, **more) for quote, more in LISTED)
    store.put(corpus_db, make.reading(text, recommendations=told, published="2024-01-15"))
    documents.link(corpus_db)
    return corpus_db


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["hai", "nhất", "ba", "tư", "năm"]),  # sắp đến hạn trước, quá hạn sau, không hạn cuối
        ({"agency": "Sở Nội vụ"}, ["hai", "nhất", "ba", "năm"]),  # chủ trì hoặc phối hợp
        ({"agency": "so y te"}, ["tư", "năm"]),
        ({"agency": "SYT"}, ["tư", "năm"]),
        ({"agency": "Sở Tài chính"}, []),
        ({"province": "dong thap"}, ["hai", "nhất", "ba", "tư", "năm"]),
        ({"province": "Lạng Sơn"}, []),
        ({"state": tasks.OVERDUE}, ["ba", "tư"]),
        ({"state": tasks.NO_DEADLINE}, ["năm"]),
        ({"state": tasks.SOON}, ["hai"]),
        ({"since": "2024-03-01", "until": "2024-05-10"}, ["hai", "ba"]),
        ({"until": "2024-02-28"}, ["tư"]),
        ({"kinds": ("target",)}, ["80%"]),
        ({"kinds": ("commitment",)}, []),
    ],
)
def test_a_list_is_narrowed_and_ordered(listed, filters, expected):
    found = tasks.rows(listed, TaskFilters(**filters), "2024-05-01")
    words = [next(word for word in expected if word in row.quote) for row in found]
    assert words == expected
    assert [row.number for row in found] == list(range(1, len(expected) + 1))


def test_a_limit_cuts_the_list_and_nothing_else(listed):
    whole = tasks.rows(listed, as_of="2024-05-01")
    assert tasks.rows(listed, as_of="2024-05-01", limit=2) == whole[:2]


@pytest.mark.parametrize("wrong", [{"state": "xong"}, {"kinds": ("việc",)}])
def test_unknown_states_and_kinds_are_told_in_one_line(wrong):
    with pytest.raises(TasksError, match="one of") as told:
        TaskFilters(**wrong)
    assert "\n" not in str(told.value)


def test_what_the_front_page_shows_is_this_list(listed):
    shown = overview.tasks(listed, 10)
    assert [task.recommendation for task in shown] == [
        row.fact for row in tasks.rows(listed) if row.due
    ]


@pytest.mark.parametrize("days", [-400, -1, 0, 1, 14, 15, 16, 400])
def test_the_view_for_people_says_the_same_by_day(corpus_db, make, days):
    due = (date.fromisoformat(tasks.today()) + timedelta(days=days)).isoformat()
    text = "Giao Sở Nội vụ trình đề án thứ nhất cho kỳ họp." + REST
    told = (recommended(text, "trình đề án thứ nhất cho kỳ họp", deadline=due),)
    store.put(corpus_db, make.reading(text, recommendations=told))
    documents.link(corpus_db)
    shown = corpus_db.execute("SELECT by_day FROM open_recommendations").fetchall()
    # Khung nhìn chỉ so ngày: nó không tìm báo cáo trong kho, nên cũng không nói là chưa thấy.
    assert shown == [(row.state.split(",")[0],) for row in tasks.rows(corpus_db)]


ODD = st.one_of(st.text(max_size=40), st.sampled_from([
    "ngày 99 hằng tháng", "ngày 31 tháng 2 hằng năm", "trước ngày 0 hằng tháng",
    "999 ngày kể từ ngày ký", "ngày 15 của tháng cuối quý", "ngày 1 tháng 13 hằng năm",
]))  # fmt: skip


ANY_DAY = st.dates(date(1990, 1, 1), date(2090, 12, 31)).map(date.isoformat)


@hypothesis_given(ODD, st.sampled_from(["recurring", "relative", "day", None]), ANY_DAY)
def test_no_wording_of_a_deadline_breaks_it_and_what_recurs_is_ahead(words, kind, day):
    due = due_on(None, words, kind, day, day, day)
    if due.day is not None:
        assert date.fromisoformat(due.day) >= date.fromisoformat(day)
    if due.since is not None:
        assert due.since < day
