"""`vanban.toml`: who we are, how politely we ask, and how much we take."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scrapers.night import Night  # noqa: TC001  (pydantic reads it at run time)

if TYPE_CHECKING:
    from pathlib import Path


class ConfigError(Exception):
    """A file that a person wrote is wrong; the text says which file, where and what."""


class Settings(BaseModel):
    """The limits and manners of a crawl, in seconds and bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    contact: str = ""  # whom a portal's operator can write to; a real crawl asks for one
    delay: float = Field(default=2.0, ge=0)  # between two requests to a host
    ease: float = Field(default=1.0, ge=0)  # times the last answer's latency: the delay at least
    hosts_at_once: int = Field(default=16, ge=1, le=256)
    connect_timeout: float = Field(default=10.0, gt=0)
    read_timeout: float = Field(default=20.0, gt=0)
    deadline: float = Field(default=120.0, gt=0)  # for one answer, start to end
    max_page_bytes: int = Field(default=8 * 2**20, gt=0)  # decoded
    max_file_bytes: int = Field(default=64 * 2**20, gt=0)
    max_ratio: int = Field(default=250, gt=1)  # decoded to sent, above a megabyte
    min_rate: int = Field(default=200, ge=0)  # bytes a second, after the first `grace` seconds
    grace: float = Field(default=10.0, ge=0)
    roots: str | None = None  # a PEM file of further TLS roots, as of a company's own proxy
    ports: tuple[int, ...] = (80, 443)  # asked of any portal; `--at` may name another
    redirects: int = Field(default=5, ge=0)  # hops followed for one address
    max_listing_pages: int = Field(default=5000, ge=1)
    retries: int = Field(default=3, ge=0)
    backoff: float = Field(default=2.0, ge=0)  # before the first retry; doubles
    longest_wait: float = Field(default=120.0, ge=0)  # a longer Retry-After ends the site's visit
    failures_in_a_row: int = Field(default=5, ge=1)  # then the host is left alone this time
    cool_off: float = Field(default=900.0, ge=0)  # before a host that failed is tried once more
    longest_rest: float = Field(default=86400.0, ge=0)  # a longer Retry-After counts as this
    night: Night | None = None  # "22:00-06:00", Vietnam's time; unset: any time will do
    ocr: bool = False  # pictures of pages are read by Tesseract: a second or two each
    archive_file_bytes: int = Field(default=256 * 2**20, gt=0)
    processes: int = Field(default=0, ge=0, le=64)  # 0: one a core where there are hosts enough
    reserve_mb: int = Field(default=500, ge=0)  # room that the disk keeps; the run ends before


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
