"""A page names its CMS by two signals, and says whose portal it is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from scrapers import recognise, site
from scrapers.samples.portal import SITES

DECLARED = [site.load(path) for path in sorted(SITES.glob("*.toml"))]
DECLARED.append(site.find("daknong_stc", None))


def shown(found: site.Site) -> str:
    """The first listing page of a declaration, with the address that it was asked at."""
    sample = next(sample for sample in found.sample if sample.kind == "listing")
    return (found.folder / sample.page).read_text(encoding="utf-8") + found.origin + sample.url


@pytest.mark.parametrize("found", DECLARED, ids=lambda found: found.name)
def test_each_family_is_recognised_and_no_other(found: site.Site) -> None:
    assert recognise.families_of(shown(found)) == (found.family,)


def test_each_skeleton_is_recognised_and_no_other(shared: Path) -> None:
    names = [path.name for path in (shared / "families").iterdir() if path.is_dir()]
    pages = {n: (shared / "families" / n / "list.html").read_text("utf-8") for n in names}
    assert {name: recognise.families_of(page) for name, page in pages.items()} == {
        name: (name,) for name in names
    }


def test_one_signal_alone_is_no_proof() -> None:
    for family in site.families():
        assert len(site.signals(family)) >= 2, family
    assert recognise.families_of('<meta name="generator" content="Drupal 9"/>') == ()


# Mỗi dòng: các trang của một cổng, và tên cổng tự xưng.
@pytest.mark.parametrize(
    ("pages", "title"),
    [
        # Tên cổng ở đuôi thẻ title của mọi trang, tên mục hay tên bài đứng trước.
        (["<title>Thông báo - Sở Nội vụ tỉnh Bắc Ninh</title>",
          "<title>Kế hoạch số 5 - Sở Nội vụ tỉnh Bắc Ninh</title>"], "Sở Nội vụ tỉnh Bắc Ninh"),
        # Thẻ title không có tên cổng: tên đứng ở đầu trang hoặc chân trang nào cũng có.
        (["<title>Thông báo</title><h2>Sở Y tế tỉnh Huế</h2><p>Một</p>",
          "<title>Kế hoạch</title><h2>Sở Y tế tỉnh Huế</h2><p>Hai</p>"], "Sở Y tế tỉnh Huế"),
        # Danh sách tin ở mọi trang không phải là tên cổng.
        (["<title>Tin</title><a>Sở Y tế kiểm tra</a>", "<title>Bài</title><a>Sở Y tế kiểm tra</a>"],
         ""),
        (['<meta property="og:site_name" content="Báo Huế"/><title>Tin</title>',
          "<title>Bài</title>"], "Báo Huế"),
    ],
)  # fmt: skip
def test_a_portal_is_called_what_all_its_pages_call_it(pages: list[str], title: str) -> None:
    assert recognise.title_of(pages[0], pages[1:]) == title


# Mỗi dòng: tên cổng, và đó là cổng của cơ quan loại nào.
@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Sở Khoa học và Công nghệ thành phố Huế", "department"),
        ("Báo và Phát thanh, Truyền hình Huế", "newspaper"),
        ("Bộ Nội vụ", "ministry"),
        ("UBND huyện Đắk Song", "district"),
        ("Văn phòng UBND tỉnh Lạng Sơn", "office"),
        ("Cổng thông tin điện tử tỉnh Điện Biên", "province"),
        ("Trang chủ", None),
        # "xã hội" không phải xã, "Bộ Chỉ huy" không phải bộ, "cán bộ" cũng không.
        ("Bảo hiểm xã hội tỉnh Long An", "office"),
        ("Bộ Chỉ huy Quân sự tỉnh Long An", "office"),
        ("Trường Đào tạo cán bộ Lê Hồng Phong", "office"),
        ("Kho bạc Nhà nước tỉnh Long An", "office"),
        ("Hội Nông dân tỉnh Long An", "office"),
        ("Hội đồng nhân dân tỉnh Long An", "province"),
    ],
)
def test_the_kind_of_body_is_told_by_its_name(title: str, kind: str | None) -> None:
    assert recognise.kind_of(title) == kind


# Mỗi dòng: lời của trang, địa chỉ, và tỉnh.
@pytest.mark.parametrize(
    ("texts", "url", "province"),
    [
        (["Sở Tài chính tỉnh Đắk Nông"], "http://stc.gov.vn/", "Đắk Nông"),
        (["Trang chủ"], "https://skhcn.langson.gov.vn/", "Lạng Sơn"),
        (["Trang chủ"], "https://snv-quangninh.gov.vn/", "Quảng Ninh"),
        (["Trang chủ"], "https://moha.gov.vn/", None),
    ],
)
def test_the_province_is_named_or_in_the_host(
    texts: list[str], url: str, province: str | None
) -> None:
    assert recognise.province_in(texts, url) == province


# Mỗi dòng: một mẩu trang lặp lại mãi, không bao giờ khép.
@pytest.mark.parametrize(
    "evil",
    ["<meta generator", '<div class="news_column', "class='", '<h1 class="page-title"', "?tc="],
)
def test_evil_pages_are_looked_through_in_a_moment(evil: str) -> None:
    page = (evil + " ") * (400_000 // len(evil))
    start = time.perf_counter()
    recognise.families_of(page)
    for found in DECLARED:
        for pattern in (*found.soft_404, *found.blocked):
            pattern.search(page)
    assert time.perf_counter() - start < 10
