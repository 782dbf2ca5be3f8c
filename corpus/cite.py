"""A document by its number: what it is, who cites it, what it cites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from corpus import asked as asking
from corpus.answer import Answer, Cited, Citing, Document, Held, Unresolved
from corpus.units import CENTRAL, province_names

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from corpus.asked import Asked

__all__ = ["Answer", "Cited", "Citing", "Document", "Held", "Unresolved", "by_id", "cite"]

_Mention = TypeVar("_Mention")

_LISTED = 200  # mentions shown of one document
_DOCUMENTS = 30  # of one number


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
    asked = asking.read(code)
    wanted_year = str(year) if year is not None else asked.year
    names = None if province is None else province_names(province) or (province,)
    numbered = connection.execute(_NUMBERED.format(_marks(asked.buckets)), asked.buckets)
    rows = [
        row
        for row in numbered.fetchall()
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


def by_id(connection: sqlite3.Connection, name: str) -> Document | None:
    """Give the document with an id, with who cites it and what it cites; None where none has it."""
    row = connection.execute(f"SELECT {_COLUMNS} WHERE id = ?", (name,)).fetchone()
    return None if row is None else _document(connection, row)


_COLUMNS = """
id, type, code, date, year, issuer, jurisdiction, jurisdiction_from, subject, notice,
       attachment, works
FROM documents
"""
_NUMBERED = (
    f"SELECT {_COLUMNS} WHERE bucket IN ({{}}) ORDER BY works DESC, notice IS NULL, date, id"
)


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
        cites=tuple(_cites(connection, name, *held)),
        changed_by=tuple(_changed_by(connection, name)),
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
n.id, n.work, n.title, n.published, n.site, coalesce(n.province_then, n.province_now),
n.genre, n.url, {}, c.quote, (SELECT count(*) FROM notices WHERE work = n.work)
FROM citations AS c JOIN notices AS n ON n.id = c.notice
"""
# "Đề nghị sửa đổi Nghị định" amends nothing, "bãi bỏ điểm 4 Kế hoạch" only amends it: where words
# speak of a change, what was made of them in `relations` is told.
_RELATION = """
CASE WHEN c.relation IN ('amends', 'extends', 'replaces', 'repeals')
THEN ifnull((SELECT min(r.kind) FROM relations AS r WHERE r.citation = c.id), 'mentions')
ELSE c.relation END
"""
# Copies are left out where the notice that stands for them says it too.
_NO_COPIES = """
(n.id = n.work OR NOT EXISTS (
  SELECT 1 FROM citations AS o WHERE o.notice = n.work AND o.bucket = c.bucket
  AND o.document IS c.document AND o.own = 0))
"""
_NEWEST_FIRST = "n.published DESC, n.work, n.id, c.start_char"


def _citing(connection: sqlite3.Connection, document: str) -> list[Citing]:
    """Give who cites a document, without its own text: "Kế hoạch này", in the plan itself."""
    rows = connection.execute(
        f"SELECT {_CITING.format(_RELATION)} WHERE c.id IN ("
        " SELECT c.id FROM citations AS c JOIN notices AS n ON n.id = c.notice"
        f" WHERE c.document = ?1 AND c.own = 0 AND {_NO_COPIES} AND c.text_id NOT IN"
        " (SELECT text_id FROM citations WHERE document = ?1 AND own = 1)"
        f" ORDER BY {_NEWEST_FIRST} LIMIT ?2) ORDER BY {_NEWEST_FIRST}",
        (document, _LISTED),
    )
    return _one_copy(dict.fromkeys(Citing(*row) for row in rows), lambda citing: citing)


def _one_copy(mentions: Iterable[_Mention], citing: Callable[[_Mention], Citing]) -> list[_Mention]:
    """Give of each work the mentions of the first of its notices."""
    shown: dict[str, str] = {}
    return [
        each
        for each in mentions
        if shown.setdefault(citing(each).work, citing(each).notice) == citing(each).notice
    ]


def _cites(
    connection: sqlite3.Connection, document: str, notice: str | None, attachment: str | None
) -> list[Cited]:
    """Give what the text of a document cites, each document once for each relation."""
    rows = connection.execute(
        "SELECT d.id, d.code, d.type, d.date, d.issuer, ifnull(r.kind, 'mentions'), c.quote"
        " FROM citations AS c JOIN documents AS d ON d.id = c.document"
        " JOIN texts AS t ON t.id = c.text_id"
        " LEFT JOIN relations AS r ON r.citation = c.id AND r.from_document = ?1"
        " WHERE c.notice = ?2 AND c.own = 0 AND d.id <> ?1"
        " AND (t.attachment IS ?3 OR r.kind IS NOT NULL)"
        " ORDER BY t.attachment IS NOT NULL, c.start_char, c.id",
        (document, notice, attachment),
    )
    found: dict[tuple[str, str], Cited] = {}
    for row in rows:
        cited = Cited(*row)
        found.setdefault((cited.document, cited.relation), cited)
    told = {document for document, relation in found if relation != "mentions"}
    return [c for (d, relation), c in found.items() if relation != "mentions" or d not in told]


def _changed_by(connection: sqlite3.Connection, document: str) -> list[Cited]:
    rows = connection.execute(
        "SELECT d.id, d.code, d.type, d.date, d.issuer, r.kind, min(c.quote) FROM relations AS r"
        " JOIN documents AS d ON d.id = r.from_document JOIN citations AS c ON c.id = r.citation"
        " WHERE r.to_document = ? AND r.kind IN ('amends', 'extends', 'replaces', 'repeals')"
        " GROUP BY d.id, r.kind ORDER BY d.date, d.code, d.id, r.kind",
        (document,),
    )
    return [Cited(*row) for row in rows]


def _unresolved(
    connection: sqlite3.Connection,
    asked: Asked,
    names: tuple[str, ...] | None,
    year: str | None,
) -> list[Unresolved]:
    is_open = f"c.bucket IN ({_marks(asked.buckets)}) AND c.unresolved IS NOT NULL"
    written = connection.execute(
        "SELECT DISTINCT ifnull(c.code, ''), ifnull(c.type, '') FROM citations AS c"
        f" WHERE {is_open}",
        asked.buckets,
    )
    fitting = [pair for pair in written if asked.fits(*pair)]
    if not fitting:
        return []
    values: list[str] = [*asked.buckets, *(part for pair in fitting for part in pair)]
    narrowed = [f"(ifnull(c.code, ''), ifnull(c.type, '')) IN (VALUES {_pairs(len(fitting))})"]
    if names is not None:
        narrowed.append(f"n.province_then IN ({_marks(names)})")
        values.extend(names)
    if year is not None:
        narrowed.append("ifnull(substr(c.date, 1, 4), ?) = ?")
        values.extend((year, year))
    rows = connection.execute(
        "SELECT c.unresolved, c.code, c.date, c.issuer,"
        f" {_CITING.format('c.relation')} WHERE c.id IN ("
        " SELECT c.id FROM citations AS c JOIN notices AS n ON n.id = c.notice"
        f" WHERE {is_open} AND {' AND '.join(narrowed)} AND {_NO_COPIES}"
        f" ORDER BY {_NEWEST_FIRST} LIMIT ?) ORDER BY {_NEWEST_FIRST}",
        (*values, _LISTED),
    )
    found = dict.fromkeys(
        Unresolved(reason, code, date, issuer, Citing(*citing))
        for reason, code, date, issuer, *citing in rows
    )
    return _one_copy(found, lambda left: left.citing)


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def _pairs(count: int) -> str:
    return ", ".join(["(?, ?)"] * count)
