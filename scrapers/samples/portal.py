"""The sample portals: which notices each carries, and under which numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.text import plain
from scrapers import site
from scrapers.samples import pool

if TYPE_CHECKING:
    from collections.abc import Collection

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
    lost: frozenset[str] = frozenset()  # names of files that are linked and gone


_FIRST_NUMBERS = {
    "aspnet_custom": 9023,
    "dotnetnuke": 7701,
    "drupal": 78300,
    "joomla": 640,
    "liferay": 81200,
    "newspaper_cate": 22763,
    "nukeviet": 4120,
    "sharepoint_tandan": 51002,
    "sharepoint_webpart": 902,
    "slugid_mvc": 20997,
    "spa_json": 585920,
    "vnpt_portal": 32403960,
    "wordpress": 5100,
}
FAMILIES = tuple(_FIRST_NUMBERS)
# Whose portals the demo shows: those of the seeds. The others prove that their families are read.
DEMO = ("aspnet_custom", "drupal", "newspaper_cate", "slugid_mvc", "vnpt_portal")


def portals(
    families: Collection[str] = DEMO,
    *,
    everything: bool = False,
    per_page: int = 10,
    notices: tuple[SampleNotice, ...] | None = None,
) -> tuple[Portal, ...]:
    """Give the sample portals of these families, by the names of their sites.

    Each carries the notices of its own and the shared ones; with `everything` each carries the
    whole pool; `notices` stand in the pool's place.
    """
    chosen = pool.notices() if notices is None else notices
    declared = (site.load(path) for path in sorted(SITES.glob("*.toml")))
    return tuple(
        _portal(one, chosen, everything=everything, per_page=per_page)
        for one in declared
        if one.family in families
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
    return Portal(_asking_for(declared, per_page), entries, per_page)


def _asking_for(declared: Site, per_page: int) -> Site:
    """Give the site whose JSON listings ask for so many rows: the address says it there."""
    asked = tuple(
        replace(listing, url=re.sub(r"(per_page|pageSize)=\d+", rf"\g<1>={per_page}", listing.url))
        for listing in declared.listings
    )
    return replace(declared, listings=asked)
