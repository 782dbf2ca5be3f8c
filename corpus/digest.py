"""What is new since a day for a saved search, a document or an agency, each work once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus.cite import cite
from corpus.search import Filters, search
from corpus.units import agencies, agency_of
from scrapers.settings import ConfigError
from scrapers.stamps import VIETNAM

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_LISTED = 1000  # of a search or a document, before what is old is taken out


@dataclass(frozen=True, slots=True)
class Interest:
    """What somebody wants to hear of: a search, a document's number or an agency; and filters.

    `province` is that of the notices; with a document, of the body that gave the number.
    """

    name: str
    search: str | None = None
    document: str | None = None
    agency: str | None = None
    province: str | None = None
    genre: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One work that is new: the notice that stands for it, and why it is told."""

    work: str
    title: str
    url: str
    site: str
    published: str | None
    seen: str  # when the first of its copies was first seen, UTC
    copies: int
    passage: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new of one interest, newest first; `more` says that the search found its bound."""

    interest: Interest
    since: str
    entries: tuple[Entry, ...]
    more: bool = False


def digest(connection: sqlite3.Connection, interest: Interest, since: str) -> Digest:
    """Give the works first seen on the ISO day `since` (of Vietnam) or later.

    A copy on another site of a work that was known is not new. ConfigError in one line where the
    interest names nothing or an unknown agency; QueryError where its query cannot be asked.
    """
    begun = datetime.fromisoformat(since).replace(tzinfo=VIETNAM).astimezone(UTC).isoformat()
    more = False
    filters = Filters(
        province=interest.province if interest.document is None else None,
        agency=interest.agency, genre=interest.genre, area=interest.area,
    )  # fmt: skip
    if interest.search is not None:
        results = search(connection, interest.search, filters, limit=_LISTED)
        told = {hit.work: " ".join(hit.passage.split()) for hit in results.hits}
        more = results.more
    elif interest.document is not None:
        answer = cite(connection, interest.document, interest.province, limit=_LISTED)
        told = {c.work: " ".join(c.quote.split()) for d in answer.documents for c in d.cited_by}
    elif interest.agency is not None:
        told = _of_agency(connection, interest.agency, begun)
    else:
        raise ConfigError(f"{interest.name}: one of search, document or agency is wanted")
    return Digest(interest, since, tuple(_new(connection, told, filters, begun)), more)


def _of_agency(connection: sqlite3.Connection, agency: str, begun: str) -> dict[str, str]:
    """What is new that cites a document of the body, or tells what it is to do."""
    key = agency_of(agency)
    if key is None:
        raise ConfigError(f"agency {agency!r}: no body of that name or code is known")
    names = agencies()[key]["names"]
    rows = connection.execute(
        "SELECT n.work, c.quote FROM citations AS c JOIN notices AS n ON n.id = c.notice"
        " WHERE c.issuer_id = ?1 AND n.first_seen >= ?2 UNION ALL"
        " SELECT n.work, r.quote FROM recommendations AS r JOIN notices AS n ON n.id = r.notice"
        " WHERE n.first_seen >= ?2 AND EXISTS (SELECT 1 FROM json_each(?3) AS name"
        " WHERE instr(ifnull(r.addressee, '') || ' ' || ifnull(r.agent, ''), name.value))",
        (key, begun, json.dumps(names, ensure_ascii=False)),
    )
    told: dict[str, str] = {}
    for work, quote in rows:
        told.setdefault(work, " ".join(quote.split()))
    return told


def _new(
    connection: sqlite3.Connection, told: dict[str, str], filters: Filters, begun: str
) -> Iterable[Entry]:
    """Give the works of which no copy was there before, and some copy is what is wanted."""
    wanted, values = filters.conditions()
    rows = connection.execute(
        "SELECT n.work, s.title, s.url, s.site, s.published, min(n.first_seen) AS seen, count(*)"
        " FROM json_each(?) AS asked JOIN notices AS n ON n.work = asked.value"
        " JOIN notices AS s ON s.id = n.work GROUP BY n.work"
        f" HAVING seen >= ? AND max(1 {wanted})"
        " ORDER BY s.published IS NULL, s.published DESC, n.work",
        (json.dumps(list(told)), begun, *values),
    )
    for work, title, url, site, published, seen, copies in rows:
        yield Entry(work, title, url, site, published, seen, copies, told[work])
