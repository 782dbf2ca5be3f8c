"""One node under many addresses; times in UTC; lists as lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.samples import markup
from scrapers.samples.markup import attribute
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry


class _Drupal(Theme):
    """One node under many addresses; times in UTC; lists as lists."""

    name = "drupal"
    category = "Thông báo"
    numbers = re.compile(r"/(?:node|print)/(\d+)$")
    stamp = "%d/%m/%Y - %H:%M"

    def address(self, entry: Entry) -> str:
        return f"/vi/node/{entry.number}"

    def alias(self, entry: Entry) -> str:
        return f"/index.php/en/node/{entry.number}"

    def print_view(self, entry: Entry) -> str:
        return f"/vi/print/{entry.number}"

    def page_of(self, target: str) -> int | None:
        match = re.fullmatch(r"/vi/thong-bao(?:\?page=(\d+))?", target)
        return int(match[1] or 0) if match else None

    def pager(self, page: int, pages: int) -> str:
        links = [
            f'<li class="pager__item"><a href="?page={n}">{n + 1}</a></li>' for n in range(pages)
        ]
        if page + 1 < pages:
            links.append(
                f'<li class="pager__item pager__item--next"><a href="?page={page + 1}" rel="next">'
                "<span>Next ›</span></a></li>"
            )
        last = (
            f'<li class="pager__item pager__item--last"><a href="?page={pages - 1}">Last »</a></li>'
        )
        return "".join([*links, last])

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        return f"/sites/default/files/{entry.notice.published:%Y-%m}/{file.name}"

    def body(self, entry: Entry) -> str:
        return markup.paragraphs(entry.notice.lines, lists=True)

    def figure(self, entry: Entry) -> str:
        return super().figure(entry).replace("<figure>", '<figure class="caption caption-img">')

    def files(self, entry: Entry) -> str:
        links = "".join(
            '<span class="file file--application">'
            f'<a href="{attribute(self.file_path(entry, file))}">{attribute(file.name)}</a></span>'
            for file in entry.notice.attachments
        )
        return (
            f'<div class="field--type-file"><div class="field__label">Đính kèm</div>{links}</div>'
        )


THEME = _Drupal()
