"""What a portal's listing and some of its articles show, put together as a declaration."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from scrapers import feeds, recognise
from scrapers import site as declarations
from scrapers.discover import answers, feeding, identities, pager, reading, rows
from scrapers.discover.finding import Finding, Kept, Sure, Unanswered, finding
from scrapers.page import Blocked, NotOnPage, SoftNotFound, read_listing
from scrapers.parsed import DrawnByScript, tree_of
from scrapers.rows import Item, ListingPage, Request
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapers.discover.finding import Fetch
    from scrapers.site import Site

__all__ = ["Kept", "Survey", "Unanswered", "survey"]

_OPENED = 3  # articles that must read; more are opened where some are empty
_MOST_OPENED = 7
_MANY = 5  # rows on the first page: then there may be a second one


@dataclass(frozen=True, slots=True)
class Owner:
    """What a person says of a portal; what is None is taken from its pages."""

    name: str | None = None
    title: str | None = None
    province: str | None = None
    at: str | None = None


@dataclass(slots=True)
class Survey:
    """A declaration in the making: its keys, what each reads, and the pages that show it."""

    own: dict[str, Any]
    site: Site
    listing: Kept
    page: ListingPage = ListingPage(())
    article: Kept | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def remarks(self) -> dict[str, str]:
        """Give why a person should look at a key again, by the key."""
        return {one.field: one.why for one in self.findings if one.sure == "check"}

    def learn(self, table: str, **rules: object) -> None:
        """Lay rules over the declaration; raise ConfigError where they do not fit it."""
        own = (
            {**self.own, table: {**self.own.get(table, {}), **rules}}
            if table
            else {**self.own, **rules}
        )
        self.site = _site(own, self.site.fetched_from)
        self.own = own

    def found(self, one: Finding) -> None:
        """Note a finding in the place of an earlier one of the same field."""
        self.findings = [*(f for f in self.findings if f.field != one.field), one]


def survey(fetch: Fetch, urls: Sequence[str], owner: Owner) -> Survey:
    """Give the declaration of the portal that these listings are of, with what it reads.

    The first address decides; the others must read by the same rules. Raises Unanswered where the
    first gives no page, ConfigError where nothing can be made of it.
    """
    made = _begun(fetch, urls[0], owner)
    _recognise(made, made.listing.text)
    _read_rows(fetch, made)
    opened = _opened(fetch, made)
    if made.own["family"] == declarations.GENERIC:
        shown = "".join(one.text for one in (made.listing, *(kept for kept, _ in opened[:1])))
        if _recognise(made, shown):
            _read_rows(fetch, made)
    _read_pager(fetch, made)
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
        "evidence": f"`sites add` read {url} on {datetime.now(UTC).date().isoformat()}.",
        "listings": [{"url": _path(url), "category": "Tin tức"}],
        "identity_patterns": ["^/."],
        "listing": {"item": "article"},
        "article": {"title": "h1", "body": "article"},
    }
    site = _site(own, owner.at)
    kept = fetch(Request(url), site)
    if owner.at is None and site.holds(kept.url):  # http led to https, or to the name with www.
        at = urlsplit(kept.url)
        own |= {"origin": f"{at.scheme}://{at.netloc}"}
        own["listings"] = [{"url": _path(kept.url), "category": "Tin tức"}]
        site = _site(own, None)
    return Survey(own, site, kept)


def _site(own: dict[str, Any], at: str | None) -> Site:
    site = declarations.declared(own, Path(f"{own['name']}.toml"))
    return site if at is None else site.at(at)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _recognise(made: Survey, text: str) -> bool:
    """Take the rules of the family whose signals the pages show, if it is one."""
    found = recognise.families_of(f"{text}\n{made.listing.url}")
    if len(found) != 1:
        shown = f"signals of {', '.join(found)}" if found else "no known CMS"
        made.found(finding("family", declarations.GENERIC, shown, "check", "the generic reader"))
        return False
    own = {key: value for key, value in made.own.items() if key not in _OF_GENERIC}
    made.own = own | {"family": found[0]}
    made.site = _site(made.own, made.site.fetched_from)
    marks = len(declarations.signals(found[0]))
    made.found(finding("family", found[0], "", "sure", f"{marks} signals on its pages"))
    return True


_OF_GENERIC = frozenset({"identity_patterns", "listing", "article"})


def _read_rows(fetch: Fetch, made: Survey) -> None:
    """Read the listing by the family's rules, else by rules found on the page, else a feed."""
    family = made.own["family"]
    try:
        made.page = read_listing(
            made.site, made.listing.payload, made.listing.url, charset=made.listing.charset
        )
        if family != declarations.GENERIC:
            _found_rows(
                made, "sure" if len(made.page.items) > 1 else "likely", f"the rule of {family}"
            )
            return
    except DrawnByScript as error:
        raise ConfigError(
            f"{made.listing.url}: drawn by a script: give the address of the JSON answers that it asks for"
        ) from error
    except (SoftNotFound, Blocked) as error:
        raise ConfigError(f"{made.listing.url}: {type(error).__name__}: {error}") from error
    except NotOnPage as error:
        why = f"{error.field} of {family} is not there"
    else:
        why = "no known CMS"
    if not _derive_rows(made) and not _derive_feed(fetch, made):
        raise ConfigError(
            f"{made.listing.url}: no list of articles found ({why}): repeated links with long texts, "
            "a feed or a sitemap; write the declaration by hand from a bundled one"
        )
    _found_rows(made, "likely", "found on the page: links with long texts")


