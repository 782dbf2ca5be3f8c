"""A document by its number: what it is, who cites it, what it cites."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from corpus import asked as asking
from corpus import laws
from corpus.answer import Answer, Cited, Citing, Document, Held, Unresolved
from corpus.codes import DOCUMENTS, LEFT, fitting
from corpus.units import CENTRAL, province_names
from extractors.text import normalise

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from corpus.asked import Asked

__all__ = ["Answer", "Cited", "Citing", "Document", "Held", "Unresolved", "by_id", "cite"]

_Mention = TypeVar("_Mention")

_CAPITAL = "Hà Nội"  # where the centre's documents are signed
_LISTED = 50  # mentions shown of one document
_FEW = 3  # at least so many, where several documents are shown
_DOCUMENTS = 10  # of one number
_OPEN = 10  # mentions shown that are left open
_LOOKED_AT = 200  # of these, the newest, where they are narrowed


def cite(
    connection: sqlite3.Connection,
    code: str,
    province: str | None = None,
    year: int | str | None = None,
    *,
    limit: int = _LISTED,
) -> Answer:
    """Give the documents that a number or a law's name may mean, most cited first.

    `code` in any spelling: 771/KH-UBND, 771 kh ubnd, kh 771, Kế hoạch số 771. Where several
    bodies gave the same number, all are listed; `province` (old or new name) and `year` narrow it,
    given apart or with the number ("kh 771 long an").
    `limit` mentions are listed, newest first, shared among the documents. QueryError in one line
    where there is no number and no name.
    """
    asked = asking.read(code)
    if asked.buckets[0].startswith("name:"):
        asked = replace(asked, buckets=laws.meant(connection, asked.buckets[0]))
    wanted = _Narrowed(
        _narrowed_to(asked, province),
        normalise(str(year)) if year is not None else asked.year,
    )
    rows, count = _numbered(connection, asked, wanted)
    each = max(_FEW, limit // max(1, len(rows)))
    left, more_left = _unresolved(connection, asked, wanted)
    return Answer(
        code,
        tuple(_document(connection, row, each) for row in rows),
        tuple(left),
        more=count - len(rows),
        more_unresolved=more_left,
    )


def _narrowed_to(asked: Asked, province: str | None) -> tuple[str, ...] | None:
    if province is not None:
        return province_names(province) or (normalise(province),)
    if asked.province is None:
        return None
    names = province_names(asked.province)
    return (*names, CENTRAL) if asked.province == _CAPITAL else names  # "Hà Nội, ngày …"


class _Narrowed(NamedTuple):
    """What documents are narrowed to: names of provinces, a year."""

    provinces: tuple[str, ...] | None
    year: str | None

    def conditions(self) -> tuple[str, list[str]]:
        """Give the conditions on a document as SQL, each begun with AND, and their values."""
        sql, values = "", []
        if self.year is not None:
            sql, values = " AND year = ?", [self.year]
        if self.provinces is not None:
            told = " OR ".join(["jurisdiction = ? OR jurisdiction LIKE ?"] * len(self.provinces))
            sql += f" AND ({told})"
            values += [value for name in self.provinces for value in (name, f"{name} / %")]
        return sql, values


def by_id(connection: sqlite3.Connection, name: str, limit: int = 200) -> Document | None:
    """Give the document with an id, with who cites it and what it cites; None where none has it."""
    row = connection.execute(f"SELECT {_COLUMNS} WHERE id = ?", (normalise(name),)).fetchone()
    return None if row is None else _document(connection, row, limit)


_COLUMNS = """
id, type, code, date, year, issuer, jurisdiction, jurisdiction_from, subject, notice,
       attachment, works
