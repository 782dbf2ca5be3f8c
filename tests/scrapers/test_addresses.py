"""Links as portals write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.addresses import file_name, is_file, resolved

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


def test_a_file_has_the_name_its_address_shows():
    assert file_name("https://x/img/K%E1%BA%BF%20ho%E1%BA%A1ch.pdf?v=1") == "Kế hoạch.pdf"
