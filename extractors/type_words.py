"""The type words of a text ("kế hoạch", "công văn") and the one that belongs to a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extractors.document_types import NAMES, WORDS, organ
from extractors.text import word_list
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.identifiers import Identifier

_WORDS = Cue(
    rf"(?<![^\W\d_])(?:{word_list((*NAMES, *WORDS['any']))})(?!\w)", (*NAMES, *WORDS["any"])
)
_LINK = re.compile(
    r"[\s*]{0,4}(?:\([^()]{1,40}\)\s{0,3})?(?::\s{1,2}(?=số))?(?:(?:số|sô|só|so)[\s*]{0,4}[:.;]?)?[\s*_(“\"\[]{0,5}"
)
_NUMBER_WORD = re.compile(r"(?<!\w)(?:số|sô|só|so)[\s*]{0,4}[:.;]?[\s*_(“\"\[]{0,5}\Z")
_SHORT = re.compile(
    r"(?<!\w)(KH|QĐ|NQ|TB|TT|CT|CV|NĐ|BC|TTr|CTr|KL|HD|ĐA|CĐ)\s{1,3}(?:số\s{0,3}:?\s{0,3})?\Z"
)
_ABBREVIATED = Cue(
    r"(?:KH|QĐ|NQ|CT|NĐ|KL|ĐA|TB|CV)(?=[ ](?:số[ ]?:?[ ]?)?[0-9])(?<![\w/-]..)",
    ("kh", "qđ", "nq", "ct", "nđ", "kl", "đa", "tb", "cv"),
)
_LAWS = {"LUẬT", "PL", "NQ", "HP", "L"}
_LAW_REACH, _REACH = 220, 70  # characters between a type word and "số"
_AMENDING = re.compile(r"(?:sửa\s+đổi|bổ\s+sung)[^;.]{0,80}của\s+(?:bộ\s+)?\Z")


class TypeWord(NamedTuple):
    """A type word in the text; `code` is None for "văn bản", which tells no type."""

    start: int
    end: int
    code: str | None


def find(scan: Scan) -> tuple[TypeWord, ...]:
    """Give the type words of a scan, in order and apart."""
    folded = scan.folded
    return tuple(
        TypeWord(m.start(), m.end(), NAMES.get(" ".join(m[0].split())))
        for m in _WORDS.matches(scan.words)
        if not (m[0] == "luật" and folded.endswith(("pháp ", "kỷ ", "quy "), 0, m.start()))
    )


def abbreviated(scan: Scan) -> list[TypeWord]:
    """Give the abbreviations that stand for a type word before a number: "NQ 76", "KH số 19"."""
    return [
        TypeWord(m.start(), m.end(), m[0]) for m in _ABBREVIATED.matches(scan.words, text=scan.text)
    ]


def before(
    scan: Scan, words: Sequence[TypeWord], ident: Identifier, place: int, last: int
) -> TypeWord | None:
    """Give the type word of the number at `place`, one of the last `words` before it, or None.

    It stands right before "số"; with a name between only where number and word agree: "Luật Ngân
    sách nhà nước số 83/2015/QH13". Nothing before `last` is looked at.
    """
    folded = scan.folded
    near = [word for word in words if word.start >= last]
    if near and _LINK.fullmatch(folded, near[-1].end, place):
        return near[-1]
    begin = max(last, place - 20)
    short = _SHORT.search(scan.text[begin:place])
    if short is not None:
        return TypeWord(begin + short.start(), begin + short.end(1), short[1])
    number = _NUMBER_WORD.search(folded[max(last, place - 12) : place])
    if number is None:
        return None
    return _far(scan, near, ident, place - len(number[0]))


def _far(scan: Scan, near: list[TypeWord], ident: Identifier, number: int) -> TypeWord | None:
    law = ident.family == "law"
    for place in range(len(near) - 1, -1, -1):
        word = near[place]
        between = scan.folded[word.end : number]
        if len(between) > (_LAW_REACH if law else _REACH) or ";" in between or "\n\n" in between:
            return None
        if law and word.code in _LAWS:
            outer = near[place - 1] if place else None
            amends = outer and _AMENDING.search(scan.folded[outer.end : word.start])
            return outer if outer and amends and outer.code in _LAWS else word
        if not law and re.search(r"[.:,()0-9]", between.rstrip(" :.*")):
            return None
        if not law and word.code is not None and word.code == ident.type:
            return word
    return None


def number_word(folded: str, start: int) -> int:
    """Give where the "số" begins that stands before a number, or the number itself.

    >>> number_word("theo số 18-nq/tw", 8)
    5
    """
    m = _NUMBER_WORD.search(folded[max(0, start - 12) : start])
    return start - len(m[0]) if m else start


def resolve(ident: Identifier, word: TypeWord | None) -> tuple[str | None, str | None, str | None]:
    """Give type, code and symbol: the word before a number knows better than its symbol.

    A symbol that is more special than the word stays: Thông tư số 02/2011/TTLT-VPCP-BNV is a joint
    circular. Where the two differ by Đ alone, the word mends the symbol.
    """
    told = word.code if word else None
    kind, code, symbol = ident.type, ident.code, ident.symbol
    if told is None:
        return kind, code, symbol
    if kind and kind != told and kind.replace("Đ", "D") == told.replace("Đ", "D") and symbol:
        mended = symbol.replace(kind, told, 1)
        return told, code.replace(symbol, mended) if code else None, mended
    if ident.family == "letter" and symbol and code and symbol.upper().startswith(told.upper()):
        rest = symbol[len(told) :]
        if organ(re.split(r"[-&.]", rest)[0]) is not None:
            return told, code.replace(symbol, f"{told}-{rest}"), f"{told}-{rest}"
    special = kind is not None and kind.startswith(told) and kind not in {"CTr", "TTr"}
    return (kind if special else told), code, symbol
