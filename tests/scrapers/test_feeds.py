"""Feeds and sitemaps as portals write them, and what is no feed."""

from __future__ import annotations

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import feeds, sitemaps
from scrapers.page import NotOnPage, read_listing
from tests.scrapers.portal import site

AT = "https://so.mau.example/rss/tin.rss"


def rss(item):
    return f'<?xml version="1.0" encoding="utf-8"?><rss><channel>{item}</channel></rss>'.encode()


# Mỗi dòng: liên kết như RSS viết, địa chỉ để hỏi.
LINKS = [
    ("<link>https://so.mau.example/a-1</link>", "https://so.mau.example/a-1"),
    ("<link>http:so.mau.example/a-1</link>", "http://so.mau.example/a-1"),  # như moc.gov.vn
    ("<link>http:/so.mau.example/a-1</link>", "http://so.mau.example/a-1"),
    ("<link>/a-1?x=1&amp;y=2</link>", "https://so.mau.example/a-1?x=1&y=2"),
    (
        "<link>\n https://so.mau.example/tin tức \n</link>",
        "https://so.mau.example/tin%20t%E1%BB%A9c",
    ),
    ("<link><![CDATA[https://so.mau.example/a-1]]></link>", "https://so.mau.example/a-1"),
    ("<guid>https://so.mau.example/a-1</guid>", "https://so.mau.example/a-1"),
    ("<link>javascript:void(0)</link>", None),
    ("<title>không có liên kết</title>", None),
]


@pytest.mark.parametrize(("written", "url"), LINKS)
def test_links_are_mended(written, url):
    found = feeds.entries(rss(f"<item>{written}</item>"), AT)
    assert [entry.url for entry in found] == ([url] if url else [])


# Mỗi dòng: ngày như RSS viết, ngày ở Việt Nam.
DAYS = [
    ("<pubDate>Sun, 05 Apr 2026 00:30:00 GMT</pubDate>", "2026-04-05"),
    ("<pubDate>Sat, 04 Apr 2026 17:30:00 GMT</pubDate>", "2026-04-05"),  # sau nửa đêm ở đây
    ("<pubDate>Sun, 05 Apr 2026 07:30:00 +0700</pubDate>", "2026-04-05"),
    ("<pubDate>05/04/2026 07:30</pubDate>", "2026-04-05"),
    ("<pubDate>2026-04-05T07:30:00+07:00</pubDate>", "2026-04-05"),
    ('<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-04-05</dc:date>', "2026-04-05"),
    ("<pubDate>hôm qua</pubDate>", None),
    ("<pubDate>Sun, 99 Apr 2026 00:30:00 GMT</pubDate>", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "day"), DAYS)
def test_the_day_of_an_entry(written, day):
    (entry,) = feeds.entries(rss(f"<item><link>/a-1</link>{written}</item>"), AT)
    assert entry.published == day


def test_titles_are_read_whole_even_if_escaped_twice():
    title = "<title>Kế hoạch &amp;amp; &lt;b&gt;kiểm tra&lt;/b&gt; PC&lt;GDP</title>"
    (entry,) = feeds.entries(rss(f"<item><link>/a-1</link>{title}</item>"), AT)
    assert entry.title == "Kế hoạch & kiểm tra PC<GDP"