def _derive_rows(made: Survey) -> bool:
    kept = made.listing
    if feeds.kind_of(kept.payload) is not None:
        return _take_entries(made, kept, feeding.entries_of(made.site, kept))
    if kept.is_json:
        return _derive_api(made)
    found = rows.rows(tree_of(kept.text), kept.url, made.site.holds)
    if found is None:
        return False
    if not all(made.site.identity(made.site.article_url(url)) for url in found.urls) or (
        made.own["family"] == declarations.GENERIC
    ):
        pattern = identities.pattern(found.urls)
        if pattern is None:
            return False
        made.learn("", identity_patterns=[pattern])
    rules: dict[str, object] = {"item": found.item, "link": found.link}
    rules |= {"date": found.date} if found.date else {}
    made.learn("listing", **rules, **({"drop": list(found.drop)} if found.drop else {}))
    return _reads(made)


def _reads(made: Survey) -> bool:
    kept = made.listing
    try:
        made.page = read_listing(made.site, kept.payload, kept.url, charset=kept.charset)
    except NotOnPage:
        return False
    return bool(made.page.items)


def _derive_api(made: Survey) -> bool:
    try:
        found = answers.listing(json.loads(made.listing.text))
    except (ValueError, RecursionError):
        return False
    if not found or made.site.api is None:
        return False
    made.learn("api", **found)
    return _reads(made)


def _derive_feed(fetch: Fetch, made: Survey) -> bool:
    return any(
        _take_entries(made, kept, entries)
        for kept, entries in feeding.lists(fetch, made.site, made.listing)
    )


def _take_entries(made: Survey, kept: Kept, entries: Sequence[feeds.Entry]) -> bool:
    """Read a feed or sitemap in the listing's place, where its entries are articles."""
    urls = [entry.url for entry in entries if urlsplit(entry.url).path.strip("/")]
    pattern = identities.pattern(urls[:200]) if urls else None
    if pattern is None:
        return False
    made.listing = kept
    made.learn(
        "", listings=[{"url": _path(kept.url), "category": "Tin tức"}], identity_patterns=[pattern]
    )
    return _reads(made)


