"""Portlets with instances, addresses full of what was asked before, session ids."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, ClassVar

from scrapers.samples.markup import attribute
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry

_LIST = "com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet_INSTANCE_sTien7Q"


class _Liferay(Theme):
    """Portlets with instances, addresses full of what was asked before, session ids."""

    name = "liferay"
    category = "Thông báo"
    numbers = re.compile(r"/-/(?:asset_publisher/\w+/content/)?([\w-]+)(?:;|\?|$)")
    feed = "/web/guest/thong-bao/-/asset_publisher/sTien7Q/rss"
    sitemaps: ClassVar[Mapping[str, tuple[str, ...]]] = {"/sitemap.xml": ()}
    stamp = "%d-%m-%Y"

    def identity(self, entry: Entry) -> str:
        return entry.slug

    def address(self, entry: Entry) -> str:
        return (
            f"/web/guest/thong-bao/-/asset_publisher/sTien7Q/content/{entry.slug}"
            f"?redirect=%2Fweb%2Fguest%2Fthong-bao%3Fp_p_id%3D{_LIST}&inheritRedirect=true"
        )

    def alias(self, entry: Entry) -> str:
        return f"/-/{entry.slug};jsessionid=0A1B2C{entry.number}.node1?inheritRedirect=true"

    def page_of(self, target: str) -> int | None:
        if target == "/web/guest/thong-bao":
            return 0
        match = re.fullmatch(
            rf"/web/guest/thong-bao\?p_p_id={_LIST}&_{_LIST}_delta=\d+&_{_LIST}_cur=(\d+)", target
        )
        return int(match[1]) - 1 if match else None

    def pager(self, page: int, pages: int) -> str:
        first = _item(0, "← Đầu tiên", "first", off=page == 0)
        before = _item(page - 1, "Trước", "", off=page == 0)
        after = _item(page + 1, "Tiếp theo", "", off=page + 1 >= pages)
        return first + before + after + _item(pages - 1, "Cuối cùng →", "last", off=False)

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        name = file.name.replace("-", "+")
        mark = hashlib.sha256(file.name.encode()).hexdigest()
        uuid = f"{mark[:8]}-{mark[8:12]}-{mark[12:16]}-{mark[16:20]}-{mark[20:32]}"
        return f"/documents/20123/{entry.number}/{name}/{uuid}?t=1775349000123&download=true"

    def author(self, entry: Entry) -> str:
        name = attribute(entry.notice.author or "")
        return f'<p style="text-align:right"><em>{name}</em></p>' if name else ""


def _item(page: int, shown: str, kind: str, *, off: bool) -> str:
    address = attribute(
        f"/web/guest/thong-bao?p_p_id={_LIST}&p_p_lifecycle=0&p_p_state=normal&p_p_mode=view"
        f"&_{_LIST}_delta=10&p_r_p_resetCur=false&_{_LIST}_cur={page + 1}"
    )
    marks = " ".join(mark for mark in ("disabled" if off else "", kind) if mark)
    return f'<li class="{marks}"><a href="{"javascript:;" if off else address}">{shown}</a></li>'


THEME = _Liferay()
