"""A newspaper: listings without days, a day of the last change, older addresses in .aspx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.samples.markup import attribute
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry


class _NewspaperCate(Theme):
    """A newspaper: listings without days, a day of the last change, older addresses in .aspx."""

    name = "newspaper_cate"
    category = "Chính trị"
    numbers = re.compile(r"(?:-a?|\?a=)(\d+)(?:\.html|\.aspx|$)")
    stamp = "%d/%m/%Y %H:%M:%S"

    def address(self, entry: Entry) -> str:
        return f"/chinh-tri/{entry.slug}-a{entry.number}.html"

    def alias(self, entry: Entry) -> str:
        return f"/chinh-tri/{entry.slug}-{entry.number}.aspx"

    def print_view(self, entry: Entry) -> str:
        return f"/print?a={entry.number}"

    def page_of(self, target: str) -> int | None:
        match = re.fullmatch(r"/chinh-tri\?cate=342(?:&page=(\d+))?", target)
        return int(match[1] or 1) - 1 if match else None

    def pager(self, page: int, pages: int) -> str:
        links = [
            f'<span class="current">{n + 1}</span>'
            if n == page
            else f'<a href="/chinh-tri?cate=342&amp;page={n + 1}">{n + 1}</a>'
            for n in range(pages)
        ]
        return "".join(links)

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        return f"/database/tep/{entry.notice.published:%Y/%m}/{file.name}"

    def figure(self, entry: Entry) -> str:
        if not entry.notice.caption:
            return ""
        return (
            '<table class="image"><tr><td><img data-src="/database/image/a.jpg" class="lazy"/></td>'
            f'</tr><tr><td class="caption">{attribute(entry.notice.caption)}</td></tr></table>'
        )

    def files(self, entry: Entry) -> str:
        links = super().files(entry)
        return f'<div class="tep">Tệp đính kèm: {links}</div>' if links else ""


THEME = _NewspaperCate()
