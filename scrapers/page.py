"""HTML and a declaration in, links and notices out."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from scrapers import stamps
from scrapers.addresses import file_name, is_download, is_file
from scrapers.api import parse_notice
from scrapers.blocks import lines, squeezed
from scrapers.embedded import SHOWN, called, shown_file, target
from scrapers.furniture import without
from scrapers.listing import read_listing, undated
from scrapers.notice import Attachment, Notice
from scrapers.parsed import (
    Blocked,
    NotOnPage,
    SoftNotFound,
    metadata,
    soup_of,
    stated_days,
    text_of,
)
from scrapers.rows import Item, ListingPage, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

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

_BEGINNING = 80  # characters of a text that is not read
_INVITED = re.compile(r"^(?i:tải (?:về|xuống)|download|tệp|file)(?: đính kèm)?\s*:?\s+")
# A portal that shows its own words in an article's place, and calls it an article.
_NOTHING = re.compile(
    r"(?i)(?:(?:lỗi|error)\s*:?\s*)?404(?:\s*[-–:|]?\s*\D{0,60})?|(?:(?:page|file) )?not found\.?"
    r"|(?:không\s+(?:có|tìm\s+thấy)|chưa\s+có)\s+"
    r"(?:trang|nội\s+dung|bài(?:\s+viết)?|bản\s+tin|tin(?:\s+bài)?|dữ\s+liệu|thông\s+tin|đường\s+dẫn|liên\s+kết)"
    r"(?:\s+(?:web|này|nào|(?:bạn\s+)?(?:yêu\s+cầu|cần\s+tìm|đang\s+tìm(?:\s+kiếm)?)))*\s*[.!]*"
    r"|(?:trang|nội\s+dung|bài\s+viết|bản\s+tin|tin(?:\s+bài)?|đường\s+dẫn|liên\s+kết)"
    r"(?:\s+(?:web|này|(?:mà\s+)?bạn\s+(?:yêu\s+cầu|đang\s+tìm(?:\s+kiếm)?|truy\s+cập)))*"
    r"\s+(?:không\s+(?:tồn\s+tại|tìm\s+thấy|hợp\s+lệ)"
    r"|đã\s+bị\s+(?:xóa|xoá|gỡ))(?:\s+hoặc\s+.{0,40})?\s*[.!]*"
)
_INLINE = frozenset({"a", "b", "em", "font", "i", "span", "strong", "u"})


def read_article(
    site: Site,
    html: bytes,
    url: str,
    *,
    listed: Item | None = None,
    charset: str | None = None,
    with_text: bool = True,
) -> Notice:
    """Give the notice that a page publishes; `listed` is the row that led to it.

    A crawl wants to know whether the page reads, its day and its files: with no more of the text
    than its beginning it takes a third of the time. Raise NotOnPage where title or body are not
    there exactly once, or SoftNotFound or Blocked where the page says why.
    """
    page = parse_notice(site, html, url, charset, listed.url if listed else None)
    try:
        heading = page.one("article.title", site.article.title)
        body = page.one("article.body", site.article.body)
    except NotOnPage:
        page.explain()
        raise
    head = partial(metadata, page.tree)  # few pages have to be asked
    title = _title(site, heading, _other_titles(listed, head))
    if not title:
        page.explain()
        raise SoftNotFound(f"{site.name}: the title is there and empty")
    if _NOTHING.fullmatch(title):
        raise SoftNotFound(f"{site.name}: the title says {title!r}")
    published, published_from = _published(page, listed, head)
    title = undated(title, published)
    declared = list(_declared_files(page))
    author = _author(page)
    trimmed, to_drop = without(body, tuple(site.article.drop))
    if with_text or to_drop:
        element = soup_of(trimmed)
        _drop(element, to_drop)
        found = [
            (target(str(a.get("href") or ""), called(a.attrs.items())), a.get_text())
            for a in element.find_all("a")
        ]
    else:
        found = [
            (target(a.get("href"), called(a.attrib.items())), text_of(a)) for a in trimmed.iter("a")
        ]
    shown = [(file, "") for part in body.iter(*SHOWN) if (file := shown_file(part))]
    shown += [(target(None, called(one.attrib.items())), "") for one in body.iter("button")]
    attachments = _once([*declared, *_files_in(page, [*found, *shown])])
    if with_text:
        named = {file.name for file in attachments}
        text = [*_lead(page, element), *_body(site, element, title, named)]
    else:
        text = [_beginning(trimmed)]
    return Notice(
        url=page.url,
        site=site.name,
        title=title,
        text="\n".join(text),
        published=published,
        published_from=published_from,
        author=author,
        attachments=attachments,
    )


def _beginning(element: Element) -> str:
    """Give how an element's text begins; no more of it is looked at."""
    text = ""
    for part in element.itertext():
        text += str(part)
        if len(text) >= _BEGINNING and len(squeezed(text)) >= _BEGINNING:
            break
    return squeezed(text)[:_BEGINNING].strip()


