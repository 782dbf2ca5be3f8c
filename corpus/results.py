"""Passages of later texts that may tell the result of a directive. They prove nothing.

A passage counts where the body that was told to act says, later, in the words of the directive,
that something was done; or where a text that cites the directing document says so of that body.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from corpus.bodies import Body, bodies_in, body_of_symbol, goes_on
from corpus.units import CENTRAL, province_at
from corpus.wording import FEW, pairs_of, share, subject_of
from extractors.sentences import split
from extractors.text import blocks, fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

_ENOUGH = 0.5  # of the subject's weight
_SHOWN = 5  # passages of one task
_CITING = 300  # texts that cite one document, newest first
_READ = 20_000  # texts that are remembered
_LONGEST = 900  # characters of a passage; a longer one is a table that was read as a sentence
# Says that it is still to be done, or that somebody else is told to do it.
_NOT_DONE = re.compile(
    r"(?<!\w)(?:chưa|sẽ|cần|phải|yêu cầu|đề nghị|kiến nghị|tiếp tục|phấn đấu|dự kiến|thời gian tới"
    r"|phương hướng|mục tiêu|không (?:thực hiện|hoàn thành|đạt|kịp|bảo đảm|đảm bảo)|chậm)(?!\w)"
)
_DONE = re.compile(
    r"(?<!\w)(?:đã|hoàn thành|kết quả|đạt|xong|được|ban hành|thực hiện|tổ chức|đến nay|có \d)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """What a later text says that may be the result; `quote` is exactly `text[start:end]`.

    `score`: how much of the directive's words it has, 0 to 1. `why`: "cơ quan được giao" or
    "viện dẫn văn bản giao". `day`: of the document, else of the notice's publication.
    """

    score: float
    quote: str
    start: int
    end: int
    page: int | None
    text_id: str
    notice: str
    title: str
    url: str
    day: str
    code: str | None
    why: str


class Asked(NamedTuple):
    """What results are looked for: a directive, and days between which a text is later than it."""

    quote: str
    without: tuple[str, ...]
    bodies: tuple[Body, ...]  # who is to act; none: whoever cites the document
    actor: str | None  # as written
    document: str | None
    works: frozenset[str]  # publications of the directive itself
    province: str | None
    since: str  # a result's day is later
    until: str


class _Told(NamedTuple):
    """A text with its day, and the body that speaks in it."""

    text_id: str
    notice: str
    work: str
    title: str
    url: str
    day: str
    code: str | None
    body: Body | None
    reports: bool  # a report or a document: it need not say "đã"


_TEXTS = """
SELECT t.id, n.id, n.work, n.title, n.url, coalesce(c.date, d.date, n.published), c.code,
       c.issuer, c.issuer_id, c.symbol, d.jurisdiction, c.id IS NOT NULL, n.genre, n.province_now,
       s.agency, s.province
FROM notices AS n
JOIN texts AS t ON t.notice = n.id AND t.current = 1
JOIN sites AS s ON s.name = n.site
LEFT JOIN citations AS c ON c.id = ifnull(
  (SELECT o.id FROM citations AS o WHERE o.text_id = t.id AND o.own = 1
   ORDER BY o.start_char, o.id LIMIT 1),
  (SELECT o.id FROM citations AS o WHERE o.notice = n.id AND o.own = 1
   ORDER BY o.start_char, o.id LIMIT 1))
