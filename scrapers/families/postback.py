"""The pager of ASP.NET WebForms: the next page is what the present page's form, posted, answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.parsed import NotOnPage, text_of
from scrapers.rows import Request

if TYPE_CHECKING:
    from scrapers.parsed import Page

_POSTBACK = re.compile(r"__doPostBack\(\s*'([^']*)'\s*,\s*'([^']*)'\s*\)")


def next_page(page: Page) -> Request | None:
    """Give the request for the page after the present one, None on the last page.

    The form carries every hidden input of this very answer: a server accepts the state that it gave
    out last, so a listing can be walked only from its first page on.
    """
    links = [
        (text_of(tag), tag.get("href") or "") for tag in page.find(page.site.listing.next or "a")
    ]
    shown = [
        (says, match[1], match[2]) for says, link in links if (match := _POSTBACK.search(link))
    ]
    if page.site.listing.pick == "min_greater":
        shown = _later(shown, _present(page))
    if not shown:
        return None
    _, target, argument = shown[0]
    fields = page.find("form input[type=hidden][name]")
    hidden = {field.get("name") or "": field.get("value") or "" for field in fields}
    if "__VIEWSTATE" not in hidden:
        raise NotOnPage(page.site.name, "listing.next", "input[name=__VIEWSTATE]")
    hidden |= {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    action = next((form.get("action") for form in page.find("form[action]")), None)
    return Request(page.address(action or "") or page.url, "POST", tuple(hidden.items()))


def _later(shown: list[tuple[str, str, str]], present: int) -> list[tuple[str, str, str]]:
    """Give the links to later pages, the nearest first; "..." leads to a number, too.

    A GridView says the number in the argument (`Page$2`), a DataPager only in the link's text: what
    stands behind its numbers leads one page farther.
    """
    numbered: list[tuple[int, tuple[str, str, str]]] = []
    before = None
    for link in shown:
        says, _, argument = link
        if says.isascii() and says.isdigit():
            before = int(says)
        elif match := re.search(r"\d+\Z", argument):
            before = int(match[0])
        elif before is not None:
            before += 1
        else:
            continue
        numbered.append((before, link))
    return [link for number, link in sorted(numbered) if number > present]


def _present(page: Page) -> int:
    for found in page.find(page.site.listing.current or "none"):
        text = text_of(found)
        if text.isascii() and text.isdigit() and next(found.iter("a"), None) is None:
            return int(text)  # and not "123", the whole row of numbers
    return page.site.listing.first_page
