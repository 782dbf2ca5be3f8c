"""Which notices are one publication: copies and near copies on several sites share a work."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from corpus.components import Components
from corpus.copies import alike, same_numbers
from corpus.folding import exact
from corpus.ids import digest
from corpus.minhash import joined, keys, shingles
from extractors.text import fold, normalise

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from scrapers.notice import Notice

_SHORT = 200  # characters below which a text alone does not tell two notices apart
_TITLE = 20  # characters below which a title is no sign of a copy: "Thông báo"
_DAYS_APART = 31
_MOST = 60  # notices under one title or key, beyond which it tells nothing
_BANDS, _NUMBERS, _SOME = 8, 1, 4  # keys of a text; bins of its numbers in each; from how many on


def content_key(notice: Notice, text: str, files: Sequence[str]) -> str:
    """Give the digest of what is published: equal for exact copies, whoever publishes them.

    `text` is normalised. `files` are digests of the attachments, or their addresses where they
    were not fetched. A short text counts only together with title, day and files.
    """
    words = " ".join(exact(text).split())
    if len(words) >= _SHORT:
        return digest("text", words)
    return digest("short", words, title_key(notice.title), notice.published, *sorted(files))


def title_key(title: str) -> str:
    """Give the words of a title as they are compared.

    >>> title_key("THÔNG BÁO: Kết luận  kiểm tra")
    'thông báo kết luận kiểm tra'
    """
    return " ".join(re.findall(r"\w+", fold(normalise(title))))


def put_keys(connection: sqlite3.Connection, notice: str, text: str) -> None:
    """Write the keys under which near copies of a notice are found; short texts have none."""
    connection.execute("DELETE FROM near_keys WHERE notice = ?", (notice,))
    connection.executemany(
        "INSERT OR IGNORE INTO near_keys (key, notice) VALUES (?, ?)",
        [(key, notice) for key in near_keys(text)],
    )


def near_keys(text: str) -> tuple[int, ...]:
    """Give the keys that a text shares with its near copies.

    Numbers are in them: of a thousand notices of one template hardly two meet.
    """
    if len(text) < _SHORT:
        return ()
    folded = exact(text)
    told = shingles(sorted(set(re.findall(r"\d+", folded))), 1)
    numbers = keys(told, bands=_BANDS, rows=_NUMBERS) if len(told) >= _SOME else (0,) * _BANDS
    runs = keys(shingles(re.findall(r"\w+", folded)), bands=_BANDS)
    return tuple(joined(pair) for pair in zip(runs, numbers, strict=True))


class _Notice(NamedTuple):
    id: str
    work: str
    content: str
    title: str
    shown: str  # the title as it is written
    published: str | None
    province: str | None
    is_home: int | None  # the site is of the province that the text names; None: of no province
    files: int  # attachments that were read

    def rank(self) -> tuple[bool, bool, int, str, str]:
        """Give what the copies of a work are ordered by, the one that stands for it first.

        The copy at home, then one that was not put under another province, then the one with the
        most files, then the first published.
        """
        return (
            self.is_home != 1,
            self.is_home == 0,
            -self.files,
            self.published or "9999",
            self.id,
        )


_NOTICES = """
SELECT n.id, n.work, n.content_key, n.title_key, n.title, n.published, n.province_now,
       CASE WHEN n.province_from IN ('site', 'given') AND n.province_named IS NOT NULL
            THEN n.province_then IS n.province_named END,
       (SELECT count(*) FROM attachments AS a WHERE a.notice = n.id AND a.digest IS NOT NULL
        AND a.problem IS NULL)
FROM notices AS n WHERE n.{} = ?
"""


def link(connection: sqlite3.Connection) -> set[str]:
    """Bring the works up to the stored notices, as far as changes touch them; gives those works.

    A work is called by the notice that stands for it in lists (`_Notice.rank`), so the order of
    storing does not matter. Runs inside the caller's transaction.
    """
    held = _Held(connection)
    changed = {notice.id: notice for notice in sorted(held.changed())}
    group = Components(changed)
    whole: set[str] = set()  # works that are in it with all their notices
    for notice in changed.values():
        for other in held.copies(notice):
            group.add_all({other.id: other})
            if other.id not in changed and other.work not in whole:  # its own copies stay
                whole.add(other.work)
                known = {copy.id: copy for copy in held.of("work", other.work)}
                group.add_all(known)
                for name in known:
                    group.join(name, other.id)
            group.join(notice.id, other.id)
    works = {min(copies, key=_Notice.rank).id: copies for copies in group.groups()}
    connection.executemany(
        "UPDATE notices SET work = ? WHERE id = ?",
        [(work, n.id) for work, copies in works.items() for n in copies if n.work != work],
    )
    return set(works)


class _Held:
    """The notices as they are stored, and which of them are copies of one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._text: Callable[[str], str] = lru_cache(maxsize=256)(self._read)

    def of(self, column: str, key: str) -> Iterator[_Notice]:
        rows = self._connection.execute(_NOTICES.format(column), (key,)).fetchall()
        return map(_Notice._make, rows)

    def changed(self) -> set[_Notice]:
        """Give what was put, and all that were one work with what was put or taken out."""
        marks = self._connection.execute(
            "SELECT iif(kind = 'notice', 'id', kind), key FROM unlinked"
            " WHERE kind IN ('notice', 'work')"
        ).fetchall()
        return {notice for column, key in marks for notice in self.of(column, key)}

    def copies(self, notice: _Notice) -> Iterator[_Notice]:
        """Give the notices that are copies of one, so that all of a work hang together."""
        least = self._connection.execute(  # two: one of them may be the notice itself
            "SELECT id FROM notices WHERE content_key = ? ORDER BY id LIMIT 2", (notice.content,)
        ).fetchall()
        first = next((name for (name,) in least if name != notice.id), None)
        if first is not None:
            yield from self.of("id", first)
            if first < notice.id:
                return  # of exact copies one is compared with the others
        met: dict[str, _Notice] = {}  # of exact copies one is compared with others
        for name in self._meeting(notice):
            for other in self.of("id", name):
                if other.content != notice.content:
                    met[other.content] = min(other, met.get(other.content, other))
        yield from (other for other in met.values() if self._are_copies(notice, other))

    def _meeting(self, notice: _Notice) -> list[str]:
        """Give who shares a key or the title; what very many share tells nothing."""
        asked: list[tuple[str, object]] = [
            ("SELECT notice FROM near_keys WHERE key = ? LIMIT ?", key)
            for (key,) in self._connection.execute(
                "SELECT key FROM near_keys WHERE notice = ?", (notice.id,)
            ).fetchall()
        ]
        if len(notice.title) >= _TITLE:
            asked.append(("SELECT id FROM notices WHERE title_key = ? LIMIT ?", notice.title))
        names: set[str] = set()
        for query, key in asked:
            under = self._connection.execute(query, (key, _MOST + 1)).fetchall()
            if len(under) <= _MOST:
                names.update(name for (name,) in under)
        return sorted(names - {notice.id})

    def _are_copies(self, one: _Notice, other: _Notice) -> bool:
        if not _near(one.published, other.published) or not same_numbers(one.shown, other.shown):
            return False
        first, second = sorted((one, other))  # the answer must not depend on who asks
        return alike(
            self._text(first.id), self._text(second.id), same_title=one.title == other.title
        )

    def _read(self, notice: str) -> str:
        row = self._connection.execute(
            "SELECT text FROM texts WHERE notice = ? AND attachment IS NULL AND current = 1",
            (notice,),
        ).fetchone()
        text: str = row[0] if row else ""
        return text


def _near(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= _DAYS_APART
