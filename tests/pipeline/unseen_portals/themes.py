"""Portals on a known CMS with a theme or module that its family's rules do not know."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from scrapers.stamps import VIETNAM
from tests.pipeline.unseen_portals.portal import PDF, Unseen, paragraphs

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleNotice


def _milliseconds(one: SampleNotice) -> int:
    return int(one.published.replace(tzinfo=VIETNAM).timestamp()) * 1000


class LinkedDnn(Unseen):
    """DotNetNuke with a news module whose pages are links, where the default theme posts."""

    family = "dotnetnuke"
    listing_path = "/tin-tuc"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:
        if path == "/LinkClick.aspx":
            return PDF
        if form:
            return None
        if path.startswith("/tin-tuc/chi-tiet/"):
            return self._article(int(path.rpartition("-")[2]))
        return (
            None if query else self._list(int(path.rpartition("/")[2]) if "PageID" in path else 1)
        )

    def _framed(self, title: str, main: str) -> str:
        return (
            "<!DOCTYPE html><html><head><meta name='GENERATOR' content='DotNetNuke'><meta"
            f" charset='utf-8'><title>{escape(title)}</title></head><body><form method='post'"
            " id='Form'><input type='hidden' name='__dnnVariable' value='x'><input type='hidden'"
            " name='__VIEWSTATE' value='v'><div id='dnn_ctr512_ContentPane'>"
            f"{main}</div><div id='dnn_FooterPane'>UBND thành phố Tân An, tỉnh Long An</div>"
            "</form></body></html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<div class='edn_article'><h2 class='edn_articleTitle'><a href='/tin-tuc/chi-tiet/"
            f"tin-{n}'>{escape(one.title)}</a></h2><span class='edn_date'>"
            f"{one.published:%d/%m/%Y}</span></div>"
            for n, one in self.page_of(number)
        )
        pages = "".join(
            f"<a class='page' href='/tin-tuc/PgrID/512/PageID/{n}'>{n}</a>"
            for n in range(1, self.pages + 1)
        )
        return self._framed("Tin tức", f"{rows}<div class='article_pager'>{pages}</div>")

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<li><a href='/LinkClick.aspx?fileticket=Zx{number}{n}'>{escape(file.name)}</a></li>"
            for n, file in enumerate(one.attachments)
        )
        return self._framed(
            one.title,
            f"<div class='edn_article'><h1 class='edn_articleTitle'>{escape(one.title)}</h1>"
            f"<time datetime='{one.published:%Y-%m-%dT%H:%M}'></time><div class='edn_articleText'>"
            f"{paragraphs(one)}</div><ul class='edn_documents'>{files}</ul></div>",
        )


class GridView(Unseen):
    """WebForms: `tc` is the category's number, not the article's; the text lies in a span."""

    family = "aspnet_custom"
    listing_path = "/tintuc.aspx?cn=12&tc=7"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:
        if path.startswith("/UploadFiles/"):
            return PDF
        if path == "/chitiet.aspx":
            return self._article(int(query["id"]))
        number = 1
        if form:
            if form["__EVENTVALIDATION"] != "ev" + form["__VIEWSTATE"][2:]:
                return None
            number = int(form["__EVENTARGUMENT"].removeprefix("Page$"))
        return self._list(number)

    def _framed(self, number: int, main: str) -> str:
        return (
            "<html><head><meta charset='utf-8'><title>Sở Tư pháp tỉnh Long An</title></head><body>"
            "<form method='post' action='./tintuc.aspx?cn=12&amp;tc=7' id='form1'><input"
            f' type="hidden" name="__VIEWSTATE" value="vs{number}">'
            f"<input type='hidden' name='__EVENTVALIDATION' value='ev{number}'>{main}"
            "<table class='bottom'><tr><td>Cơ quan chủ quản: Sở Tư pháp tỉnh Long An</td></tr>"
            "</table></form></body></html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<tr><td><a class='tinlink' href='chitiet.aspx?cn=12&amp;tc=7&amp;id={n}'>"
            f"{escape(one.title)}</a> <span class='time'>({one.published:%d/%m/%Y})</span></td>"
            f"</tr>"
            for n, one in self.page_of(number)
        )
        pages = "".join(
            f"<td><span>{n}</span></td>"
            if n == number
            else f"<td><a href=\"javascript:__doPostBack('ctl00$grv','Page${n}')\">{n}</a></td>"
            for n in range(1, self.pages + 1)
        )
        pager = f"<tr><td colspan='2'><table><tr>{pages}</tr></table></td></tr>"
        return self._framed(number, f"<table id='ctl00_main_grvTin'>{rows}{pager}</table>")

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<a href='/UploadFiles/{number}-{n}.pdf'>{escape(file.name)}</a><br>"
            for n, file in enumerate(one.attachments)
        )
        return self._framed(
            0,
            f"<span id='ctl00_main_lblTieuDe'>{escape(one.title)}</span> <span"
            f" id='ctl00_main_lblNgay'>({one.published:%d/%m/%Y})</span><div>- + A- A+ In</div>"
            f"<span id='ctl00_main_lblNoiDung'>{paragraphs(one)}</span><div>{files}</div>"
            f"<div>Số lượt đọc: {len(self.log)}</div>",
        )


class InnerDay(Unseen):
    """Liferay with a template of its own: the hour and the day stand in the content itself."""

    family = "liferay"
    listing_path = "/tin-tuc"
    _PORTLET = "com_liferay_asset_publisher_INSTANCE_Qx7"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path.startswith("/documents/"):
            return PDF
        if path == self.listing_path:
            return self._list(int(query.get(f"_{self._PORTLET}_cur", "1")))
        return self._article(int(path.rpartition("-")[2]))

    def _framed(self, title: str, main: str) -> str:
        return (
            f"<!DOCTYPE html><html lang='vi-VN'><head><title>{escape(title)} - Cổng thông tin điện"
            " tử tỉnh Long An</title><meta charset='utf-8'><link href='/o/portal-theme/main.css'>"
            "<script>var Liferay=Liferay||{};Liferay.currentURL='x?p_p_id=a';</script></head>"
            f"<body><div id='p_p_id_{self._PORTLET}_'>{main}</div><footer>Cổng thông tin điện tử"
            " tỉnh Long An</footer></body></html>"
        )

    def _list(self, number: int) -> str:
        rows = "".join(
            f"<div class='item-tin'><a class='tieude' href='/tin-tuc/-/asset_publisher/Qx7/content"
            f"/tin-{n}?redirect=%2Ftin'>{escape(one.title)}</a><p class='ngaydang'>"
            f"({one.published:%d/%m/%Y %H:%M:%S})</p></div>"
            for n, one in self.page_of(number)
        )
        following = (
            f"<ul class='pagination'><li><a href='{self.listing_path}?p_p_id={self._PORTLET}&amp;"
            f"p_p_state=normal&amp;_{self._PORTLET}_cur={number + 1}'>Trang sau</a></li></ul>"
        )
        return self._framed("Tin tức", rows + (following if number < self.pages else ""))

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = "".join(
            f"<a href='/documents/20126/0/t.pdf/0b1c2d3e-1111-2222-3333-4444555{number}{n}?t=17'>"
            f"{escape(file.name)}</a>"
            for n, file in enumerate(one.attachments)
        )
        return self._framed(
            one.title,
            f"<h4 class='component-title'><span>{escape(one.title)}</span></h4><div"
            f" class='journal-content-article'><p class='ngaydang-ct'>{one.published:%H:%M} |"
            f" {one.published:%d/%m/%Y}</p>{paragraphs(one)}{files}</div>",
        )


class Spring(Unseen):
    """A portal that a script draws: JSON with names and addresses of its own, pages from zero."""

    family = "spa_json"
    listing_path = "/api/v1/posts/search?category=tin-tuc&pageIndex=0&pageSize=5"

    def answer(self, path: str, query: dict[str, str], form: dict[str, str]) -> str | bytes | None:  # noqa: ARG002  (asked alike)
        if path.startswith("/files/"):
            return PDF
        if path == "/api/v1/posts/search":
            return self._list(int(query["pageIndex"]) + 1)
        if path.startswith("/api/v1/posts/"):
            return self._article(int(path.rpartition("/")[2]))
        return (
            "<!doctype html><html><head><title>Cổng thông tin điện tử tỉnh Long An</title></head>"
            "<body><div id='root'></div><script type='module' src='/a.js'></script></body></html>"
        )

    def _list(self, number: int) -> str:
        rows = [
            {
                "postId": n, "tieuDe": one.title, "luotXem": 3,
                "ngayXuatBan": _milliseconds(one),
            }
            for n, one in self.page_of(number)
        ]  # fmt: skip
        return json.dumps({"success": True, "result": {"content": rows, "totalElements": 12}})

    def _article(self, number: int) -> str | None:
        one = self.notice(number)
        if one is None:
            return None
        files = [
            {"tenFile": file.name, "duongDan": f"/files/{number}-{n}.pdf"}
            for n, file in enumerate(one.attachments)
        ]
        told = {
            "postId": number, "tieuDe": one.title, "noiDung": paragraphs(one),
            "ngayXuatBan": _milliseconds(one), "tepDinhKem": files,
        }  # fmt: skip
        return json.dumps({"success": True, "result": told})
