"""WebForms: query parameters, a postback pager, the author below the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.samples.markup import attribute
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry


class _AspnetCustom(Theme):
    """WebForms: query parameters, a postback pager, the author below the body."""

    name = "aspnet_custom"
    category = "Kiểm tra CCHC"
    numbers = re.compile(r"[?&]tc=(\d+)")

    def address(self, entry: Entry) -> str:
        return f"/?gd=12&cn=79&tc={entry.number}"

    def alias(self, entry: Entry) -> str:
        return f"/?gd=12&cn=80&tc={entry.number}&in=1"

    def page_of(self, target: str) -> int | None:
        return 0 if target in {"/", "/?gd=12&cn=79"} else None

    def pager(self, page: int, pages: int) -> str:
        first = page // 10 * 10
        cells = []
        if first:
            cells.append(self._link(first - 1, "..."))
        for number in range(first, min(first + 10, pages)):
            shown = f"<span>{number + 1}</span>"
            cells.append(shown if number == page else self._link(number, str(number + 1)))
        if first + 10 < pages:
            cells.append(self._link(first + 10, "..."))
        return "".join(f"<td>{cell}</td>" for cell in cells)

    def wanted(self, form: dict[str, str], given: int) -> int | None:
        argument = form.get("__EVENTARGUMENT", "").removeprefix("Page$")
        if not argument.isdigit() or form.get("__EVENTTARGET") != "ctl00$cph$grv":
            return None
        page = int(argument) - 1
        return page if page != given and abs(page - given) <= 10 else None

    def _link(self, number: int, shown: str) -> str:
        call = attribute(f"javascript:__doPostBack('ctl00$cph$grv','Page${number + 1}')")
        return f'<a href="{call}">{shown}</a>'

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        when = entry.notice.published
        return f"/UploadFiles/TinTuc/{when.year}/{when.month}/{when.day}/{file.name}"

    def figure(self, entry: Entry) -> str:
        if not entry.notice.caption:
            return ""
        return (
            '<table class="anh"><tr><td><img src="/images/anh.jpg"/></td></tr>'
            f'<tr><td class="chuthich">{attribute(entry.notice.caption)}</td></tr></table>'
        )

    def files(self, entry: Entry) -> str:
        return "".join(
            "<p>Xem thêm nội dung chi tiết "
            f'<a href="{attribute(self.file_path(entry, file))}">tại đây</a>.</p>'
            for file in entry.notice.attachments
        )

    def author(self, entry: Entry) -> str:
        name = (entry.notice.author or "").removeprefix("Nguồn: ")
        return f'<div class="nguontin">Nguồn: {attribute(name)}</div>' if name else ""


THEME = _AspnetCustom()
