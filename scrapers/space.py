"""How much room the disk must keep."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_EVERY = 1.0  # seconds between two looks


class Reserve:
    """Room that a data folder's disk keeps free, in megabytes; 0: none is asked for."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self._folder = folder
        self._megabytes = megabytes
        self._looked = 0.0

    def check(self) -> None:
        """Raise ConfigError where the disk has less; looks once a second at most."""
        if not self._megabytes or time.monotonic() < self._looked + _EVERY:
            return
        self._looked = time.monotonic()
        free = shutil.disk_usage(self._folder).free // 10**6
        if free < self._megabytes:
            raise ConfigError(
                f"{self._folder}: {free} MB are free on its disk, {self._megabytes} are kept in"
                " reserve (reserve_mb): nothing is lost, free some and go on"
            )
