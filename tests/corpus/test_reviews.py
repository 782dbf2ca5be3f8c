from __future__ import annotations

import dataclasses
import json
import sqlite3

import pytest

from corpus import documents, review_gold, store
from corpus.judged import NOTICE
from corpus.reviews import (
    AS_TOLD,
    ASK_AGAIN,
    GONE,
    HELD,
    MOVED,
    ReviewError,
    judge,
    listed,
    open_reviews,
)
from scrapers.settings import ConfigError

KINDS = ("citations", "dates", "scores", "recommendations", "findings")


@pytest.fixture
def judged(tmp_path):
    connection = open_reviews(tmp_path / "reviews.db")
    yield connection
    connection.close()


@pytest.fixture
def held(corpus_db, make):
    store.put(corpus_db, make.plan())
    documents.link(corpus_db)
    return corpus_db


def only(connection, table="recommendations"):
    (row,) = connection.execute(f"SELECT id FROM {table}").fetchall()
    return row[0]


def again(connection, make, *, before="", change=None):
    """Cất lại tin, với chữ thêm ở đầu, hoặc với sự kiện đã đổi."""
    reading = make.plan()
    shift = len(before)
    facts = reading.facts
    moved = {
        name: tuple(dataclasses.replace(one, start=one.start + shift, end=one.end + shift)
                    for one in getattr(facts, name))
        for name in ("references", "dates", "scores", "recommendations", "findings", "topics")
    }  # fmt: skip
    if change:
        moved["recommendations"] = tuple(
            dataclasses.replace(one, **change) for one in moved["recommendations"]
        )
    text = before + facts.text
    notice = dataclasses.replace(reading.notice, text=text)
    facts = dataclasses.replace(facts, text=text, **moved)
    store.put(connection, dataclasses.replace(reading, notice=notice, facts=facts))
    documents.link(connection)


def test_a_judgement_is_kept_and_read_again(held, judged):
    fact = only(held)
    told = judge(judged, held, fact, verdict="right", status="đang làm", note="đã gọi hỏi")
    assert listed(judged, held) == [told]
    assert (told.verdict, told.status, told.note) == ("right", "đang làm", "đã gọi hỏi")
    assert (told.state, told.now, told.kind) == (HELD, fact, "recommendations")


def test_what_is_not_said_now_stays_as_it_was_said(held, judged):
    fact = only(held)
    judge(judged, held, fact, corrections={"deadline": "2024-04-14"})
    judge(judged, held, fact, status="đã làm")
    told = judge(judged, held, fact, corrections={"addressee": ""})
    assert told.corrections == {"deadline": "2024-04-14", "addressee": None}
    assert (told.verdict, told.status) == ("corrected", "đã làm")
    told = judge(judged, held, fact, verdict="wrong")  # ý sau cùng là đúng
    assert (told.verdict, told.corrections, told.status) == ("wrong", {}, "đã làm")
    assert len(listed(judged, held)) == 1
    assert judged.execute("SELECT count(*) FROM reviews").fetchone() == (4,)  # không mất ý nào


@pytest.mark.parametrize("table", KINDS)
def test_every_kind_of_fact_that_moved_keeps_its_judgement(held, judged, make, table):
    fact = only(held, table)
    judge(judged, held, fact, verdict="right")
    again(held, make, before="Chèn thêm một câu ở đầu. ")
    (told,) = listed(judged, held)
    assert (told.state, told.verdict, told.now) == (MOVED, "right", fact)
    assert listed(judged, held, ask_again=True) == []


# Mỗi dòng: cái gì của kiến nghị đã đổi khi trích xuất lại.
CHANGES = [
    ("hạn đã đổi", {"deadline": "2024-04-14"}),
    ("người nhận đã đổi", {"addressee": "các sở"}),
    ("trích dẫn ngắn đi", {"quote": "các đơn vị báo", "end": None}),
    ("loại đã đổi", {"kind": "directive"}),
]


@pytest.mark.parametrize(("why", "change"), CHANGES, ids=[case[0] for case in CHANGES])
def test_a_fact_that_changed_is_asked_again_until_it_is_judged(held, judged, make, why, change):
    judge(judged, held, only(held), verdict="right", note="đã xem")
    if "end" in change:
        start = held.execute("SELECT start_char FROM recommendations").fetchone()[0]
        change = change | {"end": start + len(change["quote"])}
    again(held, make, change=change)
    (told,) = listed(judged, held, ask_again=True)
    assert (told.state, told.now, told.note) == (ASK_AGAIN, None, "đã xem"), why
    judge(judged, held, only(held), verdict="right")
    assert [one.state for one in listed(judged, held)] == [HELD]
    again(held, make)  # đổi lại như cũ: ý cũ lại có chỗ
    assert [(one.state, one.note) for one in listed(judged, held)] == [(HELD, "đã xem")]


