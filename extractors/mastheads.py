"""The notice's own number, with day and issuer, from the head of a document.

The head has two columns; a text dump may interleave them, so each part is looked for by its form:
"Số:" that opens a line or cell, "<place>, ngày … tháng … năm …", the body named last before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import days
from extractors.text import CAPITALS, SMALL, Span

if TYPE_CHECKING:
    from extractors.atoms import Scan
    from extractors.mentions import Mention

_NUMBER = re.compile(
    rf"(?:\A|[\n|\t]|\s{{2}}|[{CAPITALS}]{{2}}[\s*]+)[\s*_|]*"
    r"(?:Số|SỐ)(?:\s*[/,]?\s*(?:và\s+)?(?:[Kk][ýí]\s+hiệu|hiệu))?(?:\s+văn\s+bản)?[\s:.|*_]*\Z"
)
_DAY = re.compile(rf",[\s*]{{0,6}}({days.LONG})")
# In figures only behind a place's name that begins its line or cell: "An Giang, ngày 4/3/2015".
_DAY_IN_FIGURES = re.compile(
    rf"(?:[\n\t|]|\s{{2}})[\s*_|]{{0,6}}[{CAPITALS}][{SMALL}]+"
    rf"(?:[ .-]{{1,2}}[{CAPITALS}][{SMALL}]+){{0,4}},[\s*]{{0,6}}[Nn]gày\s?({days.NUMERIC})"
)
# A page that publishes a document shows its properties in a table: "Ngày ban hành | 05/09/2025".
_DAY_CELL = re.compile(
    rf"(?:\n|\t|\|)[\s*|]{{0,6}}ngày\s+(?:ban\s+hành|văn\s+bản|k[ýí])[\s:.|*]{{1,6}}({days.DAY})"
)
_BODY_CELL = re.compile(
    r"(?:\n|\t|\|)[\s*|]{0,6}(?:cơ\s+quan|đơn\s+vị|nơi)\s+ban\s+hành(?:\s*/[^\n\t|:]{1,40})?"
    r"[ :.|*\t]{1,6}(?=([^\n\t|]{3,120}?)"
    r"(?:[\n\t|]|\Z|\s(?:người|ngày|số|lĩnh\s+vực|loại|hình\s+thức)(?!\w)))"
)
_PLACE = re.compile(
    r"[\s*|]{1,6}(?:TỈNH|THÀNH PHỐ|TP\.|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU)"
    rf"(?:[ ]{{1,3}}[{CAPITALS}]{{1,12}}(?!\w)[.-]?){{1,6}}"
)
_SEAT = re.compile(rf"(?:[ ](?!ĐẢNG CỘNG)[{CAPITALS}]{{2,12}}(?!\w)){{1,4}}")
# What stands right of the body in a head of two columns, when a dump runs them together.
_STATE = re.compile(
    r"[ \t*|]{1,20}CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM[ \t*|]{0,6}\n(?:[ *]{0,4}\|(?=[ *]))?"
)
# An organ that the list of agencies does not have: the line above the number is its name.
_ORGAN_LINE = re.compile(
    r"(?:BAN|PHÒNG|TRUNG TÂM|CHI CỤC|CỤC|HỘI ĐỒNG|ĐOÀN|TỔ|VĂN PHÒNG|THANH TRA|TRƯỜNG|BỆNH VIỆN|QUỸ"
    r"|VIỆN|TÒA ÁN|VIỆN KIỂM SÁT|HỘI|LIÊN ĐOÀN|CÔNG AN|SỞ|CHI NHÁNH|NGÂN HÀNG|KHO BẠC|BẢO HIỂM)"
    rf"(?:[ ,&-]{{1,3}}[{CAPITALS}]{{1,12}}){{1,12}}"
)
_REACH = 700  # characters of a head before and after its number
_HEAD = 5000  # a head begins no later
# What goes on behind the number in its line: the head's own parts, a page's other properties.
_AFTER_NUMBER = (
    *("v/v", "ngày", "về việc", "loại văn bản", "cơ quan ban hành", "nơi ban hành"),
    *("đơn vị ban hành", "trích yếu", "người ký", "hình thức văn bản", "lĩnh vực"),
)
_MARK = 12  # characters: a mark of draft or urgency may stand behind the number


def mark_own(scan: Scan, mentions: list[Mention]) -> None:
    """Mark the notice's own number among the mentions; give it the day and body of its head.

    It may stand in two heads: in a page's table of properties and in the act below it.
    """
    own: str | None = None
    for one in mentions:
        if one.ident.start > _HEAD:
            return
        if own is not None and one.code != own:
            continue
        between = scan.text[one.word.end : one.ident.start] if one.word else "\n:"
        if "\n" not in between or ":" not in between:
            continue
        opens = _NUMBER.search(scan.text[max(0, one.ident.start - 40) : one.ident.start])
        if opens is None or one.ident.family == "law" or not _alone(scan, one):
            continue
        one.own = True
        one.start = max(0, one.ident.start - 40) + opens.end() - len(opens[0].lstrip("\n\t |*_"))
        while not scan.folded.startswith("số", one.start):
            one.start += 1
        one.word = None
        one.end, one.date, one.issuer = one.ident.end, _day(scan, one), _issuer(scan, one)
        one.seat = _seat(scan, one.issuer) if one.issuer else None
        own = one.code


def _alone(scan: Scan, one: Mention) -> bool:
    """Whether no sentence goes on after the number: a head's line holds at most place and day."""
    rest = re.compile(r"[^\n|\t]{0,200}").match(scan.folded, one.ident.end)
    words = " ".join((rest[0] if rest else "").split()).strip(" *_.,)")
    head = ", ngày" in words or words.startswith(_AFTER_NUMBER)
    return head or len(words) < _MARK


