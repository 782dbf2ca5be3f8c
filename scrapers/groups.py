"""Which sites share a machine, and so a visitor; how many processes a run is worth."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from scrapers.transport import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapers.guard import Guard
    from scrapers.rounds import Group
    from scrapers.site import Site

_WORTH_A_PROCESS = 16  # groups: for fewer, its start costs more than it gives
_LOOK_UPS = 16  # names looked up side by side


def groups_of(sites: Iterable[Site], guard: Guard) -> list[Group]:
    """Give sites in groups, none of which shares a host or an address with another.

    Where a name does not resolve now, it stands for itself.
    """
    listed = list(sites)
    hosts = [hosts_of(site) for site in listed]
    names = sorted({host for some in hosts for host in some})
    with ThreadPoolExecutor(min(_LOOK_UPS, len(names)) or 1) as pool:
        places = dict(zip(names, pool.map(guard.place, names), strict=True))
    groups: list[list[Site]] = []
    held: list[set[str]] = []
    for site, mine in zip(listed, hosts, strict=True):
        marks = {mark for host in mine for mark in (host, places[host])}
        joined, keys = [site], marks
        for number in [n for n, other in enumerate(held) if other & marks][::-1]:
            joined = groups.pop(number) + joined
            keys |= held.pop(number)
        groups.append(joined)
        held.append(keys)
    return [tuple(group) for group in groups]


def hosts_of(site: Site) -> tuple[str, ...]:
    """Give every host that a visit of the site may ask."""
    if site.fetched_from is not None:
        return (host_of(site.fetched_from),)
    named = (f"http://{host}" for host in (*site.aliases, *site.file_hosts))
    return tuple(host for url in (site.origin, *named) if (host := host_of(url)))


def processes_for(groups: int, wanted: int) -> int:
    """Give how many processes so many groups are visited by; `wanted` 0: as many as are worth it.

    >>> processes_for(1, 0), processes_for(3, 2), processes_for(1, 4)
    (1, 2, 1)
    """
    worth = min(os.cpu_count() or 1, groups // _WORTH_A_PROCESS)
    return max(1, min(wanted or worth, groups))
