"""The codes of one number: "15" is 15/KH-UBND, 15/QĐ-UBND and some hundred others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Each code is looked up once, however many rows have it: from one to the next.
_CODES = """
WITH RECURSIVE codes(code) AS (
  SELECT min(code) FROM {0} WHERE bucket = ?1 {1}
  UNION ALL
  SELECT (SELECT min(code) FROM {0} WHERE bucket = ?1 AND code > codes.code {1}) FROM codes
  WHERE codes.code IS NOT NULL)
SELECT code, (SELECT min(type) FROM {0} WHERE bucket = ?1 AND code = codes.code {1}),
       (SELECT max(type) FROM {0} WHERE bucket = ?1 AND code = codes.code {1})
FROM codes WHERE code IS NOT NULL
"""

DOCUMENTS = "documents", ""
HELD = "documents", "AND notice IS NOT NULL"
LEFT = "citations", "AND unresolved IS NOT NULL"


def fitting(
    ask: Callable[[str, tuple[str, ...]], Iterable[tuple[Any, ...]]],
    bucket: str,
    among: tuple[str, str],
    fits: Callable[[str | None, str | None], bool],
) -> list[tuple[str | None, str | None]]:
    """Give the codes and types under a number that fit; `among` is DOCUMENTS, HELD or LEFT.

    `ask` gives the rows of a question: `connection.execute`, or what stops it in time.

    A code has one type, or two: what its symbol says, and the word that somebody wrote before it.
    """
    table, condition = among
    pairs: Iterable[tuple[Any, ...]]
    if bucket.startswith("name:"):
        pairs = ask(
            f"SELECT DISTINCT code, type FROM {table} WHERE bucket = ? {condition}", (bucket,)
        )
    else:
        found = ask(_CODES.format(table, condition), (bucket,))
        pairs = ((code, kind) for code, *kinds in found for kind in dict.fromkeys(kinds))
    return [(code, kind) for code, kind in pairs if fits(code, kind)]
