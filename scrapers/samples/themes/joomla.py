"""Pages that count rows, a base address, numbers before slugs, links to index.php."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.samples.markup import attribute
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry


class _Joomla(Theme):
    """Pages that count rows, a base address, numbers before slugs, links to index.php."""

    name = "joomla"
    category = "Thông báo"
    numbers = re.compile(r"(?:/|[?&]id=)(\d+)[-:]")
    feed = "/thong-bao?format=feed&type=rss"
    missing_status = 404
    stamp = "%d Tháng %m %Y"
    rows = 10

    def address(self, entry: Entry) -> str:
        return f"/thong-bao/{entry.number}-{entry.slug}"

    def alias(self, entry: Entry) -> str:
        return f"/index.php?option=com_content&view=article&id={entry.number}:{entry.slug}&catid=9"

    def print_view(self, entry: Entry) -> str:
        return f"{self.address(entry)}?tmpl=component&print=1"

    def page_of(self, target: str) -> int | None:
        match = re.fullmatch(r"/thong-bao(?:\?start=(\d+))?", target)
        return int(match[1] or 0) // self.rows if match else None

    def pager(self, page: int, pages: int) -> str:
        links = [
            f'<li class="active page-item"><a aria-current="true" href="#">{n + 1}</a></li>'
            if n == page
            else f'<li class="page-item"><a href="{self._start(n)}">{n + 1}</a></li>'
            for n in range(pages)
        ]
        if page + 1 < pages:
            links.append(
                '<li class="page-item"><a aria-label="Đi tới trang tiếp theo"'
                f' href="{self._start(page + 1)}"><span class="icon-angle-right"></span></a></li>'
            )
        return "".join(links)

    def _start(self, page: int) -> str:
        return f"/thong-bao?start={page * self.rows}" if page else "/thong-bao"

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        return f"/images/vanban/{entry.notice.published:%Y}/{file.name}"

    def author(self, entry: Entry) -> str:
        name = attribute(entry.notice.author or "")
        return f'<dd class="createdby"><span itemprop="name">{name}</span></dd>' if name else ""


THEME = _Joomla()
