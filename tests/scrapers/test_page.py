"""Articles and listings: what is read, from where, and what is refused."""

from __future__ import annotations

import codecs
import time
import unicodedata
from contextlib import nullcontext, suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers import site
from scrapers.page import (
    Blocked,
    Item,
    NotOnPage,
    Request,
    SoftNotFound,
    read_article,
    read_listing,
)
from scrapers.rules import Listing

URL = "https://so.mau.example/tin-tuc/bai-20997"
PAGE = """<!DOCTYPE html><html><head>{head}</head><body>
<nav><a href="/">Trang chủ</a></nav>
<h1 class="post-name">{title}</h1><span class="post-time">{stamp}</span>
<div class="post-content">{body}</div><aside>Đang online: 3</aside></body></html>"""


def mau(tmp_path, more=""):
    path = tmp_path / "mau.toml"
    path.write_text(
        f"""
name = "mau"
title = "Sở Mẫu"
family = "slugid_mvc"
origin = "https://so.mau.example"
province = "Huế"
kind = "department"
rights = "official"
evidence = "Một trang đã lưu"
soft_404 = ['Không tìm thấy nội dung']
listings = [{{ url = "/tin-tuc", category = "Tin tức" }}]
{more}
""",
        encoding="utf-8",
    )
    return site.load(path)


@pytest.fixture
def so_mau(tmp_path):
    return mau(tmp_path)


def page(body="<p>Nội dung</p>", *, title="Kế hoạch kiểm tra", stamp="", head=""):
    return PAGE.format(body=body, title=title, stamp=stamp, head=head).encode()


# Mỗi dòng: thân bài như cổng viết, và các dòng phải đọc được.
BODIES = [
    ("<p>Một&nbsp; \n hai</p><p></p><p>&#8203;ba</p>", "Một hai\nba"),  # khoảng trắng, dấu ẩn
    ("<p>Quy<span>ết</span> định<br>số 5</p>", "Quyết định\nsố 5"),  # chữ bị cắt, xuống dòng
    ("Đầu<div>giữa</div>cuối", "Đầu\ngiữa\ncuối"),  # chữ ngoài khối
    (
        "<ol><li>Sở Y tế</li><li><p>Sở Nội vụ</p><p>báo cáo</p></li></ol>",
        "1. Sở Y tế\n2. Sở Nội vụ\nbáo cáo",
    ),
    ("<ol start=3 type=a><li>x<ol><li>y</ol><li>z</ol>", "c. x\n1. y\nd. z"),  # lồng nhau
    ("<ol type=I><li>Kết quả<li>Hạn chế</ol>", "I. Kết quả\nII. Hạn chế"),
    ("<ol><li>1. đã có số</ol><ul><li>gạch</ul>", "1. đã có số\ngạch"),
    (
        "<table><tr><td>TT<td><p>Đơn</p><p>vị</p><tr><td>1<td>&nbsp;<td>Huế</table>",
        "TT\tĐơn vị\n1\t\tHuế",
    ),
    ("<table><tr><td colspan=2>I. Khối sở<tr><td>1<td>x</table>", "I. Khối sở\n1\tx"),
    ("<table><tr><td><p>a</p><p>b</p></td><td></td></tr></table>", "a\nb"),  # bảng để dàn trang
    (  # ô gộp ngang và gộp dọc: cột nào vẫn ở cột ấy
        """<table><tr><th rowspan=2>TT<th rowspan=2>Đơn vị<th colspan=2>Điểm</tr>
        <tr><th>2023<th>2024</tr><tr><td>1<td rowspan=2>Khối sở<td>80<td>81</tr>
        <tr><td>2<td>82<td>83</tr></table>""",
        "TT\tĐơn vị\tĐiểm\n\t\t2023\t2024\n1\tKhối sở\t80\t81\n2\t\t82\t83",
    ),
    ("<table><tr><td rowspan=2>Sở Y tế<td>80<tr><td>81</table>", "Sở Y tế\t80\n\t81"),
    ("<table><tr><td rowspan=x colspan=-2>a<td>b</table>", "a\tb"),
    ("<table><tr><td>lề<td><table><tr><td>1<td>2</table></table>", "lề\n1\t2"),  # bảng trong bảng
    (
        "<p>Description: C:\\Users\\A B\\Desktop\\DSC_0062.JPG</p><p>x</p>",
        "x",
    ),  # chữ thay ảnh của Word
    ("<p>Mô tả: \\\\may-01\\anh.png Sở họp</p>", "Sở họp"),
    ("<p>x</p><p>Kế hoạch kiểm tra</p><p>kế hoạch kiểm tra -0</p>", "x"),  # chú thích lặp tiêu đề
    ("<p>Kế hoạch kiểm tra</p>", "Kế hoạch kiểm tra"),  # trang không nói gì hơn
    ("<figure><img><figcaption>Ảnh</figcaption></figure><p>x</p>", "x"),
    ("<div class=share>Facebook Zalo</div><p>x</p><audio src=a>0:00</audio>", "x"),
    ("<p>x</p><script>var a=1</script><style>p{}</style><!-- y --><select><option>z</select>", "x"),
    ('<p style="display: none">ẩn</p><p>x</p>', "x"),
    ("<p>hoa\u0300</p>", "ho\u00e0"),  # NFD thành NFC
    (  # danh sách của Word: số nằm trong thẻ riêng
        """<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>1.
        <span>&nbsp;&nbsp; </span></span><![endif]>Sở Y tế<o:p></o:p></p>""",
        "1. Sở Y tế",
    ),
    (  # những gì Word dán kèm
        """<xml><w:View>Normal</w:View></xml><p>Normal 0 false false false EN-US X-NONE</p>
        <p>x</p><p>/* Style Definitions */ table.MsoNormalTable {mso-style-name:'Bảng';}</p>""",
        "x",
    ),
    ("<p>Nguồn: Báo&lt;o:p&gt;&lt;/o:p&gt;</p>", "Nguồn: Báo"),
    ("", ""),
]


