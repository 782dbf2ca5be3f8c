"""The number of a document as a person types or pastes it, in any spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.folding import bare, exact
from corpus.identity import name_key, number_key
from corpus.number_words import type_names
from corpus.query import QueryError
from extractors.text import normalise, word_list

_LONGEST = 300
_NUMBER = re.compile(r"(?<![a-z\d])\d{1,5}[a-z]?(?![a-z\d])")
_GLUED = re.compile(r"\d{1,5}(?=[a-z]{2})|(?<=[a-z])\d{1,5}(?!\d)")  # 771KH-UBND, KH771
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What may follow a number: its year and the symbol, "/2017/TT-VPCP".
_TAIL = re.compile(r"\s*(?:[/-]\s*\d{4}\s*)?[/-]\s*(?P<symbol>[a-z][\w&.]*(?:\s*[-/&]\s*[\w&.]+)*)")
_REST = re.compile(r"\b(?:ngay|thang|nam|cua|ve)\b|[,;()]")  # date, issuer and subject follow


@dataclass(frozen=True, slots=True)
class Asked:
    """A number, or a law's name, as it is looked up.

    `buckets` are what mentions may be kept under, `letters` those of type and symbol.
    """

    buckets: tuple[str, ...]
    letters: tuple[str, ...] = ()
    year: str | None = None
    is_whole: bool = False  # symbol and all, "771/KH-UBND"; else "kh 771"

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
    """Give the words of a code without its number, and its type, without diacritics."""
    symbol = re.sub(r"^\d+[a-z]?(?![a-z])", "", bare(code))
    return _words(symbol), bare(kind)


def _words(text: str) -> tuple[str, ...]:
    return tuple(part for part in re.findall(r"[^\W_]+", text) if not part.isdigit())


def read(text: str) -> Asked:
    """Understand a number or a law's name; QueryError in one line where there is neither.

    >>> read("Kế hoạch số 771/KH-UBND ngày 12/3/2024")
    Asked(buckets=('771',), letters=('kh', 'ubnd'), year='2024', is_whole=True)
    >>> read("nq 30c"), read("Luật Thủ đô 2024")
    (Asked(buckets=('30c',), letters=('nq',), year=None, is_whole=False), \
Asked(buckets=('name:luật thủ đô',), letters=(), year='2024', is_whole=False))
    """
    if len(text) > _LONGEST:
        raise QueryError(f"the number is longer than {_LONGEST} characters")
    written = normalise(text).replace("–", "-")
    plain = bare(written)
    number = _number(plain)
    is_law = re.match(r"\s*(?:bo )?luat\b", plain)
    if is_law and (number is None or not re.search(r"\d/\d{4}|qh\d", plain)):
        return _law(written, plain)
    if number is None:
        raise QueryError("no document number, and no name of a law: " + repr(text[:40]))
    before, after = plain[: number.start()], plain[number.end() :]
    tail = _TAIL.match(after)
    words = tail["symbol"] if tail else f"{before} {_REST.split(after)[0]}"
    letters = tuple(word for word in _words(_short(words)) if word not in {"so", "nam", "ngay"})
    year = _YEAR.search(after) or _YEAR.search(before)
    return Asked(
        _buckets(exact(written)[number.start() : number.end()]),
        letters,
        year[0] if year else None,
        is_whole=tail is not None and len(letters) > 1,
    )


def _number(plain: str) -> re.Match[str] | None:
    """Give the number of the document, likelier than a year or a day beside it."""
    found = list(_NUMBER.finditer(plain))
    for number in found:
        if _TAIL.match(plain, number.end()):
            return number
    for number in found:
        if re.search(r"\bso\s*:?\s*$", plain[: number.start()]):
            return number
    return found[0] if found else _GLUED.search(plain)


def _short(words: str) -> str:
    """Write the names of types as their codes: "ke hoach" is "kh"."""
    return _types().sub(lambda found: type_names()[" ".join(found[0].split())], words)


@lru_cache(maxsize=1)
def _types() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{word_list(type_names())})\b")


def _buckets(number: str) -> tuple[str, ...]:
    """Give the number as it is kept; who types 12d may mean 12đ."""
    key = number_key(number)
    return (key, key[:-1] + "đ") if key.endswith("d") else (key,)


def _law(written: str, plain: str) -> Asked:
    words = name_key(re.sub(r"\s(?:năm )?\d{4}\s*$", "", written))
    year = re.search(r"(?:19|20)\d\d\s*$", plain)
    return Asked((f"name:{words}",), year=year[0].strip() if year else None)
