"""What a listing gives: its rows, and what to ask for next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for next: a declared address, and a form where the pager posts one.

    `guessed` says that no link led here (a page number counted up): an answer 404 or a page
    without items is then the end of the listing, not a fault.
    """

    url: str
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a listing: declared address, title as shown, ISO day if the row tells it.

    `told_by` says where the day was read: in a row of a listing page, or in a feed.
    """

    url: str
    title: str
    published: str | None = None
    told_by: Literal["listing", "feed"] = "listing"


@dataclass(frozen=True, slots=True)
class ListingPage:
    """The rows of one listing page in order, and how to ask for the next one.

    `parts` are further listings that the page names in the place of rows: those of a sitemap.
    """

    items: tuple[Item, ...]
    next: Request | None = None
    parts: tuple[Request, ...] = ()
