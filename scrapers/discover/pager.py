"""The way to a listing's next page where no rule tells it: its links, or the usual addresses."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from scrapers.addresses import resolved
from scrapers.discover import marks
from scrapers.embedded import led_to
from scrapers.parsed import text_of
from scrapers.selectors import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapers.selectors import Element

_NEXT = re.compile(
    r"(?i)(?:xem\s+)?(?:trang\s+)?(?:tiếp(?:\s+(?:theo|tục))?|sau|kế(?:\s+tiếp)?|next)(?:\s+page)?"
    r"\s*[>›»→]*|[>›»→]{1,2}|(?:các\s+)?(?:tin|bài)\s+(?:viết\s+)?(?:cũ\s+hơn|trước)\s*[>›»→]*"
)
# A link so called leads on only if its address is this listing's, one page farther.
_MORE = re.compile(
    r"(?i)(?:xem|tải|hiển\s+thị|đọc)\s+(?:thêm|tiếp)(?:\s+(?:tin|bài|kết\s+quả)(?:\s+\w+){0,2})?"
    r"\s*[>›»→.…]*|(?:load|show|view)\s+more\s*[>›»→.…]*"
)
_NUMBER = re.compile(r"(?i)(?:trang\s*)?[\[(]?\s*(\d{1,4})\s*[\])]?")
_CARRIES = re.compile(r"^(?:data-.*(?:url|href|link|src|next|path|action)|onclick)$")
_ADDRESS = re.compile(r"(?:^|['\"(])((?:https?:/)?/[^'\"()\s]+|[\w./-]+\?[^'\"()\s]+)")
_POSTBACK = re.compile(r"__doPostBack\(")
_MOST_LINKS = 1000  # of a page that are looked at
_LONGEST_SHARE = 0.5  # of a page's links: more of them are no pager
# What portals that number their pages without linking them answer to.
USUAL = (
    ("{listing}/page/{page}/", r"/page/(\d+)"),
    ("{listing}?page={page}", r"[?&]page=(\d+)"),
    ("{listing}/page-{page}", r"/page-(\d+)"),
    ("{listing}?trang={page}", r"[?&]trang=(\d+)"),
    ("{listing}/trang-{page}", r"/trang-(\d+)"),
)
# The same where the listing's own address has parameters.
USUAL_WITH_QUERY = (
    ("{listing}&page={page}", r"[?&]page=(\d+)"),
    ("{listing}&trang={page}", r"[?&]trang=(\d+)"),
)


def rules(page: Element, url: str) -> dict[str, object] | None:
    """Give the `listing` rules that lead to the next page, None where no link looks like it.

    Numbers 2, 3, … that stand in the addresses too, a link that says "Trang sau" or "Xem thêm", a
    postback, or a button whose script asks for more rows.
    """
    return (
        _numbered(page, url)
        or _named(page, url)
        or _posted(page)
        or asked_by_script(page, url)
        or _carried(page, url)
    )


def _numbered(page: Element, url: str) -> dict[str, object] | None:
    """Give rules for numbers whose addresses count with them, by whatever step."""
    groups: dict[Element, list[tuple[int, Element]]] = defaultdict(list)
    for link in find(page, "a[href]")[:_MOST_LINKS]:
        if said := _number(link):
            groups[_bar(link)].append((said, link))
    for bar, links in groups.items():
        addresses = [(n, resolved(led_to(a), url)) for n, a in links]
        known = [(n, address) for n, address in addresses if address]
        pattern = next(_counting(known), None)
        css = _of_bar(page, bar, [a for _, a in links])
        if pattern is None or css is None:
            continue
        number, first = pattern
        found: dict[str, object] = {"next": css, "pick": "min_greater", "number": number}
        return found | ({"first_page": first} if first != 1 else {})
    return None


def _number(link: Element) -> int:
    """Give the page's number that a link says, 0 where it says none: `2`, `[2]`, `Trang 2`."""
    match = _NUMBER.fullmatch(text_of(link))
    return int(match[1]) if match and match[1].isascii() else 0