@pytest.mark.parametrize(("body", "text"), BODIES)
def test_blocks_become_lines(so_mau, body, text):
    assert read_article(so_mau, page(body), URL).text == text


# Mỗi dòng: tem ngày trên trang, dòng danh sách, phần đầu trang; ngày và nguồn của ngày.
DAYS = [
    ("Cập nhật: 05/04/2026 07:30", None, "", ("2026-04-05", "selector")),
    ("Thứ Ba, ngày 14/01/2020", "2020-01-01", "", ("2020-01-14", "selector")),
    ("05 Tháng 9 2026", None, "", ("2026-09-05", "selector")),
    ("9-3-2024", None, "", ("2024-03-09", "selector")),
    # "Năm" là tháng năm, không phải năm; tháng viết tắt như trình duyệt viết.
    ("Tháng Năm 27, 2024", None, "", ("2024-05-27", "selector")),
    ("27 Tháng Năm 2024", None, "", ("2024-05-27", "selector")),
    ("Tháng Mười Một 20, 2024", None, "", ("2024-11-20", "selector")),
    ("27 thg 6, 2024", None, "", ("2024-06-27", "selector")),
    ("Th6 27, 2024", None, "", ("2024-06-27", "selector")),
    ("Đăng ngày 27 / 5 / 2024", None, "", ("2024-05-27", "selector")),
    ("2024/05/27 08:30", None, "", ("2024-05-27", "selector")),
    ("/Date(1716773400000)/", None, "", ("2024-05-27", "selector")),
    ("31 tháng 2 năm 2024", None, "", (None, None)),
    ("", "2026-04-05", "", ("2026-04-05", "listing")),
    ("hôm qua", "2026-04-05", "", ("2026-04-05", "listing")),
    ("31/02/2026", None, "", (None, None)),  # không có ngày này
    ("04/13/2026", None, "", (None, None)),  # không phải kiểu Mỹ
    ("Quý II/2026", None, "", (None, None)),
    (
        "",
        None,
        '<meta property="article:published_time" content="2026-04-05T18:30:00Z">',
        ("2026-04-06", "metadata"),
    ),
    (
        "",
        None,
        '<script type="application/ld+json">[{"datePublished":"2026-04-05"}]</script>',
        ("2026-04-05", "metadata"),
    ),
    ("", None, '<script type="application/ld+json">{hỏng</script>', (None, None)),
    (  # NukeViet viết múi giờ vào chỗ của chữ T
        "",
        None,
        '<meta property="article:published_time" content="2026-04-05+0707:30:00">',
        ("2026-04-05", "metadata"),
    ),
    (  # ngày của bài, không phải ngày của trang web
        "",
        None,
        """<script type="application/ld+json">{"@graph":[
        {"@type":"WebPage","datePublished":"2019-01-01"},
        {"@type":"NewsArticle","datePublished":"2026-04-05T00:30:00+00:00"}]}</script>""",
        ("2026-04-05", "metadata"),
    ),
    (
        "",
        None,
        '<time itemprop="datePublished" datetime="2026-04-05">x</time>',
        ("2026-04-05", "metadata"),
    ),
    (  # ngày của hai tin khác nhau: không biết là ngày của tin nào
        "",
        None,
        '<i itemprop="datePublished">2026-04-05</i><i itemprop="datePublished">2026-04-06</i>',
        (None, None),
    ),
    ("", None, '<meta itemprop="dateModified" content="2026-04-05">', (None, None)),
]


@pytest.mark.parametrize(("stamp", "row", "head", "day"), DAYS)
def test_the_day_comes_from_page_row_or_head_never_from_the_body(so_mau, stamp, row, head, day):
    body = "<p>Thực hiện Kế hoạch số 19/KH-SKHCN ngày 13/3/2023</p>"
    listed = Item(URL, "x", row)
    notice = read_article(so_mau, page(body, stamp=stamp, head=head), URL, listed=listed)
    assert (notice.published, notice.published_from) == day


# Mỗi dòng: địa chỉ, ai nói ngày nào; ngày và nguồn: danh sách, rồi địa chỉ, RSS, đầu trang.
ORDER = [
    ("/2026-4-5/x-20997", ("2026-04-04", "listing"), ("2026-04-04", "listing")),
    ("/2026-4-5/x-20997", ("2026-04-03", "feed"), ("2026-04-05", "url")),
    ("/2026-4-5/x-20997", (None, "listing"), ("2026-04-05", "url")),
    ("/2026-13-5/x-20997", ("2026-04-03", "feed"), ("2026-04-03", "feed")),  # không có tháng 13
    ("/tin/x-20997", ("2026-04-03", "feed"), ("2026-04-03", "feed")),
    ("/tin/x-20997", (None, "feed"), ("2020-01-01", "metadata")),
]


