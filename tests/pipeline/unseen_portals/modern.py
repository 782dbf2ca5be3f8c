"""Portals of frameworks: cards, utility classes, hashed names, two lists on a page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tests.pipeline.unseen_portals.portal import NOTICES, PDF, Unseen, paragraphs, weekday

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleNotice


def _short_day(one: SampleNotice) -> str:
    return f"{one.published.day}/{one.published.month}/{one.published.year}"


class SoMore(Unseen):
    """A department's Bootstrap portal: no day in the list, "Xem thêm", player and bar in the"
    " body."""

    listing_path = "/chuyen-muc/thong-tin-chi-dao"
    _FRAME = (
        "<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>{title} | Sở Lao động"
        " tỉnh Long An"
        "</title></head><body><div class='topbar'><a href='/lien-he'>Liên hệ</a></div>"
        "<div class='mainnav'><ul><li><a href='/chuyen-muc/gioi-thieu-chung-ve-so'>Giới thiệu"
        " chung về Sở</a></li>"
        "<li><a href='/chuyen-muc/chinh-sach-moi'>Chính sách mới về lao động, việc làm</a></li>"
        "</ul></div>"
        "<div class='wrap-content'><div class='row'><div class='col-md-9'>{main}</div>"
        "<div class='col-md-3 sidebar'><div class='box-hot'><h4>Đọc nhiều nhất</h4><ul>"
        "<li><a href='/bai-viet/4103'>{hot}</a></li><li><a href='/bai-viet/4104'>{hot2}</a></li>"
        "</ul>"
        "</div></div></div></div><div class='foot'>Sở Lao động - Thương binh và Xã hội tỉnh Long"
        " An."
        " Chịu trách nhiệm: Giám đốc Sở. Đang truy cập: {n}</div></body></html>"
    )

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        parts = path.strip("/").split("/")
        if parts[0] == "tep-tin":
            return self.file(int(parts[1]), int(parts[2]))
        if parts[0] == "bai-viet":
            return self._article(int(parts[1]))
        if path == self.listing_path:
            return self._list(int(query.get("p", "1")))
        return None

    def _framed(self, title: str, main: str) -> str:
        hot, hot2 = NOTICES[3].title, NOTICES[4].title
        return self._FRAME.format(
            title=escape(title), main=main, hot=escape(hot), hot2=escape(hot2), n=len(self.log)
        )

    def _list(self, number: int) -> str | None:
        if not (some := self.page_of(number)):
            return None
        rows = "".join(
            f"<div class='item-tin media'><a class='thumb' href='/bai-viet/{n}'><img"
            f" src='/t/{n}.jpg'></a>"
            f"<div class='media-body'><a class='ten-tin' href='/bai-viet/{n}'>{escape(one.title)}"
            f"</a>"
            f"<p class='mota'>{escape(one.lines[-1][:120])}</p></div></div>"
            for n, one in some
        )
        more = (
            f"<div class='text-center'><a class='btn btn-xem-them'"
            f" href='{self.listing_path}?p={number + 1}'>"
            "Xem thêm</a></div>"
        )
        return self._framed(
            "Thông tin chỉ đạo",
            f"<h1 class='cate'>Thông tin chỉ đạo</h1>{rows}{more if number < self.pages else ''}",
        )

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<li><i class='fa fa-file'></i><a href='/tep-tin/{number}/{n}'>{escape(file.name)}"
            f"</a> (24 KB)</li>"
            for n, file in enumerate(one.attachments)
        )
        attached = f"<div class='tep-dinh-kem'><b>Tài liệu kèm theo</b><ul>{files}</ul></div>"
        return self._framed(
            one.title,
            "<div class='bai-viet'><div class='duong-dan'>Trang chủ / Thông tin chỉ đạo</div>"
            f"<h2 class='tieu-de-bai'>{escape(one.title)}</h2><div class='thong-tin'>"
            f"Đăng ngày {one.published:%d-%m-%Y} {one.published:%H:%M} <span>Lượt xem:"
            f" {len(self.log)}</span></div>"
            "<div class='noi-dung-bai'><div class='nghe-bai'><audio controls src='/tts.mp3'>"
            "</audio>"
            "<span>Nghe bài viết</span><select><option>Giọng nữ</option><option>Giọng nam"
            "</option></select></div>"
            f"{paragraphs(one)}"
            "<div class='chia-se'><a href='https://www.facebook.com/sharer?u=x'>Facebook</a>"
            f"<a href='https://zalo.me/share'>Zalo</a><a href='/in/{number}'>In bài viết</a>"
            f"</div></div>"
            f"{attached if files else ''}<div class='bai-lien-quan'><h3>Bài viết liên quan</h3><ul>"
            + "".join(
                f"<li><a href='/bai-viet/{n}'>{escape(two.title)}</a></li>"
                for n, two in self.page_of(2)
                if n != number
            )
            + "</ul></div></div>",
        )


