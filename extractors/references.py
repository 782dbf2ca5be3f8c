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
    days,
    document_lists,
    enumerations,
    issuers,
    mastheads,
    mentions,
    relations,
    short_references,
    subjects,
    type_words,
)
from extractors.addresses import LINK_TAIL
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
_TO_DATE = re.compile(
    rf"{LINK_TAIL}[\s*]{{0,3}}\)?[\s*]{{0,2}}[,(]?[\s*]{{0,3}}"
    r"(?:đã\s+)?(?:được\s+)?(?:k[ýí]\s+)?(?:ban\s+hành\s+)?(?:cùng\s+)?(?=ngày|[0-9])"
)
# What parts two members of a list of documents: "…; Kế hoạch", ", Thông báo", "và các Công điện".
_LIST_GAP = re.compile(
    r"(?:\s\((?:sau đây|gọi|viết)[^()]{0,80}\))?[\s*,;)]{0,6}(?:-\s)?"
    r"(?:và|cùng|đến(?=\s+số))?[\s*]{0,3}(?:các|những)?[\s*]{0,3}"
)
_JOINT = frozenset(
    re.findall(r"\w+", "TTLT NQLT HDLN HDLT TTrLN QCPH QCLN CTPH CTLT KHPH KHLN KHLT BCLN BCLT")
)
_PARTNER = re.compile(r"(?:\s?[,-]\s?|[\s*]{1,3}và[\s*]{1,3})")
# What cannot end a subject: it goes on into the next mention.
_HANGING = re.compile(
    r"(?<!\w)(?:của|thực hiện|triển khai|thi hành|theo|tại|cho|thay thế|bãi bỏ)\Z"
)
_NAMING = re.compile(
    r"\((?:(?:sau\s+đây\s+)?(?:được\s+)?(?:gọi|viết)(?:\s+tắt)?\s+là:?\s)?[“\"]?\Z"
)
_FARTHEST_CLAUSE = 260
_SHORT_DAY = re.compile(
    r"ngày\s{1,3}(?P<day>[0-9]{1,2})[/-](?P<month>[0-9]{1,2})(?![0-9/-])(?=[\s*]{1,3}của(?!\w)|\))"
)
_DAYS = re.compile(
    rf"{days.DAY}|ngày\s{{1,3}}(?P<day>[0-9]{{1,2}})[/-](?P<month>[0-9]{{1,2}})(?![0-9/-])"
)
_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


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
    _read_right(scan, found)
    document_lists.read(scan, found)
    enumerations.share(scan, found)
    _read_left(scan, found)
    enumerations.share_issuers(found)
    mastheads.mark_own(scan, found)
    full = _facts(scan, found)
    others = short_references.unnumbered(scan, words, full)
    return tuple(sorted([*full, *others], key=lambda r: (r.start, r.end)))


def _limits(scan: Scan, found: list[Mention]) -> list[int]:
    """Where the reading of each mention stops: at the next one."""
    return [*(one.start for one in found[1:]), len(scan.text)][: len(found)]


def _read_right(scan: Scan, found: list[Mention]) -> None:
    bodies = {a.start: Span(a.start, a.end) for a in scan.agencies} if found else {}
    for one, limit in zip(found, _limits(scan, found), strict=True):
        if one.word is not None:  # "Quyết định của Chủ tịch UBND tỉnh số 2345/QĐ-UBND"
            body = issuers.right(scan, bodies, one.word.end)
            one.issuer = body if body is not None and body.end <= one.ident.start else None
            one.headed = one.issuer is not None
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
    if gap is None:
        return
    day = days.at(scan.folded, gap.end()) or _short_day(scan, one, gap.end())
    if day is None or day[1] > limit:
        return
    bracket = "(" in gap[0] and not gap[0].startswith("](")
    if bracket and scan.text[day[1] : day[1] + 1] != ")":
        return  # "(05.08.2019 15:52)" is when a page was published
    one.date, one.end = day[0], day[1] + bracket


def _short_day(scan: Scan, one: Mention, place: int) -> tuple[str, int] | None:
    """The day of "Nghị quyết số 66 ngày 26/3 của …", in the year that its text tells."""
    m = _SHORT_DAY.match(scan.folded, place)
    day = _with_year(scan, one, m) if m else None
    return (day, m.end()) if m and day else None


def _read_left(scan: Scan, found: list[Mention]) -> None:
    """Read what stands before: "Ngày 27/3/2024, Sở … ban hành kế hoạch số 522/KH-SKHCN"."""
    starts = [agency.start for agency in scan.agencies]
    last = 0
    for one in found:
        one.clause = _clause(scan, one, last)
        last = max(last, one.end)
        if one.issuer is not None or one.joined:
            continue
        at = bisect_right(starts, one.start)
        near = [Span(a.start, a.end) for a in scan.agencies[max(0, at - 4) : at]]
        issued = issuers.left(scan, near, one.clause, one.start, one.symbol)
        if issued is None:
            continue
        one.issuer, one.issued = issued
        if one.date is None:
            one.date = _day_before(scan, one, one.issuer)


def _clause(scan: Scan, one: Mention, last: int) -> int:
    begin = max(last, one.start - _FARTHEST_CLAUSE)
    for m in _CLAUSE.finditer(scan.text, begin, one.start):
        begin = m.end()
    return begin


def _day_before(scan: Scan, one: Mention, body: Span) -> str | None:
    for m in _DAYS.finditer(scan.folded, one.clause, one.start):
        gap = scan.folded[m.end() : body.start] if m.end() <= body.start else "-"
        if not gap.strip(" ,\n*"):
            return days.read(m[0]) if m["day"] is None else _with_year(scan, one, m)
    return None


def _with_year(scan: Scan, one: Mention, m: re.Match[str]) -> str | None:
    """The day "ngày 07/10" in the year of the number, of the words before or of publication."""
    before = _YEARS.findall(scan.folded, max(0, m.start() - _FARTHEST_CLAUSE), m.start())
    published = scan.context.published
    year = one.ident.year or (before[-1] if before else published[:4] if published else None)
    return days.iso(int(m["day"]), int(m["month"]), int(year)) if year else None


def _facts(scan: Scan, found: list[Mention]) -> list[Reference]:
    out: list[Reference] = []
    seen: dict[tuple[str | None, str | None], int] = {}
    previous: Mention | None = None
    after, listed = 0, None
    for one, limit in zip(found, _limits(scan, found), strict=True):
        following = found[len(out) + 1] if len(out) + 1 < len(found) else None
        about = None if one.own else subjects.subject(scan, one.end, limit)
        whole = _with_cited(scan, about, following)
        goes_on = _LIST_GAP.fullmatch(scan.folded, after, one.start) is not None
        if previous is not None and goes_on:
            enumerations.go_on(previous, one)
        adjacent = goes_on and previous is not None and after == previous.end
        place = relations.Place(
            one.clause, one.start, one.end, after, listed if goes_on else None, adjacent, one.issued
        )
        told = relations.of(scan, place)
        if told == "repeals" and adjacent:
            _repeal(out, found)
        short = one.ident.family == "short"
        stands_for = seen.get((one.type, one.number)) if short else None
        out.append(_fact(scan, one, whole, told, stands_for))
        if not short:
            seen[one.type, one.number] = one.start
        if not _names(scan, one):
            hangs = whole is not about
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
