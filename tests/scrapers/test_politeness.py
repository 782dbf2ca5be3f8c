"""Politeness as the portals see it: from their own logs, with one process and with two."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from itertools import groupby, pairwise

import pytest

from scrapers.crawl import crawl
from scrapers.groups import processes_for
from tests.scrapers.portal import QUICK, Portal, site

DELAY = 0.15


@pytest.mark.parametrize(("processes", "hosts"), [(1, 6), (2, 6), (8, 17)])
def test_no_two_requests_overlap_and_no_gap_is_shorter_than_the_delay(tmp_path, processes, hosts):
    """Hai cổng cuối và đầu chung một địa chỉ: cùng lượt, dù ở tiến trình nào trong tám."""
    settings = replace(QUICK, delay=DELAY, processes=processes)
    with ExitStack() as stack:
        portals = [stack.enter_context(Portal(4)) for _ in range(hosts - 1)]
        portals.append(stack.enter_context(Portal(4, host=portals[0].host)))
        for portal in portals:
            portal.latency = 0.03
        sites = [site(f"so_{n}", host=f"so{n}.mau{n}.gov.vn") for n in range(hosts)]
        at = {one.name: portal.origin for one, portal in zip(sites, portals, strict=True)}
        reports = crawl(sites, tmp_path, settings, at=at)
    assert processes_for(hosts - 1, processes) == processes
    assert [report.troubles for report in reports] == [()] * hosts
    assert {report.counts.fetched for report in reports} == {5}
    logs = sorted(((p.host, seen) for p in portals for seen in p.log), key=lambda one: one[0])
    for host, found in groupby(logs, key=lambda one: one[0]):
        log = sorted((seen for _, seen in found), key=lambda seen: seen.start)
        assert len(log) >= 7
        for before, after in pairwise(log):
            assert after.start - before.end >= DELAY, (host, before.path, after.path)


def test_crawl_delay_of_robots_is_kept_from_two_processes(tmp_path):
    """Cổng xin giãn cách dài hơn của ta: giữ theo cổng."""
    settings = replace(QUICK, delay=0.05, processes=2)
    with Portal(3) as patient, Portal(3) as other:
        patient.robots = b"User-agent: *\nCrawl-delay: 0.4\n"
        sites = [site("cham", host="cham.mau.vn"), site("nhanh", host="nhanh.khac.vn")]
        crawl(sites, tmp_path, settings, at={"cham": patient.origin, "nhanh": other.origin})
        for portal, delay in ((patient, 0.4), (other, 0.05)):
            log = sorted(portal.log, key=lambda seen: seen.start)
            assert len(log) >= 5
            gaps = [after.start - before.end for before, after in pairwise(log)]
            assert min(gaps) >= delay


def test_a_portal_that_answers_late_is_asked_more_seldom(tmp_path):
    """Cổng trả lời chậm thì được nghỉ lâu bằng thời gian nó cần."""
    settings = replace(QUICK, ease=1.0)
    with Portal(3) as tired:
        tired.latency = 0.2
        crawl([site()], tmp_path, settings, at={site().name: tired.origin})
        log = sorted(tired.log, key=lambda seen: seen.start)
    assert min(after.start - before.end for before, after in pairwise(log)) >= 0.2