def _found_rows(made: Survey, sure: Sure, why: str) -> None:
    items, rules = made.page.items, made.site.listing
    first = items[0] if items else Item("", "")
    fed = feeds.kind_of(made.listing.payload)
    item = made.site.api.items if made.listing.is_json and made.site.api else rules.item
    made.found(finding("listing.item", fed or item, f"{len(items)} rows: {first.title}", sure, why))
    dated = sum(one.published is not None for one in items)
    date = "feed" if fed else rules.date
    made.found(
        finding("listing.date", date if dated else None, first.published,
                "sure" if dated == len(items) else "likely", f"on {dated} of {len(items)} rows")
    )  # fmt: skip
    identity = made.site.identity(first.url)
    own = "identity_patterns" in made.own
    why = "made from the addresses of the rows" if own else f"the rule of {made.own['family']}"
    made.found(
        finding(
            "identity_patterns",
            _pattern(made.site, first.url),
            identity,
            "check" if own else "sure",
            why,
        )
    )


def _pattern(site: Site, url: str) -> str:
    """Give the pattern that names an article by its address."""
    path = unquote(_path(url))
    return next((p.pattern for p in site.identity_patterns if p.search(path)), "")


def _opened(fetch: Fetch, made: Survey) -> list[tuple[Kept, Item]]:
    """Open articles: the first ones and one further down, until enough of them answer."""
    items = list(made.page.items)
    order = [*items[:2], *items[len(items) // 2 :], *items[2 : len(items) // 2]][:_MOST_OPENED]
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


def _read_pager(fetch: Fetch, made: Survey) -> None:
    """Find the way to the next page, and go it once to see whether other rows stand there."""
    if feeds.kind_of(made.listing.payload) is not None:
        return
    if made.page.next is not None and _leads_on(fetch, made, made.page.next):
        return _found_pager(made, "sure", f"the rule of {made.own['family']}; other rows there")
    before = made.own, made.site
    if not made.listing.is_json:
        found = pager.rules(tree_of(made.listing.text), made.listing.url)
        for rules, why in (
            (found, "found on the page"),
            *((r, "no link: it answers") for r in _usual(made)),
        ):
            if rules is None:
                continue
            made.own, made.site = before
            made.learn("listing", **rules)
            if _reads(made) and made.page.next and _leads_on(fetch, made, made.page.next):
                return _found_pager(made, "likely", f"{why}; other rows there")
    made.own, made.site = before
    _reads(made)
    few = len(made.page.items) < _MANY
    made.found(
        finding(
            "listing.next",
            made.site.listing.next,
            None,
            "likely" if few else "check",
            "no next page found: one page?",
        )
    )
    return None


def _usual(made: Survey) -> list[dict[str, object]]:
    if len(made.page.items) < _MANY or urlsplit(made.listing.url).query:
        return []
    return [
        {"next_path": path, "number": number, "page_size": len(made.page.items)}
        for path, number in pager.USUAL
    ]


def _leads_on(fetch: Fetch, made: Survey, request: Request) -> bool:
    """Tell whether the next page shows rows that the first does not."""
    site = made.site
    try:
        kept = fetch(Request(site.fetch_url(request.url), request.method, request.form), site)
        page = read_listing(site, kept.payload, kept.url, charset=kept.charset)
    except (Unanswered, NotOnPage, SoftNotFound, Blocked):
        return False
    known = {site.identity(item.url) for item in made.page.items}
    return any(site.identity(item.url) not in known for item in page.items)


def _found_pager(made: Survey, sure: Sure, why: str) -> None:
    rules, api = made.site.listing, made.site.api
    rule = api.next_path if made.listing.is_json and api else rules.next or rules.next_path
    request = made.page.next
    shown = f"{request.method} {_path(request.url)}" if request else ""
    made.found(finding("listing.next", rule, shown, sure, why))


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
    listings = [*made.own["listings"], {"url": _path(kept.url), "category": "Tin tức"}]
    made.learn("", listings=listings)
    made.found(
        finding(
            f"listing {_path(kept.url)}",
            "",
            f"{len(page.items)} rows: {page.items[0].title}",
            "sure",
            "by the same rules",
        )
    )
