"""Pages in the path, files behind the article's address, a missing page that leads away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from scrapers.samples.answer import Answer
from scrapers.samples.markup import attribute
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry


class _NukeViet(Theme):
    """Pages in the path, files behind the article's address, a missing page that leads away."""

    name = "nukeviet"
    category = "Thông báo"
    numbers = re.compile(r"-(\d+)(?:\.html)?$")
    feed = "/vi/news/rss/thong-bao/"
    sitemaps: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "/sitemap.xml": ("/sitemap-vi.xml",),
        "/sitemap-vi.xml": ("/sitemap-vi.news.xml", "/sitemap-vi.page.xml"),
        "/sitemap-vi.news.xml": (),
    }
    missing_status = 404
    day = "%d/%m/%Y %H:%M:%S"
    stamp = "%d/%m/%Y %H:%M"

    def address(self, entry: Entry) -> str:
        return f"/vi/news/thong-bao/{entry.slug}-{entry.number}.html"

    def alias(self, entry: Entry) -> str:
        return f"/index.php?language=vi&nv=news&op=thong-bao/{entry.slug}-{entry.number}"

    def print_view(self, entry: Entry) -> str:
        return f"/vi/news/print/thong-bao/{entry.slug}-{entry.number}.html"

    def page_of(self, target: str) -> int | None:
        match = re.fullmatch(r"/vi/news/thong-bao/(?:page-(\d+))?", target)
        return int(match[1] or 1) - 1 if match else None

    def pager(self, page: int, pages: int) -> str:
        shown = sorted({0, page - 1, page, page + 1, pages - 1} & set(range(pages)))
        links = [self._link(n, str(n + 1)) if n != page else _HERE.format(n + 1) for n in shown]
        after = self._link(page + 1, "&raquo;") if page + 1 < pages else _DISABLED
        return "".join([*links, after])

    def _link(self, page: int, shown: str) -> str:
        path = "/vi/news/thong-bao/" + (f"page-{page + 1}" if page else "")
        rel = ' rel="next"' if page else ""  # on every page but the first
        return f'<li class="page-item"><a class="page-link"{rel} href="{path}">{shown}</a></li>'

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        number = entry.notice.attachments.index(file)
        return f"{self.address(entry)}?download=1&id={number}"

    def files(self, entry: Entry) -> str:
        links = "".join(
            f'<div class="list-group-item"><a href="{attribute(self.file_path(entry, file))}"'
            f" download>Tải về: <strong>{attribute(file.name)}</strong></a></div>"
            for file in entry.notice.attachments
        )
        return f'<div class="list-group news-download-file">{links}</div>' if links else ""

    def author(self, entry: Entry) -> str:
        name = attribute(entry.notice.author or "")
        return f'<p class="h5 text-right"><strong>Tác giả: </strong>{name}</p>' if name else ""

    def lost_file(self) -> Answer:
        return Answer(b"", status=302, location="/vi/news/thong-bao/")


_HERE = '<li class="page-item active"><a class="page-link" href="javascript:void(0)">{}</a></li>'
_DISABLED = '<li class="page-item disabled"><span>&raquo;</span></li>'
THEME = _NukeViet()
