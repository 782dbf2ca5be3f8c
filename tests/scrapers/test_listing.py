"""Rows read by lxml alone, and by soupsieve: one and the same."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from scrapers import listing
from scrapers.addresses import resolved
from scrapers.api import parse_listing
from scrapers.furniture import is_plain
from scrapers.parsed import tree_of
from scrapers.samples import render
from scrapers.samples.portal import portals

PORTALS = {portal.site.name: portal for portal in portals(everything=True)}


@pytest.mark.parametrize("name", sorted(PORTALS))
def test_both_ways_give_the_same_rows(name):
    """Mọi cổng mẫu, mọi danh mục."""
    site, rows = PORTALS[name].site, 0
    for url in site.listing_urls():
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        page = parse_listing(site, render.answer(PORTALS[name], target).body, url, None)
        for row in page.find(site.listing.item):
            assert listing._shown(site, row) == listing._shown_by_soup(site, row)
            rows += 1
    assert rows


ROWS = [
    # (một hàng, bộ chọn ngày)
    ("<li><a href='/a'>Kế <b>hoạch</b></a><i class=ng>01/02/2026</i>", ".ng"),
    ("<li><a href='/a'><img src=x></a><a href='/a'>Tên</a><time datetime='2026-02-01'>x</time>",
     "time"),
    ("<li><a href='/tin tức?a=1&b=2'>Tên&nbsp; dài</a>", None),
    ("<tr><td><a href='/a'>Tên</a></td><td>05/4/2026</td>", "td:has(a), td"),
    ("<li><p><a class=x href='/a'>Tên</a></p><span>ngày <u>05</u>/<u>4</u>/2026</span>", "span"),
    ("<li>Tiêu đề bảng", None),
]  # fmt: skip


@pytest.mark.parametrize(("row", "date"), ROWS)
def test_both_ways_give_the_same_of_odd_rows(row, date):
    site = next(iter(PORTALS.values())).site
    rules = replace(site.listing, link="a[href]", date=date, drop=())
    site = replace(site, listing=rules)
    element = tree_of(f"<html><body>{row}</body></html>").find("body")[0]
    fast, slow = listing._shown(site, element), listing._shown_by_soup(site, element)
    assert told(fast) == told(slow)


def told(shown):
    """What is kept of a row: libxml2 escapes addresses when it writes them for BeautifulSoup."""
    return shown and (resolved(shown.href, "http://mau.gov.vn/"), shown.title, shown.day)


def test_which_selectors_both_understand():
    plain = ["a", "div.x > a[href*='.aspx']", "li:has(.gio)", "p:not(#chan)", "td, th"]
    other = ["a:first-child", "li:has(> a)", "p:not(.a .b)", "a:is(.x)", "p:-soup-contains(x)"]
    assert [is_plain(one) for one in plain] == [True] * 5
    assert [is_plain(one) for one in other] == [False] * 5
