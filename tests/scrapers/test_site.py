"""A declaration is read strictly, and it alone says what names an article."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import addresses, site
from scrapers.settings import ConfigError

SITE = """
name = "mau"
title = "Sở Mẫu"
family = "{family}"
origin = "https://so.mau.example"
aliases = ["cu.mau.example"]
province = "Huế"
kind = "department"
rights = "official"
evidence = "Một trang đã lưu"
listings = [{{ url = "/tin-tuc", category = "Tin tức" }}]
{more}
"""


def declared(tmp_path, *, family="slugid_mvc", more="", replace=("", "")):
    path = tmp_path / "mau.toml"
    path.write_text(SITE.format(family=family, more=more).replace(*replace), encoding="utf-8")
    return path


def load(tmp_path, **kinds):
    return site.load(declared(tmp_path, **kinds))


# Mỗi dòng: điều viết sai, và những gì thông báo phải nêu (khóa, giá trị).
WRONG = [
    ({"more": "mau_sac = 3"}, ["mau_sac", "3"]),  # khóa lạ
    ({"more": "[article]\ntieu_de = 'h1'"}, ["article.tieu_de", "'h1'"]),  # khóa lạ trong bảng
    ({"replace": ('province = "Huế"', "")}, ["province", "missing"]),  # thiếu khóa
    ({"more": "[article]\ntitle = 'h1['"}, ["article.title", "h1["]),  # CSS hỏng
    ({"more": "[article]\nbody = '.noi-dung::before'"}, ["article.body", "::"]),  # không thuần
    ({"more": "[article]\ndrop = ['div:khong-co']"}, ["article.drop", "khong-co"]),
    ({"more": "[listing]\nlink = 'a['"}, ["listing.link", "a["]),
    ({"more": "identity_patterns = ['(a']"}, ["identity_patterns", "(a"]),  # biểu thức hỏng
    ({"more": r"identity_patterns = ['-(\\d+)$']"}, ["identity_patterns", "backslash"]),
    ({"more": "[listing]\nscript = 'khong_co'"}, ["listing.script", "khong_co"]),
    ({"more": "[listing]\nnext_path = '{trang}'"}, ["listing.next_path", "{trang}"]),
    ({"more": "[listing]\npick = 'bat_ky'"}, ["listing.pick", "bat_ky"]),
    ({"replace": ("https://so.mau.example", "so.mau.example/")}, ["origin", "so.mau.example/"]),
    ({"replace": ('kind = "department"', 'kind = "cty"')}, ["kind", "cty"]),
    ({"replace": ('name = "mau"', 'name = "khac"')}, ["name", "khac"]),  # khác tên tệp
    ({"family": "khong_co"}, ["family", "khong_co", "drupal"]),  # nêu những họ đã biết
    ({"family": "common"}, ["family", "common"]),
    ({"more": "folder = '/tmp'"}, ["folder"]),
    ({"more": "name ="}, ["mau.toml"]),  # không phải TOML
    ({"more": "listings = []", "replace": ("listings = [{ url", "x = [{ url")}, ["listings"]),
]


@pytest.mark.parametrize(("wrong", "told"), WRONG)
def test_a_mistake_is_told_in_one_line_with_file_key_and_value(tmp_path, wrong, told):
    path = declared(tmp_path, **wrong)
    with pytest.raises(ConfigError) as caught:
        site.load(path)
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    for part in told:
        assert part in message


# Mỗi dòng: điều viết sai, và dòng của tệp nói điều đó (dòng đầu tệp để trống).
@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ({"family": "khong_co"}, 4),
        ({"replace": ('kind = "department"', 'kind = "cty"')}, 8),
        ({"more": "mau_sac = 3"}, 12),
        ({"more": "\n# ghi chú\n[article]\n# nữa\nbody = '.a'\ntitle = 'h1['"}, 17),
        ({"more": "[listing]\nlink = 'a'\n[article]\ndrop = [\n  'a',\n  'div:la',\n]"}, 15),
        ({"more": "article.title = 'h1['"}, 12),
        ({"more": "identity_patterns = ['(a']"}, 12),
        ({"more": "folder = '/tmp'"}, 12),
        ({"more": "name ="}, 12),
    ],
)
def test_a_mistake_names_its_line(tmp_path, wrong, line):
    with pytest.raises(ConfigError, match=rf"line {line}\b"):
        site.load(declared(tmp_path, **wrong))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ConfigError, match=r"khong_co\.toml: no such file"):
        site.load(tmp_path / "khong_co.toml")


def test_a_site_lies_over_its_family_and_furniture_adds_up(tmp_path):
    found = load(tmp_path, more="[article]\ntitle = 'h2'\ndrop = ['.quang-cao']")
    assert found.article.title == ("h2",)
    assert found.article.body == (".post-content",)  # của họ
    assert {".quang-cao", ".share", "form"} <= set(found.article.drop)


# Mỗi dòng: họ, các địa chỉ của cùng một bài.
SAME = [
    (
        "slugid_mvc",
        "20997",
        ["/tin-tuc/a-b-20997", "/thong-bao/a-20997/", "/tin-tuc/a-b-20997?x=1"],
    ),
    ("drupal", "78291", ["/vi/node/78291", "/index.php/en/node/78291", "/vi/print/78291"]),
    ("drupal", "78291", ["/vi/print/pdf/node/78291", "/node/78291/"]),
    (
        "drupal",
        "tin-tuc/ke-hoach-cchc",
        ["/vi/tin-tuc/ke-hoach-cchc", "/tin-tuc/ke-hoach-cchc.html"],
    ),
    ("slugid_mvc", "1234", ["/tin-tuc/ke-hoach---id1234", "/bai-viet/ke-hoach-1234"]),
    ("newspaper_cate", "48437", ["/a-post48437.html", "/a-postid48437.bbg"]),
    ("vnpt_portal", "32403960", ["/chi-tiet-tin?/a-b/32403960", "/chi-tiet-tin?%2Fa%2F32403960="]),
    ("vnpt_portal", "932662", ["/cai-cach-hanh-chinh/cong-tac-932662"]),
    ("newspaper_cate", "48437", ["/anh/a-48437.aspx", "/anh/a-a48437.html", "/print?a=48437"]),
    ("aspnet_custom", "9023", ["/?gd=12&cn=79&tc=9023", "/Default.aspx?tc=9023&in=1"]),
    (
        "nukeviet",
        "6196",
        [
            "/vi/news/thong-bao/ke-hoach-6196.html",
            "/vi/news/print/thong-bao/ke-hoach-6196.html",
            "/vi/news/savefile/thong-bao/ke-hoach-6196",
            "/index.php?language=vi&nv=news&op=thong-bao/ke-hoach-6196",
            "/en/news/thong-bao/ke-hoach-6196/",
        ],
    ),
    (
        "liferay",
        "ke-hoach",
        [
            "/-/ke-hoach",
            "/web/guest/tin/-/asset_publisher/SUvaAKdUf4CG/content/ke-hoach?redirect=%2Ftin",
            "/tin/-/asset_publisher/khac/content/ke-hoach?inheritRedirect=true",
        ],
    ),
    (
        "liferay",
        "141199571",
        ["/-/details/37632/ke-hoach-141199571", "/vi/-/details/1/k-141199571"],
    ),
    ("liferay", "1711122067", ["/xem/-/asset_publisher//Content/ke-hoach?1711122067"]),
    (
        "sharepoint_tandan",
        "2020-5-29/ke-hoach-kiemqx7ab2",
        [
            "/portal/Pages/2020-5-29/ke-hoach-kiemqx7ab2.aspx",
            "/portal/pages/2020-5-29/ke-hoach-kiemqx7ab2.aspx?In=1",
        ],
    ),
    (
        "sharepoint_webpart",
        "ThongBao/70",
        [
            "/noidung/tintuc/Lists/ThongBao/View_Detail.aspx?ItemID=70",
            "/noidung/tintuc/Lists/ThongBao/View_Detail.aspx?lang=vi&ItemID=70&x=1",
            "/noidung/tintuc/Lists/ThongBao/DispForm.aspx?ID=70",
        ],
    ),
    ("sharepoint_webpart", "3011", ["/qt/tintuc/pages/tin.aspx?ItemID=3011"]),
    (
        "dotnetnuke",
        "507/7701",
        [
            "/Default.aspx?tabid=119&ctl=detail&mid=507&id=7701",
            "/Default.aspx?tabid=119&id=7701&mid=507",
            "/tabid/119/ctl/detail/mid/507/id/7701/default.aspx",
            "/thong-bao/ctl/detail/mid/507/id/7701",
        ],
    ),
    ("wordpress", "ke-hoach", ["/ke-hoach/", "/ke-hoach", "/2024/05/21/ke-hoach/"]),
    ("wordpress", "ke-hoach", ["/tin/ke-hoach/?print=print", "/wp-json/wp/v2/posts?slug=ke-hoach"]),
    (
        "joomla",
        "640",
        [
            "/thong-bao/640-ke-hoach",
            "/thong-bao/640-ke-hoach.html?tmpl=component&print=1",
            "/index.php?option=com_content&view=article&id=640:ke-hoach&catid=9",
            "/index.php?option=com_content&task=view&id=640",
        ],
    ),
    ("spa_json", "8f0c1", ["/tin/ke-hoach-8f0c1", "/en/tin/ke-8f0c1/", "/api/articles/8f0c1"]),
    (
        "sharepoint_lacviet",
        "bao-cao-cchc",
        ["/bao-cao-cchc", "/bao-cao-cchc/", "/bao-cao-cchc/?x=1"][:2],
    ),
]


# Mỗi dòng: họ, địa chỉ không phải là một bài.
NO_ARTICLE = [
    ("drupal", "/vi/thong-bao?page=3"),
    ("drupal", "/taxonomy/term/9"),
    ("drupal", "/user/login-trang-quan-tri"),
    ("drupal", "/sites/default/files/ke-hoach"),
    ("nukeviet", "/vi/news/thong-bao/page-338"),
    ("nukeviet", "/vi/news/thong-bao/ke-hoach-6196.html?download=1&id=0"),
    ("nukeviet", "/vi/news/rss/thong-bao-12/"),
    ("liferay", "/documents/20123/8/ke+hoach.pdf/5d1c?t=17"),
    ("liferay", "/web/guest/tin/-/asset_publisher/SUvaAKdUf4CG/rss"),
    ("liferay", "/wps/portal/!ut/p/b1/04_Sj9CP"),
    ("sharepoint_tandan", "/portal/Pages/default.aspx"),
    ("sharepoint_tandan", "/portal/_layouts/15/Authenticate.aspx?Source=%2Fportal"),
    ("sharepoint_webpart", "/noidung/tintuc/Lists/ThongBao/Attachments/902/TB_216.doc"),
    ("sharepoint_webpart", "/pages/tintuc/print.aspx?ItemID=902"),
    ("dotnetnuke", "/LinkClick.aspx?fileticket=a&tabid=119&mid=507&id=3"),
    ("dotnetnuke", "/Default.aspx?tabid=119"),
    ("wordpress", "/category/thong-bao/"),
    ("wordpress", "/thong-bao/page/2/"),
    ("wordpress", "/2024/05/"),
    ("wordpress", "/wp-content/uploads/2024/05/kh.pdf"),
    ("wordpress", "/wp-json/wp/v2/posts?per_page=100&page=2"),
    ("joomla", "/thong-bao?start=10"),
    ("joomla", "/index.php?option=com_content&view=category&id=9"),
    ("spa_json", "/api/files/8f0c1/kh.pdf"),
    ("spa_json", "/api/articles?category=tin&pageSize=10"),
]


@pytest.mark.parametrize(("family", "path"), NO_ARTICLE)
def test_lists_files_and_feeds_are_no_articles(tmp_path, family, path):
    assert load(tmp_path, family=family).identity("https://so.mau.example" + path) is None


def test_parameters_of_the_way_here_are_dropped_and_a_bare_number_stays(tmp_path):
    found = load(tmp_path, family="liferay")
    url = "https://so.mau.example/-/asset_publisher//Content/ke-hoach?1711"
    assert found.article_url(url) == url
    way = "https://so.mau.example/-/a?redirect=%2Fb%3Fp_p_id%3D3&p_p_id=x&inheritRedirect=true&i=2"
    assert found.article_url(way) == "https://so.mau.example/-/a?i=2"


@pytest.mark.parametrize(("family", "identity", "paths"), SAME)
@pytest.mark.parametrize(
    "host", ["https://so.mau.example", "http://www.so.mau.example", "http://cu.mau.example"]
)
def test_all_addresses_of_an_article_have_one_identity(tmp_path, family, identity, paths, host):
    found = load(tmp_path, family=family)
    assert {found.identity(host + path) for path in paths} == {identity}


# Không phải bài của trang này: trang danh sách, trang chủ, máy khác, cổng khác, địa chỉ hỏng.
@pytest.mark.parametrize(
    "url",
    [
        "https://so.mau.example/tin-tuc",
        "https://so.mau.example/tin-tuc/",
        "https://so.mau.example/",
        "https://khac.mau.example/tin-tuc/a-20997",
        "https://so.mau.example:8443/tin-tuc/a-20997",
        "ftp://so.mau.example/tin-tuc/a-20997",
        "https://[::1/tin-tuc/a-20997",
        "mailto:vanthu@so.mau.example",
        "",
    ],
)
def test_other_addresses_have_none(tmp_path, url):
    assert load(tmp_path).identity(url) is None


def test_a_site_fetched_elsewhere_keeps_its_addresses_and_identities(tmp_path):
    found = load(tmp_path).at("http://127.0.0.1:8765/")
    asked = found.fetch_url("https://so.mau.example/tin-tuc/a-20997?x=1")
    assert asked == "http://127.0.0.1:8765/tin-tuc/a-20997?x=1"
    assert found.declared_url(asked) == "https://so.mau.example/tin-tuc/a-20997?x=1"
    assert found.declared_url("http://cu.mau.example/a-20997") == "https://so.mau.example/a-20997"
    assert found.identity(asked) == "20997"
    assert found.listing_urls() == ("https://so.mau.example/tin-tuc",)
    assert found.fetch_url("https://khac.mau.example/a.pdf") == "https://khac.mau.example/a.pdf"


def test_an_origin_that_is_none_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="fetched_from"):
        load(tmp_path).at("127.0.0.1:8765")


def test_own_declarations_are_found_beside_the_bundled_ones(tmp_path):
    (tmp_path / "sites").mkdir()
    declared(tmp_path / "sites")
    names = [found.name for found in site.all_sites(tmp_path)]
    assert {"mau", "daknong_stc"} <= set(names)
    assert names == sorted(names)
    assert site.find("mau", tmp_path).title == "Sở Mẫu"


def test_an_unknown_name_tells_the_known_ones(tmp_path):
    with pytest.raises(ConfigError, match=r"'khong_co'.*daknong_stc"):
        site.find("khong_co", tmp_path)


@given(
    st.sampled_from(["http://", "https://", "HTTP://", "ftp://", ""]),
    st.text("aZ.:809@w-_", max_size=12),
    st.text("/a?=#%. &\n", max_size=8),
)
def test_plain_addresses_are_taken_apart_as_all_others(scheme, host, rest):
    """Địa chỉ thường gặp được tách nhanh, kết quả như mọi địa chỉ khác."""
    url = scheme + host + rest
    quick = _taken_apart(url)
    with patch.object(addresses, "_PLAIN", re.compile(r"(?!)")):
        assert quick == _taken_apart(url)


def _taken_apart(url):
    try:
        return addresses.site_host.__wrapped__(url), addresses.path_of.__wrapped__(url)
    except ValueError:
        return addresses.site_host.__wrapped__(url)
