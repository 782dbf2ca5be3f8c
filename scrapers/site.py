"""A site's declaration, strictly read: what its family shares, and what it says itself."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urljoin, urlsplit

from pydantic import Field, ValidationError, field_validator

from scrapers.rules import (
    FAMILIES,
    ArticleRules,
    Listing,
    ListRules,
    Pattern,
    Patterns,
    Sample,
    Strict,
)
from scrapers.settings import ConfigError

SITES = Path(__file__).parent / "sites"

_READING = {
    "origin", "aliases", "file_hosts", "province", "listing", "article", "identity_patterns",
    "not_article", "url_date", "soft_404", "blocked",
}  # fmt: skip
_ADD_UP = frozenset({"author_clean", "blocked", "drop", "drop_text", "not_article", "soft_404"})


class Site(Strict):
    """One portal: where it is, whose it is, and how its pages are read."""

    name: str = Field(pattern=r"^[a-z0-9_]+$")
    title: str
    family: str
    origin: str
    aliases: tuple[str, ...] = ()  # other hosts, without scheme
    file_hosts: tuple[str, ...] = ()  # hosts that hold its attachments and no pages
    province: str
    agency: str | None = None
    kind: Literal["province", "department", "office", "district", "ministry", "newspaper"]
    rights: Literal["official", "press"]
    state: Literal["unverified", "alive"] = "unverified"
    evidence: str
    listings: tuple[Listing, ...] = Field(min_length=1)
    delay: float | None = Field(default=None, ge=0)
    min_items: int = Field(default=1, ge=1)  # on the first page of a listing
    max_age_days: int = Field(default=90, ge=1)  # nothing newer than this: the site is stale
    listing: ListRules
    article: ArticleRules
    identity_patterns: Patterns = Field(min_length=1)  # groups of path?query name the article
    not_article: Patterns = ()
    url_date: Pattern | None = None  # groups y, m, d
    soft_404: Patterns = ()
    blocked: Patterns = ()
    detect: Patterns = ()
    sample: tuple[Sample, ...] = ()
    folder: Path  # where the test pages lie
    fetched_from: str | None = None

    @field_validator("origin", "fetched_from")
    @classmethod
    def _is_origin(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[\w.-]+(:\d+)?", value):
            raise ValueError("an origin is scheme://host or scheme://host:port")
        return value

    def at(self, origin: str) -> Site:
        """Give the site fetched from another origin; addresses and identities stay as declared."""
        values = {**dict(self), "fetched_from": origin.rstrip("/")}
        try:
            return Site.model_validate(values)
        except ValidationError as error:
            raise ConfigError(f"{self.name}: {_first(error)}") from error

    def fetch_url(self, url: str) -> str:
        """Give the address to ask for a declared address: another origin where `at` says so."""
        if self.fetched_from is None or not self.holds(url):
            return url
        return self.fetched_from + _path(url)

    def declared_url(self, url: str) -> str:
        """Give the address as declared of one that was asked or linked under any of its origins."""
        return self.origin + _path(url) if self.holds(url) else url

    def holds(self, url: str) -> bool:
        """Tell whether the address is one of this site, under any of its hosts."""
        host = _host(url)
        return host is not None and host in self._hosts()

    def declared_page(self, asked: str) -> str:
        """Give the address as declared of a page of this site, whatever origin it was asked at."""
        return self.origin + _path(asked)

    def carries_file(self, url: str) -> bool:
        """Tell whether an attachment is fetched: it lies on the site's hosts or its `file_hosts`.

        What lies elsewhere is another publisher's, kept as a link. A copy (`at`) stands for all
        of a portal: nothing outside it is asked.
        """
        if self.holds(url):
            return True
        held = {_host(f"http://{host}") for host in self.file_hosts}
        return self.fetched_from is None and _host(url) in held

    def reading_digest(self) -> str:
        """Give what changes when the site's pages are to be read differently."""
        return hashlib.sha256(self.model_dump_json(include=_READING).encode()).hexdigest()

    def listing_urls(self) -> tuple[str, ...]:
        """Give the declared address of each listing."""
        return tuple(urljoin(self.origin + "/", listing.url) for listing in self.listings)

    def identity(self, url: str) -> str | None:
        """Give what names the article behind an address, None where it is no article of this site.

        Print views, other languages and trailing slashes of one article have one identity.
        """
        if not self.holds(url):
            return None
        path = unquote(_path(url))
        if self.declared_url(url).rstrip("/") in {u.rstrip("/") for u in self.listing_urls()}:
            return None
        if any(pattern.search(path) for pattern in self.not_article):
            return None
        for pattern in self.identity_patterns:
            if match := pattern.search(path):
                return "/".join(g for g in match.groups() if g) or match[0]
        return None

    def _hosts(self) -> frozenset[str]:
        declared = (self.origin, *(f"http://{alias}" for alias in self.aliases))
        origins = declared if self.fetched_from is None else (*declared, self.fetched_from)
        return frozenset(host for origin in origins if (host := _host(origin)))


