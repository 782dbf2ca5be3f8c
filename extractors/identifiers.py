"""Numbers and symbols of documents: found wide, read whole or refused, repaired where damaged.

A number opens a candidate, `symbol_parts` reads the codes that hang on it, `symbols` says what
they make. Of the words around only those just before the number are looked at: "số" or a type
word allows forms that are too weak to stand alone, "hồ sơ số" forbids.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extractors import number_cues, symbol_parts, symbols
from extractors.symbol_parts import GAP, LETTER
from extractors.text import unmask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.text import Span


@dataclass(frozen=True, slots=True)
class Identifier:
    """A document's number and symbol, `text[start:end]`; `code` is their normal form.

    A standard ("TCVN ISO 9001:2015") is kept too, so that its digits are taken for nothing else.
    """

    start: int
    end: int
    number: str | None  # with its letter, "30c"; None: left blank in a draft
    year: str | None
    symbol: str | None
    code: str | None
    type: str | None  # as the symbol tells it; the word before the number may know better
    family: str  # state, party, letter, law, standard
    repaired: bool = False


_NUMBER = re.compile(
    rf"[0-9](?<![0-9].)(?:[0-9OolI]{{0,7}}(?<![OolI])|[0-9OolI]{{0,7}}(?={GAP}/))(?![0-9])"
    rf"(?:[ ]?(bis|[{LETTER}])(?={GAP}[/\\_-]))?"
    # a letter or a year; of "12/03/2024" nothing more is tried
    rf"(?={GAP}(?:/{{1,2}}|[\\_-]){GAP}(?:[{LETTER}]|[0-9]{{2}}/[A-ZĐ]{{2}}|[12][ \n]?[09])"
    r"|[ \n]{0,3}[A-ZĐ])"
)
_BLANK = re.compile(r"số(?<!\w..)\s{0,3}:?[\s._…*]{0,30}(?=[/-][a-zđ])")
_STANDARD = re.compile(
    r"(?:tcvn|qcvn|tcxdvn|tcxd|tccs|qcđp|qcxdvn|iso|iec)(?:[ ]?[/-]?[ ]?(?:iso|iec|guide)){0,2}"
    r"(?:[ ]?(?:số:?)?[ ]?)[0-9]{1,6}(?:[-.:/][0-9]{1,5}){0,3}(?:/[a-zđ]{2,10})?(?!\w)"
)
# What parts a number from the one before it in a list: "số 12/QĐ-CT, 13/QĐ-CT và 14 QĐ/CT".
_LISTED = re.compile(r"(?:,?[ \n]ngày[ ][0-9/. -]{6,12})?(?:[,;]|,?[ \n]và)[ \n]{1,3}")
_BLANKS = re.compile(r"[\s*]")
_WINDOW = 60  # characters before a number that are looked at


def find(
    whole: str, folded: str, away: Sequence[Span] = (), mended: Sequence[int] = ()
) -> tuple[Identifier, ...]:
    """Give the identifiers of a normalised text, in order and apart. O(n).

    None lies in `away`, the addresses. `mended` are the places where normalising put a true Đ: a
    number with one is repaired.

    >>> from extractors.text import fold
    >>> text = "Kế hoạch số 43/KHSKHCN; Nghị quyết số 18-NQ/TW; TCVN ISO 9001:2015"
    >>> [(i.code, i.family, i.repaired) for i in find(text, fold(text))][:2]
    [('43/KH-SKHCN', 'state', True), ('18-NQ/TW', 'party', False)]
    """
    seen = unmask(whole)
    found = [*_standards(whole, folded), *_numbered(whole, seen, folded), *_blanks(seen, folded)]
    found.sort(key=lambda i: (i.start, -i.end))
    out: list[Identifier] = []
    place = 0
    for one in found:
        while place < len(away) and away[place].end <= one.start:
            place += 1
        if place < len(away) and away[place].start < one.end:
            continue
        if not out or one.start >= out[-1].end:
            at = bisect_left(mended, one.start)
            wrong = at < len(mended) and mended[at] < one.end and one.family != "standard"
            out.append(replace(one, repaired=True) if wrong else one)
    return tuple(out)


def _standards(whole: str, folded: str) -> Iterator[Identifier]:
    if not any(sign in folded for sign in ("tc", "qc", "iso", "iec")):  # as in most texts
        return
    for m in _STANDARD.finditer(folded):
        if m.start() and folded[m.start() - 1].isalnum():
            continue
        code = " ".join(whole[m.start() : m.end()].split())
        yield Identifier(m.start(), m.end(), None, None, None, code, None, "standard")


def _blanks(seen: str, folded: str) -> Iterator[Identifier]:
    """Drafts, whose number is still to come: "Số:      /TTr-SKHCN"."""
    for m in _BLANK.finditer(folded):
        parts = symbol_parts.read(seen, m.end(), cued=True)
        if parts is None or parts.year is not None:
            continue
        made = symbols.parse("0", None, parts.codes, "số")
        if made is not None:
            yield Identifier(
                m.start(), parts.end, None, None, made.text, None, made.type, made.family
            )


def _numbered(whole: str, seen: str, folded: str) -> Iterator[Identifier]:
    end = 0
    for m in _NUMBER.finditer(seen):
        if m.start() < end:
            continue
        listed = bool(end) and _LISTED.fullmatch(folded, end, m.start()) is not None
        one = _read(whole, seen, folded, m, listed=listed)
        if one is not None:
            end = one.end
            yield one


def _read(
    whole: str, seen: str, folded: str, m: re.Match[str], *, listed: bool
) -> Identifier | None:
    before = folded[max(0, m.start() - _WINDOW) : m.start()]
    opening = number_cues.opening(seen, before, m.start())
    if opening is None:
        return None
    start, prefix = opening
    cue = number_cues.cue(seen, before, start)
    parts = symbol_parts.read(seen, m.end(), cued=listed or cue in {"type", "số"})
    if not cue and listed and parts is not None:
        if len(parts.codes) == 1:
            parts = symbol_parts.read(seen, m.end(), cued=False)
        else:
            cue = "số"
    if parts is None or (cue in {"số", "weak"} and number_cues.is_no_document(before)):
        return None
    number = prefix + _number(m)
    made = symbols.parse(number, parts.year, parts.codes, cue)
    if made is None:
        return None
    written = _BLANKS.sub("", whole[start : parts.end]).upper()
    return Identifier(
        start=start,
        end=parts.end,
        number=number,
        year=parts.year.token if parts.year is not None else None,
        symbol=made.text,
        code=made.code,
        type=made.type,
        family=made.family,
        repaired=written != made.code.upper(),
    )


def _number(m: re.Match[str]) -> str:
    """The digits with their letter: "30c", but "1O" is 10."""
    letter = m[1].lower() if m[1] else ""
    figures = m[0][: len(m[0]) - len(letter)].rstrip()
    if letter in {"o", "l", "i"}:
        figures, letter = figures + letter, ""
    return number_cues.digits(figures) + letter