class TwoLists(Unseen):
    """A province's portal: a carousel and a list on one page, rel=next in the head, slugs only."""

    listing_path = "/tin-tuc/"
    _SLUGS = tuple(f"thong-tin-hoat-dong-{chr(97 + n)}x-cua-so" for n in range(len(NOTICES)))

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        parts = path.strip("/").split("/")
        if path == "/Handlers/TaiFile.ashx":
            return self.file(int(query["news"]), int(query["stt"]))
        if parts[0] != "tin-tuc":
            return None
        if len(parts) == 1:
            return self._list(1)
        if parts[1].startswith("trang-"):
            return self._list(int(parts[1][6:]))
        slug = parts[1].removesuffix(".htm")
        return self._article(4100 + self._SLUGS.index(slug)) if slug in self._SLUGS else None

    def _framed(self, head: str, main: str) -> str:
        return (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>"
            "<header><div class='logo'>CỔNG THÔNG TIN ĐIỆN TỬ TỈNH LONG AN</div>"
            "<ul class='menu-chinh'><li><a href='/tin-tuc/'>Tin tức</a></li></ul></header>"
            f"{main}<footer><p>Cơ quan chủ quản: UBND tỉnh Long An</p></footer></body></html>"
        )

    def _list(self, number: int) -> str:
        some = self.page_of(number)
        hot = "".join(
            f"<div class='swiper-slide'><a href='/tin-tuc/{self._SLUGS[n]}.htm'><img src='/a.jpg'"
            f" alt=''></a>"
            f"<h3><a href='/tin-tuc/{self._SLUGS[n]}.htm'>{escape(NOTICES[n].title)}</a></h3></div>"
            for n in (0, 1, 2)
        )
        rows = "".join(
            f"<li><h4 class='t'><a href='/tin-tuc/{self._SLUGS[n - 4100]}.htm'"
            f" title='{escape(one.title)}'>"
            f"{escape(one.title)}</a></h4><em>Cập nhật: {one.published:%H:%M %d/%m/%Y}</em>"
            f"<div class='sapo'>{escape(one.lines[0][:100])}</div></li>"
            for n, one in some
        )
        head = "<title>Tin tức - Cổng thông tin điện tử tỉnh Long An</title>"
        if number < self.pages:
            head += f"<link rel='next' href='{self.origin}/tin-tuc/trang-{number + 1}/'>"
        return self._framed(
            head,
            f"<section class='noi-bat'><h2>Tin nổi bật</h2>{hot}</section>"
            f"<section class='moi-nhat'><h2>Tin mới nhất</h2><ul class='ds'>{rows}</ul></section>",
        )

    def _article(self, number: int) -> str | None:
        one, at = self.notice(number), number - 4100
        if one is None:
            return None
        files = "".join(
            f"<a class='tai' href='/Handlers/TaiFile.ashx?news={4100 + at}"
            f"&stt={n}'>{escape(file.name)}</a> "
            for n, file in enumerate(one.attachments)
        )
        others = "".join(
            f"<p><a href='/tin-tuc/{self._SLUGS[n]}.htm'>{escape(NOTICES[n].title)}</a></p>"
            for n in (5, 6, 7)
            if n != at
        )
        return self._framed(
            f"<title>{escape(one.title)}</title>",
            "<section class='chi-tiet'><div class='cot-trai'>"
            f"<div class='dau-bai'><div class='ten'>{escape(one.title)}</div>"
            f"<em>Cập nhật: {one.published:%H:%M %d/%m/%Y}</em></div>"
            "<div class='cong-cu'><span>Cỡ chữ</span> <button>A-</button><button>A+</button></div>"
            f"<div class='than-bai' id='vung-in'>{paragraphs(one, open_='<div>', close='</div>')}"
            f"{'<div class=dinhkem>Tệp đính kèm: ' + files + '</div>' if files else ''}</div>"
            f"<div class='xem-tiep'><h5>Tin liên quan</h5>{others}</div></div></section>",
        )


