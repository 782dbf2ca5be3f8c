"""What a declaration may say: selectors, patterns, and how they are used."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from scrapers import selectors
from scrapers.furniture import is_plain
from scrapers.strict import Before, above

FAMILIES = Path(__file__).parent / "families"


def _on_page(selector: str) -> str:
    selectors.checked(selector)
    return selector


def _in_element(selector: str) -> str:
    if is_plain(selector):
        return selector
    import soupsieve  # noqa: PLC0415  (with BeautifulSoup 5 MB that few declarations need)

    try:
        soupsieve.compile(selector)
    except soupsieve.SelectorSyntaxError as error:
        raise ValueError(str(error).splitlines()[0]) from error
    return selector


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _one_line(pattern: re.Pattern[str]) -> re.Pattern[str]:
    if re.search(r"\\\\[dwsbDWSB.]", pattern.pattern):  # it never matches what was meant
        raise ValueError("a doubled backslash: write the pattern in single quotes")
    return pattern


def _filled(path: str) -> str:
    """Refuse other names than the ones that are filled in."""
    try:
        path.format(listing="", page=1)
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError("only {listing} and {page} are filled in") from error
    return path


def _with_identity(path: str) -> str:
    """Refuse other names than the one that is filled in."""
    try:
        path.format(identity="")
    except (KeyError, IndexError, ValueError) as error:
        raise ValueError("only {identity} is filled in") from error
    return path


def _of_family(script: str) -> str:
    if not (FAMILIES / f"{script}.py").is_file():
        raise ValueError(f"no {script}.py in scrapers/families")
    return script


OnPage = Annotated[str, _on_page]  # plain CSS, run by lxml on the whole page
InElement = Annotated[str, _in_element]  # run by soupsieve on one element
Fallbacks = Annotated[tuple[OnPage, ...], Before(_listed)]  # the first that finds decides
NextPath = Annotated[str, _filled]
Pattern = Annotated[re.Pattern[str], _one_line]
Patterns = Annotated[tuple[Pattern, ...], Before(_listed)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page that lists notices: its path or address, and what the site calls it."""

    url: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRules:
    """How to read a listing page.

    `pick` says which of the links that `next` finds is the next page: the first, the last, or the
    one with the smallest number greater than the present one (`number` cuts it out of an address,
    `current` finds it on the page, else the page's own address tells it, else it is page
    `first_page`). `next_path` makes the address where the page has no link: `{listing}`, `{page}`.
    `script` names a module of scrapers/families whose `next_page(page)` is asked. `next_keep` says
    which parameters of the next page's address stay, by their names. `total` finds the number of
    all rows: with `page_size` it tells which page is the last.
    """

    item: OnPage
    link: InElement = "a[href]"
    drop: tuple[InElement, ...] = ()  # out of the link's text
    date: InElement | None = None
    date_pattern: Patterns = ()
    next: OnPage | None = None
    pick: Literal["first", "last", "min_greater"] = "first"
    number: Pattern | None = None
    current: OnPage | None = None
    first_page: int = 1
    next_path: NextPath | None = None
    next_keep: Pattern | None = None
    total: OnPage | None = None
    page_size: Annotated[int, above(0)] | None = None  # fewer items: the last page
    script: Annotated[str, _of_family] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRules:
    """How to read a notice's page.

    `title` and `body` must find exactly one element. `author` takes the last element it finds, and
    that element is out of the body. `drop` takes elements out of the body, `drop_text` what matches
    out of its lines; a line that is then empty goes.
    """

    title: Fallbacks
    title_drop: tuple[InElement, ...] = ()
    title_clean: Patterns = ()  # taken out of the title: a date in brackets
    lead: Fallbacks = ()  # what stands above the body and belongs to it
    body: Fallbacks
    date: Fallbacks = ()
    date_pattern: Patterns = ()  # cuts the stamp; its first group if it has one
    author: Fallbacks = ()
    author_clean: Patterns = ()
    attach: Fallbacks = ()  # besides the files linked in the body
    drop: tuple[InElement, ...] = ()
    drop_text: Patterns = ()
    end_text: Patterns = ()  # a line that begins what follows the body: other notices


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiRules:
    """How to read the JSON answers of a portal; a path is keys and numbers parted by dots.

    A listing's answer becomes a page of rows `.api-item`, the answer about one notice a page with
    `.api-title`, `.api-date`, `.api-author`, `.api-body` and `.api-file`, so that the rules of
    `listing` and `article` say the rest. `link` and `file` are addresses filled from the fields of
    an item: `{slug}`. `article` is the address that answers for a page, `{identity}` in it; with
    `use = false` articles are read from their own pages.
    """

    use: bool = True
    pages: bool = False  # articles have pages of their own, read where the interface is closed
    article: Annotated[str, _with_identity] | None = None
    items: str = ""
    next: str | None = None  # where the address of the next page lies
    next_path: NextPath | None = None  # or how it is made: {listing}, {page}
    number: Pattern | None = None  # cuts the page's number out of an address, `size` its rows
    size: Pattern | None = None
    total: str | None = None  # where the number of all rows lies
    notice: str = ""
    link: str
    title: str
    date: Annotated[tuple[str, ...], Before(_listed)] = ()
    author: str | None = None
    body: str
    files: str | None = None
    file: str = "{url}"
    file_name: str = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A saved page beside the declaration, its path on the site, and the facts read from it."""

    page: str
    url: str
    kind: Literal["article", "listing", "soft_404", "blocked"] = "article"
    title: str | None = None
    published: str | None = None
    published_from: str | None = None
    author: str | None = None
    starts: str | None = None
    ends: str | None = None
    lines: int | None = None
    attachments: tuple[str, ...] = ()
    items: int | None = None
    next: str | None = None
    identity: str | None = None
