from __future__ import annotations

import dataclasses
import re
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import documents, facts_rows, ids, store
from corpus.database import open_corpus, tables
from corpus.records import Site
from corpus.seen import put_site
from extractors.facts import Context
from extractors.text import plain
from scrapers.settings import ConfigError


def dump(db, *, leave_out=("runs", "visits")):
    """Every row of every table, whatever the order."""
    return {
        name: sorted(map(repr, db.execute(f"SELECT * FROM {name}")))
        for name in tables(db)
        if name not in leave_out
    }


def test_a_reading_comes_back_as_it_was_put(corpus_db, make):
    put = make.plan()
    notice = store.put(corpus_db, put)
    (text_id,) = corpus_db.execute("SELECT id FROM texts WHERE notice = ?", (notice,)).fetchone()
    found = facts_rows.load(corpus_db, text_id)
    for table in facts_rows.TABLES:
        field = "references" if table == "citations" else table
        assert found[table] == getattr(put.facts, field)
        assert found[table]


def test_quotes_are_what_stands_at_their_offsets(corpus_db, make):
    store.put(corpus_db, make.plan())
    for table in facts_rows.TABLES:
        rows = corpus_db.execute(
            f"SELECT f.quote, substr(t.text, f.start_char + 1, f.end_char - f.start_char)"
            f" FROM {table} AS f JOIN texts AS t ON t.id = f.text_id"
        ).fetchall()
        assert rows
        assert all(quote == there for quote, there in rows)


def some_readings(make):
    """Copies in several provinces, near copies, incomplete and repeated mentions."""
    places = ("Đồng Tháp", "Lạng Sơn", None)
    readings = [
        make.plan(identity=str(n), site=f"st{n % 3 + 1}", province=places[n % 3]) for n in range(6)
    ]
    text = "Căn cứ Kế hoạch số 771/KH-UBND và Kế hoạch 771, các sở thực hiện. " + "Hết. " * 40
    for n in range(4):
        short = make.cited(text, "Kế hoạch 771", "771", "KH", antecedent=8 if n % 2 else None)
        full = make.cited(
            text, "Kế hoạch số 771/KH-UBND", "771/KH-UBND", "KH",
            date="2024-03-12" if n == 2 else None, own=n == 3,
        )  # fmt: skip
        readings.append(
            make.reading(
                text + f"Nguồn: {'Sở' * n}", (full, short), identity=f"b{n}", genre="document",
                title="Tin về kế hoạch cải cách hành chính", province=places[n % 2],
            )
        )  # fmt: skip
    return readings


def test_order_of_storing_does_not_matter(new_corpus, make):
    readings = some_readings(make)
    dumps = []
    for seed in range(5):
        db = new_corpus(f"{seed}.db")
        readings.sort(key=lambda r: ids.digest(str(seed), r.site, r.identity))
        for put in readings:
            store.put(db, put)
            if seed % 2:  # linked after each notice, not at the end
                documents.link(db)
        documents.link(db)
        dumps.append(dump(db))
    assert dumps[0]["documents"]
    assert dumps[0]["relations"] == []
    assert all(other == dumps[0] for other in dumps[1:])


def test_forgetting_is_as_if_it_had_never_been(new_corpus, make):
    first, *rest = some_readings(make)
    never, once = new_corpus("never.db"), new_corpus("once.db")
    for put in rest:
        store.put(never, put)
    documents.link(never)
    for put in (*rest, first):
        store.put(once, put)
    documents.link(once)
    store.forget(once, ids.notice_id(first.site, first.identity))
    documents.link(once)
    assert dump(once) == dump(never)


def test_putting_again_changes_nothing(corpus_db, make):
    store.put(corpus_db, make.plan())
    documents.link(corpus_db)
    before = dump(corpus_db)
    store.put(corpus_db, make.plan())
    documents.link(corpus_db)
    assert dump(corpus_db) == before


def test_a_changed_text_is_a_new_version_and_facts_follow_it(corpus_db, make):
    old = make.plan()
    notice = store.put(corpus_db, old)
    ids_before = {row[0] for row in corpus_db.execute("SELECT id FROM citations")}
    moved = "Tin mới. "
    references = tuple(
        dataclasses.replace(r, start=r.start + len(moved), end=r.end + len(moved))
        for r in old.facts.references
    )
    store.put(corpus_db, make.reading(moved + old.facts.text, references))
    rows = corpus_db.execute(
        "SELECT version, current FROM texts WHERE notice = ? ORDER BY version", (notice,)
    ).fetchall()
    assert rows == [(1, 0), (2, 1)]
    ids_after = {row[0] for row in corpus_db.execute("SELECT id FROM citations")}
    assert ids_after == ids_before  # a judgement by fact id survives a moved fact
    assert corpus_db.execute("SELECT count(*) FROM scores").fetchone() == (0,)


