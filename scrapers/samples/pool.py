"""The notices of the sample portals: one pool, in our own words, read from pool/*.toml."""

from __future__ import annotations

import tomllib
from datetime import datetime  # noqa: TC003  (pydantic asks for it at run time)
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from scrapers.settings import ConfigError

POOL = Path(__file__).parent / "pool"


class SampleFile(BaseModel):
    """An attached file: its name, its kind, and the lines it holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    kind: Literal["pdf", "docx"]
    body: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the lines of the file, cells parted by tabs."""
        return _lines(self.body)


class SampleNotice(BaseModel):
    """One notice as an agency would publish it; `published` is civil time of Vietnam."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    published: datetime
    province: str
    home: str  # the family whose sample portal carries it
    shared: bool = False  # the other portals carry it too
    genre_page: str
    author: str | None = None
    caption: str | None = None
    body: str
    attachments: tuple[SampleFile, ...] = ()

    @field_validator("author", "caption")
    @classmethod
    def _empty_is_none(cls, value: str | None) -> str | None:
        return value or None

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
        return SampleNotice.model_validate({**written, "id": path.stem})
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{path}: {key} = {first['input']!r}: {first['msg']}") from error