def _host(url: str) -> str | None:
    """Give host and port of an address, without www., 80 and 443."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return None
    host = parts.hostname.removeprefix("www.")
    return host if port in {None, 80, 443} else f"{host}:{port}"


def _path(url: str) -> str:
    """Give path and query of an address as they stand: generic canonicalisers lose identities."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return (parts.path or "/") + query


def load(path: Path) -> Site:
    """Read a declaration; raise ConfigError with file, key and value where it is wrong."""
    own = _read(path)
    family = own.get("family")
    if family not in families():
        raise ConfigError(f"{path}: family = {family!r}: not one of {', '.join(families())}")
    shared_path = FAMILIES / f"{family}.toml"
    shared = _read(shared_path)
    has_pages = bool(own.get("sample"))
    if ours := {"folder", "fetched_from"} & own.keys():  # set here, not written by a person
        raise ConfigError(
            f"{path}: {min(ours)} = {own[min(ours)]!r}: Extra inputs are not permitted"
        )
    merged = _merge(_merge(_read(FAMILIES / "common.toml"), shared), own)
    merged["folder"] = path.parent if has_pages else shared_path.parent
    try:
        site = Site.model_validate(merged)
    except ValidationError as error:
        raise ConfigError(f"{path}: {_first(error)}") from error
    if site.name != path.stem:
        raise ConfigError(f"{path}: name = {site.name!r}: not the name of the file")
    return site


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _merge(shared: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Lay a file over what it shares: tables key by key, lists of furniture and marks add up."""
    merged = dict(shared)
    for key, value in own.items():
        below = merged.get(key)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[key] = _merge(below, value)
        elif key in _ADD_UP and isinstance(below, list) and isinstance(value, list):
            merged[key] = below + value
        else:
            merged[key] = value
    return merged


def _first(error: ValidationError) -> str:
    """Give the first mistake as one line: key, value and what is wrong with it."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return f"{key}: missing"
    return f"{key} = {first['input']!r}: {first['msg']}"


def all_sites(data: Path | None) -> tuple[Site, ...]:
    """Give every site by name: the bundled ones, and those in `data`/sites, which go before."""
    return tuple(load(path) for _, path in sorted(_declared(data).items()))


def find(name: str, data: Path | None) -> Site:
    """Give the site of that name; raise ConfigError where there is none."""
    declared = _declared(data)
    if name not in declared:
        known = ", ".join(sorted(declared)) or "none"
        raise ConfigError(f"site {name!r}: no such declaration; known: {known}")
    return load(declared[name])


def _declared(data: Path | None) -> dict[str, Path]:
    folders = [SITES, *([data / "sites"] if data else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def names(data: Path | None) -> frozenset[str]:
    """Give the names of the declared sites, without reading their declarations."""
    return frozenset(_declared(data))


def families() -> tuple[str, ...]:
    """Give the names of the families."""
    return tuple(sorted(p.stem for p in FAMILIES.glob("*.toml") if p.stem != "common"))


def signals(family: str) -> tuple[re.Pattern[str], ...]:
    """Give the marks that all stand in the pages of a family."""
    told = _read(FAMILIES / f"{family}.toml").get("detect", [])
    return tuple(re.compile(mark) for mark in told)
