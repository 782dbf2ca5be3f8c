"""The pager of ASP.NET WebForms: the next page is what the present page's form, posted, answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scrapers.listing import Request
from scrapers.parsed import NotOnPage, text_of

if TYPE_CHECKING:
    from scrapers.parsed import Page

_POSTBACK = re.compile(r"__doPostBack\(\s*'([^']*)'\s*,\s*'(Page\$(\d+))'\s*\)")


def next_page(page: Page) -> Request | None:
    """Give the request for the page after the present one, None on the last page.

    The form carries every hidden input of this very answer: a server accepts the state that it gave
    out last, so a listing can be walked only from its first page on.
    """
    links = [tag.get("href") or "" for tag in page.find(page.site.listing.next or "a")]
    shown = [
        (int(match[3]), match[1], match[2]) for link in links if (match := _POSTBACK.search(link))
    ]
    later = sorted(entry for entry in shown if entry[0] > _present(page))
    if not later:
        return None
    _, target, argument = later[0]
    fields = page.find("form input[type=hidden][name]")
    hidden = {field.get("name") or "": field.get("value") or "" for field in fields}
    if "__VIEWSTATE" not in hidden:
        raise NotOnPage(page.site.name, "listing.next", "input[name=__VIEWSTATE]")
    hidden |= {"__EVENTTARGET": target, "__EVENTARGUMENT": argument}
    action = next((form.get("action") for form in page.find("form[action]")), None)
    return Request(page.address(action or "") or page.url, "POST", tuple(hidden.items()))


def _present(page: Page) -> int:
    for found in page.find(page.site.listing.current or "none"):
        text = text_of(found)
        if text.isascii() and text.isdigit():
            return int(text)
    return page.site.listing.first_page
