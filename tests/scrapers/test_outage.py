"""Network or site? A cut cable and a captive portal change no site's state."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from dataclasses import replace

import pytest

from pipeline import crawling
from scrapers.crawl import crawl
from scrapers.status import Status
from tests.scrapers.portal import PAGE, PDF, QUICK, Portal, closed_port, redirect, site

FAST = replace(QUICK, retries=0, reserve_mb=0)


def parts(processes):
    return replace(FAST, processes=processes)


@pytest.fixture
def farm():
    portals = [Portal(6) for _ in range(5)]
    yield portals
    for portal in portals:
        portal.close()


def run(origins, folder, processes=1):
    sites = [site(f"cong_{n}", host=f"cong{n}.gov.vn") for n in range(len(origins))]
    at = {one.name: origin for one, origin in zip(sites, origins, strict=True)}
    return crawl(sites, folder, parts(processes), at=at)


def state(folder):
    """What the sites' state is; that a visit is open is none."""
    with closing(sqlite3.connect(folder / "crawl.db")) as db:
        return {
            table: db.execute(f"SELECT * FROM {table}").fetchall()
            for table in ("pages", "answers", "problems", "followed", "robots", "hosts")
        } | {"closed": db.execute("SELECT * FROM visits WHERE finished IS NOT NULL").fetchall()}


def captive(portals):
    for portal in portals:
        portal.robots = b"<html>Dang nhap Wi-Fi</html>"
        for path in ("/tin", "/bai/bao-cao-6"):
            portal.routes[path] = lambda h: h.send(PAGE.format("Mời đăng nhập Wi-Fi"))


def redirected(portals):
    for portal in portals:
        portal.routes["/tin"] = redirect("http://10.0.0.1/dang-nhap?tu=1")


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("break_", [captive, redirected])
def test_a_captive_portal_changes_nothing(farm, tmp_path, break_, processes):
    first = run([portal.origin for portal in farm[:2]], tmp_path)
    assert all(report.finished for report in first)
    break_(farm)
    before = state(tmp_path)
    reports = run([portal.origin for portal in farm], tmp_path, processes)
    assert {t.status for r in reports for t in r.news} == {Status.NETWORK}
    assert not any(report.finished for report in reports)
    assert state(tmp_path) == before
    for portal in farm:
        portal.routes.clear()
        portal.robots = b""
    assert all(r.finished and not r.troubles for r in run([p.origin for p in farm], tmp_path))


@pytest.mark.parametrize("processes", [1, 2])
def test_more_than_half_out_of_reach_is_the_network(farm, tmp_path, processes, capsys):
    """Ba trong năm cổng không kết nối được: lỗi của mạng, không phải của cổng nào."""
    with ExitStack() as stack:
        dead = [stack.enter_context(closed_port()) for _ in range(3)]
    dead = [origin.replace("127.0.0.1", f"127.0.9.{n + 1}") for n, origin in enumerate(dead)]
    reports = run([*dead, *(portal.origin for portal in farm[:2])], tmp_path, processes)
    lost = [report for report in reports if report.site in {"cong_0", "cong_1", "cong_2"}]
    assert [[t.status for t in report.news] for report in lost] == [[Status.NETWORK]] * 3
    assert not any(report.finished for report in lost)
    kept = state(tmp_path)
    assert (kept["problems"], kept["hosts"]) == ([], [])
    assert crawling.tell(reports) == 1
    told = capsys.readouterr().err
    assert told.count("network: 3 of 5 hosts cannot be reached: connect") == 1
    assert "cong_0" not in told


@pytest.mark.parametrize("processes", [1, 2])
def test_one_dead_host_among_others_is_that_site_itself(farm, tmp_path, processes):
    with closed_port() as dead:
        pass
    origins = [dead.replace("127.0.0.1", "127.0.9.9"), *(portal.origin for portal in farm)]
    sick, *well = run(origins, tmp_path, processes)
    assert [t.status for t in sick.news] == [Status.CONNECT, Status.NOTHING_LISTED]
    assert sick.finished
    assert all(report.finished and not report.troubles for report in well)
    (again, *_) = run(origins, tmp_path, processes)
    assert again.news == ()  # đã biết


def test_a_single_site_that_is_dead_is_dead(tmp_path):
    with closed_port() as dead:
        pass
    (report,) = run([dead], tmp_path)
    assert [t.status for t in report.news] == [Status.CONNECT, Status.NOTHING_LISTED]


def test_a_cut_in_mid_run_is_no_sites_fault(farm, tmp_path):
    """Đang thu thập thì mất mạng: mọi cổng cùng ngừng trả lời."""
    origins = [portal.origin for portal in farm]
    cut = []

    def pull(handler):
        handler.send(farm[0].article(2))
        for portal in farm:
            portal.hang_up = True
            for n in range(1, 7):
                portal.routes[portal.link(n)] = _hang_up
            for path in ("/tin", "/tep/bc-3.pdf", "/tep/bc-6.pdf"):
                portal.routes[path] = _hang_up
        cut.append(True)

    for portal in farm:
        portal.latency = 0.01
    farm[0].routes[farm[0].link(2)] = pull
    reports = run(origins, tmp_path)
    assert cut
    assert {t.status for r in reports for t in r.news} == {Status.NETWORK}
    kept = state(tmp_path)
    assert kept["problems"] == []
    for portal in farm:
        portal.routes.clear()
    assert all(r.finished and not r.troubles for r in run(origins, tmp_path))


def _hang_up(handler):
    import socket

    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def test_one_document_on_three_portals_is_no_captive_portal(farm, tmp_path):
    """Cùng một văn bản, cùng một trang đăng lại trên mọi cổng."""
    for portal in farm:
        page = farm[0].article(5)
        portal.routes["/bai/bao-cao-5"] = lambda h, page=page: h.send(page)
        portal.routes["/tep/bc-3.pdf"] = lambda h: h.send(PDF, kind="application/pdf")
    reports = run([portal.origin for portal in farm], tmp_path)
    assert all(report.finished and not report.troubles for report in reports)
