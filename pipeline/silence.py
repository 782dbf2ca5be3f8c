"""Which sites' problems a person has silenced, and until when: DATA/silenced.json."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapers.settings import ConfigError
from scrapers.stamps import VIETNAM

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.workspace import Workspace


def load(workspace: Workspace) -> dict[str, str]:
    """Give the ISO day until which each silenced site is silent."""
    path = _path(workspace)
    if not path.exists():
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if not isinstance(held, dict):
        raise ConfigError(f"{path}: not a table of sites and days")
    return {str(site): str(day) for site, day in held.items()}


def active(workspace: Workspace, now: datetime | None = None) -> frozenset[str]:
    """Give the sites that are silent today, by the calendar of Vietnam."""
    today = (now or datetime.now(UTC)).astimezone(VIETNAM).date().isoformat()
    return frozenset(site for site, day in load(workspace).items() if day >= today)


def add(workspace: Workspace, site: str, until: str) -> None:
    """Silence a site until a day, that day included."""
    path = _path(workspace.made())
    held = load(workspace) | {site: until}
    new = path.with_suffix(".new")
    new.write_text(json.dumps(held, indent=1, sort_keys=True), encoding="utf-8")
    new.replace(path)


def _path(workspace: Workspace) -> Path:
    return workspace.folder / "silenced.json"
