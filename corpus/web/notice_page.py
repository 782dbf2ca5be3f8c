"""What the page of one notice shows: its texts, and the facts with their places."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.web import words
from corpus.web.marking import Place, marked

if TYPE_CHECKING:
    import sqlite3

    from markupsafe import Markup

_LONGEST = 200_000  # characters of one text that are shown
_LISTED = 100  # facts of one kind that are listed of one text

# Kinds of facts in the order they are listed, with what is told of each besides its quote.
_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "citations": ("Viện dẫn", ("relation", "date", "issuer", "subject", "unresolved")),
    "scores": (
        "Kết quả đo lường",
        ("indicator", "name", "subject", "period", "comparator", "value", "unit", "rank", "ranked",
         "grade", "scope", "stage"),
    ),
    "recommendations": (
        "Kiến nghị, chỉ đạo, nhiệm vụ",
        ("kind", "agent", "addressee", "deadline", "deadline_text", "area"),
    ),
    "findings": ("Tồn tại, hạn chế", ("subject", "area")),
    "dates": ("Mốc thời gian", ("first", "last")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One fact: its quote, what was understood of it, and the document that it means."""

    id: str
    quote: str
    about: tuple[tuple[str, str], ...]  # name and value, both as read out
    document: str | None
    file_page: int | None


@dataclass(frozen=True, slots=True)
class Kind:
    """The facts of one kind in one text; `more` are not listed."""

    table: str
    title: str
    facts: tuple[Told, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ShownText:
    """The page's own text (no attachment), or a file's, with its facts."""

    id: str
    attachment: str | None
    body: Markup
    cut: int  # characters that are not shown
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class File:
    """An attachment: its name and address, and why there is no text of it."""

    name: str
    url: str
    problem: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """Another page that publishes the same work."""

    id: str
    site: str
    url: str


class Head(NamedTuple):
    """What is told of a notice besides its texts, as the corpus holds it."""

    title: str
    url: str
    site: str
    site_title: str | None
    published: str | None
    author: str | None
    genre: str
    province_then: str | None
    province_now: str | None
    withdrawn: str | None


@dataclass(frozen=True, slots=True)
class NoticePage:
    """Everything that the page of a notice shows."""

    id: str
    head: Head
    areas: tuple[str, ...]  # as read out
    texts: tuple[ShownText, ...]
    files: tuple[File, ...]
    copies: tuple[Copy, ...]
    copies_count: int
    documents: tuple[tuple[str, str], ...]  # id and name of the documents published here


def read(connection: sqlite3.Connection, notice: str) -> NoticePage | None:
    """Give what the page of a notice shows, None where there is no such notice."""
    row = connection.execute(
        "SELECT n.title, n.url, n.site, s.title, n.published, n.author, n.genre, n.province_then,"
        " n.province_now, n.withdrawn, n.areas, n.work"
        " FROM notices AS n JOIN sites AS s ON s.name = n.site WHERE n.id = ?",
        (notice,),
    ).fetchone()
    if row is None:
        return None
    *told, areas, work = row
    return NoticePage(
        notice,
        Head(*told),
        areas=tuple(words.value("area", key) for key in json.loads(areas)),
        texts=tuple(_texts(connection, notice)),
        files=tuple(_files(connection, notice)),
        copies=tuple(_copies(connection, notice, work)),
        copies_count=_count(connection, work),
        documents=tuple(_documents(connection, notice)),
    )


def _texts(connection: sqlite3.Connection, notice: str) -> list[ShownText]:
    rows = connection.execute(
        "SELECT t.id, a.name, substr(t.text, 1, ?), length(t.text) FROM texts AS t"
        " LEFT JOIN attachments AS a ON a.id = t.attachment"
        " WHERE t.notice = ? AND t.current = 1 ORDER BY a.position IS NOT NULL, a.position",
        (_LONGEST, notice),
    ).fetchall()
    return [_text(connection, *row) for row in rows]


def _text(
    connection: sqlite3.Connection, name: str, attachment: str | None, text: str, length: int
) -> ShownText:
    kinds: list[Kind] = []
    places: list[Place] = []
    for table, (title, columns) in _KINDS.items():
        document = "document" if table == "citations" else "NULL"
        rows = connection.execute(
            f"SELECT id, start_char, end_char, quote, page, {document}, {', '.join(columns)}"
            f" FROM {table} WHERE text_id = ? ORDER BY start_char, end_char, id",
            (name,),
        ).fetchall()
        places += [Place(row[1], row[2], table, row[0]) for row in rows]
        if rows:
            told = tuple(_told(table, columns, row) for row in rows[:_LISTED])
            kinds.append(Kind(table, title, told, len(rows) - len(told)))
    return ShownText(
        name, attachment, marked(text, places), max(0, length - len(text)), tuple(kinds)
    )


def _told(table: str, columns: tuple[str, ...], row: tuple[Any, ...]) -> Told:
    identity, _, _, quote, page, document, *cells = row
    values = dict(zip(columns, cells, strict=True))
    if table == "scores":
        _join_measures(values)
    if values.get("deadline"):
        values.pop("deadline_text")
    about = tuple(
        (words.column(name, table), words.value(name, told, table))
        for name, told in values.items()
        if told is not None
    )
    return Told(identity, " ".join(quote.split()), about, document, page)


def _join_measures(values: dict[str, Any]) -> None:
    """Write value and unit, rank and number of ranked, as one value each: 88,52%, 3/19."""
    comparator, unit = values.pop("comparator"), values.pop("unit")
    if values["value"] is not None:
        sign = "" if comparator == "=" else f"{comparator} "
        after = "%" if unit == "%" else f" {unit}" if unit else ""
        values["value"] = f"{sign}{words.number(values['value'])}{after}"
    ranked = values.pop("ranked")
    if values["rank"] is not None and ranked is not None:
        values["rank"] = f"{values['rank']}/{ranked}"


def _files(connection: sqlite3.Connection, notice: str) -> list[File]:
    rows = connection.execute(
        "SELECT name, url, problem FROM attachments WHERE notice = ? ORDER BY position", (notice,)
    )
    return [File(*row) for row in rows]


def _copies(connection: sqlite3.Connection, notice: str, work: str) -> list[Copy]:
    rows = connection.execute(
        "SELECT n.id, ifnull(s.title, n.site), n.url FROM notices AS n"
        " JOIN sites AS s ON s.name = n.site"
        " WHERE n.work = ? AND n.id <> ? ORDER BY n.site, n.id LIMIT 20",
        (work, notice),
    )
    return [Copy(*row) for row in rows]


def _count(connection: sqlite3.Connection, work: str) -> int:
    count: int = connection.execute(
        "SELECT count(*) FROM notices WHERE work = ?", (work,)
    ).fetchone()[0]
    return count


def _documents(connection: sqlite3.Connection, notice: str) -> list[tuple[str, str]]:
    rows = connection.execute(
        "SELECT id, type, code, subject FROM documents WHERE notice = ? ORDER BY code, id",
        (notice,),
    )
    return [(name, words.document_name(*told)) for name, *told in rows]
