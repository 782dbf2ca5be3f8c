"""How a portal's listing is read: its rows and the way on, by the family's rules or by its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from extractors.text import plain
from scrapers import feeds
from scrapers import site as declarations
from scrapers.discover import answers, feeding, identities, interfaces, pager, rows
from scrapers.discover.finding import Kept, Sure, Unanswered, finding
from scrapers.discover.making import path_of
from scrapers.page import Blocked, NotOnPage, SoftNotFound, read_listing
from scrapers.parsed import DrawnByScript, text_of, tree_of
from scrapers.rows import Item, Request
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapers.discover.answers import Json
    from scrapers.discover.finding import Fetch
    from scrapers.discover.making import Survey
    from scrapers.site import Site

_APART = 0.6  # of the addresses of rows name articles of their own: one may be linked twice
_MANY = 5  # rows on the first page: then there may be a second one


def read_rows(fetch: Fetch, made: Survey) -> None:
    """Read the listing by the family's rules, else by rules found on the page, else a feed."""
    family = made.own["family"]
    try:
        made.page = read_listing(
            made.site, made.listing.payload, made.listing.url, charset=made.listing.charset
        )
        if family != declarations.GENERIC and (len(made.page.items) > 1 or not _finds_more(made)):
            _found_rows(
                made, "sure" if len(made.page.items) > 1 else "likely", f"the rule of {family}"
            )
            return
    except DrawnByScript as error:
        raise ConfigError(
            f"{made.listing.url}: drawn by a script: give the address of the JSON answers "
            "that it asks for"
        ) from error
    except (SoftNotFound, Blocked) as error:
        raise ConfigError(f"{made.listing.url}: {type(error).__name__}: {error}") from error
    except NotOnPage as error:
        why = f"{error.field} of {family} is not there"
    else:
        why = "no known CMS"
        if family != declarations.GENERIC:
            why = f"listing.item of {family} finds one row"
    if not _derive_rows(fetch, made) and not _derive_feed(fetch, made):
        raise ConfigError(
            f"{made.listing.url}: no list of articles found ({why}): no repeated links with long "
            "texts, no feed, no sitemap; write the declaration by hand from a bundled one"
        )
    _found_rows(made, "likely", "found on the page: links with long texts")


def _finds_more(made: Survey) -> bool:
    """Tell whether the page shows more rows than the one that the family's rules find."""
    kept = made.listing
    if kept.is_json or feeds.kind_of(kept.payload) is not None:
        return False
    found = rows.rows(tree_of(kept.text), kept.url, made.site.holds)
    return found is not None and len(found.urls) >= _MANY


def _derive_rows(fetch: Fetch, made: Survey) -> bool:
    kept = made.listing
    if (found_feed := feeding.fed(fetch, made.site, kept)) is not None:
        return _take_entries(made, found_feed)
    if kept.is_json:
        return _derive_api(fetch, made)
    found = rows.rows(tree_of(kept.text), kept.url, made.site.holds)
    if found is None:
        return False
    told = {made.site.identity(made.site.article_url(url)) for url in found.urls}
    alike = len(told) < _APART * len(found.urls)  # what names them is the category's, as `tc=7`
    if None in told or alike or made.own["family"] == declarations.GENERIC:
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


def _derive_api(fetch: Fetch, made: Survey) -> bool:
    answer = _json(made.listing)
    found = answers.listing(answer)
    if not found or made.site.api is None:
        return False
    made.learn("api", **found)
    if _reads(made):
        return True
    before = made.own
    for way in interfaces.ways(answer, found["items"], made.listing.url):
        made.own = before
        made.learn("api", **way.rules)
        made.learn("", identity_patterns=[way.identity])
        if _reads(made) and _answers(fetch, made, made.page.items[0]):
            return True
    return False


def _answers(fetch: Fetch, made: Survey, item: Item) -> bool:
    """Tell whether the notice of a row answers at the address that the rules give it."""
    try:
        kept = fetch(Request(made.site.fetch_url(item.url)), made.site)
    except Unanswered:
        return False
    if made.site.api is not None and made.site.api.use:
        return bool(answers.notice(_json(kept), item.title))
    return not kept.is_json and plain(item.title) in plain(text_of(tree_of(kept.text)))


def _json(kept: Kept) -> Json:
    try:
        answer: Json = json.loads(kept.text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return answer


def _derive_feed(fetch: Fetch, made: Survey) -> bool:
    return any(_take_entries(made, fed) for fed in feeding.lists(fetch, made.site, made.listing))


def _take_entries(made: Survey, fed: feeding.Fed) -> bool:
    """Read a feed or sitemap in the listing's place, where its entries are articles."""
    urls = [entry.url for entry in fed.entries if urlsplit(entry.url).path.strip("/")]
    pattern = identities.pattern(urls[:200]) if urls else None
    if pattern is None:
        return False
    made.listing = fed.shown
    made.learn(
        "",
        listings=[{"url": path_of(fed.url), "category": "Tin tức"}],
        identity_patterns=[pattern],
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
    pattern, sure = _pattern(made.site, first.url), "check" if own else "sure"
    made.found(finding("identity_patterns", pattern, identity, sure, why))


def _pattern(site: Site, url: str) -> str:
    """Give the pattern that names an article by its address."""
    path = unquote(path_of(url))
    return next((p.pattern for p in site.identity_patterns if p.search(path)), "")


def read_pager(fetch: Fetch, made: Survey) -> None:
    """Find the way to the next page, and go it once to see whether other rows stand there."""
    if feeds.kind_of(made.listing.payload) is not None:
        return
    if made.page.next is not None and _leads_on(fetch, made, made.page.next):
        _found_pager(made, "sure", f"the rule of {made.own['family']}; other rows there")
        return
    before = made.own, made.site
    for tables, why in _pagers(made):
        made.own, made.site = before
        for table, rules in tables.items():
            made.learn(table, **rules)
        if _reads(made) and made.page.next and _leads_on(fetch, made, made.page.next):
            _found_pager(made, "likely", f"{why}; other rows there")
            return
    made.own, made.site = before
    _reads(made)
    sure: Sure = "likely" if len(made.page.items) < _MANY else "check"
    made.found(
        finding("listing.next", made.site.listing.next, None, sure, "no next page found: one page?")
    )


def _pagers(made: Survey) -> Iterator[tuple[dict[str, dict[str, object]], str]]:
    """Give rules that may lead on: what the page links to, then what many portals answer to."""
    size: dict[str, object] = {"page_size": len(made.page.items)}
    if made.listing.is_json:
        for api, rules in interfaces.pagers(_json(made.listing), made.listing.url):
            yield {"api": api, "listing": {**rules, **size}}, "in the answer or its address"
        return
    if (found := pager.rules(tree_of(made.listing.text), made.listing.url)) is not None:
        yield {"listing": {**found, **(size if "next_path" in found else {})}}, "found on the page"
    yield from (({"listing": rules}, "no link: it answers") for rules in _usual(made))


def _usual(made: Survey) -> list[dict[str, object]]:
    if len(made.page.items) < _MANY:
        return []
    usual = pager.USUAL_WITH_QUERY if urlsplit(made.listing.url).query else pager.USUAL
    return [
        {"next_path": path, "number": number, "page_size": len(made.page.items)}
        for path, number in usual
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
    shown = f"{request.method} {path_of(request.url)}" if request else ""
    made.found(finding("listing.next", rule, shown, sure, why))
