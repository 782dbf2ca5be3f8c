"""Every declaration reads its pages, and finds what it says of them."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from scrapers import site
from scrapers.page import Blocked, Request, SoftNotFound, read_article, read_listing
from scrapers.parsed import DrawnByScript
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


# Bộ khung của từng họ: địa chỉ danh sách, địa chỉ bài, và các tệp đính kèm.
SKELETONS = [
    ("mau_hue", "/?gd=12&cn=79", "/?gd=12&cn=79&tc=9023", ["tb_218_signed.pdf"]),
    ("mau_thainguyen", "/tin-tuc-su-kien", "/tin-tuc-su-kien/thong-bao-20997", []),
    (
        "mau_langson",
        "/vi/thong-bao",
        "/vi/node/78300",
        ["thong-bao-212.pdf", "mau dang ky (1).docx"],
    ),
    ("mau_longan", "/tin-cai-cach", "/chi-tiet-tin?/tb/32403960", ["thong-bao-214.pdf"]),
    ("mau_dongthap", "/chinh-tri?cate=342", "/chinh-tri/thong-bao-a22763.html", []),
    (
        "mau_daklak",
        "/vi/news/thong-bao/",
        "/vi/news/thong-bao/tb-4120.html",
        ["thong-bao-211.pdf", "mau-danh-sach.xlsx"],
    ),
    ("mau_bacninh", "/web/guest/thong-bao", "/-/thong-bao-mo-lop", ["thong bao 213.pdf"]),
    (
        "mau_dienbien",
        "/portal/Pages/Thong-bao.aspx",
        "/portal/Pages/2026-4-5/tbk7dqm2.aspx",
        ["thong bao 215.doc"],
    ),
    (
        "mau_lamdong",
        "/noidung/tintuc/Pages/thong-bao.aspx",
        "/noidung/tintuc/Lists/ThongBao/View_Detail.aspx?ItemID=902",
        ["TB_216.doc", "PL_216.xls"],
    ),
    (
        "mau_quangninh",
        "/Default.aspx?tabid=119",
        "/Default.aspx?tabid=119&ctl=detail&mid=507&id=7701",
        ["TB-217.pdf"],
    ),
    ("mau_backan", "/thong-bao/", "/thong-bao-mo-lop/", ["tb-221.pdf"]),
    ("mau_hanoi", "/thong-bao", "/thong-bao/640-thong-bao", ["tb-222.pdf"]),
]
# Hai bộ khung ghi đủ tên máy trong liên kết.
ORIGINS = {
    "joomla": "https://benhvien.hailam.gov.example",
    "sharepoint_tandan": "https://hailam.gov.example",
    "wordpress": "https://khuyennong.hailam.gov.example",
}
SKELETON_DAYS = ["2026-04-05", "2026-04-02", "2026-03-31", "2026-03-12", "2026-02-27"]
UNDATED = {"newspaper_cate"}  # danh sách không ghi ngày
UNSIGNED = {"sharepoint_tandan", "wordpress"}  # trang không ghi tên người viết
LEAD = "Sở Dữ liệu mở các lớp bồi dưỡng trong tháng Tư."
BOILERPLATE = re.compile(
    r"[Ll]ượt (?:xem|đọc)|Đã xem|[Tt]in khác|Tin liên quan|Những tin cũ|cùng chuyên mục"
    r"|Giọng nữ|0:00|Về đầu trang|Trở về trang trước|Gửi bình luận|Đang online"
    r"|Chế độ ban đêm|Xuất PDF|File đính kèm|Facebook|Zalo|Tags:|A\+|image advertisement"
    r"|Chia sẻ|Tổng số điểm"
)


def skeleton(name):
    found = next(found for found in DECLARED if found.name == name)
    return replace(found, origin=ORIGINS.get(found.family, found.origin))


@pytest.mark.parametrize(("name", "listing", "article", "files"), SKELETONS)
def test_a_family_reads_its_skeleton(shared, name, listing, article, files):
    found = skeleton(name)
    folder = shared / "families" / found.family
    page = read_listing(found, (folder / "list.html").read_bytes(), found.origin + listing)
    notice = read_article(found, (folder / "article.html").read_bytes(), found.origin + article)
    specs = json.loads((shared / "families" / "specs.json").read_text(encoding="utf-8"))
    assert found.family in specs
    assert page.next is not None
    _is_skeleton(found, page, notice, files)


def test_every_skeleton_is_read(shared):
    specs = json.loads((shared / "families" / "specs.json").read_text(encoding="utf-8"))
    assert {skeleton(name).family for name, *_ in SKELETONS} == set(specs)


def test_the_family_of_json_answers_reads_its_skeleton(shared, tmp_path):
    """Bài nằm ngay ở tầng trên cùng của câu trả lời, không trong "data" như cổng mẫu."""
    path = tmp_path / "mau_caobang.toml"
    sample = (SITES / path.name).read_text(encoding="utf-8")
    path.write_text(sample.replace('notice = "data"', 'notice = ""'), encoding="utf-8")
    found, folder = site.load(path), shared / "families" / "spa_json"
    url = found.origin + "/api/articles?category=thong-bao&pageSize=5"
    page = read_listing(found, (folder / "api_list.json").read_bytes(), url)
    asked = found.fetch_url(page.items[0].url)
    assert asked == found.origin + "/api/articles/8f0c0"
    notice = read_article(
        found, (folder / "api_article.json").read_bytes(), asked, listed=page.items[0]
    )
    assert page.next.url == url + "&pageIndex=2"
    assert notice.url == page.items[0].url
    _is_skeleton(found, page, notice, ["tb-223.pdf"])
    with pytest.raises(DrawnByScript):
        read_article(found, (folder / "article.html").read_bytes(), page.items[0].url)


def _is_skeleton(found, page, notice, files):
    assert len(page.items) == 5
    assert page.items[0].title == notice.title
    if found.family not in UNDATED:
        assert [item.published for item in page.items] == SKELETON_DAYS
    assert (notice.published, notice.published_from) == ("2026-04-05", "selector")
    assert [file.name for file in notice.attachments] == files
    text = [
        line
        for line in notice.text.split("\n")
        if not line.startswith(("HLO - ", "Học viên thực hành", LEAD))
    ]
    assert len(text) == 4
    assert text[0].startswith("Thực hiện Kế hoạch số 2")
    assert text[-1].endswith("không có nhu cầu cử người tham dự./.")
    assert not BOILERPLATE.search(notice.text)
    leads = found.family in {"nukeviet", "sharepoint_tandan", "sharepoint_webpart", "dotnetnuke"}
    assert notice.text.startswith(LEAD) == leads
    assert bool(notice.author) == (found.family not in UNSIGNED)


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
