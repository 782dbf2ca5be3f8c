"""Each family's sample portal, crawled over loopback: first visit, increment, back-fill."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from scrapers.archive import Archive
from scrapers.crawl import crawl
from scrapers.frontier import Frontier
from scrapers.samples import pool, server
from scrapers.samples.answer import Answer
from scrapers.samples.pool import SampleNotice
from scrapers.samples.portal import DEMO, FAMILIES, portals
from scrapers.samples.server import serve
from scrapers.samples.themes import theme_of
from scrapers.settings import Settings
from scrapers.status import Status

QUICK = Settings(delay=0, retries=0)
FILES = [file for notice in pool.notices() for file in notice.attachments]


def notices(first, last):
    """Notices of one day each; every fifth has a file of the pool."""
    return tuple(
        SampleNotice(
            id=f"{number:03}",
            title=f"Thông báo số {number:02} về việc kiểm tra",
            published=datetime.fromisoformat(f"2024-03-{number:02}T08:00:00"),
            province="Huế",
            home="x",
            shared=True,
            genre_page="article",
            body="Nội dung:\n1. Sở Y tế;\n2. Sở Nội vụ.\n\t2023\t2024\nĐiểm\t80,1\t82\nHết./.",
            attachments=(FILES[number // 5],) if number % 5 == 0 else (),
        )
        for number in range(first, last + 1)
    )


def portal_of(family, chosen):
    (portal,) = portals([family], notices=chosen, per_page=5)
    return portal


def theme(family):
    return theme_of(portal_of(family, ()))


def visited(portal, folder):
    with serve([portal]) as origins:
        (report,) = crawl([portal.site], folder, QUICK, at=origins)
    return report


def kept(folder, kind):
    with Frontier(folder / "crawl.db") as frontier:
        return [one for one in frontier.fetched() if one.kind == kind]


@pytest.mark.parametrize("family", FAMILIES)
def test_first_visit_increment_and_back_fill(family, tmp_path):
    """Ba trang danh sách: lần đầu lấy hết, lần sau không lấy gì, thêm hai tin thì lấy đúng hai."""
    old, new = portal_of(family, notices(1, 12)), portal_of(family, notices(1, 14))
    first = visited(old, tmp_path).counts
    assert (first.listed, first.new, first.failed, first.soft_404) == (12, 12, 0, 0)
    held = {one.identity for one in kept(tmp_path, "article")}
    assert held == {theme(family).identity(entry) for entry in old.entries}  # đến tận trang cuối
    assert len(kept(tmp_path, "attachment")) == 2
    again = visited(old, tmp_path).counts
    assert (again.new, again.fetched, again.failed) == (0, 0, 0)
    more = visited(new, tmp_path).counts
    assert (more.new, more.fetched, more.failed) == (2, 2, 0)
    held = {one.identity for one in kept(tmp_path, "article")}
    assert held == {theme(family).identity(entry) for entry in new.entries}


def only(portal, *urls):
    """The same portal, of which only these listings are declared."""
    listings = tuple(one for one in portal.site.listings if one.url in urls)
    assert len(listings) == len(urls)
    return replace(portal, site=replace(portal.site, listings=listings))


@pytest.mark.parametrize("family", [one for one in FAMILIES if theme(one).sitemaps])
def test_a_sitemap_alone_leads_to_every_notice(family, tmp_path):
    """Không có trang danh sách nào: chỉ có sơ đồ trang, gồm nhiều phần."""
    index = next(iter(theme(family).sitemaps))
    old, new = (only(portal_of(family, notices(1, last)), index) for last in (12, 14))
    first = visited(old, tmp_path)
    assert (first.counts.new, first.troubles) == (12, ())  # phần không có bài thì không hỏi
    assert visited(old, tmp_path).counts.new == 0
    counts = visited(new, tmp_path).counts
    assert (counts.listed, counts.new, counts.fetched, counts.failed) == (14, 2, 2, 0)
    assert len(kept(tmp_path, "article")) == 14


@pytest.mark.parametrize("family", [one for one in FAMILIES if theme(one).feed])
def test_a_feed_tells_the_day_until_a_row_does(family, tmp_path):
    feed = theme(family).feed
    portal = portal_of(family, notices(1, 4))
    visited(only(portal, feed), tmp_path)
    told = [(one.listed_published, one.listed_by) for one in kept(tmp_path, "article")]
    assert sorted(told) == [(f"2024-03-0{day}", "feed") for day in range(1, 5)]
    visited(portal, tmp_path)
    assert {one.listed_by for one in kept(tmp_path, "article")} == {"listing"}


def test_a_lost_file_that_leads_to_the_list_is_no_file(tmp_path):
    """NukeViet: tệp đã mất thì máy chủ dẫn về trang của chuyên mục, với mã 200."""
    portal = portal_of("nukeviet", notices(1, 5))
    (file,) = (file for entry in portal.entries for file in entry.notice.attachments)
    report = visited(replace(portal, lost=frozenset({file.name})), tmp_path)
    assert [trouble.status for trouble in report.troubles] == [Status.WRONG_TYPE]
    assert len(kept(tmp_path, "article")) == 5
    assert kept(tmp_path, "attachment") == []


def test_files_are_named_as_the_portal_hands_them_out(tmp_path):
    """DotNetNuke: địa chỉ của tệp chỉ có một vé, tên tệp ở đầu trả lời."""
    visited(portal_of("dotnetnuke", notices(1, 5)), tmp_path)
    assert [one.name for one in kept(tmp_path, "attachment")] == [FILES[1].name]


def test_wordpress_is_read_from_its_pages_where_its_interface_is_closed(tmp_path):
    portal = only(portal_of("wordpress", notices(1, 12)), "/category/thong-bao/")
    api = replace(portal.site.api, use=False)
    closed = replace(portal, site=replace(portal.site, api=api))
    counts = visited(closed, tmp_path).counts
    assert (counts.new, counts.failed) == (12, 0)
    archive = Archive(tmp_path / "archive")
    payloads = [archive.read(one.location).payload for one in kept(tmp_path, "article")]
    assert all(payload.startswith(b"<!DOCTYPE html>") for payload in payloads)


@pytest.mark.parametrize("answer", [401, 403, 404, 400])
def test_wordpress_that_closes_its_interface_is_read_from_its_pages_at_once(
    tmp_path, monkeypatch, answer
):
    """Cổng từ chối /wp-json thì đọc trang của bài; chỉ hỏi /wp-json một lần."""
    portal = only(portal_of("wordpress", notices(1, 12)), "/category/thong-bao/")
    asked, real = [], server.answer

    def closed(shown, target, **more):
        if target.startswith("/wp-json"):
            asked.append(target)
            return Answer(b'{"code":"rest_forbidden"}', "application/json", status=answer)
        return real(shown, target, **more)

    monkeypatch.setattr(server, "answer", closed)
    report = visited(portal, tmp_path)
    assert (report.counts.new, report.counts.failed, report.troubles) == (12, 0, ())
    assert len(asked) == 1
    archive = Archive(tmp_path / "archive")
    payloads = [archive.read(one.location).payload for one in kept(tmp_path, "article")]
    assert all(payload.startswith(b"<!DOCTYPE html>") for payload in payloads)


def test_a_portal_drawn_by_a_script_says_what_it_needs(tmp_path):
    portal = portal_of("spa_json", notices(1, 3))
    shell = replace(portal.site.listings[0], url="/thong-bao")
    drawn = replace(portal, site=replace(portal.site, listings=(shell,)))
    report = visited(drawn, tmp_path)
    assert report.troubles[0].status is Status.NEEDS_API
    assert "declare its JSON answers" in report.troubles[0].note
    assert kept(tmp_path, "article") == []


def test_the_demo_shows_the_families_of_the_seeds():
    assert set(DEMO) <= set(FAMILIES)
    assert [portal.site.family for portal in portals()] == [
        portal.site.family for portal in portals(FAMILIES) if portal.site.family in DEMO
    ]
