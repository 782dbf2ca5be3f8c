"""Portals whose text has no element of its own, or lies in a table among widgets."""

from __future__ import annotations

from html import escape

from tests.pipeline.unseen_portals.portal import (
    NOTICES,
    PDF,
    Unseen,
    paragraphs,
    weekday,
)


class Flat(Unseen):
    """A department's portal: title, day, text, files, share bar and related list in one element."""

    listing_path = "/tin-tuc-su-kien"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path == self.listing_path:
            return self._list(int(query.get("page", "1")))
        if path.startswith("/tin-tuc-su-kien/"):
            return self._article(int(path.rpartition("-")[2]))
        return PDF if path.startswith("/files/") else None

    def _framed(self, main: str) -> str:
        return (
            "<html><head><meta charset=utf-8><title>Sở Du lịch tỉnh Long An</title></head><body>"
            "<div id=top>Sở Du lịch tỉnh Long An</div><div id=menu><a href='/gt'>Giới thiệu</a>"
            "</div>"
            f"<div class=content>{main}</div><div id=bot>Điện thoại 0272.3.123.456</div></body>"
            f"</html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<div class=news><h3><a href='/tin-tuc-su-kien/tin-{n}'>{escape(one.title)}</a></h3>"
            f"<span>{one.published:%d/%m/%Y %H:%M}</span><p>{escape(one.lines[0][:80])}</p></div>"
            for n, one in self.page_of(number)
        )
        bar = "".join(f"<a href='?page={n}'>{n}</a> " for n in range(1, self.pages + 1))
        return self._framed(f"{rows}<div class=page-nav>{bar}</div>")

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<p><b>File đính kèm:</b> <a href='/files/{number}-{n}.pdf'>{escape(file.name)}</a>"
            f"</p>"
            for n, file in enumerate(one.attachments)
        )
        related = "".join(
            f"<li><a href='/tin-tuc-su-kien/tin-{n}'>{escape(two.title)}</a>"
            f" <i>({two.published:%d/%m/%Y})</i></li>"
            for n, two in self.page_of(2)
            if n != number
        )
        return self._framed(
            f"<h1>{escape(one.title)}</h1><span class=date>{weekday(one)}, ngày"
            f" {one.published:%d/%m/%Y %H:%M:%S}</span> <a href='/in/{number}'>In bài</a>"
            f"{paragraphs(one)}{files}<p style='text-align:right'><em>Nguồn: Văn phòng Sở</em></p>"
            "<div class=social><a href=x>Facebook</a><a href=y>Zalo</a></div>"
            f"<h4>Tin liên quan</h4><ul>{related}</ul>"
        )


class Portlets(Unseen):
    """A district's three columns: a list in each, ISO days, a pager of arrows around a field."""

    listing_path = "/danh-muc/7"
    _MENU = "".join(
        f"<li><a href='/danh-muc/{n}'>{title}</a></li>"
        for n, title in enumerate(
            (
                "Thông tin tuyên truyền pháp luật",
                "Chiến lược, quy hoạch, kế hoạch phát triển",
                "Công trình đang được đầu tư xây dựng",
            )
        )
    )

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        steps = path.strip("/").split("/")
        if steps[0] == "danh-muc":
            return self._list(int(steps[2]) if len(steps) > 2 else 1)
        if steps[0] == "chi-tiet":
            return self._article(int(steps[1]))
        return PDF if steps[0] == "get_file" else None

    def _framed(self, main: str) -> str:
        news = "".join(
            f"<div class=tb><a href='/chi-tiet/{4100 + n}/xem.html'>{escape(NOTICES[n].title)}"
            f"</a></div>"
            for n in (9, 10)
        )
        return (
            "<html><head><meta charset=utf-8><title>Trang tin</title><meta property='og:site_name'"
            " content='Cổng thông tin huyện Đức Huệ, tỉnh Long An'></head><body><table><tr>"
            f"<td id=l><ul>{self._MENU}</ul></td><td id=c>{main}</td>"
            f"<td id=r><b>Thông báo mới</b>{news}</td></tr></table></body></html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<section class=mt><img src=/a.jpg><a href='/chi-tiet/{n}/xem.html'><strong>"
            f"{escape(one.title)}</strong></a><label>Ngày: {one.published:%Y-%m-%d}</label>"
            f"</section>"
            for n, one in self.page_of(number)
        )
        before, after = max(1, number - 1), min(self.pages, number + 1)
        return self._framed(
            f"{rows}<a class=truoc href='/danh-muc/7/{before}'>‹</a><input value={number}>"
            f"<a class=tiep href='/danh-muc/7/{after}'>›</a>"
        )

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<div><a href='/get_file?uuid={number}{n}'><img src=/dl.png> Tải về</a></div>"
            for n, _ in enumerate(one.attachments)
        )
        return self._framed(
            f"<article><header><h2>{escape(one.title)}</h2><p><label>Ngày đăng:"
            f" {one.published:%Y-%m-%d %H:%M}</label> <label>Lượt xem: {len(self.log)}</label></p>"
            "</header><table width=100%><tbody><tr><td><div><figure><img src=/x.jpg><figcaption>"
            f"Quang cảnh hội nghị</figcaption></figure></div>{paragraphs(one)}</td></tr></tbody>"
            f"</table>{files}</article>"
        )
