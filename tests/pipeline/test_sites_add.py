"""`vanban sites add`: a declaration from a listing's address, and a crawl that proves it."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from pipeline import cli
from scrapers import declare, recognise, site
from scrapers.archive import Archive
from scrapers.crawl import crawl
from scrapers.frontier import Frontier
from scrapers.notice import Notice
from scrapers.page import NotOnPage, read_article, read_listing
from scrapers.samples import pool, server
from scrapers.samples.answer import Answer
from scrapers.samples.portal import FAMILIES, Portal, portals
from scrapers.samples.server import serve
from scrapers.settings import Settings
from tests.scrapers.portal import PAGE, code
from tests.scrapers.portal import Portal as Plain

QUICK = Settings(delay=0, retries=0)
# Sáu tin, có tin dài, có bảng, có tệp; mỗi trang bốn tin nên phải lật trang.
SOME = tuple(sorted(pool.notices(), key=lambda one: (-len(one.attachments), -len(one.body)))[:6])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "vanban.toml").write_text("delay = 0.0\nretries = 0\nease = 0.0\n")
    return tmp_path


def sample(family: str) -> Portal:
    (portal,) = portals([family], notices=SOME, everything=True, per_page=4)
    return portal


def listing(portal: Portal) -> str:
    return urljoin(portal.site.origin + "/", portal.site.listings[0].url)


def add(data: Path, url: str, *options: str) -> int:
    return cli.main(["sites", "add", url, "--name", "mau", *options, "--data", str(data)])


def crawled(found: site.Site, folder: Path, origin: str) -> dict[str, Notice]:
    """Crawl a site and read what was archived, by the notices' titles."""
    crawl([found], folder, QUICK, at={found.name: origin})
    archive, notices = Archive(folder / "archive"), {}
    with Frontier(folder / "crawl.db") as frontier:
        for one in frontier.fetched():
            if one.kind == "article":
                payload = archive.read(one.location).payload
                notice = read_article(found, payload, one.url)
                notices[notice.title] = replace(notice, site="", url="")
    return notices


