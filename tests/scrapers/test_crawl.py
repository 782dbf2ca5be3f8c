from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from scrapers.acts import EnterListing, KeepRobots
from scrapers.archive import Archive
from scrapers.crawl import crawl
from scrapers.frontier import Frontier
from scrapers.guard import Guard
from scrapers.owner import owned
from scrapers.page_acts import RecordPage
from scrapers.settings import ConfigError
from scrapers.status import Status
from scrapers.store import Store
from tests.scrapers import portal as faults
from tests.scrapers.portal import PAGE, PDF, QUICK, Portal, code, redirect, site

NAME = "tinhmau_skhcn"


@pytest.fixture
def portal():
    with Portal() as running:
        yield running


def visited(portal, folder, declared=None, settings=QUICK, **options):
    declared = declared or site()
    (report,) = crawl([declared], folder, settings, at={declared.name: portal.origin}, **options)
    return report


def kept(folder, kind=None):
    with Frontier(folder / "crawl.db") as frontier:
        return [one for one in frontier.fetched() if kind in {None, one.kind}]


def problems(folder):
    with Frontier(folder / "crawl.db") as frontier:
        return {one.url.rpartition("gov.vn")[2]: one.status for one in frontier.problems()}


def let_time_pass(folder, days):
    """Set everything that happened back by so many days; old notices count as new ones."""
    with closing(sqlite3.connect(folder / "crawl.db")) as db, db:
        db.execute(
            "UPDATE pages SET due = strftime('%Y-%m-%dT%H:%M:%fZ', last_seen, '16 hours')"
            " WHERE due > last_seen AND last_status IN ('ok', 'not_modified')"
        )
        for column in ("due", "last_seen", "changed"):
            db.execute(
                f"UPDATE pages SET {column} ="
                f" strftime('%Y-%m-%dT%H:%M:%fZ', {column}, '{-days} days') WHERE due < '9'"
            )
        db.execute(
            "UPDATE answers SET fetched_at ="
            f" strftime('%Y-%m-%dT%H:%M:%fZ', fetched_at, '{-days} days')"
        )
        db.execute("DELETE FROM robots")


def test_first_visit_takes_everything_once(portal, tmp_path):
    report = visited(portal, tmp_path)
    counts = report.counts
    assert (counts.listed, counts.new, counts.fetched, counts.failed) == (12, 12, 16, 0)
    assert report.finished
    assert report.troubles == ()
    assert [one.identity for one in kept(tmp_path, "article")] == sorted(
        str(n) for n in range(1, 13)
    )
    assert Counter(portal.saw()).most_common(1)[0][1] == 1
    assert [one.parent for one in kept(tmp_path, "attachment")] == ["12", "3", "6", "9"]
    archive = Archive(tmp_path / "archive")
    for one in kept(tmp_path, "attachment"):
        assert archive.read(one.location).payload.startswith(PDF)


def test_identities_and_addresses_are_as_declared(portal, tmp_path):
    visited(portal, tmp_path)
    assert {one.url.split("/")[2] for one in kept(tmp_path)} == {"skhcn.tinhmau.gov.vn"}
    first = kept(tmp_path, "article")[0]
    assert (first.listed_title, first.listed_published) == ("Báo cáo số 1", "2026-01-02")


def test_second_run_asks_for_no_article_and_says_so(portal, tmp_path):
    visited(portal, tmp_path)
    portal.log.clear()
    report = visited(portal, tmp_path)
    assert portal.saw() == ["/tin", "/tin?page=2"]  # không có gì mới từ trang 2: dừng
    counts = report.counts
    assert (counts.listed, counts.new, counts.fetched, counts.unchanged) == (10, 0, 0, 0)


def test_increment_takes_what_is_new(portal, tmp_path):
    visited(portal, tmp_path)
    portal.articles = 14
    portal.log.clear()
    report = visited(portal, tmp_path)
    assert report.counts.new == 2
    assert portal.saw("/bai") + portal.saw("/vi") == ["/bai/bao-cao-13", "/vi/bai/bao-cao-14/"]


