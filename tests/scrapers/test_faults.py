"""Every fault has its name, ends in time, and is noticed by no other site."""

from __future__ import annotations

import json
import time
from collections import Counter
from itertools import pairwise

import pytest

from pipeline import cli
from scrapers.archive import Archive
from scrapers.encoding import decoded
from scrapers.frontier import Frontier
from scrapers.guard import Guard
from scrapers.status import Status
from tests.scrapers import faults
from tests.scrapers.faulty import FAULTY
from tests.scrapers.portal import DECLARATION

ALL = {fault.name: fault for fault in faults.everything()}


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """One crawl of everything: its reports, its folder, how long it took, what servers saw."""
    folder = tmp_path_factory.mktemp("faults")
    with faults.farm() as farm:
        start = time.monotonic()
        reports = farm.crawl(folder)
        took = time.monotonic() - start
        yield farm, reports, folder, took


@pytest.mark.parametrize("name", ALL)
def test_each_fault_has_its_name(night, name):
    _, reports, _, _ = night
    fault, report = ALL[name], reports[name]
    assert report.finished
    assert faults.found(fault, report) is fault.status, report.troubles
    if fault.within and fault.path:
        assert report.troubles == ()


def test_each_name_is_listed_once():
    assert len(ALL) == len(faults.everything())


ON_ONE_PAGE = [
    fault.name
    for fault in ALL.values()
    if fault.path == FAULTY and fault.route and fault.status is not Status.RATE_LIMITED
]


@pytest.mark.parametrize("name", ON_ONE_PAGE)
def test_the_rest_of_a_host_is_read_all_the_same(night, name):
    """Một bài hỏng không kéo theo các bài khác của cổng."""
    _, reports, _, _ = night
    assert reports[name].counts.fetched >= 3


def test_the_run_ends_in_time(night):
    """Không cổng nào giữ cả lượt lại: tổng thời gian gần bằng cổng chậm nhất."""
    *_, took = night
    assert took < 30


def asked(portal):
    """How often each address was asked for; the random one is another each time."""
    return Counter(path for path in portal.saw() if not path.startswith("/khong-co-trang"))


@pytest.mark.parametrize("name", faults.HEALTHY)
def test_no_other_site_notices(night, name, tmp_path):
    farm, reports, folder, _ = night
    portal = farm.portals[name]
    seen = asked(portal)
    portal.log.clear()
    alone = farm.crawl(tmp_path, [name])[name]
    assert reports[name] == alone
    assert reports[name].troubles == ()
    assert asked(portal) == seen
    with Frontier(folder / "crawl.db") as frontier:
        assert {one.site for one in frontier.problems()}.isdisjoint({name.replace("-", "_")})


def test_the_document_says_what_happens(night):
    """docs/faults.md là kết quả, không phải lời hứa: `python -m tests.scrapers.faults --write`."""
    _, reports, _, _ = night
    statuses = {name: faults.found(fault, reports[name]) for name, fault in ALL.items()}
    assert faults.DOCUMENT.read_text(encoding="utf-8") == faults.table(statuses)


def test_what_the_charset_lied_about_is_read_right(night):
    _, _, folder, _ = night
    archive = Archive(folder / "archive")
    with Frontier(folder / "crawl.db") as frontier:
        pages = {(one.site, one.identity): one for one in frontier.fetched()}
    for name in ("1258", "khong-charset", "charset-la"):
        record = archive.read(pages[name.replace("-", "_"), "1"].location)
        assert "Báo cáo số 1" in decoded(record.payload, "utf-8")


def test_the_next_night_tells_no_news_of_the_same_faults(tmp_path):
    """Lỗi cũ không phải tin mới: lượt sau thoát với mã 0."""
    known = ["ma-404", "d1n", "sang-noi-bo", "robots-cam"]
    with faults.farm(known) as farm:
        first = farm.crawl(tmp_path)
        again = farm.crawl(tmp_path)
    assert all(first[name].news for name in known)
    assert not any(again[name].news for name in known)


