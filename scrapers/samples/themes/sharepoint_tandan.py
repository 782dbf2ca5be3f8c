"""The day as a folder; a pager that leads past the end, where the last page repeats."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry


class _TanDan(Theme):
    """The day as a folder; a pager that leads past the end, where the last page repeats."""

    name = "sharepoint_tandan"
    category = "Thông báo"
    numbers = re.compile(r"/[Pp]ages/(\d{4}-\d+-\d+/[\w-]+)\.aspx")
    always_next = True
    stamp = "%d/%m/%Y, %H:%M"

    def identity(self, entry: Entry) -> str:
        day = entry.notice.published
        letters = hashlib.sha256(str(entry.number).encode()).hexdigest()[:6]
        return f"{day.year}-{day.month}-{day.day}/{entry.slug[:44]}{letters}"

    def address(self, entry: Entry) -> str:
        return f"/portal/Pages/{self.identity(entry)}.aspx"

    def alias(self, entry: Entry) -> str:
        return f"/portal/pages/{self.identity(entry)}.aspx"

    def print_view(self, entry: Entry) -> str:
        return f"{self.address(entry)}?In=1"

    def page_of(self, target: str) -> int | None:
        match = re.fullmatch(r"/portal/Pages/Thong-bao\.aspx(?:\?PageIndex=(\d+))?", target)
        return int(match[1] or 1) - 1 if match else None

    def pager(self, page: int, pages: int) -> str:
        path = "/portal/Pages/Thong-bao.aspx?PageIndex="
        links = [
            f'<span class="cur">{n + 1}</span>'
            if n == page
            else f'<a href="{path}{n + 1}">{n + 1}</a>'
            for n in range(pages)
        ]
        return " ".join([*links, f'<a class="next" href="{path}{page + 2}">Tiếp</a>'])

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        day = entry.notice.published
        return f"/portal/DinhKem/{day.year}-{day.month}-{day.day}/{file.name}"


THEME = _TanDan()