@pytest.mark.parametrize(("path", "told", "day"), ORDER)
def test_row_address_feed_and_head_tell_the_day_in_this_order(tmp_path, path, told, day):
    found = mau(tmp_path, r"url_date = '/(?P<y>\d{4})-(?P<m>\d+)-(?P<d>\d+)/'")
    head = '<meta property="article:published_time" content="2020-01-01">'
    url = f"https://so.mau.example{path}"
    notice = read_article(found, page(head=head), url, listed=Item(url, "x", *told))
    assert (notice.published, notice.published_from) == day


# Mỗi dòng: tiêu đề như trang viết, ngày đăng, tiêu đề phải đọc được.
GLUED = [
    ("Kết luận kiểm tra (05/04/2026)", "05/04/2026", "Kết luận kiểm tra"),
    ("Kết luận kiểm tra (5.4.2026 08:15)", "05/04/2026", "Kết luận kiểm tra"),
    ("Ngày Chuyển đổi số (10/10/2025)", "05/04/2026", "Ngày Chuyển đổi số (10/10/2025)"),
    ("Kết luận kiểm tra (05/04/2026)", "", "Kết luận kiểm tra (05/04/2026)"),
    ("(05/04/2026)", "05/04/2026", "(05/04/2026)"),
    ("[05/04/2026] Kết luận kiểm tra", "05/04/2026", "Kết luận kiểm tra"),
    ("05/04/2026 - Kết luận kiểm tra", "05/04/2026", "Kết luận kiểm tra"),
    ("Kết luận kiểm tra đợt 2 - 05/04/2026", "05/04/2026", "Kết luận kiểm tra đợt 2"),
    ("Kết luận kiểm tra 05/04/2026 08:15", "05/04/2026", "Kết luận kiểm tra"),
    ("Kết luận kiểm tra Cập nhật: 08:15, 05/04/2026", "05/04/2026", "Kết luận kiểm tra"),
    ("Kết luận kiểm tra | Ngày đăng: 05/04/2026", "05/04/2026", "Kết luận kiểm tra"),
    # ngày của việc, không phải ngày đăng dán vào
    ("Hội nghị ngày 05/04/2026", "05/04/2026", "Hội nghị ngày 05/04/2026"),
    ("Lịch họp từ 30/03/2026 - 05/04/2026", "05/04/2026", "Lịch họp từ 30/03/2026 - 05/04/2026"),
    ("Tập huấn ngày 04 - 05/04/2026", "05/04/2026", "Tập huấn ngày 04 - 05/04/2026"),
    ("Kết luận kiểm tra - 06/04/2026", "05/04/2026", "Kết luận kiểm tra - 06/04/2026"),
]


@pytest.mark.parametrize(("title", "stamp", "read"), GLUED)
def test_the_day_of_publication_is_no_part_of_the_title(so_mau, title, stamp, read):
    assert read_article(so_mau, page(title=title, stamp=stamp), URL).title == read


