from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

import pytest

from scrapers.acts import Adopt, KeepRobots, LeaveAlone
from scrapers.books import Entry
from scrapers.exchange import Location, now
from scrapers.frontier import VERSION, Frontier
from scrapers.notice import Attachment
from scrapers.outcome import Outcome
from scrapers.page import Item, ListingPage, Request
from scrapers.page_acts import KeepLocal
from scrapers.settings import ConfigError
from scrapers.status import Status
from scrapers.store import Store
from scrapers.visit import Visit
from tests.scrapers.portal import QUICK, site

FIRST = Location("vanban-000001.warc.gz", 100, 50)
SECOND = Location("vanban-000001.warc.gz", 150, 50)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path, QUICK) as opened:
        yield opened


@pytest.fixture
def frontier(store):
    return store.frontier


def act(store, change, *hops):
    return store.write(Entry(change, hops))


def rows(*ids, more=None):
    items = tuple(
        Item(f"http://skhcn.tinhmau.gov.vn/bai/bao-cao-{n}", f"Báo cáo {n}", "2026-11-20")
        for n in ids
    )
    return ListingPage(items, more and Request(f"http://skhcn.tinhmau.gov.vn/tin?page={more}"))


def good(digest="a", answered="2026-11-22T03:00:00.000Z", **changes):
    return Outcome(Status.OK, digest=digest, answered=answered, media_type="text/html", **changes)


def test_a_visit_goes_from_listing_to_pages_to_its_end(store, frontier):
    visit = Visit(store, site())
    at = visit.next_listing()
    assert (at.number, at.request.url) == (1, "http://skhcn.tinhmau.gov.vn/tin")
    seen = visit.enter(at, rows(3, 2, more=2), hops=(FIRST,))
    assert (seen.unseen, seen.new) == (2, 2)
    assert visit.next_listing() is None  # phía sau trang đầu là phần cũ: đọc sau cùng
    at = visit.next_listing(deep=True)
    assert (at.number, at.request.url) == (2, "http://skhcn.tinhmau.gov.vn/tin?page=2")
    seen = visit.enter(at, rows(2, 1, more=3), hops=(FIRST,))
    assert (seen.unseen, seen.new) == (1, 1)
    visit.end_listing(visit.next_listing(deep=True), Outcome(Status.SERVER_ERROR, "HTTP 500"))
    assert visit.next_listing(deep=True) is None
    first, second, third = visit.due(("article", "attachment"))
    assert [page.identity for page in (first, second, third)] == ["3", "2", "1"]
    file = Attachment("http://skhcn.tinhmau.gov.vn/tep/1.pdf", "1.pdf")
    assert not visit.record(first, good(attachments=(file,)), (FIRST,))
    assert visit.record(second, Outcome(Status.SOFT_404, "không tồn tại"))
    assert visit.record(third, Outcome(Status.TIMEOUT, "no byte in time"))
    (attachment,) = visit.due(("article", "attachment"))
    assert (attachment.url, attachment.parent) == (file.url, "3")
    visit.record(attachment, good("b"), (SECOND,))
    counts = visit.close()
    assert (counts.listed, counts.new, counts.fetched) == (3, 3, 2)
    assert (counts.failed, counts.soft_404) == (1, 1)
    assert [(p.url[-5:], p.status) for p in frontier.problems()] == [
        ("cao-1", "timeout"),
        ("cao-2", "soft_404"),
        ("age=3", "server_error"),
    ]
    again = Visit(store, site())
    assert not again.next_listing().followed
    assert again.next_listing(deep=True).number == 3  # danh mục đứt giữa chừng: đi tiếp từ đó
    assert [page.identity for page in again.due(("article",))] == ["1"]  # lỗi tạm thời: hỏi lại


def test_an_open_visit_goes_on(store):
    visit = Visit(store, site())
    form = (("__VIEWSTATE", "/wEP="), ("__EVENTARGUMENT", "Page$2"))
    more = Request("http://skhcn.tinhmau.gov.vn/tin", "POST", form, guessed=True)
    visit.enter(visit.next_listing(), ListingPage(rows(5).items, more), hops=(FIRST,))
    resumed = Visit(store, site())
    assert resumed.id == visit.id
    assert resumed.next_listing(deep=True).request == more
    assert [page.identity for page in resumed.due(("article",))] == ["5"]


def test_a_listing_ends_in_three_ways(store):
    for cut, followed in [(False, True), (True, False)]:
        visit = Visit(store, site(f"cong_{int(cut)}"))
        more = 2 if cut else None
        visit.enter(visit.next_listing(), rows(1, more=more), cut=cut, hops=(FIRST,))
        assert visit.next_listing() is None
        visit.close()
        again = Visit(store, site(f"cong_{int(cut)}"))
        assert again.next_listing().followed is followed
    visit = Visit(store, site("cong_tron"))
    circle = ListingPage(rows(1).items, Request("http://skhcn.tinhmau.gov.vn/tin"))
    visit.enter(visit.next_listing(), circle, hops=(FIRST,))
    assert visit.next_listing() is None
    assert visit.next_listing(deep=True) is None  # bộ phân trang quay về trang đầu


