"""Portals whose pager hides in a script, whose names say nothing, whose editor wrote by hand."""

from __future__ import annotations

import gzip
from html import escape

from tests.pipeline.unseen_portals.portal import PDF, Unseen, paragraphs


class Numbers(Unseen):
    """A treasury's portal: numbers that only a script follows, day and month in two boxes."""

    listing_path = "/vi/tin-tuc.html"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path == self.listing_path:
            return self._list(int(query.get("p", "1")))
        if path.startswith("/tep/"):
            return PDF
        return self._article(int(path.rpartition("/")[2].removesuffix(".html")))

    def _framed(self, title: str, main: str) -> str:
        owner = "Kho bạc Nhà nước tỉnh Long An"
        return (
            f"<html lang='vi'><head><meta charset='utf-8'><title>{escape(title)} | {owner}</title>"
            "</head><body><div id='menu'><a href='/vi/gioi-thieu.html'>Giới thiệu về đơn vị"
            f" chúng tôi</a></div>{main}<div id='ft'>{owner}</div></body></html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<div class='row-news'><div class='box'><b>{one.published:%d}</b><i>"
            f"{one.published:%m/%Y}</i></div><div class='r'><a href='/vi/tin-tuc/{n}.html'>"
            f"{escape(one.title)}</a></div></div>"
            for n, one in self.page_of(number)
        )
        pages = "".join(
            f"<a href='javascript:;' onclick=\"location.href='{self.listing_path}?p={n}'\">{n}</a>"
            for n in range(1, self.pages + 1)
        )
        return self._framed("Tin tức", f"<div>{rows}</div><div class='paginate'>{pages}</div>")

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<a href='javascript:void(0)' onclick=\"window.open('/tep/{number}-{n}.pdf')\">"
            f"{escape(file.name)}</a><br>"
            for n, file in enumerate(one.attachments)
        )
        return self._framed(
            one.title,
            f"<div class='col-main'><h1 class='h'>{escape(one.title)}</h1><div class='bar'><div"
            f" class='box2'>{one.published:%d/%m/%Y - %I:%M %p}</div></div><div class='txt'>"
            f"{paragraphs(one)}</div><div class='attach'>{files}</div></div>",
        )


class Carried(Unseen):
    """A broadcaster's portal: a button carries where the rows go on; the author in the text."""

    listing_path = "/tin-moi"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path == self.listing_path:
            return self._list(int(query.get("offset", "0")) // 5 + 1)
        if path.startswith("/m/"):
            return PDF
        return self._article(int(path.rpartition("-post")[2].removesuffix(".html")))

    def _framed(self, title: str, main: str) -> str:
        return (
            f"<!doctype html><html><head><meta charset='utf-8'><title>{escape(title)}</title>"
            f"</head><body>{main}<div>Trung tâm Truyền thông tỉnh Long An</div></body></html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<article class='story'><h2><a href='/tin-moi/tin-post{n}.html'>{escape(one.title)}"
            f"</a></h2><time datetime='{one.published:%Y-%m-%dT%H:%M:%S}'></time></article>"
            for n, one in self.page_of(number)
        )
        more = f"<button class='more' data-next='/tin-moi?offset={5 * number}'>Xem thêm</button>"
        return self._framed("Tin mới", rows + (more if number < self.pages else ""))

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<a href='/m/{number}-{n}.pdf'>{escape(file.name)}</a>"
            for n, file in enumerate(one.attachments)
        )
        picture = (
            "<table class='picture'><tr><td><img src='/x.jpg'></td></tr><tr><td class='caption'>"
            "Quang cảnh hội nghị. Ảnh: M.H</td></tr></table>"
        )
        return self._framed(
            one.title,
            f"<div class='article'><h1 class='article__title'>{escape(one.title)}</h1><div"
            f" class='article__body'>{picture}{paragraphs(one)}<div class='article__author'>"
            f"Trần Văn {'ABCD'[number % 4]}</div></div><div class='files'>{files}</div></div>",
        )


