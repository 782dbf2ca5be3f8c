"""Which notices are one publication: copies and near copies on several sites share a work."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from corpus.ids import digest
from extractors.text import fold, normalise

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from scrapers.notice import Notice

_SHORT = 200  # characters below which a text alone does not tell two notices apart
_TITLE = 20  # characters below which a title is no sign of a copy: "Thông báo"
_ALIKE = 0.8  # share of common word triples
_DAYS_APART = 31
_MOST = 60  # notices of one title that are compared pair by pair


def content_key(notice: Notice, text: str, files: Sequence[str]) -> str:
    """Give the digest of what is published: equal for exact copies, whoever publishes them.

    `files` are digests of the attachments, or their addresses where they were not fetched. A
    short text counts only together with title, day and files.
    """
    words = " ".join(fold(normalise(text)).split())
    if len(words) >= _SHORT:
        return digest("text", words)
    return digest("short", words, title_key(notice.title), notice.published, *sorted(files))


def title_key(title: str) -> str:
    """Give the words of a title as they are compared.

    >>> title_key("THÔNG BÁO: Kết luận  kiểm tra")
    'thông báo kết luận kiểm tra'
    """
    return " ".join(re.findall(r"\w+", fold(normalise(title))))


def numbers_of(text: str) -> frozenset[str]:
    """Give the words with digits in a text: two notices of one template differ in these."""
    return frozenset(re.findall(r"[^\s,;:()]*\d[^\s,;:()]*[\w]|\d", fold(text)))


def alike(one: str, other: str) -> bool:
    """Give whether two texts are copies but for furniture and slips; other numbers, other works.

    >>> text = "Sở Nội vụ tổ chức kiểm tra công tác cải cách hành chính tại 5 đơn vị " * 3
    >>> alike(text, text + "(Nguồn: Báo)"), alike(text, text.replace("5", "6"))
    (True, False)
    """
    if numbers_of(one) != numbers_of(other):
        return False
    a, b = _triples(one), _triples(other)
    return bool(a and b) and len(a & b) / len(a | b) >= _ALIKE


def _triples(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text))
    return frozenset(zip(words, words[1:], words[2:], strict=False))


class _Candidate(NamedTuple):
    id: str
    work: str
    content: str
    title: str
    published: str | None
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


_CANDIDATES = """
SELECT n.id, n.work, n.content_key, n.title_key, n.published,
       CASE WHEN n.province_from IN ('site', 'given') AND n.province_named IS NOT NULL
            THEN n.province_then IS n.province_named END,
       (SELECT count(*) FROM attachments AS a WHERE a.notice = n.id AND a.digest IS NOT NULL
        AND a.problem IS NULL)
FROM notices AS n WHERE n.{} = ?
"""


def link(connection: sqlite3.Connection) -> set[str]:
    """Bring the works up to the stored notices, as far as changes touch them; gives those works.

    A work is called by the notice that stands for it in lists (`_Candidate.rank`), so the order of
    storing does not matter. Runs inside the caller's transaction.
    """
    group = _touched(connection)
    parent = {notice.id: notice.id for notice in group}

    def find(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    for one, other in _pairs(connection, group):
        low, high = sorted((find(one), find(other)))
        parent[high] = low
    copies: dict[str, list[_Candidate]] = defaultdict(list)
    for notice in group:
        copies[find(notice.id)].append(notice)
    works = {root: min(each, key=_Candidate.rank).id for root, each in copies.items()}
    changed = [(works[find(n.id)], n.id) for n in group if works[find(n.id)] != n.work]
    connection.executemany("UPDATE notices SET work = ? WHERE id = ?", changed)
    return set(works.values())


def _touched(connection: sqlite3.Connection) -> list[_Candidate]:
    """Give the notices whose works may change: all that hang together with a changed key."""
    found: dict[str, _Candidate] = {}
    contents = {k for (k,) in connection.execute("SELECT key FROM unlinked WHERE kind = 'content'")}
    titles = {k for (k,) in connection.execute("SELECT key FROM unlinked WHERE kind = 'title'")}
    done: set[tuple[str, str]] = set()
    open_keys = {("content_key", key) for key in contents} | {("title_key", key) for key in titles}
    while open_keys:
        column, key = open_keys.pop()
        done.add((column, key))
        if column == "title_key" and len(key) < _TITLE:
            continue
        rows = connection.execute(_CANDIDATES.format(column), (key,))
        for row in map(_Candidate._make, rows):
            found[row.id] = row
            open_keys |= {("content_key", row.content), ("title_key", row.title)} - done
    return sorted(found.values())


def _pairs(
    connection: sqlite3.Connection, group: Iterable[_Candidate]
) -> Iterable[tuple[str, str]]:
    by_content, by_title = defaultdict(list), defaultdict(list)
    for notice in group:
        by_content[notice.content].append(notice)
    for copies in by_content.values():
        yield from ((copies[0].id, copy.id) for copy in copies[1:])
        if len(copies[0].title) >= _TITLE:
            by_title[copies[0].title].append(copies[0])
    for same_title in by_title.values():
        for one, other in combinations(same_title[:_MOST], 2):
            if _near(one.published, other.published) and alike(
                _text(connection, one.id), _text(connection, other.id)
            ):
                yield one.id, other.id


def _near(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= _DAYS_APART


def _text(connection: sqlite3.Connection, notice: str) -> str:
    row = connection.execute(
        "SELECT text FROM texts WHERE notice = ? AND attachment IS NULL AND current = 1", (notice,)
    ).fetchone()
    text: str = row[0] if row else ""
    return text
