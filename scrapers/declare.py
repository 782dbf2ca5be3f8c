"""A declaration with its test pages, written so that the strict reader takes it, whole or not."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from scrapers import site as declarations
from scrapers.api import is_json
from scrapers.encoding import decoded
from scrapers.page import read_article, read_listing
from scrapers.parsed import NotOnPage, tree_of
from scrapers.selectors import find
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scrapers.discover.finding import Kept
    from scrapers.discover.making import Survey
    from scrapers.selectors import Element
    from scrapers.site import Site

_NOISE = "style, svg, iframe, link[rel=stylesheet], link[rel=preload]"
_LONGEST_SCRIPT = 300  # letters: a longer one is code, a short one may be a CMS's mark
_WORDS = 8  # of a text's beginning and end that a test page's facts hold
_PATTERNS = re.compile(r"pattern|number|clean|next_keep|drop_text|soft_404|not_article|size")


def text(own: Mapping[str, Any], remarks: Mapping[str, str] | None = None) -> str:
    r"""Give a declaration as TOML; `remarks` are comments by key ("article.body").

    >>> print(text({"name": "so_mau", "listing": {"number": r"page=(\d+)"}}), end="")
    name = "so_mau"
    <BLANKLINE>
    [listing]
    number = 'page=(\d+)'
    """
    return "\n".join(_table(own, "", remarks or {})) + "\n"


def _table(values: Mapping[str, Any], path: str, remarks: Mapping[str, str]) -> Iterator[str]:
    for key, value in values.items():
        if not isinstance(value, dict) and key != "sample":
            where = f"{path}.{key}".lstrip(".")
            if where in remarks:
                yield f"# To check: {remarks[where]}"
            yield f"{key} = {_value(value, literal=bool(_PATTERNS.search(key)))}"
    for key, value in values.items():
        if isinstance(value, dict):
            yield ""
            yield f"[{key}]"
            yield from _table(value, f"{path}.{key}", remarks)
    for sample in values.get("sample", ()):
        yield ""
        yield "[[sample]]"
        yield from _table(sample, "sample", {})


def _value(value: Any, *, literal: bool) -> str:  # noqa: ANN401  (what TOML holds)
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {_value(one, literal=False)}" for key, one in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list | tuple):
        parts = [_value(one, literal=literal) for one in value]
        short = "[" + ", ".join(parts) + "]"
        return short if len(short) <= 88 else "[\n" + "".join(f"    {p},\n" for p in parts) + "]"
    if literal and "'" not in value and "\n" not in value:
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def write(folder: Path, survey: Survey, *, force: bool) -> Path:
    """Write a survey's declaration and test pages into `folder`; give the declaration's path.

    The files are made and read back elsewhere first, so that either all of them stand or none.
    Raises ConfigError where one of that name stands and `force` is not given, or where what was
    written does not read as it was seen.
    """
    name = str(survey.own["name"])
    path = folder / f"{name}.toml"
    if path.exists() and not force:
        raise ConfigError(f"{path}: is declared already; --force writes it anew")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as made:
        draft = Path(made)
        written = dict(survey.own) | {"sample": list(_samples(draft, survey))}
        (draft / path.name).write_text(text(written, survey.remarks), encoding="utf-8")
        check(declarations.load(draft / path.name))
        for file in sorted(draft.iterdir(), key=lambda one: one.suffix == ".toml"):
            shutil.move(file, folder / file.name)  # the declaration last: it names the others
    return path


def check(site: Site) -> None:
    """Raise ConfigError where a declaration's test pages do not read as it says."""
    for sample in site.sample:
        payload = (site.folder / sample.page).read_bytes()
        url = site.declared_page(site.origin + sample.url)
        told = {
            one.name: value
            for one in fields(sample)
            if one.name not in {"page", "url", "kind"}
            and (value := getattr(sample, one.name)) != one.default
        }
        try:
            said = _facts(site, sample.kind, payload, url)
        except NotOnPage as error:
            raise ConfigError(f"{sample.page}: {error}") from error
        for key, value in told.items():
            if said.get(key) != value and not (key == "attachments" and [*said[key]] == [*value]):
                raise ConfigError(
                    f"{sample.page}: {key} = {value!r}: the page says {said.get(key)!r}"
                )


