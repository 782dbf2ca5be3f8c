"""What is newly wrong with the sites as a short text to mail; DATA/mailed.json keeps what was."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapers.settings import ConfigError
from scrapers.stamps import VIETNAM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.workspace import Workspace
    from scrapers.frontier import SiteStatus


def write(workspace: Workspace, states: Sequence[SiteStatus]) -> str:
    """Give a plain text with a Subject line of what no earlier one said; empty if nothing is new.

    `states` are the sites with a problem that nobody silenced. What is well again, or has another
    problem, is news too.
    """
    path = workspace.folder / "mailed.json"
    told = _load(workspace)
    present = {state.site: _kind(state) for state in states}
    new = [state for state in states if told.get(state.site) != present[state.site]]
    well = sorted(told.keys() - present.keys())
    if not new and not well:
        return ""
    made = path.with_suffix(".new")
    made.write_text(json.dumps(present, indent=1, sort_keys=True), encoding="utf-8")
    made.replace(path)
    today = datetime.now(UTC).astimezone(VIETNAM)
    lines = [f"Subject: vanban: {_headline(len(new), len(well))}", ""]
    lines += [f"{state.site}: {_why(state)}" for state in new]
    lines += [f"{site}: well again, or silenced" for site in well]
    lines += ["", f"`vanban status --new`, {today:%d/%m/%Y %H:%M}"]
    return "\n".join(lines) + "\n"


def _headline(new: int, well: int) -> str:
    parts = []
    if new:
        parts.append(f"{new} site{'s' if new != 1 else ''} with a new problem")
    if well:
        parts.append(f"{well} well again")
    return ", ".join(parts)


def _why(state: SiteStatus) -> str:
    return " ".join("; ".join(part for part in (state.problem, state.stale) if part).split())


def _kind(state: SiteStatus) -> str:
    """Give the name of what is wrong: the same with other numbers is no news."""
    problem = (state.problem or "").partition(":")[0]
    return "; ".join(part for part in (problem, "stale" if state.stale else "") if part)


def _load(workspace: Workspace) -> dict[str, str]:
    path = workspace.folder / "mailed.json"
    if not path.exists():
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error
    if not isinstance(held, dict):
        raise ConfigError(f"{path}: not a table of sites and problems")
    return {str(site): str(kind) for site, kind in held.items()}
