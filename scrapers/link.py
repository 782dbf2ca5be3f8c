"""What the processes of a crawl say to each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from scrapers.report import Bounds
    from scrapers.settings import Settings


class Said(StrEnum):
    """What a process tells the owner, with the number of its question where it wants an answer."""

    WRITE = "write"  # Entries; answered with what their acts tell, once they are on the disk
    TAKE = "take"  # answered with the next group, None where none is left
    HEARD = "heard"  # a Sighting
    STARTED = "started"
    ADVANCED = "advanced"
    REPORT = "report"
    VERDICT = "verdict"  # answered, when nobody asks any host any more: is it the network?
    FAILED = "failed"  # an exception that ends the run
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Start:
    """What a process has to know; `own` are the endpoints that may lie on a private address."""

    folder: Path
    settings: Settings
    bounds: Bounds
    own: frozenset[tuple[str, int]]
    threads: int
    stopped: bool
