"""What a person types, as terms; nothing of it reaches SQLite's MATCH unquoted.

Words, "a phrase", -word or NOT word, pref* (from three letters), and document numbers in every
spelling: 771/KH-UBND, 771 kh ubnd, kh 771, kế hoạch số 771.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from corpus.folding import bare, exact
from corpus.numbers import Number, number_at
from extractors.text import normalise

if TYPE_CHECKING:
    import sqlite3

    from corpus.clock import Clock

_LONGEST = 500
_MOST_TERMS = 24
_PREFIX_FROM = 3
_MOST_WORDS = 200  # that a beginning stands for
_EXACT = "title body names"
_BARE = "title_plain body_plain names_plain"


class QueryError(ValueError):
    """A query that cannot be asked; one line says why."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a hit must have, or must not: any of some runs of words."""

    runs: tuple[tuple[str, ...], ...]
    with_marks: bool = False  # the words carry diacritics and mean just these
    prefix: bool = False
    negated: bool = False
    number: Number | None = None  # where the term is a document's number
    stands_for: tuple[str, ...] = ()  # the words of the corpus that begin so, where it is a prefix

    def match(self, columns: str | None = None) -> str:
        """Give the term for MATCH, over all columns of its spelling or over `columns`."""
        within = columns or (_EXACT if self.with_marks else _BARE)
        if self.number is not None and columns is None:
            asked = f'{{names_plain}} : "{self.number.word()}"'
        else:
            asked = f"{{{within}}} : ({' OR '.join(self._runs())})"
        if self.number is not None and self.number.year:
            return f'({asked} AND {{{within}}} : "{self.number.year}")'
        return asked

    def _runs(self) -> list[str]:
        if not self.prefix:
            return [f'"{" ".join(run)}"' for run in self.runs]
        if not self.stands_for:
            return [f'"{" ".join(run)}"*' for run in self.runs]
        return [f'"{" ".join((*r[:-1], word))}"' for r in self.runs for word in self.stands_for]

    def pattern(self) -> re.Pattern[str]:
        """Give the expression that finds the term in a text folded as the term is.

        It also matches inside a longer word, to the left: a look back would cost it the fast
        search for its first letters.
        """
        ends = "" if self.prefix else r"(?![^\W_])"
        if self.number is not None:
            return _compiled(self.number.pattern() + ends)
        runs = [r"[\W_]+".join(map(re.escape, run)) for run in self.runs]
        return _compiled((f"(?:{'|'.join(runs)})" if len(runs) > 1 else runs[0]) + ends)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood: `wanted` all of them, `unwanted` none."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]

    def pairs(self) -> tuple[Term, ...]:
        """Give what two words beside each other make: most words of Vietnamese are two syllables.

        A text that has them side by side is nearer to what was asked than one that has each.

        >>> [term.runs for term in parse("dong thap 2024").pairs()]
        [(('dong', 'thap'),), (('thap', '2024'),)]
        """
        singles = [term if _is_word(term) else None for term in self.wanted]
        return tuple(
            Term(((*one.runs[0], *other.runs[0]),), one.with_marks or other.with_marks)
            for one, other in pairwise(singles)
            if one and other
        )

    def match(self) -> str:
        """Give the query for MATCH over title, body and names."""
        wanted = " AND ".join(term.match() for term in self.wanted)
        return f"({wanted}) NOT ({self.match_unwanted()})" if self.unwanted else f"({wanted})"

    def match_title(self) -> str:
        """Give the query for MATCH where titles alone are to have all that is wanted."""
        terms = [t.match("title" if t.with_marks else "title_plain") for t in self.wanted]
        return f"({' AND '.join(terms)})"

    def match_unwanted(self) -> str | None:
        """Give what no hit has, for MATCH; None where nothing is excluded."""
        return " OR ".join(term.match() for term in self.unwanted) or None


