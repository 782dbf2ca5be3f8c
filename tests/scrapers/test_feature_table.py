"""Rows of the feature table of portals that only a whole crawl shows."""

from __future__ import annotations

import threading

import pytest

from scrapers.crawl import crawl
from scrapers.frontier import Frontier
from scrapers.status import Status
from tests.scrapers.portal import QUICK, Portal, site

PATIENT = QUICK.model_copy(
    update={"hosts_at_once": 2, "read_timeout": 60, "deadline": 60, "processes": 1}
)


class Finishing:
    """Tells when so many sites are done."""

    def __init__(self, wanted: int) -> None:
        self._left = wanted
        self.done = threading.Event()

    def started(self, site):
        pass

    def advanced(self, site, done, waiting):
        pass

    def finished(self, report):
        if report.site != "cham":
            self._left -= 1
            if not self._left:
                self.done.set()


def test_a_slow_host_never_blocks_the_others(tmp_path):
    """Cổng chậm chỉ trả lời bài đầu khi mọi cổng khác đã xong: không cổng nào phải chờ nó."""
    names = ["a", "b", "c", "d", "e"]
    progress = Finishing(len(names))
    waited = []
    with Portal(4) as slow:
        others = {name: Portal(12) for name in names}

        def late(handler):
            waited.append(progress.done.wait(50))
            handler.send(slow.article(4))

        slow.routes[slow.link(4)] = late
        at = {"cham": slow.origin, **{name: one.origin for name, one in others.items()}}
        sites = [site(name=name, origin=f"http://{name}.tinhmau.gov.vn") for name in at]
        reports = crawl(sites, tmp_path, PATIENT, at=at, progress=progress)
        for one in others.values():
            one.close()
    assert waited == [True]
    assert [one.troubles for one in reports] == [()] * 6
    assert {one.counts.fetched for one in reports if one.site != "cham"} == {16}


# Danh mục dẫn vào trong: từng cách một; cổng bên trong không được nghe lượt hỏi nào.
INWARD = {
    "sitemap": "<?xml version='1.0'?><sitemapindex>{urls}</sitemapindex>",
    "urls": "<?xml version='1.0'?><urlset>{locs}</urlset>",
    "rss": "<?xml version='1.0'?><rss><channel>{items}</channel></rss>",
    "page": "<html><ul>{rows}</ul><a class=sau href='{inner}/tin?page=2'>Sau</a></html>",
}


@pytest.mark.parametrize("kind", INWARD)
@pytest.mark.parametrize("way", ["{origin}", "http://10.0.0.1", "http://2130706433:{port}"])
def test_no_list_leads_inside(tmp_path, kind, way):
    """Sơ đồ trang, nguồn tin và danh mục đều qua cùng một người gác."""
    with Portal(3) as portal, Portal(3) as inner:
        at = way.format(origin=inner.origin, port=inner.port)
        addresses = [f"{at}/bai/bao-cao-{n}" for n in (7, 8)]
        own = "http://skhcn.tinhmau.gov.vn/bai/bao-cao-2"
        page = INWARD[kind].format(
            urls="".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in (f"{at}/s.xml", own)),
            locs="".join(f"<url><loc>{one}</loc></url>" for one in (*addresses, own)),
            items="".join(
                f"<item><title>Báo cáo</title><link>{one}</link></item>"
                for one in (*addresses, own)
            ),
            rows="".join(f"<li class=tin><a href='{one}'>Báo cáo</a>" for one in (*addresses, own)),
            inner=at,
        )
        portal.routes["/tin"] = lambda h: h.send(page, kind="text/html")
        crawl([site()], tmp_path, QUICK, at={site().name: portal.origin})
        assert inner.log == []
        with Frontier(tmp_path / "crawl.db") as frontier:
            rows = frontier.rows("SELECT url FROM pages")
        assert all(row["url"].startswith("http://skhcn.tinhmau.gov.vn/") for row in rows)


def test_a_server_error_of_one_page_does_not_repeat_the_others(tmp_path):
    """Chạy lại sau một đêm có lỗi: chỉ trang lỗi được hỏi lại."""
    with Portal(6) as portal:
        portal.routes["/bai/bao-cao-3"] = lambda h: h.send("hỏng", 500)
        at = {site().name: portal.origin}
        (report,) = crawl([site()], tmp_path, QUICK, at=at)
        assert [trouble.status for trouble in report.troubles] == [Status.SERVER_ERROR]
        del portal.routes["/bai/bao-cao-3"]
        portal.log.clear()
        (report,) = crawl([site()], tmp_path, QUICK, at=at)
        assert [path for path in portal.saw() if "/bai/" in path or "/tep/" in path] == [
            "/bai/bao-cao-3", "/tep/bc-3.pdf"
        ]  # fmt: skip
        assert report.troubles == ()