@pytest.mark.parametrize("family", FAMILIES)
def test_what_add_declares_crawls_like_the_sample_s_own_declaration(
    family: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cùng số tin, cùng văn bản, ngày, tác giả và tệp như với khai báo có sẵn."""
    portal = sample(family)
    with serve([portal]) as origins:
        origin = origins[portal.site.name]
        options = ["--at", origin, "--province", portal.site.province]
        assert add(data, listing(portal), *options) == 0, capsys.readouterr().err
        made = site.find("mau", data)
        declare.check(made)
        ours = crawled(made, data, origin)
        theirs = crawled(portal.site, data / "own", origin)
    assert len(theirs) == len(SOME)
    assert ours == theirs
    assert (made.family, made.province) == (family, portal.site.province)
    assert {one.kind for one in made.sample} == {"listing", "article"}
    assert made.folder == data / "sites"


# Liferay: cổng mẫu chỉ nhận địa chỉ trang sau đã bỏ bớt tham số, nên không kể ở đây.
@pytest.mark.parametrize("family", [f for f in FAMILIES if f not in {"liferay", "spa_json"}])
def test_a_cms_that_nobody_knows_is_read_by_what_its_pages_show(
    family: str, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Không nhận ra họ nào: mọi bộ chọn đều tìm từ chính các trang; văn bản và ngày vẫn đúng."""
    monkeypatch.setattr(recognise, "families_of", lambda _: ())
    portal = sample(family)
    url = listing(portal)
    if portal.site.api is not None:
        url = portal.site.origin + "/category/thong-bao/"
    with serve([portal]) as origins:
        origin = origins[portal.site.name]
        options = ["--at", origin, "--province", portal.site.province]
        assert add(data, url, *options) == 0, capsys.readouterr().err
        err = capsys.readouterr().err
        made = site.find("mau", data)
        ours = crawled(made, data, origin)
        theirs = crawled(portal.site, data / "own", origin)
    assert made.family == site.GENERIC
    assert "to check in" in err
    assert "family" in err
    assert {t: (n.text, n.published) for t, n in ours.items()} == {
        t: (n.text, n.published) for t, n in theirs.items()
    }


class _Quiet(SimpleHTTPRequestHandler):
    disable_nagle_algorithm = True

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def saved(shared: Path) -> Iterator[str]:
    folder = str(shared / "real" / "stc.daknong")
    running = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
    threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def test_the_saved_portal_is_added_without_its_bundled_declaration(
    saved: str, shared: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mọi bài của mọi danh mục: có tiêu đề, có thân bài, không lẫn thực đơn; 13 bài rỗng."""
    bundled = site.find("daknong_stc", None)
    urls = bundled.listing_urls()
    arguments = ["sites", "add", *urls, "--at", saved, "--name", "mau", "--data", str(data)]
    assert cli.main(arguments) == 0
    assert "daknong_stc declares the same host" in capsys.readouterr().err
    made = site.find("mau", data)
    assert (made.family, made.province, made.kind) == (
        "sharepoint_lacviet", "Đắk Nông", "department"
    )  # fmt: skip
    _reads_the_saved_portal(made, shared / "real" / "stc.daknong", rows=81, notices=68)


def test_the_saved_portal_is_read_without_any_family(
    saved: str, shared: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognise, "families_of", lambda _: ())
    url = "http://stc.daknong.gov.vn/tin-tuc"
    assert add(data, url, "--at", saved) == 0
    made = site.find("mau", data)
    assert made.family == site.GENERIC
    _reads_the_saved_portal(made, shared / "real" / "stc.daknong", rows=37, notices=37)


def _reads_the_saved_portal(made: site.Site, root: Path, *, rows: int, notices: int) -> None:
    found, read = {}, []
    for url in made.listing_urls():
        request = url
        while request:
            path = root / unquote(urlsplit(request).path).strip("/") / "index.html"
            if not path.exists():
                break
            page = read_listing(made, path.read_bytes(), request)
            found |= {made.identity(item.url): item for item in page.items}
            request = page.next.url if page.next else ""
    for identity, item in found.items():
        try:
            html = (root / str(identity) / "index.html").read_bytes()
            read.append(read_article(made, html, item.url, listed=item))
        except NotOnPage:  # bài rỗng: trang "404" hoặc trang chủ thế vào
            continue
    assert (len(found), len(read)) == (rows, notices)
    for notice in read:
        assert notice.title
        assert notice.text
        assert notice.published_from == "listing"
        assert "Câu hỏi mới nhất" not in notice.text
        assert "Trang chủ" not in notice.text


class Renamed:
    """Answers of a sample portal with other names of classes and fields."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, names: dict[str, str]) -> None:
        self.names = names
        self._answer = server.answer
        monkeypatch.setattr(server, "answer", self)

    def __call__(self, *args: object, **more: object) -> Answer:
        found: Answer = self._answer(*args, **more)  # type: ignore[arg-type]
        body = found.body
        for old, new in self.names.items():
            body = body.replace(old.encode(), new.encode())
        return replace(found, body=body, etag=None, modified=None)


# Họ nhận ra được, nhưng giao diện đặt tên khác: luật của họ không tìm thấy thì tìm trên trang.
THEMES = {
    "drupal": {"field--name-body": "noi-dung-chinh", "page-title": "tieu-de-trang"},
    "nukeviet": {"news-bodyhtml": "than-bai", 'itemprop="headline"': 'class="dau-de"',
                 'class="title margin-bottom-lg"': ""},
    "joomla": {"blog-item": "muc-tin", "blogPost": "muc", "com-content-article__body": "than",
               "articleBody": "thanBai"},
    "spa_json": {'"items"': '"danhSach"', '"title"': '"tieuDe"', '"content"': '"noiDung"',
                 '"publishedAt"': '"ngayDang"', '"totalCount"': '"tongSo"'},
}  # fmt: skip


@pytest.mark.parametrize("family", THEMES)
def test_a_theme_of_its_own_on_a_known_cms_is_read_by_rules_of_its_own(
    family: str, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = sample(family)
    with serve([portal]) as origins:
        origin = origins[portal.site.name]
        theirs = crawled(portal.site, data / "own", origin)
        Renamed(monkeypatch, THEMES[family])
        options = ["--at", origin, "--province", portal.site.province, "--json"]
        assert add(data, listing(portal), *options) == 0, capsys.readouterr().err
        out = capsys.readouterr().out
        made = site.find("mau", data)
        ours = crawled(made, data, origin)
    assert made.family == family
    assert {t: (n.text, n.published) for t, n in ours.items()} == {
        t: (n.text, n.published) for t, n in theirs.items()
    }
    whys = {row["field"]: row["why"] for row in map(json.loads, out.splitlines())}
    assert any("found on the page" in why for why in whys.values())


def test_it_shows_what_it_read_field_by_field(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = sample("drupal")
    with serve([portal]) as origins:
        options = ["--at", origins[portal.site.name], "--json"]
        assert add(data, listing(portal), *options) == 0
    shown = {row["field"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert set(shown) >= {
        "family", "listing.item", "listing.date", "listing.next", "identity_patterns",
        "article.title", "article.date", "article.body", "article.author", "article.attach",
        "title", "province", "kind",
    }  # fmt: skip
    assert shown["article.title"]["rule"] == "h1.page-title"
    assert shown["article.title"]["sure"] == "sure"
    assert shown["listing.next"]["example"] == "GET /vi/thong-bao?page=1"
    assert (shown["province"]["rule"], shown["province"]["sure"]) == ("Lạng Sơn", "likely")
    assert shown["title"]["rule"] == "Văn phòng UBND tỉnh Lạng Sơn (mẫu)"
    assert {row["sure"] for row in shown.values()} <= {"sure", "likely", "check"}


def test_a_dry_run_writes_nothing_and_force_overwrites(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = sample("slugid_mvc")
    with serve([portal]) as origins:
        at = ["--at", origins[portal.site.name]]
        assert add(data, listing(portal), *at, "--dry-run") == 0
        said = capsys.readouterr()
        assert 'family = "slugid_mvc"' in said.err
        assert "nothing was written" in said.err
        assert not (data / "sites").exists()
        assert add(data, listing(portal), *at, "--title", "Sở cũ") == 0
        capsys.readouterr()
        assert add(data, listing(portal), *at, "--title", "Sở mới") == 2
        err = capsys.readouterr().err
        assert (err.count("\n"), "--force" in err) == (1, True)
        assert site.find("mau", data).title == "Sở cũ"
        assert add(data, listing(portal), *at, "--title", "Sở mới", "--force") == 0
    assert site.find("mau", data).title == "Sở mới"
    assert {path.name for path in (data / "sites").iterdir()} == {
        "mau.toml", "mau.list.html", "mau.article.html"
    }  # fmt: skip


def test_a_bundled_name_is_taken(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal = sample("drupal")
    with serve([portal]) as origins:
        at = ["--at", origins[portal.site.name], "--name", "daknong_stc"]
        arguments = ["sites", "add", listing(portal), *at, "--data", str(data)]
        assert cli.main(arguments) == 2
    assert "declared already" in capsys.readouterr().err


def test_a_page_drawn_by_a_script_asks_for_its_answers(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = sample("spa_json")
    with serve([portal]) as origins:
        at = ["--at", origins[portal.site.name]]
        assert add(data, portal.site.origin + "/thong-bao", *at) == 2
    err = capsys.readouterr().err
    assert (err.count("\n"), "address of the JSON answers" in err) == (1, True)
    assert not (data / "sites").exists()


BODY = "<p>Thực hiện Kế hoạch số {0}/KH-SKHCN ngày 13/3/2023, Sở đã rà soát {0} thủ tục.</p>" * 4
ODD = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Sở Y tế tỉnh Lạng Sơn</title>{head}"
    "</head><body><p>Sở Y tế tỉnh Lạng Sơn</p>{body}</body></html>"
)


def odd(number: int) -> str:
    body = f"<div class='x1'><h1>Bản tin cải cách hành chính số {number}</h1>"
    return ODD.format(head="", body=f"{body}<div class='than'>{BODY.format(number)}</div></div>")


def feed(portal: Plain) -> str:
    items = "".join(
        f"<item><title>Bản tin cải cách hành chính số {n}</title>"
        f"<link>{portal.origin}/ban-tin/{n}</link>"
        "<pubDate>Tue, 05 Mar 2024 08:00:00 +0700</pubDate>"
        "</item>"
        for n in range(101, 106)
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"


@pytest.mark.parametrize("named", ["alternate", "robots"])
def test_an_unknown_cms_without_a_list_is_read_by_its_feed_or_sitemap(
    named: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Trang danh mục không có liên kết nào: nguồn tin hoặc sơ đồ trang dẫn đến bài."""
    with Plain(1) as portal:
        link = '<link rel="alternate" type="application/rss+xml" href="/nguon.xml">'
        head = link if named == "alternate" else ""
        portal.routes["/tin"] = lambda h: h.send(ODD.format(head=head, body="<p>Tin tức</p>"))
        portal.routes["/nguon.xml"] = lambda h: h.send(feed(portal), kind="application/rss+xml")
        urls = "".join(
            f"<url><loc>{portal.origin}/ban-tin/{n}</loc></url>" for n in range(101, 106)
        )
        portal.routes["/so-do.xml"] = lambda h: h.send(f"<urlset>{urls}</urlset>", kind="text/xml")
        if named == "robots":
            portal.robots = f"Sitemap: {portal.origin}/so-do.xml\n".encode()
        for n in range(101, 106):
            portal.routes[f"/ban-tin/{n}"] = lambda h, n=n: h.send(odd(n))
        assert add(data, f"{portal.origin}/tin", "--at", portal.origin) == 0
        err = capsys.readouterr().err
        made = site.find("mau", data)
        notices = crawled(made, data, portal.origin)
    assert made.listings[0].url == ("/nguon.xml" if named == "alternate" else "/so-do.xml")
    assert "to check in" in err
    assert len(notices) == 5
    assert all(n.text.startswith("Thực hiện Kế hoạch số 10") for n in notices.values())


# Mỗi dòng: danh mục trả lời gì, mã thoát, và câu nói ra; không tệp nào được viết.
@pytest.mark.parametrize(
    ("route", "status", "says"),
    [
        (code(404), 1, "not_found"),
        (code(500), 1, "server_error"),
        (lambda h: h.send(PAGE.format("<p>CMS lạ</p>")), 2, "no list of articles found"),
        (lambda h: h.send(""), 2, "no list of articles found"),
    ],
)
def test_what_cannot_be_added_is_one_line_and_nothing_written(
    route: object, status: int, says: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Plain(4) as portal:
        portal.routes["/tin"] = route
        done = add(data, f"{portal.origin}/tin", "--at", portal.origin, "--province", "Huế")
    said = capsys.readouterr()
    assert (done, said.out, said.err.count("\n")) == (status, "", 1), said.err
    assert says in said.err
    assert not (data / "sites").exists()


def test_articles_that_say_nothing_are_refused(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Danh mục đọc được mà không bài nào có thân bài: không viết khai báo."""
    with Plain(4) as portal:
        rows = "".join(
            f"<li><a href='/ban-tin/{n}'>Bản tin cải cách hành chính số {n}</a></li>"
            for n in range(101, 106)
        )
        portal.routes["/tin"] = lambda h: h.send(ODD.format(head="", body=f"<ul>{rows}</ul>"))
        for n in range(101, 106):
            portal.routes[f"/ban-tin/{n}"] = lambda h: h.send(PAGE.format(""))
        assert add(data, f"{portal.origin}/tin", "--at", portal.origin) == 2
    err = capsys.readouterr().err
    assert (err.count("\n"), "no title and body found" in err) == (1, True), err
    assert not (data / "sites").exists()


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/tin", "http://10.0.0.1/tin", "http://[::1]/tin", "file:///etc/hosts"],
)
def test_only_public_addresses_are_asked(
    url: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "vanban.toml").write_text('contact = "a@tinhmau.gov.vn"\nretries = 0\n')
    assert add(data, url) in {1, 2}
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "address_refused" in err or "begins with http" in err or "an origin is" in err
    assert not (data / "sites").exists()


def test_the_origin_of_at_is_the_one_private_address(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cổng chuyển hướng sang cổng riêng khác: không đi theo, kể cả khi có --at."""
    with Plain(4) as portal, Plain(4) as other:
        for path in ("/tin", "/robots.txt"):
            portal.routes[path] = lambda h: (
                h.send_response(302),
                h.send_header("Location", f"{other.origin}/tin"),
                h.send_header("Content-Length", "0"),
                h.end_headers(),
            )
        assert add(data, "http://so.tinh.gov.vn/tin", "--at", portal.origin) == 1
        assert "redirect_refused" in capsys.readouterr().err
        assert other.log == []