def test_a_page_under_several_addresses_is_one(portal, tmp_path):
    twice = "".join(
        f"<li class=tin><a href='{link}'>Báo cáo</a></li>"
        for link in ("/bai/cu-5", "/vi/bai/moi-5/", "/in/bai/x-5?in=1", "/bai/bao-cao-6")
    )
    portal.routes["/tin"] = lambda handler: handler.send(PAGE.format(twice))
    visited(portal, tmp_path)
    assert [one.identity for one in kept(tmp_path, "article")] == ["5", "6"]
    assert len(portal.saw("/bai") + portal.saw("/vi") + portal.saw("/in")) == 2


def test_two_listings_that_share_articles_are_both_followed_to_the_end(portal, tmp_path):
    portal.routes["/cchc"] = lambda handler: handler.send(
        portal.listing(1).replace("/tin?page=2", "/cchc2")
    )
    portal.routes["/cchc2"] = lambda handler: handler.send(
        PAGE.format("<li class=tin><a href='/bai/rieng-99'>Riêng</a></li>")
    )
    urls = [{"url": url, "category": "Tin"} for url in ("/tin", "/cchc")]
    visited(portal, tmp_path, site(listings=urls))
    assert "99" in {one.identity for one in kept(tmp_path)}


def test_a_broken_listing_does_not_have_the_others_followed_anew(portal, tmp_path):
    urls = [{"url": url, "category": "Tin"} for url in ("/hong", "/tin")]
    visited(portal, tmp_path, site(listings=urls))
    assert problems(tmp_path) == {"/hong": Status.NOT_FOUND}
    portal.log.clear()
    report = visited(portal, tmp_path, site(listings=urls))
    assert portal.saw() == ["/hong", "/tin", "/tin?page=2"]
    assert report.news == ()


def test_a_guessed_page_behind_the_last_is_the_end_and_no_fault(portal, tmp_path):
    rules = replace(
        site().listing,
        next=None,
        next_path="{listing}/trang-{page}",
        number=re.compile(r"/trang-(\d+)"),
    )
    for page in (2, 3):
        text = portal.listing(page)
        portal.routes[f"/tin/trang-{page}"] = lambda handler, text=text: handler.send(text)
    for end in (code(404), lambda handler: handler.send(PAGE.format("<p>Hết</p>"))):
        portal.routes["/tin/trang-4"] = end
        portal.log.clear()
        folder = tmp_path / str(id(end))
        report = visited(portal, folder, site(listing=rules))
        assert (report.counts.listed, report.troubles) == (12, ())
        assert portal.saw("/tin")[-1] == "/tin/trang-4"


def test_sites_of_one_host_take_turns(portal, tmp_path):
    sites = [site(f"muc_{n}", host=f"muc{n}.gov.vn") for n in range(3)]
    settings = replace(QUICK, delay=0.02)
    crawl(sites, tmp_path, settings, at={one.name: portal.origin for one in sites})
    log = sorted(portal.log, key=lambda seen: seen.start)
    assert len(log) == 1 + 3 * 19
    assert all(b.start - a.end >= 0.02 for a, b in pairwise(log))


def test_hosts_of_one_address_take_turns(portal, tmp_path):
    """Ba cổng khác tên trên cùng một địa chỉ: nhật ký máy chủ không có hai lượt chồng nhau."""
    portal.latency = 0.01
    hosts = [f"so{n}.mau.vn:{portal.port}" for n in range(3)]
    guard = names(**{f"so{n}": portal for n in range(3)})
    sites = [site(f"so_{n}", host=host) for n, host in enumerate(hosts)]
    settings = replace(QUICK, delay=0.03)
    reports = crawl(sites, tmp_path, settings, guard=guard, limit=2)
    assert [report.troubles for report in reports] == [(), (), ()]
    seen = sorted(portal.log, key=lambda one: one.start)
    assert {one.headers["Host"] for one in seen} == set(hosts)
    assert all(after.start - before.end >= 0.03 for before, after in pairwise(seen))


