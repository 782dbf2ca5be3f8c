"""What pages show of themselves: rows, pager, title, body, day, files, JSON fields."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers import generic
from scrapers.discover import answers, articles, bodies, identities, marks, pager, rows
from scrapers.discover.opened import Opened
from scrapers.parsed import tree_of
from scrapers.samples.portal import FAMILIES, portals
from scrapers.samples.render import answer
from scrapers.samples.themes import theme_of
from scrapers.selectors import find

URL = "http://so.mau.example/tin"
TITLES = [f"Thông báo số {n} về việc kiểm tra cải cách hành chính" for n in range(201, 206)]


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def listing(item: str, around: str = "{}") -> str:
    made = "".join(item.format(n=n, title=title) for n, title in enumerate(TITLES, 201))
    menu = "<ul class='menu'>" + "<li><a href='/gioi-thieu'>Giới thiệu chung về cơ quan</a>" * 9
    return page(f"{menu}</ul>{around.format(made)}")


def found_rows(html: str) -> rows.Rows | None:
    return rows.rows(tree_of(html), URL, lambda url: url.startswith("http://so.mau.example/"))


# Mỗi dòng: cách viết một hàng, bộ chọn của hàng, của ngày.
@pytest.mark.parametrize(
    ("item", "css", "date"),
    [
        ("<div class='tin'><a href='/bai-{n}'>{title}</a> <i class='ngay'>05/03/2024</i></div>",
         "div.tin", "i.ngay"),
        # Ảnh và tiêu đề cùng dẫn đến một bài.
        ("<p class=t><a href=/bai-{n}><img></a><a href=/bai-{n}>{title}</a><time>5/3/2024</time>",
         "p.t", "p.t time"),
        # Bảng, ngày ở cột bên.
        ("<tr class='d'><td>1</td><td><a href='/bai-{n}'>{title}</a></td><td>05/03/2024</td></tr>",
         "tr.d", "td:nth-of-type(3)"),
        # Không phần tử nào có tên.
        ("<li><a href='/bai-{n}'>{title}</a></li>", "ol > li", None),
    ],
)  # fmt: skip
def test_the_rows_are_the_repeated_links_with_long_texts(
    item: str, css: str, date: str | None
) -> None:
    around = "<ol>{}</ol>" if item.startswith("<li") else "<table>{}</table>"
    found = found_rows(listing(item, "{}" if item.startswith(("<div", "<p")) else around))
    assert found is not None
    assert (found.item, found.date) == (css, date)
    assert found.urls == tuple(f"http://so.mau.example/bai-{n}" for n in range(201, 206))


# Mỗi dòng: một trang không có danh mục nào.
@pytest.mark.parametrize(
    "html",
    [
        page(""),
        page("<p>Trang đang được cập nhật</p>"),
        # Thực đơn dài đến mấy cũng không phải danh mục.
        page("<nav>" + "".join(f"<a href='/{n}'>Mục giới thiệu dài số {n}</a>" for n in range(9))
             + "</nav>"),
        # Liên kết ra ngoài cổng.
        page("".join(f"<p class='tin'><a href='http://khac.vn/{n}'>{t}</a></p>"
                     for n, t in enumerate(TITLES))),
        # Một liên kết không thành danh mục.
        page(f"<p class='tin'><a href='/bai-1'>{TITLES[0]}</a></p>"),
    ],
)  # fmt: skip
def test_a_page_without_a_list_has_no_rows(html: str) -> None:
    assert found_rows(html) is None


# Mỗi dòng: thanh lật trang, và luật tìm được.
@pytest.mark.parametrize(
    ("bar", "rules"),
    [
        ("<ul class='trang'><li>1<li><a href='?page=2'>2</a><li><a href='?page=3'>3</a>",
         {"next": "ul.trang a[href]", "pick": "min_greater", "number": r"[?&]page=(\d+)"}),
        # Đếm từ 0.
        ("<ul class='trang'><a href='?page=0'>1</a><a href='?page=1'>2</a><a href='?page=2'>3</a>",
         {"next": "ul.trang a[href]", "pick": "min_greater", "number": r"[?&]page=(\d+)",
          "first_page": 0}),
        # Đếm theo hàng.
        ("<p class='trang'><a href='/tin?start=10'>2</a> <a href='/tin?start=20'>3</a>",
         {"next": "p.trang a[href]", "pick": "min_greater", "number": r"[?&]start=(\d+)",
          "first_page": 0}),
        ("<p class='trang'><a href='/tin/trang-2.html'>2</a> <a href='/tin/trang-3.html'>3</a>",
         {"next": "p.trang a[href]", "pick": "min_greater",
          "number": r"/trang\-(\d+)(?:\.\w+)?/?$"}),
        ("<a rel='next' href='/tin/2/'>»</a>", {"next": "a[rel=next][href]", "pick": "first"}),
        ("<a class='sau' href='/tin?p=abc'>Trang sau ›</a>",
         {"next": "a.sau[href]", "pick": "first"}),
        ("<p class='trang'><span>1</span> <a href=\"javascript:__doPostBack('g','Page$2')\">2</a>",
         {"next": "p.trang a[href]", "pick": "min_greater", "script": "postback",
          "current": "p.trang span"}),
        # Số của ngày trong lịch không phải số trang.
        ("<table class='lich'><td><a href='/lich?d=5'>1</a></td><td><a href='/lich?d=9'>2</a></td>",
         None),
        ("<p>Không có trang nào nữa</p>", None),
        # Số trong ngoặc vuông, thanh không tên: địa chỉ của chúng gọi tên chúng.
        ("<p>[1] <a href='/ds?cm=7&trang=2'>[2]</a> <a href='/ds?cm=7&trang=3'>[3]</a>",
         {"next": "a[href^='/ds?cm=7&trang=']", "pick": "min_greater",
          "number": r"[?&]trang=(\d+)"}),
        # Mũi tên là ảnh, tên nằm ở title hay alt.
        ("<a href='/tin.html.2' title='Trang sau'><img src=/r.gif></a>",
         {"next": "a[title='Trang sau'][href]", "pick": "first"}),
        ("<a class=r href='/tin/x2'><img src=/r.gif alt='Trang tiếp theo'></a>",
         {"next": "a.r[href]", "pick": "first"}),
        # "Xem thêm" của chính danh mục này, không phải của chuyên mục khác.
        ("<a class=them href='/tin?p=2'>Xem thêm</a>", {"next": "a.them[href]", "pick": "first"}),
        ("<a class=them href='/van-ban-moi'>Xem thêm</a>", None),
        ("<a class=them href='/van-ban?p=2'>Xem thêm</a>", None),
        # Nút có kịch bản hỏi tiếp ở một địa chỉ mang sẵn.
        ("<button class=nut data-url='/ajax/tin?muc=9&trang=2'>Tải thêm tin</button>",
         {"next_path": "/ajax/tin?muc=9&trang={page}", "number": r"[?&]trang=(\d+)"}),
        ("<div onclick=\"nap('/ajax/tin/2')\">Xem thêm</div>",
         {"next_path": "/ajax/tin/{page}", "number": r"/tin/(\d+)(?:\.\w+)?/?$"}),
        ("<button data-url='https://khac.example/tin?trang=2'>Xem thêm</button>", None),
        # Nút mang địa chỉ của các hàng tiếp, đếm theo hàng; số trang nằm trong kịch bản.
        ("<button class=nut data-next='/tin?tu=20'>Xem thêm</button>",
         {"next": "button.nut", "pick": "first"}),
        (("<p class=trang><a href='javascript:;' onclick=\"location.href='/tin?p=2'\">2</a>"
         "<a href='javascript:;' onclick=\"location.href='/tin?p=3'\">3</a>"),
         {"next": "p.trang a[href]", "pick": "min_greater", "number": r"[?&]p=(\d+)"}),
    ],
)  # fmt: skip
def test_the_pager_is_told_by_its_links(bar: str, rules: dict[str, object] | None) -> None:
    assert pager.rules(tree_of(page(bar)), URL) == rules


# Mỗi dòng: địa chỉ các bài, và cái gì gọi tên bài thứ nhất.
@pytest.mark.parametrize(
    ("urls", "identity"),
    [
        (["/tin/ke-hoach-20997", "/tin/bao-cao-20998/"], "20997"),
        (["/?gd=1&tc=9023", "/?gd=1&tc=9024"], "9023"),
        (["/chi-tiet.aspx?ItemID=7&x=1", "/chi-tiet.aspx?ItemID=8&x=1"], "7"),
        (["/thong-bao/640-ke-hoach.html", "/thong-bao/641-ke-hoach.html"], "640"),
        (["/vi/node/78300", "/vi/node/78301"], "78300"),
        # Hai bài cùng số: số không gọi tên bài, đuôi địa chỉ thì có.
        (["/tin/ke-hoach-2024", "/tin/bao-cao-tong-ket-2024"], "tin/ke-hoach-2024"),
        (["/ke-hoach-cai-cach", "/bao-cao-cai-cach"], "ke-hoach-cai-cach"),
        (["/a", "/b"], None),
        # Mười hai chữ số đầu của UUID tình cờ toàn là số: vẫn là UUID.
        (
            [
                "/bai/00001450-1b2c-4d5e-8f90-abcdefabcdef",
                "/bai/00001451-1b2c-4d5e-8f90-abcdefabcdef",
            ],
            "00001450-1b2c-4d5e-8f90-abcdefabcdef",
        ),
    ],
)
def test_an_article_is_named_by_what_tells_the_rows_apart(
    urls: list[str], identity: str | None
) -> None:
    pattern = identities.pattern([f"http://so.mau.example{url}" for url in urls])
    match = re.search(pattern, urls[0]) if pattern else None
    assert (match[1] if match else None) == identity


MANY = "<p>Thực hiện Kế hoạch số {n}/KH-UBND ngày 12/3/2023, Sở đã rà soát {n} thủ tục.</p>" * 3
ARTICLE = page(
    "<div id='menu'><a href='/'>Trang chủ</a> Hôm nay 22/11/2026</div><div class='chinh'>"
    "<h2 class='ten'>{title}</h2><span class='ngay'>{day}</span><div class='than'>" + MANY
    + "<p>Huế, ngày 12 tháng 3 năm 2023</p><div class='chia-se'>Chia sẻ 12 lượt</div>"
    "<ul class='khac'><li><a href='/bai-1'>Tin khác một</a><li><a href='/bai-2'>Tin hai</a></ul>"
    "</div><p><a href='/tep/kh-{n}.pdf'>Kế hoạch</a></p></div><p>Bản quyền của Sở</p>",
    "<title>{title} - Sở</title>",
)  # fmt: skip


def opened(days: Sequence[str | None] = ("2024-03-05", "2024-03-06", "2024-03-07")) -> list[Opened]:
    return [
        Opened(
            f"http://so.mau.example/bai-{n}",
            ARTICLE.format(n=n, title=TITLES[n], day=f"0{5 + n}/03/2024 08:00"),
            TITLES[n],
            day,
        )
        for n, day in enumerate(days)
    ]


def test_several_articles_show_where_their_fields_stand() -> None:
    some = opened()
    assert articles.title(some) == "h2.ten"
    assert bodies.body(some) == "div.than"
    assert articles.date(some, "div.than") == "span.ngay"
    files = bodies.attachments(some, "h2.ten", "div.than")
    assert files[0] == "div.chinh a[href*='.pdf']"
    assert set(bodies.furniture(some, "div.than", lambda url: "/bai-" in url)) == {
        ".chia-se", ".khac"
    }  # fmt: skip


def test_one_article_is_enough_where_its_head_says_the_title() -> None:
    (one,) = opened([None])
    one.title = TITLES[0] + " - Sở"
    assert (articles.title([one]), bodies.body([one])) == ("h2.ten", "div.than")
    assert articles.date([one], "div.than") == "span.ngay"


def test_a_day_in_the_text_or_of_a_clock_is_no_day_of_publication() -> None:
    """Ngày trong thân bài và đồng hồ của trang không bao giờ là ngày đăng."""
    bare = [
        Opened(one.url, one.text.replace("class='ngay'", "hidden").replace(
            f">0{5 + n}/03/2024 08:00<", "><"), one.title, one.published)
        for n, one in enumerate(opened())
    ]  # fmt: skip
    assert articles.date(bare, "div.than") is None
    assert articles.date([bare[0]], "div.than") is None


def test_rows_that_say_another_day_overrule_a_date_on_the_page() -> None:
    assert articles.date(opened(["2020-01-01", "2020-01-02", "2020-01-03"]), "div.than") is None


# Mỗi dòng: một phần tử, và bộ chọn không được dùng tên chóng đổi của nó.
@pytest.mark.parametrize(
    "html",
    [
        "<div id='ctl00_m_g_23b6a591_e2f5_4ae9_8f88_b9266b77c0e5'>x</div>",
        "<div class='post-20997 active'>x</div>",
        "<div id='p_p_id_101_INSTANCE_k206Q9qkZOqn_'>x</div>",
    ],
)
def test_names_that_change_from_page_to_page_are_no_selectors(html: str) -> None:
    tree = tree_of(page(html))
    assert list(marks.of(find(tree, "div")[0])) == []


def test_the_tail_of_a_web_part_s_name_stays() -> None:
    tree = tree_of(page("<span id='dnn_ctr507_ViewNews_lblTitle'>x</span>"))
    assert "[id$=_lblTitle]" in list(marks.of(find(tree, "span")[0]))


def test_fields_of_json_are_found_by_what_they_hold() -> None:
    answer_ = {
        "code": 0,
        "ketQua": {
            "tongSo": 31,
            "ds": [
                {"ma": 1, "tieuDe": TITLES[0], "ngaySua": "2025-01-01", "ngayDang": "2024-03-05"}
            ],
        },
    }
    assert answers.listing(answer_) == {
        "items": "ketQua.ds", "title": "tieuDe", "date": "ngayDang", "total": "ketQua.tongSo"
    }  # fmt: skip
    one = {"kq": {"tieuDe": TITLES[0], "noiDung": "<p>Thực hiện</p>" * 9, "tacGia": "Hà Vy",
                  "teps": [{"ten": "a.pdf", "duongDan": "/t/a.pdf"}]}}  # fmt: skip
    assert answers.notice(one, TITLES[0]) == {
        "notice": "kq", "title": "tieuDe", "body": "noiDung", "author": "tacGia",
        "files": "teps", "file": "{duongDan}", "file_name": "ten",
    }  # fmt: skip
    assert answers.listing({"error": "Không tìm thấy trang"}) == {}
    assert answers.notice({"error": "Không tìm thấy"}, TITLES[0]) == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_looked_through(found: answers.Json) -> None:
    assert isinstance(answers.listing(found), dict)
    assert answers.notice(found, "Kế hoạch") == answers.notice(found, "KẾ HOẠCH")


# Mỗi dòng: một mẩu trang lặp lại mãi.
@pytest.mark.parametrize(
    "evil",
    ["<div>", "<a href='/bai-1'>Một liên kết dài hơn mười lăm chữ</a>", "<a href='?page=2'>2</a>",
     "<table><tr><td>", "<p class='a b c d'>05/03/2024</p>"],
)  # fmt: skip
def test_evil_pages_are_looked_through_in_a_moment(evil: str) -> None:
    html = page(evil * (40_000 // len(evil)))
    start = time.perf_counter()
    found_rows(html)
    pager.rules(tree_of(html), URL)
    one = [Opened(URL, html, TITLES[0], None)]
    articles.title(one)
    bodies.body(one)
    articles.date(one, "")
    assert time.perf_counter() - start < 10


# Cổng mẫu của mọi họ: `vanban read` không có khai báo. Họ nhận ra được nhờ hai dấu hiệu.
@pytest.mark.parametrize("family", [f for f in FAMILIES if f != "spa_json"])
def test_an_article_of_no_declared_site_is_read_whole(family: str) -> None:
    (portal,) = portals([family])
    theme = theme_of(portal)
    for entry in portal.entries[::7]:
        path, written = theme.address(entry), entry.notice
        read = generic.notice(answer(portal, path).body, portal.site.origin + path)
        assert read is not None
        assert (read.title, read.published) == (
            written.title, written.published.date().isoformat()
        )  # fmt: skip
        assert read.published_from in {"selector", "metadata"}
        assert read.author == (written.author and written.author.removeprefix("Nguồn: "))
        assert [file.name for file in read.attachments] == [f.name for f in written.attachments]
        assert read.text.split("\n") == [*written.lines]


def test_without_a_known_cms_no_day_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Không nhận ra họ nào: tiêu đề đúng hơn tám phần mười, ngày đúng hoặc không có."""
    monkeypatch.setattr("scrapers.recognise.families_of", lambda _: ())
    titles = days = wrong = count = 0
    for portal in portals([f for f in FAMILIES if f != "spa_json"]):
        for entry in portal.entries[::9]:
            path = theme_of(portal).address(entry)
            read = generic.notice(answer(portal, path).body, portal.site.origin + path)
            assert read is not None
            day = entry.notice.published.date().isoformat()
            count += 1
            titles += read.title == entry.notice.title
            days += read.published == day
            wrong += read.published not in {None, day}
    assert wrong == 0
    assert (titles / count, days / count) >= (0.8, 0.8)
