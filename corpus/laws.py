"""The laws that a name means as a person types it: without diacritics, or with "Bộ" left out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.folding import bare

if TYPE_CHECKING:
    import sqlite3

_PREFIX = "name:"
_KINDS = ("bộ luật", "luật", "pháp lệnh", "hiến pháp")
# Each name is looked up once, however many mentions have it: from one to the next.
_NAMES = """
WITH RECURSIVE names(bucket) AS (
  SELECT min(bucket) FROM {0} WHERE bucket >= ?1 AND bucket < ?2
  UNION ALL
  SELECT (SELECT min(bucket) FROM {0} WHERE bucket > names.bucket AND bucket < ?2) FROM names
  WHERE names.bucket IS NOT NULL)
SELECT bucket FROM names WHERE bucket IS NOT NULL
"""


def meant(connection: sqlite3.Connection, bucket: str) -> tuple[str, ...]:
    """Give what the mentions of a law are kept under, whose name was typed in any spelling.

    `bucket` is "name:" and the name as typed; where the corpus knows no such law, it alone.
    """
    asked = _key(bucket.removeprefix(_PREFIX))
    known: dict[str, None] = {}
    for kind in _KINDS:
        between = (f"{_PREFIX}{kind} ", f"{_PREFIX}{kind}!")  # "!" comes after a space
        for table in ("documents", "citations"):
            for (name,) in connection.execute(_NAMES.format(table), between):
                if _key(name.removeprefix(_PREFIX)) == asked:
                    known[name] = None
    return tuple(known) or (bucket,)


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """Give a name as it is compared.

    >>> _key("bộ luật lao động"), _key("luat Lao dong")
    ('luat lao dong', 'luat lao dong')
    """
    return " ".join(bare(name).split()).removeprefix("bo ")
