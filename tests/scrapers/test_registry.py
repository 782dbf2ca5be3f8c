"""The registry: whose portals are declared, and where each of their addresses was read."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
import soupsieve

import extractors
from scrapers import site
from scrapers.parsed import soup_of

BUNDLED = site.all_sites(None)
BY_NAME = {found.name: found for found in BUNDLED}
ATTESTED = tomllib.loads((Path(__file__).parent / "attested.toml").read_text(encoding="utf-8"))
SEEN_ALIVE = {"daknong_stc"}

# Tỉnh cũ (63) chưa có trang nào của riêng mình: không tìm thấy địa chỉ đọc được nào đáng tin.
WITHOUT_AN_OLD_PORTAL = {
    "Hà Giang": "only pictures of a party committee's host (tuyengiao.hagiang.gov.vn)",
    "Bắc Kạn": "only a WordPress of the agricultural extension centre, with no listing read",
    "Hòa Bình": "only interfaces of an application, no page of news",
    "Hà Nam": "only the name of the front page; public notes say that it answers no more",
    "Quảng Nam": "only a picture of a host that is none of those looked for",
    "Bình Định": "only documents of Sở Y tế, no page of news",
    "Phú Yên": "only WebSphere's files; public notes say that its names resolve no more",
    "Trà Vinh": "only addresses in citations that look made up",
    "Sóc Trăng": "only interfaces of an application, no page of news",
}  # fmt: skip


def _provinces():
    table = Path(extractors.__file__).parent / "provinces.csv"
    with table.open(encoding="utf-8") as file:
        return {row["old_name"]: row["new_name"] for row in csv.DictReader(file)}


def test_each_of_the_34_provinces_has_a_site():
    now = _provinces()
    covered = {now.get(found.province, found.province) for found in BUNDLED}
    assert len(set(now.values())) == 34
    assert set(now.values()) <= covered


def test_the_provinces_of_before_2025_that_have_none_are_told():
    now = _provinces()
    declared = {found.province for found in BUNDLED}
    # Huế đổi tên chứ không nhập: trang mang tên mới hay tên cũ đều là của một tỉnh.
    missing = {old for old in now if old not in declared and now[old] not in declared - set(now)}
    assert missing == set(WITHOUT_AN_OLD_PORTAL)


def test_departments_newspapers_and_reform_pages_are_among_them():
    titles = " ".join(f"{found.title} {found.agency}" for found in BUNDLED)
    kinds = Counter(found.kind for found in BUNDLED)
    assert titles.count("Sở Khoa học và Công nghệ") >= 20
    assert titles.count("Sở Nội vụ") >= 12
    assert titles.lower().count("cải cách hành chính") >= 4
    assert kinds["newspaper"] >= 34
    assert len(BUNDLED) >= 90


@pytest.mark.parametrize("found", BUNDLED, ids=lambda found: found.name)
def test_the_evidence_says_where_and_when(found):
    source = r"(?i)public code|planning notes|public readers|stored (?:page|addresses)|saved copy"
    assert re.search(source, found.evidence)
    assert re.search(r"\b20[12]\d\b", found.evidence)
    if found.state == "unverified":
        assert "Looked up in November 2026" in found.evidence
        assert "nobody saw it answer" in found.evidence


@pytest.mark.parametrize("found", BUNDLED, ids=lambda found: found.name)
def test_a_declaration_claims_no_more_than_was_seen(found):
    assert (found.state == "alive") == (found.name in SEEN_ALIVE)
    assert (found.rights == "press") == (found.kind == "newspaper")
    assert all(alias in found.evidence for alias in found.aliases)
    if any(listing.url == "/" for listing in found.listings):
        assert re.search("front page", found.evidence)


def test_no_two_sites_list_the_same_page():
    pages = Counter(
        (urlsplit(url).netloc.removeprefix("www."), urlsplit(url)._replace(scheme="", netloc=""))
        for found in BUNDLED
        for url in found.listing_urls()
    )
    assert [page for page, times in pages.items() if times > 1] == []


def test_every_site_has_its_addresses():
    assert set(ATTESTED) == set(BY_NAME)
    assert all(set(kept) <= {"articles", "forms", "others"} and kept for kept in ATTESTED.values())


def _addresses():
    for name, kept in ATTESTED.items():
        origin = BY_NAME[name].origin + "/"
        for form in kept.get("forms", []):
            yield name, urljoin(origin, form.replace("<slug>", "thong-bao-ket-luan-kiem-tra"))
        for address in kept.get("articles", []):
            yield name, address


@pytest.mark.parametrize(("name", "address"), [*_addresses()])
def test_an_attested_article_is_one_of_its_site_alone(name, address):
    assert [found.name for found in BUNDLED if found.identity(address) is not None] == [name]


@pytest.mark.parametrize(
    ("name", "address"),
    [(name, address) for name, kept in ATTESTED.items() for address in kept.get("others", [])],
)
def test_what_attests_a_host_lies_on_it(name, address):
    assert BY_NAME[name].holds(address)


# Hàng của danh sách là chính đường dẫn (`h3 a[href]`): bộ chọn đường dẫn phải tìm ra nó.
@pytest.mark.parametrize(
    "found",
    [found for found in BUNDLED if re.search(r"(?:^|[ ,])a[.\[]", found.listing.item)],
    ids=lambda found: found.name,
)
def test_a_row_that_is_a_link_is_found(found):
    row = lxml.html.fromstring('<a class="title cms-link article-title show h4" href="/x">Tin</a>')
    assert soupsieve.select(found.listing.link, soup_of(row))


def test_different_articles_of_a_site_stay_apart():
    told = [(name, BY_NAME[name].identity(address)) for name, address in _addresses()]
    assert [pair for pair, times in Counter(told).items() if times > 1] == []
