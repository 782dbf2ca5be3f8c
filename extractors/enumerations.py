"""What an enumeration says once for all its members: type, date, issuer, symbol."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.identifiers import Identifier
    from extractors.references import Mention

_JOIN = re.compile(
    r"[\s*]{0,3}(?:[,;/+]|[,;]?\s?và|hoặc|cùng(?: với)?|đến(?=\s+số))[\s*]{0,4}(?:các\s+|của\s+)?"
    r"(?:số\s{0,3}:?\s{0,3})?"
)
_NUMBERS = re.compile(
    r"(?<!\w)số\s{0,3}:?\s{0,3}((?:[0-9]{1,5}[a-zđ]?\s{0,2}(?:,|;|và|đến)\s{0,2}(?:số\s{0,2})?){1,30})\Z"
)
_FIGURES = re.compile(r"[0-9]+[a-zđ]?")
_REACH = 200  # characters of a list before the number that has the symbol


def numbers(scan: Scan, ident: Identifier, last: int) -> list[tuple[int, str]]:
    """Give the bare numbers that share an identifier's symbol: "số 10, 11, 12/KH-UBND".

    Each with its place; nothing before `last` is looked at.
    """
    begin = max(last, ident.start - _REACH)
    m = _NUMBERS.search(scan.folded[begin : ident.start])
    if m is None or ident.number is None:
        return []
    return [(begin + n.start(), n[0]) for n in _FIGURES.finditer(m.string, m.start(1))]


def share(scan: Scan, mentions: list[Mention]) -> None:
    """Give what an enumeration says once to all its members: type, date, issuer."""
    for one, following in pairwise(mentions):
        gap = _JOIN.fullmatch(scan.folded, one.end, following.start)
        between = one.end == following.start or gap is not None
        following.joined = between and one.end <= following.start
        bare = following.joined and following.word is None
        if bare and following.type in {None, "CV"} and one.type is not None:
            following.type = one.type
    for one, following in pairwise(reversed(mentions)):
        # read backwards: `following` stands before `one`
        if not one.joined:
            continue
        if following.date is None and one.date and one.word is None:
            following.date, following.date_shared = one.date, True
        if following.issuer is None and one.issuer and _same_organ(following, one):
            following.issuer = one.issuer
    for one, following in pairwise(mentions):
        same = following.joined and following.word is None and _same_organ(one, following)
        if same and following.issuer is None and one.issuer:
            following.issuer = one.issuer


def _same_organ(one: Mention, other: Mention) -> bool:
    organs = {re.split(r"[-/]", (m.symbol or "").upper(), maxsplit=1)[-1] for m in (one, other)}
    return len(organs) == 1 and "" not in organs
