"""What people judge of facts, in `reviews.db`: it is never made again from anything else.

A judgement is of a fact: its kind, quote and values, in one notice or attachment. When texts are
read anew, a fact that only moved keeps it; one that changed must be judged again.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlite_utils
from sqlite_utils import Migrations

from corpus import facts_rows, kept
from corpus.fields import corrected
from corpus.judged import NOTICE, Judged, fact_of, whole_text
from corpus.rows import insert, transaction
from scrapers.settings import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlite_utils import Database

VERDICTS = ("right", "wrong", "corrected")
STATUSES = ("chưa làm", "đang làm", "đã làm", "không còn phải làm")
HELD, MOVED, ASK_AGAIN, GONE = "còn nguyên", "đã dời chỗ", "hỏi lại", "không còn tin"
AS_TOLD = "máy đã đọc như đã sửa"  # a corrected fact has the right values, a wrong one is away

_LONGEST = 10_000  # characters of a note

migrations = Migrations("reviews")


@migrations(name="0001_first")
def _first(db: Database) -> None:
    db.execute("""
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,           -- in the order of judging; the newest of a fact holds
    fact TEXT NOT NULL,
    kind TEXT NOT NULL,               -- table of the fact, or 'notice'
    verdict TEXT,                     -- right, wrong, corrected
    corrections TEXT NOT NULL,        -- JSON object: field -> value
    status TEXT, note TEXT,
    made TEXT NOT NULL,               -- UTC
    notice TEXT NOT NULL, attachment TEXT, url TEXT NOT NULL,
    text_digest TEXT NOT NULL,        -- of the text as it was judged
    quote TEXT NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL,
    fields TEXT NOT NULL              -- JSON object: the values as they were judged
) STRICT""")
    db.execute("CREATE INDEX reviews_fact ON reviews(fact)")
    db.execute("CREATE INDEX reviews_notice ON reviews(notice)")


_KNOWN = frozenset({"0001_first"})


class ReviewError(ValueError):
    """A judgement that cannot be kept; one line says why."""


@dataclass(frozen=True, slots=True)
class Review:
    """The newest judgement on a fact, and how the fact is now.

    `state`: "còn nguyên", "đã dời chỗ" (the same fact, elsewhere in its text), "hỏi lại" (the
    fact is not there any more: judge what stands there now), "máy đã đọc như đã sửa", "không còn
    tin". `fact` is the id as judged, `now` that of the fact for which it holds, None for none.
    """

    fact: str
    kind: str
    verdict: str | None
    corrections: dict[str, Any]
    status: str | None
    note: str | None
    made: str
    notice: str
    url: str
    quote: str
    state: str
    now: str | None


def open_reviews(path: Path, *, create: bool = True) -> sqlite3.Connection:
    """Give a connection to the judgements, of the present schema.

    ConfigError in one line: missing (unless `create`), of a newer vanban, or no such database.
    """
    if not create and not path.exists():
        raise ConfigError(f"{path}: nothing was judged yet")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    except (OSError, sqlite3.Error) as error:
        raise ConfigError(f"{path}: {error}") from error
    try:
        _migrate(connection, path)
    except (sqlite3.Error, OSError) as error:
        connection.close()
        raise ConfigError(f"{path}: {error}") from error
    except ConfigError:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA synchronous = FULL")  # a person's work is not made again
    database = sqlite_utils.Database(connection, execute_plugins=False)
    held = set(database.table_names())
    applied = {one.name for one in migrations.applied(database)} if held else set()
    if newer := applied - _KNOWN:
        raise ConfigError(f"{path}: schema {max(newer)} is newer than this vanban knows; update it")
    if held - {"reviews", migrations.migrations_table}:
        raise ConfigError(f"{path}: a database, but not one of judgements")
    pending = [one for one in migrations.pending(database) if applied]
    if pending:
        kept.keep(connection, path, pending[0].name)
    migrations.apply(database)


def judge(
    reviews: sqlite3.Connection,
    corpus: sqlite3.Connection,
    fact: str,
    *,
    verdict: str | None = None,
    corrections: Mapping[str, str] | None = None,
    status: str | None = None,
    note: str | None = None,
) -> Review:
    """Keep what a person says of a fact, by its id; what is not said now stays as said before.

    `corrections` are fields as people write them ("deadline": "2024-04-15", empty for none); with
    them the verdict is "corrected". The id of a notice or attachment stands for its whole text:
    right says that no fact is missing. ReviewError: unknown id, field or status, a value that the
    field cannot have, or nothing said.
    """
    fact = fact.encode("utf-8", "replace").decode()
    found = fact_of(corpus, fact) or whole_text(corpus, fact) or _former(reviews, corpus, fact)
    if found is None:
        raise ReviewError(f"{fact[:60]!r}: no fact and no notice has this id")
    if not (verdict or corrections or status or note):
        raise ReviewError("nothing is said: right, wrong, corrections, a status or a note")
    if verdict is not None and verdict not in VERDICTS[:2]:
        raise ReviewError(f"verdict {verdict!r}: right or wrong; corrections make it corrected")
    if verdict and corrections:
        raise ReviewError("a fact is right, wrong, or corrected: only one of them")
    if status is not None and (status not in STATUSES or found.kind != "recommendations"):
        raise ReviewError(f"status {status[:60]!r}: of a recommendation, {', '.join(STATUSES)}")
    if note is not None and len(note) > _LONGEST:
        raise ReviewError(f"note: more than {_LONGEST} characters")
    values = _corrections(found, corrections or {})
    with transaction(reviews):
        before = _newest(reviews, found)
        row = _row(found, before, verdict, values, status, note)
        insert(reviews, "reviews", row)
    return _as_it_is(corpus, row)


def _former(reviews: sqlite3.Connection, corpus: sqlite3.Connection, fact: str) -> Judged | None:
    """Give a fact as it was judged that is not there any more: it can still be said to be wrong."""
    row = reviews.execute(
        "SELECT kind, notice, attachment, url, text_digest, quote, start_char, end_char, fields"
        " FROM reviews WHERE fact = ? ORDER BY id DESC LIMIT 1",
        (fact,),
    ).fetchone()
    if row is None or row[0] == NOTICE:
        return None
    kind, notice, attachment, url, digest, quote, start, end, fields = row
    text = corpus.execute(
        "SELECT text FROM texts WHERE notice = ? AND attachment IS ? AND current = 1",
        (notice, attachment),
    ).fetchone()
    return Judged(fact, kind, notice, attachment, url, text[0] if text else "", digest, quote,
                 start, end, json.loads(fields))  # fmt: skip


def _corrections(found: Judged, told: Mapping[str, str]) -> dict[str, Any]:
    if told and found.kind == NOTICE:
        raise ReviewError("a notice is judged right or wrong; only a fact is corrected")
    try:
        return {name: corrected(found.kind, name, value, found.text)
                for name, value in told.items()}  # fmt: skip
    except ValueError as error:
        raise ReviewError(str(error)) from error


def _row(
    found: Judged,
    before: dict[str, Any] | None,
    verdict: str | None,
    values: dict[str, Any],
    status: str | None,
    note: str | None,
) -> dict[str, Any]:
    held = before or {"verdict": None, "corrections": "{}", "status": None, "note": None}
    kept = {} if verdict else json.loads(held["corrections"])
    said = kept | values
    return {
        "fact": found.id,
        "kind": found.kind,
        "verdict": "corrected" if values else verdict or held["verdict"],
        "corrections": json.dumps(said, ensure_ascii=False),
        "status": status or held["status"],
        "note": _clean(note) if note is not None else held["note"],
        "made": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "notice": found.notice,
        "attachment": found.attachment,
        "url": found.url,
        "text_digest": found.digest,
        "quote": found.quote,
        "start_char": found.start,
        "end_char": found.end,
        "fields": json.dumps(found.fields, ensure_ascii=False),
    }


def _clean(note: str) -> str:
    """Give a note that can be stored and printed: half a surrogate pair cannot."""
    return note.encode("utf-8", "replace").decode().replace("\x00", " ").strip()


_COLUMNS = (
    "id", "fact", "kind", "verdict", "corrections", "status", "note", "made", "notice",
    "attachment", "url", "text_digest", "quote", "start_char", "end_char", "fields",
)  # fmt: skip


def _all(reviews: sqlite3.Connection, notice: str | None) -> list[dict[str, Any]]:
    """Give the newest judgement of each fact, in the order of judging."""
    rows = reviews.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM reviews"
        " WHERE id IN (SELECT max(id) FROM reviews GROUP BY fact) AND (?1 IS NULL OR notice = ?1)"
        " ORDER BY id",
        (notice,),
    )
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]


def _newest(reviews: sqlite3.Connection, found: Judged) -> dict[str, Any] | None:
    told = [one for one in _all(reviews, found.notice) if one["fact"] == found.id]
    return told[-1] if told else None


def listed(
    reviews: sqlite3.Connection,
    corpus: sqlite3.Connection,
    *,
    notice: str | None = None,
    ask_again: bool = False,
) -> list[Review]:
    """Give the judgements with the state of their facts, in the order of judging.

    A judgement on what took a fact's place answers the question, so that the other one is not
    asked again. `ask_again`: only those that must be judged anew.
    """
    told = [_as_it_is(corpus, one) for one in _all(reviews, notice)]
    newest = {one.now: one for one in told if one.now is not None}
    found = [
        one
        for one in told
        if (newest[one.now] is one if one.now is not None else not _is_answered(one, told))
    ]
    return [one for one in found if not ask_again or one.state == ASK_AGAIN]


def of_facts(path: Path, corpus: sqlite3.Connection) -> dict[str, Review]:
    """Give the judgement that holds for each fact of the corpus, by the fact's id; {} for none."""
    if not path.exists():
        return {}
    with closing(open_reviews(path)) as reviews:
        return {one.now: one for one in listed(reviews, corpus) if one.now is not None}


