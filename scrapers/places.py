"""What the archive keeps with an answer, so that crawl.db can be made anew from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapers.outcome import Listing, Outcome, Page
    from scrapers.page import ListingPage
    from scrapers.site import Site
    from scrapers.visit import Visit


def listing_place(site: Site, visit: Visit, at: Listing) -> dict[str, object]:
    """Give what is kept with a listing page."""
    return {
        "site": site.name, "kind": "listing", "visit": visit.started, "rights": site.rights,
        "declaration": visit.declaration,
        "listing": at.listing, "number": at.number, "url": at.request.url, "root": at.root,
        "followed": at.followed, "deep": at.deep, "guessed": at.request.guessed,
    }  # fmt: skip


def shown_place(
    site: Site, page: ListingPage, marks: frozenset[str], *, cut: bool
) -> dict[str, object]:
    """Give what is kept of what a listing page shows: crawl.db can be made anew from it.

    A form that a pager posts is not kept: it holds for that night only.
    """
    told: dict[str, object] = {
        "rows": [
            [site.identity(item.url) or item.url, item.url, item.title, item.published,
             item.told_by]
            for item in page.items
        ],
        "next": page.next and [page.next.url, page.next.method, page.next.guessed],
        "parts": [part.url for part in page.parts],
        "cut": cut,
        "family": site.family,
        "marks": sorted(marks),
    }  # fmt: skip
    return {"status": "ok", "shown": len(page.items)} | {k: v for k, v in told.items() if v}


def page_place(site: Site, visit: Visit, page: Page, outcome: Outcome) -> dict[str, object]:
    """Give what is kept with an answer of a page: whose it is, and what became of it."""
    place: dict[str, object] = {
        "site": site.name, "kind": page.kind, "visit": visit.started, "rights": site.rights,
        "declaration": visit.declaration,
        "identity": page.identity, "url": page.url, "parent": page.parent,
        "name": outcome.name or page.name, "first_seen": page.first_seen,
        "listed_title": page.item.title or None, "listed_published": page.item.published,
        "listed_by": page.item.told_by if page.item.published else None,
        "status": str(outcome.status),
    }  # fmt: skip
    told = {
        "note": outcome.note, "published": outcome.published, "moved_to": outcome.moved_to,
        "moved_identity": outcome.moved_to and site.identity(outcome.moved_to),
        "media_type": outcome.media_type,
        "attachments": [[file.url, file.name] for file in outcome.attachments],
        "lacks": None if outcome.lacks is None else ["read", *sorted(outcome.lacks)],
    }  # fmt: skip
    return place | {key: value for key, value in told.items() if value}
