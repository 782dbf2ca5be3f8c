"""A declaration in the making."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapers import site as declarations
from scrapers.rows import ListingPage

if TYPE_CHECKING:
    from scrapers.discover.finding import Finding, Kept
    from scrapers.site import Site


@dataclass(slots=True)
class Survey:
    """A declaration in the making: its keys, what each reads, and the pages that show it."""

    own: dict[str, Any]
    site: Site
    listing: Kept
    page: ListingPage = field(default_factory=lambda: ListingPage(()))
    article: Kept | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def remarks(self) -> dict[str, str]:
        """Give why a person should look at a key again, by the key."""
        return {one.field: one.why for one in self.findings if one.sure == "check"}

    def learn(self, table: str, **rules: object) -> None:
        """Lay rules over the declaration; raise ConfigError where they do not fit it."""
        own = {**self.own, **rules}
        if table:
            own = {**self.own, table: {**self.own.get(table, {}), **rules}}
        self.site = site_of(own, self.site.fetched_from)
        self.own = own

    def found(self, one: Finding) -> None:
        """Note a finding in the place of an earlier one of the same field."""
        self.findings = [*(f for f in self.findings if f.field != one.field), one]


def site_of(own: dict[str, Any], at: str | None) -> Site:
    """Give the site that these keys declare, fetched from another origin if one is given."""
    site = declarations.declared(own, Path(f"{own['name']}.toml"))
    return site if at is None else site.at(at)


def path_of(url: str) -> str:
    """Give path and query of an address, as a declaration writes them."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
