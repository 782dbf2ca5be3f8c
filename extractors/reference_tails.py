"""What follows a number: the day of the document and the body that issued it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import days, issuers, mention_days
from extractors.addresses import LINK_TAIL
from extractors.text import CAPITALS, SMALL, Span

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.mentions import Mention

_TO_DATE = re.compile(
    # No tab: the next cell of a row is read with its heading.
    rf"{LINK_TAIL}[ \n*]{{0,3}}\)?[ \n*]{{0,2}}[,(]?[ \n*]{{0,3}}"
    r"(?:năm\s+(?:19|20)[0-9]{2}\s+(?=ban|được|k[ýí]|ngày))?"
    r"(?P<signed>được\s+(?:[^\W\d_]+\s+){1,9}?(?=k[ýí]\s))?"
    r"(?:đã\s+)?(?:được\s+)?(?:k[ýí]\s+)?(?:ban\s+hành\s+)?(?:cùng\s+)?(?:này\s)?"
    r"(?:(?:vào\s+)?(?:lúc|hồi)\s+[0-9]{1,2}\s?(?:giờ|h|g|:)\s?(?:[0-9]{1,2}\s?(?:phút|['’])?)?,?\s+)?(?=ngày|[0-9])"
)
# "Quyết định số 12/QĐ-UBND tỉnh Lào Cai ngày …": the place of the body that the symbol names.
_SEAT = re.compile(
    r"[ ](?:tỉnh|huyện|quận|thị xã|thành phố|xã|phường|thị trấn|TP\.?)"
    rf"(?:[ ][{CAPITALS}][{SMALL}]+){{0,4}}"
    r"(?=,?[ \n]+(?:ngày[ ]|\([0-9]))"
)
_COUNCIL = re.compile(r"(?:UBND|HĐND|CTUBND)\Z")
_JOINT = frozenset(
    re.findall(r"\w+", "TTLT NQLT HDLN HDLT TTrLN QCPH QCLN CTPH CTLT KHPH KHLN KHLT BCLN BCLT")
)
# A footnote's mark or the end of a quotation, before day or body: "NĐ-CP[1] ngày 8/4/2020".
_MARKED = re.compile(
    r"[”\"»]?(?:[ ]?(?:\[[0-9]{1,3}\]|\([0-9]{1,2}\)))?"
    r"(?=,?[ \n]{1,2}(?:ngày|của|k[ýí]|\([0-9])(?!\w))"
)
_PARTNER = re.compile(r"(?:\s?[,-]\s?|[\s*]{1,3}và[\s*]{1,3})")


def read(scan: Scan, found: list[Mention]) -> None:
    """Give mentions the day and the body that stand right of them; their end grows. O(n)."""
    bodies = {a.start: Span(a.start, a.end) for a in scan.agencies} if found else {}
    for one, limit, reach in zip(found, limits(scan, found), _reaches(scan, found), strict=True):
        if one.word is not None:  # "Quyết định của Chủ tịch UBND tỉnh số 2345/QĐ-UBND"
            body = issuers.right(scan, bodies, one.word.end)
            one.issuer = body if body is not None and body.end <= one.ident.start else None
            one.headed = one.issuer is not None
        if scan.text[one.end : one.end + 1] in {"”", '"', "»", "[", "(", " "} and (
            mark := _MARKED.match(scan.folded, one.end)
        ):
            one.end = mark.end()
        seat = _COUNCIL.search(one.symbol or "") and _SEAT.match(scan.text, one.end)
        one.end = seat.end() if seat else one.end
        for again in (False, True):  # "ngày … của …" and "của … ngày …"
            _read_date(scan, one, limit, signed=again)
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
    if body is None and (one.date or one.day):
        body = issuers.bare(scan, bodies, one.end, one.symbol)
    if body is not None and body.end <= limit:
        one.issuer = _with_partners(scan, bodies, one, body, limit)
        by = scan.folded.startswith("do", one.end + 1)
        one.end = issuers.after_act(scan, one.issuer.end) if by else one.issuer.end
        one.signed = by and scan.folded.endswith(("ký", "kí"), one.issuer.end, one.end)


def _with_partners(
    scan: Scan, bodies: dict[int, Span], one: Mention, body: Span, limit: int
) -> Span:
    """The body with the others that issued a joint document: "của Bộ Nội vụ và Bộ Tài chính"."""
    several = (one.symbol or "").count("-") > 1  # bodies in the symbol: "KH-BCA-BYT"
    while gap := _PARTNER.match(scan.folded, body.end):
        partner = bodies.get(gap.end())
        joint = partner and (
            one.type in _JOINT or (several and issuers.is_of(scan, partner, one.symbol))
        )
        if partner is None or not joint or partner.end > limit:
            break
        body = Span(body.start, partner.end)
    return body


def _read_date(scan: Scan, one: Mention, limit: int, *, signed: bool = False) -> None:
    """Read the day right of a mention; `signed`: behind "được Thủ tướng … ký" too."""
    undated = one.date is None and one.day is None
    gap = _TO_DATE.match(scan.folded, one.end) if undated else None
    if gap is None or (gap["signed"] and not signed):
        return
    if "\n" in gap[0] and scan.text[gap.end()] == "N":  # the next paragraph: "Ngày 9/12, …"
        return
    whole = days.at(scan.folded, gap.end())
    short = mention_days.behind(scan, gap.end()) if whole is None else None
    end = whole[1] if whole else short.end if short else limit + 1
    if end > limit:
        return
    bracket = "(" in gap[0] and not gap[0].startswith("](")
    if bracket and scan.text[end : end + 1] != ")":
        return  # "(05.08.2019 15:52)" is when a page was published
    one.date, one.day, one.end = whole[0] if whole else None, short, end + bracket


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
