"""Copies of crawl.db, one a day."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapers.settings import ConfigError
from scrapers.stamps import VIETNAM

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = 7


def back_up(folder: Path, now: datetime | None = None) -> Path | None:
    """Copy `folder`/crawl.db to backup/crawl-YYYYMMDD.db on the first call of a day (Vietnam's).

    Gives the copy, None where there is nothing to copy or it was made already. The newest seven
    are kept; a damaged crawl.db is not copied over them. Raises ConfigError where the disk is full
    or the folder cannot be written.
    """
    source = folder / "crawl.db"
    day = (now or datetime.now(UTC)).astimezone(VIETNAM).strftime("%Y%m%d")
    copy = folder / "backup" / f"crawl-{day}.db"
    if not source.is_file() or copy.exists():
        return None
    half = copy.with_suffix(".part")
    try:
        copy.parent.mkdir(exist_ok=True)
        half.unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as db:
            if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return None  # whoever opens it for writing says so
            db.execute("VACUUM INTO ?", (str(half),))
        half.replace(copy)
        for old in sorted(copy.parent.glob("crawl-????????.db"))[:-_KEPT]:
            old.unlink()
    except OSError as error:
        raise ConfigError(f"{copy}: {error.strerror}") from error
    except sqlite3.DatabaseError as error:
        half.unlink(missing_ok=True)
        if error.sqlite_errorcode in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            return None
        raise ConfigError(f"{copy}: {error}") from error
    return copy
