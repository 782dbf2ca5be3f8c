"""What a portal's listing and some of its articles show, put together as a declaration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapers import feeds, recognise
from scrapers import site as declarations
from scrapers.discover import reading
from scrapers.discover.finding import Kept, Sure, Unanswered, finding
from scrapers.discover.listings import read_pager, read_rows
from scrapers.discover.making import Survey, path_of, site_of
from scrapers.page import Blocked, NotOnPage, SoftNotFound, read_listing
from scrapers.parsed import tree_of
from scrapers.rows import Item, Request
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapers.discover.finding import Fetch

__all__ = ["Owner", "Survey", "survey"]

_OPENED = 3  # articles that must read; more are opened where some are empty
_MOST_OPENED = 7
_JSON = "spa_json"  # the family of portals that a script draws from JSON answers


@dataclass(frozen=True, slots=True)
class Owner:
    """What a person says of a portal; what is None is taken from its pages."""

    name: str | None = None
    title: str | None = None
    province: str | None = None
    at: str | None = None


def survey(fetch: Fetch, urls: Sequence[str], owner: Owner) -> Survey:
    """Give the declaration of the portal that these listings are of, with what it reads.

    The first address decides; the others must read by the same rules. Raises Unanswered where the
    first gives no page, ConfigError where nothing can be made of it.
    """
    made = _begun(fetch, urls[0], owner)
    _recognise(made, made.listing.text)
    read_rows(fetch, made)
    opened = _opened(fetch, made)
    if made.own["family"] == declarations.GENERIC:
        shown = "".join(one.text for one in (made.listing, *(kept for kept, _ in opened[:1])))
        if _recognise(made, shown):
            read_rows(fetch, made)
    read_pager(fetch, made)
    opened = reading.read(fetch, made, opened)
    made.article = next(kept for kept, _ in opened)
    _name_owner(fetch, made, owner, opened)
    for url in urls[1:]:
        _add_listing(fetch, made, url)
    return made


def _begun(fetch: Fetch, url: str, owner: Owner) -> Survey:
    """Ask for the listing; the declaration knows no more than where it is."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ConfigError(f"{url}: an address begins with http:// or https://")
    own: dict[str, Any] = {
        "name": owner.name or recognise.name_of(url),
        "title": owner.title or "",
        "family": declarations.GENERIC,
        "origin": f"{parts.scheme}://{parts.netloc}",
        "province": owner.province or "",
        "kind": "office",
        "rights": "official",
        "state": "unverified",
        "evidence": _evidence(url, owner.at),
        "listings": [{"url": path_of(url), "category": "Tin tức"}],
        "identity_patterns": ["^/."],
        "listing": {"item": "article"},
        "article": {"title": "h1", "body": "article"},
    }
    site = site_of(own, owner.at)
    kept = fetch(Request(url), site)
    if owner.at is None and site.holds(kept.url):  # http led to https, or to the name with www.
        at = urlsplit(kept.url)
        own |= {"origin": f"{at.scheme}://{at.netloc}"}
        own["listings"] = [{"url": path_of(kept.url), "category": "Tin tức"}]
        site = site_of(own, None)
    return Survey(own, site, kept)


def _evidence(url: str, at: str | None) -> str:
    copy = f" from a copy at {at}" if at is not None else ""
    return f"`sites add` read {url}{copy} on {datetime.now(UTC).date().isoformat()}."


def _recognise(made: Survey, text: str) -> bool:
    """Take the rules of the family whose signals the pages show, if it is one."""
    found = recognise.families_of(f"{text}\n{made.listing.url}")
    if not found and made.listing.is_json:  # rows with titles are a signal, whatever their names
        found = (_JSON,)
    if len(found) != 1:
        shown = f"signals of {', '.join(found)}" if found else "no known CMS"
        made.found(finding("family", declarations.GENERIC, shown, "check", "the generic reader"))
        return False
    own = {key: value for key, value in made.own.items() if key not in _OF_GENERIC}
    made.own = own | {"family": found[0]}
    made.site = site_of(made.own, made.site.fetched_from)
    marks = len(declarations.signals(found[0]))
    made.found(finding("family", found[0], "", "sure", f"{marks} signals on its pages"))
    return True


_OF_GENERIC = frozenset({"identity_patterns", "listing", "article"})


def _opened(fetch: Fetch, made: Survey) -> list[tuple[Kept, Item]]:
    """Open articles: the first ones and one further down, until enough of them answer."""
    items = list(made.page.items)
    middle = max(2, len(items) // 2)
    order = [*items[:2], *items[middle:], *items[2:middle]][:_MOST_OPENED]
    opened: list[tuple[Kept, Item]] = []
    why = ""
    for item in order:
        try:
            opened.append((fetch(Request(made.site.fetch_url(item.url)), made.site), item))
        except Unanswered as problem:
            why = str(problem)
        if len(opened) == _OPENED + 1:
            break
    if not opened:
        raise ConfigError(f"{made.listing.url}: none of its articles answers: {why}")
    return opened


def _name_owner(
    fetch: Fetch, made: Survey, owner: Owner, opened: Sequence[tuple[Kept, Item]]
) -> None:
    """Say whose portal it is, as far as a person has not: by what its pages call themselves."""
    pages = [kept.text for kept in (made.listing, *(kept for kept, _ in opened)) if _is_page(kept)]
    pages = pages or _front_page(fetch, made)
    said = recognise.title_of(pages[0], pages[1:]) if pages else ""
    title = owner.title or said or made.own["name"]
    trees = [tree_of(page) for page in pages]
    shared = recognise.shared_texts(trees[0], trees[1:]) if len(trees) > 1 else []
    province = owner.province or recognise.province_in([title, *shared], made.site.origin)
    if province is None:
        raise ConfigError(f"{made.listing.url}: whose portal it is cannot be told: --province P")
    kind = recognise.kind_of(title)
    rights = "press" if kind == "newspaper" else "official"
    made.own |= {"title": title, "province": province, "kind": kind or "office", "rights": rights}
    made.learn("")
    for key, told, value in (("title", owner.title, title), ("province", owner.province, province)):
        named = value in " ".join([said, *shared])
        sure: Sure = "sure" if told else "likely" if named else "check"
        why = "as you said" if told else "on all its pages" if named else "by its host"
        made.found(finding(key, value, "", sure, why))
    made.found(
        finding("kind", kind or "office", rights, "likely" if kind else "check", "by its title")
    )


def _is_page(kept: Kept) -> bool:
    return not kept.is_json and feeds.kind_of(kept.payload) is None


def _front_page(fetch: Fetch, made: Survey) -> list[str]:
    try:
        return [fetch(Request(f"{made.site.origin}/"), made.site).text]
    except Unanswered:
        return []


def _add_listing(fetch: Fetch, made: Survey, url: str) -> None:
    try:
        kept = fetch(Request(made.site.fetch_url(url)), made.site)
        page = read_listing(made.site, kept.payload, kept.url, charset=kept.charset)
    except (Unanswered, NotOnPage, SoftNotFound, Blocked) as error:
        raise ConfigError(
            f"{url}: does not read by the rules of {made.listing.url}: {error}"
        ) from error
    listings = [*made.own["listings"], {"url": path_of(kept.url), "category": "Tin tức"}]
    made.learn("", listings=listings)
    made.found(
        finding(
            f"listing {path_of(kept.url)}",
            "",
            f"{len(page.items)} rows: {page.items[0].title}",
            "sure",
            "by the same rules",
        )
    )
