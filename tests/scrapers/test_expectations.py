"""A site that lives on and is not what it was: each loss is named on the next visit."""

from __future__ import annotations

import pytest

from scrapers.expectations import lost_fields, marks_of, selectors
from scrapers.frontier import Frontier
from scrapers.status import Status
from tests.scrapers.portal import PAGE, Portal, site
from tests.scrapers.test_crawl import kept, visited

DRUPAL = (
    "<meta name='Generator' content='Drupal 10 (https://www.drupal.org)'>"
    "<link rel=stylesheet href='/sites/default/files/a.css'>"
    "<script data-drupal-selector='drupal-settings-json'></script>"
)
OTHER = "<meta name=generator content='Liferay'><script src='/o/js/main.js'></script>"


@pytest.fixture
def portal():
    with Portal() as running:
        yield running


def whole(folder, report):
    """The news of the site as a whole, and whether crawl.db holds the same."""
    told = [trouble for trouble in report.news if not trouble.url]
    with Frontier(folder / "crawl.db") as frontier:
        held = [problem.status for problem in frontier.problems() if not problem.url]
    return told, held


def without(portal, old, new, *articles):
    for n in articles:
        page = portal.article(n).replace(old, new)
        portal.routes[portal.link(n)] = lambda h, page=page: h.send(page)


def undated(portal, *articles):
    """Bỏ cột ngày ở danh mục và ngày trên trang bài."""
    page = portal.listing(1).replace("class=ngay", "class=gio")
    portal.routes["/tin"] = lambda h: h.send(page)
    without(portal, "class=ngay", "class=gio", *articles)


def test_a_lost_field_is_named_with_its_selector(portal, tmp_path):
    visited(portal, tmp_path)
    portal.articles = 14
    undated(portal, 13, 14)
    report = visited(portal, tmp_path)
    (trouble,), held = whole(tmp_path, report)
    assert (trouble.status, held) == (Status.FIELD_LOST, ["field_lost"])
    assert "date: 2 of 2 articles lack it, 0 of 12 in the 30 days before" in trouble.note
    assert "article.date = '.ngay'" in trouble.note
    assert len(kept(tmp_path, "article")) == 14  # bài vẫn được lấy

    report = visited(portal, tmp_path)  # không có bài mới: chưa biết là đã hết
    assert whole(tmp_path, report) == ([], ["field_lost"])
    portal.routes.clear()
    portal.articles = 15
    report = visited(portal, tmp_path)
    assert whole(tmp_path, report) == ([], [])


def test_a_body_that_is_empty_is_a_lost_field(portal, tmp_path):
    visited(portal, tmp_path)
    portal.articles = 14
    without(portal, "<p>Chỉ số năm 2025 đạt 84,95%.</p>", "", 13, 14)
    (trouble,), _ = whole(tmp_path, visited(portal, tmp_path))
    assert trouble.status is Status.FIELD_LOST
    assert "body: 2 of 2" in trouble.note
    assert "'.noidung'" in trouble.note


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ((10, 0), (1, 1), True),  # một bài, trước nay chưa bài nào thiếu
        ((9, 0), (3, 3), False),  # mới biết quá ít
        ((40, 1), (1, 1), False),  # một bài, và đã từng có bài thiếu
        ((40, 1), (3, 2), True),
        ((40, 30), (5, 5), False),  # trang này vốn hay thiếu
        ((40, 20), (4, 4), True),
        ((40, 0), (9, 4), False),  # dưới một nửa
        ((40, 0), (9, 0), False),
    ],
)
def test_when_a_field_counts_as_lost(tmp_path, before, after, lost):
    with Frontier(tmp_path / "crawl.db") as frontier:
        with frontier.transaction() as db:
            db.execute("INSERT INTO sites VALUES ('tinhmau_skhcn', '', 90)")
            for visit, day, counted in ((1, "09", before), (2, "10", after)):
                db.execute(
                    "INSERT INTO visits (id, site, started, finished)"
                    " VALUES (?1, 'tinhmau_skhcn', ?2, ?2)",
                    (visit, f"2026-11-{day}T15:00:00.000Z"),
                )
                db.execute("INSERT INTO readings VALUES (?, 'date', ?, ?)", (visit, *counted))
        found = lost_fields(frontier, site(), 2, "2026-11-10T15:00:00.000Z")
        assert bool(found) is lost
        assert lost_fields(frontier, site(), 2, "2027-01-10T15:00:00.000Z") == ()  # quá 30 ngày


def in_head(portal, head, page=1):
    text = portal.listing(page).replace("</head>", head + "</head>")
    portal.routes["/tin"] = lambda h: h.send(text)


def test_another_cms_that_still_reads_is_named(portal, tmp_path):
    declared = site(family="drupal")
    in_head(portal, DRUPAL)
    report = visited(portal, tmp_path, declared)
    assert whole(tmp_path, report) == ([], [])
    in_head(portal, DRUPAL.replace("Drupal 10", "Drupal 11"))  # phiên bản mới: vẫn CMS ấy
    assert whole(tmp_path, visited(portal, tmp_path, declared)) == ([], [])
    in_head(portal, OTHER)
    (trouble,), held = whole(tmp_path, visited(portal, tmp_path, declared))
    assert (trouble.status, held) == (Status.CMS_CHANGED, ["cms_changed"])
    assert "another CMS than drupal?" in trouble.note
    assert "generator drupal" in trouble.note
    assert whole(tmp_path, visited(portal, tmp_path, declared)) == ([], ["cms_changed"])
    changed = site(family="liferay")  # khai báo đã sửa
    assert whole(tmp_path, visited(portal, tmp_path, changed)) == ([], [])


def test_a_theme_swap_says_that_it_is_another_cms_and_which_selector_broke(portal, tmp_path):
    declared = site(family="drupal")
    in_head(portal, DRUPAL)
    visited(portal, tmp_path, declared)
    page = PAGE.format("<div class=moi>Giao diện mới</div>").replace("</head>", OTHER + "</head>")
    portal.routes["/tin"] = lambda h: h.send(page)
    (trouble,), _ = whole(tmp_path, visited(portal, tmp_path, declared))
    assert trouble.status is Status.NOTHING_LISTED
    assert "'li.tin'" in trouble.note
    assert "another CMS than drupal?" in trouble.note


def test_without_a_known_family_the_folders_of_scripts_tell(portal, tmp_path):
    in_head(portal, "<script src='/portal/theme1/a.js'></script><img src='/portal/anh/1.png'>")
    visited(portal, tmp_path)
    in_head(portal, "<script src='/portal/theme2/a.js'></script><img src='/portal/anh/2.png'>")
    assert whole(tmp_path, visited(portal, tmp_path)) == ([], [])
    in_head(portal, OTHER)
    (trouble,), _ = whole(tmp_path, visited(portal, tmp_path))
    assert trouble.status is Status.CMS_CHANGED
    assert "folder /portal/theme2" in trouble.note


def test_a_feed_and_another_hosts_scripts_are_no_marks():
    declared = site()
    assert marks_of(declared, b"<?xml version='1.0'?><rss></rss>", declared.origin) == set()
    page = b"<html><script src='https://cdn.vn/a/b/c.js'></script><img src='x.png'></html>"
    assert marks_of(declared, page, declared.origin + "/tin") == set()
    assert selectors(declared, "body") == "'.noidung'"