class Tailwind(Unseen):
    """A city's new portal: utility classes only, cards that are one link each, PDFs in a viewer."""

    listing_path = "/news"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path == "/news":
            return self._list(int(query.get("page", "1")))
        if path.startswith("/news/"):
            return self._article(int(path.rpartition("/")[2]))
        return PDF if path.startswith("/storage/") else None

    def _framed(self, title: str, main: str) -> str:
        return (
            f"<!doctype html><html lang=vi><head><meta charset=utf-8><title>{escape(title)}"
            f"</title></head>"
            "<body class='bg-gray-50 text-gray-900'><header class='flex justify-between p-4'>"
            "<a href='/' class='font-bold'>Cổng thông tin điện tử thành phố Tân An, tỉnh Long An"
            "</a>"
            "<nav class='flex gap-4'><a href='/about'>Giới thiệu chung về thành phố Tân An</a>"
            "</nav></header>"
            f"<main class='container mx-auto flex'>{main}</main>"
            "<footer class='p-4 text-sm'>© UBND thành phố Tân An, tỉnh Long An</footer></body>"
            "</html>"
        )

    def _list(self, number: int) -> str:
        cards = "".join(
            f"<a class='block p-4 bg-white rounded shadow' href='/news/{n}'><h3 class='font-bold"
            f" text-lg'>"
            f"{escape(one.title)}</h3><time class='text-sm'"
            f" datetime='{one.published.isoformat()}+07:00'>"
            f"{one.published:%d/%m/%Y}</time><p class='text-sm'>{escape(one.lines[-1][:90])}</p>"
            f"</a>"
            for n, one in self.page_of(number)
        )
        bar = "".join(
            f"<span class='px-2'>{n}</span>"
            if n == number
            else f"<a class='px-2' href='/news?page={n}'>{n}</a>"
            for n in range(1, self.pages + 1)
        )
        return self._framed(
            "Tin tức",
            f"<div class='w-3/4'><div class='grid gap-4'>{cards}</div><div class='flex"
            f" mt-4'>{bar}</div></div>",
        )

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<iframe src='/pdf/web/viewer.html?file=/storage/{number}/{n}.pdf' width=100%>"
            f"</iframe>"
            for n, _ in enumerate(one.attachments)
        )
        others = "".join(
            f"<li class='py-2'><a href='/news/{n}'>{escape(two.title)}</a></li>"
            for n, two in self.page_of(1)
            if n != number
        )
        return self._framed(
            one.title,
            f"<div class='w-3/4'><h1 class='text-2xl font-bold mb-4'>{escape(one.title)}</h1>"
            f"<p class='text-sm text-gray-500'>{weekday(one)}, {one.published:%d/%m/%Y - %H:%M}</p>"
            f"<div class='prose max-w-none mt-4'>{paragraphs(one)}{files}</div></div>"
            f"<div class='w-1/4 p-4'><h2 class='font-bold'>Tin mới</h2><ul>{others}</ul></div>",
        )


class Hashed(Unseen):
    """A ministry's branch on a framework that hashes all names of classes; days in the address."""

    listing_path = "/tin"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        parts = path.strip("/").split("/")
        if path == "/tin":
            return self._list(1)
        if parts[:2] == ["tin", "page"]:
            return self._list(int(parts[2])) if self.page_of(int(parts[2])) else None
        if parts[0] == "tin":
            return self._article(int(parts[-1].rpartition("-")[2]))
        return (
            self.file(int(parts[1]), int(parts[2].partition(".")[0])) if parts[0] == "f" else None
        )

    def _framed(self, title: str, main: str) -> str:
        return (
            f"<!doctype html><html><head><meta charset='utf-8'><title>{escape(title)} | Cục Thống"
            f" kê tỉnh Long An"
            "</title></head><body><div id='__app'><div class='css-1q2w3e'><a href='/'"
            " class='css-9i8u7y'>"
            f"Cục Thống kê tỉnh Long An</a></div><div class='css-4r5t6y'>{main}</div></div>"
            "<script>window.__STATE__={}</script></body></html>"
        )

    def _link(self, number: int, one: SampleNotice) -> str:
        return f"/tin/{one.published:%Y/%m/%d}/ban-tin-{number}"

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<div class='css-0a1b2c'><div class='css-3d4e5f'><a"
            f" href='{self._link(n, one)}'>{escape(one.title)}</a>"
            f"</div><div class='css-6a7b8c'>{_short_day(one)}</div></div>"
            for n, one in self.page_of(number)
        )
        after = (
            f"<a href='/tin/page/{number + 1}' aria-label='Trang sau'><svg></svg></a>"
            if number < self.pages
            else ""
        )
        return self._framed("Tin", f"<div class='css-7z8x9c'>{rows}</div><div>{after}</div>")

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<div class='css-5f6g7h'><a href='/f/{number}/{n}.pdf'>Tải xuống</a></div>"
            for n, _ in enumerate(one.attachments)
        )
        return self._framed(
            one.title,
            f"<div class='css-2s3d4f'><h1>{escape(one.title)}</h1><div class='css-6a7b8c'>"
            f"{_short_day(one)}</div></div>"
            f"<div class='css-8h9j0k'><div>{paragraphs(one)}</div></div>{files}"
            "<div class='css-1l2k3j'>Bạn có thể quan tâm"
            + "".join(
                f"<div class='css-3d4e5f'><a href='{self._link(n, two)}'>{escape(two.title)}</a>"
                f"</div>"
                for n, two in self.page_of(2)
                if n != number
            )
            + "</div>",
        )
