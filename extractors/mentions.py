"""Mentions of documents as they are put together: a number with the type word before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors import enumerations, short_references, type_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.identifiers import Identifier
    from extractors.text import Span
    from extractors.type_words import TypeWord
    from extractors.written import Written

_BODY = re.compile(
    r"(?<!\w)(?:(?:tổ|đoàn)\s+(?:công\s+tác|giúp\s+việc)(?:\s+\w+){0,4}"
    r"|ban\s+chỉ\s+đạo[^.;:()\n]{0,120}chuyển\s+đổi\s+số\s+và)\s+\Z"
)
_LONGEST_NAME = 170  # characters


@dataclass(slots=True)
class Mention:
    """A mention while it is put together; `end` grows with date and issuer."""

    ident: Identifier
    start: int
    end: int
    number: str | None
    code: str | None
    symbol: str | None
    type: str | None
    word: TypeWord | None
    clause: int = 0
    date: str | None = None
    day: Written | None = None  # of its issue, where its year is still to be found
    issuer: Span | None = None
    seat: Span | None = None  # the rest of the body's name, apart from it in a head of two columns
    repaired: bool = False
    date_shared: bool = False
    own: bool = False
    joined: bool = False  # to the mention before, by a comma or "và" only
    signed: bool = False  # the body only signs it: "do Chủ tịch … ký"
    headed: bool = False  # the body stands before the number, for a whole list if need be
    acted: bool = False  # the body acts before the number, for the members that follow too
    issued: bool = False  # the body that the text lets act issues it
    dated_before: bool = False  # its day stands before and holds for the members that follow too


def of(scan: Scan, words: Sequence[TypeWord]) -> list[Mention]:
    """Give the mentions that full numbers make, those of enumerations among them."""
    ends = [word.end for word in words]
    out: list[Mention] = []
    last = 0
    for ident in scan.identifiers:
        if ident.family == "standard" or _in_furniture(scan, ident.start):
            continue
        shared = enumerations.numbers(scan, ident, last)
        place = shared[0][0] if shared else ident.start
        at = bisect_right(ends, place)
        word = type_words.before(scan, words[max(0, at - 6) : at], ident, place, last)
        kind, code, symbol = type_words.resolve(ident, word)
        for start, number in shared:
            swapped = number + code[len(ident.number or "") :] if code else None
            out.append(
                Mention(ident, start, start + len(number), number, swapped, symbol, kind, word)
            )
        one = Mention(ident, ident.start, ident.end, ident.number, code, symbol, kind, word)
        one.repaired = ident.repaired or code != ident.code
        out.append(one)
        last = ident.end
    return out


def add_short(scan: Scan, words: Sequence[TypeWord], mentions: list[Mention]) -> None:
    """Add the short numbers, "Kế hoạch 522", to be read like the full ones."""
    taken = {i.start for i in scan.identifiers} | {one.ident.start for one in mentions}
    taken |= {one.end - len(one.number or "") for one in mentions}
    known = {(one.type, one.number) for one in mentions}
    for ident, word in short_references.numbered(scan, words, taken, known):
        if not _in_furniture(scan, ident.start) and not _names_body(scan, word):
            one = Mention(
                ident, ident.start, ident.end, ident.number, ident.code, None, ident.type, word
            )
            mentions.append(one)
    mentions.sort(key=lambda one: one.end)
    _set_starts(scan, mentions)


def _names_body(scan: Scan, word: TypeWord) -> bool:
    """Whether a number is part of a body's name: "Tổ công tác triển khai Đề án 06"."""
    begin = max(0, word.start - _LONGEST_NAME)
    return word.code == "ĐA" and bool(_BODY.search(scan.folded, begin, word.start))


def _in_furniture(scan: Scan, place: int) -> bool:
    at = bisect_right(scan.furniture, place, key=lambda span: span.start) - 1
    return at >= 0 and place < scan.furniture[at].end


def _set_starts(scan: Scan, mentions: list[Mention]) -> None:
    """Let each mention begin at its type word; one word for a whole list belongs to the first."""
    taken = -1
    for one in mentions:
        if one.word is not None and one.word.start > taken:
            one.start = taken = one.word.start
        else:
            one.word, inherited = None, one.word
            one.start = (
                type_words.number_word(scan.folded, one.start) if inherited is None else one.start
            )