def test_equal_facts_of_one_text_keep_apart(corpus_db, make):
    text = "Kế hoạch số 5/KH-UBND, rồi lại Kế hoạch số 5/KH-UBND"
    quote = "Kế hoạch số 5/KH-UBND"
    two = (
        make.cited(text, quote, "5/KH-UBND", "KH"),
        make.cited(text, quote, "5/KH-UBND", "KH", after=5),
    )
    store.put(corpus_db, make.reading(text, two))
    assert corpus_db.execute("SELECT count(DISTINCT id) FROM citations").fetchone() == (2,)


def test_pages_of_an_attachment_are_counted_from_one(corpus_db, make):
    text = "Trang một\nTrang hai có Kế hoạch số 5/KH-UBND"
    found = make.cited(text, "Kế hoạch số 5/KH-UBND", "5/KH-UBND", "KH")
    attached = make.file(text, (found,), pages=(0, 10))
    store.put(corpus_db, make.reading("Xem tệp đính kèm", attachments=(attached,)))
    assert corpus_db.execute("SELECT page FROM citations").fetchone() == (2,)
    store.put(corpus_db, make.reading("Xem tệp đính kèm"))  # no longer linked
    for table in ("attachments", "citations"):
        assert corpus_db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_staleness_by_text_context_and_code(corpus_db, make):
    put = make.plan()
    context = Context(put.notice.published, put.province, put.notice.title)
    assert store.is_stale(corpus_db, "st1", "1", put.facts.text, context)
    store.put(corpus_db, put)
    assert not store.is_stale(corpus_db, "st1", "1", put.facts.text, context)
    assert store.is_stale(corpus_db, "st1", "1", put.facts.text + ".", context)
    assert store.is_stale(corpus_db, "st1", "1", put.facts.text, Context())
    assert store.is_stale(corpus_db, "st1", "1", put.facts.text, context, version="next")


def test_forget_leaves_nothing(corpus_db, make):
    notice = store.put(corpus_db, make.plan())
    documents.link(corpus_db)
    store.forget(corpus_db, notice)
    documents.link(corpus_db)
    for table in ("notices", "texts", "citations", "documents", "scores", "fulltext_rows"):
        assert corpus_db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    corpus_db.execute("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')")
    hit = corpus_db.execute("SELECT count(*) FROM fulltext WHERE fulltext MATCH 'hoach'")
    assert hit.fetchone() == (0,)


WORDS = ("kế", "hoạch", "năm", "Nam", "Đồng", "hoà", "hòa", "\x00", "đ.đ", "771/KH-UBND")
STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.lists(st.sampled_from(WORDS), max_size=6) | st.none()),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])
@given(STEPS)
def test_the_index_follows_every_change(corpus_db, make, steps):
    """Put, changed and forgotten in any order: a word is found just where it stands."""
    held = {}
    for identity, words in steps:
        if words is None:
            store.forget(corpus_db, ids.notice_id("st1", identity))
            held.pop(identity, None)
        else:
            text = " ".join(words)
            store.put(corpus_db, make.reading(text, identity=identity, title="t", province=None))
            held[identity] = text
    (rows,) = corpus_db.execute("SELECT count(*) FROM fulltext_docsize").fetchone()
    assert rows == len(held)
    for word in ("ke", "hoach", "nam", "dong", "hoa", "d", "ubnd"):
        found = corpus_db.execute(
            "SELECT count(*) FROM fulltext WHERE fulltext MATCH ?", (f'body_plain : "{word}"',)
        ).fetchone()
        expected = sum(word in re.findall(r"[^\W_]+", plain(text)) for text in held.values())
        assert found == (expected,)
    for identity in list(held):
        store.forget(corpus_db, ids.notice_id("st1", identity))
    corpus_db.execute("INSERT INTO fulltext (fulltext) VALUES ('integrity-check')")