def parse(text: str) -> Query:
    """Understand what a person typed; QueryError where nothing is asked or too much.

    >>> [term.runs for term in parse('"kế hoạch" dong thap -xã').wanted]
    [(('kế', 'hoạch'),), (('dong',),), (('thap',),)]
    >>> parse("771/KH-UBND").wanted[0].number.word()
    '771khubnd'
    """
    if len(text) > _LONGEST:
        raise QueryError(f"the query is longer than {_LONGEST} characters")
    clean = _whole_numbers(re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", normalise(text)))
    terms: list[tuple[str | None, Term]] = []
    negate = False
    for found in re.finditer(r'(-(?=[^\W\d_]|"))?(?:"([^"]*)(?:"|$)|([^\s"]+))', clean):
        minus, phrase, word = found.groups()
        minus = minus if not found.start() or clean[found.start() - 1].isspace() else None
        if word == "NOT":
            negate = True
            continue
        term = _term(phrase if word is None else word, negated=negate or minus is not None)
        negate = False
        if term:
            is_word = word is not None and not term.prefix
            terms.append((_typed(word) if is_word else None, term))
    if len(terms) > _MOST_TERMS:
        raise QueryError(f"the query has more than {_MOST_TERMS} words")
    joined = _with_numbers(terms)
    wanted = tuple(term for term in joined if not term.negated)
    if not wanted:
        raise QueryError("the query names nothing to look for")
    return Query(wanted, tuple(term for term in joined if term.negated))


def _typed(word: str) -> str:
    """Give a word as a number may be read from it: "SỐ:" is "so"."""
    return re.sub(r"^[\W_]+|[\W_]+$", "", bare(word))


def _whole_numbers(text: str) -> str:
    """Take the spaces out of "771 / KH - UBND": a number is read as one word."""
    text = re.sub(r"(?<![\w/])(\d{1,5}[a-zđ]?)\s*/\s*(?=[A-Za-zĐđ\d])", r"\1/", text)
    return re.sub(r"(?<!\S)(\d[\w/]*/[\w&]+)\s*[-–]\s*(?=[^\W\d_])", r"\1-", text)


def _term(text: str, *, negated: bool) -> Term | None:
    words = tuple(re.findall(r"[^\W_]+", exact(text)))
    if not words:
        return None
    with_marks = any(bare(word) != word for word in words)
    prefix = text.endswith("*") and len(words[-1]) >= _PREFIX_FROM
    return Term((words,), with_marks, prefix, negated)


def _with_numbers(terms: list[tuple[str | None, Term]]) -> list[Term]:
    """Join what says a document's number: "kh 771", "771 kh ubnd", "kế hoạch số 771 năm 2024"."""
    out: list[Term] = []
    for negated, alike in groupby(terms, key=lambda each: each[1].negated):
        told = list(alike)
        words = [word for word, _ in told]
        at = 0
        while at < len(told):
            found = number_at(words, at)
            if found is None:
                out.append(told[at][1])
                at += 1
                continue
            number, length = found
            out.append(Term(number.runs(), negated=negated, number=number))
            at += length
    return out


def _is_word(term: Term) -> bool:
    return term.number is None and not term.prefix and [*map(len, term.runs)] == [1]


def expanded(connection: sqlite3.Connection, query: Query, clock: Clock) -> Query:
    """Give the query with the words of the corpus that its beginnings stand for.

    SQLite would put together all places of all these words before it gives the first row.
    """
    return Query(
        tuple(_expanded(connection, term, clock) for term in query.wanted),
        tuple(_expanded(connection, term, clock) for term in query.unwanted),
    )


def _expanded(connection: sqlite3.Connection, term: Term, clock: Clock) -> Term:
    if not term.prefix:
        return term
    begin = term.runs[0][-1]
    rows = clock.rows(
        connection,
        "SELECT word FROM fulltext_words WHERE word >= ? AND word < ? ORDER BY length(word), word"
        " LIMIT ?",
        (begin, begin + "\U0010ffff", _MOST_WORDS),
    )
    return replace(term, stands_for=tuple(word for (word,) in rows) or (begin,))