# Mỗi dòng: dòng thừa đứng trong thân bài.
FURNITURE = [
    "Lượt xem: 54", "Số lượt đọc: 1.189", "189 lượt xem", "Đã xem: 31 lần", "0:00 / 0:00",
    "0:00 / 0:00 Giọng nữ miền Nam", "Giọng nữ miền Nam Giọng nam miền Bắc", "Facebook Zalo",
    "Chia sẻ: Facebook Zalo", "- + A- A+ In", "-A A +A", "Về trang trước", "Xuất PDF",
    "Trở về trang trước",
    # Bộ đếm, ô đánh giá, nút bấm, chú thích ảnh của các cổng khác nhau.
    "(Lượt xem: 55)", "Số lần xem : 3", "Đã đọc: 66", "Tổng số lượt truy cập: 12.345", "Views: 123",
    "Hôm nay: 3", "Đang online: 5", "Trong tháng: 8", "Tất cả: 900", "0 bình luận", "Bình luận (3)",
    "Gửi bình luận của bạn", "Tổng số điểm của bài viết là: 5 trong 1 đánh giá",
    "Xếp hạng: 5 - 1 phiếu bầu", "Click để đánh giá bài viết", "Tags: cchc, dvc", "[Trở về]",
    "« Quay lại", "Lên đầu trang", "Xem thêm:", "Cỡ chữ: A- A A+", "Phóng to Thu nhỏ", "Chia sẻ",
    "Thích 12 Chia sẻ", "Share on Facebook", "Chia sẻ qua Zalo", "Description: anh1.jpg",
    "(Ảnh minh họa)", "Ảnh: Hà Thanh",
]  # fmt: skip
# Mỗi dòng: dòng giống đồ thừa mà là lời của văn bản.
TEXT = [
    "Lượt xem: 54 lượt, tăng 3 lượt so với tháng trước", "Facebook", "Zalo: 0912 của Tổ hỗ trợ",
    "Chia sẻ dữ liệu dùng chung", "189 lượt hồ sơ", "Tin khác với số liệu báo cáo", "A+",
    "Giọng nữ thuyết minh tại hội nghị", "In trang phục", "Các tin liên quan đến Sở Nội vụ",
    "Hôm nay: 3 xã được công nhận", "Trong tháng: 8 vụ", "Tháng 5", "Năm 2024", "Ảnh hưởng: lớn",
    "Xem thêm phụ lục kèm theo", "Quay lại vấn đề cải cách", "Bình luận viên: ông A", "Đã đọc",
    "Xếp hạng: 5", "Ảnh: trưng bày tại triển lãm; khai mạc ngày 5/6", "Chia sẻ kinh nghiệm",
    "Tổng số: 12.345", "Cỡ chữ: 14, phông Times New Roman",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_inside_the_body_is_left_out(so_mau, line):
    assert read_article(so_mau, page(f"<p>Một./.</p><p>{line}</p>"), URL).text == "Một./."


@pytest.mark.parametrize("line", TEXT)
def test_what_only_looks_like_furniture_stays(so_mau, line):
    assert read_article(so_mau, page(f"<p>Một</p><p>{line}</p>"), URL).text == f"Một\n{line}"


@pytest.mark.parametrize(
    "line",
    ["Tin khác", "Các tin khác:", "Tin liên quan", "Tin khác 1 2 3 4 5 ...", "Những tin cũ hơn",
     "Bài viết cùng chuyên mục", "Các bài viết liên quan", "Tin cùng chuyên mục", "Tin mới hơn",
     "Các tin đã đưa:"],
)  # fmt: skip
def test_lists_of_other_notices_end_the_body(so_mau, line):
    body = f"<p>Một./.</p><p>{line}</p><ul><li>Kế hoạch số 5/KH-UBND</li></ul>"
    assert read_article(so_mau, page(body), URL).text == "Một./."
    alone = f"<p>{line}</p><p>Một./.</p>"
    assert read_article(so_mau, page(alone), URL).text == f"{line}\nMột./."


# Mỗi dòng: phần dẫn trên trang, và văn bản phải đọc được.
LEADS = [
    ('<h4 class="sapo">Sở  mở lớp.</h4>', "Sở mở lớp.\nMột hai./."),
    ('<h4 class="sapo">Một  hai</h4>', "Một hai./."),  # thân bài nhắc lại phần dẫn
    ('<h4 class="sapo"> </h4>', "Một hai./."),
    ('<div class="sapo"><p>a</p><p>b</p></div><i class="sapo">c</i>', "a\nb\nMột hai./."),
    ("", "Một hai./."),
]


@pytest.mark.parametrize(("lead", "text"), LEADS)
def test_the_lead_stands_before_the_body_once(tmp_path, lead, text):
    found = mau(tmp_path, "[article]\nlead = '.sapo'")
    shown = page("<p>Một hai./.</p>").replace(b"<aside>", f"{lead}<aside>".encode())
    assert read_article(found, shown, URL).text == text


@pytest.mark.parametrize("name", ["admin", "quantri", "Administrator", "Ban_bien_tap"])
def test_an_account_is_no_author(so_mau, name):
    assert read_article(so_mau, page(f"<p>x</p><p><b>{name}</b></p>"), URL).author is None


def test_a_title_in_capitals_is_written_as_the_listing_has_it(so_mau):
    shown = page(title="KẾ HOẠCH KIỂM TRA")
    assert read_article(so_mau, shown, URL).title == "KẾ HOẠCH KIỂM TRA"
    assert (
        read_article(so_mau, shown, URL, listed=Item(URL, "Kế hoạch kiểm tra")).title
        == "Kế hoạch kiểm tra"
    )
    assert (
        read_article(so_mau, shown, URL, listed=Item(URL, "Tin khác")).title == "KẾ HOẠCH KIỂM TRA"
    )


# Mỗi dòng: phần cuối thân bài, tác giả, và phần thân còn lại.
AUTHORS = [
    ("<p>x</p><p><b>Bàng Lộc - Văn phòng</b></p>", "Bàng Lộc - Văn phòng", "x"),
    ("<p>x</p><p> <span><b>Nguồn: UBND tỉnh</b></span></p>", None, "x\nNguồn: UBND tỉnh"),
    ("<p>x</p><p>Yêu cầu <b>các Sở</b> báo cáo</p>", None, "x\nYêu cầu các Sở báo cáo"),
    ("<p>x</p><p><b> </b></p>", None, "x"),
]


@pytest.mark.parametrize(("body", "author", "text"), AUTHORS)
def test_an_author_stands_alone_in_the_last_line_and_leaves_the_body(so_mau, body, author, text):
    notice = read_article(so_mau, page(body), URL)
    assert (notice.author, notice.text) == (author, text)


def test_attachments_are_the_files_linked_once_each_under_their_names(so_mau):
    body = """<p><a href="/upload/KH%2019.pdf">tại đây</a> <a href="/upload/KH 19.pdf">KH 19.pdf</a>
    <a href="http:so.mau.example\\upload\\phụ lục.docx">phụ lục.docx</a>
    <a href="/tin-tuc/khac-1234">bài khác</a> <a href="javascript:in()">In</a>
    <a href="">tại đây</a></p>"""
    found = read_article(so_mau, page(body), URL).attachments
    assert [(file.url, file.name) for file in found] == [
        ("https://so.mau.example/upload/KH%2019.pdf", "KH 19.pdf"),
        (
            "http://so.mau.example/upload/ph%E1%BB%A5%20l%E1%BB%A5c.docx".replace(
                "http:", "https:"
            ),
            "phụ lục.docx",
        ),
    ]


# Mỗi dòng: liên kết sau chữ "tại đây", và tên tệp; None: không phải tệp.
BEHIND = [
    ("/upload/kh-19.pdf", "kh-19.pdf"),
    ("/LinkClick.aspx?fileticket=hL3v9%3d&tabid=119", "LinkClick.aspx"),
    ("/Handlers/TaiVe.ashx?id=31", "TaiVe.ashx"),
    ("/xem?tep=/upload/kh%2019.pdf", "kh 19.pdf"),
    ("/documents/20123/8/ke+hoach.docx/5d1c2a7e-0b1f?t=17", "ke hoach.docx"),
    ("/tin-tuc/bai-1002?download=1&id=0", None),  # một bài của trang này
    ("/van-ban?download=1", "van-ban"),
    ("/tin-tuc/bai-khac-1002", None),
    ("/gioi-thieu", None),
    ("mailto:vanthu@so.mau.example", None),
]


@pytest.mark.parametrize(("link", "name"), BEHIND)
def test_a_file_is_found_behind_a_word_too(so_mau, link, name):
    body = f'<p>Xem chi tiết <a href="{link}">tại đây</a>./.</p>'
    notice = read_article(so_mau, page(body), URL)
    assert [file.name for file in notice.attachments] == ([name] if name else [])
    assert notice.text == "Xem chi tiết tại đây./."


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ("<a href='#' data-href='/upload/kh.pdf'>tại đây</a>", "kh.pdf"),
        ("<button onclick=\"location.href='/upload/kh.xlsm'\">Tải về</button>", "kh.xlsm"),
        ("<button data-url='/upload/kh.docx'>Tải về</button>", "kh.docx"),
        ("<a href='/pdfjs/web/viewer.html?file=%2Fupload%2Fkh.pdf'>Xem</a>", "kh.pdf"),
        ("<button onclick='in()'>In</button><a href='#' data-id='5'>A+</a>", None),
    ],
)
def test_a_file_is_found_behind_a_script_a_button_and_a_viewer(so_mau, markup, name):
    notice = read_article(so_mau, page(f"<p>Kế hoạch số 5/KH-SKHCN {markup}</p>"), URL)
    told = [(file.name, file.url) for file in notice.attachments]
    assert told == ([(name, f"https://so.mau.example/upload/{name}")] if name else [])