FROM documents
"""


def _numbered(
    connection: sqlite3.Connection, asked: Asked, wanted: _Narrowed
) -> tuple[list[tuple[Any, ...]], int]:
    """Give the most cited documents of a number, and how many there are."""
    narrowed, values = wanted.conditions()
    top: list[tuple[int, str]] = []
    count = 0
    for bucket in asked.buckets:
        for code, kind in fitting(connection.execute, bucket, DOCUMENTS, asked.fits):
            where = f"FROM documents WHERE bucket = ? AND code IS ? AND type IS ?{narrowed}"
            given = (bucket, code, kind, *values)
            count += connection.execute(f"SELECT count(*) {where}", given).fetchone()[0]
            top += connection.execute(
                f"SELECT works, id {where} ORDER BY works DESC, id DESC LIMIT {_DOCUMENTS}", given
            )
    ids = [name for _, name in sorted(top, reverse=True)[:_DOCUMENTS]]
    rows = connection.execute(
        f"SELECT {_COLUMNS} WHERE id IN ({_marks(ids)})"
        " ORDER BY works DESC, notice IS NULL, date, id",
        ids,
    )
    return rows.fetchall(), count


def _document(connection: sqlite3.Connection, row: tuple[Any, ...], limit: int) -> Document:
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
        cited_by=tuple(_citing(connection, name, limit)),
        cites=tuple(_cites(connection, name, *held)) if held[0] else (),
        changed_by=tuple(_changed_by(connection, name)),
    )


def _held(
    connection: sqlite3.Connection, notice: str | None, attachment: str | None
) -> Held | None:
    if notice is None:
        return None
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
# Copies are left out where the notice that stands for them says it too. The plus signs keep SQLite
# from looking through all who cite the document: it is to look into that one notice.
_NO_COPIES = """
(n.id = n.work OR NOT EXISTS (
  SELECT 1 FROM citations AS o WHERE o.notice = n.work AND +o.bucket = c.bucket
  AND +o.document IS c.document AND +o.own = 0))
"""
_NEWEST_FIRST = "c.day DESC, c.notice, c.start_char"


def _citing(connection: sqlite3.Connection, document: str, limit: int) -> list[Citing]:
    """Give who cites a document, without its own text: "Kế hoạch này", in the plan itself."""
    rows = connection.execute(
        f"SELECT {_CITING.format(_RELATION)}"
        f" WHERE c.document = ?1 AND c.own = 0 AND {_NO_COPIES} AND c.text_id NOT IN"
        " (SELECT text_id FROM citations WHERE document = ?1 AND own = 1)"
        f" ORDER BY {_NEWEST_FIRST} LIMIT ?2",
        (document, limit),
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
    connection: sqlite3.Connection, asked: Asked, wanted: _Narrowed
) -> tuple[list[Unresolved], bool]:
    """Give the newest mentions of a number that are left open, and whether there are more."""
    most = 2 * _OPEN
    if wanted.provinces is not None:
        most = _LOOKED_AT
    elif wanted.year is not None:  # most that are open tell no year
        most = 3 * most
    newest: list[tuple[str, str]] = []
    for bucket in asked.buckets:
        for code, kind in fitting(connection.execute, bucket, LEFT, asked.fits):
            newest += connection.execute(_LEFT, (bucket, code, kind, most, wanted.year))
    ids = [name for _, name in sorted(newest, reverse=True)[:most]]
    if wanted.provinces is not None:
        ids = _told_in(connection, ids, wanted.provinces)
    ids = ids[: 2 * _OPEN]
    rows = connection.execute(
        "SELECT c.unresolved, c.code, c.date, c.issuer,"
        f" {_CITING.format('c.relation')} WHERE c.id IN ({_marks(ids)}) AND {_NO_COPIES}"
        f" ORDER BY {_NEWEST_FIRST}",
        ids,
    )
    found = dict.fromkeys(
        Unresolved(reason, code, date, issuer, Citing(*citing))
        for reason, code, date, issuer, *citing in rows
    )
    told = _one_copy(found, lambda left: left.citing)
    return told[:_OPEN], len(told) > _OPEN


# Of some number of mentions, the newest, those that tell no other year.
_LEFT = """
SELECT ifnull(day, ''), id FROM (
  SELECT day, id, date FROM citations
  WHERE bucket = ?1 AND code IS ?2 AND type IS ?3 AND unresolved IS NOT NULL
  ORDER BY day DESC LIMIT ?4)
WHERE ?5 IS NULL OR ifnull(substr(date, 1, 4), ?5) = ?5
"""


def _told_in(
    connection: sqlite3.Connection, mentions: Sequence[str], provinces: Sequence[str]
) -> list[str]:
    """Give the mentions in notices of some provinces, in their order."""
    rows = connection.execute(
        "SELECT c.id FROM citations AS c JOIN notices AS n ON n.id = c.notice"
        f" WHERE c.id IN ({_marks(mentions)}) AND n.province_then IN ({_marks(provinces)})",
        (*mentions, *provinces),
    )
    told = {name for (name,) in rows}
    return [name for name in mentions if name in told]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