class Uuids(Unseen):
    """A tourism board's portal: hashed names, months as browsers shorten them, last page again."""

    listing_path = "/bai-viet"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path == self.listing_path:
            return self._list(min(int(query.get("page", "1")), self.pages))
        if path.startswith("/media/"):
            return PDF
        return self._article(int(path.rpartition("/")[2][:8], 16))

    def _framed(self, main: str) -> str:
        return (
            "<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>Bài viết</title>"
            f"</head><body><div>Sở Du lịch tỉnh Long An</div>{main}</body></html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<div class='css-k1'><a class='css-k3' href='/bai-viet/{n:08x}-1b2c-4d5e-8f90-"
            f"abcdefabcdef'><p>{escape(one.title)}</p></a><span class='css-k4'>"
            f"{one.published.day} thg {one.published.month}, {one.published.year}</span></div>"
            for n, one in self.page_of(number)
        )
        following = f"<div class='css-pg'><a href='/bai-viet?page={number + 1}'>Trang sau</a></div>"
        return self._framed(f"<div class='css-list'>{rows}</div>{following}")

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<a class='css-f' href='/media/{number}-{n}.pdf'>{escape(file.name)}</a>"
            for n, file in enumerate(one.attachments)
        )
        day = f"{one.published.day} thg {one.published.month}, {one.published.year}"
        return self._framed(
            f"<div class='css-d0'><p class='css-d1'>{escape(one.title)}</p><span class='css-d2'>"
            f"{day}</span><div class='css-d3'>{paragraphs(one)}</div><div class='css-d4'>{files}"
            "</div></div>"
        )


class Nameless(Unseen):
    """A commune's page with no class, id, style or attribute but those of links."""

    listing_path = "/tin.asp"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path.startswith("/f/"):
            return PDF
        if path == "/xem.asp":
            return self._article(int(query["so"]))
        return self._list(int(query.get("t", "1")))

    def _framed(self, main: str) -> str:
        owner = "UBND xã Tân Mỹ, tỉnh Long An"
        return (
            f"<html><head><meta charset=utf-8><title>{owner}</title></head><body><table><tr><td>"
            "<img src=b.jpg></td></tr></table><table><tr><td><a href=/gt.asp>Giới thiệu chung về"
            f" xã Tân Mỹ</a></td><td>{main}</td></tr></table><table><tr><td>{owner}</td></tr>"
            "</table></body></html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<li><a href=/xem.asp?so={n}>{escape(one.title)}</a>"
            f" <i>{one.published:%d/%m/%Y}</i></li>"
            for n, one in self.page_of(number)
        )
        pages = " ".join(f"<a href=/tin.asp?t={n}>{n}</a>" for n in range(1, self.pages + 1))
        return self._framed(f"<ul>{rows}</ul>{pages}")

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "<br>".join(
            f"<a href=/f/{number}-{n}.pdf>{escape(file.name)}</a>"
            for n, file in enumerate(one.attachments)
        )
        return self._framed(
            f"<table><tr><td>{escape(one.title)}</td></tr><tr><td>{one.published:%d/%m/%Y}</td>"
            f"</tr><tr><td>{paragraphs(one)}</td></tr><tr><td>{files}</td></tr></table>"
        )


class InTitle(Unseen):
    """A department's portal with the day inside the heading, and none in the list."""

    listing_path = "/tin"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path.startswith("/tep/"):
            return PDF
        if path == self.listing_path:
            return self._list(int(query.get("page", "1")))
        return self._article(int(path.rpartition("-")[2].removesuffix(".html")))

    def _framed(self, title: str, main: str) -> str:
        owner = "Sở Xây dựng tỉnh Long An"
        return (
            f"<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>{escape(title)} -"
            f" {owner}</title></head><body><div class='hdr'>{owner}</div><div class='main'>{main}"
            f"</div><div class='ftr'>{owner}</div></body></html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<li class='tin'><a href='/tin/bai-{n}.html'>{escape(one.title)}</a></li>"
            for n, one in self.page_of(number)
        )
        more = f"<a class='sau' href='/tin?page={number + 1}'>Trang sau</a>"
        return self._framed("Tin", f"<ul>{rows}</ul>{more if number < self.pages else ''}")

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<a href='/tep/{number}-{n}.pdf'>{escape(file.name)}</a>"
            for n, file in enumerate(one.attachments)
        )
        return self._framed(
            one.title,
            f"<h1 class='tt'>{escape(one.title)} <small class='ngay'>{one.published:%d/%m/%Y}"
            f"</small></h1><div class='nd'>{paragraphs(one)}</div><div class='tep'>{files}</div>",
        )


