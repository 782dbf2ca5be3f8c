"""What an enumeration says once for all its members: type, date, issuer, symbol."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.document_types import NAMES
from extractors.text import word_list

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.identifiers import Identifier
    from extractors.mentions import Mention

_JOIN = re.compile(
    r"[\s*]{0,3}(?:[,;/+]|[,;]?\s?và|hoặc|cùng(?: với)?|đến(?=\s+số))[\s*]{0,4}(?:các\s+|của\s+)?"
    r"(?:số\s{0,3}:?\s{0,3})?"
)
_NUMBERS = re.compile(
    rf"(?<!\w)(?:số\s{{0,3}}:?\s{{0,3}}|(?:{word_list(NAMES)}|kh|qđ|nq|tb|ct|cv|nđ|bc|ttr|ctr|kl|hd)\s{{1,3}})"
    r"((?:[0-9]{1,5}[a-zđ]?\s{0,2}(?:,|;|và|đến|[-+&])\s{0,2}(?:số\s{0,2})?){1,30})\Z"
)
_LISTED = re.compile(r"[0-9][a-zđ]?\s{0,2}(?:,|;|và|đến|[-+&])\s{0,2}(?:số\s{0,2})?\Z")
_NEAR = 16  # characters that hold the last of a list
_FIGURES = re.compile(r"[0-9]+[a-zđ]?")
_REACH = 200  # characters of a list before the number that has the symbol


def numbers(scan: Scan, ident: Identifier, last: int) -> list[tuple[int, str]]:
    """Give the bare numbers that share an identifier's symbol: "số 10, 11, 12/KH-UBND".

    Each with its place; nothing before `last` is looked at.
    """
    begin = max(last, ident.start - _REACH)
    before = scan.folded[begin : ident.start]
    m = _NUMBERS.search(before) if _LISTED.search(before[-_NEAR:]) else None
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
        # "các văn bản số 364/TTr-BNG, 1518/BNG-VP": the symbols tell the types themselves
        bare = bare and not (following.ident.family == "letter" and one.ident.type == one.type)
        if bare and following.type in {None, "CV"} and one.type is not None:
            following.type = one.type
    for one, following in pairwise(reversed(mentions)):
        # read backwards: `following` stands before `one`
        if not one.joined:
            continue
        undated = following.date is None and following.day is None
        if undated and one.word is None and following.type == one.type:
            following.date, following.day = one.date, one.day
            following.date_shared = bool(one.date or one.day)
        if following.issuer is None and one.issuer and _same_organ(following, one):
            following.issuer = one.issuer


def share_issuers(mentions: list[Mention]) -> None:
    """Give the body of a list's first member to those after it that name the same organ."""
    for one, following in pairwise(mentions):
        same = following.joined and following.word is None and _same_organ(one, following)
        if same and following.issuer is None and one.issuer:
            following.issuer, following.issued = one.issuer, one.issued
            following.acted = one.acted
            _share_day(one, following)


def go_on(one: Mention, following: Mention) -> None:
    """Let the body that acts before `one`, or stands over the list, go for its next member too."""
    holds = one.acted or (one.headed and following.word is None)
    if holds and following.issuer is None and _same_organ(one, following):
        following.issuer, following.issued = one.issuer, one.issued
        following.acted, following.headed = one.acted, one.headed
        _share_day(one, following)


def _share_day(one: Mention, following: Mention) -> None:
    """Let the day on which a body acts go for all that it issues then."""
    if one.dated_before and following.date is None and following.day is None:
        following.date, following.day, following.dated_before = one.date, one.day, True
        following.date_shared = True


def _same_organ(one: Mention, other: Mention) -> bool:
    if one.symbol is None and other.symbol is None:
        return one.type == other.type  # "kết luận số 14, 15, 16"
    organs = {_organ(one), _organ(other)}
    return len(organs) == 1 and "" not in organs


def _organ(one: Mention) -> str:
    """The organ in a symbol: after the type, or first in a letter's; no unit of it."""
    codes = re.split(r"[-/]", (one.symbol or "").upper())
    return codes[0 if one.ident.family == "letter" or len(codes) == 1 else 1]
