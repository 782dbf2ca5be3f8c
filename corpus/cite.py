"""A document by its number: what it is, who cites it, what it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from corpus.fulltext import bare
from corpus.identity import name_key, number_key
from corpus.query import TYPE_NAMES, QueryError
from corpus.units import CENTRAL, province_names
from extractors.text import normalise

if TYPE_CHECKING:
    import sqlite3

_LONGEST = 300
_LISTED = 200  # mentions shown of one document
_DOCUMENTS = 30  # of one number


@dataclass(frozen=True, slots=True)
class Citing:
    """A notice that cites the document, with the words it does it in."""

    notice: str
    work: str
    title: str
    published: str | None
    site: str
    province: str | None
    genre: str
    url: str
    relation: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that the document cites, and how."""

    document: str
    code: str | None
    type: str | None
    date: str | None
    issuer: str | None
    relation: str
    quote: str


@dataclass(frozen=True, slots=True)
class Held:
    """The notice (or its attachment) that is the document itself."""

    notice: str
    title: str
    url: str
    published: str | None
    attachment: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document with everything that the corpus knows of it.

    `cited_by` is newest first, at most 200 mentions; `works` counts all publications that cite it.
    """

    id: str
    type: str | None
    code: str | None
    date: str | None
    year: str | None
    issuer: str | None
    jurisdiction: str | None
    jurisdiction_from: str | None
    subject: str | None
    held: Held | None
    works: int
    cited_by: tuple[Citing, ...]
    cites: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A mention of the number that cannot be given to one document, and why."""

    reason: str
    code: str | None
    date: str | None
    issuer: str | None
    citing: Citing


