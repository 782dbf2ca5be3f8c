"""A document's number as single words of the full-text index, whatever its spelling in a text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.folding import bare
from extractors.document_types import NAMES
from extractors.text import word_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.facts import Reference


def names_of(references: Iterable[Reference], names: Iterable[str | None]) -> str:
    """Give what a text is found by besides its words: document numbers, provinces, agencies.

    A number is there whole, in one word, and as type with number, since people type "kh 771" too.

    >>> from extractors.facts import Reference
    >>> plan = Reference(0, 9, "KH 771", "771/KH-UBND", "KH", "771", symbol="KH-UBND")
    >>> names_of([plan], ["Đồng Tháp", None])
    '771/KH-UBND 771khubnd kh771 | Đồng Tháp'
    """
    terms = {" ".join((r.code, *words_of(r.code, r.type))) for r in references if r.code}
    return " | ".join([*sorted(terms), *sorted({name for name in names if name})])


@lru_cache(maxsize=65_536)
def words_of(code: str, kind: str | None) -> tuple[str, ...]:
    """Give the words that stand for a document's number, whole and by its type alone.

    >>> words_of("02/2017/TT-VPCP", "TT"), words_of("2231/SNV-CCHC", "CV")
    (('2ttvpcp', 'tt2'), ('2231snvcchc', 'cv2231', 'snv2231'))
    """
    folded = bare(code)
    number = re.match(r"(\d+[a-z]?(?![a-z]))[/-]?(?:(?:19|20)\d\d[/-])?", folded)
    if not number:
        return ()
    rest = folded[number.end() :]
    letters = re.search(r"[a-z][a-z0-9]*", rest)
    kinds = (kind, letters[0] if letters else None)
    told = (squeezed(number[1], rest), *(joined(each, number[1]) for each in kinds if each))
    return tuple(dict.fromkeys(told))


_SYMBOL = re.compile(
    r"(?<![\w/])(\d{1,5}[a-z]?)\s?[/-]\s?(?:(?:19|20)\d\d\s?[/-]\s?)?"
    r"([a-z][a-z0-9&]+(?:\s?[-/]\s?[a-z][a-z0-9&]+){0,3})(?!\w)"
)


def numbers_in(text: str) -> list[str]:
    """Give the words that stand for all that looks like a document's number in a text.

    Also of what no reader took for one: a search by number finds it by these words alone.

    >>> numbers_in("Kế hoạch số 771/KH-UBND, KH 5; Quyết định 12"), numbers_in("3/19, 24/7")
    (['771khubnd', 'kh771', 'qd12'], [])
    """
    return numbers_in_bare(bare(text))


def numbers_in_bare(folded: str) -> list[str]:
    """Give the same of a text that is without diacritics already."""
    found = [word for told in _SYMBOL.findall(folded) for word in _words_of_symbol(*told)]
    found += [_word_of_name(*told) for told in _named().findall(folded)]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=16_384)
def _words_of_symbol(number: str, symbol: str) -> tuple[str, str]:
    return squeezed(number, symbol), joined(re.split(r"[\W_]", symbol)[0], number)


@lru_cache(maxsize=16_384)
def _word_of_name(name: str, number: str) -> str:
    return joined(type_names()[" ".join(name.split())], number)


@lru_cache(maxsize=1)
def _named() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)({word_list(type_names())})\s(?:so\s?:?\s?)?(\d{{1,5}}[a-z]?)(?!\w)"
    )


@lru_cache(maxsize=1)
def type_names() -> dict[str, str]:
    """Give the code of each type of document by its names, all without diacritics.

    >>> type_names()["ke hoach"], type_names()["quyet dinh"]
    ('kh', 'qd')
    """
    return {bare(name): bare(code) for name, code in NAMES.items()}


def squeezed(number: str, symbol: str) -> str:
    """Give number and symbol as the one word that the index holds for them, without the year.

    >>> squeezed("02", "TT-VPCP"), squeezed("771", "kh ubnd")
    ('2ttvpcp', '771khubnd')
    """
    return (number.lower().lstrip("0") or "0") + re.sub(r"[\W_]+", "", bare(symbol))


def joined(kind: str, number: str) -> str:
    """Give type and number as the one word that the index holds for them.

    >>> joined("QĐ", "02")
    'qd2'
    """
    return bare(kind) + (number.lower().lstrip("0") or "0")
