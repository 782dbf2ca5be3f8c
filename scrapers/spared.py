"""Our HTTP and WARC libraries, without what they would load for others and a crawl never uses.

requests looks for a detector of charsets for texts that it guesses at (we read bytes), warcio for
fsspec to open archives on other machines, and with it asyncio: 6 MB of a crawl's 60, on every
machine where something else has installed them. Whoever wants them later finds them as ever.
"""

from __future__ import annotations

import sys
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Have imports inside the `with` not find these modules, unless they are there already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: not to be found
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _without("chardet", "charset_normalizer"), warnings.catch_warnings():
    warnings.simplefilter("ignore")  # requests misses its detector
    import requests
    import urllib3
    from requests.adapters import HTTPAdapter
    from requests.structures import CaseInsensitiveDict
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

with _without("fsspec"):
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser
    from warcio.warcwriter import WARCWriter

__all__ = [
    "ArchiveIterator",
    "ArchiveLoadFailed",
    "CaseInsensitiveDict",
    "HTTPAdapter",
    "HTTPConnection",
    "HTTPConnectionPool",
    "HTTPSConnection",
    "HTTPSConnectionPool",
    "StatusAndHeaders",
    "StatusAndHeadersParser",
    "WARCWriter",
    "requests",
    "urllib3",
]
