"""Links as portals write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.addresses import file_name, is_download, is_file, resolved

PAGE = "https://so.mau.example/tin/danh-sach?cate=3"

# Mỗi dòng: liên kết như cổng viết, địa chỉ để hỏi.
LINKS = [
    ("/tin/a-1.html", "https://so.mau.example/tin/a-1.html"),
    ("?cate=3&page=2", "https://so.mau.example/tin/danh-sach?cate=3&page=2"),
    ("//khac.example/a", "https://khac.example/a"),
    ("http:moc.mau.example/tin", "http://moc.mau.example/tin"),  # thiếu hai gạch chéo
    ("http:/moc.mau.example/tin", "http://moc.mau.example/tin"),
    ("http//moc.mau.example/tin", "http://moc.mau.example/tin"),
    ("http://https://moc.mau.example/", "https://moc.mau.example/"),
    ("HTTPS://So.Mau.Example/A", "https://So.Mau.Example/A"),
    ("/img\\a b.pdf", "https://so.mau.example/img/a%20b.pdf"),
    ("/tin/\r\n a%0A.html", "https://so.mau.example/tin/%20a.html"),
    ("/tệp/kế hoạch.pdf", "https://so.mau.example/t%E1%BB%87p/k%E1%BA%BF%20ho%E1%BA%A1ch.pdf"),
    ("/a%20b.pdf", "https://so.mau.example/a%20b.pdf"),  # đã mã hóa thì giữ nguyên
    ("/Content/tin?5573", "https://so.mau.example/Content/tin?5573"),  # tham số không tên
    (
        "/chi-tiet-tin?%2Fslug%2F32403960=",
        "https://so.mau.example/chi-tiet-tin?%2Fslug%2F32403960=",
    ),
    ("/a;jsessionid=0A1B.node1?id=2", "https://so.mau.example/a?id=2"),
    ("/a#binh-luan", "https://so.mau.example/a"),
    ("  /a ", "https://so.mau.example/a"),
    ("https://so.mau.example", "https://so.mau.example/"),
    ("", None),
    ("#", None),
    ("javascript:__doPostBack('a','Page$2')", None),
    ("mailto:vanthu@so.mau.example", None),
    ("tel:0200", None),
    ("data:text/html,x", None),
    ("http://[::1", None),
    ("http://so.mau.example:cong/", None),
]


@pytest.mark.parametrize(("link", "address"), LINKS)
def test_a_link_becomes_an_address_to_ask_for(link, address):
    assert resolved(link, PAGE) == address


@given(st.text(max_size=60))
def test_any_link_is_an_address_or_none_and_stays_so(link):
    address = resolved(link, PAGE)
    if address is not None:
        assert address.startswith(("http://", "https://"))
        assert address.isascii() or not address.split("/")[2].isascii()
        assert resolved(address, PAGE) == address


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://x/a.PDF", True),
        ("https://x/a.docx?version=1.0", True),
        ("https://x/a%2Exls", True),
        ("https://x/tin.html", False),
        ("https://x/pdf", False),
        ("https://x/xem?tep=a.pdf", False),
    ],
)
def test_a_file_is_known_by_the_end_of_its_path(url, is_one):
    assert is_file(url) is is_one


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("https://x/a.pdf", True),
        ("https://x/LinkClick.aspx?fileticket=hL3v9%3d&tabid=119", True),
        ("https://x/vi/news/tin-1.html?download=1&id=0", True),
        ("https://x/documents/20123/81200/ke+hoach.pdf/5d1c?t=17", True),
        ("https://x/Handlers/Tai.ashx?id=3", True),
        ("https://x/xem?tep=/kho/a.docx", True),
        ("https://x/download/a-1?x=2", True),
        ("https://x/documents", False),
        ("https://x/tin?id=0", False),
        ("https://x/tai-ve-sao-luu", False),
        ("https://x/downloads-huong-dan", False),
    ],
)
def test_a_download_is_known_by_what_hands_it_out(url, is_one):
    assert is_download(url) is is_one


# Mỗi dòng: địa chỉ, tên tệp trong đó.
NAMES = [
    ("https://x/a/KH%2019.pdf", "KH 19.pdf"),
    ("https://x/a/1+1.pdf", "1+1.pdf"),
    ("https://x/documents/2/8/ke+hoach.pdf/5d1c-7e?t=17", "ke hoach.pdf"),
    ("https://x/xem?tep=kho\\2024\\a.docx", "a.docx"),
    ("https://x/LinkClick.aspx?fileticket=a", "LinkClick.aspx"),
    ("https://x/", ""),
]


@pytest.mark.parametrize(("url", "name"), NAMES)
def test_the_name_in_an_address(url, name):
    assert file_name(url) == name


def test_a_file_has_the_name_its_address_shows():
    assert file_name("https://x/img/K%E1%BA%BF%20ho%E1%BA%A1ch.pdf?v=1") == "Kế hoạch.pdf"
