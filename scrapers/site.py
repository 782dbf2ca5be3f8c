"""A site's declaration, strictly read: what its family shares, and what it says itself."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from scrapers import forgotten
from scrapers.addresses import path_of, site_host
from scrapers.forgotten import Forgotten
from scrapers.layers import line_of, merged, read, told
from scrapers.rules import (
    FAMILIES,
    ApiRules,
    ArticleRules,
    Listing,
    ListRules,
    Pattern,
    Patterns,
    Sample,
)
from scrapers.settings import ConfigError
from scrapers.strict import Mistake, at_least, made, matching, plain, some
from scrapers.tls import Tls  # noqa: TC001  (`made` reads it at run time)

SITES = Path(__file__).parent / "sites"
GENERIC = "generic"  # the family of sites on no known CMS: each says all of its rules itself

# In the order of Site's fields.
_READING = (
    "origin", "aliases", "file_hosts", "province", "listing", "article", "api", "identity_patterns",
    "not_article", "drop_query", "url_date", "soft_404", "blocked",
)  # fmt: skip


_COOKIE = r"[!#$%&'*+.^`|~\w-]+=[^\s;,\"\\]*"


def _origin(value: str) -> str:
    if not re.fullmatch(r"https?://[\w.-]+(:\d+)?", value):
        raise ValueError("an origin is scheme://host or scheme://host:port")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One portal: where it is, whose it is, and how its pages are read."""

    name: Annotated[str, matching(r"[a-z0-9_]+")]
    title: str
    family: str
    origin: Annotated[str, _origin]
    aliases: tuple[str, ...] = ()  # other hosts, without scheme
    file_hosts: tuple[str, ...] = ()  # hosts that hold its attachments and no pages
    province: str
    agency: str | None = None
    kind: Literal["province", "department", "office", "district", "ministry", "newspaper"]
    rights: Literal["official", "press"]
    state: Literal["unverified", "alive"] = "unverified"
    evidence: str
    listings: Annotated[tuple[Listing, ...], some]
    delay: Annotated[float, at_least(0)] | None = None
    group: str | None = None  # sites of one group are polite together; unset: of one domain
    tls: Tls | None = None  # exceptions for its own hosts
    cookies: tuple[Annotated[str, matching(_COOKIE)], ...] = ()  # that a person chose to send it
    min_items: Annotated[int, at_least(1)] = 1  # on the first page of a listing
    max_age_days: Annotated[int, at_least(1)] = 90  # nothing newer than this: the site is stale
    listing: ListRules
    article: ArticleRules
    api: ApiRules | None = None
    identity_patterns: Annotated[Patterns, some]  # groups of path?query name the article
    not_article: Patterns = ()
    private: Patterns = ()  # sections about persons, left alone unless a declaration says []
    drop_query: Patterns = ()  # names of parameters that no article needs
    url_date: Pattern | None = None  # groups y, m, d
    soft_404: Patterns = ()
    blocked: Patterns = ()
    detect: Patterns = ()
    sample: tuple[Sample, ...] = ()
    folder: Path  # where the test pages lie
    fetched_from: Annotated[str, _origin] | None = None
    forgotten: Forgotten = field(default=Forgotten())  # pages that are never asked for again

    def at(self, origin: str) -> Site:
        """Give the site fetched from another origin; addresses and identities stay as declared."""
        try:
            return replace(self, fetched_from=_origin(origin.rstrip("/")))
        except ValueError as error:
            raise ConfigError(f"{self.name}: fetched_from = {origin!r}: {error}") from error

    def fetch_url(self, url: str) -> str:
        """Give the address to ask for a declared address: another origin where `at` says so.

        An article that a JSON interface answers for is asked there.
        """
        if not self.holds(url):
            return url
        if asked := self._asked_of_api(url):
            return (self.fetched_from or self.origin) + asked
        return url if self.fetched_from is None else self.fetched_from + path_of(url)

    def without_api(self) -> Site:
        """Give the site read from its pages only."""
        return self if self.api is None else replace(self, api=replace(self.api, use=False))

    def _asked_of_api(self, url: str) -> str | None:
        if self.api is None or not self.api.use or self.api.article is None:
            return None
        identity = self.identity(url)
        if identity is None:
            return None
        return self.api.article.format(identity=quote(identity, safe="/"))

    def article_url(self, url: str) -> str:
        """Give an article's address without the parameters that no article needs."""
        if "?" not in url:
            return url
        parts = urlsplit(url)
        kept = [
            part
            for part in parts.query.split("&")
            if not any(name.fullmatch(part.partition("=")[0]) for name in self.drop_query)
        ]
        return urlunsplit(parts._replace(query="&".join(kept)))

    def declared_url(self, url: str) -> str:
        """Give the address as declared of one that was asked or linked under any of its origins."""
        return self.origin + path_of(url) if self.holds(url) else url

    def holds(self, url: str) -> bool:
        """Tell whether the address is one of this site, under any of its hosts."""
        if url.startswith(self.origin) and url[len(self.origin) : len(self.origin) + 1] == "/":
            return True  # most are, and this is asked of every link
        host = site_host(url)
        return host is not None and host in self._hosts

    def declared_page(self, asked: str) -> str:
        """Give the address as declared of a page of this site, whatever origin it was asked at."""
        return self.origin + path_of(asked)

    def carries_file(self, url: str) -> bool:
        """Tell whether an attachment is fetched: it lies on the site's hosts or its `file_hosts`.

        What lies elsewhere is another publisher's, kept as a link. A copy (`at`) stands for all
        of a portal: nothing outside it is asked.
        """
        if self.forgotten.address(self.declared_url(url)):
            return False
        if self.holds(url):
            return True
        held = {site_host(f"http://{host}") for host in self.file_hosts}
        return self.fetched_from is None and site_host(url) in held

    def reading_digest(self) -> str:
        """Give what changes when the site's pages are to be read differently."""
        rules = {name: plain(getattr(self, name)) for name in _READING}
        written = json.dumps(rules, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()

    def listing_urls(self) -> tuple[str, ...]:
        """Give the declared address of each listing."""
        return _absolute(self.origin, tuple(listing.url for listing in self.listings))

    def identity(self, url: str) -> str | None:
        """Give what names the article behind an address, None where it is no article of this site.

        Print views, other languages and trailing slashes of one article have one identity.
        """
        if not self.holds(url):
            return None
        path = unquote(path_of(url))
        declared = self.origin + path_of(url)
        if declared.rstrip("/") in {listing.rstrip("/") for listing in self.listing_urls()}:
            return None
        if self.leaves_out(url) or self.forgotten.address(declared):
            return None
        for pattern in self.identity_patterns:
            if match := pattern.search(path):
                identity = "/".join(g for g in match.groups() if g) or match[0]
                return None if self.forgotten.page(self.name, identity) else identity
        return None

    def leaves_out(self, url: str) -> bool:
        """Tell whether the declaration says that an address leads to no articles."""
        path = unquote(path_of(url))
        return any(pattern.search(path) for pattern in (*self.not_article, *self.private))

    @property
    def _hosts(self) -> frozenset[str]:
        return _own_hosts(self.origin, self.aliases, self.fetched_from)


# Of every link on every page is asked whose it is, time and again: hence what is kept here.


@lru_cache(maxsize=1024)
def _own_hosts(origin: str, aliases: tuple[str, ...], fetched_from: str | None) -> frozenset[str]:
    """Give the hosts, as `site_host` names them, that an address of a site may have."""
    declared = (origin, *(f"http://{alias}" for alias in aliases))
    origins = declared if fetched_from is None else (*declared, fetched_from)
    return frozenset(host for one in origins if (host := site_host(one)))


@lru_cache(maxsize=1024)
def _absolute(origin: str, listings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(urljoin(origin + "/", listing) for listing in listings)


def load(path: Path) -> Site:
    """Read a declaration; raise ConfigError with file, key and value where it is wrong."""
    site = declared(read(path), path)
    if site.name != path.stem:
        raise ConfigError(f"{path}: name = {site.name!r}: not the name of the file")
    return site


def declared(own: dict[str, Any], path: Path) -> Site:
    """Give the site that a file at `path` declares with these keys; raise ConfigError as `load`."""
    family = own.get("family")
    if family not in {*families(), GENERIC}:
        where = f"line {number}: " if (number := line_of(path, ["family"])) else ""
        raise ConfigError(f"{path}: {where}family = {family!r}: not one of {', '.join(families())}")
    shared_path = FAMILIES / f"{family}.toml"
    shared = read(shared_path)
    has_pages = bool(own.get("sample"))
    if (
        ours := {"folder", "fetched_from", "forgotten"} & own.keys()
    ):  # set here, not written by a person
        key = min(ours)
        where = f"line {number}: " if (number := line_of(path, [key])) else ""
        raise ConfigError(f"{path}: {where}{key} = {own[key]!r}: Extra inputs are not permitted")
    values = merged(merged(read(FAMILIES / "common.toml"), shared), own)
    values["folder"] = path.parent if has_pages else shared_path.parent
    try:
        return made(Site, values)
    except Mistake as mistake:
        raise ConfigError(f"{path}: {told(mistake, path)}") from mistake


def all_sites(data: Path | None) -> tuple[Site, ...]:
    """Give every site by name: the bundled ones, and those in `data`/sites, which go before."""
    gone = forgotten.load(data)
    found = (load(path) for _, path in sorted(_declared(data).items()))
    return tuple(_without(site, gone) for site in found)


def find(name: str, data: Path | None) -> Site:
    """Give the site of that name; raise ConfigError where there is none."""
    declared = _declared(data)
    if name not in declared:
        known = ", ".join(sorted(declared)) or "none"
        raise ConfigError(f"site {name!r}: no such declaration; known: {known}")
    return _without(load(declared[name]), forgotten.load(data))


def _without(site: Site, gone: Forgotten) -> Site:
    return replace(site, forgotten=gone) if gone.keys else site


def _declared(data: Path | None) -> dict[str, Path]:
    folders = [SITES, *([data / "sites"] if data else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def names(data: Path | None) -> frozenset[str]:
    """Give the names of the declared sites, without reading their declarations."""
    return frozenset(_declared(data))


def tls_exceptions(data: Path | None) -> dict[str, str]:
    """Give what each site excepts from TLS's rules, where it does; only their files are read."""
    found = {}
    for name, path in _declared(data).items():
        with suppress(ConfigError, OSError, UnicodeDecodeError):  # told where the site is used
            if "tls" in path.read_text(encoding="utf-8") and (tls := load(path).tls) is not None:
                found[name] = tls.exceptions()
    return found


def families() -> tuple[str, ...]:
    """Give the names of the families: those of a known CMS."""
    others = {"common", GENERIC}
    return tuple(sorted(p.stem for p in FAMILIES.glob("*.toml") if p.stem not in others))


def signals(family: str) -> tuple[re.Pattern[str], ...]:
    """Give the marks that all stand in the pages of a family."""
    marks = read(FAMILIES / f"{family}.toml").get("detect", [])
    return tuple(re.compile(mark) for mark in marks)
