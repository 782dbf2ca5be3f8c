"""A crawl of several processes: what one does, and what is left when one or all are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from scrapers import crew
from scrapers.acts import EnterListing
from scrapers.archive import Archive
from scrapers.crawl import crawl
from scrapers.frontier import Frontier
from scrapers.link import Start
from scrapers.settings import ConfigError
from scrapers.status import Status
from tests.scrapers.portal import PAGE, QUICK, Portal, code, site

ROOT = Path(__file__).resolve().parents[2]
TWO = replace(QUICK, processes=2, reserve_mb=0)


@pytest.fixture
def farm():
    """Six portals, each on an address of its own."""
    portals = [Portal(9) for _ in range(6)]
    for portal in portals:
        portal.latency = 0.002
    yield portals
    for portal in portals:
        portal.close()


def of(portals):
    sites = [site(f"cong_{n}", host=f"cong{n}.gov.vn") for n in range(len(portals))]
    return sites, {one.name: portal.origin for one, portal in zip(sites, portals, strict=True)}


def run(portals, folder, settings=TWO, **options):
    sites, at = of(portals)
    return crawl(sites, folder, settings, at=at, **options)


def pages(folder):
    with Frontier(folder / "crawl.db") as frontier:
        return [(one.site, one.kind, one.identity, one.digest) for one in frontier.fetched()]


def workers():
    """The processes of this test's crawls."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = path.read_text().rpartition(")")[2].split()
            if int(parts[1]) == os.getpid() and b"scrapers.worker" in (
                path.with_name("cmdline").read_bytes()
            ):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def requests(portals):
    return sum(len(portal.log) for portal in portals)


def test_two_processes_do_what_one_does(farm, tmp_path):
    one = run(farm, tmp_path / "mot", replace(TWO, processes=1))
    asked = Counter(path for portal in farm for path in portal.saw())
    for portal in farm:
        portal.log.clear()
    two = run(farm, tmp_path / "hai")
    assert [(r.site, r.counts, r.finished, r.news) for r in two] == [
        (r.site, r.counts, r.finished, r.news) for r in one
    ]
    assert Counter(path for portal in farm for path in portal.saw()) == asked
    assert pages(tmp_path / "hai") == pages(tmp_path / "mot")
    assert workers() == []


def test_no_process_takes_more_than_its_part(farm, tmp_path, monkeypatch):
    """Ít cổng hơn `hosts_at_once`: tiến trình mở trước không lấy hết phần của tiến trình kia."""
    told = []
    tell = crew._Worker.tell

    def overheard(worker, number, what):
        told.append(what)
        tell(worker, number, what)

    monkeypatch.setattr(crew._Worker, "tell", overheard)
    run(farm, tmp_path)
    assert [one.threads for one in told if isinstance(one, Start)] == [3, 3]


def test_politeness_holds_over_processes(farm, tmp_path):
    """Nhật ký máy chủ: không hai lượt chồng nhau, không khoảng nghỉ nào ngắn hơn delay."""
    settings = replace(TWO, delay=0.03)
    sites, at = of(farm)
    doubles = [site(f"them_{n}", host=f"them{n}.gov.vn") for n in range(2)]
    at |= {"them_0": farm[0].origin, "them_1": farm[5].origin}
    reports = crawl([*sites, *doubles], tmp_path, settings, at=at)
    assert all(report.finished and not report.troubles for report in reports)
    for portal in farm:
        log = sorted(portal.log, key=lambda seen: seen.start)
        assert all(after.start - before.end >= 0.03 for before, after in pairwise(log))


def test_one_sites_trouble_is_its_own(farm, tmp_path):
    farm[2].routes["/tin"] = code(500)
    farm[3].routes["/bai/bao-cao-4"] = lambda h: h.send(PAGE.format("<h1>khác</h1>"))
    reports = {report.site: report for report in run(farm, tmp_path)}
    assert [t.status for t in reports["cong_2"].news] == [
        Status.SERVER_ERROR,
        Status.NOTHING_LISTED,
    ]
    assert [t.status for t in reports["cong_3"].news] == [Status.NOT_ON_PAGE]
    assert {r.site for r in reports.values() if not r.troubles} == {
        "cong_0", "cong_1", "cong_4", "cong_5",
    }  # fmt: skip