@pytest.mark.parametrize(
    ("province", "published", "belongs"),
    [
        ("Đắk Nông", "2019-04-02", ("Đắk Nông", "Lâm Đồng")),  # trước sáp nhập
        ("Đắk Nông", "2025-08-01", ("Lâm Đồng", "Lâm Đồng")),  # sau sáp nhập, trang cũ
        ("Đồng Tháp", None, ("Đồng Tháp", "Đồng Tháp")),  # không ghi ngày
        ("Tiền Giang", None, ("Tiền Giang", "Đồng Tháp")),  # không ghi ngày, tỉnh đã nhập
        (None, "2024-01-01", (None, None)),  # không biết tỉnh
    ],
)
def test_province_then_and_now(corpus_db, make, province, published, belongs):
    store.put(corpus_db, make.reading("Tin", province=province, published=published))
    row = corpus_db.execute("SELECT province_then, province_now, province_from FROM notices")
    assert row.fetchone() == (*belongs, "site" if belongs[1] else None)


def test_a_failed_put_leaves_the_corpus_as_it_was(corpus_db, make):
    store.put(corpus_db, make.plan())
    before = dump(corpus_db)
    broken = dataclasses.replace(make.plan(), attachments=(make.file("\ud800"),))
    with pytest.raises(UnicodeEncodeError):
        store.put(corpus_db, broken)
    assert dump(corpus_db) == before


def test_a_batch_is_kept_or_lost_as_a_whole_and_a_bad_notice_alone(corpus_db, make):
    bad = dataclasses.replace(make.plan(identity="bad"), attachments=(make.file("\ud800"),))
    with store.batch(corpus_db):
        store.put(corpus_db, make.plan(identity="1"))
        with pytest.raises(UnicodeEncodeError):
            store.put(corpus_db, bad)
        store.put(corpus_db, make.plan(identity="2"))
    assert corpus_db.execute("SELECT count(*) FROM notices").fetchone() == (2,)

    def stopped():
        with store.batch(corpus_db):
            store.put(corpus_db, make.plan(identity="3"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert corpus_db.execute("SELECT count(*) FROM notices").fetchone() == (2,)


def test_a_newer_schema_is_refused_in_one_line(tmp_path):
    path = tmp_path / "corpus.db"
    db = open_corpus(path)
    db.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('corpus', '9999_later', '2030')"
    )
    db.close()
    with pytest.raises(ConfigError, match="9999_later is newer") as error:
        open_corpus(path)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"not a database at all, surely" * 50, b"PK\x03\x04zip"])
def test_a_file_that_is_no_corpus_is_refused_and_kept(tmp_path, content):
    path = tmp_path / "corpus.db"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"corpus\.db"):
        open_corpus(path)
    assert path.read_bytes() == content


def test_another_database_is_refused(tmp_path):
    path = tmp_path / "corpus.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(ConfigError, match="not a corpus"):
        open_corpus(path)


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigError, match="file"):
        open_corpus(tmp_path / "file" / "corpus.db")
    with pytest.raises(ConfigError, match="no such database"):
        open_corpus(tmp_path / "absent.db", create=False)


def test_read_only_writes_nothing(tmp_path):
    path = tmp_path / "corpus.db"
    db = open_corpus(path)
    put_site(db, Site("st1"))
    db.close()
    db = open_corpus(path, read_only=True, create=False)
    with pytest.raises(sqlite3.OperationalError):
        put_site(db, Site("st2"))
    db.close()


def test_provinces_and_agencies_are_filled(corpus_db):
    count = "SELECT scheme, count(*) FROM provinces GROUP BY 1 ORDER BY 1"
    assert corpus_db.execute(count).fetchall() == [("2004", 63), ("2025", 34)]
    assert corpus_db.execute("SELECT count(*) > 50 FROM agencies").fetchone() == (1,)


def test_a_put_costs_the_same_however_much_is_held(corpus_db, make):
    def steps(identity):
        counted = []
        corpus_db.set_progress_handler(lambda: counted.append(1), 10)
        store.put(corpus_db, make.plan(identity=identity))
        corpus_db.set_progress_handler(None, 0)
        return len(counted)

    for number in range(20):
        store.put(corpus_db, make.plan(identity=f"a{number}"))
    few = steps("x")
    for number in range(300):
        store.put(corpus_db, make.plan(identity=f"b{number}"))
    assert steps("y") < 1.5 * few  # không bài nào được đọc lại


def test_ids_are_stable():
    assert ids.notice_id("st1", "1") == ids.notice_id("st1", "1")
    assert ids.notice_id("st1", "11") != ids.notice_id("st11", "1")
