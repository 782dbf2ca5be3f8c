"""Which family pages are of, and what an address and a page say of whose portal it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias
from urllib.parse import urlsplit

from extractors.places import find_provinces, province_of
from extractors.text import fold
from scrapers import site
from scrapers.discover import marks
from scrapers.discover.opened import pieces
from scrapers.parsed import metadata, text_of, tree_of
from scrapers.selectors import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from scrapers.selectors import Element

Kind: TypeAlias = Literal["province", "department", "office", "district", "ministry", "newspaper"]

# Whose portal it is, by its own name; the first that matches.
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("newspaper", r"^(?:báo|tạp chí|đài)\b|\bbáo\s+\w+.*(?:online|điện tử)"),
    ("department", r"\bsở\b"),
    (
        "office",
        r"^(?:công an|kho bạc|bảo hiểm xã hội|liên đoàn|liên minh|liên hiệp|hội (?!đồng)|cục)\b",
    ),
    ("ministry", r"(?<!cán )(?<!đảng )\bbộ\b(?! (?:chỉ huy|đội|tư lệnh))"),
    ("district", r"\b(?:huyện|quận|thị xã|xã(?! hội)|phường|thị trấn)\b"),
    ("office", r"\b(?:văn phòng|trung tâm|chi cục|ban quản lý|ban|viện|trường|bệnh viện|bộ)\b"),
    ("province", r"\b(?:ubnd|uỷ ban|ủy ban|tỉnh|thành phố)\b"),
)
_BODIES = (
    r"Sở|Bộ|Báo|Ban|Chi cục|Trung tâm|Văn phòng|UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng nhân dân"
    r"|Cổng thông tin|Cổng TTĐT|Trang thông tin|Bệnh viện|Thanh tra|Kho bạc Nhà nước|Liên đoàn"
    r"|Liên minh|Liên hiệp|Hội (?:Nông dân|Liên hiệp|Cựu chiến binh|Chữ thập đỏ|Luật gia|Nhà báo)"
    r"|Đài (?:Phát thanh|Truyền hình|PT)|Cục (?:Thuế|Thống kê|Hải quan)|Công an|Bảo hiểm xã hội"
    r"|Tỉnh (?:ủy|uỷ|đoàn)|Thành (?:ủy|uỷ)|Trường (?:Chính trị|Đại học|Cao đẳng)"
)
_CAPITALS = re.sub(r"\w+", lambda word: word[0].upper(), _BODIES)
_NAMES = re.compile(rf"(?:{_BODIES}|{_CAPITALS})\s+\w")
_PARTS = re.compile(r"\s*(?:[|»–-]|::)\s+|\s+(?:[|»–-]|::)\s*")


def families_of(text: str) -> tuple[str, ...]:
    """Give the families all of whose signals stand in a page; one signal alone proves nothing."""
    return tuple(
        name
        for name in site.families()
        if (signals := site.signals(name)) and all(signal.search(text) for signal in signals)
    )


def name_of(url: str) -> str:
    """Give a declaration's name for an address: its host without www. and .gov.vn.

    >>> name_of("https://www.sokhcn.tinh.gov.vn/tin-tuc")
    'sokhcn_tinh'
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    host = re.sub(r"\.(?:gov\.vn|vn)$", "", host)
    return re.sub(r"[^a-z0-9]+", "_", host.lower()).strip("_") or "site"


def title_of(page: str, others: Sequence[str]) -> str:
    """Give what a portal calls itself: what the titles, else the texts, of its pages share.

    >>> pages = ["<title>Thông báo - Sở Nội vụ tỉnh Bắc Ninh</title>"]
    >>> title_of("<title>Lịch tiếp dân - Sở Nội vụ tỉnh Bắc Ninh</title>", pages)
    'Sở Nội vụ tỉnh Bắc Ninh'
    """
    tree, rest = tree_of(page), [tree_of(one) for one in others]
    said = metadata(tree).get("og:site_name", "")
    parts = {part for one in rest for part in _title_parts(one)}
    named = [part for part in _title_parts(tree) if part in parts]
    shared = [text for text in shared_texts(tree, rest) if _NAMES.match(text) and len(text) < 100]
    home = [text for text in _home(tree) if _NAMES.match(text) and len(text) < 100]
    return said or next(iter([*filter(kind_of, named), *shared, *named, *home]), "")


def _home(tree: Element) -> Iterator[str]:
    """Give what the link to the front page says, and the picture in it."""
    for link in find(tree, "a[href='/'], a[href$='.vn'], a[href$='.vn/']"):
        yield text_of(link)
        yield from (image.get("alt") or "" for image in link.iter("img"))


def is_portal(name: str) -> bool:
    """Tell whether a text begins as portals call themselves; a title may, too.

    >>> is_portal("Sở Du lịch tỉnh Long An"), is_portal("Kế hoạch kiểm tra năm 2024")
    (True, False)
    """
    return _NAMES.match(name) is not None


def shared_texts(tree: Element, others: Sequence[Element]) -> list[str]:
    """Give the texts that stand on all of a portal's pages: its banner, menus and foot."""
    rest = [set(_texts(one)) for one in others]
    return [text for text in dict.fromkeys(_texts(tree)) if all(text in one for one in rest)]


def _title_parts(tree: Element) -> list[str]:
    shown = " ".join(text_of(tag) for tag in find(tree, "title")[:1])
    return [part for part in _PARTS.split(shown) if part]


def _texts(tree: Element) -> Iterator[str]:
    """Give the texts that are no links: lists of other notices are on all pages, too."""
    for holder, shown in pieces(tree):
        if not any(node.tag == "a" for node in (holder, *marks.ancestors(holder))):
            yield shown


def kind_of(title: str) -> Kind | None:
    """Give what kind of body a portal is of, by what it calls itself.

    >>> kind_of("Sở Tài chính tỉnh Đắk Nông"), kind_of("Báo Đồng Tháp Online"), kind_of("Tin tức")
    ('department', 'newspaper', None)
    """
    low = title.lower()
    return next((kind for kind, pattern in _KINDS if re.search(pattern, low)), None)


def province_in(texts: Iterable[str], url: str) -> str | None:
    """Give the province that a portal's own words name, or a part of its host.

    >>> province_in(["Sở Tài chính tỉnh Đắk Nông"], "http://stc.gov.vn/")
    'Đắk Nông'
    >>> province_in(["Trang chủ"], "http://skhcn.longan.gov.vn/")
    'Long An'
    """
    for text in texts:
        if named := find_provinces(text, fold(text)):
            return named[0].name
    for part in re.split(r"[.-]", urlsplit(url).hostname or ""):
        parted = (f"{part[:at]} {part[at:]}" for at in range(2, len(part) - 1))
        for name in (part, *parted):
            if len(name) > 4 and (found := province_of(name)) is not None:
                return found.name
    return None
