"""The number of a document as a person types or pastes it, in any spelling."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus.folding import bare, exact
from corpus.identity import name_key, number_key
from corpus.mention import known_code
from corpus.number_words import type_names
from corpus.query import QueryError
from corpus.units import agencies, province_names
from extractors.provinces import NAME as PROVINCE
from extractors.text import normalise, word_list

_LONGEST = 300
_NUMBER = re.compile(r"(?<![a-z\d])\d{1,5}[a-z]?(?![a-z\d])")
_GLUED = re.compile(r"\d{1,5}(?=[a-z]{2})|(?<=[a-z])\d{1,5}(?!\d)")  # 771KH-UBND, KH771
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What may follow a number: its year and the symbol, "/2017/TT-VPCP".
_TAIL = re.compile(r"\s*(?:[/-]\s*\d{4}\s*)?[/-]\s*(?P<symbol>[a-z][\w&.]*(?:\s*[-/&]\s*[\w&.]+)*)")
_REST = re.compile(r"\b(?:ngay|thang|nam|cua|ve)\b|[,;()]")  # date, issuer and subject follow
_SUBJECT = re.compile(r"\bve\b|\bv/v\b")  # what a document is about may name other places
_IS_LAW = re.compile(r"\s*(?:(?:bo )?luat|phap lenh|hien phap)\b")
# A province, and a district or commune to the end, in folded text without diacritics.
PLACE = re.compile(rf"\b(?:(?:tinh|thanh pho|tp\.?)\s+)?(?P<name>{PROVINCE})\b")
LOWER = re.compile(r"\b(?:huyen|quan|thi xa|xa|phuong|thi tran|dac khu)\s.*", re.DOTALL)
_FILLING = frozenset({"so", "nam", "ngay", "tinh"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A number, or a law's name, as it is looked up.

    `buckets` are what mentions may be kept under, `letters` those of type and symbol, `province`
    the one that is named besides, `known` the code of what everybody calls so (Đề án 06).
    """

    buckets: tuple[str, ...]
    letters: tuple[str, ...] = ()
    year: str | None = None
    is_whole: bool = False  # symbol and all, "771/KH-UBND"; else "kh 771"
    province: str | None = None
    known: str | None = None

    def fits(self, code: str | None, kind: str | None) -> bool:
        """Give whether a code is what was asked."""
        if not self.letters or (self.known is not None and code == self.known):
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
    Asked(buckets=('771',), letters=('kh', 'ubnd'), year='2024', is_whole=True, province=None, \
known=None)
    >>> read("nq 30c").buckets, read("kh 771 lang son").province, read("Luật Thủ đô 2024").buckets
    (('30c',), 'Lạng Sơn', ('name:luật thủ đô',))
    """
    if len(text) > _LONGEST:
        raise QueryError(f"the number is longer than {_LONGEST} characters")
    written = normalise(text).replace("–", "-")
    plain = bare(written)
    number = _number(plain)
    if _IS_LAW.match(plain) and (number is None or not re.search(r"\d/\d{4}|qh\d", plain)):
        return _law(written, plain)
    if number is None:
        raise QueryError("no document number, and no name of a law: " + repr(text[:40]))
    before, after = plain[: number.start()], plain[number.end() :]
    tail = _TAIL.match(after)
    beside = _SUBJECT.split(after[tail.end() :] if tail else after)[0]
    place = PLACE.search(beside) or PLACE.search(before)
    before, beside = (PLACE.sub(" ", part, count=1) for part in (before, beside))
    words = tail["symbol"] if tail else f"{before} {_REST.split(LOWER.sub('', beside))[0]}"
    letters = tuple(word for word in _words(_short(words)) if word not in _FILLING)
    year = _YEAR.search(after) or _YEAR.search(before)
    key = exact(written)[number.start() : number.end()]
    return Asked(
        _buckets(key),
        letters,
        year[0] if year else None,
        is_whole=tail is not None and len(letters) > 1,
        province=next(iter(province_names(place["name"])), None) if place else None,
        known=known_code(letters[0], key) if len(letters) == 1 else None,
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
    """Write the names of types and bodies as their codes: "ke hoach so noi vu" is "kh snv"."""
    named = _types().sub(lambda found: type_names()[" ".join(found[0].split())], words)
    return _bodies().sub(lambda found: f" {_codes()[' '.join(found[0].split())]} ", named)


@lru_cache(maxsize=1)
def _types() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{word_list(type_names())})\b")


@lru_cache(maxsize=1)
def _bodies() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{word_list(_codes())})\b")


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Give the code of each body by its names of several words, without diacritics."""
    codes: dict[str, str] = {}
    for body in agencies().values():
        names, told = body["names"], body["codes"]
        if isinstance(names, list) and isinstance(told, list) and told:
            letters = "".join(_words(bare(str(told[0]))))
            codes |= {bare(str(name)): letters for name in names if " " in str(name)}
    return codes


def _buckets(number: str) -> tuple[str, ...]:
    """Give the number as it is kept; who types 12d may mean 12đ."""
    key = number_key(number)
    return (key, key[:-1] + "đ") if key.endswith("d") else (key,)


def _law(written: str, plain: str) -> Asked:
    words = name_key(re.sub(r"\s(?:n[ăa]m )?\d{4}\s*$", "", written, flags=re.IGNORECASE))
    year = re.search(r"(?:19|20)\d\d\s*$", plain)
    return Asked((f"name:{words}",), year=year[0].strip() if year else None)
