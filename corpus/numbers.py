"""Document numbers as people type them into a search, among other words.

771/KH-UBND, 771 kh ubnd, kh 771, KH771, 771KHUBND, kế hoạch số 771 năm 2024: type, number and body
in whatever order, with or without slash, hyphen, diacritics and year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.folding import bare
from corpus.number_words import joined, squeezed, type_names, words_of
from extractors.document_types import listed, organ, split_glued, type_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK = r"[/\\._-]"
_YEAR = r"(?:19|20)\d\d"
_NUMBER = re.compile(rf"(\d{{1,5}}[a-z]?)(?:[/-]({_YEAR}))?")
_WHOLE = re.compile(
    rf"(\d{{1,5}}[a-z]?)(?:{_MARK}({_YEAR}))?{_MARK}([a-z][^\s]*?)(?:{_MARK}({_YEAR}))?"
)
_GLUED = re.compile(rf"(\d{{1,5}})([a-z]{{2,8}})(?:{_MARK}([a-z][\w&.-]*))?")  # 771KH-UBND
_TURNED = re.compile(rf"([a-z]{{2,5}}){_MARK}?(\d{{1,5}}[a-z]?)(?:[/-]({_YEAR}))?")  # KH771, kh-771
_BODY_FIRST = re.compile(r"([a-z]{2,5})[/-]([a-z][a-z&/-]*)")  # qd-ubnd 1277
_DAY = re.compile(rf"\d{{1,2}}[/.-]\d{{1,2}}[/.-]({_YEAR})")
_SHORT_BODIES = frozenset({"tu", "tw", "cp"})  # also syllables: bodies only where the query ends


@dataclass(frozen=True, slots=True)
class Number:
    """A document's number: `kind` is its type's code, `symbol` type and body, where both are typed.

    All without diacritics, in small letters.
    """

    number: str
    kind: str | None
    symbol: str | None = None
    year: str | None = None

    def word(self) -> str:
        """Give the one word that the index holds for it.

        >>> Number("02", "tt", "tt-vpcp", "2017").word(), Number("771", "kh").word()
        ('2ttvpcp', 'kh771')
        """
        if self.symbol is not None:
            return squeezed(self.number, self.symbol)
        return joined(self.kind or "", self.number)

    def fits(self, code: str | None, kind: str | None) -> bool:
        """Give whether a document's code and type are what is typed."""
        return self.word() in words_of(code or "", kind)

    def runs(self) -> tuple[tuple[str, ...], ...]:
        """Give the runs of words that a text may have it as: 2 is also written 02."""
        least = self.number.lstrip("0") or "0"
        years = ((), (self.year,)) if self.year else ((),)
        runs: dict[tuple[str, ...], None] = {}
        for number in dict.fromkeys((least, least.zfill(2))):
            if self.symbol is not None:
                parts = tuple(re.findall(r"[^\W_]+", self.symbol))
                runs.update(((number, *year, *parts), None) for year in years)
                continue
            kind = self.kind or ""
            for words in ((kind,), *_names_of(kind)):
                runs[*words, number] = None
                runs[*words, "so", number] = None
            runs.update(((number, *year, kind), None) for year in years)
        return tuple(runs)

    def pattern(self) -> str:
        """Give the expression that finds it in a folded text without diacritics."""
        number = "0*" + re.escape(self.number.lstrip("0") or "0")
        year = rf"(?:[\W_]+{self.year or _YEAR})?"
        if self.symbol is not None:
            parts = re.findall(r"[^\W_]+", self.symbol)
            return number + year + "".join(r"[\W_]*" + part for part in parts)
        kind = self.kind or ""
        names = "|".join(r"[\W_]+".join(words) for words in ((kind,), *_names_of(kind)))
        return rf"(?:(?:{names})[\W_]*(?:so[\W_]*)?{number}|{number}{year}[\W_]*{kind})"


@cache
def _types() -> dict[tuple[str, ...], str]:
    return {tuple(name.split()): code for name, code in type_names().items()}


@cache
def _names_of(kind: str) -> tuple[tuple[str, ...], ...]:
    return tuple(words for words, code in _types().items() if code == kind)[:1]


def number_at(words: Sequence[str | None], at: int) -> tuple[Number, int] | None:
    """Give the number that is typed from a word on, and how many words say it.

    `words` without diacritics; None stands for a phrase, a beginning and the like.

    >>> number_at(["quyet", "dinh", "so", "1277", "nam", "2021", "lang", "son"], 0)
    (Number(number='1277', kind='qd', symbol=None, year='2021'), 6)
    >>> number_at(["771kh-ubnd"], 0), number_at(["nam", "2024"], 0)
    ((Number(number='771', kind='kh', symbol='kh-ubnd', year=None), 1), None)
    """
    found = _typed_first(words, at) or _number_first(words, at)
    if found is None:
        return None
    number, length = _with_body(words, at, *found)
    return _with_year(words, at, number, length)