@dataclass(frozen=True, slots=True)
class Answer:
    """The documents that a number may mean, most cited first, and mentions left open.

    Of one number 30 documents are listed; `more` counts the others.
    """

    asked: str
    documents: tuple[Document, ...]
    unresolved: tuple[Unresolved, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Asked:
    bucket: str
    letters: tuple[str, ...]  # of type and symbol
    year: str | None
    is_whole: bool  # symbol and all, "771/KH-UBND"; else "kh 771"

    def fits(self, code: str | None, kind: str | None) -> bool:
        """Give whether a code is what was asked."""
        if not self.letters:
            return True
        letters, short = _letters_of(code or "", kind or "")
        if self.is_whole:
            return "".join(letters) == "".join(self.letters)
        return set(self.letters) <= {*letters, short}


@lru_cache(maxsize=4096)
def _letters_of(code: str, kind: str) -> tuple[tuple[str, ...], str]:
    """Give the words of a code, and its type, without diacritics."""
    parts = re.findall(r"[^\W_]+", bare(code))
    return tuple(part for part in parts if _is_letters(part)), bare(kind)


def cite(
    connection: sqlite3.Connection,
    code: str,
    province: str | None = None,
    year: int | str | None = None,
) -> Answer:
    """Give the documents that a number or a law's name may mean, most cited first.

    `code` in any spelling: 771/KH-UBND, 771 kh ubnd, kh 771, Kế hoạch số 771. Where several
    bodies gave the same number, all are listed; `province` (old or new name) and `year` narrow it.
    QueryError in one line where there is no number and no name.
    """
    asked = _asked(code)
    wanted_year = str(year) if year is not None else asked.year
    names = None if province is None else province_names(province) or (province,)
    rows = [
        row
        for row in connection.execute(_NUMBERED, (asked.bucket,)).fetchall()
        if asked.fits(row[2], row[1])
        and (wanted_year is None or row[4] == wanted_year)
        and (names is None or _lies_in(row[6], names))
    ]
    return Answer(
        code,
        tuple(_document(connection, row) for row in rows[:_DOCUMENTS]),
        tuple(_unresolved(connection, asked, names, wanted_year)),
        more=max(0, len(rows) - _DOCUMENTS),
    )


_NUMBERED = """
SELECT id, type, code, date, year, issuer, jurisdiction, jurisdiction_from, subject, notice,
       attachment, works
FROM documents WHERE bucket = ? ORDER BY works DESC, notice IS NULL, date, id
"""


def _asked(text: str) -> _Asked:
    if len(text) > _LONGEST:
        raise QueryError(f"the number is longer than {_LONGEST} characters")
    plain = bare(normalise(text))
    for short, name in TYPE_NAMES.items():
        plain = re.sub(rf"\b{name}\b(?=.*\d)", short, plain)
    number = re.search(r"(?<![a-z\d])\d{1,5}[a-z]?(?![a-z\d])", plain)
    is_law = re.match(r"\s*(?:bo )?luat\b", plain)
    if number is None or (is_law and not re.search(r"\d/\d{4}|qh\d", plain)):
        if not is_law:
            raise QueryError("no document number, and no name of a law: " + repr(text[:40]))
        words = name_key(re.sub(r"\s(?:năm )?\d{4}\s*$", "", normalise(text)))
        year = re.search(r"(?:19|20)\d\d\s*$", plain)
        return _Asked(f"name:{words}", (), year[0].strip() if year else None, is_whole=False)
    rest = plain[: number.start()] + plain[number.end() :]
    parts = re.findall(r"[^\W_]+", rest)
    year = next((part for part in parts if re.fullmatch(r"(?:19|20)\d\d", part)), None)
    tail = re.match(r"\s*(?:[/-]\s*\d{4}\s*)?[/-]", plain[number.end() :])
    letters = tuple(part for part in parts if _is_letters(part) and part != "so")
    if tail:  # the symbol decides; a type word before it adds nothing
        after = re.findall(r"[^\W_]+", plain[number.end() :])
        letters = tuple(part for part in after if _is_letters(part))
    is_whole = bool(tail) and len(letters) > 1
    return _Asked(number_key(number[0]), letters, year, is_whole=is_whole)


def _is_letters(part: str) -> bool:
    return not part.isdigit()


def _lies_in(jurisdiction: str | None, names: tuple[str, ...]) -> bool:
    if jurisdiction is None or jurisdiction == CENTRAL:
        return False
    return jurisdiction.split(" / ")[0] in names


def _document(connection: sqlite3.Connection, row: tuple[Any, ...]) -> Document:
    name, kind, code, date, year, issuer, jurisdiction, told_by, subject, *held, works = row
    return Document(
        id=name,
        type=kind,
        code=code,
        date=date,
        year=year,
        issuer=issuer,
        jurisdiction=jurisdiction,
        jurisdiction_from=told_by,
        subject=subject,
        held=_held(connection, *held),
        works=works,
        cited_by=tuple(_citing(connection, name)),
        cites=tuple(_cites(connection, name)),
    )


def _held(
    connection: sqlite3.Connection, notice: str | None, attachment: str | None
) -> Held | None:
    row = connection.execute(
        "SELECT n.id, n.title, ifnull(a.url, n.url), n.published, a.name FROM notices AS n"
        " LEFT JOIN attachments AS a ON a.id = ? WHERE n.id = ?",
        (attachment, notice),
    ).fetchone()
    return Held(*row) if row else None


_CITING = """
SELECT n.id, n.work, n.title, n.published, n.site, coalesce(n.province_then, n.province_now),
       n.genre, n.url, c.relation, c.quote
FROM citations AS c JOIN notices AS n ON n.id = c.notice
"""


def _citing(connection: sqlite3.Connection, document: str) -> list[Citing]:
    rows = connection.execute(
        f"{_CITING} WHERE c.document = ? AND c.own = 0"
        " ORDER BY n.published DESC, n.id, c.start_char LIMIT ?",
        (document, _LISTED),
    )
    return [Citing(*row) for row in rows]


def _cites(connection: sqlite3.Connection, document: str) -> list[Cited]:
    rows = connection.execute(
        "SELECT d.id, d.code, d.type, d.date, d.issuer, r.kind, c.quote FROM relations AS r"
        " JOIN documents AS d ON d.id = r.to_document JOIN citations AS c ON c.id = r.citation"
        " WHERE r.from_document = ? ORDER BY c.start_char, c.id",
        (document,),
    )
    return [Cited(*row) for row in rows]


def _unresolved(
    connection: sqlite3.Connection,
    asked: _Asked,
    names: tuple[str, ...] | None,
    year: str | None,
) -> list[Unresolved]:
    rows = connection.execute(
        "SELECT c.unresolved, c.code, c.type, c.date, c.issuer, n.province_then, n.id, n.work,"
        " n.title, n.published, n.site, coalesce(n.province_then, n.province_now), n.genre, n.url,"
        " c.relation, c.quote FROM citations AS c JOIN notices AS n ON n.id = c.notice"
        " WHERE c.bucket = ? AND c.unresolved IS NOT NULL"
        " ORDER BY n.published DESC, n.id, c.start_char",
        (asked.bucket,),
    )
    found: list[Unresolved] = []
    for reason, code, kind, date, issuer, province, *citing in rows:
        if names is not None and province not in names:
            continue
        if year is not None and date is not None and not date.startswith(year):
            continue
        if asked.fits(code, kind) and len(found) < _LISTED:
            found.append(Unresolved(reason, code, date, issuer, Citing(*citing)))
    return found
