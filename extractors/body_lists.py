"""Whose result a score is: which of the bodies of a clause, and lists of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import provinces
from extractors.bodies import CAPITALIZED, PLACE, UNIT, UPPER, Body, scope_of
from extractors.text import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from extractors.atoms import Scan

_AND = re.compile(r"\s*(?:,|;|và|cùng|cùng\s+với|,\s*và)\s*(?:các\s+|tỉnh\s+|với\s+)?\Z")
_HEADS = r"(?:sở|cục|vụ|phòng|ban|chi\s+cục|trung\s+tâm|ubnd|bộ)"
_PLURAL = re.compile(
    rf"(?<![\w.,/])(?:hai|ba|bốn|năm|các|những|[0-9]{{1,2}})\s+(?P<head>{_HEADS}|{UNIT})\s*(?:gồm\s*)?:?\s+"
    r"(?=[^\W\d_])"
)
_NAMES = re.compile(rf"{CAPITALIZED}(?:\s*(?:,|;|và|cùng)\s+{CAPITALIZED})+(?=\s+[^\W\d_{UPPER}])")
_VERB_LAST = re.compile(
    r"\s+(?:(?:cùng|đều|chỉ|cũng|đã|mới|còn|vẫn|lần\s+lượt)\s+)*(?:đạt|xếp|đứng|có|được|giữ|chiếm|là)"
    r"(?:\s+(?:gần|trên|dưới|hơn|khoảng|mức|điểm|số|tổng|được|thứ|hạng|vị|trí|từ)(?!\w))*\s*\Z"
)
_SEMICOLON = re.compile(r"\s*;\s*(?:và\s+)?")  # parts names that have commas: "các sở: A và B; C"
_PIECE = re.compile(r"\s*(?:,|;|(?<!\w)(?:và|cùng)(?!\w))\s*")


def _list_after(scan: Scan, start: int, end: int) -> int | None:
    """Where a list of names that begins at a place ends, if it holds two names or more."""
    listed = _NAMES.match(scan.text, start, end)
    return listed.end() if listed else None


def listed_left(scan: Scan, bodies: Sequence[Body], start: int, end: int) -> list[Body]:
    """Give the bodies whose result stands right of `end`: the last one named, and its list.

    `bodies` are those between `start` and `end`. A name of a body goes before a group, a group
    before the whole; who publishes or asks is none.
    """
    plural = None
    for match in _PLURAL.finditer(scan.folded, start, end):
        plural = match
    if plural and (verb := _VERB_LAST.search(scan.folded, plural.end(), end)):
        end = verb.start()  # "các sở: Sở Y tế đạt"
    if plural and _is_list(scan, plural.end(), end):
        return _pieces(scan, plural.end(), end, plural["head"], ())
    if plural and (stop := _list_after(scan, plural.end(), end)):
        return _pieces(scan, plural.end(), stop, plural["head"], ())
    able = [b for b in bodies if not _is_other(scan, b, end)]
    if not able:
        return []
    best = max(b.rank for b in able)
    last = next(b for b in reversed(able) if b.rank == best)
    chain = [last]
    place = last.start
    for body in reversed([b for b in bodies if b.end <= last.start]):
        gap = scan.text[body.end : place]
        bare = _bare_names(gap, body.end)
        if is_circumstance(scan, body) or (gap.strip() == "," and _is_where(scan, body)):
            break
        if bare is None or body.rank != best or (body.scope != last.scope and not _is_place(last)):
            break
        chain += [*reversed(bare), body]
        place = body.start
    chain.reverse()
    if len(chain) > 1 and _says_who(scan, chain[0]):
        return [last]
    return _named(chain)


# "Hội nghị diễn ra sáng 10/5 tại Hà Nội, X vươn lên dẫn đầu": where something was told.
_HELD_AT = re.compile(
    r"(?<!\w)(?:diễn\s+ra|tổ\s+chức|công\s+bố|hội\s+nghị|hội\s+thảo|lễ|họp|sáng|chiều|ngày)(?!\w)[^,;.:\n]*\s(?:tại|ở)\s+\Z"
)


def _is_where(scan: Scan, body: Body) -> bool:
    return _HELD_AT.search(scan.folded, max(0, body.start - 120), body.start) is not None


def _bare_names(gap: str, at: int) -> list[Body] | None:
    """The names between two bodies of a list, all in capitals; None where it is no list."""
    if not _AND.search(gap) or len(gap) > 120:
        return None
    out, start = [], 0
    pieces = [*_PIECE.finditer(gap)]
    for piece in pieces:
        name = gap[start : piece.start()]
        if name.strip():
            if not re.fullmatch(rf"{CAPITALIZED}(?:\s?[-–]\s?{CAPITALIZED})?", name):
                return None
            out.append(Body(at + start, at + piece.start(), " ".join(name.split()), 3, None))
        start = piece.end()
    rest = gap[start:].strip()
    return out if rest in {"", "các", "tỉnh", "với"} else None


# "Phó Giám đốc Sở Nội vụ cho hay": a person.
_PERSON = re.compile(
    r"(?<!\w)(?:giám\s+đốc|chủ\s+tịch|trưởng|thủ\s+trưởng|chánh(?:\s+\w+)?|lãnh\s+đạo|đại\s+diện|bí\s+thư|cục\s+trưởng|"
    r"viện\s+trưởng|hiệu\s+trưởng|thứ\s+trưởng|bộ\s+trưởng|chủ\s+nhiệm|ủy\s+viên|cán\s+bộ|ông|bà)(?:\s+phụ\s+trách|\s+ban)?\s+\Z"
)


def is_title(scan: Scan, body: Body) -> bool:
    """Tell whether a body stands only in the title of a person."""
    return _PERSON.search(scan.folded[max(0, body.start - 24) : body.start]) is not None


_PREPOSITION = re.compile(
    r"(?<!\w)(?:(?<!tiếp\s)theo(?!\s+sau)|do|bởi|so\s+với|gửi|trình|phục\s+vụ\s+của|trực\s+thuộc)\s+(?:\w+\s+){0,2}\Z"
)
# "Theo công bố của Bộ Nội vụ, X đứng đầu", "sau A, B là địa phương thứ hai": before the clause.
_CIRCUMSTANCE = re.compile(
    r"(?:\A|[\n.,;:(–-]\s*)(?:(?:và|nhưng|tuy\s+nhiên,?|ngoài\s+ra,?|cũng)\s+)?"
    r"(?:(?<!tiếp\s)theo|căn\s+cứ|trên\s+cơ\s+sở|qua|sau(?:\s+khi)?|cùng\s+với|ngoài|ngay\s+sau|xếp\s+sau|đứng\s+sau|"
    r"bên\s+cạnh)(?!\w)[^,;:\n]*\Z"
)
_WITHOUT_VERB = re.compile(
    r"\s*(?:(?:về|năm|ngày|tại|vừa|mới|đã|công\s+bố)(?!\w)[^,.;:\n]{0,80})?,\s*\w"
)
_BY_PASSIVE = re.compile(r"(?<!\w)được\s+\Z")
_DOING = 40  # characters in which a body does what is measured: "Sở đã ban hành 100% ..."
_PUBLISHES = re.compile(
    r"\s*(?:vừa\s+|đã\s+|tổ\s+chức\s+)?(?:công\s+bố|ban\s+hành|phê\s+duyệt|đánh\s+giá)"
)


_MAKES_PUBLIC = re.compile(
    r"\s*(?:\([^()\n]{1,60}\)\s*)?(?:(?:cũng|vừa|đã|chính\s+thức|phối\s+hợp|tổ\s+chức|lễ|hội\s+nghị)\s+){0,4}"
    r"(?:công\s+bố|phát\s+hành)(?!\w)"
)
_BY = re.compile(r"(?<!\w)(?:theo|sau)\s+\Z")  # "xếp thứ 2, sau tỉnh Vĩnh Phúc"
_SPEAKS = re.compile(
    r"\s*(?:cũng\s+|vừa\s+|đã\s+)*(?:cho\s+biết|cho\s+hay|chỉ\s+ra|ghi\s+nhận|nhận\s+định|nêu|thông\s+tin|nhấn\s+mạnh|"
    r"khẳng\s+định|lưu\s+ý|yêu\s+cầu|nhận\s+xét|thống\s+kê)(?!\w)"
)


# "Hội đồng thẩm định còn 88,75 điểm": who gives the points.
_APPRAISES = re.compile(
    r"(?:hội\s+đồng|tổ|đoàn|ban|sở\s+nội\s+vụ|phòng\s+nội\s+vụ)(?:\s+(?!được(?!\w))[^\W\d_]+){0,3}?\s+(?:thẩm\s+định|chấm|đánh\s+giá|giám\s+khảo)"
    r"(?=\s+(?:[0-9]|còn|chấm|là|cho|lại|được|chỉ|đạt))"
)


def tells_of_others(scan: Scan, body: Body) -> bool:
    """Tell whether a body publishes or speaks, so that what follows need not be its own."""
    if _BY.search(scan.folded, max(0, body.start - 8), body.start):
        return True
    if _SPEAKS.match(scan.folded, body.end) or _MAKES_PUBLIC.match(scan.folded, body.end):
        return True
    return is_circumstance(scan, body)


def _is_other(scan: Scan, body: Body, end: int) -> bool:
    """Whether a body is not the one measured at `end`: it publishes, or is one to compare with."""
    if _SPEAKS.match(scan.folded, body.end):
        return True
    if _PUBLISHES.match(scan.folded, body.end) and end - body.end > _DOING:
        return True
    if _APPRAISES.match(scan.folded, body.start):
        return True
    if _says_who(scan, body) or is_circumstance(scan, body):
        return True
    is_central = body.scope == "ministry"
    return is_central and not re.match(
        r"\s*(?:đạt|xếp|đứng|có|:|\(|[0-9]|dẫn|vươn|giữ|tiếp\s+tục|vẫn|lần|tụt|là|được|tăng|giảm|chiếm|lọt|cũng|lên|xuống|nằm|"
        r"ở|vượt|thăng|từ|chỉ|mới|cùng|đều|còn|đã|năm thứ)",
        scan.folded[body.end : body.end + 12],
    )


def is_circumstance(scan: Scan, body: Body) -> bool:
    """Tell whether a body stands in the words before a clause: "Theo số liệu của Cục Y, ..."."""
    if _PUBLISHES.match(scan.folded, body.end) and _BY_PASSIVE.search(
        scan.folded, max(0, body.start - 8), body.start
    ):
        return True
    if _WITHOUT_VERB.match(scan.folded, body.end) is None:
        return False
    return _CIRCUMSTANCE.search(scan.folded[max(0, body.start - 120) : body.start]) is not None


def _says_who(scan: Scan, body: Body) -> bool:
    return _PREPOSITION.search(scan.folded[max(0, body.start - 24) : body.start]) is not None


def _is_place(body: Body) -> bool:
    return body.scope in {"province", "district", "commune", None}


def _is_list(scan: Scan, start: int, end: int) -> bool:
    """Whether a stretch holds names only, each beginning with a capital."""
    stretch = scan.text[start:end].strip(" ,:(")
    pieces = [p.strip() for p in _PIECE.split(stretch)]
    return all(p and p[0].isupper() and len(p) < 60 and ":" not in p for p in pieces)


def listed_right(scan: Scan, bodies: Sequence[Body], start: int, end: int) -> list[Body]:
    """Give the bodies of the list between two places: "đứng thứ 2 gồm: A, B và C"."""
    inside = [b for b in bodies if start <= b.start and b.end <= end]
    return _pieces(scan, start, end, None, inside)


# "..., Năm nay, thành phố này có": the list is over.
_NO_NAME = re.compile(
    r"\s*(?:Năm|Tháng|Quý|Ngày|Trong|Tại|Theo|Tiếp|Đây|Đó|Kết\s+quả|Riêng|Như|Cùng|Với|So|Qua|Có|Còn)(?!\w)"
    r"|\s*\w+(?:\s+\w+)?\s+(?:này|đó|trên)\s*\Z"
)


# "các Tổng công ty Đầu tư Nhà và Đô thị, Thép Việt Nam": what stands before the comma is one name.
_FIRM = re.compile(
    r"\s*(?:các\s+)?(?:tổng\s+công\s+ty|công\s+ty|tập\s+đoàn|ngân\s+hàng|viện|trường|học\s+viện)\s",
    re.IGNORECASE,
)


def _is_in_name(text: str, at: int, start: int, end: int, last_comma: int) -> bool:
    """Whether an "và" belongs to the name of a firm: commas part the list that it stands in."""
    inner = "và" in text[start:end] and "," not in text[start:end] and end < last_comma
    return inner and _FIRM.match(text, at, start) is not None


def _pieces(
    scan: Scan, start: int, end: int, head: str | None, inside: Sequence[Body]
) -> list[Body]:
    text = scan.text[start:end]
    out: list[Body] = []
    at = 0
    marks = _SEMICOLON if head and ";" in text else _PIECE
    cuts = [m.span() for m in marks.finditer(text)]
    known = [(b.start - start, b.end - start) for b in inside if b.is_named]
    starts = {a for a, _ in known}
    ends = dict(known)
    last_comma = max(text.rfind(","), text.rfind(";"))
    for cut_start, cut_end in [*cuts, (len(text), len(text))]:
        if any(a < cut_start < b for a, b in known):
            continue
        if cut_end not in starts and _is_in_name(text, at, cut_start, cut_end, last_comma):
            continue
        raw = text[at:cut_start]
        lead = _LEAD.match(raw)
        if _NO_NAME.match(raw):
            break
        begin = at + (lead.end() if lead else 0)
        stop = _name_end(text, begin, cut_start, ends)
        name = " ".join(text[begin:stop].split()).strip(" .:*_(-–")
        if name and name[0].isupper() and len(name) < 80:
            bare = head and not fold(name).startswith(f"{head} ")
            full = f"{head[0].upper()}{head[1:]} {name}" if head and bare else name
            out.append(Body(start + begin, start + stop, full, 3, None))
        elif name and (PLACE.match(name) or begin in starts):
            out.append(Body(start + begin, start + stop, name, 3, None))
        elif out:
            break
        at = cut_end
    return _named(out)


_LEAD = re.compile(r"\s*(?:[0-9]{1,2}[.)]\s*)?(?:(?:là|gồm|các|tỉnh|gồm có|thuộc về)\s+)*")
_NO_PART = re.compile(r"\s+(?!(?:tỉnh|thành|huyện|quận|thị|trực|thuộc|khu|và)\s)[^\W\d_A-ZĐ]+")


def _name_end(text: str, begin: int, end: int, known: Mapping[int, int]) -> int:
    """Where a name ends that is known, though other words follow: "Đắk Lắk rất gần"."""
    at = known.get(begin)
    goes_on = at is not None and at < end and _NO_PART.match(text, at)
    return at if at is not None and goes_on and text[at:].lstrip()[:1].islower() else end


_OFFICE = re.compile(
    rf"(?P<head>[^\n]+?)\s+(?:(?:(?:tỉnh|tp\.?|thành\s+phố)\s+)?(?:{provinces.NAME})"
    rf"|(?P<unit>{UNIT})\s+\w[^\n]*)\Z"
)


def _named(bodies: list[Body]) -> list[Body]:
    """The bodies with complete names: a bare place takes the office of the one before it."""
    out: list[Body] = []
    office = unit = ""
    for body in bodies:
        name = body.name
        match = _OFFICE.match(re.sub(r"\s*[-–]\s*", " - ", fold(name)))
        if match and re.match(_HEADS + r"|hải\s+quan|thuế|công\s+an|kho\s+bạc", match["head"]):
            office = name[: match.end("head")]
            unit = name[match.start("unit") : match.end("unit")] if match["unit"] else ""
        elif office and not re.match(_HEADS, name.lower()):
            has_unit = re.match(UNIT, name.lower()) is not None
            name = " ".join(filter(None, (office, "" if has_unit else unit, name)))
        scope = body.scope if name == body.name and body.scope else scope_of(name)
        out.append(Body(body.start, body.end, name, body.rank, scope))
    return out
