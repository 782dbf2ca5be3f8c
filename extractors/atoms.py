"""One scan of a text: its blocks and sentences, and the atoms of which facts are composed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors import (
    addresses,
    furniture,
    identifiers,
    numbers,
    periods,
    places,
    sentences,
    text,
)
from extractors.menus import Menus
from extractors.words import Words

if TYPE_CHECKING:
    from extractors.facts import Context
    from extractors.identifiers import Identifier
    from extractors.numbers import Number, Rank
    from extractors.places import Agency
    from extractors.text import Span
    from extractors.written import Written

__all__ = ["Scan", "scan"]


_FALSE_LETTERS = "\u00d0\u0189\u00f0\u0256"  # eth and African d, written for Đ
_MARK = "\ue000"  # is no letter and survives


@dataclass(frozen=True, slots=True)
class Scan:
    """What every rule reads: one text with its layout and its atoms, each in order of place.

    `folded` is `text.fold` of `text`, so that offsets agree. Nothing is read from `furniture`.
    """

    text: str
    folded: str
    words: Words  # of `folded`
    context: Context
    blocks: tuple[Span, ...]  # lines
    menus: Menus
    sentences: tuple[Span, ...]  # a sentence that is hard-wrapped runs over several blocks
    furniture: tuple[Span, ...]
    addresses: tuple[Span, ...]  # of pages, mail and files
    identifiers: tuple[Identifier, ...]
    numbers: tuple[Number, ...]
    agencies: tuple[Agency, ...]
    times: tuple[Written, ...]  # days and periods as written, with or without a year

    @property
    def ranks(self) -> tuple[Rank, ...]:
        """The pairs that are ranks or shares, read when they are asked for."""
        return numbers.ranks(self.folded, self.identifiers)


def scan(raw: str, context: Context) -> Scan:
    """Give the scan of a text as it came. O(n).

    >>> from extractors.facts import Context
    >>> found = scan("Quyết định số 1277/QĐ-UBND: 58/79 cơ quan, đạt 73,4%", Context())
    >>> [i.code for i in found.identifiers], [r.ranked for r in found.ranks]
    (['1277/QĐ-UBND'], [79])
    """
    whole = text.normalise(raw)
    folded = text.fold(whole)
    words = Words(folded)
    lines = tuple(text.blocks(whole))
    away = addresses.find(folded)
    idents = identifiers.find(whole, folded, away, _mended(raw))
    frame = tuple(furniture.find(folded, lines))
    return Scan(
        text=whole,
        folded=folded,
        words=words,
        context=context,
        blocks=lines,
        menus=Menus(whole, lines),
        sentences=tuple(sentences.split(whole, lines)),
        furniture=frame,
        addresses=away,
        identifiers=idents,
        numbers=numbers.find(folded, idents),
        agencies=places.find_agencies(whole, folded, words),
        times=periods.find(words, idents, (*away, *frame)),
    )


def _mended(raw: str) -> list[int]:
    """The places in the normalised text where the notice has another letter for Đ."""
    if not any(letter in raw for letter in _FALSE_LETTERS):
        return []
    marked = text.normalise(raw.translate(dict.fromkeys(map(ord, _FALSE_LETTERS), _MARK)))
    return [place for place, letter in enumerate(marked) if letter == _MARK]
