"""The notices of the sample portals: one pool, in our own words, read from pool/*.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (`made` reads it at run time)
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from scrapers.settings import ConfigError
from scrapers.strict import Mistake, made

POOL = Path(__file__).parent / "pool"


def _said(value: str) -> str | None:
    return value or None


Said = Annotated[str, _said]  # None where nothing is


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFile:
    """An attached file: its name, its kind, and the lines it holds."""

    name: str
    kind: Literal["pdf", "docx"]
    body: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the lines of the file, cells parted by tabs."""
        return _lines(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleNotice:
    """One notice as an agency would publish it; `published` is civil time of Vietnam."""

    id: str
    title: str
    published: datetime
    province: str
    home: str  # the family whose sample portal carries it
    shared: bool = False  # the other portals carry it too
    genre_page: str
    author: Said | None = None
    caption: Said | None = None
    body: str
    attachments: tuple[SampleFile, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the lines of the body: a block a line, cells parted by tabs."""
        return _lines(self.body)


def _lines(body: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in body.splitlines() if line.strip())


@cache
def notices(folder: Path = POOL) -> tuple[SampleNotice, ...]:
    """Give all notices of the pool in the order of their numbers."""
    return tuple(_read(path) for path in sorted(folder.glob("*.toml")))


def _read(path: Path) -> SampleNotice:
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        return made(SampleNotice, {**written, "id": path.stem})
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    except Mistake as mistake:
        raise ConfigError(f"{path}: {mistake}") from mistake
