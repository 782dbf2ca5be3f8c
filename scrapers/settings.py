"""`vanban.toml`: who we are, how politely we ask, and how much we take."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from scrapers.night import Night  # noqa: TC001  (`made` reads it at run time)
from scrapers.strict import Mistake, above, at_least, at_most, made

if TYPE_CHECKING:
    from pathlib import Path


class ConfigError(Exception):
    """A file that a person wrote is wrong; the text says which file, where and what."""


Counted = Annotated[int, at_least(0)]
CountedFrom1 = Annotated[int, at_least(1)]
Bytes = Annotated[int, above(0)]
Seconds = Annotated[float, at_least(0)]
Patience = Annotated[float, above(0)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The limits and manners of a crawl, in seconds and bytes."""

    contact: str = ""  # whom a portal's operator can write to; a real crawl asks for one
    delay: Seconds = 2.0  # between two requests to a host
    ease: Seconds = 1.0  # times the last answer's latency: the delay at least
    hosts_at_once: Annotated[int, at_least(1), at_most(256)] = 16
    connect_timeout: Patience = 10.0
    read_timeout: Patience = 20.0
    deadline: Patience = 120.0  # for one answer, start to end
    max_page_bytes: Bytes = 8 * 2**20  # decoded
    max_file_bytes: Bytes = 64 * 2**20
    max_ratio: Annotated[int, above(1)] = 250  # decoded to sent, above a megabyte
    min_rate: Counted = 200  # bytes a second, after the first `grace` seconds
    grace: Seconds = 10.0
    roots: str | None = None  # a PEM file of further TLS roots, as of a company's own proxy
    ports: tuple[int, ...] = (80, 443)  # asked of any portal; `--at` may name another
    redirects: Counted = 5  # hops followed for one address
    max_listing_pages: CountedFrom1 = 5000
    retries: Counted = 3
    backoff: Seconds = 2.0  # before the first retry; doubles
    longest_wait: Seconds = 120.0  # a longer Retry-After ends the site's visit
    failures_in_a_row: CountedFrom1 = 5  # then the host is left alone this time
    cool_off: Seconds = 900.0  # before a host that failed is tried once more
    longest_rest: Seconds = 86400.0  # a longer Retry-After counts as this
    night: Night | None = None  # "22:00-06:00", Vietnam's time; unset: any time will do
    ocr: bool = False  # pictures of pages are read by Tesseract: a second or two each
    archive_file_bytes: Bytes = 256 * 2**20
    processes: Annotated[int, at_least(0), at_most(64)] = (
        0  # 0: one a core where there are hosts enough
    )
    reserve_mb: Counted = 500  # room that the disk keeps; the run ends before


def load(path: Path) -> Settings:
    """Read the settings of a file; raise ConfigError with file, key and value where they are wrong.

    A missing file gives the defaults.
    """
    if not path.exists():
        return Settings()
    try:
        return made(Settings, tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    except Mistake as mistake:
        raise ConfigError(f"{path}: {mistake}") from mistake