class Indexed(Unseen):
    """A hospital's portal: a script draws the list, an index of packed sitemaps names the pages."""

    listing_path = "/tin-tuc"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path.startswith("/tep/"):
            return PDF
        if path == "/sitemap.xml":
            part = f"<sitemap><loc>{self.origin}/tin-1.xml.gz</loc></sitemap>"
            return f"<?xml version='1.0'?><sitemapindex>{part}</sitemapindex>"
        if path == "/tin-1.xml.gz":
            listed = "".join(
                f"<url><loc>{self.origin}/bai/{4100 + n}</loc></url>" for n in range(12)
            )
            return gzip.compress(f"<?xml version='1.0'?><urlset>{listed}</urlset>".encode())
        if path.startswith("/bai/"):
            return self._article(int(path.rpartition("/")[2]))
        return self._framed("<div id='ds'></div><script src='/ds.js'></script>")

    def _framed(self, main: str) -> str:
        owner = "Bệnh viện Đa khoa tỉnh Long An"
        return (
            f"<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>{owner}</title>"
            f"</head><body><div class='hdr'>{owner}</div>{main}</body></html>"
        )

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<a href='/tep/{number}-{n}.pdf'>{escape(file.name)}</a>"
            for n, file in enumerate(one.attachments)
        )
        others = "".join(
            f"<div class='item'><a href='/bai/{n}'>{escape(two.title)}</a><span class='d'>"
            f"{two.published:%d-%m-%Y}</span></div>"
            for n, two in self.page_of(2)
        )
        return self._framed(
            f"<div class='left'><div class='article'><h1 class='t'>{escape(one.title)}</h1><span"
            f" class='d'>{one.published:%d-%m-%Y}</span><div class='text'>{paragraphs(one)}</div>"
            f"<div class='tep'>{files}</div></div></div><div class='right'>{others}</div>"
        )


class Fonts(Unseen):
    """A board's page of 2004: tables and fonts, no name anywhere."""

    listing_path = "/index.php?cat=tin-tuc"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path.startswith("/tailieu/"):
            return PDF
        if "id" in query:
            return self._article(int(query["id"]))
        return self._list(int(query.get("trang", "1")))

    def _framed(self, main: str) -> str:
        return (
            "<HTML><HEAD><TITLE>Ban Quản lý các khu công nghiệp tỉnh Long An</TITLE></HEAD><BODY>"
            "<TABLE width=1000><TR><TD colspan=2><IMG SRC='/b.jpg'></TD></TR><TR><TD width=180"
            " valign=top><A HREF='/index.php?cat=gioi-thieu'>Giới thiệu chung về Ban Quản lý</A>"
            f"</TD><TD valign=top>{main}</TD></TR><TR><TD colspan=2 align=center>Ban Quản lý các"
            " khu công nghiệp tỉnh Long An</TD></TR></TABLE></BODY></HTML>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<TR><TD><IMG SRC='/x.gif'></TD><TD><A HREF='/index.php?cat=tin-tuc&id={n}'><B>"
            f"{escape(one.title)}</B></A> <I>({one.published:%d/%m/%Y})</I></TD></TR>"
            for n, one in self.page_of(number)
        )
        pages = " | ".join(
            f"<B>{n}</B>" if n == number else f"<A HREF='{self.listing_path}&trang={n}'>{n}</A>"
            for n in range(1, self.pages + 1)
        )
        return self._framed(f"<TABLE>{rows}</TABLE><P align=right>Trang: {pages}</P>")

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<TR><TD><A HREF='/tailieu/{number}-{n}.pdf'>{escape(file.name)}</A></TD></TR>"
            for n, file in enumerate(one.attachments)
        )
        return self._framed(
            f"<TABLE width='100%'><TR><TD><FONT color=red size=4><B>{escape(one.title)}</B></FONT>"
            f" <FONT size=1><I>({one.published:%d/%m/%Y})</I></FONT></TD></TR><TR><TD"
            f" align=justify><FONT face=Arial>{paragraphs(one)}</FONT></TD></TR>{files}</TABLE>"
        )
