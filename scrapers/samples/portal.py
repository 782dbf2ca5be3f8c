"""The sample portals: which notices each carries, and under which numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.text import plain
from scrapers import site
from scrapers.samples import pool

if TYPE_CHECKING:
    from scrapers.samples.pool import SampleNotice
    from scrapers.site import Site

SITES = Path(__file__).parent / "sites"


@dataclass(frozen=True)
class Entry:
    """A notice on one portal: its number there."""

    notice: SampleNotice
    number: int

    @cached_property
    def slug(self) -> str:
        """Give the title as portals write it into an address."""
        words = re.findall(r"[a-z0-9]+", plain(self.notice.title))
        return "-".join(words[:14])


@dataclass(frozen=True)
class Portal:
    """A sample portal: its ordinary declaration and its notices, the newest first."""

    site: Site
    entries: tuple[Entry, ...]
    per_page: int = 10

    def entry(self, number: int) -> Entry | None:
        """Give the entry of a number, None where the portal has none."""
        return next((entry for entry in self.entries if entry.number == number), None)


_FIRST_NUMBERS = {
    "aspnet_custom": 9023,
    "slugid_mvc": 20997,
    "drupal": 78300,
    "vnpt_portal": 32403960,
    "newspaper_cate": 22763,
}


def portals(
    *, everything: bool = False, per_page: int = 10, notices: tuple[SampleNotice, ...] | None = None
) -> tuple[Portal, ...]:
    """Give the five sample portals; each carries the notices of its own and the shared ones.

    With `everything` each carries the whole pool; `notices` stand in the pool's place.
    """
    chosen = pool.notices() if notices is None else notices
    return tuple(
        _portal(site.load(path), chosen, everything=everything, per_page=per_page)
        for path in sorted(SITES.glob("*.toml"))
    )


def _portal(
    declared: Site, notices: tuple[SampleNotice, ...], *, everything: bool, per_page: int
) -> Portal:
    family = declared.family
    carried = [n for n in notices if everything or n.shared or n.home == family]
    carried.sort(key=lambda n: (n.published, n.id), reverse=True)
    # Numbers hang on the notice, not on the order: a new notice moves nobody's address.
    entries = tuple(
        Entry(n, _FIRST_NUMBERS[family] + 7 * int(re.sub(r"\D", "", n.id) or 0)) for n in carried
    )
    return Portal(declared, entries, per_page)
