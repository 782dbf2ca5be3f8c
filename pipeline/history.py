"""What a notice was, state by state: its page and files as the crawl found them changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scrapers.state import Version

if TYPE_CHECKING:
    from scrapers.frontier import Fetched


def states(page: Fetched, files: tuple[Fetched, ...]) -> list[tuple[Fetched, tuple[Fetched, ...]]]:
    """Give page and files as they were together, the oldest state first and the present one last.

    Nearly all notices have one state. It depends on crawl.db alone and not on when it was read, so
    that a corpus made anew holds the same versions. What changed between two looks at the same page
    or file is one state. `last_seen` of an earlier one is when its page was last seen like that.
    """
    if not page.versions and not any(file.versions for file in files):
        return [(page, files)]
    members = (page, *files)
    changes = sorted(
        (
            (version.since if number or place else "", number, version)  # the page was there first
            for number, one in enumerate(members)
            for place, version in enumerate(_contents(one))
        ),
        key=lambda change: change[:2],
    )
    found: list[tuple[str, dict[int, Version]]] = []
    present: dict[int, Version] = {}
    changed: set[int] = set()
    for since, number, version in changes:
        if number in changed:
            found.append((since, dict(present)))
            changed.clear()
        present[number] = version
        changed.add(number)
    earlier = [_at(members, state, until) for until, state in found]
    return [*earlier, (page, files)]


def _contents(one: Fetched) -> tuple[Version, ...]:
    if one.versions:
        return one.versions
    return (Version(one.location, one.digest, one.first_seen, one.last_seen),)


def _at(
    members: tuple[Fetched, ...], state: dict[int, Version], until: str
) -> tuple[Fetched, tuple[Fetched, ...]]:
    then = [
        replace(
            member,
            location=state[number].location,
            digest=state[number].digest,
            last_seen=min(state[number].seen, until),
            versions=(),
        )
        for number, member in enumerate(members)
        if number in state
    ]
    return then[0], tuple(then[1:])
