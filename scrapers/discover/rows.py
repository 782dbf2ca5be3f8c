"""The rows of a listing page that no rule reads: repeated links with long texts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers.addresses import is_download, resolved
from scrapers.discover import marks
from scrapers.discover.articles import STAMPS
from scrapers.parsed import text_of
from scrapers.selectors import find
from scrapers.stamps import day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from scrapers.selectors import Element

_FURNITURE = re.compile(
    r"nav|menu|footer|site-header|breadcrumb|banner|copyright|topbar|sitemap|pager|paging|pagination",
    re.IGNORECASE,
)
_SHORTEST = 15  # letters: a menu's entry is shorter than most titles
_LONGEST_STAMP = 50
_LONGEST = 160  # a longer link counts no more: it is a lead


@dataclass(frozen=True, slots=True)
class Rows:
    """How the rows of a listing are found, and what the first of them shows."""

    item: str
    link: str
    date: str | None
    drop: tuple[str, ...]
    count: int
    urls: tuple[str, ...]
    titles: tuple[str, ...]


def rows(page: Element, url: str, holds: Callable[[str], bool]) -> Rows | None:
    """Give the rows of the list that a page is most likely about, None where it has none.

    `holds` tells which addresses are of the site. The longest run of links of one kind with long
    texts wins; those that stand beside a day count double, menus and footers not at all.
    """
    groups: dict[tuple[str, ...], list[Element]] = defaultdict(list)
    for link in find(page, "a[href]"):
        address = resolved(link.get("href") or "", url)
        if address is None or not holds(address) or is_download(address) or address == url:
            continue
        if len(text_of(link)) >= _SHORTEST and not _is_furniture(link):
            groups[marks.path(link)].append(link)
    ranked = sorted(groups.values(), key=_worth, reverse=True)
    for links in ranked[:4]:
        if len(links) > 1 and (found := _rows(page, links, url)) is not None:
            return found
    return None


def _is_furniture(element: Element) -> bool:
    for node in (element, *marks.ancestors(element)):
        if node.tag in {"nav", "footer", "aside"}:
            return True
        if node.tag not in {"body", "html"} and any(
            _FURNITURE.search(str(node.get(name) or "")) for name in ("class", "id", "role")
        ):
            return True
    return False


def _worth(links: list[Element]) -> float:
    """Give how much a group of links looks like the list: long texts, each with a day beside it."""
    texts = {text_of(link) for link in links}
    dated = sum(_is_dated(_row_of(link, links)) for link in links)
    return sum(min(len(text), _LONGEST) for text in texts) * (1 + dated / len(links))


def _is_dated(row: Element) -> bool:
    text = text_of(row)[:2000]
    return any(day(match[0]) for one in STAMPS for match in one.finditer(text)) or bool(
        find(row, "time[datetime]")
    )


def _row_of(link: Element, links: Iterable[Element]) -> Element:
    """Give the largest element around a link that holds no other of its kind."""
    others = {node for other in links if other is not link for node in marks.ancestors(other)}
    row = link
    for node in marks.ancestors(link):
        if node in others or node.tag in {"body", "html"}:
            break
        row = node
    return row


def _rows(page: Element, links: list[Element], url: str) -> Rows | None:
    found = [_row_of(link, links) for link in links]
    if len(found) == 2 and found[0].getparent() is not found[1].getparent():
        return None
    address = marks.by_address(links)
    item = _common(page, found, links, address)
    if item is None:
        return None
    held = find(page, item)
    link = _link(held, set(links), address)
    dates = _dates(held)
    urls = tuple(resolved(one.get("href") or "", url) or "" for one in links)
    return Rows(
        item=item,
        link=link,
        date=dates,
        drop=(dates,) if dates and all(find(one, dates) for one in links) else (),
        count=len(held),
        urls=tuple(dict.fromkeys(urls)),
        titles=tuple(text_of(one) for one in links),
    )


def _common(
    page: Element, found: list[Element], links: list[Element], address: str | None
) -> str | None:
    """Give a selector that finds all rows and little besides: a table's head, rows like these."""
    wanted = set(found)
    best: tuple[int, str] | None = None
    proposed = (css for one in found[:2] for css in (*marks.of(one), _bare(one)))
    around = (css for one, link in zip(found[:2], links, strict=False)
              for css in _around(one, link, address))  # fmt: skip
    built = (css for one in found[:2] for css in marks.passing(one))
    outer = {node for one in found for node in marks.ancestors(one)}
    for css in dict.fromkeys((*proposed, *around, *built)):
        held = find(page, css)
        if outer & set(held):  # it holds several rows
            continue
        missing = len(wanted - set(held))
        more = sum(not _is_row(one) for one in held if one not in wanted)
        if missing <= len(wanted) // 10 and more <= max(1, len(wanted) // 4):
            cost = 3 * missing + more
            if best is None or cost < best[0]:
                best = (cost, css)
    return best[1] if best else None


def _around(row: Element, link: Element, address: str | None) -> Iterator[str]:
    """Give selectors of a row without a name by the link that it holds, and by the way to it."""
    steps: list[str] = []
    for node in marks.ancestors(link):
        if node is row:
            break
        steps.append(str(node.tag))
    else:
        return
    way = "".join(f"> {step} " for step in reversed(steps))
    for css in (*marks.own(link), *([address] if address else [])):
        yield f"{row.tag}:has({way}> {css})"


def _bare(element: Element) -> str:
    """Give what finds a row on pages that give nothing a name."""
    parent = element.getparent()
    return str(element.tag) if parent is None else f"{parent.tag} > {element.tag}"


def _is_row(element: Element) -> bool:
    """Tell whether an element looks like a row: one link, with a long text."""
    links = {a.get("href"): text_of(a) for a in find(element, "a[href]") if text_of(a)}
    return len(links) == 1 and len(next(iter(links.values()))) >= _SHORTEST


def _link(rows: list[Element], links: set[Element], address: str | None) -> str:
    """Give the selector that finds the title's link in each row."""
    if all(len({a.get("href") for a in find(row, "a[href]")}) <= 1 for row in rows):
        return "a[href]"
    for link in links:
        for css in (*marks.of(link), *([address] if address else [])):
            with_href = f"{css}[href]"
            hits = [find(row, with_href) for row in rows]
            if all(len({a.get("href") for a in hit}) <= 1 for hit in hits) and any(
                set(hit) & links for hit in hits
            ):
                return with_href
    return "a[href]"


def _dates(rows: list[Element]) -> str | None:
    """Give the selector of the row's own day: it finds a stamp in most rows."""
    for row in rows[:3]:
        shown = [one for one in row.iter() if isinstance(one.tag, str) and one is not row]
        for one in sorted(shown, key=lambda one: len(text_of(one))):
            stamp = one.get("datetime") or text_of(one)
            if len(stamp) > _LONGEST_STAMP or not _has_stamp(stamp):
                continue
            for css in (*marks.of(one), *_by_place(one)):
                hits = [find(held, css) for held in rows]
                told = [hit for hit in hits if hit and _has_stamp(_stamp(hit[0]))]
                if len(told) * 10 >= len(rows) * 8:
                    return css
    return None


def _by_place(element: Element) -> tuple[str, ...]:
    """Give what finds an element in its row by its tag alone: a table's third cell."""
    before = sum(1 for _ in element.itersiblings(str(element.tag), preceding=True))
    return (str(element.tag), f"{element.tag}:nth-of-type({before + 1})")


def _has_stamp(text: str) -> bool:
    return any(pattern.search(text) for pattern in STAMPS)


def _stamp(element: Element) -> str:
    return element.get("datetime") or text_of(element)