def test_a_declared_pause_is_kept(portal, tmp_path):
    declared = site(host=f"{portal.host}:{portal.port}", delay=0.05)
    guard = Guard({(portal.host, portal.port)})
    crawl([declared], tmp_path, QUICK, guard=guard, limit=3)
    assert all(b.start - a.end >= 0.05 for a, b in pairwise(portal.log))


def test_a_pager_that_repeats_itself_ends(portal, tmp_path):
    portal.routes["/tin"] = lambda handler: handler.send(
        PAGE.format(
            "<li class=tin><a href='/bai/mot-1'>Một</a></li>"
            f"<a class=sau href='/tin?page={len(portal.log)}'>Sau</a>"
        )
    )
    assert visited(portal, tmp_path).counts.listed == 1
    assert len(portal.saw("/tin")) == 2


def test_due_pages_are_asked_with_conditions(portal, tmp_path):
    visited(portal, tmp_path)
    for days, asked in [(0.5, 0), (0.6, 16), (0.6, 0), (0.5, 16), (2, 16)]:
        let_time_pass(tmp_path, days)
        portal.log.clear()
        report = visited(portal, tmp_path)
        assert report.counts.unchanged == asked, days
        pages = [seen for seen in portal.log if "/bai/" in seen.path or "/tep/" in seen.path]
        plain = [seen for seen in pages if "If-None-Match" not in seen.headers]
        assert len(pages) - len(plain) == asked
        assert len(plain) == bool(asked)  # một lần mỗi lượt: "không đổi" có thật không
    assert len({one.location for one in kept(tmp_path)}) == 16


def test_an_edited_page_is_taken_again_and_read_from_its_new_place(portal, tmp_path):
    visited(portal, tmp_path)
    before = {one.identity: one for one in kept(tmp_path, "article")}
    portal.edits[5] = "đạt 86,18%"
    let_time_pass(tmp_path, 2)
    moment = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    report = visited(portal, tmp_path)
    assert (report.counts.fetched, report.counts.unchanged) == (1, 15)
    with Frontier(tmp_path / "crawl.db") as frontier:
        (changed,) = frontier.fetched(since=moment)
    assert changed.identity == "5"
    assert changed.location != before["5"].location
    assert changed.first_seen == before["5"].first_seen
    text = Archive(tmp_path / "archive").read(changed.location).payload.decode()
    assert "86,18" in text


def test_the_same_payload_again_is_a_revisit(portal, tmp_path):
    plain = portal.article(5)
    portal.routes["/bai/bao-cao-5"] = lambda handler: handler.send(plain)  # không có ETag
    visited(portal, tmp_path)
    let_time_pass(tmp_path, 2)
    assert visited(portal, tmp_path).counts.unchanged == 16
    records = [
        (record.kind, record.status)
        for _, record in Archive(tmp_path / "archive").records()
        if record.url.endswith("/bai/bao-cao-5")
    ]
    assert records == [("response", 200), ("revisit", 200)]


def test_an_error_overwrites_no_earlier_good_answer(portal, tmp_path):
    visited(portal, tmp_path)
    before = kept(tmp_path)
    for route in (code(404), code(500), lambda handler: handler.send(PAGE.format(faults.GONE))):
        portal.routes["/bai/bao-cao-5"] = route
        let_time_pass(tmp_path, 400)
        visited(portal, tmp_path)
        assert [one.digest for one in kept(tmp_path)] == [one.digest for one in before]
        assert "/bai/bao-cao-5" in problems(tmp_path)
    del portal.routes["/bai/bao-cao-5"]
    let_time_pass(tmp_path, 400)
    visited(portal, tmp_path)
    assert problems(tmp_path) == {}