def test_the_name_of_a_file_is_no_line_of_the_body(so_mau):
    body = '<p>Một./.</p><p><a href="/upload/kh-19.pdf">Tải về: kh-19.pdf</a></p><p>kh-19.pdf</p>'
    notice = read_article(so_mau, page(body), URL)
    assert (notice.text, [file.name for file in notice.attachments]) == (
        "Một./.",
        ["kh-19.pdf"],
    )


@pytest.mark.parametrize(
    ("html", "field"),
    [
        (b"<html><body><p>x</p></body></html>", "article.title"),
        (b"<h1 class=post-name>x</h1>", "article.body"),
        (page().replace(b"<aside>", b"<div class=post-content>y</div><aside>"), "article.body"),
        (page().replace(b"<aside>", b"<span class=post-time>y</span><aside>"), "article.date"),
        (b"", "article.title"),
        (b"<!-- -->", "article.title"),
        (b"%PDF-1.7\x00\xff", "article.title"),
        (b'<div id="root"></div><script type="module" src="/a.js"></script>', "api"),
    ],
)
def test_a_selector_finds_one_element_or_the_page_is_refused(so_mau, html, field):
    with pytest.raises(NotOnPage) as caught:
        read_article(so_mau, html, URL)
    assert (caught.value.site, caught.value.field) == ("mau", field)


# Cổng đặt lời báo lỗi của mình vào đúng chỗ của bài.
@pytest.mark.parametrize(
    ("title", "is_nothing"),
    [
        ("Không tìm thấy nội dung", True),
        ("Không tìm thấy trang bạn yêu cầu!", True),
        ("Bài viết không tồn tại hoặc đã bị xóa", True),
        ("Trang này không tồn tại.", True),
        ("Lỗi 404 - Trang không tồn tại", True),
        ("404 Not Found", True),
        ("Page not found", True),
        ("Không tìm thấy nạn nhân trong vụ lật tàu", False),
        ("Nội dung không hợp lệ trong hồ sơ đề nghị cấp phép", False),
        ("404 hộ dân được cấp đất ở sau 10 năm chờ đợi", False),
        ("Thông tin liên kết", False),
    ],
)
def test_a_title_that_says_that_there_is_nothing_is_no_article(so_mau, title, is_nothing):
    with pytest.raises(SoftNotFound) if is_nothing else nullcontext():
        read_article(so_mau, page(title=title), URL)


def test_a_page_that_says_why_is_named(so_mau):
    with pytest.raises(SoftNotFound):
        read_article(so_mau, "<p>Không tìm thấy nội dung</p>".encode(), URL)
    with pytest.raises(SoftNotFound):  # nhãn trống
        read_article(so_mau, page(title=" "), URL)
    with pytest.raises(Blocked):
        read_article(so_mau, b'<script>document.cookie="D1N=0a1b";location.reload()</script>', URL)
    with pytest.raises(Blocked):
        read_listing(so_mau, "<h1>Thông báo từ chối truy cập</h1>".encode(), URL)


def test_a_notice_may_quote_those_words(so_mau):
    body = "<p>Lỗi: Không tìm thấy nội dung; Thông báo từ chối truy cập</p>"
    assert read_article(so_mau, page(body), URL).text.startswith("Lỗi")


# Mỗi dòng: các byte như máy chủ gửi, bảng mã trong đầu trả lời.
ENCODED = [
    ("utf-8", b"{}", None),
    ("BOM đi trước", codecs.BOM_UTF8 + b"{}", "iso-8859-1"),
    ("máy chủ nói sai", b"{}", "ISO-8859-1"),
    ("tên lạ", b"{}", "tieng-viet"),
]


