"""What a person wants to hear of: the saved searches of DATA/searches.toml."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from corpus.digest import Interest
from corpus.units import province_names
from corpus.web.words import AREAS, GENRES
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


class _Saved(BaseModel):
    """One table of the file: exactly one of search, document and agency, and filters."""

    model_config = ConfigDict(extra="forbid", strict=True)
    search: str | None = None
    document: str | None = None
    agency: str | None = None
    province: str | None = None
    genre: str | None = None
    area: str | None = None

    @model_validator(mode="after")
    def _asks_one_thing(self) -> _Saved:
        asked = (self.search, self.document, self.agency if self.search is None else None)
        if sum(value is not None for value in asked) != 1:
            raise ValueError("exactly one of search, document and agency is wanted")
        return self

    @model_validator(mode="after")
    def _is_narrowed_to_what_there_is(self) -> _Saved:
        if self.province is not None and not province_names(self.province):
            raise ValueError(f"{self.province!r} is no province, neither before nor since 1/7/2025")
        for name, value, known in (("genre", self.genre, GENRES), ("area", self.area, AREAS)):
            if value is not None and value not in known:
                raise ValueError(f"{name} {value!r}: one of {', '.join(known)}")
        return self


def load(path: Path) -> tuple[Interest, ...]:
    """Give the saved searches in their order; ConfigError names file, table and key."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such file; it holds the saved searches") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    return tuple(_interest(path, name, table) for name, table in tables.items())


def _interest(path: Path, name: str, table: object) -> Interest:
    try:
        saved = _Saved.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join((name, *map(str, first["loc"])))
        raise ConfigError(f"{path}: {key}: {first['msg']}") from error
    return Interest(name, **saved.model_dump())
