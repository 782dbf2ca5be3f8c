"""Who issued a document: the body right of a mention ("của …") or the one that acts left of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors.addresses import LINK_TAIL
from extractors.agency_places import with_place
from extractors.agency_register import KEYS
from extractors.document_types import WORDS
from extractors.places import ENTRIES
from extractors.text import CAPITALS, SMALL, Span, plain, word_list
from extractors.unlisted_bodies import ACTING, STOP, unlisted

if TYPE_CHECKING:
    from extractors.atoms import Scan

# A day that is left blank may stand before: "ngày    tháng    năm 2021 của UBND huyện".
_OF = re.compile(
    rf"{LINK_TAIL}[\s*]{{0,3}},?"
    r"(?:[\s*]{0,3}ngày(?=\s+của))?(?:[\s*]{0,3}ngày[\s.…*/]{1,20}tháng[\s.…*]{1,20}(?=năm))?"
    r"(?:[\s*]{0,3}năm[\s*]{1,3}(?:19|20)[0-9]{2})?[\s*]{0,3}"
    r"(?:(?:được\s+)?ban\s+hành\s+(?=bởi))?(?:của|do|bởi|(?P<joint>giữa))[\s*]{1,4}(?:liên[\s*]{1,3}(?=bộ|sở))?"
)
# "do ông Nguyễn Văn A - Chủ tịch UBND tỉnh ký": who signs is called before the office.
_PERSON = re.compile(
    rf"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)(?:[ \n][{CAPITALS}][{SMALL}]*){{2,5}}(?:[ ]?[-–,][ ]?)"
)
_SIGNED = re.compile(r"[\s*]{1,3}(?:(?:đã|vừa|mới)\s{1,3}){0,2}được\s{1,3}")
_SIGNS = re.compile(
    r"\s{1,3}(?:đã\s)?(?:(?:ký|kí)\s+ban\s+hành|ký|kí|ban\s+hành|phê\s+duyệt|thông\s+qua)(?!\w)"
)
# The two that sign together though the symbol names neither.
_PAIR = re.compile(
    r"bộ\s+chính\s+trị(?:,|\s+và)\s+ban\s+bí\s+thư(?:\s+trung\s+ương(?:\s+đảng)?)?(?!\w)"
)
PAIR_BEFORE = re.compile(r"bộ\s+chính\s+trị(?:,|\s+và)\s+\Z")
_BREAK = re.compile(r"[\s*]+")
_MEETING = re.compile(
    r"hội\s+nghị(?:\s+trung\s+ương(?:\s+[0-9]{1,2})?"
    r"|\s+lần\s+thứ\s+\w+(?:\s+(?:một|hai|ba|bốn|tư|lăm|năm|sáu|bảy|tám|chín))?"
    r"(?:[\s,]+ban\s+chấp\s+hành\s+(?:trung\s+ương(?:\s+đảng)?|đảng\s+bộ\s+\w+))?)(?:,?\s+kh[oó][aá]\s+[ivx]{1,5})?(?!\w)"
)
_COUNCIL = ("hội đồng nhân dân", "hđnd", "quốc hội")
_OF_COUNCIL = re.compile(r"(?:ban|đoàn\s+giám\s+sát|tổ\s+đại\s+biểu|thường\s+trực)(?!\w)")
# A body that is called by what it is: "Kế hoạch số 15/KH-UBND của huyện", "của tỉnh Lào Cai".
_CALLED = re.compile(
    r"(?:tỉnh|huyện|quận|thị\s+xã|thành\s+phố|xã|phường|thị\s+trấn|đặc\s+khu|trung\s+ương|sở|bộ|ngành|cục|chi\s+cục"
    r"|tổng\s+cục|trung\s+tâm|trường|đơn\s+vị|cơ\s+quan)(?!\w)"
)
_ENDS_CALLED = re.compile(
    rf"\s*(?:[,.;:)\]”\"|]|\Z|\n)|[\s*]+(?:và|tại|{word_list(WORDS['after_body'])})(?!\w)"
)
_LISTED = re.compile(rf"(?:{word_list(sorted(KEYS))})(?!\w)")
_PROPER = re.compile(rf"(?:[ \n](?!\n)[{CAPITALS}][{SMALL}]+){{1,4}}")
_INITIAL = re.compile(r"(?<!\w)(?!(?:và|của|các)(?!\w))[^\W\d_]")
_SHORTEST_CODE = 4
_GROWS = re.compile(r"(?:ban|tổ|hội\s+đồng|đoàn|tiểu\s+ban)(?!\w)")

PART_OF = re.compile(
    r"(?:đảng\s+ủy|văn\s+phòng|thanh\s+tra|(?:cơ\s+quan\s+)?thường\s+trực|tổ\s+giúp\s+việc)[\s*]{1,3}"
)
_BY = re.compile(r"(?<!\w)(?:theo|tại|trong)(?:\s+các)?[\s*]+\Z")
_COMMA = re.compile(r"[\s*]{0,2},[\s*]{1,3}")
_DONE_BY = re.compile(
    r"(?<!\w)do[ *]+(?P<body>[^;.:\n]{2,90}?)[ *]+(?:ký[ *]+)?ban[ *]+hành(?=[ *]*(?:\n|\Z))"
)
_SUBJECT = re.compile(r"[\s*]{1,3}(?:về|v/v|quy\s+định|hướng\s+dẫn)(?!\w)")
_OF_BODY = re.compile(r"(?<!\w)(?:của|do)\s{1,3}\Z")
_ENACTED = re.compile(r"\s{1,3}ban\s+hành\Z")


def right(scan: Scan, bodies: dict[int, Span], at: int, *, joint: bool = False) -> Span | None:
    """Give the body that stands at `at` after "của" or "do", as written; None where none stands.

    `bodies` are the agencies of the scan by their start; `joint` allows "giữa" too.
    """
    of = _OF.match(scan.folded, at)
    if of is None or (of["joint"] and not joint):
        return None
    person = _PERSON.match(scan.text, of.end())
    named = _named(scan, bodies, person.end() if person else of.end())
    return _with_council(scan, bodies, named) if named else None


def _with_council(scan: Scan, bodies: dict[int, Span], part: Span) -> Span:
    """The body with the council that it is a part of: "Ban Pháp chế, Hội đồng nhân dân tỉnh"."""
    gap = re.compile(r",?[ \n]{1,2}").match(scan.text, part.end)
    council = bodies.get(gap.end()) if gap else None
    if council is None or not _OF_COUNCIL.match(scan.folded, part.start):
        return part
    named = scan.folded.startswith(_COUNCIL, council.start)
    return Span(part.start, council.end) if named else part


def signer(scan: Scan, bodies: dict[int, Span], at: int) -> Span | None:
    """Give the body of "… được Chủ tịch UBND tỉnh ký", None where `at` begins nothing like it."""
    passive = _SIGNED.match(scan.folded, at)
    body = bodies.get(passive.end()) if passive else None
    return body if body is not None and _SIGNS.match(scan.folded, body.end) else None


def answering(
    scan: Scan, bodies: dict[int, Span], one_start: int, at: int, symbol: str | None
) -> Span | None:
    """Give the body that speaks in a document: "Theo Công văn số 48/UBND-NC, UBND huyện chỉ đạo".

    The mention stands between `one_start` and `at`.
    """
    comma = (
        _COMMA.match(scan.folded, at)
        if _BY.search(scan.folded, max(0, one_start - 12), one_start)
        else None
    )
    body = bodies.get(comma.end()) if comma else None
    return body if body is not None and is_of(scan, body, symbol) else None


def after_act(scan: Scan, at: int) -> int:
    """Give where "do UBND huyện" ends with its verb, "ban hành"; `at` where none stands."""
    act = _SIGNS.match(scan.folded, at)
    return act.end() if act else at


def bare(scan: Scan, bodies: dict[int, Span], at: int, symbol: str | None) -> Span | None:
    """Give the body that stands behind a day without "của": "… ngày 23/4/2018 Chính phủ về"."""
    gap = _BREAK.match(scan.folded, at)
    meeting = _MEETING.match(scan.folded, gap.end()) if gap and symbol == "NQ/TW" else None
    if meeting is not None:
        return Span(*meeting.span())
    body = bodies.get(gap.end()) if gap else None
    if body is None or not _SUBJECT.match(scan.folded, body.end):
        return None
    return body if is_of(scan, body, symbol) else None


def closing(scan: Scan, ends: dict[int, Span], about: Span, symbol: str | None) -> Span | None:
    """Give the body that a subject ends in, "về … của UBND tỉnh", where the symbol names it.

    `ends` are the agencies of the scan by their end.
    """
    done = _DONE_BY.search(scan.folded, about.start, about.end)
    if done is not None:
        return Span(*done.span("body"))
    act = _ENACTED.search(scan.folded, about.start, about.end)
    body = ends.get(act.start() if act else about.end)
    if body is None or body.start <= about.start:
        return None
    if not _OF_BODY.search(scan.folded, max(about.start, body.start - 6), body.start):
        return None
    return body if is_of(scan, body, symbol) else None


def _named(scan: Scan, bodies: dict[int, Span], start: int) -> Span | None:
    """The body whose name begins at `start`: a listed one, or capitals and what they hold."""
    meeting = _MEETING.match(scan.folded, start) or _PAIR.match(scan.folded, start)
    if meeting is not None:
        return Span(start, meeting.end())
    if (part := _part_of(scan, bodies, start)) is not None:
        return part
    listed = _without_act(scan, bodies.get(start))
    named = unlisted(scan, bodies, start)
    if listed is None:
        return named or _lower(scan, start) or _called(scan, start)
    # A list that knows "Ủy ban Trung" only does not know the body.
    cut = scan.text[listed.end : listed.end + 2].strip(" *").islower() and not STOP.match(
        scan.folded, listed.end + 1
    )
    cut = cut and key(scan, listed) is None
    if cut and named is not None:
        comma = scan.text.find(",", start, named.end)
        named = Span(start, comma) if comma > 0 else named
    grows = cut or _GROWS.match(scan.folded, start)
    return named if named is not None and grows and named.end > listed.end else listed


def _part_of(scan: Scan, bodies: dict[int, Span], start: int) -> Span | None:
    """The body at `start` with the one whose part it is: "Đảng ủy | Ủy ban nhân dân Thành phố"."""
    part = PART_OF.match(scan.folded, start)
    whole = bodies.get(part.end()) if part else None
    return Span(start, whole.end) if whole else None


def _lower(scan: Scan, start: int) -> Span | None:
    """The listed body at `start` in a text without capitals: "của thủ tướng chính phủ"."""
    body = _LISTED.match(scan.folded, start)
    if body is None or not scan.text[start : body.end()].islower():
        return None
    return Span(start, with_place(scan.text, scan.folded, body.end(), named=True)[0])


def _called(scan: Scan, start: int) -> Span | None:
    """The body at `start` that is only called by its kind, with its place: "tỉnh Lào Cai"."""
    kind = _CALLED.match(scan.folded, start)
    if kind is None:
        return None
    if kind[0] in {"trường", "trung tâm"} and scan.text[kind.end() : kind.end() + 1] == " ":
        named = unlisted(scan, {}, kind.end() + 1)  # "trường Tiểu học Hòa Bình"
        if named is not None:
            return Span(start, named.end)
    place = _PROPER.match(scan.text, kind.end())
    end = place.end() if place else kind.end()
    return Span(start, end) if _ENDS_CALLED.match(scan.folded, end) else None


def _without_act(scan: Scan, body: Span | None) -> Span | None:
    """The body alone: in a line of capitals its name seems to go on into "VỀ VIỆC"."""
    if body is None or not scan.text[body.start : body.end].isupper():
        return body
    for m in _BREAK.finditer(scan.folded, body.start, body.end):
        if STOP.match(scan.folded, m.end()) and not ACTING.search(scan.folded, body.start, m.end()):
            return Span(body.start, m.start())
    return body


def is_of(scan: Scan, body: Span, symbol: str | None) -> bool:
    """Tell whether a symbol names the body: "BC-BNV" is of the Bộ Nội vụ."""
    organs = re.split(r"[-/]", (symbol or "").upper())
    entry = ENTRIES.get(key(scan, body) or "")
    if entry is not None and any(code.upper() in organs for code in entry.codes):
        return True
    if "VP" in organs and scan.folded.startswith("văn phòng", body.start):
        return True
    letters = _INITIAL.findall(scan.folded, body.start, body.end)
    initials = "".join(letter if letter == "đ" else plain(letter) for letter in letters).upper()
    return any(
        len(code) >= _SHORTEST_CODE and code in initials
        for code in (organ.rstrip("0123456789") for organ in organs)
    )


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
