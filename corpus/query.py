"""What a person types, as terms; nothing of it reaches SQLite's MATCH unquoted.

Words, "a phrase", -word or NOT word, pref* (from three letters), and document numbers in every
spelling: 771/KH-UBND, 771 kh ubnd, kh 771, kế hoạch số 771.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.fulltext import bare, exact, joined
from extractors.text import normalise

_LONGEST = 500
_MOST_TERMS = 24
_PREFIX_FROM = 3
_EXACT = "title body names"
_BARE = "title_plain body_plain names_plain"

# Codes and names of types as people type them before or after a number.
TYPE_NAMES = {
    "kh": "ke hoach", "qd": "quyet dinh", "tb": "thong bao", "ct": "chi thi", "nq": "nghi quyet",
    "nd": "nghi dinh", "tt": "thong tu", "cv": "cong van", "bc": "bao cao", "ttr": "to trinh",
    "hd": "huong dan", "ctr": "chuong trinh", "da": "de an", "kl": "ket luan", "qc": "quy che",
    "cd": "cong dien", "gm": "giay moi", "ttlt": "thong tu lien tich", "pa": "phuong an",
}  # fmt: skip


class QueryError(ValueError):
    """A query that cannot be asked; one line says why."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a hit must have, or must not: any of some runs of words."""

    runs: tuple[tuple[str, ...], ...]
    with_marks: bool = False  # the words carry diacritics and mean just these
    prefix: bool = False
    negated: bool = False
    number: str | None = None  # "kh771", where the term is a document's number
    alone: bool = False  # type and number without the body: any body's will do

    def match(self, columns: str | None = None) -> str:
        """Give the term for MATCH, over all columns of its spelling or over `columns`."""
        star = "*" if self.prefix else ""
        runs = [f'"{" ".join(run)}"{star}' for run in self.runs]
        within = columns or (_EXACT if self.with_marks else _BARE)
        asked = f"{{{within}}} : ({' OR '.join(runs)})"
        if self.alone and columns is None:
            return f'({asked} OR {{names_plain}} : "{self.number}")'
        return asked

    def pattern(self) -> re.Pattern[str]:
        """Give the expression that finds the term in a text folded as the term is.

        It also matches inside a longer word, to the left: a look back would cost it the fast
        search for its first letters.
        """
        ends = "" if self.prefix else r"(?![^\W_])"
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
        return self._without(" AND ".join(term.match() for term in self.wanted))

    def match_title(self) -> str:
        """Give the query for MATCH where titles alone are to have all terms."""
        terms = [t.match("title" if t.with_marks else "title_plain") for t in self.wanted]
        return self._without(" AND ".join(terms))

    def _without(self, wanted: str) -> str:
        return " NOT ".join([f"({wanted})", *(term.match() for term in self.unwanted)])


def parse(text: str) -> Query:
    """Understand what a person typed; QueryError where nothing is asked or too much.

    >>> [term.runs for term in parse('"kế hoạch" dong thap -xã').wanted]
    [(('kế', 'hoạch'),), (('dong',),), (('thap',),)]
    >>> parse("771/KH-UBND").wanted[0].number
    'kh771'
    """
    if len(text) > _LONGEST:
        raise QueryError(f"the query is longer than {_LONGEST} characters")
    clean = re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", " ", normalise(text))
    terms: list[Term] = []
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
            terms.append(term)
    if len(terms) > _MOST_TERMS:
        raise QueryError(f"the query has more than {_MOST_TERMS} words")
    wanted = _with_numbers([term for term in terms if not term.negated])
    if not wanted:
        raise QueryError("the query names nothing to look for")
    return Query(tuple(wanted), tuple(term for term in terms if term.negated))


def _term(text: str, *, negated: bool) -> Term | None:
    words = tuple(re.findall(r"[^\W_]+", exact(text)))
    if not words:
        return None
    with_marks = any(bare(word) != word for word in words)
    prefix = text.endswith("*") and len(words[-1]) >= _PREFIX_FROM
    code = re.fullmatch(r"(\d{1,5}[a-z]?)(?:[/-](?:19|20)\d\d)?[/-]([a-z][a-z0-9]*).*", bare(text))
    if code:
        return Term(
            _padded(tuple(map(bare, words))),
            negated=negated,
            number=joined(code[2], code[1]),
            alone=bare(text).endswith(code[2]),
        )
    return Term((words,), with_marks, prefix, negated)


def _padded(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Give a number's spellings: 2 is also written 02."""
    number, *rest = words
    bare_number = number.lstrip("0") or "0"
    spellings = dict.fromkeys((number, bare_number, bare_number.zfill(2)))
    return tuple((spelling, *rest) for spelling in spellings)


def _with_numbers(terms: list[Term]) -> list[Term]:
    """Join a type with the number beside it: "kh 771", "771 kh", "kế hoạch số 771"."""
    words = [bare(t.runs[0][0]) if _is_word(t) else None for t in terms]
    out: list[Term] = []
    at = 0
    while at < len(terms):
        joined_term, length = _number_at(words, at)
        if joined_term is None:
            out.append(terms[at])
        else:
            out.append(joined_term)
        at += length
    return out


def _is_word(term: Term) -> bool:
    return len(term.runs) == 1 and len(term.runs[0]) == 1 and not term.prefix


def _number_at(words: list[str | None], at: int) -> tuple[Term | None, int]:
    for code, name in TYPE_NAMES.items():
        for kind in ([code], name.split()):
            for so in ([], ["so"]):
                length = len(kind) + len(so) + 1
                part = words[at : at + length]
                if len(part) == length and part[:-1] == kind + so and _is_number(part[-1]):
                    return _number_term(code, kind, str(part[-1])), length
        part = words[at : at + 2]
        if len(part) > 1 and part[1] == code and _is_number(part[0]):
            return _number_term(code, [code], str(part[0])), 2
    return None, 1


def _is_number(word: str | None) -> bool:
    return bool(word and re.fullmatch(r"\d{1,5}[a-z]?", word)) and not _is_year(word)


def _is_year(word: str | None) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", word or ""))


def _number_term(code: str, kind: list[str], number: str) -> Term:
    name = TYPE_NAMES[code].split()
    runs: dict[tuple[str, ...], None] = {}
    for spelling in (run[0] for run in _padded((number,))):
        for words in ([code], name, kind):
            runs[*words, spelling] = None
            runs[*words, "so", spelling] = None
        runs[spelling, code] = None
    return Term(tuple(runs), number=joined(code, number), alone=True)
