"""Mentions of identified documents: number, type, date, issuer, subject, relation.

The scan has found the identifiers; here each becomes a mention with the words around it. Nothing
is read past the next mention, a semicolon or the end of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors import (
    days,
    enumerations,
    issuers,
    mastheads,
    short_references,
    subjects,
    type_words,
)
from extractors.facts import Reference
from extractors.text import CAPITALS, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.atoms import Scan
    from extractors.identifiers import Identifier
    from extractors.type_words import TypeWord

_CLAUSE = re.compile(
    rf";|[.!?:…](?=\s+[“\"(*]{{0,3}}[{CAPITALS}])"
    r"|\n[ \t*|]*\n|\n[ \t*]*(?:[-+•|]|[0-9]{1,2}[.)])\s?"
)
_TO_DATE = re.compile(
    r"[\s*]{0,3}\)?[\s*]{0,2}[,(]?[\s*]{0,3}(?:được\s+)?(?:k[ýí]\s+)?(?:ban\s+hành\s+)?(?:cùng\s+)?"
    r"(?=ngày|[0-9])"
)
# What parts two members of a list of documents: "…; Kế hoạch", ", Thông báo", "và các Công điện".
_LIST_GAP = re.compile(r"[\s*,;)]{0,6}(?:-\s)?(?:và|cùng)?[\s*]{0,3}(?:các|những)?[\s*]{0,3}")
_AMENDED_GAP = re.compile(r"[^;.\n]{0,120}(?:\n[^;.\n]{0,120})?")
_JOINT = frozenset({"TTLT", "NQLT", "HDLN", "TTrLN", "QCPH", "CTPH", "KHPH", "BCLN"})
_PARTNER = re.compile(r"(?:\s?[,-]\s?|[\s*]{1,3}và[\s*]{1,3})")
_FARTHEST_CLAUSE = 260


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
    issuer: Span | None = None
    repaired: bool = False
    date_shared: bool = False
    own: bool = False
    joined: bool = False  # to the mention before, by a comma or "và" only


def find(scan: Scan) -> tuple[Reference, ...]:
    """Give the mentions of documents in a scan, in order of their start. O(n).

    >>> from extractors import atoms
    >>> from extractors.facts import Context
    >>> text = "Thực hiện Kế hoạch số 19/KH-SKHCN ngày 13/3/2023 của Sở KH&CN về kiểm tra"
    >>> [(r.code, r.date, r.issuer, r.subject) for r in find(atoms.scan(text, Context()))]
    [('19/KH-SKHCN', '2023-03-13', 'Sở KH&CN', 'kiểm tra')]
    """
    words = type_words.find(scan)
    mentions = _mentions(scan, words)
    _add_short(scan, words, mentions)
    _read_right(scan, mentions)
    enumerations.share(scan, mentions)
    _read_left(scan, mentions)
    mastheads.mark_own(scan, mentions)
    full = _facts(scan, mentions)
    others = short_references.unnumbered(scan, words, full)
    return tuple(sorted([*full, *others], key=lambda r: (r.start, r.end)))


def _mentions(scan: Scan, words: Sequence[TypeWord]) -> list[Mention]:
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


def _add_short(scan: Scan, words: Sequence[TypeWord], mentions: list[Mention]) -> None:
    """Add the short numbers, "Kế hoạch 522", to be read like the full ones."""
    taken = {i.start for i in scan.identifiers} | {one.ident.start for one in mentions}
    taken |= {one.end - len(one.number or "") for one in mentions}
    known = {(one.type, one.number) for one in mentions}
    for ident, word in short_references.numbered(scan, words, taken, known):
        if not _in_furniture(scan, ident.start):
            one = Mention(
                ident, ident.start, ident.end, ident.number, ident.code, None, ident.type, word
            )
            mentions.append(one)
    mentions.sort(key=lambda one: one.end)
    _set_starts(scan, mentions)


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


def _limits(scan: Scan, mentions: list[Mention]) -> list[int]:
    """Where the reading of each mention stops: at the next one."""
    return [*(one.start for one in mentions[1:]), len(scan.text)][: len(mentions)]


def _read_right(scan: Scan, mentions: list[Mention]) -> None:
    bodies = {a.start: Span(a.start, a.end) for a in scan.agencies}
    for one, limit in zip(mentions, _limits(scan, mentions), strict=True):
        if one.word is not None:  # "Quyết định của Chủ tịch UBND tỉnh số 2345/QĐ-UBND"
            body = issuers.right(scan, bodies, one.word.end)
            one.issuer = body if body is not None and body.end <= one.ident.start else None
        for _ in range(2):  # "ngày … của …" and "của … ngày …"
            _read_date(scan, one, limit)
            if one.issuer is None:
                body = issuers.right(scan, bodies, one.end)
                if body is not None and body.end <= limit:
                    one.issuer = _with_partners(scan, bodies, one, body, limit)
                    one.end = one.issuer.end


def _with_partners(
    scan: Scan, bodies: dict[int, Span], one: Mention, body: Span, limit: int
) -> Span:
    """The body with the others that issued a joint document: "của Bộ Nội vụ và Bộ Tài chính"."""
    while one.type in _JOINT and (gap := _PARTNER.match(scan.folded, body.end)):
        partner = bodies.get(gap.end())
        if partner is None or partner.end > limit:
            break
        body = Span(body.start, partner.end)
    return body


def _read_date(scan: Scan, one: Mention, limit: int) -> None:
    gap = _TO_DATE.match(scan.folded, one.end) if one.date is None else None
    day = days.at(scan.folded, gap.end()) if gap else None
    if gap is None or day is None or day[1] > limit:
        return
    bracket = "(" in gap[0]
    if bracket and scan.text[day[1] : day[1] + 1] != ")":
        return  # "(05.08.2019 15:52)" is when a page was published
    one.date, one.end = day[0], day[1] + bracket


def _read_left(scan: Scan, mentions: list[Mention]) -> None:
    """Read what stands before: "Ngày 27/3/2024, Sở … ban hành kế hoạch số 522/KH-SKHCN"."""
    bodies = [Span(a.start, a.end) for a in scan.agencies]
    starts = [body.start for body in bodies]
    last = 0
    for one in mentions:
        one.clause = _clause(scan, one, last)
        last = max(last, one.end)
        if one.issuer is not None or one.joined:
            continue
        near = bodies[: bisect_right(starts, one.start)][-4:]
        body = issuers.left(scan, near, one.clause, one.start)
        if body is None:
            continue
        one.issuer = body
        if one.date is None:
            one.date = _day_before(scan, one.clause, body, one.start)


def _clause(scan: Scan, one: Mention, last: int) -> int:
    begin = max(last, one.start - _FARTHEST_CLAUSE)
    for m in _CLAUSE.finditer(scan.text, begin, one.start):
        begin = m.end()
    return begin


def _day_before(scan: Scan, clause: int, body: Span, at: int) -> str | None:
    for m in re.compile(days.DAY).finditer(scan.folded, clause, at):
        gap = scan.folded[m.end() : body.start] if m.end() <= body.start else ""
        if not gap.strip(" ,\n*"):
            return days.read(m[0])
    return None


def _facts(scan: Scan, mentions: list[Mention]) -> list[Reference]:
    out: list[Reference] = []
    seen: dict[tuple[str | None, str | None], int] = {}
    before: str | None = None
    end_before = 0
    for one, limit in zip(mentions, _limits(scan, mentions), strict=True):
        about = None if one.own else subjects.subject(scan, one.end, limit)
        gap = _AMENDED_GAP if before == "amended_by" else _LIST_GAP
        same = gap.fullmatch(scan.folded, end_before, one.start) is not None
        before = subjects.relation(
            scan.folded, one.clause, one.start, one.end, before if same else None
        )
        end_before = about.end if about else one.end
        short = one.ident.family == "short"
        stands_for = seen.get((one.type, one.number)) if short else None
        out.append(_fact(scan, one, about, before, stands_for))
        if not short:
            seen[one.type, one.number] = one.start
    return out


def _fact(
    scan: Scan, one: Mention, about: Span | None, relation: str, stands_for: int | None
) -> Reference:
    return Reference(
        start=one.start,
        end=one.end,
        quote=scan.text[one.start : one.end],
        code=one.code,
        type=one.type,
        number=one.number,
        year=one.ident.year,
        symbol=one.symbol,
        date=one.date,
        issuer=written(scan, one.issuer),
        issuer_id=issuers.key(scan, one.issuer),
        subject=written(scan, about),
        relation=None if one.own else relation,
        own=one.own,
        repaired=one.repaired,
        date_shared=one.date_shared,
        antecedent=stands_for,
    )


def written(scan: Scan, span: Span | None) -> str | None:
    """Give the words of a span in one line and without marks, None for no span."""
    return " ".join(scan.text[span.start : span.end].replace("*", " ").split()) if span else None
