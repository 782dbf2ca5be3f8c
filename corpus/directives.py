"""Which recommendations are one directive, told in several places, and which repeat last year's.

Four sites that report one conference report one directive. A plan that says each year what the
plan of the year before said is another directive each year; it is linked to the one before.
"""

from __future__ import annotations

import json
import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.components import Components
from corpus.minhash import jaccard, keys, shingles
from extractors.text import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

_ALIKE = 0.7  # share of common pairs of words, numbers left out
_FEW = 6  # words below which a sentence is said by anybody: "báo cáo UBND tỉnh"
_DAYS_APART = 31
_MOST = 40  # sentences under one key, beyond which it tells nothing
_BANDS, _ROWS = 6, 4

_TOLD = """
SELECT r.id, r.quote, r.agent, r.addressee, n.work, n.published, coalesce(n.province_now, n.site)
FROM recommendations AS r JOIN notices AS n ON n.id = r.notice
WHERE r.kind IN ('directive', 'recommendation') AND r.{}
"""


class _Told(NamedTuple):
    id: str
    quote: str
    agent: str | None
    addressee: str | None
    work: str
    published: str | None
    place: str

    def rank(self) -> tuple[str, str]:
        """Give what those that say the same are ordered by: the first told stands for them."""
        return self.published or "9999", self.id


def mark(connection: sqlite3.Connection, notice: str) -> None:
    """Mark the directives of a notice that is to change: who else tells them must be told anew."""
    connection.execute(
        "INSERT OR IGNORE INTO unlinked"
        " SELECT 'directive', d.directive FROM recommendations AS r JOIN directives AS d"
        " ON d.recommendation = r.id WHERE r.notice = ?1"
        " UNION SELECT 'directive', d.directive FROM recommendations AS r JOIN directives AS d"
        " ON d.repeats = r.id WHERE r.notice = ?1",
        (notice,),
    )


def link(connection: sqlite3.Connection) -> None:
    """Bring the directives up to the stored notices; inside the caller's transaction.

    What hangs together with a change is looked at as a whole, so the order of storing does not
    matter.
    """
    changed = _changed(connection)
    _put_keys(connection, changed)
    waiting = {told.id: told for told in changed}
    group = Components(waiting)
    earlier: dict[str, list[_Told]] = {}
    seen: set[str] = set()
    while waiting:
        name, told = waiting.popitem()
        seen.add(name)
        earlier[name] = []
        for other in _meeting(connection, told):
            if _is_same(told, other):
                group.add_all({other.id: other})
                group.join(name, other.id)
            elif _repeats(told, other):
                earlier[name].append(other)
                continue
            elif not _repeats(other, told):
                continue
            if other.id not in seen:
                group.add_all({other.id: other})
                waiting[other.id] = other
    _write(connection, group, earlier)


def _put_keys(connection: sqlite3.Connection, told: Iterable[_Told]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO phrase_keys (key, recommendation) VALUES (?, ?)",
        [(key, one.id) for one in told for key in phrase_keys(one.quote)],
    )


def _changed(connection: sqlite3.Connection) -> list[_Told]:
    rows: set[_Told] = set()
    for kind, key in connection.execute(
        "SELECT kind, key FROM unlinked WHERE kind IN ('notice', 'directive')"
    ).fetchall():
        where = "notice = ?" if kind == "notice" else _OF_DIRECTIVE
        rows.update(map(_Told._make, connection.execute(_TOLD.format(where), (key,))))
    return sorted(rows)


_OF_DIRECTIVE = "id IN (SELECT recommendation FROM directives WHERE directive = ?)"


def _meeting(connection: sqlite3.Connection, told: _Told) -> Iterator[_Told]:
    """Give the sentences that share a key with one; a key of very many tells nothing."""
    names: set[str] = set()
    for key in phrase_keys(told.quote):
        under = connection.execute(
            "SELECT recommendation FROM phrase_keys WHERE key = ? LIMIT ?", (key, _MOST + 1)
        ).fetchall()
        if len(under) <= _MOST:
            names.update(name for (name,) in under)
    wanted = json.dumps(sorted(names - {told.id}))
    where = "id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(_TOLD.format(where), (wanted,)).fetchall()
    yield from map(_Told._make, sorted(rows))


def _write(
    connection: sqlite3.Connection, group: Components[_Told], earlier: Mapping[str, list[_Told]]
) -> None:
    rows = []
    for members in group.groups():
        first = min(members, key=_Told.rank).id
        before = [other for member in members for other in earlier.get(member.id, ())]
        repeats = max(before, key=_Told.rank).id if before else None
        rows += [(member.id, first, repeats) for member in members]
    connection.executemany(
        "INSERT INTO directives (recommendation, directive, repeats) VALUES (?, ?, ?)"
        " ON CONFLICT (recommendation) DO UPDATE"
        " SET directive = excluded.directive, repeats = excluded.repeats",
        rows,
    )


def _is_same(one: _Told, other: _Told) -> bool:
    """Give whether two sentences are one directive: same words and numbers, at about one time."""
    if one.work == other.work:
        return one.quote == other.quote and one.published == other.published
    return (
        _days_apart(one, other) <= _DAYS_APART
        and _numbers(one.quote) == _numbers(other.quote)
        and _fit(one.agent, other.agent)
        and _fit(one.addressee, other.addressee)
        and _alike(one, other)
    )


def _repeats(one: _Told, other: _Told) -> bool:
    """Give whether a sentence says what the same body said in an earlier year."""
    return (
        one.published is not None
        and other.published is not None
        and other.published[:4] < one.published[:4]
        and one.place == other.place
        and _days_apart(one, other) > _DAYS_APART
        and _fit(one.agent, other.agent)
        and _fit(one.addressee, other.addressee)
        and _alike(one, other)
    )


def _days_apart(one: _Told, other: _Told) -> int:
    if one.published is None or other.published is None:
        return 0 if one.published == other.published else _DAYS_APART + 1
    return abs((date.fromisoformat(one.published) - date.fromisoformat(other.published)).days)


def _fit(one: str | None, other: str | None) -> bool:
    """Give whether two bodies may be one: equal, not told, or one says more of the other."""
    if not one or not other:
        return True
    a, b = fold(one), fold(other)
    return a in b or b in a


def _alike(one: _Told, other: _Told) -> bool:
    return jaccard(_phrases(one.quote), _phrases(other.quote)) >= _ALIKE


def _numbers(quote: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", quote))


@lru_cache(maxsize=65_536)
def _phrases(quote: str) -> frozenset[int]:
    words = re.findall(r"[^\W\d]+", fold(quote))
    return shingles(words, 2) if len(words) >= _FEW else frozenset()


@lru_cache(maxsize=65_536)
def phrase_keys(quote: str) -> tuple[int, ...]:
    """Give the keys that a sentence shares with those that say nearly the same."""
    return keys(_phrases(quote), bands=_BANDS, rows=_ROWS)
