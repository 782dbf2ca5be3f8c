"""Mentions of identified documents: number, type, date, issuer, subject, relation.

The scan has found the identifiers; here each becomes a mention with the words around it. Nothing
is read past the next mention, a semicolon or the end of the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors import (
    acting,
    document_lists,
    enumerations,
    issuers,
    mastheads,
    mention_days,
    mentions,
    party_seats,
    reference_tails,
    relations,
    short_references,
    subjects,
    type_words,
)
from extractors.facts import Reference
from extractors.text import CAPITALS, Span

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.mentions import Mention

_CLAUSE = re.compile(
    # The mark first, what must follow it second: only marks are looked at.
    rf"[;.!?:…\n](?:(?<=;)|(?<=[.!?:…])(?=\s+[“\"(*]{{0,3}}[{CAPITALS}])"
    r"|(?<=\n)(?:[ \t*|]*\n|[ \t*]*(?:[-+•|]|[0-9]{1,2}[.)])\s?))"
)
# What parts two members of a list of documents: "…; Kế hoạch", ", Thông báo", "và các Công điện".
_LIST_GAP = re.compile(
    r"(?:\s\((?:sau đây|gọi|viết)[^()]{0,80}\))?[\s*,;)]{0,6}(?:-\s)?"
    r"(?:và|cùng|đến(?=\s+số))?[\s*]{0,3}(?:các|những)?[\s*]{0,3}"
)
# What cannot end a subject: it goes on into the next mention.
_HANGING = re.compile(
    r"(?<!\w)(?:của|thực hiện|triển khai|thi hành|theo|tại|cho|thay thế|bãi bỏ|sửa đổi|bổ sung"
    r"|điều chỉnh|hủy bỏ|đính chính|gia hạn)\Z"
)
_NAMING = re.compile(
    r"\((?:(?:sau\s+đây\s+)?(?:được\s+)?(?:gọi|viết)(?:\s+tắt)?\s+là:?\s)?[“\"]?\Z"
)
# What a bracket says of the document before it, and of none that stands behind the bracket.
_BRACKETED = frozenset({"amends", "amended_by", "replaces", "repeals", "extends"})
_FARTHEST_CLAUSE = 260


def find(scan: Scan) -> tuple[Reference, ...]:
    """Give the mentions of documents in a scan, in order of their start. O(n).

    >>> from extractors import atoms
    >>> from extractors.facts import Context
    >>> text = "Thực hiện Kế hoạch số 19/KH-SKHCN ngày 13/3/2023 của Sở KH&CN về kiểm tra"
    >>> [(r.code, r.date, r.issuer, r.subject) for r in find(atoms.scan(text, Context()))]
    [('19/KH-SKHCN', '2023-03-13', 'Sở KH&CN', 'kiểm tra')]
    """
    words = type_words.find(scan)
    found = mentions.of(scan, words)
    mentions.add_short(scan, words, found)
    reference_tails.read(scan, found)
    document_lists.read(scan, found)
    enumerations.share(scan, found)
    _read_left(scan, found)
    enumerations.share_issuers(found)
    party_seats.mend(scan, found)
    mastheads.mark_own(scan, found)
    mention_days.give_years(scan, found)
    full = _facts(scan, found)
    others = short_references.unnumbered(scan, words, full)
    return tuple(sorted([*full, *others], key=lambda r: (r.start, r.end)))


def _read_left(scan: Scan, found: list[Mention]) -> None:
    """Read what stands before: "Ngày 27/3/2024, Sở … ban hành kế hoạch số 522/KH-SKHCN"."""
    starts = [agency.start for agency in scan.agencies]
    last = 0
    for one in found:
        at = bisect_right(starts, one.start)
        near = [Span(a.start, a.end) for a in scan.agencies[max(0, at - 4) : at]]
        one.clause = _clause(scan, one, last, near)
        last = max(last, one.end)
        if (one.issuer is not None and not one.signed) or one.joined:
            continue
        issued = acting.left(scan, near, one.clause, one.start, one.symbol)
        if issued is None:
            continue
        one.issuer, one.issued = issued
        one.acted = True
        if one.date is None and one.day is None:
            one.day = mention_days.before(scan, one, one.issuer)
            one.dated_before = one.day is not None


def _clause(scan: Scan, one: Mention, last: int, near: list[Span]) -> int:
    begin = max(last, one.start - _FARTHEST_CLAUSE)
    for m in _CLAUSE.finditer(scan.text, begin, one.start):
        # "Sở Lao động\n- Thương binh và Xã hội": no item of a list begins inside a name. And what
        # stands before a colon goes with the list behind it: "ban hành các văn bản: Quyết định".
        opens = ":" in scan.text[begin : m.end()] and not scan.text[m.end() : one.start].strip()
        inside = any(body.start < m.start() < body.end for body in near)
        if not inside and not (opens and scan.text[begin : m.end()].rstrip(" \n*+-").endswith(":")):
            begin = m.end()
    return begin


def _facts(scan: Scan, found: list[Mention]) -> list[Reference]:
    out: list[Reference] = []
    seen: dict[tuple[str | None, str], int] = {}
    previous: Mention | None = None
    after, listed = 0, None
    held: tuple[Mention, str] | None = None  # in whose subject the last mention stands
    hangs = False
    starts = {agency.start: Span(agency.start, agency.end) for agency in scan.agencies}
    ends = {body.end: body for body in starts.values()}
    for one, limit in zip(found, reference_tails.limits(scan, found), strict=True):
        following = found[len(out) + 1] if len(out) + 1 < len(found) else None
        about = None if one.own else subjects.subject(scan, one.end, limit)
        dated = mention_days.after(scan, about) if about and one.date is None else None
        if dated is not None:
            one.date, about = dated
        whole = _with_cited(scan, about, following)
        if about is not None and one.issuer is None:
            one.issuer = issuers.closing(scan, ends, about, one.symbol)
        if one.issuer is None and not one.own:
            at = about.end if about else one.end
            one.issuer = issuers.answering(scan, starts, one.start, at, one.symbol)
        goes_on = _LIST_GAP.fullmatch(scan.folded, after, one.start) is not None
        if held is not None and goes_on and ";" in scan.text[after : one.start]:
            previous, listed = held  # "…; 21/2021/QĐ-TTg" goes on after a subject with a citation
        if previous is not None and goes_on:
            enumerations.go_on(previous, one)
        adjacent = goes_on and previous is not None and after == previous.end
        closed = goes_on and ")" in scan.text[after : one.start] and listed in _BRACKETED
        inherited = listed if goes_on and not closed else None
        place = relations.Place(
            one.clause, one.start, one.end, after, inherited, adjacent, one.issued
        )
        told = relations.of(scan, place)
        if told == "repeals" and adjacent:
            _repeal(out, found)
        short = one.ident.family == "short"
        bare = (one.type, (one.number or "").lstrip("0"))  # "Quyết định 01" is 1/2020/QĐ-UBND
        stands_for = seen.get(bare) if short else None
        out.append(_fact(scan, one, whole, told, stands_for))
        if not short:
            seen[bare] = one.start
        if not _names(scan, one):
            inner, hangs = hangs, whole is not about
            held = held if inner else (one, told) if hangs else None
            after, listed, previous = about.end if about and not hangs else one.end, told, one
    return out


def _names(scan: Scan, one: Mention) -> bool:
    """Whether a mention only names the one before it: "(sau đây gọi tắt là Kế hoạch 245)"."""
    short = one.ident.family == "short"
    closed = scan.text[one.end : one.end + 1] in {")", "”", '"'}
    return (
        short
        and closed
        and scan.text[one.start - 1 : one.start] in {"(", " ", "“"}
        and bool(_NAMING.search(scan.folded, max(0, one.start - 40), one.start))
    )


def _with_cited(scan: Scan, about: Span | None, following: Mention | None) -> Span | None:
    """The subject with the mention that it ends in: "sửa đổi một số điều của Nghị định số …"."""
    if about is None or following is None:
        return about
    hangs = _HANGING.search(scan.folded, max(about.start, about.end - 12), about.end)
    near = not scan.text[about.end : following.start].strip(" \n*")
    return Span(about.start, following.end) if hangs and near else about


def _repeal(out: list[Reference], found: list[Mention]) -> None:
    """Let "hết hiệu lực" hold for the members of its list that stand before."""
    for place in range(len(out) - 1, -1, -1):
        if out[place].relation != "mentions":
            return
        out[place] = replace(out[place], relation="repeals")
        if not found[place].joined:
            return


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
        issuer=_whole_name(scan, one),
        issuer_id=issuers.key(scan, one.issuer),
        subject=written(scan, about),
        relation=None if one.own else relation,
        own=one.own,
        repaired=one.repaired,
        date_shared=one.date_shared,
        antecedent=stands_for,
    )


def _whole_name(scan: Scan, one: Mention) -> str | None:
    name, seat = written(scan, one.issuer), written(scan, one.seat)
    return f"{name} {seat}" if name and seat else name


def written(scan: Scan, span: Span | None) -> str | None:
    """Give the words of a span in one line and without marks, None for no span."""
    return " ".join(scan.text[span.start : span.end].replace("*", " ").split()) if span else None
