"""Which rules read the opened articles: the family's, else those found on their pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from extractors.text import plain
from scrapers import generic
from scrapers import site as declarations
from scrapers.api import parse_notice
from scrapers.discover import answers, articles, bodies, marks
from scrapers.discover.finding import Kept, Sure, Unanswered, finding
from scrapers.discover.opened import Opened, same_title
from scrapers.notice import Notice
from scrapers.page import Blocked, Item, NotOnPage, SoftNotFound, read_article
from scrapers.parsed import text_of, tree_of
from scrapers.rows import Request
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapers.discover.finding import Fetch
    from scrapers.discover.making import Survey

Pages: TypeAlias = "list[tuple[Kept, Item]]"
_ENOUGH = 0.6  # of the generic reader's text stands in ours too


def read(fetch: Fetch, made: Survey, opened: Pages) -> Pages:
    """Complete the declaration so that the opened articles read; give those that do.

    Raises ConfigError where no rule finds title and body on any of them.
    """
    if made.own["family"] == declarations.GENERIC:
        _derive(made, opened, ("title", "body"))
    good = _good(made, opened)
    if not good and made.site.api is not None and made.site.api.use:
        opened = _without_api(fetch, made, opened)
        good = _good(made, opened)
    if not good:
        _derive(made, opened, _broken(made, opened))
        good = _good(made, opened)
    if not good:
        _derive(made, opened, ("title", "body"))
        good = _good(made, opened)
    if not good:
        why = next(str(_read(made, one)) for one in opened)
        raise ConfigError(f"{made.listing.url}: no title and body found on its articles: {why}")
    _complete(made, good)
    _tell(made, good, len(opened))
    return good


def _read(made: Survey, one: tuple[Kept, Item]) -> Notice | Exception:
    kept, item = one
    try:
        return read_article(made.site, kept.payload, kept.url, listed=item, charset=kept.charset)
    except (NotOnPage, SoftNotFound, Blocked) as error:
        return error


def _good(made: Survey, opened: Pages) -> Pages:
    """Give the opened articles that read, none where most do not: a theme of its own."""
    found = [
        one for one in opened if isinstance(read := _read(made, one), Notice) and read.text.strip()
    ]
    return found if 2 * len(found) >= len(opened) or len(found) > 1 else []


def _broken(made: Survey, opened: Pages) -> tuple[str, ...]:
    """Give the fields whose rule finds nothing on these pages."""
    said = [_read(made, one) for one in opened]
    fields = {error.field.rpartition(".")[2] for error in said if isinstance(error, NotOnPage)}
    return tuple(sorted(fields & {"title", "body", "date"}, reverse=True)) or ("title", "body")


def _without_api(fetch: Fetch, made: Survey, opened: Pages) -> Pages:
    """Read JSON by the names that it has, or where it is closed the pages in its place."""
    if opened[0][0].is_json:
        found: dict[str, str] = {}
        for kept, item in opened:  # an author or a file that one lacks another has
            try:
                found = answers.notice(json.loads(kept.text), item.title) | found
            except (ValueError, RecursionError):
                continue
        rules = made.site.api
        if found and rules is not None:  # a name of the family's own that fits stays as it is
            made.learn("api", **{k: v for k, v in found.items() if v != getattr(rules, k)})
        return opened
    made.learn("api", use=False)
    again: Pages = []
    for _, item in opened:
        try:
            again.append((fetch(Request(made.site.fetch_url(item.url)), made.site), item))
        except Unanswered:
            continue
    return again or opened


def _derive(made: Survey, pages: Pages, fields: Sequence[str]) -> None:
    """Find selectors for these fields on the pages that show their row's title, as many as do."""
    opened = _as_opened(made, pages)
    shown = [one for one in opened if one.titles()] or opened
    if not shown:
        return
    listing = None if made.listing.is_json else tree_of(made.listing.text)
    for field in fields:
        if field == "date":
            css = articles.date(shown, _hit(made, pages, "body"))
            made.learn("article", date=[css] if css else [])
            continue
        css = articles.title(shown) if field == "title" else bodies.body(shown, listing)
        if css:
            made.learn("article", **{field: [css]})