LEFT JOIN documents AS d ON d.id = c.document
"""


# The sentences of a text, each with its span, folded words and pairs; and the pairs of all.
_Sentence = tuple[int, int, str, frozenset[str]]
_Sentences = tuple[tuple[_Sentence, ...], frozenset[str]]


class Results:
    """Finds results, and keeps what it read of a province for the next task."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._of_province: dict[str | None, Mapping[str, list[_Told]]] = {}
        self._sentences: dict[str, _Sentences] = {}

    def passages(self, asked: Asked) -> tuple[Passage, ...]:
        """Give the best passages, at most five, the most alike first."""
        subject = subject_of(asked.quote, asked.without)
        if not subject:
            return ()
        found: dict[tuple[str, str], Passage] = {}
        for told, why, actors in self._candidates(asked):
            if not asked.since < told.day <= asked.until or told.work in asked.works:
                continue
            best = self._best(told, subject, why, actors)
            if best is not None:
                key = (told.work, " ".join(best.quote.split()))
                found[key] = max(best, found.get(key, best), key=lambda p: (p.score, p.text_id))
        ranked = sorted(found.values(), key=lambda p: (-p.score, p.day, p.text_id, p.start))
        return tuple(ranked[:_SHOWN])

    def _candidates(self, asked: Asked) -> Iterator[tuple[_Told, str, tuple[str, ...]]]:
        """Give later texts with why they are one, and who must be named in the passage."""
        for body in asked.bodies:
            for told in self._spoken_by(body, asked):
                yield told, "cơ quan được giao", ()
        if asked.document is None:
            return
        for told in self._citing(asked.document):
            if told.body is None or not asked.bodies:
                named = () if not asked.bodies else _names(asked)
            elif any(_is(body, told) for body in asked.bodies):
                named = ()
            else:
                named = _names(asked)
            yield told, "viện dẫn văn bản giao", named

    def _spoken_by(self, body: Body, asked: Asked) -> Iterator[_Told]:
        central = body.jurisdiction == CENTRAL
        now = province_at(asked.province, "9999-12-31").now
        for province in (now, None) if central and now else (now,):
            for key in {body.key, goes_on(body, asked.until).key}:
                told = self._texts_of(province).get(key, ())
                yield from (
                    text
                    for text in told
                    if asked.since < text.day <= asked.until and _is(body, text)
                )

    def _texts_of(self, province: str | None) -> Mapping[str, list[_Told]]:
        if province not in self._of_province:
            by_body: dict[str, list[_Told]] = defaultdict(list)
            rows = self._connection.execute(
                _TEXTS + "WHERE n.province_now IS ? AND n.id = n.work", (province,)
            )
            for told in map(_told, rows):
                if told is not None and told.body is not None:
                    by_body[told.body.key].append(told)
            self._of_province[province] = by_body
        return self._of_province[province]

    def _citing(self, document: str) -> Iterator[_Told]:
        rows = self._connection.execute(
            _TEXTS + "WHERE t.id IN (SELECT text_id FROM citations WHERE document = ? AND own = 0"
            " ORDER BY day DESC LIMIT ?)",
            (document, _CITING),
        )
        yield from (told for told in map(_told, rows) if told is not None)

    def _best(
        self, told: _Told, subject: Mapping[str, float], why: str, actors: tuple[str, ...]
    ) -> Passage | None:
        best: tuple[float, int, int, str] | None = None
        sentences, every_pair = self._read(told.text_id)
        if len(every_pair.intersection(subject)) < FEW:
            return None
        for start, end, folded, pairs in sentences:
            score = round(share(subject, pairs), 2)
            if score < _ENOUGH or (best is not None and score <= best[0]):
                continue
            if actors and not any(actor in folded for actor in actors):
                continue
            if told.reports or _DONE.search(folded):
                best = score, start, end, folded
        if best is None:
            return None
        score, start, end, _ = best
        quote, page = self._quoted(told.text_id, start, end)
        return Passage(score, quote, start, end, page, told.text_id, told.notice, told.title,
                       told.url, told.day, told.code, why)  # fmt: skip

    def _read(self, text_id: str) -> _Sentences:
        """Give the sentences of a text that may tell a result: no order, plan or shortcoming."""
        if text_id not in self._sentences:
            if len(self._sentences) > _READ:
                self._sentences.clear()
            (text,) = self._connection.execute(
                "SELECT text FROM texts WHERE id = ?", (text_id,)
            ).fetchone()
            told = self._connection.execute(
                "SELECT start_char, end_char FROM recommendations WHERE text_id = ?1"
                " UNION SELECT start_char, end_char FROM findings WHERE text_id = ?1",
                (text_id,),
            ).fetchall()
            found = tuple(_sentences(text, told))
            self._sentences[text_id] = found, frozenset().union(*(pairs for *_, pairs in found))
        return self._sentences[text_id]

    def _quoted(self, text_id: str, start: int, end: int) -> tuple[str, int | None]:
        row = self._connection.execute(
            "SELECT substr(text, ?1, ?2), (SELECT count(*) FROM json_each(pages) WHERE value < ?1)"
            " FROM texts WHERE id = ?3",
            (start + 1, end - start, text_id),
        ).fetchone()
        return row[0], row[1] or None


def _sentences(text: str, told: list[tuple[int, int]]) -> Iterator[_Sentence]:
    for start, end in split(text, blocks(text)):
        if end - start > _LONGEST or any(a < end and start < b for a, b in told):
            continue
        folded = fold(text[start:end])
        if not _NOT_DONE.search(folded):
            yield start, end, folded, pairs_of(folded)


def _told(row: tuple[str | None, ...]) -> _Told | None:
    """Give a text with its speaker; None where nobody knows when it was said."""
    (text_id, notice, work, title, url, day, code, issuer, issuer_id, symbol, jurisdiction, own,
     genre, province, agency, site_province) = row  # fmt: skip
    if day is None:
        return None
    reports = bool(own) or genre in {"report", "document", "document_page"}
    body: Body | None
    if own:
        body = _issuer(issuer, issuer_id, symbol, jurisdiction, province, day)
    else:
        named = bodies_in(str(title), province, day) or bodies_in(agency or "", site_province, day)
        body = named[0] if named else None
    return _Told(str(text_id), str(notice), str(work), str(title), str(url), day, code, body,
                 reports)  # fmt: skip


def _issuer(
    issuer: str | None,
    issuer_id: str | None,
    symbol: str | None,
    jurisdiction: str | None,
    province: str | None,
    day: str,
) -> Body | None:
    named = bodies_in(issuer, province, day) if issuer else ()
    key = issuer_id or (named[0].key if named else body_of_symbol(symbol))
    if key is None:
        return None
    return Body(key, (named[0].jurisdiction if named else None) or jurisdiction or province)


def _is(body: Body, told: _Told) -> bool:
    """Give whether a text is of a body, or of the one that does its work on that day."""
    return told.body == goes_on(body, told.day)


def _names(asked: Asked) -> tuple[str, ...]:
    """Give what a passage may call the body: as the directive does, person left out."""
    folded = fold(asked.actor or "")
    bare = re.sub(r"^(?:giám đốc|chủ tịch|thủ trưởng|chánh|trưởng|phó \w+)\s+", "", folded)
    return tuple(name for name in (folded, bare) if name)
