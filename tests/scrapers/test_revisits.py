"""Night after night by our own clock: when a page is asked for again, and when it is withdrawn."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from scrapers import exchange
from scrapers.backfill import backlogs
from scrapers.crawl import crawl
from scrapers.exchange import utc
from scrapers.frontier import Frontier
from scrapers.revisits import gone_since, next_look, present, spread, withdrawn
from tests.scrapers.portal import QUICK, Portal, code, site

FIRST = datetime(2026, 1, 2, 15, 30, tzinfo=UTC)  # 22:30 ở Hà Nội


class Nights:
    """A portal, a data folder, and the clock by which it is crawled."""

    def __init__(self, portal, folder):
        self.portal, self.folder, self.at = portal, folder, FIRST

    def visit(self, days=None, **options):
        if days is not None:
            self.at = FIRST + timedelta(days=days)
        declared = options.pop("declared", None) or site()
        where = {declared.name: self.portal.origin}
        (report,) = crawl([declared], self.folder, QUICK, at=where, **options)
        return report

    def articles(self):
        return [path for path in self.portal.saw() if "/bai/" in path]

    def withdrawn(self):
        with Frontier(self.folder / "crawl.db") as frontier:
            return {identity: since[:10] for (_, identity), since in withdrawn(frontier).items()}


@pytest.fixture
def nights(tmp_path, monkeypatch):
    with Portal(1) as portal:
        made = Nights(portal, tmp_path)
        real = exchange.now
        for name, module in list(sys.modules.items()):
            if name.startswith("scrapers.") and getattr(module, "now", None) is real:
                monkeypatch.setattr(module, "now", lambda: utc(made.at))
        yield made


MOST_NIGHTS = [*range(41), *range(43, 201, 4), 180, 181]


def asked_on(nights, days):
    found = []
    for day in sorted(set(days)):
        before = len(nights.articles())
        nights.visit(day)
        found += [day] * len(set(nights.articles()[before:]))  # mỗi lượt thử lại một lần 304
    return found


def test_a_new_page_is_looked_at_ever_more_rarely_for_200_days(nights):
    *short, long = asked_on(nights, MOST_NIGHTS)
    assert short == [0, 1, 7, 30]
    assert 180 <= long <= 188  # không bao giờ sớm hơn; bài này muộn hơn bài kia đôi chút


def test_an_old_page_that_back_fill_finds_is_not_new(nights):
    """Bài đăng ngày 02/01 được tìm thấy vào tháng 10."""
    days = [day + 270 for day in (0, 1, 2, 7, 8, 30, 31, 179, 180, 200)]
    assert asked_on(nights, [*days, 460]) in ([270, 450], [270, 460])


def test_what_came_in_one_night_is_not_due_again_in_one_night():
    """Nghìn bài cũ lấy bù trong một đêm: sau nửa năm, mỗi đêm chỉ một phần."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    due = next_look(datetime(2019, 3, 1, tzinfo=UTC), at)
    found = [spread(due, at, f"https://so.mau.vn/tin/{n}") for n in range(1000)]
    assert due <= min(found)
    assert max(found) <= utc(at + timedelta(days=189))
    nights = Counter(one[:10] for one in found)
    assert max(nights.values()) < 200
    soon = utc(at + timedelta(days=30))
    assert spread(soon, at, "https://so.mau.vn/tin/1") == soon


def test_an_edit_makes_a_page_new_again(nights):
    assert asked_on(nights, range(8)) == [0, 1, 7]
    nights.portal.edits[1] = "đạt 86,18%"
    assert asked_on(nights, range(8, 76)) == [30, 31, 37, 60]


def test_a_later_hour_of_the_night_is_no_day_lost(nights):
    """Đêm trước hỏi lúc 5 giờ 50 sáng; đêm sau, 22 giờ, trang đã tới hạn."""
    nights.at = FIRST + timedelta(hours=7, minutes=20)
    nights.visit()
    nights.at = FIRST + timedelta(days=1, minutes=-30)
    nights.visit()
    assert len(nights.articles()) >= 2


