"""What a sample portal answers: its pages, in its family's markup, and its files."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import unquote

from scrapers.samples import attached, syndicated
from scrapers.samples.answer import Answer
from scrapers.samples.markup import attribute
from scrapers.samples.themes import theme_of
from scrapers.samples.themes.postback import page_given_out, view_state

if TYPE_CHECKING:
    from datetime import datetime

    from scrapers.samples.portal import Entry, Portal

_PAGES = Path(__file__).parent / "pages"
_VIETNAM = timezone(timedelta(hours=7))
ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /tim-kiem\n"


def answer(
    portal: Portal, target: str, *, form: dict[str, str] | None = None, hits: int = 0
) -> Answer:
    """Give what a portal answers to a path with its query; `hits` is what its counters show.

    A posted form must hold the state that the portal put into its list, else it answers 500.
    """
    target = unquote(target)
    if form is not None:
        page = _posted(portal, form)
        if page is None:
            return Answer(b"Validation of viewstate MAC failed.", status=500)
        return _listing(portal, page, target, hits)
    if target == "/robots.txt":
        return Answer(ROBOTS.encode(), "text/plain")
    if target == "/noi-bat":
        return _featured(portal, hits)
    return (
        syndicated.answer(portal, target)
        or theme_of(portal).other(portal, target)
        or _listed(portal, target, hits)
        or _file(portal, target)
        or _named(portal, target, hits)
    )


def _listed(portal: Portal, target: str, hits: int) -> Answer | None:
    page = theme_of(portal).page_of(target)
    return None if page is None else _listing(portal, page, target, hits)


def _file(portal: Portal, target: str) -> Answer | None:
    theme = theme_of(portal)
    for entry in portal.entries:
        for file in entry.notice.attachments:
            if unquote(theme.file_path(entry, file)) != target:
                continue
            if file.name in portal.lost:
                return theme.lost_file()
            body = attached.content(file.name)
            media = f"application/{'pdf' if file.kind == 'pdf' else 'octet-stream'}"
            mark = f'"{len(body):x}"'
            return Answer(body, media, etag=mark, modified=_http(entry), name=file.name)
    return None


def _named(portal: Portal, target: str, hits: int) -> Answer:
    """Give the notice that an address names; for an unknown one, a page that says so."""
    theme = theme_of(portal)
    key = theme.key(target)
    if key is None:
        return Answer("Không có trang này".encode(), status=404)
    for entry in portal.entries:
        if theme.identity(entry) == key:
            return _article(portal, entry, hits)
    gone = _frame(portal, _fill(theme.name, "gone"), target, hits, title="Không tìm thấy")
    return Answer(gone, status=theme.missing_status)


def _posted(portal: Portal, form: dict[str, str]) -> int | None:
    """Give the page that a posted form asks for, None where its state is not one we gave out."""
    given = page_given_out(form, _pages(portal))
    return None if given is None else theme_of(portal).wanted(form, given)


def _pages(portal: Portal) -> int:
    return max(1, -(-len(portal.entries) // portal.per_page))


def _listing(portal: Portal, page: int, target: str, hits: int) -> Answer:
    theme = theme_of(portal)
    pages = _pages(portal)
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
        number=str(entry.number),
        iso=_iso(entry),
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
        iso=_iso(entry),
        zoned=f"{notice.published:%Y-%m-%d}+07{notice.published:%H:%M:%S}",
        figure=theme.figure(entry),
        body=theme.body(entry),
        author=theme.author(entry),
        files=theme.files(entry),
        address=attribute(theme.address(entry)),
        print=attribute(theme.print_view(entry)),
        related=theme.related(entry, list(portal.entries[:4])),
        hits=str(1000 + hits),
    )
    body = _frame(portal, content, theme.address(entry), hits, title=notice.title)
    return Answer(body, etag=f'W/"{notice.id}-1"', modified=_http(entry))


def _iso(entry: Entry) -> str:
    return f"{entry.notice.published:%Y-%m-%dT%H:%M:%S}+07:00"


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
        origin=portal.site.origin,
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
