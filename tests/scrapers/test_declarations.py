"""Every declaration reads its pages, and finds what it says of them."""

from __future__ import annotations

import csv
import json
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from scrapers import site
from scrapers.page import Blocked, Request, SoftNotFound, read_article, read_listing
from scrapers.samples.portal import SITES

DECLARED = [*site.all_sites(None), *(site.load(path) for path in sorted(SITES.glob("*.toml")))]
PAGES = [(found, sample) for found in DECLARED for sample in found.sample]


def test_every_family_has_a_site():
    assert {found.family for found in DECLARED} == set(site.families())


@pytest.mark.parametrize("found", DECLARED, ids=lambda found: found.name)
def test_a_declaration_carries_pages(found):
    kinds = {sample.kind for sample in found.sample}
    assert {"article", "listing"} <= kinds
    if found.state == "alive":
        assert found.folder.name == "sites", "a site seen alive carries pages of its own"


@pytest.mark.parametrize(("found", "sample"), PAGES, ids=[f"{s.name}-{p.page}" for s, p in PAGES])
def test_the_page_says_what_is_declared(found, sample):
    html = (found.folder / sample.page).read_bytes()
    url = urljoin(found.origin, sample.url)
    if sample.kind == "listing":
        _is_listing(found, sample, read_listing(found, html, url))
    elif sample.kind == "article":
        _is_article(found, sample, read_article(found, html, url))
    else:
        with pytest.raises(SoftNotFound if sample.kind == "soft_404" else Blocked):
            read_article(found, html, url)


def _is_listing(found, sample, page):
    first = page.items[0]
    asked = page.next and f"{page.next.method} {page.next.url.removeprefix(found.origin)}"
    assert len(page.items) == sample.items
    assert first.title == sample.title
    assert first.published == sample.published
    assert found.identity(first.url) == sample.identity
    assert asked == sample.next or (sample.next is None and page.next.guessed)


def _is_article(found, sample, notice):
    assert notice.title == sample.title
    assert notice.published == sample.published
    assert notice.published_from == sample.published_from
    assert notice.author == sample.author
    assert notice.text.startswith(sample.starts)
    assert notice.text.endswith(sample.ends)
    assert len(notice.text.split("\n")) == sample.lines
    assert [file.url.removeprefix(found.origin) for file in notice.attachments] == [
        *sample.attachments
    ]
    assert found.identity(notice.url) == sample.identity


@pytest.mark.parametrize("found", DECLARED, ids=lambda found: found.name)
def test_its_province_exists(found, shared):
    known = set()
    for name in ("provinces.csv", "provinces_new.csv"):
        with (shared / "data" / name).open(encoding="utf-8") as table:
            known |= {value for row in csv.DictReader(table) for value in row.values()}
    assert found.province in known


# Bộ khung của từng họ: địa chỉ danh sách, địa chỉ bài, và tệp đính kèm.
SKELETONS = [
    ("mau_hue", "/?gd=12&cn=79", "/?gd=12&cn=79&tc=9023", 1),
    ("mau_thainguyen", "/tin-tuc-su-kien", "/tin-tuc-su-kien/thong-bao-20997", 0),
    ("mau_langson", "/vi/thong-bao", "/vi/node/78300", 2),
    ("mau_longan", "/tin-cai-cach", "/chi-tiet-tin?/thong-bao/32403960", 1),
    ("mau_dongthap", "/chinh-tri?cate=342", "/chinh-tri/thong-bao-a22763.html", 0),
]


@pytest.mark.parametrize(("name", "listing", "article", "files"), SKELETONS)
def test_a_family_reads_its_skeleton(shared, name, listing, article, files):
    found = next(found for found in DECLARED if found.name == name)
    folder = shared / "families" / found.family
    page = read_listing(found, (folder / "list.html").read_bytes(), found.origin + listing)
    notice = read_article(found, (folder / "article.html").read_bytes(), found.origin + article)
    specs = json.loads((shared / "families" / "specs.json").read_text(encoding="utf-8"))
    assert found.family in specs
    assert len(page.items) == 5
    assert page.next is not None
    assert page.items[0].title == notice.title
    assert (notice.published, notice.published_from) == ("2026-04-05", "selector")
    assert len(notice.attachments) == files
    text = [
        line
        for line in notice.text.split("\n")
        if not line.startswith(("HLO - ", "Học viên thực hành"))
    ]
    assert len(text) == 4
    assert text[0].startswith("Thực hiện Kế hoạch số 2")
    assert text[-1].endswith("không có nhu cầu cử người tham dự./.")
    assert notice.author


def test_the_saved_portal_is_read_as_a_whole(shared):
    """Every row of every listing: an article with a text, or a stub that says it is one."""
    found, root = site.find("daknong_stc", None), shared / "real" / "stc.daknong"
    rows, notices, stubs, pages = {}, {}, set(), 0
    for url in found.listing_urls():
        request = Request(url)
        while request is not None:
            path = root / unquote(urlsplit(request.url).path).strip("/") / "index.html"
            page = read_listing(found, path.read_bytes(), request.url)
            rows |= {found.identity(item.url): item for item in page.items}
            request, pages = page.next, pages + 1
    for identity, item in rows.items():
        try:
            html = (root / identity / "index.html").read_bytes()
            notices[identity] = read_article(found, html, item.url, listed=item)
        except SoftNotFound:
            stubs.add(identity)
    held = {
        unquote(file.url.rpartition("/")[2]) for n in notices.values() for file in n.attachments
    }
    assert (pages, len(rows), len(notices), len(stubs)) == (24, 81, 68, 13)
    assert (
        len({path.name for path in (root / "img").iterdir()} & held) == 7
    )  # the eighth is linked nowhere
    for notice in notices.values():
        assert notice.title
        assert notice.text
        assert notice.published_from == "listing"
        assert "Câu hỏi mới nhất" not in notice.text
        assert "Trang chủ" not in notice.text


@pytest.mark.parametrize("found", DECLARED, ids=lambda found: found.name)
def test_a_page_shows_the_signals_of_its_own_family_only(found):
    families = {other.family: other.detect for other in DECLARED}
    for sample in found.sample:
        if sample.kind == "article":
            html = (found.folder / sample.page).read_text(encoding="utf-8")
            listing = next(s for s in found.sample if s.kind == "listing")
            html += (found.folder / listing.page).read_text(encoding="utf-8")
            shown = {f for f, signals in families.items() if all(s.search(html) for s in signals)}
            assert shown == {found.family}
            assert all(len(signals) == 2 for signals in families.values()), "one is not enough"
