from __future__ import annotations

import sqlite3

import pytest
from sqlite_utils import Migrations

from corpus import database, documents, kept, reviews, schema, store
from corpus.database import open_corpus
from corpus.records import Site
from corpus.seen import put_site
from scrapers.settings import ConfigError


@pytest.fixture
def later(monkeypatch):
    """The schema of a vanban to come: today's, and one column more."""
    migrations = Migrations("corpus")
    for migration in schema.migrations._migrations:
        migrations(name=migration.name)(migration.fn)

    @migrations(name="9999_mood")
    def _mood(db):
        db.execute("ALTER TABLE notices ADD COLUMN mood TEXT NOT NULL DEFAULT 'lặng'")

    def comes():
        monkeypatch.setattr(database, "migrations", migrations)

    return comes


@pytest.fixture
def older(tmp_path, make):
    path = tmp_path / "corpus.db"
    connection = open_corpus(path)
    put_site(connection, Site("st1"))
    store.put(connection, make.plan())
    documents.link(connection)
    connection.close()
    return path


def rows(path, sql):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_an_older_schema_is_migrated_in_place_and_keeps_its_rows(older, later):
    held = rows(older, "SELECT id, title, work FROM notices")
    later()
    for _ in range(2):  # the second time there is nothing to do
        open_corpus(older, create=False).close()
        assert rows(older, "SELECT id, title, work FROM notices") == held
        assert rows(older, "SELECT mood FROM notices") == [("lặng",)]
    names = rows(older, "SELECT name FROM _sqlite_migrations ORDER BY id")
    assert names == [*((m.name,) for m in schema.migrations._migrations), ("9999_mood",)]


def test_an_older_schema_is_not_read_as_it_is(older, later):
    before = older.read_bytes()
    later()
    with pytest.raises(ConfigError, match="of an older schema; open it once to write"):
        open_corpus(older, create=False, read_only=True)
    assert older.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_schema_is_refused_in_one_line_and_kept(older, later, monkeypatch, read_only):
    later()
    open_corpus(older).close()
    monkeypatch.undo()
    before = older.read_bytes()
    with pytest.raises(ConfigError, match="schema 9999_mood is newer than this vanban") as error:
        open_corpus(older, read_only=read_only)
    assert "\n" not in str(error.value)
    assert older.read_bytes() == before


def test_a_migration_that_fails_leaves_the_schema_before(older, monkeypatch):
    broken = Migrations("corpus")
    for migration in schema.migrations._migrations:
        broken(name=migration.name)(lambda _: None)

    @broken(name="9999_wrong")
    def _wrong(db):
        db.execute("ALTER TABLE notices ADD COLUMN mood TEXT")
        db.execute("ALTER TABLE absent ADD COLUMN mood TEXT")

    monkeypatch.setattr(database, "migrations", broken)
    with pytest.raises(ConfigError, match="no such table: absent"):
        open_corpus(older)
    assert "mood" not in {row[1] for row in rows(older, "PRAGMA table_info(notices)")}
    held = rows(older, "SELECT name FROM _sqlite_migrations ORDER BY id")
    assert held == [(migration.name,) for migration in schema.migrations._migrations]


def test_a_copy_is_kept_of_what_was_there_before(older, later, monkeypatch):
    held = rows(older, "SELECT id, title, work FROM notices")
    open_corpus(older).close()
    assert not kept.copies(older)  # không đổi lược đồ thì không có bản giữ
    later()
    open_corpus(older).close()
    (copy,) = kept.copies(older)
    assert copy == older.parent / "backup" / "corpus-before-9999_mood.db"
    assert rows(copy, "SELECT id, title, work FROM notices") == held
    assert "mood" not in {row[1] for row in rows(copy, "PRAGMA table_info(notices)")}
    monkeypatch.undo()
    open_corpus(copy, create=False).close()  # bản trước vẫn đọc được


def test_where_no_copy_can_be_kept_nothing_is_changed(older, later):
    (older.parent / "backup").write_text("một tệp, không phải thư mục", encoding="utf-8")
    later()
    with pytest.raises(ConfigError) as told:
        open_corpus(older)
    assert "\n" not in str(told.value)
    assert "mood" not in {row[1] for row in rows(older, "PRAGMA table_info(notices)")}


def test_judgements_are_kept_before_their_schema_changes(tmp_path, monkeypatch):
    path = tmp_path / "reviews.db"
    reviews.open_reviews(path).close()
    assert not kept.copies(path)
    migrations = Migrations("reviews")
    for migration in reviews.migrations._migrations:
        migrations(name=migration.name)(migration.fn)

    @migrations(name="9999_mood")
    def _mood(db):
        db.execute("ALTER TABLE reviews ADD COLUMN mood TEXT")

    monkeypatch.setattr(reviews, "migrations", migrations)
    monkeypatch.setattr(reviews, "_KNOWN", {*reviews._KNOWN, "9999_mood"})
    for _ in range(2):
        reviews.open_reviews(path).close()
        (copy,) = kept.copies(path)
        assert "mood" in {row[1] for row in rows(path, "PRAGMA table_info(reviews)")}
        assert "mood" not in {row[1] for row in rows(copy, "PRAGMA table_info(reviews)")}
