"""A JSON interface beside the pages; names of accounts as authors; a block for each file."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from scrapers.samples.answer import Answer, as_json
from scrapers.samples.markup import attribute
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry, Portal

_API = "/wp-json/wp/v2/posts"


class _WordPress(Theme):
    """A JSON interface beside the pages; names of accounts as authors; a block for each file."""

    name = "wordpress"
    category = "Thông báo"
    numbers = re.compile(r"^/([a-z0-9][a-z0-9-]+)/?(?:\?print=print)?$")
    feed = "/feed/"
    sitemaps: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "/wp-sitemap.xml": (
            "/wp-sitemap-posts-post-1.xml",
            "/wp-sitemap-posts-post-2.xml",
            "/wp-sitemap-taxonomies-category-1.xml",
        ),
        "/wp-sitemap-posts-post-1.xml": (),
        "/wp-sitemap-posts-post-2.xml": (),
    }
    missing_status = 404

    def identity(self, entry: Entry) -> str:
        return entry.slug

    def address(self, entry: Entry) -> str:
        return f"/{entry.slug}/"

    def alias(self, entry: Entry) -> str:
        return f"/{entry.slug}"

    def print_view(self, entry: Entry) -> str:
        return f"/{entry.slug}/?print=print"

    def page_of(self, target: str) -> int | None:
        match = re.fullmatch(r"/category/thong-bao/(?:page/(\d+)/)?", target)
        return int(match[1] or 1) - 1 if match else None

    def pager(self, page: int, pages: int) -> str:
        links = [
            f'<span aria-current="page" class="page-numbers current">{n + 1}</span>'
            if n == page
            else f'<a class="page-numbers" href="/category/thong-bao/page/{n + 1}/">{n + 1}</a>'
            for n in range(pages)
        ]
        if page + 1 < pages:
            path = f"/category/thong-bao/page/{page + 2}/"
            links.append(f'<a class="next page-numbers" href="{path}">Trang sau</a>')
        return "".join(links)

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        return f"/wp-content/uploads/{entry.notice.published:%Y/%m}/{file.name}"

    def figure(self, entry: Entry) -> str:
        return super().figure(entry).replace("<figure>", '<figure class="wp-block-image">')

    def files(self, entry: Entry) -> str:
        return "".join(
            f'<div class="wp-block-file"><a href="{path}">{attribute(file.name)}</a>'
            f'<a href="{path}" class="wp-block-file__button" download>Tải về</a></div>'
            for file in entry.notice.attachments
            if (path := attribute(self.file_path(entry, file)))
        )

    def other(self, portal: Portal, target: str) -> Answer | None:
        path, _, query = target.partition("?")
        if path != _API:
            return None
        asked = dict(part.split("=", 1) for part in query.split("&"))
        if "slug" in asked:
            named = [e for e in portal.entries if e.slug == asked["slug"]]
            return as_json([self._post(portal, entry, full=True) for entry in named])
        size, page = int(asked.get("per_page", "10")), int(asked.get("page", "1"))
        shown = portal.entries[(page - 1) * size : page * size]
        if page > 1 and not shown:
            wrong = {"code": "rest_post_invalid_page_number", "data": {"status": 400}}
            return as_json(wrong, 400)
        return as_json([self._post(portal, entry) for entry in shown])

    def _post(self, portal: Portal, entry: Entry, *, full: bool = False) -> dict[str, object]:
        day = entry.notice.published
        body = f"{self.figure(entry)}{self.body(entry)}{self.author(entry)}{self.files(entry)}"
        post: dict[str, object] = {
            "id": entry.number,
            "date": f"{day:%Y-%m-%dT%H:%M:%S}",
            "date_gmt": f"{day - timedelta(hours=7):%Y-%m-%dT%H:%M:%S}",
            "modified_gmt": f"{day + timedelta(days=9):%Y-%m-%dT%H:%M:%S}",
            "slug": entry.slug,
            "status": "publish",
            "link": portal.site.origin + self.address(entry),
            "title": {"rendered": attribute(entry.notice.title).replace("–", "&#8211;")},
        }
        if full:
            post["content"] = {"rendered": body, "protected": False}
            post["_embedded"] = {"author": [{"name": "admin"}]}
        return post


THEME = _WordPress()