def _facts(site: Site, kind: str, payload: bytes, url: str) -> dict[str, Any]:
    """Give what a test page says, as a declaration's `[[sample]]` writes it."""
    read = _listing_facts if kind == "listing" else _article_facts
    return {key: value for key, value in read(site, payload, url).items() if value is not None}


def _listing_facts(site: Site, payload: bytes, url: str) -> dict[str, Any]:
    page = read_listing(site, payload, url)
    further = page.next if page.next is not None and not page.next.guessed else None
    first = page.items[0]
    return {
        "title": first.title,
        "published": first.published,
        "identity": site.identity(first.url),
        "items": len(page.items),
        "next": further and f"{further.method} {further.url.removeprefix(site.origin)}",
    }


def _article_facts(site: Site, payload: bytes, url: str) -> dict[str, Any]:
    notice = read_article(site, payload, url)
    words = notice.text.split(" ")
    return {
        "title": notice.title,
        "published": notice.published,
        "published_from": notice.published_from,
        "author": notice.author,
        "identity": site.identity(notice.url),
        "starts": " ".join(words[:_WORDS]),
        "ends": " ".join(words[-_WORDS:]),
        "lines": len(notice.text.split("\n")),
        "attachments": [file.url.removeprefix(site.origin) for file in notice.attachments] or None,
    }


def _samples(folder: Path, survey: Survey) -> Iterator[dict[str, Any]]:
    """Write the test pages and give what the declaration says of each."""
    site = survey.site
    for kind, kept in (("listing", survey.listing), ("article", survey.article)):
        if kept is None:
            continue
        told = _facts(site, kind, kept.payload, kept.url)
        page, payload = _page(site, kind, kept, told)
        file = f"{site.name}.{'list' if kind == 'listing' else kind}.{page}"
        (folder / file).write_bytes(payload)
        yield {"kind": kind, "page": file, "url": kept.url.removeprefix(site.origin) or "/"} | told


def _page(site: Site, kind: str, kept: Kept, told: dict[str, Any]) -> tuple[str, bytes]:
    """Give the ending and the bytes of a test page: trimmed, where it reads the same then."""
    source = decoded(kept.payload, kept.charset)
    if is_json(source):
        return "json", source.encode()
    if source.lstrip("\ufeff \r\n\t").startswith("<?xml"):
        return "xml", kept.payload
    trimmed = _trimmed(source)
    try:
        same = _facts(site, kind, trimmed, kept.url) == told
    except NotOnPage:
        same = False
    return "html", trimmed if same else source.encode()


def _trimmed(source: str) -> bytes:
    """Give a page without what no reading looks at: styles, long scripts, pictures in the text."""
    tree = tree_of(source)
    gone = find(tree, _NOISE)
    gone += [one for one in find(tree, "script") if _is_code(one)]
    gone += [one for one in find(tree, "meta[charset], meta[http-equiv]") if _says_charset(one)]
    for element in gone:
        element.tag = "gone"
    etree.strip_elements(tree, "gone", with_tail=False)
    for image in find(tree, "img[src^='data:']"):
        image.set("src", "")
    page = etree.tostring(tree, method="html", encoding="utf-8", doctype="<!doctype html>")
    return re.sub(rb"[ \t]*\n\s*\n+", b"\n", page)


def _is_code(script: Element) -> bool:
    linked = script.get("type") == "application/ld+json"
    return not linked and len(script.text or "") > _LONGEST_SCRIPT


def _says_charset(meta: Element) -> bool:
    return "charset" in " ".join([*map(str, meta.keys()), str(meta.get("content"))]).lower()
