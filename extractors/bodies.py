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

    from extractors.agencies import Agency
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


UNIT = (
    r"(?:huyện|thị\s+xã|thành\s+phố|tp\.?|quận|xã|phường|thị\s+trấn|đặc\s+khu|tỉnh|"
    r"thủ\s+đô|cố\s+đô)"
)
UPPER = "".join(chr(c) for c in range(0x41, 0x1EFA) if chr(c).isupper())
CAPITALIZED = rf"(?:[{UPPER}]\w*(?:[ ][{UPPER}]\w*){{0,4}})"
# "8/14 tỉnh Trung du và miền núi": those of a region.
_REGIONS = (
    r"(?:Trung\s+[Dd]u|Đồng\s+[Bb]ằng|Duyên\s+[Hh]ải|Miền\s|Tây\s+Nguyên|(?:Tây|Đông)\s+Bắc|"
    r"(?:Bắc|Nam)\s+(?:Trung\s+)?Bộ|(?:Đông|Tây)\s+Nam\s+Bộ)"
)
PLACE = Cue(
    rf"(?<!\w)(?!xã\s+hội)(?:{UNIT}\s+|t[pxt]\.\s?)(?-i:(?!{_REGIONS}){CAPITALIZED})",
    ("huyện", "thị", "thành", "tp", "tx", "tt", "quận", "xã", "phường", "đặc", "tỉnh", "thủ", "cố"),
    re.IGNORECASE,
)
_WARD = Cue(
    r"(?<!\w)(?<![0-9]\s)(?:ubnd\s+)?(?:phường|quận)\s+(?:[1-9]|1[0-9]|2[0-8])(?![\w%/.,-]*[0-9%])(?!\s*(?:điểm|%))(?!\w)",
    ("ubnd", "phường", "quận"),
)
# "UBND Q.1", "H.Củ Chi", "Q.Bình Tân", as papers of the cities write it.
_SHORT = re.compile(
    rf"[QHPXU](?<!\w.)(?:(?<=U)BND\s+(?:Q|H|P|X|TX|TT|TP)|(?<=[QHPX]))\.\s?(?:[1-9][0-9]?(?![\w%/]|[.,][0-9])|{CAPITALIZED})"
)
_REGION = Cue(
    r"(?<!\w)(?:(?:vùng|khu\s+vực)\s+)?(?:đồng\s+bằng\s+(?:sông\s+)?(?:hồng|cửu\s+long|bắc\s+bộ)|"
    r"trung\s+du(?:\s+và|,)?\s+miền\s+núi\s+(?:phía\s+bắc|bắc\s+bộ)|miền\s+núi\s+phía\s+bắc|"
    r"bắc\s+trung\s+bộ\s+và\s+duyên\s+hải\s+(?:miền\s+trung|nam\s+trung\s+bộ)|bắc\s+trung\s+bộ|"
    r"duyên\s+hải\s+(?:nam\s+trung\s+bộ|miền\s+trung)|(?:đông|tây)\s+nam\s+bộ|tây\s+nguyên)(?!\w)",
    ("vùng", "khu", "đồng", "trung", "miền", "bắc", "duyên", "đông", "tây"),
)
# "dẫn đầu khu vực Tây Nguyên", "các tỉnh vùng Tây Bắc": where, not whose.
_REGION_OF = re.compile(
    r"(?:đầu|[0-9]|nhất|nhì|hai|ba|tư|trong|trên|tại|ở|thuộc|toàn|cả|khắp|tỉnh|thành|phố|phương|bảng|nhóm|xã|huyện|"
    r"về|cho|với|ra|vào|ban|đạo)(?:\s+(?:các|của))?\s+\Z"
)
_OFFICES = Cue(
    r"(?<!\w)(?:Viện|Đài|Thông\s+tấn\s+xã|Học\s+viện|[UỦ][ỷy]\s+ban(?!\s+(?:nhân\s+dân|ND|MTTQ|Mặt|Kiểm|Thường))|"
    r"Tổng\s+công\s+ty|Tập\s+đoàn|Đại\s+học|Ngân\s+hàng|Kiểm\s+toán)"
    r"(?:\s+(?!(?:đạt|xếp|đứng|với|dẫn|là|được|vươn|giữ|lần|cũng|cùng|đều|đã|tiếp\s+tục|chỉ|bị|tụt|có|vẫn|từ|qua|năm|tăng|giảm|giải\s+quyết|"
    r"tiếp\s+nhận(?!\s+và))(?!\w)|và\s+(?:Bộ|Sở|Viện|Đài|Thông|Ủy|Uỷ|Ngân|Kiểm|Cục|Ban|Học)(?!\w))[\w-]+){1,10}?"
    r"(?=\s*(?:[,;.:()\n\"”]|\Z)|\s+(?:đạt|xếp|đứng|với|dẫn|là|được|vươn|giữ|lần|cũng|cùng|đều|đã|tiếp|chỉ|bị|tụt|có|vẫn|từ|qua|năm|tăng|giảm|"
    r"giải)(?!\w)|\s+và\s+[A-ZĐỦ])",
    ("viện", "đài", "thông", "học", "ủy", "uỷ", "tổng", "tập", "đại", "ngân", "kiểm"),
)
_ZONES = re.compile(
    r"\s+và\s+(?:(?:khu\s+)?(?:chế\s+xuất|kinh\s+tế|công\s+nghệ\s+cao)|đô\s+thị)(?:\s+(?:tỉnh|thành\s+phố))?(?!\w)",
    re.IGNORECASE,
)
_WHOLE = Cue(
    r"(?<!\w)(?:toàn\s+tỉnh|cả\s+tỉnh|cả\s+nước|toàn\s+quốc|toàn\s+thành\s+phố|toàn\s+huyện|"
    r"cả\s+huyện|cả\s+thành\s+phố|toàn\s+khối|cả\s+khối|"
    r"toàn\s+ngành(?!\s+(?:công|nông|lâm|thủy|thuỷ|dịch|xây|kinh)\s)|toàn\s+vùng|cấp\s+quốc\s+gia|cấp\s+tỉnh|cấp\s+huyện|cấp\s+xã)(?!\w)",
    ("toàn", "cả", "cấp"),
)
_KIND = (
    r"(?:sở|ban|ngành|bộ|tỉnh|huyện|thị xã|quận|thành phố|xã|phường|thị trấn|đặc khu|địa phương|"
    r"cơ quan|đơn vị)"
)
_KIND += rf"(?!\w|\s+[{UPPER}])"  # not the kind of a name: "thị xã Cai Lậy"
_KINDS = rf"{_KIND}(?:(?:\s*,\s*|\s+và\s+|\s+){_KIND})*"
# "khối sở, ban, ngành", "14 cơ quan", "các bộ, ngành": not the name that may follow in capitals.
_COUNTED = re.compile(rf"[0-9](?<![\w/.,].)[0-9]{{0,2}}\s+{_KINDS}")
_GROUPED = Cue(
    rf"(?<!\w)(?:[Kk]hối\s+(?:các\s+|[0-9]+\s+|hai\s+|ba\s+|bốn\s+|năm\s+|sáu\s+|bảy\s+|tám\s+|chín\s+|mười\s+)?"
    rf"|[Cc]ác\s+(?={_KIND},)){_KINDS}(?i:\s+(?:trực\s+thuộc|thuộc|đóng(?:\s+chân)?(?=\s+trên)|trên\s+địa\s+bàn|"
    r"sự\s+nghiệp|công\s+lập|trung\s+ương|chuyên\s+môn|ngành\s+dọc|hành\s+chính|ubnd|tỉnh|thành\s+phố)(?!\w))*",
    ("khối", "các"),
)
_SHARE = re.compile(r"[0-9]\s?/\s?[0-9]{1,3}\s+\Z")  # "6/9 huyện, thành phố"
_DESK = Cue(
    r"(?<!\w)bộ\s+phận\s+(?:một\s+cửa|tiếp\s+nhận(?:\s+hồ\s+sơ)?\s+và\s+trả\s+kết\s+quả)"
    r"(?:\s+(?:các\s+cấp|cấp\s+(?:tỉnh|huyện|xã)|hiện\s+đại|liên\s+thông|của))*(?:\s+(?:tỉnh|huyện|thành\s+phố|xã|phường)(?!\w))?"
    rf"(?!(?:\s+giải\s+quyết(?:\s+\w+){{0,4}}?)?(?:\s+của)?\s+(?:{UNIT}))",  # it is the place's
    ("bộ",),
)
_BRANCH = re.compile(  # "đứng thứ 5/35 Cục Hải quan"
    r"(?:(?:tổng |chi )?cục(?: hải quan| thuế| thống kê)?|hải quan|công an|kho bạc|sở|phòng)",
    re.IGNORECASE,
)
_ALL_KINDS = re.compile(rf"{_KIND}(?:(?:\s*,\s*|\s+và\s+){_KIND})+")
_GROUP = re.compile(
    r"(?:ubnd\s+)?(?:các|cấp)\s|(?:những|mỗi|từng|cơ\s+quan|đơn\s+vị|địa\s+phương)(?!\w)"
)
# "Ở khối UBND huyện, thị xã, thành phố, UBND thị xã X": kinds, then who it is.
_LED_BY_KINDS = re.compile(rf"(?:ubnd\s+)?{_KINDS}\s*,\s+(?=(?:ubnd|ủy\s+ban)\s)")
_BARE_COUNCILS = frozenset(f"ubnd {kind}" for kind in ("huyện", "quận", "thị xã", "xã", "phường"))
_MORE_KINDS = re.compile(rf"\s*,\s+{_KIND}")
_DASHED = re.compile(rf"\s?[-–]\s?{CAPITALIZED}")
_COUNCILS = "(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân)"
_SCOPES = (
    ("branch", r"tổng cục|cục|chi cục|vụ|hải quan|thuế|kho bạc|bảo hiểm|bhxh"),
    ("department", r"sở|ban quản lý|ban dân tộc|thanh tra tỉnh|văn phòng ubnd tỉnh"),
    (
        "district",
        r"(?:ubnd |các )*(?:huyện|quận|thị xã|tx\. ?\w+|cấp huyện|(?:thành phố |tp\.? ?)\w+)",
    ),
    ("commune", r"(?:ubnd |các )*(?:xã|phường|thị trấn|đặc khu|cấp xã)"),
    ("unit", r"phòng|trung tâm|văn phòng"),
    ("ministry", r"bộ|chính phủ|thủ tướng|ngân hàng nhà nước|quốc hội|tổng thanh tra"),
    (
        "province",
        rf"(?:(?:ubnd )?(?:tỉnh|thành phố|tp\.?)\s*)?(?:{provinces.NAME})\Z|tỉnh|{_COUNCILS} tỉnh",
    ),
)
_TOWN = re.compile(rf"(?:ubnd\s+)?(?:thành\s+phố|tp\.?)\s*(?P<name>{provinces.NAME})\Z")
_SCOPE_OF = [(scope, re.compile(rf"(?:{pattern})(?!\w)")) for scope, pattern in _SCOPES]