def _as_opened(made: Survey, pages: Pages) -> list[Opened]:
    """Give the pages as opened; where no row tells their titles, as the rule so far finds them."""
    opened = [
        Opened(kept.url, kept.text, item.title, item.published)
        for kept, item in pages
        if not kept.is_json
    ]
    for css in made.site.article.title if not any(one.title for one in opened) else ():
        held = [marks.alone(one.tree, css) for one in opened]
        said = [text_of(one) for one in held if one is not None]
        if len(set(said)) == len(opened) > 1:  # not the portal's own name
            for one, title in zip(opened, said, strict=True):
                one.title = title
            break
    return opened


def _complete(made: Survey, good: Pages) -> None:
    """Find day, files and furniture where no rule of the family finds them."""
    opened = _as_opened(made, good)
    if not opened:
        return
    title, body = _hit(made, good, "title"), _hit(made, good, "body")
    notices = [n for one in good if isinstance(n := _read(made, one), Notice)]
    if all(one.published_from != "selector" for one in notices) and (
        css := articles.date(opened, body)
    ):
        made.learn("article", date=[css])
        if inside := articles.glued(opened, title, css):
            made.learn("article", title_drop=[inside])
    if not any(one.author for one in notices) and (authors := bodies.authors(opened, body)):
        made.learn("article", author=list(authors))
    if "body" in made.own.get("article", {}) and not any(one.attachments for one in notices):
        made.learn("article", attach=list(bodies.attachments(opened, title, body)))
    drop = bodies.furniture(opened, body, lambda url: made.site.identity(url) is not None)
    drop = tuple(dict.fromkeys([*drop, *made.own.get("article", {}).get("date", [])]))
    if drop:
        made.learn("article", drop=list(drop))


def _hit(made: Survey, good: Pages, name: str) -> str:
    """Give the selector of a field's fallbacks that finds something on the first that has it."""
    rules: tuple[str, ...] = getattr(made.site.article, name)
    for kept, item in good:
        page = parse_notice(made.site, kept.payload, kept.url, kept.charset, item.url)
        if css := next((css for css in rules if page.find(css)), ""):
            return css
    return ""


def _tell(made: Survey, good: Pages, opened: int) -> None:
    """Note what reads each field, and a second witness's word on it."""
    notices = [n for one in good if isinstance(n := _read(made, one), Notice)]
    for name in ("title", "date", "body", "author", "attach"):
        own = name in made.own.get("article", {})
        example, there = _example(name, notices)
        rule = _hit(made, good, name)
        why = f"{'found on the pages' if own else 'the rule of ' + made.own['family']}, "
        why += f"on {there} of {opened} articles"
        sure: Sure = "likely"
        if name in _WITNESS:
            said = [_agrees(name, n, one) for n, one in zip(notices, good, strict=True)]
            heard = [agrees for agrees in said if agrees is not None]
            sure = "sure" if heard and all(heard) else "check" if own or not there else "likely"
            why += f"; {_WITNESS[name]} agrees on {sum(heard)} of {len(heard)}"
            if own and ":nth-of-type(" in rule:
                sure, why = "check", f"{why}; by its place: write a better one where you can"
        elif there and not rule:
            rule = "(files linked in the body)"
        made.found(finding(f"article.{name}", rule if there else None, example, sure, why))


_WITNESS = {"title": "the row", "date": "the row", "body": "the generic reader"}


def _example(name: str, notices: Sequence[Notice]) -> tuple[str | None, int]:
    """Give what a field gave first, and on how many articles it gave anything."""
    if name == "attach":
        files = [one.attachments[0].name for one in notices if one.attachments]
        return next(iter(files), None), len(files)
    if name == "date":
        told = [one for one in notices if one.published]
        return next((f"{o.published} ({o.published_from})" for o in told), None), len(told)
    values = [getattr(one, "text" if name == "body" else name) for one in notices]
    kept = [value for value in values if value]
    return next(iter(kept), None), len(kept)


def _agrees(name: str, notice: Notice, one: tuple[Kept, Item]) -> bool | None:
    """Tell whether a second witness says the same of a field, None where it says nothing."""
    kept, item = one
    if name == "title":
        return same_title(notice.title, item.title) if item.title else None
    if name == "date":
        return notice.published == item.published if item.published else None
    if kept.is_json:
        return None
    read = generic.read(kept.payload, kept.charset)
    theirs = set(plain(read.text).split()) if read else set()
    ours = set(plain(notice.text).split())
    return bool(ours) and len(ours & theirs) >= _ENOUGH * len(ours)