def test_what_was_wrong_and_is_away_is_not_asked_again(held, judged, make):
    fact = only(held)
    judge(judged, held, fact, verdict="right")
    again(held, make, change={"addressee": "các sở"})
    assert [one.state for one in listed(judged, held)] == [ASK_AGAIN]
    told = judge(judged, held, fact, verdict="wrong")  # mã cũ vẫn nói được là sai
    assert (told.state, told.now) == (AS_TOLD, None)
    assert listed(judged, held, ask_again=True) == []


def test_what_was_corrected_and_is_read_so_now_is_not_asked_again(held, judged, make):
    judge(judged, held, only(held), corrections={"addressee": "các sở", "partners": "Sở Y tế"})
    again(held, make, change={"addressee": "các sở", "partners": ("Sở Y tế",)})
    (told,) = listed(judged, held)
    assert (told.state, told.now) == (AS_TOLD, only(held))
    again(held, make, change={"addressee": "các ban"})
    assert [one.state for one in listed(judged, held)] == [ASK_AGAIN]


def test_a_judgement_is_kept_when_the_corpus_is_made_again(held, judged, make, new_corpus):
    judge(judged, held, only(held), verdict="wrong")
    rebuilt = new_corpus("again.db")
    assert [one.state for one in listed(judged, rebuilt)] == [GONE]
    store.put(rebuilt, make.plan())
    documents.link(rebuilt)
    assert [(one.state, one.verdict) for one in listed(judged, rebuilt)] == [(HELD, "wrong")]


def test_ids_made_in_another_way_are_found_by_quote_and_values(held, judged):
    judge(judged, held, only(held, "scores"), verdict="right")
    judged.execute("UPDATE reviews SET fact = 'như bản cũ đặt tên'")
    (told,) = listed(judged, held)
    assert (told.state, told.now) == (HELD, only(held, "scores"))


WRONG = [
    ("không có mã ấy", "0" * 24, {"verdict": "right"}),
    ("mã lạ", "'; DROP TABLE reviews; --\x00\ud800", {"verdict": "right"}),
    ("không nói gì", None, {}),
    ("trường không có", None, {"corrections": {"hạn": "2024-01-01"}}),
    ("chỗ không sửa được", None, {"corrections": {"start": "5"}}),
    ("không phải ngày", None, {"corrections": {"deadline": "15/4/2024"}}),
    ("ngày không có thật", None, {"corrections": {"deadline": "2024-02-30"}}),
    ("loại không có", None, {"corrections": {"kind": "lệnh"}}),
    ("loại không được trống", None, {"corrections": {"kind": " "}}),
    ("trích dẫn không có trong văn bản", None, {"corrections": {"quote": "không có câu này"}}),
    ("tình trạng lạ", None, {"status": "xong rồi"}),
    ("vừa sai vừa sửa", None, {"verdict": "wrong", "corrections": {"addressee": "Sở Y tế"}}),
    ("ý kiến lạ", None, {"verdict": "maybe"}),
    ("ghi chú một triệu chữ", None, {"note": "a" * 1_000_000}),
    ("giá trị một triệu chữ", None, {"corrections": {"addressee": "a" * 1_000_000}}),
]


@pytest.mark.parametrize(("why", "fact", "said"), WRONG, ids=[case[0] for case in WRONG])
def test_what_cannot_be_kept_is_told_in_one_line(held, judged, why, fact, said):
    with pytest.raises(ReviewError) as told:
        judge(judged, held, only(held) if fact is None else fact, **said)
    assert "\n" not in str(told.value), why
    assert len(str(told.value)) < 400
    assert listed(judged, held) == []


def test_only_recommendations_have_a_task_status(held, judged):
    with pytest.raises(ReviewError, match="of a recommendation"):
        judge(judged, held, only(held, "scores"), status="đã làm")


def test_odd_notes_are_kept_as_far_as_they_can_be(held, judged):
    told = judge(judged, held, only(held), note="có \x00 và \ud800 = SUM(1)\n'--")
    assert told.note == "có   và ? = SUM(1)\n'--"


