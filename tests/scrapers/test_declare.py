"""A declaration as a file: what is written is what is read, and test pages hold it to its word."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import declare, site
from scrapers.discover.finding import Kept
from scrapers.discover.making import Survey
from scrapers.page import read_listing
from scrapers.samples.portal import portals
from scrapers.samples.render import answer
from scrapers.settings import ConfigError

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
KEYS = st.from_regex(r"[a-z_]{1,12}", fullmatch=True).filter(lambda key: key != "sample")
VALUES = TEXT | st.integers() | st.booleans() | st.lists(TEXT)


@given(st.dictionaries(KEYS, VALUES | st.dictionaries(KEYS, VALUES, max_size=3), max_size=4))
def test_what_is_written_is_what_is_read(own: dict[str, object]) -> None:
    assert tomllib.loads(declare.text(own)) == own


def test_patterns_are_written_in_single_quotes_and_remarks_above_their_key() -> None:
    own = {"name": "so", "identity_patterns": [r"-(\d+)$", "it's"], "listing": {"item": "li"}}
    written = declare.text(own, {"listing.item": "ba hàng"})
    assert r"""identity_patterns = ['-(\d+)$', "it's"]""" in written
    assert "# To check: ba hàng\nitem = " in written


def made(family: str) -> Survey:
    (portal,) = portals([family])
    path = portal.site.listings[0].url
    url = portal.site.origin + path
    own = {
        "name": "mau", "title": "Sở mẫu", "family": family, "origin": portal.site.origin,
        "province": "Huế", "kind": "department", "rights": "official", "evidence": "Bịa.",
        "listings": [{"url": path, "category": "Tin"}],
    }  # fmt: skip
    found = site.declared(own, Path("mau.toml"))
    listing = Kept(url, answer(portal, path).body, None)
    first = read_listing(found, listing.payload, url).items[0].url
    page = answer(portal, first.removeprefix(portal.site.origin)).body
    return Survey(own, found, listing, article=Kept(first, page, None))


def test_test_pages_are_trimmed_and_read_the_same(tmp_path: Path) -> None:
    survey = made("drupal")
    assert survey.article is not None
    noise = b"<style>.x{color:red}</style><script>" + b"var x=1;" * 100 + b"</script></head>"
    page = survey.article.payload.replace(b"</head>", noise)
    survey.article = replace(survey.article, payload=page)
    path = declare.write(tmp_path, survey, force=False)
    kept = (tmp_path / "mau.article.html").read_bytes()
    assert b"var x=1" in page
    assert b"var x=1" not in kept
    assert b"color:red" not in kept
    declare.check(site.load(path))
    assert {file.name for file in tmp_path.iterdir()} == {
        "mau.toml", "mau.list.html", "mau.article.html"
    }  # fmt: skip


# Mỗi dòng: một điều ghi trong khai báo mà trang không nói.
@pytest.mark.parametrize("key", ["title", "starts", "ends", "lines", "identity", "published"])
def test_a_test_page_that_says_otherwise_is_named(key: str, tmp_path: Path) -> None:
    path = declare.write(tmp_path, made("drupal"), force=False)
    head, mark, article = path.read_text("utf-8").partition('kind = "article"')
    value = "1" if key == "lines" else '"khác"'
    wrong = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", article)
    assert wrong != article
    path.write_text(head + mark + wrong, "utf-8")
    with pytest.raises(ConfigError, match=rf"mau\.article\.html: {key} = .*: the page says"):
        declare.check(site.load(path))


def test_what_does_not_read_back_leaves_the_old_files(tmp_path: Path) -> None:
    declare.write(tmp_path, made("drupal"), force=False)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    survey = made("drupal")
    survey.own["listing"] = {"item": ".khong-co"}
    with pytest.raises(ConfigError):
        declare.write(tmp_path, survey, force=True)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before
