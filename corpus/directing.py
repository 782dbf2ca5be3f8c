"""The document that gives a directive, and what else is told of the directive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from corpus.task_rows import day_as_written
from extractors.document_types import NAMES
from extractors.text import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from corpus.told import Told


class Directing(NamedTuple):
    """A document that gives directives; `held`: the text with the directive is the document."""

    id: str
    code: str | None
    type: str | None
    date: str | None
    held: bool

    def kind(self) -> str:
        """Give the type in words, "kế hoạch"; of an unknown one its letters."""
        return next((name for name, code in NAMES.items() if code == self.type), self.type or "?")

    def name(self) -> str:
        """Give the document as people call it: "Kế hoạch số 245/KH-UBND ngày 18/3/2024"."""
        parts = [self.type and self.kind().capitalize(), self.code and f"số {self.code}"]
        day = f"ngày {day_as_written(self.date)}" if self.date else None
        return " ".join(part for part in (*parts, day) if part)


class Documents:
    """Which document gives a directive: the text itself, else the one that a notice tells of."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, Directing | None] = {}

    def of(self, fact: Told) -> Directing | None:
        """Give the document of the text that tells a directive, None where only a notice does."""
        if fact.text_id not in self._known:
            self._known[fact.text_id] = self._held(fact) or self._issued(fact)
        return self._known[fact.text_id]

    def _held(self, fact: Told) -> Directing | None:
        row = (
            self._connection.execute(
                "SELECT d.id, d.code, d.type, d.date, 1 FROM documents AS d WHERE d.notice = ?1"
                " ORDER BY d.attachment IS NOT ?2, d.id LIMIT 1",
                (fact.notice, fact.attachment),
            ).fetchone()
            or self._connection.execute(
                "SELECT d.id, d.code, d.type, d.date, 1 FROM citations AS c"
                " JOIN documents AS d ON d.id = c.document WHERE c.notice = ?1 AND c.own = 1"
                " ORDER BY c.text_id <> ?2, c.start_char LIMIT 1",
                (fact.notice, fact.text_id),
            ).fetchone()
        )
        return Directing._make((*row[:4], True)) if row else None

    def _issued(self, fact: Told) -> Directing | None:
        """Give the one document that a text says was issued, where its title names the kind."""
        found = self._connection.execute(
            "SELECT DISTINCT d.id, d.code, d.type, d.date FROM citations AS c"
            " JOIN documents AS d ON d.id = c.document"
            " WHERE c.text_id = ? AND c.relation = 'issues' LIMIT 2",
            (fact.text_id,),
        ).fetchall()
        if len(found) != 1 or (fact.genre not in {"news", "document_page"}):
            return None
        document = Directing._make((*found[0], False))
        return document if document.kind() in fold(fact.title) else None


class Links:
    """What else is told of a directive: on how many pages, repeated when, changed by what."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def pages(self, works: Iterable[str]) -> int:
        """Give how many notices publish one of some works."""
        count: int = self._connection.execute(
            "SELECT count(*) FROM notices WHERE work IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(set(works))),),
        ).fetchone()[0]
        return count

    def repeats(self, told: Iterable[Told]) -> tuple[str | None, tuple[str, ...]]:
        """Give the directive of an earlier year that is repeated, and those that repeat it."""
        names = json.dumps([fact.id for fact in told])
        earlier = self._connection.execute(
            "SELECT e.directive FROM directives AS d JOIN directives AS e"
            " ON e.recommendation = d.repeats"
            " WHERE d.recommendation IN (SELECT value FROM json_each(?)) LIMIT 1",
            (names,),
        ).fetchone()
        later = self._connection.execute(
            "SELECT DISTINCT d.directive FROM directives AS d WHERE d.repeats IN"
            " (SELECT m.recommendation FROM directives AS m WHERE m.directive IN"
            "  (SELECT directive FROM directives WHERE recommendation IN"
            "   (SELECT value FROM json_each(?)))) ORDER BY 1",
            (names,),
        ).fetchall()
        return (earlier[0] if earlier else None), tuple(name for (name,) in later)

    def changed_by(self, document: str, as_of: str) -> tuple[str, ...]:
        """Give the documents known on a day that replace, repeal, amend or extend one."""
        found = self._connection.execute(
            "SELECT DISTINCT d.code FROM relations AS r JOIN documents AS d"
            " ON d.id = r.from_document WHERE r.to_document = ?"
            " AND r.kind IN ('replaces', 'repeals', 'amends', 'extends')"
            " AND d.code IS NOT NULL AND ifnull(d.date, d.year) <= ? ORDER BY d.date, d.code",
            (document, as_of),
        )
        return tuple(code for (code,) in found)