PAGE_FAULTS = [
    # (đường, trang trả lời, tên của lỗi)
    ("/bai/bao-cao-5", lambda h: h.send(PAGE.format(faults.GONE)), Status.SOFT_404),
    ("/bai/bao-cao-5", redirect("/tin"), Status.SOFT_404),  # bài đã gỡ dẫn về danh mục
    ("/bai/bao-cao-5", code(404), Status.NOT_FOUND),
    ("/bai/bao-cao-5", lambda h: h.send(PAGE.format("trống")), Status.NOT_ON_PAGE),
    ("/bai/bao-cao-5", lambda h: h.send("Request Rejected"), Status.BLOCKED),
    ("/bai/bao-cao-5", lambda h: h.send(PDF, kind="application/pdf"), Status.WRONG_TYPE),
    ("/bai/bao-cao-5", redirect("https://bao.example/tin"), Status.REDIRECT_REFUSED),
    ("/bai/bao-cao-5", faults.bomb, Status.RATIO),
    ("/tep/bc-3.pdf", redirect("/tin"), Status.WRONG_TYPE),  # mất tệp: trả trang danh mục
    ("/tep/bc-3.pdf", lambda h: h.send(PAGE.format(""), kind="application/pdf"), Status.WRONG_TYPE),
    ("/tep/bc-3.pdf", lambda h: h.send(b"", kind="application/pdf"), Status.WRONG_TYPE),
    ("/tep/bc-3.pdf", lambda h: h.send("lỗi", kind="text/html"), Status.WRONG_TYPE),
    ("/tep/bc-3.pdf", code(404), Status.NOT_FOUND),
]


@pytest.mark.parametrize(("path", "route", "status"), PAGE_FAULTS)
def test_each_page_that_is_none_has_its_name(portal, tmp_path, path, route, status):
    portal.routes[path] = route
    report = visited(portal, tmp_path)
    assert [(trouble.url.rpartition("gov.vn")[2], trouble.status) for trouble in report.news] == [
        (path, status)
    ]
    assert problems(tmp_path) == {path: status}
    assert len(kept(tmp_path)) == 15
    soft = status is Status.SOFT_404
    assert (report.counts.soft_404, report.counts.failed) == ((1, 0) if soft else (0, 1))
    again = visited(portal, tmp_path)
    assert again.news == ()  # đã biết từ trước
    temporary = len([one for one in portal.saw(path) if one == path])
    assert temporary == 1, "a page that is gone is not asked for again at once"


def test_a_copy_of_a_portal_stands_for_all_of_it(portal, tmp_path):
    """With `at` nothing is asked of any other host: not for files, not behind redirects."""
    with Portal() as other:
        page = portal.article(3).replace("/tep/bc-3.pdf", f"{other.origin}/tep/ngoai.pdf")
        portal.routes["/bai/bao-cao-3"] = lambda handler: handler.send(page)
        portal.routes["/tep/bc-6.pdf"] = redirect(f"{other.origin}/tep/ngoai.pdf")
        report = visited(portal, tmp_path)
        assert [trouble.status for trouble in report.troubles] == [Status.REDIRECT_REFUSED]
        assert other.log == []


def names(**hosts):
    """A guard that knows these names, each at a portal of ours."""

    def resolve(host, _port, **options):
        found = hosts[host.partition(".")[0]]
        return socket.getaddrinfo(found.host, found.port, **options)

    return Guard({(f"{name}.mau.vn", portal.port) for name, portal in hosts.items()}, resolve)