@pytest.mark.parametrize(("name", "frame", "charset"), ENCODED, ids=[e[0] for e in ENCODED])
def test_the_text_is_read_in_its_own_encoding(so_mau, name, frame, charset):
    html = frame.replace(b"{}", page("<p>Ủy ban nhân dân tỉnh Đắk Lắk</p>"))
    notice = read_article(so_mau, html, URL, charset=charset)
    assert notice.text == "Ủy ban nhân dân tỉnh Đắk Lắk", name


@pytest.mark.parametrize("charset", ["windows-1258", "windows-1252", "iso-8859-15", "koi8-r"])
def test_what_is_utf_8_is_read_so_whatever_the_header_says(so_mau, charset):
    """Bảng mã một byte đọc được mọi byte: đọc được không có nghĩa là đúng."""
    text = "Kết luận xác minh: ông Phạm Văn Quýt"
    assert text.encode().decode("cp1258")  # không lỗi, chỉ sai
    assert read_article(so_mau, page(f"<p>{text}</p>"), URL, charset=charset).text == text


def _split(letter):
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(m for m in marks if m not in tone)) + tone


def test_a_letter_cut_in_two_does_not_make_another_encoding_of_the_page(so_mau):
    text = "Ủy ban nhân dân tỉnh yêu cầu các đơn vị thực hiện nghiêm kế hoạch kiểm tra"
    html = page(f"<p>{text}</p><p>đơ{text}</p>").replace("đơ".encode(), "đơ".encode()[:-1])
    assert read_article(so_mau, html, URL).text.split("\n")[0] == text.replace("đơ", "đ\ufffd")


# Bảng mã do máy chủ nói, do trang nói, hoặc không ai nói; trang còn có thể nói sai.
@pytest.mark.parametrize(
    ("charset", "meta"),
    [
        ("windows-1258", ""),
        (None, '<meta charset="windows-1258">'),
        (None, ""),
        ("utf-8", '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">'),
    ],
)
def test_windows_1258_becomes_whole_letters(so_mau, charset, meta):
    """cp1258 writes tones as signs of their own: only NFC makes letters of them."""
    text = "Ủy ban nhân dân tỉnh yêu cầu các đơn vị thực hiện nghiêm kế hoạch kiểm tra"
    whole = page(f"<p>{text}</p>", title="x", head=meta).decode()
    html = "".join(_split(letter) for letter in whole).encode("cp1258")
    assert read_article(so_mau, html, URL, charset=charset).text == text


LIST = """<div class="post"><a class="post-title" href="/tin/a-1001"> Bài <b>một</b></a>
<time class="post-date">{day}</time></div>
<div class="post"><a class="post-title" href="/tin/a-1001/">Bài một</a></div>
<div class="post"><a class="post-title" href="https://khac.example/b-1002">Nơi khác</a></div>
<div class="post">không có liên kết</div>
<div class="post"><a class="post-title" href="tin/c-1003?x=1">Bài ba</a></div>
{pager}"""


def listing(day="02/01/2024", pager=""):
    return LIST.format(day=day, pager=pager).encode()


def test_a_listing_gives_each_article_of_the_site_once(so_mau):
    found = read_listing(so_mau, listing(), "https://so.mau.example/tin-tuc")
    assert found.items == (
        Item("https://so.mau.example/tin/a-1001", "Bài một", "2024-01-02"),
        Item("https://so.mau.example/tin/c-1003?x=1", "Bài ba", None),
    )
    assert found.next is None


def test_a_listing_without_articles_is_refused(so_mau):
    with pytest.raises(NotOnPage, match=r"listing\.item"):
        read_listing(so_mau, b"<p>x</p>", "https://so.mau.example/tin-tuc")


def test_a_row_with_two_targets_is_refused(so_mau):
    twice = listing().replace(b"</b></a>", b"</b></a><a class=post-title href=/x-1009>y</a>")
    with pytest.raises(NotOnPage, match=r"listing\.link"):
        read_listing(so_mau, twice, "https://so.mau.example/tin-tuc")


_LINKS = "<i class=p>" + "".join(f"<a href='?page={n}'>{n}</a>" for n in (1, 3, 2, 11)) + "</i>"
# Mỗi dòng: quy tắc trang sau, địa chỉ đang đọc, địa chỉ trang sau.
PAGERS = [
    ("pick = 'first'", "/tin-tuc?page=2", "/tin-tuc?page=1"),
    ("pick = 'last'", "/tin-tuc", "/tin-tuc?page=11"),
    ("pick = 'min_greater'\nnumber = 'page=(\\d+)'", "/tin-tuc", "/tin-tuc?page=2"),
    ("pick = 'min_greater'\nnumber = 'page=(\\d+)'", "/tin-tuc?page=3", "/tin-tuc?page=11"),
    ("pick = 'min_greater'\nnumber = 'page=(\\d+)'", "/tin-tuc?page=11", None),
    (
        "pick = 'min_greater'\nnumber = 'page=(\\d+)'\nfirst_page = 0",
        "/tin-tuc?page=0",
        "/tin-tuc?page=1",
    ),
]


@pytest.mark.parametrize(("rules", "path", "following"), PAGERS)
def test_the_next_page_is_picked_as_declared(tmp_path, rules, path, following):
    found = mau(tmp_path, f"[listing]\nnext = '.p a'\n{rules}")
    read = read_listing(found, listing(pager=_LINKS), f"https://so.mau.example{path}")
    assert read.next == (Request(f"https://so.mau.example{following}") if following else None)


