"""What was recommended to whom, by when, and what the corpus knows of it since.

The words of `STATES` are all that is ever said: that something was done, nobody can read here.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from corpus.bodies import bodies_in
from corpus.directing import Directing, Documents, Links
from corpus.due import Due, due_on
from corpus.filters import Filters
from corpus.fulltext import bare
from corpus.results import Asked, Passage, Results
from corpus.task_rows import (
    COLUMNS,
    FOLLOWED,
    KINDS,
    NO_DEADLINE,
    NOT_YET,
    OVERDUE,
    SOON,
    STATES,
    TaskFilters,
    TaskRow,
    TasksError,
)
from corpus.told import TOLD, Told, groups
from corpus.units import agencies
from extractors.text import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

__all__ = [
    "COLUMNS", "FOLLOWED", "KINDS", "NOT_YET", "NO_DEADLINE", "OVERDUE", "SOON", "STATES",
    "TaskFilters", "TaskRow", "TasksError", "rows", "today",
]  # fmt: skip

SOON_DAYS = 15

_TARGET = re.compile(
    r"(?<!\w)(?:đạt|phấn đấu|tối thiểu|ít nhất|trên|từ|nâng|giảm|tăng|giữ|duy trì|tỷ lệ)(?!\w)"
    r".{0,80}?\d[\d.,]*\s*(?:%|phần trăm|điểm(?!\s+(?:phục|cầu)))"
)


def today() -> str:
    """Give the ISO day that it is in Vietnam."""
    return datetime.now(timezone(timedelta(hours=7))).date().isoformat()


def rows(
    connection: sqlite3.Connection,
    filters: TaskFilters | None = None,
    as_of: str | None = None,
    *,
    limit: int | None = None,
) -> list[TaskRow]:
    """Give what is to be done, as it stands on an ISO day (today), what is due next first.

    Then what is overdue, latest first, then what has no day. A directive that several pages tell
    is one row; what was given later than `as_of` is none. TasksError for an unknown state or kind.
    """
    asked = filters or TaskFilters()
    found = _rows(connection, asked, as_of or today())
    return [replace(row, number=at) for at, row in enumerate(islice(found, limit), 1)]


class _Task(NamedTuple):
    fact: Told
    told: tuple[Told, ...]
    document: Directing | None
    due: Due
    given: str | None


def _rows(connection: sqlite3.Connection, asked: TaskFilters, as_of: str) -> Iterator[TaskRow]:
    sql, values = Filters(province=asked.province).conditions()
    sql += " AND ifnull(n.published, '') <= ?"
    values.append(as_of)
    if asked.since is not None or asked.until is not None:  # what has no day may be counted
        sql += " AND (r.deadline BETWEEN ? AND ? OR (r.deadline IS NULL"
        sql += " AND r.deadline_kind IS NOT NULL))"
        values += [asked.since or "", asked.until or "9999-12-31"]
    facts = map(Told._make, connection.execute(TOLD.format(sql), values).fetchall())
    wanted = [fact for fact in facts if _kind(fact) in asked.kinds and _is_of(fact, asked.agency)]
    documents = Documents(connection)
    tasks = []
    for told in groups(wanted):
        fact = min(told, key=lambda one: _rank(one, documents.of(one)))
        document = documents.of(fact)
        given = (document.date if document and document.held else None) or fact.published
        if given is not None and given > as_of:
            continue
        signed = document.date if document and document.held else None
        due = due_on(fact.deadline, fact.deadline_text, fact.deadline_kind, signed, given, as_of)
        if _is_within(due.day, asked):
            tasks.append(_Task(fact, tuple(told), document, due, given))
    tasks.sort(key=lambda task: _urgency(task, as_of))
    results, links = Results(connection), Links(connection)
    for task in tasks:
        passages = _results(task, results, as_of)
        state = FOLLOWED if passages else _state(task.due.day, as_of)
        if asked.state in {None, state}:
            yield _row(task, state, passages, links, as_of)


def _state(due: str | None, as_of: str) -> str:
    """Give the state by the day alone; a thing is in time on the day itself.

    >>> _state("2024-04-15", "2024-04-15"), _state("2024-04-15", "2024-03-30")
    ('sắp đến hạn', 'chưa đến hạn')
    """
    if due is None:
        return NO_DEADLINE
    if due < as_of:
        return OVERDUE
    ahead = date.fromisoformat(due) - date.fromisoformat(as_of)
    return SOON if ahead.days <= SOON_DAYS else NOT_YET


def _urgency(task: _Task, as_of: str) -> tuple[int, int, str, int]:
    due, fact = task.due.day, task.fact
    if due is None:
        return 2, 0, fact.notice, fact.start
    ordinal = date.fromisoformat(due).toordinal()
    return (1, -ordinal, fact.quote, 0) if due < as_of else (0, ordinal, fact.quote, 0)


def _kind(fact: Told) -> str:
    """Give target for a figure to be reached, whoever sets it; else task or commitment."""
    if _TARGET.search(fold(fact.quote)):
        return "target"
    return "commitment" if fact.kind == "commitment" else "task"


def _is_within(due: str | None, asked: TaskFilters) -> bool:
    if asked.since is None and asked.until is None:
        return True
    return due is not None and (asked.since or "") <= due <= (asked.until or "9999-12-31")


def _is_of(fact: Told, agency: str | None) -> bool:
    """Give whether a body is to act or to help: by its words, or by any name that it has."""
    if agency is None:
        return True
    told = [fact.lead or "", *json.loads(fact.partners)]
    asked = bare(agency).strip()
    if any(asked in bare(name) for name in told):
        return True
    keys = _keys_of(asked)
    named = (bodies_in(name, fact.province_then, fact.published) for name in told)
    return any(body.key in keys for bodies in named for body in bodies)


@lru_cache(maxsize=64)
def _keys_of(asked: str) -> frozenset[str]:
    """Give the bodies that a folded name, key or code may mean."""
    known = {
        key: (key, *_strings(body["names"]), *_strings(body["codes"]))
        for key, body in agencies().items()
    }
    return frozenset(key for key, names in known.items() if asked in map(bare, names))


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _rank(fact: Told, document: Directing | None) -> tuple[bool, bool, str, str]:
    """The document itself tells a directive best, then what has a day, then the first told."""
    held = document is not None and document.held
    return not held, fact.deadline is None, fact.published or "9999", fact.id


def _results(task: _Task, results: Results, as_of: str) -> tuple[Passage, ...]:
    fact = task.fact
    if task.given is None:
        return ()  # nobody knows what is later
    partners = tuple(json.loads(fact.partners))
    without = (fact.deadline_text, fact.addressee, fact.agent, *partners)
    asked = Asked(
        quote=fact.quote,
        without=tuple(part for part in without if part),
        bodies=bodies_in(fact.lead or "", fact.province_then or fact.province_now, task.given),
        actor=fact.lead,
        document=task.document.id if task.document else None,
        works=frozenset(one.work for one in task.told),
        province=fact.province_then or fact.province_now,
        since=max(task.given, task.due.since or ""),
        until=as_of,
    )
    return results.passages(asked)


def _row(
    task: _Task, state: str, passages: tuple[Passage, ...], links: Links, as_of: str
) -> TaskRow:
    fact, document = task.fact, task.document
    repeats, repeated_by = links.repeats(task.told)
    counted = {"relative": "ngày văn bản", "recurring": "định kỳ"}.get(fact.deadline_kind or "")
    due_from = "text" if fact.deadline else counted
    return TaskRow(
        number=0,
        content=" ".join(fact.quote.split()),
        document=document.name() if document else None,
        lead=fact.lead,
        partners=tuple(json.loads(fact.partners)),
        due=task.due.day,
        deadline_text=fact.deadline_text,
        state=state,
        quote=fact.quote,
        page=fact.page,
        url=fact.url,
        kind=_kind(fact),
        due_from=due_from if task.due.day else None,
        agent=fact.agent,
        direction=fact.direction,
        area=fact.area,
        fact=fact.id,
        start=fact.start,
        end=fact.end,
        text_id=fact.text_id,
        notice=fact.notice,
        work=fact.work,
        title=fact.title,
        site=fact.site,
        genre=fact.genre,
        published=fact.published,
        province_then=fact.province_then,
        province_now=fact.province_now,
        pages=links.pages(one.work for one in task.told),
        results=passages,
        changed_by=links.changed_by(document.id, as_of) if document else (),
        repeats=repeats,
        repeated_by=repeated_by,
    )
