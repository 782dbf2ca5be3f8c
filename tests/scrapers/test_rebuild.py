"""crawl.db: copied daily, checked at start, made anew from the archive."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scrapers.backup import back_up
from scrapers.crawl import crawl
from scrapers.frontier import Frontier
from scrapers.owner import owned
from scrapers.rebuild import rebuild
from scrapers.settings import ConfigError
from scrapers.status import Status
from scrapers.store import Store
from tests.scrapers import portal as faults
from tests.scrapers.portal import PAGE, QUICK, Portal, code, redirect, site
from tests.scrapers.test_crawl import let_time_pass, visited

ROOM = replace(QUICK, reserve_mb=0)
# Điều mà kho lưu không giữ: lúc ghi vào crawl.db, số của lượt thăm.
_LOST = {
    "deep",
    "id",
    "changed",
    "first_visit",
    "last_visit",
    "visit",
    "page",
    "first_at",
    "last_at",
}


@pytest.fixture
def portal():
    with Portal() as running:
        yield running


def rows(folder, table, order):
    with closing(sqlite3.connect(folder / "crawl.db")) as db:
        db.row_factory = sqlite3.Row
        found = db.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()
        return [{key: row[key] for key in row.keys() if key not in _LOST} for row in found]  # noqa: SIM118  (a Row's own)


def state(folder):
    return {
        "pages": [
            row for row in rows(folder, "pages", "site, kind, identity") if row["last_status"]
        ],
        "answers": rows(folder, "answers", "file, start"),
        "problems": [row for row in rows(folder, "problems", "site, url") if row["url"]],
        "robots": rows(folder, "robots", "origin"),
        "archived": rows(folder, "archived", "1"),
        "followed": rows(folder, "followed", "root"),
        "places": rows(folder, "places", "root"),
        "readings": rows(folder, "readings", "visit, field"),
        "marks": [{**row, "since": ""} for row in rows(folder, "marks", "site")],
        "visits": [
            {**row, "started": "", "finished": ""} for row in rows(folder, "visits", "started")
        ],
        "listed": [
            (row["identity"], row["url"], row["listed_title"], row["listed_published"])
            for row in rows(folder, "pages", "kind, identity")
            if row["kind"] == "article"
        ],
    }


def lived(portal, folder):
    """Several nights: edits, 304s, pages that went, a file that fails, a page that moved."""
    portal.routes["/bai/bao-cao-10"] = redirect("/bai/gop-lai-500")
    visited(portal, folder)
    let_time_pass(folder, 2)
    portal.edits[5] = "đạt 86,18%"
    portal.gone.add(8)
    portal.routes["/tep/bc-3.pdf"] = code(404)
    portal.routes["/bai/bao-cao-11"] = lambda h: h.send(PAGE.format("<h1>giao diện khác</h1>"))
    visited(portal, folder)


def test_it_is_made_anew_from_the_archive(portal, tmp_path):
    lived(portal, tmp_path)
    with closing(sqlite3.connect(tmp_path / "crawl.db")) as db, db:  # let_time_pass không sửa WARC
        db.execute("UPDATE pages SET due = NULL, step = 0, last_seen = NULL, answered = NULL")
        db.execute("UPDATE answers SET fetched_at = ''")
    before = state(tmp_path)
    for name in ("crawl.db", "crawl.db-wal", "crawl.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    made = rebuild(tmp_path)
    with closing(sqlite3.connect(tmp_path / "crawl.db")) as db, db:
        db.execute("UPDATE pages SET due = NULL, step = 0, last_seen = NULL, answered = NULL")
        db.execute("UPDATE answers SET fetched_at = ''")
    assert (made.unreadable, made.kept) == ((), None)
    after = state(tmp_path)
    for table, held in before.items():
        assert after[table] == held, table
    assert len(before["answers"]) > 25


def test_after_it_nothing_is_asked_again_that_is_not_due(portal, tmp_path):
    visited(portal, tmp_path)
    with Frontier(tmp_path / "crawl.db") as frontier:
        before = [(one.identity, one.digest, one.versions) for one in frontier.fetched()]
    rebuild(tmp_path)
    portal.log.clear()
    report = visited(portal, tmp_path)
    assert portal.saw("/bai") + portal.saw("/vi") + portal.saw("/tep") == []
    assert (report.counts.listed, report.troubles) == (10, ())  # chỉ hai trang đầu, như mọi đêm
    with Frontier(tmp_path / "crawl.db") as frontier:
        assert [(one.identity, one.digest, one.versions) for one in frontier.fetched()] == before
    assert (tmp_path / "backup" / "crawl-before.db").exists()


def test_back_fill_goes_on_where_it_was(tmp_path):
    """Đêm đầu dở dang: bài đã liệt kê chưa tải, danh mục chưa lật hết; không gì mất."""
    few = replace(ROOM, max_listing_pages=2)
    with Portal(24) as portal:
        whole = tmp_path / "whole"
        for folder in (tmp_path, whole):
            for _ in range(2):
                crawl([site()], folder, few, at={site().name: portal.origin}, limit=4)
        before = state(tmp_path)
        assert [row["number"] for row in before["places"]] == [3]
        fetched = [row for row in before["pages"] if row["kind"] == "article"]
        assert len(before["listed"]) == 10 > len(fetched)
        rebuild(tmp_path)
        after = state(tmp_path)
        for table in ("places", "followed", "listed", "readings", "visits"):
            assert after[table] == before[table], table
        for folder in (tmp_path, whole):
            report = visited(portal, folder)
            assert report.troubles == ()
        for one, other in zip(state(tmp_path)["listed"], state(whole)["listed"], strict=True):
            assert one == other
        assert len(state(tmp_path)["listed"]) == 24
        assert {row["last_status"] for row in state(tmp_path)["pages"]} == {"ok"}


def test_a_lost_field_is_still_noticed(portal, tmp_path):
    """Số bài có ngày của các đêm trước là mốc so sánh: không mất theo crawl.db."""
    visited(portal, tmp_path)
    rebuild(tmp_path)
    dated = PAGE.format("<h1>Báo cáo số {0}</h1><div class=noidung>Đạt {0} điểm.</div>")
    portal.articles = 16
    for n in range(13, 17):
        portal.routes[portal.link(n)] = lambda h, n=n: h.send(dated.format(n))
    undated = portal.listing
    portal.listing = lambda page: undated(page).replace("class=ngay", "class=khac")
    report = visited(portal, tmp_path)
    assert [trouble.status for trouble in report.troubles] == [Status.FIELD_LOST]


def test_versions_come_back(portal, tmp_path):
    lived(portal, tmp_path)

    def digests():
        with Frontier(tmp_path / "crawl.db") as frontier:
            return {one.identity: [v.digest for v in one.versions] for one in frontier.fetched()}

    before = digests()
    assert len(before["5"]) == 2
    rebuild(tmp_path)
    assert digests() == before


def test_what_did_not_read_is_read_again_by_a_mended_declaration(portal, tmp_path):
    visited(portal, tmp_path, site(article={"title": "h1", "body": ".sai"}))
    rebuild(tmp_path)
    portal.log.clear()
    report = visited(portal, tmp_path)
    assert (report.counts.fetched, report.troubles) == (16, ())
    assert portal.saw("/bai") + portal.saw("/vi") == []


def test_local_files_and_damaged_files_of_the_archive(portal, tmp_path):
    visited(portal, tmp_path)
    place = {
        "site": "local", "identity": "a.txt", "url": "file:a.txt", "media_type": "text/plain",
        "options": {}, "title": "Kế hoạch",
    }  # fmt: skip
    with Store(tmp_path, ROOM) as store:
        store.take_in(payload="Kế hoạch số 1".encode(), **place)
        store.take_in(payload="Kế hoạch số 2".encode(), **place)
    last = max((tmp_path / "archive").iterdir())
    with last.open("ab") as stream:
        stream.write(b"rac" * 50)
    made = rebuild(tmp_path)
    assert len(made.unreadable) == 1
    assert str(last) in made.unreadable[0]
    with Frontier(tmp_path / "crawl.db") as frontier:
        (local,) = [one for one in frontier.fetched() if one.kind == "local"]
    assert (local.listed_title, len(local.versions)) == ("Kế hoạch", 2)


def test_not_while_a_crawl_goes_on(tmp_path):
    with owned(tmp_path), pytest.raises(ConfigError, match="in use by another crawl"):
        rebuild(tmp_path)


def test_an_older_file_gets_its_answers(portal, tmp_path):
    """crawl.db của bản trước: chưa có bảng answers."""
    visited(portal, tmp_path)
    with closing(sqlite3.connect(tmp_path / "crawl.db")) as db, db:
        db.executescript(
            "DROP TABLE answers; DROP TABLE sealed; ALTER TABLE pages DROP COLUMN listed_by;"
            "PRAGMA user_version = 1;"
        )
    with Frontier(tmp_path / "crawl.db") as frontier:
        held = frontier.rows("SELECT count(*) AS n FROM answers WHERE status = 'ok'")
        assert held[0]["n"] == len(list(frontier.fetched())) == 16
    let_time_pass(tmp_path, 2)
    portal.edits[5] = "đạt 86,18%"
    visited(portal, tmp_path)
    with Frontier(tmp_path / "crawl.db") as frontier:
        assert [len(one.versions) for one in frontier.fetched() if one.identity == "5"] == [2]


# Bản sao hằng ngày


def test_a_copy_a_day_and_seven_are_kept(portal, tmp_path):
    assert back_up(tmp_path) is None  # chưa có gì
    visited(portal, tmp_path)
    day = datetime(2026, 11, 1, 15, tzinfo=UTC)
    made = [back_up(tmp_path, day + timedelta(days=n)) for n in range(9)]
    assert [path.name for path in made][:2] == ["crawl-20261101.db", "crawl-20261102.db"]
    assert back_up(tmp_path, day + timedelta(days=8)) is None
    assert back_up(tmp_path, day + timedelta(days=8, hours=3)).name == "crawl-20261110.db"  # 01 giờ
    names = sorted(path.name for path in (tmp_path / "backup").iterdir())
    assert names == [f"crawl-202611{n:02}.db" for n in range(4, 11)]
    with Frontier(made[-1]) as copy:
        assert len(list(copy.fetched())) == 16


def test_the_first_run_of_a_day_copies_what_was_before_it(portal, tmp_path):
    visited(portal, tmp_path)
    assert not (tmp_path / "backup").exists()
    portal.articles = 14
    visited(portal, tmp_path)
    portal.articles = 15
    visited(portal, tmp_path)
    (copy,) = (tmp_path / "backup").iterdir()
    with Frontier(copy) as frontier:
        assert len([one for one in frontier.fetched() if one.kind == "article"]) == 12


def damaged(folder):
    with closing(sqlite3.connect(folder / "crawl.db")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = (folder / "crawl.db").read_bytes()
    middle = len(whole) // 2
    (folder / "crawl.db").write_bytes(whole[:middle] + b"\xff" * 4096 + whole[middle + 4096 :])


def test_a_damaged_file_is_said_at_start_copied_nowhere_and_mended_by_hand(portal, tmp_path):
    visited(portal, tmp_path)
    visited(portal, tmp_path)
    (copy,) = (tmp_path / "backup").iterdir()
    damaged(tmp_path)
    copy.rename(tmp_path / "giu.db")
    with pytest.raises(ConfigError, match=r"crawl\.db: damaged .*--rebuild") as caught:
        visited(portal, tmp_path)
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "backup").iterdir()) == []
    made = rebuild(tmp_path)
    assert made.pages == 16
    assert visited(portal, tmp_path).troubles == ()


def test_no_bytes_of_a_database_at_all(portal, tmp_path):
    visited(portal, tmp_path)
    (tmp_path / "crawl.db").write_bytes(b"rac" * 5000)
    for name in ("crawl.db-wal", "crawl.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    with pytest.raises(ConfigError, match="not a database"):
        visited(portal, tmp_path)
    rebuild(tmp_path)
    assert visited(portal, tmp_path).troubles == ()


def test_faults_keep_their_names(portal, tmp_path):
    portal.routes["/bai/bao-cao-5"] = lambda h: h.send(PAGE.format(faults.GONE))
    portal.routes["/bai/bao-cao-4"] = code(500)
    visited(portal, tmp_path)
    named = [(row["url"], row["status"], row["note"]) for row in rows(tmp_path, "problems", "url")]
    rebuild(tmp_path)
    assert [(r["url"], r["status"], r["note"]) for r in rows(tmp_path, "problems", "url")] == named
