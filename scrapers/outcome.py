"""What a visit asks for, and what can become of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapers.notice import Attachment
    from scrapers.page import Item, Request
    from scrapers.status import Status


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing page to read: which of the site's listings, its number there, how to ask.

    `followed` says that the listing was once read to its end, `deep` that this is back-fill.
    """

    listing: int
    number: int
    root: str
    followed: bool
    request: Request
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page to ask for, and what its last good answer was."""

    id: int
    kind: str
    identity: str
    url: str
    parent: str | None
    name: str | None
    first_seen: str
    item: Item
    digest: str | None
    answered: str | None
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page. `keys` name the requests that led there, `answered` is when (UTC)."""

    status: Status
    note: str = ""
    keys: tuple[str, ...] = ()
    digest: str | None = None
    answered: str | None = None
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    published: str | None = None
    name: str | None = None
    attachments: tuple[Attachment, ...] = field(default=())
    moved_to: str | None = None  # the declared address of another article
    lacks: frozenset[str] | None = None  # fields that an article does not have; None: not read


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a listing, with what identifies the article that it leads to."""

    identity: str
    item: Item


@dataclass(frozen=True, slots=True)
class Seen:
    """A listing page's rows: `unseen` on it so far in this visit, `new` to the site altogether."""

    unseen: int
    new: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How a visit went, in pages."""

    listed: int
    new: int
    fetched: int
    unchanged: int
    failed: int
    soft_404: int