# Đồng hồ mất giờ hay chạy trước nhiều năm: không trang nào phải đợi nhiều năm.
@pytest.mark.parametrize(
    "wrong", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2036, 5, 1, tzinfo=UTC)]
)
def test_a_jumped_clock_makes_nothing_due_for_years(nights, wrong):
    nights.visit(0)
    nights.at = wrong
    nights.visit()
    nights.visit(1)
    before = len(nights.articles())
    nights.visit(2)
    nights.visit(8)
    assert len(nights.articles()) > before
    with Frontier(nights.folder / "crawl.db") as frontier:
        (row,) = frontier.rows("SELECT max(due) AS latest FROM pages")
        assert row["latest"] < utc(nights.at + timedelta(days=181))


def test_a_clock_that_lost_its_time_asks_for_nothing_anew(nights):
    nights.visit(0)
    nights.at = datetime(1970, 1, 1, tzinfo=UTC)
    nights.visit()
    assert len(nights.articles()) == 1
    with Frontier(nights.folder / "crawl.db") as frontier:
        assert present(frontier).date() == FIRST.date()


# Các ngày trả lời 404: bị gỡ khi đủ ba lần, cách nhau ít nhất 7 ngày.
@pytest.mark.parametrize(
    ("answers", "since", "counted"),
    [
        ([(0, "gone", True), (7, "not_found", True), (14, "gone", True)], "2026-01-02", 3),
        ([(0, "gone", True), (6, "gone", True), (14, "gone", True)], "2026-01-02", 2),
        ([(0, "gone", False), (7, "gone", True), (14, "gone", True)], "2026-01-09", 2),
        ([(0, "gone", True), (7, "gone", True), (8, "ok", True),
          (15, "gone", True)], "2026-01-17", 1),
        ([(0, "gone", True), (7, "server_error", True), (9, "soft_404", True)], "2026-01-02", 1),
        ([(0, "gone", True), (7, "gone", True), (9, "not_modified", True)], None, 0),
        ([], None, 0),
    ],
)  # fmt: skip
def test_what_counts_as_withdrawn(answers, since, counted):
    told = [(utc(FIRST + timedelta(days=day)), status, well) for day, status, well in answers]
    found, count = gone_since(told)
    assert (found and found[:10], count) == (since, counted)


def test_a_page_is_withdrawn_by_the_third_absence_and_taken_back_by_a_good_answer(nights):
    nights.portal.articles = 3
    for day in (0, 1):
        nights.visit(day)
    nights.portal.routes["/bai/bao-cao-2"] = code(404)
    asked = []
    for day in range(2, 30):
        before = len(nights.portal.saw("/bai/bao-cao-2"))
        nights.visit(day)
        asked += [day] * (len(nights.portal.saw("/bai/bao-cao-2")) - before)
        assert nights.withdrawn() == ({"2": "2026-01-09"} if day >= 21 else {})
    assert asked == [7, 14, 21]
    with Frontier(nights.folder / "crawl.db") as frontier:
        assert "2" in {one.identity for one in frontier.fetched()}  # không bao giờ xóa
    del nights.portal.routes["/bai/bao-cao-2"]
    nights.visit(202)
    assert nights.withdrawn() == {}


# Không phải 404 hay 410: cổng không nhận yêu cầu, bài có thể vẫn còn.
@pytest.mark.parametrize("answer", [400, 405, 406, 422])
def test_another_refusal_is_no_absence(nights, answer):
    nights.portal.articles = 3
    nights.visit(0)
    nights.portal.routes["/bai/bao-cao-2"] = code(answer)
    for day in range(1, 60, 3):
        nights.visit(day)
    assert nights.withdrawn() == {}