def _drop(element: Tag, selectors: Iterable[str]) -> None:
    if css := ", ".join(selectors):  # one pass over the element, however many they are
        import soupsieve  # noqa: PLC0415  (with BeautifulSoup 5 MB that few declarations need)

        for part in soupsieve.select(css, element):
            part.extract()


def _title(site: Site, heading: Element, others: Iterable[str]) -> str:
    """Give the title, no day glued to it; in small letters where a row or the head has it so."""
    trimmed, to_drop = without(heading, tuple(site.article.title_drop))
    shown = text_of(trimmed)
    if to_drop:
        element = soup_of(trimmed)
        _drop(element, to_drop)
        shown = squeezed(element.get_text())
    title = squeezed(_less(shown, site.article.title_clean))
    if title.isupper():
        for other in others:
            if other.upper() == title and not other.isupper():
                return other
    return title


def _other_titles(listed: Item | None, head: Callable[[], dict[str, str]]) -> Iterator[str]:
    if listed is not None:
        yield listed.title
    yield head().get("og:title", "")


def _less(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    for pattern in patterns:
        text = pattern.sub("", text)
    return text


def _published(
    page: Page, listed: Item | None, head: Callable[[], dict[str, str]]
) -> tuple[str | None, str | None]:
    """Give the day and who told it.

    In this order: the page, the row, the address, the feed, the metadata.
    """
    rules = page.site.article
    for css in rules.date:
        found = page.find(css)
        if len(found) > 1:
            raise NotOnPage(page.site.name, "article.date", css)
        if found:
            stamp = found[0].get("datetime") or found[0].get("content") or text_of(found[0])
            if day := stamps.found(stamp, rules.date_pattern):
                return day, "selector"
    told = listed.published if listed is not None else None
    if listed is not None and told is not None and listed.told_by == "listing":
        return told, "listing"
    if page.site.url_date is not None and (day := stamps.day_in_url(page.url, page.site.url_date)):
        return day, "url"
    if told is not None:
        return told, "feed"
    for stamp in stated_days(head()):
        if day := stamps.day(stamp) or stamps.found(stamp, rules.date_pattern):
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
            href = target(tag.get("href"), called(tag.attrib.items())) or shown_file(tag)
            if file := _file(page, href, text_of(tag)):
                yield file


def _files_in(page: Page, links: Iterable[tuple[str, str]]) -> Iterator[Attachment]:
    for href, shown in links:
        file = _file(page, href, squeezed(shown))
        if file is None:
            continue
        named = is_file(file.url) or is_file(f"http://x/{_INVITED.sub('', squeezed(shown))}")
        # An article is no file, even if its address says so.
        if named or (is_download(file.url) and page.site.identity(file.url) is None):
            yield file


def _file(page: Page, href: str, shown: str) -> Attachment | None:
    """Give an attachment under the name shown if it is a file's, else the address's own."""
    url = page.address(href)
    if url is None:
        return None
    shown = _INVITED.sub("", shown)
    return Attachment(url, shown if is_file(f"http://x/{shown}") else file_name(url))


def _once(files: Iterable[Attachment]) -> tuple[Attachment, ...]:
    kept: dict[str, Attachment] = {}
    for file in files:
        kept.setdefault(file.url, file)
    return tuple(kept.values())


def _lead(page: Page, body: Tag) -> list[str]:
    """Give what stands above the body, unless the body begins with it."""
    found = next((tags for css in page.site.article.lead if (tags := page.find(css))), [])
    written = [line for tag in found[:1] for line in lines(soup_of(tag))]
    begins = squeezed(body.get_text()).startswith(squeezed(" ".join(written)))
    return [] if begins else written


def _body(site: Site, element: Tag, title: str, files: Collection[str]) -> list[str]:
    """Give the body's lines, less furniture, captions that repeat the title, and names of files.

    Where nothing else would be left, they stay: a page may say no more than "chi tiết tại đây".
    """
    written = lines(element)
    lessened = (_less(line, site.article.drop_text).strip(" ") for line in written)
    kept = [line for line in lessened if line.strip()]
    kept = kept[: _end(site, kept)]
    repeated = re.compile(re.escape(title) + r"(?:\s*-\s*\d+)?", re.IGNORECASE)
    own = [
        line
        for line in kept
        if not repeated.fullmatch(line) and _INVITED.sub("", line) not in files
    ]
    return own or kept or written


def _end(site: Site, written: list[str]) -> int:
    """Give where the list of other notices begins that some portals put into the body."""
    for number, line in enumerate(written):
        if number and any(pattern.fullmatch(line) for pattern in site.article.end_text):
            return number
    return len(written)