_ZONED = ("khu công nghiệp", "khu kinh tế", "khu chế xuất")


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


@lru_cache(maxsize=2048)
def scope_on(name: str, day: str | None) -> str | None:
    """Give the scope of a name on an ISO day: "thành phố Vĩnh Long" was the town of a province.

    >>> scope_on("thành phố Vĩnh Long", "2020-01-01"), scope_on("TP. Cần Thơ", "2020-01-01")
    ('district', 'province')
    """
    scope = scope_of(name)
    town = _TOWN.match(fold(name)) if scope == "province" else None
    unit = provinces.province_of(town["name"], day) if town else None
    return "district" if unit and unit.kind == "tỉnh" else scope


def find_bodies(scan: Scan, more: Iterable[Body] = ()) -> list[Body]:
    """Give all bodies and places of a text that may have a result, in order and apart; O(n).

    `more` are bodies found otherwise.
    """
    found: list[Body] = []
    text, words = scan.text, scan.words
    named_provinces = find_provinces(scan.text, scan.folded, words=words)
    province_ends = {p.end for p in named_provinces}
    found += filter(None, (_of_agency(scan, agency, province_ends) for agency in scan.agencies))
    found += [_body(scan, p.start, p.end, 3, dashed=True) for p in named_provinces]
    found += [_body(scan, *m.span(), 3) for m in PLACE.matches(words, text=text)]
    found += [_body(scan, *m.span(), 1) for m in _WHOLE.matches(words)]
    found += [_body(scan, *m.span(), 3) for m in _WARD.matches(words)]
    found += [_body(scan, *m.span(), 3) for m in _SHORT.finditer(text)]
    found += [_body(scan, *m.span(), 3) for m in _DESK.matches(words)]
    found += [
        _body(scan, *m.span(), 3)
        for m in _REGION.matches(words)
        if not _REGION_OF.search(scan.folded, max(0, m.start() - 24), m.start())
    ]
    found += [_body(scan, *m.span(), 3) for m in _OFFICES.matches(words, text=text)]
    found += [_body(scan, *m.span(), 2) for m in _GROUPED.matches(words, text=text)]
    found += [
        _body(scan, *m.span(), 2)
        for m in _COUNTED.finditer(text)
        if not scan.folded.endswith(("nhóm ", "tốp ", "top "), 0, m.start())
    ]
    found += more
    found.sort(key=lambda b: (b.start, -b.end))
    return [
        b
        for b in _apart(text, found)
        if not (b.rank == 2 or _BRANCH.fullmatch(b.name))
        or not _SHARE.search(text, max(0, b.start - 9), b.start)
    ]


