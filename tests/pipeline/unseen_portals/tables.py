"""Portals whose pages are laid out in tables, with few names or none."""

from __future__ import annotations

from html import escape

from tests.pipeline.unseen_portals.portal import PDF, PER_PAGE, Unseen, paragraphs, weekday


class HuyenTables(Unseen):
    """A district's portal of 2009: nested tables, no ids but two, pager [1] [2] [3] in brackets."""

    listing_path = "/index.php?act=chuyenmuc&cm=7"

    _FRAME = (
        "<html><head><meta http-equiv='Content-Type' content='text/html; charset=utf-8'>"
        "<title>Trang thông tin điện tử huyện Bến Mây, tỉnh Long An</title></head>"
        "<body bgcolor='#ffffff'><table width='1000' align='center'><tr><td colspan='3'>"
        "<img src='/images/banner.jpg' alt='UBND huyện Bến Mây'></td></tr>"
        "<tr><td colspan='3'>Hôm nay, Thứ năm ngày 12/12/2024</td></tr>"
        "<tr><td width='180' valign='top'><table class='menutrai'>"
        "<tr><td><a href='/index.php?act=trangchu'>Trang chủ</a></td></tr>"
        "<tr><td><a href='/index.php?act=chuyenmuc&cm=2'>Giới thiệu chung về huyện Bến Mây</a>"
        "</td></tr>"
        "<tr><td><a href='/index.php?act=chuyenmuc&cm=3'>Văn bản chỉ đạo, điều hành của huyện</a>"
        "</td></tr>"
        "<tr><td><a href='/index.php?act=chuyenmuc&cm=4'>Thông tin quy hoạch, kế hoạch sử dụng"
        " đất</a></td></tr>"
        "</table></td><td valign='top'>{}</td><td width='160' valign='top'>"
        "<table class='lienket'><tr><td>Liên kết website</td></tr><tr><td>"
        "<a href='http://chinhphu.vn'>Cổng thông tin điện tử Chính phủ nước CHXHCN Việt Nam</a>"
        "</td></tr></table>"
        "</td></tr><tr><td colspan='3' align='center'>Bản quyền thuộc UBND huyện Bến Mây. "
        "Số người truy cập: {}</td></tr></table></body></html>"
    )

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path == "/taive.php":
            return self.file(int(query["id"]), int(query["f"]))
        if path == "/index.php" and query.get("act") == "chuyenmuc":
            return self._framed(self._list(int(query.get("trang", "1"))))
        if path == "/index.php" and query.get("act") == "xem":
            return self._article(int(query["idtin"]))
        return None

    def _framed(self, content: str) -> str:
        return self._FRAME.format(content, 48210 + len(self.log))

    def _list(self, number: int) -> str:
        rows = "".join(
            "<tr><td width='90'><img src='/images/t.jpg' width='80'></td><td>"
            f"<a href='/index.php?act=xem&cm=7&idtin={n}' class='td_tin'>{escape(one.title)}</a> "
            f"<font color='#999999' size='1'>({one.published:%d/%m/%Y})</font><br>"
            f"{escape(one.lines[0][:90])}...</td></tr><tr><td colspan='2'><hr></td></tr>"
            for n, one in self.page_of(number)
        )
        bar = " ".join(
            f"<b>[{n}]</b>"
            if n == number
            else f"<a href='/index.php?act=chuyenmuc&cm=7&trang={n}'>[{n}]</a>"
            for n in range(1, self.pages + 1)
        )
        return (
            f"<table width='100%'><tr><td class='tieude_cm'>TIN TỨC - SỰ KIỆN</td></tr></table>"
            f"<table width='100%'>{rows}</table><div align='right'>Trang: {bar}</div>"
        )

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<br><img src='/images/attach.gif'> <a href='/taive.php?id={number}&f={n}'>"
            f"{escape(file.name)}</a>"
            for n, file in enumerate(one.attachments)
        )
        older = "".join(
            f"<tr><td>» <a href='/index.php?act=xem&cm=7&idtin={n}'>{escape(two.title)}</a> "
            f"<i>({two.published:%d/%m/%Y})</i></td></tr>"
            for n, two in self.page_of(3)
            if n != number
        )
        return self._framed(
            "<table width='100%'><tr><td>Trang chủ » Tin tức - Sự kiện</td></tr>"
            f"<tr><td class='tieude_bv'>{escape(one.title)}</td></tr>"
            f"<tr><td class='ngay_bv'>{weekday(one)}, {one.published:%d/%m/%Y} | "
            f"{one.published:%H:%M} GMT+7</td></tr>"
            "<tr><td align='right'><a href='javascript:window.print()'>Bản in</a> | "
            f"<a href='/guiemail.php?id={number}'>Gửi cho bạn bè</a></td></tr>"
            f"<tr><td><table width='100%'><tr><td class='nd_bv'>{paragraphs(one)}</td></tr>"
            f"</table></td></tr>"
            f"<tr><td>{'Tập tin đính kèm:' if files else ''}{files}</td></tr>"
            "<tr><td class='tinkhac'>Các tin đã đưa:</td></tr>"
            f"<tr><td><table>{older}</table></td></tr></table>"
        )


