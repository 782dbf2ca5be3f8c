"""One page in three spellings; a postback pager with a button; files behind tickets."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from scrapers.samples.markup import attribute
from scrapers.samples.themes.theme import Theme

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleFile
    from scrapers.samples.portal import Entry

_PAGER = "dnn$ctr507$ViewNews$pager"


class _DotNetNuke(Theme):
    """One page in three spellings; a postback pager with a button; files behind tickets."""

    name = "dotnetnuke"
    category = "Thông báo"
    numbers = re.compile(r"(?<=[&/])id[=/](\d+)")
    stamp = "Chủ Nhật, %d/%m/%Y | %I:%M:%S AM"

    def identity(self, entry: Entry) -> str:
        return f"507/{entry.number}"

    def key(self, target: str) -> str | None:
        number = super().key(target)
        return f"507/{number}" if number else None

    def address(self, entry: Entry) -> str:
        return f"/Default.aspx?tabid=119&ctl=detail&mid=507&id={entry.number}"

    def alias(self, entry: Entry) -> str:
        return f"/tabid/119/ctl/detail/mid/507/id/{entry.number}/default.aspx"

    def print_view(self, entry: Entry) -> str:
        return f"/thong-bao/ctl/detail/mid/507/id/{entry.number}"

    def page_of(self, target: str) -> int | None:
        return 0 if target == "/Default.aspx?tabid=119" else None

    def pager(self, page: int, pages: int) -> str:
        shown = [
            f"<span>{n + 1}</span>" if n == page else _link(str(n + 1), str(n + 1))
            for n in range(max(0, page - 4), min(pages, page + 5))
        ]
        after = _link("Next", "Tiếp", ' class="rgPageNext"') if page + 1 < pages else ""
        return " ".join([*shown, after])

    def wanted(self, form: dict[str, str], given: int) -> int | None:
        argument = form.get("__EVENTARGUMENT", "")
        if form.get("__EVENTTARGET") != _PAGER:
            return None
        if argument == "Next":
            return given + 1
        return int(argument) - 1 if argument.isdigit() else None

    def file_path(self, entry: Entry, file: SampleFile) -> str:
        ticket = hashlib.sha256(f"{entry.number}{file.name}".encode()).hexdigest()[:12]
        return f"/LinkClick.aspx?fileticket={ticket}%3d&tabid=119&mid=507"

    def author(self, entry: Entry) -> str:
        name = (entry.notice.author or "").removeprefix("Nguồn: ")
        return f'<div class="News_Author">Nguồn: {attribute(name)}</div>' if name else ""


def _link(argument: str, shown: str, kind: str = "") -> str:
    call = attribute(f"javascript:__doPostBack('{_PAGER}','{argument}')")
    return f'<a{kind} href="{call}">{shown}</a>'


THEME = _DotNetNuke()
