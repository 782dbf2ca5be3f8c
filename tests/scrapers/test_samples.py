"""Every notice of the pool through every family's portal, and back again unchanged."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
import requests

from scrapers import attachments, site
from scrapers.page import Request, SoftNotFound, read_article, read_listing
from scrapers.samples import attached, pool
from scrapers.samples.pool import SampleFile, SampleNotice
from scrapers.samples.portal import portals
from scrapers.samples.render import answer
from scrapers.samples.server import serve
from scrapers.samples.themes import theme_of

FURNITURE = re.compile(
    r"Lượt (?:xem|đọc|truy cập)|Số lượt đọc|Tin khác|Tin liên quan|cùng chuyên mục|Giọng n(?:ữ|am)"
    r"|0:00|Về đầu trang|Trở về trang trước|Gửi bình luận|Đang (?:online|trực tuyến)|Chế độ ban đêm"
    r"|Xuất PDF|Facebook|Zalo|tại đây|Đính kèm|Description:|A\+|Trang chủ|image "
)
TINY = tuple(
    SampleNotice(
        id=f"{number:03}",
        title=f"Thông báo số {number:02} về việc kiểm tra",
        published=f"2024-03-{number:02}T08:00:00",
        province="Huế",
        home="drupal",
        shared=True,
        genre_page="article",
        author="Phòng Tổng hợp" if number % 2 else None,
        body="Nội dung kiểm tra:\n1. Sở Y tế;\n2. Sở Nội vụ.\n\t2023\t2024\nĐiểm\t80,1\t82\nHết./.",
    )
    for number in range(1, 29)
)
ALL = portals(everything=True)


def target(url):
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def walk(portal, listing=0):
    """Read a listing to its end as a crawl would; give the rows and how many pages there were."""
    request, items, pages = Request(portal.site.listing_urls()[listing]), [], 0
    while request is not None:
        form = dict(request.form) if request.method == "POST" else None
        given = answer(portal, target(request.url), form=form, hits=pages)
        assert given.status == 200
        read = read_listing(portal.site, given.body, request.url)
        items += read.items
        request, pages = read.next, pages + 1
    return items, pages


def test_the_pool_is_large_enough():
    assert len(pool.notices()) >= 40
    assert {found.home for found in pool.notices()} == {portal.site.family for portal in ALL}


@pytest.mark.parametrize("portal", ALL, ids=lambda portal: portal.site.name)
def test_every_notice_comes_back_as_it_was_written(portal):
    items, pages = walk(portal)
    assert pages == -(-len(portal.entries) // portal.per_page)
    rows = {portal.site.identity(item.url): item for item in items}
    assert list(rows) == [str(entry.number) for entry in portal.entries]
    for entry in portal.entries:
        item, written = rows[str(entry.number)], entry.notice
        html = answer(portal, target(item.url)).body
        read = read_article(portal.site, html, item.url, listed=item)
        author = written.author and written.author.removeprefix("Nguồn: ")
        assert item.title == read.title == written.title
        assert (read.published, read.published_from) == (
            written.published.date().isoformat(),
            "selector",
        )
        assert read.author == author
        assert read.text.split("\n") == [*written.lines], written.id
        assert [file.name for file in read.attachments] == [
            file.name for file in written.attachments
        ]
        assert FURNITURE.search(html.decode()), "the page has furniture that was left out"


@pytest.mark.parametrize("portal", ALL, ids=lambda portal: portal.site.name)
def test_other_addresses_of_a_notice_are_the_same_notice(portal):
    theme, entry = theme_of(portal), portal.entries[0]
    featured, _ = walk(portal, listing=1)
    known = {str(entry.number) for entry in portal.entries}
    assert {portal.site.identity(item.url) for item in featured} <= known
    first = read_article(portal.site, answer(portal, theme.address(entry)).body, portal.site.origin)
    for path in (theme.alias(entry), theme.print_view(entry)):
        assert portal.site.identity(portal.site.origin + path) == str(entry.number)
        again = read_article(portal.site, answer(portal, path).body, portal.site.origin)
        assert again == first


@pytest.mark.parametrize("portal", portals(notices=TINY, per_page=2), ids=lambda p: p.site.name)
def test_long_pagers_are_walked_to_their_end(portal):
    """Fourteen pages: the postback pager shows ten numbers and then an ellipsis."""
    items, pages = walk(portal)
    assert (len(items), pages) == (28, 14)


@pytest.mark.parametrize("portal", ALL, ids=lambda portal: portal.site.name)
def test_an_unknown_number_answers_200_and_is_seen_through(portal):
    theme, entry = theme_of(portal), portal.entries[0]
    given = answer(portal, theme.address(entry).replace(str(entry.number), "10000001"))
    assert given.status == 200
    with pytest.raises(SoftNotFound):
        read_article(portal.site, given.body, portal.site.origin)


@pytest.mark.parametrize("portal", ALL, ids=lambda portal: portal.site.name)
def test_counters_change_and_the_text_does_not(portal):
    path = theme_of(portal).address(portal.entries[0])
    once, twice = (answer(portal, path, hits=hits) for hits in (1, 2))
    assert once.body != twice.body
    assert once.etag == twice.etag
    first, second = (read_article(portal.site, a.body, portal.site.origin) for a in (once, twice))
    assert first == second


# Mỗi dòng: điều sửa trong biểu mẫu đã nhận.
@pytest.mark.parametrize(
    "change",
    [
        {"__VIEWSTATE": "/wEPDwULLTIwOTg"},
        {"__EVENTVALIDATION": ""},
        {"__VIEWSTATEGENERATOR": ""},
        {"__EVENTTARGET": "ctl00$khac"},
        {"__EVENTARGUMENT": "Sort$2"},
    ],
)
def test_a_postback_without_the_state_given_out_is_refused(change):
    hue = next(p for p in portals(notices=TINY, per_page=2) if p.site.family == "aspnet_custom")
    request = read_listing(
        hue.site, answer(hue, "/?gd=12&cn=79").body, hue.site.listing_urls()[0]
    ).next
    good = dict(request.form)
    assert answer(hue, "/?gd=12&cn=79", form=good).status == 200
    assert answer(hue, "/?gd=12&cn=79", form=good | change).status == 500


def test_a_portal_carries_its_own_notices_and_the_shared_ones():
    for portal in portals():
        family = portal.site.family
        assert all(entry.notice.home == family or entry.notice.shared for entry in portal.entries)
        days = [entry.notice.published for entry in portal.entries]
        assert days == sorted(days, reverse=True)
        assert len({entry.number for entry in portal.entries}) == len(portal.entries)


def test_every_attachment_is_built_and_says_what_the_pool_says():
    files = [file for notice in pool.notices() for file in notice.attachments]
    assert len({file.name for file in files}) == len(files)
    for file in files:
        read = attachments.read(attached.content(file.name))
        assert read.media_type == file.kind
        assert read.text.split("\n") == [*file.lines], "build_files has to run again"
    assert {path.name for path in attached.FILES.iterdir()} == {file.name for file in files}


def test_portals_answer_on_addresses_of_their_own():
    chosen = portals(notices=TINY, per_page=5)
    with serve(chosen) as origins, requests.Session() as session:
        session.trust_env = False
        assert set(origins) == {portal.site.name for portal in chosen}
        assert len(set(origins.values())) == 5
        for portal in chosen:
            away = portal.site.at(origins[portal.site.name])
            url = away.listing_urls()[0]
            read = read_listing(away, session.get(away.fetch_url(url), timeout=5).content, url)
            assert read.items[0].url.startswith(portal.site.origin)
            if read.next.method == "POST":
                posted = session.post(
                    away.fetch_url(read.next.url), dict(read.next.form), timeout=5
                )
                assert len(read_listing(away, posted.content, url).items) == 5
            article = session.get(away.fetch_url(read.items[0].url), timeout=5)
            again = session.get(
                article.url, headers={"If-None-Match": article.headers["ETag"]}, timeout=5
            )
            dated = {"If-Modified-Since": article.headers["Last-Modified"]}
            assert again.status_code == 304
            assert session.get(article.url, headers=dated, timeout=5).status_code == 304
            robots = session.get(away.fetch_url(portal.site.origin + "/robots.txt"), timeout=5)
            assert "Disallow: /admin/" in robots.text
            missing = session.get(away.fetch_url(portal.site.origin + "/khong-co"), timeout=5)
            assert missing.status_code == 404


def test_a_wrong_notice_of_the_pool_is_told(tmp_path):
    (tmp_path / "001.toml").write_text('title = "x"\nsai = 1\n', encoding="utf-8")
    with pytest.raises(site.ConfigError, match=r"001\.toml: "):
        pool.notices(tmp_path)


def test_a_file_of_two_kinds_is_refused():
    with pytest.raises(ValueError, match="kind"):
        SampleFile(name="a.doc", kind="doc", body="x")
