"""Rows of the feature table of portals that only a whole crawl shows."""

from __future__ import annotations

import json
import threading
from collections import Counter
from dataclasses import asdict, replace
from types import SimpleNamespace

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from scrapers.archive import Archive
from scrapers.crawl import crawl
from scrapers.frontier import Frontier
from scrapers.page import read_article
from scrapers.rebuild import rebuild
from scrapers.status import Status
from tests.scrapers.faulty import COOKIE_GATE
from tests.scrapers.portal import QUICK, Portal, redirect, site
from tests.scrapers.test_crawl import let_time_pass

PATIENT = replace(QUICK, hosts_at_once=2, read_timeout=60, deadline=60, processes=1)


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


def test_the_archive_is_whole_and_reads_the_same_again(tmp_path):
    """Qua ba đêm có sửa bài, 304, nội dung như cũ, chuyển hướng: mọi bản ghi đúng chuẩn."""
    with Portal(8) as portal:
        plain = portal.article(5)
        portal.routes["/bai/bao-cao-5"] = lambda h: h.send(plain)  # không có ETag
        portal.routes["/bai/bao-cao-6"] = redirect("/bai/bao-cao-8")
        at = {site().name: portal.origin}
        crawl([site()], tmp_path, QUICK, at=at)
        let_time_pass(tmp_path, 2)
        portal.edits[4] = "đạt 86,18%"
        crawl([site()], tmp_path, QUICK, at=at)
    files = sorted((tmp_path / "archive").iterdir())
    told = SimpleNamespace(inputs=[str(path) for path in files], verbose=False)
    assert Checker(told).process_all() == 0  # như `warcio check`: mọi dấu vân đều đúng
    heads = []
    for path in files:
        with path.open("rb") as stream:
            heads += [record.rec_headers for record in ArchiveIterator(stream)]
    kinds = Counter(head.get_header("WARC-Type") for head in heads)
    assert kinds["warcinfo"] == len(files)
    answers = kinds["response"] + kinds["revisit"]
    assert kinds["metadata"] == kinds["request"] == answers
    for head in heads:  # không bộ lập chỉ mục nào lấy nó thay cho trang
        if head.get_header("WARC-Type") == "metadata":
            assert head.get_header("WARC-Target-URI").startswith("urn:vanban:")
    stored = {
        (head.get_header("WARC-Target-URI"), head.get_header("WARC-Date")): head
        for head in heads
        if head.get_header("WARC-Type") == "response"
    }
    profiles = Counter()
    for head in heads:
        if head.get_header("WARC-Type") != "revisit":
            continue
        of = (head.get_header("WARC-Refers-To-Target-URI"), head.get_header("WARC-Refers-To-Date"))
        profile = head.get_header("WARC-Profile").rpartition("/")[2]
        profiles[profile] += 1
        digest = head.get_header("WARC-Payload-Digest")
        if profile == "identical-payload-digest":
            assert stored[of].get_header("WARC-Payload-Digest") == digest
        else:
            assert (of in stored, digest) == (True, None)
    assert profiles["identical-payload-digest"] >= 1
    assert profiles["server-not-modified"] >= 4
    before = read_all(tmp_path)
    assert len(before) == 7
    rebuild(tmp_path)
    assert read_all(tmp_path) == before


def read_all(folder):
    """Every article as JSON, read from the archive; with what is kept of where it is from."""
    archive, found = Archive(folder / "archive"), {}
    declared = site()
    with Frontier(folder / "crawl.db") as frontier:
        for one in frontier.fetched():
            record = archive.read(one.location)
            if one.kind == "article":
                notice = read_article(declared, record.payload, one.url, charset=record.charset)
                assert record.options["declaration"] == declared.reading_digest()[:16]
                assert record.options["rights"] == declared.rights
                found[one.identity] = json.dumps(asdict(notice), ensure_ascii=False, default=str)
    return found