def test_pages_without_links_are_counted_up_while_they_are_full(tmp_path):
    rules = (
        "[listing]\nnext_path = '{listing}/trang/{page}/'\nnumber = '/trang/(\\d+)'\npage_size = %d"
    )
    found = mau(tmp_path, rules % 2)
    read = read_listing(found, listing(), "https://so.mau.example/tin-tuc/trang/4/")
    assert read.next == Request("https://so.mau.example/tin-tuc/trang/5/", guessed=True)
    short = mau(tmp_path, rules % 3)
    assert read_listing(short, listing(), "https://so.mau.example/tin-tuc").next is None


# Mỗi dòng: danh mục, luật, địa chỉ đang đứng, địa chỉ kế tiếp.
@pytest.mark.parametrize(
    ("url", "rule", "at", "following"),
    [
        ("/", "{listing}?page={page}", "/", "/?page=2"),  # trang chủ là danh mục
        ("/", "{listing}?page={page}", "/?page=2", "/?page=3"),
        ("/", "{listing}/page/{page}/", "/", "/page/2/"),
        ("/", "{listing}/page/{page}/", "/page/4/", "/page/5/"),
        ("/tin/", "{listing}?page={page}", "/tin/", "/tin/?page=2"),
        ("/tin/", "{listing}/page/{page}/", "/tin/", "/tin/page/2/"),
        ("/ds?loai=1", "{listing}&page={page}", "/ds?loai=1", "/ds?loai=1&page=2"),
        ("/ds?loai=1", "{listing}&page={page}", "/ds?loai=12&page=2", None),  # danh mục khác
        ("/tin", "/ajax/tin?muc=9&page={page}", "/tin", "/ajax/tin?muc=9&page=2"),
        ("/tin", "/ajax/tin?muc=9&page={page}", "/ajax/tin?muc=9&page=2",
         "/ajax/tin?muc=9&page=3"),
    ],
)  # fmt: skip
def test_the_address_is_counted_up_from_the_listing_s_own(tmp_path, url, rule, at, following):
    more = f"[listing]\nnext_path = '{rule}'\nnumber = '[?&/]page[=/](\\d+)'\npage_size = 2"
    found = replace(mau(tmp_path, more), listings=(Listing(url=url, category="Tin"),))
    read = read_listing(found, listing(), f"https://so.mau.example{at}")
    expected = Request(f"https://so.mau.example{following}", guessed=True) if following else None
    assert read.next == expected


# DataPager nói số trang ở chữ của liên kết, GridView ở tham số; "..." dẫn tới trang kế các số.
@pytest.mark.parametrize(
    ("links", "target", "argument"),
    [
        ([("2", "gv", "Page$2"), ("3", "gv", "Page$3")], "gv", "Page$2"),
        ([("2", "pg$ctl01", ""), ("3", "pg$ctl02", "")], "pg$ctl01", ""),
        ([("...", "gv", "Page$11")], "gv", "Page$11"),
        ([("0", "pg$ctl00", ""), ("1", "pg$ctl01", ""), ("...", "pg$ctl02", "")], "pg$ctl02", ""),
    ],
)
def test_a_posted_pager_goes_one_page_on(tmp_path, links, target, argument):
    rules = "[listing]\nnext = '.p a'\nscript = 'postback'\npick = 'min_greater'\ncurrent = '.p b'"
    found = mau(tmp_path, rules)
    bar = "".join(
        f"<a href=\"javascript:__doPostBack('{where}','{what}')\">{says}</a>"
        for says, where, what in links
    )
    state = "<form><input type=hidden name=__VIEWSTATE value=x></form>"
    read = read_listing(
        found,
        listing(pager=f"<p class=p><b>1</b>{bar}</p>{state}"),
        "https://so.mau.example/tin-tuc",
    )
    told = dict(read.next.form)
    assert (told["__EVENTTARGET"], told["__EVENTARGUMENT"]) == (target, argument)


def test_the_row_of_all_numbers_is_not_the_present_page(tmp_path):
    """GridView lồng bảng số trang trong một ô: ô ngoài đọc là "123", ô trong mới là trang này."""
    rules = "[listing]\nnext = '.p a'\nscript = 'postback'\npick = 'min_greater'\ncurrent = '.p td'"
    bar = "".join(
        f"<td><a href=\"javascript:__doPostBack('gv','Page${n}')\">{n}</a></td>" for n in (2, 3)
    )
    pager = f"<table class=p><tr><td><table><tr><td>1</td>{bar}</tr></table></td></tr></table>"
    state = "<form><input type=hidden name=__VIEWSTATE value=x></form>"
    read = read_listing(
        mau(tmp_path, rules), listing(pager=pager + state), "https://so.mau.example/tin-tuc"
    )
    assert dict(read.next.form)["__EVENTARGUMENT"] == "Page$2"


@pytest.mark.parametrize(
    "link",
    [
        "<a class=p href='javascript:;' onclick=\"location.href='/tin-tuc?p=2'\">2</a>",
        "<button class=p data-next='/tin-tuc?p=2'>Xem thêm</button>",
        "<span class=p data-url='?p=2'>Trang sau</span>",
    ],
)
def test_a_pager_that_only_a_script_follows_is_followed(tmp_path, link):
    found = mau(tmp_path, "[listing]\nnext = '.p'")
    read = read_listing(found, listing(pager=link), "https://so.mau.example/tin-tuc")
    assert read.next == Request("https://so.mau.example/tin-tuc?p=2")