def test_a_killed_process_is_replaced_and_loses_at_most_what_was_under_way(farm, tmp_path):
    killed = []

    def kill():
        waited = time.monotonic() + 20
        while requests(farm) < 40 and time.monotonic() < waited:
            time.sleep(0.002)
        killed.extend(workers()[:1])
        os.kill(killed[0], signal.SIGKILL)

    for portal in farm:
        portal.latency = 0.01
    killer = threading.Thread(target=kill)
    killer.start()
    reports = run(farm, tmp_path / "giet")
    killer.join()
    assert killed
    assert [(r.finished, r.troubles, r.counts.listed) for r in reports] == [(True, (), 9)] * 6
    run(farm, tmp_path / "khong")
    assert pages(tmp_path / "giet") == pages(tmp_path / "khong")
    held = Counter(
        record.url
        for _, record in Archive(tmp_path / "giet" / "archive").records()
        if record.options["kind"] != "listing"
    )
    assert set(held.values()) == {1}


def test_processes_that_are_killed_again_and_again_end_the_run(farm, tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "_LOSSES", 2)
    over = threading.Event()

    def kill():
        while not over.wait(0.05):
            for worker in workers():
                os.kill(worker, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(ConfigError, match=r"2 processes of the crawl were killed.*goes on"):
        run(farm, tmp_path)
    over.set()
    killer.join()
    assert all(report.finished for report in run(farm, tmp_path))


def test_a_stop_reaches_every_process(farm, tmp_path):
    stop = threading.Event()
    for portal in farm:
        portal.latency = 0.05
    farm[4].routes["/bai/bao-cao-9"] = lambda h: (stop.set(), h.send(farm[4].article(9)))
    reports = run(farm, tmp_path, stop=stop)
    assert not any(report.finished for report in reports)
    assert workers() == []
    for portal in farm:
        portal.latency = 0
    farm[4].routes.clear()
    reports = run(farm, tmp_path)
    assert all(report.finished for report in reports)
    again = [path for portal in farm for path, n in Counter(portal.saw()).items() if n > 1]
    assert set(again) <= {"/bai/bao-cao-9"}


def test_what_the_owner_cannot_write_ends_all(farm, tmp_path, monkeypatch):
    def full(*_):
        raise ConfigError("crawl.db: database or disk is full")

    monkeypatch.setattr(EnterListing, "apply", full)
    with pytest.raises(ConfigError, match="disk is full"):
        run(farm, tmp_path)
    assert workers() == []
    monkeypatch.undo()
    assert all(report.finished for report in run(farm, tmp_path))
    assert max(Counter(path for path in farm[0].saw("/bai")).values()) == 1


SCRIPT = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.scrapers.portal import QUICK, site
from scrapers.crawl import crawl

folder, *origins = sys.argv[1:]
sites = [site(f"cong_{n}", host=f"cong{n}.gov.vn") for n in range(len(origins))]
at = {one.name: origin for one, origin in zip(sites, origins)}
try:
    crawl(sites, Path(folder), replace(QUICK, processes=2, reserve_mb=0), at=at)
except KeyboardInterrupt:
    print("stopped")
"""


def begun(portals, folder, **options):
    origins = [portal.origin for portal in portals]
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), *origins],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, **options,
    )  # fmt: skip


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_processes_end_with_their_owner(farm, tmp_path, how):
    """Dù tiến trình chính bị kết thúc cách nào, không tiến trình con nào còn lại."""
    for portal in farm:
        portal.latency = 0.02
    with begun(farm, tmp_path / "ngat") as process:
        waited = time.monotonic() + 30
        while requests(farm) < 50 and time.monotonic() < waited:
            time.sleep(0.005)
        mine = [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/stat")
            if f") S {process.pid} " in path.read_text()
            or f") R {process.pid} " in path.read_text()
        ]
        assert len(mine) == 2
        process.send_signal(how)
        out, errors = process.communicate(timeout=30)
    assert (out, errors) == (("stopped\n" if how is signal.SIGINT else ""), "")
    waited = time.monotonic() + 10
    while any(map(is_alive, mine)) and time.monotonic() < waited:
        time.sleep(0.02)
    assert not any(map(is_alive, mine))
    for portal in farm:
        portal.latency = 0
    run(farm, tmp_path / "ngat")
    run(farm, tmp_path / "khong")
    assert pages(tmp_path / "ngat") == pages(tmp_path / "khong")