class Register(Unseen):
    """A council's list as a table with a head: number, title, day, file."""

    listing_path = "/thong-bao.html"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path == "/thong-bao.html":
            return self._list(int(query.get("start", "0")) // PER_PAGE + 1)
        if path.startswith("/thong-bao/"):
            return self._article(int(path.split("/")[2].partition("-")[0]))
        return PDF if path.startswith("/files/") else None

    def _framed(self, main: str) -> str:
        return (
            "<html><head><meta charset='utf-8'><title>Hội đồng nhân dân tỉnh Long An</title>"
            "</head><body>"
            "<div id='header'>HỘI ĐỒNG NHÂN DÂN TỈNH LONG AN</div><div id='left'><ul"
            " class='mod-list'>"
            "<li><a href='/dai-bieu.html'>Đại biểu Hội đồng nhân dân tỉnh khóa X</a></li></ul>"
            "</div>"
            f"<div id='component'>{main}</div><div id='footer'>Điện thoại: 0272.3822.456</div>"
            f"</body></html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<tr class='row{n % 2}'><td>{n - 4099}</td><td><a"
            f" href='/thong-bao/{n}-thong-bao.html'>"
            f"{escape(one.title)}</a></td><td>{one.published:%d.%m.%Y}</td><td>"
            + "".join(
                f"<a href='/files/{n}/{at}.pdf'><img src='/pdf.png' alt='pdf'></a>"
                for at, _ in enumerate(one.attachments)
            )
            + "</td></tr>"
            for n, one in self.page_of(number)
        )
        bar = "".join(
            f"<li class='active'><a>{n}</a></li>"
            if n == number
            else f"<li><a href='/thong-bao.html?start={(n - 1) * PER_PAGE}'>{n}</a></li>"
            for n in range(1, self.pages + 1)
        )
        return self._framed(
            "<table class='category'><thead><tr><th>STT</th><th>Tiêu đề</th><th>Ngày đăng</th>"
            "<th>Tệp</th></tr>"
            f"</thead><tbody>{rows}</tbody></table><div class='phantrang'><ul>{bar}</ul></div>"
        )

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<li><a href='/files/{number}/{n}.pdf'>Toàn văn {n + 1}</a></li>"
            for n, _ in enumerate(one.attachments)
        )
        return self._framed(
            f"<table class='contentpane'><tr><td class='contentheading'>{escape(one.title)}</td>"
            f"</tr>"
            f"<tr><td class='createdate'>Ngày {one.published.day:02} tháng"
            f" {one.published.month:02} năm "
            f"{one.published.year} lúc {one.published.hour} giờ {one.published.minute:02}</td></tr>"
            f"<tr><td class='vanban'>{paragraphs(one, open_='<p align=justify>')}</td></tr></table>"
            f"<ul class='dskem'>{files}</ul>"
        )


class OldAsp(Unseen):
    """A town's portal of 2004: no quotes, capitals, windows-1258 that nobody declares, script"
    " pager."""

    listing_path = "/xemds.asp?loai=3"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path == "/xemds.asp":
            return self._list(int(query.get("page", "1")))
        if path == "/xemtin.asp":
            return self._article(int(query["id"]))
        return PDF if path.startswith("/tailieu/") else None

    def _framed(self, main: str) -> str:
        return (
            "<HTML><HEAD><META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=utf-8'>"
            "<TITLE>Thị xã Kiến Tường, tỉnh Long An</TITLE></HEAD><BODY>"
            "<TABLE WIDTH=100%><TR><TD>THỊ XÃ KIẾN TƯỜNG - TỈNH LONG AN<TR><TD>"
            "<A HREF=/lienhe.asp>Liên hệ với Ủy ban nhân dân thị xã</A></TABLE>"
            f"<TABLE WIDTH=100%><TR><TD WIDTH=70%>{main}<TD>Thời tiết: 29 độ</TABLE>"
            "<P ALIGN=CENTER>Bản quyền 2004 UBND thị xã Kiến Tường</BODY></HTML>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<LI><A HREF='xemtin.asp?id={n}&loai=3'>{escape(one.title)}</A> "
            f"<I>({one.published:%d/%m/%Y})</I>"
            for n, one in self.page_of(number)
        )
        bar = " ".join(
            str(n) if n == number else f'<A HREF="javascript:goPage({n})">{n}</A>'
            for n in range(1, self.pages + 1)
        )
        return self._framed(
            "<SCRIPT>function goPage(p){document.frm.page.value=p;document.frm.submit()}</SCRIPT>"
            "<FORM NAME=frm METHOD=GET ACTION=xemds.asp><INPUT TYPE=HIDDEN NAME=loai VALUE=3>"
            f"<INPUT TYPE=HIDDEN NAME=page></FORM><UL>{rows}</UL>Trang {bar}"
        )

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<BR><A HREF=/tailieu/{number}/{n}.pdf>Tài liệu kèm theo {n + 1}</A>"
            for n, _ in enumerate(one.attachments)
        )
        return self._framed(
            f"<FONT SIZE=4 COLOR=red><B>{escape(one.title)}</B></FONT><BR>"
            f"<FONT SIZE=1>(Ngày đăng: {one.published:%d/%m/%Y})</FONT>"
            f"<DIV CLASS=chitiet>{paragraphs(one, open_='<P ALIGN=JUSTIFY>', close='')}"
            f"</DIV>{files}"
        )