def test_a_cookie_gate_opens_only_where_a_person_said_so(tmp_path):
    """Cổng đòi cookie D1N: chỉ cổng nào được khai mới gửi, cổng bên cạnh thì không."""
    gated = {}
    with Portal(3) as said, Portal(3) as unsaid:
        for portal in (said, unsaid):
            gated[portal] = []

            def gate(handler, cookies=gated[portal], portal=portal):
                cookies.append(handler.headers.get("Cookie"))
                if handler.headers.get("Cookie") == "D1N=3a5f0c":
                    handler.send(portal.article(2))
                else:
                    handler.send(COOKIE_GATE, kind="text/html")

            portal.routes["/bai/bao-cao-2"] = gate
        sites = [site("mo", host="mo.a.vn", cookies=["D1N=3a5f0c"]), site("dong", host="dong.b.vn")]
        at = {"mo": said.origin, "dong": unsaid.origin}
        reports = {one.site: one for one in crawl(sites, tmp_path, QUICK, at=at)}
    assert reports["mo"].troubles == ()
    assert [one.status for one in reports["dong"].troubles] == [Status.BLOCKED_COOKIE]
    assert gated[said] == ["D1N=3a5f0c"]
    assert set(gated[unsaid]) == {None}
    with next((tmp_path / "archive").iterdir()).open("rb") as stream:
        sent = {
            record.rec_headers.get_header("WARC-Target-URI")
            for record in ArchiveIterator(stream)
            if record.rec_type == "request" and record.http_headers.get_header("Cookie")
        }
    assert f"{said.origin}/bai/bao-cao-2" in sent  # kho lưu giữ cả cookie đã gửi
    assert not [url for url in sent if url.startswith(unsaid.origin)]


@pytest.mark.parametrize("wrong", ["D1N", "=x", "D1N=a;b", "D1N=a b", "D1N=a\r\nX: y"])
def test_a_cookie_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match=r"cookies\.0"):
        site(cookies=[wrong])


def test_indexes_of_sitemaps_lead_no_deeper_than_three(tmp_path):
    """Sơ đồ này chỉ sang sơ đồ kia, không bao giờ hết; hoặc chỉ về chính nó."""
    own = "http://skhcn.tinhmau.gov.vn"

    def index(handler, asked=[0]):  # noqa: B006  (it counts)
        asked[0] += 1
        places = (f"{own}/so-do-{asked[0]}.xml", f"{own}/sitemap.xml", f"{own}/bai.xml")
        named = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)
        handler.send(f"<?xml version='1.0'?><sitemapindex>{named}</sitemapindex>")

    urls = "".join(f"<url><loc>{own}/bai/bao-cao-{n}</loc></url>" for n in (1, 2, 3))
    with Portal(3) as portal:
        portal.routes["/sitemap.xml"] = index
        portal.routes |= {f"/so-do-{n}.xml": index for n in range(1, 100)}
        portal.routes["/bai.xml"] = lambda h: h.send(
            f"<?xml version='1.0'?><urlset>{urls}</urlset>"
        )
        declared = site(listings=[{"url": "/sitemap.xml", "category": "Tin"}])
        (report,) = crawl([declared], tmp_path, QUICK, at={declared.name: portal.origin})
        maps = portal.saw("/so-do")
        assert maps == ["/so-do-1.xml", "/so-do-2.xml", "/so-do-3.xml"]
        assert len(portal.saw("/sitemap.xml")) == len(portal.saw("/bai.xml")) == 1
    assert (report.counts.fetched, report.troubles) == (4, ())


def test_all_processes_write_one_archive_that_begins_anew_when_it_is_full(tmp_path):
    """Hai tiến trình, một người ghi: một tệp cho đến khi đầy, không bản ghi nào lẫn nhau."""
    with Portal(6) as one, Portal(6) as other:
        sites = [site("mot", host="mot.a.vn"), site("hai", host="hai.b.vn")]
        at = {"mot": one.origin, "hai": other.origin}
        two = replace(QUICK, processes=2)
        crawl(sites, tmp_path / "lon", two, at=at)
        crawl(sites, tmp_path / "nho", replace(two, archive_file_bytes=4000), at=at)
    assert len(list((tmp_path / "lon" / "archive").iterdir())) == 1
    files = sorted((tmp_path / "nho" / "archive").iterdir())
    assert len(files) > 3
    assert all(path.stat().st_size >= 4000 for path in files[:-1])
    kept = {}
    for folder in ("lon", "nho"):
        archive = Archive(tmp_path / folder / "archive")
        kept[folder] = Counter(record.url for _, record in archive.records())
    assert kept["lon"] == kept["nho"]
    assert set(kept["lon"].values()) == {1}