def test_a_host_is_asked_politely_whatever_it_does(night):
    """Từ nhật ký của máy chủ: không hai yêu cầu nào chồng nhau."""
    farm, *_ = night
    for name, portal in farm.portals.items():
        if name in ALL and not ALL[name].within:
            continue  # máy chủ còn đang gửi khi ta đã thôi nghe: sổ của nó ghi muộn
        for before, after in pairwise(sorted(portal.log, key=lambda one: one.start)):
            assert before.end <= after.start + 0.005, name


# The same through the command, as an operator sees it

OPERATOR = """
contact = "mailto:thu@mau.vn"
delay = 0
retries = 1
backoff = 0.02
connect_timeout = 0.6
read_timeout = 0.8
deadline = 2.5
grace = 0.4
min_rate = 2000
longest_wait = 1.5
redirects = 3
max_page_bytes = 2097152
max_file_bytes = 2097152
max_ratio = 100
failures_in_a_row = 3
processes = 1
"""
AS_OPERATOR = [
    "bom-nen", "dau-nho-giot", "sang-noi-bo", "vong-tron", "d1n", "ngat-may", "dai-hon", "ma-404",
    "robots-500", "doi-lau", "qua-cham", "khong-phai-http",
]  # fmt: skip


@pytest.fixture
def operator(tmp_path, monkeypatch, capsys):
    """The command over faulty and healthy portals, declared as a person declares them."""
    with faults.farm(AS_OPERATOR) as farm:
        (tmp_path / "sites").mkdir()
        (tmp_path / "vanban.toml").write_text(OPERATOR)
        for name, portal in farm.portals.items():
            named = name.replace("-", "_")
            text = DECLARATION.format(name=named, origin=portal.origin)
            (tmp_path / "sites" / f"{named}.toml").write_text(text)
        own = {(portal.host, portal.port) for portal in farm.portals.values()}
        monkeypatch.setattr("scrapers.crawl.Guard", lambda _: Guard(own))

        def vanban(*arguments):
            status = cli.main([*arguments, "--data", str(tmp_path)])
            return (status, *capsys.readouterr())

        yield farm, tmp_path, vanban


def test_the_command_names_each_fault_and_exits_with_1(operator):
    farm, folder, vanban = operator
    chosen = [name.replace("-", "_") for name in farm.portals]
    start = time.monotonic()
    status, told, errors = vanban("crawl", *chosen, "--json")
    assert (status, time.monotonic() - start < 30) == (1, True)
    rows = {row["site"]: row for row in map(json.loads, told.splitlines())}
    for name in AS_OPERATOR:
        named = name.replace("-", "_")
        assert str(ALL[name].status) in rows[named]["problems"], rows[named]
        assert any(line.startswith(named) and ALL[name].status in line
                   for line in errors.splitlines()), errors  # fmt: skip
    for name in faults.HEALTHY:
        named = name.replace("-", "_")
        assert (rows[named]["fetched"], rows[named]["failed"]) == (4, 0)
        assert named not in errors.replace(f"{named}: nothing new", "")
    with Frontier(folder / "crawl.db") as frontier:
        assert {problem.site.replace("_", "-") for problem in frontier.problems()} == set(
            AS_OPERATOR
        )
    status, _, errors = vanban("crawl", *chosen)  # đêm sau: không có gì mới hỏng
    assert status == 0, errors


@pytest.mark.parametrize("name", ["sang-noi-bo", "bom-nen", "robots-500"])
def test_one_site_at_a_copy_of_it(operator, name):
    """Chỉ đúng máy và cổng nêu ở --at được phép là địa chỉ nội bộ."""
    farm, _, vanban = operator
    inner = farm.portals["lang-gieng-a"]
    farm.portals["sang-noi-bo"].routes[FAULTY] = lambda handler: handler.send(
        "", 302, headers={"Location": f"{inner.origin}/tin"}
    )
    named = name.replace("-", "_")
    status, _, errors = vanban("crawl", named, "--at", farm.portals[name].origin)
    assert (status, ALL[name].status in errors) == (1, True), errors
    assert inner.log == []
