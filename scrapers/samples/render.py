"""What a sample portal answers: its pages, in its family's markup, and its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta, timezone
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import unquote

from scrapers.samples import attached
from scrapers.samples.markup import attribute
from scrapers.samples.themes import theme_of
from scrapers.samples.themes.aspnet_custom import view_state

if TYPE_CHECKING:
    from datetime import datetime

    from scrapers.samples.portal import Entry, Portal

_PAGES = Path(__file__).parent / "pages"
_VIETNAM = timezone(timedelta(hours=7))
ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /tim-kiem\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: what it is, and by which marks a client may ask whether it has changed."""

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    etag: str | None = None
    modified: str | None = None


def answer(
    portal: Portal, target: str, *, form: dict[str, str] | None = None, hits: int = 0
) -> Answer:
    """Give what a portal answers to a path with its query; `hits` is what its counters show.

    A posted form must hold the state that the portal put into its list, else it answers 500.
    """
    target = unquote(target)
    if form is not None:
        page = _posted(form)
        if page is None:
            return Answer(b"Validation of viewstate MAC failed.", status=500)
        return _listing(portal, page, target, hits)
    if target == "/robots.txt":
        return Answer(ROBOTS.encode(), "text/plain")
    if target == "/noi-bat":
        return _featured(portal, hits)
    return _listed(portal, target, hits) or _file(portal, target) or _numbered(portal, target, hits)


def _listed(portal: Portal, target: str, hits: int) -> Answer | None:
    page = theme_of(portal).page_of(target)
    return None if page is None else _listing(portal, page, target, hits)


def _file(portal: Portal, target: str) -> Answer | None:
    theme = theme_of(portal)
    for entry in portal.entries:
        for file in entry.notice.attachments:
            if theme.file_path(entry, file) == target:
                body = attached.content(file.name)
                media = f"application/{'pdf' if file.kind == 'pdf' else 'octet-stream'}"
                return Answer(body, media, etag=f'"{len(body):x}"', modified=_http(entry))
    return None


def _numbered(portal: Portal, target: str, hits: int) -> Answer:
    """Give the notice that an address names; an unknown number answers 200 and says so."""
    theme = theme_of(portal)
    match = theme.numbers.search(target)
    if match is None:
        return Answer("Không có trang này".encode(), status=404)
    entry = portal.entry(int(match[1]))
    if entry is not None:
        return _article(portal, entry, hits)
    return Answer(_frame(portal, _fill(theme.name, "gone"), target, hits, title="Không tìm thấy"))


def _posted(form: dict[str, str]) -> int | None:
    """Give the page that a posted form asks for, None where its state is not one we gave out."""
    argument = form.get("__EVENTARGUMENT", "").removeprefix("Page$")
    if not argument.isdigit() or form.get("__EVENTTARGET") != "ctl00$cph$grv":
        return None
    wanted = int(argument) - 1
    window = range(max(0, wanted - 10), wanted + 11)
    given = (form.get("__VIEWSTATE"), form.get("__EVENTVALIDATION"))
    known = any(view_state(page) == given for page in window if page != wanted)
    return wanted if known and form.get("__VIEWSTATEGENERATOR") else None


def _listing(portal: Portal, page: int, target: str, hits: int) -> Answer:
    theme = theme_of(portal)
    pages = max(1, -(-len(portal.entries) // portal.per_page))
    page = min(page, pages - 1)  # beyond the end these portals repeat the last page
    shown = portal.entries[page * portal.per_page : (page + 1) * portal.per_page]
    items = "".join(_item(portal, entry, theme.address(entry)) for entry in shown)
    content = _fill(
        theme.name, "list", items=items, pager=theme.pager(page, pages), category=theme.category
    )
    return Answer(_frame(portal, content, target, hits, title=theme.category, page=page))


def _featured(portal: Portal, hits: int) -> Answer:
    """Give the list of the newest notices, which links to them under other addresses."""
    theme = theme_of(portal)
    items = "".join(_item(portal, entry, theme.alias(entry)) for entry in portal.entries[:5])
    content = _fill(theme.name, "list", items=items, pager="", category="Nổi bật")
    return Answer(_frame(portal, content, "/noi-bat", hits, title="Nổi bật"))


def _item(portal: Portal, entry: Entry, address: str) -> str:
    theme = theme_of(portal)
    return _fill(
        theme.name,
        "item",
        address=attribute(address),
        title=attribute(entry.notice.title),
        day=f"{entry.notice.published:{theme.day}}",
        lead=attribute(entry.notice.lines[0][:90]),
    )


def _article(portal: Portal, entry: Entry, hits: int) -> Answer:
    theme = theme_of(portal)
    notice = entry.notice
    local = notice.published.replace(tzinfo=_VIETNAM)
    content = _fill(
        theme.name,
        "article",
        number=str(entry.number),
        title=attribute(notice.title),
        capitals=attribute(notice.title.upper()),
        day=f"{notice.published:{theme.day}}",
        stamp=f"{notice.published:{theme.stamp}}",
        utc=_utc(local),
        figure=theme.figure(entry),
        body=theme.body(entry),
        author=theme.author(entry),
        files=theme.files(entry),
        print=attribute(theme.print_view(entry)),
        related=theme.related(entry, list(portal.entries[:4])),
        hits=str(1000 + hits),
    )
    body = _frame(portal, content, theme.address(entry), hits, title=notice.title)
    return Answer(body, etag=f'W/"{notice.id}-1"', modified=_http(entry))


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _http(entry: Entry) -> str:
    local = entry.notice.published.replace(tzinfo=_VIETNAM)
    return format_datetime(local.astimezone(UTC), usegmt=True)


def _frame(
    portal: Portal, content: str, target: str, hits: int, *, title: str, page: int = 0
) -> bytes:
    state, validation = view_state(page)
    theme = theme_of(portal)
    return _fill(
        theme.name,
        "frame",
        content=content,
        title=attribute(title),
        category=theme.category,
        portal=attribute(portal.site.title),
        agency=attribute(portal.site.agency or portal.site.title),
        action=attribute(target),
        canonical=attribute(target),
        print="#",
        state=state,
        validation=validation,
        hits=str(20_000 + hits),
        online=str(3 + hits % 17),
    ).encode()


def _fill(family: str, name: str, **values: str) -> str:
    return _template(family, name).substitute(values)


@cache
def _template(family: str, name: str) -> Template:
    text = (_PAGES / family / f"{name}.html").read_text(encoding="utf-8")
    return Template(text)
