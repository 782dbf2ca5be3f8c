"""Which part of the sites a machine visits, where several share the work."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers.domains import registrable
from scrapers.groups import groups_of
from scrapers.transport import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapers.guard import Guard
    from scrapers.site import Site


@dataclass(frozen=True, slots=True)
class Moved:
    """Sites that share an address and would fall into several shards: the lowest visits them."""

    sites: tuple[str, ...]
    shards: tuple[int, ...]


def shard_of(group: str, shards: int) -> int:
    """Give the shard, from 1, of a politeness group: the one in which its name weighs most.

    With one shard more, a group stays where it is or goes to the new one.

    >>> shard_of("langson.gov.vn", 3), shard_of("langson.gov.vn", 4), shard_of("hue.gov.vn", 1)
    (2, 2, 1)
    """
    return max(range(1, shards + 1), key=lambda shard: _weight(group, shard))


def group_of(site: Site) -> str:
    """Give what a site is polite together with: its declared group, else its registrable domain."""
    if site.group is not None:
        return site.group
    host = host_of(site.origin)
    return registrable(host)


def sharded(
    sites: Iterable[Site], shard: int, shards: int, guard: Guard
) -> tuple[list[Site], tuple[Moved, ...]]:
    """Give the sites of a shard by name, and which were moved because they share an address.

    Every machine has to be given the same sites, and to be told the same addresses by its resolver.
    """
    mine: list[Site] = []
    moved: list[Moved] = []
    for together in groups_of(sites, guard):
        wanted = sorted({shard_of(group_of(site), shards) for site in together})
        if len(wanted) > 1:
            moved.append(Moved(tuple(sorted(site.name for site in together)), tuple(wanted)))
        if wanted[0] == shard:
            mine += together
    return sorted(mine, key=lambda site: site.name), tuple(moved)


def _weight(group: str, shard: int) -> bytes:
    return hashlib.sha256(f"{group} {shard}".encode()).digest()
