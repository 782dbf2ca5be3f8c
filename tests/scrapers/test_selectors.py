"""Plain CSS finds what soupsieve finds, or is refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
import soupsieve
from bs4 import BeautifulSoup
from cssselect import HTMLTranslator
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from scrapers import selectors, site

PAGE = """<html><body id="trang"><div class="tin noi-bat" data-x="a b"><p>1</p><p class="tin">2
<a href="/a.pdf" title="tệp">3</a></p><b>4</b></div><ul class="trang">
<li class="active"><a>1</a></li><li><a href="?page=2" rel="next">2</a></li>
<li><a href="?page=3">»</a></li></ul>
<p style="text-align: right"><b>ký</b><i>tên</i></p><p></p></body></html>"""
SHOWN = html.fromstring(PAGE)
SOUP = BeautifulSoup(html.tostring(SHOWN, encoding="unicode"), "lxml")

# Mọi dạng mà một khai báo được viết.
PLAIN = [
    "p", "*", "#trang", ".tin", "div.tin.noi-bat", "p.tin a", "div > p", "li.active + li a[href]",
    "li ~ li", "p:last-of-type", "p:first-of-type", "li:first-child", "li:last-child", "p, b, i",
    "a[href]", "a[href$='.pdf']", "a[href*='page=']", 'a[rel="next"]', "a[rel=next]",
    "div[data-x~=b]",
    "[style*='text-align: right']", "a[href^='?']", "li:not(.active)", "a:not([rel=next])",
    "ul > li > a",
    "p:not(.tin):not([style])", "body p  ,  li", "div.tin > p:last-of-type > a", "a[title='tệp']",
]  # fmt: skip


@pytest.mark.parametrize("css", PLAIN)
def test_it_finds_what_soupsieve_finds(css):
    ours = [
        html.tostring(found, encoding="unicode", with_tail=False)
        for found in selectors.find(SHOWN, css)
    ]
    theirs = soupsieve.select(css, SOUP)
    assert [BeautifulSoup(o, "lxml").get_text() for o in ours] == [t.get_text() for t in theirs]
    assert ours


_COMPOUND = st.sampled_from(
    ["p", "a", "li", ".tin", "[href]", "b:last-of-type", "li:not(.active)", "*"]
)
_CSS = st.lists(_COMPOUND, min_size=1, max_size=4).flatmap(
    lambda parts: st.lists(
        st.sampled_from([" ", " > ", " + ", " ~ ", ", "]), min_size=len(parts), max_size=len(parts)
    ).map(lambda joints: "".join(p + j for p, j in zip(parts, joints, strict=True)).rstrip(" >+~,"))
)


@given(_CSS)
def test_any_combination_finds_what_soupsieve_finds(css):
    ours = [found.tag for found in selectors.find(SHOWN, css)]
    assert ours == [tag.name for tag in soupsieve.select(css, SOUP)]


NOT_PLAIN = [
    "", " ", ",", "a,", ", a", "a::before", "p >", "> p", "a[", "a||b",
    "a[href='x\"]", "a:-soup-contains('x')", ":last-of-type", "*:first-of-type", "p.5",
    "p:contains('Tác giả')",
]  # fmt: skip


@pytest.mark.parametrize("css", NOT_PLAIN)
def test_what_is_not_plain_css_is_refused(css):
    with pytest.raises(selectors.NotPlainError):
        selectors.compiled(css)


@given(st.text(max_size=40))
def test_any_text_is_compiled_or_refused(text):
    with suppress(selectors.NotPlainError):
        selectors.find(SHOWN, text)


def test_every_declared_selector_means_the_same_to_soupsieve():
    for found in site.all_sites(None):
        rules = found.article
        for css in (
            *rules.title,
            *rules.body,
            *rules.date,
            *rules.author,
            *rules.attach,
            found.listing.item,
        ):
            soupsieve.compile(css)


PARTS = st.sampled_from(
    [".tin", "#noi-dung", "div.tin", "*", "p#a", ".tin.moi", "[title=x].tin", ":not(.moi)"]
)
ATTRIBUTES = (
    "",
    ' class="tin"',
    ' class=" tin  moi"',
    ' class="tinmoi"',
    ' id="noi-dung"',
    ' id="a"',
)


@given(
    st.lists(st.tuples(PARTS, st.sampled_from([" ", " > ", ", "])), min_size=1, max_size=3),
    st.lists(st.tuples(st.sampled_from(["div", "p"]), st.sampled_from(ATTRIBUTES), st.booleans())),
)
def test_what_is_found_sooner_is_found_in_the_same_order(parts, written):
    """Đường XPath viết lại phải tìm thấy đúng những phần tử ấy, theo đúng thứ tự trên trang."""
    css = "".join(part + joint for part, joint in parts).rstrip(" >,")
    page = etree.Element("html")
    at = page
    for tag, attributes, deeper in written:
        child = etree.fromstring(f"<{tag}{attributes}/>")
        at.append(child)
        at = child if deeper else at
    assert selectors.checked(css)(page) == etree.XPath(HTMLTranslator().css_to_xpath(css))(page)