def _of_agency(scan: Scan, agency: Agency, province_ends: set[int]) -> Body | None:
    """Give an agency as a body that may have a result, None where it only names a level."""
    text = scan.text
    if scan.folded.endswith("cấp ", 0, agency.start) and scan.folded.startswith(
        "địa phương", agency.body
    ):
        return None  # "Chỉ số đổi mới sáng tạo cấp địa phương của tỉnh"
    named = _CAPITAL_NEAR.match(text, agency.body) is not None
    end = _end_of(text, agency.body, agency.end)
    if dashed := _DASHED.match(text, end):
        end = dashed.end() if agency.end in province_ends else end
    if zones := _ZONES.match(text, end):
        end = zones.end() if scan.folded.endswith(_ZONED, 0, end) else end
    name = " ".join(text[agency.body : end].split())
    start = agency.body
    if kinds := _LED_BY_KINDS.match(name.lower()):
        start += kinds.end()
        name, named = name[kinds.end() :], True
    named = named and not (name.lower() in _BARE_COUNCILS and _MORE_KINDS.match(text, end))
    is_group = not named or bool(_GROUP.match(name.lower()) or _ALL_KINDS.fullmatch(name.lower()))
    scope = scope_on(name, scan.context.published)
    return Body(start, end, name, 2 if is_group else 3, scope)