def test_atom_is_read_too():
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Kế hoạch</title>
    <link rel="self" href="/khac"/><link href="/a-1"/>
    <updated>2026-05-01T00:00:00Z</updated><published>2026-04-05T00:30:00Z</published></entry></feed>"""
    assert feeds.entries(atom.encode(), AT) == (
        feeds.Entry("https://so.mau.example/a-1", "Kế hoạch", "2026-04-05"),
    )


def test_what_is_broken_costs_no_entry_before_it():
    broken = rss("<item><link>/a-1</link></item><item><link>/a-2</item><b>&nbsp;<item>")
    assert next(entry.url[-4:] for entry in feeds.entries(broken, AT)) == "/a-1"


# Mỗi dòng: câu trả lời, có phải RSS hay sơ đồ trang không.
KINDS = [
    (b"<rss version='2.0'>", "rss"),
    (b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<!-- x --><rss>", "rss"),
    (b"<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><urlset xmlns='x'>", "urlset"),
    (b"<rdf:RDF xmlns:rdf='x'>", "RDF"),
    (b"<sitemapindex>", "sitemapindex"),
    (b"<!DOCTYPE html><html><head>", None),
    (b"<rssx>", None),
    (b"RSS", None),
    (b"", None),
]


@pytest.mark.parametrize(("payload", "kind"), KINDS)
def test_the_answer_itself_says_what_it_is(payload, kind):
    assert feeds.kind_of(payload) == kind


URLS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://so.mau.example/a-1</loc><lastmod>2026-04-05</lastmod></url>
<url><loc>https://so.mau.example/a-2</loc><news:news><news:title>T</news:title>
<news:publication_date>2026-04-05T07:30:00+07:00</news:publication_date></news:news></url>
<url><loc> </loc></url></urlset>"""


def test_a_sitemap_tells_addresses_and_the_day_of_news_only():
    assert sitemaps.read(URLS, AT).entries == (
        feeds.Entry("https://so.mau.example/a-1"),
        feeds.Entry("https://so.mau.example/a-2", "T", "2026-04-05"),
    )
    assert sitemaps.read(sitemaps.opened(gzip.compress(URLS)), AT) == sitemaps.read(URLS, AT)


def test_an_index_tells_its_parts_once_each():
    index = b"<sitemapindex><sitemap><loc>/s-1.xml</loc></sitemap>" * 2 + b"</sitemapindex>"
    assert sitemaps.read(index, AT).parts == ("https://so.mau.example/s-1.xml",)


def test_a_listing_may_be_a_feed_or_a_sitemap_of_this_site_only():
    found = site()
    feed = rss(
        f"<item><link>{found.origin}/bai/a-1</link></item><item><link>/bai/a-1/</link></item>"
        "<item><link>https://khac.mau.example/bai/b-2</link></item>"
    )
    url = found.origin + "/rss"
    assert [item.url for item in read_listing(found, feed, url).items] == [
        found.origin + "/bai/a-1"
    ]
    index = (
        f"<sitemapindex><sitemap><loc>{found.origin}/s-1.xml</loc></sitemap>"
        "<sitemap><loc>https://khac.mau.example/s-2.xml</loc></sitemap></sitemapindex>"
    )
    read = read_listing(found, index.encode(), url)
    assert (read.items, [part.url for part in read.parts]) == ((), [found.origin + "/s-1.xml"])
    with pytest.raises(NotOnPage, match="no entry is an article"):
        read_listing(found, rss(""), url)
    for packed in (gzip.compress(index.encode())[:-9], b"\x1f\x8bkhong-phai"):
        with pytest.raises(NotOnPage, match="packed"):
            read_listing(found, packed, url)


def test_entities_are_not_unfolded_and_nothing_is_fetched():
    """Mười thực thể lồng nhau, mỗi cái gọi mười lần cái trước, và một tệp của máy."""
    rows = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    evil = f"""<!DOCTYPE rss [<!ENTITY e0 "x">{rows}<!ENTITY f SYSTEM "file:///etc/passwd">]>
    <rss><item><link>/a-1</link><title>&e9;&f;</title></item></rss>"""
    begun = time.perf_counter()
    (entry,) = feeds.entries(evil.encode(), AT)
    assert len(entry.title) < 100
    assert "root" not in entry.title
    assert time.perf_counter() - begun < 10


@given(st.one_of(st.binary(max_size=300), st.text("<>/rsitemlnku &;x", max_size=200)))
def test_no_bytes_break_the_readers(payload):
    source = payload if isinstance(payload, bytes) else b"<rss>" + payload.encode()
    for entry in (*feeds.entries(source, AT), *sitemaps.read(source, AT).entries):
        assert entry.url.startswith("http")