def test_a_file_on_another_host_is_kept_as_a_link_and_no_failure(portal, tmp_path):
    """Chỉ máy chủ của cổng và những máy chủ tệp đã khai báo được hỏi."""
    with Portal() as other:
        guard = names(skhcn=portal, tep=other)
        link = f"http://tep.mau.vn:{other.port}/tep/ngoai.pdf"
        page = portal.article(3).replace("/tep/bc-3.pdf", link)
        portal.routes["/bai/bao-cao-3"] = lambda handler: handler.send(page, etag=True)
        declared = site(host=f"skhcn.mau.vn:{portal.port}")

        def again(**changes):
            return crawl([site(host=f"skhcn.mau.vn:{portal.port}", **changes)], tmp_path,
                         QUICK, guard=guard)[0]  # fmt: skip

        (report,) = crawl([declared], tmp_path, QUICK, guard=guard)
        assert (report.troubles, report.counts.failed, other.log) == ((), 0, [])
        assert link not in {one.url for one in kept(tmp_path, "attachment")}
        assert again().troubles == ()
        assert other.log == []
        # khai báo máy chủ tệp: tệp được hỏi ở lần sau, dù bài viết không đổi; bị từ chối vì
        # địa chỉ riêng không phải cổng đã nêu
        report = again(file_hosts=[f"tep.mau.vn:{other.port}"])
        assert [trouble.status for trouble in report.troubles] == [Status.ADDRESS_REFUSED]
        assert other.log == []


def test_a_dead_host_of_files_is_left_alone_and_the_site_read_on(portal, tmp_path):
    """Máy chủ tệp chết thì thôi hỏi tệp; bài viết của cổng vẫn được đọc hết."""
    portal.articles = 30
    for n in range(3, 31, 3):
        page = portal.article(n).replace("/tep/", "http://tep.chet.vn/tep/")
        portal.routes[portal.link(n)] = lambda handler, page=page: handler.send(page)

    def resolve(host, _port, **options):
        if host == "tep.chet.vn":
            raise socket.gaierror("không có máy chủ ấy")
        return socket.getaddrinfo(portal.host, portal.port, **options)

    declared = site(host=f"skhcn.mau.vn:{portal.port}", file_hosts=["tep.chet.vn"])
    guard = Guard({("skhcn.mau.vn", portal.port)}, resolve)
    (report,) = crawl([declared], tmp_path, QUICK, guard=guard)
    assert report.finished
    assert len(kept(tmp_path, "article")) == 30
    assert [one.status for one in report.troubles] == [Status.DNS]


def test_a_theme_swap_names_the_selector_that_broke(portal, tmp_path):
    """Giao diện mới: danh mục còn, bài viết không đọc được; rồi cả danh mục cũng không."""
    visited(portal, tmp_path)
    portal.articles = 14
    for n in (13, 14):
        changed = portal.article(n).replace("class=noidung", "class=noi-dung-moi")
        portal.routes[f"/bai/bao-cao-{n}"] = lambda handler, text=changed: handler.send(text)
        portal.routes[f"/vi/bai/bao-cao-{n}/"] = portal.routes[f"/bai/bao-cao-{n}"]
    report = visited(portal, tmp_path)
    whole = [trouble for trouble in report.news if not trouble.url]
    assert [trouble.status for trouble in whole] == [Status.NOT_ON_PAGE]
    assert "none of 2 articles reads as declared" in whole[0].note
    assert "'.noidung'" in whole[0].note
    portal.routes["/tin"] = lambda handler: handler.send(PAGE.format("<div>mới</div>"))
    report = visited(portal, tmp_path)
    whole = [trouble for trouble in report.news if not trouble.url]
    assert [trouble.status for trouble in whole] == [Status.NOTHING_LISTED]
    assert "'li.tin'" in whole[0].note


def test_an_article_that_moved_to_another_is_that_other(portal, tmp_path):
    portal.routes["/bai/bao-cao-5"] = redirect("/bai/gop-lai-500")
    report = visited(portal, tmp_path)
    found = {one.identity for one in kept(tmp_path, "article")}
    assert "500" in found
    assert "5" not in found
    assert report.troubles == ()