def _typed_first(words: Sequence[str | None], at: int) -> tuple[Number, int] | None:
    """Read "kh 771", "kế hoạch số 771/KH-UBND", "qd-ubnd 1277"."""
    first = words[at] or ""
    body = _BODY_FIRST.fullmatch(first)
    is_symbol = body is not None and type_of(body[1]) is not None and _is_body(body[2])
    named = [(is_symbol and body is not None and body[1], 1)]
    named += [(first, 1)] if type_of(first) or first in _codes() else []
    named += [
        (code, len(name))
        for name, code in _types().items()
        if tuple(words[at : at + len(name)]) == name
    ]
    for kind, length in sorted(named, key=lambda each: -each[1]):
        after = length + (_word(words, at + length) == "so")
        told = _word(words, at + after)
        plain = _NUMBER.fullmatch(told)
        if not kind:
            continue
        if plain and not re.fullmatch(_YEAR, told):
            symbol = first if is_symbol else None
            return Number(plain[1], kind, symbol, plain[2]), after + 1
        if whole := _whole(told):
            return whole, after + 1
    return None


def _number_first(words: Sequence[str | None], at: int) -> tuple[Number, int] | None:
    """Read "771/KH-UBND", "771 kh", "771KH-UBND", "KH771"."""
    first = words[at] or ""
    if whole := _whole(first):
        return whole, 1
    plain = _NUMBER.fullmatch(first)
    kind = _word(words, at + 1)
    if plain and not re.fullmatch(_YEAR, first):
        body = _BODY_FIRST.fullmatch(kind)
        if body and type_of(body[1]):
            return Number(plain[1], body[1], kind, plain[2]), 2
        if kind in _codes():
            return Number(plain[1], kind, None, plain[2]), 2
    turned = _TURNED.fullmatch(first)
    if turned and turned[1] in _codes():
        return Number(turned[2], turned[1], None, turned[3]), 1
    return None


def _whole(word: str) -> Number | None:
    if found := _WHOLE.fullmatch(word):
        number, year, symbol, last_year = found.groups()
        parts = re.findall(r"[^\W_]+", symbol)
        if len(parts) == 1:
            glued = split_glued(parts[0])
            parts, symbol = (
                (list(map(bare, glued)), bare("-".join(glued))) if glued else (parts, "")
            )
        return Number(number, parts[0], symbol or None, year or last_year)
    if found := _GLUED.fullmatch(word):
        number, letters, rest = found.groups()
        if rest is not None and (letters in _codes() or listed(letters)):
            return Number(number, letters, f"{letters}-{rest}")
        if rest is None and (glued := split_glued(letters)):
            return Number(number, bare(glued[0]), bare("-".join(glued)))
    return None


def _with_body(
    words: Sequence[str | None], at: int, number: Number, length: int
) -> tuple[Number, int]:
    """Add the body that follows: "771 kh ubnd", "kh 771 ubnd"."""
    if number.symbol is not None or number.kind in {None, "cv"}:  # a letter's symbol has no type
        return number, length
    symbol = number.kind
    while _is_body(word := _word(words, at + length)):
        if word in _SHORT_BODIES and at + length + 1 < len(words):
            break
        symbol, length = f"{symbol}-{word}", length + 1
    if symbol == number.kind:
        return number, length
    return Number(number.number, number.kind, symbol, number.year), length


def _with_year(
    words: Sequence[str | None], at: int, number: Number, length: int
) -> tuple[Number, int]:
    """Take in the year or day that follows: "năm 2021", "ngày 7/7/2020"."""
    first, second = _word(words, at + length), _word(words, at + length + 1)
    year = second if first == "nam" and re.fullmatch(_YEAR, second) else None
    if first == "ngay" and (day := _DAY.fullmatch(second)):
        year = day[1]
    if year is None:
        return number, length
    return Number(number.number, number.kind, number.symbol, number.year or year), length + 2


def _word(words: Sequence[str | None], at: int) -> str:
    return words[at] or "" if at < len(words) else ""


def _is_body(word: str) -> bool:
    parts = [part for part in re.split(r"[-/&]", word) if part]
    long = [part for part in parts if len(part) > 2 or part in _SHORT_BODIES]
    return bool(parts) and len(long) == len(parts) and all(organ(part) for part in parts)


@cache
def _codes() -> frozenset[str]:
    """Give the codes of types as they are typed; of a single letter none."""
    return frozenset(code for code in _types().values() if len(code) > 1) | {"cv", "ttlt"}