def _day(scan: Scan, one: Mention) -> str | None:
    cell = _DAY_CELL.search(scan.folded, one.ident.end, one.ident.end + _REACH)
    if cell is not None and (day := days.read(cell[1])):
        return day
    for begin, end in ((one.ident.end, one.ident.end + _REACH), (one.start - _REACH, one.start)):
        m = _DAY.search(scan.folded, max(0, begin), max(0, end))
        if m is not None:
            return days.read(m[1])
    m = _DAY_IN_FIGURES.search(scan.text, one.ident.end, one.ident.end + _REACH)
    return days.read(m[1]) if m else None


def _issuer(scan: Scan, one: Mention) -> Span | None:
    cell = _BODY_CELL.search(scan.folded, one.ident.end, one.ident.end + _REACH)
    if cell is not None:
        return Span(cell.start(1), cell.start(1) + len(cell[1].rstrip()))
    line_end = scan.text.rfind("\n", 0, one.start)
    above = scan.text[scan.text.rfind("\n", 0, line_end) + 1 : line_end] if line_end > 0 else ""
    organ = _ORGAN_LINE.fullmatch(above.strip(" *_|\t-"))
    near = [a for a in scan.agencies if one.start - _REACH <= a.start and a.end <= one.start]
    if organ and not (near and near[-1].end > line_end - len(above)):
        begin = scan.text.rfind(organ[0], 0, line_end)
        return Span(begin, begin + len(organ[0]))
    if not near:
        return None
    body = near[-1]
    place = _PLACE.match(scan.text, body.end)
    if scan.text.endswith("ỦY", 0, body.end):  # "HUYỆN ỦY YÊN THÀNH"
        place = _SEAT.match(scan.text, body.end) or place
    return Span(body.start, place.end() if place and place.end() <= one.start else body.end)


def _seat(scan: Scan, body: Span) -> Span | None:
    """The place that belongs to the body's name and stands in the line below the State's name."""
    state = _STATE.match(scan.text, body.end)
    place = _PLACE.match(scan.text, state.end() - 1) if state else None
    return (
        Span(place.start() + len(place[0]) - len(place[0].lstrip(" *|\n")), place.end())
        if place
        else None
    )
