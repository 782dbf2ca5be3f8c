"""Portals that turn their pages by a posted form, by a script, or by arrows; one without days."""

from __future__ import annotations

from html import escape

from tests.pipeline.unseen_portals.portal import PDF, Unseen, paragraphs

_MONTHS = (
    "Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai",
)  # fmt: skip


class WebForms(Unseen):
    """A board's WebForms portal of its own make: a DataList, a pager that posts, labels for all."""

    listing_path = "/TinTuc/DanhSach.aspx?loai=12"
    _STATE = (
        "<input type='hidden' name='__VIEWSTATE' id='__VIEWSTATE' value='dDw{0}w'>"
        "<input type='hidden' name='__EVENTTARGET' value=''><input type='hidden'"
        " name='__EVENTARGUMENT' value=''>"
        "<input type='hidden' name='__EVENTVALIDATION' value='wEW{0}'>"
    )

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:
        if path == "/TinTuc/DanhSach.aspx":
            number = 1
            if form:
                if form.get("__VIEWSTATE", "")[:3] != "dDw" or "__EVENTVALIDATION" not in form:
                    return None
                number = int(form["__EVENTTARGET"].rpartition("lnkTrang")[2])
            return self._list(number)
        if path == "/TinTuc/XemTin.aspx":
            return self._article(int(query["ma"]))
        if path == "/TinTuc/TaiTep.aspx":
            return self.file(int(query["ma"]), int(query["tep"]))
        return None

    def _framed(self, number: int, main: str) -> str:
        return (
            "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN'><html><head><meta"
            " charset='utf-8'>"
            "<title>Ban Quản lý các khu công nghiệp tỉnh Long An</title></head><body>"
            f"<form method='post' action='' id='frmMain'>{self._STATE.format(number)}"
            "<div id='pnTop'><span>Ban Quản lý các khu công nghiệp tỉnh Long An</span></div>"
            "<div id='pnLeft'><a href='/GioiThieu.aspx'>Giới thiệu về Ban Quản lý các khu công"
            " nghiệp</a>"
            f"<a href='/LienHe.aspx'>Liên hệ công tác và hỏi đáp</a></div><div id='pnMain'>{main}"
            f"</div>"
            f"<div id='pnBottom'>Lượt truy cập: {900 + len(self.log)}</div></form></body></html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<tr><td><span id='ctl00_dl_ctl{n:02}_lblNgay'>{one.published:%d/%m/%Y}</span></td>"
            f"<td><a id='ctl00_dl_ctl{n:02}_hplTin' href='XemTin.aspx?loai=12"
            f"&ma={n}'>{escape(one.title)}</a>"
            f"</td></tr>"
            for n, one in self.page_of(number)
        )
        bar = " ".join(
            f"<span>{n}</span>"
            if n == number
            else f"<a href=\"javascript:__doPostBack('ctl00$pg$lnkTrang{n}','')\">{n}</a>"
            for n in range(1, self.pages + 1)
        )
        return self._framed(
            number, f"<table id='ctl00_dl'>{rows}</table><div id='pnTrang'>{bar}</div>"
        )

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        half = "SA" if one.published.hour < 12 else "CH"
        hour = one.published.hour - 12 if one.published.hour > 12 else one.published.hour
        files = "".join(
            f"<a href='TaiTep.aspx?ma={number}&tep={n}'>{escape(file.name)}</a><br>"
            for n, file in enumerate(one.attachments)
        )
        return self._framed(
            number,
            f"<span id='ctl00_ct_lblTieuDe'>{escape(one.title)}</span><br>"
            f"<span id='ctl00_ct_lblNgayDang'>Ngày đăng: {one.published:%d/%m/%Y}"
            f" {hour}:{one.published:%M:%S} {half}"
            f"</span><div id='ctl00_ct_pnNoiDung'><table><tr><td>{paragraphs(one)}</td></tr>"
            f"</table></div>"
            f"<div id='ctl00_ct_pnTep'>{files}</div>"
            "<div id='ctl00_ct_pnKhac'><b>Các tin khác</b><ul>"
            + "".join(
                f"<li><a href='XemTin.aspx?loai=12&ma={n}'>{escape(two.title)}</a>"
                f" ({two.published:%d/%m})</li>"
                for n, two in self.page_of(1)
                if n != number
            )
            + "</ul></div>",
        )


