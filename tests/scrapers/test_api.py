"""JSON answers read by declared paths."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import site
from scrapers.page import NotOnPage, Request, SoftNotFound, read_article, read_listing
from scrapers.samples.portal import SITES
from scrapers.settings import ConfigError

ROW = {"id": "8f0c1", "title": "Kế hoạch", "slug": "ke-hoach", "categorySlug": "tin"}
LIST = "/api/articles?category=thong-bao&pageSize=10"


def declared(folder, more=""):
    path = folder / "mau_caobang.toml"
    text = (SITES / path.name).read_text(encoding="utf-8").replace('notice = "data"', more)
    path.write_text(text, encoding="utf-8")
    return site.load(path)


@pytest.fixture
def cao_bang(tmp_path):
    return declared(tmp_path)


def listing(found, answer, url=LIST):
    return read_listing(found, json.dumps(answer).encode(), found.origin + url)


def test_the_rows_of_an_answer(cao_bang):
    read = listing(cao_bang, {"items": [ROW, ROW], "totalCount": 2})
    (item,) = read.items
    assert item.url == cao_bang.origin + "/tin/ke-hoach-8f0c1"
    assert (item.title, item.published, read.next) == ("Kế hoạch", None, None)


# Mỗi dòng: số tin cả thảy, địa chỉ đang đọc, trang sau (None: hết).
PAGES = [
    (11, LIST, "&pageIndex=2"),
    (10, LIST, None),
    (31, LIST + "&pageIndex=3", "&pageIndex=4"),
    (30, LIST + "&pageIndex=3", None),
]


@pytest.mark.parametrize(("total", "url", "following"), PAGES)
def test_the_next_page_follows_from_the_count(cao_bang, total, url, following):
    read = listing(cao_bang, {"items": [ROW], "totalCount": total}, url)
    asked = cao_bang.origin + LIST + following if following else None
    assert read.next == (Request(asked) if asked else None)


def test_an_answer_without_a_count_is_followed_while_pages_are_full(cao_bang):
    rows = [{**ROW, "id": f"8f0c{n}"} for n in range(10)]
    read = listing(cao_bang, {"items": rows})
    assert read.next == Request(cao_bang.origin + LIST + "&pageIndex=2", guessed=True)
    assert listing(cao_bang, {"items": rows[:9]}).next is None


def test_an_answer_may_name_the_next_page_itself(tmp_path):
    found = declared(tmp_path, 'next = "links.next"')
    answer = {"items": [ROW], "totalCount": 1, "links": {"next": "/api/articles?cursor=a%3D&x=1"}}
    assert listing(found, answer).next == Request(found.origin + "/api/articles?cursor=a%3D&x=1")
    elsewhere = {**answer, "links": {"next": "https://khac.example/"}}
    assert listing(found, elsewhere).next is None


# Mỗi dòng: câu trả lời hỏng, điều thông báo phải nêu.
BROKEN = [
    ({"items": None}, "api.items"),
    ({"rows": [ROW]}, "api.items"),
    ({"items": [{**ROW, "slug": None}]}, "api.link"),
    ({"items": ["x"]}, "api.link"),
    ({"items": []}, "listing.item"),
]


@pytest.mark.parametrize(("answer", "told"), BROKEN)
def test_an_answer_that_is_not_as_declared_is_refused(cao_bang, answer, told):
    with pytest.raises(NotOnPage) as caught:
        listing(cao_bang, answer)
    assert caught.value.field == told


def test_broken_json_is_refused(cao_bang):
    with pytest.raises(NotOnPage, match="JSON"):
        read_listing(cao_bang, b'{"items": [', cao_bang.origin + LIST)


def test_an_article_is_asked_of_the_interface_and_keeps_its_own_address(cao_bang):
    page = cao_bang.origin + "/tin/ke-hoach-8f0c1"
    assert cao_bang.fetch_url(page) == cao_bang.origin + "/api/articles/8f0c1"
    away = cao_bang.at("http://127.0.0.1:8765")
    asked = away.fetch_url(page)
    assert asked == "http://127.0.0.1:8765/api/articles/8f0c1"
    assert away.identity(asked) == away.identity(page) == "8f0c1"
    answer = {**ROW, "content": "<p>Một <b>hai</b></p><p>ba./.</p>"}
    notice = read_article(away, json.dumps(answer).encode(), asked)
    assert (notice.url, notice.title, notice.text) == (page, "Kế hoạch", "Một hai\nba./.")
    file = cao_bang.origin + "/api/files/8f0c1/kh-19.pdf"
    assert cao_bang.fetch_url(file) == file
    assert cao_bang.identity(file) is None


def test_articles_may_be_read_from_their_pages_where_the_interface_is_closed(tmp_path):
    found = declared(tmp_path, "use = false")
    page = found.origin + "/tin/ke-hoach-8f0c1"
    assert found.fetch_url(page) == page


@pytest.mark.parametrize("answer", [None, {}, [], {"data": None}])
def test_an_empty_answer_is_no_article(answer):
    found = site.load(SITES / "mau_caobang.toml")  # notice = "data"
    with pytest.raises(SoftNotFound):
        read_article(found, json.dumps(answer or {}).encode(), found.origin + "/api/articles/1")


@pytest.mark.parametrize(
    "wrong",
    ['article = "/api/{slug}"', 'next_path = "{trang}"', 'la = "x"', "items = 3", 'number = "(a"'],
)
def test_a_mistake_is_told(tmp_path, wrong):
    key = wrong.split(" =")[0]
    with pytest.raises(ConfigError, match=rf"mau_caobang\.toml: line \d+: api\.{key}"):
        declared(tmp_path, wrong)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["items", "id", "title", "slug", "data"]), inner)
    ),
    max_leaves=12,
)


@given(_JSON)
def test_no_answer_breaks_the_reader(answer):
    found = site.load(SITES / "mau_caobang.toml")
    payload = json.dumps(answer).encode()
    for read in (read_listing, read_article):
        with suppress(NotOnPage, SoftNotFound):
            read(found, payload, found.origin + LIST)