def _is_answered(asked: Review, told: list[Review]) -> bool:
    """Give whether another judgement is on what stands now where the asked fact stood."""
    if asked.state != ASK_AGAIN or asked.kind == NOTICE:
        return False
    mine = _words(asked.quote)
    return any(
        one.now is not None
        and (one.kind, one.notice) == (asked.kind, asked.notice)
        and (mine in _words(one.quote) or _words(one.quote) in mine)
        for one in told
    )


def _as_it_is(corpus: sqlite3.Connection, told: dict[str, Any]) -> Review:
    state, now = _state(corpus, told)
    return Review(
        told["fact"], told["kind"], told["verdict"], json.loads(told["corrections"]),
        told["status"], told["note"], told["made"], told["notice"], told["url"], told["quote"],
        state, now,
    )  # fmt: skip


def _state(corpus: sqlite3.Connection, told: dict[str, Any]) -> tuple[str, str | None]:
    if corpus.execute("SELECT 1 FROM notices WHERE id = ?", (told["notice"],)).fetchone() is None:
        return GONE, None
    if told["kind"] == NOTICE:
        whole = whole_text(corpus, told["fact"])
        if whole is None or whole.digest != told["text_digest"]:
            return ASK_AGAIN, None
        return HELD, whole.id
    same = fact_of(corpus, told["fact"]) or _same(corpus, told)
    if same is None:
        return _without(corpus, told)
    return (HELD if same.start == told["start_char"] else MOVED), same.id


