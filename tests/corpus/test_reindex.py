from __future__ import annotations

import sqlite3

import pytest
import sqlite_utils

from corpus import documents, store
from corpus.database import open_corpus
from corpus.records import Site
from corpus.schema import migrations
from corpus.search import Filters, search
from corpus.seen import put_site


def words_of(connection):
    held = ("SELECT * FROM fulltext_rows", "SELECT * FROM fulltext_words")
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.said USING"
                       " fts5vocab(main, fulltext, instance)")  # fmt: skip
    said = connection.execute("SELECT * FROM temp.said").fetchall()
    return [said, *(connection.execute(sql).fetchall() for sql in held)]


@pytest.fixture
def filled(corpus_db, make):
    store.put(corpus_db, make.plan(attachments=(make.file("Phụ lục kế hoạch số 9/KH-SNV"),)))
    cited = make.cited("Theo Quyết định số 5/QĐ-UBND", "Quyết định số 5/QĐ-UBND", "5/QĐ-UBND", "QĐ",
                       issuer_id="UBND")  # fmt: skip
    text = "Theo Quyết định số 5/QĐ-UBND"
    store.put(corpus_db, make.reading(text, (cited,), identity="2", published=None, province=None))
    documents.link(corpus_db)
    return corpus_db


def test_the_index_made_anew_is_the_same(filled, tmp_path):
    before = words_of(filled)
    assert before[0]
    filled.execute("PRAGMA user_version = 0")
    (path,) = (row[2] for row in filled.execute("PRAGMA database_list") if row[1] == "main")
    again = open_corpus(tmp_path / path)
    assert words_of(again) == before
    again.close()


def test_a_corpus_of_the_first_schema_is_found_in_after_it_is_opened(tmp_path):
    path = tmp_path / "old.db"
    old = sqlite3.connect(path, isolation_level=None)
    migrations.apply(sqlite_utils.Database(old), stop_before="0002_search")
    put_site(old, Site("st1"))
    old.execute(
        "INSERT INTO notices (id, site, identity, url, title, published, genre, reform, areas,"
        " work, province_then, province_now, first_seen, last_seen, read_from, content_key,"
        " title_key)"
        " VALUES ('n', 'st1', '1', 'u', 'Tin cũ', '2024-03-20', 'news', 1, '[\"digital\"]', 'n',"
        " 'Tiền Giang', 'Đồng Tháp', '2026', '2026', '', 'c', 't')"
    )
    old.execute(
        "INSERT INTO texts VALUES ('t', 'n', NULL, 1, 1, 'Tin cũ',"
        " 'Thực hiện Kế hoạch số 771/KH-UBND', 'd', '[]', '2026')"
    )
    old.execute("INSERT INTO fulltext_rows (row, text_id, notice, names) VALUES (1, 't', 'n', '')")
    old.execute(
        "INSERT INTO citations (id, text_id, notice, start_char, end_char, quote, own, repaired,"
        " date_shared, bucket, issuer_id)"
        " VALUES ('c', 't', 'n', 10, 33, 'q', 0, 0, 0, '771', 'UBND')"
    )
    old.close()
    db = open_corpus(path)
    for query, filters in (
        ("771 kh ubnd", Filters()),
        ("thuc hien", Filters(province="dong thap", year=2024, area="digital", agency="UBND")),
        ("thự*", Filters(province="Tiền Giang")),
    ):
        assert [hit.notice for hit in search(db, query, filters).hits] == ["n"]
    assert db.execute("SELECT day FROM citations").fetchall() == [("2024-03-20",)]
    db.close()