@pytest.mark.parametrize(
    ("table", "field", "value", "expected"),
    [("scores", "value", "88,5", 88.5), ("scores", "rank", "4", 4), ("scores", "value", "", None),
     ("citations", "date", "2024-03-13", "2024-03-13"), ("citations", "own", "true", True),
     ("recommendations", "partners", "Sở Y tế; Sở Tư pháp", ["Sở Y tế", "Sở Tư pháp"]),
     ("recommendations", "partners", "", []), ("dates", "last", "2024-03-31", "2024-03-31")],
)  # fmt: skip
def test_corrections_are_kept_as_the_field_holds_them(held, judged, table, field, value, expected):
    told = judge(judged, held, only(held, table), corrections={field: value})
    assert told.corrections == {field: expected}


@pytest.mark.parametrize(
    ("field", "value"),
    [("value", "tám"), ("rank", "1.5"), ("rank", "١"), ("inconsistent", "có"), ("value", "1e999")],
)
def test_no_number_no_score(held, judged, field, value):
    with pytest.raises(ReviewError, match=field):
        judge(judged, held, only(held, "scores"), corrections={field: value})


def test_gold_has_all_facts_as_they_were_judged(held, judged, tmp_path):
    judge(judged, held, only(held), corrections={"deadline": "2024-04-14", "partners": ""})
    judge(judged, held, only(held, "dates"), verdict="wrong")
    (gold,) = review_gold.gold(judged, held)
    assert (gold.complete, gold.left) == (False, 3)
    (recommendation,) = gold.row["recommendations"]
    assert (recommendation["deadline"], recommendation["partners"]) == ("2024-04-14", [])
    assert recommendation["text"] == "các đơn vị báo cáo"
    assert not {"start", "end", "antecedent"} & recommendation.keys()
    assert gold.row["dates"] == []
    assert [one["code"] for one in gold.row["references"]] == ["771/KH-UBND"]
    for table in ("citations", "scores", "findings"):
        judge(judged, held, only(held, table), verdict="right")
    (gold,) = review_gold.gold(judged, held)
    assert (gold.complete, gold.left) == (False, 0)  # chưa ai nói là không thiếu
    (notice,) = held.execute("SELECT id FROM notices").fetchone()
    judge(judged, held, notice, verdict="right")
    (gold,) = review_gold.gold(judged, held)
    assert gold.complete
    folder = review_gold.write([gold], tmp_path / "gold.jsonl")
    (row,) = map(json.loads, (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    assert (row["id"], row["complete"], row["published"]) == (notice, True, "2024-03-20")
    assert (folder / f"{notice}.txt").read_text(encoding="utf-8") == gold.text


def test_gold_of_a_text_that_changed_is_not_complete(held, judged, make):
    (notice,) = held.execute("SELECT id FROM notices").fetchone()
    for table in KINDS:
        judge(judged, held, only(held, table), verdict="right")
    judge(judged, held, notice, verdict="right")
    assert review_gold.gold(judged, held)[0].complete
    again(held, make, before="Thêm một câu có thể có sự kiện mới. ")
    (gold,) = review_gold.gold(judged, held)
    assert (gold.left, gold.complete) == (0, False)
    assert [one.kind for one in listed(judged, held, ask_again=True)] == [NOTICE]


def test_an_attachment_is_a_text_of_its_own(corpus_db, judged, make):
    store.put(corpus_db, make.reading("Xem tệp.", attachments=(make.file("Kế hoạch năm 2024."),)))
    (attachment,) = corpus_db.execute("SELECT id FROM attachments").fetchone()
    told = judge(judged, corpus_db, attachment, verdict="right")
    assert (told.kind, told.state) == (NOTICE, HELD)
    (gold,) = review_gold.gold(judged, corpus_db)
    assert (gold.id, gold.text, gold.complete) == (attachment, "Kế hoạch năm 2024.", True)


def test_a_missing_a_broken_and_a_foreign_file_are_told_in_one_line(tmp_path):
    with pytest.raises(ConfigError, match="nothing was judged yet"):
        open_reviews(tmp_path / "none.db", create=False)
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database at all " * 100)
    with pytest.raises(ConfigError, match=r"broken\.db"):
        open_reviews(broken)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE songs (name)")
    connection.close()
    with pytest.raises(ConfigError, match="not one of judgements"):
        open_reviews(other)
    newer = tmp_path / "newer.db"
    open_reviews(newer).close()
    with sqlite3.connect(newer) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('reviews', '0099_later', '2030-01-01')"
        )
    connection.close()
    with pytest.raises(ConfigError, match="newer"):
        open_reviews(newer)
    with pytest.raises(ConfigError):
        open_reviews(tmp_path)