def test_a_family_that_posts_follows_links_too(tmp_path):
    """Giao diện khác của cùng một CMS: phân trang bằng liên kết, không gửi biểu mẫu."""
    found = mau(tmp_path, "[listing]\nnext = '.p a'\nscript = 'postback'")
    pager = "<p class=p><a href='/tin-tuc/trang/2'>Sau</a></p>"
    read = read_listing(found, listing(pager=pager), "https://so.mau.example/tin-tuc")
    assert read.next == Request("https://so.mau.example/tin-tuc/trang/2")


def test_a_known_number_of_rows_tells_which_page_is_the_last(tmp_path):
    rules = """[listing]
next_path = '{listing}?trang={page}'
number = '[?&]trang=(\\d+)'
page_size = 2
total = '.tong'
"""
    found = mau(tmp_path, rules)
    more = listing(pager="<p class=tong>Hiển thị 1 - 2 trong 1.005 kết quả</p>")
    following = Request("https://so.mau.example/tin-tuc?trang=2")
    assert read_listing(found, more, "https://so.mau.example/tin-tuc").next == following
    more = listing(pager="<p class=tong>1.005 kết quả</p>")
    following = Request("https://so.mau.example/tin-tuc?trang=503")
    assert read_listing(found, more, "https://so.mau.example/tin-tuc?trang=502").next == following
    assert read_listing(found, more, "https://so.mau.example/tin-tuc?trang=503").next is None


def test_the_next_page_keeps_the_parameters_that_are_named(tmp_path):
    found = mau(tmp_path, "[listing]\nnext = '.p a'\nnext_keep = '^id$|_cur$'")
    pager = "<i class=p><a href='?p_p_state=normal&id=5&_x_cur=2&redirect=%2F'>2</a></i>"
    read = read_listing(found, listing(pager=pager), "https://so.mau.example/tin-tuc")
    assert read.next == Request("https://so.mau.example/tin-tuc?id=5&_x_cur=2")


def test_a_picture_that_links_too_gives_no_title(so_mau):
    row = """<div class=post><a class=post-title href=/x-1009><img></a>
    <a class=post-title href=/x-1009?utm_source=zalo>Bài (02/01/2024)</a><i class=post-date></i>
    <time class=post-date>02/01/2024</time></div>"""
    with pytest.raises(NotOnPage, match=r"listing\.link"):
        read_listing(so_mau, row.encode(), "https://so.mau.example/tin-tuc")
    row = row.replace("?utm_source=zalo", "").replace("<i class=post-date></i>", "")
    (item,) = read_listing(so_mau, row.encode(), "https://so.mau.example/tin-tuc").items
    assert item == Item("https://so.mau.example/x-1009", "Bài", "2024-01-02")


def test_a_register_links_number_and_subject_and_the_subject_is_the_title(tmp_path):
    """Bảng văn bản: số ký hiệu và trích yếu cùng dẫn tới một trang."""
    found = mau(tmp_path, "[listing]\nlink = 'a[href]'")
    row = "<div class=post><td>1</td><a href=/tin/a-1001>31/KH-UBND</a> <a href=/tin/a-1001>{}</a>"
    for said, title in (("Kế hoạch kiểm tra", "Kế hoạch kiểm tra"), ("2", "31/KH-UBND")):
        page_of = row.format(said).encode()
        (item,) = read_listing(found, page_of, "https://so.mau.example/tin-tuc").items
        assert item.title == title


def test_parameters_that_say_how_a_reader_came_are_left_out(so_mau):
    row = (
        "<div class=post><a class=post-title href='/x-1009?utm_source=a&id=3&fbclid=x'>B</a></div>"
    )
    (item,) = read_listing(so_mau, row.encode(), "https://so.mau.example/tin-tuc").items
    assert item.url == "https://so.mau.example/x-1009?id=3"


def test_an_article_read_from_another_origin_has_its_declared_address(so_mau):
    away = so_mau.at("http://127.0.0.1:8765")
    body = "<p><a href='/a.pdf'>a.pdf</a></p>"
    notice = read_article(away, page(body), "http://127.0.0.1:8765/tin-tuc/bai-20997")
    assert notice.url == URL
    assert notice.attachments[0].url == "https://so.mau.example/a.pdf"


def test_links_are_relative_to_the_base_the_page_declares(so_mau):
    html = page("<p><a href='a.pdf'>a.pdf</a></p>", head='<base href="/kho/">')
    assert read_article(so_mau, html, URL).attachments[0].url == "https://so.mau.example/kho/a.pdf"


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(page)))
def test_no_bytes_break_the_reader(html):
    found = site.find("thainguyen_dost", None)
    for read in (read_article, read_listing):
        with suppress(NotOnPage, SoftNotFound, Blocked):
            read(found, html, "https://dosttn.gov.vn/tin-tuc-su-kien/a-20997")


@pytest.mark.parametrize(
    "evil", ["<div>" * 20_000, "<b>x" * 20_000, "<table><tr><td>" * 4_000, "<p>x" * 20_000]
)
def test_evil_pages_take_no_more_than_a_moment(so_mau, evil):
    start = time.perf_counter()
    with suppress(NotOnPage):
        read_article(so_mau, page(evil), URL)
    assert time.perf_counter() - start < 20
