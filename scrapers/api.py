"""JSON answers of a portal as pages, so that one reading serves them and the pages of HTML."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

from scrapers.addresses import resolved
from scrapers.encoding import decoded
from scrapers.parsed import NotOnPage, SoftNotFound, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapers.parsed import Page
    from scrapers.rules import ApiRules
    from scrapers.site import Site

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"

_FIELD = re.compile(r"\{([\w.]+)\}")


def is_json(text: str) -> bool:
    """Tell whether an answer is JSON by its first sign: servers call it text/html, too.

    >>> is_json(' {"items": []}'), is_json("<html></html>")
    (True, False)
    """
    return text.lstrip("\ufeff \t\r\n")[:1] in {"[", "{"}


def parse_listing(site: Site, payload: bytes, url: str, charset: str | None) -> Page:
    """Give the page of a listing's answer, whether it is HTML or JSON."""
    text = decoded(payload, charset)
    if site.api is None or not is_json(text):
        return page_of(site, text, url)
    return page_of(site, text, url, shown=_listing(site, site.api, text))


def parse_notice(
    site: Site, payload: bytes, url: str, charset: str | None, listed: str | None = None
) -> Page:
    """Give the page of the answer about a notice, whether it is HTML or JSON.

    Where it is JSON, the address is that of the page it stands for, which people can open: as the
    answer tells it, else the `listed` one. Raise SoftNotFound where it holds no notice.
    """
    text = decoded(payload, charset)
    if site.api is None or not is_json(text):
        return page_of(site, text, url)
    shown, link = _notice(site, site.api, text)
    told = resolved(link, site.declared_url(url)) if link else listed
    return page_of(site, text, told or url, shown=shown)


def _listing(site: Site, rules: ApiRules, text: str) -> str:
    """Give a listing's answer as a page: rows, the next address, the count of all rows."""
    answer = _parsed(site, text)
    rows = _at(answer, rules.items)
    if not isinstance(rows, list):
        raise NotOnPage(site.name, "api.items", rules.items)
    items = "".join(_row(site, rules, row) for row in rows)
    following = _text(answer, rules.next) if rules.next else ""
    link = f'<a class="api-next" rel="next" href="{_escaped(following)}"></a>' if following else ""
    total = _text(answer, rules.total) if rules.total else ""
    return f'<main>{items}{link}<p class="api-total">{_escaped(total)}</p></main>'


def _notice(site: Site, rules: ApiRules, text: str) -> tuple[str, str | None]:
    """Give the answer about one notice as a page, and the address of the page it stands for."""
    answer = _parsed(site, text)
    notice = _at(answer, rules.notice)
    if not isinstance(notice, dict) or not notice:
        if _lies_elsewhere(answer, rules.notice):
            raise NotOnPage(site.name, "api.notice", rules.notice)
        raise SoftNotFound(f"{site.name}: the answer holds nothing at {rules.notice or 'its top'}")
    author = _text(notice, rules.author) if rules.author else ""
    files = "".join(
        f'<li><a class="api-file" href="{_escaped(_filled(site, "file", rules.file, file))}">'
        f"{_escaped(_text(file, rules.file_name))}</a></li>"
        for file in _files(notice, rules)
    )
    page = (
        f'<main><h1 class="api-title">{_text(notice, rules.title)}</h1>'
        f'<p class="api-author">{_escaped(author)}</p>'
        f'<time class="api-date">{_escaped(_first_text(notice, rules.date))}</time>'
        f'<div class="api-body">{_text(notice, rules.body)}</div><ul>{files}</ul></main>'
    )
    told = all(_text(notice, name) for name in _FIELD.findall(rules.link))
    return page, _filled(site, "link", rules.link, notice) if told else None


def _escaped(text: str) -> str:
    """Give a text as markup."""
    import html  # noqa: PLC0415  (its entities, for portals that answer in JSON)

    return html.escape(text)


def _lies_elsewhere(answer: Json, path: str) -> bool:
    """Tell whether an answer holds something, and not under the declared key: a renamed field."""
    if not isinstance(answer, dict) or path.partition(".")[0] in answer:
        return False
    return any(value for value in answer.values() if isinstance(value, dict | list))


def _parsed(site: Site, text: str) -> Json:
    try:
        answer: Json = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise NotOnPage(site.name, "api", "JSON") from error
    return answer


def _row(site: Site, rules: ApiRules, row: Json) -> str:
    address = _escaped(_filled(site, "link", rules.link, row))
    day = _escaped(_first_text(row, rules.date))
    title = _text(row, rules.title)
    return f'<div class="api-item"><a href="{address}">{title}</a><time>{day}</time></div>'


def _at(found: Json, path: str) -> Json:
    """Give what lies at a path of keys and numbers, None where there is nothing."""
    for key in path.split(".") if path else ():
        if isinstance(found, dict):
            found = found.get(key)
        elif isinstance(found, list) and key.isdecimal() and int(key) < len(found):
            found = found[int(key)]
        else:
            return None
    return found


def _text(found: Json, path: str) -> str:
    value = _at(found, path)
    return str(value) if isinstance(value, str | int | float) else ""


def _first_text(found: Json, paths: tuple[str, ...]) -> str:
    return next((text for path in paths if (text := _text(found, path))), "")


def _filled(site: Site, field: str, template: str, found: Json) -> str:
    """Give a template with the fields of an item in it; raise NotOnPage where one is missing."""
    for name in _FIELD.findall(template):
        if not _text(found, name):
            raise NotOnPage(site.name, f"api.{field}", name)
    return _FIELD.sub(lambda match: _text(found, match[1]), template)


def _files(notice: Json, rules: ApiRules) -> Iterator[Json]:
    files = _at(notice, rules.files) if rules.files else None
    if isinstance(files, list):
        yield from files
