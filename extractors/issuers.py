"""Who issued a document: the body right of a mention ("của …") or the one that acts left of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors.addresses import LINK_TAIL
from extractors.document_types import NAMES, WORDS
from extractors.places import ENTRIES
from extractors.text import Span, word_list

if TYPE_CHECKING:
    from extractors.atoms import Scan

_OF = re.compile(
    rf"{LINK_TAIL}[\s*]{{0,3}},?(?:[\s*]{{0,3}}năm[\s*]{{1,3}}(?:19|20)[0-9]{{2}})?[\s*]{{0,3}}"
    r"(?:của|do)[\s*]{1,4}(?:liên[\s*]{1,3}(?=bộ|sở))?"
)
# The two that sign together though the symbol names neither.
_PAIR = re.compile(
    r"bộ\s+chính\s+trị(?:,|\s+và)\s+ban\s+bí\s+thư(?:\s+trung\s+ương(?:\s+đảng)?)?(?!\w)"
)
_WORD = re.compile(r"([ \t*]{1,3}|[ \t*]{0,3}\n[ \t*]{0,3}|[ ]?[-–&][ ]?|,[ ])?([^\W_]+)")
# A subject, an act, a time: it ends a body's name.
_STOP = re.compile(rf"(?:{word_list(WORDS['after_body'])})(?!\w)")
_BREAK = re.compile(r"[\s*]+")
_TITLE = re.compile(rf"(?:{word_list(NAMES)})(?!\w)")
_MEETING = re.compile(
    r"hội\s+nghị(?:\s+trung\s+ương(?:\s+[0-9]{1,2})?|\s+lần\s+thứ\s+\w+(?:\s+ban\s+chấp\s+hành\s+trung\s+ương"
    r"(?:\s+đảng)?)?)(?:,?\s+kh[oó][aá]\s+[ivx]{1,5})?(?!\w)"
)
_ACTING = re.compile(r"(?<!\w)(?:ban|tổ|hội\s+đồng|đoàn)[\s*]+\Z")  # "Ban Chỉ đạo", "Tổ kiểm tra"
_LONGEST = 24  # words; "Tổ giúp việc Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ, …"
_GROWS = re.compile(r"(?:ban|tổ|hội\s+đồng|đoàn|tiểu\s+ban)(?!\w)")

_FILLER = rf"(?:{word_list(WORDS['fillers'])})"
_APPROVES = (
    r"(?:phê\s+duyệt|ban\s+hành|công\s+bố|quy\s+định|giao|cho\s+phép|chấp\s+thuận|thống\s+nhất|thông\s+qua"
    r"|kết\s+luận|hướng\s+dẫn|chỉ\s+đạo|công\s+nhận|yêu\s+cầu|ký\s+ban\s+hành)"
)
# A comma before a bare "tại" begins another clause: "thuộc Sở, tại báo cáo số …".
_ACTS = re.compile(
    rf"(?:[\s*]*\([^()]{{1,80}}\))?(?:[\s,*]{{0,4}}(?:{_FILLER}[\s,*]{{1,3}}){{0,5}}(?:"
    r"(?P<issues>ban\s+hành|ký|kí|có|phát\s+hành|ra|thông\s+qua)[\s*]+"
    r"(?:[0-9]{1,3}[\s*]+văn\s+bản[^.;:]{0,40},\s+(?:trong\s+đó\s+có|gồm)[\s*]+)?(?:các[\s*]+|một\s+số[\s*]+|tiếp[\s*]+)?"
    rf"|{_APPROVES}[\s*]+(?:tại|kèm\s+theo)[\s*]+(?:các[\s*]+)?)|[\s*]{{1,3}}(?:tại|kèm\s+theo)[\s*]+(?:các[\s*]+)?)"
)
_SENDS = re.compile(
    rf"[\s,*]{{1,4}}(?:{_FILLER}[\s,*]{{1,3}}){{0,5}}(?:gửi|trình\s+bày|trình|báo\s+cáo)[\s*]+(?:[^.;:0-9]{{2,90}}[\s*]+)?(?:các[\s*]+)?"
)
_PLAIN_BODY = re.compile(
    r"(?<!\w)(?:sở|bộ|cục|chi\s+cục|huyện|xã|phường|tỉnh|thành\s+phố|trung\s+tâm|văn\s+phòng|trường)(?=[\s,])"
)
_LONGEST_WAY = 140  # characters between the body and the mention


def right(scan: Scan, bodies: dict[int, Span], at: int) -> Span | None:
    """Give the body that stands at `at` after "của" or "do", as written; None where none stands.

    `bodies` are the agencies of the scan by their start.
    """
    of = _OF.match(scan.folded, at)
    if of is None:
        return None
    start = of.end()
    meeting = _MEETING.match(scan.folded, start) or _PAIR.match(scan.folded, start)
    if meeting is not None:
        return Span(start, meeting.end())
    listed = _without_act(scan, bodies.get(start))
    named = _name(scan, start)
    if listed is None:
        return named
    # A list that knows "Ủy ban Trung" only does not know the body.
    cut = scan.text[listed.end : listed.end + 2].strip(" *").islower() and not _STOP.match(
        scan.folded, listed.end + 1
    )
    cut = cut and key(scan, listed) is None
    if cut and named is not None:
        comma = scan.text.find(",", start, named.end)
        named = Span(start, comma) if comma > 0 else named
    grows = cut or _GROWS.match(scan.folded, start)
    return named if named is not None and grows and named.end > listed.end else listed


def _without_act(scan: Scan, body: Span | None) -> Span | None:
    """The body alone: in a line of capitals its name seems to go on into "VỀ VIỆC"."""
    if body is None or not scan.text[body.start : body.end].isupper():
        return body
    for m in _BREAK.finditer(scan.folded, body.start, body.end):
        if _STOP.match(scan.folded, m.end()) and not _ACTING.search(
            scan.folded, body.start, m.end()
        ):
            return Span(body.start, m.start())
    return body


def left(
    scan: Scan, bodies: list[Span], clause: int, at: int, symbol: str | None
) -> tuple[Span, bool] | None:
    """Give the body in `clause:at` that issues what stands at `at` ("… đã ban hành").

    With it, whether the text says that it does now, not that it did so elsewhere ("… tại").
    `symbol` tells whose document it is where a body only sends it.
    """
    for body in reversed(bodies):
        if body.start < clause or at - body.end > _LONGEST_WAY:
            break
        named = scan.text[body.start].isupper()
        acts = _ACTS.fullmatch(scan.folded, body.end, at) if named and body.end <= at else None
        if acts is not None:
            return body, acts["issues"] is not None
        sends = _SENDS.fullmatch(scan.folded, body.end, at) if named and body.end <= at else None
        if sends is not None and _is_of(scan, body, symbol):
            return body, True
    plain = [*_PLAIN_BODY.finditer(scan.folded, max(clause, at - _LONGEST_WAY), at)]
    last = plain[-1] if plain else None
    acts = _ACTS.fullmatch(scan.folded, last.end(), at) if last else None
    if last and acts and scan.text[last.start()].isupper():
        return Span(last.start(), last.end()), acts["issues"] is not None
    return None


def _is_of(scan: Scan, body: Span, symbol: str | None) -> bool:
    """Whether a symbol names the body: "BC-BNV" is of the Bộ Nội vụ."""
    entry = ENTRIES.get(key(scan, body) or "")
    organs = re.split(r"[-/]", (symbol or "").upper())
    return entry is not None and any(code.upper() in organs for code in entry.codes)


def _name(scan: Scan, start: int) -> Span | None:
    """A body that no list has: capitals and the small words after them."""
    text, folded = scan.text, scan.folded
    if not text[start : start + 1].isupper():
        return None
    end = at = start
    for count in range(_LONGEST):
        m = _WORD.match(text, at)
        if m is None or (
            count
            and _STOP.match(folded, m.start(2))
            and not _ACTING.search(folded, start, m.start(2))
        ):
            break
        if count and _TITLE.match(folded, m.start(2)):
            break
        join, word = m[1] or "", m[2]
        if "," in join and not word[0].isupper() and not _goes_on(folded, m.end()):
            break
        if word in {"và", "hoặc"} and not text[m.end() + 1 : m.end() + 2].isupper():
            break
        at = m.end()
        if word not in {"và", "hoặc"}:
            end = at
    return Span(start, end) if end > start else None


def _goes_on(folded: str, at: int) -> bool:
    return re.match(r"(?: \w+){0,3} và \w", folded[at : at + 40]) is not None


def key(scan: Scan, body: Span | None) -> str | None:
    """Give the key of agencies.toml of a body, None where it is not listed."""
    if body is None:
        return None
    at = bisect_left(scan.agencies, body.start, key=lambda a: a.start)
    return (
        scan.agencies[at].key
        if at < len(scan.agencies) and scan.agencies[at].start == body.start
        else None
    )
