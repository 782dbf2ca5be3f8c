"""A slug and a number; listings with rel=next; captions that repeat the title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.samples.markup import attribute
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry


class _SlugIdMvc(Theme):
    """A slug and a number; listings with rel=next; captions that repeat the title."""

    name = "slugid_mvc"
    category = "Tin tức sự kiện"
    numbers = re.compile(r"-(\d{3,})/?$")

    def address(self, entry: Entry) -> str:
        return f"/tin-tuc-su-kien/{entry.slug}-{entry.number}"

    def alias(self, entry: Entry) -> str:
        return f"/thong-bao/{entry.slug[:20].strip('-')}-{entry.number}/"

    def page_of(self, target: str) -> int | None:
        match = re.fullmatch(r"/tin-tuc-su-kien(?:\?page=(\d+))?", target)
        return int(match[1] or 1) - 1 if match else None

    def pager(self, page: int, pages: int) -> str:
        links = [
            f'<li class="active"><a>{n + 1}</a></li>'
            if n == page
            else f'<li><a href="/tin-tuc-su-kien?page={n + 1}">{n + 1}</a></li>'
            for n in range(pages)
        ]
        if page + 1 < pages:
            links.append(f'<li><a rel="next" href="/tin-tuc-su-kien?page={page + 2}">»</a></li>')
        return "".join(links)

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        return f"/upload/{entry.notice.published:%Y/%m}/{file.name}"

    def figure(self, entry: Entry) -> str:
        title = attribute(entry.notice.title)
        shown = attribute(entry.notice.caption or f"{entry.notice.title} -0")
        return (
            f'<figure><img src="/upload/a.jpg" alt="{title}"/><figcaption>{shown}</figcaption>'
            f'</figure><p class="anh"><img src="/upload/b.jpg" alt=""/></p><p>{title}</p>'
        )

    def files(self, entry: Entry) -> str:
        return f'<div class="post-files">{super().files(entry)}</div>'

    def author(self, entry: Entry) -> str:
        name = attribute(entry.notice.author or "")
        return f"<p><b>{name}</b></p>" if name else ""


THEME = _SlugIdMvc()
