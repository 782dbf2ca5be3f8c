from __future__ import annotations

import dataclasses
import sqlite3

import pytest

from corpus import bulk, documents, store
from corpus.database import open_corpus
from corpus.postponed import first_load, postpone
from corpus.search import search


def rows(connection, *, linked=False):
    """All that a corpus holds, with the words of the index."""
    names = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            " AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'fulltext\\_%\\_%' ESCAPE '\\'"
            " AND name NOT IN ('fulltext', 'fulltext_titles', 'fulltext_data', 'fulltext_idx',"
            " 'fulltext_docsize', 'fulltext_config')"
        )
    ]
    held = {name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in names}
    return {name: listed for name, listed in held.items() if linked or name != "unlinked"}


@pytest.fixture
def readings(make):
    first = make.plan(identity="1", attachments=(make.file("Phụ lục Kế hoạch 771/KH-UBND"),))
    short = make.reading("Kế hoạch này", identity="2", title="Ngắn")
    copy = make.plan(identity="3", site="st2")
    text = "Thực hiện Kế hoạch số 5/KH-UBND ngày 2/1/2024. Kế hoạch này có hiệu lực ngay."
    chain = (
        make.cited(text, "Kế hoạch số 5/KH-UBND ngày 2/1/2024", "5/KH-UBND", "KH",
                   date="2024-01-02", issuer_id="UBND"),
        make.cited(text, "Kế hoạch này", None, "KH", antecedent=10),
    )  # fmt: skip
    return [first, short, copy, make.reading(text, chain, identity="4", published=None)]


def test_it_writes_what_put_writes(new_corpus, readings):
    one_by_one, at_once = new_corpus("a.db"), new_corpus("b.db")
    for reading in readings:
        store.put(one_by_one, reading)
    assert bulk.load(at_once, map(bulk.prepare, readings)) == len(readings)
    assert rows(at_once, linked=True) == rows(one_by_one, linked=True)
    for db in (one_by_one, at_once):
        documents.link(db)
    assert rows(at_once) == rows(one_by_one)
    for index in ("fulltext", "fulltext_titles"):
        at_once.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")


def test_a_batch_that_fails_leaves_nothing(new_corpus, readings, make):
    db = new_corpus()
    broken = dataclasses.replace(make.plan(identity="9"), attachments=(make.file("\ud800"),))
    with pytest.raises(UnicodeEncodeError):
        bulk.load(db, map(bulk.prepare, [*readings, broken]))
    assert db.execute("SELECT count(*) FROM notices").fetchone() == (0,)


@pytest.mark.parametrize("twice_in_a_batch", [True, False])
def test_a_notice_that_is_held_is_refused_and_loses_nothing(new_corpus, readings, twice_in_a_batch):
    db = new_corpus()
    prepared = [bulk.prepare(reading) for reading in readings]
    bulk.write(db, prepared[1:])
    before = rows(db, linked=True)
    again = [prepared[0], prepared[0]] if twice_in_a_batch else prepared[:2]
    with pytest.raises(sqlite3.IntegrityError):
        bulk.write(db, again)
    assert rows(db, linked=True) == before


def made(connection):
    """The statements that the schema is made of."""
    return sorted(connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall(),
                  key=repr)  # fmt: skip


def test_a_first_load_leaves_no_index_out(new_corpus, readings):
    at_once, one_by_one = new_corpus("a.db"), new_corpus("b.db")
    bulk.load(at_once, map(bulk.prepare, readings))
    for reading in readings:
        store.put(one_by_one, reading)
    assert made(at_once) == made(one_by_one)
    told = [
        db.execute("SELECT * FROM fulltext_config ORDER BY k").fetchall()
        for db in (at_once, one_by_one)
    ]
    assert dict(told[0]) | dict(told[1]) == dict(told[0])
    assert dict(told[0])["automerge"] == 4
    assert at_once.execute("SELECT * FROM postponed").fetchall() == []


def test_a_first_load_that_was_killed_is_caught_up_with(new_corpus, readings, tmp_path):
    whole, killed = new_corpus("whole.db"), new_corpus("killed.db")
    bulk.load(whole, map(bulk.prepare, readings))
    postpone(killed, bulk.TABLES)
    assert made(killed) != made(whole)
    bulk.write(killed, map(bulk.prepare, readings))
    killed.close()  # như khi tiến trình bị dừng giữa chừng
    again = open_corpus(tmp_path / "killed.db")
    assert made(again) == made(whole)
    assert rows(again, linked=True) == rows(whole, linked=True)
    assert [hit.notice for hit in search(again, "kế hoạch").hits] == [
        hit.notice for hit in search(whole, "kế hoạch").hits
    ]
    again.close()


def test_what_fails_in_a_first_load_leaves_no_index_out(new_corpus, readings, make):
    db, other = new_corpus("a.db"), new_corpus("b.db")
    broken = dataclasses.replace(make.plan(identity="9"), attachments=(make.file("\ud800"),))
    with pytest.raises(UnicodeEncodeError):
        bulk.load(db, map(bulk.prepare, [*readings, broken]))
    assert made(db) == made(other)


def test_only_an_empty_corpus_is_filled_so(new_corpus, readings):
    db = new_corpus()
    with first_load(db, bulk.TABLES) as is_first:
        assert is_first
    bulk.load(db, map(bulk.prepare, readings[:1]))
    before = made(db)
    with first_load(db, bulk.TABLES) as is_first:
        assert not is_first
        assert made(db) == before


def test_what_a_search_looks_at_follows_the_notices(new_corpus, readings, make):
    """Tiêu đề, tỉnh và bản gốc đổi thì bảng của tìm kiếm đổi theo."""
    db = new_corpus()
    bulk.load(db, map(bulk.prepare, readings))
    changed = dataclasses.replace(make.plan(identity="3", site="st2", title="Tin đã sửa"))
    store.put(db, changed)
    documents.link(db)
    store.forget(db, db.execute("SELECT id FROM notices WHERE identity = '2'").fetchone()[0])
    told = (
        "text_id, notice, work, title, published, genre, site, province_then, province_now, areas"
    )
    held = db.execute(
        f"SELECT {told}, attachment, keys FROM fulltext_found ORDER BY row"
    ).fetchall()
    assert (
        held
        == db.execute(
            "SELECT r.text_id, n.id, n.work, n.title, n.published, n.genre, n.site,"
            " n.province_then, n.province_now, n.areas, t.attachment, r.keys"
            " FROM fulltext_rows AS r JOIN notices AS n ON n.id = r.notice"
            " JOIN texts AS t ON t.id = r.text_id ORDER BY r.row"
        ).fetchall()
    )
    assert {row[3] for row in held} >= {"Tin đã sửa"}
    assert len({row[2] for row in held}) < len({row[1] for row in held})
