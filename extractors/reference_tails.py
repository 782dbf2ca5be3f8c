"""What follows a number: the day of the document and the body that issued it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import days, issuers
from extractors.addresses import LINK_TAIL
from extractors.text import Span

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.mentions import Mention

_TO_DATE = re.compile(
    rf"{LINK_TAIL}[\s*]{{0,3}}\)?[\s*]{{0,2}}[,(]?[\s*]{{0,3}}"
    r"(?:đã\s+)?(?:được\s+)?(?:k[ýí]\s+)?(?:ban\s+hành\s+)?(?:cùng\s+)?(?:này\s)?(?=ngày|[0-9])"
)
_JOINT = frozenset(
    re.findall(r"\w+", "TTLT NQLT HDLN HDLT TTrLN QCPH QCLN CTPH CTLT KHPH KHLN KHLT BCLN BCLT")
)
_PARTNER = re.compile(r"(?:\s?[,-]\s?|[\s*]{1,3}và[\s*]{1,3})")
_SHORT_DAY = re.compile(
    r"ngày\s{1,3}(?P<day>[0-9]{1,2})[/-](?P<month>[0-9]{1,2})(?![0-9/-])(?=[\s*]{1,3}của(?!\w)|\))"
)
_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_FARTHEST = 260  # characters back to a year that a day may take


def read(scan: Scan, found: list[Mention]) -> None:
    """Give mentions the day and the body that stand right of them; their end grows. O(n)."""
    bodies = {a.start: Span(a.start, a.end) for a in scan.agencies} if found else {}
    for one, limit, reach in zip(found, limits(scan, found), _reaches(scan, found), strict=True):
        if one.word is not None:  # "Quyết định của Chủ tịch UBND tỉnh số 2345/QĐ-UBND"
            body = issuers.right(scan, bodies, one.word.end)
            one.issuer = body if body is not None and body.end <= one.ident.start else None
            one.headed = one.issuer is not None
        for _ in range(2):  # "ngày … của …" and "của … ngày …"
            _read_date(scan, one, limit)
            if one.issuer is None:
                _read_body(scan, bodies, one, reach)


def _read_body(scan: Scan, bodies: dict[int, Span], one: Mention, limit: int) -> None:
    """Read who issued a mention from the words right of it."""
    signed = issuers.signer(scan, bodies, one.end)
    if signed is not None and signed.end <= limit:
        end, one.issuer, one.end = one.end, signed, signed.end
        _read_date(scan, one, limit)
        one.end = end if one.end == signed.end else one.end
        return
    body = issuers.right(scan, bodies, one.end, joint=one.type in _JOINT)
    if body is None and one.date is not None:
        body = issuers.bare(scan, bodies, one.end, one.symbol)
    if body is not None and body.end <= limit:
        one.issuer = _with_partners(scan, bodies, one, body, limit)
        by = scan.folded.startswith("do", one.end + 1)
        one.end = issuers.after_act(scan, one.issuer.end) if by else one.issuer.end


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
    day = with_year(scan, one, m) if m else None
    return (day, m.end()) if m and day else None


def limits(scan: Scan, found: list[Mention]) -> list[int]:
    """Give where the reading of each mention stops: at the next one."""
    return [*(one.start for one in found[1:]), len(scan.text)][: len(found)]


def _reaches(scan: Scan, found: list[Mention]) -> list[int]:
    """Where the name of a body stops: "Tổ công tác triển khai Đề án 06" holds a short number."""
    out: list[int] = []
    reach = len(scan.text)
    for one in reversed(found):
        out.append(reach)
        reach = reach if one.ident.family == "short" else one.start
    return out[::-1]


def with_year(scan: Scan, one: Mention, m: re.Match[str]) -> str | None:
    """Give the day "ngày 07/10" in the year of the number, the words before or publication."""
    before = _YEARS.findall(scan.folded, max(0, m.start() - _FARTHEST), m.start())
    published = scan.context.published
    year = one.ident.year or (before[-1] if before else published[:4] if published else None)
    return days.iso(int(m["day"]), int(m["month"]), int(year)) if year else None
