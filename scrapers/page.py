"""HTML and a declaration in, links and notices out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import soupsieve

from scrapers import stamps
from scrapers.addresses import file_name, is_file
from scrapers.blocks import lines, squeezed
from scrapers.listing import Item, ListingPage, Request, read_listing
from scrapers.notice import Attachment, Notice
from scrapers.parsed import (
    Blocked,
    NotOnPage,
    SoftNotFound,
    metadata,
    parse,
    soup_of,
    stated_days,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bs4 import Tag

    from scrapers.parsed import Page
    from scrapers.selectors import Element
    from scrapers.site import Site

__all__ = [
    "Blocked",
    "Item",
    "ListingPage",
    "NotOnPage",
    "Request",
    "SoftNotFound",
    "read_article",
    "read_listing",
]

_INLINE = frozenset({"a", "b", "em", "font", "i", "span", "strong", "u"})


def read_article(
    site: Site,
    html: bytes,
    url: str,
    *,
    listed: Item | None = None,
    charset: str | None = None,
) -> Notice:
    """Give the notice that a page publishes; `listed` is the row that led to it.

    Raise NotOnPage where title or body are not there exactly once, or SoftNotFound or Blocked
    where the page says why.
    """
    page = parse(site, html, url, charset)
    try:
        heading = page.one("article.title", site.article.title)
        body = page.one("article.body", site.article.body)
    except NotOnPage:
        page.explain()
        raise
    head = metadata(page.tree)
    title = _title(site, heading, [listed.title if listed else "", head.get("og:title", "")])
    if not title:
        page.explain()
        raise SoftNotFound(f"{site.name}: the title is there and empty")
    published, published_from = _published(page, listed, head)
    declared = list(_declared_files(page))
    author = _author(page)
    element = soup_of(body)
    _drop(element, site.article.drop)
    return Notice(
        url=page.url,
        site=site.name,
        title=title,
        text="\n".join(_body(site, element, title)),
        published=published,
        published_from=published_from,
        author=author,
        attachments=_once([*declared, *_files_in(page, element)]),
    )


def _drop(element: Tag, selectors: Iterable[str]) -> None:
    for part in [found for css in selectors for found in soupsieve.select(css, element)]:
        part.extract()


def _title(site: Site, heading: Element, others: Iterable[str]) -> str:
    """Give the title, no day glued to it; in small letters where a row or the head has it so."""
    element = soup_of(heading)
    _drop(element, site.article.title_drop)
    title = squeezed(_less(squeezed(element.get_text()), site.article.title_clean))
    if title.isupper():
        for other in others:
            if other.upper() == title and not other.isupper():
                return other
    return title


def _less(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    for pattern in patterns:
        text = pattern.sub("", text)
    return text


def _published(
    page: Page, listed: Item | None, head: dict[str, str]
) -> tuple[str | None, str | None]:
    """Give the day and who told it: the page, the row, the address, the metadata, in this order."""
    rules = page.site.article
    for css in rules.date:
        found = page.find(css)
        if len(found) > 1:
            raise NotOnPage(page.site.name, "article.date", css)
        if found:
            stamp = found[0].get("datetime") or found[0].get("content") or text_of(found[0])
            if day := stamps.found(stamp, rules.date_pattern):
                return day, "selector"
    if listed is not None and listed.published is not None:
        return listed.published, "listing"
    if page.site.url_date is not None and (day := stamps.day_in_url(page.url, page.site.url_date)):
        return day, "url"
    for stamp in stated_days(head):
        if day := stamps.found(stamp, rules.date_pattern):
            return day, "metadata"
    return None, None


def _author(page: Page) -> str | None:
    """Give the author and take the element out of the page.

    The last element found decides, if it is alone in its block: a bold word in the last paragraph
    is nobody's name.
    """
    rules = page.site.article
    for css in rules.author:
        found = page.find(css)
        if not found:
            continue
        block = _block(found[-1])
        name = squeezed(_less(text_of(found[-1]), rules.author_clean))
        if block is not None and name:
            for child in list(block):
                block.remove(child)
            block.text = None
            return name
    return None


def _block(element: Element) -> Element | None:
    """Give the block that an element fills alone, None where more stands in it."""
    block: Element | None = element
    while block is not None and block.tag in _INLINE:
        parent = block.getparent()
        if parent is None or text_of(parent) != text_of(block):
            return None
        block = parent
    return block


def _declared_files(page: Page) -> Iterator[Attachment]:
    for css in page.site.article.attach:
        for tag in page.find(css):
            if file := _file(page, tag.get("href") or "", text_of(tag)):
                yield file


def _files_in(page: Page, element: Tag) -> Iterator[Attachment]:
    for tag in soupsieve.select("a[href]", element):
        file = _file(page, str(tag["href"]), squeezed(tag.get_text()))
        if file and is_file(file.url):
            yield file


def _file(page: Page, href: str, shown: str) -> Attachment | None:
    """Give an attachment under the name shown if it is a file's, else the address's own."""
    url = page.address(href)
    if url is None:
        return None
    return Attachment(url, shown if is_file(f"http://x/{shown}") else file_name(url))


def _once(files: Iterable[Attachment]) -> tuple[Attachment, ...]:
    kept: dict[str, Attachment] = {}
    for file in files:
        kept.setdefault(file.url, file)
    return tuple(kept.values())


def _body(site: Site, element: Tag, title: str) -> list[str]:
    """Give the body's lines, less furniture and less captions that repeat the title.

    Where nothing else would be left, they stay: a page may say no more than "chi tiết tại đây".
    """
    written = lines(element)
    lessened = (_less(line, site.article.drop_text).strip(" ") for line in written)
    kept = [line for line in lessened if line.strip()]
    repeated = re.compile(re.escape(title) + r"(?:\s*-\s*\d+)?", re.IGNORECASE)
    return [line for line in kept if not repeated.fullmatch(line)] or kept or written
