"""What was edited in notices after they were published: one event a version, with both texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_COUNTER = re.compile(
    r"(?i)\b(?:số\s+)?(?:lượt|lần)\s+(?:xem|đọc|truy\s+cập|tải(?:\s+về)?|thích|chia\s+sẻ)\b"
    r"\s*[:：(]?\s*[\d.,]*\s*\)?"
    r"|\b[\d.,]+\s+(?:lượt|lần)\s+(?:xem|đọc|truy\s+cập|tải(?:\s+về)?)\b"
    r"|\b(?:đã\s+xem|views?|hits?)\s*[:：]?\s*[\d.,]+"
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines that were replaced: as they were `before` and are `after`; one of them may be empty."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A notice, or its `attachment` by name, whose text became another; facts follow the newest.

    `seen` is when (UTC) the earlier text was last seen, `version` the number of the later one.
    """

    notice: str
    site: str
    title: str
    url: str
    attachment: str | None
    version: int
    seen: str
    edits: tuple[Edit, ...]


def edits(before: str, after: str) -> tuple[Edit, ...]:
    r"""Give what was changed between two versions of a text; a counter that changed is no change.

    >>> edits("Hạn: 15/3/2025\nLượt xem: 12", "Hạn: 30/3/2025\nLượt xem: 40")
    (Edit(before='Hạn: 15/3/2025', after='Hạn: 30/3/2025'),)
    """
    old, new = before.split("\n"), after.split("\n")
    matcher = SequenceMatcher(None, _comparable(old), _comparable(new), autojunk=False)
    return tuple(
        Edit("\n".join(old[first:last]), "\n".join(new[begin:end]))
        for kind, first, last, begin, end in matcher.get_opcodes()
        if kind != "equal"
    )


def _comparable(lines: list[str]) -> list[str]:
    return [" ".join(_COUNTER.sub("", line).split()) for line in lines]


def changes(connection: sqlite3.Connection, since: str = "") -> Iterator[Change]:
    """Give the edits that were found since a moment (UTC, ISO), by notice and version."""
    rows = connection.execute(
        "SELECT n.id, n.site, n.title, n.url, a.name, t.version, o.seen,"
        " o.title || char(10) || o.text, t.title || char(10) || t.text"
        " FROM texts AS t JOIN texts AS o ON o.notice = t.notice"
        "  AND o.attachment IS t.attachment AND o.version = t.version - 1"
        " JOIN notices AS n ON n.id = t.notice LEFT JOIN attachments AS a ON a.id = t.attachment"
        " WHERE t.seen >= ? ORDER BY n.site, n.id, a.name, t.version",
        (since,),
    )
    for notice, site, title, url, attachment, version, seen, before, after in rows:
        if found := edits(before, after):
            yield Change(notice, site, title, url, attachment, version, seen, found)