def test_fetched_is_in_order_and_since_a_moment(store, frontier):
    for name in ("b_cong", "a_cong"):
        visit = Visit(store, site(name))
        visit.enter(visit.next_listing(), rows(10, 9), hops=(FIRST,))
        for page in visit.due(("article",)):
            visit.record(page, good(), (FIRST,))
    order = [(one.site, one.kind, one.identity) for one in frontier.fetched()]
    assert order == [
        ("a_cong", "article", "10"),
        ("a_cong", "article", "9"),
        ("b_cong", "article", "10"),
        ("b_cong", "article", "9"),
    ]
    assert list(frontier.fetched(since="2999-01-01T00:00:00.000Z")) == []
    assert len(list(frontier.fetched(since="2026-01-01T00:00:00.000Z"))) == 4


def test_pages_whose_answers_the_archive_lost_are_due_again(store, frontier):
    visit = Visit(store, site())
    visit.enter(visit.next_listing(), rows(2, 1), hops=(FIRST,))
    for page, where in zip(visit.due(("article",)), (FIRST, SECOND), strict=True):
        visit.record(page, good(), (where,))
    assert frontier.accounted() == SECOND
    assert frontier.forget_lost({FIRST.file: SECOND.end}) == 0
    assert frontier.forget_lost({FIRST.file: FIRST.end}) == 1
    assert [one.identity for one in frontier.fetched()] == ["2"]
    assert [page.identity for page in visit.due(("article",))] == ["1"]
    assert frontier.accounted().end == FIRST.end
    assert frontier.forget_lost({}) == 1
    assert list(frontier.fetched()) == []


def test_recall_robots_and_not_before_have_their_time(store, frontier):
    act(store, Adopt({"GET http://a.vn/": FIRST}, SECOND))
    assert frontier.recall("GET http://a.vn/") == FIRST
    assert frontier.accounted() == SECOND
    act(store, KeepRobots("http://a.vn", "GET http://a.vn/robots.txt", now()), FIRST)
    assert frontier.robots("http://a.vn") == FIRST
    act(store, LeaveAlone("a.vn", 100))
    assert frontier.not_before("a.vn") > "2026"
    with frontier.transaction() as db:
        db.execute("UPDATE unclaimed SET until = '2020'")
        db.execute("UPDATE robots SET fetched = '2020'")
        db.execute("UPDATE hosts SET not_before = :when", {"when": "2020"})
    assert frontier.recall("GET http://a.vn/") is None
    assert frontier.robots("http://a.vn") is None
    assert frontier.not_before("a.vn") is None
    with frontier.transaction() as db:  # đồng hồ từng chạy trước nhiều năm
        db.execute("UPDATE hosts SET not_before = :when", {"when": "2999"})
    assert frontier.not_before("a.vn") is None


def test_the_mark_never_goes_back(store, frontier):
    act(store, Adopt({}, SECOND))
    act(store, Adopt({}, FIRST))
    assert frontier.accounted() == SECOND
    later = Location("vanban-000002.warc.gz", 0, 10)
    act(store, Adopt({}, later))
    assert frontier.accounted() == later


def test_a_problem_keeps_since_when_it_is_there(store, frontier):
    visit = Visit(store, site())
    assert visit.trouble(Status.NOTHING_LISTED, "trống")
    (first,) = frontier.problems()
    assert not visit.trouble(Status.NOTHING_LISTED, "vẫn trống")
    (second,) = frontier.problems("tinhmau_skhcn")
    assert (second.first_at, second.note) == (first.first_at, "vẫn trống")
    assert visit.trouble(Status.CIRCUIT_OPEN, "khác")
    assert frontier.problems("cong_khac") == ()


def test_half_a_transaction_is_none(frontier):
    def break_off():
        with frontier.transaction() as db:
            db.execute("INSERT INTO hosts VALUES ('a.vn', '2999')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert frontier.not_before("a.vn") is None


def test_local_files(store, frontier):
    place = {
        "site": "local", "identity": "a.pdf", "url": "file:///a.pdf", "media_type": "pdf",
        "title": "Kế hoạch", "published": "2024-01-02",
    }  # fmt: skip
    assert act(store, KeepLocal(digest="1", **place), FIRST)
    assert not act(store, KeepLocal(digest="1", **place), FIRST)
    assert act(store, KeepLocal(digest="2", **place), SECOND)
    (one,) = frontier.fetched()
    assert (one.kind, one.location, one.listed_title) == ("local", SECOND, "Kế hoạch")
    assert Visit(store, site("local")).due(("article", "attachment")) == ()


def test_threads_share_it(store, frontier):
    visit = Visit(store, site())

    def add(n):
        for k in range(20):
            act(store, LeaveAlone(f"{n}.{k}.vn", 100))

    threads = [threading.Thread(target=add, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert frontier.rows("SELECT count(*) AS n FROM hosts")[0]["n"] == 100
    assert visit.counts().listed == 0


def test_what_cannot_be_opened_is_one_line(tmp_path):
    newer = tmp_path / "newer.db"
    with closing(sqlite3.connect(newer)) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = newer.read_bytes()
    wrong = tmp_path / "wrong.db"
    wrong.write_text("đây không phải là cơ sở dữ liệu" * 100)
    (tmp_path / "file").touch()
    for path, what in [
        (newer, f"schema {VERSION + 1} is newer"),
        (wrong, "not a database"),
        (tmp_path / "file" / "crawl.db", "file"),
        (tmp_path, "unable to open"),
    ]:
        with pytest.raises(ConfigError, match=what) as caught:
            Frontier(path)
        assert "\n" not in str(caught.value)
        assert str(path) in str(caught.value)
    assert newer.read_bytes() == before