def test_a_site_that_yields_nothing_is_a_problem(portal, tmp_path):
    for route, status in [
        (lambda h: h.send(PAGE.format("<p>Giao diện mới</p>")), Status.NOT_ON_PAGE),
        (code(500), Status.SERVER_ERROR),
        (lambda h: h.send("Request Rejected"), Status.BLOCKED),
    ]:
        folder = tmp_path / status
        portal.routes["/tin"] = route
        report = visited(portal, folder)
        assert [trouble.status for trouble in report.news] == [status, Status.NOTHING_LISTED]
        with Frontier(folder / "crawl.db") as frontier:
            (found,) = frontier.status()
        assert found.stale == "nothing listed"
        assert found.problem.startswith("nothing_listed")
        del portal.routes["/tin"]
        assert visited(portal, folder).troubles == ()
        assert problems(folder) == {}


def test_fewer_articles_than_expected_is_a_problem(portal, tmp_path):
    report = visited(portal, tmp_path, site(min_items=6))
    assert [trouble.status for trouble in report.news] == [Status.FEW_LISTED]
    assert report.counts.fetched == 16
    with Frontier(tmp_path / "crawl.db") as frontier:
        assert frontier.status()[0].problem == "few_listed: 5 articles, 6 expected"


def test_old_news_only_is_stale(portal, tmp_path):
    visited(portal, tmp_path, site(max_age_days=30))
    with Frontier(tmp_path / "crawl.db") as frontier:
        (found,) = frontier.status(datetime(2026, 3, 1, tzinfo=UTC))
        assert found.stale == "nothing newer than 2026-01-13"
        assert frontier.status(datetime(2026, 2, 1, tzinfo=UTC))[0].stale == ""


def test_a_host_that_fails_again_and_again_is_left_alone(portal, tmp_path):
    for n in range(1, 13):
        portal.routes[portal.link(n)] = code(500)
    report = visited(portal, tmp_path)
    assert report.troubles[-1].status is Status.CIRCUIT_OPEN
    patient, at_once = QUICK.retries + 1, QUICK.failures_in_a_row - 1
    assert len(portal.saw("/bai") + portal.saw("/vi")) == patient + at_once
    assert report.counts.failed == QUICK.failures_in_a_row


def test_a_host_that_wants_to_be_left_alone_is_also_in_the_next_run(portal, tmp_path):
    portal.routes["/bai/bao-cao-12"] = code(429, Retry_After="3000")
    report = visited(portal, tmp_path)
    assert [trouble.status for trouble in report.news] == [Status.RATE_LIMITED] * 2
    asked = len(portal.log)
    again = visited(portal, tmp_path)
    assert [trouble.status for trouble in again.troubles] == [Status.RATE_LIMITED]
    assert len(portal.log) == asked


def test_one_site_in_trouble_does_not_touch_another(portal, tmp_path):
    with Portal() as ill:
        ill.routes["/tin"] = faults.drip
        sites = [site("om", host="om.gov.vn"), site("khoe", host="khoe.gov.vn")]
        at = {"om": ill.origin, "khoe": portal.origin}
        well, sick = crawl(sites, tmp_path, QUICK, at=at)
    assert (well.site, well.troubles, well.counts.fetched) == ("khoe", (), 16)
    assert [trouble.status for trouble in sick.troubles] == [Status.SLOW, Status.NOTHING_LISTED]


def test_robots_that_forbids_articles_leaves_the_listings(portal, tmp_path):
    portal.robots = b"\xef\xbb\xbfUser-agent: *\nDisallow: /bai/\nDisallow: /vi/\n"
    report = visited(portal, tmp_path)
    assert {trouble.status for trouble in report.troubles} == {Status.ROBOTS}
    assert report.counts.listed == 12
    assert portal.saw("/bai") + portal.saw("/vi") == []
    robots = [r for _, r in Archive(tmp_path / "archive").records() if "robots" in r.url]
    assert [record.payload for record in robots] == [portal.robots]
    visited(portal, tmp_path)
    assert len(portal.saw("/robots.txt")) == 1  # còn nhớ trong một ngày


