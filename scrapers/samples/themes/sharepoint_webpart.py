"""Web parts with numbers of their own on each page, list items, attachments beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.samples.markup import attribute
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry

_LIST = "/noidung/tintuc/Lists/ThongBao"
_PAGE = "/noidung/tintuc/Pages/thong-bao.aspx"


class _WebPart(Theme):
    """Web parts with numbers of their own on each page, list items, attachments beside them."""

    name = "sharepoint_webpart"
    category = "Thông báo"
    numbers = re.compile(r"[?&]ItemID=(\d+)")
    feed = "/noidung/tintuc/Pages/rss.aspx?CateID=17"

    def identity(self, entry: Entry) -> str:
        return f"ThongBao/{entry.number}"

    def key(self, target: str) -> str | None:
        number = super().key(target)
        return f"ThongBao/{number}" if number else None

    def address(self, entry: Entry) -> str:
        return f"{_LIST}/View_Detail.aspx?ItemID={entry.number}"

    def alias(self, entry: Entry) -> str:
        return f"{_LIST}/View_Detail.aspx?lang=vi&ItemID={entry.number}"

    def print_view(self, entry: Entry) -> str:
        return f"{_LIST}/View_Detail.aspx?ItemID={entry.number}&IsPrint=1"

    def page_of(self, target: str) -> int | None:
        match = re.fullmatch(rf"{re.escape(_PAGE)}(?:\?date=&CateID=17(?:&page=(\d+))?)?", target)
        return int(match[1] or 1) - 1 if match else None

    def pager(self, page: int, pages: int) -> str:
        address = attribute(f"{_PAGE}?date=&CateID=17&page=")
        links = [
            f'<a class="current">{n + 1}</a>'
            if n == page
            else f'<a href="{address}{n + 1}">{n + 1}</a>'
            for n in range(pages)
        ]
        return "".join([*links, f'<a href="{address}{pages}">&gt;&gt;</a>'])

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        return f"{_LIST}/Attachments/{entry.number}/{file.name}"


THEME = _WebPart()