def _without(corpus: sqlite3.Connection, told: dict[str, Any]) -> tuple[str, str | None]:
    """Give the state of a judgement whose fact is gone: asked again, unless all is as it says."""
    if told["verdict"] == "wrong":
        return AS_TOLD, None
    corrections = json.loads(told["corrections"])
    if corrections and (found := _same(corpus, told, corrections)):
        return AS_TOLD, found.id
    return ASK_AGAIN, None


def _same(
    corpus: sqlite3.Connection, told: dict[str, Any], corrections: Mapping[str, Any] | None = None
) -> Judged | None:
    """Give the fact with the quote and the values that were judged, under whatever id."""
    if told["kind"] not in facts_rows.TABLES:
        return None
    names = corpus.execute(
        f"SELECT f.id FROM {told['kind']} AS f JOIN texts AS t ON t.id = f.text_id"
        " WHERE f.notice = ? AND t.attachment IS ? ORDER BY abs(f.start_char - ?), f.id",
        (told["notice"], told["attachment"], told["start_char"]),
    ).fetchall()
    fields = json.loads(told["fields"]) | dict(corrections or {})
    quote = _words(str(fields.pop("quote", told["quote"])))
    for (name,) in names:
        found = fact_of(corpus, name)
        if found is None or _words(found.quote) != quote:
            continue
        if all(_is_same(found.fields[key], value) for key, value in fields.items()
               if key in found.fields):  # fmt: skip
            return found
    return None


def _is_same(held: object, told: object) -> bool:
    """Compare a stored value with a told one: lists are stored as JSON, truths as numbers."""
    if isinstance(told, list):
        return isinstance(held, str) and json.loads(held) == told
    return held == told


def _words(quote: str) -> str:
    return " ".join(quote.split())
