"""When each site was last seen alive: DATA/seen.json, beside what crawls know."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from scrapers.frontier import Frontier
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline.workspace import Workspace

_FILE = "seen.json"  # the bundled declarations are not ours to change


def seen(space: Workspace) -> dict[str, str]:
    """Give the day on which each site last read as declared, by a check or a crawl from here."""
    days = _checked(space.folder)
    if space.crawl.exists():
        with Frontier(space.crawl) as frontier:
            for name, moment in frontier.last_listed().items():
                days[name] = max(moment[:10], days.get(name, ""))
    return days


def mark(space: Workspace, names: Iterable[str], day: str) -> None:
    """Keep that these sites read as declared on a day; the file is there as a whole or not."""
    days = _checked(space.made().folder) | dict.fromkeys(names, day)
    new = space.folder / f"{_FILE}.new"
    new.write_text(json.dumps(days, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    new.replace(space.folder / _FILE)


def _checked(folder: Path) -> dict[str, str]:
    path = folder / _FILE
    if not path.exists():
        return {}
    try:
        days = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if not isinstance(days, dict):
        raise ConfigError(f"{path}: not a table of days by site")
    return {str(name): str(day) for name, day in days.items()}
