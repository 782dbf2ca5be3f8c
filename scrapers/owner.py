"""One writer at a time for a data folder."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def owned(folder: Path, work: str = "crawl") -> Iterator[None]:
    """Own a data folder for some work inside the `with`; raise ConfigError where another does.

    A crawl and an extraction may go on side by side, two of one kind may not. The lock goes with
    the process, however it ends.
    """
    path = folder / f"{work}.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+", encoding="ascii")
    except OSError as error:
        raise ConfigError(f"{error.filename}: {error.strerror}") from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            owner = stream.read().strip() or "unknown"
            raise ConfigError(f"{folder}: in use by another {work} (process {owner})") from error
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield
