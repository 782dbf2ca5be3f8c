"""`vanban.toml`: who we are, how politely we ask, and how much we take."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

if TYPE_CHECKING:
    from pathlib import Path


class ConfigError(Exception):
    """A file that a person wrote is wrong; the text says which file, where and what."""


class Settings(BaseModel):
    """The limits and manners of a crawl, in seconds and bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contact: str = "https://github.com/vanban"
    delay: float = Field(default=2.0, ge=0)  # between two requests to a host
    hosts_at_once: int = Field(default=16, ge=1, le=256)
    connect_timeout: float = Field(default=10.0, gt=0)
    read_timeout: float = Field(default=20.0, gt=0)
    deadline: float = Field(default=120.0, gt=0)  # for one answer, start to end
    max_page_bytes: int = Field(default=8 * 2**20, gt=0)  # decoded
    max_file_bytes: int = Field(default=64 * 2**20, gt=0)
    retries: int = Field(default=3, ge=0)


def load(path: Path) -> Settings:
    """Read the settings of a file; raise ConfigError with file, key and value where they are wrong.

    A missing file gives the defaults.
    """
    if not path.exists():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{path}: {key} = {first['input']!r}: {first['msg']}") from error
