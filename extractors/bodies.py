"""Whose result a score is: the bodies and places named in a sentence, and lists of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors import provinces
from extractors.places import find_provinces
from extractors.text import fold
from extractors.words import Cue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.atoms import Scan


@dataclass(frozen=True, slots=True)
class Body:
    """A body or place that may have a result: `text[start:end]`; `name` is complete.

    In "Cục Hải quan Hà Nội, Hải Phòng" the second is called "Cục Hải quan Hải Phòng".
    `rank`: 3 a body or place by name, 2 a group ("các đơn vị"), 1 the whole ("toàn tỉnh").
    """

    start: int
    end: int
    name: str
    rank: int
    scope: str | None

    @property
    def is_named(self) -> bool:
        """Whether it is called by a name of its own."""
        return self.rank == 3


_UNIT = r"(?:huyện|thị\s+xã|thành\s+phố|tp\.?|quận|xã|phường|thị\s+trấn|đặc\s+khu|tỉnh)"
_UPPER = "".join(chr(c) for c in range(0x41, 0x1EFA) if chr(c).isupper())
_CAPITALS = rf"(?:[{_UPPER}]\w*(?:[ ][{_UPPER}]\w*){{0,4}})"
_PLACE = Cue(
    rf"(?<!\w)(?!xã\s+hội){_UNIT}\s+(?-i:{_CAPITALS})",
    ("huyện", "thị", "thành", "tp", "quận", "xã", "phường", "đặc", "tỉnh"),
    re.IGNORECASE,
)
_WHOLE = Cue(
    r"(?<!\w)(?:toàn\s+tỉnh|cả\s+tỉnh|cả\s+nước|toàn\s+quốc|toàn\s+thành\s+phố|toàn\s+huyện|"
    r"toàn\s+ngành|toàn\s+vùng|cấp\s+tỉnh|cấp\s+huyện|cấp\s+xã)(?!\w)",
    ("toàn", "cả", "cấp"),
)
_KIND = (
    r"(?:sở|ban|ngành|bộ|tỉnh|huyện|thị xã|quận|thành phố|xã|phường|thị trấn|đặc khu|địa phương|"
    r"cơ quan|đơn vị)"
)
_KIND += rf"(?!\w|\s+[{_UPPER}])"  # not the kind of a name: "thị xã Cai Lậy"
_KINDS = rf"{_KIND}(?:(?:\s*,\s*|\s+và\s+|\s+){_KIND})*"
# "khối sở, ban, ngành", "14 cơ quan", "các bộ, ngành": not the name that may follow in capitals.
_COUNTED = re.compile(rf"[0-9](?<![\w/.,].)[0-9]{{0,2}}(?:/[0-9]{{1,3}})?\s+{_KINDS}")
_GROUPED = Cue(rf"(?<!\w)(?:[Kk]hối\s+(?:các\s+)?|[Cc]ác\s+(?={_KIND},)){_KINDS}", ("khối", "các"))
_GROUP = re.compile(
    r"(?:ubnd\s+)?(?:các|cấp)\s|(?:những|mỗi|từng|cơ\s+quan|đơn\s+vị|địa\s+phương)(?!\w)"
)
_DASHED = re.compile(rf"\s?[-–]\s?{_CAPITALS}")
_AND = re.compile(r"\s*(?:,|;|và|cùng|cùng\s+với|,\s*và)\s*(?:các\s+|tỉnh\s+|với\s+)?\Z")
_HEADS = r"(?:sở|cục|vụ|phòng|ban|chi\s+cục|trung\s+tâm|ubnd|bộ)"
_PLURAL = re.compile(
    rf"(?:hai|ba|bốn|năm|các|những|[0-9]{{1,2}})\s+(?P<head>{_HEADS}|{_UNIT})\s*(?:gồm\s*)?:?\s+"
    r"(?=[^\W\d_])"
)
_PIECE = re.compile(r"\s*(?:,|;|(?<!\w)(?:và|cùng)(?!\w))\s*")
_COUNCILS = "(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân)"
_SCOPES = (
    ("branch", r"tổng cục|cục|chi cục|vụ|hải quan|thuế|kho bạc|bảo hiểm|bhxh"),
    ("department", r"sở|ban quản lý|ban dân tộc|thanh tra tỉnh|văn phòng ubnd tỉnh"),
    ("district", r"(?:ubnd |các )*(?:huyện|quận|thị xã|cấp huyện|thành phố \w+)"),
    ("commune", r"(?:ubnd |các )*(?:xã|phường|thị trấn|đặc khu|cấp xã)"),
    ("unit", r"phòng|trung tâm|văn phòng"),
    ("ministry", r"bộ|chính phủ|thủ tướng|ngân hàng nhà nước|quốc hội|tổng thanh tra"),
    (
        "province",
        rf"(?:(?:ubnd )?(?:tỉnh|thành phố|tp\.?)\s*)?(?:{provinces.NAME})\Z|tỉnh|{_COUNCILS} tỉnh",
    ),
)
_SCOPE_OF = [(scope, re.compile(rf"(?:{pattern})(?!\w)")) for scope, pattern in _SCOPES]


@lru_cache(maxsize=2048)  # a text names the same bodies again and again
def scope_of(name: str) -> str | None:
    """Give the class of bodies that a name belongs to: department, district, province ...

    >>> scope_of("Sở Nội vụ"), scope_of("UBND huyện Hồng Dân"), scope_of("Bình Thuận")
    ('department', 'district', 'province')
    """
    folded = fold(name)
    if _SCOPE_OF[-1][1].match(folded):
        return "province"
    return next((scope for scope, pattern in _SCOPE_OF if pattern.match(folded)), None)


def find_bodies(scan: Scan, more: Iterable[Body] = ()) -> list[Body]:
    """Give all bodies and places of a text that may have a result, in order and apart; O(n).

    `more` are bodies found otherwise.
    """
    found: list[Body] = []
    text, words = scan.text, scan.words
    named_provinces = find_provinces(scan.text, scan.folded, words=words)
    province_ends = {p.end for p in named_provinces}
    for agency in scan.agencies:
        named = scan.text[agency.body].isupper()
        end = agency.end
        if dashed := _DASHED.match(scan.text, end):
            end = dashed.end() if agency.end in province_ends else end
        name = " ".join(scan.text[agency.body : end].split())
        is_group = not named or _GROUP.match(name.lower()) is not None
        found.append(Body(agency.body, end, name, 2 if is_group else 3, scope_of(name)))
    found += [_body(scan, p.start, p.end, 3, dashed=True) for p in named_provinces]
    found += [_body(scan, *m.span(), 3) for m in _PLACE.matches(words, text=text)]
    found += [_body(scan, *m.span(), 1) for m in _WHOLE.matches(words)]
    found += [_body(scan, *m.span(), 2) for m in _GROUPED.matches(words, text=text)]
    found += [_body(scan, *m.span(), 2) for m in _COUNTED.finditer(text)]
    found += more
    found.sort(key=lambda b: (b.start, -b.end))
    apart: list[Body] = []
    for body in found:
        if not apart or body.start >= apart[-1].end:
            apart.append(body)
    return apart


def _body(scan: Scan, start: int, end: int, rank: int, *, dashed: bool = False) -> Body:
    if dashed and (more := _DASHED.match(scan.text, end)):
        end = more.end()
    name = " ".join(scan.text[start:end].split())
    return Body(start, end, name, rank, scope_of(name) if rank > 1 else None)


def listed_left(scan: Scan, bodies: Sequence[Body], start: int, end: int) -> list[Body]:
    """Give the bodies whose result stands right of `end`: the last one named, and its list.

    `bodies` are those between `start` and `end`. A name of a body goes before a group, a group
    before the whole; who publishes or asks is none.
    """
    plural = None
    for match in _PLURAL.finditer(scan.folded, start, end):
        plural = match
    if plural and _is_list(scan, plural.end(), end):
        return _pieces(scan, plural.end(), end, plural["head"], None)
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
        if bare is None or body.rank != best or (body.scope != last.scope and not _is_place(last)):
            break
        chain += [*reversed(bare), body]
        place = body.start
    chain.reverse()
    if len(chain) > 1 and _says_who(scan, chain[0]):
        return [last]
    return _named(chain)


def _bare_names(gap: str, at: int) -> list[Body] | None:
    """The names between two bodies of a list, all in capitals; None where it is no list."""
    if not _AND.search(gap) or len(gap) > 120:
        return None
    out, start = [], 0
    pieces = [*_PIECE.finditer(gap)]
    for piece in pieces:
        name = gap[start : piece.start()]
        if name.strip():
            if not re.fullmatch(rf"{_CAPITALS}(?:\s?[-–]\s?{_CAPITALS})?", name):
                return None
            out.append(Body(at + start, at + piece.start(), " ".join(name.split()), 3, None))
        start = piece.end()
    rest = gap[start:].strip()
    return out if rest in {"", "các", "tỉnh", "với"} else None


_PREPOSITION = re.compile(
    r"(?<!\w)(?:(?<!tiếp\s)theo(?!\s+sau)|do|bởi|so\s+với|gửi|trình|phục\s+vụ\s+của)\s+(?:\w+\s+){0,2}\Z"
)
_DOING = 40  # characters in which a body does what is measured: "Sở đã ban hành 100% ..."
_PUBLISHES = re.compile(
    r"\s*(?:vừa\s+|đã\s+|tổ\s+chức\s+)?(?:công\s+bố|ban\s+hành|phê\s+duyệt|đánh\s+giá)"
)


def _is_other(scan: Scan, body: Body, end: int) -> bool:
    """Whether a body is not the one measured at `end`: it publishes, or is one to compare with."""
    if _PUBLISHES.match(scan.folded, body.end) and end - body.end > _DOING:
        return True
    if _says_who(scan, body):
        return True
    is_central = body.scope == "ministry"
    return is_central and not re.match(
        r"\s*(?:đạt|xếp|đứng|có|:|\(|dẫn)", scan.folded[body.end : body.end + 12]
    )


def _says_who(scan: Scan, body: Body) -> bool:
    return _PREPOSITION.search(scan.folded[max(0, body.start - 24) : body.start]) is not None


def _is_place(body: Body) -> bool:
    return body.scope in {"province", "district", "commune", None}


def _is_list(scan: Scan, start: int, end: int) -> bool:
    """Whether a stretch holds names only, each beginning with a capital."""
    stretch = scan.text[start:end].strip(" ,:(")
    pieces = [p.strip() for p in _PIECE.split(stretch)]
    return all(p and p[0].isupper() and len(p) < 60 for p in pieces)


def listed_right(scan: Scan, bodies: Sequence[Body], start: int, end: int) -> list[Body]:
    """Give the bodies of the list between two places: "đứng thứ 2 gồm: A, B và C"."""
    inside = [b for b in bodies if start <= b.start and b.end <= end]
    head = inside[0] if inside else None
    return _pieces(scan, start, end, None, head)


def _pieces(scan: Scan, start: int, end: int, head: str | None, first: Body | None) -> list[Body]:
    text = scan.text[start:end]
    out: list[Body] = []
    at = 0
    cuts = [m.span() for m in _PIECE.finditer(text)]
    known = [(b.start - start, b.end - start) for b in [first] if b]
    for cut_start, cut_end in [*cuts, (len(text), len(text))]:
        if any(a < cut_start < b for a, b in known):
            continue
        raw = text[at:cut_start]
        lead = re.match(r"\s*(?:(?:là|gồm|các|tỉnh|gồm có|thuộc về)\s+)*", raw)
        begin = at + (lead.end() if lead else 0)
        name = " ".join(text[begin:cut_start].split()).strip(" .:*_")
        if name and name[0].isupper() and len(name) < 80:
            full = f"{head[0].upper()}{head[1:]} {name}" if head else name
            out.append(Body(start + begin, start + cut_start, full, 3, None))
        elif name and _PLACE.match(name):
            out.append(Body(start + begin, start + cut_start, name, 3, None))
        elif out:
            break
        at = cut_end
    return _named(out)


_OFFICE = re.compile(
    rf"(?P<head>[^\n]+?)\s+(?:(?:(?:tỉnh|tp\.?|thành\s+phố)\s+)?(?:{provinces.NAME})"
    rf"|(?P<unit>{_UNIT})\s+\w[^\n]*)\Z"
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
            has_unit = re.match(_UNIT, name.lower()) is not None
            name = " ".join(filter(None, (office, "" if has_unit else unit, name)))
        out.append(Body(body.start, body.end, name, body.rank, scope_of(name)))
    return out