def test_limit_holds_and_the_rest_comes_later(portal, tmp_path):
    report = visited(portal, tmp_path, limit=3)
    assert report.counts.fetched == 4  # ba bài và một tệp của chúng
    assert len(portal.saw("/tin")) == 1
    for _ in range(4):
        visited(portal, tmp_path, limit=3)
    assert len(kept(tmp_path)) == 16
    assert all(count == 1 for path, count in Counter(portal.saw()).items() if "tin" not in path)


def test_since_stops_behind_its_day(portal, tmp_path):
    visited(portal, tmp_path, since="2026-01-09")
    assert len(portal.saw("/tin")) == 2
    visited(portal, tmp_path)
    assert len(portal.saw("/tin?page=3")) == 1  # lần sau đi tiếp tới cuối
    assert len(kept(tmp_path, "article")) == 12


def test_until_ends_the_run_and_the_next_goes_on(portal, tmp_path):
    portal.latency = 0.05
    soon = datetime.now(UTC) + timedelta(seconds=0.4)
    start = time.monotonic()
    report = visited(portal, tmp_path, until=soon)
    assert time.monotonic() - start < 20
    assert not report.finished
    portal.latency = 0
    report = visited(portal, tmp_path)
    assert report.finished
    assert (report.counts.new, report.counts.fetched) == (12, 16)
    assert Counter(portal.saw()).most_common(1)[0][1] == 1


def test_stop_from_another_thread(portal, tmp_path):
    stop = threading.Event()
    portal.routes["/bai/bao-cao-9"] = lambda handler: (stop.set(), handler.send(portal.article(9)))
    assert not visited(portal, tmp_path, stop=stop).finished
    assert portal.saw("/bai")[-1] == "/bai/bao-cao-9"


def test_ctrl_c_stops_cleanly(portal, tmp_path):
    portal.latency = 0.05
    script = (
        "import sys, pathlib\n"
        "from tests.scrapers.portal import QUICK, site\n"
        "from scrapers.crawl import crawl\n"
        "try:\n"
        "    crawl([site()], pathlib.Path(sys.argv[1]), QUICK, at={'tinhmau_skhcn': sys.argv[2]})\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped')\n"
    )
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", script, str(tmp_path), portal.origin]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=root
    ) as process:
        waited = time.monotonic() + 20
        while len(portal.saw("/bai")) < 2 and time.monotonic() < waited:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=20)
    assert (out, errors) == ("stopped\n", "")
    visited(portal, tmp_path)
    assert Counter(portal.saw()).most_common(1)[0][1] == 1
    assert len(kept(tmp_path)) == 16


def test_one_crawl_owns_a_folder(portal, tmp_path):
    with owned(tmp_path):
        with pytest.raises(ConfigError, match=f"in use by another crawl \\(process {os.getpid()}"):
            visited(portal, tmp_path)
        assert portal.log == []
    assert visited(portal, tmp_path).finished


def test_a_folder_that_cannot_be_written(portal, tmp_path):
    (tmp_path / "data").write_text("một tệp")
    with pytest.raises(ConfigError, match="data"):
        visited(portal, tmp_path / "data")


@pytest.mark.parametrize("act", [EnterListing, RecordPage, KeepRobots])
def test_what_was_archived_and_not_committed_is_adopted(portal, tmp_path, monkeypatch, act):
    """The crawl dies between archive and crawl.db: nothing is asked for again."""

    def die(*_, **__):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(act, "apply", die)
        with pytest.raises(ZeroDivisionError):
            visited(portal, tmp_path)
    report = visited(portal, tmp_path)
    assert report.finished
    assert Counter(portal.saw()).most_common(1)[0][1] == 1
    urls = Counter(record.url for _, record in Archive(tmp_path / "archive").records())
    assert urls.most_common(1)[0][1] == 1
    assert len(kept(tmp_path)) == 16
    with Frontier(tmp_path / "crawl.db") as frontier:
        assert frontier.rows("SELECT * FROM unclaimed") == []


