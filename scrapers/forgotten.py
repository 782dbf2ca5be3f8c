"""Tombstones: which pages were forgotten on request, without keeping what they were.

DATA/forgotten.jsonl has a line for each: digests of its identity, its address and its bytes,
the day and the reason. It is read by whoever fetches and by whoever reads the archive.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FILE = "forgotten.jsonl"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Asks whether a page or a file is to be left alone for good."""

    keys: frozenset[str] = frozenset()

    def page(self, site: str, identity: str) -> bool:
        """Tell whether the page of that identity was forgotten."""
        return bool(self.keys) and page_key(site, identity) in self.keys

    def address(self, url: str) -> bool:
        """Tell whether the page or file at an address was forgotten."""
        return bool(self.keys) and url_key(url) in self.keys

    def contents(self, payload: bytes) -> bool:
        """Tell whether these very bytes were forgotten, under whatever name."""
        return bool(self.keys) and bytes_key(hashlib.sha256(payload).hexdigest()) in self.keys


def page_key(site: str, identity: str) -> str:
    """Give what a tombstone knows a page by."""
    return hashlib.sha256(f"page\n{site}\n{identity}".encode()).hexdigest()


def url_key(url: str) -> str:
    """Give what a tombstone knows an address by."""
    return hashlib.sha256(f"url\n{url}".encode()).hexdigest()


def bytes_key(digest: str) -> str:
    """Give what a tombstone knows contents by, whose SHA-256 is given."""
    return hashlib.sha256(f"bytes\n{digest}".encode()).hexdigest()


def load(folder: Path | None) -> Forgotten:
    """Give the tombstones of a data folder; ConfigError names a line that is none."""
    path = folder / _FILE if folder else None
    if path is None or not path.exists():
        return Forgotten()
    keys: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            keys.update(json.loads(line)["keys"])
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigError(f"{path}: line {number}: no tombstone: {error}") from error
    return Forgotten(frozenset(keys))


def add(folder: Path, keys: Iterable[str], day: str, reason: str) -> None:
    """Put a tombstone up; it is on the disk when this returns."""
    line = json.dumps({"day": day, "reason": reason, "keys": sorted(keys)}, ensure_ascii=False)
    with (folder / _FILE).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
