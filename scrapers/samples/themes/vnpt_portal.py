"""A query without a name; titles in capitals; a player before the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.samples import markup
from scrapers.samples.markup import attribute
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry


class _VnptPortal(Theme):
    """A query without a name; titles in capitals; a player before the text."""

    name = "vnpt_portal"
    category = "Tin cải cách hành chính"
    numbers = re.compile(r"[/-](\d{5,})=?$")
    _list = "dsnews_WAR_vnpteportalnewsportlet_INSTANCE_mAu1"

    def address(self, entry: Entry) -> str:
        return f"/chi-tiet-tin?/{entry.slug}/{entry.number}"

    def alias(self, entry: Entry) -> str:
        return f"/cai-cach-hanh-chinh/{entry.slug}-{entry.number}"

    def page_of(self, target: str) -> int | None:
        if target == "/tin-cai-cach":
            return 0
        match = re.fullmatch(r"/tin-cai-cach\?p_p_id=.*_cur=(\d+)", target)
        return int(match[1]) - 1 if match else None

    def pager(self, page: int, pages: int) -> str:
        links = []
        for n in range(pages):
            address = attribute(
                f"/tin-cai-cach?p_p_id={self._list}&p_p_lifecycle=0"
                f"&_{self._list}_delta=10&_{self._list}_cur={n + 1}"
            )
            here = f'<li class="active"><a href="#">{n + 1}</a></li>'
            links.append(here if n == page else f'<li><a href="{address}">{n + 1}</a></li>')
        return "".join(links)

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        return f"/documents/10180/{entry.number}/{file.name}?version=1.0"

    def body(self, entry: Entry) -> str:
        return markup.paragraphs(entry.notice.lines, "div")

    def author(self, entry: Entry) -> str:
        name = attribute(entry.notice.author or "")
        return f'<div style="text-align:right"><b>{name}</b></div>' if name else ""


THEME = _VnptPortal()