def test_a_revisit_that_was_not_committed_is_no_empty_page(portal, tmp_path, monkeypatch):
    plain = portal.article(12)
    portal.routes["/bai/bao-cao-12"] = lambda handler: handler.send(plain)
    visited(portal, tmp_path)
    let_time_pass(tmp_path, 2)

    def die(*_, **__):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(RecordPage, "apply", die)
        with pytest.raises(ZeroDivisionError):
            visited(portal, tmp_path)
    report = visited(portal, tmp_path)
    assert (report.counts.unchanged, report.troubles) == (16, ())


def test_a_mended_declaration_reads_the_archive_again(portal, tmp_path):
    wrong = site(article={"title": "h1", "body": ".sai"})
    report = visited(portal, tmp_path, wrong)
    assert {trouble.status for trouble in report.troubles} == {Status.NOT_ON_PAGE}
    portal.log.clear()
    report = visited(portal, tmp_path)
    assert report.counts.fetched == 16
    assert portal.saw("/bai") + portal.saw("/vi") == []
    assert len(portal.saw("/tep")) == 4
    assert problems(tmp_path) == {}


def test_a_clock_that_was_wrong_makes_everything_due(portal, tmp_path):
    visited(portal, tmp_path)
    portal.routes["/bai/bao-cao-5"] = code(404)
    let_time_pass(tmp_path, 2)
    visited(portal, tmp_path)
    let_time_pass(tmp_path, -3000)  # lần trước đồng hồ chạy trước tám năm
    portal.log.clear()
    counts = visited(portal, tmp_path).counts
    assert (counts.unchanged, counts.failed) == (15, 1)


def test_progress_hears_of_every_site(portal, tmp_path):
    heard = []

    class Watching:
        def started(self, name):
            heard.append(("started", name))

        def advanced(self, name, done, waiting):
            heard.append((name, done, waiting))

        def finished(self, report):
            heard.append(("finished", report.site))

    visited(portal, tmp_path, progress=Watching())
    assert heard[0] == ("started", NAME)
    assert heard[-1] == ("finished", NAME)
    assert heard[-2] == (NAME, 19, 0)


def test_local_files_survive_the_loss_of_crawl_db(tmp_path):
    place = {
        "site": "local", "identity": "seeds/000.txt", "url": "file:///seeds/000.txt",
        "media_type": "text/plain", "options": {"province": "Long An"}, "published": "2023-11-17",
    }  # fmt: skip
    with Store(tmp_path, QUICK) as store:
        assert store.take_in(payload="Kế hoạch".encode(), **place)
        assert not store.take_in(payload="Kế hoạch".encode(), **place)
        assert store.take_in(payload="Kế hoạch số 2".encode(), **place)
    before = kept(tmp_path)
    assert [(one.kind, one.identity, one.listed_published) for one in before] == [
        ("local", "seeds/000.txt", "2023-11-17")
    ]
    for name in ("crawl.db", "crawl.db-wal", "crawl.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    with Store(tmp_path, QUICK) as store:
        record = store.archive.read(next(store.frontier.fetched()).location)
    assert record.payload.decode() == "Kế hoạch số 2"
    assert record.options["province"] == "Long An"
    assert [one.digest for one in kept(tmp_path)] == [one.digest for one in before]


def test_real_attachment_names(portal, tmp_path):
    for value, name in [
        ('attachment; filename="Báo cáo số 3.pdf"', "Báo cáo số 3.pdf"),
        ("attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf", "Báo cáo.pdf"),
        ("inline", "bc-3.pdf"),
    ]:  # fmt: skip
        raw = value.encode().decode("latin-1")

        def answer(handler, raw=raw):
            handler.send(PDF, kind="application/pdf", headers={"Content-Disposition": raw})

        portal.routes["/tep/bc-3.pdf"] = answer
        folder = tmp_path / name
        visited(portal, folder)
        assert {one.name for one in kept(folder, "attachment")} >= {name}
