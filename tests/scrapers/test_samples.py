"""Every notice of the pool through every family's portal, and back again unchanged."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest
import requests

from scrapers import attachments, site
from scrapers.addresses import resolved
from scrapers.page import Item, Request, SoftNotFound, read_article, read_listing
from scrapers.samples import attached, pool
from scrapers.samples.pool import SampleFile, SampleNotice
from scrapers.samples.portal import DEMO, FAMILIES, portals
from scrapers.samples.render import answer
from scrapers.samples.server import serve
from scrapers.samples.themes import theme_of
from scrapers.strict import Mistake, made

FURNITURE = re.compile(
    r"Lượt (?:xem|đọc|truy cập)|Số lượt đọc|Tin khác|Tin liên quan|cùng chuyên mục|Giọng n(?:ữ|am)"
    r"|0:00|Về đầu trang|Trở về trang trước|Gửi bình luận|Đang (?:online|trực tuyến)|Chế độ ban đêm"
    r"|Xuất PDF|Facebook|Zalo|tại đây|Đính kèm|Description:|A\+|Trang chủ|image "
)
TINY = tuple(
    SampleNotice(
        id=f"{number:03}",
        title=f"Thông báo số {number:02} về việc kiểm tra",
        published=datetime.fromisoformat(f"2024-03-{number:02}T08:00:00"),
        province="Huế",
        home="drupal",
        shared=True,
        genre_page="article",
        author="Phòng Tổng hợp" if number % 2 else None,
        body="Nội dung kiểm tra:\n1. Sở Y tế;\n2. Sở Nội vụ.\n\t2023\t2024\nĐiểm\t80,1\t82\nHết./.",
    )
    for number in range(1, 29)
)
ALL = portals(FAMILIES, everything=True)
LONG = portals(FAMILIES, notices=TINY, per_page=2)


def target(url):
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def walk(portal, listing=0):
    """Read a listing to its end as a crawl would; give the rows and how many pages there were."""
    ahead, items, pages = [Request(portal.site.listing_urls()[listing])], {}, 0
    while ahead:
        request = ahead.pop(0)
        form = dict(request.form) if request.method == "POST" else None
        given = answer(portal, target(request.url), form=form, hits=pages)
        if request.guessed and given.status != 200:
            break
        assert given.status == 200
        read = read_listing(portal.site, given.body, request.url)
        unseen = [item for item in read.items if portal.site.identity(item.url) not in items]
        items |= {portal.site.identity(item.url): item for item in unseen}
        pages += 1
        ahead += [*read.parts, *([read.next] if read.next and unseen else [])]
    return list(items.values()), pages


def article(portal, item):
    """What the portal answers where a crawl asks for the article of a row."""
    return answer(portal, target(portal.site.fetch_url(item.url))).body


def test_the_pool_is_large_enough():
    assert len(pool.notices()) >= 40
    assert {found.home for found in pool.notices()} == set(DEMO)
    assert {portal.site.family for portal in ALL} == set(FAMILIES)


@pytest.mark.parametrize("portal", ALL, ids=lambda portal: portal.site.name)
def test_every_notice_comes_back_as_it_was_written(portal):
    items, pages = walk(portal)
    theme = theme_of(portal)
    assert pages == -(-len(portal.entries) // portal.per_page) + theme.always_next
    rows = {portal.site.identity(item.url): item for item in items}
    assert list(rows) == [theme.identity(entry) for entry in portal.entries]
    for entry in portal.entries:
        item, written = rows[theme.identity(entry)], entry.notice
        html = article(portal, item)
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
        if portal.site.api is None:
            assert FURNITURE.search(html.decode()), "the page has furniture that was left out"


@pytest.mark.parametrize("portal", ALL, ids=lambda portal: portal.site.name)
def test_other_addresses_of_a_notice_are_the_same_notice(portal):
    theme, entry, site = theme_of(portal), portal.entries[0], portal.site
    known = {theme.identity(entry) for entry in portal.entries}
    for listing in range(1, len(site.listings)):  # nổi bật, RSS, sơ đồ trang
        shown, _ = walk(portal, listing)
        assert {site.identity(item.url) for item in shown} <= known
    paths = (theme.address(entry), theme.alias(entry), theme.print_view(entry))
    items = [Item(site.article_url(resolved(path, site.origin)), "") for path in paths]
    assert {site.identity(item.url) for item in items} == {theme.identity(entry)}
    first, *others = (read_article(site, article(portal, item), site.origin) for item in items)
    assert others == [first, first]


@pytest.mark.parametrize("portal", LONG, ids=lambda p: p.site.name)
def test_long_pagers_are_walked_to_their_end(portal):
    """Fourteen pages: the postback pager shows ten numbers and then an ellipsis."""
    items, pages = walk(portal)
    assert (len(items), pages) == (28, 14 + theme_of(portal).always_next)


@pytest.mark.parametrize("portal", ALL, ids=lambda portal: portal.site.name)
def test_an_article_that_is_not_there_is_seen_through(portal):
    sample = next(sample for sample in portal.site.sample if sample.kind == "soft_404")
    given = answer(portal, sample.url)
    assert given.status == theme_of(portal).missing_status or portal.site.api is not None
    with pytest.raises(SoftNotFound):
        read_article(portal.site, given.body, portal.site.origin)


@pytest.mark.parametrize("portal", ALL, ids=lambda portal: portal.site.name)
def test_counters_change_and_the_text_does_not(portal):
    path = theme_of(portal).address(portal.entries[0])
    once, twice = (answer(portal, path, hits=hits) for hits in (1, 2))
    assert once.etag == twice.etag
    if portal.site.family == "spa_json":  # bài nằm trong câu trả lời JSON, không có bộ đếm
        return
    assert once.body != twice.body
    first, second = (read_article(portal.site, a.body, portal.site.origin) for a in (once, twice))
    assert first == second


@pytest.mark.parametrize("family", FAMILIES)
def test_feeds_and_sitemaps_tell_what_the_lists_show(family):
    """RSS có liên kết viết hỏng; sơ đồ trang có nhiều phần, và ngày sửa không phải ngày đăng."""
    (portal,) = portals([family], everything=True)
    theme = theme_of(portal)
    days = {theme.identity(e): e.notice.published.date().isoformat() for e in portal.entries}
    if theme.feed is not None:
        given = answer(portal, theme.feed)
        assert re.search(rb"<link>http:\w", given.body), "some links have to be mended"
        read = read_listing(portal.site, given.body, portal.site.origin + theme.feed)
        assert len(read.items) == 30
        told = {portal.site.identity(item.url): item for item in read.items}
        assert all(item.published == days[identity] for identity, item in told.items())
        assert all(item.told_by == "feed" for item in read.items)
        assert all(item.url.startswith(portal.site.origin + "/") for item in read.items)
    if theme.sitemaps:
        at = [listing.url for listing in portal.site.listings].index(next(iter(theme.sitemaps)))
        items, pages = walk(portal, at)
        assert {portal.site.identity(item.url) for item in items} == set(days)
        assert pages == len(theme.sitemaps)
        assert {item.published for item in items} == {None}


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
    hue = next(portal for portal in LONG if portal.site.family == "aspnet_custom")
    request = read_listing(
        hue.site, answer(hue, "/?gd=12&cn=79").body, hue.site.listing_urls()[0]
    ).next
    good = dict(request.form)
    assert answer(hue, "/?gd=12&cn=79", form=good).status == 200
    assert answer(hue, "/?gd=12&cn=79", form=good | change).status == 500


def test_a_portal_carries_its_own_notices_and_the_shared_ones():
    assert {portal.site.family for portal in portals()} == set(DEMO)
    for portal in portals(FAMILIES):
        family = portal.site.family
        assert all(entry.notice.home == family or entry.notice.shared for entry in portal.entries)
        days = [entry.notice.published for entry in portal.entries]
        assert days == sorted(days, reverse=True)
        assert len({theme_of(portal).identity(entry) for entry in portal.entries}) == len(
            portal.entries
        )


def test_every_attachment_is_built_and_says_what_the_pool_says():
    files = [file for notice in pool.notices() for file in notice.attachments]
    assert len({file.name for file in files}) == len(files)
    for file in files:
        read = attachments.read(attached.content(file.name))
        assert read.media_type == file.kind
        assert read.text.split("\n") == [*file.lines], "build_files has to run again"
    assert {path.name for path in attached.FILES.iterdir()} == {file.name for file in files}


def test_portals_answer_on_addresses_of_their_own():
    chosen = portals(FAMILIES, notices=TINY, per_page=5)
    with serve(chosen) as origins, requests.Session() as session:
        session.trust_env = False
        assert set(origins) == {portal.site.name for portal in chosen}
        assert len(set(origins.values())) == len(FAMILIES)
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
            asked = session.get(away.fetch_url(read.items[0].url), timeout=5)
            assert read_article(away, asked.content, asked.url).url == read.items[0].url
            if "ETag" in asked.headers:
                again = session.get(
                    asked.url, headers={"If-None-Match": asked.headers["ETag"]}, timeout=5
                )
                dated = {"If-Modified-Since": asked.headers["Last-Modified"]}
                assert again.status_code == 304
                assert session.get(asked.url, headers=dated, timeout=5).status_code == 304
            robots = session.get(away.fetch_url(portal.site.origin + "/robots.txt"), timeout=5)
            assert "Disallow: /admin/" in robots.text
            missing = session.get(away.fetch_url(portal.site.origin + "/khong.co"), timeout=5)
            assert missing.status_code == 404


def test_a_wrong_notice_of_the_pool_is_told(tmp_path):
    (tmp_path / "001.toml").write_text('title = "x"\nsai = 1\n', encoding="utf-8")
    with pytest.raises(site.ConfigError, match=r"001\.toml: "):
        pool.notices(tmp_path)


def test_a_file_of_two_kinds_is_refused():
    with pytest.raises(Mistake, match="kind"):
        made(SampleFile, {"name": "a.doc", "kind": "doc", "body": "x"})