def test_what_is_withdrawn_stays_so_whatever_fails_afterwards(nights):
    """Ba lần 404, rồi máy chủ hỏng hay từ chối: không lần nào là trả lời tốt."""
    nights.portal.articles = 3
    nights.visit(0)
    nights.portal.routes["/bai/bao-cao-2"] = code(404)
    for day in (1, 8, 15):
        nights.visit(day)
    assert nights.withdrawn() == {"2": "2026-01-03"}
    nights.portal.routes["/bai/bao-cao-2"] = code(400)
    nights.visit(196)
    assert len(nights.portal.saw("/bai/bao-cao-2")) == 5
    assert nights.withdrawn() == {"2": "2026-01-03"}


def test_a_sick_listing_proves_no_absence(nights):
    """Cả cổng trả lời 404, cả danh mục: trang không vì thế mà bị gỡ."""
    nights.visit(0)
    nights.portal.routes["/bai/bao-cao-1"] = code(404)
    nights.portal.routes["/tin"] = code(404)
    for day in range(1, 60, 3):
        nights.visit(day)
    assert nights.withdrawn() == {}


@pytest.mark.parametrize("n", [2, 8])
def test_next_look_is_never_past_and_never_farther_than_180_days(n):
    appeared = FIRST - timedelta(days=n)
    for hours in range(0, 24 * 400, 7):
        at = FIRST + timedelta(hours=hours)
        assert utc(at) < next_look(appeared, at) <= utc(at + timedelta(days=180))


def test_the_order_of_a_night(nights):
    """Tin mới trước, rồi bài tới hạn xem lại, rồi mới lần về trước."""
    nights.portal.articles = 12
    nights.visit(0, limit=6)
    nights.portal.articles = 14
    nights.portal.log.clear()
    nights.visit(1)
    found = [p for p in nights.portal.saw() if "robots" not in p and "khong" not in p]
    order = [found.index(path) for path in (
        "/tin", "/bai/bao-cao-13", "/bai/bao-cao-12", "/tin?page=3", "/bai/bao-cao-1")]  # fmt: skip
    assert order == sorted(order)
    assert {count for path, count in Counter(found).items() if "tin" in path} == {1}


def test_back_fill_goes_on_where_it_was_and_says_how_long_it_takes(nights):
    nights.portal.articles = 40
    report = nights.visit(0, limit=8)
    assert report.backlog.startswith("back-fill: 2 pages left and what comes from page 3 on, ")
    seen = []
    for day in range(1, 12):
        nights.portal.log.clear()
        report = nights.visit(day, limit=12)
        seen += nights.portal.saw("/tin?page")
    assert report.backlog == ""
    assert sorted(set(seen)) == sorted(f"/tin?page={n}" for n in range(2, 9))
    with Frontier(nights.folder / "crawl.db") as frontier:
        assert backlogs(frontier) == {}
        assert len([one for one in frontier.fetched() if one.kind == "article"]) == 40


def test_an_unfinished_night_does_not_hide_the_next_days_news(nights):
    """Đêm trước bị ngắt giữa chừng: đêm sau vẫn xem trang đầu trước."""
    import threading

    nights.portal.articles = 12
    stop = threading.Event()
    page = nights.portal.article(9)
    nights.portal.routes["/bai/bao-cao-9"] = lambda handler: (stop.set(), handler.send(page))
    assert not nights.visit(0, stop=stop).finished
    nights.portal.routes.clear()
    nights.portal.articles = 13
    nights.portal.log.clear()
    report = nights.visit(1)
    assert report.finished
    assert nights.portal.saw()[:2] in (["/robots.txt", "/tin"], ["/tin", "/bai/bao-cao-13"])
    with Frontier(nights.folder / "crawl.db") as frontier:
        assert len([one for one in frontier.fetched() if one.kind == "article"]) == 13


def test_only_that_article_is_withdrawn_that_was_there_once(nights):
    nights.portal.articles = 3
    nights.portal.routes["/bai/bao-cao-2"] = code(404)
    for day in range(0, 60, 6):
        report = nights.visit(day)
    assert nights.withdrawn() == {}
    assert [trouble.status for trouble in report.news] == []