def _apart(text: str, found: Sequence[Body]) -> list[Body]:
    """Give bodies in order of place without overlaps; one that lies in another's place joins it."""
    apart: list[Body] = []
    for body in found:
        if apart and _lies_in(text, apart[-1], body):
            last = apart.pop()
            name = " ".join(text[last.start : body.end].split())
            apart.append(Body(last.start, body.end, name, last.rank, last.scope))
        elif apart and _is_level(text, apart[-1], body):
            last = apart.pop()
            name = " ".join(text[last.start : body.end].split())
            apart.append(Body(last.start, body.end, name, 2, last.scope))
        elif not apart or body.start >= apart[-1].end:
            apart.append(body)
    return apart


_NUMBER = re.compile(r"\s+[0-9]+\Z")
_MEASURED = re.compile(r"[.,][0-9]|\s?%|\s+điểm")


def _end_of(text: str, start: int, end: int) -> int:
    """Where a name ends that another line or a measured number goes on: "Bộ Y tế 88,7%"."""
    line = text.find("\n", start, end)
    end = line if line >= 0 else end
    number = _NUMBER.search(text, start, end)
    return number.start() if number and _MEASURED.match(text, end) else end


_CAPITAL_NEAR = re.compile(rf"(?:(?!các\s|cấp\s)\w+\s)?[{UPPER}]")  # "Sở Nội vụ", "sở Nội vụ"
_WIDER = {"commune": ("district", "province"), "district": ("province",)}


def _lies_in(text: str, place: Body, whole: Body) -> bool:
    """Whether a place is followed by the one that it lies in: "xã A, huyện B"."""
    wider = whole.scope in _WIDER.get(place.scope or "", ()) and place.is_named and whole.is_named
    return (
        wider and 0 < whole.start - place.end < 4 and text[place.end : whole.start].strip() == ","
    )


def _is_level(text: str, group: Body, level: Body) -> bool:
    """Whether a level tells of a group right before it: "khối sở, ban, ngành cấp tỉnh"."""
    tells = group.rank == 2 and level.rank == 1 and level.name.lower().startswith("cấp ")
    return tells and level.start - group.end == 1 and text[group.end] == " "


def _body(scan: Scan, start: int, end: int, rank: int, *, dashed: bool = False) -> Body:
    if dashed and (more := _DASHED.match(scan.text, end)):
        end = more.end()
    end = _end_of(scan.text, start, end)
    name = " ".join(scan.text[start:end].split())
    return Body(
        start, end, name, rank, scope_on(name, scan.context.published) if rank > 1 else None
    )