def _bar(link: Element) -> Element:
    """Give the element that holds a page's number and others like it."""
    for _, node in zip(range(4), marks.ancestors(link), strict=False):
        numbers = (a for a in node.iter("a") if a.get("href") and _number(a))
        if len([*islice(numbers, 2)]) > 1:
            return node
    parent = link.getparent()
    return link if parent is None else parent


def _counting(links: list[tuple[int, str]]) -> Iterator[tuple[str, int]]:
    """Give the patterns that cut a number out of these addresses which grows with the page's.

    With each the number that the first page has: 1, or 0 where pages or rows are counted from 0.
    """
    if not links:
        return
    for pattern in dict.fromkeys(_patterns(links[0][1])):
        cut = [(n, re.search(pattern, address)) for n, address in links]
        pairs = sorted({(n, int(match[1])) for n, match in cut if match})
        if len(pairs) < len({n for n, _ in links}):
            continue
        offsets = {n - value for n, value in pairs}
        if len(offsets) == 1 and (offset := offsets.pop()) in {0, 1}:
            yield pattern, 1 - offset
        elif _is_step(pairs):
            yield pattern, 0


def _is_step(pairs: list[tuple[int, int]]) -> bool:
    """Tell whether rows are counted: page 2 begins at 10, page 3 at 20."""
    return all(n > 1 and value % (n - 1) == 0 and value > n for n, value in pairs) and (
        len({value // (n - 1) for n, value in pairs}) == 1
    )


def _patterns(address: str) -> Iterator[str]:
    parts = urlsplit(unquote(address))
    for name in reversed(re.findall(r"[?&]([\w.-]+)=\d+(?=&|$)", f"?{parts.query}")):
        yield rf"[?&]{re.escape(name)}=(\d+)"
    for word in re.findall(r"/([A-Za-z_]+[-_/]?)\d+(?:\.\w+)?/?$", parts.path):
        yield rf"/{re.escape(word)}(\d+)(?:\.\w+)?/?$"
    if re.search(r"/\d+(?:\.\w+)?/?$", parts.path):
        yield r"/(\d+)(?:\.\w+)?/?$"
    if re.search(r"[a-z][._-]\d+(?:\.[a-z]+)?/?$", parts.path):
        yield r"[._-](\d+)(?:\.[a-z]+)?/?$"


def _of_bar(page: Element, bar: Element, links: list[Element]) -> str | None:
    """Give a selector of a pager's links; what else stands in the bar may be found too."""
    wanted = set(links)
    most = max(len(wanted) + 6, int(len(find(page, "a[href]")) * _LONGEST_SHARE))
    for css in marks.of(bar):
        found = set(find(page, f"{css} a[href]"))
        if wanted <= found and len(found) <= most:
            return f"{css} a[href]"
    by_address = marks.by_address(links) if len(links) > 1 else None
    if by_address is not None and len(find(page, by_address)) <= most:
        return by_address
    return None


def _named(page: Element, url: str) -> dict[str, object] | None:
    for link in find(page, "a[rel=next][href], link[rel=next][href]"):
        if (address := resolved(link.get("href") or "", url)) and address != url:
            return {"next": f"{link.tag}[rel=next][href]", "pick": "first"}
    for link in find(page, "a[href]"):
        address = resolved(led_to(link), url)
        if address is None or address == url or not _leads(link, address, url):
            continue
        for css in (*_called(link), *marks.of(link)):
            if find(page, f"{css}[href]") == [link]:
                return {"next": f"{css}[href]", "pick": "first"}
        if (found := _counted(page, link, address)) is not None:
            return found
    return None


def _says(link: Element) -> list[str]:
    """Give what a link is called: its text, its title, the name of the picture in it."""
    pictures = (image.get("alt") or image.get("title") or "" for image in link.iter("img"))
    said = (text_of(link), link.get("title") or "", link.get("aria-label") or "", *pictures)
    return [" ".join(one.split()) for one in said if one.strip()]


def _leads(link: Element, address: str, url: str) -> bool:
    said = _says(link)
    if any(_NEXT.fullmatch(one) for one in said):
        return True
    is_more = any(_MORE.fullmatch(one) for one in said)
    return is_more and any(_is_second(pattern, address, url) for pattern in _patterns(address))


def _is_second(pattern: str, address: str, url: str) -> bool:
    """Tell whether an address is a listing's own, only with the number of its second page."""
    match = re.search(pattern, unquote(address))
    here = urlsplit(url).path.rstrip("/")
    return match is not None and int(match[1]) in {1, 2} and here in unquote(address)


def _called(link: Element) -> Iterator[str]:
    """Give selectors by what a link's own attributes call it."""
    for name in ("title", "aria-label"):
        said = link.get(name) or ""
        if _NEXT.fullmatch(said.strip()) and "'" not in said:
            yield f"a[{name}='{said}']"


def _counted(page: Element, link: Element, address: str) -> dict[str, object] | None:
    """Give rules for "Trang sau" among links that look the same: the next higher number."""
    for pattern in _patterns(address):
        match = re.search(pattern, unquote(address))
        bar = next(marks.ancestors(link), link)
        for node in (bar, *marks.ancestors(bar)):
            css = _of_bar(page, node, [link])
            if match is not None and css is not None:
                number = int(match[1])
                found: dict[str, object] = {"next": css, "pick": "min_greater", "number": pattern}
                return found if number == 2 else found | {"first_page": 0}
    return None


def _posted(page: Element) -> dict[str, object] | None:
    """Give rules for a pager that posts the page's form (ASP.NET WebForms)."""
    links = [a for a in find(page, "a[href]") if _POSTBACK.search(a.get("href") or "")]
    for link in links:
        shown = text_of(link)
        if _NEXT.fullmatch(shown) or (shown.isdigit() and int(shown) > 1):
            bar = _bar(link)
            css = _of_bar(page, bar, [a for a in links if marks.within(a, [bar])])
            if css is None:
                continue
            pick = "min_greater" if shown.isdigit() else "first"
            rules: dict[str, object] = {"next": css, "pick": pick, "script": "postback"}
            if pick == "min_greater" and (present := _present(page, bar)):
                rules["current"] = present
            return rules
    return None


def asked_by_script(page: Element, url: str) -> dict[str, object] | None:
    """Give rules for a button whose script asks for the next rows at an address that it carries."""
    for button in find(page, "button, a, div[onclick], span[onclick], [data-url], [data-href]"):
        if not any(_MORE.fullmatch(one) or _NEXT.fullmatch(one) for one in _says(button)):
            continue
        carried = [
            str(value) for name, value in button.attrib.items() if _CARRIES.search(str(name))
        ]
        told = [part for value in carried for part in _ADDRESS.findall(value)]
        own = (at for one in told if (at := resolved(one, url)) and _host(at) == _host(url))
        for address in (one.partition(_host(url))[2] or "/" for one in own):
            for pattern in _patterns(address):
                match = re.search(pattern, unquote(address))
                if match is None or int(match[1]) not in {1, 2}:
                    continue
                counted = unquote(address)[: match.start(1)], unquote(address)[match.end(1) :]
                head, tail = (part.replace("{", "{{").replace("}", "}}") for part in counted)
                rules: dict[str, object] = {"next_path": f"{head}{{page}}{tail}", "number": pattern}
                return rules | ({} if int(match[1]) == 2 else {"first_page": 0})
    return None


def _carried(page: Element, url: str) -> dict[str, object] | None:
    """Give rules for "Xem thêm" that carries the address of the rows after these: `?offset=20`."""
    for button in find(page, "a, button, div, span"):
        if not any(_MORE.fullmatch(one) or _NEXT.fullmatch(one) for one in _says(button)):
            continue
        address = resolved(led_to(button), url)
        if address is None or address == url or urlsplit(address).path != urlsplit(url).path:
            continue
        for css in marks.of(button):
            if find(page, css) == [button]:
                return {"next": css, "pick": "first"}
    return None


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _present(page: Element, bar: Element) -> str | None:
    """Give the selector of the number that is no link: the present page."""
    for node in bar.iter("span", "strong", "b", "li", "td"):
        if text_of(node).isdigit() and not find(node, "a"):
            for css in marks.of(bar):
                if set(find(page, f"{css} {node.tag}")) & {node}:
                    return f"{css} {node.tag}"
    return None