class ByScript(Unseen):
    """A centre's portal whose button asks for more rows; days in words; files behind onclick."""

    listing_path = "/tin-hoat-dong"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        parts = path.strip("/").split("/")
        if path == "/ajax/tin":
            number = int(query.get("trang", "1"))
            return self._rows(number) if self.page_of(number) else ""
        if path == self.listing_path:
            return self._framed(
                "Tin hoạt động",
                f"<div id='ds-tin'>{self._rows(1)}</div>"
                "<button class='nut-tai-them' data-url='/ajax/tin?muc=9&trang=2'>Tải thêm tin"
                "</button>"
                "<script>$('.nut-tai-them').click(function(){$.get($(this).data('url'))})</script>",
            )
        if parts[0] == "uploads":
            return PDF
        if parts[0] == "tin" and parts[1].rpartition("-")[2].isdigit():
            return self._article(int(parts[1].rpartition("-")[2]))
        return None

    def _framed(self, title: str, main: str) -> str:
        return (
            f"<html><head><meta charset='utf-8'><title>{escape(title)} :: Trung tâm Khuyến nông"
            f" tỉnh Long An</title>"
            "</head><body><div id='dau-trang'><a href='/'>Trung tâm Khuyến nông tỉnh Long An</a>"
            "</div>"
            f"<div id='giua'>{main}</div><div id='cuoi-trang'>© 2024 Trung tâm Khuyến nông tỉnh"
            f" Long An</div>"
            "</body></html>"
        )

    def _rows(self, number: int) -> str:
        return "".join(
            f"<div class='o-tin'><a href='/tin/ban-tin-{n}'><b>{escape(one.title)}</b></a>"
            f"<div class='luc'>{one.published.day} Tháng {_MONTHS[one.published.month - 1]}, "
            f"{one.published.year}</div></div>"
            for n, one in self.page_of(number)
        ) + (
            f"<button class='nut-tai-them' data-url='/ajax/tin?muc=9&trang={number + 1}'>Tải thêm"
            f" tin</button>"
            if 1 < number < self.pages
            else ""
        )

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<p>Xem chi tiết <a href='#'"
            f" onclick=\"window.open('/uploads/{number}/{n}-ke-hoach.pdf')\">tại đây</a></p>"
            for n, _ in enumerate(one.attachments)
        )
        return self._framed(
            one.title,
            f"<div class='tin-dau'><h3>{escape(one.title)}</h3><p class='luc'>{one.published.day}"
            f" Tháng "
            f"{_MONTHS[one.published.month - 1]}, {one.published.year}</p></div>"
            f"<div class='tin-giua'>{paragraphs(one)}{files}<p class='dem'>Đã xem:"
            f" {len(self.log)} lượt</p></div>"
            "<div class='tin-cuoi'>Tin cùng chuyên mục<ul>"
            + "".join(
                f"<li><a href='/tin/ban-tin-{n}'>{escape(two.title)}</a></li>"
                for n, two in self.page_of(2)
                if n != number
            )
            + "</ul></div>",
        )


class Undated(Unseen):
    """An institute's portal: no day anywhere, definition lists, a pager by arrows with titles."""

    listing_path = "/vn/tin.html"
    dated = False

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path.startswith("/vn/tin/"):
            return self._article(int(path.removesuffix(".html").rpartition(".")[2]))
        if path == "/vn/tin.html":
            return self._list(1)
        if path.startswith("/vn/tin.html."):
            return self._list(int(path.rpartition(".")[2]))
        if path.startswith("/dl/"):
            return self.file(int(path.split("/")[2]), int(path.split("/")[3]))
        return None

    def _framed(self, title: str, main: str) -> str:
        return (
            f"<html><head><meta charset='utf-8'><title>{escape(title)}</title></head><body>"
            "<div class='w'><dl class='m'><dt><a href='/vn/gioi-thieu.html'>Giới thiệu về Viện"
            "</a></dt></dl>"
            f"<div class='c'>{main}</div></div><p class='f'>Viện Nghiên cứu phát triển tỉnh Long"
            f" An</p>"
            f"<p class='f'>Hôm nay: 12/12/2024. Khách: {len(self.log)}</p></body></html>"
        )

    def _list(self, number: int) -> str | None:
        if not (some := self.page_of(number)):
            return None
        rows = "".join(
            f"<dt><a href='/vn/tin/bai.{n}.html'>{escape(one.title)}</a></dt>"
            f"<dd>{escape(one.lines[0][:80])} <a href='/vn/tin/bai.{n}.html'>[Chi tiết]</a></dd>"
            for n, one in some
        )
        before = (
            f"<a href='/vn/tin.html.{number - 1}' title='Trang trước'><img src='/l.gif'></a>"
            if number > 1
            else ""
        )
        after = (
            f"<a href='/vn/tin.html.{number + 1}' title='Trang sau'><img src='/r.gif'></a>"
            if number < self.pages
            else ""
        )
        return self._framed(
            "Viện Nghiên cứu phát triển tỉnh Long An",
            f"<dl class='d'>{rows}</dl><p>{before} Trang {number}/{self.pages} {after}</p>",
        )

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<p><a href='/dl/{number}/{n}'>{escape(file.name)}</a></p>"
            for n, file in enumerate(one.attachments)
        )
        return self._framed(
            f"{one.title} - Viện Nghiên cứu phát triển tỉnh Long An",
            f"<p class='h'><strong>{escape(one.title)}</strong></p><div"
            f" class='b'>{paragraphs(one)}</div>{files}"
            "<p class='k'>Các bài khác:</p><dl>"
            + "".join(
                f"<dt><a href='/vn/tin/bai.{n}.html'>{escape(two.title)}</a></dt>"
                for n, two in self.page_of(1)
                if n != number
            )
            + "</dl>",
        )
