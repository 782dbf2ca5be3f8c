"""Empty pages that a script fills from JSON answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.samples.answer import Answer, as_json
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry, Portal

_API = "/api/articles"


class _SpaJson(Theme):
    """Empty pages that a script fills from JSON answers."""

    name = "spa_json"
    category = "Thông báo"
    numbers = re.compile(r"^/(?:en/)?thong-bao/[\w-]+-([0-9a-f]{6,})/?$")

    def identity(self, entry: Entry) -> str:
        return f"{entry.number:06x}"

    def address(self, entry: Entry) -> str:
        return f"/thong-bao/{entry.slug}-{self.identity(entry)}"

    def alias(self, entry: Entry) -> str:
        return f"/en/thong-bao/{entry.slug[:20].strip('-')}-{self.identity(entry)}/"

    def page_of(self, target: str) -> int | None:
        return 0 if target == "/thong-bao" else None

    def pager(self, page: int, pages: int) -> str:
        del page, pages
        return ""

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        return f"/api/files/{self.identity(entry)}/{file.name}"

    def other(self, portal: Portal, target: str) -> Answer | None:
        path, _, query = target.partition("?")
        if path == _API:
            asked = dict(part.split("=", 1) for part in query.split("&"))
            return self._list(portal, int(asked.get("pageIndex", "1")), int(asked["pageSize"]))
        match = re.fullmatch(rf"{_API}/([0-9a-f]+)", path)
        if match is None:
            return None
        for entry in portal.entries:
            if self.identity(entry) == match[1]:
                return as_json({"data": self._notice(entry)})
        return as_json({"data": None, "message": "Không tìm thấy"})

    def _list(self, portal: Portal, page: int, size: int) -> Answer:
        shown = portal.entries[(page - 1) * size : page * size]
        return as_json(
            {
                "totalCount": len(portal.entries),
                "pageIndex": page,
                "pageSize": size,
                "items": [self._row(entry) for entry in shown],
            }
        )

    def _row(self, entry: Entry) -> dict[str, object]:
        return {
            "id": self.identity(entry),
            "title": entry.notice.title,
            "slug": entry.slug,
            "categorySlug": "thong-bao",
            "publishedAt": f"{entry.notice.published:%Y-%m-%dT%H:%M:%S}+07:00",
        }

    def _notice(self, entry: Entry) -> dict[str, object]:
        files = [
            {"name": file.name, "url": self.file_path(entry, file)}
            for file in entry.notice.attachments
        ]
        return {
            **self._row(entry),
            "author": entry.notice.author,
            "content": self.figure(entry) + self.body(entry),
            "attachments": files,
        }


THEME = _SpaJson()
