"""What portals say again of a forgotten notice: taken out of the archive after each crawl.

A tombstone keeps digests only, so the words are not known before a listing or a neighbour shows
them: a link to a forgotten address tells them anew.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from scrapers import erase, feeds, forgotten, redact
from scrapers import site as declarations
from scrapers.addresses import resolved
from scrapers.api import is_json, parse_listing
from scrapers.archive import Archive, ArchiveError
from scrapers.encoding import decoded
from scrapers.forgotten import Forgotten
from scrapers.owner import owned
from scrapers.parsed import NotOnPage, parse, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.workspace import Workspace
    from scrapers.exchange import Location
    from scrapers.site import Site
    from scrapers.warc import Record

_SEEN = "redacted.json"  # how far each file of the archive was looked through
_HREF = re.compile(r"""href\s*=\s*["']?([^"'>\s]+)""", re.IGNORECASE)


def redact_new(workspace: Workspace) -> int:
    """Overwrite what was archived since the last time of forgotten notices; give how many records.

    Nothing is looked through where nothing was forgotten.
    """
    tombstones = forgotten.load(workspace.folder)
    if not tombstones.keys:
        return 0
    with owned(workspace.folder):
        behind = _seen(workspace.folder)
        archive = Archive(workspace.archive)
        ends = archive.ends()
        said = _said(workspace, archive, tombstones, behind)
        changed: list[tuple[Location, bytes]] = []
        for site, (titles, urls) in said.items():
            own = {title for title in titles if not _is_shared(workspace.crawl, site, title)}
            if (words := redact.words(own, urls)) is not None:
                changed += redact.changes(workspace.archive, site, words, [], behind)
        if changed:
            erase.records(workspace.archive, workspace.crawl, [], changed)
        mark(workspace.folder, ends)
    return len(changed)


def mark(folder: Path, ends: dict[str, int]) -> None:
    """Keep how far the archive was looked through."""
    part = folder / f"{_SEEN}.part"
    part.write_text(json.dumps(ends), encoding="utf-8")
    part.replace(folder / _SEEN)


def _seen(folder: Path) -> dict[str, int]:
    path = folder / _SEEN
    if not path.exists():
        return {}
    told: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))
    return told


def _said(
    workspace: Workspace, archive: Archive, tombstones: Forgotten, behind: dict[str, int]
) -> dict[str, tuple[set[str], set[str]]]:
    """Give by site the titles and addresses under which forgotten notices are linked."""
    sites = {
        one.name: replace(one, forgotten=Forgotten())
        for data in (None, workspace.folder)
        for one in declarations.all_sites(data)
    }
    found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for place in archive.locations([], behind):
        try:
            record = archive.read(place)
        except ArchiveError:
            continue
        site = sites.get(str(record.options.get("site")))
        if site is None or not record.payload:
            continue
        for url, title in _links(site, record, tombstones):
            titles, urls = found[site.name]
            urls.add(url)
            titles.add(title)
    return found


def _links(site: Site, record: Record, tombstones: Forgotten) -> Iterator[tuple[str, str]]:
    """Give the links of an answer to forgotten notices, with each way it calls them."""
    if not site.holds(record.url):  # a copy was asked
        site = site.at("/".join(record.url.split("/", 3)[:3]))
    url = site.declared_page(record.url)
    if feeds.kind_of(record.payload) is not None:
        for entry in feeds.entries(record.payload, url):
            if _is_gone(site, entry.url, tombstones):
                yield entry.url, entry.title
        return
    text = decoded(record.payload, record.charset)
    told = is_json(text) and site.api is not None
    hrefs = (resolved(unescape(href), url) for href in _HREF.findall(text))
    if not told and not any(href and _is_gone(site, href, tombstones) for href in hrefs):
        return  # few pages have to be parsed
    try:
        read = parse_listing if told else parse
        page = read(site, record.payload, url, record.charset)
    except NotOnPage:
        return
    for link in page.find("a[href]"):
        address = page.address(link.get("href") or "")
        if address is not None and _is_gone(site, address, tombstones):
            pictures = (image.get("alt") or "" for image in link.iter("img"))
            for title in {text_of(link), link.get("title") or "", *pictures}:
                yield address, title.rstrip(".… ") if title.endswith(("...", "…")) else title


def _is_gone(site: Site, url: str, tombstones: Forgotten) -> bool:
    address = site.article_url(site.declared_url(url))
    if tombstones.address(address):
        return True
    identity = site.identity(address)
    return identity is not None and tombstones.page(site.name, identity)


def _is_shared(db: Path, site: str, title: str) -> bool:
    """Tell whether another page of the site bears a title, too."""
    with closing(sqlite3.connect(f"{db.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        asked = "SELECT 1 FROM pages WHERE site = ? AND listed_title = ?"
        return connection.execute(asked, (site, title)).fetchone() is not None
